// SPDX-License-Identifier: MIT
// Number: reading decimal numbers from cells, fast and exactly.
#ifndef CT_BASE_NUMBER_H
#define CT_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CT_NUMBER_TEXT = 40 };

// One finite decimal number, blanks around it allowed; the nearest double.
bool ct_number_read(const char *s, size_t n, double *out);
// Is it a number that stays itself when stored as one? Texts with leading zeros ("007"),
// a plus sign or more than 15 digits before the point are names or ids.
bool ct_number_is_plain(const char *s, size_t n);
// Digits after the point, -1 when it is no plain decimal.
int ct_number_decimals(const char *s, size_t n);
// The number with so many decimals (0 to 15), as printf's %.*f has it, but faster for those that were read from such a
// text. Returns the length.
size_t ct_number_fixed(double x, int decimals, char buf[64]);
// m / 10^decimals (12 at most). Returns the length.
size_t ct_number_scaled(int64_t m, int decimals, char buf[CT_NUMBER_TEXT]);
// Decimals without an exponent, at most `most` (12) of them: the fewest that read back as the same double. 0: there are none.
size_t ct_number_short(double x, int most, char buf[CT_NUMBER_TEXT]);
// The shortest decimal text that reads back as the same double, quickly. Returns its length.
size_t ct_number_shortest(double x, char buf[CT_NUMBER_TEXT]);

#endif

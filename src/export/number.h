// SPDX-License-Identifier: MIT
// Numbers as a dataset holds them: the shortest text, quickly.
#ifndef CT_EXPORT_NUMBER_H
#define CT_EXPORT_NUMBER_H

#include <stddef.h>

enum { CT_EXPORT_NUMBER = 40 };

// The shortest decimal text that reads back as the same double; x is finite. Returns its length.
size_t ct_export_number(double x, char buf[CT_EXPORT_NUMBER]);
// Rounded to so many decimals (at most 9), without zeros at the end; for |x| < 1e9.
size_t ct_export_rounded(double x, int decimals, char buf[CT_EXPORT_NUMBER]);
// Decimals of a degree that a position known to precision_m deserves: one more than its digits say, 9 at most and when
// it is unknown.
int ct_export_decimals(double precision_m);

#endif

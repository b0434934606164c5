// SPDX-License-Identifier: MIT
// Plus_code: full Open Location Codes.
#ifndef CT_COORD_PLUS_CODE_H
#define CT_COORD_PLUS_CODE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_coord;

// Is it written like a code, full or short? A trimmed text.
bool ct_plus_code_matches(const char *s, size_t n);
// The centre of the cell; the precision is its larger side. Short codes are refused. False: see out->why.
bool ct_plus_code_read(const char *s, size_t n, struct ct_coord *out);

#endif

// SPDX-License-Identifier: MIT
// Relative CJK: phrases of distance and direction in Chinese, Japanese and Korean.
#ifndef CT_COORD_RELATIVE_CJK_H
#define CT_COORD_RELATIVE_CJK_H

#include <stdbool.h>
#include <stddef.h>

struct ct_relative;
struct ct_relative_lex;

// There the place comes first, then the direction. `items` are the text's own.
bool ct_relative_cjk_read(const char *s, size_t n, const struct ct_relative_lex *items,
                          struct ct_relative *out);
// A direction alone.
bool ct_relative_cjk_direction(const char *s, size_t n, double *bearing_deg, double *spread_deg);

#endif

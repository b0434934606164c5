// SPDX-License-Identifier: MIT
// Number formats: numbers as text for a locale, a currency or a unit.
#ifndef CT_EXPR_NUMBER_FORMAT_H
#define CT_EXPR_NUMBER_FORMAT_H

#include <stdbool.h>

struct ct_arena;

// What number-format takes; members are NULL or unset when not given.
struct ct_number_style {
  const char *locale, *currency, *unit;
  bool has_least, has_most;
  double least_decimals, most_decimals;
};

// Is the style possible? If not, *why says so in the words of Intl.NumberFormat.
bool ct_number_style_valid(const struct ct_number_style *style, struct ct_arena *a, const char **why);
// The text of x in a valid style.
const char *ct_number_format(double x, const struct ct_number_style *style, struct ct_arena *a);

#endif

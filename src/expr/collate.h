// SPDX-License-Identifier: MIT
// Collators: comparing, casing and formatting for a locale.
#ifndef CT_EXPR_COLLATE_H
#define CT_EXPR_COLLATE_H

#include <stdbool.h>

struct ct_arena;

struct ct_collator {
  bool case_sensitive, diacritic_sensitive;
  const char *locale;  // NULL: the root's
};

// Less than, equal to or greater than 0.
int ct_collate(const struct ct_collator *c, const char *x, const char *y);
// The locale whose rules are used, as a BCP 47 tag.
const char *ct_collate_locale(const struct ct_collator *c);
const char *ct_text_upper(const char *s, struct ct_arena *a);
const char *ct_text_lower(const char *s, struct ct_arena *a);

// What number-format takes; members are NULL or -1 when not given.
struct ct_number_style {
  const char *locale, *currency, *unit;
  int least_decimals, most_decimals;
};
// NULL with *why set when the style is impossible.
const char *ct_number_format(double x, const struct ct_number_style *style, struct ct_arena *a,
                             const char **why);

#endif

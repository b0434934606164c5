// SPDX-License-Identifier: MIT
// Collators: comparing and casing texts.
#ifndef CT_EXPR_COLLATE_H
#define CT_EXPR_COLLATE_H

#include <stdbool.h>

struct ct_arena;

struct ct_collator {
  bool case_sensitive, diacritic_sensitive;
  const char *locale;  // a BCP 47 tag; NULL or empty: American English
};

// Is the locale well-formed? If not, *why says so.
bool ct_collator_valid(const struct ct_collator *c, struct ct_arena *a, const char **why);
// Less than, equal to or greater than 0.
int ct_collate(const struct ct_collator *c, const char *x, const char *y);
// The locale whose rules are used, as a BCP 47 tag.
const char *ct_collate_locale(const struct ct_collator *c, struct ct_arena *a);
// By the rules that hold in every language.
const char *ct_text_upper(const char *s, struct ct_arena *a);
const char *ct_text_lower(const char *s, struct ct_arena *a);

#endif

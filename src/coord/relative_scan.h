// SPDX-License-Identifier: MIT
// Relative scan: what the two halves of the lexer share: where it stands, words and items.
#ifndef CT_COORD_RELATIVE_SCAN_H
#define CT_COORD_RELATIVE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "coord/relative_lex.h"

struct ct_relative_word;

enum { CT_RELATIVE_WORD_SIZE = 40 };

struct ct_relative_scan {
  const char *p, *end;
  struct ct_relative_lex *out;
  bool bearing;  // a number without unit is one
};

struct ct_relative_item *ct_relative_push(struct ct_relative_scan *l, enum ct_relative_kind kind,
                                          const char *from);
struct ct_relative_item *ct_relative_last(struct ct_relative_scan *l);
void ct_relative_skip_blanks(struct ct_relative_scan *l);
// A run of letters of one kind (alphabetic, or CJK), folded. Apostrophes are part of a word.
bool ct_relative_scan_word(struct ct_relative_scan *l, char folded[CT_RELATIVE_WORD_SIZE], bool *cjk,
                           bool *upper);

// The number at the scanner with what follows it, as an item; false: none stands there.
bool ct_relative_scan_number(struct ct_relative_scan *l);
// The same for a number that was written as a word.
void ct_relative_scan_number_word(struct ct_relative_scan *l, const char *from,
                                  const struct ct_relative_word *w);
// "half a mile": behind "half". False: no unit follows.
bool ct_relative_scan_half(struct ct_relative_scan *l, const char *from);

#endif

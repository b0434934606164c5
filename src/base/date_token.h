// SPDX-License-Identifier: MIT
// Date tokens: a text cut into numbers, known words, marks and times of day.
#ifndef CT_BASE_DATE_TOKEN_H
#define CT_BASE_DATE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/date_words.h"

enum ct_date_token_kind {
  CT_DATE_TOKEN_NUMBER,
  CT_DATE_TOKEN_WORD,
  CT_DATE_TOKEN_MARK,   // value: - / . , ~ & or = for two points ("..")
  CT_DATE_TOKEN_CLOCK,  // a time of day, with its zone
};

struct ct_date_token {
  enum ct_date_token_kind kind;
  enum ct_date_word word;
  int value;    // number, word's value, or mark
  int digits;   // of a number; 0: it is a blank such as "??"
  int unknown;  // how many of its digits are not known: 198x
  bool spaced;  // a blank before it
  bool dash;    // a mark: an en dash or longer, which no date has inside
};

enum { CT_DATE_TOKENS = 24, CT_DATE_TEXT_MAX = 200 };

struct ct_date_tokens {
  struct ct_date_token v[CT_DATE_TOKENS];
  size_t n;
  enum ct_date_fault fault;  // why it failed
};

// False when the text has something no date has.
bool ct_date_tokens_read(struct ct_date_tokens *t, const char *text, size_t n);

#endif

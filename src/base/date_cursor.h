// SPDX-License-Identifier: MIT
// Date cursor: the tokens of one date, and what its forms share.
#ifndef CT_BASE_DATE_CURSOR_H
#define CT_BASE_DATE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date_form.h"
#include "base/date_token.h"

struct ct_date_cursor {
  const struct ct_date_style *style;
  const struct ct_date_token *t;
  size_t n;
  bool partial;
};

static inline bool ct_cursor_number(const struct ct_date_cursor *c, size_t i) {
  return i < c->n && c->t[i].kind == CT_DATE_TOKEN_NUMBER;
}

static inline bool ct_cursor_word(const struct ct_date_cursor *c, size_t i, enum ct_date_word word) {
  return i < c->n && c->t[i].kind == CT_DATE_TOKEN_WORD && c->t[i].word == word;
}

static inline bool ct_cursor_mark(const struct ct_date_cursor *c, size_t i, int mark) {
  return i < c->n && c->t[i].kind == CT_DATE_TOKEN_MARK && c->t[i].value == mark;
}

static inline bool ct_cursor_separator(const struct ct_date_cursor *c, size_t i) {
  return (ct_cursor_mark(c, i, '-') || ct_cursor_mark(c, i, '/') || ct_cursor_mark(c, i, '.')) &&
         !c->t[i].dash;
}

static inline bool ct_cursor_month(const struct ct_date_cursor *c, size_t i, bool roman) {
  return ct_cursor_word(c, i, CT_DATE_WORD_MONTH) || ct_cursor_word(c, i, CT_DATE_WORD_MONTH_OR_WEEKDAY) ||
         (roman && ct_cursor_word(c, i, CT_DATE_WORD_ROMAN));
}

// Words and numbers without the marks between them.
struct ct_date_plain {
  const struct ct_date_token *t[4];
  size_t n;
  bool dashed;  // a mark before the last
};

bool ct_date_without_marks(const struct ct_date_cursor *c, struct ct_date_plain *out);
bool ct_date_take_year(const struct ct_date_cursor *c, const struct ct_date_token *t,
                       struct ct_date_part *out);
bool ct_date_set_year(const struct ct_date_cursor *c, size_t i, struct ct_date_part *out);
bool ct_date_day_exists(int year, int month, int day);

static inline bool ct_date_short_number(const struct ct_date_token *t) {
  return t->kind == CT_DATE_TOKEN_NUMBER && t->digits <= 2;
}

// Each reads all of the tokens, or none.
typedef bool ct_date_form_fn(const struct ct_date_cursor *c, struct ct_date_part *out);
ct_date_form_fn ct_date_form_numbers;   // 2018-05-09, 09/05/2018, 2018-129
ct_date_form_fn ct_date_form_month;     // 9 May 2018, Sep-84
ct_date_form_fn ct_date_form_day_year;  // the "11, 2018" of "May 9-11, 2018"
ct_date_form_fn ct_date_form_units;     // 2018년 5월 9일
ct_date_form_fn ct_date_form_week;
ct_date_form_fn ct_date_form_quarter;  // and halves
ct_date_form_fn ct_date_form_decade;
ct_date_form_fn ct_date_form_group;  // 091530Z MAY 18

#endif

// SPDX-License-Identifier: MIT
// Date form: one date, or one end of a range, from its tokens.
#ifndef CT_BASE_DATE_FORM_H
#define CT_BASE_DATE_FORM_H

#include "base/date.h"
#include "base/date_token.h"

// What one date says. In a range, what one end leaves out the other may tell.
struct ct_date_part {
  int year, month, day;  // 0: not given
  int number;            // a number that stands alone: its part is told by the other end
  int pair[2];           // 09/05 without a year
  enum ct_date_grain grain;
  enum ct_date_grain ends[2];  // where the span is a range
  struct ct_interval span;     // of weeks, quarters, decades ... when `spanned`
  bool spanned;
  bool short_year, bare, contrary, approximate;
  enum ct_date_word early;  // CT_DATE_WORD_EARLY, MID, LATE or NONE
  unsigned orders;
  int three[3];  // the numbers that orders is about
  enum ct_date_fault fault;
};

// Years of two digits by the style's pivot.
int ct_date_full_year(const struct ct_date_style *style, int year);
// Bits (1 << order) of the orders in which three numbers of so many digits are a date. 0 is a blank.
unsigned ct_date_orders(const int v[3], const int digits[3]);
// All n tokens are one date. `partial`: as an end of a range, some of it may be missing.
bool ct_date_form(const struct ct_date_style *style, const struct ct_date_token *t, size_t n, bool partial,
                  struct ct_date_part *out);
// Its days; false, with a fault, when there are none such.
bool ct_date_form_days(struct ct_date_part *p, struct ct_interval *out);

#endif

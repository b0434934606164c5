// SPDX-License-Identifier: MIT
// Date read: what reading a date also tells a survey.
#ifndef CT_BASE_DATE_READ_H
#define CT_BASE_DATE_READ_H

#include "base/date.h"

// A number alone in a cell.
struct ct_date_bare {
  double value;
  int digits;     // before the point
  bool fraction;  // not 0
};

// Only digits, with a point and more digits maybe.
bool ct_date_bare_number(const char *text, size_t n, struct ct_date_bare *out);
// The day that the number stands for, so read.
bool ct_date_of_number(enum ct_date_number kind, const struct ct_date_bare *b, struct ct_date *out);
// YYYY-MM-DD at the beginning of n bytes.
bool ct_date_iso_day(const char *text, size_t n, int *day);
// Reads; three: the plain numbers when out->orders is set.
bool ct_date_read_three(const struct ct_date_style *style, const char *text, size_t n, struct ct_date *out,
                        int three[3]);

#endif

// SPDX-License-Identifier: MIT
// Relative number: numbers in running text, with what they are rounded to.
#ifndef CT_COORD_RELATIVE_NUMBER_H
#define CT_COORD_RELATIVE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

struct ct_relative_number {
  double value;
  double step;       // the largest of 100, 50, 10, 5, 1, 0.5, 0.1 ... that divides it
  double last;       // one unit of the last digit
  double thousands;  // what "1.200" is where the point groups digits; NaN: it can't
  double thousands_step;
  bool three;  // exactly three digits: "045"
};

// "410", "1,200", "1 200", "6.5", "6,5", "1/2", "2 1/2", "½" at *p, which advances; full-width digits too.
// `grouped`: blanks may group thousands. False: none begins there.
bool ct_relative_number_read(const char **p, const char *end, bool grouped, struct ct_relative_number *out);
// "-", "–", "~" and such at p: bytes, 0: none.
size_t ct_relative_dash(const char *p, const char *end);
// A blank of any kind at p: bytes, 0: none.
size_t ct_relative_blank(const char *p, const char *end);

#endif

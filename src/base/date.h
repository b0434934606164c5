// SPDX-License-Identifier: MIT
// Date: full and partial dates as intervals of days.
#ifndef CT_BASE_DATE_H
#define CT_BASE_DATE_H

#include <stdbool.h>

// Days since 1970-01-01, both ends included.
struct ct_interval {
  int first, last;
};

// Reads a full or partial date: 2018, 2018-05, 2018-05-09, 2018-05-09T01:30:00Z,
// 2018-05-09/2018-05-11, 9-Apr-84, Sep-84, 9 April 1984. False when it is none.
bool ct_date_parse(const char *text, struct ct_interval *out);
// ISO text of a day into buf.
const char *ct_date_format(int day, char buf[16]);

#endif

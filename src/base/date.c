// SPDX-License-Identifier: MIT
// Date: full and partial dates as intervals of days.
#include "base/date.h"

#include <stdio.h>
#include <string.h>

struct part {
  int year, month, day;  // 0: not given
};

static bool leap(int y) {
  return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 2 && leap(y) ? 29 : days[m - 1];
}

// Days since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
static int days_from_civil(int y, int m, int d) {
  y -= m <= 2;
  int era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
  int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

// Exactly n digits or more than least, as a number.
static int digits(const char **p, int least, int most) {
  int n = 0, v = 0;
  while (n < most && digit((*p)[n])) v = v * 10 + ((*p)[n++] - '0');
  if (n < least || digit((*p)[n])) return -1;
  *p += n;
  return v;
}

static bool accept(const char **p, char c) {
  if (**p != c) return false;
  ++*p;
  return true;
}

static void blanks(const char **p) {
  while (**p == ' ') ++*p;
}

// "Sep", "Sept.", "September": the name or its first letters, at least three.
static int month_name(const char **p) {
  static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                      "july",    "august",   "september", "october", "november", "december"};
  size_t n = 0;
  while (((*p)[n] | 0x20) >= 'a' && ((*p)[n] | 0x20) <= 'z') n++;
  if (n < 3) return 0;
  for (int m = 0; m < 12; m++) {
    size_t k = 0;
    while (k < n && names[m][k] == ((*p)[k] | 0x20)) k++;
    if (k < n) continue;
    *p += n;
    accept(p, '.');
    return m + 1;
  }
  return 0;
}

// Two digits are 1969..2068, as in POSIX strptime.
static bool year(const char **p, int *out) {
  const char *from = *p;
  int y = digits(p, 2, 4);
  if (y < 0 || *p - from == 3) return false;
  *out = *p - from == 2 ? (y < 69 ? 2000 + y : 1900 + y) : y;
  return true;
}

static bool at_end(const char *p) {
  return *p == '\0' || *p == '/' || *p == ' ';
}

static bool clock_time(const char **p) {
  int h = digits(p, 2, 2), m = accept(p, ':') ? digits(p, 2, 2) : -1;
  if (h < 0 || h > 23 || m < 0 || m > 59) return false;
  if (accept(p, ':')) {
    int s = digits(p, 2, 2);
    if (s < 0 || s > 60) return false;
    if (accept(p, '.') || accept(p, ',')) {
      if (!digit(**p)) return false;
      while (digit(**p)) ++*p;
    }
  }
  if (accept(p, 'Z')) return true;
  if (**p != '+' && **p != '-') return true;
  ++*p;
  int zh = digits(p, 2, 4);
  if (zh < 0) return false;
  return !accept(p, ':') || digits(p, 2, 2) >= 0;
}

// 2018, 2018-05, 2018-05-09, 2018-05-09T01:30Z; also with slashes or points between.
static bool iso(const char **p, struct part *out) {
  const char *from = *p;
  out->year = digits(p, 4, 4);
  if (out->year < 0) return false;
  char sep = **p;
  if (sep != '-' && sep != '.' && sep != '/') return at_end(*p);
  // "2018/2019" is an interval, "2018/05/09" a date.
  if (sep == '/' && digit((*p)[1]) && digit((*p)[2]) && digit((*p)[3])) return true;
  ++*p;
  out->month = digits(p, 1, 2);
  if (out->month < 1 || (sep != '/' && *p - from != 7 && sep == '-')) return false;
  if (!accept(p, sep)) return at_end(*p);
  out->day = digits(p, 1, 2);
  if (out->day < 1 || (sep == '-' && *p - from != 10)) return false;
  if (**p == 'T' || (**p == ' ' && digit((*p)[1]))) {
    ++*p;
    return clock_time(p);
  }
  return at_end(*p);
}

static void separator(const char **p) {
  if (!accept(p, '-')) accept(p, '/');
  blanks(p);
}

// 9-Apr-84, 9 April 1984, Sep-84, April 1984, April 9, 1984.
static bool named(const char **p, struct part *out) {
  if (digit(**p)) {
    out->day = digits(p, 1, 2);
    if (out->day < 1) return false;
    separator(p);
    out->month = month_name(p);
    separator(p);
    return out->month && year(p, &out->year);
  }
  out->month = month_name(p);
  if (!out->month) return false;
  separator(p);
  const char *here = *p;
  int day = digits(p, 1, 2);
  if (day > 0 && (accept(p, ',') || **p == ' ')) {
    blanks(p);
    out->day = day;
    return year(p, &out->year);
  }
  *p = here;
  return year(p, &out->year);
}

static bool interval_of(const struct part *d, struct ct_interval *out) {
  if (d->year < 1 || d->month > 12) return false;
  if (d->day && (!d->month || d->day > month_days(d->year, d->month))) return false;
  int m0 = d->month ? d->month : 1, m1 = d->month ? d->month : 12;
  out->first = days_from_civil(d->year, m0, d->day ? d->day : 1);
  out->last = days_from_civil(d->year, m1, d->day ? d->day : month_days(d->year, m1));
  return true;
}

static bool one_date(const char **p, struct ct_interval *out) {
  const char *from = *p;
  struct part d = {0};
  if (iso(p, &d)) return interval_of(&d, out);
  *p = from;
  d = (struct part){0};
  return named(p, &d) && interval_of(&d, out);
}

bool ct_date_parse(const char *text, struct ct_interval *out) {
  const char *p = text;
  struct ct_interval from, to;
  blanks(&p);
  if (!one_date(&p, &from)) return false;
  to = from;
  blanks(&p);
  if (accept(&p, '/')) {
    blanks(&p);
    if (!one_date(&p, &to) || to.last < from.first) return false;
    blanks(&p);
  }
  if (*p) return false;
  *out = (struct ct_interval){from.first, to.last};
  return true;
}

const char *ct_date_format(int day, char buf[16]) {
  long z = (long)day + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
  long doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  int d = (int)(doy - (153 * mp + 2) / 5 + 1), m = (int)(mp < 10 ? mp + 3 : mp - 9);
  int y = (int)(yoe + era * 400) + (m <= 2);
  if (y < 0 || y > 9999) y = y < 0 ? 0 : 9999;  // no date here is outside
  snprintf(buf, 16, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)d % 100);
  return buf;
}

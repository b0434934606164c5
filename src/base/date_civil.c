// SPDX-License-Identifier: MIT
// Civil: days of the proleptic Gregorian calendar, counted from 1970-01-01.
#include "base/date_civil.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/date.h"

static bool leap(int y) {
  return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int ct_civil_month_days(int y, int m) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return m == 2 && leap(y) ? 29 : days[m - 1];
}

int ct_civil_year_days(int y) {
  return leap(y) ? 366 : 365;
}

// Hinnant, "chrono-compatible low-level date algorithms".
int ct_civil_day(int y, int m, int d) {
  y -= m <= 2;
  int era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
  int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void ct_civil_from_day(int day, int *year, int *month, int *day_of_month) {
  long z = (long)day + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
  long doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  *day_of_month = (int)(doy - (153 * mp + 2) / 5 + 1);
  *month = (int)(mp < 10 ? mp + 3 : mp - 9);
  *year = (int)(yoe + era * 400) + (*month <= 2);
}

// 4 January lies in week 1 (ISO 8601); 1970-01-01 was a Thursday.
int ct_civil_week1(int year) {
  int fourth = ct_civil_day(year, 1, 4);
  return fourth - ((fourth + 3) % 7 + 7) % 7;
}

int ct_civil_weeks(int year) {
  return (ct_civil_week1(year + 1) - ct_civil_week1(year)) / 7;
}

const char *ct_date_format(int day, char buf[16]) {
  int y, m, d;
  ct_civil_from_day(day, &y, &m, &d);
  if (y < 0 || y > 9999) y = y < 0 ? 0 : 9999;  // no date here is outside
  snprintf(buf, 16, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)d % 100);
  return buf;
}

// SPDX-License-Identifier: MIT
// Date number: bare numbers as dates: packed digits, serial days, seconds of the epoch.
#include <math.h>

#include "base/date_civil.h"
#include "base/date_read.h"

bool ct_date_bare_number(const char *text, size_t n, struct ct_date_bare *out) {
  size_t i = 0;
  double scale = 1;
  *out = (struct ct_date_bare){0};
  for (; i < n && text[i] >= '0' && text[i] <= '9'; i++) out->value = out->value * 10 + (text[i] - '0');
  if (i == 0 || i > 16) return false;
  out->digits = (int)i;
  if (i == n) return true;
  if (text[i] != '.' || i + 1 == n) return false;
  for (i++; i < n && text[i] >= '0' && text[i] <= '9'; i++) {
    out->value += (text[i] - '0') * (scale /= 10);
    out->fraction = out->fraction || text[i] != '0';
  }
  return i == n;
}

static bool of_parts(int year, int month, int day, bool has_day, struct ct_date *out) {
  if (year < 1 || month > 12 || (month == 0 && day)) return false;
  if (month && day > ct_civil_month_days(year, month)) return false;
  out->grain = has_day && day ? CT_DATE_DAY : month ? CT_DATE_MONTH : CT_DATE_YEAR;
  int m0 = month ? month : 1, m1 = month ? month : 12;
  out->days.first = ct_civil_day(year, m0, day ? day : 1);
  out->days.last = ct_civil_day(year, m1, day ? day : ct_civil_month_days(year, m1));
  return true;
}

static bool of_packed(const struct ct_date_bare *b, struct ct_date *out) {
  if (b->fraction) return false;
  long v = (long)b->value;
  if (b->digits == 8) return of_parts((int)(v / 10000), (int)(v / 100 % 100), (int)(v % 100), true, out);
  return b->digits == 6 && v % 100 && of_parts((int)(v / 100), (int)(v % 100), 0, false, out);
}

// Serial 60 is 29 February 1900, which was none (Lotus's mistake, kept by Excel); below it all is a day late.
static bool of_serial(const struct ct_date_bare *b, struct ct_date *out) {
  double serial = floor(b->value);
  if (serial < 1 || serial == 60 || serial > 2958465) return false;
  int day = (int)serial - 25569 + (serial < 60);
  out->days = (struct ct_interval){day, day};
  out->grain = b->fraction ? CT_DATE_TIME : CT_DATE_DAY;
  return true;
}

static bool of_seconds(double seconds, struct ct_date *out) {
  double day = floor(seconds / 86400);
  if (day > 2932896) return false;  // 9999-12-31
  out->days = (struct ct_interval){(int)day, (int)day};
  out->grain = CT_DATE_TIME;
  return true;
}

bool ct_date_of_number(enum ct_date_number kind, const struct ct_date_bare *b, struct ct_date *out) {
  *out = (struct ct_date){.bare = true};
  switch (kind) {
    case CT_DATE_PACKED:
      return of_packed(b, out);
    case CT_DATE_EXCEL:
      return of_serial(b, out);
    case CT_DATE_EPOCH_S:
      return of_seconds(b->value, out);
    case CT_DATE_EPOCH_MS:
      return of_seconds(b->value / 1000, out);
    case CT_DATE_NO_NUMBER:
      break;
  }
  return false;
}

// SPDX-License-Identifier: MIT
// Date: texts of dates, full, partial or ranges, as closed intervals of days with a stated granularity.
#ifndef CT_BASE_DATE_H
#define CT_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

// Days since 1970-01-01 of the proleptic Gregorian calendar, both ends included.
struct ct_interval {
  int first, last;
};

// How finely a text tells its date.
enum ct_date_grain {
  CT_DATE_TIME,  // a day and a time on it, which is not kept: the day is the one that is written
  CT_DATE_DAY,
  CT_DATE_WEEK,
  CT_DATE_PART,  // early, mid or late in a month (by tens of days) or in a year (by four months)
  CT_DATE_MONTH,
  CT_DATE_QUARTER,
  CT_DATE_YEAR,
  CT_DATE_RANGE,  // from one such to another
};

// Order of day, month and year in dates of numbers alone whose last is not the year of four digits.
enum ct_date_order { CT_DATE_UNORDERED, CT_DATE_DMY, CT_DATE_MDY, CT_DATE_YMD };

// What a bare number (other than a year of four digits) stands for.
enum ct_date_number {
  CT_DATE_NO_NUMBER,
  CT_DATE_PACKED,  // 20180509, 201805
  CT_DATE_EXCEL,   // serial days of the 1900 system
  CT_DATE_EPOCH_S,
  CT_DATE_EPOCH_MS,
};

// How a column writes its dates. Zeroed: nothing is known, only what is unambiguous is read.
struct ct_date_style {
  enum ct_date_order order;
  enum ct_date_number number;
  int pivot;   // two digits below it are 20xx; 0: 69, as in POSIX strptime
  bool named;  // the column's name tells of dates: "05.2018" is a month then, not a number
};

enum ct_date_fault {
  CT_DATE_NO_FAULT,
  CT_DATE_NO_DATE,        // the text has no form of a date
  CT_DATE_NO_SUCH_DAY,    // 31 February, month 13, hour 25
  CT_DATE_BACKWARDS,      // a range ends before it begins
  CT_DATE_ORDER_UNKNOWN,  // 05/09/2018 without a style that says which is the month
};

struct ct_date {
  struct ct_interval days;
  enum ct_date_grain grain;
  enum ct_date_grain ends[2];  // grains of a range's ends; of a part: month or year
  enum ct_date_fault fault;    // also set when it is no date
  bool approximate;            // c. 1984, 1984?
  bool short_year;             // the year has two digits
  bool bare;        // a form that codes and counts have as well: 2018, 2018-129, 10.11.12, a number
  unsigned orders;  // of three plain numbers: bit ct_date_order for each that gives a date
  bool contrary;    // read in another order than the style's, which would give no date
};

// Reads a date of n bytes in the column's style (NULL: unambiguous forms only). Linear in n;
// texts beyond some 200 bytes are no dates.
bool ct_date_read(const struct ct_date_style *style, const char *text, size_t n, struct ct_date *out);
// Reads a date that stands alone and is unambiguous, such as an option's value.
bool ct_date_parse(const char *text, struct ct_interval *out);
// ISO text of a day into buf.
const char *ct_date_format(int day, char buf[16]);

// ---- A column's style

// What a column's texts tell of its style. Zeroed (with `named` set where the name tells of dates) it is empty.
struct ct_date_survey {
  bool named;
  size_t filled, plain, bare;  // texts; of these read without a style; of these bare
  size_t orders[8];            // texts of three numbers, by the orders that give a date (bits DMY, MDY, YMD)
  size_t short_orders;         // of these, with a year of two digits
  size_t years, packed, serials, seconds, millis, numbers;  // bare numbers, all of them last
  size_t short_years;
  bool old_last, old_first, old_named;  // a two-digit year of 40..68 stands there
  unsigned long long low[2], high[2];   // two-digit values met at the first and the last place
  int first_day, last_day;              // of what was read without a style, when `plain`
};

// What the style makes of the column.
struct ct_date_counts {
  size_t filled, read, not_dates;
  size_t bare;           // read, but in a form that codes have as well
  size_t ambiguous;      // read in the style's order, but another order gives another date
  size_t decisive;       // only the style's order gives a date
  size_t contradictory;  // only the other order of day and month gives one
  size_t short_years, numbers;
};

void ct_date_survey_add(struct ct_date_survey *s, const char *text);  // NULL and blank texts count nothing
struct ct_date_style ct_date_survey_settle(const struct ct_date_survey *s, struct ct_date_counts *counts);

// ---- Names of columns

enum ct_date_role { CT_DATE_NO_ROLE, CT_DATE_ROLE_YEAR, CT_DATE_ROLE_MONTH, CT_DATE_ROLE_DAY };

// How much a column's name tells of the date of the row's event: 0 nothing; 1 a date of the row's making.
int ct_date_name_score(const char *name);
// The part of a date that a column of this name holds: `YEAR`, `mo`, `Date.Day`, `Jahr`.
enum ct_date_role ct_date_name_role(const char *name);
// A month's number from its name or number, 0: unknown, -1: no month.
int ct_date_month(const char *text);

#endif

// SPDX-License-Identifier: MIT
// Doctor of dates: columns whose dates are ambiguous, no dates, or far from all others.
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/date_civil.h"
#include "doctor/doctor.h"
#include "model/diag.h"
#include "model/table.h"
#include "model/table_date_parts.h"
#include "model/table_dates.h"

struct patient {
  const struct ct_table *t;
  int column;
  struct ct_date_style style;
  struct ct_date_counts counts;
  struct ct_arena *a;
  struct ct_diags *diags;
};

static const char *name_of(const struct patient *p) {
  return p->t->columns[p->column].name;
}

static long row_of(const struct ct_table *t, size_t i) {
  return t->row ? (long)t->row[i] : (long)i + 1;
}

// A finding about a row, or (row < 0) about the whole column.
static void say(const struct patient *p, const char *code, enum ct_severity severity, long row,
                const char *value, const char *message, const char *suggestion) {
  struct ct_diagnostic d = {.code = code,
                            .severity = severity,
                            .file = p->t->file ? p->t->file : p->t->name,
                            .line = row < 0 ? 0 : row_of(p->t, (size_t)row),
                            .field = name_of(p),
                            .value = value,
                            .message = message,
                            .suggestion = suggestion};
  ct_diag_send(p->diags, &d);
}

static const char *order_name(enum ct_date_order order) {
  return order == CT_DATE_MDY ? "month first" : order == CT_DATE_YMD ? "year first" : "day first";
}

// ---- The column as a whole

// The first cell that more than one order gives a date for.
static const char *ambiguous_example(const struct patient *p, char buf[32], bool *year_too) {
  struct ct_date d;
  for (size_t i = 0; i < p->t->n; i++) {
    const char *text = ct_table_text(p->t, p->column, i, buf);
    if (!text || ct_date_read(NULL, text, strlen(text), &d)) continue;
    *year_too = (d.orders & 1u << CT_DATE_YMD) != 0;
    if (d.fault == CT_DATE_ORDER_UNKNOWN && (d.orders & (d.orders - 1))) return text;
  }
  return NULL;
}

static void say_order(const struct patient *p) {
  const struct ct_date_counts *c = &p->counts;
  char buf[32];
  bool year_too;
  if (!c->ambiguous || c->decisive) return;
  const char *example = ambiguous_example(p, buf, &year_too);
  if (!example) return;  // 05/05/2018 and the like: any order will do
  const char *message = ct_arena_printf(
      p->a, "%zu of %zu dates in '%s' could be %s: no row tells, so they are read %s", c->ambiguous, c->read,
      name_of(p), year_too ? "day, month or year first" : "day first or month first",
      order_name(p->style.order));
  say(p, "CT-D160", CT_WARNING, -1, example, message,
      "write the dates as 2018-05-09, or with the month's name");
}

static void say_short_years(const struct patient *p) {
  if (!p->counts.short_years) return;
  int pivot = p->style.pivot ? p->style.pivot : 69;
  const char *message =
      ct_arena_printf(p->a,
                      "%zu dates in '%s' have a year of two digits: %02d to 99 are read as 19%02d to 1999, "
                      "00 to %02d as 2000 to 20%02d",
                      p->counts.short_years, name_of(p), pivot, pivot, pivot - 1, pivot - 1);
  say(p, "CT-D163", CT_NOTE, -1, NULL, message, "write the years with four digits");
}

static void say_numbers(const struct patient *p) {
  static const char *const kinds[] = {"", "days as YYYYMMDD", "serial days of Excel's 1900 system",
                                      "seconds since 1970", "milliseconds since 1970"};
  const struct ct_date_counts *c = &p->counts;
  if (!c->numbers || !p->style.number) return;
  bool mixed = c->numbers < c->read;
  const char *message = ct_arena_printf(p->a, "%zu of %zu dates in '%s' are numbers and are read as %s",
                                        c->numbers, c->read, name_of(p), kinds[p->style.number]);
  // Between texts in another order a spreadsheet may have taken the day for the month.
  bool swapped = mixed && p->style.number == CT_DATE_EXCEL && (c->decisive || c->ambiguous);
  say(p, "CT-D166", swapped ? CT_WARNING : CT_NOTE, -1, NULL, message,
      swapped ? "look whether the spreadsheet has taken days for months in these rows"
              : "write dates as 2018-05-09");
}

// ---- Row by row

// Words that stand for no value are no faulty dates.
static bool stands_for_nothing(const char *text) {
  static const char *const words[] = {"unknown", "n/a", "na", "n.a.", "none", "null", "nan", "tbd", "tba",
                                      "nil",     "-",   "--", "–",    "—",    "?",    "??",  "."};
  char lower[16];
  size_t n = strlen(text);
  while (n && text[n - 1] == ' ') n--;
  while (n && *text == ' ') text++, n--;
  if (n >= sizeof lower) return false;
  for (size_t i = 0; i < n; i++) lower[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
  lower[n] = '\0';
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(lower, words[i]) == 0) return true;
  return n == 0;
}

static void say_fault(const struct patient *p, size_t i, const char *text, enum ct_date_fault fault) {
  if (fault == CT_DATE_BACKWARDS) {
    say(p, "CT-D165", CT_WARNING, (long)i, text, "the range ends before it begins",
        "put the earlier date first");
    return;
  }
  bool nothing = stands_for_nothing(text);
  const char *reason = nothing                          ? "the cell stands for no date"
                       : fault == CT_DATE_NO_SUCH_DAY   ? "there is no such day or time"
                       : fault == CT_DATE_ORDER_UNKNOWN ? "it is not told which number is the month"
                                                        : "the text is not a date";
  say(p, "CT-D162", nothing ? CT_NOTE : CT_WARNING, (long)i, text, reason,
      nothing ? "leave the cell empty, or give what is known (2018, 2018-05)"
              : "a date such as 2018-05-09, 2018-05, 9 May 2018 or 2018-05-09/2018-05-11");
}

static void say_contrary(const struct patient *p, size_t i, const char *text) {
  const char *message =
      ct_arena_printf(p->a, "the date can only be %s, while '%s' is read %s (%zu rows can only be so)",
                      p->style.order == CT_DATE_MDY ? "day first" : "month first", name_of(p),
                      order_name(p->style.order), p->counts.decisive);
  say(p, "CT-D161", CT_WARNING, (long)i, text, message,
      "the column mixes two orders: other rows may be swapped as well");
}

// ---- Dates far from the rest

static int compare(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}

static int year_of(int day) {
  int y, m, d;
  ct_civil_from_day(day, &y, &m, &d);
  return y;
}

// Half the rows lie between the quartiles: what is a century and many times their distance away is
// probably a slip of the pen (0218, 2918), as is a single day beyond 2100.
static void say_far(const struct patient *p, const int *days, const size_t *rows, size_t n) {
  enum { LEAST = 4, CENTURY = 36524, TIMES = 10, FUTURE = 47482 };  // FUTURE: 2100-01-01
  if (n < LEAST) return;
  int *sorted = CT_NEW_N(p->a, int, n);
  memcpy(sorted, days, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, compare);
  int q1 = sorted[n / 4], q3 = sorted[n - 1 - n / 4];
  long reach = (long)(q3 - q1) * TIMES;
  if (reach < CENTURY) reach = CENTURY;
  for (size_t k = 0; k < n; k++) {
    bool before = days[k]<q1 - reach, after = days[k]> q3 + reach;
    bool future = days[k] >= FUTURE && q3 < FUTURE;
    if (!before && !after && !future) continue;
    char buf[32];
    const char *text = ct_table_text(p->t, p->column, rows[k], buf);
    const char *message =
        ct_arena_printf(p->a, "the year %04d lies far %s the others (half of them are of %04d to %04d)",
                        year_of(days[k]), before ? "before" : "after", year_of(q1), year_of(q3));
    say(p, "CT-D164", CT_WARNING, (long)rows[k], text, message,
        "look whether digits of the year are swapped or missing");
  }
}

static void say_rows(const struct patient *p) {
  size_t n = 0;
  int *days = CT_NEW_N(p->a, int, p->t->n);
  size_t *rows = CT_NEW_N(p->a, size_t, p->t->n);
  for (size_t i = 0; i < p->t->n; i++) {
    char buf[32];
    struct ct_date d;
    const char *text = ct_table_text(p->t, p->column, i, buf);
    if (!text || text[strspn(text, " \t\r\n")] == '\0') continue;
    if (!ct_date_read(&p->style, text, strlen(text), &d)) {
      say_fault(p, i, text, d.fault);
      continue;
    }
    if (d.contrary) say_contrary(p, i, text);
    days[n] = d.days.first;
    rows[n++] = i;
  }
  say_far(p, days, rows, n);
}

static void examine_column(const struct ct_table *t, int column, struct ct_arena *a, struct ct_diags *diags) {
  struct patient p = {.t = t, .column = column, .a = a, .diags = diags};
  p.style = ct_table_date_style(t, column, &p.counts);
  if (!p.counts.read) return;
  say_order(&p);
  say_short_years(&p);
  say_numbers(&p);
  say_rows(&p);
}

// Years, months and days in columns of their own: what makes no day.
static void examine_parts(const struct ct_table *t, const struct ct_date_columns *c, struct ct_arena *a,
                          struct ct_diags *diags) {
  struct patient p = {.t = t, .column = c->year, .a = a, .diags = diags};
  for (size_t i = 0; i < t->n; i++) {
    struct ct_date_parts d;
    char buf[3][32];
    if (ct_table_date_parts(t, c, i, &d) || !d.year) continue;
    const char *y = ct_table_text(t, c->year, i, buf[0]), *m = ct_table_text(t, c->month, i, buf[1]),
               *day = c->day >= 0 ? ct_table_text(t, c->day, i, buf[2]) : NULL;
    const char *value = ct_arena_printf(a, "%s, %s, %s", y ? y : "", m ? m : "", day ? day : "");
    const char *reason = d.year < 0    ? "the year is none"
                         : d.month < 0 ? "the month is none"
                         : d.day < 0   ? "the day is none"
                                       : "there is no such day";
    say(&p, "CT-D162", CT_WARNING, (long)i, value, reason,
        "a year, a month of 1 to 12 and a day that it has; 0 where unknown");
  }
}

void ct_doctor_dates(const struct ct_table *t, struct ct_arena *a, struct ct_diags *diags) {
  struct ct_date_columns parts;
  if (!t || !a || !t->n) return;
  bool apart = ct_table_date_columns(t, &parts);
  for (size_t k = 0; k < t->ncolumns; k++) {
    if (apart && ((int)k == parts.year || (int)k == parts.month || (int)k == parts.day)) continue;
    if (ct_table_holds_dates(t, (int)k)) examine_column(t, (int)k, a, diags);
  }
  if (apart) examine_parts(t, &parts, a, diags);
}

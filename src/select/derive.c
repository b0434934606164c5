// SPDX-License-Identifier: MIT
// Derive: a column of ISO dates made from parts in several columns, or from numbers.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/date_civil.h"
#include "base/str.h"
#include "model/table.h"
#include "model/table_dates.h"
#include "select/select.h"

struct parts {
  int column[4];  // by enum ct_date_role, or -1
};

// The first column of each role; a month and a day belong to a year.
static bool find_parts(const struct ct_table *t, struct parts *out) {
  for (int r = 0; r < 4; r++) out->column[r] = -1;
  for (size_t k = 0; k < t->ncolumns; k++) {
    enum ct_date_role r = ct_date_name_role(t->columns[k].name);
    bool holds = t->columns[k].type == CT_COLUMN_NUMBER || t->columns[k].type == CT_COLUMN_STRING;
    if (r && holds && out->column[r] < 0) out->column[r] = (int)k;
  }
  return out->column[CT_DATE_ROLE_YEAR] >= 0 && out->column[CT_DATE_ROLE_MONTH] >= 0;
}

// A whole number; 0 where nothing is known (empty, 0, -9, -99 and such); -1 for what is none.
static int whole(const struct ct_table *t, int column, size_t i, int most) {
  char buf[32];
  const char *text = column >= 0 ? ct_table_text(t, column, i, buf) : NULL;
  double x;
  if (!text || !*text) return 0;
  if (!ct_parse_number(text, &x)) return text[0] == '?' || text[0] == '-' ? 0 : -1;
  if (x <= 0) return 0;
  return x <= most && x == floor(x) ? (int)x : -1;
}

static int month_at(const struct ct_table *t, int column, size_t i) {
  char buf[32];
  const char *text = ct_table_text(t, column, i, buf);
  double x;
  if (!text) return 0;
  return ct_parse_number(text, &x) && x < 0 ? 0 : ct_date_month(text);
}

// ISO, as far as it is known; NULL when there is no such day.
static const char *joined(const struct ct_table *t, const struct parts *p, size_t i, struct ct_arena *a) {
  int year = whole(t, p->column[CT_DATE_ROLE_YEAR], i, 9999);
  int month = month_at(t, p->column[CT_DATE_ROLE_MONTH], i);
  int day = whole(t, p->column[CT_DATE_ROLE_DAY], i, 31);
  if (year < 1 || month < 0 || day < 0) return NULL;
  if (year < 100) year += year < 69 ? 2000 : 1900;
  if (!month) return ct_arena_printf(a, "%04d", year);
  if (!day) return ct_arena_printf(a, "%04d-%02d", year, month);
  if (day > ct_civil_month_days(year, month)) return NULL;
  return ct_arena_printf(a, "%04d-%02d-%02d", year, month, day);
}

// Most rows with a year must come out, else the columns mean something else.
static const char *const *from_parts(const struct ct_table *t, const struct parts *p, struct ct_arena *a) {
  const char **texts = CT_NEW_N(a, const char *, t->n);
  size_t read = 0, filled = 0;
  for (size_t i = 0; i < t->n; i++) {
    texts[i] = joined(t, p, i, a);
    read += texts[i] != NULL;
    filled += whole(t, p->column[CT_DATE_ROLE_YEAR], i, 9999) != 0;
  }
  return read > 0 && read * 2 >= filled ? texts : NULL;
}

static const char *iso_of(const struct ct_date *d, struct ct_arena *a) {
  char buf[16];
  ct_date_format(d->days.first, buf);
  size_t n = d->grain == CT_DATE_YEAR ? 4 : d->grain == CT_DATE_MONTH ? 7 : 10;
  return ct_arena_strndup(a, buf, n);
}

// Serial days, seconds, packed digits.
static const char *const *from_numbers(const struct ct_table *t, int column, struct ct_arena *a) {
  struct ct_date_style style = ct_table_date_style(t, column, NULL);
  if (!style.number) return NULL;
  const char **texts = CT_NEW_N(a, const char *, t->n);
  struct ct_date d;
  for (size_t i = 0; i < t->n; i++)
    if (ct_table_date(t, column, &style, i, &d)) texts[i] = iso_of(&d, a);
  return texts;
}

static const struct ct_table *with_dates(const struct ct_table *t, const char *const *texts,
                                         struct ct_arena *a) {
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, t->ncolumns + 1);
  memcpy(columns, t->columns, t->ncolumns * sizeof *columns);
  columns[t->ncolumns] = (struct ct_column){.name = "date", .type = CT_COLUMN_STRING, .string = texts};
  struct ct_table *out = CT_NEW(a, struct ct_table);
  *out = *t;
  out->columns = columns;
  out->ncolumns++;
  return out;
}

const struct ct_table *ct_select_derive_date(const struct ct_table *t, struct ct_arena *a) {
  struct parts p;
  const char *const *texts = NULL;
  if (!t->n || ct_table_column_like(t, "date") >= 0) return t;
  int column = ct_table_date_column(t);
  bool year = column < 0 || ct_date_name_role(t->columns[column].name) == CT_DATE_ROLE_YEAR;
  if (year && find_parts(t, &p)) texts = from_parts(t, &p, a);
  if (!texts && column >= 0 && t->columns[column].type == CT_COLUMN_NUMBER)
    texts = from_numbers(t, column, a);
  return texts ? with_dates(t, texts, a) : t;
}

// SPDX-License-Identifier: MIT
// Table date parts: dates whose year, month and day stand in columns of their own.
#include "model/table_date_parts.h"

#include <math.h>

#include "base/date.h"
#include "base/date_civil.h"
#include "base/str.h"
#include "model/table.h"
#include "model/table_dates.h"

// A whole number; 0 where nothing is known (empty, 0, -9, -99, a dash).
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

bool ct_table_date_parts(const struct ct_table *t, const struct ct_date_columns *c, size_t i,
                         struct ct_date_parts *out) {
  out->year = whole(t, c->year, i, 9999);
  out->month = month_at(t, c->month, i);
  out->day = whole(t, c->day, i, 31);
  if (out->year < 1 || out->month < 0 || out->day < 0) return false;
  if (out->year < 100) out->year += out->year < 69 ? 2000 : 1900;
  if (!out->month) out->day = 0;
  return !out->day || out->day <= ct_civil_month_days(out->year, out->month);
}

// The first column of each role.
static void find(const struct ct_table *t, struct ct_date_columns *out) {
  int *const at[] = {NULL, &out->year, &out->month, &out->day};
  *out = (struct ct_date_columns){-1, -1, -1};
  for (size_t k = 0; k < t->ncolumns; k++) {
    enum ct_date_role r = ct_date_name_role(t->columns[k].name);
    bool holds = t->columns[k].type == CT_COLUMN_NUMBER || t->columns[k].type == CT_COLUMN_STRING;
    if (r && holds && *at[r] < 0) *at[r] = (int)k;
  }
}

bool ct_table_date_columns(const struct ct_table *t, struct ct_date_columns *out) {
  struct ct_date_parts p;
  find(t, out);
  if (out->year < 0 || out->month < 0) return false;
  int column = ct_table_date_column(t);
  if (column >= 0 && ct_date_name_role(t->columns[column].name) != CT_DATE_ROLE_YEAR) return false;
  size_t read = 0, filled = 0;
  for (size_t i = 0; i < t->n; i++) {
    read += ct_table_date_parts(t, out, i, &p);
    filled += p.year != 0;
  }
  return read > 0 && read * 2 >= filled;
}

// SPDX-License-Identifier: MIT
// Derive: a column of ISO dates made from parts in several columns, or from numbers.
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "model/table.h"
#include "model/table_date_parts.h"
#include "model/table_dates.h"
#include "select/select.h"

// ISO, as far as it is known.
static const char *const *from_parts(const struct ct_table *t, const struct ct_date_columns *c,
                                     struct ct_arena *a) {
  const char **texts = CT_NEW_N(a, const char *, t->n);
  struct ct_date_parts p;
  for (size_t i = 0; i < t->n; i++) {
    if (!ct_table_date_parts(t, c, i, &p)) continue;
    texts[i] = p.day     ? ct_arena_printf(a, "%04d-%02d-%02d", p.year, p.month, p.day)
               : p.month ? ct_arena_printf(a, "%04d-%02d", p.year, p.month)
                         : ct_arena_printf(a, "%04d", p.year);
  }
  return texts;
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
  struct ct_date_columns c;
  const char *const *texts = NULL;
  if (!t->n || ct_table_column_like(t, "date") >= 0) return t;
  if (ct_table_date_columns(t, &c)) {
    texts = from_parts(t, &c, a);
  } else {
    int column = ct_table_date_column(t);
    if (column >= 0 && t->columns[column].type == CT_COLUMN_NUMBER) texts = from_numbers(t, column, a);
  }
  return texts ? with_dates(t, texts, a) : t;
}

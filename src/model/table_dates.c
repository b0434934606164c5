// SPDX-License-Identifier: MIT
// Table dates: which columns of a table hold dates, in what style, and what a cell says.
#include "model/table_dates.h"

#include <string.h>

#include "model/column_role.h"
#include "model/table.h"

enum { TRIED = 5000 };

// Surveys every step-th row; equal texts that follow each other are often one pointer, but count as rows.
static void survey(const struct ct_table *t, int column, size_t step, struct ct_date_survey *s,
                   size_t *rows) {
  *s = (struct ct_date_survey){.named = ct_date_name_score(t->columns[column].name) > 0};
  *rows = 0;
  for (size_t i = 0; i < t->n; i += step, ++*rows) {
    char buf[32];
    ct_date_survey_add(s, ct_table_text(t, column, i, buf));
  }
}

struct ct_date_style ct_table_date_style(const struct ct_table *t, int column,
                                         struct ct_date_counts *counts) {
  struct ct_date_survey s;
  size_t rows;
  if (column < 0 || (size_t)column >= t->ncolumns) {
    if (counts) *counts = (struct ct_date_counts){0};
    return (struct ct_date_style){0};
  }
  survey(t, column, 1, &s, &rows);
  return ct_date_survey_settle(&s, counts);
}

static bool counted(const struct ct_table *t, int column, struct ct_date_counts *c, size_t *rows) {
  const struct ct_column *k = &t->columns[column];
  struct ct_date_survey s;
  bool named = ct_date_name_score(k->name) > 0;
  // "2017-09-15-49" in a column of ids is the 49th of that day, no range of dates.
  if (!named && ct_role_id(k->name)) return false;
  if (k->type != CT_COLUMN_STRING && !(k->type == CT_COLUMN_NUMBER && named)) return false;
  survey(t, column, t->n / TRIED + 1, &s, rows);
  ct_date_survey_settle(&s, c);
  size_t dates = c->read - (named ? 0 : c->bare);
  return dates > 0 && dates * 10 >= c->filled * 8;
}

bool ct_table_holds_dates(const struct ct_table *t, int column) {
  struct ct_date_counts c;
  size_t rows;
  return counted(t, column, &c, &rows);
}

int ct_table_date_column(const struct ct_table *t) {
  int best = -1, best_score = 0;
  for (size_t k = 0; k < t->ncolumns; k++) {
    int score = ct_date_name_score(t->columns[k].name);
    struct ct_date_counts c;
    size_t rows;
    if (!(score > best_score || (best < 0 && !score))) continue;
    if (!counted(t, (int)k, &c, &rows) || c.read * 2 < rows) continue;
    best = (int)k;
    best_score = score;
  }
  return best;
}

bool ct_table_date(const struct ct_table *t, int column, const struct ct_date_style *style, size_t i,
                   struct ct_date *out) {
  char buf[32];
  const char *text = ct_table_text(t, column, i, buf);
  if (text && *text) return ct_date_read(style, text, strlen(text), out);
  *out = (struct ct_date){.fault = CT_DATE_NO_DATE};
  return false;
}

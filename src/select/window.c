// SPDX-License-Identifier: MIT
// Window: rows whose dates lie in a time window.
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"
#include "model/diag.h"
#include "model/table.h"
#include "select/select.h"

static bool cell_interval(const struct ct_table *t, int column, size_t i, struct ct_interval *out) {
  char buf[32];
  const char *text = ct_table_text(t, column, i, buf);
  return text && ct_date_parse(text, out);
}

struct word {
  const char *text;
  int score;
};

// A header's best word; what tells of the row's making and not of the event weighs less.
static int name_score(const char *name) {
  static const struct word words[] = {
      {"date", 10}, {"datetime", 9}, {"timestamp", 8}, {"datum", 8}, {"fecha", 8}, {"data", 1},  {"day", 5},
      {"when", 5},  {"time", 4},     {"year", 4},      {"month", 3}, {"jahr", 4},  {"start", 2}, {"begin", 2},
      {"event", 1}, {"날짜", 10},    {"일자", 10},     {"日期", 10}, {"日付", 10}, {"дата", 10}};
  static const char *const later[] = {"entered", "updated",  "modified",  "created",   "added",
                                      "edited",  "accessed", "retrieved", "published", "end"};
  char word[64];
  int score = 0;
  for (const char *p = name; *p;) {
    size_t n = 0;
    for (; *p && (*p & 0x80 || ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z')); p++)
      if (n < sizeof word - 1) word[n++] = *p & 0x80 ? *p : *p | 0x20;
    word[n] = '\0';
    if (*p) p++;
    for (size_t i = 0; n && i < sizeof words / sizeof *words; i++)
      if (strcmp(word, words[i].text) == 0 && words[i].score > score) score = words[i].score;
    for (size_t i = 0; n && i < sizeof later / sizeof *later; i++)
      if (strcmp(word, later[i]) == 0) return 1;
  }
  return score;
}

// Share of the cells, and of all rows, that are dates. Numbers count as years only
// under a name that tells so.
static bool holds_dates(const struct ct_table *t, int column, bool named) {
  enum { TRIED = 5000 };
  const struct ct_column *c = &t->columns[column];
  if (c->type != CT_COLUMN_STRING && !(c->type == CT_COLUMN_NUMBER && named)) return false;
  size_t step = t->n / TRIED + 1, rows = 0, filled = 0, dates = 0;
  for (size_t i = 0; i < t->n; i += step, rows++) {
    char buf[32];
    struct ct_interval d;
    const char *text = ct_table_text(t, column, i, buf);
    if (!text || !text[0]) continue;
    filled++;
    dates += ct_date_parse(text, &d) && (named || strlen(text) > 4);  // four digits are a code as well
  }
  return dates > 0 && dates * 10 >= filled * 8 && dates * 2 >= rows;
}

int ct_select_date_column(const struct ct_table *t) {
  int best = -1, best_score = 0;
  for (size_t k = 0; k < t->ncolumns; k++) {
    int score = name_score(t->columns[k].name);
    bool dates = (score > best_score || (best < 0 && !score)) && holds_dates(t, (int)k, score > 0);
    if (!dates) continue;
    best = (int)k;
    best_score = score;
  }
  return best;
}

static bool bound(const char *name, const char *text, int open, bool last, int *out, struct ct_err *err) {
  struct ct_interval d;
  *out = open;
  if (!text) return true;
  if (!ct_date_parse(text, &d))
    return ct_fail(err, "%s '%s' is not a date (expected 2018, 2018-05 or 2018-05-09)", name, text);
  *out = last ? d.last : d.first;
  return true;
}

static bool bounds(const struct ct_window *w, struct ct_interval *out, struct ct_err *err) {
  int as_of;
  if (!bound("since", w->since, INT_MIN, false, &out->first, err) ||
      !bound("until", w->until, INT_MAX, true, &out->last, err) ||
      !bound("as-of", w->as_of, INT_MAX, true, &as_of, err))
    return false;
  if (out->first > out->last) return ct_fail(err, "since '%s' is later than until '%s'", w->since, w->until);
  if (w->as_of && out->first > as_of)
    return ct_fail(err, "since '%s' is later than as-of '%s'", w->since, w->as_of);
  if (as_of < out->last) out->last = as_of;
  return true;
}

static const char *place_of(const struct ct_table *t) {
  return t->file ? t->file : t->name;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are the contract of select.h
bool ct_select_window(const struct ct_table *t, int date_column, const struct ct_window *window,
                      struct ct_arena *a, struct ct_diags *diags, struct ct_rows *out, struct ct_err *err) {
  struct ct_interval w, d;
  *out = (struct ct_rows){.all = true, .n = t->n};
  if (!window || (!window->since && !window->until && !window->as_of)) return true;
  if (!bounds(window, &w, err)) return false;
  if (date_column < 0) {
    if (window->since || window->until)
      ct_diag_say(diags, "CT-D202", CT_WARNING, place_of(t), 0,
                  "no column holds dates, so the time window keeps all rows");
    return true;
  }
  // What has no date may well have been known on the day: only a time window needs one.
  bool as_of_only = !window->since && !window->until;
  uint32_t *rows = CT_NEW_N(a, uint32_t, t->n);
  size_t n = 0, undated = 0;
  for (size_t i = 0; i < t->n; i++) {
    if (!cell_interval(t, date_column, i, &d)) {
      undated++;
      if (as_of_only) rows[n++] = (uint32_t)i;
    } else if (d.first <= w.last && d.last >= w.first) {
      rows[n++] = (uint32_t)i;
    }
  }
  if (undated && !as_of_only)
    ct_diag_say(diags, "CT-D201", CT_WARNING, place_of(t), 0,
                "%zu of %zu rows have no date in column '%s' and are left out of the time window", undated,
                t->n, t->columns[date_column].name);
  *out = (struct ct_rows){.n = n, .v = rows};
  return true;
}

bool ct_select_last_day(const struct ct_table *t, int date_column, const struct ct_rows *rows, int *day) {
  struct ct_interval d;
  bool any = false;
  if (date_column < 0) return false;
  for (size_t k = 0; k < rows->n; k++) {
    if (!cell_interval(t, date_column, ct_rows_at(rows, k), &d)) continue;
    if (!any || d.last > *day) *day = d.last;
    any = true;
  }
  return any;
}

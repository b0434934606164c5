// SPDX-License-Identifier: MIT
// Window: rows whose dates lie in a time window.
#include <limits.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "model/diag.h"
#include "model/table.h"
#include "model/table_dates.h"
#include "select/select.h"

int ct_select_date_column(const struct ct_table *t) {
  return ct_table_date_column(t);
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
  struct ct_interval w;
  struct ct_date d;
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
  struct ct_date_style style = ct_table_date_style(t, date_column, NULL);
  bool as_of_only = !window->since && !window->until;
  uint32_t *rows = CT_NEW_N(a, uint32_t, t->n);
  size_t n = 0, undated = 0;
  for (size_t i = 0; i < t->n; i++) {
    if (!ct_table_date(t, date_column, &style, i, &d)) {
      undated++;
      if (as_of_only) rows[n++] = (uint32_t)i;
    } else if (d.days.first <= w.last && d.days.last >= w.first) {
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
  struct ct_date d;
  bool any = false;
  if (date_column < 0) return false;
  struct ct_date_style style = ct_table_date_style(t, date_column, NULL);
  for (size_t k = 0; k < rows->n; k++) {
    if (!ct_table_date(t, date_column, &style, ct_rows_at(rows, k), &d)) continue;
    if (!any || d.days.last > *day) *day = d.days.last;
    any = true;
  }
  return any;
}

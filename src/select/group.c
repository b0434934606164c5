// SPDX-License-Identifier: MIT
// Group: rows taken, grouped into one mark, or joined to areas.
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "model/diag.h"
#include "model/table.h"
#include "select/gather.h"
#include "select/select.h"

static const char *place_of(const struct ct_table *t) {
  return t->file ? t->file : t->name;
}

static bool find_column(const struct ct_table *t, const char *name, const char *use, struct ct_arena *a,
                        int *out, struct ct_err *err) {
  *out = ct_table_column(t, name);
  if (*out >= 0) return true;
  const char **names = CT_NEW_N(a, const char *, t->ncolumns);
  for (size_t i = 0; i < t->ncolumns; i++) names[i] = t->columns[i].name;
  const char *near = ct_nearest_name(name, names, t->ncolumns);
  if (near)
    return ct_fail(err, "%s: no column '%s' to %s (did you mean '%s'?)", place_of(t), name, use, near);
  return ct_fail(err, "%s: no column '%s' to %s", place_of(t), name, use);
}

static const uint32_t *indices(const struct ct_rows *rows, struct ct_arena *a) {
  if (!rows->all) return rows->v;
  uint32_t *v = CT_NEW_N(a, uint32_t, rows->n);
  for (size_t i = 0; i < rows->n; i++) v[i] = (uint32_t)i;
  return v;
}

void ct_select_take(const struct ct_table *t, const struct ct_rows *rows, struct ct_arena *a,
                    struct ct_table *out) {
  const uint32_t *index = indices(rows, a);
  ct_gather_cells(t, index, rows->n, 0, a, out);
  ct_gather_geoms(t, index, rows->n, a, out);
}

// Puts the counts into the column of that name, or a new one at the end.
static void set_counts(struct ct_table *out, const double *counts) {
  int at = ct_table_column(out, "count");
  struct ct_column *columns = (struct ct_column *)out->columns;  // made by ct_gather_cells just before
  if (at < 0) at = (int)out->ncolumns++;
  columns[at] = (struct ct_column){.name = "count", .type = CT_COLUMN_NUMBER, .number = counts};
}

bool ct_select_group(const struct ct_table *t, const struct ct_rows *rows, const char *column,
                     struct ct_arena *a, struct ct_table *out, struct ct_err *err) {
  int c;
  if (!find_column(t, column, "group by", a, &c, err)) return false;
  struct ct_map groups = {.arena = a};
  uint32_t *index = CT_NEW_N(a, uint32_t, rows->n);
  double *counts = CT_NEW_N(a, double, rows->n);
  size_t n = 0;
  for (size_t k = 0; k < rows->n; k++) {
    size_t i = ct_rows_at(rows, k), g = n;
    char buf[32];
    const char *text = ct_table_text(t, c, i, buf);
    bool added = true;  // a row without a value is a group of its own
    if (text) g = ct_map_add_string(&groups, text, n, &added)->value;
    if (added)
      index[n++] = (uint32_t)i;
    else if (!ct_table_placed(t, index[g]) && ct_table_placed(t, i))
      index[g] = (uint32_t)i;
    counts[g]++;
  }
  ct_gather_cells(t, index, n, 1, a, out);
  set_counts(out, counts);
  ct_gather_geoms(t, index, n, a, out);
  return true;
}

static void unmatched(const struct ct_table *data, size_t row, const char *on, const char *text,
                      const struct ct_table *areas, struct ct_diags *diags) {
  char message[256];
  if (text)
    snprintf(message, sizeof message, "'%.80s' is not among the areas of '%.60s'", text, areas->name);
  else
    snprintf(message, sizeof message, "no value to find the area by");
  struct ct_diagnostic d = {.code = "CT-D203",
                            .severity = CT_WARNING,
                            .file = place_of(data),
                            .line = data->row ? data->row[row] : (long)row + 1,
                            .field = on,
                            .value = text,
                            .message = message};
  ct_diag_send(diags, &d);
}

static void index_areas(const struct ct_table *areas, int key, struct ct_map *out) {
  for (size_t i = 0; i < areas->n; i++) {
    char buf[32];
    const char *text = ct_table_text(areas, key, i, buf);
    if (text && text[0]) ct_map_add_string(out, text, i, NULL);
  }
}

// NOLINTNEXTLINE(readability-function-size): the parameters are the contract of select.h
bool ct_select_join(const struct ct_table *data, const struct ct_rows *rows, const char *on,
                    const struct ct_table *areas, const char *key, struct ct_arena *a, struct ct_diags *diags,
                    struct ct_table *out, struct ct_err *err) {
  int on_column, key_column;
  if (!find_column(data, on, "join on", a, &on_column, err) ||
      !find_column(areas, key, "join by", a, &key_column, err))
    return false;
  struct ct_map by_key = {.arena = a};
  index_areas(areas, key_column, &by_key);
  uint32_t *row = CT_NEW_N(a, uint32_t, rows->n), *area = CT_NEW_N(a, uint32_t, rows->n);
  size_t n = 0;
  for (size_t k = 0; k < rows->n; k++) {
    size_t i = ct_rows_at(rows, k);
    char buf[32];
    const char *text = ct_table_text(data, on_column, i, buf);
    const struct ct_map_entry *e = text ? ct_map_find_string(&by_key, text) : NULL;
    if (e) {
      row[n] = (uint32_t)i;
      area[n++] = (uint32_t)e->value;
    } else {
      unmatched(data, i, on, text, areas, diags);
    }
  }
  if (!n && rows->n)
    return ct_fail(err, "%s: no value of column '%s' is a '%s' of '%s'", place_of(data), on, key,
                   areas->name);
  ct_gather_cells(data, row, n, 0, a, out);
  ct_gather_geoms(areas, area, n, a, out);
  return true;
}

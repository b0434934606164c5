// SPDX-License-Identifier: MIT
// Ids: the first of several ways that gives every row one of its own.
#include "edition/ids.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "edition/of_table.h"
#include "model/column_role.h"
#include "model/table.h"

// Has every row one, and is it its own? Stops at the first that has not.
static bool all_unique(const char *const *v, size_t n, struct ct_arena *a) {
  struct ct_map seen = {.arena = a};
  for (size_t i = 0; i < n; i++) {
    bool added = false;
    if (v[i] && *v[i]) ct_map_add_string(&seen, v[i], i, &added);
    if (!added) return false;
  }
  return true;
}

static const char *trimmed(const char *s, struct ct_arena *a) {
  if (!s) return NULL;
  s += strspn(s, " \t");
  size_t n = strlen(s), all = n;
  while (n && (s[n - 1] == ' ' || s[n - 1] == '\t')) n--;
  if (!n) return NULL;
  return n < all ? ct_arena_strndup(a, s, n) : s;
}

const char **ct_edition_ids_cells(const struct ct_table *t, int column, struct ct_arena *a) {
  const char **v = CT_NEW_N(a, const char *, t->n + 1);
  for (size_t i = 0; i < t->n; i++) v[i] = trimmed(ct_edition_cell(t, (size_t)column, i, a), a);
  return v;
}

static const char **dataset_ids(const struct ct_table *t, struct ct_arena *a) {
  if (!t->feature_id && !t->feature_key) return NULL;
  const char **v = CT_NEW_N(a, const char *, t->n + 1);
  for (size_t i = 0; i < t->n; i++) {
    char buf[32];
    if (t->feature_key && t->feature_key[i])
      v[i] = trimmed(t->feature_key[i], a);
    else if (t->feature_id && !isnan(t->feature_id[i]))
      v[i] = ct_arena_strdup(a, ct_format_number(t->feature_id[i], buf));
  }
  return all_unique(v, t->n, a) ? v : NULL;
}

// The best name first, of equal ones the first column.
static const char **found_ids(const struct ct_table *t, struct ct_arena *a, const char **column) {
  for (int want = CT_ROLE_ID_BEST; want >= CT_ROLE_ID_ANY; want--)
    for (size_t k = 0; k < t->ncolumns; k++) {
      if (ct_role_id(t->columns[k].name) != want) continue;
      const char **v = ct_edition_ids_cells(t, (int)k, a);
      *column = t->columns[k].name;
      if (all_unique(v, t->n, a)) return v;
    }
  return NULL;
}

const char *const *ct_edition_ids_found(const struct ct_table *t, struct ct_arena *a, const char **column) {
  const char **v = dataset_ids(t, a);
  *column = NULL;
  if (v || (v = found_ids(t, a, column))) return v;
  *column = NULL;
  return NULL;
}

// What a row says in all, shortened.
static const char *told_by_all(const struct ct_edition_rows *rows, size_t i, struct ct_arena *a) {
  enum { DIGITS = 12 };
  struct ct_edition_feature f;
  ct_edition_row(rows, i, a, &f);
  return ct_arena_printf(a, "@%.*s", DIGITS, f.hash);
}

// Names, with the date where a name alone stands for several.
static const char **dated(const struct ct_table *t, const char *const *names, int date, struct ct_arena *a) {
  struct ct_map count = {.arena = a};
  const char **v = CT_NEW_N(a, const char *, t->n + 1);
  for (size_t i = 0; i < t->n; i++)
    if (names[i] && *names[i]) {
      bool added;
      struct ct_map_entry *e = ct_map_add_string(&count, names[i], 1, &added);
      if (!added) e->value++;
    }
  for (size_t i = 0; i < t->n; i++) {
    const char *day = date >= 0 ? ct_edition_cell(t, (size_t)date, i, a) : NULL;
    if (!names[i] || !*names[i]) continue;
    bool alone = ct_map_find_string(&count, names[i])->value == 1;
    v[i] = alone || !day ? names[i] : ct_arena_printf(a, "%s, %s", names[i], day);
  }
  return v;
}

// Gives those that repeat an earlier one a number.
static void number(struct ct_edition_ids *out, size_t n, struct ct_arena *a) {
  struct ct_map seen = {.arena = a}, last = {.arena = a};
  for (size_t i = 0; i < n; i++) {
    bool added;
    const char *base = out->v[i];
    struct ct_map_entry *e = ct_map_add_string(&seen, base, i, &added);
    if (added) continue;
    if (!out->repeats) out->first = e->value, out->second = i;
    out->repeats = true;
    out->nmade++;
    struct ct_map_entry *k = ct_map_add_string(&last, base, 1, &added);
    for (added = false; !added;) {
      out->v[i] = ct_arena_printf(a, "%s #%zu", base, ++k->value);
      ct_map_add_string(&seen, out->v[i], i, &added);
    }
  }
}

static void complete(struct ct_edition_ids *out, const struct ct_edition_rows *rows, struct ct_arena *a) {
  size_t n = rows->table->n;
  for (size_t i = 0; i < n; i++) {
    if (out->v[i] && *out->v[i]) continue;
    out->v[i] = told_by_all(rows, i, a);
    out->nmade++;
  }
  number(out, n, a);
}

void ct_edition_ids_of(const struct ct_edition_rows *rows, const char *column, int date_column,
                       struct ct_arena *a, struct ct_edition_ids *out) {
  const struct ct_table *t = rows->table;
  int named = ct_table_column(t, column);
  *out = (struct ct_edition_ids){.kind = CT_EDITION_ID_COLUMN, .column = column};
  if (named >= 0) {
    out->v = ct_edition_ids_cells(t, named, a);
    complete(out, rows, a);
    return;
  }
  out->kind = CT_EDITION_ID_DATASET;
  out->column = NULL;
  if ((out->v = dataset_ids(t, a))) return;
  out->kind = CT_EDITION_ID_FOUND;
  if ((out->v = found_ids(t, a, &out->column))) return;
  out->column = NULL;
  out->kind = CT_EDITION_ID_NAME;
  out->v = dated(t, rows->id_names, -1, a);
  if (all_unique(out->v, t->n, a)) return;
  out->kind = CT_EDITION_ID_MADE;
  out->v = dated(t, rows->id_names, date_column, a);
  complete(out, rows, a);
}

// SPDX-License-Identifier: MIT
// Ids: what tells the rows of a file apart, if anything does.
#include "catalog/ids.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "catalog/columns.h"
#include "edition/id_name.h"
#include "model/table.h"

// Without blanks around it; NULL when nothing is left.
static const char *trimmed(struct ct_arena *a, const char *s) {
  if (!s) return NULL;
  while (*s == ' ' || *s == '\t') s++;
  size_t n = strlen(s);
  if (!n) return NULL;
  if (s[n - 1] != ' ' && s[n - 1] != '\t') return s;
  while (n && (s[n - 1] == ' ' || s[n - 1] == '\t')) n--;
  return n ? ct_arena_strndup(a, s, n) : NULL;
}

static const char *const *column_ids(const struct ct_table *t, int column, struct ct_arena *a) {
  const char **out = CT_NEW_N(a, const char *, t->n);
  const struct ct_column *c = &t->columns[column];
  struct ct_str buf = {.arena = a};
  for (size_t i = 0; i < t->n; i++) {
    const char *s = ct_catalog_cell_text(c, i, &buf);
    if (s && s == buf.v) s = ct_arena_strdup(a, s);
    out[i] = trimmed(a, s);
  }
  return out;
}

static const char *const *own_ids(const struct ct_table *t, struct ct_arena *a) {
  const char **out = CT_NEW_N(a, const char *, t->n);
  struct ct_column numbers = {.type = CT_COLUMN_NUMBER, .number = t->feature_id};
  for (size_t i = 0; i < t->n; i++) {
    struct ct_str buf = {.arena = a};
    if (t->feature_key && t->feature_key[i])
      out[i] = trimmed(a, t->feature_key[i]);
    else if (t->feature_id)
      out[i] = ct_catalog_cell_text(&numbers, i, &buf);
  }
  return out;
}

static bool all_apart(const char *const *ids, size_t n) {
  struct ct_arena scratch = {0};
  struct ct_map seen = {.arena = &scratch};
  bool apart = n > 0;
  for (size_t i = 0; i < n && apart; i++)
    apart = ids[i] && (ct_map_add_string(&seen, ids[i], 0, &apart), apart);
  ct_arena_release(&scratch);
  return apart;
}

static void recognise(struct ct_catalog_ids *ids, const struct ct_table *t, struct ct_arena *a) {
  for (int want = CT_ID_NAME_BEST; want >= 1; want--)
    for (size_t i = 0; i < t->ncolumns; i++) {
      if (ct_edition_id_name(t->columns[i].name) != want) continue;
      const char *const *found = column_ids(t, (int)i, a);
      if (!all_apart(found, t->n)) continue;
      ids->id = found;
      ids->column = t->columns[i].name;
      return;
    }
}

static bool no_column(const struct ct_table *t, const char *wanted, struct ct_arena *a, struct ct_err *err) {
  const char **have = CT_NEW_N(a, const char *, t->ncolumns);
  struct ct_str list = {.arena = a};
  for (size_t k = 0; k < t->ncolumns; k++) {
    have[k] = t->columns[k].name;
    if (k < 30) ct_str_addf(&list, "%s'%.60s'", k ? ", " : "", have[k]);
  }
  const char *near = ct_nearest_name(wanted, have, t->ncolumns);
  if (near) return ct_fail(err, "%s: no column '%s' for --id (did you mean '%s'?)", t->file, wanted, near);
  return ct_fail(err, "%s: no column '%s' for --id (it has %s)", t->file, wanted, ct_str_text(&list));
}

bool ct_catalog_ids_find(struct ct_catalog_ids *ids, const struct ct_table *t, struct ct_arena *a,
                         struct ct_err *err) {
  int column = ct_table_column_like(t, ids->wanted ? ids->wanted : ids->had ? ids->had : "");
  ids->column = NULL;
  ids->id = NULL;
  if (ids->wanted && column < 0) return no_column(t, ids->wanted, a, err);
  if (ids->wanted || (ids->had && column >= 0)) {
    ids->column = t->columns[column].name;
    ids->id = column_ids(t, column, a);
    return true;
  }
  if (t->feature_key || t->feature_id) {
    const char *const *own = own_ids(t, a);
    if (all_apart(own, t->n)) ids->id = own;
  }
  if (!ids->id) recognise(ids, t, a);
  return true;
}

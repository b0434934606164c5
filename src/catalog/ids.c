// SPDX-License-Identifier: MIT
// Ids: what tells the rows of a file apart, if anything does.
#include "catalog/ids.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "edition/ids.h"
#include "model/table.h"

static bool no_column(const struct ct_table *t, const char *wanted, struct ct_arena *a, struct ct_err *err) {
  const char **have = CT_NEW_N(a, const char *, t->ncolumns);
  struct ct_str list = {.arena = a};
  for (size_t k = 0; k < t->ncolumns; k++) {
    have[k] = t->columns[k].name;
    if (k < 30) ct_str_addf(&list, "%s'%.60s'", k ? ", " : "", have[k]);
  }
  const char *near = !*wanted ? NULL : ct_nearest_name(wanted, have, t->ncolumns);
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
    ids->id = ct_edition_ids_cells(t, column, a);
    return true;
  }
  ids->id = ct_edition_ids_found(t, a, &ids->column);
  return true;
}

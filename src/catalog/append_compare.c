// SPDX-License-Identifier: MIT
// Append, compare: rows that came through another program against the versions that they were.
#include <math.h>
#include <sqlite3.h>
#include <string.h>

#include "catalog/append_work.h"
#include "catalog/version.h"
#include "model/table.h"

static struct ct_catalog_given given_of(struct sqlite3_stmt *s) {
  return (struct ct_catalog_given){
      .precision_m = sqlite3_column_type(s, 0) == SQLITE_NULL ? NAN : sqlite3_column_double(s, 0),
      .notation = (const char *)sqlite3_column_text(s, 1),
      .published = (const char *)sqlite3_column_text(s, 2),
      .approx = sqlite3_column_int(s, 3) != 0};
}

// Does the row tell nothing of how its position was given?
static bool is_mute(const struct ct_append_work *w, const struct ct_catalog_item *item) {
  const struct ct_table *t = item->t;
  const struct ct_catalog_given given = ct_catalog_rows_given(&w->rows[item->file], item->row);
  bool by_geometry = !t->notation || (enum ct_notation)t->notation[item->row] == CT_NOTATION_GEOMETRY;
  return ct_table_placed(t, item->row) && by_geometry && isnan(given.precision_m) && !given.published &&
         !given.approx;
}

static bool compare(struct ct_append_work *w, struct sqlite3_stmt *s, struct ct_catalog_item *item) {
  const struct ct_catalog_known_one *k = &w->known.v[item->was];
  unsigned char hash[CT_CATALOG_HASH];
  bool ok = true;
  sqlite3_bind_int64(s, 1, k->fid);
  if (ct_catalog_next(&w->c, s, &ok)) {
    const struct ct_catalog_given given = given_of(s);
    ct_catalog_rows_hash(&w->rows[item->file], item->row, &given, hash);
    if (memcmp(hash, k->hash, sizeof hash) == 0) memcpy(item->hash, hash, sizeof hash);
  }
  sqlite3_reset(s);
  return ok;
}

bool ct_append_compare(struct ct_append_work *w) {
  struct sqlite3_stmt *s = NULL;
  bool ok = true;
  for (size_t i = 0; i < w->match.n && ok; i++) {
    struct ct_catalog_item *item = &w->match.items[i];
    const struct ct_catalog_known_one *k = item->was == CT_CATALOG_NEW ? NULL : &w->known.v[item->was];
    if (!k || !k->fid || !k->there || memcmp(k->hash, item->hash, sizeof k->hash) == 0 || !is_mute(w, item))
      continue;
    if (!s)
      s = ct_catalog_prepare(
          &w->c, "SELECT ct_precision_m, ct_notation, ct_published, ct_approx FROM %s WHERE fid = ?1",
          w->layer.history);
    ok = s && compare(w, s, item);
  }
  sqlite3_finalize(s);
  return ok;
}

// SPDX-License-Identifier: MIT
// Known: what a layer's features were as of a day, read in the order of the tables.
#include "catalog/known.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/blob.h"
#include "catalog/layer.h"
#include "catalog/sql.h"

static const char *text_of(struct ct_catalog *c, struct sqlite3_stmt *s, int column) {
  const char *text = (const char *)sqlite3_column_text(s, column);
  return text ? ct_arena_strdup(c->a, text) : NULL;
}

static bool read_features(struct ct_catalog *c, const struct ct_catalog_layer *l,
                          struct ct_catalog_known *out) {
  int64_t n = 0;
  if (!ct_catalog_ask(c, &n, "SELECT count(*) FROM ct_feature WHERE layer = '%s'", l->name)) return false;
  out->v = CT_NEW_N(c->a, struct ct_catalog_known_one, (size_t)n);
  struct sqlite3_stmt *s = ct_catalog_prepare(
      c, "SELECT n, id FROM ct_feature NOT INDEXED WHERE layer = '%s' ORDER BY n", l->name);
  bool ok = s != NULL;
  while (ok && out->n < (size_t)n && ct_catalog_next(c, s, &ok)) {
    struct ct_catalog_known_one k = {
        .n = sqlite3_column_int64(s, 0), .id = text_of(c, s, 1), .lon = NAN, .lat = NAN};
    if (!k.id) ok = ct_fail(c->err, "%s: the file is damaged (a feature has no id)", c->path);
    out->v[out->n++] = k;
  }
  sqlite3_finalize(s);
  return ok;
}

static struct ct_catalog_known_one *find(const struct ct_catalog_known *k, int64_t n) {
  size_t low = 0, high = k->n;
  while (low < high) {
    size_t mid = (low + high) / 2;
    if (k->v[mid].n < n)
      low = mid + 1;
    else
      high = mid;
  }
  return low < k->n && k->v[low].n == n ? &k->v[low] : NULL;
}

static void read_details(struct ct_catalog *c, struct sqlite3_stmt *s, struct ct_catalog_known_one *k) {
  double box[4];
  const unsigned char *blob = sqlite3_column_blob(s, 5);
  if (blob && ct_blob_box(blob, (size_t)sqlite3_column_bytes(s, 5), box)) {
    k->lon = (box[0] + box[2]) / 2;
    k->lat = (box[1] + box[3]) / 2;
  }
  k->precision_m = sqlite3_column_double(s, 6);
  const char *happened = (const char *)sqlite3_column_text(s, 7),
             *slash = happened ? strchr(happened, '/') : NULL;
  struct ct_date first, last;
  if (happened &&
      ct_date_read(NULL, happened, slash ? (size_t)(slash - happened) : strlen(happened), &first) &&
      (!slash || ct_date_read(NULL, slash + 1, strlen(slash + 1), &last))) {
    k->has_happened = true;
    k->happened = (struct ct_interval){first.days.first, slash ? last.days.last : first.days.last};
  }
  k->name = text_of(c, s, 8);
}

static bool read_version(struct ct_catalog *c, struct sqlite3_stmt *s, bool details,
                         const struct ct_catalog_known *out) {
  struct ct_catalog_known_one *k = find(out, sqlite3_column_int64(s, 1));
  const void *hash = sqlite3_column_blob(s, 4);
  const char *state = (const char *)sqlite3_column_text(s, 3),
             *until = (const char *)sqlite3_column_text(s, 2);
  if (!k || !state || !hash || sqlite3_column_bytes(s, 4) != CT_CATALOG_HASH ||
      (until && strlen(until) != 10))
    return ct_fail(c->err, "%s: the file is damaged (version %lld of the history is not whole)", c->path,
                   (long long)sqlite3_column_int64(s, 0));
  if (k->fid)
    return ct_fail(c->err, "%s: the file is damaged (two versions of '%s' hold at once)", c->path, k->id);
  k->fid = sqlite3_column_int64(s, 0);
  if (until) memcpy(k->until, until, sizeof k->until);
  k->there = strcmp(state, "there") == 0;
  memcpy(k->hash, hash, CT_CATALOG_HASH);
  if (details && k->there) read_details(c, s, k);
  return true;
}

static bool read_versions(struct ct_catalog *c, const struct ct_catalog_layer *l, const char *day,
                          bool details, const char *name, struct ct_catalog_known *out) {
  const char *more = details ? ct_arena_printf(c->a, ", geom, ct_precision_m, ct_happened, %s",
                                               name ? ct_catalog_quoted(c->a, name) : "NULL")
                             : "";
  struct sqlite3_stmt *s = ct_catalog_prepare(c,
                                              "SELECT fid, ct_feature, ct_until, ct_state, ct_hash%s FROM %s "
                                              "NOT INDEXED WHERE ct_recorded <= '%s' AND "
                                              "(ct_until IS NULL OR ct_until > '%s')",
                                              more, l->history, day, day);
  bool ok = s != NULL;
  while (ok && ct_catalog_next(c, s, &ok)) ok = read_version(c, s, details, out);
  sqlite3_finalize(s);
  return ok;
}

bool ct_catalog_known_read(struct ct_catalog *c, const struct ct_catalog_layer *l, const char *day,
                           bool details, const char *name, struct ct_catalog_known *out) {
  *out = (struct ct_catalog_known){.next_feature = 1, .next_fid = 1, .next_import = 1};
  if (!ct_catalog_ask(c, &out->next_feature, "SELECT ifnull(max(n), 0) + 1 FROM ct_feature") ||
      !ct_catalog_ask(c, &out->next_import, "SELECT ifnull(max(n), 0) + 1 FROM ct_import"))
    return false;
  if (l->is_new) return true;
  return ct_catalog_ask(c, &out->next_fid, "SELECT ifnull(max(fid), 0) + 1 FROM %s", l->history) &&
         read_features(c, l, out) && read_versions(c, l, day, details, name, out);
}

// SPDX-License-Identifier: MIT
// Reader, book: which versions a layer has, each fact that is told twice held against its double.
#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "catalog/reader_parts.h"
#include "catalog/sql.h"

enum { MOST_RESERVED = 20000000 };

struct book {
  const struct ct_catalog_reader *r;
  struct ct_catalog c;
  const char *layer;
  struct ct_err *err;
  ct_vec(struct ct_catalog_feature) features;
  ct_vec(struct ct_catalog_version_at) versions;
  char text[2][12];  // days as they were told last, and read
  int day[2];
  size_t import;          // the last one's
  const uint32_t *index;  // of features by n - first n, plus 1; NULL: numbers are too far apart
  size_t nindex;
};

static int by_n(const void *a, const void *b) {
  const struct ct_catalog_feature *x = a, *y = b;
  return x->n < y->n ? -1 : x->n > y->n;
}

static size_t find_feature(const struct book *b, int64_t n) {
  if (b->index) {
    int64_t at = b->features.n ? n - b->features.v[0].n : -1;
    return at >= 0 && (uint64_t)at < b->nindex && b->index[at] ? b->index[at] - 1 : SIZE_MAX;
  }
  struct ct_catalog_feature key = {.n = n}, *f = NULL;
  if (b->features.n) f = bsearch(&key, b->features.v, b->features.n, sizeof key, by_n);
  return f ? (size_t)(f - b->features.v) : SIZE_MAX;
}

static void make_index(struct book *b) {
  size_t n = b->features.n;
  if (!n) return;
  uint64_t span = (uint64_t)(b->features.v[n - 1].n - b->features.v[0].n) + 1;
  if (span > 8 * (uint64_t)n + 1024) return;
  uint32_t *index = CT_NEW_N(b->r->a, uint32_t, span);
  for (size_t i = 0; i < n; i++) index[b->features.v[i].n - b->features.v[0].n] = (uint32_t)i + 1;
  b->index = index;
  b->nindex = span;
}

static struct sqlite3_stmt *prepare(struct book *b, const char *sql, bool *ok) {
  struct sqlite3_stmt *s = ct_catalog_prepare(&b->c, "%s", sql);
  *ok = s && sqlite3_bind_text(s, 1, b->layer, -1, SQLITE_STATIC) == SQLITE_OK;
  return s;
}

static bool read_features(struct book *b) {
  struct ct_arena *a = b->r->a;
  bool ok = true;
  struct sqlite3_stmt *s =
      prepare(b, "SELECT n, id FROM ct_feature NOT INDEXED WHERE layer = ?1 ORDER BY n", &ok);
  while (ok && ct_catalog_next(&b->c, s, &ok)) {
    struct ct_catalog_feature f = {sqlite3_column_int64(s, 0), ct_catalog_text(&b->c, s, 1)};
    size_t n = b->features.n;
    if (!f.id || (n && b->features.v[n - 1].n >= f.n))
      ok = ct_catalog_damaged(b->r, b->err, "feature %lld has no id", (long long)f.n);
    else
      ct_vec_push(a, &b->features, f);
  }
  sqlite3_finalize(s);
  make_index(b);
  return ok;
}

// Ids stand in the table and in its index.
static bool check_ids(struct book *b) {
  size_t n = 0;
  bool ok = true;
  struct sqlite3_stmt *s = prepare(
      b, "SELECT n, id FROM ct_feature INDEXED BY sqlite_autoindex_ct_feature_1 WHERE layer = ?1", &ok);
  for (; ok && ct_catalog_next(&b->c, s, &ok); n++) {
    size_t at = find_feature(b, sqlite3_column_int64(s, 0));
    const char *id = (const char *)sqlite3_column_text(s, 1);
    if (at == SIZE_MAX || !id || strcmp(id, b->features.v[at].id) != 0)
      ok = ct_catalog_damaged(b->r, b->err, "the id of feature %lld is told in two ways",
                              (long long)sqlite3_column_int64(s, 0));
  }
  sqlite3_finalize(s);
  return ok &&
         (n == b->features.n || ct_catalog_damaged(b->r, b->err, "layer '%s' has lost features", b->layer));
}

static size_t find_import(const struct ct_catalog_reader *r, int64_t n) {
  size_t low = 0, high = r->nimports;
  while (low < high) {
    size_t mid = (low + high) / 2;
    if (r->imports[mid].n < n)
      low = mid + 1;
    else
      high = mid;
  }
  return low < r->nimports && r->imports[low].n == n ? low : SIZE_MAX;
}

// Imports come in runs.
static size_t import_at(struct book *b, int64_t n) {
  if (b->import >= b->r->nimports || b->r->imports[b->import].n != n) b->import = find_import(b->r, n);
  return b->import;
}

// Days come in runs.
static bool take_day(struct book *b, struct sqlite3_stmt *s, int column, int *day) {
  enum { ISO = 10 };
  int k = column & 1;
  const char *text = (const char *)sqlite3_column_text(s, column);
  if (!text || sqlite3_column_bytes(s, column) != ISO) return false;
  if (memcmp(b->text[k], text, ISO) != 0) {
    if (!ct_catalog_day(s, column, &b->day[k])) return false;
    memcpy(b->text[k], text, ISO);
  }
  *day = b->day[k];
  return true;
}

// fid, ct_feature, ct_recorded, ct_until, ct_state, ct_import
static bool take_version(struct book *b, struct sqlite3_stmt *s, struct ct_catalog_version_at *v) {
  int64_t feature = sqlite3_column_int64(s, 1), import = sqlite3_column_int64(s, 5);
  size_t f = find_feature(b, feature), i = import_at(b, import);
  int day = 0, until = CT_CATALOG_NOW;
  const char *state = (const char *)sqlite3_column_text(s, 4), *wrong = NULL;
  if (f == SIZE_MAX)
    wrong = "belongs to no feature";
  else if (!take_day(b, s, 2, &day))
    wrong = "has no recorded day";
  else if (sqlite3_column_type(s, 3) != SQLITE_NULL && !take_day(b, s, 3, &until))
    wrong = "ends on no day";
  else if (!state || (strcmp(state, "there") != 0 && strcmp(state, "removed") != 0))
    wrong = "is neither there nor removed";
  else if (i == SIZE_MAX || strcmp(b->r->imports[i].layer, b->layer) != 0 || b->r->imports[i].day != day)
    wrong = "and the import that brought it disagree on the day";
  if (wrong)
    return ct_catalog_damaged(b->r, b->err, "version %lld %s", (long long)sqlite3_column_int64(s, 0), wrong);
  *v = (struct ct_catalog_version_at){.fid = sqlite3_column_int64(s, 0),
                                      .feature = (uint32_t)f,
                                      .import = (uint32_t)i,
                                      .day = day,
                                      .until = until,
                                      .there = state[0] == 't'};
  return true;
}

static bool check_counts(struct book *b, const uint64_t *per_import) {
  for (size_t i = 0; i < b->r->nimports; i++) {
    const struct ct_catalog_imported *m = &b->r->imports[i];
    if (strcmp(m->layer, b->layer) == 0 && m->versions != per_import[i])
      return ct_catalog_damaged(b->r, b->err, "import %lld brought %llu versions, of which %llu are there",
                                (long long)m->n, (unsigned long long)m->versions,
                                (unsigned long long)per_import[i]);
  }
  return true;
}

static bool read_versions(struct book *b) {
  uint64_t *per_import = CT_NEW_N(b->r->a, uint64_t, b->r->nimports + 1);
  uint64_t all = 0;
  for (size_t i = 0; i < b->r->nimports; i++)
    if (strcmp(b->r->imports[i].layer, b->layer) == 0) all += b->r->imports[i].versions;
  // What a damaged file claims is not believed.
  if (all < MOST_RESERVED) ct_vec_reserve(b->r->a, &b->versions, all + 1);
  struct sqlite3_stmt *s =
      ct_catalog_prepare(&b->c, "SELECT fid, ct_feature, ct_recorded, ct_until, ct_state, ct_import FROM %s",
                         ct_catalog_quoted(b->r->a, ct_arena_printf(b->r->a, "%s_history", b->layer)));
  bool ok = s != NULL;
  while (ok && ct_catalog_next(&b->c, s, &ok)) {
    struct ct_catalog_version_at v = {0};
    if (!(ok = take_version(b, s, &v))) break;
    per_import[v.import]++;
    ct_vec_push(b->r->a, &b->versions, v);
  }
  sqlite3_finalize(s);
  return ok && check_counts(b, per_import);
}

static bool later(const struct ct_catalog_version_at *x, const struct ct_catalog_version_at *y) {
  return x->day != y->day ? x->day > y->day : x->fid > y->fid;
}

static bool after(const struct ct_catalog_version_at *x, const struct ct_catalog_version_at *y) {
  return x->feature != y->feature ? x->feature > y->feature : later(x, y);
}

// By feature (counted), then by day. From an index they come so.
static const struct ct_catalog_version_at *sorted(struct book *b) {
  size_t n = b->versions.n, in_order = 1;
  while (in_order < n && !after(&b->versions.v[in_order - 1], &b->versions.v[in_order])) in_order++;
  if (in_order >= n) return b->versions.v;
  struct ct_catalog_version_at *out = CT_NEW_N(b->r->a, struct ct_catalog_version_at, n);
  size_t *from = CT_NEW_N(b->r->a, size_t, b->features.n + 1);
  for (size_t i = 0; i < n; i++) from[b->versions.v[i].feature + 1]++;
  for (size_t i = 0; i < b->features.n; i++) from[i + 1] += from[i];
  for (size_t i = 0; i < n; i++) out[from[b->versions.v[i].feature]++] = b->versions.v[i];
  for (size_t i = 1; i < n; i++) {
    struct ct_catalog_version_at v = out[i];
    size_t k = i;
    for (; k > 0 && out[k - 1].feature == v.feature && later(&out[k - 1], &v); k--) out[k] = out[k - 1];
    out[k] = v;
  }
  return out;
}

// Each version ends on the day of the next, and every feature has one.
static bool check_chain(struct book *b, const struct ct_catalog_version_at *v) {
  size_t seen = 0;
  for (size_t i = 0; i < b->versions.n; i++) {
    bool last = i + 1 == b->versions.n || v[i + 1].feature != v[i].feature;
    seen += last;
    if (v[i].until != (last ? CT_CATALOG_NOW : v[i + 1].day))
      return ct_catalog_damaged(b->r, b->err, "the history of '%s' has a gap after version %lld",
                                b->features.v[v[i].feature].id, (long long)v[i].fid);
  }
  return seen == b->features.n ||
         ct_catalog_damaged(b->r, b->err, "%zu features have no version", b->features.n - seen);
}

bool ct_catalog_book(const struct ct_catalog_reader *r, const char *layer, struct ct_catalog_book *out,
                     struct ct_err *err) {
  struct book b = {.r = r, .c = {r->db, r->path, r->a, err}, .layer = layer, .err = err};
  if (!read_features(&b) || !check_ids(&b) || !read_versions(&b)) return false;
  const struct ct_catalog_version_at *v = sorted(&b);
  *out = (struct ct_catalog_book){b.features.n, b.features.v, b.versions.n, v};
  return check_chain(&b, v);
}

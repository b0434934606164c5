// SPDX-License-Identifier: MIT
// Reader: a catalogue opened for reading: its layers, its imports, and what was known on a day.
#include "catalog/reader.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/date_civil.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "catalog/file.h"
#include "catalog/hash.h"
#include "catalog/reader_parts.h"
#include "catalog/seal.h"
#include "catalog/sql.h"
#include "model/table.h"

bool ct_catalog_damaged(const struct ct_catalog_reader *r, struct ct_err *err, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *what = ct_arena_vprintf(r->a, fmt, ap);
  va_end(ap);
  return ct_fail(err, "%s: the catalogue is damaged: %s (restore it from a copy)", r->path, what);
}

const char *ct_catalog_text(const struct ct_catalog *c, struct sqlite3_stmt *s, int column) {
  const char *text = (const char *)sqlite3_column_text(s, column);
  return text ? ct_arena_strdup(c->a, text) : NULL;
}

static bool number(const unsigned char *s, int n, int *out) {
  *out = 0;
  for (int i = 0; i < n; i++) {
    if (s[i] < '0' || s[i] > '9') return false;
    *out = *out * 10 + (s[i] - '0');
  }
  return true;
}

bool ct_catalog_day(struct sqlite3_stmt *s, int column, int *day) {
  int y, m, d;
  const unsigned char *text = sqlite3_column_text(s, column);
  if (!text || sqlite3_column_bytes(s, column) != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!number(text, 4, &y) || !number(text + 5, 2, &m) || !number(text + 8, 2, &d)) return false;
  if (m < 1 || m > 12 || d < 1 || d > ct_civil_month_days(y, m)) return false;
  *day = ct_civil_day(y, m, d);
  return true;
}

// Imports of schema 1 have no seal.
static bool is_sealed(struct ct_catalog_hash *h, struct sqlite3_stmt *s) {
  enum { SEAL = CT_SEAL_IMPORT_COLUMNS };
  return sqlite3_column_type(s, SEAL) == SQLITE_NULL ||
         sqlite3_column_int64(s, SEAL) == ct_seal_of_import(h, s, CT_SEAL_IMPORT_COLUMNS);
}

static struct ct_catalog_imported import_of(const struct ct_catalog *c, struct sqlite3_stmt *s) {
  enum { N, RECORDED, LAYER, FILE_NAME, SOURCE = 5, ADDED = 8, REMOVED = 11 };
  struct ct_catalog_imported i = {.n = sqlite3_column_int64(s, N),
                                  .recorded = ct_catalog_text(c, s, RECORDED),
                                  .layer = ct_catalog_text(c, s, LAYER),
                                  .file = ct_catalog_text(c, s, FILE_NAME),
                                  .source = ct_catalog_text(c, s, SOURCE)};
  for (int k = ADDED; k <= REMOVED; k++) i.versions += (uint64_t)sqlite3_column_int64(s, k);
  return i;
}

static bool read_imports(struct ct_catalog_reader *r, struct ct_catalog *c) {
  ct_vec(struct ct_catalog_imported) v = {0};
  int64_t sealed = 0;
  if (!ct_catalog_ask(c, &sealed, "SELECT count(*) FROM pragma_table_info('ct_import') WHERE name = 'seal'"))
    return false;
  struct ct_catalog_hash h = {.arena = r->a, .digest = ct_digest_new()};
  struct sqlite3_stmt *s = ct_catalog_prepare(c, "SELECT " CT_SEAL_IMPORT ", %s FROM ct_import ORDER BY n",
                                              sealed ? "seal" : "NULL");
  bool ok = s && h.digest;
  while (ok && ct_catalog_next(c, s, &ok)) {
    struct ct_catalog_imported i = import_of(c, s);
    if (!ct_catalog_day(s, 1, &i.day) || !i.layer)
      ok = ct_catalog_damaged(r, c->err, "import %lld has no day or layer", (long long)i.n);
    else if (!is_sealed(&h, s))
      ok = ct_catalog_damaged(r, c->err, "import %lld is not what was recorded", (long long)i.n);
    else
      ct_vec_push(r->a, &v, i);
  }
  sqlite3_finalize(s);
  ct_digest_free(h.digest);
  r->nimports = v.n;
  r->imports = v.v;
  return ok || ct_fail(c->err, "%s: out of memory", r->path);
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_layers(struct ct_catalog_reader *r) {
  const char **v = CT_NEW_N(r->a, const char *, r->nimports + 1);
  size_t n = 0;
  for (size_t i = 0; i < r->nimports; i++) {
    size_t k = 0;
    while (k < n && strcmp(v[k], r->imports[i].layer) != 0) k++;
    if (k == n) v[n++] = r->imports[i].layer;
  }
  if (n) qsort(v, n, sizeof *v, by_name);
  r->layers = v;
  r->nlayers = n;
}

bool ct_catalog_begin(struct ct_catalog_reader *r, struct ct_err *err) {
  struct ct_catalog c = {r->db, r->path, r->a, err};
  if (!ct_catalog_check(&c) || !read_imports(r, &c)) return false;
  list_layers(r);
  return true;
}

const char *ct_catalog_find_layer(const struct ct_catalog_reader *r, const char *name, struct ct_err *err) {
  static const char usual[] = "features";
  for (size_t i = 0; i < r->nlayers; i++)
    if (strcmp(r->layers[i], name ? name : usual) == 0) return r->layers[i];
  if (!name && r->nlayers) return r->layers[0];
  struct ct_str list = {.arena = r->a};
  for (size_t i = 0; i < r->nlayers && i < 12; i++) ct_str_addf(&list, "%s'%s'", i ? ", " : "", r->layers[i]);
  if (!r->nlayers)
    ct_fail(err, "%s: nothing has been imported into the catalogue", r->path);
  else
    ct_fail(err, "%s: no layer '%s' (the catalogue has %s)", r->path, name, ct_str_text(&list));
  return NULL;
}

// ---- As of a day

struct pick {
  int64_t fid;
  uint32_t version, place;
};

static int by_fid(const void *a, const void *b) {
  const struct pick *x = a, *y = b;
  return x->fid < y->fid ? -1 : x->fid > y->fid;
}

// The version of each feature that holds at the end of the day, if it says that the feature is there.
static size_t pick_versions(const struct ct_catalog_book *book, int day, struct pick *out) {
  size_t n = 0;
  for (size_t i = 0; i < book->n; i++) {
    const struct ct_catalog_version_at *v = &book->versions[i];
    if (v->day > day || (v->until <= day && v->until != CT_CATALOG_NOW) || !v->there) continue;
    out[n] = (struct pick){v->fid, (uint32_t)i, (uint32_t)n};
    n++;
  }
  qsort(out, n, sizeof *out, by_fid);
  return n;
}

bool ct_catalog_read(const struct ct_catalog_reader *r, const struct ct_catalog_query *q,
                     struct ct_table *out, struct ct_err *err) {
  struct ct_catalog_book book;
  if (!ct_catalog_book(r, q->layer, &book, err)) return false;
  struct pick *picks = CT_NEW_N(r->a, struct pick, book.nfeatures + 1);
  size_t n = pick_versions(&book, q->day, picks);
  uint32_t *version = CT_NEW_N(r->a, uint32_t, n + 1), *place = CT_NEW_N(r->a, uint32_t, n + 1);
  for (size_t i = 0; i < n; i++) {
    version[i] = picks[i].version;
    place[i] = picks[i].place;
  }
  struct ct_catalog_pick rows = {q->name, q->layer, q->where, q->spelling, &book, n, version, place};
  return ct_catalog_take(r, &rows, out, err);
}

// ---- One feature

static bool entry_of(const struct ct_catalog_reader *r, const char *layer, const struct ct_catalog_book *book,
                     size_t version, struct ct_catalog_entry *out, struct ct_err *err) {
  const struct ct_catalog_version_at *v = &book->versions[version];
  struct ct_table *t = CT_NEW(r->a, struct ct_table);
  uint32_t at = (uint32_t)version, place = 0;
  struct ct_catalog_pick rows = {layer, layer, NULL, false, book, 1, &at, &place};
  *out = (struct ct_catalog_entry){.layer = layer,
                                   .id = book->features[v->feature].id,
                                   .there = v->there,
                                   .import = &r->imports[v->import]};
  if (!v->there) return true;
  if (!ct_catalog_take(r, &rows, t, err)) return false;
  out->table = t;
  out->row = t->row ? (long)t->row[0] : 0;
  return true;
}

bool ct_catalog_history(const struct ct_catalog_reader *r, const char *layer, const char *id,
                        const struct ct_catalog_entry **out, size_t *n, struct ct_err *err) {
  struct ct_catalog_book book;
  ct_vec(struct ct_catalog_entry) v = {0};
  if (!ct_catalog_book(r, layer, &book, err)) return false;
  for (size_t i = 0; i < book.n; i++) {
    struct ct_catalog_entry e;
    if (strcmp(book.features[book.versions[i].feature].id, id) != 0) continue;
    if (!entry_of(r, layer, &book, i, &e, err)) return false;
    ct_vec_push(r->a, &v, e);
  }
  *out = v.v;
  *n = v.n;
  return true;
}

const char *ct_catalog_near_id(const struct ct_catalog_reader *r, const char *id) {
  enum { MOST = 20000 };
  struct ct_err ignored = {0};
  struct ct_catalog c = {r->db, r->path, r->a, &ignored};
  ct_vec(const char *) ids = {0};
  bool ok = true;
  struct sqlite3_stmt *s = ct_catalog_prepare(&c, "SELECT id FROM ct_feature ORDER BY n LIMIT %d", MOST);
  while (s && ct_catalog_next(&c, s, &ok)) {
    const char *text = ct_catalog_text(&c, s, 0);
    if (text) ct_vec_push(r->a, &ids, text);
  }
  sqlite3_finalize(s);
  return ct_nearest_name(id, ids.v, ids.n);
}

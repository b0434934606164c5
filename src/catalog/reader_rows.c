// SPDX-License-Identifier: MIT
// Reader, rows: versions into a table, each held against its digest.
#include <limits.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/map.h"
#include "base/number.h"
#include "base/str.h"
#include "base/vec.h"
#include "catalog/blob_read.h"
#include "catalog/hash.h"
#include "catalog/reader_parts.h"
#include "catalog/reader_where.h"
#include "catalog/seal.h"
#include "catalog/spelling.h"
#include "catalog/sql.h"

// What is asked of each version, in this order; then the data's own columns, then the condition.
static const char *const facts[] = {"ct_feature",  "ct_recorded",  "ct_state",  "ct_import",
                                    "geom",        "ct_happened",  "ct_row",    "ct_precision_m",
                                    "ct_notation", "ct_published", "ct_approx", "ct_hash"};
enum {
  FEATURE,
  RECORDED,
  STATE,
  IMPORT,
  GEOM,
  HAPPENED,
  ROW,
  PRECISION,
  NOTATION,
  PUBLISHED,
  APPROX,
  HASH,
  NFACTS
};
enum { SHARED_TEXT = 64, SHARED_MOST = 4096, UNKNOWN_MOST = 4096 };

struct column {
  const char *name;
  enum ct_column_type type;
  const char **string;
  bool whole;  // an INTEGER
  double *number;
  const char **spelling;
  int8_t *boolean;
  struct ct_map texts;  // short ones met so far: equal ones are one pointer
  size_t unknown;       // how many more than those were looked for in vain
};

struct rows {
  const struct ct_catalog_reader *r;
  const struct ct_catalog_pick *q;
  struct ct_err *err;
  struct ct_catalog c;
  struct ct_arena *a;
  size_t ncolumns;
  struct column *columns;       // in the order of the table
  bool has_spelling, spelling;  // the history has it; it is asked for
  struct ct_arena scratch;
  const size_t *by_name;  // their order for the digest
  struct ct_catalog_hash hash;
  struct ct_blob_shapes shapes;
  struct ct_blob_span *span;
  uint8_t *keep;
  uint32_t *row;
  float *precision;
  uint8_t *notation, *approx;
  const char **published, **key;
  struct column texts;  // of ct_published
  char day_text[12];    // the day that was read last
  int day;
};

// ---- Columns

static bool type_of(const char *declared, enum ct_column_type *out) {
  static const struct {
    const char *declared;
    enum ct_column_type type;
  } types[] = {{"TEXT", CT_COLUMN_STRING},
               {"REAL", CT_COLUMN_NUMBER},
               {"INTEGER", CT_COLUMN_NUMBER},
               {"BOOLEAN", CT_COLUMN_BOOL}};
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(types[i].declared, declared) == 0) {
      *out = types[i].type;
      return true;
    }
  return false;
}

static bool is_own(const char *name) {
  return strcmp(name, "fid") != 0 && strcmp(name, "geom") != 0 && strncmp(name, "ct_", 3) != 0;
}

static bool list_columns(struct rows *w) {
  ct_vec(struct column) v = {0};
  struct sqlite3_stmt *s = ct_catalog_prepare(&w->c, "SELECT name, type FROM pragma_table_info(?1)");
  bool ok = s != NULL;
  const char *table = ct_arena_printf(w->a, "%s_history", w->q->layer);
  if (ok) sqlite3_bind_text(s, 1, table, -1, SQLITE_STATIC);
  while (ok && ct_catalog_next(&w->c, s, &ok)) {
    struct column c = {.name = ct_catalog_text(&w->c, s, 0), .texts.arena = w->a};
    const char *type = ct_catalog_text(&w->c, s, 1);
    w->has_spelling = w->has_spelling || (c.name && strcmp(c.name, "ct_spelling") == 0);
    c.whole = type && strcmp(type, "INTEGER") == 0;
    if (!c.name || !is_own(c.name)) continue;
    if (!type || !type_of(type, &c.type))
      ok = ct_catalog_damaged(w->r, w->err, "column '%s' has the unknown type '%s'", c.name, type);
    else
      ct_vec_push(w->a, &v, c);
  }
  sqlite3_finalize(s);
  w->columns = v.v;
  w->ncolumns = v.n;
  return ok;
}

// The view of what is current has the same columns, which guards the names of those that are all empty.
static bool check_names(struct rows *w) {
  size_t n = 0;
  struct sqlite3_stmt *s = ct_catalog_prepare(&w->c, "SELECT name FROM pragma_table_info(?1)");
  bool ok = s != NULL;
  if (ok) sqlite3_bind_text(s, 1, w->q->layer, -1, SQLITE_STATIC);
  while (ok && ct_catalog_next(&w->c, s, &ok)) {
    const char *name = (const char *)sqlite3_column_text(s, 0);
    size_t k = 0;
    if (!name || !is_own(name)) continue;
    while (k < w->ncolumns && strcmp(w->columns[k].name, name) != 0) k++;
    if (k == w->ncolumns)
      ok = ct_catalog_damaged(w->r, w->err, "column '%s' has another name in its history", name);
    n++;
  }
  sqlite3_finalize(s);
  return ok &&
         (n == w->ncolumns || ct_catalog_damaged(w->r, w->err, "layer '%s' has lost columns", w->q->layer));
}

static int by_name(const void *a, const void *b, void *columns) {
  const struct column *c = columns;
  return strcmp(c[*(const size_t *)a].name, c[*(const size_t *)b].name);
}

static void make_arrays(struct rows *w) {
  size_t n = w->q->n, *order = CT_NEW_N(w->a, size_t, w->ncolumns + 1);
  for (size_t i = 0; i < w->ncolumns; i++) {
    struct column *c = &w->columns[i];
    order[i] = i;
    if (c->type == CT_COLUMN_STRING) c->string = CT_NEW_N(w->a, const char *, n);
    if (c->type == CT_COLUMN_NUMBER) c->number = CT_NEW_N(w->a, double, n);
    if (c->number && w->spelling) c->spelling = CT_NEW_N(w->a, const char *, n);
    if (c->type == CT_COLUMN_BOOL) c->boolean = CT_NEW_N(w->a, int8_t, n);
  }
  if (w->ncolumns) qsort_r(order, w->ncolumns, sizeof *order, by_name, w->columns);
  w->by_name = order;
  w->span = CT_NEW_N(w->a, struct ct_blob_span, n);
  w->keep = CT_NEW_N(w->a, uint8_t, n);
  w->row = CT_NEW_N(w->a, uint32_t, n);
  w->precision = CT_NEW_N(w->a, float, n);
  w->notation = CT_NEW_N(w->a, uint8_t, n);
  w->approx = CT_NEW_N(w->a, uint8_t, n);
  w->published = CT_NEW_N(w->a, const char *, n);
  w->key = CT_NEW_N(w->a, const char *, n);
  w->texts.texts.arena = w->a;
}

// ---- A row

// Of a column that hardly repeats itself texts are no longer looked for.
static const char *keep_text(struct rows *w, struct column *c, const char *text, size_t n) {
  if (n > SHARED_TEXT || c->unknown >= UNKNOWN_MOST) return ct_arena_strndup(w->a, text, n);
  const struct ct_map_entry *e = ct_map_find(&c->texts, text, n + 1);
  if (!e && c->texts.n >= SHARED_MOST) {
    c->unknown++;
    return ct_arena_strndup(w->a, text, n);
  }
  return e ? e->key : ct_map_add(&c->texts, text, n + 1, 0, NULL)->key;
}

static const char *text_at(struct sqlite3_stmt *s, int column, size_t *n) {
  const char *text = (const char *)sqlite3_column_text(s, column);
  *n = (size_t)sqlite3_column_bytes(s, column);
  return text && strlen(text) == *n ? text : NULL;
}

// A column that has turned to texts may hold numbers of before.
static void put_number_text(struct rows *w, struct column *c, size_t at, double x) {
  char buf[CT_NUMBER_TEXT];
  size_t n = ct_number_shortest(x, buf);
  ct_catalog_hash_bytes(&w->hash, c->name, buf, n);
  c->string[at] = keep_text(w, c, buf, n);
}

// A cell into the table and the digest; false: it is not what its column holds.
static bool put_cell(struct rows *w, struct sqlite3_stmt *s, int index, struct column *c, size_t at) {
  int type = sqlite3_column_type(s, index);
  size_t n;
  const char *text;
  if (type == SQLITE_NULL) {
    if (c->number) c->number[at] = NAN;
    if (c->boolean) c->boolean[at] = -1;
    return true;
  }
  if (c->boolean) {
    int64_t x = sqlite3_column_int64(s, index);
    c->boolean[at] = x != 0;
    ct_catalog_hash_text(&w->hash, c->name, x ? "true" : "false");
    return type == SQLITE_INTEGER && (x == 0 || x == 1);
  }
  if (c->number) {
    c->number[at] = sqlite3_column_double(s, index);
    ct_catalog_hash_number(&w->hash, c->name, c->number[at]);
    return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
  }
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
    put_number_text(w, c, at, sqlite3_column_double(s, index));
    return true;
  }
  if (type != SQLITE_TEXT || !(text = text_at(s, index, &n))) return false;
  ct_catalog_hash_bytes(&w->hash, c->name, text, n);
  c->string[at] = keep_text(w, c, text, n);
  return true;
}

// A column that has turned to texts gives back how its numbers were written, too.
static bool put_spelling(struct rows *w, struct sqlite3_stmt *s, size_t at) {
  const struct ct_value *all;
  size_t n;
  const char *text = text_at(s, NFACTS + (int)w->ncolumns, &n), *spelled;
  if (sqlite3_column_type(s, NFACTS + (int)w->ncolumns) == SQLITE_NULL) return true;
  ct_arena_release(&w->scratch);
  w->scratch.oom = w->a->oom;
  if (!text || !ct_spelling_read(&w->scratch, text, n, &all)) return false;
  for (size_t i = 0; i < w->ncolumns; i++) {
    struct column *c = &w->columns[i];
    double x = c->number ? c->number[at] : NAN;
    if (c->string && c->string[at] && !ct_number_read(c->string[at], strlen(c->string[at]), &x)) continue;
    if (isnan(x)) continue;
    if (!ct_spelling_of(all, c->name, x, &spelled)) return false;
    if (!spelled) continue;
    const char **cells = c->number ? c->spelling : c->string;
    if (cells) cells[at] = keep_text(w, c, spelled, strlen(spelled));
  }
  return true;
}

// Row and spelling are what they were when the version was written; versions of schema 1 have no seal.
static bool is_sealed(struct rows *w, struct sqlite3_stmt *s) {
  int at = NFACTS + (int)w->ncolumns;
  if (!w->has_spelling || sqlite3_column_type(s, at + 1) == SQLITE_NULL) return true;
  const char *spelling = (const char *)sqlite3_column_text(s, at);
  return sqlite3_column_int64(s, at + 1) ==
         ct_seal_of_version(&w->hash, sqlite3_column_blob(s, HASH), sqlite3_column_int64(s, ROW), spelling);
}

static bool put_position(struct rows *w, struct sqlite3_stmt *s, size_t at) {
  if (sqlite3_column_type(s, GEOM) == SQLITE_NULL) return true;
  const unsigned char *blob = sqlite3_column_blob(s, GEOM);
  size_t n = (size_t)sqlite3_column_bytes(s, GEOM);
  ct_catalog_hash_bytes(&w->hash, facts[GEOM], blob, n);
  return sqlite3_column_type(s, GEOM) == SQLITE_BLOB && ct_blob_read(&w->shapes, blob, n, &w->span[at]);
}

static bool notation_of(const char *text, uint8_t *out) {
  for (int i = 0; i < CT_NOTATIONS; i++)
    if (strcmp(ct_notation_name((enum ct_notation)i), text) == 0) {
      *out = (uint8_t)i;
      return true;
    }
  return false;
}

// How the position was told, in the order in which it is digested.
static bool put_pedigree(struct rows *w, struct sqlite3_stmt *s, size_t at) {
  size_t n;
  const char *text = (const char *)sqlite3_column_text(s, NOTATION);
  bool has_m = sqlite3_column_type(s, PRECISION) != SQLITE_NULL;
  double m = has_m ? sqlite3_column_double(s, PRECISION) : NAN;
  w->precision[at] = (float)m;
  ct_catalog_hash_number(&w->hash, facts[PRECISION], m);
  ct_catalog_hash_text(&w->hash, facts[NOTATION], text);
  if (text && !notation_of(text, &w->notation[at])) return false;
  if (sqlite3_column_type(s, PUBLISHED) != SQLITE_NULL) {
    if (!(text = text_at(s, PUBLISHED, &n))) return false;
    ct_catalog_hash_bytes(&w->hash, facts[PUBLISHED], text, n);
    w->published[at] = keep_text(w, &w->texts, text, n);
  }
  if (sqlite3_column_type(s, APPROX) == SQLITE_NULL) return true;
  w->approx[at] = sqlite3_column_int(s, APPROX) != 0;
  ct_catalog_hash_text(&w->hash, facts[APPROX], w->approx[at] ? "true" : "false");
  return sqlite3_column_int64(s, APPROX) == w->approx[at];
}

static bool put_row(struct rows *w, struct sqlite3_stmt *s, size_t at) {
  unsigned char digest[CT_CATALOG_HASH];
  int64_t row = sqlite3_column_int64(s, ROW);
  bool ok = put_position(w, s, at);
  ct_catalog_hash_text(&w->hash, facts[STATE], (const char *)sqlite3_column_text(s, STATE));
  ct_catalog_hash_text(&w->hash, facts[HAPPENED], (const char *)sqlite3_column_text(s, HAPPENED));
  ok = put_pedigree(w, s, at) && ok;
  for (size_t i = 0; i < w->ncolumns; i++) {
    size_t k = w->by_name[i];
    ok = put_cell(w, s, NFACTS + (int)k, &w->columns[k], at) && ok;
  }
  ct_catalog_hash_end(&w->hash, digest);
  w->row[at] = row > 0 && row <= UINT32_MAX ? (uint32_t)row : 0;
  return ok && sqlite3_column_bytes(s, HASH) == CT_CATALOG_HASH &&
         memcmp(sqlite3_column_blob(s, HASH), digest, sizeof digest) == 0;
}

// Days come in runs.
static bool recorded(struct rows *w, struct sqlite3_stmt *s) {
  enum { ISO = 10 };
  const char *text = (const char *)sqlite3_column_text(s, RECORDED);
  if (!text || sqlite3_column_bytes(s, RECORDED) != ISO) return false;
  if (memcmp(w->day_text, text, ISO) == 0) return true;
  if (!ct_catalog_day(s, RECORDED, &w->day)) return false;
  memcpy(w->day_text, text, ISO);
  return true;
}

// What the bookkeeping took it for.
static bool is_version(struct rows *w, struct sqlite3_stmt *s, const struct ct_catalog_version_at *v) {
  return recorded(w, s) && w->day == v->day &&
         sqlite3_column_int64(s, FEATURE) == w->q->book->features[v->feature].n &&
         sqlite3_column_int64(s, IMPORT) == w->r->imports[v->import].n;
}

static bool read_one(struct rows *w, struct sqlite3_stmt *s, size_t i) {
  const struct ct_catalog_version_at *v = &w->q->book->versions[w->q->version[i]];
  const char *id = w->q->book->features[v->feature].id;
  size_t at = w->q->place[i];
  bool ok = true;
  sqlite3_bind_int64(s, 1, v->fid);
  if (!ct_catalog_next(&w->c, s, &ok))
    return ok && ct_catalog_damaged(w->r, w->err, "version %lld of '%s' is missing", (long long)v->fid, id);
  if (!is_version(w, s, v) || !put_row(w, s, at) || !is_sealed(w, s) ||
      (w->spelling && !put_spelling(w, s, at)))
    return ct_catalog_damaged(w->r, w->err, "version %lld of '%s' is not what was recorded",
                              (long long)v->fid, id);
  w->key[at] = id;
  w->keep[at] =
      !w->q->where || sqlite3_column_int(s, NFACTS + (int)w->ncolumns + (w->has_spelling ? 2 : 0)) != 0;
  sqlite3_reset(s);
  return true;
}

// To a condition all numbers are alike, as in any other file: 1 / 2 is a half, whether there are fractions in the column or not.
static int add_from(const struct rows *w, const char *table, struct ct_str *sql) {
  bool whole = false;
  for (size_t i = 0; w->q->where && i < w->ncolumns; i++) whole = whole || w->columns[i].whole;
  if (!whole) {
    ct_str_addf(sql, " FROM %s WHERE fid = ?1", table);
    return 1;
  }
  for (int i = 0; i < NFACTS; i++)
    ct_str_addf(sql, "%s%s", i ? ", " : " FROM (SELECT fid, ct_until, ", facts[i]);
  if (w->has_spelling) ct_str_add(sql, ", ct_spelling, ct_seal");
  for (size_t i = 0; i < w->ncolumns; i++) {
    const char *name = ct_catalog_quoted(w->a, w->columns[i].name);
    ct_str_addf(sql, w->columns[i].whole ? ", CAST(%s AS REAL) AS %s" : ", %s", name, name);
  }
  ct_str_addf(sql, " FROM %s WHERE fid = ?1)", table);
  return 2;
}

static struct sqlite3_stmt *select_rows(struct rows *w) {
  struct ct_str sql = {.arena = w->a};
  const char *table = ct_catalog_quoted(w->a, ct_arena_printf(w->a, "%s_history", w->q->layer));
  for (int i = 0; i < NFACTS; i++) ct_str_addf(&sql, "%s%s", i ? ", " : "SELECT ", facts[i]);
  for (size_t i = 0; i < w->ncolumns; i++)
    ct_str_addf(&sql, ", %s", ct_catalog_quoted(w->a, w->columns[i].name));
  if (w->has_spelling) ct_str_add(&sql, ", ct_spelling, ct_seal");
  // A comment in the condition ends with its line.
  if (w->q->where) ct_str_addf(&sql, ", (%s\n)", w->q->where);
  int selects = add_from(w, table, &sql);
  if (!w->q->where) return ct_catalog_prepare(&w->c, "%s", ct_str_text(&sql));
  const char **names = CT_NEW_N(w->a, const char *, w->ncolumns + 1);
  for (size_t i = 0; i < w->ncolumns; i++) names[i] = w->columns[i].name;
  struct ct_catalog_where q = {.where = w->q->where,
                               .sql = ct_str_text(&sql),
                               .columns = NFACTS + (int)w->ncolumns + 1 + (w->has_spelling ? 2 : 0),
                               .selects = selects,
                               .names = names,
                               .nnames = w->ncolumns};
  return ct_catalog_where(&w->c, &q);
}

// ---- The table

// Rows that do not meet the condition go.
static size_t squeeze(struct rows *w) {
  size_t n = 0;
  for (size_t i = 0; i < w->q->n; i++) {
    if (!w->keep[i]) continue;
    for (size_t k = 0; k < w->ncolumns; k++) {
      struct column *c = &w->columns[k];
      if (c->string) c->string[n] = c->string[i];
      if (c->number) c->number[n] = c->number[i];
      if (c->spelling) c->spelling[n] = c->spelling[i];
      if (c->boolean) c->boolean[n] = c->boolean[i];
    }
    w->span[n] = w->span[i];
    w->row[n] = w->row[i];
    w->precision[n] = w->precision[i];
    w->notation[n] = w->notation[i];
    w->approx[n] = w->approx[i];
    w->published[n] = w->published[i];
    w->key[n++] = w->key[i];
  }
  return n;
}

static void make_table(struct rows *w, struct ct_table *out) {
  struct ct_column *columns = CT_NEW_N(w->a, struct ct_column, w->ncolumns + 1);
  *out = (struct ct_table){.name = w->q->name,
                           .file = w->r->path,
                           .layer = w->q->layer,
                           .n = squeeze(w),
                           .ncolumns = w->ncolumns,
                           .columns = columns,
                           .row = w->row,
                           .feature_key = w->key,
                           .precision_m = w->precision,
                           .notation = w->notation,
                           .published = w->published,
                           .approx = w->approx};
  for (size_t i = 0; i < w->ncolumns; i++) {
    const struct column *c = &w->columns[i];
    columns[i] = (struct ct_column){.name = c->name,
                                    .type = c->type,
                                    .string = c->string,
                                    .number = c->number,
                                    .spelling = c->spelling,
                                    .boolean = c->boolean};
  }
  ct_blob_geoms(&w->shapes, w->span, out->n, &out->geoms);
  ct_table_measure(out);
}

bool ct_catalog_take(const struct ct_catalog_reader *r, const struct ct_catalog_pick *q, struct ct_table *out,
                     struct ct_err *err) {
  struct rows w = {.r = r, .q = q, .err = err, .c = {r->db, r->path, r->a, err}, .a = r->a};
  if (!list_columns(&w) || !check_names(&w)) return false;
  w.spelling = q->spelling && w.has_spelling;
  make_arrays(&w);
  w.hash = (struct ct_catalog_hash){.arena = r->a, .digest = ct_digest_new()};
  w.shapes.arena = r->a;
  if (!w.hash.digest) return ct_fail(err, "%s: out of memory", r->path);
  struct sqlite3_stmt *s = select_rows(&w);
  bool ok = s != NULL;
  for (size_t i = 0; i < q->n && ok; i++) ok = read_one(&w, s, i);
  sqlite3_finalize(s);
  ct_digest_free(w.hash.digest);
  ct_arena_release(&w.scratch);
  if (ok) make_table(&w, out);
  return ok;
}

// SPDX-License-Identifier: MIT
// Version: a file's row as a catalogue keeps it: its facts, their hash, and the statement that adds them.
#include "catalog/version.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/digest.h"
#include "catalog/columns.h"
#include "catalog/layer.h"
#include "catalog/seal.h"
#include "catalog/spelling.h"
#include "catalog/sql.h"
#include "model/table.h"

// Numbers of the values in the statement.
enum {
  FID = 1,
  GEOM,
  FEATURE,
  RECORDED,
  UNTIL,
  STATE,
  HAPPENED,
  IMPORT,
  ROW,
  PRECISION,
  NOTATION,
  PUBLISHED,
  APPROX,
  HASH,
  SPELLING,
  SEAL,
  OWN
};

bool ct_catalog_rows_begin(struct ct_catalog_rows *r, const struct ct_table *t, size_t table,
                           const struct ct_catalog_columns *columns, struct ct_arena *a) {
  *r = (struct ct_catalog_rows){.t = t, .table = table, .columns = columns, .date = -1};
  r->blob.arena = r->hash.arena = r->text.arena = a;
  if (t) r->date = ct_table_date_column(t);
  if (r->date >= 0) r->style = ct_table_date_style(t, r->date, NULL);
  return (r->hash.digest = ct_digest_new()) != NULL;
}

void ct_catalog_rows_release(struct ct_catalog_rows *r) {
  ct_digest_free(r->hash.digest);
  r->hash.digest = NULL;
}

const char *ct_catalog_rows_happened(struct ct_catalog_rows *r, size_t row, char buf[40],
                                     struct ct_interval *days) {
  struct ct_date d;
  if (r->date < 0 || !ct_table_date(r->t, r->date, &r->style, row, &d)) return NULL;
  char last[16];
  const char *first = ct_date_format(d.days.first, buf);
  if (days) *days = d.days;
  if (d.days.last == d.days.first) return first;
  size_t n = strlen(first);
  snprintf(buf + n, 40 - n, "/%s", ct_date_format(d.days.last, last));
  return buf;
}

static const char *notation(const struct ct_table *t, size_t row) {
  if (!ct_table_placed(t, row)) return NULL;
  return ct_notation_name(t->notation ? (enum ct_notation)t->notation[row] : CT_NOTATION_GEOMETRY);
}

static const char *published(const struct ct_table *t, size_t row) {
  return t->published ? t->published[row] : NULL;
}

static bool approximate(const struct ct_table *t, size_t row) {
  return t->approx && t->approx[row];
}

static void hash_cells(struct ct_catalog_rows *r, size_t row) {
  const struct ct_catalog_columns *k = r->columns;
  for (size_t i = 0; i < k->n; i++) {
    const struct ct_catalog_column *c = &k->v[k->order[i]];
    if (c->at[r->table] < 0) continue;
    const struct ct_column *from = &r->t->columns[c->at[r->table]];
    if (from->type == CT_COLUMN_NUMBER)
      ct_catalog_hash_number(&r->hash, c->name, from->number[row]);
    else
      ct_catalog_hash_text(&r->hash, c->name, ct_catalog_cell_text(from, row, &r->text));
  }
}

struct ct_catalog_given ct_catalog_rows_given(const struct ct_catalog_rows *r, size_t row) {
  return (struct ct_catalog_given){ct_table_precision(r->t, row), notation(r->t, row), published(r->t, row),
                                   approximate(r->t, row)};
}

void ct_catalog_rows_hash(struct ct_catalog_rows *r, size_t row, const struct ct_catalog_given *given,
                          unsigned char out[CT_CATALOG_HASH]) {
  char buf[40];
  if (ct_blob_of_row(r->t, row, &r->blob))
    ct_catalog_hash_bytes(&r->hash, "geom", r->blob.bytes.v, r->blob.bytes.n);
  ct_catalog_hash_text(&r->hash, "ct_state", "there");
  ct_catalog_hash_text(&r->hash, "ct_happened", ct_catalog_rows_happened(r, row, buf, NULL));
  ct_catalog_hash_number(&r->hash, "ct_precision_m", given->precision_m);
  ct_catalog_hash_text(&r->hash, "ct_notation", given->notation);
  ct_catalog_hash_text(&r->hash, "ct_published", given->published);
  if (given->approx) ct_catalog_hash_text(&r->hash, "ct_approx", "true");
  hash_cells(r, row);
  ct_catalog_hash_end(&r->hash, out);
}

void ct_catalog_removed_hash(struct ct_catalog_rows *r, unsigned char out[CT_CATALOG_HASH]) {
  ct_catalog_hash_text(&r->hash, "ct_state", "removed");
  ct_catalog_hash_end(&r->hash, out);
}

struct sqlite3_stmt *ct_catalog_version_insert(struct ct_catalog *c, const struct ct_catalog_layer *l,
                                               const struct ct_catalog_columns *columns) {
  struct ct_str s = {.arena = c->a};
  ct_str_addf(&s,
              "INSERT INTO %s (fid, geom, ct_feature, ct_recorded, ct_until, ct_state, ct_happened, "
              "ct_import, ct_row, "
              "ct_precision_m, ct_notation, ct_published, ct_approx, ct_hash, ct_spelling, ct_seal",
              l->history);
  for (size_t i = 0; i < columns->n; i++)
    ct_str_addf(&s, ", %s", ct_catalog_quoted(c->a, columns->v[i].name));
  ct_str_add(&s, ") VALUES (?");
  for (size_t i = 1; i < OWN - 1 + columns->n; i++) ct_str_add(&s, ", ?");
  ct_str_add(&s, ")");
  return ct_catalog_prepare(c, "%s", ct_str_text(&s));
}

static void bind_text(struct sqlite3_stmt *s, int at, const char *text) {
  if (text)
    sqlite3_bind_text(s, at, text, -1, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null(s, at);
}

static void bind_number(struct sqlite3_stmt *s, int at, double x) {
  if (isnan(x))
    sqlite3_bind_null(s, at);
  else
    sqlite3_bind_double(s, at, x + 0);
}

static void bind_stamp(struct sqlite3_stmt *s, const struct ct_catalog_stamp *k, const char *state) {
  sqlite3_bind_int64(s, FID, k->fid);
  sqlite3_bind_int64(s, FEATURE, k->feature);
  sqlite3_bind_text(s, RECORDED, k->recorded, -1, SQLITE_STATIC);
  bind_text(s, UNTIL, k->until);
  sqlite3_bind_text(s, STATE, state, -1, SQLITE_STATIC);
  sqlite3_bind_int64(s, IMPORT, k->import);
  sqlite3_bind_blob(s, HASH, k->hash, CT_CATALOG_HASH, SQLITE_TRANSIENT);
}

static void bind_cells(struct sqlite3_stmt *s, struct ct_catalog_rows *r, size_t row) {
  for (size_t i = 0; i < r->columns->n; i++) {
    const struct ct_catalog_column *c = &r->columns->v[i];
    int at = OWN + (int)i;
    const struct ct_column *from = c->at[r->table] < 0 ? NULL : &r->t->columns[c->at[r->table]];
    if (!from)
      sqlite3_bind_null(s, at);
    else if (c->type == CT_COLUMN_NUMBER && from->type == CT_COLUMN_NUMBER)
      bind_number(s, at, from->number[row]);
    else if (c->type == CT_COLUMN_BOOL && from->type == CT_COLUMN_BOOL && from->boolean[row] >= 0)
      sqlite3_bind_int(s, at, from->boolean[row]);
    else
      bind_text(s, at, ct_catalog_cell_text(from, row, &r->text));
  }
}

// Cells that the number alone would not give back.
static const char *bind_spelling(struct sqlite3_stmt *s, struct ct_catalog_rows *r, size_t row) {
  r->text.n = 0;
  for (size_t i = 0; i < r->columns->n; i++) {
    const struct ct_catalog_column *c = &r->columns->v[i];
    const struct ct_column *from = c->at[r->table] < 0 ? NULL : &r->t->columns[c->at[r->table]];
    if (from && from->spelling && from->spelling[row])
      ct_spelling_add(&r->text, c->name, from->spelling[row]);
  }
  const char *spelling = ct_spelling_end(&r->text);
  bind_text(s, SPELLING, spelling);
  return spelling;
}

bool ct_catalog_version_put(struct ct_catalog *c, struct sqlite3_stmt *s,
                            const struct ct_catalog_stamp *stamp, struct ct_catalog_rows *r, size_t row) {
  char buf[40];
  bind_stamp(s, stamp, "there");
  if (ct_blob_of_row(r->t, row, &r->blob))
    sqlite3_bind_blob(s, GEOM, r->blob.bytes.v, (int)r->blob.bytes.n, SQLITE_STATIC);
  else
    sqlite3_bind_null(s, GEOM);
  bind_text(s, HAPPENED, ct_catalog_rows_happened(r, row, buf, NULL));
  int64_t in_file = r->t->row ? r->t->row[row] : (int64_t)row + 1;
  sqlite3_bind_int64(s, ROW, in_file);
  bind_number(s, PRECISION, ct_table_precision(r->t, row));
  bind_text(s, NOTATION, notation(r->t, row));
  bind_text(s, PUBLISHED, published(r->t, row));
  if (approximate(r->t, row))
    sqlite3_bind_int(s, APPROX, 1);
  else
    sqlite3_bind_null(s, APPROX);
  bind_cells(s, r, row);
  const char *spelling = bind_spelling(s, r, row);
  sqlite3_bind_int64(s, SEAL, ct_seal_of_version(&r->hash, stamp->hash, in_file, spelling));
  return ct_catalog_step(c, s);
}

bool ct_catalog_version_remove(struct ct_catalog *c, struct sqlite3_stmt *s,
                               const struct ct_catalog_stamp *stamp) {
  sqlite3_clear_bindings(s);
  bind_stamp(s, stamp, "removed");
  return ct_catalog_step(c, s);
}

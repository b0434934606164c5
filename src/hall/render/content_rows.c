// SPDX-License-Identifier: MIT
// Content, rows: what tables and values say, into a digest.
#include <string.h>

#include "base/digest.h"
#include "base/value.h"
#include "hall/render/content.h"
#include "model/table.h"

static void add_count(struct ct_digest *d, size_t n) {
  uint64_t wide = n;
  ct_digest_add(d, &wide, sizeof wide);
}

void ct_content_value(struct ct_digest *d, const struct ct_value *v) {
  unsigned char kind = v ? (unsigned char)(1 + v->kind) : 0;
  ct_digest_add(d, &kind, 1);
  if (!v) return;
  unsigned char yes = v->boolean;
  if (v->kind == CT_BOOL) ct_digest_add(d, &yes, 1);
  if (v->kind == CT_NUMBER) ct_digest_add_number(d, v->number);
  if (v->kind == CT_STRING || v->kind == CT_NUMBER) ct_digest_add_text(d, v->string);
  if (v->kind != CT_ARRAY && v->kind != CT_OBJECT) return;
  add_count(d, v->n);
  for (size_t i = 0; i < v->n; i++) {
    if (v->kind == CT_OBJECT) ct_digest_add_text(d, v->members[i].key);
    ct_content_value(d, v->kind == CT_OBJECT ? v->members[i].value : v->items[i]);
  }
}

// Elements of `size` bytes of an array with one a row; NULL is not an array of zeros.
static void add_each(struct ct_digest *d, const void *array, size_t size, const struct ct_rows *rows) {
  unsigned char there = array != NULL;
  ct_digest_add(d, &there, 1);
  if (!array) return;
  const char *v = array;
  if (rows->all) ct_digest_add(d, v, rows->n * size);
  for (size_t i = 0; !rows->all && i < rows->n; i++) ct_digest_add(d, v + rows->v[i] * size, size);
}

static void add_texts(struct ct_digest *d, const char *const *texts, const struct ct_rows *rows) {
  unsigned char there = texts != NULL;
  ct_digest_add(d, &there, 1);
  for (size_t i = 0; texts && i < rows->n; i++) ct_digest_add_text(d, texts[ct_rows_at(rows, i)]);
}

static void add_column(struct ct_digest *d, const struct ct_column *c, const struct ct_rows *rows) {
  unsigned char type = (unsigned char)c->type;
  ct_digest_add_text(d, c->name);
  ct_digest_add(d, &type, 1);
  if (c->string) add_texts(d, c->string, rows);
  if (c->boolean) add_each(d, c->boolean, sizeof *c->boolean, rows);
  for (size_t i = 0; c->number && i < rows->n; i++) ct_digest_add_number(d, c->number[ct_rows_at(rows, i)]);
  for (size_t i = 0; c->json && i < rows->n; i++) ct_content_value(d, c->json[ct_rows_at(rows, i)]);
}

static void add_part(struct ct_digest *d, const struct ct_geoms *g, size_t part) {
  size_t from = g->coord0 ? g->coord0[part] : part, to = g->coord0 ? g->coord0[part + 1] : part + 1;
  unsigned char hole = g->hole ? g->hole[part] : 0;
  ct_digest_add(d, &hole, 1);
  add_count(d, to - from);
  for (size_t k = 2 * from; k < 2 * to; k++) ct_digest_add_number(d, g->lonlat[k]);
  if (g->cut) ct_digest_add(d, g->cut + from, to - from);
}

static void add_geometry(struct ct_digest *d, const struct ct_table *t, const struct ct_rows *rows) {
  const struct ct_geoms *g = &t->geoms;
  for (size_t i = 0; g->lonlat && i < rows->n; i++) {
    size_t row = ct_rows_at(rows, i);
    size_t from = g->part0 ? g->part0[row] : row, to = g->part0 ? g->part0[row + 1] : row + 1;
    unsigned char type = (unsigned char)ct_table_geom_type(t, row);
    ct_digest_add(d, &type, 1);
    add_count(d, to - from);
    for (size_t p = from; p < to; p++) add_part(d, g, p);
  }
}

void ct_content_rows(struct ct_digest *d, const struct ct_table *t, const struct ct_rows *rows,
                     bool numbered) {
  ct_digest_add_text(d, t->name);
  ct_digest_add_text(d, t->layer);
  add_count(d, rows->n);
  add_count(d, t->ncolumns);
  for (size_t c = 0; c < t->ncolumns; c++) add_column(d, &t->columns[c], rows);
  add_geometry(d, t, rows);
  add_texts(d, t->feature_key, rows);
  add_texts(d, t->published, rows);
  add_each(d, t->feature_id, sizeof *t->feature_id, rows);
  add_each(d, t->precision_m, sizeof *t->precision_m, rows);
  add_each(d, t->notation, sizeof *t->notation, rows);
  add_each(d, t->approx, sizeof *t->approx, rows);
  if (!numbered) return;
  add_each(d, t->row, sizeof *t->row, rows);
  for (size_t i = 0; i < rows->n; i++) add_count(d, ct_rows_at(rows, i));
}

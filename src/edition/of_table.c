// SPDX-License-Identifier: MIT
// Of table: cells as texts, geometry as a position and a digest.
#include "edition/of_table.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "edition/hash.h"
#include "model/column_role.h"
#include "model/table.h"

// Bytes that are no text become U+FFFD, so that every manifest can be read again.
static const char *mended(struct ct_arena *a, const char *text) {
  struct ct_str s = {.arena = a};
  while (*text) ct_str_add_char(&s, ct_utf8_next(&text));
  return ct_str_text(&s);
}

static const char *kept(struct ct_arena *a, const char *text, const char *buf) {
  if (text == buf) return ct_arena_strdup(a, text);
  return ct_utf8_valid(text, strlen(text)) ? text : mended(a, text);
}

const char *ct_edition_cell(const struct ct_table *t, size_t column, size_t i, struct ct_arena *a) {
  const struct ct_column *c = &t->columns[column];
  char buf[32];
  const char *text = ct_table_text(t, (int)column, i, buf);
  if (text) return *text ? kept(a, text, buf) : NULL;
  if (c->type != CT_COLUMN_JSON || !c->json[i] || c->json[i]->kind == CT_NULL) return NULL;
  struct ct_str s = {.arena = a};
  ct_value_write_json(c->json[i], &s);
  return ct_str_text(&s);
}

static const char *cell_of(const struct ct_table *t, const char *column, size_t i, struct ct_arena *a) {
  int at = ct_table_column(t, column);
  return at < 0 ? NULL : ct_edition_cell(t, (size_t)at, i, a);
}

// A template with its cells, dates as the data have them.
static const char *fill(const struct ct_table *t, const char *label, size_t i, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  for (const char *p = label; *p;) {
    size_t n = strcspn(p, "{");
    ct_str_add_n(&s, p, n);
    p += n;
    if (*p != '{') break;
    n = strcspn(p, "}|");
    const char *cell = cell_of(t, ct_arena_strndup(a, p + 1, n ? n - 1 : 0), i, a);
    if (cell) ct_str_add(&s, cell);
    p += strcspn(p, "}");
    p += *p == '}';
  }
  return s.n ? s.v : NULL;
}

static const char **recognised(const struct ct_table *t, struct ct_arena *a) {
  int column = ct_role_name_column(t);
  if (column < 0) return NULL;
  const char **v = CT_NEW_N(a, const char *, t->n + 1);
  for (size_t i = 0; i < t->n; i++) v[i] = ct_edition_cell(t, (size_t)column, i, a);
  return v;
}

static void take_names(struct ct_edition_rows *rows, const char *label, struct ct_arena *a) {
  const struct ct_table *t = rows->table;
  const char **named = recognised(t, a), **v = named;
  if (label || !named) v = CT_NEW_N(a, const char *, t->n + 1);
  for (size_t i = 0; label && i < t->n; i++)
    v[i] = strchr(label, '{') ? fill(t, label, i, a) : cell_of(t, label, i, a);
  rows->names = v;
  rows->id_names = named ? named : v;
}

// Columns that share a name are told apart by a number.
static const char **columns_of(const struct ct_table *t, struct ct_arena *a) {
  const char **v = CT_NEW_N(a, const char *, t->ncolumns + 1);
  struct ct_map seen = {.arena = a};
  for (size_t i = 0; i < t->ncolumns; i++) {
    bool added;
    v[i] = t->columns[i].name;
    ct_map_add_string(&seen, v[i], i, &added);
    for (int k = 2; !added; k++) {
      v[i] = ct_arena_printf(a, "%s (%d)", t->columns[i].name, k);
      ct_map_add_string(&seen, v[i], i, &added);
    }
  }
  return v;
}

bool ct_edition_rows_begin(struct ct_edition_rows *rows, const struct ct_table *t,
                           const struct ct_edition_request *q, struct ct_arena *a, struct ct_err *err) {
  *rows = (struct ct_edition_rows){.table = t, .data = q->data, .digest = ct_digest_new()};
  if (!rows->digest) return ct_fail(err, "out of memory");
  take_names(rows, q->label, a);
  rows->columns = columns_of(t, a);
  rows->order = CT_NEW_N(a, size_t, t->ncolumns + 1);
  struct ct_edition_field *fields = CT_NEW_N(a, struct ct_edition_field, t->ncolumns + 1);
  size_t n = 0;
  for (size_t i = 0; i < t->ncolumns; i++)
    if (!ct_starts_with(rows->columns[i], "ct_")) fields[n++].name = rows->columns[i];
  ct_edition_order(fields, n, rows->order);
  ct_edition_ids_of(rows, q->id, q->date_column, a, &rows->ids);
  return true;
}

void ct_edition_rows_end(struct ct_edition_rows *rows) {
  ct_digest_free(rows->digest);
  rows->digest = NULL;
}

// Coordinates first .. last-1 of row i, and whether it is a plain point.
static bool span_of(const struct ct_geoms *g, size_t i, size_t *first, size_t *last) {
  size_t part = g->part0 ? g->part0[i] : i, end = g->part0 ? g->part0[i + 1] : i + 1;
  *first = g->coord0 ? g->coord0[part] : part;
  *last = g->coord0 ? g->coord0[end] : end;
  return *last == *first + 1;
}

static const char *digest_shape(struct ct_digest *d, const struct ct_geoms *g, size_t i, struct ct_arena *a) {
  static const char *const names[] = {"none", "point", "line", "polygon"};
  char hex[CT_DIGEST_SIZE];
  size_t part = g->part0 ? g->part0[i] : i, end = g->part0 ? g->part0[i + 1] : i + 1;
  ct_digest_add_text(d, names[g->type ? g->type[i] : CT_GEOM_POINT]);
  for (size_t p = part; p < end; p++) {
    size_t c = g->coord0 ? g->coord0[p] : p, last = g->coord0 ? g->coord0[p + 1] : p + 1;
    ct_digest_add_text(d, g->hole && g->hole[p] ? "hole" : "part");
    ct_digest_add_number(d, (double)(last - c));
    for (; c < last; c++) {
      ct_digest_add_number(d, g->lonlat[2 * c]);
      ct_digest_add_number(d, g->lonlat[2 * c + 1]);
    }
  }
  ct_digest_finish(d, hex);
  return ct_arena_strdup(a, hex);
}

static void place(const struct ct_edition_rows *rows, size_t i, struct ct_arena *a,
                  struct ct_edition_feature *f) {
  const struct ct_geoms *g = &rows->table->geoms;
  size_t first, last;
  f->lon = f->lat = NAN;
  if (!ct_table_placed(rows->table, i)) return;
  bool one = span_of(g, i, &first, &last);
  double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (size_t c = first; c < last; c++)
    for (int axis = 0; axis < 2; axis++) {
      box[axis] = fmin(box[axis], g->lonlat[2 * c + axis]);
      box[2 + axis] = fmax(box[2 + axis], g->lonlat[2 * c + axis]);
    }
  if (last == first) return;
  f->lon = one ? box[0] : box[0] + (box[2] - box[0]) / 2;
  f->lat = one ? box[1] : box[1] + (box[3] - box[1]) / 2;
  if (!one || ct_table_geom_type(rows->table, i) != CT_GEOM_POINT)
    f->shape = digest_shape(rows->digest, g, i, a);
}

void ct_edition_row(const struct ct_edition_rows *rows, size_t i, struct ct_arena *a,
                    struct ct_edition_feature *out) {
  const struct ct_table *t = rows->table;
  struct ct_edition_field *fields = CT_NEW_N(a, struct ct_edition_field, t->ncolumns + 1);
  char hex[CT_DIGEST_SIZE];
  *out = (struct ct_edition_feature){.data = rows->data,
                                     .id = rows->ids.v ? rows->ids.v[i] : NULL,
                                     .name = rows->names ? rows->names[i] : NULL,
                                     .fields = fields};
  for (size_t k = 0; rows->columns && k < t->ncolumns; k++)
    if (!ct_starts_with(rows->columns[k], "ct_"))
      fields[out->nfields++] = (struct ct_edition_field){rows->columns[k], ct_edition_cell(t, k, i, a)};
  place(rows, i, a, out);
  ct_edition_hash(rows->digest, out, rows->order, hex);
  out->hash = ct_arena_strdup(a, hex);
}

bool ct_edition_of_table(const struct ct_table *t, const struct ct_edition_request *q, struct ct_arena *a,
                         struct ct_edition_feature **out, struct ct_edition_ids *ids, struct ct_err *err) {
  struct ct_edition_rows rows = {0};
  bool ok = ct_edition_rows_begin(&rows, t, q, a, err);
  struct ct_edition_feature *v = CT_NEW_N(a, struct ct_edition_feature, t->n + 1);
  for (size_t i = 0; ok && i < t->n; i++) ct_edition_row(&rows, i, a, &v[i]);
  ct_edition_rows_end(&rows);
  *out = v;
  if (ids) *ids = rows.ids;
  return ok;
}

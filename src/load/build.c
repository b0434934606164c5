// SPDX-License-Identifier: MIT
// Build: a table under construction, row by row: cells, then geometry.
#include "load/build.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "load/recode.h"

static void column_grow(struct ct_build *b, struct ct_build_column *c, size_t cap) {
  switch (c->type) {
    case CT_COLUMN_STRING:
      c->string = ct_arena_grow(b->arena, c->string, b->cap, cap, sizeof *c->string);
      break;
    case CT_COLUMN_NUMBER:
      c->number = ct_arena_grow(b->arena, c->number, b->cap, cap, sizeof *c->number);
      if (c->keep_spelling)
        c->spelling = ct_arena_grow(b->arena, c->spelling, b->cap, cap, sizeof *c->spelling);
      if (c->keep_decimals) c->decimals = ct_arena_grow(b->arena, c->decimals, b->cap, cap, 1);
      break;
    case CT_COLUMN_BOOL:
      c->boolean = ct_arena_grow(b->arena, c->boolean, b->cap, cap, sizeof *c->boolean);
      break;
    case CT_COLUMN_JSON:
      c->json = ct_arena_grow(b->arena, c->json, b->cap, cap, sizeof(void *));
      break;
  }
}

void ct_build_reserve(struct ct_build *b, size_t cap) {
  if (cap <= b->cap) return;
  for (size_t i = 0; i < b->ncolumns; i++) column_grow(b, &b->columns[i], cap);
  b->row = ct_arena_grow(b->arena, b->row, b->cap, cap, sizeof *b->row);
  if (b->feature_id) b->feature_id = ct_arena_grow(b->arena, b->feature_id, b->cap, cap, sizeof(double));
  if (b->feature_key)
    b->feature_key = ct_arena_grow(b->arena, b->feature_key, b->cap, cap, sizeof *b->feature_key);
  if (b->shapes) {
    b->type = ct_arena_grow(b->arena, b->type, b->cap, cap, 1);
    b->part0 = ct_arena_grow(b->arena, b->part0, b->cap + 1, cap + 1, sizeof *b->part0);
  } else {
    b->lonlat = ct_arena_grow(b->arena, b->lonlat, b->cap, cap, 2 * sizeof(double));
    b->coord_cap = cap;
  }
  b->cap = cap;
}

size_t ct_build_row(struct ct_build *b, uint32_t row_number) {
  if (b->n == b->cap) ct_build_reserve(b, b->cap ? b->cap * 2 : 64);
  size_t i = b->n++;
  for (size_t k = 0; k < b->ncolumns; k++) {
    struct ct_build_column *c = &b->columns[k];
    if (c->type == CT_COLUMN_NUMBER) c->number[i] = NAN;
    if (c->type == CT_COLUMN_BOOL) c->boolean[i] = -1;
  }
  b->row[i] = row_number;
  if (b->feature_id) b->feature_id[i] = NAN;
  if (b->shapes) {
    b->type[i] = CT_GEOM_NONE;
    b->part0[i + 1] = b->part0[i];
  } else {
    b->lonlat[2 * i] = b->lonlat[2 * i + 1] = NAN;
    b->ncoords = b->n;
  }
  return i;
}

// Packs texts without padding: a million short names cost their bytes.
static char *pool_copy(struct ct_build *b, const char *s, size_t n) {
  enum { POOL = 256 * 1024 };
  if (n >= POOL / 16) return ct_arena_strndup(b->arena, s, n);
  if (b->pool_left < n + 1) {
    b->pool = ct_arena_alloc(b->arena, POOL, 1);
    b->pool_left = POOL;
  }
  char *p = b->pool;
  memcpy(p, s, n);
  p[n] = '\0';
  b->pool += n + 1;
  b->pool_left -= n + 1;
  return p;
}

const char *ct_build_text(struct ct_build *b, struct ct_build_column *column, const char *s, size_t n) {
  if (!b->utf8 && !ct_recode_is_utf8(s, n)) {
    if (!b->recoded++) b->recoded_row = b->n ? b->row[b->n - 1] : 0;
    s = ct_recode_cp1252(b->arena, s, n, &n);
  }
  if (!column || n > CT_BUILD_DICT_TEXT) return pool_copy(b, s, n);
  column->dict.arena = b->arena;
  if (column->dict.n < CT_BUILD_DICT_MAX) return ct_map_add(&column->dict, s, n, 0, NULL)->key;
  const struct ct_map_entry *e = ct_map_find(&column->dict, s, n);
  return e ? e->key : pool_copy(b, s, n);
}

void ct_build_number(struct ct_build *b, struct ct_build_column *column, const char *s, size_t n) {
  char plain[CT_NUMBER_TEXT];
  size_t row = b->n - 1;
  double *x = &column->number[row];
  if (column->decimals) column->decimals[row] = (uint8_t)ct_number_decimals(s, n);
  if (!ct_number_read(s, n, x) || !column->spelling) return;
  if (ct_number_shortest(*x, plain) == n && memcmp(plain, s, n) == 0) return;
  column->spelling[row] = ct_build_text(b, column, s, n);
}

// From "row i is coordinate i" to explicit parts; rows without a position get none.
static void shapes_start(struct ct_build *b) {
  b->type = ct_arena_alloc(b->arena, b->cap, 1);
  b->part0 = ct_arena_alloc(b->arena, b->cap + 1, sizeof *b->part0);
  b->part_cap = b->n + 64;
  b->coord0 = ct_arena_alloc(b->arena, b->part_cap + 1, sizeof *b->coord0);
  b->hole = ct_arena_alloc(b->arena, b->part_cap, 1);
  size_t k = 0;
  for (size_t i = 0; i < b->n; i++) {
    b->part0[i] = (uint32_t)k;
    if (isnan(b->lonlat[2 * i])) continue;
    b->type[i] = CT_GEOM_POINT;
    b->coord0[k] = (uint32_t)k;
    memmove(b->lonlat + 2 * k, b->lonlat + 2 * i, 2 * sizeof(double));
    k++;
  }
  b->part0[b->n] = b->coord0[k] = (uint32_t)k;
  b->nparts = b->ncoords = k;
  b->shapes = true;
}

void ct_build_point(struct ct_build *b, double x, double y) {
  if (!b->shapes) {
    b->lonlat[2 * b->n - 2] = x;
    b->lonlat[2 * b->n - 1] = y;
    return;
  }
  ct_build_part(b, false);
  double *p = ct_build_coords(b, 1);
  if (!p) return;
  p[0] = x;
  p[1] = y;
  ct_build_shape_end(b, CT_GEOM_POINT);
}

void ct_build_part(struct ct_build *b, bool hole) {
  if (!b->shapes) shapes_start(b);
  if (b->nparts == b->part_cap) {
    size_t cap = b->part_cap * 2;
    b->coord0 = ct_arena_grow(b->arena, b->coord0, b->part_cap + 1, cap + 1, sizeof *b->coord0);
    b->hole = ct_arena_grow(b->arena, b->hole, b->part_cap, cap, 1);
    b->part_cap = cap;
  }
  b->hole[b->nparts] = hole;
  b->coord0[b->nparts++] = (uint32_t)b->ncoords;
  b->coord0[b->nparts] = (uint32_t)b->ncoords;
}

double *ct_build_coords(struct ct_build *b, size_t n) {
  if (n > UINT32_MAX - 1 - b->ncoords) {
    b->too_many = true;
    return NULL;
  }
  if (b->ncoords + n > b->coord_cap) {
    size_t cap = b->coord_cap * 2 > b->ncoords + n ? b->coord_cap * 2 : b->ncoords + n;
    b->lonlat = ct_arena_grow(b->arena, b->lonlat, b->coord_cap, cap, 2 * sizeof(double));
    b->coord_cap = cap;
  }
  double *p = b->lonlat + 2 * b->ncoords;
  b->ncoords += n;
  b->coord0[b->nparts] = (uint32_t)b->ncoords;
  return p;
}

void ct_build_shape_end(struct ct_build *b, enum ct_geom_type type) {
  if (!b->shapes) shapes_start(b);
  size_t i = b->n - 1;
  b->part0[i + 1] = (uint32_t)b->nparts;
  b->type[i] = b->part0[i + 1] > b->part0[i] ? (uint8_t)type : CT_GEOM_NONE;
}

static void column_move(struct ct_build_column *c, size_t to, size_t from) {
  if (c->string) c->string[to] = c->string[from];
  if (c->number) c->number[to] = c->number[from];
  if (c->spelling) c->spelling[to] = c->spelling[from];
  if (c->decimals) c->decimals[to] = c->decimals[from];
  if (c->boolean) c->boolean[to] = c->boolean[from];
  if (c->json) c->json[to] = c->json[from];
}

void ct_build_provenance(struct ct_build *b) {
  b->notation = CT_NEW_N(b->arena, uint8_t, b->n);
  b->precision_m = CT_NEW_N(b->arena, float, b->n);
  b->approx = CT_NEW_N(b->arena, uint8_t, b->n);
  b->published = CT_NEW_N(b->arena, const char *, b->n);
  for (size_t i = 0; i < b->n; i++) b->precision_m[i] = NAN;
}

static void provenance_move(struct ct_build *b, size_t to, size_t from) {
  b->notation[to] = b->notation[from];
  b->precision_m[to] = b->precision_m[from];
  b->approx[to] = b->approx[from];
  b->published[to] = b->published[from];
}

// Row `from`'s parts move down behind what is kept already.
static void shape_move(struct ct_build *b, size_t to, size_t from, size_t p0, size_t p1) {
  b->type[to] = b->type[from];
  for (size_t p = p0; p < p1; p++) {
    size_t c0 = b->coord0[p], n = b->coord0[p + 1] - c0;
    memmove(b->lonlat + 2 * b->ncoords, b->lonlat + 2 * c0, n * 2 * sizeof(double));
    b->hole[b->nparts] = b->hole[p];
    b->coord0[b->nparts++] = (uint32_t)b->ncoords;
    b->ncoords += n;
  }
}

void ct_build_keep(struct ct_build *b, const uint8_t *keep) {
  size_t k = 0, p0 = 0;
  if (b->shapes) b->nparts = b->ncoords = 0;
  for (size_t i = 0; i < b->n; i++) {
    size_t first = p0;
    if (b->shapes) p0 = b->part0[i + 1];
    if (!keep[i]) continue;
    for (size_t c = 0; c < b->ncolumns; c++) column_move(&b->columns[c], k, i);
    b->row[k] = b->row[i];
    if (b->feature_id) b->feature_id[k] = b->feature_id[i];
    if (b->feature_key) b->feature_key[k] = b->feature_key[i];
    if (b->notation) provenance_move(b, k, i);
    if (b->shapes) {
      shape_move(b, k, i, first, p0);
      b->part0[k + 1] = (uint32_t)b->nparts;
    } else {
      memmove(b->lonlat + 2 * k, b->lonlat + 2 * i, 2 * sizeof(double));
    }
    k++;
  }
  b->n = k;
  if (b->shapes)
    b->coord0[b->nparts] = (uint32_t)b->ncoords;
  else
    b->ncoords = k;
}

void ct_build_retype(struct ct_build *b, size_t column) {
  struct ct_build_column *c = &b->columns[column];
  if (c->type != CT_COLUMN_STRING) return;
  size_t filled = 0;
  for (size_t i = 0; i < b->n; i++) {
    if (!c->string[i]) continue;
    filled++;
    if (!ct_number_is_plain(c->string[i], strlen(c->string[i]))) return;
  }
  if (!filled) return;
  double *number = ct_arena_alloc(b->arena, b->cap, sizeof *number), x;
  for (size_t i = 0; i < b->n; i++)
    number[i] = c->string[i] && ct_number_read(c->string[i], strlen(c->string[i]), &x) ? x : NAN;
  c->type = CT_COLUMN_NUMBER;
  c->number = number;
  c->string = NULL;
}

static const uint32_t *row_numbers(const struct ct_build *b) {
  for (size_t i = 0; i < b->n; i++)
    if (b->row[i] != i + 1) return b->row;
  return NULL;
}

void ct_build_finish(const struct ct_build *b, struct ct_table *out) {
  struct ct_column *columns = CT_NEW_N(b->arena, struct ct_column, b->ncolumns);
  size_t k = 0;
  for (size_t i = 0; i < b->ncolumns; i++) {
    const struct ct_build_column *c = &b->columns[i];
    if (!c->wanted) continue;
    columns[k++] = (struct ct_column){.name = c->name,
                                      .type = c->type,
                                      .string = c->string,
                                      .number = c->number,
                                      .spelling = c->spelling,
                                      .boolean = c->boolean,
                                      .json = c->json};
  }
  out->n = b->n;
  out->ncolumns = k;
  out->columns = columns;
  out->row = row_numbers(b);
  out->feature_id = b->feature_id;
  out->feature_key = b->feature_key;
  out->notation = b->notation;
  out->precision_m = b->precision_m;
  out->approx = b->approx;
  out->published = b->published;
  out->geoms = (struct ct_geoms){.nparts = b->shapes ? b->nparts : b->n,
                                 .ncoords = b->ncoords,
                                 .lonlat = b->lonlat,
                                 .type = b->type,
                                 .part0 = b->part0,
                                 .coord0 = b->coord0,
                                 .hole = b->hole};
}

// SPDX-License-Identifier: MIT
// Gather: rows of a table, in any order, as a new table.
#include "select/gather.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "model/table.h"

// A new array of `size`-byte elements, or NULL when there is none to take from.
static void *take(struct ct_arena *a, const void *from, size_t size, const uint32_t *index, size_t n) {
  if (!from) return NULL;
  char *to = ct_arena_alloc(a, n, size);
  for (size_t i = 0; i < n; i++) memcpy(to + i * size, (const char *)from + index[i] * size, size);
  return to;
}

void ct_gather_cells(const struct ct_table *t, const uint32_t *index, size_t n, size_t extra,
                     struct ct_arena *a, struct ct_table *out) {
  *out =
      (struct ct_table){.name = t->name, .file = t->file, .layer = t->layer, .n = n, .ncolumns = t->ncolumns};
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, t->ncolumns + extra);
  for (size_t k = 0; k < t->ncolumns; k++) {
    const struct ct_column *c = &t->columns[k];
    columns[k] = (struct ct_column){.name = c->name,
                                    .type = c->type,
                                    .string = take(a, c->string, sizeof *c->string, index, n),
                                    .number = take(a, c->number, sizeof *c->number, index, n),
                                    .boolean = take(a, c->boolean, sizeof *c->boolean, index, n),
                                    .json = take(a, c->json, sizeof(void *), index, n)};
  }
  uint32_t *row = CT_NEW_N(a, uint32_t, n);
  for (size_t i = 0; i < n; i++) row[i] = t->row ? t->row[index[i]] : index[i] + 1;
  out->columns = columns;
  out->row = row;
  out->feature_id = take(a, t->feature_id, sizeof *t->feature_id, index, n);
  out->feature_key = take(a, t->feature_key, sizeof *t->feature_key, index, n);
  out->precision_m = take(a, t->precision_m, sizeof *t->precision_m, index, n);
  out->approx = take(a, t->approx, sizeof *t->approx, index, n);
}

static void gather_points(const struct ct_geoms *g, const uint32_t *index, size_t n, struct ct_arena *a,
                          struct ct_geoms *out) {
  out->lonlat = take(a, g->lonlat, 2 * sizeof(double), index, n);
  out->nparts = out->ncoords = n;
}

struct counts {
  size_t parts, coords;
};

static struct counts count(const struct ct_geoms *g, const uint32_t *index, size_t n) {
  struct counts c = {0};
  for (size_t i = 0; i < n; i++) {
    size_t p0 = g->part0[index[i]], p1 = g->part0[index[i] + 1];
    c.parts += p1 - p0;
    c.coords += g->coord0 ? g->coord0[p1] - g->coord0[p0] : p1 - p0;
  }
  return c;
}

static void gather_shapes(const struct ct_table *t, const uint32_t *index, size_t n, struct ct_arena *a,
                          struct ct_geoms *out) {
  const struct ct_geoms *g = &t->geoms;
  struct counts c = count(g, index, n);
  uint8_t *type = CT_NEW_N(a, uint8_t, n), *hole = CT_NEW_N(a, uint8_t, c.parts);
  uint32_t *part0 = CT_NEW_N(a, uint32_t, n + 1), *coord0 = CT_NEW_N(a, uint32_t, c.parts + 1);
  double *lonlat = ct_arena_alloc(a, c.coords, 2 * sizeof *lonlat);
  size_t part = 0, coord = 0;
  for (size_t i = 0; i < n; i++) {
    part0[i] = (uint32_t)part;
    type[i] = (uint8_t)ct_table_geom_type(t, index[i]);
    for (size_t p = g->part0[index[i]]; p < g->part0[index[i] + 1]; p++) {
      size_t from = g->coord0 ? g->coord0[p] : p, size = g->coord0 ? g->coord0[p + 1] - from : 1;
      coord0[part] = (uint32_t)coord;
      hole[part++] = g->hole ? g->hole[p] : 0;
      memcpy(lonlat + 2 * coord, g->lonlat + 2 * from, size * 2 * sizeof *lonlat);
      coord += size;
    }
  }
  part0[n] = (uint32_t)part;
  coord0[part] = (uint32_t)coord;
  *out = (struct ct_geoms){.type = type,
                           .part0 = part0,
                           .coord0 = coord0,
                           .hole = hole,
                           .nparts = part,
                           .ncoords = coord,
                           .lonlat = lonlat};
}

void ct_gather_geoms(const struct ct_table *t, const uint32_t *index, size_t n, struct ct_arena *a,
                     struct ct_table *out) {
  if (!t->geoms.part0)
    gather_points(&t->geoms, index, n, a, &out->geoms);
  else
    gather_shapes(t, index, n, a, &out->geoms);
  ct_table_measure(out);
}

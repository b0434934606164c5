// SPDX-License-Identifier: MIT
// The distance operator: metres from the feature to the nearest shape of a GeoJSON literal.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/geo.h"
#include "expr/geo_distance.h"
#include "expr/node.h"

// The feature's points in degrees.
static double *lonlats(const struct ct_expr_geometry *g, struct ct_arena *a) {
  size_t n = g->ring0[g->nrings];
  double *out = CT_NEW_N(a, double, 2 * n);
  for (size_t i = 0; i < n; i++) {
    double world[2] = {g->xy[2 * i] + 8192 * g->tile_x, g->xy[2 * i + 1] + 8192 * g->tile_y};
    ct_geo_from_tile(world, exp2(g->z), out + 2 * i);
  }
  return out;
}

// Positive for exterior rings of a tile.
static double signed_area(const struct ct_geo_run *r) {
  double sum = 0;
  for (size_t i = 0, j = r->n - 1; i < r->n; j = i++)
    sum += (r->xy[2 * j] - r->xy[2 * i]) * (r->xy[2 * i + 1] + r->xy[2 * j + 1]);
  return sum;
}

// The rings of a feature as polygons with their holes; in degrees.
static void polygons_of(const struct ct_expr_geometry *g, const double *lonlat, struct ct_arena *a,
                        struct ct_geo_shapes *out) {
  struct ct_geo_run *runs = CT_NEW_N(a, struct ct_geo_run, g->nrings);
  double exterior = 0;
  size_t n = 0;
  for (size_t i = 0; i < g->nrings; i++) {
    struct ct_geo_run tile = ct_geo_run_of(g, i);
    double area = tile.n ? signed_area(&tile) : 0;
    if (g->nrings > 1 && area == 0) continue;
    if (exterior == 0) exterior = area;
    if (!out->n || (g->nrings > 1 && (exterior < 0) == (area < 0))) {
      struct ct_geo_shape s = {.type = CT_GEOM_POLYGON, .runs = runs + n};
      ct_vec_push(a, out, s);
    }
    runs[n++] = (struct ct_geo_run){tile.n, lonlat + 2 * g->ring0[i]};
    out->v[out->n - 1].n++;
  }
}

// The feature as shapes: all its points or lines are one run, as in the reference.
static void shapes_of(const struct ct_expr_geometry *g, struct ct_arena *a, struct ct_geo_shapes *out) {
  const double *lonlat = lonlats(g, a);
  if (g->type == CT_GEOM_POLYGON) {
    polygons_of(g, lonlat, a, out);
    return;
  }
  struct ct_geo_run *run = CT_NEW(a, struct ct_geo_run);
  *run = (struct ct_geo_run){g->ring0[g->nrings], lonlat};
  struct ct_geo_shape s = {.type = g->type, .n = 1, .runs = run};
  ct_vec_push(a, out, s);
}

static bool eval_distance(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const struct ct_geo_shapes *to = n->data;
  const struct ct_expr_geometry *g = ct_geo_of_feature(ev);
  *out = ct_val_number(NAN);
  if (!g || g->type == CT_GEOM_NONE || !g->nrings || !g->ring0[g->nrings]) return true;
  struct ct_geo_shapes from = {0};
  shapes_of(g, ev->arena, &from);
  if (!from.n || !from.v[0].n || !from.v[0].runs[0].n) return true;
  double least = INFINITY;
  struct ct_ruler ruler;
  ct_ruler_init(&ruler, from.v[0].runs[0].xy[1]);
  for (size_t i = 0; i < to->n && least > 0; i++)
    for (size_t k = 0; k < from.n && least > 0; k++)
      least = fmin(least, ct_geo_distance(&from.v[k], &to->v[i], &ruler));
  *out = ct_val_number(least);
  return true;
}

struct ct_node *ct_distance_parse(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 2)
    return ct_parse_error(ctx, "'distance' expression requires exactly one argument, but found %zu instead.",
                          v->n - 1);
  struct ct_geo_shapes *shapes = CT_NEW(ctx->p->a, struct ct_geo_shapes);
  const struct ct_value *g = v->items[1];
  const char *type = ct_value_string(ct_value_get(g, "type"));
  bool whole = type && (strcmp(type, "Feature") == 0 || strcmp(type, "FeatureCollection") == 0);
  if (!(type && (whole || ct_value_get(g, "coordinates"))) || !ct_geo_read(g, ctx->p->a, shapes))
    return ct_parse_error(
        ctx, "'distance' expression requires valid geojson object that contains polygon geometry type.");
  struct ct_node *n = ct_node_new(ctx, CT_NODE_GEOMETRY, "distance", &ct_type_number, eval_distance);
  n->data = shapes;
  n->own = CT_DEP_FEATURE | CT_DEP_GEOMETRY;
  return ct_node_args(ctx, n, NULL, 0);
}

const struct ct_form ct_forms_geometry[] = {
    {"within", ct_within_parse}, {"distance", ct_distance_parse}, {0}};

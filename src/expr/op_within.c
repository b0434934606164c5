// SPDX-License-Identifier: MIT
// The within operator: is the feature inside the polygons of a GeoJSON literal?
#include <math.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/geo.h"
#include "expr/node.h"

enum { EXTENT = 8192 };

// The literal's polygons; once bound, also in units of the level of tables.
struct within {
  struct ct_geo_shapes lonlat;  // polygons only
  struct ct_geo_shapes tile;
  struct ct_geo_box box;
  unsigned z;
};

static void to_tile(const struct within *w, unsigned z, struct ct_arena *a, struct within *out) {
  out->z = z;
  out->tile = (struct ct_geo_shapes){CT_NEW_N(a, struct ct_geo_shape, w->lonlat.n), w->lonlat.n, 0};
  ct_geo_box_empty(&out->box);
  for (size_t i = 0; i < w->lonlat.n; i++) {
    const struct ct_geo_shape *from = &w->lonlat.v[i];
    struct ct_geo_shape *to = &out->tile.v[i];
    *to = *from;
    to->runs = CT_NEW_N(a, struct ct_geo_run, from->n);
    for (size_t r = 0; r < from->n; r++) {
      double *xy = CT_NEW_N(a, double, 2 * from->runs[r].n);
      for (size_t k = 0; k < from->runs[r].n; k++) {
        ct_geo_to_tile(from->runs[r].xy + 2 * k, exp2(z), xy + 2 * k);
        for (int d = 0; d < 2; d++) xy[2 * k + (size_t)d] = floor(xy[2 * k + (size_t)d] + .5);
        ct_geo_box_add(&out->box, xy + 2 * k);
      }
      to->runs[r] = (struct ct_geo_run){from->runs[r].n, xy};
    }
  }
}

// How far to move x to come within half the world of the edge, 0 when it is.
static double shift_to(double x, double edge, double world) {
  return x - edge > world * .5 ? -world : edge - x > world * .5 ? world : 0;
}

// Moves a point by the width of the world to where the polygons are.
static void unwrap(double p[2], const struct ct_geo_box *box, double world) {
  if (p[0] >= box->x0 && p[0] <= box->x1) return;
  double shift = shift_to(p[0], box->x0, world);
  if (shift == 0) shift = shift_to(p[0], box->x1, world);
  p[0] += shift;
}

// The feature's points in the polygons' units, with the box around them.
static double *world_points(const struct ct_expr_geometry *g, const struct within *w, struct ct_arena *a,
                            struct ct_geo_box *box) {
  size_t n = g->ring0[g->nrings];
  double *xy = CT_NEW_N(a, double, 2 * n), world = exp2(g->z) * EXTENT;
  ct_geo_box_empty(box);
  for (size_t i = 0; i < n; i++) {
    xy[2 * i] = g->xy[2 * i] + g->tile_x * EXTENT;
    xy[2 * i + 1] = g->xy[2 * i + 1] + g->tile_y * EXTENT;
    ct_geo_box_add(box, xy + 2 * i);
  }
  // A line that is wider than half the world crosses it: its points stay where they are.
  if (g->type == CT_GEOM_LINE && box->x1 - box->x0 > world / 2) return xy;
  ct_geo_box_empty(box);
  for (size_t i = 0; i < n; i++) {
    unwrap(xy + 2 * i, &w->box, world);
    ct_geo_box_add(box, xy + 2 * i);
  }
  return xy;
}

static bool crosses(const double *a, const double *b, const struct ct_geo_shape *polygon) {
  for (size_t r = 0; r < polygon->n; r++)
    for (size_t k = 0; k + 1 < polygon->runs[r].n; k++) {
      const double *c = polygon->runs[r].xy + 2 * k;
      if (ct_geo_cross(a, b, c, c + 2)) return true;
    }
  return false;
}

static bool run_inside(const double *xy, size_t n, const struct ct_geo_shape *polygon) {
  for (size_t i = 0; i < n; i++)
    if (!ct_geo_in_polygon(xy + 2 * i, polygon, false)) return false;
  for (size_t i = 0; i + 1 < n; i++)
    if (crosses(xy + 2 * i, xy + 2 * i + 2, polygon)) return false;
  return true;
}

static bool inside_any(const double *xy, size_t n, const struct ct_geo_shapes *polygons) {
  for (size_t i = 0; i < polygons->n; i++)
    if (run_inside(xy, n, &polygons->v[i])) return true;
  return false;
}

static bool eval_within(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const struct within *w = n->data;
  const struct ct_expr_geometry *g = ct_geo_of_feature(ev);
  *out = ct_val_boolean(false);
  if (!g || (g->type != CT_GEOM_POINT && g->type != CT_GEOM_LINE)) return true;
  struct within here = *w;
  if (!w->tile.v || w->z != g->z) to_tile(w, g->z, ev->arena, &here);
  struct ct_geo_box box;
  const double *xy = world_points(g, &here, ev->arena, &box);
  bool inside = ct_geo_box_within(&box, &here.box);
  for (size_t i = 0; i < g->nrings && inside; i++) {
    size_t first = g->ring0[i], count = g->ring0[i + 1] - first;
    inside = inside_any(xy + 2 * first, count, &here.tile);
  }
  *out = ct_val_boolean(inside);
  return true;
}

void ct_within_bind(struct ct_node *n, struct ct_arena *a) {
  if (n->eval != eval_within) return;
  const struct within *from = n->data;
  struct within *w = CT_NEW(a, struct within);
  *w = *from;
  to_tile(from, CT_GEO_LEVEL, a, w);
  n->data = w;
}

#define WANTS "'within' expression requires valid geojson object that contains polygon geometry type."

static bool has_polygon_type(const struct ct_value *v) {
  const char *type = ct_value_string(ct_value_get(v, "type"));
  if (!type) return false;
  if (type[0] == 'F') return true;  // a feature or a collection: its shapes tell
  return ct_value_get(v, "coordinates") != NULL;
}

struct ct_node *ct_within_parse(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 2)
    return ct_parse_error(ctx, "'within' expression requires exactly one argument, but found %zu instead.",
                          v->n - 1);
  struct ct_geo_shapes all = {0};
  struct within *w = CT_NEW(ctx->p->a, struct within);
  if (!has_polygon_type(v->items[1]) || !ct_geo_read(v->items[1], ctx->p->a, &all))
    return ct_parse_error(ctx, WANTS);
  for (size_t i = 0; i < all.n; i++)
    if (all.v[i].type == CT_GEOM_POLYGON) ct_vec_push(ctx->p->a, &w->lonlat, all.v[i]);
  if (!w->lonlat.n) return ct_parse_error(ctx, WANTS);
  struct ct_node *n = ct_node_new(ctx, CT_NODE_GEOMETRY, "within", &ct_type_boolean, eval_within);
  n->data = w;
  n->own = CT_DEP_FEATURE | CT_DEP_GEOMETRY;
  return ct_node_args(ctx, n, NULL, 0);
}

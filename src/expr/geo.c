// SPDX-License-Identifier: MIT
// Geometry: plane tests and tile coordinates, after the reference's geometry_util.
#include "expr/geo.h"

#include <math.h>

#include "base/arena.h"

enum { EXTENT = 8192 };

void ct_geo_box_empty(struct ct_geo_box *b) {
  *b = (struct ct_geo_box){INFINITY, INFINITY, -INFINITY, -INFINITY};
}

void ct_geo_box_add(struct ct_geo_box *b, const double p[2]) {
  b->x0 = fmin(b->x0, p[0]);
  b->y0 = fmin(b->y0, p[1]);
  b->x1 = fmax(b->x1, p[0]);
  b->y1 = fmax(b->y1, p[1]);
}

bool ct_geo_box_within(const struct ct_geo_box *inner, const struct ct_geo_box *outer) {
  return inner->x0 > outer->x0 && inner->x1 < outer->x1 && inner->y0 > outer->y0 && inner->y1 < outer->y1;
}

static bool ray_crosses(const double p[2], const double a[2], const double b[2]) {
  return (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0] - a[0]) * (p[1] - a[1]) / (b[1] - a[1]) + a[0];
}

static bool on_segment(const double p[2], const double a[2], const double b[2]) {
  double x1 = p[0] - a[0], y1 = p[1] - a[1], x2 = p[0] - b[0], y2 = p[1] - b[1];
  return x1 * y2 - x2 * y1 == 0 && x1 * x2 <= 0 && y1 * y2 <= 0;
}

bool ct_geo_in_polygon(const double p[2], const struct ct_geo_shape *polygon, bool on_boundary) {
  bool inside = false;
  for (size_t i = 0; i < polygon->n; i++) {
    const struct ct_geo_run *r = &polygon->runs[i];
    for (size_t k = 0; k + 1 < r->n; k++) {
      const double *a = r->xy + 2 * k, *b = a + 2;
      if (on_segment(p, a, b)) return on_boundary;
      if (ray_crosses(p, a, b)) inside = !inside;
    }
  }
  return inside;
}

// Do a and b lie on different sides of the line through c and d?
static bool two_sided(const double a[2], const double b[2], const double c[2], const double d[2]) {
  double x1 = a[0] - c[0], y1 = a[1] - c[1], x2 = b[0] - c[0], y2 = b[1] - c[1], x3 = d[0] - c[0],
         y3 = d[1] - c[1];
  double p = x1 * y3 - x3 * y1, q = x2 * y3 - x3 * y2;
  return (p > 0 && q < 0) || (p < 0 && q > 0);
}

bool ct_geo_cross(const double a[2], const double b[2], const double c[2], const double d[2]) {
  double cross = (d[0] - c[0]) * (b[1] - a[1]) - (d[1] - c[1]) * (b[0] - a[0]);
  return cross != 0 && two_sided(a, b, c, d) && two_sided(c, d, a, b);
}

void ct_geo_to_tile(const double p[2], double tiles, double out[2]) {
  double x = (180 + p[0]) / 360;
  double y = (180 - 180 / M_PI * log(tan(M_PI / 4 + p[1] * M_PI / 360))) / 360;
  out[0] = x * tiles * EXTENT;
  out[1] = y * tiles * EXTENT;
}

void ct_geo_from_tile(const double xy[2], double tiles, double out[2]) {
  double x = xy[0] / EXTENT / tiles, y = xy[1] / EXTENT / tiles;
  out[0] = x * 360 - 180;
  out[1] = 360 / M_PI * atan(exp((180 - y * 360) * M_PI / 180)) - 90;
}

struct ct_geo_run ct_geo_run_of(const struct ct_expr_geometry *g, size_t i) {
  return (struct ct_geo_run){g->ring0[i + 1] - g->ring0[i], g->xy + 2 * g->ring0[i]};
}

// Parts of row i of a table's geometry.
static void parts_of(const struct ct_geoms *g, size_t i, size_t *first, size_t *end) {
  *first = g->part0 ? g->part0[i] : i;
  *end = g->part0 ? g->part0[i + 1] : i + 1;
}

static const struct ct_expr_geometry *from_table(struct ct_eval *ev) {
  const struct ct_geoms *g = &ev->table->geoms;
  struct ct_expr_geometry *out = CT_NEW(ev->arena, struct ct_expr_geometry);
  out->type = ct_table_geom_type(ev->table, ev->row);
  out->z = CT_GEO_LEVEL;
  if (out->type == CT_GEOM_NONE) return NULL;
  size_t first, end, n = 0;
  parts_of(g, ev->row, &first, &end);
  for (size_t p = first; p < end; p++) n += (g->coord0 ? g->coord0[p + 1] - g->coord0[p] : 1) + 1;
  size_t *ring0 = CT_NEW_N(ev->arena, size_t, end - first + 1);
  double *xy = CT_NEW_N(ev->arena, double, 2 * n);
  size_t at = 0;
  for (size_t p = first; p < end; p++) {
    size_t c = g->coord0 ? g->coord0[p] : p, stop = g->coord0 ? g->coord0[p + 1] : p + 1, start = c;
    ring0[p - first] = at;
    for (; c < stop; c++) ct_geo_to_tile(g->lonlat + 2 * c, exp2(CT_GEO_LEVEL), xy + 2 * at++);
    // Rings of a table are open.
    if (out->type == CT_GEOM_POLYGON)
      ct_geo_to_tile(g->lonlat + 2 * start, exp2(CT_GEO_LEVEL), xy + 2 * at++);
  }
  ring0[end - first] = at;
  out->nrings = end - first;
  out->ring0 = ring0;
  out->xy = xy;
  return at && isfinite(xy[0]) ? out : NULL;
}

const struct ct_expr_geometry *ct_geo_of_feature(struct ct_eval *ev) {
  if (ev->geometry || !ev->table) return ev->geometry;
  return from_table(ev);
}

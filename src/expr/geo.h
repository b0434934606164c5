// SPDX-License-Identifier: MIT
// Geometry: shapes of GeoJSON literals and features, and the plane tests of `within` and `distance`.
#ifndef CT_EXPR_GEO_H
#define CT_EXPR_GEO_H

#include <stdbool.h>
#include <stddef.h>

#include "expr/expr.h"

// Level of the tile pyramid in whose units a table's geometry is given: so fine that
// rounding to them is harmless.
enum { CT_GEO_LEVEL = 24 };

// A run of points: a ring, a line, or points.
struct ct_geo_run {
  size_t n;
  const double *xy;  // 2 * n
};

struct ct_geo_shape {
  enum ct_geom_type type;
  size_t n;  // runs: rings of a polygon, else 1
  struct ct_geo_run *runs;
};

struct ct_geo_shapes {
  struct ct_geo_shape *v;
  size_t n, cap;
};

struct ct_geo_box {
  double x0, y0, x1, y1;
};

// Appends the points, lines and polygons of a GeoJSON geometry, feature or collection.
// False when it is malformed; other types are skipped.
bool ct_geo_read(const struct ct_value *geojson, struct ct_arena *a, struct ct_geo_shapes *out);

// The geometry of the feature in ev, made from its table when need be; NULL: none.
const struct ct_expr_geometry *ct_geo_of_feature(struct ct_eval *ev);
// Run i of a feature's geometry.
struct ct_geo_run ct_geo_run_of(const struct ct_expr_geometry *g, size_t i);

void ct_geo_box_empty(struct ct_geo_box *b);
void ct_geo_box_add(struct ct_geo_box *b, const double p[2]);
// Strictly inside?
bool ct_geo_box_within(const struct ct_geo_box *inner, const struct ct_geo_box *outer);
bool ct_geo_in_polygon(const double p[2], const struct ct_geo_shape *polygon, bool on_boundary);
bool ct_geo_cross(const double a[2], const double b[2], const double c[2], const double d[2]);

// World pixels of a tile pyramid's level z (8192 a tile), unrounded, and back.
void ct_geo_to_tile(const double lonlat[2], double tiles, double out[2]);
void ct_geo_from_tile(const double xy[2], double tiles, double out[2]);

#endif

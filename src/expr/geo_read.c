// SPDX-License-Identifier: MIT
// Geometry of GeoJSON literals in expressions.
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/geo.h"

static bool read_point(const struct ct_value *v, double out[2]) {
  if (!ct_value_is(v, CT_ARRAY) || v->n < 2) return false;
  if (v->items[0]->kind != CT_NUMBER || v->items[1]->kind != CT_NUMBER) return false;
  out[0] = v->items[0]->number;
  out[1] = v->items[1]->number;
  return true;
}

static bool read_run(const struct ct_value *v, struct ct_arena *a, struct ct_geo_run *out) {
  if (!ct_value_is(v, CT_ARRAY) || v->n == 0) return false;
  double *xy = CT_NEW_N(a, double, 2 * v->n);
  for (size_t i = 0; i < v->n; i++)
    if (!read_point(v->items[i], xy + 2 * i)) return false;
  *out = (struct ct_geo_run){v->n, xy};
  return true;
}

static bool read_shape(const struct ct_value *v, enum ct_geom_type type, struct ct_arena *a,
                       struct ct_geo_shapes *out) {
  struct ct_geo_shape s = {.type = type, .n = 1};
  if (!ct_value_is(v, CT_ARRAY) || (v->n == 0 && type != CT_GEOM_POLYGON)) return false;
  if (type == CT_GEOM_POLYGON) s.n = v->n;
  s.runs = CT_NEW_N(a, struct ct_geo_run, s.n);
  if (type == CT_GEOM_POINT) {
    double *xy = CT_NEW_N(a, double, 2);
    if (!read_point(v, xy)) return false;
    s.runs[0] = (struct ct_geo_run){1, xy};
  } else if (type == CT_GEOM_LINE) {
    if (!read_run(v, a, &s.runs[0])) return false;
  } else {
    for (size_t i = 0; i < v->n; i++)
      if (!read_run(v->items[i], a, &s.runs[i])) return false;
  }
  ct_vec_push(a, out, s);
  return true;
}

static bool read_geometry(const struct ct_value *v, struct ct_arena *a, struct ct_geo_shapes *out) {
  const char *name = ct_value_string(ct_value_get(v, "type"));
  const struct ct_value *coordinates = ct_value_get(v, "coordinates");
  if (!name) return false;
  bool multi = strncmp(name, "Multi", 5) == 0;
  const char *base = multi ? name + 5 : name;
  enum ct_geom_type type = strcmp(base, "Point") == 0        ? CT_GEOM_POINT
                           : strcmp(base, "LineString") == 0 ? CT_GEOM_LINE
                           : strcmp(base, "Polygon") == 0    ? CT_GEOM_POLYGON
                                                             : CT_GEOM_NONE;
  if (type == CT_GEOM_NONE) return true;
  if (!multi) return read_shape(coordinates, type, a, out);
  if (!ct_value_is(coordinates, CT_ARRAY)) return false;
  for (size_t i = 0; i < coordinates->n; i++)
    if (!read_shape(coordinates->items[i], type, a, out)) return false;
  return true;
}

bool ct_geo_read(const struct ct_value *v, struct ct_arena *a, struct ct_geo_shapes *out) {
  const char *type = ct_value_string(ct_value_get(v, "type"));
  if (!type) return false;
  if (strcmp(type, "Feature") == 0) return read_geometry(ct_value_get(v, "geometry"), a, out);
  if (strcmp(type, "FeatureCollection") != 0) return read_geometry(v, a, out);
  const struct ct_value *features = ct_value_get(v, "features");
  if (!ct_value_is(features, CT_ARRAY)) return false;
  for (size_t i = 0; i < features->n; i++)
    if (!read_geometry(ct_value_get(features->items[i], "geometry"), a, out)) return false;
  return true;
}

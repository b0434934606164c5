// SPDX-License-Identifier: MIT
// GeoJSON shape: a geometry object into a table under construction.
#include "load/geojson_shape.h"

#include <math.h>
#include <string.h>

#include "load/build.h"
#include "load/json_text.h"

struct shape_type {
  const char *name;
  enum ct_geom_type kind;
  int nesting;  // lists around a position
};

static const struct shape_type types[] = {
    {"Point", CT_GEOM_POINT, 0},
    {"MultiPoint", CT_GEOM_POINT, 1},
    {"LineString", CT_GEOM_LINE, 1},
    {"MultiLineString", CT_GEOM_LINE, 2},
    {"Polygon", CT_GEOM_POLYGON, 2},
    {"MultiPolygon", CT_GEOM_POLYGON, 3},
    {"GeometryCollection", CT_GEOM_NONE, 0},
};

struct shape {
  const struct shape_type *type;
  struct ct_json coordinates, geometries;
};

// Keys and type names are short and without escapes in any sane file; others match nothing.
static bool short_string(struct ct_json *j, char out[24]) {
  out[0] = '\0';
  if (ct_json_peek(j) != '"') return false;
  const char *from = j->p + 1;
  if (!ct_json_skip(j)) return false;
  size_t n = (size_t)(j->p - 1 - from);
  if (n < 24) {
    memcpy(out, from, n);
    out[n] = '\0';
  }
  return true;
}

static const struct shape_type *find_type(const char *name) {
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp(types[i].name, name) == 0) return &types[i];
  return NULL;
}

static bool outline(struct ct_json *j, struct shape *out) {
  char key[24], type[24];
  if (!ct_json_enter(j, '{')) return false;
  for (bool first = true; ct_json_more(j, '}', first); first = false) {
    if (!short_string(j, key)) return false;
    while (j->p < j->end && *j->p != ':') j->p++;
    if (j->p == j->end) return false;
    j->p++;
    ct_json_peek(j);
    if (strcmp(key, "coordinates") == 0) out->coordinates = *j;
    if (strcmp(key, "geometries") == 0) out->geometries = *j;
    if (strcmp(key, "type") == 0) {
      if (!short_string(j, type)) return false;
      out->type = find_type(type);
    } else if (!ct_json_skip(j)) {
      return false;
    }
  }
  return !j->fault && out->type;
}

static bool position(struct ct_json *j, double xy[2]) {
  int n = 0;
  double rest;
  if (!ct_json_enter(j, '[')) return false;
  for (bool first = true; ct_json_more(j, ']', first); first = false, n++)
    if (!ct_json_number(j, n < 2 ? &xy[n] : &rest)) return false;
  return !j->fault && n >= 2;
}

// Walks lists of positions and counts them; the structure must fit the nesting.
static bool count(struct ct_json *j, int nesting, size_t *n) {
  double xy[2];
  if (nesting == 0) {
    if (!position(j, xy)) return false;
    *n += !isnan(xy[0]) && !isnan(xy[1]);
    return true;
  }
  if (!ct_json_enter(j, '[')) return false;
  for (bool first = true; ct_json_more(j, ']', first); first = false)
    if (!count(j, nesting - 1, n)) return false;
  return !j->fault;
}

static bool empty_list(struct ct_json j) {
  return ct_json_enter(&j, '[') && !ct_json_more(&j, ']', true) && !j.fault;
}

bool ct_shape_kinds(const struct ct_json *start, unsigned *kinds) {
  struct ct_json j = *start;
  struct shape s = {0};
  size_t n = 0;
  if (!outline(&j, &s)) return false;
  if (s.type->kind != CT_GEOM_NONE) {
    if (!s.coordinates.p) return false;
    if (empty_list(s.coordinates)) return true;
    if (!count(&s.coordinates, s.type->nesting, &n)) return false;
    if (n) *kinds |= 1u << s.type->kind;
    return true;
  }
  j = s.geometries;
  if (!j.p || !ct_json_enter(&j, '[')) return false;
  for (bool first = true; ct_json_more(&j, ']', first); first = false)
    if (!ct_shape_kinds(&j, kinds) || !ct_json_skip(&j)) return false;
  return !j.fault;
}

static void add_position(struct ct_json *j, struct ct_build *b) {
  double xy[2];
  if (!position(j, xy) || isnan(xy[0]) || isnan(xy[1])) return;
  double *p = ct_build_coords(b, 1);
  if (p) memcpy(p, xy, sizeof xy);
}

static void add_parts(struct ct_json *j, int nesting, enum ct_geom_type kind, bool hole, struct ct_build *b) {
  int part_nesting = kind == CT_GEOM_POINT ? 0 : 1;
  if (nesting == part_nesting) ct_build_part(b, hole);
  if (nesting == 0) {
    add_position(j, b);
    return;
  }
  ct_json_enter(j, '[');
  bool ring = kind == CT_GEOM_POLYGON && nesting == 2;
  for (bool first = true; ct_json_more(j, ']', first); first = false)
    add_parts(j, nesting - 1, kind, ring && !first, b);
}

static void collect(struct ct_json *start, unsigned kind, struct ct_build *b) {
  struct ct_json j = *start;
  struct shape s = {0};
  if (!outline(&j, &s)) return;
  if (s.type->kind != CT_GEOM_NONE) {
    if (s.type->kind == kind && !empty_list(s.coordinates))
      add_parts(&s.coordinates, s.type->nesting, s.type->kind, false, b);
    return;
  }
  ct_json_enter(&s.geometries, '[');
  for (bool first = true; ct_json_more(&s.geometries, ']', first); first = false) {
    collect(&s.geometries, kind, b);
    ct_json_skip(&s.geometries);
  }
}

void ct_shape_parts(const struct ct_json *start, unsigned kind, struct ct_build *b) {
  struct ct_json j = *start;
  struct shape s = {0};
  double xy[2];
  struct ct_json look = j;
  if (kind == CT_GEOM_POINT && outline(&look, &s) && s.type == &types[0] && position(&s.coordinates, xy)) {
    ct_build_point(b, xy[0], xy[1]);
    return;
  }
  collect(&j, kind, b);
  ct_build_shape_end(b, (enum ct_geom_type)kind);
}

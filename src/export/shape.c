// SPDX-License-Identifier: MIT
// Shape: a row's lines, areas or points as they are written: within -180..180, rings closed and the right way round.
#include "export/shape.h"

#include <math.h>

#include "base/str.h"
#include "export/number.h"

size_t ct_export_shape_end(const struct ct_export_shape *s, size_t i) {
  return i + 1 < s->start.n ? s->start.v[i + 1] : s->lonlat.n / 2;
}

void ct_export_shape_part(struct ct_export_shape *s, bool hole) {
  ct_vec_push(s->arena, &s->start, s->lonlat.n / 2);
  ct_vec_push(s->arena, &s->hole, hole);
}

void ct_export_shape_add(struct ct_export_shape *s, double lon, double lat) {
  ct_vec_push(s->arena, &s->lonlat, lon);
  ct_vec_push(s->arena, &s->lonlat, lat);
}

void ct_export_shape_ring(struct ct_export_shape *s) {
  size_t last = s->start.n - 1, from = s->start.v[last], n = s->lonlat.n / 2 - from;
  if (!n) return;
  double *p = s->lonlat.v + 2 * from, area = 0;
  if (p[0] != p[2 * n - 2] || p[1] != p[2 * n - 1]) {
    ct_export_shape_add(s, p[0], p[1]);
    p = s->lonlat.v + 2 * from;
    n++;
  }
  for (size_t i = 0; i + 1 < n; i++)
    area += (p[2 * i] - p[0]) * (p[2 * i + 3] - p[1]) - (p[2 * i + 2] - p[0]) * (p[2 * i + 1] - p[1]);
  if (s->hole.v[last] ? area <= 0 : area >= 0) return;
  for (size_t i = 0, j = n - 1; i < j; i++, j--)
    for (int k = 0; k < 2; k++) {
      double x = p[2 * i + (size_t)k];
      p[2 * i + (size_t)k] = p[2 * j + (size_t)k];
      p[2 * j + (size_t)k] = x;
    }
}

static void note_multi(struct ct_export_shape *s) {
  size_t outer = 0;
  for (size_t i = 0; i < s->start.n; i++) outer += !s->hole.v[i];
  s->multi = s->type == CT_GEOM_POINT ? s->lonlat.n > 2 : outer > 1;
}

bool ct_export_shape(const struct ct_table *t, size_t row, struct ct_export_shape *out) {
  const struct ct_geoms *g = &t->geoms;
  out->type = ct_table_geom_type(t, row);
  out->lonlat.n = out->start.n = out->hole.n = 0;
  if (out->type == CT_GEOM_NONE) return false;
  size_t from = g->part0 ? g->part0[row] : row, to = g->part0 ? g->part0[row + 1] : row + 1;
  bool over = false;
  for (size_t k = from; k < to; k++) {
    size_t c = g->coord0 ? g->coord0[k] : k, end = g->coord0 ? g->coord0[k + 1] : k + 1;
    ct_export_shape_part(out, g->hole && g->hole[k]);
    for (; c < end; c++) {
      over = over || fabs(g->lonlat[2 * c]) > 180;
      ct_export_shape_add(out, g->lonlat[2 * c], g->lonlat[2 * c + 1]);
    }
    if (out->type == CT_GEOM_POLYGON) ct_export_shape_ring(out);
  }
  if (over && out->type != CT_GEOM_POINT) ct_export_shape_cut(out);
  note_multi(out);
  return true;
}

static const char *const kinds[][2] = {
    {"", ""}, {"Point", "POINT"}, {"LineString", "LINESTRING"}, {"Polygon", "POLYGON"}};

// How the two notations differ.
struct marks {
  const char *open, *close, *point, *point_end, *between;
  int decimals;
};

static void put_points(const struct ct_export_shape *s, size_t part, const struct marks *m,
                       struct ct_str *out) {
  char buf[CT_EXPORT_NUMBER];
  for (size_t from = s->start.v[part], i = from; i < ct_export_shape_end(s, part); i++) {
    if (i > from) ct_str_add_n(out, ",", 1);
    ct_str_add(out, m->point);
    ct_str_add_n(out, buf, ct_export_rounded(s->lonlat.v[2 * i], m->decimals, buf));
    ct_str_add(out, m->between);
    ct_str_add_n(out, buf, ct_export_rounded(s->lonlat.v[2 * i + 1], m->decimals, buf));
    ct_str_add(out, m->point_end);
  }
}

// Parts in the brackets of their kind: a polygon's rings have one pair more.
static void put_parts(const struct ct_export_shape *s, const struct marks *m, struct ct_str *out) {
  bool area = s->type == CT_GEOM_POLYGON, lists = s->type != CT_GEOM_POINT;
  for (size_t i = 0; i < s->start.n; i++) {
    bool begins = area && !s->hole.v[i], ends = area && (i + 1 == s->start.n || !s->hole.v[i + 1]);
    if (i) ct_str_add_n(out, ",", 1);
    if (s->multi && begins) ct_str_add(out, m->open);
    if (lists && (area || s->multi)) ct_str_add(out, m->open);
    put_points(s, i, m, out);
    if (lists && (area || s->multi)) ct_str_add(out, m->close);
    if (s->multi && ends) ct_str_add(out, m->close);
  }
}

void ct_export_shape_json(const struct ct_export_shape *s, int decimals, struct ct_str *out) {
  const struct marks m = {"[", "]", "[", "]", ",", decimals};
  bool list = s->multi || s->type != CT_GEOM_POINT;
  ct_str_add(out, s->multi ? "{\"type\":\"Multi" : "{\"type\":\"");
  ct_str_add(out, kinds[s->type][0]);
  ct_str_add(out, "\",\"coordinates\":");
  if (list) ct_str_add(out, "[");
  put_parts(s, &m, out);
  ct_str_add(out, list ? "]}" : "}");
}

void ct_export_shape_wkt(const struct ct_export_shape *s, int decimals, struct ct_str *out) {
  const struct marks m = {"(", ")", "", "", " ", decimals}, points = {"(", ")", "(", ")", " ", decimals};
  ct_str_add(out, s->multi ? "MULTI" : "");
  ct_str_add(out, kinds[s->type][1]);
  ct_str_add(out, " (");
  put_parts(s, s->multi && s->type == CT_GEOM_POINT ? &points : &m, out);
  ct_str_add(out, ")");
}

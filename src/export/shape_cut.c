// SPDX-License-Identifier: MIT
// Shape, cut: what reaches over 180 degrees, in pieces on either side (RFC 7946, 3.1.9), by GEOS through OGR.
#include <math.h>
#include <ogr_api.h>

#include "export/shape.h"

enum { FIRST_TURN = -2, LAST_TURN = 2 };  // whole turns about the globe that a longitude may be away

static void add_run(OGRGeometryH to, const struct ct_export_shape *s, size_t part) {
  for (size_t i = s->start.v[part]; i < ct_export_shape_end(s, part); i++)
    OGR_G_AddPoint_2D(to, s->lonlat.v[2 * i], s->lonlat.v[2 * i + 1]);
}

static OGRGeometryH to_ogr(const struct ct_export_shape *s) {
  bool area = s->type == CT_GEOM_POLYGON;
  OGRGeometryH all = OGR_G_CreateGeometry(area ? wkbMultiPolygon : wkbMultiLineString), polygon = NULL;
  for (size_t i = 0; i < s->start.n; i++) {
    OGRGeometryH run = OGR_G_CreateGeometry(area ? wkbLinearRing : wkbLineString);
    add_run(run, s, i);
    if (!area) {
      OGR_G_AddGeometryDirectly(all, run);
      continue;
    }
    if (!s->hole.v[i] || !polygon) {
      polygon = OGR_G_CreateGeometry(wkbPolygon);
      OGR_G_AddGeometryDirectly(all, polygon);
    }
    OGR_G_AddGeometryDirectly(polygon, run);
  }
  return all;
}

static OGRGeometryH turn_box(int turn) {
  double west = 360.0 * turn - 180, east = west + 360;
  OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing), box = OGR_G_CreateGeometry(wkbPolygon);
  OGR_G_AddPoint_2D(ring, west, -91);
  OGR_G_AddPoint_2D(ring, east, -91);
  OGR_G_AddPoint_2D(ring, east, 91);
  OGR_G_AddPoint_2D(ring, west, 91);
  OGR_G_AddPoint_2D(ring, west, -91);
  OGR_G_AddGeometryDirectly(box, ring);
  return box;
}

static void take_run(OGRGeometryH from, bool hole, double shift, struct ct_export_shape *out) {
  ct_export_shape_part(out, hole);
  for (int i = 0; i < OGR_G_GetPointCount(from); i++) {
    double lon = OGR_G_GetX(from, i) - shift;
    ct_export_shape_add(out, fmax(-180, fmin(180, lon)), OGR_G_GetY(from, i));
  }
}

// What has the shape's own dimension; a touching point or edge is no piece.
static void take(OGRGeometryH g, double shift, struct ct_export_shape *out) {
  OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(g));
  if (OGR_G_IsEmpty(g)) return;
  if (type == wkbLineString && out->type == CT_GEOM_LINE) {
    take_run(g, false, shift, out);
    return;
  }
  for (int i = 0; i < OGR_G_GetGeometryCount(g); i++) {
    OGRGeometryH inner = OGR_G_GetGeometryRef(g, i);
    if (type == wkbPolygon && out->type == CT_GEOM_POLYGON) {
      take_run(inner, i > 0, shift, out);
      ct_export_shape_ring(out);
    } else if (type != wkbPolygon) {
      take(inner, shift, out);
    }
  }
}

bool ct_export_shape_cut(struct ct_export_shape *s) {
  OGRGeometryH whole = to_ogr(s), piece[LAST_TURN - FIRST_TURN + 1];
  bool ok = true;
  for (int turn = FIRST_TURN; turn <= LAST_TURN; turn++) {
    OGRGeometryH box = turn_box(turn);
    piece[turn - FIRST_TURN] = ok ? OGR_G_Intersection(whole, box) : NULL;
    ok = piece[turn - FIRST_TURN] != NULL;
    OGR_G_DestroyGeometry(box);
  }
  if (ok) s->lonlat.n = s->start.n = s->hole.n = 0;
  for (int turn = FIRST_TURN; turn <= LAST_TURN; turn++) {
    OGRGeometryH p = piece[turn - FIRST_TURN];
    if (ok) take(p, 360.0 * turn, s);
    if (p) OGR_G_DestroyGeometry(p);
  }
  OGR_G_DestroyGeometry(whole);
  return ok;
}

// SPDX-License-Identifier: MIT
// Project: lon/lat geometry to shapes on the page.
#include "project/project.h"

#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/shapes.h"
#include "model/table.h"
#include "project/builder.h"
#include "project/projection.h"
#include "project/spot.h"
#include "project/unwrap.h"
#include "project/work.h"

// A label's place needs no fine outline.
#define LABEL_CELL_PT 0.75

enum { BATCH = 4096 };

// ---- points

static bool in_page(const struct ct_work *w, double x, double y) {
  return x >= w->page.x0 && x <= w->page.x1 && y >= w->page.y0 && y <= w->page.y1;
}

// The latitude, or what straight tracers have in its place.
static double height_of(const struct ct_work *w, double lat) {
  return w->tracer.straight ? ct_mercator_deg(lat) : lat;
}

// Longitude as the view unwraps it; false when the view's box doesn't hold the place.
static bool in_view(const struct ct_work *w, double *lon, double lat) {
  if (!(lat >= w->lonlat.y0 - CT_SEAM_DEG && lat <= w->lonlat.y1 + CT_SEAM_DEG) || !(fabs(*lon) < 1e6))
    return false;
  if (!w->cut_lon || w->tracer.aspect) return ct_proj_shows(w->proj, *lon, lat);
  *lon = ct_lon_near(*lon, (w->lonlat.x0 + w->lonlat.x1) / 2);
  if (!(*lon >= w->lonlat.x0 - 2 * CT_SEAM_DEG && *lon <= w->lonlat.x1 + 2 * CT_SEAM_DEG)) return false;
  return w->proj->web_mercator || w->proj->domain == CT_DOMAIN_BOX || ct_proj_shows(w->proj, *lon, lat);
}

// Points of plain tables, in batches: rows with one point each.
static void add_plain_points(struct ct_work *w, const struct ct_rows *rows, size_t n) {
  struct ct_vertex *v = CT_NEW_N(w->ring.arena, struct ct_vertex, BATCH);
  uint32_t *row = CT_NEW_N(w->ring.arena, uint32_t, BATCH);
  for (size_t at = 0; at < n;) {
    size_t k = 0;
    for (; at < n && k < BATCH; at++) {
      size_t i = ct_rows_at(rows, at);
      double lon = w->geoms->lonlat[2 * i], lat = height_of(w, w->geoms->lonlat[2 * i + 1]);
      if (!in_view(w, &lon, lat)) continue;
      v[k] = (struct ct_vertex){lon, lat, 0, 0};
      row[k++] = (uint32_t)i;
    }
    ct_trace_points(&w->tracer, v, k);
    for (size_t m = 0; m < k; m++)
      if (in_page(w, v[m].x, v[m].y)) ct_builder_single(w->out, row[m], v[m].x, v[m].y);
  }
}

static void place_point(struct ct_work *w, struct ct_vertex v) {
  ct_trace_points(&w->tracer, &v, 1);
  if (in_page(w, v.x, v.y)) ct_builder_point(w->out, v.x, v.y);
}

// The place and its copies, a turn apart, that the view shows.
static void place_copies(struct ct_work *w, struct ct_vertex v) {
  for (double k = ceil((w->lonlat.x0 - v.x) / 360); v.x + 360 * k <= w->lonlat.x1; k++)
    place_point(w, (struct ct_vertex){v.x + 360 * k, v.y, 0, 0});
}

static void add_vertex(struct ct_work *w, size_t i) {
  struct ct_vertex v = {w->geoms->lonlat[2 * i], height_of(w, w->geoms->lonlat[2 * i + 1]), 0, 0};
  if (w->view->as_web && fabs(v.x) < 1e6)
    place_copies(w, v);
  else if (in_view(w, &v.x, v.y))
    place_point(w, v);
}

// A ring ends where it began: that vertex counts twice, as in the tiles of the reference.
static void add_points(struct ct_work *w, size_t row, bool rings) {
  struct ct_span all = ct_work_parts(w->geoms, row);
  for (size_t p = all.from; p < all.to; p++) {
    struct ct_span c = ct_work_coords(w->geoms, p);
    if (c.to <= c.from) continue;
    for (size_t i = c.from; i < c.to; i++) add_vertex(w, i);
    const double *first = w->geoms->lonlat + 2 * c.from, *last = w->geoms->lonlat + 2 * (c.to - 1);
    if (rings && c.to > c.from + 1 && (first[0] != last[0] || first[1] != last[1])) add_vertex(w, c.from);
  }
}

// The first vertex of each part.
static void add_starts(struct ct_work *w, size_t row) {
  struct ct_span all = ct_work_parts(w->geoms, row);
  for (size_t p = all.from; p < all.to; p++) {
    struct ct_span c = ct_work_coords(w->geoms, p);
    if (c.to > c.from) add_vertex(w, c.from);
  }
}

// ---- labels

// A shape too small to leave anything after thinning still has a place.
static bool spot_of_small(struct ct_work *w, size_t row, double *x, double *y) {
  struct ct_span all = ct_work_parts(w->geoms, row);
  if (all.from == all.to) return false;
  struct ct_span c = ct_work_coords(w->geoms, all.from);
  if (c.from == c.to) return false;
  ct_unwrap_line(w->geoms->lonlat + 2 * c.from, c.to - c.from, &w->ring);
  if (w->tracer.straight) ct_unwrap_mercator(&w->ring);
  struct ct_box b = ct_chain_box(&w->ring);
  struct ct_vertex v = {(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2, 0, 0};
  if (!(b.x0 <= b.x1) || b.x1 - b.x0 > 1 || !in_view(w, &v.x, v.y)) return false;
  ct_trace_points(&w->tracer, &v, 1);
  *x = v.x, *y = v.y;
  return in_page(w, v.x, v.y);
}

// Scratch for finding places for labels.
struct labelling {
  struct ct_builder parts;  // one feature, as far as it is visible
  struct ct_spot_heap heap;
};

// `all`: a place in each of its polygons, as the reference has it, not in the largest only.
static void add_label(struct ct_work *w, size_t row, enum ct_geom_type type, bool all,
                      struct labelling *labels) {
  struct ct_builder *out = w->out;
  size_t part = 0, n = 0;
  double spots[2 * CT_SPOTS], x, y;
  bool found;
  ct_builder_reset(&labels->parts);
  w->out = &labels->parts;
  const double fine = w->tracer.cell_pt;
  const struct ct_box page = w->page;
  w->tracer.cell_pt = fmax(fine, LABEL_CELL_PT);
  // What the margin has beyond the frame is not seen: the label's place is in the visible part.
  const struct ct_rect *f = &w->view->frame;
  if (!all) w->page = (struct ct_box){f->x, f->y, f->x + f->w, f->y + f->h};
  if (type == CT_GEOM_POLYGON) {
    ct_work_areas(w, row);
    if (!all) n = ct_spots_of_polygon(&labels->parts, &labels->heap, spots);
    found = all && ct_spot_of_next(&labels->parts, &labels->heap, &part, &x, &y);
  } else {
    ct_work_lines(w, row, false);
    found = ct_spot_of_line(&labels->parts, &x, &y);
  }
  w->out = out;
  w->tracer.cell_pt = fine;
  w->page = page;
  for (size_t i = 0; i < n; i++) ct_builder_point(out, spots[2 * i], spots[2 * i + 1]);
  if (n) return;
  if (found || spot_of_small(w, row, &x, &y)) ct_builder_point(out, x, y);
  while (part && ct_spot_of_next(&labels->parts, &labels->heap, &part, &x, &y)) ct_builder_point(out, x, y);
}

// ---- entry points

static bool is_lines(enum ct_project_mode mode) {
  return mode == CT_AS_LINES || mode == CT_AS_MEASURED_LINES || mode == CT_AS_DASHED_LINES;
}

// Lines are areas too where a web map's layer fills them: they are closed.
static bool fills_lines(const struct ct_work *w, enum ct_geom_type has) {
  return has == CT_GEOM_LINE && w->view->as_web;
}

static enum ct_geom_type drawn_type(const struct ct_work *w, enum ct_project_mode mode,
                                    enum ct_geom_type has) {
  // So marked, the further places of an area's label are not taken for points.
  if (mode == CT_AS_LABELS && has == CT_GEOM_POLYGON) return CT_GEOM_POLYGON;
  if (mode == CT_AS_POINTS || mode == CT_AS_LABELS || mode == CT_AS_STARTS) return CT_GEOM_POINT;
  if (is_lines(mode)) return has == CT_GEOM_POINT ? CT_GEOM_NONE : CT_GEOM_LINE;
  return has == CT_GEOM_POLYGON || fills_lines(w, has) ? CT_GEOM_POLYGON : CT_GEOM_NONE;
}

static void add_row(struct ct_work *w, size_t row, enum ct_geom_type has, enum ct_project_mode mode,
                    struct labelling *labels) {
  enum ct_geom_type type = drawn_type(w, mode, has);
  if (has == CT_GEOM_NONE || type == CT_GEOM_NONE) return;
  ct_builder_begin(w->out, row, (uint8_t)type);
  if (mode == CT_AS_AREAS)
    ct_work_areas(w, row);
  else if (is_lines(mode))
    ct_work_lines(w, row, has == CT_GEOM_POLYGON);
  else if (mode == CT_AS_STARTS && has == CT_GEOM_LINE)
    add_starts(w, row);
  else if ((mode == CT_AS_LABELS || mode == CT_AS_STARTS) && has != CT_GEOM_POINT)
    add_label(w, row, has, mode == CT_AS_STARTS, labels);
  else
    add_points(w, row, has == CT_GEOM_POLYGON);
  ct_builder_end(w->out);
}

static void add_rows(struct ct_work *w, const struct ct_table *table, const struct ct_rows *rows, size_t n,
                     enum ct_project_mode mode) {
  bool plain = !table->geoms.type && !table->geoms.part0 && !table->geoms.coord0;
  bool copies = w->view->as_web && w->lonlat.x1 - w->lonlat.x0 >= 360;
  if (plain && !copies && (mode == CT_AS_POINTS || mode == CT_AS_LABELS || mode == CT_AS_STARTS)) {
    ct_builder_expect(w->out, n);
    add_plain_points(w, rows, n);
    return;
  }
  struct labelling labels = {.parts = {.arena = w->ring.arena}, .heap = {.arena = w->ring.arena}};
  for (size_t k = 0; k < n; k++) {
    size_t row = ct_rows_at(rows, k);
    add_row(w, row, ct_table_geom_type(table, row), mode, &labels);
  }
}

// NOLINTNEXTLINE(readability-function-size): the parameters are the contract of project.h
bool ct_project(const struct ct_view *view, const struct ct_table *table, const struct ct_rows *rows,
                enum ct_project_mode mode, double margin_pt, struct ct_arena *a, struct ct_shapes *out,
                struct ct_err *err) {
  struct ct_work w;
  *out = (struct ct_shapes){0};
  const size_t n = rows->all ? table->n : rows->n;
  if (n == 0 || !table->geoms.lonlat) return true;
  if (!ct_work_open(&w, view, margin_pt, a, err)) return false;
  struct ct_builder b = {.arena = a, .measured = mode == CT_AS_MEASURED_LINES || mode == CT_AS_DASHED_LINES};
  w.out = &b;
  w.geoms = &table->geoms;
  w.tracer.measured = b.measured;
  w.from_tile = mode == CT_AS_DASHED_LINES;
  add_rows(&w, table, rows, n, mode);
  ct_work_close(&w);
  if (b.xy.n / 2 > UINT32_MAX) return ct_fail(err, "%s: has too many vertices to draw", table->name);
  ct_builder_finish(&b, out);
  return true;
}

bool ct_project_sphere(const struct ct_view *view, struct ct_arena *a, struct ct_shapes *out,
                       struct ct_err *err) {
  struct ct_work w;
  *out = (struct ct_shapes){0};
  if (!ct_work_open(&w, view, 0, a, err)) return false;
  struct ct_builder b = {.arena = a};
  w.out = &b;
  ct_builder_begin(&b, 0, CT_GEOM_POLYGON);
  ct_work_sphere(&w);
  ct_builder_end(&b);
  ct_work_close(&w);
  ct_builder_finish(&b, out);
  return true;
}

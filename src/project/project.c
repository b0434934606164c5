// SPDX-License-Identifier: MIT
// Project: lon/lat geometry to shapes on the page.
#include "project/project.h"

#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/shapes.h"
#include "model/table.h"
#include "project/builder.h"
#include "project/horizon.h"
#include "project/measure.h"
#include "project/pagemap.h"
#include "project/projection.h"
#include "project/spot.h"
#include "project/trace.h"
#include "project/unwrap.h"

// A label's place needs no fine outline.
#define LABEL_CELL_PT 0.75

enum { COPIES_MAX = 16, BATCH = 4096 };

// What a call works with; chains are reused from ring to ring.
struct job {
  const struct ct_view *view;
  const struct ct_proj *proj;
  const struct ct_geoms *geoms;
  struct ct_tracer tracer;
  struct ct_box lonlat;  // what the frame shows, unwrapped
  struct ct_box page;    // frame plus margin
  bool cut_lon;          // the map ends at the box's west and east
  bool horizon_used;
  struct ct_horizon horizon;
  struct ct_chain ring, work, spare;
  struct ct_builder *out;
};

// ---- setting up

// The farthest that the frame looks from the projection's centre.
static double farthest(const struct job *j, double margin_pt) {
  const struct ct_view *v = j->view;
  double most = 0, w = v->frame.w + 2 * margin_pt, h = v->frame.h + 2 * margin_pt;
  for (int i = 0; i < 256; i++) {
    double t = (i / 4) / 63.0, x = i & 1 ? t : (i & 2) / 2, y = i & 1 ? (i & 2) / 2 : t, lon, lat;
    double px, py;
    ct_pagemap_back(&j->tracer.map, v->frame.x - margin_pt + x * w, v->frame.y - margin_pt + y * h, &px, &py);
    if (!ct_proj_inverse(j->proj, j->tracer.handle, px, py, &lon, &lat)) return 180;
    most = fmax(most, ct_arc_deg(lon, lat, j->proj->lon_0, j->proj->lat_0));
  }
  return most + 1;
}

static double farthest_corner(const struct job *j) {
  double most = 0;
  for (int i = 0; i <= 16; i++) {
    for (int k = 0; k <= 16; k++) {
      double lon = j->lonlat.x0 + (j->lonlat.x1 - j->lonlat.x0) * i / 16;
      double lat = j->lonlat.y0 + (j->lonlat.y1 - j->lonlat.y0) * k / 16;
      most = fmax(most, ct_arc_deg(lon, lat, j->proj->lon_0, j->proj->lat_0));
    }
  }
  return most;
}

static void domain_set(struct job *j, double margin_pt) {
  const struct ct_proj *p = j->proj;
  bool all;
  j->lonlat = ct_measure_box(j->view, j->tracer.handle, margin_pt, &all);
  bool whole = j->lonlat.x1 - j->lonlat.x0 >= 360;
  if (p->domain == CT_DOMAIN_BOX) {
    double middle = p->web_mercator ? j->view->center_lon : p->lon_0;
    j->cut_lon = true;
    j->lonlat.x0 = fmax(j->lonlat.x0, middle - p->reach);
    j->lonlat.x1 = fmin(j->lonlat.x1, middle + p->reach);
    j->lonlat.y0 = fmax(j->lonlat.y0, p->lat_min);
    j->lonlat.y1 = fmin(j->lonlat.y1, p->lat_max);
    return;
  }
  j->cut_lon = !whole;
  double radius = whole ? fmin(p->radius, farthest(j, margin_pt)) : p->radius;
  j->horizon_used = whole || farthest_corner(j) > p->radius - 1;
  if (j->horizon_used) ct_horizon_init(&j->horizon, p->lon_0, p->lat_0, radius);
}

static bool job_open(struct job *j, const struct ct_view *view, double margin_pt, struct ct_arena *a,
                     struct ct_err *err) {
  *j = (struct job){
      .view = view, .proj = view->proj, .ring = {.arena = a}, .work = {.arena = a}, .spare = {.arena = a}};
  if (!view->proj || !view->proj->pool) return ct_fail(err, "view: is not settled");
  j->tracer = (struct ct_tracer){
      .proj = view->proj, .map = ct_pagemap_of(view), .flat = {.arena = a}, .spare = {.arena = a}};
  j->tracer.handle = ct_proj_take(view->proj);
  if (!j->tracer.handle) return ct_fail(err, "view: out of memory");
  // Shares of the tolerance: what one step drops the next can't see.
  double tol = fmax(view->tolerance_pt, 1e-3);
  j->tracer.cell_pt = 0.5 * tol;
  j->tracer.flat_pt = 0.5 * tol;
  double deg_per_pt = view->proj->units_per_deg > 0 ? view->units_per_pt / view->proj->units_per_deg : 0;
  // Projecting by PROJ costs more than thinning twice.
  if (!view->proj->web_mercator) j->tracer.pre_cell_deg = 0.25 * tol * deg_per_pt;
  j->tracer.jump_pt = view->proj->guessed ? 0.1 * (view->frame.w + view->frame.h) : INFINITY;
  j->page =
      (struct ct_box){view->frame.x - margin_pt, view->frame.y - margin_pt,
                      view->frame.x + view->frame.w + margin_pt, view->frame.y + view->frame.h + margin_pt};
  domain_set(j, margin_pt);
  return true;
}

static void job_close(struct job *j) {
  ct_proj_give(j->proj, j->tracer.handle);
}

// ---- parts

struct span {
  size_t from, to;
};

static struct span parts_of(const struct ct_geoms *g, size_t i) {
  return g->part0 ? (struct span){g->part0[i], g->part0[i + 1]} : (struct span){i, i + 1};
}

static struct span coords_of(const struct ct_geoms *g, size_t part) {
  return g->coord0 ? (struct span){g->coord0[part], g->coord0[part + 1]} : (struct span){part, part + 1};
}

// The copies of a chain, a turn apart, that meet the view's longitudes.
static struct span copies(const struct job *j, const struct ct_box *has, double *first) {
  *first = ceil((j->lonlat.x0 - has->x1) / 360);
  double last = floor((j->lonlat.x1 - has->x0) / 360);
  if (!(last >= *first) || has->y0 > j->lonlat.y1 || has->y1 < j->lonlat.y0) return (struct span){0, 0};
  return (struct span){0, (size_t)fmin(last - *first + 1, COPIES_MAX)};
}

static void shift(struct ct_chain *c, double turns) {
  if (turns == 0) return;
  for (size_t i = 0; i < c->n; i++) c->v[i].x += 360 * turns;
}

// A seam that the data has at the very edge of the map belongs to the map.
static void snap_to_edges(struct ct_chain *c, const struct ct_box *box) {
  for (size_t i = 0; i < c->n; i++) {
    if (fabs(c->v[i].x - box->x0) < 1e-7) c->v[i].x = box->x0;
    if (fabs(c->v[i].x - box->x1) < 1e-7) c->v[i].x = box->x1;
  }
}

static void swap_chains(struct ct_chain *a, struct ct_chain *b) {
  struct ct_chain t = *a;
  *a = *b;
  *b = t;
}

static void place_ring(struct job *j, struct ct_chain *c, bool hole) {
  ct_trace_ring(&j->tracer, c);
  ct_chain_clip_ring(c, &j->page, &j->spare);
  ct_builder_ring(j->out, c, hole);
}

static void ring_in_box(struct job *j, bool hole) {
  struct ct_box has = ct_chain_box(&j->ring);
  double first;
  struct span k = copies(j, &has, &first);
  for (; k.from < k.to; k.from++) {
    double turns = first + (double)k.from;
    if (k.from + 1 == k.to)
      swap_chains(&j->work, &j->ring);
    else
      ct_chain_copy(&j->work, &j->ring);
    shift(&j->work, turns);
    struct ct_box at = {has.x0 + 360 * turns, has.y0, has.x1 + 360 * turns, has.y1};
    if (!ct_box_holds(&j->lonlat, &at)) {
      snap_to_edges(&j->work, &j->lonlat);
      ct_chain_clip_ring(&j->work, &j->lonlat, &j->spare);
    }
    if (j->horizon_used) {
      bool probe = false;
      ct_horizon_clip_ring(&j->horizon, &j->work, &j->spare, &probe);
    }
    place_ring(j, &j->work, hole);
  }
}

// Rings that the horizon cuts follow it; whether what they leave of the disc is inside or
// outside is told by one place in it (d3-geo's clip asks the same of its start).
static void disc_polygon(struct job *j, struct span parts) {
  bool truth = false, drawn = false;
  size_t first_part = j->out->coord0.n;
  for (size_t p = parts.from; p < parts.to; p++) {
    struct span c = coords_of(j->geoms, p);
    bool hole = j->geoms->hole && j->geoms->hole[p];
    ct_unwrap_ring(j->geoms->lonlat + 2 * c.from, c.to - c.from, hole, &j->ring);
    truth ^= ct_horizon_probe_in(&j->horizon, &j->ring);
    ct_horizon_clip_ring(&j->horizon, &j->ring, &j->spare, &drawn);
    place_ring(j, &j->ring, hole);
  }
  if (truth == drawn) return;
  ct_builder_all_holes(j->out, first_part);
  ct_horizon_ring(&j->horizon, &j->work);
  place_ring(j, &j->work, false);
}

static void box_polygon(struct job *j, struct span parts) {
  for (size_t p = parts.from; p < parts.to; p++) {
    struct span c = coords_of(j->geoms, p);
    bool hole = j->geoms->hole && j->geoms->hole[p];
    ct_unwrap_ring(j->geoms->lonlat + 2 * c.from, c.to - c.from, hole, &j->ring);
    ring_in_box(j, hole);
  }
}

// A feature's polygons: an exterior and the holes that follow it at a time.
static void add_areas(struct job *j, size_t row) {
  struct span all = parts_of(j->geoms, row);
  for (size_t from = all.from, to; from < all.to; from = to) {
    for (to = from + 1; to < all.to && j->geoms->hole && j->geoms->hole[to];) to++;
    if (j->cut_lon)
      box_polygon(j, (struct span){from, to});
    else
      disc_polygon(j, (struct span){from, to});
  }
}

static void place_line(struct job *j, struct ct_chain *c, bool closed) {
  if (j->horizon_used) ct_horizon_clip_line(&j->horizon, c, &j->spare);
  ct_trace_line(&j->tracer, c);
  ct_chain_clip_line(c, &j->page, &j->spare);
  ct_builder_line(j->out, c, closed);
}

static void line_in_box(struct job *j, bool closed) {
  struct ct_box has = ct_chain_box(&j->ring);
  double first;
  struct span k = copies(j, &has, &first);
  for (; k.from < k.to; k.from++) {
    ct_chain_copy(&j->work, &j->ring);
    shift(&j->work, first + (double)k.from);
    snap_to_edges(&j->work, &j->lonlat);
    ct_chain_clip_line(&j->work, &j->lonlat, &j->spare);
    place_line(j, &j->work, closed);
  }
}

static void add_lines(struct job *j, size_t row, bool rings) {
  struct span all = parts_of(j->geoms, row);
  for (size_t p = all.from; p < all.to; p++) {
    struct span c = coords_of(j->geoms, p);
    const double *lonlat = j->geoms->lonlat + 2 * c.from;
    if (rings)
      ct_unwrap_ring_line(lonlat, c.to - c.from, &j->ring);
    else
      ct_unwrap_line(lonlat, c.to - c.from, &j->ring);
    if (j->cut_lon)
      line_in_box(j, rings);
    else
      place_line(j, &j->ring, rings);
  }
}

// ---- points

static bool in_page(const struct job *j, double x, double y) {
  return x >= j->page.x0 && x <= j->page.x1 && y >= j->page.y0 && y <= j->page.y1;
}

// Longitude as the view unwraps it; false when the view's box doesn't hold the place.
static bool in_view(const struct job *j, double *lon, double lat) {
  if (!(lat >= j->lonlat.y0 - CT_SEAM_DEG && lat <= j->lonlat.y1 + CT_SEAM_DEG) || !(fabs(*lon) < 1e6))
    return false;
  if (!j->cut_lon) return ct_proj_shows(j->proj, *lon, lat);
  *lon = ct_lon_near(*lon, (j->lonlat.x0 + j->lonlat.x1) / 2);
  if (!(*lon >= j->lonlat.x0 - 2 * CT_SEAM_DEG && *lon <= j->lonlat.x1 + 2 * CT_SEAM_DEG)) return false;
  return j->proj->web_mercator || j->proj->domain == CT_DOMAIN_BOX || ct_proj_shows(j->proj, *lon, lat);
}

// Points of plain tables, in batches: rows with one point each.
static void add_plain_points(struct job *j, const struct ct_rows *rows, size_t n) {
  struct ct_vertex *v = CT_NEW_N(j->ring.arena, struct ct_vertex, BATCH);
  uint32_t *row = CT_NEW_N(j->ring.arena, uint32_t, BATCH);
  for (size_t at = 0; at < n;) {
    size_t k = 0;
    for (; at < n && k < BATCH; at++) {
      size_t i = ct_rows_at(rows, at);
      double lon = j->geoms->lonlat[2 * i], lat = j->geoms->lonlat[2 * i + 1];
      if (!in_view(j, &lon, lat)) continue;
      v[k] = (struct ct_vertex){lon, lat, 0, 0};
      row[k++] = (uint32_t)i;
    }
    ct_trace_points(&j->tracer, v, k);
    for (size_t m = 0; m < k; m++)
      if (in_page(j, v[m].x, v[m].y)) ct_builder_single(j->out, row[m], v[m].x, v[m].y);
  }
}

static void add_points(struct job *j, size_t row) {
  struct span all = parts_of(j->geoms, row);
  for (size_t p = all.from; p < all.to; p++) {
    struct span c = coords_of(j->geoms, p);
    for (size_t i = c.from; i < c.to; i++) {
      struct ct_vertex v = {j->geoms->lonlat[2 * i], j->geoms->lonlat[2 * i + 1], 0, 0};
      if (!in_view(j, &v.x, v.y)) continue;
      ct_trace_points(&j->tracer, &v, 1);
      if (in_page(j, v.x, v.y)) ct_builder_point(j->out, v.x, v.y);
    }
  }
}

// ---- labels

// A shape too small to leave anything after thinning still has a place.
static bool spot_of_small(struct job *j, size_t row, double *x, double *y) {
  struct span all = parts_of(j->geoms, row);
  if (all.from == all.to) return false;
  struct span c = coords_of(j->geoms, all.from);
  if (c.from == c.to) return false;
  ct_unwrap_line(j->geoms->lonlat + 2 * c.from, c.to - c.from, &j->ring);
  struct ct_box b = ct_chain_box(&j->ring);
  struct ct_vertex v = {(b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2, 0, 0};
  if (!(b.x0 <= b.x1) || b.x1 - b.x0 > 1 || !in_view(j, &v.x, v.y)) return false;
  ct_trace_points(&j->tracer, &v, 1);
  *x = v.x, *y = v.y;
  return in_page(j, v.x, v.y);
}

static void add_label(struct job *j, size_t row, enum ct_geom_type type, struct ct_builder *parts) {
  struct ct_builder *out = j->out;
  double x, y;
  bool found;
  ct_builder_reset(parts);
  j->out = parts;
  const double fine = j->tracer.cell_pt;
  j->tracer.cell_pt = fmax(fine, LABEL_CELL_PT);
  if (type == CT_GEOM_POLYGON) {
    add_areas(j, row);
    found = ct_spot_of_polygon(parts, &x, &y);
  } else {
    add_lines(j, row, false);
    found = ct_spot_of_line(parts, &x, &y);
  }
  j->out = out;
  j->tracer.cell_pt = fine;
  if (found || spot_of_small(j, row, &x, &y)) ct_builder_point(out, x, y);
}

// ---- entry points

static enum ct_geom_type drawn_type(enum ct_project_mode mode, enum ct_geom_type has) {
  if (mode == CT_AS_POINTS || mode == CT_AS_LABELS) return CT_GEOM_POINT;
  if (mode == CT_AS_LINES) return has == CT_GEOM_POINT ? CT_GEOM_NONE : CT_GEOM_LINE;
  return has == CT_GEOM_POLYGON ? CT_GEOM_POLYGON : CT_GEOM_NONE;
}

static void add_row(struct job *j, size_t row, enum ct_geom_type has, enum ct_project_mode mode,
                    struct ct_builder *parts) {
  enum ct_geom_type type = drawn_type(mode, has);
  if (has == CT_GEOM_NONE || type == CT_GEOM_NONE) return;
  ct_builder_begin(j->out, row, (uint8_t)type);
  if (mode == CT_AS_AREAS)
    add_areas(j, row);
  else if (mode == CT_AS_LINES)
    add_lines(j, row, has == CT_GEOM_POLYGON);
  else if (mode == CT_AS_LABELS && has != CT_GEOM_POINT)
    add_label(j, row, has, parts);
  else
    add_points(j, row);
  ct_builder_end(j->out);
}

bool ct_project(const struct ct_view *view, const struct ct_table *table, const struct ct_rows *rows,
                enum ct_project_mode mode, double margin_pt, struct ct_arena *a, struct ct_shapes *out,
                struct ct_err *err) {
  struct job j;
  *out = (struct ct_shapes){0};
  const size_t n = rows->all ? table->n : rows->n;
  if (n == 0 || !table->geoms.lonlat) return true;
  if (!job_open(&j, view, margin_pt, a, err)) return false;
  struct ct_builder b = {.arena = a}, parts = {.arena = a};
  j.out = &b;
  j.geoms = &table->geoms;
  bool plain = !table->geoms.type && !table->geoms.part0 && !table->geoms.coord0;
  if (plain && (mode == CT_AS_POINTS || mode == CT_AS_LABELS)) {
    ct_builder_expect(&b, n);
    add_plain_points(&j, rows, n);
  } else {
    for (size_t k = 0; k < n; k++) {
      size_t row = ct_rows_at(rows, k);
      add_row(&j, row, ct_table_geom_type(table, row), mode, &parts);
    }
  }
  job_close(&j);
  if (b.xy.n / 2 > UINT32_MAX) return ct_fail(err, "%s: has too many vertices to draw", table->name);
  ct_builder_finish(&b, out);
  return true;
}

static void push_frame(struct ct_chain *c, const struct ct_box *b) {
  c->n = 0;
  ct_chain_push(c, b->x0, b->y0, 0);
  ct_chain_push(c, b->x1, b->y0, 0);
  ct_chain_push(c, b->x1, b->y1, 0);
  ct_chain_push(c, b->x0, b->y1, 0);
}

bool ct_project_sphere(const struct ct_view *view, struct ct_arena *a, struct ct_shapes *out,
                       struct ct_err *err) {
  struct job j;
  *out = (struct ct_shapes){0};
  if (!job_open(&j, view, 0, a, err)) return false;
  struct ct_builder b = {.arena = a};
  j.out = &b;
  ct_builder_begin(&b, 0, CT_GEOM_POLYGON);
  if (view->proj->fills_frame || view->proj->guessed) {
    push_frame(&j.ring, &j.page);
    ct_builder_ring(&b, &j.ring, false);
  } else if (j.horizon_used) {
    ct_horizon_ring(&j.horizon, &j.ring);
    place_ring(&j, &j.ring, false);
  } else {
    push_frame(&j.ring, &j.lonlat);
    place_ring(&j, &j.ring, false);
  }
  ct_builder_end(&b);
  job_close(&j);
  ct_builder_finish(&b, out);
  return true;
}

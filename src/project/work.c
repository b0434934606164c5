// SPDX-License-Identifier: MIT
// Work: one call's way of rings and lines to the page: cut, projected, clipped, collected.
#include "project/work.h"

#include <math.h>

#include "base/err.h"
#include "model/table.h"
#include "model/view.h"
#include "project/builder.h"
#include "project/extent.h"
#include "project/measure.h"
#include "project/pagemap.h"
#include "project/projection.h"
#include "project/tile_entry.h"
#include "project/unwrap.h"

enum { COPIES_MAX = 16 };

static double farthest_corner(const struct ct_work *w) {
  double most = 0;
  for (int i = 0; i <= 16; i++) {
    for (int k = 0; k <= 16; k++) {
      double lon = w->lonlat.x0 + (w->lonlat.x1 - w->lonlat.x0) * i / 16;
      double lat = w->lonlat.y0 + (w->lonlat.y1 - w->lonlat.y0) * k / 16;
      most = fmax(most, ct_arc_deg(lon, lat, w->proj->lon_0, w->proj->lat_0));
    }
  }
  return most;
}

static void domain_set(struct ct_work *w, double margin_pt) {
  const struct ct_proj *p = w->proj;
  bool all, known = margin_pt <= p->wide_margin_pt;
  w->lonlat = known ? p->wide_box : ct_measure_box(w->view, w->tracer.handle, margin_pt, &all);
  bool whole = w->lonlat.x1 - w->lonlat.x0 >= 360;
  if (p->domain == CT_DOMAIN_BOX) {
    double middle = p->web_mercator ? w->view->center_lon : p->frame_lon;
    double reach = w->view->as_web ? 180 * COPIES_MAX : p->reach;
    w->cut_lon = true;
    // What the page shows is no box in a turned frame.
    if (p->aspect.turned) w->lonlat = (struct ct_box){middle - 180, -90, middle + 180, 90};
    w->lonlat.x0 = fmax(w->lonlat.x0, middle - reach);
    w->lonlat.x1 = fmin(w->lonlat.x1, middle + reach);
    w->lonlat.y0 = fmax(w->lonlat.y0, p->lat_min);
    w->lonlat.y1 = fmin(w->lonlat.y1, p->lat_max);
    if (!w->tracer.straight) return;
    w->lonlat.y0 = ct_mercator_deg(w->lonlat.y0);
    w->lonlat.y1 = ct_mercator_deg(w->lonlat.y1);
    return;
  }
  w->cut_lon = !whole;
  double radius = p->radius;
  if (whole)
    radius = fmin(radius, known ? p->wide_radius : ct_measure_radius(w->view, w->tracer.handle, margin_pt));
  w->horizon_used = whole || farthest_corner(w) > p->radius - 1;
  if (w->horizon_used) ct_horizon_init(&w->horizon, p->lon_0, p->lat_0, radius);
}

bool ct_work_open(struct ct_work *w, const struct ct_view *view, double margin_pt, struct ct_arena *a,
                  struct ct_err *err) {
  *w = (struct ct_work){
      .view = view, .proj = view->proj, .ring = {.arena = a}, .work = {.arena = a}, .spare = {.arena = a}};
  if (!view->proj || !view->proj->pool) return ct_fail(err, "view: is not settled");
  w->tracer = (struct ct_tracer){
      .proj = view->proj, .map = ct_pagemap_of(view), .flat = {.arena = a}, .spare = {.arena = a}};
  w->tracer.handle = ct_proj_take(view->proj);
  if (!w->tracer.handle) return ct_fail(err, "view: out of memory");
  // Shares of the tolerance: what one step drops the next can't see.
  double tol = fmax(view->tolerance_pt, 1e-3);
  w->tracer.cell_pt = 0.5 * tol;
  w->tracer.flat_pt = 0.5 * tol;
  double deg_per_pt = view->proj->units_per_deg > 0 ? view->units_per_pt / view->proj->units_per_deg : 0;
  // Projecting by PROJ costs more than thinning twice.
  if (!view->proj->web_mercator) w->tracer.pre_cell_deg = 0.25 * tol * deg_per_pt;
  w->tracer.straight = view->as_web;
  if (view->proj->aspect.turned) w->tracer.aspect = &view->proj->aspect;
  // Where such maps stretch more than ten times, corners are seen before this is.
  deg_per_pt = fmax(deg_per_pt, 0.1 * view->scale * CT_M_PER_PT / (CT_EARTH_A * CT_RAD));
  w->aspect_tol_deg = fmin(fmax(0.25 * tol * deg_per_pt, 1e-7), 0.1);
  w->tracer.jump_pt = view->proj->guessed ? 0.1 * (view->frame.w + view->frame.h) : INFINITY;
  w->page =
      (struct ct_box){view->frame.x - margin_pt, view->frame.y - margin_pt,
                      view->frame.x + view->frame.w + margin_pt, view->frame.y + view->frame.h + margin_pt};
  domain_set(w, margin_pt);
  return true;
}

void ct_work_close(struct ct_work *w) {
  ct_proj_give(w->proj, w->tracer.handle);
}

struct ct_span ct_work_parts(const struct ct_geoms *g, size_t i) {
  return g->part0 ? (struct ct_span){g->part0[i], g->part0[i + 1]} : (struct ct_span){i, i + 1};
}

struct ct_span ct_work_coords(const struct ct_geoms *g, size_t part) {
  return g->coord0 ? (struct ct_span){g->coord0[part], g->coord0[part + 1]}
                   : (struct ct_span){part, part + 1};
}

static const uint8_t *cut_of(const struct ct_work *w, struct ct_span coords) {
  return w->geoms->cut ? w->geoms->cut + coords.from : NULL;
}

static void take_ring(struct ct_work *w, struct ct_span c, bool hole) {
  const double *lonlat = w->geoms->lonlat + 2 * c.from;
  if (!w->tracer.straight) {
    ct_unwrap_ring(lonlat, cut_of(w, c), c.to - c.from, hole, &w->ring);
    return;
  }
  ct_unwrap_not(lonlat, cut_of(w, c), c.to - c.from, true, &w->ring);
  ct_unwrap_mercator(&w->ring);
}

// Rings clockwise on the page, as in vector tiles: line-offset is then an inset.
static void take_line(struct ct_work *w, struct ct_span c, bool ring) {
  const double *lonlat = w->geoms->lonlat + 2 * c.from;
  if (w->tracer.straight) {
    ct_unwrap_not(lonlat, ring ? cut_of(w, c) : NULL, c.to - c.from, ring, &w->ring);
    ct_unwrap_mercator(&w->ring);
    if (ring && w->ring.n) ct_chain_push(&w->ring, w->ring.v[0].x, w->ring.v[0].y, 0);
  } else if (ring) {
    ct_unwrap_ring_line(lonlat, cut_of(w, c), c.to - c.from, &w->ring);
  } else {
    ct_unwrap_line(lonlat, c.to - c.from, &w->ring);
  }
  if (ring) ct_chain_reverse(&w->ring);
}

// The copies of a chain, a turn apart, that meet the box's longitudes.
static struct ct_span copies(const struct ct_box *box, const struct ct_box *has, double *first) {
  *first = ceil((box->x0 - has->x1) / 360);
  double last = floor((box->x1 - has->x0) / 360);
  if (!(last >= *first) || has->y0 > box->y1 || has->y1 < box->y0) return (struct ct_span){0, 0};
  return (struct ct_span){0, (size_t)fmin(last - *first + 1, COPIES_MAX)};
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

static void place_ring(struct ct_work *w, struct ct_chain *c, bool hole) {
  ct_trace_ring(&w->tracer, c);
  ct_chain_clip_ring(c, &w->page, &w->spare);
  ct_builder_ring(w->out, c, hole);
}

static void ring_in_box(struct ct_work *w, const struct ct_box *box, bool hole) {
  struct ct_box has = ct_chain_box(&w->ring);
  double first;
  struct ct_span k = copies(box, &has, &first);
  for (; k.from < k.to; k.from++) {
    double turns = first + (double)k.from;
    if (k.from + 1 == k.to && !w->proj->npieces)
      swap_chains(&w->work, &w->ring);
    else
      ct_chain_copy(&w->work, &w->ring);
    shift(&w->work, turns);
    struct ct_box at = {has.x0 + 360 * turns, has.y0, has.x1 + 360 * turns, has.y1};
    if (!ct_box_holds(box, &at)) {
      snap_to_edges(&w->work, box);
      ct_chain_clip_ring(&w->work, box, &w->spare);
    }
    if (w->horizon_used) {
      bool probe = false;
      ct_horizon_clip_ring(&w->horizon, &w->work, &w->spare, &probe);
    }
    place_ring(w, &w->work, hole);
  }
}

// The box, or that part of the projection's piece that lies in it; false: none.
static bool piece_box(const struct ct_work *w, size_t i, struct ct_box *out) {
  *out = w->lonlat;
  if (!w->proj->npieces) return i == 0;
  const struct ct_box *p = &w->proj->pieces[i];
  *out =
      (struct ct_box){fmax(out->x0, p->x0), fmax(out->y0, p->y0), fmin(out->x1, p->x1), fmin(out->y1, p->y1)};
  return out->x0 < out->x1 && out->y0 < out->y1;
}

static size_t pieces(const struct ct_work *w) {
  return w->proj->npieces ? w->proj->npieces : 1;
}

static void ring_in_pieces(struct ct_work *w, bool hole) {
  struct ct_box box;
  for (size_t i = 0; i < pieces(w); i++)
    if (piece_box(w, i, &box)) ring_in_box(w, &box, hole);
}

// Rings that the horizon cuts follow it; whether what they leave of the disc is inside or
// outside is told by one place in it (d3-geo's clip asks the same of its start).
static void disc_polygon(struct ct_work *w, struct ct_span parts) {
  bool truth = false, drawn = false;
  size_t first_part = w->out->coord0.n;
  for (size_t p = parts.from; p < parts.to; p++) {
    struct ct_span c = ct_work_coords(w->geoms, p);
    bool hole = w->geoms->hole && w->geoms->hole[p];
    take_ring(w, c, hole);
    truth ^= ct_chain_holds(&w->ring, w->horizon.probe_lon, w->horizon.probe_lat);
    ct_horizon_clip_ring(&w->horizon, &w->ring, &w->spare, &drawn);
    place_ring(w, &w->ring, hole);
  }
  if (truth == drawn) return;
  ct_builder_all_holes(w->out, first_part);
  ct_horizon_ring(&w->horizon, &w->work);
  place_ring(w, &w->work, false);
}

static void box_polygon(struct ct_work *w, struct ct_span parts) {
  for (size_t p = parts.from; p < parts.to; p++) {
    struct ct_span c = ct_work_coords(w->geoms, p);
    bool hole = w->geoms->hole && w->geoms->hole[p];
    take_ring(w, c, hole);
    ring_in_pieces(w, hole);
  }
}

static void push_box(struct ct_chain *c, const struct ct_box *b) {
  c->n = 0;
  ct_chain_push(c, b->x0, b->y0, 0);
  ct_chain_push(c, b->x1, b->y0, 0);
  ct_chain_push(c, b->x1, b->y1, 0);
  ct_chain_push(c, b->x0, b->y1, 0);
}

static void place_domain(struct ct_work *w) {
  struct ct_box box;
  for (size_t i = 0; i < pieces(w); i++) {
    if (!piece_box(w, i, &box)) continue;
    push_box(&w->work, &box);
    place_ring(w, &w->work, false);
  }
}

// In a turned frame a ring winds round other poles than at home: as with the horizon one place
// tells whether the inside came out.
static void turned_polygon(struct ct_work *w, struct ct_span parts) {
  const struct ct_aspect *aspect = &w->proj->aspect;
  const double x = w->lonlat.x0 + 141.37137, y = 7.2345678;
  double lon, lat;
  bool truth = false, drawn = false;
  size_t first_part = w->out->coord0.n;
  ct_aspect_back(aspect, x, y, &lon, &lat);
  for (size_t p = parts.from; p < parts.to; p++) {
    struct ct_span c = ct_work_coords(w->geoms, p);
    bool hole = w->geoms->hole && w->geoms->hole[p];
    take_ring(w, c, hole);
    truth ^= ct_chain_holds(&w->ring, lon, lat);
    ct_aspect_ring(aspect, w->aspect_tol_deg, &w->ring, &w->spare);
    drawn ^= ct_chain_holds(&w->ring, x, y);
    ring_in_pieces(w, hole);
  }
  if (truth == drawn) return;
  ct_builder_all_holes(w->out, first_part);
  place_domain(w);
}

// A feature's polygons: an exterior and the holes that follow it at a time.
void ct_work_areas(struct ct_work *w, size_t row) {
  struct ct_span all = ct_work_parts(w->geoms, row);
  for (size_t from = all.from, to; from < all.to; from = to) {
    for (to = from + 1; to < all.to && w->geoms->hole && w->geoms->hole[to];) to++;
    if (w->tracer.aspect)
      turned_polygon(w, (struct ct_span){from, to});
    else if (w->cut_lon)
      box_polygon(w, (struct ct_span){from, to});
    else
      disc_polygon(w, (struct ct_span){from, to});
  }
}

static void place_line(struct ct_work *w, struct ct_chain *c, bool closed) {
  if (w->horizon_used) ct_horizon_clip_line(&w->horizon, c, &w->spare);
  ct_trace_line(&w->tracer, c);
  ct_chain_clip_line(c, &w->page, &w->spare);
  ct_builder_line(w->out, c, closed);
}

static void line_in_box(struct ct_work *w, const struct ct_box *box, bool closed) {
  struct ct_box has = ct_chain_box(&w->ring);
  double first;
  struct ct_span k = copies(box, &has, &first);
  for (; k.from < k.to; k.from++) {
    ct_chain_copy(&w->work, &w->ring);
    shift(&w->work, first + (double)k.from);
    snap_to_edges(&w->work, box);
    ct_chain_clip_line(&w->work, box, &w->spare);
    place_line(w, &w->work, closed);
  }
}

static void line_in_pieces(struct ct_work *w, bool closed) {
  struct ct_box box;
  if (w->tracer.aspect) ct_aspect_line(w->tracer.aspect, w->aspect_tol_deg, &w->ring, &w->spare);
  for (size_t i = 0; i < pieces(w); i++)
    if (piece_box(w, i, &box)) line_in_box(w, &box, closed);
}

// Marks vertices with the share of the line's length up to them, on Mercator's plane: that is
// what MapLibre's line-progress is.
static void measure(const struct ct_work *w, struct ct_chain *c) {
  bool flat = w->tracer.straight;
  double sum = 0, y = !c->n ? 0 : flat ? c->v[0].y : ct_mercator_deg(c->v[0].y);
  for (size_t i = 0; i < c->n; i++) {
    double next = flat ? c->v[i].y : ct_mercator_deg(c->v[i].y);
    if (i) sum += hypot(c->v[i].x - c->v[i - 1].x, next - y);
    c->v[i].mark = (float)sum;
    y = next;
  }
  for (size_t i = 1; i < c->n && sum > 0; i++) c->v[i].mark = (float)(c->v[i].mark / sum);
  if (!flat || !w->from_tile) return;
  float from = ct_tile_entry(c, &w->lonlat, w->view->zoom);
  for (size_t i = 0; from > 0 && i < c->n; i++) c->v[i].mark -= from;
}

void ct_work_lines(struct ct_work *w, size_t row, bool rings) {
  struct ct_span all = ct_work_parts(w->geoms, row);
  for (size_t p = all.from; p < all.to; p++) {
    struct ct_span c = ct_work_coords(w->geoms, p);
    take_line(w, c, rings);
    if (w->tracer.measured) measure(w, &w->ring);
    if (w->cut_lon)
      line_in_pieces(w, rings);
    else
      place_line(w, &w->ring, rings);
  }
}

void ct_work_sphere(struct ct_work *w) {
  if (w->proj->fills_frame) {
    push_box(&w->ring, &w->page);
    ct_builder_ring(w->out, &w->ring, false);
  } else if (w->horizon_used) {
    ct_horizon_ring(&w->horizon, &w->ring);
    place_ring(w, &w->ring, false);
  } else {
    place_domain(w);
  }
}

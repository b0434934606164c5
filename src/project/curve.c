// SPDX-License-Identifier: MIT
// Curve: vertices along a curve of the ellipsoid, so near each other that what is drawn between them is the curve.
#include "project/curve.h"

#include <math.h>
#include <stdbool.h>

#include "base/vec.h"
#include "project/project.h"
#include "project/projection.h"

#define FLAT_PT (0.04 * CT_PX_PT)
// Where nothing is drawn yet, and lines are only fitted.
#define FLAT_M 500.0
// Nobody sees these.
#define LEAST_M 0.002
// Longitudes run fast by a pole.
#define MOST_LON_DEG 5.0
#define M_PER_DEG 111195.0
#define MARGIN_PT 40.0

enum { DEPTH_MAX = 20 };

struct place {
  double lon, lat;
};

// Metres, for places that are near each other.
static double near_m(struct place a, struct place b) {
  double x = remainder(a.lon - b.lon, 360) * cos((a.lat + b.lat) / 2 * CT_RAD);
  return hypot(x, a.lat - b.lat) * M_PER_DEG;
}

static double far_m(struct place a, struct place b) {
  return ct_arc_deg(a.lon, a.lat, b.lon, b.lat) * M_PER_DEG;
}

// How far from its centre the frame reaches; infinite when it shows more than a good part of the globe.
static double reach_of(const struct ct_view *v) {
  enum { SIDE = 12 };
  const struct place centre = {v->center_lon, v->center_lat};
  const double x0 = v->frame.x - MARGIN_PT, y0 = v->frame.y - MARGIN_PT;
  const double w = v->frame.w + 2 * MARGIN_PT, h = v->frame.h + 2 * MARGIN_PT;
  double most = 0;
  for (int i = 0; i <= SIDE; i++)
    for (int k = 0; k <= SIDE; k++) {
      struct place p;
      if (!ct_unproject_point(v, x0 + w * i / SIDE, y0 + h * k / SIDE, &p.lon, &p.lat)) return INFINITY;
      most = fmax(most, far_m(centre, p));
    }
  return most < 5e6 ? most * 1.05 : INFINITY;
}

void ct_curve_open(struct ct_curve *c, const struct ct_view *view, struct ct_arena *a) {
  *c = (struct ct_curve){.arena = a, .view = view};
  if (!view) return;
  c->handle = ct_proj_take(view->proj);
  c->map = ct_pagemap_of(view);
  c->reach_m = reach_of(view);
}

void ct_curve_close(struct ct_curve *c) {
  if (c->handle) ct_proj_give(c->view->proj, c->handle);
  c->handle = NULL;
}

static bool on_page(const struct ct_curve *c, struct place at, double xy[2]) {
  const struct ct_proj *p = c->view->proj;
  if (!c->handle || !ct_proj_shows(p, p->web_mercator ? 0 : at.lon, at.lat)) return false;
  struct ct_vertex v = {p->web_mercator ? ct_lon_near(at.lon, c->view->center_lon) : at.lon, at.lat, 0, 0};
  ct_proj_forward(p, c->handle, &v, 1);
  ct_pagemap_forward(&c->map, &v, 1);
  xy[0] = v.x, xy[1] = v.y;
  return isfinite(v.x) && isfinite(v.y);
}

static struct place at(const struct ct_curve *c, double t, double near_lon) {
  double p[2];
  c->at(c->user, t, p);
  return (struct place){ct_lon_near(p[0], near_lon), p[1]};
}

// Is the true place where the edge has it?
static bool is_close(const struct ct_curve *c, struct place truth, struct place edge) {
  double off_m = near_m(truth, edge), p[2], q[2];
  if (off_m < LEAST_M) return true;
  if (!c->view) return off_m < FLAT_M;
  if (on_page(c, truth, p) && on_page(c, edge, q)) return hypot(p[0] - q[0], p[1] - q[1]) < FLAT_PT;
  return off_m / c->view->scale * 72 / 0.0254 < FLAT_PT;
}

static struct place between(struct place a, struct place b, double t) {
  return (struct place){a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t};
}

// A look at the middle, and, as an edge may curve both ways, at a quarter.
static bool is_flat(const struct ct_curve *c, const double t[2], struct place a, struct place b) {
  if (fabs(b.lon - a.lon) > MOST_LON_DEG) return false;
  struct place m = at(c, (t[0] + t[1]) / 2, a.lon), edge = between(a, b, 0.5);
  if (c->view && isfinite(c->reach_m)) {
    double half = fmax(far_m(m, a), far_m(m, b)) * 1.05 + 1;
    struct place centre = {c->view->center_lon, c->view->center_lat};
    // Out of sight: it must only not stray as far as the frame.
    if (far_m(centre, m) - 2 * half > c->reach_m) return near_m(m, edge) < half;
  }
  if (!is_close(c, m, edge)) return false;
  return is_close(c, at(c, t[0] * 0.75 + t[1] * 0.25, a.lon), between(a, b, 0.25));
}

static void push(struct ct_curve *c, struct place p) {
  ct_vec_reserve(c->arena, c, 2);
  c->v[c->n++] = p.lon;
  c->v[c->n++] = p.lat;
}

static void go_on(struct ct_curve *c, const double t[2], int depth) {
  struct place a = {c->v[c->n - 2], c->v[c->n - 1]}, b = at(c, t[1], a.lon);
  if (depth >= DEPTH_MAX || is_flat(c, t, a, b)) {
    push(c, b);
    return;
  }
  double middle = (t[0] + t[1]) / 2;
  go_on(c, (double[]){t[0], middle}, depth + 1);
  go_on(c, (double[]){middle, t[1]}, depth + 1);
}

void ct_curve_start(struct ct_curve *c, ct_curve_fn *fn, const void *user, double t) {
  c->n = 0;
  c->at = fn;
  c->user = user;
  push(c, at(c, t, 0));
}

void ct_curve_on(struct ct_curve *c, ct_curve_fn *fn, const void *user, const double t[2], int steps) {
  c->at = fn;
  c->user = user;
  for (int i = 0; i < steps; i++)
    go_on(c, (double[]){t[0] + (t[1] - t[0]) * i / steps, t[0] + (t[1] - t[0]) * (i + 1) / steps}, 0);
}

void ct_circle_at(const void *user, double bearing, double lonlat[2]) {
  const struct ct_circle *c = user;
  ct_geodesic_direct(c->lon, c->lat, bearing, c->radius_m, &lonlat[0], &lonlat[1]);
}

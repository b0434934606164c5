// SPDX-License-Identifier: MIT
// Measure: what a settled view shows: local scale, direction of north, lon/lat box.
#include "project/measure.h"

#include <math.h>

#include "project/pagemap.h"

enum { EDGE_SAMPLES = 128, RIM_SAMPLES = 48, GRID = 16 };

#define EARTH_E2 0.0066943799901413165
#define STEP_M 20.0

bool ct_measure_stretch(const struct ct_proj *proj, struct ct_proj_handle *h, double lon, double lat,
                        struct ct_stretch *out) {
  // At a pole the parallel has no length: take it from a metre beside.
  if (fabs(lat) > 90 - 1e-3) lat = copysign(90 - 1e-3, lat);
  double s = sin(lat * CT_RAD), w = sqrt(1 - EARTH_E2 * s * s);
  double m = CT_EARTH_A * (1 - EARTH_E2) / (w * w * w), n = CT_EARTH_A / w;
  double dlat = STEP_M / m / CT_RAD, dlon = STEP_M / (n * cos(lat * CT_RAD)) / CT_RAD;
  struct ct_vertex v[4] = {
      {lon, lat - dlat, 0, 0}, {lon, lat + dlat, 0, 0}, {lon - dlon, lat, 0, 0}, {lon + dlon, lat, 0, 0}};
  ct_proj_forward(proj, h, v, 4);
  for (int i = 0; i < 4; i++)
    if (!isfinite(v[i].x) || !isfinite(v[i].y)) return false;
  double mx = (v[1].x - v[0].x) / (2 * STEP_M), my = (v[1].y - v[0].y) / (2 * STEP_M);
  double px = (v[3].x - v[2].x) / (2 * STEP_M), py = (v[3].y - v[2].y) / (2 * STEP_M);
  out->along_meridian = hypot(mx, my);
  out->along_parallel = hypot(px, py);
  out->north_x = mx, out->north_y = my;
  // Singular values of the Jacobian: Tissot's axes.
  double sum = mx * mx + my * my + px * px + py * py, det = fabs(px * my - py * mx);
  double up = sqrt(fmax(0, sum + 2 * det)), down = sqrt(fmax(0, sum - 2 * det));
  out->longest = (up + down) / 2;
  out->shortest = (up - down) / 2;
  return out->along_meridian > 0 && out->along_parallel > 0 && det > 0;
}

struct sampler {
  const struct ct_view *view;
  struct ct_proj_handle *h;
  struct ct_pagemap map;
  double middle;  // longitudes are unwrapped around this one
  struct ct_box box;
  bool all;  // every sample was a place on the globe
};

static void sample(struct sampler *s, double x, double y) {
  double px, py, lon, lat;
  ct_pagemap_back(&s->map, x, y, &px, &py);
  if (!ct_proj_inverse(s->view->proj, s->h, px, py, &lon, &lat)) {
    s->all = false;
    return;
  }
  lon = ct_lon_near(lon, s->middle);
  s->box.x0 = fmin(s->box.x0, lon), s->box.x1 = fmax(s->box.x1, lon);
  s->box.y0 = fmin(s->box.y0, lat), s->box.y1 = fmax(s->box.y1, lat);
}

// Is a pole in sight, and is it one point there (so that all longitudes meet)?
static bool pole_in(const struct sampler *s, double lat, const struct ct_rect *r, bool *is_point) {
  const struct ct_proj *p = s->view->proj;
  struct ct_vertex v[3] = {{p->lon_0, lat, 0, 0}, {p->lon_0 + 70, lat, 0, 0}, {p->lon_0 - 70, lat, 0, 0}};
  bool in = false;
  for (int i = 0; i < 3; i++) {
    bool shown = ct_proj_shows(p, v[i].x, lat);
    ct_proj_forward(p, s->h, &v[i], 1);
    ct_pagemap_forward(&s->map, &v[i], 1);
    in |= shown && ct_rect_has(r, v[i].x, v[i].y);
  }
  *is_point = hypot(v[0].x - v[1].x, v[0].y - v[1].y) < 1e-3;
  return in;
}

static void sample_all(struct sampler *s, const struct ct_rect *r) {
  for (int i = 0; i <= EDGE_SAMPLES; i++) {
    double t = (double)i / EDGE_SAMPLES;
    sample(s, r->x + t * r->w, r->y);
    sample(s, r->x + t * r->w, r->y + r->h);
    sample(s, r->x, r->y + t * r->h);
    sample(s, r->x + r->w, r->y + t * r->h);
  }
  for (int i = 1; i < GRID; i++)
    for (int j = 1; j < GRID; j++) sample(s, r->x + r->w * i / GRID, r->y + r->h * j / GRID);
}

// The samples are close but the extremes lie between them.
static struct ct_box padded(struct ct_box b, double share) {
  double dx = (b.x1 - b.x0) * share, dy = (b.y1 - b.y0) * share;
  return (struct ct_box){b.x0 - dx, fmax(-90, b.y0 - dy), b.x1 + dx, fmin(90, b.y1 + dy)};
}

// Web Mercator's lines are straight: the corners tell all.
static struct ct_box mercator_box(const struct ct_view *view, const struct ct_rect *r, bool *all) {
  struct ct_pagemap map = ct_pagemap_of(view);
  struct ct_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  *all = true;
  for (int i = 0; i < 4; i++) {
    double px, py, lon, lat;
    ct_pagemap_back(&map, r->x + (i & 1) * r->w, r->y + (i >> 1) * r->h, &px, &py);
    *all &= ct_proj_inverse(view->proj, NULL, px, py, &lon, &lat) &&
            (view->as_web || fabs(lon - view->center_lon) <= 180 + CT_SEAM_DEG);
    b.x0 = fmin(b.x0, lon), b.x1 = fmax(b.x1, lon);
    b.y0 = fmin(b.y0, lat), b.y1 = fmax(b.y1, lat);
  }
  if (!view->as_web) b.x0 = fmax(b.x0, view->center_lon - 180), b.x1 = fmin(b.x1, view->center_lon + 180);
  b.y0 = fmax(b.y0, -90), b.y1 = fmin(b.y1, 90);
  return b;
}

struct ct_box ct_measure_box(const struct ct_view *view, struct ct_proj_handle *h, double margin_pt,
                             bool *all) {
  struct ct_rect r = {view->frame.x - margin_pt, view->frame.y - margin_pt, view->frame.w + 2 * margin_pt,
                      view->frame.h + 2 * margin_pt};
  const struct ct_proj *p = view->proj;
  if (p->web_mercator) return mercator_box(view, &r, all);
  // A box map is cut opposite lon_0, so its longitudes are continuous around lon_0.
  bool around_lon_0 = p->domain == CT_DOMAIN_BOX && !p->aspect.turned;
  struct sampler s = {view,
                      h,
                      ct_pagemap_of(view),
                      around_lon_0 ? p->frame_lon : view->center_lon,
                      {INFINITY, INFINITY, -INFINITY, -INFINITY},
                      true};
  sample_all(&s, &r);
  *all = s.all;
  struct ct_box b = padded(s.box, s.all ? 0.002 : 2.0 / GRID);
  bool whole = !s.all || !(b.x0 <= b.x1), is_point;
  if (pole_in(&s, 90, &r, &is_point)) b.y1 = 90, whole |= is_point;
  if (pole_in(&s, -90, &r, &is_point)) b.y0 = -90, whole |= is_point;
  if (whole || b.x1 - b.x0 >= 360) b.x0 = s.middle - 180, b.x1 = s.middle + 180;
  if (!(b.y0 <= b.y1)) b.y0 = -90, b.y1 = 90;
  return b;
}

double ct_measure_radius(const struct ct_view *view, struct ct_proj_handle *h, double margin_pt) {
  const struct ct_proj *p = view->proj;
  const struct ct_rect *f = &view->frame;
  struct ct_pagemap map = ct_pagemap_of(view);
  double most = 0;
  for (int i = 0; i <= 4 * RIM_SAMPLES; i++) {
    double t = (double)(i % RIM_SAMPLES) / RIM_SAMPLES, px, py, lon, lat;
    int side = i / RIM_SAMPLES % 4;
    double x = side == 0 ? t : side == 1 ? 1 : side == 2 ? 1 - t : 0;
    double y = side == 0 ? 0 : side == 1 ? t : side == 2 ? 1 : 1 - t;
    ct_pagemap_back(&map, f->x - margin_pt + x * (f->w + 2 * margin_pt),
                    f->y - margin_pt + y * (f->h + 2 * margin_pt), &px, &py);
    if (!ct_proj_inverse(p, h, px, py, &lon, &lat)) return 180;
    most = fmax(most, ct_arc_deg(lon, lat, p->lon_0, p->lat_0));
  }
  return most + 1;
}

double ct_measure_variation(const struct ct_view *view, struct ct_proj_handle *h, double *units_per_deg) {
  struct ct_pagemap map = ct_pagemap_of(view);
  *units_per_deg = 0;
  double most = 0, least = INFINITY;
  for (int i = 0; i <= GRID; i++) {
    for (int j = 0; j <= GRID; j++) {
      double px, py, lon, lat;
      struct ct_stretch s;
      ct_pagemap_back(&map, view->frame.x + view->frame.w * i / GRID,
                      view->frame.y + view->frame.h * j / GRID, &px, &py);
      if (!ct_proj_inverse(view->proj, h, px, py, &lon, &lat)) continue;
      if (!ct_measure_stretch(view->proj, h, lon, lat, &s)) continue;
      *units_per_deg =
          fmax(*units_per_deg, 112000 * fmax(s.along_meridian, s.along_parallel * cos(lat * CT_RAD)));
      most = fmax(most, s.longest);
      least = fmin(least, s.shortest);
    }
  }
  return most > 0 && least > 0 && isfinite(most / least) ? fmax(1, most / least) : 1;
}

// SPDX-License-Identifier: MIT
// Areas: the nearest edge of a group by boxes over runs of edges.
#include <math.h>
#include <string.h>

#include "doctor/areas_part.h"
#include "doctor/measure.h"

static void cover(struct ct_areas_box *b, const struct ct_areas_box *by) {
  b->west = fminf(b->west, by->west);
  b->south = fminf(b->south, by->south);
  b->east = fmaxf(b->east, by->east);
  b->north = fmaxf(b->north, by->north);
}

// A float is rounded by up to 8e-6 degrees here; boxes are that much larger.
static struct ct_areas_box box_of(const struct ct_areas_edge *e) {
  const float d = 2e-5f;
  return (struct ct_areas_box){(float)fmin(e->x1, e->x2) - d, (float)fmin(e->y1, e->y2) - d,
                               (float)fmax(e->x1, e->x2) + d, (float)fmax(e->y1, e->y2) + d};
}

static const struct ct_areas_box nothing = {INFINITY, INFINITY, -INFINITY, -INFINITY};

// Tiles of the base layers are cut at whole degrees and overlap by 1e-4. No shore runs exactly along one.
// Borders do, but countries are asked from outside, where cuts are never nearer than the true edge.
static bool is_cut(const struct ct_areas *s, const struct ct_areas_edge *e) {
  const double near = 2e-4;
  if (!s->cuts) return false;
  if (e->x1 == e->x2) return fabs(e->x1 - nearbyint(e->x1)) < near;
  if (e->y1 == e->y2) return fabs(e->y1 - nearbyint(e->y1)) < near;
  return false;
}

static void first_level(struct ct_areas *s, struct ct_areas_group *g) {
  g->box0[0] = (uint32_t)s->boxes.n;
  for (uint32_t k = 0; k < g->nedges; k += CT_AREAS_FAN) {
    struct ct_areas_box b = nothing;
    for (uint32_t i = k; i < k + CT_AREAS_FAN && i < g->nedges; i++) {
      const struct ct_areas_edge *e = &s->edges[g->edge0 + i];
      if (is_cut(s, e)) continue;
      struct ct_areas_box by = box_of(e);
      cover(&b, &by);
    }
    ct_vec_push(s->arena, &s->boxes, b);
  }
  g->nboxes[0] = (uint32_t)s->boxes.n - g->box0[0];
  g->levels = 1;
}

void ct_areas_boxes(struct ct_areas *s) {
  for (size_t i = 0; i < s->ngroups; i++) {
    struct ct_areas_group *g = &s->groups[i];
    first_level(s, g);
    while (g->nboxes[g->levels - 1] > CT_AREAS_FAN && g->levels < CT_AREAS_LEVELS) {
      int below = g->levels - 1, l = g->levels++;
      g->box0[l] = (uint32_t)s->boxes.n;
      for (uint32_t k = 0; k < g->nboxes[below]; k += CT_AREAS_FAN) {
        struct ct_areas_box b = nothing;
        for (uint32_t j = k; j < k + CT_AREAS_FAN && j < g->nboxes[below]; j++)
          cover(&b, &s->boxes.v[g->box0[below] + j]);
        ct_vec_push(s->arena, &s->boxes, b);
      }
      g->nboxes[l] = (uint32_t)s->boxes.n - g->box0[l];
    }
  }
}

struct hunt {
  const struct ct_areas *s;
  const struct ct_areas_group *g;
  double lon, lat;
  double best;  // squared degrees of latitude
  double to_lon, to_lat;
};

// Degrees of longitude from a to b, the short way round.
static double turn(double a, double b) {
  double d = b - a;
  return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
}

static double shrink(const struct ct_areas *s, double lat) {
  int i = (int)(fabs(lat) * 2);
  return s->coslat[i < 0 ? 0 : i > 180 ? 180 : i];
}

// Not more than the squared distance to anything in the box.
static double at_least(const struct hunt *h, const struct ct_areas_box *b) {
  if (b->west > b->east) return INFINITY;
  double dy = fmax(0, fmax(b->south - h->lat, h->lat - b->north));
  double dx = h->lon >= b->west && h->lon <= b->east
                  ? 0
                  : fmin(fabs(turn(h->lon, b->west)), fabs(turn(h->lon, b->east)));
  double far = fmax(fabs(h->lat + b->south), fabs(h->lat + b->north)) / 2;
  dx *= shrink(h->s, far);
  return dx * dx + dy * dy;
}

// Plane about the middle latitude: good to a percent within 2000 km, and only to pick the nearest.
static void try_edge(struct hunt *h, const struct ct_areas_edge *e) {
  double k = cos((h->lat + (e->y1 + e->y2) / 2) / 2 * M_PI / 180);
  double ax = turn(h->lon, e->x1) * k, ay = e->y1 - h->lat;
  double dx = (e->x2 - e->x1) * k, dy = e->y2 - e->y1;
  double len = dx * dx + dy * dy;
  double t = len > 0 ? -(ax * dx + ay * dy) / len : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  double x = ax + t * dx, y = ay + t * dy, d = x * x + y * y;
  if (d >= h->best) return;
  h->best = d;
  h->to_lon = e->x1 + t * (e->x2 - e->x1);
  h->to_lat = e->y1 + t * (e->y2 - e->y1);
}

static void hunt_edges(struct hunt *h, uint32_t run) {
  uint32_t end = (run + 1) * CT_AREAS_FAN;
  if (end > h->g->nedges) end = h->g->nedges;
  for (uint32_t i = run * CT_AREAS_FAN; i < end; i++) {
    const struct ct_areas_edge *e = &h->s->edges[h->g->edge0 + i];
    if (!is_cut(h->s, e)) try_edge(h, e);
  }
}

// The children of box `at` of the level above (all when it is the root), the nearest first.
static void hunt_boxes(struct hunt *h, int level, uint32_t at) {
  const struct ct_areas_group *g = h->g;
  double far[CT_AREAS_FAN];
  uint32_t first = at * CT_AREAS_FAN, n = g->nboxes[level] - first;
  if (n > CT_AREAS_FAN) n = CT_AREAS_FAN;
  for (uint32_t i = 0; i < n; i++) far[i] = at_least(h, &h->s->boxes.v[g->box0[level] + first + i]);
  for (;;) {
    uint32_t near = 0;
    for (uint32_t i = 1; i < n; i++)
      if (far[i] < far[near]) near = i;
    if (!n || far[near] >= h->best) return;
    far[near] = INFINITY;
    if (level)
      hunt_boxes(h, level - 1, first + near);
    else
      hunt_edges(h, first + near);
  }
}

double ct_areas_edge_m(struct ct_areas *s, uint16_t group, double lon, double lat, double limit_m) {
  const struct ct_areas_group *g = &s->groups[group];
  const double deg_m = 110574 * 0.98;  // of latitude, with room for the plane's error
  struct hunt h = {s, g, lon, lat, INFINITY, 0, 0};
  if (isfinite(limit_m)) h.best = (limit_m / deg_m) * (limit_m / deg_m);
  double start = h.best;
  if (g->nedges) hunt_boxes(&h, g->levels - 1, 0);
  if (!(h.best < start)) return INFINITY;
  double m = ct_measure_m(lon, lat, h.to_lon, h.to_lat);
  return m <= limit_m ? m : INFINITY;
}

double ct_areas_distance_m(struct ct_areas *s, uint16_t group, double lon, double lat, double limit_m) {
  return ct_areas_inside(s, group, lon, lat) ? 0 : ct_areas_edge_m(s, group, lon, lat, limit_m);
}

// SPDX-License-Identifier: MIT
// Areas: the edges of a base layer's polygons, sorted by group.
#include "doctor/areas.h"

#include <math.h>
#include <string.h>

#include "doctor/areas_part.h"
#include "model/table.h"

struct ring {
  size_t feature, first, n;
};

typedef void ring_fn(void *user, const struct ring *r);

static void each_ring(const struct ct_table *t, ring_fn *fn, void *user) {
  const struct ct_geoms *g = &t->geoms;
  if (!g->part0 || !g->coord0) return;
  for (size_t i = 0; i < t->n; i++) {
    if (ct_table_geom_type(t, i) != CT_GEOM_POLYGON) continue;
    for (uint32_t p = g->part0[i]; p < g->part0[i + 1]; p++) {
      struct ring r = {i, g->coord0[p], g->coord0[p + 1] - g->coord0[p]};
      if (r.n >= 3) fn(user, &r);
    }
  }
}

struct filling {
  struct ct_areas *s;
  const struct ct_table *t;
  const uint16_t *group;
};

static void count_edges(void *user, const struct ring *r) {
  struct filling *f = user;
  f->s->groups[f->group ? f->group[r->feature] : 0].nedges += (uint32_t)r->n;
}

// Green's formula about the ring's first vertex, as degrees are small beside the far away origin.
static void note_centroid(struct ct_areas_group *g, const double *xy, size_t n) {
  double area = 0, cx = 0, cy = 0;
  for (size_t k = 1; k + 1 < n; k++) {
    double ax = xy[2 * k] - xy[0], ay = xy[2 * k + 1] - xy[1];
    double bx = xy[2 * k + 2] - xy[0], by = xy[2 * k + 3] - xy[1];
    double c = ax * by - bx * ay;
    area += c;
    cx += c * (ax + bx);
    cy += c * (ay + by);
  }
  if (fabs(area) <= g->largest) return;
  g->largest = fabs(area);
  g->centroid_lon = xy[0] + cx / (3 * area);
  g->centroid_lat = xy[1] + cy / (3 * area);
}

static void add_edges(void *user, const struct ring *r) {
  struct filling *f = user;
  uint16_t k = f->group ? f->group[r->feature] : 0;
  struct ct_areas_group *g = &f->s->groups[k];
  const double *xy = f->t->geoms.lonlat + 2 * r->first;
  note_centroid(g, xy, r->n);
  for (size_t i = 0; i < r->n; i++) {
    size_t j = i + 1 < r->n ? i + 1 : 0;
    size_t e = g->edge0 + g->nedges++;
    f->s->edges[e] = (struct ct_areas_edge){xy[2 * i], xy[2 * i + 1], xy[2 * j], xy[2 * j + 1]};
    f->s->edge_group[e] = k;
  }
}

static void cosines(struct ct_areas *s) {
  for (int i = 0; i <= 180; i++) s->coslat[i] = (float)fmax(0, cos((i + 1) * 0.5 * M_PI / 180) - 1e-6);
}

struct ct_areas *ct_areas_new(struct ct_arena *a, const struct ct_table *t, const uint16_t *group,
                              size_t ngroups) {
  struct ct_areas *s = CT_NEW(a, struct ct_areas);
  s->arena = a;
  s->cuts = !group;
  s->ngroups = group ? ngroups : 1;
  s->groups = CT_NEW_N(a, struct ct_areas_group, s->ngroups);
  struct filling f = {s, t, group};
  each_ring(t, count_edges, &f);
  for (size_t k = 0; k < s->ngroups; k++) {
    s->groups[k].edge0 = (uint32_t)s->nedges;
    s->nedges += s->groups[k].nedges;
    s->groups[k].nedges = 0;
  }
  s->edges = CT_NEW_N(a, struct ct_areas_edge, s->nedges);
  s->edge_group = CT_NEW_N(a, uint16_t, s->nedges);
  each_ring(t, add_edges, &f);
  cosines(s);
  ct_areas_grid(s);
  ct_areas_boxes(s);
  return s;
}

bool ct_areas_centroid(const struct ct_areas *s, uint16_t group, double *lon, double *lat) {
  const struct ct_areas_group *g = &s->groups[group];
  if (!g->nedges || !(g->largest > 0)) return false;
  *lon = g->centroid_lon;
  *lat = g->centroid_lat;
  return true;
}

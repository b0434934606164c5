// SPDX-License-Identifier: MIT
// Trace: lon/lat chains to the page, curved where the projection curves them, thinned.
#include "project/trace.h"

#include <math.h>

#include "project/aspect.h"
#include "project/projection.h"
#include "project/thin.h"

// A quarter of a style pixel.
#define FLAT_PT (0.25 * CT_PX_PT)
// No edge is longer than this without a look at its middle: an edge may curve both ways.
#define FORCED_DEG 5.0
// Round an azimuthal map's rim a short way on the globe goes half round the page.
#define LONG_PT 2.0

enum { DEPTH_MAX = 16, FORCED_DEPTH_MAX = 8 };

void ct_trace_points(struct ct_tracer *t, struct ct_vertex *v, size_t n) {
  if (t->straight)
    for (size_t i = 0; i < n; i++) v[i].x *= CT_EARTH_A * CT_RAD, v[i].y *= CT_EARTH_A * CT_RAD;
  else
    ct_proj_forward(t->proj, t->handle, v, n);
  ct_pagemap_forward(&t->map, v, n);
}

static void trace_points(struct ct_tracer *t, struct ct_vertex *v, size_t n) {
  if (t->aspect)
    for (size_t i = 0; i < n; i++) ct_aspect_back(t->aspect, v[i].x, v[i].y, &v[i].x, &v[i].y);
  ct_trace_points(t, v, n);
}

static bool placed(const struct ct_vertex *v) {
  return isfinite(v->x) && isfinite(v->y);
}

static double chord_distance(const struct ct_vertex *m, const struct ct_vertex *p,
                             const struct ct_vertex *q) {
  double dx = q->x - p->x, dy = q->y - p->y, len2 = dx * dx + dy * dy, t = 0;
  if (len2 > 0) t = ((m->x - p->x) * dx + (m->y - p->y) * dy) / len2;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return hypot(m->x - p->x - t * dx, m->y - p->y - t * dy);
}

// One edge on the globe (a, b) and on the page (p, q).
struct edge {
  struct ct_vertex a, b, p, q;
};

// Can the edge, seen on the page, be off its chord by more than we allow? An arc of length
// L that turns by w bows out by L w / 8; parallels turn by no more than their longitudes,
// Mercator's lines by tan(lat) more, and what goes by an azimuthal map's antipode many
// times more.
static bool may_curve(const struct ct_tracer *t, const struct edge *e) {
  // Web maps draw straight lines straight.
  if (t->straight) return false;
  double dx = fabs(e->b.x - e->a.x), dy = fabs(e->b.y - e->a.y), turn = dx > dy ? dx : dy;
  if (turn > FORCED_DEG) return true;
  const struct ct_proj *proj = t->proj;
  if (proj->domain == CT_DOMAIN_CIRCLE || proj->reach < 90) turn *= 6;
  double px = e->q.x - e->p.x, py = e->q.y - e->p.y;
  if (px * px + py * py < FLAT_PT * FLAT_PT) return false;
  if (proj->domain == CT_DOMAIN_CIRCLE && proj->radius > 150 && px * px + py * py > LONG_PT * LONG_PT)
    return true;
  if (proj->crease_lat > 0 && (fabs(e->a.y) < proj->crease_lat) != (fabs(e->b.y) < proj->crease_lat))
    return true;
  double lat = fmin(fmax(fabs(e->a.y), fabs(e->b.y)), 89.0), bow = 0.6 * FLAT_PT / (turn * CT_RAD * 0.25);
  if (lat > 45) bow *= (90 - lat) * CT_RAD;
  return px * px + py * py > bow * bow;
}

static bool long_way(const struct edge *e) {
  double lat = fmin(fabs(e->a.y), fabs(e->b.y)), dx = fabs(e->b.x - e->a.x);
  return fmax(fabs(e->b.y - e->a.y), dx * cos(lat * CT_RAD)) > FORCED_DEG;
}

// The share of the edge at which it crosses the parallel; 0: it does not.
static double crossing(const struct edge *e, double lat) {
  bool crosses = (e->a.y < lat && e->b.y > lat) || (e->a.y > lat && e->b.y < lat);
  return crosses ? (e->a.y - lat) / (e->a.y - e->b.y) : 0;
}

// Where the edge is looked at. Some maps of the world have their corners at the equator, and some are sewn of two
// projections.
static struct ct_vertex middle(const struct ct_tracer *t, const struct edge *e) {
  const double lats[3] = {0, t->proj->crease_lat, -t->proj->crease_lat};
  double u = 0, lat = 0;
  for (int i = 0; i < 3 && u == 0; i++) u = crossing(e, lat = lats[i]);
  bool crosses = u > 0;
  if (!crosses) u = 0.5;
  struct ct_vertex m = {e->a.x + u * (e->b.x - e->a.x), e->a.y + u * (e->b.y - e->a.y), 0,
                        (float)(e->a.mark + u * ((double)e->b.mark - e->a.mark))};
  if (crosses) m.y = lat;
  return m;
}

// Is the curve near its chord at the share u of the edge? By a map's rim one swings about it within an edge.
static bool near_chord(struct ct_tracer *t, const struct edge *e, double u) {
  struct ct_vertex at = {e->a.x + u * (e->b.x - e->a.x), e->a.y + u * (e->b.y - e->a.y), 0, 0};
  trace_points(t, &at, 1);
  return !placed(&at) || chord_distance(&at, &e->p, &e->q) <= FLAT_PT / 2;
}

static bool flat(struct ct_tracer *t, const struct edge *e, const struct ct_vertex *at) {
  return chord_distance(at, &e->p, &e->q) <= FLAT_PT / 2 && near_chord(t, e, 0.25) && near_chord(t, e, 0.75);
}

static void bend(struct ct_tracer *t, const struct edge *e, uint8_t flags, int depth, struct ct_chain *out) {
  if (depth >= DEPTH_MAX) return;
  struct ct_vertex m = middle(t, e), at = m;
  trace_points(t, &at, 1);
  if (!placed(&at)) return;
  bool forced = depth < FORCED_DEPTH_MAX && long_way(e);
  if (!forced && flat(t, e, &at)) return;
  const struct edge first = {e->a, m, e->p, at}, second = {m, e->b, at, e->q};
  if (may_curve(t, &first)) bend(t, &first, flags, depth + 1, out);
  ct_chain_push_marked(out, at.x, at.y, flags, m.mark);
  if (may_curve(t, &second)) bend(t, &second, flags, depth + 1, out);
}

// The projection is torn here: a short way on the globe is a long one on the page.
static bool torn(const struct ct_tracer *t, const struct edge *e) {
  if (!(fabs(e->q.x - e->p.x) + fabs(e->q.y - e->p.y) > t->jump_pt)) return false;
  return fabs(e->b.x - e->a.x) < 1 && fabs(e->b.y - e->a.y) < 1;
}

static void bend_line(struct ct_tracer *t, const struct ct_chain *c, struct ct_chain *out) {
  for (size_t i = 0; i < c->n; i++) {
    const struct ct_vertex *p = &t->flat.v[i];
    if (!placed(p)) continue;
    bool last = i + 1 == c->n, gap = last || (c->v[i].flags & CT_EDGE_CUT) || !placed(p + 1);
    struct edge e = {c->v[i], c->v[last ? i : i + 1], *p, *(last ? p : p + 1)};
    gap = gap || torn(t, &e);
    ct_chain_push_marked(out, p->x, p->y, gap ? CT_EDGE_CUT : 0, p->mark);
    if (!gap && !(c->v[i].flags & CT_EDGE_ARC) && may_curve(t, &e)) bend(t, &e, 0, 0, out);
  }
}

static void bend_ring(struct ct_tracer *t, const struct ct_chain *c, struct ct_chain *out) {
  for (size_t i = 0; i < c->n; i++) {
    size_t j = i + 1 < c->n ? i + 1 : 0;
    const struct ct_vertex *p = &t->flat.v[i], *q = &t->flat.v[j];
    if (!placed(p)) continue;
    ct_chain_push(out, p->x, p->y, c->v[i].flags & CT_EDGE_CUT);
    if (!placed(q) || (c->v[i].flags & CT_EDGE_ARC)) continue;
    struct edge e = {c->v[i], c->v[j], *p, *q};
    if (may_curve(t, &e)) bend(t, &e, c->v[i].flags & CT_EDGE_CUT, 0, out);
  }
}

static void trace(struct ct_tracer *t, struct ct_chain *c, bool ring) {
  if (t->pre_cell_deg > 0) {
    if (ring)
      ct_thin_ring(c, t->pre_cell_deg, &t->flat);
    else
      ct_thin_line(c, t->pre_cell_deg, &t->flat);
    ct_chain_copy(c, &t->flat);
  }
  ct_chain_copy(&t->flat, c);
  trace_points(t, t->flat.v, t->flat.n);
  t->spare.n = 0;
  if (ring) {
    bend_ring(t, c, &t->spare);
    ct_thin_ring(&t->spare, t->cell_pt, c);
    ct_thin_flat(c, true, t->flat_pt);
  } else {
    bend_line(t, c, &t->spare);
    ct_thin_line(&t->spare, t->cell_pt, c);
    if (!t->measured) ct_thin_flat(c, false, t->flat_pt);
  }
}

void ct_trace_ring(struct ct_tracer *t, struct ct_chain *c) {
  trace(t, c, true);
}

void ct_trace_line(struct ct_tracer *t, struct ct_chain *c) {
  trace(t, c, false);
}

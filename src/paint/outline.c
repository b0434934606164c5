// SPDX-License-Identifier: MIT
// Outline: what a line covers as rings, with MapLibre's corners.
//
// The corners are those of MapLibre GL JS, src/data/bucket/line_bucket.ts: a mitre over its limit
// is bevelled, a bevel of a mitre over 2 is cut off at the vertex itself ("flipbevel"), a round
// corner under round-limit is a mitre.
#include "paint/outline.h"

#include <math.h>

#include "paint/pick.h"

// Half widths from which on corners are worth it (points), and the mitre from which on MapLibre
// draws what lies before and after a corner as pieces that overlap.
#define WORTH_PT 2.2f
#define SHARP 2.0
// Less than this is no corner; what would be longer is cut straight.
#define SLIGHT 1.005
#define REVERSED 100.0

enum { ARC_STEPS = 9 };

enum corner { CORNER_MITER, CORNER_BEVEL, CORNER_FLIP, CORNER_ROUND };

// A vertex between two edges: their directions, the mitre's length in half widths.
struct turn {
  double d0[2], d1[2];
  double miter;
  double outer;  // side of the outer corner: 1 right of the way (page y is down), -1 left
  enum corner corner;
};

static bool direction(const float *from, const float *to, double d[2]) {
  d[0] = (double)to[0] - from[0];
  d[1] = (double)to[1] - from[1];
  double l = hypot(d[0], d[1]);
  if (!(l > 0) || !isfinite(l)) return false;
  d[0] /= l;
  d[1] /= l;
  return true;
}

static enum corner corner_of(const struct ct_outline *o, double miter) {
  double limit = o->join == CT_JOIN_BEVEL ? 1.05 : o->miter_limit;
  if (o->join == CT_JOIN_ROUND) return miter < o->round_limit ? CORNER_MITER : CORNER_ROUND;
  if (miter <= limit) return CORNER_MITER;
  return miter > SHARP ? CORNER_FLIP : CORNER_BEVEL;
}

// The turn at vertex i between the edges before and after it; false where there are not two.
static bool turn_at(const struct ct_outline *o, const float *xy, size_t n, bool closed, size_t i,
                    struct turn *t) {
  if (!closed && (i == 0 || i + 1 >= n)) return false;
  const float *p = xy + 2 * (i ? i - 1 : n - 1), *v = xy + 2 * i, *q = xy + 2 * (i + 1 < n ? i + 1 : 0);
  if (!direction(p, v, t->d0) || !direction(v, q, t->d1)) return false;
  double cos_half = sqrt(fmax(0, (1 + t->d0[0] * t->d1[0] + t->d0[1] * t->d1[1]) / 2));
  t->miter = cos_half > 1e-9 ? 1 / cos_half : INFINITY;
  t->outer = t->d0[0] * t->d1[1] - t->d0[1] * t->d1[0] > 0 ? -1 : 1;
  t->corner = corner_of(o, t->miter);
  return true;
}

bool ct_outline_needed(const struct ct_outline *o, const float *xy, size_t n, bool closed) {
  if (o->half < WORTH_PT || n < 3) return false;
  for (size_t i = 0; i < n; i++) {
    struct turn t;
    if (!turn_at(o, xy, n, closed, i, &t) || t.miter < SLIGHT) continue;
    if (t.corner == CORNER_FLIP) return true;
    if (o->join == CT_JOIN_ROUND && t.corner == CORNER_MITER && t.miter > 1.06) return true;
    if (o->split && t.miter > SHARP && t.corner != CORNER_MITER) return true;
  }
  return false;
}

// A ring of m points, turned the way all rings run.
static void add_ring(struct ct_gather *g, const double *p, size_t m) {
  float xy[2 * (ARC_STEPS + 4)];
  double area = 0;
  for (size_t i = 0, j = m - 1; i < m; j = i++) area += p[2 * j] * p[2 * i + 1] - p[2 * i] * p[2 * j + 1];
  for (size_t i = 0; i < 2 * m; i++) xy[i] = (float)p[i];
  if (area != 0) ct_gather_part(g, xy, m, (float[]){0, 0}, area < 0);
}

// Slices from v + half * a round to v + half * b, the shorter way (a and b are unit vectors).
static void add_fan(const struct ct_outline *o, struct ct_gather *g, const float *v, const double a[2],
                    const double b[2], double side) {
  double p[2 * (ARC_STEPS + 2)], from = atan2(a[1], a[0]), by = remainder(atan2(b[1], b[0]) - from, 2 * M_PI);
  if (fabs(fabs(by) - M_PI) < 1e-6) by = side * M_PI;
  p[0] = v[0];
  p[1] = v[1];
  for (int k = 0; k <= ARC_STEPS; k++) {
    double at = from + by * k / ARC_STEPS;
    p[2 * k + 2] = v[0] + o->half * cos(at);
    p[2 * k + 3] = v[1] + o->half * sin(at);
  }
  add_ring(g, p, ARC_STEPS + 2);
}

static void add_cap(const struct ct_outline *o, struct ct_gather *g, const float *v, const double d[2]) {
  // Two quarters, so that none is more than half a circle.
  const double right[2] = {-d[1], d[0]}, left[2] = {d[1], -d[0]};
  add_fan(o, g, v, right, d, 1);
  add_fan(o, g, v, d, left, 1);
}

// What fills the outer corner.
static void add_corner(const struct ct_outline *o, struct ct_gather *g, const float *v,
                       const struct turn *t) {
  const double n0[2] = {-t->d0[1] * t->outer, t->d0[0] * t->outer},
               n1[2] = {-t->d1[1] * t->outer, t->d1[0] * t->outer};
  if (t->corner == CORNER_FLIP || t->miter < SLIGHT) return;
  if (t->corner == CORNER_ROUND) {
    add_fan(o, g, v, n0, n1, t->outer);
    return;
  }
  double sum = hypot(n0[0] + n1[0], n0[1] + n1[1]), r = o->half, tip = sum > 0 ? r * t->miter / sum : 0;
  const double p[] = {v[0],
                      v[1],
                      v[0] + r * n0[0],
                      v[1] + r * n0[1],
                      v[0] + tip * (n0[0] + n1[0]),
                      v[1] + tip * (n0[1] + n1[1]),
                      v[0] + r * n1[0],
                      v[1] + r * n1[1]};
  const double bevel[] = {p[0], p[1], p[2], p[3], p[6], p[7]};
  if (t->corner == CORNER_MITER && isfinite(tip))
    add_ring(g, p, 4);
  else
    add_ring(g, bevel, 3);
}

// Right and left corner of an edge's end at v: straight across, or along the cut through v.
static void end_corners(const struct ct_outline *o, const float *v, const double d[2], const struct turn *t,
                        double right[2], double left[2]) {
  double x = -d[1] * o->half, y = d[0] * o->half;
  if (t && t->corner == CORNER_FLIP && t->miter < REVERSED) {
    // The cut is square to the corner's middle line.
    double cx = t->d0[0] + t->d1[0], cy = t->d0[1] + t->d1[1], l = hypot(cx, cy);
    double reach = o->half / sqrt(fmax(1e-9, 1 - 1 / (t->miter * t->miter)));
    double sign = cx * x + cy * y > 0 ? 1 : -1;
    x = cx / l * reach * sign;
    y = cy / l * reach * sign;
  }
  right[0] = v[0] + x;
  right[1] = v[1] + y;
  left[0] = v[0] - x;
  left[1] = v[1] - y;
}

static void add_edge(const struct ct_outline *o, struct ct_gather *g, const float *p, const float *q,
                     const struct turn *at_p, const struct turn *at_q, const bool ends[2]) {
  double d[2], r0[2], l0[2], r1[2], l1[2];
  if (!direction(p, q, d)) return;
  end_corners(o, p, d, at_p, r0, l0);
  end_corners(o, q, d, at_q, r1, l1);
  for (int i = 0; i < 2 && o->cap == CT_CAP_SQUARE; i++) {
    if (ends[0]) r0[i] -= d[i] * o->half, l0[i] -= d[i] * o->half;
    if (ends[1]) r1[i] += d[i] * o->half, l1[i] += d[i] * o->half;
  }
  add_ring(g, (const double[]){r0[0], r0[1], r1[0], r1[1], l1[0], l1[1], l0[0], l0[1]}, 4);
  const double back[2] = {-d[0], -d[1]};
  if (ends[0] && o->cap == CT_CAP_ROUND) add_cap(o, g, p, back);
  if (ends[1] && o->cap == CT_CAP_ROUND) add_cap(o, g, q, d);
}

size_t ct_outline_piece(const struct ct_outline *o, const float *xy, size_t n, bool closed, size_t from,
                        struct ct_gather *g) {
  size_t edges = closed ? n : n - 1;
  for (size_t i = from; i < edges; i++) {
    size_t j = i + 1 < n ? i + 1 : 0;
    const float *p = xy + 2 * i, *q = xy + 2 * j;
    struct turn at_p, at_q;
    bool has_p = turn_at(o, xy, n, closed, i, &at_p), has_q = turn_at(o, xy, n, closed, j, &at_q);
    add_edge(o, g, p, q, has_p ? &at_p : NULL, has_q ? &at_q : NULL,
             (const bool[]){!closed && i == 0, !closed && i + 2 == n});
    // The round end of each piece.
    double d[2];
    bool sharp = has_q && o->split && at_q.miter > SHARP;
    if (sharp && at_q.corner == CORNER_ROUND && direction(p, q, d)) add_cap(o, g, q, d);
    if (i == from && i > 0 && o->join == CT_JOIN_ROUND && direction(q, p, d)) add_cap(o, g, p, d);
    if (sharp && at_q.corner != CORNER_MITER && i + 1 < edges) return i + 1;
    if (has_q) add_corner(o, g, q, &at_q);
  }
  return n;
}

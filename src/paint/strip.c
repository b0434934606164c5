// SPDX-License-Identifier: MIT
// Strip: what a line beside its own place or in dashes covers, cut from the strip of triangles that MapLibre lays.
//
// The strip is that of MapLibre GL JS 6, src/data/bucket/line_bucket.ts and its line shaders: gaps and
// dashes are cut out of it by two numbers that run over each triangle, across the line and along it.
#include "paint/strip.h"

#include <math.h>

#include "paint/pick.h"
#include "paint/side.h"

// From where lines turn more sharply than 75 degrees the strip is straight up to so far from the corner.
#define SHARP_PT (15 * 0.75)
#define COS_HALF_SHARP 0.7933533402912352
#define MOST_OFFSET_MITER 2.0
#define OFFSET_FALLBACK_FROM 3.0
#define REVERSED 100.0
// The strip is this much wider than the line, for soft edges.
#define SOFT_PT 0.375
// Dashes that repeat within less are a stroke's business: it draws them solid.
#define LEAST_PERIOD_PT 0.1
// A turn of less is none.
#define SLIGHT 1.02

enum { ARC_STEPS = 10, MOST_CORNERS = 2 * ARC_STEPS + 8, MOST_DASHES = 100000 };

struct corner {
  double x, y;
  double across, along;  // -1 left edge to 1 right edge; points from the start
};

struct laying {
  const struct ct_strip *s;
  struct ct_gather *g;
  struct corner left, right;  // the last ones laid
  bool has_left, has_right;
  double distance, period;
};

// ---- Cutting

static size_t keep(const struct corner *in, size_t n, bool along, double sign, double limit,
                   struct corner *out) {
  size_t m = 0;
  for (size_t i = 0; i < n; i++) {
    const struct corner *p = &in[i], *q = &in[(i + 1) % n];
    double a = sign * ((along ? p->along : p->across) - limit),
           b = sign * ((along ? q->along : q->across) - limit);
    if (a >= 0) out[m++] = *p;
    if ((a < 0 && b > 0) || (a > 0 && b < 0)) {
      double t = a / (a - b);
      out[m++] =
          (struct corner){p->x + (q->x - p->x) * t, p->y + (q->y - p->y) * t,
                          p->across + (q->across - p->across) * t, p->along + (q->along - p->along) * t};
    }
  }
  return m;
}

static size_t keep_between(const struct corner *in, size_t n, bool along, double from, double to,
                           struct corner *out) {
  struct corner half[MOST_CORNERS];
  n = keep(in, n, along, 1, from, half);
  return keep(half, n, along, -1, to, out);
}

static void add_ring(struct laying *l, const struct corner *p, size_t n) {
  float xy[2 * (2 * ARC_STEPS + 4)];
  double area = 0;
  if (n < 3) return;
  for (size_t i = 0, j = n - 1; i < n; j = i++) {
    area += p[j].x * p[i].y - p[i].x * p[j].y;
    xy[2 * i] = (float)p[i].x;
    xy[2 * i + 1] = (float)p[i].y;
  }
  if (isfinite(area) && area != 0) ct_gather_part(l->g, xy, n, (float[]){0, 0}, area < 0);
}

// The dashes of a piece, of which `along` runs from..to.
static void add_dashes(struct laying *l, const struct corner *p, size_t n, double from, double to) {
  const struct ct_strip *s = l->s;
  struct corner out[MOST_CORNERS];
  double at = floor((from + s->dash_start) / l->period) * l->period - s->dash_start;
  for (size_t i = 0; at <= to && i < MOST_DASHES; i++) {
    double length = s->dash[i % s->dash_n], end = at + length;
    if (i % 2 == 0 && end >= from && length > 0) {
      if (from >= at && to <= end)
        add_ring(l, p, n);
      else
        add_ring(l, out, keep_between(p, n, true, at, end, out));
    }
    at = end;
  }
}

static void add_piece(struct laying *l, const struct corner *p, size_t n) {
  double from = INFINITY, to = -INFINITY;
  if (n < 3) return;
  if (!l->s->dash_n) {
    add_ring(l, p, n);
    return;
  }
  for (size_t i = 0; i < n; i++) from = fmin(from, p[i].along), to = fmax(to, p[i].along);
  add_dashes(l, p, n, from, to);
}

static void add_triangle(struct laying *l, const struct corner *a, const struct corner *b,
                         const struct corner *c) {
  const struct corner p[3] = {*a, *b, *c};
  struct corner out[MOST_CORNERS];
  double wide = l->s->outer + SOFT_PT, edge = l->s->outer / wide, gap = l->s->inner / wide;
  if (gap > 0) {
    add_piece(l, out, keep_between(p, 3, false, -edge, -gap, out));
    add_piece(l, out, keep_between(p, 3, false, gap, edge, out));
  } else {
    add_piece(l, out, keep_between(p, 3, false, -edge, edge, out));
  }
}

// ---- Laying

static void lay_half(struct laying *l, const double v[2], const double extrude[2], const double shift[2],
                     bool right) {
  double wide = l->s->outer + SOFT_PT, by = l->s->offset;
  const struct corner c = {v[0] + shift[0] * by + extrude[0] * wide, v[1] + shift[1] * by + extrude[1] * wide,
                           right ? 1 : -1, l->distance};
  if (l->has_left && l->has_right) add_triangle(l, &l->left, &c, &l->right);
  if (right)
    l->right = c, l->has_right = true;
  else
    l->left = c, l->has_left = true;
}

// The bucket's first corner lies along the normal, the second against it; each may be moved along the way.
static void lay(struct laying *l, const double v[2], const double n[2], double end_first, double end_second,
                const double shift[2]) {
  const double first[2] = {n[0] + n[1] * end_first, n[1] - n[0] * end_first};
  const double second[2] = {-n[0] + n[1] * end_second, -n[1] - n[0] * end_second};
  lay_half(l, v, first, shift, false);
  lay_half(l, v, second, shift, true);
}

// Half a disc, or what a gap leaves of it, that ends the strip or begins it.
static void add_round(struct laying *l, const double v[2], const double n[2], const double shift[2],
                      bool end) {
  struct corner p[2 * ARC_STEPS + 2];
  size_t m = 0;
  double x = v[0] + shift[0] * l->s->offset, y = v[1] + shift[1] * l->s->offset;
  double from = atan2(n[1], n[0]), by = end ? -M_PI : M_PI;
  for (int k = 0; k <= ARC_STEPS; k++) {
    double a = from + by * k / ARC_STEPS;
    p[m++] = (struct corner){x + l->s->outer * cos(a), y + l->s->outer * sin(a), 0, l->distance};
  }
  for (int k = ARC_STEPS; k >= 0 && l->s->inner > 0; k--) {
    double a = from + by * k / ARC_STEPS;
    p[m++] = (struct corner){x + l->s->inner * cos(a), y + l->s->inner * sin(a), 0, l->distance};
  }
  add_piece(l, p, m);
}

// ---- Corners

struct turn {
  double v[2], in[2], out[2];  // the vertex, the normals of the edges before and after it
  double join[2], miter, cos_half;
  double shift[2];
  bool has_in, has_out, left;
};

static bool normal(const double *from, const double *to, double n[2]) {
  double dx = to[0] - from[0], dy = to[1] - from[1], d = hypot(dx, dy);
  if (!(d > 1e-6) || !isfinite(d)) return false;
  n[0] = -dy / d;
  n[1] = dx / d;
  return true;
}

static void measure(struct turn *t) {
  double x = t->in[0] + t->out[0], y = t->in[1] + t->out[1], d = hypot(x, y);
  t->join[0] = d > 0 ? x / d : 0;
  t->join[1] = d > 0 ? y / d : 0;
  t->cos_half = t->join[0] * t->out[0] + t->join[1] * t->out[1];
  t->miter = t->cos_half != 0 ? 1 / t->cos_half : INFINITY;
  t->left = t->in[0] * t->out[1] - t->in[1] * t->out[0] > 0;
  double reach = fmin(t->miter, MOST_OFFSET_MITER);
  for (int k = 0; k < 2; k++) t->shift[k] = t->join[k] * reach;
}

// The shift eased back to the normal's where the line turns very sharply.
static void eased(const struct turn *t, const double n[2], double out[2]) {
  double back = fmin(fmax((t->miter - OFFSET_FALLBACK_FROM) / 5, 0), 1);
  for (int k = 0; k < 2; k++) out[k] = t->shift[k] + (n[k] - t->shift[k]) * back;
}

static void lay_flipped(struct laying *l, const struct turn *t) {
  double n[2] = {-t->out[0], -t->out[1]}, shift[2];
  if (t->miter <= REVERSED) {
    double sum = hypot(t->in[0] + t->out[0], t->in[1] + t->out[1]);
    double gap = hypot(t->in[0] - t->out[0], t->in[1] - t->out[1]);
    double by = t->miter * sum / gap * (t->left ? -1 : 1);
    n[0] = -t->join[1] * by;
    n[1] = t->join[0] * by;
  }
  eased(t, n, shift);
  lay(l, t->v, n, 0, 0, shift);
  n[0] = -n[0], n[1] = -n[1];
  eased(t, n, shift);
  lay(l, t->v, n, 0, 0, shift);
}

static void lay_bevel(struct laying *l, const struct turn *t, bool round) {
  double in = -sqrt(fmax(0, t->miter * t->miter - 1)), a = t->left ? in : 0, b = t->left ? 0 : in;
  lay(l, t->v, t->in, a, b, t->shift);
  int slices = round ? (int)lround(2 * sqrt(fmax(0, 2 - 2 * t->cos_half)) * (180 / M_PI) / 20) : 0;
  double angle =
      atan2(t->in[0] * t->out[1] - t->in[1] * t->out[0], t->in[0] * t->out[0] + t->in[1] * t->out[1]);
  for (int i = 1; i < slices; i++) {
    double at = angle * i / slices, sign = t->left ? -1 : 1;
    const double e[2] = {sign * (t->in[0] * cos(at) - t->in[1] * sin(at)),
                         sign * (t->in[0] * sin(at) + t->in[1] * cos(at))};
    lay_half(l, t->v, e, t->shift, t->left);
  }
  lay(l, t->v, t->out, -a, -b, t->shift);
}

static void lay_round(struct laying *l, const struct turn *t) {
  double shift[2];
  if (t->has_in) {
    eased(t, t->in, shift);
    lay(l, t->v, t->in, 0, 0, shift);
    add_round(l, t->v, t->in, shift, true);
  }
  l->has_left = l->has_right = false;
  if (t->has_out) {
    eased(t, t->out, shift);
    add_round(l, t->v, t->out, shift, false);
    lay(l, t->v, t->out, 0, 0, shift);
  }
}

static void lay_end(struct laying *l, const struct turn *t, bool ring) {
  double by = t->has_in ? 1 : -1;
  if (ring || l->s->cap == CT_CAP_BUTT)
    lay(l, t->v, t->join, 0, 0, t->shift);
  else if (l->s->cap == CT_CAP_SQUARE)
    lay(l, t->v, t->join, by, by, t->shift);
  else
    lay_round(l, t);
}

static void lay_corner(struct laying *l, const struct turn *t, bool ring) {
  const struct ct_strip *s = l->s;
  double limit = s->join == CT_JOIN_BEVEL ? 1.05 : s->miter_limit;
  bool round = s->join == CT_JOIN_ROUND && t->miter >= s->round_limit;
  if (!t->has_in || !t->has_out) {
    lay_end(l, t, ring);
  } else if (round && t->miter > 2) {
    lay_round(l, t);
  } else if (round) {
    lay_bevel(l, t, true);
  } else if (t->miter < limit || (s->join != CT_JOIN_BEVEL && t->miter <= limit)) {
    lay(l, t->v, (const double[]){t->join[0] * t->miter, t->join[1] * t->miter}, 0, 0, t->shift);
  } else if (t->miter > 2) {
    lay_flipped(l, t);
  } else {
    lay_bevel(l, t, false);
  }
}

// ---- The line

static void vertex(const struct ct_polyline *p, size_t i, double v[2]) {
  v[0] = p->xy[2 * (i % p->n)];
  v[1] = p->xy[2 * (i % p->n) + 1];
}

static double period_of(const struct ct_strip *s) {
  double sum = 0;
  for (size_t i = 0; i < s->dash_n; i++) sum += s->dash[i];
  return sum;
}

bool ct_strip_needed(const struct ct_strip *s, const struct ct_polyline *p) {
  double a[2], b[2], c[2];
  struct turn t;
  if (s->dash_n && !(period_of(s) >= LEAST_PERIOD_PT)) return false;
  if (s->inner > 0 && s->cap != CT_CAP_BUTT && !p->closed) return true;
  // Mitres that are not too long are those of a stroke; dashes keep to the middle of the line.
  bool plain = !s->dash_n && s->join == CT_JOIN_MITER;
  double enough = plain ? fmin(s->miter_limit, MOST_OFFSET_MITER) : SLIGHT;
  for (size_t i = p->closed ? 0 : 1; i + (p->closed ? 0 : 1) < p->n; i++) {
    vertex(p, i + p->n - 1, a);
    vertex(p, i, b);
    vertex(p, i + 1, c);
    if (!normal(a, b, t.in) || !normal(b, c, t.out)) continue;
    measure(&t);
    if (t.miter > fmax(enough, SLIGHT)) return true;
  }
  return false;
}

// A point of the edge between two vertices, near the sharp corner at the first of them.
static bool near_corner(const double corner[2], const double other[2], double out[2]) {
  double d = hypot(other[0] - corner[0], other[1] - corner[1]);
  if (!(d > 2 * SHARP_PT)) return false;
  for (int k = 0; k < 2; k++) out[k] = corner[k] + (other[k] - corner[k]) * (SHARP_PT / d);
  return true;
}

static void lay_vertex(struct laying *l, const struct ct_polyline *p, size_t i, double before[2],
                       struct turn *t) {
  double after[2], near[2];
  bool first = i == 0, last = p->closed ? i == p->n : i + 1 == p->n;
  vertex(p, i, t->v);
  t->has_in = !first || p->closed;
  t->has_out = !last || p->closed;
  vertex(p, i + 1, after);
  if (first && p->closed) vertex(p, p->n - 1, before);
  if (t->has_in && !normal(before, t->v, t->in)) return;  // the same place again
  if (t->has_out && !normal(t->v, after, t->out)) t->has_out = false;
  for (int k = 0; k < 2; k++) {
    if (!t->has_in) t->in[k] = t->out[k];
    if (!t->has_out) t->out[k] = t->in[k];
  }
  measure(t);
  bool sharp = t->cos_half < COS_HALF_SHARP && t->has_in && t->has_out;
  if (sharp && !first && near_corner(t->v, before, near)) {
    l->distance += hypot(near[0] - before[0], near[1] - before[1]);
    lay(l, near, t->in, 0, 0, t->in);
    before[0] = near[0], before[1] = near[1];
  }
  // Rings count from the vertex before the first.
  if (t->has_in) l->distance += hypot(t->v[0] - before[0], t->v[1] - before[1]);
  // A ring begins and ends in the middle of a corner.
  lay_corner(l, t, p->closed);
  before[0] = t->v[0], before[1] = t->v[1];
  if (sharp && !last && near_corner(t->v, after, near)) {
    l->distance += hypot(near[0] - before[0], near[1] - before[1]);
    lay(l, near, t->out, 0, 0, t->out);
    before[0] = near[0], before[1] = near[1];
  }
}

void ct_strip_add(const struct ct_strip *s, const struct ct_polyline *p, struct ct_gather *g) {
  struct laying l = {.s = s, .g = g, .period = period_of(s)};
  struct turn t = {.v = {0, 0}};
  double before[2] = {0, 0};
  if (p->n < 2 || (s->dash_n && !(l.period >= LEAST_PERIOD_PT))) return;
  for (size_t i = 0; i < p->n + (p->closed ? 1 : 0); i++) lay_vertex(&l, p, i, before, &t);
}

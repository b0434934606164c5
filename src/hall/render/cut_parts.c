// SPDX-License-Identifier: MIT
// Cut parts: lines without what of them lies in discs.
#include "hall/render/cut_parts.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

// The share of the edge a-b that is in the disc, as t[0]..t[1]; false: none.
static bool in_disc(const float *a, const float *b, const struct ct_disc *d, double t[2]) {
  double dx = (double)b[0] - a[0], dy = (double)b[1] - a[1], fx = a[0] - d->x, fy = a[1] - d->y;
  double l2 = dx * dx + dy * dy, h = fx * dx + fy * dy, g = fx * fx + fy * fy - d->r * d->r;
  double under = h * h - l2 * g;
  if (!(l2 > 0)) {
    t[0] = 0, t[1] = 1;
    return g < 0;
  }
  if (!(under > 0)) return false;
  t[0] = fmax(0, (-h - sqrt(under)) / l2);
  t[1] = fmin(1, (-h + sqrt(under)) / l2);
  return t[0] < t[1];
}

// A polyline in the making.
struct line {
  ct_vec(float) xy;
};

static void add_to(struct ct_arena *a, struct line *l, const float *p, const float *q, double t) {
  ct_vec_push(a, &l->xy, (float)(p[0] + t * ((double)q[0] - p[0])));
  ct_vec_push(a, &l->xy, (float)(p[1] + t * ((double)q[1] - p[1])));
}

static void end_line(struct ct_arena *a, struct line *l, struct ct_pieces *out) {
  if (l->xy.n > 2) ct_vec_push(a, &out->v, ((struct ct_piece){l->xy.v, l->xy.n / 2}));
  *l = (struct line){0};
}

static void cut_piece(struct ct_arena *a, const struct ct_piece *p, const struct ct_disc *d,
                      struct ct_pieces *out) {
  struct line l = {0};
  for (size_t i = 0; i + 1 < p->n; i++) {
    const float *from = p->xy + 2 * i, *to = from + 2;
    double t[2];
    if (!l.xy.n) add_to(a, &l, from, to, 0);
    if (!in_disc(from, to, d, t)) {
      add_to(a, &l, from, to, 1);
      continue;
    }
    if (t[0] > 0)
      add_to(a, &l, from, to, t[0]);
    else
      l.xy.n = l.xy.n > 2 ? l.xy.n : 0;
    end_line(a, &l, out);
    if (t[1] >= 1) continue;
    add_to(a, &l, from, to, t[1]);
    add_to(a, &l, from, to, 1);
  }
  end_line(a, &l, out);
}

struct ct_pieces ct_cut_discs(struct ct_arena *a, struct ct_piece whole, const struct ct_disc *v, size_t n) {
  struct ct_pieces now = {0};
  ct_vec_push(a, &now.v, whole);
  for (size_t i = 0; i < n; i++) {
    struct ct_pieces next = {0};
    if (!(v[i].r > 0)) continue;
    for (size_t k = 0; k < now.v.n; k++) cut_piece(a, &now.v.v[k], &v[i], &next);
    now = next;
  }
  return now;
}

static bool same(const float *p, const float *q) {
  return p[0] == q[0] && p[1] == q[1];
}

bool ct_piece_is_ring(const struct ct_piece *p) {
  return p->n > 3 && same(p->xy, p->xy + 2 * p->n - 2);
}

void ct_cut_join(struct ct_arena *a, struct ct_pieces *p) {
  struct ct_piece *first = p->v.v, *last = p->v.v + p->v.n - 1;
  if (p->v.n < 2 || !same(first->xy, last->xy + 2 * last->n - 2)) return;
  size_t n = last->n + first->n - 1;
  float *xy = CT_NEW_N(a, float, 2 * n);
  memcpy(xy, last->xy, 2 * last->n * sizeof *xy);
  memcpy(xy + 2 * last->n, first->xy + 2, 2 * (first->n - 1) * sizeof *xy);
  *first = (struct ct_piece){xy, n};
  p->v.n--;
}

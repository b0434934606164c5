// SPDX-License-Identifier: MIT
// Polyline: leaders with bends, against each other, against boxes and points.
#include <math.h>

#include "label/solver.h"

enum { MAX_PIECES = 200 };
#define LINE_HALF 0.5F
#define APART 0.9F
#define FORK 5

float ct_polyline_distance(const struct ct_candidate *c, float x, float y) {
  float least = INFINITY;
  for (int i = 0; i <= c->bends; i++) least = fminf(least, ct_leader_distance(c->leader + 2 * i, x, y));
  return least;
}

static bool cross(const struct ct_candidate *a, const struct ct_candidate *b) {
  for (int i = 0; i <= a->bends; i++)
    for (int k = 0; k <= b->bends; k++)
      if (ct_lines_cross(a->leader + 2 * i, b->leader + 2 * k, b->leader + 2 * k + 2)) return true;
  return false;
}

// Is a bend or the end of a near b?
static bool ends_near(const struct ct_candidate *a, const struct ct_candidate *b) {
  for (int i = 1; i <= a->bends + 1; i++)
    if (ct_polyline_distance(b, a->leader[2 * i], a->leader[2 * i + 1]) < APART) return true;
  return false;
}

// Leaders of marks that overlap may begin side by side, if they part.
static bool fork(const struct ct_candidate *a, const struct ct_candidate *b) {
  return a->callout && b->callout && hypotf(a->leader[0] - b->leader[0], a->leader[1] - b->leader[1]) < FORK;
}

bool ct_polylines_near(const struct ct_candidate *a, const struct ct_candidate *b) {
  if (fork(a, b)) return cross(a, b) || ends_near(a, b) || ends_near(b, a);
  for (int i = 0; i <= a->bends; i++)
    for (int k = 0; k <= b->bends; k++)
      if (ct_leader_near(a->leader + 2 * i, b->leader + 2 * k)) return true;
  return false;
}

bool ct_polyline_hits(const struct ct_candidate *c, const struct ct_box *box) {
  for (int i = 0; i <= c->bends; i++)
    if (ct_leader_hits(c->leader + 2 * i, box)) return true;
  return false;
}

float ct_polyline_length(const struct ct_candidate *c) {
  float sum = 0;
  for (int i = 0; i <= c->bends; i++) {
    const float *p = c->leader + 2 * i;
    sum += hypotf(p[2] - p[0], p[3] - p[1]);
  }
  return sum;
}

static int cover_piece(struct ct_solver *s, const float l[4], int most) {
  float dx = l[2] - l[0], dy = l[3] - l[1], slant = fminf(fabsf(dx), fabsf(dy));
  int n = (int)fminf(ceilf(fmaxf(fmaxf(slant / 5, hypotf(dx, dy) / 25), 1)), (float)most);
  for (int k = 0; k < n; k++) {
    float t0 = (float)k / (float)n, t1 = (float)(k + 1) / (float)n;
    float x0 = l[0] + dx * t0, x1 = l[0] + dx * t1, y0 = l[1] + dy * t0, y1 = l[1] + dy * t1;
    struct ct_box b = {fminf(x0, x1), fminf(y0, y1), fmaxf(x0, x1), fmaxf(y0, y1)};
    ct_vec_push(s->arena, &s->parts, ct_box_grown(&b, LINE_HALF));
  }
  return n;
}

void ct_polyline_cover(struct ct_solver *s, struct ct_candidate *c) {
  int n = 0, pieces = c->bends + 1;
  c->part0 = (uint32_t)s->parts.n;
  for (int i = 0; i < pieces; i++) n += cover_piece(s, c->leader + 2 * i, MAX_PIECES / pieces);
  c->nparts = (uint16_t)n;
}

// SPDX-License-Identifier: MIT
// Links: the lines between an inset and the box of what it shows.
#include "page/inset_link.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

// Of touching: a line along an edge crosses nothing.
#define TOUCH 0.02
// So near to a mark's point a line runs through it.
#define MARK_PT 4.0

struct link {
  float xy[4];
  double length;
};

struct linking {
  float box[8], inset[8];
  const struct ct_link_field *field;
};

static void corners_of(const struct ct_rect *r, float out[8]) {
  const double xy[8] = {r->x, r->y, r->x + r->w, r->y, r->x + r->w, r->y + r->h, r->x, r->y + r->h};
  for (int i = 0; i < 8; i++) out[i] = (float)xy[i];
}

// Distance of a point from the line, with its side as the sign.
static double side_of(const struct link *l, const float p[2]) {
  double dx = (double)l->xy[2] - l->xy[0], dy = (double)l->xy[3] - l->xy[1];
  return (dx * ((double)p[1] - l->xy[1]) - dy * ((double)p[0] - l->xy[0])) / l->length;
}

// Are all corners on one side of it? 1, -1: which; 0: no.
static int touches(const struct linking *k, const struct link *l) {
  double least = INFINITY, most = -INFINITY;
  for (int i = 0; i < 8; i++) {
    double d = side_of(l, i < 4 ? k->box + 2 * i : k->inset + 2 * (i - 4));
    least = fmin(least, d);
    most = fmax(most, d);
  }
  return least >= -TOUCH ? 1 : most <= TOUCH ? -1 : 0;
}

static bool clip(double from, double d, double lo, double hi, double *t0, double *t1) {
  if (fabs(d) < 1e-12) return from > lo && from < hi;
  double a = (lo - from) / d, b = (hi - from) / d;
  *t0 = fmax(*t0, fmin(a, b));
  *t1 = fmin(*t1, fmax(a, b));
  return *t0 < *t1;
}

static bool crosses(const struct link *l, const struct ct_rect *r) {
  double t0 = 0, t1 = 1;
  return r->w > 0 && clip(l->xy[0], (double)l->xy[2] - l->xy[0], r->x, r->x + r->w, &t0, &t1) &&
         clip(l->xy[1], (double)l->xy[3] - l->xy[1], r->y, r->y + r->h, &t0, &t1);
}

static bool is_free(const struct linking *k, const struct link *l) {
  for (size_t i = 0; i < k->field->nobstacles; i++)
    if (crosses(l, &k->field->obstacles[i])) return false;
  return true;
}

static struct link between(const struct linking *k, int box, int inset) {
  struct link l = {{k->box[2 * box], k->box[2 * box + 1], k->inset[2 * inset], k->inset[2 * inset + 1]}, 0};
  l.length = hypot((double)l.xy[2] - l.xy[0], (double)l.xy[3] - l.xy[1]);
  return l;
}

static struct ct_rect box_of(const struct linking *k) {
  double x0 = INFINITY, x1 = -INFINITY, y0 = INFINITY, y1 = -INFINITY;
  for (int i = 0; i < 4; i++) {
    x0 = fmin(x0, k->box[2 * i]);
    x1 = fmax(x1, k->box[2 * i]);
    y0 = fmin(y0, k->box[2 * i + 1]);
    y1 = fmax(y1, k->box[2 * i + 1]);
  }
  return (struct ct_rect){x0, y0, x1 - x0, y1 - y0};
}

static struct ct_rect grown(struct ct_rect r, double by) {
  return (struct ct_rect){r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by};
}

// A corner to corner line that crosses neither the box nor the inset.
static bool is_outside(const struct linking *k, const struct link *l, const struct ct_rect *inset) {
  struct ct_rect in = grown(*inset, -0.1), box = grown(box_of(k), -0.1);
  return !crosses(l, &in) && !crosses(l, &box);
}

// Does it run through a mark on its way, beyond the box?
static bool hits_mark(const struct linking *k, const struct link *l) {
  struct ct_rect box = grown(box_of(k), MARK_PT);
  for (size_t i = 0; i < k->field->nmarks; i++) {
    const float *m = k->field->marks + 2 * i;
    struct ct_rect mark = {m[0] - MARK_PT, m[1] - MARK_PT, 2 * MARK_PT, 2 * MARK_PT};
    bool in_box = m[0] >= box.x && m[0] <= box.x + box.w && m[1] >= box.y && m[1] <= box.y + box.h;
    if (!in_box && fabs(side_of(l, m)) < MARK_PT && crosses(l, &mark)) return true;
  }
  return false;
}

size_t ct_inset_link(const float corner[8], const struct ct_rect *inset, const struct ct_link_field *field,
                     float lines[8]) {
  struct linking k = {.field = field};
  struct link best[2] = {{{0}, INFINITY}, {{0}, INFINITY}}, shortest = {{0}, INFINITY};
  memcpy(k.box, corner, sizeof k.box);
  corners_of(inset, k.inset);
  for (int i = 0; i < 4; i++)
    for (int j = 0; j < 4; j++) {
      struct link l = between(&k, i, j);
      if (!(l.length > 1)) continue;
      int side = touches(&k, &l);
      struct link *b = &best[side > 0];
      if (side && l.length < b->length) *b = l;
      if (l.length < shortest.length && is_free(&k, &l) && is_outside(&k, &l, inset)) shortest = l;
    }
  size_t n = 0;
  bool good[2], hit[2];
  for (int i = 0; i < 2; i++) {
    good[i] = isfinite(best[i].length) && is_free(&k, &best[i]);
    hit[i] = good[i] && hits_mark(&k, &best[i]);
  }
  for (int i = 0; i < 2; i++)
    if (good[i] && !(hit[i] && good[1 - i] && !hit[1 - i]))
      memcpy(lines + 4 * n++, best[i].xy, sizeof best[i].xy);
  if (!n && isfinite(shortest.length)) memcpy(lines + 4 * n++, shortest.xy, sizeof shortest.xy);
  return n;
}

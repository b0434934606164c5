// SPDX-License-Identifier: MIT
// Along: slanted texts, and texts set straight on the straightest stretch of a line.
#include <math.h>

#include "label/solver.h"
#include "model/shapes.h"
#include "text/text.h"

struct turn {
  float px, py;
  double c, s;
};

static void turned(const struct turn *t, double x, double y, double *ox, double *oy) {
  *ox = t->px + (x - t->px) * t->c - (y - t->py) * t->s;
  *oy = t->py + (x - t->px) * t->s + (y - t->py) * t->c;
}

// The axis-parallel box round a turned box.
static struct ct_box round_turned(const struct turn *t, const struct ct_box *b) {
  double xs[4] = {b->x0, b->x1, b->x1, b->x0}, ys[4] = {b->y0, b->y0, b->y1, b->y1};
  struct ct_box out = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (int i = 0; i < 4; i++) {
    double x, y;
    turned(t, xs[i], ys[i], &x, &y);
    struct ct_box p = {(float)x, (float)y, (float)x, (float)y};
    out = ct_box_union(&out, &p);
  }
  return out;
}

struct ct_box ct_along_slant(struct ct_solver *s, const struct ct_box *body, float px, float py, float deg,
                             struct ct_candidate *c) {
  enum { MAX_PARTS = 60 };
  struct turn t = {px, py, cos(deg * (M_PI / 180)), sin(deg * (M_PI / 180))};
  float w = body->x1 - body->x0, h = fmaxf(body->y1 - body->y0, 1);
  int n = (int)fminf(ceilf(1.5F * w / h), MAX_PARTS);
  // Texts that are hardly turned are their box.
  if (n < 1 || fabs(t.s) < 0.02) n = 1;
  c->rotate_deg = deg;
  c->part0 = (uint32_t)s->parts.n;
  c->nparts = (uint16_t)n;
  struct ct_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (int i = 0; i < n; i++) {
    struct ct_box piece = {body->x0 + w * (float)i / (float)n, body->y0,
                           body->x0 + w * (float)(i + 1) / (float)n, body->y1};
    piece = round_turned(&t, &piece);
    ct_vec_push(s->arena, &s->parts, piece);
    all = ct_box_union(&all, &piece);
  }
  return all;
}

bool ct_along_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                    const struct ct_box *body, const char **reason) {
  float padding = u->style->text_padding;
  if (!c->nparts) return ct_cost_clear(s, u, body, padding, reason);
  for (uint32_t i = 0; i < c->nparts; i++)
    if (!ct_cost_clear(s, u, &s->parts.v[c->part0 + i], padding, reason)) return false;
  return true;
}

// ---- Stretches of a line

struct line {
  const float *xy;
  uint32_t n;
  double *at;  // length up to each point
};

static void point_at(const struct line *l, double at, double *x, double *y) {
  uint32_t i = 0;
  while (i + 2 < l->n && l->at[i + 1] < at) i++;
  double step = l->at[i + 1] - l->at[i], t = step > 0 ? fmin(fmax((at - l->at[i]) / step, 0), 1) : 0;
  *x = l->xy[2 * i] + t * (l->xy[2 * i + 2] - l->xy[2 * i]);
  *y = l->xy[2 * i + 1] + t * (l->xy[2 * i + 3] - l->xy[2 * i + 1]);
}

void ct_along_middle(const struct ct_shapes *shapes, uint32_t part, double length, float *x, float *y) {
  uint32_t i = shapes->coord0[part], end = shapes->coord0[part + 1];
  double left = length / 2, step = 0;
  while (i + 2 < end) {
    const float *p = shapes->xy + 2 * i;
    step = hypot((double)p[2] - p[0], (double)p[3] - p[1]);
    if (left <= step) break;
    left -= step;
    i++;
  }
  const float *p = shapes->xy + 2 * i;
  bool last = i + 1 >= end;
  step = last ? 0 : hypot((double)p[2] - p[0], (double)p[3] - p[1]);
  double t = step > 0 ? fmin(fmax(left / step, 0), 1) : 0;
  *x = (float)(p[0] + t * (last ? 0 : p[2] - p[0]));
  *y = (float)(p[1] + t * (last ? 0 : p[3] - p[1]));
}

// How far the line strays from the chord between two places on it.
static double strays(const struct line *l, double from, double to) {
  double ax, ay, bx, by, far = 0;
  point_at(l, from, &ax, &ay);
  point_at(l, to, &bx, &by);
  double length = fmax(hypot(bx - ax, by - ay), 1e-6);
  for (uint32_t i = 0; i < l->n; i++) {
    if (l->at[i] <= from || l->at[i] >= to) continue;
    double dx = l->xy[2 * i] - ax, dy = l->xy[2 * i + 1] - ay;
    far = fmax(far, fabs((bx - ax) * dy - (by - ay) * dx) / length);
  }
  // A chord much shorter than the line between its ends is a bend.
  return fmax(far, (to - from) - length);
}

static void try_stretch(struct ct_solver *s, struct ct_unit *u, const struct line *l, double middle) {
  const struct ct_run_box *b = ct_run_box(u->run);
  double half = b->w / 2 + 1, ax, ay, bx, by;
  if (middle - half < 0 || middle + half > l->at[l->n - 1]) return;
  double far = strays(l, middle - half, middle + half);
  if (far > 0.4 * ct_unit_em(u)) return;
  point_at(l, middle - half, &ax, &ay);
  point_at(l, middle + half, &bx, &by);
  double deg = atan2(by - ay, bx - ax) * (180 / M_PI);
  if (u->style->keep_upright && fabs(deg) > 90) deg -= deg > 0 ? 180 : -180;
  // The middle of the stretch, turned back about the unit's point.
  struct turn back = {u->x, u->y, cos(-deg * (M_PI / 180)), sin(-deg * (M_PI / 180))};
  double cx, cy;
  turned(&back, (ax + bx) / 2, (ay + by) / 2, &cx, &cy);
  struct ct_candidate c = {.text = true, .justify = CT_JUSTIFY_CENTER};
  c.x = (float)cx - b->w / 2 + u->style->text_dx + u->style->text_tx;
  c.y = (float)cy - ct_candidate_middle(u->run) + u->style->text_dy + u->style->text_ty;
  struct ct_box body = ct_candidate_body(u, u->run, c.x, c.y);
  body = ct_along_slant(s, &body, u->x, u->y, (float)deg, &c);
  const char *reason = NULL;
  if (u->style->text_overlap != CT_OVERLAP_ALWAYS && !ct_along_clear(s, u, &c, &body, &reason)) {
    if (!u->reason) u->reason = reason;
    return;
  }
  c.cost = (float)(3 * far / ct_unit_em(u) + 2 * fabs(middle / l->at[l->n - 1] - 0.5));
  c.box = ct_box_grown(&body, u->style->text_padding);
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand++;
}

void ct_along_make(struct ct_solver *s, struct ct_unit *u) {
  enum { STRETCHES = 13 };
  const struct ct_shapes *sh = s->in->layers[u->layer].shapes;
  struct line l = {.xy = sh->xy + 2 * sh->coord0[u->part],
                   .n = sh->coord0[u->part + 1] - sh->coord0[u->part]};
  if (l.n < 2) return;
  l.at = CT_NEW_N(s->arena, double, l.n);
  for (uint32_t i = 1; i < l.n; i++)
    l.at[i] =
        l.at[i - 1] + hypot((double)l.xy[2 * i] - l.xy[2 * i - 2], (double)l.xy[2 * i + 1] - l.xy[2 * i - 1]);
  if (!(l.at[l.n - 1] < 1e7)) return;
  for (int k = 0; k < STRETCHES; k++) try_stretch(s, u, &l, l.at[l.n - 1] * (k + 1) / (STRETCHES + 1));
  if (!u->ncand && !u->reason) u->reason = "no free place: its line is too short or too crooked for it";
}

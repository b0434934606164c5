// SPDX-License-Identifier: MIT
// Place: which corner of the frame each piece of furniture takes, clear of the data.
#include "page/place.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "page/place_density.h"

// Pieces looked at, at most: pages with many insets take the best found by then.
enum { WORK = 400000, STEPS = 6 };
// What standing on another piece's target costs, or a way that leads through another piece.
#define COST_ON_TARGET 2.0
#define COST_CROSSED 0.6
#define COST_FAR 0.5  // per diagonal of the frame

// Where along the frame: 0 start, 0.5 middle, 1 end.
struct custom {
  double x, y, cost;
};

static const struct custom legend_custom[] = {{1, 1, 0},      {0, 1, 0.08},  {1, 0, 0.12},  {0, 0, 0.14},
                                              {1, 0.5, 0.34}, {0, 0.5, 0.4}, {0.5, 1, 0.5}, {0.5, 0, 0.55}};
static const struct custom inset_custom[] = {{0, 0, 0}, {1, 0, 0.02}, {0, 1, 0.04}, {1, 1, 0.06}};
static const struct custom locator_custom[] = {{1, 0, 0}, {0, 0, 0.06}, {1, 1, 0.1}, {0, 1, 0.12}};
static const struct custom bar_custom[] = {{0, 1, 0},   {1, 1, 0.06}, {0.5, 1, 0.3},
                                           {0, 0, 0.3}, {1, 0, 0.32}, {0.5, 0, 0.6}};
static const struct custom title_custom[] = {{0, 0, 0}, {1, 0, 0.2}, {0, 1, 0.4}, {1, 1, 0.5}};

#define CUSTOM(t) t, sizeof t / sizeof *t
static const struct {
  const struct custom *v;
  size_t n;
  double beside[CT_PLACE_KINDS];  // cost of standing beside a piece of that kind; < 0: never
  double along;                   // of a place along an edge, between the corners; < 0: never
} kinds[CT_PLACE_KINDS] = {
    [CT_PLACE_LEGEND] = {CUSTOM(legend_custom), {-1, 0.3, -1, -1, -1}, -1},
    [CT_PLACE_INSET] = {CUSTOM(inset_custom), {0.16, 0.1, -1, -1, -1}, 0.22},
    [CT_PLACE_LOCATOR] = {CUSTOM(locator_custom), {0.2, 0.2, -1, -1, -1}, -1},
    [CT_PLACE_BAR] = {CUSTOM(bar_custom), {0.3, 0.32, 0.35, -1, 0.3}, -1},
    [CT_PLACE_TITLE] = {CUSTOM(title_custom), {-1, -1, -1, -1, -1}, -1},
};

// A place and what it costs.
struct spot {
  struct ct_rect at;
  double cost;
  size_t shape, order;
};

struct spots {
  ct_vec(struct spot) v;
};

struct search {
  const struct ct_place_request *q;
  struct ct_arena *a;
  struct ct_density d;
  bool *wanted;
  double *rest;         // n + 1: what the pieces from k on cost at least
  struct spots *spots;  // n: places that do not depend on other pieces
  struct spots *tried;  // n: those and what is beside pieces that stand
  struct ct_place_result *now, *best_at;
  double best;
  size_t work;
};

// ---- Rectangles

static bool inside(const struct ct_rect *f, const struct ct_rect *r) {
  return r->x >= f->x - 0.01 && r->y >= f->y - 0.01 && r->x + r->w <= f->x + f->w + 0.01 &&
         r->y + r->h <= f->y + f->h + 0.01;
}

static bool apart(const struct ct_rect *r, const struct ct_rect *s, double by) {
  if (r->w <= 0 || s->w <= 0) return true;
  return r->x + r->w + by <= s->x + 0.01 || s->x + s->w + by <= r->x + 0.01 ||
         r->y + r->h + by <= s->y + 0.01 || s->y + s->h + by <= r->y + 0.01;
}

// Two numbers' part of a segment within [lo, hi].
static bool clip(double from, double d, double lo, double hi, double *t0, double *t1) {
  if (fabs(d) < 1e-12) return from >= lo && from <= hi;
  double a = (lo - from) / d, b = (hi - from) / d;
  *t0 = fmax(*t0, fmin(a, b));
  *t1 = fmin(*t1, fmax(a, b));
  return *t0 <= *t1;
}

static bool way_crosses(const struct ct_rect *from, const struct ct_rect *to, const struct ct_rect *r) {
  double x = from->x + from->w / 2, y = from->y + from->h / 2, t0 = 0, t1 = 1;
  double dx = to->x + to->w / 2 - x, dy = to->y + to->h / 2 - y;
  return r->w > 0 && clip(x, dx, r->x, r->x + r->w, &t0, &t1) && clip(y, dy, r->y, r->y + r->h, &t0, &t1);
}

static double turn(const struct ct_rect *o, const struct ct_rect *p, const struct ct_rect *q) {
  double ox = o->x + o->w / 2, oy = o->y + o->h / 2;
  return (p->x + p->w / 2 - ox) * (q->y + q->h / 2 - oy) - (p->y + p->h / 2 - oy) * (q->x + q->w / 2 - ox);
}

// Do the ways from a to b and from c to d cross?
static bool ways_cross(const struct ct_rect *a, const struct ct_rect *b, const struct ct_rect *c,
                       const struct ct_rect *d) {
  return (turn(a, b, c) > 0) != (turn(a, b, d) > 0) && (turn(c, d, a) > 0) != (turn(c, d, b) > 0);
}

static double gap(const struct ct_rect *r, const struct ct_rect *s) {
  double dx = fmax(fmax(s->x - r->x - r->w, r->x - s->x - s->w), 0);
  double dy = fmax(fmax(s->y - r->y - r->h, r->y - s->y - s->h), 0);
  return hypot(dx, dy);
}

// ---- What a place costs

// Points covered, some of those nearby, and custom.
static double spot_cost(const struct search *s, const struct ct_rect *at, double custom) {
  // With many points one more or less no longer outweighs custom.
  double unit = fmax(1, s->d.total / 300);
  return (ct_density_in(&s->d, at, 6) + 0.04 * ct_density_in(&s->d, at, 28)) / unit + custom;
}

// By the pieces' targets; infinite on its own.
static double target_cost(const struct search *s, size_t k, const struct ct_rect *at) {
  const struct ct_place_request *q = s->q;
  double cost = 0;
  for (size_t i = 0; i < q->n; i++) {
    const struct ct_place_piece *p = &q->v[i];
    if (!p->has_target || !s->wanted[i]) continue;
    if (!apart(at, &p->target, 4)) cost += i == k ? INFINITY : COST_ON_TARGET;
    if (i == k) cost += COST_FAR * gap(at, &p->target) / hypot(q->frame.w, q->frame.h);
  }
  return cost;
}

// Ways between pieces and their targets that lead through another piece, of those placed before.
static double crossing_cost(const struct search *s, size_t k, const struct ct_rect *at) {
  const struct ct_place_piece *v = s->q->v;
  double cost = 0;
  for (size_t i = 0; i < k; i++) {
    const struct ct_rect *other = &s->now[i].at;
    if (!s->wanted[i] || other->w <= 0) continue;
    if (v[k].has_target && way_crosses(at, &v[k].target, other)) cost += COST_CROSSED;
    if (v[i].has_target && way_crosses(other, &v[i].target, at)) cost += COST_CROSSED;
    bool both = v[k].has_target && v[i].has_target;
    if (both && ways_cross(at, &v[k].target, other, &v[i].target)) cost += COST_CROSSED;
  }
  return cost;
}

// ---- Places

static void add_spot(struct search *s, struct spots *to, size_t k, struct ct_rect at, double custom,
                     size_t shape) {
  struct spot t = {.at = at, .shape = shape};
  if (!inside(&s->q->frame, &at)) return;
  t.cost = spot_cost(s, &at, custom + s->q->v[k].shape[shape].cost) + target_cost(s, k, &at);
  t.order = to->v.n;
  if (isfinite(t.cost)) ct_vec_push(s->a, &to->v, t);
}

static struct ct_rect at_share(const struct ct_rect *f, double w, double h, double x, double y) {
  return (struct ct_rect){f->x + x * (f->w - w), f->y + y * (f->h - h), w, h};
}

// Between the corners, on whole pixels.
static void add_along(struct search *s, size_t k, const struct ct_place_shape *shape, size_t index) {
  const struct ct_rect *f = &s->q->frame;
  for (int i = 1; i < STEPS; i++)
    for (int side = 0; side < 4; side++) {
      double t = (double)i / STEPS, end = side % 2;
      struct ct_rect r = at_share(f, shape->w, shape->h, side < 2 ? t : end, side < 2 ? end : t);
      if (side < 2) r.x = f->x + floor((r.x - f->x) / CT_PX_PT) * CT_PX_PT;
      if (side >= 2) r.y = f->y + floor((r.y - f->y) / CT_PX_PT) * CT_PX_PT;
      add_spot(s, &s->spots[k], k, r, kinds[s->q->v[k].kind].along, index);
    }
}

// The places that do not depend on other pieces, for all pieces.
static void list_spots(struct search *s, size_t k) {
  const struct ct_place_piece *p = &s->q->v[k];
  for (size_t i = 0; i < p->nshapes; i++) {
    const struct ct_place_shape *shape = &p->shape[i];
    if (p->corner & CT_PLACE_FIXED) {
      double x = p->corner & CT_PLACE_RIGHT ? 1 : 0, y = p->corner & CT_PLACE_BOTTOM ? 1 : 0;
      add_spot(s, &s->spots[k], k, at_share(&s->q->frame, shape->w, shape->h, x, y), 0, i);
      continue;
    }
    for (size_t c = 0; c < kinds[p->kind].n; c++) {
      const struct custom *u = &kinds[p->kind].v[c];
      add_spot(s, &s->spots[k], k, at_share(&s->q->frame, shape->w, shape->h, u->x, u->y), u->cost, i);
    }
    if (kinds[p->kind].along >= 0) add_along(s, k, shape, i);
  }
}

// What a piece costs at least, also beside another.
static double least_cost(const struct search *s, size_t k) {
  const struct ct_place_piece *p = &s->q->v[k];
  double least = INFINITY, beside = INFINITY, shape = INFINITY;
  for (size_t i = 0; i < s->spots[k].v.n; i++) least = fmin(least, s->spots[k].v.v[i].cost);
  for (int i = 0; i < CT_PLACE_KINDS; i++)
    if (kinds[p->kind].beside[i] >= 0) beside = fmin(beside, kinds[p->kind].beside[i]);
  for (size_t i = 0; i < p->nshapes; i++) shape = fmin(shape, p->shape[i].cost);
  return fmin(least, beside + shape);
}

// Above, below and beside a piece that is already there, along the same edge.
static void add_beside(struct search *s, size_t k, const struct ct_rect *by, size_t shape, double cost) {
  const struct ct_rect *f = &s->q->frame;
  double w = s->q->v[k].shape[shape].w, h = s->q->v[k].shape[shape].h, apart_pt = s->q->apart;
  bool left = by->x <= f->x + 0.01, top = by->y <= f->y + 0.01;
  double x = left ? by->x : by->x + by->w - w, y = top ? by->y : by->y + by->h - h;
  struct ct_rect under = {x, top ? by->y + by->h + apart_pt : by->y - h - apart_pt, w, h};
  struct ct_rect next = {left ? by->x + by->w + apart_pt : by->x - w - apart_pt, y, w, h};
  add_spot(s, &s->tried[k], k, under, cost, shape);
  add_spot(s, &s->tried[k], k, next, cost + 0.05, shape);
}

static bool in_corner(const struct ct_rect *f, unsigned corner, const struct ct_rect *r) {
  double x = corner & CT_PLACE_RIGHT ? r->x + r->w - f->x - f->w : r->x - f->x;
  double y = corner & CT_PLACE_BOTTOM ? r->y + r->h - f->y - f->h : r->y - f->y;
  return fabs(x) < 0.02 && fabs(y) < 0.02;
}

static void list_beside(struct search *s, size_t k) {
  const struct ct_place_piece *p = &s->q->v[k];
  for (size_t i = 0; i < k; i++) {
    double cost = kinds[p->kind].beside[s->q->v[i].kind];
    bool same = !(p->corner & CT_PLACE_FIXED) || in_corner(&s->q->frame, p->corner, &s->now[i].at);
    if (!s->wanted[i] || s->now[i].at.w <= 0 || cost < 0 || !same) continue;
    for (size_t shape = 0; shape < p->nshapes; shape++) add_beside(s, k, &s->now[i].at, shape, cost);
  }
}

static int by_cost(const void *x, const void *y) {
  const struct spot *a = x, *b = y;
  if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

// ---- The search

static void try_piece(struct search *s, size_t k, double cost);

static void try_spot(struct search *s, size_t k, const struct spot *t, double cost) {
  double all = cost + t->cost;
  if (all + s->rest[k + 1] >= s->best - 1e-9) return;
  for (size_t i = 0; i < k; i++)
    if (s->wanted[i] && !apart(&t->at, &s->now[i].at, s->q->apart)) return;
  all += crossing_cost(s, k, &t->at);
  if (all + s->rest[k + 1] >= s->best - 1e-9) return;
  s->now[k] = (struct ct_place_result){t->at, t->shape};
  try_piece(s, k + 1, all);
}

static void try_piece(struct search *s, size_t k, double cost) {
  if (k == s->q->n) {
    if (cost >= s->best - 1e-9) return;
    s->best = cost;
    for (size_t i = 0; i < k; i++) s->best_at[i] = s->now[i];
    return;
  }
  s->now[k] = (struct ct_place_result){.shape = 0};
  if (!s->wanted[k]) {
    try_piece(s, k + 1, cost);
    return;
  }
  struct spots *list = &s->tried[k];
  list->v.n = 0;
  for (size_t i = 0; i < s->spots[k].v.n; i++) ct_vec_push(s->a, &list->v, s->spots[k].v.v[i]);
  list_beside(s, k);
  if (s->q->v[k].kind == CT_PLACE_INSET && list->v.n) qsort(list->v.v, list->v.n, sizeof *list->v.v, by_cost);
  for (size_t i = 0; i < list->v.n && s->work < WORK; i++, s->work++) try_spot(s, k, &list->v.v[i], cost);
}

static bool try_all(struct search *s) {
  s->best = INFINITY;
  s->work = 0;
  for (size_t k = s->q->n; k-- > 0;) {
    s->spots[k].v.n = 0;
    if (s->wanted[k]) list_spots(s, k);
    s->rest[k] = s->rest[k + 1] + (s->wanted[k] ? least_cost(s, k) : 0);
  }
  try_piece(s, 0, 0);
  return s->best < INFINITY;
}

// The next that is done without, or false when there is none.
static bool give_up(struct search *s) {
  static const enum ct_place_kind order[] = {CT_PLACE_LOCATOR, CT_PLACE_BAR, CT_PLACE_INSET, CT_PLACE_TITLE,
                                             CT_PLACE_LEGEND};
  for (size_t i = 0; i < sizeof order / sizeof *order; i++)
    for (size_t k = s->q->n; k-- > 0;)
      if (s->wanted[k] && s->q->v[k].kind == order[i]) {
        s->wanted[k] = false;
        return true;
      }
  return false;
}

void ct_place_solve(const struct ct_place_request *q, struct ct_arena *a, struct ct_place_result *out) {
  struct search s = {.q = q, .a = a, .best_at = out};
  for (size_t i = 0; i < q->n; i++) out[i] = (struct ct_place_result){.shape = 0};
  if (!(q->frame.w > 0) || !(q->frame.h > 0)) return;
  ct_density_count(&s.d, &q->frame, q->points, q->npoints, a);
  s.wanted = CT_NEW_N(a, bool, q->n + 1);
  s.rest = CT_NEW_N(a, double, q->n + 1);
  s.spots = CT_NEW_N(a, struct spots, q->n + 1);
  s.tried = CT_NEW_N(a, struct spots, q->n + 1);
  s.now = CT_NEW_N(a, struct ct_place_result, q->n + 1);
  for (size_t i = 0; i < q->n; i++) s.wanted[i] = q->v[i].nshapes > 0 && q->v[i].shape[0].w > 0;
  while (!try_all(&s) && give_up(&s)) continue;
}

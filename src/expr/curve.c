// SPDX-License-Identifier: MIT
// Curves: finding a stop, the factor between two stops, mixing two values.
#include "expr/curve.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

size_t ct_curve_stop(const struct ct_curve *c, double x) {
  size_t low = 0, high = c->n;
  while (high - low > 1) {
    size_t mid = (low + high) / 2;
    if (c->labels[mid] <= x)
      low = mid;
    else
      high = mid;
  }
  return low;
}

static double cubic(double a, double b, double c, double t) {
  return ((a * t + b) * t + c) * t;
}

// mapbox/unitbezier, from WebKit: Newton's method, then bisection.
static double unit_bezier(const double p[4], double x) {
  double cx = 3 * p[0], bx = 3 * (p[2] - p[0]) - cx, ax = 1 - cx - bx;
  double cy = 3 * p[1], by = 3 * (p[3] - p[1]) - cy, ay = 1 - cy - by;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  double t = x;
  for (int i = 0; i < 8; i++) {
    double off = cubic(ax, bx, cx, t) - x;
    if (fabs(off) < 1e-6) return cubic(ay, by, cy, t);
    double slope = (3 * ax * t + 2 * bx) * t + cx;
    if (fabs(slope) < 1e-6) break;
    t -= off / slope;
  }
  double t0 = 0, t1 = 1;
  t = x;
  for (int i = 0; i < 20; i++) {
    double at = cubic(ax, bx, cx, t);
    if (fabs(at - x) < 1e-6) break;
    if (x > at)
      t0 = t;
    else
      t1 = t;
    t = (t0 + t1) * .5;
  }
  return cubic(ay, by, cy, t);
}

double ct_curve_factor(const struct ct_curve *c, double x, size_t lower) {
  double span = c->labels[lower + 1] - c->labels[lower], done = x - c->labels[lower];
  if (span == 0) return 0;
  if (c->how == CT_EXPONENTIAL && c->control[0] != 1)
    return (pow(c->control[0], done) - 1) / (pow(c->control[0], span) - 1);
  if (c->how == CT_CUBIC_BEZIER) return unit_bezier(c->control, done / span);
  return done / span;
}

static double mix(double x, double y, double t) {
  return x + t * (y - x);
}

static bool mix_lists(const struct ct_val pair[2], double t, struct ct_eval *ev, struct ct_val *out) {
  const struct ct_val *x = &pair[0], *y = &pair[1];
  struct ct_val *items = CT_NEW_N(ev->arena, struct ct_val, x->n);
  for (uint32_t i = 0; i < x->n; i++) {
    const struct ct_val *p = &x->u.list.items[i], *q = i < y->n ? &y->u.list.items[i] : NULL;
    bool numbers = q && p->kind == CT_KIND_NUMBER && q->kind == CT_KIND_NUMBER;
    items[i] = ct_val_number(numbers ? mix(p->u.number, q->u.number, t) : NAN);
  }
  *out = ct_val_list(x->kind, items, x->n);
  return true;
}

static bool mix_colors(const struct ct_val pair[2], double t, enum ct_color_space space, struct ct_eval *ev,
                       struct ct_val *out) {
  const struct ct_val *x = &pair[0], *y = &pair[1];
  if (x->n != y->n)
    return ct_eval_fail_nowhere(
        ev, "colorArray: Arrays have mismatched length (%u vs. %u), cannot interpolate.", x->n, y->n);
  struct ct_val *items = CT_NEW_N(ev->arena, struct ct_val, x->n);
  for (uint32_t i = 0; i < x->n; i++)
    items[i] = ct_val_color(ct_rgba_mix(&x->u.list.items[i].u.color, &y->u.list.items[i].u.color, t, space));
  *out = ct_val_list(CT_KIND_COLOR_ARRAY, items, x->n);
  return true;
}

static bool mix_anchors(const struct ct_node *n, const struct ct_val pair[2], double t, struct ct_eval *ev,
                        struct ct_val *out) {
  const struct ct_val *x = &pair[0], *y = &pair[1];
  if (x->n != y->n)
    return ct_eval_fail(n, ev, "Cannot interpolate values of different length. from: %s, to: %s",
                        ct_val_text(x, ev->arena), ct_val_text(y, ev->arena));
  struct ct_val *items = CT_NEW_N(ev->arena, struct ct_val, x->n);
  for (uint32_t i = 0; i < x->n; i += 2) {
    const struct ct_val *p = &x->u.list.items[i], *q = &y->u.list.items[i];
    if (strcmp(p->u.string, q->u.string) != 0)
      return ct_eval_fail(n, ev,
                          "Cannot interpolate values containing mismatched anchors. from[%u]: %s, to[%u]: %s",
                          i, p->u.string, i, q->u.string);
    const struct ct_val offsets[2] = {p[1], q[1]};
    items[i] = *p;
    mix_lists(offsets, t, ev, &items[i + 1]);
  }
  *out = ct_val_list(CT_KIND_ANCHORS, items, x->n);
  return true;
}

static bool mix_projections(const struct ct_val pair[2], double t, struct ct_val *out) {
  struct ct_val from, to;
  if (!ct_val_to_projection(&pair[0], &from) || !ct_val_to_projection(&pair[1], &to)) return false;
  *out = (struct ct_val){.kind = CT_KIND_PROJECTION,
                         .u.projection = {from.u.projection.from, to.u.projection.to, t}};
  return true;
}

bool ct_curve_mix(const struct ct_node *n, struct ct_eval *ev, double t, const struct ct_val pair[2],
                  struct ct_val *out) {
  const struct ct_curve *c = n->data;
  enum ct_kind kind = n->type->kind;
  if (kind == CT_KIND_PROJECTION) return mix_projections(pair, t, out);
  for (int i = 0; i < 2; i++)
    if (pair[i].kind != kind)
      return ct_eval_fail(n, ev, "Expected value to be of type %s, but found %s instead.", ct_kind_name(kind),
                          ct_kind_name(pair[i].kind));
  switch (kind) {
    case CT_KIND_NUMBER:
      *out = ct_val_number(mix(pair[0].u.number, pair[1].u.number, t));
      return true;
    case CT_KIND_COLOR:
      *out = ct_val_color(ct_rgba_mix(&pair[0].u.color, &pair[1].u.color, t, c->space));
      return true;
    case CT_KIND_COLOR_ARRAY:
      return mix_colors(pair, t, c->space, ev, out);
    case CT_KIND_ANCHORS:
      return mix_anchors(n, pair, t, ev, out);
    default:
      return mix_lists(pair, t, ev, out);
  }
}

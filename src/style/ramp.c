// SPDX-License-Identifier: MIT
// Ramps: colours over density or elevation, as heatmap-color and color-relief-color give them.
#include "style/ramp.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "style/layer.h"
#include "style/spec_tables.h"

enum { HEATMAP_COLORS = 256, SAMPLED_COLORS = 4096 };
// Where an expression's stops can't be told: from the deepest sea to the highest mountain.
#define LOWEST_M (-11000.0)
#define HIGHEST_M 9000.0

struct ramp {
  struct ct_arena *a;
  ct_vec(double) at;
  ct_vec(struct ct_color) color;
};

static struct ct_color color_at(const struct ct_expr *x, struct ct_eval *ev, double at) {
  struct ct_val v;
  ev->heatmap_density = ev->elevation = at;
  ev->quiet = true;
  if (!ct_expr_eval(x, ev, &v) || v.kind != CT_KIND_COLOR || !(v.u.color.a > 0)) return (struct ct_color){0};
  const struct ct_rgba *c = &v.u.color;
  return (struct ct_color){(float)c->r, (float)c->g, (float)c->b, (float)c->a};
}

static void add(struct ramp *r, double at, struct ct_color color) {
  ct_vec_push(r->a, &r->at, at);
  ct_vec_push(r->a, &r->color, color);
}

static void sample(struct ramp *r, const struct ct_expr *x, struct ct_eval *ev, const double range[2],
                   int n) {
  for (int i = 0; i < n; i++) {
    double at = range[0] + (range[1] - range[0]) * i / (n - 1);
    add(r, at, color_at(x, ev, at));
  }
}

static bool is_call(const struct ct_value *v, const char *name, size_t least) {
  if (!v || v->kind != CT_ARRAY || v->n < least) return false;
  const char *op = ct_value_string(v->items[0]);
  return op && strcmp(op, name) == 0;
}

// The stops themselves, blended in between as the reference does whatever the interpolation.
static bool take_stops(struct ramp *r, const struct ct_value *v, const struct ct_expr *x,
                       struct ct_eval *ev) {
  bool step = is_call(v, "step", 5), curve = is_call(v, "interpolate", 5);
  if (!(step && is_call(v->items[1], "elevation", 1)) && !(curve && is_call(v->items[2], "elevation", 1)))
    return false;
  for (size_t i = 3; i + 1 < v->n; i += 2) {
    if (v->items[i]->kind != CT_NUMBER) return false;
    double at = v->items[i]->number;
    // A step is two stops that nothing lies between.
    if (step) add(r, at, color_at(x, ev, nextafter(at, -INFINITY)));
    add(r, at, color_at(x, ev, at));
  }
  return r->at.n > 0;
}

static const struct ct_ramp *finish(struct ramp *r) {
  struct ct_ramp *out = CT_NEW(r->a, struct ct_ramp);
  *out = (struct ct_ramp){r->at.n, r->at.v, r->color.v};
  return out;
}

static const struct ct_ramp *heatmap(const struct ct_layer_property *p, struct ct_eval *ev,
                                     struct ct_arena *a) {
  static const double range[2] = {0, 1};
  struct ramp r = {.a = a};
  struct ct_expr x;
  struct ct_expr_errors errors = {0};
  const struct ct_spec *spec = ct_spec_find(ct_spec_group("paint_heatmap"), "heatmap-color");
  if (p)
    x = p->expr;
  else if (!ct_expr_compile(spec->fallback, spec, a, &x, &errors))
    return NULL;
  sample(&r, &x, ev, range, HEATMAP_COLORS);
  return finish(&r);
}

const struct ct_ramp *ct_ramp_of(const struct ct_layer *l, struct ct_eval *ev, struct ct_arena *a) {
  static const double range[2] = {LOWEST_M, HIGHEST_M};
  if (l->type == CT_LAYER_HEATMAP) return heatmap(ct_layer_find(l, "heatmap-color"), ev, a);
  const struct ct_layer_property *p = ct_layer_find(l, "color-relief-color");
  if (l->type != CT_LAYER_COLOR_RELIEF || !p) return NULL;
  struct ramp r = {.a = a};
  if (!take_stops(&r, p->value, &p->expr, ev)) {
    r.at.n = r.color.n = 0;
    sample(&r, &p->expr, ev, range, SAMPLED_COLORS);
  }
  return finish(&r);
}

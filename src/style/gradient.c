// SPDX-License-Identifier: MIT
// Gradient: a colour expression over 0..1 as stops.
#include "style/gradient.h"

#include <math.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/expr.h"
#include "model/item.h"
#include "style/layer.h"

// As many looks as MapLibre takes for a ramp; a jump between two of them is looked for.
enum { LOOKS = 256, HALVINGS = 24 };
// Channels nearer than this are one colour.
#define SAME (1.0f / 1024)
// From here on it is no longer a slope.
#define JUMP (12.0f / 255)

struct making {
  struct ct_arena *a;
  struct ct_eval *ev;
  const struct ct_expr *x;
  ct_vec(float) at;
  ct_vec(struct ct_color) color;
};

static struct ct_color color_at(struct making *m, double t) {
  struct ct_val v;
  double c[4] = {0, 0, 0, 0};
  m->ev->line_progress = t;
  if (ct_expr_eval(m->x, m->ev, &v) && v.kind == CT_KIND_COLOR) ct_rgba_split(&v.u.color, c);
  return (struct ct_color){(float)c[0], (float)c[1], (float)c[2], (float)c[3]};
}

static float difference(struct ct_color x, struct ct_color y) {
  return fmaxf(fmaxf(fabsf(x.r - y.r), fabsf(x.g - y.g)), fmaxf(fabsf(x.b - y.b), fabsf(x.a - y.a)));
}

static void push(struct making *m, double t, struct ct_color c) {
  ct_vec_push(m->a, &m->at, (float)t);
  ct_vec_push(m->a, &m->color, c);
}

// The jumps between two looks, each as two stops at one place. What halving does not bring to an
// end by itself is a jump there.
static void add_jumps(struct making *m, double t0, struct ct_color c0, double t1, struct ct_color c1,
                      int depth) {
  if (difference(c0, c1) < (depth == 0 ? JUMP : SAME)) return;
  if (depth == HALVINGS) {
    push(m, (t0 + t1) / 2, c0);
    push(m, (t0 + t1) / 2, c1);
    return;
  }
  double t = (t0 + t1) / 2;
  struct ct_color c = color_at(m, t);
  // A steep slope goes straight: its middle is what the ends make one expect.
  struct ct_color mean = {(c0.r + c1.r) / 2, (c0.g + c1.g) / 2, (c0.b + c1.b) / 2, (c0.a + c1.a) / 2};
  if (difference(c, mean) < 4 * SAME) return;
  add_jumps(m, t0, c0, t, c, depth + 1);
  if (difference(c, c0) >= SAME && difference(c, c1) >= SAME) push(m, t, c);
  add_jumps(m, t, c, t1, c1, depth + 1);
}

// Stops that lie on the straight way between their neighbours are left out.
static void thin(struct making *m) {
  size_t kept = 0;
  for (size_t i = 0; i < m->at.n; i++) {
    if (kept > 0 && i + 1 < m->at.n) {
      float t0 = m->at.v[kept - 1], t1 = m->at.v[i + 1], f = t1 > t0 ? (m->at.v[i] - t0) / (t1 - t0) : -1;
      struct ct_color a = m->color.v[kept - 1], b = m->color.v[i + 1];
      struct ct_color on = {a.r + (b.r - a.r) * f, a.g + (b.g - a.g) * f, a.b + (b.b - a.b) * f,
                            a.a + (b.a - a.a) * f};
      if (f >= 0 && f <= 1 && m->at.v[i] > t0 && m->at.v[i] < t1 && difference(on, m->color.v[i]) < SAME)
        continue;
    }
    m->at.v[kept] = m->at.v[i];
    m->color.v[kept++] = m->color.v[i];
  }
  m->at.n = m->color.n = kept;
}

const struct ct_gradient *ct_gradient_of_line(const struct ct_layer *l, struct ct_eval *ev,
                                              struct ct_arena *a) {
  const struct ct_layer_property *p = ct_layer_find(l, "line-gradient");
  if (!p) return NULL;
  struct making m = {.a = a, .ev = ev, .x = &p->expr};
  struct ct_color before = color_at(&m, 0);
  push(&m, 0, before);
  for (int i = 1; i < LOOKS; i++) {
    double t = (double)i / (LOOKS - 1);
    struct ct_color c = color_at(&m, t);
    add_jumps(&m, (double)(i - 1) / (LOOKS - 1), before, t, c, 0);
    push(&m, t, c);
    before = c;
  }
  ev->line_progress = 0;
  thin(&m);
  struct ct_gradient *ramp = CT_NEW(a, struct ct_gradient);
  *ramp = (struct ct_gradient){m.at.n, m.at.v, m.color.v};
  return ramp;
}

bool ct_layer_has_metrics(const struct ct_style *s, const struct ct_layer *l) {
  const struct ct_value *source =
      l->source ? ct_value_get(ct_value_get(s->root, "sources"), l->source) : NULL;
  const struct ct_value *v = ct_value_get(source, "lineMetrics");
  return v && v->kind == CT_BOOL && v->boolean;
}

// SPDX-License-Identifier: MIT
// Mesh: the colours of a ramp along a line, as a Cairo mesh.
#include "draw/mesh.h"

#include <cairo.h>
#include <math.h>
#include <stdbool.h>

#include "model/scene.h"

// What a patch reaches over the stroke's edge (points), for the pixels that the edge lies in.
#define MARGIN_PT 1.0
// A corner whose mitre is longer than this gets a patch of its own, of one colour.
#define BROAD 1.15
#define FAR_PT 1e5

struct mesh {
  cairo_pattern_t *pattern;
  const struct ct_gradient *ramp;
  double alpha;
};

// A place on the line: right and left corner of what is around it.
struct section {
  double right[2], left[2];
};

// Index of the first stop after t.
static size_t stop_after(const struct ct_gradient *r, double t) {
  size_t lo = 0, hi = r->n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (r->at[mid] <= t)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

// The colour at t; at a step the one that begins there, or with `before` the one that ends there.
static struct ct_color color_at(const struct ct_gradient *r, double t, bool before) {
  size_t i = stop_after(r, t);
  while (before && i > 0 && r->at[i - 1] >= t) i--;
  if (i == 0) return r->color[0];
  if (i == r->n) return r->color[r->n - 1];
  struct ct_color a = r->color[i - 1], b = r->color[i];
  float f = (float)((t - r->at[i - 1]) / ((double)r->at[i] - r->at[i - 1]));
  return (struct ct_color){a.r + (b.r - a.r) * f, a.g + (b.g - a.g) * f, a.b + (b.b - a.b) * f,
                           a.a + (b.a - a.a) * f};
}

// Cairo's numbers end somewhere.
static bool is_near(const struct section *s) {
  return fabs(s->right[0]) < FAR_PT && fabs(s->right[1]) < FAR_PT && fabs(s->left[0]) < FAR_PT &&
         fabs(s->left[1]) < FAR_PT;
}

static void add_patch(struct mesh *m, const struct section *p, const struct section *q, struct ct_color from,
                      struct ct_color to) {
  cairo_pattern_t *c = m->pattern;
  if (!is_near(p) || !is_near(q)) return;
  cairo_mesh_pattern_begin_patch(c);
  cairo_mesh_pattern_move_to(c, p->right[0], p->right[1]);
  cairo_mesh_pattern_line_to(c, q->right[0], q->right[1]);
  cairo_mesh_pattern_line_to(c, q->left[0], q->left[1]);
  cairo_mesh_pattern_line_to(c, p->left[0], p->left[1]);
  for (unsigned k = 0; k < 4; k++) {
    const struct ct_color *at = k == 1 || k == 2 ? &to : &from;
    cairo_mesh_pattern_set_corner_color_rgba(c, k, at->r, at->g, at->b, at->a * m->alpha);
  }
  cairo_mesh_pattern_end_patch(c);
}

static struct section between(const struct section *p, const struct section *q, double f) {
  struct section s;
  for (int i = 0; i < 2; i++) {
    s.right[i] = p->right[i] + (q->right[i] - p->right[i]) * f;
    s.left[i] = p->left[i] + (q->left[i] - p->left[i]) * f;
  }
  return s;
}

// The edge from p (at t0) to q (at t1), cut at the ramp's stops.
static void add_edge(struct mesh *m, const struct section *p, const struct section *q, double t0, double t1) {
  struct section from = *p;
  double at = t0;
  struct ct_color color = color_at(m->ramp, t0, false);
  for (size_t i = stop_after(m->ramp, t0); i < m->ramp->n && m->ramp->at[i] < t1; i++) {
    double stop = m->ramp->at[i];
    if (stop > at) {
      struct section to = between(p, q, (stop - t0) / (t1 - t0));
      add_patch(m, &from, &to, color, m->ramp->color[i]);
      from = to;
      at = stop;
    }
    color = m->ramp->color[i];
  }
  add_patch(m, &from, q, color, color_at(m->ramp, t1, true));
}

static bool direction(const float *p, const float *q, double d[2]) {
  d[0] = (double)q[0] - p[0];
  d[1] = (double)q[1] - p[1];
  double l = hypot(d[0], d[1]);
  if (!(l > 1e-9) || !isfinite(l)) return false;
  d[0] /= l;
  d[1] /= l;
  return true;
}

static struct section across(const float *v, const double normal[2], double reach, double shift,
                             const double d[2]) {
  double x = v[0] + d[0] * shift, y = v[1] + d[1] * shift;
  return (struct section){{x + normal[0] * reach, y + normal[1] * reach},
                          {x - normal[0] * reach, y - normal[1] * reach}};
}

// A square of one colour around v, for ends and broad corners.
static void add_spot(struct mesh *m, const float *v, double reach, double t) {
  struct section p = {{v[0] - reach, v[1] + reach}, {v[0] - reach, v[1] - reach}};
  struct section q = {{v[0] + reach, v[1] + reach}, {v[0] + reach, v[1] - reach}};
  struct ct_color c = color_at(m->ramp, t, false);
  add_patch(m, &p, &q, c, c);
}

// One part of the path, without points that repeat the one before.
struct part {
  const float *xy, *along;
  uint32_t n;
};

// The section at the vertex between two edges; *broad: they don't share one.
static struct section section_at(const float *v, const double *in, const double *out, double reach,
                                 bool *broad) {
  static const double ahead[2] = {1, 0};
  const double *d = in ? in : out ? out : ahead;
  double n[2] = {-d[1], d[0]};
  *broad = !in || !out;
  if (in && out) {
    double sx = -(in[1] + out[1]), sy = in[0] + out[0], l2 = sx * sx + sy * sy;
    // The mitre is 2 / |sum of the normals| long.
    *broad = l2 < 4 / (BROAD * BROAD);
    if (!*broad) {
      n[0] = 2 * sx / l2;
      n[1] = 2 * sy / l2;
    }
  }
  return across(v, n, reach, 0, d);
}

static void add_part(struct mesh *m, const struct part *p, double reach, bool spots) {
  double in[2], out[2];
  bool has_in = false;
  struct section from = {{0, 0}, {0, 0}};
  for (uint32_t i = 0; i < p->n; i++) {
    const float *v = p->xy + 2 * (size_t)i;
    bool has_out = i + 1 < p->n && direction(v, v + 2, out), broad;
    if (!has_in && !has_out) continue;
    if (i + 1 < p->n && !has_out) continue;  // the next point is the same
    struct section here = section_at(v, has_in ? in : NULL, has_out ? out : NULL, reach, &broad);
    if (spots) {
      if (broad) add_spot(m, v, 2 * reach, p->along[i]);
    } else if (has_in) {
      struct section end = broad ? section_at(v, in, NULL, reach, &(bool){false}) : here;
      add_edge(m, &from, &end, p->along[i - 1], p->along[i]);
    }
    from = broad && has_out ? section_at(v, NULL, out, reach, &(bool){false}) : here;
    in[0] = out[0], in[1] = out[1];
    has_in = has_out;
  }
}

cairo_pattern_t *ct_mesh_of_stroke(const struct ct_stroke_op *op) {
  struct mesh m = {cairo_pattern_create_mesh(), op->ramp, op->color.a};
  double reach = op->width / 2.0 + MARGIN_PT;
  uint32_t nparts = op->path.part0 ? op->path.nparts : 1;
  if (op->ramp->n == 0) return m.pattern;
  for (int spots = 1; spots >= 0; spots--)
    for (uint32_t k = 0; k < nparts; k++) {
      uint32_t from = op->path.part0 ? op->path.part0[k] : 0,
               to = op->path.part0 ? op->path.part0[k + 1] : op->path.n;
      struct part p = {op->path.xy + 2 * (size_t)from, op->along + from, to - from};
      add_part(&m, &p, reach, spots == 1);
    }
  return m.pattern;
}

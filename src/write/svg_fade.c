// SPDX-License-Identifier: MIT
// SVG fades: a stroke whose colours run along it, as pieces with gradients.
#include "write/svg_fade.h"

#include <math.h>

#include "model/scene.h"
#include "write/svg_out.h"
#include "write/svg_path.h"

// A piece goes on over the next one's beginning by this much (points): no seam, and SVG makes the join.
#define OVERLAP_PT 0.3
#define FAR_PT 1e5

static struct ct_color color_at(const struct ct_gradient *r, double t) {
  size_t i = 0;
  while (i < r->n && r->at[i] <= t) i++;
  if (i == 0) return r->color[0];
  if (i == r->n) return r->color[r->n - 1];
  struct ct_color a = r->color[i - 1], b = r->color[i];
  float f = (float)((t - r->at[i - 1]) / ((double)r->at[i] - r->at[i - 1]));
  return (struct ct_color){a.r + (b.r - a.r) * f, a.g + (b.g - a.g) * f, a.b + (b.b - a.b) * f,
                           a.a + (b.a - a.a) * f};
}

struct edge {
  const float *from, *to;
  double t0, t1;
  double before;  // length of the line up to here
};

static void put_stop(struct ct_svg *s, double at, struct ct_color c) {
  ct_svg_put(s, "<stop");
  ct_svg_attr(s, "offset", at, 4);
  ct_svg_color_solid(s, "stop-color", c);
  if (c.a < 1) ct_svg_attr(s, "stop-opacity", c.a, CT_SVG_FINE);
  ct_svg_put(s, "/>");
}

// Makes the gradient of an edge and returns its id.
static const char *put_gradient(struct ct_svg *s, const struct ct_gradient *r, const struct edge *e) {
  const char *id = ct_svg_id(s, "fade");
  s->to = &s->defs;
  ct_svg_line(s);
  ct_svg_put(s, "<linearGradient");
  ct_svg_attr_text(s, "id", id);
  ct_svg_put(s, " gradientUnits=\"userSpaceOnUse\"");
  ct_svg_attr(s, "x1", e->from[0], CT_SVG_PLACE);
  ct_svg_attr(s, "y1", e->from[1], CT_SVG_PLACE);
  ct_svg_attr(s, "x2", e->to[0], CT_SVG_PLACE);
  ct_svg_attr(s, "y2", e->to[1], CT_SVG_PLACE);
  ct_svg_put(s, ">");
  put_stop(s, 0, color_at(r, e->t0));
  for (size_t i = 0; i < r->n; i++)
    if (r->at[i] > e->t0 && r->at[i] <= e->t1) put_stop(s, (r->at[i] - e->t0) / (e->t1 - e->t0), r->color[i]);
  put_stop(s, 1, color_at(r, e->t1));
  ct_svg_put(s, "</linearGradient>");
  s->to = &s->body;
  return id;
}

static bool is_plain(const struct ct_gradient *r, const struct edge *e) {
  for (size_t i = 0; i < r->n; i++)
    if (r->at[i] > e->t0 && r->at[i] < e->t1) return false;
  return ct_color_same(color_at(r, e->t0), color_at(r, e->t1)) ||
         !(hypot(e->to[0] - e->from[0], e->to[1] - e->from[1]) > 0.01);
}

static void put_stroke(struct ct_svg *s, const struct ct_gradient *r, const struct edge *e) {
  if (is_plain(r, e)) {
    ct_svg_color(s, "stroke", color_at(r, e->t0));
    return;
  }
  ct_svg_ref(s, "stroke", put_gradient(s, r, e));
}

static void put_place(struct ct_svg *s, char command, double x, double y) {
  ct_svg_put_n(s, &command, 1);
  ct_svg_number(s, x, CT_SVG_FINE);
  ct_svg_put(s, " ");
  ct_svg_number(s, y, CT_SVG_FINE);
}

// Only the line's own ends have caps: a dot in the colour there, under the pieces.
static void put_cap(struct ct_svg *s, const struct ct_stroke_op *op, const struct edge *e, bool at_end) {
  const float *at = at_end ? e->to : e->from;
  double dx = e->to[0] - e->from[0], dy = e->to[1] - e->from[1], l = hypot(dx, dy);
  if (op->cap == CT_CAP_BUTT || op->dash_n || !(l > 0)) return;
  ct_svg_line(s);
  ct_svg_put(s, " <path");
  ct_svg_color(s, "stroke", color_at(op->ramp, at_end ? e->t1 : e->t0));
  ct_svg_put(s, " d=\"");
  put_place(s, 'M', at[0], at[1]);
  put_place(s, 'l', dx / l * 0.01, dy / l * 0.01);
  ct_svg_put(s, "\"/>");
}

// Dashes have their own caps, and go on from piece to piece.
static void put_piece(struct ct_svg *s, const struct ct_stroke_op *op, const struct edge *e,
                      const float *next) {
  ct_svg_line(s);
  ct_svg_put(s, " <path");
  if (!op->dash_n || !ct_svg_dash(s, op, e->before)) ct_svg_put(s, " stroke-linecap=\"butt\"");
  put_stroke(s, op->ramp, e);
  ct_svg_put(s, " d=\"");
  put_place(s, 'M', e->from[0], e->from[1]);
  put_place(s, 'L', e->to[0], e->to[1]);
  if (next) {
    double dx = next[0] - e->to[0], dy = next[1] - e->to[1], l = hypot(dx, dy),
           f = fmin(OVERLAP_PT, l / 2) / l;
    put_place(s, 'l', dx * f, dy * f);
  }
  ct_svg_put(s, "\"/>");
}

static bool is_near(const float *p) {
  return fabsf(p[0]) < FAR_PT && fabsf(p[1]) < FAR_PT;
}

// The next point that is not where i is, or n.
static uint32_t after(const float *xy, uint32_t n, uint32_t i) {
  uint32_t k = i + 1;
  while (k < n &&
         (!is_near(xy + 2 * (size_t)k) ||
          hypot(xy[2 * (size_t)k] - xy[2 * (size_t)i], xy[2 * (size_t)k + 1] - xy[2 * (size_t)i + 1]) < 1e-6))
    k++;
  return k;
}

static void put_part(struct ct_svg *s, const struct ct_stroke_op *op, uint32_t from, uint32_t n) {
  const float *xy = op->path.xy + 2 * (size_t)from, *along = op->along + from;
  uint32_t i = 0;
  while (i < n && !is_near(xy + 2 * (size_t)i)) i++;
  bool first = true;
  double length = 0;
  for (uint32_t k = after(xy, n, i), next; k < n; i = k, k = next, first = false) {
    next = after(xy, n, k);
    struct edge e = {xy + 2 * (size_t)i, xy + 2 * (size_t)k, along[i], along[k], length};
    if (first) put_cap(s, op, &e, false);
    if (next >= n) put_cap(s, op, &e, true);
    length += hypot(e.to[0] - e.from[0], e.to[1] - e.from[1]);
    put_piece(s, op, &e, next < n ? xy + 2 * (size_t)next : NULL);
  }
}

void ct_svg_fades(struct ct_svg *s, const struct ct_stroke_op *op) {
  uint32_t nparts = op->path.part0 ? op->path.nparts : 1;
  for (uint32_t k = 0; k < nparts; k++) {
    uint32_t from = op->path.part0 ? op->path.part0[k] : 0,
             to = op->path.part0 ? op->path.part0[k + 1] : op->path.n;
    put_part(s, op, from, to - from);
  }
}

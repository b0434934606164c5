// SPDX-License-Identifier: MIT
// Ink: fills and strokes.
#include "draw/ink.h"

#include <cairo.h>
#include <math.h>

#include "draw/polyline.h"
#include "model/scene.h"

static void set_color(cairo_t *cr, struct ct_color c) {
  cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
}

void ct_ink_fill(const struct ct_ink *ink, const struct ct_fill_op *op) {
  if (!(op->color.a > 0) || op->path.n == 0) return;
  cairo_set_antialias(ink->cr, op->antialias ? CAIRO_ANTIALIAS_DEFAULT : CAIRO_ANTIALIAS_NONE);
  ct_polyline_trace(ink->cr, &op->path, ink->min_step);
  set_color(ink->cr, op->color);
  cairo_fill(ink->cr);
  cairo_set_antialias(ink->cr, CAIRO_ANTIALIAS_DEFAULT);
}

// Dashes that Cairo would refuse, or that would be finer than can be seen, are a solid line.
static void set_dash(cairo_t *cr, const struct ct_stroke_op *op) {
  double dash[16], sum = 0;
  size_t n = op->dash_n < 16 ? op->dash_n : 16;
  for (size_t i = 0; i < n; i++) {
    if (!(op->dash[i] >= 0) || !isfinite(op->dash[i])) return;
    dash[i] = op->dash[i];
    sum += dash[i];
  }
  if (sum >= 0.1) cairo_set_dash(cr, dash, (int)n, 0);
}

// On images each part of an opaque line is stroked by itself: Cairo's time grows faster than
// its edges, and paint on paint of one colour does not show.
static void stroke_parts(const struct ct_ink *ink, const struct ct_path *path) {
  for (uint32_t k = 0; k < path->nparts; k++) {
    uint32_t from = path->part0[k];
    struct ct_path part = {
        .n = path->part0[k + 1] - from, .xy = path->xy + 2 * (size_t)from, .closed = path->closed};
    ct_polyline_trace(ink->cr, &part, ink->min_step);
    cairo_stroke(ink->cr);
  }
}

void ct_ink_stroke(const struct ct_ink *ink, const struct ct_stroke_op *op) {
  static const cairo_line_cap_t caps[] = {CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_SQUARE};
  static const cairo_line_join_t joins[] = {CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND,
                                            CAIRO_LINE_JOIN_BEVEL};
  if (!(op->color.a > 0) || !(op->width > 0) || op->path.n == 0) return;
  cairo_t *cr = ink->cr;
  set_color(cr, op->color);
  cairo_set_line_width(cr, fmin(op->width, 1e4));
  cairo_set_line_cap(cr, caps[op->cap]);
  cairo_set_line_join(cr, joins[op->join]);
  cairo_set_miter_limit(cr, op->miter_limit >= 1 ? op->miter_limit : 2);
  if (op->dash_n) set_dash(cr, op);
  if (ink->on_image && op->color.a >= 1 && op->path.part0) {
    stroke_parts(ink, &op->path);
  } else {
    ct_polyline_trace(cr, &op->path, ink->min_step);
    cairo_stroke(cr);
  }
  cairo_set_dash(cr, NULL, 0, 0);
}

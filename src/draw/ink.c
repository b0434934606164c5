// SPDX-License-Identifier: MIT
// Ink: fills and strokes.
#include "draw/ink.h"

#include <cairo.h>
#include <math.h>

#include "draw/mesh.h"
#include "draw/polyline.h"
#include "draw/tile.h"
#include "model/scene.h"

static void fill_pattern(const struct ct_ink *ink, const struct ct_fill_op *op) {
  cairo_t *cr = ink->cr;
  cairo_pattern_t *p = ct_tile_pattern(ink->icons, op->pattern);
  if (!p) return;
  cairo_save(cr);
  cairo_set_antialias(cr, op->antialias ? CAIRO_ANTIALIAS_DEFAULT : CAIRO_ANTIALIAS_NONE);
  ct_polyline_trace(cr, &op->path, ink->min_step, ink->grid);
  cairo_set_source(cr, p);
  if (op->pattern->opacity < 1) {
    cairo_clip(cr);
    cairo_paint_with_alpha(cr, op->pattern->opacity);
  } else {
    cairo_fill(cr);
  }
  cairo_restore(cr);
  cairo_pattern_destroy(p);
}

static void set_color(cairo_t *cr, struct ct_color c) {
  cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
}

void ct_ink_fill(const struct ct_ink *ink, const struct ct_fill_op *op) {
  if (op->path.n == 0) return;
  if (op->pattern) {
    fill_pattern(ink, op);
    return;
  }
  if (!(op->color.a > 0)) return;
  cairo_set_antialias(ink->cr, op->antialias ? CAIRO_ANTIALIAS_DEFAULT : CAIRO_ANTIALIAS_NONE);
  ct_polyline_trace(ink->cr, &op->path, ink->min_step, ink->grid);
  set_color(ink->cr, op->color);
  cairo_fill(ink->cr);
  cairo_set_antialias(ink->cr, CAIRO_ANTIALIAS_DEFAULT);
}

// Dashes that Cairo would refuse, or that would be finer than can be seen, are a solid line.
static void set_dash(cairo_t *cr, const struct ct_stroke_op *op) {
  enum { MOST = 64 };
  double dash[MOST], sum = 0;
  size_t n = op->dash_n < MOST ? op->dash_n : MOST;
  for (size_t i = 0; i < n; i++) {
    if (!(op->dash[i] >= 0) || !isfinite(op->dash[i])) return;
    dash[i] = op->dash[i];
    // Cairo leaves out the dots of dashes without length.
    if (i % 2 == 0 && op->cap == CT_CAP_ROUND) dash[i] = fmax(dash[i], 0.01);
    sum += dash[i];
  }
  double start = isfinite(op->dash_start) && sum > 0 ? fmod(op->dash_start, sum) : 0;
  if (sum >= 0.1) cairo_set_dash(cr, dash, (int)n, start);
}

// On images each part of an opaque line is stroked by itself: Cairo's time grows faster than
// its edges, and paint on paint of one colour does not show.
static void stroke_parts(const struct ct_ink *ink, const struct ct_path *path) {
  for (uint32_t k = 0; k < path->nparts; k++) {
    uint32_t from = path->part0[k];
    struct ct_path part = {
        .n = path->part0[k + 1] - from, .xy = path->xy + 2 * (size_t)from, .closed = path->closed};
    ct_polyline_trace(ink->cr, &part, ink->min_step, ink->grid);
    cairo_stroke(ink->cr);
  }
}

static void set_source(cairo_t *cr, const struct ct_stroke_op *op) {
  cairo_pattern_t *mesh = op->ramp && op->along ? ct_mesh_of_stroke(op) : NULL;
  if (mesh) {
    cairo_set_source(cr, mesh);
    cairo_pattern_destroy(mesh);
  } else {
    set_color(cr, op->color);
  }
}

void ct_ink_stroke(const struct ct_ink *ink, const struct ct_stroke_op *op) {
  static const cairo_line_cap_t caps[] = {CAIRO_LINE_CAP_BUTT, CAIRO_LINE_CAP_ROUND, CAIRO_LINE_CAP_SQUARE};
  static const cairo_line_join_t joins[] = {CAIRO_LINE_JOIN_MITER, CAIRO_LINE_JOIN_ROUND,
                                            CAIRO_LINE_JOIN_BEVEL};
  if (!(op->color.a > 0) || !(op->width > 0) || op->path.n == 0) return;
  cairo_t *cr = ink->cr;
  set_source(cr, op);
  cairo_set_line_width(cr, fmin(op->hairline ? fmax(op->width, ink->pixel) : op->width, 1e4));
  cairo_set_line_cap(cr, caps[op->cap]);
  cairo_set_line_join(cr, joins[op->join]);
  cairo_set_miter_limit(cr, op->miter_limit >= 1 ? op->miter_limit : 2);
  if (op->dash_n) set_dash(cr, op);
  if (ink->on_image && op->color.a >= 1 && !op->ramp && op->path.part0) {
    stroke_parts(ink, &op->path);
  } else {
    ct_polyline_trace(cr, &op->path, ink->min_step, ink->grid);
    cairo_stroke(cr);
  }
  cairo_set_dash(cr, NULL, 0, 0);
}

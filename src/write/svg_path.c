// SPDX-License-Identifier: MIT
// SVG paths: fills and strokes of the scene.
#include "write/svg_path.h"

#include <math.h>
#include <stdint.h>

#include "model/scene.h"
#include "write/svg_fade.h"
#include "write/svg_out.h"
#include "write/svg_symbol.h"

// As far as Cairo's drawings reach (draw/polyline.c).
#define FAR_PT 1e5
#define SEAM_PT 0.1

// A path's data: places in hundredths of a point, so that steps add up without drift.
struct pen {
  struct ct_svg *s;
  int64_t x, y;
  bool blank;  // a number here needs a blank before it
};

static void put_hundredths(struct pen *p, int64_t v) {
  if (p->blank && v >= 0) ct_svg_put_n(p->s, " ", 1);
  ct_svg_number(p->s, (double)v / 100, 2);
  p->blank = true;
}

static int64_t hundredths(float v) {
  return llround(fmax(-FAR_PT, fmin(v, FAR_PT)) * 100);
}

static void trace_part(struct pen *p, const float *xy, size_t n, bool closed) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(xy[2 * i]) || isnan(xy[2 * i + 1])) continue;
    int64_t x = hundredths(xy[2 * i]), y = hundredths(xy[2 * i + 1]);
    if (kept && x == p->x && y == p->y) continue;
    if (kept < 2) {
      ct_svg_put_n(p->s, kept ? "l" : "M", 1);
      p->blank = false;
    }
    put_hundredths(p, kept ? x - p->x : x);
    put_hundredths(p, kept ? y - p->y : y);
    p->x = x, p->y = y;
    kept++;
  }
  // A dot: lines of no length are drawn by their caps alone.
  if (kept == 1 && !closed) ct_svg_put(p->s, "h0");
  if (kept && closed) ct_svg_put_n(p->s, "z", 1);
}

static void put_parts(struct ct_svg *s, const struct ct_path *path, uint32_t first, uint32_t end) {
  struct pen p = {.s = s};
  ct_svg_put(s, " d=\"");
  for (uint32_t k = first; k < end; k++) {
    uint32_t from = path->part0 ? path->part0[k] : 0, to = path->part0 ? path->part0[k + 1] : path->n;
    trace_part(&p, path->xy + 2 * (size_t)from, to - from, path->closed);
  }
  ct_svg_put(s, "\"");
}

// ---- Paths of features

// Parts from `first` on that are of one feature end there.
static uint32_t feature_end(const struct ct_path *path, uint32_t first) {
  uint32_t end = first + 1;
  while (end < path->nparts && path->feature[end] == path->feature[first]) end++;
  return end;
}

static bool is_of_features(const struct ct_svg *s, const struct ct_path *path) {
  return s->rows.table && path->feature && path->part0 && path->nparts;
}

static bool is_of_several(const struct ct_svg *s, const struct ct_path *path) {
  return is_of_features(s, path) && feature_end(path, 0) < path->nparts;
}

static void put_feature(struct ct_svg *s, const struct ct_path *path, uint32_t first, uint32_t end) {
  size_t row = path->feature[first];
  if (row) ct_svg_feature_id(s, row - 1);
  if (row) ct_svg_feature_data(s, row - 1);
  put_parts(s, path, first, end);
  ct_svg_feature_end(s, "path", row ? row - 1 : SIZE_MAX);
}

// After "<g" and the look of all: each feature as an element of its own.
static void put_several(struct ct_svg *s, const struct ct_path *path) {
  ct_svg_put(s, ">");
  s->depth++;
  for (uint32_t k = 0, end; k < path->nparts; k = end) {
    end = feature_end(path, k);
    ct_svg_line(s);
    ct_svg_put(s, "<path");
    put_feature(s, path, k, end);
    if (s->scratch.used > 1 << 20) ct_arena_release(&s->scratch);
  }
  s->depth--;
  ct_svg_line(s);
  ct_svg_put(s, "</g>");
}

// After "<path" or "<g" and the look.
static void put_path(struct ct_svg *s, const struct ct_path *path) {
  if (is_of_several(s, path)) {
    put_several(s, path);
  } else if (is_of_features(s, path)) {
    put_feature(s, path, 0, path->nparts);
  } else {
    put_parts(s, path, 0, path->part0 ? path->nparts : 1);
    ct_svg_put(s, "/>");
  }
}

// Areas of one colour that are elements of their own show the ground between them, where both cover a
// pixel in part: a stroke too thin to be seen closes that.
static void put_seam(struct ct_svg *s, const struct ct_fill_op *op) {
  if (!is_of_several(s, &op->path) || op->pattern || op->color.a < 1 || !op->antialias) return;
  ct_svg_color_solid(s, "stroke", op->color);
  ct_svg_attr(s, "stroke-width", SEAM_PT, CT_SVG_FINE);
  ct_svg_put(s, " stroke-linejoin=\"round\"");
}

void ct_svg_fill(struct ct_svg *s, const struct ct_fill_op *op) {
  if (op->path.n == 0 || (!op->pattern && !(op->color.a > 0))) return;
  const char *pattern = op->pattern ? ct_svg_pattern(s, op->pattern) : NULL;
  if (op->pattern && !pattern) return;
  ct_svg_line(s);
  ct_svg_put(s, is_of_several(s, &op->path) ? "<g" : "<path");
  if (op->pattern) {
    ct_svg_ref(s, "fill", pattern);
    if (op->pattern->opacity < 1) ct_svg_attr(s, "fill-opacity", op->pattern->opacity, CT_SVG_FINE);
  } else {
    ct_svg_color(s, "fill", op->color);
  }
  if (!op->antialias) ct_svg_put(s, " shape-rendering=\"crispEdges\"");
  put_seam(s, op);
  put_path(s, &op->path);
}

// As Cairo has them (draw/ink.c): dashes finer than can be seen are a solid line.
bool ct_svg_dash(struct ct_svg *s, const struct ct_stroke_op *op, double along) {
  enum { MOST = 64 };
  double sum = 0;
  size_t n = op->dash_n < MOST ? op->dash_n : MOST;
  for (size_t i = 0; i < n; i++) {
    if (!(op->dash[i] >= 0) || !isfinite(op->dash[i])) return false;
    sum += op->dash[i];
  }
  if (sum < 0.1) return false;
  ct_svg_put(s, " stroke-dasharray=\"");
  for (size_t i = 0; i < n; i++) {
    if (i) ct_svg_put(s, " ");
    bool dot = i % 2 == 0 && op->cap == CT_CAP_ROUND;
    ct_svg_number(s, dot ? fmax(op->dash[i], 0.01) : op->dash[i], CT_SVG_FINE);
  }
  ct_svg_put(s, "\"");
  double start = isfinite(op->dash_start) ? fmod(op->dash_start + along, n % 2 ? 2 * sum : sum) : 0;
  if (start != 0) ct_svg_attr(s, "stroke-dashoffset", start, CT_SVG_FINE);
  return true;
}

static void put_pen(struct ct_svg *s, const struct ct_stroke_op *op) {
  static const char *const caps[] = {NULL, "round", "square"}, *const joins[] = {NULL, "round", "bevel"};
  ct_svg_attr(s, "stroke-width", fmin(op->width, 1e4), CT_SVG_FINE);
  if (caps[op->cap]) ct_svg_attr_text(s, "stroke-linecap", caps[op->cap]);
  if (joins[op->join]) ct_svg_attr_text(s, "stroke-linejoin", joins[op->join]);
  double limit = op->miter_limit >= 1 ? op->miter_limit : 2;
  if (op->join == CT_JOIN_MITER && limit != 4) ct_svg_attr(s, "stroke-miterlimit", limit, CT_SVG_FINE);
}

// The pieces of a line that changes its colour are one element, its feature's.
static void put_faded(struct ct_svg *s, const struct ct_stroke_op *op) {
  size_t row = is_of_features(s, &op->path) && !is_of_several(s, &op->path) ? op->path.feature[0] : 0;
  if (row) ct_svg_feature_id(s, row - 1);
  if (row) ct_svg_feature_data(s, row - 1);
  ct_svg_put(s, ">");
  if (row) ct_svg_feature_title(s, row - 1);
  ct_svg_fades(s, op);
  ct_svg_line(s);
  ct_svg_put(s, "</g>");
}

void ct_svg_stroke(struct ct_svg *s, const struct ct_stroke_op *op) {
  if (!(op->color.a > 0) || !(op->width > 0) || op->path.n == 0) return;
  ct_svg_line(s);
  if (op->ramp && op->along && op->ramp->n) {
    ct_svg_put(s, "<g fill=\"none\"");
    put_pen(s, op);
    if (op->color.a < 1) ct_svg_attr(s, "opacity", op->color.a, CT_SVG_FINE);
    put_faded(s, op);
    return;
  }
  ct_svg_put(s, is_of_several(s, &op->path) ? "<g fill=\"none\"" : "<path fill=\"none\"");
  ct_svg_color(s, "stroke", op->color);
  put_pen(s, op);
  if (op->dash_n) ct_svg_dash(s, op, 0);
  put_path(s, &op->path);
}

// SPDX-License-Identifier: MIT
// Pattern: where images laid side by side begin, on the map and along lines.
#include "paint/pattern.h"

#include <math.h>

#include "base/arena.h"
#include "model/view.h"
#include "paint/paint.h"

struct ct_pattern ct_pattern_on_map(const struct ct_paint_images *images, const char *name, float scale,
                                    float opacity) {
  const struct ct_view *v = images->view;
  const double turn = v->rotation_deg * (M_PI / 180), c = v->rotation_deg == 0 ? 1 : cos(turn);
  const double s = v->rotation_deg == 0 ? 0 : sin(turn);
  struct ct_pattern p = {.image = name,
                         .xx = c * scale,
                         .yx = s * scale,
                         .xy = -s * scale,
                         .yy = c * scale,
                         .x0 = v->anchor_x,
                         .y0 = v->anchor_y,
                         .opacity = opacity};
  struct ct_image_info info;
  if (!images->info || !images->info(images->user, name, &info) || !(info.w > 0) || !(info.h > 0)) return p;
  // Whole images away from the anchor, which may be far, to the middle of the frame.
  double dx = v->frame.x + v->frame.w / 2 - p.x0, dy = v->frame.y + v->frame.h / 2 - p.y0;
  double across = floor((c * dx + s * dy) / scale / info.w) * info.w,
         down = floor((c * dy - s * dx) / scale / info.h) * info.h;
  p.x0 += p.xx * across + p.xy * down;
  p.y0 += p.yx * across + p.yy * down;
  return p;
}

// ---- along lines

// An edge runs into the next by this much, so that no seam shows.
#define LAP_PT 0.2

static bool direction(const float *from, const float *to, double d[2], double *length) {
  d[0] = (double)to[0] - from[0];
  d[1] = (double)to[1] - from[1];
  *length = hypot(d[0], d[1]);
  if (!(*length > 1e-6)) return false;
  d[0] /= *length;
  d[1] /= *length;
  return true;
}

// How far before its end an edge's right side stops for the corner with the next (the left side
// then goes on as far): half the corner's turn, as a mitre has it, up to that of a right angle.
static double skew(const double d[2], const double next[2]) {
  double cross = d[0] * next[1] - d[1] * next[0], dot = d[0] * next[0] + d[1] * next[1];
  double t = cross / (1 + dot);
  return dot > -0.5 && isfinite(t) ? t : 0;
}

// The polyline's edges that have a length, as an array of vertices; m of them.
static size_t distinct(const struct ct_line_pattern *line, const float **v) {
  size_t m = 0;
  for (size_t i = 0; i < line->n + (line->closed ? 1 : 0); i++) {
    const float *p = line->xy + 2 * (i < line->n ? i : 0);
    double d[2], length;
    if (m == 0 || direction(v[m - 1], p, d, &length)) v[m++] = p;
  }
  return m;
}

// One edge: from p on along d, with the shifts of its right side at both ends.
struct edge {
  const float *p;
  double d[2], length, skew0, skew1;
};

static void add_edge(struct ct_arena *a, struct ct_op *group, const struct edge *e, double half,
                     const struct ct_line_style *s, const struct ct_pattern *pattern) {
  const double *d = e->d;
  const double along[4] = {e->skew0 * half, e->length - e->skew1 * half + LAP_PT,
                           e->length + e->skew1 * half + LAP_PT, -e->skew0 * half};
  float *xy = CT_NEW_N(a, float, 8);
  for (int k = 0; k < 4; k++) {
    double across = k < 2 ? half : -half;
    xy[2 * k] = (float)(e->p[0] + d[0] * along[k] - d[1] * across) + s->translate_x;
    xy[2 * k + 1] = (float)(e->p[1] + d[1] * along[k] + d[0] * across) + s->translate_y;
  }
  struct ct_op *op = ct_scene_add(a, group, CT_OP_FILL);
  op->fill =
      (struct ct_fill_op){.path = {.n = 4, .xy = xy, .closed = true}, .antialias = true, .pattern = pattern};
}

void ct_pattern_along(struct ct_arena *a, struct ct_op *group, const struct ct_paint_images *images,
                      const struct ct_line_style *s, const struct ct_line_pattern *line) {
  const float **v = CT_NEW_N(a, const float *, line->n + 1);
  struct ct_image_info info = {0};
  size_t n = distinct(line, v);
  bool known =
      images && images->info && images->info(images->user, s->pattern, &info) && info.w > 0 && info.h > 0;
  double half = s->width / 2, up = known ? s->width / info.h : 1, so_far = line->start;
  // The image is as high as the line is wide; its length goes with the width at the whole zoom.
  double on = known ? s->pattern_width / info.h * line->stretch : 1;
  if (n < 2 || !(on > 1e-6) || !(up > 0)) return;
  for (size_t i = 0; i + 1 < n; i++) {
    struct edge e = {.p = v[i]};
    double other[2], length;
    direction(v[i], v[i + 1], e.d, &e.length);
    const float *before = i ? v[i - 1] : line->closed ? v[n - 2] : NULL;
    const float *after = i + 2 < n ? v[i + 2] : line->closed ? v[1] : NULL;
    if (before && direction(before, v[i], other, &length)) e.skew0 = skew(other, e.d);
    if (after && direction(v[i + 1], after, other, &length)) e.skew1 = skew(e.d, other);
    // The image's top is on the right of the way, as in MapLibre's shader.
    struct ct_pattern *p = CT_NEW(a, struct ct_pattern);
    double back = fmod(so_far, known ? info.w * on : 1);
    *p = (struct ct_pattern){.image = s->pattern,
                             .xx = e.d[0] * on,
                             .yx = e.d[1] * on,
                             .xy = e.d[1] * up,
                             .yy = -e.d[0] * up,
                             .x0 = v[i][0] + s->translate_x - e.d[0] * back - e.d[1] * half,
                             .y0 = v[i][1] + s->translate_y - e.d[1] * back + e.d[0] * half,
                             .opacity = s->opacity};
    add_edge(a, group, &e, half, s, p);
    so_far += e.length;
    if (!known) return;  // once is enough for drawing to say that it is missing
  }
}

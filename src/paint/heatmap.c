// SPDX-License-Identifier: MIT
// Heatmap: points to a density, and that to the colours of a ramp.
#include <math.h>

#include "base/arena.h"
#include "model/raster.h"
#include "model/scene.h"
#include "model/shapes.h"
#include "paint/paint.h"
#include "paint/pick.h"
#include "paint/pixels.h"

// As MapLibre's heatmap shaders: 1 / sqrt(2 pi), and the density that counts as none.
#define GAUSS 0.3989422804014327
#define NOTHING (1.0 / 255 / 16)
// Cells of the density grid a radius: a Gauss curve of a third of it is blended from them
// within one percent.
#define FINENESS 12.0
enum { REACH_MAX = 4096 };

struct field {
  double x, y, step;  // page: the centre of the first cell, points a cell
  int w, h;
  float *density;
  float *row, *column;  // scratch: the kernel in each direction
};

static double smallest_radius(const struct ct_items *items) {
  double r = INFINITY;
  for (size_t i = 0; i < items->nstyles; i++)
    if (items->styles.heatmap[i].radius > 0) r = fmin(r, items->styles.heatmap[i].radius);
  return isfinite(r) ? r : 1;
}

static struct field field_for(const struct ct_items *items, const struct ct_grain *g, struct ct_arena *a) {
  double cells = fmax(1, floor(smallest_radius(items) / FINENESS / g->step));
  struct field f = {.step = cells * g->step};
  f.x = g->x + f.step / 2 - f.step;
  f.y = g->y + f.step / 2 - f.step;
  f.w = (int)ceil(g->w / cells) + 2;
  f.h = (int)ceil(g->h / cells) + 2;
  f.density = CT_NEW_N(a, float, (size_t)f.w *(size_t)f.h);
  f.row = CT_NEW_N(a, float, (size_t)f.w);
  f.column = CT_NEW_N(a, float, (size_t)f.h);
  return f;
}

// The kernel along one axis, over cells first .. end - 1 around `at` (in cells).
static bool kernel(double at, double reach, double radius, int n, float *v, int *first, int *end) {
  *first = (int)fmax(0, ceil(at - reach));
  *end = (int)fmin(n, floor(at + reach) + 1);
  for (int i = *first; i < *end; i++) {
    double d = (i - at) / radius;
    v[i] = (float)exp(-4.5 * d * d);
  }
  return *first < *end;
}

static void add_point(struct field *f, const struct ct_heatmap_style *s, float px, float py) {
  double weight = (double)s->weight * s->intensity, radius = s->radius / f->step;
  if (!(weight * GAUSS > NOTHING) || !(radius > 0) || !isfinite(weight)) return;
  // The square in which the kernel is more than nothing.
  double reach = fmin(sqrt(-2 * log(NOTHING / weight / GAUSS)) / 3 * radius, REACH_MAX);
  double x = (px - f->x) / f->step, y = (py - f->y) / f->step;
  int x0, x1, y0, y1;
  if (!(fabs(x) < 1e6 && fabs(y) < 1e6) || !kernel(x, reach, radius, f->w, f->row, &x0, &x1) ||
      !kernel(y, reach, radius, f->h, f->column, &y0, &y1))
    return;
  for (int j = y0; j < y1; j++) {
    float *out = f->density + (size_t)j * (size_t)f->w, scale = (float)(weight * GAUSS) * f->column[j];
    for (int i = x0; i < x1; i++) out[i] += scale * f->row[i];
  }
}

static void add_points(struct field *f, const struct ct_items *items, const struct ct_shapes *points) {
  struct ct_pick pick = {.shapes = points};
  for (size_t i = 0; i < items->n; i++) {
    size_t k;
    if (!ct_pick_find(&pick, items->feature[i], &k)) continue;
    const struct ct_heatmap_style *s = &items->styles.heatmap[ct_item_style(items, i)];
    for (size_t part = ct_shape_part0(points, k); part < ct_shape_part0(points, k + 1); part++)
      for (size_t c = ct_shape_coord0(points, part); c < ct_shape_coord0(points, part + 1); c++)
        add_point(f, s, points->xy[2 * c], points->xy[2 * c + 1]);
  }
}

static float density_at(const struct field *f, double px, double py) {
  double x = (px - f->x) / f->step, y = (py - f->y) / f->step;
  int i = (int)x, j = (int)y;
  if (i < 0 || j < 0 || i + 1 >= f->w || j + 1 >= f->h) return 0;
  float s = (float)(x - i), t = (float)(y - j);
  const float *p = f->density + (size_t)j * (size_t)f->w + (size_t)i, *q = p + f->w;
  return (p[0] * (1 - s) + p[1] * s) * (1 - t) + (q[0] * (1 - s) + q[1] * s) * t;
}

// The ramp is a texture of its colours, blended between their middles.
static uint32_t color_of(const struct ct_ramp *ramp, float opacity, float density) {
  float at = fminf(fmaxf(density * (float)ramp->n - 0.5f, 0), (float)(ramp->n - 1));
  size_t low = (size_t)at, high = low + 1 < ramp->n ? low + 1 : low;
  float t = at - (float)low;
  const struct ct_color *x = &ramp->color[low], *y = &ramp->color[high];
  const float c[4] = {(x->r * (1 - t) + y->r * t) * opacity, (x->g * (1 - t) + y->g * t) * opacity,
                      (x->b * (1 - t) + y->b * t) * opacity, (x->a * (1 - t) + y->a * t) * opacity};
  return ct_pixel_of(c);
}

void ct_paint_heatmap(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                      const struct ct_shapes *points, const struct ct_grain *grain) {
  struct ct_op *group = ct_scene_group(a, body, items->layer_id);
  if (!items->n || !items->nstyles || !items->ramp || !items->ramp->n) return;
  struct ct_arena scratch = {.oom = a->oom};
  struct field f = field_for(items, grain, &scratch);
  add_points(&f, items, points);
  uint32_t *pixels = CT_NEW_N(&scratch, uint32_t, (size_t)grain->w * (size_t)grain->h);
  float opacity = items->styles.heatmap[0].opacity;
  for (int j = 0; j < grain->h; j++)
    for (int i = 0; i < grain->w; i++) {
      float d = density_at(&f, grain->x + (i + 0.5) * grain->step, grain->y + (j + 0.5) * grain->step);
      pixels[(size_t)j * (size_t)grain->w + (size_t)i] = color_of(items->ramp, opacity, d);
    }
  ct_pixels_add(a, group, grain, pixels);
  ct_arena_release(&scratch);
}

// SPDX-License-Identifier: MIT
// Relief: heights to the pixels of hillshade and color-relief layers.
#include <math.h>

#include "base/arena.h"
#include "model/raster.h"
#include "model/scene.h"
#include "paint/hillshade.h"
#include "paint/paint.h"
#include "paint/pixels.h"

// The steepest slope that MapLibre's texture holds, in Mercator's metres.
#define STEEPEST 4.0

static float height_at(const struct ct_relief *r, int i, int j) {
  if (i < 0 || j < 0 || i >= r->grain.w || j >= r->grain.h) return NAN;
  return r->elevation[(size_t)j * (size_t)r->grain.w + (size_t)i];
}

// Between pixels; `otherwise` where there is none.
static double height_between(const struct ct_relief *r, double x, double y, double otherwise) {
  int i = (int)floor(x), j = (int)floor(y);
  double s = x - i, t = y - j;
  double h;
  if (s == 0 && t == 0)
    h = height_at(r, i, j);
  else
    h = (height_at(r, i, j) * (1 - s) + height_at(r, i + 1, j) * s) * (1 - t) +
        (height_at(r, i, j + 1) * (1 - s) + height_at(r, i + 1, j + 1) * s) * t;
  return isnan(h) ? otherwise : h;
}

// Horn's slopes to the right and down, a pixel of the source around.
static void slopes_of(const struct ct_relief *r, int i, int j, double *right, double *down) {
  const float *snap = r->snap ? r->snap + 2 * ((size_t)j * (size_t)r->grain.w + (size_t)i) : NULL;
  double mid = height_at(r, i, j), e = r->reach, z[3][3], x0 = i, y0 = j;
  if (snap) {
    x0 += snap[0], y0 += snap[1];
    mid = height_between(r, x0, y0, mid);
  }
  for (int y = 0; y < 3; y++)
    for (int x = 0; x < 3; x++)
      z[y][x] = x == 1 && y == 1 ? mid : height_between(r, x0 + (x - 1) * e, y0 + (y - 1) * e, mid);
  *right = (z[0][2] + 2 * z[1][2] + z[2][2] - z[0][0] - 2 * z[1][0] - z[2][0]) / (8 * e);
  *down = (z[2][0] + 2 * z[2][1] + z[2][2] - z[0][0] - 2 * z[0][1] - z[0][2]) / (8 * e);
}

static const struct ct_ground *ground_at(const struct ct_relief *r, int i, int j) {
  return &r->ground[(size_t)(j / r->cell) * (size_t)r->cells_w + (size_t)(i / r->cell)];
}

static uint32_t shade(const struct ct_relief *r, const struct ct_hillshade_style *s, int i, int j) {
  const struct ct_ground *g = ground_at(r, i, j);
  double right, down, det = (double)g->east_x * g->south_y - (double)g->south_x * g->east_y;
  if (isnan(height_at(r, i, j)) || isnan(g->cos_lat) || det == 0) return 0;
  slopes_of(r, i, j, &right, &down);
  double steep = ct_hillshade_steepening(r->zoom), most = STEEPEST / fmax(g->cos_lat, 1e-3);
  double east = (right * g->south_y - down * g->south_x) / det * steep;
  double south = (down * g->east_x - right * g->east_y) / det * steep;
  east = fmax(-most, fmin(most, east));
  south = fmax(-most, fmin(most, south));
  // Where the top of the page looks to, clockwise from north.
  double turn = s->of_map ? 0 : atan2(-g->east_y, g->south_y);
  float c[4];
  ct_hillshade_color(s, turn, east, south, c);
  return ct_pixel_of(c);
}

static void ramp_color(const struct ct_ramp *ramp, double at, float out[4]) {
  size_t low = 0, high = ramp->n - 1;
  if (at < ramp->at[0]) high = 0;
  if (at >= ramp->at[high]) low = high;
  while (high - low > 1 && low < high) {
    size_t mid = low + (high - low) / 2;
    if (at < ramp->at[mid])
      high = mid;
    else
      low = mid;
  }
  double span = ramp->at[high] - ramp->at[low];
  float t = span > 0 ? (float)((at - ramp->at[low]) / span) : 1;
  const struct ct_color *x = &ramp->color[low], *y = &ramp->color[high];
  const float p[4] = {x->r, x->g, x->b, x->a}, q[4] = {y->r, y->g, y->b, y->a};
  for (int k = 0; k < 4; k++) out[k] = p[k] * (1 - t) + q[k] * t;
}

static uint32_t tint(const struct ct_relief *r, const struct ct_items *items, int i, int j) {
  float h = height_at(r, i, j), c[4];
  if (isnan(h)) return 0;
  ramp_color(items->ramp, h, c);
  for (int k = 0; k < 4; k++) c[k] *= items->styles.relief[0].opacity;
  return ct_pixel_of(c);
}

void ct_paint_relief(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_grain *grain, const struct ct_relief *r) {
  struct ct_op *group = ct_scene_group(a, body, items->layer_id);
  bool hills = items->type == CT_LAYER_HILLSHADE;
  if (!r->elevation || (!hills && (!items->ramp || !items->ramp->n))) return;
  struct ct_arena scratch = {.oom = a->oom};
  uint32_t *pixels = CT_NEW_N(&scratch, uint32_t, (size_t)grain->w * (size_t)grain->h);
  int mx = (r->grain.w - grain->w) / 2, my = (r->grain.h - grain->h) / 2;
  for (int j = 0; j < grain->h; j++)
    for (int i = 0; i < grain->w; i++)
      pixels[(size_t)j * (size_t)grain->w + (size_t)i] =
          hills ? shade(r, &items->styles.hillshade[0], i + mx, j + my) : tint(r, items, i + mx, j + my);
  ct_pixels_add(a, group, grain, pixels);
  ct_arena_release(&scratch);
}

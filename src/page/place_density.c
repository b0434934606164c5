// SPDX-License-Identifier: MIT
// Density: how many points lie in any rectangle of a frame.
#include "page/place_density.h"

#include <math.h>

#include "base/arena.h"

enum { CELLS = 256, ROW = CELLS + 1 };

static int cell(double v, double from, double size) {
  double t = floor((v - from) / size * CELLS);
  return t < 0 ? -1 : t >= CELLS ? CELLS : (int)t;
}

void ct_density_count(struct ct_density *d, const struct ct_rect *frame, const float *points, size_t n,
                      struct ct_arena *a) {
  d->frame = *frame;
  d->sum = CT_NEW_N(a, uint32_t, (size_t)ROW * ROW);
  d->total = 0;
  for (size_t i = 0; i < n; i++) {
    double x = points[2 * i], y = points[2 * i + 1];
    if (!isfinite(x) || !isfinite(y)) continue;
    int cx = cell(x, d->frame.x, d->frame.w), cy = cell(y, d->frame.y, d->frame.h);
    if (cx < 0 || cy < 0 || cx >= CELLS || cy >= CELLS) continue;
    d->sum[(size_t)(cy + 1) * ROW + (size_t)cx + 1]++;
    d->total++;
  }
  for (size_t y = 1; y < ROW; y++)
    for (size_t x = 1; x < ROW; x++)
      d->sum[y * ROW + x] +=
          d->sum[(y - 1) * ROW + x] + d->sum[y * ROW + x - 1] - d->sum[(y - 1) * ROW + x - 1];
}

double ct_density_in(const struct ct_density *d, const struct ct_rect *r, double grow) {
  int x0 = cell(r->x - grow, d->frame.x, d->frame.w),
      x1 = cell(r->x + r->w + grow, d->frame.x, d->frame.w) + 1;
  int y0 = cell(r->y - grow, d->frame.y, d->frame.h),
      y1 = cell(r->y + r->h + grow, d->frame.y, d->frame.h) + 1;
  int edge[4] = {x0, x1, y0, y1};
  for (int i = 0; i < 4; i++) edge[i] = edge[i] < 0 ? 0 : edge[i] > CELLS ? CELLS : edge[i];
  size_t row = ROW, l = (size_t)edge[0], r1 = (size_t)edge[1], t = (size_t)edge[2], b = (size_t)edge[3];
  return (double)(d->sum[b * row + r1] - d->sum[t * row + r1] - d->sum[b * row + l] + d->sum[t * row + l]);
}

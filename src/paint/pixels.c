// SPDX-License-Identifier: MIT
// Pixels: colours of device pixels gathered into an image op.
#include "paint/pixels.h"

#include <string.h>

#include "base/arena.h"
#include "model/raster.h"
#include "model/scene.h"

uint32_t ct_pixel_of(const float rgba[4]) {
  float a = rgba[3] > 0 ? (rgba[3] < 1 ? rgba[3] : 1) : 0;
  uint32_t out = (uint32_t)(a * 255 + 0.5f) << 24;
  for (int k = 0; k < 3; k++) {
    float v = rgba[k] > 0 ? (rgba[k] < a ? rgba[k] : a) : 0;
    out |= (uint32_t)(v * 255 + 0.5f) << (16 - 8 * k);
  }
  return out;
}

struct extent {
  int x0, y0, x1, y1;
};

static struct extent extent_of(const uint32_t *pixels, int w, int h) {
  struct extent e = {w, h, 0, 0};
  for (int y = 0; y < h; y++) {
    const uint32_t *row = pixels + (size_t)y * (size_t)w;
    int first = 0, end = w;
    while (first < w && !row[first]) first++;
    if (first == w) continue;
    while (!row[end - 1]) end--;
    if (first < e.x0) e.x0 = first;
    if (end > e.x1) e.x1 = end;
    if (y < e.y0) e.y0 = y;
    e.y1 = y + 1;
  }
  return e;
}

void ct_pixels_add(struct ct_arena *a, struct ct_op *group, const struct ct_grain *grain,
                   const uint32_t *pixels) {
  struct extent e = extent_of(pixels, grain->w, grain->h);
  if (e.x0 >= e.x1) return;
  int w = e.x1 - e.x0, h = e.y1 - e.y0;
  uint32_t *part = CT_NEW_N(a, uint32_t, (size_t)w * (size_t)h);
  for (int y = 0; y < h; y++)
    memcpy(part + (size_t)y * (size_t)w, pixels + (size_t)(e.y0 + y) * (size_t)grain->w + (size_t)e.x0,
           (size_t)w * sizeof *part);
  struct ct_op *op = ct_scene_add(a, group, CT_OP_IMAGE);
  op->image = (struct ct_image_op){
      .to = {grain->x + e.x0 * grain->step, grain->y + e.y0 * grain->step, w * grain->step, h * grain->step},
      .w = w,
      .h = h,
      .pixels = part,
      .smooth = true};
}

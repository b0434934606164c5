// SPDX-License-Identifier: MIT
// Raster: the pixels of a raster layer in the colours of its properties.
#include <math.h>

#include "base/arena.h"
#include "model/raster.h"
#include "model/scene.h"
#include "paint/paint.h"
#include "paint/pixels.h"

// What MapLibre's raster shader is given.
struct shader {
  float spin[3], saturation, contrast, low, high, opacity;
};

static struct shader shader_of(const struct ct_raster_style *s) {
  double turn = s->hue_rotate_deg * (3.14159265358979323846 / 180), sin_t = sin(turn), cos_t = cos(turn);
  struct shader out = {.low = s->brightness_min, .high = s->brightness_max, .opacity = s->opacity};
  out.spin[0] = (float)((2 * cos_t + 1) / 3);
  out.spin[1] = (float)((-sqrt(3) * sin_t - cos_t + 1) / 3);
  out.spin[2] = (float)((sqrt(3) * sin_t - cos_t + 1) / 3);
  out.saturation = s->saturation > 0 ? 1 - 1 / (1.001f - s->saturation) : -s->saturation;
  // At 1 the factor would be infinite.
  out.contrast = s->contrast > 0 ? 1 / (1 - fminf(s->contrast, 0.9999f)) : 1 + s->contrast;
  return out;
}

static uint32_t shade(const struct shader *s, const uint8_t *p) {
  const float r = (float)p[0] / 255, g = (float)p[1] / 255, b = (float)p[2] / 255;
  const float *w = s->spin;
  float c[4] = {r * w[0] + g * w[1] + b * w[2], r * w[2] + g * w[0] + b * w[1],
                r * w[1] + g * w[2] + b * w[0], (float)p[3] / 255 * s->opacity};
  float mean = (r + g + b) / 3;
  for (int k = 0; k < 3; k++) {
    float v = c[k] + (mean - c[k]) * s->saturation;
    v = (v - 0.5f) * s->contrast + 0.5f;
    c[k] = (s->low * (1 - v) + s->high * v) * c[3];
  }
  return ct_pixel_of(c);
}

void ct_paint_raster(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_grain *grain, const uint8_t *rgba) {
  struct ct_op *group = ct_scene_group(a, body, items->layer_id);
  struct shader s = shader_of(&items->styles.raster[0]);
  struct ct_arena scratch = {.oom = a->oom};
  size_t n = (size_t)grain->w * (size_t)grain->h;
  uint32_t *pixels = CT_NEW_N(&scratch, uint32_t, n);
  for (size_t i = 0; i < n; i++)
    if (rgba[4 * i + 3]) pixels[i] = shade(&s, rgba + 4 * i);
  ct_pixels_add(a, group, grain, pixels);
  ct_arena_release(&scratch);
}

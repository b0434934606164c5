// SPDX-License-Identifier: MIT
// Pictures compared by the rule of the render fixtures.
#ifndef CT_TESTS_SPEC_PICTURE_H
#define CT_TESTS_SPEC_PICTURE_H

#include <spng.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// RGB over white, rows from the top.
struct picture {
  int w, h;
  uint8_t *rgb;
};

static inline void picture_free(struct picture *p) {
  free(p->rgb);
  p->rgb = NULL;
}

static inline bool picture_read(const char *path, struct picture *p) {
  *p = (struct picture){0};
  FILE *f = fopen(path, "rb");
  spng_ctx *c = f ? spng_ctx_new(0) : NULL;
  struct spng_ihdr head;
  size_t size;
  bool ok = c && !spng_set_png_file(c, f) && !spng_get_ihdr(c, &head) &&
            !spng_decoded_image_size(c, SPNG_FMT_RGBA8, &size);
  uint8_t *rgba = ok ? malloc(size) : NULL;
  ok = rgba && !spng_decode_image(c, rgba, size, SPNG_FMT_RGBA8, SPNG_DECODE_TRNS);
  if (ok) {
    *p = (struct picture){(int)head.width, (int)head.height, malloc(size / 4 * 3)};
    for (size_t i = 0; i < size / 4; i++)
      for (size_t k = 0; k < 3; k++)
        p->rgb[3 * i + k] =
            (uint8_t)((rgba[4 * i + k] * rgba[4 * i + 3] + 255 * (255 - rgba[4 * i + 3]) + 127) / 255);
  }
  free(rgba);
  spng_ctx_free(c);
  if (f) fclose(f);
  return ok;
}

// Keeps the lower left corner, which is where a GPU's picture begins.
static inline void picture_crop(struct picture *p, int w, int h) {
  if (w <= 0 || h <= 0 || w > p->w || h > p->h) return;
  for (int y = 0; y < h; y++)
    memmove(p->rgb + 3 * (size_t)y * (size_t)w, p->rgb + 3 * (size_t)(p->h - h + y) * (size_t)p->w,
            3 * (size_t)w);
  p->w = w;
  p->h = h;
}

// Is a pixel of q near x, y within 48 of p's in every channel?
static inline bool picture_near(const struct picture *p, const struct picture *q, int x, int y) {
  const uint8_t *a = p->rgb + 3 * ((size_t)y * (size_t)p->w + (size_t)x);
  for (int v = y - 1; v <= y + 1; v++)
    for (int u = x - 1; u <= x + 1; u++) {
      if (u < 0 || v < 0 || u >= q->w || v >= q->h) continue;
      const uint8_t *b = q->rgb + 3 * ((size_t)v * (size_t)q->w + (size_t)u);
      if (abs(a[0] - b[0]) <= 48 && abs(a[1] - b[1]) <= 48 && abs(a[2] - b[2]) <= 48) return true;
    }
  return false;
}

// Share of pixels that differ; 1 when the sizes do.
static inline double picture_differs(const struct picture *p, const struct picture *q) {
  size_t n = 0;
  if (p->w != q->w || p->h != q->h) return 1;
  for (int y = 0; y < p->h; y++)
    for (int x = 0; x < p->w; x++) n += !picture_near(p, q, x, y) || !picture_near(q, p, x, y);
  return (double)n / ((double)p->w * p->h);
}

static inline int picture_by_color(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return a < b ? -1 : a > b;
}

// Share by which the picture differs from a flat one of its commonest colour.
static inline double picture_content(const struct picture *p) {
  size_t n = (size_t)p->w * (size_t)p->h, most = 0;
  uint32_t *colors = malloc(n * sizeof *colors), common = 0;
  for (size_t i = 0; i < n; i++)
    colors[i] = (uint32_t)p->rgb[3 * i] << 16 | (uint32_t)p->rgb[3 * i + 1] << 8 | p->rgb[3 * i + 2];
  qsort(colors, n, sizeof *colors, picture_by_color);
  for (size_t i = 0, k = 0; i < n; i = k) {
    while (k < n && colors[k] == colors[i]) k++;
    if (k - i > most) most = k - i, common = colors[i];
  }
  free(colors);
  struct picture flat = {p->w, p->h, malloc(3 * n)};
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < 3; k++) flat.rgb[3 * i + k] = (uint8_t)(common >> (16 - 8 * k));
  double d = picture_differs(p, &flat);
  picture_free(&flat);
  return d;
}

#endif

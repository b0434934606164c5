// SPDX-License-Identifier: MIT
// Picture: bands of a GDAL raster as colours or heights.
#ifndef CT_LOAD_PICTURE_H
#define CT_LOAD_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;

// Bytes r, g, b, a a pixel, not multiplied by alpha.
struct ct_picture {
  int w, h;
  uint8_t *rgba;
};

// A part of a raster in its pixels, and the size it is read at.
struct ct_window {
  int x, y, w, h;
  int to_w, to_h;
};

// PNG, JPEG, WebP or GIF from memory; a side may be at most `max_side` pixels.
bool ct_picture_decode(const void *bytes, size_t size, int max_side, struct ct_arena *a,
                       struct ct_picture *out, struct ct_err *err);
// The same from a file that GDAL can open; `name` stands in messages.
bool ct_picture_read(const char *path, const char *name, int max_side, struct ct_arena *a,
                     struct ct_picture *out, struct ct_err *err);

// A window of an open dataset (a GDALDatasetH). Palettes become colours, one band grey; what
// is no byte is stretched between the lowest and highest value in the window; no data is transparent.
bool ct_picture_of_dataset(void *dataset, const struct ct_window *w, struct ct_arena *a,
                           struct ct_picture *out, struct ct_err *err);
// Its first band as numbers: to_w * to_h; no data is NaN.
bool ct_heights_of_dataset(void *dataset, const struct ct_window *w, struct ct_arena *a, float **out,
                           struct ct_err *err);

// As ARGB, multiplied by alpha.
uint32_t *ct_picture_pixels(const struct ct_picture *p, struct ct_arena *a);

#endif

// SPDX-License-Identifier: MIT
// PNG rows: Cairo's pixels as PNG's filtered rows.
#ifndef CT_WRITE_PNG_ROWS_H
#define CT_WRITE_PNG_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_pixels {
  const uint32_t *v;  // Cairo's RGB24 or premultiplied ARGB32
  int w, h, stride;   // stride in pixels
  bool opaque;        // 3 bytes a pixel, else 4
};

// Are most of the rows such that neighbours differ a little, as in relief and photographs? Maps are flat.
bool ct_pixels_are_smooth(const struct ct_pixels *p);
// Row y as bytes r, g, b and, unless the pixels are opaque, a; not multiplied by alpha.
void ct_pixels_unpack(const struct ct_pixels *p, int y, unsigned char *out);
size_t ct_png_rows_size(const struct ct_pixels *p);
// Fills out with h rows, each a filter byte and its bytes.
void ct_png_rows_filter(const struct ct_pixels *p, unsigned char *out);

#endif

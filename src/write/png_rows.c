// SPDX-License-Identifier: MIT
// PNG rows: Cairo's pixels as PNG's filtered rows.
#include "write/png_rows.h"

#include <string.h>

size_t ct_png_rows_size(const struct ct_pixels *p) {
  return (size_t)p->h * (1 + (size_t)p->w * (p->opaque ? 3 : 4));
}

static void unpack_opaque(const uint32_t *from, int n, unsigned char *to) {
  for (int i = 0; i < n; i++, to += 3) {
    to[0] = (unsigned char)(from[i] >> 16);
    to[1] = (unsigned char)(from[i] >> 8);
    to[2] = (unsigned char)from[i];
  }
}

static unsigned char plain(uint32_t v, uint32_t a) {
  uint32_t x = (v * 255 + a / 2) / a;
  return (unsigned char)(x > 255 ? 255 : x);
}

static void unpack_alpha(const uint32_t *from, int n, unsigned char *to) {
  for (int i = 0; i < n; i++, to += 4) {
    uint32_t a = from[i] >> 24;
    if (a == 0) {
      memset(to, 0, 4);
      continue;
    }
    to[0] = plain(from[i] >> 16 & 255, a);
    to[1] = plain(from[i] >> 8 & 255, a);
    to[2] = plain(from[i] & 255, a);
    to[3] = (unsigned char)a;
  }
}

void ct_png_rows_filter(const struct ct_pixels *p, unsigned char *out) {
  size_t row = (size_t)p->w * (p->opaque ? 3 : 4);
  for (int y = 0; y < p->h; y++, out += row + 1) {
    const uint32_t *from = p->v + (size_t)y * (size_t)p->stride;
    out[0] = 0;
    if (p->opaque)
      unpack_opaque(from, p->w, out + 1);
    else
      unpack_alpha(from, p->w, out + 1);
  }
}

// SPDX-License-Identifier: MIT
// PNG rows: Cairo's pixels as PNG's filtered rows.
#include "write/png_rows.h"

#include <stdlib.h>
#include <string.h>

size_t ct_png_rows_size(const struct ct_pixels *p) {
  return (size_t)p->h * (1 + (size_t)p->w * (p->opaque ? 3 : 4));
}

static void put_pixel(uint32_t v, unsigned char *to) {
  to[0] = (unsigned char)(v >> 16);
  to[1] = (unsigned char)(v >> 8);
  to[2] = (unsigned char)v;
}

// The bytes of a word in the order in which they are in memory.
static uint32_t in_order(uint32_t rgba) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  return __builtin_bswap32(rgba);
#else
  return rgba;
#endif
}

// Four pixels are three words.
static void unpack_opaque(const uint32_t *from, int n, unsigned char *to) {
  int i = 0;
  for (; i + 4 <= n; i += 4, to += 12) {
    uint32_t a = from[i], b = from[i + 1], c = from[i + 2], d = from[i + 3];
    uint32_t words[3] = {in_order(a << 8 | (b >> 16 & 255)), in_order(b << 16 | (c >> 8 & 65535)),
                         in_order(c << 24 | (d & 0xFFFFFF))};
    memcpy(to, words, sizeof words);
  }
  for (; i < n; i++, to += 3) put_pixel(from[i], to);
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

void ct_pixels_unpack(const struct ct_pixels *p, int y, unsigned char *out) {
  const uint32_t *from = p->v + (size_t)y * (size_t)p->stride;
  if (p->opaque)
    unpack_opaque(from, p->w, out);
  else
    unpack_alpha(from, p->w, out);
}

static bool is_run(const unsigned char *p, int size) {
  return size == 3 ? memcmp(p, p - 3, 24) == 0 : memcmp(p, p - 4, 32) == 0;
}

// Maps are flat colours and sharp edges, and pack best as they are: unfiltered rows were a
// fifth smaller than what libpng's heuristic chose, on all maps tried. A row is filtered
// when most of its pixels differ a little from the one before: relief, photographs.
static bool is_smooth(const unsigned char *row, int w, int size) {
  int smooth = 0;
  // Not further than it may still become so.
  for (int x = 1; x < w && smooth + w - x > w / 2; x++) {
    const unsigned char *p = row + (size_t)x * (size_t)size;
    // Most of a map: eight pixels like the one before.
    if (x + 8 <= w && is_run(p, size)) {
      x += 7;
      continue;
    }
    if (p[0] == p[-size] && p[1] == p[1 - size] && p[2] == p[2 - size]) continue;
    int d = abs(p[0] - p[-size]) + abs(p[1] - p[1 - size]) + abs(p[2] - p[2 - size]);
    smooth += d > 0 && d <= 24;
  }
  return smooth > w / 2;
}

bool ct_pixels_are_smooth(const struct ct_pixels *p) {
  enum { STEP = 8 };
  int smooth = 0, rows = 0, size = p->opaque ? 3 : 4;
  unsigned char *row = malloc((size_t)p->w * (size_t)size);
  for (int y = 0; row && y < p->h; y += STEP, rows++) {
    ct_pixels_unpack(p, y, row);
    smooth += is_smooth(row, p->w, size);
  }
  free(row);
  return smooth > rows / 2;
}

static unsigned char paeth(int a, int b, int c) {
  int p = a + b - c, pa = abs(p - a), pb = abs(p - b), pc = abs(p - c);
  return (unsigned char)(pa <= pb && pa <= pc ? a : pb <= pc ? b : c);
}

// From the end, so that the bytes to the left are still plain.
static void filter_paeth(unsigned char *row, const unsigned char *above, size_t n, size_t size) {
  for (size_t i = n; i-- > 0;) {
    int a = i >= size ? row[i - size] : 0, b = above[i], c = i >= size ? above[i - size] : 0;
    row[i] = (unsigned char)(row[i] - paeth(a, b, c));
  }
}

void ct_png_rows_filter(const struct ct_pixels *p, unsigned char *out) {
  size_t size = p->opaque ? 3 : 4, row = (size_t)p->w * size;
  unsigned char *at = out;
  for (int y = 0; y < p->h; y++, at += row + 1) {
    at[0] = 0;
    ct_pixels_unpack(p, y, at + 1);
    if (y > 0 && is_smooth(at + 1, p->w, (int)size)) at[0] = 4;
  }
  // Upwards, so that the row above is still plain.
  for (int y = p->h - 1; y > 0; y--) {
    unsigned char *line = out + (size_t)y * (row + 1);
    if (line[0]) filter_paeth(line + 1, line - row, row, size);
  }
}

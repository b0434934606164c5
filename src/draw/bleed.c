// SPDX-License-Identifier: MIT
// Bleed: colour carried on past the edges of what is drawn in an image, for viewers that blend colour and alpha apart.
#include "draw/bleed.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"

// In PDF a picture's colours and its alpha are two images. Where it is empty Cairo writes black,
// which viewers that show it smaller mix into its edges. A page shown at a quarter of its fineness
// takes this many pixels into one.
enum { STEPS = 6 };

struct spot {
  int x, y;
  uint8_t rgb[3];
};

struct front {
  ct_vec(struct spot) v;
};

static void split(uint32_t c, uint8_t rgb[3]) {
  uint32_t a = c >> 24;
  for (int k = 0; k < 3; k++) rgb[k] = (uint8_t)(((c >> (16 - 8 * k) & 255) * 255 + a / 2) / a);
}

// At an alpha of one a channel is on or off: a pattern makes the mean right.
static uint32_t faint(const struct spot *s) {
  static const uint8_t threshold[4] = {32, 160, 224, 96};
  uint32_t out = 1u << 24;
  uint8_t t = threshold[(s->x & 1) + 2 * (s->y & 1)];
  for (int k = 0; k < 3; k++)
    if (s->rgb[k] > t) out |= 1u << (16 - 8 * k);
  return out;
}

struct bleeding {
  uint32_t *pixels;
  int w, h;
  struct ct_arena *a;
};

static void spread(struct bleeding *b, const struct spot *s, struct front *next) {
  static const int8_t around[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
  for (int k = 0; k < 4; k++) {
    struct spot n = *s;
    n.x += around[k][0], n.y += around[k][1];
    if (n.x < 0 || n.y < 0 || n.x >= b->w || n.y >= b->h) continue;
    uint32_t *to = b->pixels + (size_t)n.y * (size_t)b->w + (size_t)n.x;
    if (*to) continue;
    *to = faint(&n);
    ct_vec_push(b->a, &next->v, n);
  }
}

const uint32_t *ct_bleed(const uint32_t *pixels, int w, int h, struct ct_arena *a) {
  size_t n = (size_t)w * (size_t)h, empty = 0;
  for (size_t i = 0; i < n; i++) empty += !pixels[i];
  if (!empty || empty == n) return pixels;
  struct bleeding b = {CT_NEW_N(a, uint32_t, n), w, h, a};
  memcpy(b.pixels, pixels, n * sizeof *pixels);
  struct front now = {0};
  for (size_t i = 0; i < n; i++) {
    struct spot s = {(int)(i % (size_t)w), (int)(i / (size_t)w), {0}};
    if (!pixels[i] || !(pixels[i] >> 24)) continue;
    split(pixels[i], s.rgb);
    spread(&b, &s, &now);
  }
  for (int step = 1; step < STEPS; step++) {
    struct front next = {0};
    for (size_t i = 0; i < now.v.n; i++) spread(&b, &now.v.v[i], &next);
    now = next;
  }
  return b.pixels;
}

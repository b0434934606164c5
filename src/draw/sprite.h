// SPDX-License-Identifier: MIT
// Sprite: marks drawn once a sub-pixel position and stamped into image data.
#ifndef CT_DRAW_SPRITE_H
#define CT_DRAW_SPRITE_H

#include <stdbool.h>
#include <stdint.h>

struct ct_arena;
struct ct_icons;
struct ct_marks_op;

// An image surface's pixels (32 bit, premultiplied) and the part that may change.
struct ct_canvas {
  uint32_t *pixels;
  int stride;  // in pixels
  int x0, y0, x1, y1;
  double scale, dx, dy;  // device = scale * user + (dx, dy)
};

// Source over destination, premultiplied, two channels at a time; exact division by 255.
static inline uint32_t ct_pixel_over(uint32_t s, uint32_t d) {
  uint32_t a = 255 - (s >> 24);
  uint32_t rb = (d & 0xff00ff) * a + 0x800080, ag = (d >> 8 & 0xff00ff) * a + 0x800080;
  rb = (rb + (rb >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
  ag = (ag + (ag >> 8 & 0xff00ff)) & 0xff00ff00;
  return s + (rb | ag);
}

struct ct_sprites;

// Masks are kept in `a` for as long as the sprites are used.
struct ct_sprites *ct_sprites_new(struct ct_arena *a, struct ct_icons *icons);
// Stamps every mark in order. `scratch` may be released afterwards. Marks that are too
// large to be sprites, and only they, are left to `large`, called in their turn.
typedef void ct_large_mark_fn(void *user, uint32_t mark);
void ct_sprites_stamp(struct ct_sprites *s, struct ct_arena *scratch, const struct ct_marks_op *op,
                      const struct ct_canvas *canvas, ct_large_mark_fn *large, void *user);

#endif

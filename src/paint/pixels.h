// SPDX-License-Identifier: MIT
// Pixels: colours of device pixels gathered into an image op.
#ifndef CT_PAINT_PIXELS_H
#define CT_PAINT_PIXELS_H

#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_color;
struct ct_grain;
struct ct_op;

// A colour multiplied by alpha, 0..1, as ARGB.
uint32_t ct_pixel_of(const float rgba[4]);

// The part of w * h pixels that is not empty, as an image over the grain; nothing when all is.
// `pixels` is copied.
void ct_pixels_add(struct ct_arena *a, struct ct_op *group, const struct ct_grain *grain,
                   const uint32_t *pixels);

#endif

// SPDX-License-Identifier: MIT
// Mask: the coverage of a symbol's two colours over pixels, at a sub-pixel position.
#ifndef CT_DRAW_MASK_H
#define CT_DRAW_MASK_H

#include <stdbool.h>
#include <stdint.h>

struct ct_arena;
struct ct_icons;
struct ct_symbol;

// Coverage 0..1 of w x h pixels; pixel 0,0 has its corner at x0, y0 from the whole pixel
// that the mark's centre is in. Circles: edge is the ring outside the fill, so the two add.
// Icons: edge is the halo that lies under the fill.
struct ct_mask {
  int x0, y0, w, h;
  float *fill, *edge;  // edge NULL: none
};

// A symbol's shape at a device scale, from which masks at any position are made.
struct ct_shape {
  bool icon;
  bool large;           // too large for masks: draw it as a path
  float radius, outer;  // circle, pixels; outer includes the edge
  float blur;
  int n;                 // side of the mask in pixels
  int sub;               // icon: samples a pixel in each direction
  uint8_t *fill, *edge;  // icon: coverage of n * sub squared samples
};

// Works out the shape; false when nothing is to be drawn (no size, no such icon).
bool ct_shape_make(struct ct_arena *a, struct ct_icons *icons, const struct ct_symbol *s, double scale,
                   struct ct_shape *out);
// The mask with the centre at fx, fy (0 <= f < 1) within the pixel.
struct ct_mask ct_shape_mask(struct ct_arena *a, const struct ct_shape *shape, float fx, float fy);

#endif

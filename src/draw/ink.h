// SPDX-License-Identifier: MIT
// Ink: fills and strokes.
#ifndef CT_DRAW_INK_H
#define CT_DRAW_INK_H

#include <stdbool.h>

struct ct_fill_op;
struct ct_icons;
struct ct_stroke_op;
typedef struct _cairo cairo_t;

struct ct_ink {
  cairo_t *cr;
  struct ct_icons *icons;
  double pixel;     // points; 0: vectors
  bool on_image;    // pixels, not vectors
  double min_step;  // points; vertices nearer than this to the one before are left out
  double grid;      // points; vertices of long paths are moved to its multiples; 0: none
};

void ct_ink_fill(const struct ct_ink *ink, const struct ct_fill_op *op);
void ct_ink_stroke(const struct ct_ink *ink, const struct ct_stroke_op *op);

#endif

// SPDX-License-Identifier: MIT
// Lines: coasts, borders and tracks that names had better not cross, found by place.
#ifndef CT_LABEL_LINES_H
#define CT_LABEL_LINES_H

#include <stddef.h>
#include <stdint.h>

#include "label/grid.h"

struct ct_arena;
struct ct_rect;
struct ct_shapes;

// Segments by cell: those of cell c are of[start[c]] .. of[start[c + 1] - 1].
struct ct_lines {
  double x0, y0, cell;
  int nx, ny;
  uint32_t *start, *of;
  float *segments;  // x0 y0 x1 y1
  size_t n;
  uint32_t *seen, search;
};

// Those of n layers' lines that are in the frame.
void ct_lines_init(struct ct_lines *l, struct ct_arena *a, const struct ct_rect *frame,
                   const struct ct_shapes *const *layers, size_t n);
// Length of line inside the box, points.
double ct_lines_inside(struct ct_lines *l, const struct ct_box *box);
// Length of the segment s (x0 y0 x1 y1) inside the box.
double ct_lines_clipped(const float s[4], const struct ct_box *box);
// Do the segments s and a-b cross?
bool ct_lines_cross(const float s[4], const float a[2], const float b[2]);
// How many lines the straight way from a to b crosses.
int ct_lines_crossed(struct ct_lines *l, const float a[2], const float b[2]);

#endif

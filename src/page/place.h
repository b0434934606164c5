// SPDX-License-Identifier: MIT
// Place: which corner of the frame each piece of furniture takes, clear of the data.
#ifndef CT_PAGE_PLACE_H
#define CT_PAGE_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/view.h"

struct ct_arena;

enum { CT_PLACE_SHAPES = 6 };

// A shape the legend may take; cost is what it has against it, in points covered.
struct ct_place_shape {
  double w, h, cost;
};

// w == 0: not wanted. Each piece is given with its own clearance inside its size.
struct ct_place_request {
  struct ct_rect frame;
  size_t nlegend;  // 0: no legend
  struct ct_place_shape legend[CT_PLACE_SHAPES];
  double locator_w, locator_h;
  double bar_w, bar_h;
  double apart;  // least distance between pieces
  const float *points;
  size_t npoints;
};

struct ct_place_result {
  struct ct_rect legend, locator, bar;  // w == 0: no place was found, or not wanted
  size_t legend_shape;
};

// Tries all combinations of legend shapes, corners and edges and takes the one that covers fewest
// points; among equals the customary one (scale bar lower left, legend lower right,
// locator upper right). The locator is given up first, then the scale bar.
void ct_place_solve(const struct ct_place_request *request, struct ct_arena *a, struct ct_place_result *out);

#endif

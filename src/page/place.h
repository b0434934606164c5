// SPDX-License-Identifier: MIT
// Place: which corner of the frame each piece of furniture takes, clear of the data.
#ifndef CT_PAGE_PLACE_H
#define CT_PAGE_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/view.h"

struct ct_arena;

enum { CT_PLACE_SHAPES = 6 };

// Where pieces of a kind stand by custom. LEGEND: lower right; LOCATOR: upper right; BAR: lower left; TITLE (of
// an inset): upper left. INSET: anywhere along the edges.
enum ct_place_kind {
  CT_PLACE_LEGEND,
  CT_PLACE_INSET,
  CT_PLACE_LOCATOR,
  CT_PLACE_BAR,
  CT_PLACE_TITLE,
  CT_PLACE_KINDS
};

// A corner that a piece must take: bits.
enum ct_place_corner { CT_PLACE_ANY = 0, CT_PLACE_FIXED = 4, CT_PLACE_RIGHT = 1, CT_PLACE_BOTTOM = 2 };

// A shape a piece may take; cost is what it has against it, in points covered.
struct ct_place_shape {
  double w, h, cost;
};

// Each piece is given with its own clearance inside its size.
struct ct_place_piece {
  enum ct_place_kind kind;
  size_t nshapes;  // 0: not wanted
  struct ct_place_shape shape[CT_PLACE_SHAPES];
  unsigned corner;  // CT_PLACE_FIXED | CT_PLACE_RIGHT | CT_PLACE_BOTTOM, or CT_PLACE_ANY
  bool
      has_target;  // it belongs to a place in the frame: it stands near it and never on it, and the way between
                   // the two is free of other pieces if that can be
  struct ct_rect target;
};

// Pieces are placed in their order, later ones beside earlier ones too.
struct ct_place_request {
  struct ct_rect frame;
  size_t n;
  const struct ct_place_piece *v;
  double apart;  // least distance between pieces
  const float *points;
  size_t npoints;
};

struct ct_place_result {
  struct ct_rect at;  // w == 0: no place was found, or not wanted
  size_t shape;
};

// Tries combinations of shapes, corners and edges and takes the one that covers fewest points; among equals the
// customary one. Where there is not room for all, locators are given up first, then bars, then insets from the
// last to the first, then the rest. `out` has room for n.
void ct_place_solve(const struct ct_place_request *request, struct ct_arena *a, struct ct_place_result *out);

#endif

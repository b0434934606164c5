// SPDX-License-Identifier: MIT
// Cut parts: lines without what of them lies in discs.
#ifndef CT_RENDER_CUT_PARTS_H
#define CT_RENDER_CUT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"

struct ct_arena;

struct ct_disc {
  double x, y, r;
};

struct ct_discs {
  ct_vec(struct ct_disc) v;
};

// A line of n points, x and y of each.
struct ct_piece {
  float *xy;
  size_t n;
};

struct ct_pieces {
  ct_vec(struct ct_piece) v;
};

// Does it end where it begins?
bool ct_piece_is_ring(const struct ct_piece *p);
// The line's pieces outside the n discs, from its begin to its end; discs without a radius take nothing.
struct ct_pieces ct_cut_discs(struct ct_arena *a, struct ct_piece whole, const struct ct_disc *v, size_t n);
// A ring that is parted elsewhere is whole where it was begun: joins its last piece to its first.
void ct_cut_join(struct ct_arena *a, struct ct_pieces *p);

#endif

// SPDX-License-Identifier: MIT
// Links: the lines between an inset and the box of what it shows.
#ifndef CT_PAGE_INSET_LINK_H
#define CT_PAGE_INSET_LINK_H

#include <stddef.h>

#include "model/view.h"

struct ct_link_field {
  const struct ct_rect *obstacles;  // nobstacles: no line runs through them
  size_t nobstacles;
  const float *marks;  // nmarks points: a line had better not seem to lead to one
  size_t nmarks;
};

// The lines that touch both the box (four corners in order) and the inset from outside, so that neither is
// crossed; without those that run through an obstacle, or through marks where the other does not. Where none is
// left, the shortest from corner to corner that is free. Returns how many, 0 to 2: x, y of the box's corner, x, y
// of the inset's.
size_t ct_inset_link(const float corner[8], const struct ct_rect *inset, const struct ct_link_field *field,
                     float lines[8]);

#endif

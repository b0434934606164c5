// SPDX-License-Identifier: MIT
// Density: how many points lie in any rectangle of a frame.
#ifndef CT_PAGE_PLACE_DENSITY_H
#define CT_PAGE_PLACE_DENSITY_H

#include <stddef.h>
#include <stdint.h>

#include "model/view.h"

struct ct_arena;

// Points counted in cells, summed from the upper left: any rectangle's count is four reads.
struct ct_density {
  struct ct_rect frame;
  uint32_t *sum;
  double total;
};

void ct_density_count(struct ct_density *d, const struct ct_rect *frame, const float *points, size_t n,
                      struct ct_arena *a);
// Points in the rectangle grown by `grow`.
double ct_density_in(const struct ct_density *d, const struct ct_rect *r, double grow);

#endif

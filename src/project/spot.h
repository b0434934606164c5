// SPDX-License-Identifier: MIT
// Spot: the place inside a shape where its label should hang.
#ifndef CT_PROJECT_SPOT_H
#define CT_PROJECT_SPOT_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_builder;

// Scratch, used again and again. Zeroed (arena set) is empty.
struct ct_spot_heap {
  struct ct_arena *arena;
  struct ct_spot_square *v;
  size_t n, cap;
};

// The pole of inaccessibility of the largest ring (with all holes) of the one polygon in the builder, then
// others as far as may be from the outline and from the first, where there is room. Their number; 0: no rings.
enum { CT_SPOTS = 6 };
size_t ct_spots_of_polygon(const struct ct_builder *b, struct ct_spot_heap *heap, double xy[2 * CT_SPOTS]);
// The same of the exterior *part or the next after it; *part is then the one to go on with, and false
// means that there was none.
bool ct_spot_of_next(const struct ct_builder *b, struct ct_spot_heap *heap, size_t *part, double *x,
                     double *y);
// The middle, by length, of the longest line in the builder.
bool ct_spot_of_line(const struct ct_builder *b, double *x, double *y);

#endif

// SPDX-License-Identifier: MIT
// Side: polylines moved sideways, shortened, and ended by arrowheads.
#ifndef CT_PAINT_SIDE_H
#define CT_PAINT_SIDE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;

// A polyline on the page; `along` (NULL: not measured) is what is known of each point.
struct ct_polyline {
  const float *xy, *along;
  size_t n;
  bool closed;
};

// The polyline moved `by` points to the right of its direction (page y is down), corners mitred up
// to twice `by`. Points that would be too near each other are left out.
struct ct_polyline ct_side_move(struct ct_arena *a, const struct ct_polyline *p, float by);

// Takes `length` off the end of the polyline; less when it is shorter than that. Returns how
// many points are left; the last of them is moved in xy.
size_t ct_side_shorten(float *xy, size_t n, float length);

// Length of the polyline.
double ct_side_length(const float *xy, size_t n);

// The three corners of an arrowhead at the polyline's end, pointing as its last `length` does.
void ct_side_arrow(const float *xy, size_t n, float length, float width, float out[6]);

#endif

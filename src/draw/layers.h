// SPDX-License-Identifier: MIT
// Layers: marks sorted into layers within which none overlap, so that order matters only between layers.
#ifndef CT_DRAW_LAYERS_H
#define CT_DRAW_LAYERS_H

#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_marks_op;

// One mark and where it comes in the drawing order.
struct ct_layered {
  uint32_t layer;
  uint32_t symbol;
  int32_t x, y;  // hundredths of a point
};

// Marks of one layer and symbol follow each other, near ones together. reach[k] is the
// half side in points of the square that symbol k covers; what has no reach or lies off
// the page (page_w x page_h points) is left out. Returns how many there are.
size_t ct_layers_sort(struct ct_arena *a, const struct ct_marks_op *op, const float *reach, double page_w,
                      double page_h, struct ct_layered **out);

#endif

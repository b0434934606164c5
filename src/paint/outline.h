// SPDX-License-Identifier: MIT
// Outline: what a line covers as rings, with MapLibre's corners.
#ifndef CT_PAINT_OUTLINE_H
#define CT_PAINT_OUTLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/item.h"

struct ct_arena;
struct ct_gather;

struct ct_outline {
  struct ct_arena *arena;
  float half;  // of the width
  enum ct_cap cap;
  enum ct_join join;
  float miter_limit, round_limit;
  bool split;  // the line shows through
};

// Has the line corners that a stroke would draw otherwise? Not those of thin lines, where nobody
// sees them.
bool ct_outline_needed(const struct ct_outline *o, const float *xy, size_t n, bool closed);

// Adds the line from vertex `from` on to g (closed) as rings that all run one way; together they
// are filled by the nonzero rule. Ends where the next piece has to be drawn by itself (`split`,
// at a sharp corner) and returns the vertex that it begins with, or n at the end of the line.
size_t ct_outline_piece(const struct ct_outline *o, const float *xy, size_t n, bool closed, size_t from,
                        struct ct_gather *g);

#endif

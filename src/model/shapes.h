// SPDX-License-Identifier: MIT
// Shapes: a table's geometry on the page, clipped to the frame.
#ifndef CT_MODEL_SHAPES_H
#define CT_MODEL_SHAPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Page points, y down. Shape k comes from table row feature[k]; rows with nothing
// in the frame have no shape. Rings do not repeat their first point. When type is
// NULL every shape is one point and part0, coord0, hole are NULL (shape k is coordinate k).
struct ct_shapes {
  size_t n;
  const uint32_t *feature;
  const uint8_t *type;     // n, enum ct_geom_type
  const uint32_t *part0;   // n + 1
  const uint32_t *coord0;  // nparts + 1
  const uint8_t *hole;     // nparts; NULL: none
  size_t nparts, ncoords;
  const float *xy;     // 2 * ncoords
  const float *along;  // ncoords: the share of its whole line's length up to it, also of what is
                       // clipped away; NULL: not measured
  const uint8_t
      *tip;  // nparts: 1 = the part ends where its line does; NULL: the last part of each shape does
};

// The shape of a table row, by bisection; false when the row has none.
bool ct_shapes_find(const struct ct_shapes *s, uint32_t row, size_t *k);

#endif

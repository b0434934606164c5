// SPDX-License-Identifier: MIT
// Shapes: finding the shape of a table row.
#include "model/shapes.h"

bool ct_shapes_find(const struct ct_shapes *s, uint32_t row, size_t *k) {
  size_t lo = 0, hi = s->n;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    uint32_t f = s->feature ? s->feature[mid] : (uint32_t)mid;
    if (f < row)
      lo = mid + 1;
    else
      hi = mid;
  }
  *k = lo;
  return lo < s->n && (s->feature ? s->feature[lo] : lo) == row;
}

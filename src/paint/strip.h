// SPDX-License-Identifier: MIT
// Strip: what a line beside its own place or in dashes covers, cut from the strip of triangles that MapLibre lays.
#ifndef CT_PAINT_STRIP_H
#define CT_PAINT_STRIP_H

#include <stdbool.h>
#include <stddef.h>

#include "model/item.h"

struct ct_gather;
struct ct_polyline;

struct ct_strip {
  float inner, outer;  // half of the gap (0: none); from the middle to the outer edge
  float offset;        // to the right of the way
  enum ct_cap cap;
  enum ct_join join;
  float miter_limit, round_limit;
  size_t dash_n;  // 0: solid; dashes end square
  const float *dash;
  double dash_start;
};

// Has the line corners or ends at which what lies beside it differs from a stroke moved sideways?
bool ct_strip_needed(const struct ct_strip *s, const struct ct_polyline *p);
// Adds the line to g (closed) as rings that all run one way, to be filled by the nonzero rule.
void ct_strip_add(const struct ct_strip *s, const struct ct_polyline *p, struct ct_gather *g);

#endif

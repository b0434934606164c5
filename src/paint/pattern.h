// SPDX-License-Identifier: MIT
// Pattern: where images laid side by side begin, on the map and along lines.
#ifndef CT_PAINT_PATTERN_H
#define CT_PAINT_PATTERN_H

#include "model/scene.h"

struct ct_arena;
struct ct_line_style;
struct ct_paint_images;

// The pattern as MapLibre lays it on the map: from the view's anchor, turned with the map, `scale`
// points a style pixel. Of an image that is not there it has the name, for drawing to say so.
struct ct_pattern ct_pattern_on_map(const struct ct_paint_images *images, const char *name, float scale,
                                    float opacity);

// A polyline and where on it a line's pattern is: points from the beginning of the whole line, and by
// how much the pattern is longer than its width asks for.
struct ct_line_pattern {
  const float *xy;
  size_t n;
  bool closed;
  double start, stretch;
};

// The style's pattern along the line, edge by edge, as fills in `group`.
void ct_pattern_along(struct ct_arena *a, struct ct_op *group, const struct ct_paint_images *images,
                      const struct ct_line_style *s, const struct ct_line_pattern *line);

#endif

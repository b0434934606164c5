// SPDX-License-Identifier: MIT
// Measure: how good a set of placements is, found from where things stand and from nothing else.
#ifndef CT_LABEL_MEASURE_H
#define CT_LABEL_MEASURE_H

#include <stddef.h>

#include "model/view.h"

struct ct_arena;
struct ct_placement;
struct ct_placements;
struct ct_text;

// A rectangle that may be turned: its corners in order, page points.
struct ct_quad {
  float xy[8];
};

// What the words of a placement cover, as a reader of the page's text would find them: a rectangle, turned as the
// text is; along a curve one a cluster. 0: no text is drawn.
size_t ct_label_cover(struct ct_text *text, struct ct_arena *a, const struct ct_placement *p,
                      const struct ct_quad **out);
// The box round them, n > 0.
struct ct_rect ct_label_cover_box(const struct ct_quad *quads, size_t n);

struct ct_label_measures {
  // Deeper than a twentieth of a point:
  size_t overlaps;   // pairs of texts of which one lies on the other
  size_t crossings;  // pairs of leaders that cross, and of a leader and another's text it goes into
  double
      mean_displacement_pt;  // over drawn texts: from the point to the nearest edge of the box; 0 when inside
};

void ct_label_measure(struct ct_text *text, struct ct_arena *a, const struct ct_placements *placements,
                      const struct ct_rect *page, struct ct_label_measures *out);

#endif

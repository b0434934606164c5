// SPDX-License-Identifier: MIT
// Measure: how good a set of placements is, found from where things stand and from nothing else.
#ifndef CT_LABEL_MEASURE_H
#define CT_LABEL_MEASURE_H

#include <stddef.h>

struct ct_arena;
struct ct_placement;
struct ct_placements;
struct ct_rect;
struct ct_text;

// A rectangle that may be turned: its corners in order, page points.
struct ct_quad {
  float xy[8];
};

// What the text of a placement covers: its box; when it is turned, its lines' rectangle turned; along a curve one a
// cluster. 0: no text is drawn.
size_t ct_measure_cover(struct ct_text *text, struct ct_arena *a, const struct ct_placement *p,
                        const struct ct_quad **out);

struct ct_measures {
  // Deeper than a twentieth of a point:
  size_t overlaps;   // pairs of texts of which one lies on the other
  size_t crossings;  // pairs of leaders that cross, and of a leader and another's text it goes into
  double
      mean_displacement_pt;  // over drawn texts: from the point to the nearest edge of the box; 0 when inside
};

void ct_measure(struct ct_text *text, struct ct_arena *a, const struct ct_placements *placements,
                const struct ct_rect *page, struct ct_measures *out);

#endif

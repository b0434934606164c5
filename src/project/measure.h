// SPDX-License-Identifier: MIT
// Measure: what a settled view shows: local scale, direction of north, lon/lat box.
#ifndef CT_PROJECT_MEASURE_H
#define CT_PROJECT_MEASURE_H

#include <stdbool.h>

#include "model/view.h"
#include "project/projection.h"

// How the projection stretches the ground at one place: projected units a metre.
struct ct_stretch {
  double along_meridian, along_parallel;
  double longest, shortest;  // over all directions
  double north_x, north_y;   // towards north, projected
};

bool ct_measure_stretch(const struct ct_proj *proj, struct ct_proj_handle *h, double lon, double lat,
                        struct ct_stretch *out);

// The lon/lat box of the frame and margin around it, unwrapped: x0 < x1 <= x0 + 360.
// A whole turn when it holds a pole or any of it lies beyond the projection's domain;
// *all tells whether every part of it is a place on the globe.
struct ct_box ct_measure_box(const struct ct_view *view, struct ct_proj_handle *h, double margin_pt,
                             bool *all);

// Degrees from the projection's centre to the farthest place in the frame and margin; 180
// when some of it is no place on the globe.
double ct_measure_radius(const struct ct_view *view, struct ct_proj_handle *h, double margin_pt);

// Largest to smallest local scale over the frame. *units_per_deg: the most projected
// units that a degree of longitude or latitude takes there.
double ct_measure_variation(const struct ct_view *view, struct ct_proj_handle *h, double *units_per_deg);

#endif

// SPDX-License-Identifier: MIT
// Graticule: what its two files share.
#ifndef CT_PROJECT_GRATICULE_NET_H
#define CT_PROJECT_GRATICULE_NET_H

#include <stdbool.h>

#include "model/graticule.h"
#include "model/view.h"
#include "project/chain.h"

struct ct_arena;

// The lines of a view before they are drawn.
struct ct_graticule_plan {
  const struct ct_view *view;
  double step_lon, step_lat;
  struct ct_box box;            // degrees, unwrapped: what frame and margin show
  double stop_n, stop_s;        // where meridians end, but those of right angles
  bool point_n, point_s;        // a pole that is one point on the page,
  double pole_x[2], pole_y[2];  // there
  size_t nlon, nlat;
  const double *lon, *lat;  // the lines: meridians, then parallels, as rows of the table
};

// Ends of all lines of the plan as they were projected, and places inside for lines that end nowhere.
void ct_graticule_find_ends(const struct ct_graticule_plan *plan, struct ct_graticule_net *net,
                            struct ct_arena *a);

static inline bool ct_graticule_goes_on(double lon) {
  double turns = lon / 90;
  return turns - (double)(long)turns < 1e-9 && turns - (double)(long)turns > -1e-9;
}

#endif

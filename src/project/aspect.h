// SPDX-License-Identifier: MIT
// Aspect: a globe turned before it is flattened, as oblique projections do: their cuts are straight in its frame.
#ifndef CT_PROJECT_ASPECT_H
#define CT_PROJECT_ASPECT_H

#include <stdbool.h>

#include "project/chain.h"

// Rows are the axes of the frame among those of the globe. A zeroed aspect turns nothing.
struct ct_aspect {
  bool turned;
  double axis[3][3];
};

// The frame that has lon, lat at its 0, 0 and north up, then turned about that place so that the
// frame's north points `twist_deg` clockwise of north.
void ct_aspect_init(struct ct_aspect *a, double lon, double lat, double twist_deg);
// ob_tran's: the frame's pole by its latitude as the projection numbers it, and longitude there.
void ct_aspect_init_pole(struct ct_aspect *a, double lon_0, double o_lat_p, double o_lon_p);

// Degrees of the globe to degrees of the frame and back.
void ct_aspect_turn(const struct ct_aspect *a, double lon, double lat, double *x, double *y);
void ct_aspect_back(const struct ct_aspect *a, double x, double y, double *lon, double *lat);

// Chains of the globe, straight in lon/lat, to the frame, in place: with vertices between so that they
// are off by no more than tol_deg, longitudes continuous. A ring that winds round the frame's poles is
// led over the northern one.
void ct_aspect_ring(const struct ct_aspect *a, double tol_deg, struct ct_chain *c, struct ct_chain *spare);
void ct_aspect_line(const struct ct_aspect *a, double tol_deg, struct ct_chain *c, struct ct_chain *spare);

#endif

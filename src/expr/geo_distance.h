// SPDX-License-Identifier: MIT
// Distances between points, lines and polygons in degrees, in metres on the ellipsoid near a latitude.
#ifndef CT_EXPR_GEO_DISTANCE_H
#define CT_EXPR_GEO_DISTANCE_H

#include "expr/geo.h"

// mapbox/cheap-ruler: metres a degree at one latitude.
struct ct_ruler {
  double kx, ky;
};

void ct_ruler_init(struct ct_ruler *r, double lat);
// 0 where they touch or one is in the other; NaN for shapes without points.
double ct_geo_distance(const struct ct_geo_shape *from, const struct ct_geo_shape *to,
                       const struct ct_ruler *r);

#endif

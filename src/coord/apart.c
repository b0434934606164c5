// SPDX-License-Identifier: MIT
// Apart: PROJ's geodesics.
#include "coord/apart.h"

#include <geodesic.h>
#include <math.h>
#include <stddef.h>

double ct_apart_m(double lon1, double lat1, double lon2, double lat2) {
  struct geod_geodesic g;
  double m;
  if (isnan(lon1) || isnan(lat1) || isnan(lon2) || isnan(lat2)) return NAN;
  geod_init(&g, 6378137, 1 / 298.257223563);
  geod_inverse(&g, lat1, lon1, lat2, lon2, &m, NULL, NULL);
  return m;
}

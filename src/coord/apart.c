// SPDX-License-Identifier: MIT
// Apart: PROJ's geodesics.
#include "coord/apart.h"

#include <geodesic.h>
#include <math.h>
#include <stddef.h>

static double inverse(double lon1, double lat1, double lon2, double lat2, double *bearing_deg) {
  struct geod_geodesic g;
  double m;
  *bearing_deg = NAN;
  if (isnan(lon1) || isnan(lat1) || isnan(lon2) || isnan(lat2)) return NAN;
  geod_init(&g, 6378137, 1 / 298.257223563);
  geod_inverse(&g, lat1, lon1, lat2, lon2, &m, bearing_deg, NULL);
  return m;
}

double ct_apart_m(double lon1, double lat1, double lon2, double lat2) {
  double bearing_deg;
  return inverse(lon1, lat1, lon2, lat2, &bearing_deg);
}

const char *ct_apart_wind(double lon1, double lat1, double lon2, double lat2) {
  static const char *const winds[] = {"N", "NE", "E", "SE", "S", "SW", "W", "NW"};
  double bearing_deg;
  if (!(inverse(lon1, lat1, lon2, lat2, &bearing_deg) > 0)) return NULL;
  return winds[(int)floor((bearing_deg + 360 + 22.5) / 45) % 8];
}

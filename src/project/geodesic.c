// SPDX-License-Identifier: MIT
// Geodesic: shortest lines on WGS 84: from here so far that way, and how far from here to there.
#include <geodesic.h>
#include <math.h>

#include "project/project.h"
#include "project/projection.h"

static struct geod_geodesic wgs84(void) {
  struct geod_geodesic g;
  geod_init(&g, CT_EARTH_A, 1 / 298.257223563);
  return g;
}

void ct_geodesic_direct(double lon, double lat, double bearing_deg, double distance_m, double *lon2,
                        double *lat2) {
  struct geod_geodesic g = wgs84();
  geod_direct(&g, lat, lon, bearing_deg, distance_m, lat2, lon2, NULL);
}

double ct_geodesic_inverse(double lon1, double lat1, double lon2, double lat2, double *bearing_deg) {
  struct geod_geodesic g = wgs84();
  double s = NAN;
  geod_inverse(&g, lat1, lon1, lat2, lon2, &s, bearing_deg, NULL);
  return s;
}

double ct_geodesic_distance(double lon1, double lat1, double lon2, double lat2) {
  return ct_geodesic_inverse(lon1, lat1, lon2, lat2, NULL);
}

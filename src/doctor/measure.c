// SPDX-License-Identifier: MIT
// Measure: distances on the ellipsoid, and how they are said.
#include "doctor/measure.h"

#include <geodesic.h>
#include <math.h>
#include <stdio.h>

double ct_measure_m(double lon1, double lat1, double lon2, double lat2) {
  struct geod_geodesic g;
  double m;
  geod_init(&g, 6378137, 1 / 298.257223563);
  geod_inverse(&g, lat1, lon1, lat2, lon2, &m, NULL, NULL);
  return m;
}

const char *ct_measure_say(double m, char buf[32]) {
  if (m < 1000)
    snprintf(buf, 32, "%.0f m", m);
  else if (m < 19950)
    snprintf(buf, 32, "%.1f km", m / 1000);
  else
    snprintf(buf, 32, "%.0f km", m / 1000);
  return buf;
}

// SPDX-License-Identifier: MIT
// Measure: distances on the ellipsoid, and how they are said.
#ifndef CT_DOCTOR_MEASURE_H
#define CT_DOCTOR_MEASURE_H

// Geodesic metres on WGS 84.
double ct_measure_m(double lon1, double lat1, double lon2, double lat2);
// "850 m", "13.0 km", "218 km". Returns buf.
const char *ct_measure_say(double m, char buf[32]);

#endif

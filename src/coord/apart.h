// SPDX-License-Identifier: MIT
// Apart: how far two positions lie from each other on the ellipsoid, and which way.
#ifndef CT_COORD_APART_H
#define CT_COORD_APART_H

// Metres along the shortest line (WGS 84); NaN when a number is.
double ct_apart_m(double lon1, double lat1, double lon2, double lat2);

// Which way the shortest line leads at its beginning: "N", "NE" ..., the nearest of the eight winds. NULL when a number is NaN,
// or the two are one.
const char *ct_apart_wind(double lon1, double lat1, double lon2, double lat2);

#endif

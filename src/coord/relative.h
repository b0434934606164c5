// SPDX-License-Identifier: MIT
// Relative: "about 410 km south of Shanghai" to a position with a stated precision.
#ifndef CT_COORD_RELATIVE_H
#define CT_COORD_RELATIVE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_gazetteer;
struct ct_gazetteer_place;

// What a text says; the place name points into it.
struct ct_relative {
  double distance_m;       // NaN: none said
  double bearing_deg;      // clockwise from north; NaN: none said
  double spread_deg;       // half the sector the direction word stands for
  double distance_unit_m;  // what the distance is rounded to
  bool approximate;        // "about", "some" ...
  const char *place;
  size_t place_n;
};

// False when the text is no such phrase (it needs a place and a distance or a direction).
bool ct_relative_read(const char *s, size_t n, struct ct_relative *out);
// A direction alone, as in a column: "SSE", "south-southeast", "185", "남쪽". False: none.
bool ct_relative_read_direction(const char *s, size_t n, double *bearing_deg, double *spread_deg);

struct ct_relative_result {
  double lon, lat, precision_m;
  const struct ct_gazetteer_place *place;  // NULL: not in the gazetteer
  const char *why;                         // when it failed: "no direction", "no distance", "place unknown"
};
// On the ellipsoid. False: see out->why.
bool ct_relative_place(const struct ct_relative *r, const struct ct_gazetteer *g,
                       struct ct_relative_result *out);

#endif

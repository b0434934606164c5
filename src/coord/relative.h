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
  bool approximate;        // "about", "some", "more than" ...
  const char *place;       // with what follows a comma in it: "Nampo, North Korea"
  size_t place_n;
  size_t end;  // bytes of the text that were used; another phrase may follow
};

// English, German, French, Spanish, Portuguese, Italian, Dutch, Russian, Chinese, Japanese, Korean. False when the
// text is no such phrase (it needs a place and a distance or a direction), or is longer than 600 bytes.
bool ct_relative_read(const char *s, size_t n, struct ct_relative *out);
// A direction alone, as in a column: "SSE", "south-southeast", "185", "N45E", "남쪽". False: none.
bool ct_relative_read_direction(const char *s, size_t n, double *bearing_deg, double *spread_deg);
// A distance alone, as in a column: "410", "about 410 km", "6.5 nm". A number without unit counts in `unit_m`.
// False: none.
bool ct_relative_read_distance(const char *s, size_t n, double unit_m, double *distance_m,
                               double *rounded_to_m);

struct ct_relative_result {
  double lon, lat, precision_m;
  const struct ct_gazetteer_place *place;  // NULL: not in the gazetteer
  const struct ct_gazetteer_place *other;  // another place of that name that may be meant as well; NULL: none
  const char *why;                         // when it failed: "no direction", "no distance", "place unknown"
};
// On the ellipsoid (WGS 84). False: see out->why; out->place is set when it was found all the same.
//
// The precision is the root of the sum of squares of
// - half of what the distance is rounded to: the largest of 100, 50, 10, 5, 1, 0.5, 0.1 ... units as published that
//   divides the number (400 km: +-50 km; 350: 25; 410: 5; 150 miles: 25 miles; 6.5: 0.25), for "400-410 km" and such
//   half the range more, for "more than", "within" and such at least a tenth of the distance;
// - the arc of half the sector that the direction stands for: 22.5 degrees for a word of the eight-point rose ("S",
//   "southeast"), 11.25 for one of the sixteen ("SSE"), half a unit of the last digit for degrees (185: 0.5), 15 for
//   degrees from magnetic north;
// - the named place's own extent, as what "from there" is counted from: 30 km for cities of ten million and more, 10
//   km of one million, 5 km of a hundred thousand, 2 km else; a document's own places: their precision, else 1 km.
bool ct_relative_place(const struct ct_relative *r, const struct ct_gazetteer *g,
                       struct ct_relative_result *out);

#endif

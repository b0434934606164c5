// SPDX-License-Identifier: MIT
// Derived: lines and areas that a document asks to be computed from points, on the ellipsoid.
#ifndef CT_MODEL_DERIVED_H
#define CT_MODEL_DERIVED_H

#include <stdbool.h>
#include <stddef.h>

struct ct_data_tracks {     // geodesics from the point
  const char *bearing;      // column, degrees from north
  const char *distance_km;  // column
  const char *label;        // legend text
  const char *width;        // column whose number the line's width shows, or NULL
};

struct ct_data_rings {  // circles of given radii round each point
  size_t n;
  const double *radii_km;
  const char *column;  // or one radius a row, in km
  const char *label;   // template on the ring: "{km} km"; NULL: none
  const char *legend;  // legend text, or NULL
};

struct ct_data_sectors {  // parts of a circle round each point
  const char *from, *to;  // columns of bearings in degrees, clockwise from `from` to `to`
  const char *bearing;    // or a column with the middle ...
  const char *width_deg;  // ... and one with the whole angle
  const char *radius_km;  // column
  const char *inner_km;   // column, or NULL
  const char *label;      // legend text
};

struct ct_data_links {    // geodesics between places
  const char *from, *to;  // columns: keys of places
  const char *places;     // the data entry that has them; NULL: this one
  const char *key;        // its column; NULL: recognised
  const char *width;      // column that adds up to the line's width, or NULL: the number of rows
  double min_px, max_px;  // widths in style pixels
  bool bundle;            // rows of one pair are one line
  bool arrow;
  const char *label;  // legend text
};

#endif

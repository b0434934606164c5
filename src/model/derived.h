// SPDX-License-Identifier: MIT
// Derived: lines and areas that a document asks to be computed from points, on the ellipsoid.
#ifndef CT_MODEL_DERIVED_H
#define CT_MODEL_DERIVED_H

#include <stdbool.h>
#include <stddef.h>

struct ct_data_width {    // a line's width that shows a number
  const char *column;     // NULL: none
  double min_px, max_px;  // style pixels; the largest number has max_px
  const char *label;      // heading of the samples in the legend
};

struct ct_data_tracks {     // geodesics from the point
  const char *bearing;      // column, degrees from north
  const char *distance_km;  // column
  const char *label;        // legend text
  struct ct_data_width width;
};

struct ct_data_rings {  // circles of given radii round each point
  size_t n;
  const double *radii_km;  // rising
  const char *column;      // or one radius a row, in km
  const char *label;   // column or template on the ring, which also knows {km}, {m}, {mi}, {nm}; NULL: none
  const char *legend;  // legend text, or NULL
};

struct ct_data_number {  // a column, or one number for all rows
  const char *column;    // NULL: value
  double value;          // NaN: not given
};

struct ct_data_sectors {  // parts of a circle round each point
  bool given;
  struct ct_data_number from, to;            // bearings in degrees, clockwise from `from` to `to`
  struct ct_data_number bearing, width_deg;  // or the middle and the whole angle
  struct ct_data_number radius_km, inner_km;
  const char *label;  // legend text
};

struct ct_data_links {         // geodesics between places
  int line;                    // in the document
  const char *from, *to;       // columns: keys of places
  const char *places;          // the data entry that has them; NULL: this one
  const char *key;             // its column; NULL: recognised
  struct ct_data_width width;  // column NULL: by the number of rows of a pair
  bool bundle;                 // rows of one pair (and class) are one line
  bool arrow;
  const char *label;  // legend text
};

// Columns that derived tables have besides those of the rows they come from.
#define CT_DERIVED_RADIUS_M "ct_radius_m"  // rings
#define CT_DERIVED_WIDTH "ct_width"        // links: what their width shows
#define CT_DERIVED_COUNT "ct_rows"         // links: how many rows they are

// From here on circles cross themselves near the antipode: half a turn on the polar radius.
#define CT_RADIUS_MAX_KM 19970.0

#endif

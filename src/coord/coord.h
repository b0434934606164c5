// SPDX-License-Identifier: MIT
// Coord: a position as people write it, in one cell or two, to longitude and latitude.
#ifndef CT_COORD_COORD_H
#define CT_COORD_COORD_H

#include <stdbool.h>
#include <stddef.h>

#include "model/table.h"

enum ct_coord_kind {
  CT_COORD_OK,
  CT_COORD_EMPTY,     // nothing there
  CT_COORD_SENTINEL,  // "Unknown", "NA", "-" ...: stands for no value
  CT_COORD_BAD,       // not a coordinate
};

// One latitude or longitude.
struct ct_coord_axis {
  double deg;                 // not checked against the range
  double unit_deg;            // size of the last digit: 0.01 for 39.80, 1/3600 for whole seconds
  enum ct_notation notation;  // DECIMAL, DM or DMS
  bool letter;                // a hemisphere was written
  bool approx;                // "about", "ca."
  const char *mended;         // what was read leniently ("degree sign missing"), NULL: nothing
  const char *why;            // when BAD: the reason, a static text; may be NULL
};

// Decimal degrees (point or comma), degrees with decimal minutes, degrees minutes seconds, in all signs seen
// in the wild, packed (394730N) or separated, with sign or hemisphere before or after, in several languages.
// `axis` is 'N' for latitudes and 'E' for longitudes: a letter of the other axis is bad. Numbers such as -99
// are numbers here (see ct_coord_is_sentinel_number). The text need not be NUL-terminated.
enum ct_coord_kind ct_coord_read(const char *s, size_t n, char axis, struct ct_coord_axis *out);

// A whole position.
struct ct_coord {
  double lon, lat;            // WGS 84; not checked against the range
  double precision_m;         // one unit of the last digit on the ground, the coarser axis; NaN: unknown
  enum ct_notation notation;  // of the latitude when the two differ
  bool swapped;               // letters told that longitude was written first
  bool approx;                // "about", "ca."
  bool bare;  // whole numbers or a few letters and digits that are often something else: no sign
              // that a column holds positions, but one where it is known to
  const char *mended, *why;  // as above
};

// PROJ's handles for grids, made when first needed. Not for several threads.
struct ct_coord_reader;
struct ct_coord_reader *ct_coord_reader_new(void);  // NULL: out of memory
void ct_coord_reader_free(struct ct_coord_reader *r);

// One cell with both: a pair of latitudes and longitudes with any separator (comma, semicolon, slash, blank,
// line break), latitude first unless letters say otherwise; UTM, MGRS/USNG, geo: URI, map link, full Plus code,
// WKT/EWKT, hex (E)WKB or GeoJSON point. Linear in n. reader may be NULL: grids are then BAD.
enum ct_coord_kind ct_coord_read_point(struct ct_coord_reader *reader, const char *s, size_t n,
                                       struct ct_coord *out);

// Easting and northing in metres in a UTM zone (1..60). False outside the zone's use.
bool ct_coord_from_utm(struct ct_coord_reader *reader, int zone, bool north, double easting, double northing,
                       double *lon, double *lat);
// "52S", "52 N", "zone 52 north", "UTM52N": the zone in a cell of its own. *band is the letter in upper case, 0
// when there is none (it may be a latitude band or a hemisphere). False when it is none.
bool ct_coord_read_zone(const char *s, size_t n, int *zone, char *band);

// A word or sign that stands for "no value", any case.
bool ct_coord_is_sentinel(const char *s, size_t n);
// -99, -999, -9999, 999, 9999 and the like.
bool ct_coord_is_sentinel_number(double x);

#endif

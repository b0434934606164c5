// SPDX-License-Identifier: MIT
// Coordinate text: one latitude or longitude as people write it, to degrees.
#ifndef CT_LOAD_COORD_TEXT_H
#define CT_LOAD_COORD_TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum ct_coord_kind {
  CT_COORD_OK,
  CT_COORD_EMPTY,     // nothing there
  CT_COORD_SENTINEL,  // "Unknown", "NA", "-", "-99" ...
  CT_COORD_BAD,       // not a coordinate
};

// Reads decimal degrees (point or comma), degrees with minutes and seconds in the usual
// signs, colons, blanks or hyphens, and a hemisphere letter before or after:
// 39.7961, 39,7961, 39.80N, N39 47.77, 39°47'46"N, 125-45-21 E. `axis` is 'N' for
// latitudes and 'E' for longitudes: a letter of the other axis is bad. The range is not
// checked; -99 and such are numbers here (see ct_coord_is_sentinel_number).
enum ct_coord_kind ct_coord_read(const char *s, size_t n, char axis, double *deg);

// A word or sign that stands for "no value", any case.
bool ct_coord_is_sentinel(const char *s, size_t n);
// -99, -999, -9999, 999, 9999 and the like.
bool ct_coord_is_sentinel_number(double x);

// "39.7961, 125.7558" or "39.80N 125.75E": latitude first unless letters say otherwise.
enum ct_coord_kind ct_coord_read_pair(const char *s, size_t n, double *lat, double *lon);

#endif

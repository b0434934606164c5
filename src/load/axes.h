// SPDX-License-Identifier: MIT
// Axes: which columns of a plain table say where its rows are.
#ifndef CT_LOAD_AXES_H
#define CT_LOAD_AXES_H

#include <stdbool.h>
#include <stddef.h>

struct ct_survey;

// Columns by index, -1: none.
struct ct_axes {
  bool settled;
  int lat, lon;     // degrees; under a projected coordinate system northings and eastings
  int pair;         // one cell with the whole position; stands in where lat and lon are empty
  int north, east;  // metres whose system is not given: a UTM zone, or the columns' names, may tell
  int zone;         // of UTM
  int precision;    // stated, in metres unless its name says km
  int approx;       // flags of approximate rows
  int name;         // what the row is called, for findings
  int phrase;       // "about 410 km south of Shanghai"
  int from_place, from_direction, from_distance;  // the same in three columns; all or none
  double from_unit_m;                             // of a bare number in from_distance
  bool turn;                                      // longitudes run from 0 to 360
  bool packed;                                    // degrees, minutes and seconds as one number: 330512
  int unsure[2];    // columns that look like degrees, though not which of them is the latitude
  bool by_content;  // no name told: the cells look like positions
  int other_lat;    // another pair was possible: its latitude column
};

extern const struct ct_axes ct_axes_none;

// projected: the numbers are metres or such, so ranges tell nothing and names of
// eastings and northings count.
struct ct_axes ct_axes_find(const struct ct_survey *columns, size_t n, bool projected);
// Do they place rows at all?
bool ct_axes_any(const struct ct_axes *axes);
// Pointers to every index above, for callers that renumber columns. Returns how many.
enum { CT_AXES_INDICES = 14 };
size_t ct_axes_indices(struct ct_axes *axes, int *out[CT_AXES_INDICES]);

#endif

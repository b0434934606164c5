// SPDX-License-Identifier: MIT
// Axis name: which columns of a plain table hold latitude and longitude.
#ifndef CT_LOAD_AXIS_NAME_H
#define CT_LOAD_AXIS_NAME_H

#include <stdbool.h>
#include <stddef.h>

// What a column of cell texts holds, as far as types and coordinates need it. Zeroed,
// with name and candidate set, it is empty.
struct ct_survey {
  const char *name;
  bool candidate;            // the name could be an axis or a pair (ct_axes_candidate)
  size_t filled;             // non-empty cells
  size_t numbers;            // of these, numbers
  size_t decimals;           // of these, with three or more digits after the point
  bool named;                // some cell is no number, or one that would not stay itself ("007")
  size_t tried;              // cells of a candidate that were read as coordinate text,
  size_t lats, lons, pairs;  // and how many were some
  double min, max;           // of the numbers
};

void ct_survey_add(struct ct_survey *c, const char *cell, size_t size);
// Are all cells numbers?
bool ct_survey_is_number(const struct ct_survey *c);

struct ct_axes {
  bool settled;
  int lat, lon;     // columns, or -1
  int pair;         // one column with both, or -1
  bool by_content;  // no name told: the numbers look like coordinates
  int other_lat;    // another pair was possible: its latitude column, or -1
};

// projected: the numbers are metres or such, so ranges tell nothing and names of
// eastings and northings count.
struct ct_axes ct_axes_find(const struct ct_survey *columns, size_t n, bool projected);
// Could this name be an axis (or a pair) at all? For readers that fetch few columns.
bool ct_axes_candidate(const char *name);

#endif

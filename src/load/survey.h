// SPDX-License-Identifier: MIT
// Survey: what a column of a plain table holds, judged by its cells.
#ifndef CT_LOAD_SURVEY_H
#define CT_LOAD_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

struct ct_coord_reader;

// A zeroed struct with name (and candidate) set has seen nothing.
struct ct_survey {
  const char *name;
  struct ct_coord_reader *reader;   // NULL: grids are not recognised
  bool candidate;                   // the name could be an axis or a whole position (ct_axes_candidate)
  size_t filled;                    // non-empty cells
  size_t numbers;                   // of these, numbers
  size_t decimals;                  // of these, with three or more digits after the point
  size_t beyond;                    // of these, above 180 and up to 360
  bool named;                       // some cell is no number, or one that would not stay itself ("007")
  size_t tried;                     // text cells that were read as coordinates; how many of them
  size_t lats, lons;                // were one, and
  size_t lat_letters, lon_letters;  // said so by a letter;
  size_t pairs, fine_pairs;         // were a whole position, and one finer than a tenth of a degree;
  size_t shapes;                    // were a line or area as WKT, WKB or GeoJSON
  double min, max;                  // of the numbers
  bool phrase_name;                 // the name tells of descriptions of places (ct_place_relative_name)
  size_t phrase_tried, phrases;     // texts looked at, and how many are a distance and direction from a place
};

void ct_survey_add(struct ct_survey *c, const char *cell, size_t size);
// Are all cells numbers?
bool ct_survey_is_number(const struct ct_survey *c);
// Are most of the text cells whole positions? Without a name that tells so, nearly all, and fine ones.
bool ct_survey_is_pair(const struct ct_survey *c, bool name_tells);

#endif

// SPDX-License-Identifier: MIT
// Build: a table under construction, row by row: cells, then geometry.
#ifndef CT_LOAD_BUILD_H
#define CT_LOAD_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "model/table.h"

struct ct_arena;

enum { CT_BUILD_DICT_MAX = 4096, CT_BUILD_DICT_TEXT = 64 };

struct ct_build_column {
  const char *name;
  enum ct_column_type type;
  bool wanted;  // false: read only to place rows, left out of the table
  const char **string;
  double *number;
  int8_t *boolean;
  const struct ct_value **json;
  bool keep_spelling, keep_decimals;
  const char **spelling;  // of number columns: cells that are not written as the number's shortest text
  uint8_t
      *decimals;  // of number columns that may place rows: digits after the point as written, 255: none told
  struct ct_map dict;  // texts met so far, so that equal ones are one pointer
};

// Rows are appended by ct_build_row; then the row's cells are set and its geometry
// appended by one of the geometry calls. A zeroed struct with arena set is empty.
struct ct_build {
  struct ct_arena *arena;
  struct ct_build_column *columns;
  size_t ncolumns;
  size_t n, cap;
  uint32_t *row;
  double *feature_id;        // NULL until one is given
  const char **feature_key;  // NULL until one is given

  // Where positions come from, for tables whose rows are placed by columns; NULL: not told.
  uint8_t *notation;
  float *precision_m;
  uint8_t *approx;
  const char **published;

  bool shapes;  // false: every row is a point or nothing and row i is coordinate i
  uint8_t *type;
  uint32_t *part0, *coord0;
  uint8_t *hole;
  double *lonlat;
  size_t nparts, part_cap, ncoords, coord_cap;
  bool too_many;  // more coordinates than a table can hold: reading must stop

  char *pool;  // small texts are packed here
  size_t pool_left;
  bool utf8;       // all texts are known to be UTF-8
  size_t recoded;  // texts that were not UTF-8
  uint32_t recoded_row;
};

// Makes room for n rows in all (a hint; rows may exceed it).
void ct_build_reserve(struct ct_build *b, size_t n);
// Appends a row without values or position and returns its index.
size_t ct_build_row(struct ct_build *b, uint32_t row_number);
// The text as valid UTF-8 (bytes that are not are read as Windows-1252), shared with
// equal texts of the column. column may be NULL.
const char *ct_build_text(struct ct_build *b, struct ct_build_column *column, const char *s, size_t n);

// The number that a cell of the last row holds.
void ct_build_number(struct ct_build *b, struct ct_build_column *column, const char *s, size_t n);

// Geometry of the last row. Point: at once. Shapes: parts, each with coordinates, then
// ct_build_shape_end. A row without any of these has no position.
void ct_build_point(struct ct_build *b, double x, double y);
void ct_build_part(struct ct_build *b, bool hole);
// Room for n more coordinates of the last part; NULL when the table is too large.
double *ct_build_coords(struct ct_build *b, size_t n);
void ct_build_shape_end(struct ct_build *b, enum ct_geom_type type);

// Makes the arrays that tell where positions come from, for all rows there are.
void ct_build_provenance(struct ct_build *b);
// Keeps only the rows with keep[i] != 0.
void ct_build_keep(struct ct_build *b, const uint8_t *keep);
// Text column i whose values are all numbers becomes a number column.
void ct_build_retype(struct ct_build *b, size_t column);
// The finished columns, rows, ids and geometry as a table (placed and bbox not set).
void ct_build_finish(const struct ct_build *b, struct ct_table *out);

#endif

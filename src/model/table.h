// SPDX-License-Identifier: MIT
// Table: the features of one dataset as columns and lon/lat geometry.
#ifndef CT_MODEL_TABLE_H
#define CT_MODEL_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_value;

enum ct_column_type { CT_COLUMN_STRING, CT_COLUMN_NUMBER, CT_COLUMN_BOOL, CT_COLUMN_JSON };

// One column. Exactly one of the arrays is set, by type (and perhaps `spelling`); each has the table's n.
struct ct_column {
  const char *name;
  enum ct_column_type type;
  const char *const *string;  // NULL entry: no value. Equal texts are often one pointer
  const double *number;       // NaN: no value
  const int8_t *boolean;      // -1: no value
  const char *const
      *spelling;  // of numbers: cells not written as ct_number_shortest has them; NULL: none kept
  const struct ct_value *const *json;  // lists and objects (GeoJSON); NULL entry: no value
};

enum ct_geom_type { CT_GEOM_NONE, CT_GEOM_POINT, CT_GEOM_LINE, CT_GEOM_POLYGON };

// Geometry in lon/lat degrees (WGS 84), x = lon. Multi-geometries are several parts.
// Rings do not repeat their first point; exteriors run counter-clockwise, holes
// clockwise and follow their exterior. Lon may leave -180..180 where a line crosses 180.
// Three arrays may be NULL for tables of plain points, where feature i is coordinate i:
struct ct_geoms {
  const uint8_t *type;     // n, enum ct_geom_type; NULL: all points
  const uint32_t *part0;   // n + 1: feature i has parts part0[i] .. part0[i+1]-1; NULL: part i
  const uint32_t *coord0;  // nparts + 1; NULL: part p is coordinate p
  const uint8_t *hole;     // nparts, 1 = hole; NULL: none
  size_t nparts, ncoords;
  const double *lonlat;  // 2 * ncoords; NaN, NaN for a point row that is not placed
  const uint8_t *cut;    // ncoords, 1 = tiles were cut along the ring's edge after it: no line; NULL: none
};

// How a row's position was written.
enum ct_notation {
  CT_NOTATION_NONE,       // it has no position
  CT_NOTATION_GEOMETRY,   // the dataset's own geometry
  CT_NOTATION_DECIMAL,    // decimal degrees
  CT_NOTATION_DM,         // degrees and decimal minutes
  CT_NOTATION_DMS,        // degrees, minutes, seconds
  CT_NOTATION_PROJECTED,  // eastings and northings in a stated coordinate system
  CT_NOTATION_UTM,
  CT_NOTATION_MGRS,  // MGRS and USNG
  CT_NOTATION_GEO_URI,
  CT_NOTATION_MAP_LINK,
  CT_NOTATION_PLUS_CODE,
  CT_NOTATION_WKT,
  CT_NOTATION_WKB,
  CT_NOTATION_GEOJSON,
  CT_NOTATION_RELATIVE,  // distance and direction from a named place
  CT_NOTATIONS
};
// "decimal", "dms", "utm" ...; "" for none.
const char *ct_notation_name(enum ct_notation notation);

struct ct_table {
  const char *name;   // source name in the document or style
  const char *file;   // path as given, for messages; NULL when inline
  const char *layer;  // dataset layer, for messages
  size_t n;
  size_t ncolumns;
  const struct ct_column *columns;
  struct ct_geoms geoms;
  const uint32_t *row;             // n, the row as the user counts it in the file; NULL: i + 1
  const double *feature_id;        // n, ids that were given (GeoJSON "id"); NULL: none; NaN: none
  const char *const *feature_key;  // n, ids that are texts; NULL: none
  const float *precision_m;      // n, NaN: unknown; NULL: all unknown. Stated, or one unit of the last digit
  const uint8_t *notation;       // n, enum ct_notation; NULL: geometry of the dataset
  const char *const *published;  // n, the position as the file has it; NULL entry: none; NULL: not kept
  const uint8_t *approx;         // n, 1 = the position is computed or stated as approximate; NULL: none
  const char *easting, *northing;  // columns of metres in a system that nothing tells; NULL: there are none
  size_t placed;                   // rows with a position
  double bbox[4];                  // min lon, min lat, max lon, max lat of what is placed
};

// Index of the column of that name, or -1. The name may be NULL.
int ct_table_column(const struct ct_table *t, const char *name);
// Index, also accepting another case and space/underscore/hyphen spelling; or -1.
int ct_table_column_like(const struct ct_table *t, const char *name);
enum ct_geom_type ct_table_geom_type(const struct ct_table *t, size_t i);
// Does row i have a position (or a shape)?
bool ct_table_placed(const struct ct_table *t, size_t i);
// Counts `placed` and finds `bbox` anew.
void ct_table_measure(struct ct_table *t);
// The text of a cell; numbers are formatted into buf. NULL: no value.
const char *ct_table_text(const struct ct_table *t, int column, size_t i, char buf[32]);
// The cell as a number (texts are read); NaN: none.
double ct_table_number(const struct ct_table *t, int column, size_t i);

// How precisely row i is placed, in metres with three digits; NaN: unknown.
double ct_table_precision(const struct ct_table *t, size_t i);

// Rows picked from a table, ascending. v == NULL with all == true: every row.
struct ct_rows {
  bool all;
  size_t n;
  const uint32_t *v;
};

// The k-th row picked.
static inline size_t ct_rows_at(const struct ct_rows *r, size_t k) {
  return r->all ? k : r->v[k];
}

#endif

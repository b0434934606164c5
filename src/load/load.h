// SPDX-License-Identifier: MIT
// Load: dataset files to feature tables, with a reason for every row that has no place.
#ifndef CT_LOAD_LOAD_H
#define CT_LOAD_LOAD_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_diags;
struct ct_err;
struct ct_gazetteer;
struct ct_load_text;
struct ct_table;

// A column that the caller names by its number, from 1.
struct ct_load_column {
  const char *name;
  size_t number;
};

struct ct_load_request {
  const char *name;     // becomes ct_table.name
  const char *path;     // file, or NULL with geojson set
  const char *geojson;  // inline GeoJSON text
  size_t geojson_size;
  const char *layer;  // dataset layer; NULL: the first (a note says so when there are more)
  long
      header_row;  // row of a plain table with the names of its columns; 0: found by content, -1: there is none
  const struct ct_load_column *named;  // columns of a plain table, by number
  size_t nnamed;
  const char *lon, *lat;  // columns of plain tables, by name or number from 1; NULL: recognised
  const char *crs;        // overrides the dataset's; NULL: its own, else WGS 84
  const char *where;      // SQL condition given to OGR
  const char *sql;        // a SELECT for the database, instead of one of its tables; NULL: none
  bool has_box;           // only features that touch this lon/lat box (west > east crosses 180)
  double west, south, east, north;
  bool box_is_hint;  // the box only saves work: points, quickly read, may all come
  bool all_columns;  // else only those named
  const char *const *columns;
  size_t ncolumns;
  bool keep_published;  // ct_table.published also where a position is in several columns
  bool keep_spelling;   // ct_column.spelling of delimited text and of catalogues
  bool need_place;      // a dataset in which no row has a position is an error
  bool quiet_rows;      // base layers: no diagnostics about rows
  // A style's: features without geometry are in order, latitudes past the poles are folded back.
  bool lenient;
  bool allow_network;
  // Places that positions such as "10 km north of X" count from; asked for when a row needs it. NULL: there are none,
  // and such texts are not looked for.
  const struct ct_gazetteer *(*places)(void *user);
  void *places_user;
  const struct ct_load_text *text;  // the file's, read before; NULL: it is to be read
};

// Reads one dataset layer. The table lives in `a`. Rows without a position stay in
// the table (geometry none) and each is a diagnostic. Fails with one line that names
// the file (and what would have worked) for: missing file, folder, empty file, not a
// dataset, no such layer, no coordinates, unknown column in `where`, bad CRS, network
// paths when not allowed. Where it fails because none of the rows has a position, *out
// holds them all the same.
bool ct_load(const struct ct_load_request *request, struct ct_arena *a, struct ct_diags *diags,
             struct ct_table *out, struct ct_err *err);

// Reads a delimited text file as ct_load would, except that neither its rows are chosen (`where` only tells which columns are
// needed) nor placed: any number of loads that differ in `where` can be given it as `text`, for as long as `a` lives. NULL:
// it is none, or one that cannot be kept.
bool ct_load_text_read(const struct ct_load_request *request, struct ct_arena *a, struct ct_diags *diags,
                       const struct ct_load_text **out, struct ct_err *err);
// Is the file one of delimited text, by its name?
bool ct_load_is_text(const char *path);

// Registers the OGR drivers a path needs; called by ct_load, cheap when repeated.
// Base layers read FlatGeobuf only, so that a small map doesn't wait for all drivers.
void ct_load_prepare(const char *path);

// "3.6.2"
const char *ct_load_gdal_version(void);

#endif

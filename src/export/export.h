// SPDX-License-Identifier: MIT
// Export: a table as a dataset file, whole or not at all.
#ifndef CT_EXPORT_EXPORT_H
#define CT_EXPORT_EXPORT_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_err;
struct ct_table;

struct ct_export_request {
  const char *path;    // .csv, .geojson or .gpkg
  const char *format;  // "csv", "geojson", "gpkg"; NULL: by the path's extension
  const struct ct_table *const
      *tables;  // several tables: their columns are joined by name, a column "source" is added
  size_t ntables;
  const char *const *const *flags;  // for each table its rows' codes, joined by blanks; NULL: none
  bool own_columns;                 // the data's, so that what is read again says the same
};

// Original columns, then lon, lat, precision_m, notation, row, flags. With own_columns none of these, but for the lon and
// lat of a CSV whose positions are in no column. The file is written beside its place, synced and
// renamed. Same tables, same bytes.
bool ct_export(const struct ct_export_request *q, struct ct_arena *a, struct ct_err *err);
// Is it the name of a format that can be written? NULL-safe.
bool ct_export_knows(const char *path, const char *format);

#endif

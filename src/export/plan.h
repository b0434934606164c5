// SPDX-License-Identifier: MIT
// Plan: which columns a written dataset has, and where each comes from.
#ifndef CT_EXPORT_PLAN_H
#define CT_EXPORT_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "export/number.h"
#include "model/table.h"

struct ct_arena;
struct ct_err;
struct ct_export_request;
struct ct_sink;
struct ct_str;

struct ct_export_column {
  const char *name;
  enum ct_column_type type;  // text where the tables' types differ
  bool whole;                // all its numbers are whole
  const int *at;             // for each table: its column, or -1
};

// The columns that are added, in their order.
enum ct_export_own {
  CT_EXPORT_LON,
  CT_EXPORT_LAT,
  CT_EXPORT_PRECISION,
  CT_EXPORT_NOTATION,
  CT_EXPORT_ROW,
  CT_EXPORT_FLAGS,
  CT_EXPORT_SOURCE,  // several tables only
  CT_EXPORT_WKT,     // CSV with lines, areas or groups of points only
  CT_EXPORT_FID,     // GeoPackage
  CT_EXPORT_GEOM,    // GeoPackage
  CT_EXPORT_OWNS
};

struct ct_export_plan {
  const struct ct_export_request *q;
  struct ct_arena *a;
  size_t ncolumns;
  const struct ct_export_column *columns;
  const char *own[CT_EXPORT_OWNS];  // names; NULL: not written
  const char *const *source;        // for each table
  bool points, lines, areas;        // what the geometries are
  bool multi;                       // some have several parts
  bool bare;                        // some positions are in no column
};

enum ct_export_naming {
  CT_EXPORT_PLAIN,
  CT_EXPORT_TEXT,      // shapes have a column
  CT_EXPORT_DATABASE,  // "Name" and "name" are one; rows and geometries have a column
};
// A column of the data keeps its name; an added one that would clash is called "lon_ct".
bool ct_export_plan(struct ct_export_plan *p, const struct ct_export_request *q, enum ct_export_naming naming,
                    struct ct_arena *a, struct ct_err *err);

// A cell as text: NULL for no value. Numbers are written into buf, lists and objects into `json`.
const char *ct_export_text(const struct ct_export_plan *p, const struct ct_export_column *c, size_t table,
                           size_t row, char buf[CT_EXPORT_NUMBER], struct ct_str *json);
// The row's one point; false when it has none, or a shape.
bool ct_export_point(const struct ct_table *t, size_t row, double lonlat[2]);
// NaN: unknown.
double ct_export_precision(const struct ct_table *t, size_t row);
const char *ct_export_notation(const struct ct_table *t, size_t row);
unsigned long ct_export_row(const struct ct_table *t, size_t row);
// The codes of the row's findings, "" for none.
const char *ct_export_flags(const struct ct_export_plan *p, size_t table, size_t row);

// ---- The formats; each writes the whole dataset to a sink, or to a file of its own

bool ct_export_csv(const struct ct_export_plan *p, struct ct_sink *out, struct ct_err *err);
bool ct_export_geojson(const struct ct_export_plan *p, struct ct_sink *out, struct ct_err *err);
// `temp` is the file to make; `path` stands in messages and names the layer.
bool ct_export_gpkg(const struct ct_export_plan *p, const char *temp, const char *path, struct ct_err *err);

#endif

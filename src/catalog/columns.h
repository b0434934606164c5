// SPDX-License-Identifier: MIT
// Columns: the data's own columns of a catalogue's layer, and how those of files become them.
#ifndef CT_CATALOG_COLUMNS_H
#define CT_CATALOG_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "model/table.h"

struct ct_catalog;
struct ct_err;

struct ct_catalog_column {
  const char *name;
  enum ct_column_type type;  // STRING, NUMBER or BOOL: as it will be
  enum ct_column_type was;   // as the layer has it
  bool whole, was_whole;     // of numbers: an INTEGER, else a REAL
  bool is_new;
  int *at;  // for each table of the plan: its column, or -1
};

struct ct_catalog_columns {
  size_t n;
  struct ct_catalog_column *v;  // as the layer has them, new ones behind
  bool has_spelling;            // the history keeps how numbers were written (schema 2)
  size_t *order;                // numbers of v, by strcmp of the names: the order of hashes
};

// The columns that the layer's history has (without the catalogue's own); none when there is no such layer.
bool ct_catalog_columns_read(struct ct_catalog *c, const char *layer, struct ct_catalog_columns *out);
// Adds what the tables bring. Columns are the same when SQLite takes their names for the same ("Name", "name"); a second
// one of a table gets "_" behind it, and so do "fid" and "geom"; "ct_x" becomes "data_ct_x". Types that differ
// become texts, whole numbers beside others REAL.
bool ct_catalog_columns_plan(struct ct_catalog *c, struct ct_catalog_columns *columns,
                             const struct ct_table *const *tables, size_t ntables);

// A cell of a column of texts: NULL is no value. Numbers and what has no text of its own are written into `buf`.
const char *ct_catalog_cell_text(const struct ct_column *from, size_t row, struct ct_str *buf);

#endif

// SPDX-License-Identifier: MIT
// Header: which of a table's first rows holds the names of its columns.
#ifndef CT_LOAD_HEADER_H
#define CT_LOAD_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/csv.h"

enum { CT_HEADER_SAMPLE = 60 };

struct ct_header_row {
  const struct ct_csv_cell *cells;
  size_t n;
  uint32_t row;
};

struct ct_header {
  bool found;
  size_t at;      // the header's index in the sample; without one, the first row of data
  size_t ncells;  // columns of the table
};

// The header is the first row of names that is followed by rows of its shape: titles and notes above it fill
// few of the table's columns. A row with numbers in it (other than years) is data, unless it names coordinates.
struct ct_header ct_header_find(const struct ct_header_row *rows, size_t n);
// Columns of the table when rows[at] is its header or (no header) its first row.
size_t ct_header_width(const struct ct_header_row *rows, size_t n, size_t at, bool header);
// Does the row hold units, types or tags of the columns rather than values ("(deg)", "decimal degrees", "#geo+lat")?
bool ct_header_is_units(const struct ct_csv_cell *cells, size_t n);

#endif

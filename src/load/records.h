// SPDX-License-Identifier: MIT
// Records: rows of cells of a plain table, from delimited text or a spreadsheet, that can be read twice.
#ifndef CT_LOAD_RECORDS_H
#define CT_LOAD_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/csv.h"

struct ct_err;

struct ct_records {
  void *user;
  // The next row with anything in it: cells, ncells, row and stray are set. *more is false at the end.
  bool (*next)(struct ct_records *r, bool *more, struct ct_err *err);
  bool (*rewind)(struct ct_records *r, struct ct_err *err);
  uint32_t first_row;               // rows before this one are not the table's ("sep=;"); 0: none
  const struct ct_csv_cell *cells;  // UTF-8, valid until the next row
  size_t ncells;
  uint32_t row;  // as the user counts it in the file
  bool stray;    // the row holds a quote that is never closed
};

#endif

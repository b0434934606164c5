// SPDX-License-Identifier: MIT
// Plain table: rows of cells, from text or a sheet, into a table under construction.
#ifndef CT_LOAD_PLAIN_H
#define CT_LOAD_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "load/csv.h"

struct ct_load_run;
struct ct_records;

struct ct_plain {
  struct ct_records *records;
  bool header;                 // names were found (or told where to be)
  bool above;                  // below other rows
  uint32_t header_row;         // and where
  uint32_t first_row;          // rows before this one are not the table's
  uint32_t units_row;          // row of units below the header; 0: none
  struct ct_csv_cell *titles;  // cells of the header
  size_t ntitles;
  const char **names;
  size_t ncolumns;
  struct ct_survey *survey;
  size_t rows;
  size_t titles_again;
  size_t short_rows,
      open_rows;  // rows with fewer cells than the header; rows whose last cells are there and empty
};

// First reading: finds the header and surveys the columns. Says nothing yet, so that it can be done again.
bool ct_plain_survey(struct ct_load_run *r, struct ct_records *records, struct ct_plain *out);
// Second reading: the rows, with what was assumed and found wrong.
bool ct_plain_fill(struct ct_load_run *r, struct ct_plain *p);

#endif

// SPDX-License-Identifier: MIT
// CSV table: a delimited text file into a table under construction.
#ifndef CT_LOAD_CSV_TABLE_H
#define CT_LOAD_CSV_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_load_run;

// Is it a delimited text file by its name (csv, tsv, txt, psv)?
bool ct_csv_table_named(const char *path);
// Reads the file into r->build and settles r->axes. Two passes: one to learn the
// columns' types and ranges, one to keep the columns that are asked for.
bool ct_csv_table_read(struct ct_load_run *r, const char *path);
// *is_text: it has a spreadsheet's name, but is delimited text. Fails when it is a web page.
bool ct_csv_table_disguised(struct ct_load_run *r, const char *path, bool *is_text);

#endif

// SPDX-License-Identifier: MIT
// Workbook: a spreadsheet's cells as the rows of a plain table.
#ifndef CT_LOAD_WORKBOOK_H
#define CT_LOAD_WORKBOOK_H

#include <stdbool.h>

struct ct_load_run;
struct ct_ogr_trap;

// Is it a driver whose layers are sheets of cells, opened without headers of its own?
bool ct_workbook_driver(const char *driver);
// Reads the sheet that is asked for, else the first with coordinates in it, of r->handles.dataset.
// A sheet that OGR cannot read to its end is an error.
bool ct_workbook_read(struct ct_load_run *r, const struct ct_ogr_trap *trap);

#endif

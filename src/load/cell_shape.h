// SPDX-License-Identifier: MIT
// Cell shape: lines and areas written in a cell as WKT, hex WKB or GeoJSON.
#ifndef CT_LOAD_CELL_SHAPE_H
#define CT_LOAD_CELL_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_load_run;

// Does the text look like a geometry that is no single point? (Points are read by ct_coord_read_point.)
bool ct_cell_is_shape(const char *s, size_t n);
// Turns the build, whose rows are points or nothing, into one of shapes: rows whose cell in `column` holds a line or
// area get that. Cells that cannot be read are findings.
bool ct_cell_shapes(struct ct_load_run *r, int column);

#endif

// SPDX-License-Identifier: MIT
// Place: rows of a plain table get their position from coordinate columns.
#ifndef CT_LOAD_PLACE_H
#define CT_LOAD_PLACE_H

#include <stdbool.h>

struct ct_axes;
struct ct_load_run;
struct ct_survey;

// Settles the columns: those the request names, else by their names and content. None is
// an error when the request needs places. Columns whose names tell a coordinate system
// settle that, too.
bool ct_place_axes(struct ct_load_run *r, const struct ct_survey *columns, struct ct_axes *axes);
// Sets every row's point, precision and notation from the columns (indices into the
// build); each row without one is a finding. False: out->err.
bool ct_place_rows(struct ct_load_run *r, const struct ct_axes *axes);
// Surveys the columns of a build, for tables that were read whole.
struct ct_survey *ct_place_survey(struct ct_load_run *r);

#endif

// SPDX-License-Identifier: MIT
// Grid: the part of a georeferenced raster dataset that is shown, at the fineness it is shown with.
#ifndef CT_LOAD_GRID_H
#define CT_LOAD_GRID_H

#include <stdbool.h>

struct ct_arena;
struct ct_err;
struct ct_raster;
struct ct_raster_request;

// n = 0 in the raster when the dataset lies elsewhere.
bool ct_grid_load(const struct ct_raster_request *r, struct ct_arena *a, struct ct_raster *out,
                  struct ct_err *err);

#endif

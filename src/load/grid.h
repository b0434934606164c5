// SPDX-License-Identifier: MIT
// Grid: the part of a georeferenced raster dataset that is shown, at the fineness it is shown with.
#ifndef CT_LOAD_GRID_H
#define CT_LOAD_GRID_H

#include <stdbool.h>

struct ct_arena;
struct ct_err;
struct ct_raster;
struct ct_raster_request;
struct ct_raster_source;

// n = 0 in the raster when the dataset lies elsewhere.
bool ct_grid_load(const struct ct_raster_request *r, struct ct_arena *a, struct ct_raster *out,
                  struct ct_err *err);

// The dataset's extent: west, south, east, north (east may be beyond 180).
bool ct_grid_box(const struct ct_raster_source *s, bool allow_network, struct ct_arena *a, double box[4],
                 struct ct_err *err);

// Whom the dataset itself asks to be credited, from its metadata; *text is NULL when it says nothing. Fails
// when it cannot be read or does not say where it lies.
bool ct_grid_credit(const struct ct_raster_source *s, bool allow_network, struct ct_arena *a,
                    const char **text, struct ct_err *err);

#endif

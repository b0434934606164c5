// SPDX-License-Identifier: MIT
// Tiles: the tiles of a cover as pieces of a raster, or as one field of heights.
#ifndef CT_LOAD_TILES_H
#define CT_LOAD_TILES_H

#include <stdbool.h>

struct ct_arena;
struct ct_err;
struct ct_raster;
struct ct_raster_report;
struct ct_raster_request;

bool ct_tiles_load(const struct ct_raster_request *r, struct ct_arena *a, struct ct_raster *out,
                   struct ct_raster_report *report, struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// Tile store: single tiles from files by a template, or from an MBTiles database.
#ifndef CT_LOAD_TILE_STORE_H
#define CT_LOAD_TILE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "load/picture.h"

struct ct_raster_source;
struct ct_tile_store;

enum ct_tile_state { CT_TILE_READ, CT_TILE_ABSENT, CT_TILE_BROKEN };

// Opens what the source names; {ratio} in it stands for `ratio`.
bool ct_tile_store_open(const struct ct_raster_source *s, const char *ratio, bool allow_network,
                        struct ct_arena *a, struct ct_tile_store **out, struct ct_err *err);
void ct_tile_store_close(struct ct_tile_store *t);
// The tile of column x (0 .. 2^z - 1) and row y from the north, its picture in `a`. `why`
// names the file or tile when it is not read, and what is wrong.
enum ct_tile_state ct_tile_store_get(struct ct_tile_store *t, int z, int64_t x, int64_t y, struct ct_arena *a,
                                     struct ct_picture *out, struct ct_err *why);

// Sets minzoom, maxzoom and bounds as the database has them; fails when it is none, or holds
// no pictures.
bool ct_mbtiles_describe(struct ct_raster_source *s, struct ct_arena *a, struct ct_err *err);

#endif

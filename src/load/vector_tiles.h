// SPDX-License-Identifier: MIT
// Vector tiles: a style's sources (MBTiles, folders of tiles) to feature tables without seams.
#ifndef CT_LOAD_VECTOR_TILES_H
#define CT_LOAD_VECTOR_TILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_diags;
struct ct_err;
struct ct_table;
struct ct_value;

// What is known about a source before a tile is read.
struct ct_tileset {
  const char *name;     // of the source
  const char *mbtiles;  // file, or NULL
  size_t ntemplates;    // else: paths with {z}, {x}, {y}
  const char *const *templates;
  bool tms;  // rows count from the south
  int minzoom, maxzoom;
  double bounds[4];  // west, south, east, north
  const struct ct_value *promote_id;
};

enum ct_tileset_kind {
  CT_TILESET_TILES,
  CT_TILESET_DATASET,  // not tiles: *path is a dataset for ct_load
  CT_TILESET_NONE      // cannot be had here; the error says why
};

// Reads what a style's `vector` source says: url (MBTiles, a TileJSON file, a dataset)
// or tiles. Paths are resolved against `folder`.
enum ct_tileset_kind ct_tileset_describe(const struct ct_value *source, const char *name, const char *folder,
                                         struct ct_arena *a, struct ct_tileset *out, const char **path,
                                         struct ct_err *err);

struct ct_tile_id {
  int z;
  uint32_t x, y;  // y from the north
};

// One source layer, and what is read of it.
struct ct_tile_layer {
  const char *name;
  bool all_columns;
  size_t ncolumns;
  const char *const *columns;
};

struct ct_vector_request {
  const struct ct_tileset *set;
  size_t ntiles;  // all of one zoom
  const struct ct_tile_id *tiles;
  size_t nlayers;
  const struct ct_tile_layer *layers;
};

// Reads the layers into `tables` (nlayers). Features are cut to their tiles and those that
// go on in the next tile are put together; a tile that is missing is taken out of the
// nearest tile above it. Damaged tiles are diagnostics.
bool ct_vector_read(const struct ct_vector_request *request, struct ct_arena *a, struct ct_diags *diags,
                    struct ct_table *tables, struct ct_err *err);

#endif

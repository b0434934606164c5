// SPDX-License-Identifier: MIT
// Vector store: the bytes of tiles, unpacked, from an MBTiles file or a folder.
#ifndef CT_LOAD_VECTOR_STORE_H
#define CT_LOAD_VECTOR_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;
struct ct_tile_id;
struct ct_tileset;

enum { CT_TILE_BYTES_MAX = 64 << 20 };

// Foreign handles, closed by ct_vector_store_close however reading ends. Zeroed: closed.
struct ct_vector_store {
  const struct ct_tileset *set;
  void *db, *query;  // sqlite3, sqlite3_stmt
  void *file;        // FILE
  int steps;         // of ct_mbtiles_open
};

bool ct_vector_store_open(struct ct_vector_store *s, const struct ct_tileset *set, struct ct_arena *a,
                          struct ct_err *err);
void ct_vector_store_close(struct ct_vector_store *s);

struct ct_tile_bytes {
  const uint8_t *v;
  size_t n;
};

// The tile's bytes, unpacked, in `a`. *found is false when there is no such tile. False
// with *fault set when it cannot be unpacked.
bool ct_vector_store_get(struct ct_vector_store *s, const struct ct_tile_id *id, struct ct_arena *a,
                         struct ct_tile_bytes *out, bool *found, const char **fault);

// Zooms and bounds that an MBTiles file states, as far as the set does not know them.
bool ct_vector_store_describe(const char *path, struct ct_tileset *set, struct ct_arena *a,
                              struct ct_err *err);

#endif

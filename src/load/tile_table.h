// SPDX-License-Identifier: MIT
// Tile table: the features of one source layer, put together over the tiles, as a table.
#ifndef CT_LOAD_TILE_TABLE_H
#define CT_LOAD_TILE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_table;
struct ct_tile_work;
struct ct_value;

struct ct_tile_columns {
  bool all;
  size_t n;
  const char *const *names;
  const struct ct_value *promote_id;  // name of the property that is the id, or NULL
};

// Fills columns, ids and geometry (in `a`); name and layer are the caller's.
void ct_tile_table(struct ct_tile_work *w, const struct ct_tile_columns *wanted, struct ct_arena *a,
                   struct ct_table *out);

#endif

// SPDX-License-Identifier: MIT
// R-tree: the spatial index of a GeoPackage, packed at once.
#ifndef CT_BASE_RTREE_H
#define CT_BASE_RTREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

struct ct_rtree_box {
  float x0, x1, y0, y1;
};

// Zeroed with arena set it is empty.
struct ct_rtree {
  struct ct_arena *arena;
  ct_vec(struct ct_rtree_box) boxes;
  ct_vec(uint64_t) ids;  // rows of the table
};

// Runs a statement; false stops.
typedef bool ct_rtree_sql_fn(void *user, const char *sql);

void ct_rtree_add(struct ct_rtree *r, uint64_t id, const double box[4]);
// Fills the tables behind an empty virtual table of SQLite's rtree module, of ids and four 32-bit coordinates
// (https://www.sqlite.org/rtree.html, "shadow tables"). Row by row the module takes ten times as long as all the rest.
// May be called once.
bool ct_rtree_write(struct ct_rtree *r, const char *table, ct_rtree_sql_fn *run, void *user);

#endif

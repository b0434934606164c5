// SPDX-License-Identifier: MIT
// Tile work: the features of one source layer from several tiles, on one grid, on their way to a table.
#ifndef CT_LOAD_TILE_WORK_H
#define CT_LOAD_TILE_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "load/mvt.h"

struct ct_arena;

// Steps of the grid along a tile's side: exact for extents 256 .. 8192.
enum { CT_TILE_GRID = 8192 };

// Whole numbers, so that what two tiles have in common is equal. y down, 0,0 at the
// world's north-west corner.
struct ct_tile_vertex {
  int64_t x, y;
  bool side;  // rings: the edge after this vertex runs along a side of its tile
};

struct ct_tile_path {
  size_t v0, n;
  bool hole;
  bool cut;   // rings: has side edges; lines: ends on a side of the tile
  bool used;  // lines: part of a path already
};

struct ct_tile_square {
  int64_t x0, y0, x1, y1;
  bool last_x, last_y;  // at the world's east or south edge
};

struct ct_tile_feature {
  const struct ct_mvt_layer *layer;
  const struct ct_mvt_feature *source;
  uint64_t hash;  // of id, type and properties
  uint32_t tile;
  uint32_t group;  // the first of the features that are one; itself at first
  size_t path0, npaths;
};

struct ct_tile_work {
  struct ct_arena *a;  // scratch
  uint64_t world;      // steps around the world
  ct_vec(struct ct_tile_feature) features;
  ct_vec(struct ct_tile_path) paths;
  ct_vec(struct ct_tile_vertex) vertices;
};

// Where a tile lies on the grid: local coordinates are scaled, then moved.
struct ct_tile_place {
  struct ct_tile_square square;  // what is kept
  double scale;
  int64_t x, y;
};

// Adds the feature's geometry as far as it is in the square; nothing when none of it is.
// Rings: exteriors turn one way (positive area with y down), holes the other. Points on the
// east and south sides belong to the next tile. False when the geometry is malformed.
bool ct_tile_shape_add(struct ct_tile_work *w, const struct ct_tile_place *place,
                       const struct ct_tile_feature *feature);

// The first feature of the group that feature i is in.
uint32_t ct_tile_group(struct ct_tile_work *w, uint32_t i);
void ct_tile_unite(struct ct_tile_work *w, uint32_t i, uint32_t k);

// Finds polygons and lines that go on in the next tile and makes them one group.
void ct_tile_rings_unite(struct ct_tile_work *w);

// An end of a line on a side of its tile, and the end that goes on from there.
struct ct_tile_link {
  size_t path;  // index + 1; 0: none
  bool at_end;
};
// Pairs the ends of lines; links has two entries a path: its start and its end.
struct ct_tile_link *ct_tile_lines_unite(struct ct_tile_work *w);

// Paths being collected for one row of the table.
struct ct_tile_shape {
  struct ct_arena *a;
  ct_vec(struct ct_tile_path) paths;
  ct_vec(struct ct_tile_vertex) vertices;
};

// The rings of the features (one group), without the sides that they have in common:
// exteriors, each followed by its holes. Empties `out` first.
void ct_tile_rings_join(struct ct_tile_work *w, const uint32_t *features, size_t n,
                        struct ct_tile_shape *out);
// The same for lines: pieces that go on in each other as one path.
void ct_tile_lines_join(struct ct_tile_work *w, const uint32_t *features, size_t n,
                        const struct ct_tile_link *links, struct ct_tile_shape *out);

// Twice the area, positive for exteriors.
double ct_tile_area2(const struct ct_tile_vertex *v, size_t n);

// The groups in an order that keeps each tile's own: the first features of the groups.
uint32_t *ct_tile_order(struct ct_tile_work *w, size_t *n);

#endif

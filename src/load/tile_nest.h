// SPDX-License-Identifier: MIT
// Tile nest: holes put behind the exteriors that hold them.
#ifndef CT_LOAD_TILE_NEST_H
#define CT_LOAD_TILE_NEST_H

struct ct_tile_shape;

// Orders the paths so that each exterior is followed by its holes; a hole in no exterior
// is left out.
void ct_tile_nest(struct ct_tile_shape *shape);

#endif

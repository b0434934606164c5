// SPDX-License-Identifier: MIT
// Tile entry: where a line comes into the tile in which MapLibre begins its dashes.
#ifndef CT_PROJECT_TILE_ENTRY_H
#define CT_PROJECT_TILE_ENTRY_H

#include "project/chain.h"

// The chain is in Mercator's degrees and marked with shares of its length; `shown` is what the page
// shows of that plane. A web map cuts lines at the edges of tiles and a quarter of a tile around them
// and lays out dashes from there. Returns the mark at which the line enters the tile that its first
// shown point is in, at that zoom; 0: it begins in it, or none of it is shown.
float ct_tile_entry(const struct ct_chain *c, const struct ct_box *shown, double zoom);

#endif

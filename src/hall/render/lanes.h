// SPDX-License-Identifier: MIT
// Lanes: links between the same two places, side by side.
#ifndef CT_RENDER_LANES_H
#define CT_RENDER_LANES_H

#include <stdbool.h>
#include <stddef.h>

struct ct_render;
struct ct_render_layer;
struct ct_table;

// Where a row's line begins and ends.
struct ct_link_ends {
  double at[4];  // lon, lat, lon, lat
  double xy[4];  // on the page
  bool seen[2];
};

// Where an item is drawn: so far to the right of its own way; how much later because of arrowheads beside it.
struct ct_link_place {
  double side, later;
};

// Of a row of lines: the first and the last vertex, and where they are on the page, in sight or not.
struct ct_link_ends ct_link_ends_of(const struct ct_render *r, const struct ct_table *t, size_t row);
// Of a layer of links: where each of its items is drawn.
struct ct_link_place *ct_link_places(struct ct_render *r, const struct ct_render_layer *l);

#endif

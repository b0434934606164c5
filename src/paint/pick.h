// SPDX-License-Identifier: MIT
// Pick: the shapes of items, and paths gathered from them.
#ifndef CT_PAINT_PICK_H
#define CT_PAINT_PICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "model/item.h"
#include "model/scene.h"

struct ct_shapes;

// Finds shapes by table row; quick when rows ascend. Zero `next` to start.
struct ct_pick {
  const struct ct_shapes *shapes;
  size_t next;
};

// The row's shape in *k; false when nothing of it is on the page.
bool ct_pick_find(struct ct_pick *p, uint32_t row, size_t *k);

// Style number of item i.
static inline uint32_t ct_item_style(const struct ct_items *items, size_t i) {
  return items->style ? items->style[i] : 0;
}

// Parts and coordinates of shape k as half-open ranges.
size_t ct_shape_part0(const struct ct_shapes *s, size_t k);
size_t ct_shape_coord0(const struct ct_shapes *s, size_t part);
int ct_shape_type(const struct ct_shapes *s, size_t k);

// A path in the making.
struct ct_gather {
  struct ct_arena *arena;
  bool closed;
  uint32_t feature;  // row + 1 that new parts are of; 0: none
  ct_vec(float) xy;
  ct_vec(uint32_t) part0;
  ct_vec(uint32_t) features;  // as many as part0
};

// n points moved by dx, dy as a new part; reversed when asked for.
void ct_gather_part(struct ct_gather *g, const float *xy, size_t n, const float move[2], bool reversed);
// The rings of shape k, exteriors one way round and holes the other, so that the nonzero
// rule fills them rightly together with others.
void ct_gather_rings(struct ct_gather *g, const struct ct_shapes *s, size_t k, const float move[2]);
// The gathered path; g is empty afterwards.
struct ct_path ct_gather_take(struct ct_gather *g);

#endif

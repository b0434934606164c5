// SPDX-License-Identifier: MIT
// Areas: what is filled in the data's colours, so that names keep off the areas of others.
#ifndef CT_LABEL_AREAS_H
#define CT_LABEL_AREAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "label/grid.h"

struct ct_arena;
struct ct_label_input;
struct ct_table;
struct ct_shapes;

// One feature's filled polygons.
struct ct_area {
  const struct ct_table *table;
  const struct ct_shapes *shapes;
  size_t shape;
  uint32_t feature;
  struct ct_box box;
};

struct ct_areas {
  size_t n;
  struct ct_area *v;
};

void ct_areas_init(struct ct_areas *a, struct ct_arena *arena, const struct ct_label_input *in);
// Shares of the box, 0 to 1, that lie on the feature's own fill and on that of others.
void ct_areas_shares(const struct ct_areas *a, const struct ct_table *table, uint32_t feature,
                     const struct ct_box *box, float *own, float *others);
// How far a part of the feature's fill that is about the point reaches to left and right between two heights;
// false when it is not there.
bool ct_areas_span(const struct ct_areas *a, const struct ct_table *table, uint32_t feature,
                   const float point[2], const float heights[2], float *left, float *right);
// The box of the part of the feature's fill that holds the point; false when none does.
bool ct_areas_around(const struct ct_areas *a, const struct ct_table *table, uint32_t feature,
                     const float point[2], struct ct_box *box);

#endif

// SPDX-License-Identifier: MIT
// Builder: page chains to ct_shapes.
#ifndef CT_PROJECT_BUILDER_H
#define CT_PROJECT_BUILDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "project/chain.h"

struct ct_arena;
struct ct_shapes;

#define CT_ARRAY(T) \
  struct {          \
    T *v;           \
    size_t n, cap;  \
  }

// A zeroed builder (arena set) is empty.
struct ct_builder {
  struct ct_arena *arena;
  CT_ARRAY(uint32_t) feature;
  CT_ARRAY(uint8_t) type;
  CT_ARRAY(uint32_t) part0;
  CT_ARRAY(uint32_t) coord0;
  CT_ARRAY(uint8_t) hole;
  CT_ARRAY(float) xy;
  bool measured;                    // the marks of lines are kept
  CT_ARRAY(float) along;            // them
  bool any_hole, any_part_of_many;  // more than one point in some shape
};

void ct_builder_reset(struct ct_builder *b);
void ct_builder_begin(struct ct_builder *b, size_t feature, uint8_t type);
// A shape without parts is taken back.
void ct_builder_end(struct ct_builder *b);
// Room for n shapes of one point.
void ct_builder_expect(struct ct_builder *b, size_t n);
// A whole shape of one point.
void ct_builder_single(struct ct_builder *b, size_t feature, double x, double y);
void ct_builder_point(struct ct_builder *b, double x, double y);
void ct_builder_ring(struct ct_builder *b, const struct ct_chain *c, bool hole);
// Turns the parts from `part` on to holes, for an exterior that comes after them.
void ct_builder_all_holes(struct ct_builder *b, size_t part);
// Each piece between gaps is a part. A closed line's last piece is joined to its first
// where they meet.
void ct_builder_line(struct ct_builder *b, const struct ct_chain *c, bool closed);
void ct_builder_finish(struct ct_builder *b, struct ct_shapes *out);

#endif

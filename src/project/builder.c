// SPDX-License-Identifier: MIT
// Builder: page chains to ct_shapes.
#include "project/builder.h"

#include <math.h>
#include <string.h>

#include "base/vec.h"
#include "model/shapes.h"
#include "model/table.h"

void ct_builder_reset(struct ct_builder *b) {
  b->feature.n = b->type.n = b->part0.n = b->coord0.n = b->hole.n = b->xy.n = 0;
  b->any_hole = b->any_part_of_many = false;
}

void ct_builder_begin(struct ct_builder *b, size_t feature, uint8_t type) {
  ct_vec_push(b->arena, &b->feature, (uint32_t)feature);
  ct_vec_push(b->arena, &b->type, type);
  ct_vec_push(b->arena, &b->part0, (uint32_t)b->coord0.n);
}

void ct_builder_end(struct ct_builder *b) {
  size_t parts = b->coord0.n - b->part0.v[b->part0.n - 1];
  if (parts == 0) b->feature.n--, b->type.n--, b->part0.n--;
  if (parts > 1) b->any_part_of_many = true;
}

static void begin_part(struct ct_builder *b, bool hole) {
  ct_vec_push(b->arena, &b->coord0, (uint32_t)(b->xy.n / 2));
  ct_vec_push(b->arena, &b->hole, (uint8_t)hole);
  b->any_hole |= hole;
}

static void push_xy(struct ct_builder *b, double x, double y) {
  ct_vec_reserve(b->arena, &b->xy, 2);
  b->xy.v[b->xy.n++] = (float)x;
  b->xy.v[b->xy.n++] = (float)y;
}

void ct_builder_expect(struct ct_builder *b, size_t n) {
  ct_vec_reserve(b->arena, &b->feature, n);
  ct_vec_reserve(b->arena, &b->xy, 2 * n);
}

void ct_builder_single(struct ct_builder *b, size_t feature, double x, double y) {
  ct_vec_push(b->arena, &b->feature, (uint32_t)feature);
  push_xy(b, x, y);
}

void ct_builder_point(struct ct_builder *b, double x, double y) {
  begin_part(b, false);
  push_xy(b, x, y);
}

void ct_builder_ring(struct ct_builder *b, const struct ct_chain *c, bool hole) {
  if (c->n < 3 || fabs(ct_chain_area2(c)) < 1e-9) return;
  begin_part(b, hole);
  b->any_part_of_many = true;
  ct_vec_reserve(b->arena, &b->xy, 2 * c->n);
  for (size_t i = 0; i < c->n; i++) push_xy(b, c->v[i].x, c->v[i].y);
}

void ct_builder_all_holes(struct ct_builder *b, size_t part) {
  for (; part < b->hole.n; part++) b->hole.v[part] = 1;
  b->any_hole = true;
}

// Over the seam of a closed line its measure goes on beyond 1.
static void push_vertex(struct ct_builder *b, const struct ct_vertex *v, float turns) {
  push_xy(b, v->x, v->y);
  if (b->measured) ct_vec_push(b->arena, &b->along, v->mark + turns);
}

// The vertices from..to; `more` of the chain's start follow without the first.
static void piece(struct ct_builder *b, const struct ct_chain *c, size_t from, size_t to, size_t more) {
  bool moves = more > 0;
  for (size_t i = from + 1; i <= to && !moves; i++)
    moves = c->v[i].x != c->v[from].x || c->v[i].y != c->v[from].y;
  if (!moves) return;
  begin_part(b, false);
  b->any_part_of_many = true;
  for (size_t i = from; i <= to; i++) push_vertex(b, &c->v[i], 0);
  for (size_t i = 1; i < more; i++) push_vertex(b, &c->v[i], 1);
}

static size_t piece_end(const struct ct_chain *c, size_t from) {
  while (from + 1 < c->n && !(c->v[from].flags & CT_EDGE_CUT)) from++;
  return from;
}

void ct_builder_line(struct ct_builder *b, const struct ct_chain *c, bool closed) {
  if (c->n < 2) return;
  size_t first_end = piece_end(c, 0), start = 0, more = 0;
  const struct ct_vertex *head = &c->v[0], *tail = &c->v[c->n - 1];
  if (closed && first_end + 1 < c->n && head->x == tail->x && head->y == tail->y)
    start = first_end + 1, more = first_end + 1;
  for (size_t from = start; from < c->n;) {
    size_t to = piece_end(c, from);
    piece(b, c, from, to, to + 1 == c->n ? more : 0);
    from = to + 1;
  }
}

void ct_builder_finish(struct ct_builder *b, struct ct_shapes *out) {
  *out = (struct ct_shapes){.n = b->feature.n,
                            .feature = b->feature.v,
                            .nparts = b->xy.n / 2,
                            .ncoords = b->xy.n / 2,
                            .xy = b->xy.v,
                            .along = b->along.v};
  if (!b->any_part_of_many) return;  // every shape is one point
  ct_vec_push(b->arena, &b->part0, (uint32_t)b->coord0.n);
  ct_vec_push(b->arena, &b->coord0, (uint32_t)(b->xy.n / 2));
  out->nparts = b->hole.n;
  out->type = b->type.v;
  out->part0 = b->part0.v;
  out->coord0 = b->coord0.v;
  out->hole = b->any_hole ? b->hole.v : NULL;
}

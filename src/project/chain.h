// SPDX-License-Identifier: MIT
// Chain: a ring or line on its way from lon/lat to the page, and its clipping to rectangles.
#ifndef CT_PROJECT_CHAIN_H
#define CT_PROJECT_CHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;

enum {
  CT_EDGE_CUT = 1,  // the edge after this vertex is no line: a clip edge, a seam of the data, a gap
  CT_EDGE_ARC = 2   // it is short enough already, don't densify it
};

// lon/lat in degrees, projected units or page points, by stage.
struct ct_vertex {
  double x, y;
  uint8_t flags;
  float mark;  // of a measured line: the share of its length up to here; of others:
               // how far dropped vertices may stand off the edge after this one
};

// A ring does not repeat its first vertex. A line with a cut edge has a gap there.
struct ct_chain {
  struct ct_arena *arena;
  struct ct_vertex *v;
  size_t n, cap;
};

struct ct_box {
  double x0, y0, x1, y1;
};

void ct_chain_grow(struct ct_chain *c);
static inline void ct_chain_push(struct ct_chain *c, double x, double y, uint8_t flags) {
  if (c->n == c->cap) ct_chain_grow(c);
  c->v[c->n++] = (struct ct_vertex){x, y, flags, 0};
}
// Runs it the other way round; what is known of an edge stays with it.
void ct_chain_reverse(struct ct_chain *c);
static inline void ct_chain_push_marked(struct ct_chain *c, double x, double y, uint8_t flags, float mark) {
  if (c->n == c->cap) ct_chain_grow(c);
  c->v[c->n++] = (struct ct_vertex){x, y, flags, mark};
}
void ct_chain_copy(struct ct_chain *out, const struct ct_chain *in);
struct ct_box ct_chain_box(const struct ct_chain *c);
static inline bool ct_box_holds(const struct ct_box *outer, const struct ct_box *inner) {
  return inner->x0 >= outer->x0 && inner->x1 <= outer->x1 && inner->y0 >= outer->y0 && inner->y1 <= outer->y1;
}
static inline bool ct_box_meets(const struct ct_box *a, const struct ct_box *b) {
  return a->x0 <= b->x1 && a->x1 >= b->x0 && a->y0 <= b->y1 && a->y1 >= b->y0;
}

// Clips in place (Sutherland-Hodgman): edges along the box are marked as cut.
// `spare` is scratch. What is outside leaves nothing, or edges along the box.
void ct_chain_clip_ring(struct ct_chain *c, const struct ct_box *box, struct ct_chain *spare);
// Clips the line in place; where it leaves the box there is a gap.
void ct_chain_clip_line(struct ct_chain *c, const struct ct_box *box, struct ct_chain *spare);
// The part t[0]..t[1] of the edge p-q that lies in the box; false: none.
bool ct_chain_clip_segment(const struct ct_vertex *p, const struct ct_vertex *q, const struct ct_box *box,
                           double t[2]);
// Twice the signed area, positive when counter-clockwise with y up.
double ct_chain_area2(const struct ct_chain *c);
// Is the place, or one a whole number of turns from it, inside the ring?
bool ct_chain_holds(const struct ct_chain *ring, double x, double y);

#endif

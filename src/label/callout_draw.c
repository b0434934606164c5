// SPDX-License-Identifier: MIT
// Callout, drawing: one text at a port, and its leader with what stands in the leader's way.
#include <math.h>

#include "label/callout.h"
#include "label/solver.h"
#include "text/text.h"

// From the mark's middle to the leader's start.
#define EDGE_GAP 0.2F
#define EDGE_SHARE 0.95F
// Leaders this level have no bend.
#define LEVEL 0.35F
#define MARK_CLEAR 0.3F

bool ct_callout_draw(struct ct_solver *s, uint32_t unit, const float port[2], int dir, float stub,
                     struct ct_candidate *c) {
  const struct ct_unit *u = &s->units.v[unit];
  float size = fmaxf(u->mark.x1 - u->mark.x0, u->mark.y1 - u->mark.y0);
  float d = (float)dir, r = EDGE_GAP + EDGE_SHARE * size / 2;
  float end = port[0] - d * CT_CALLOUT_GAP, bend = end - d * stub;
  float dx = bend - u->x, dy = port[1] - u->y, length = hypotf(dx, dy);
  if (d * dx < 0 || length < r + 1) return false;
  *c = (struct ct_candidate){.text = true, .led = true, .bends = 1, .callout = CT_CALLOUT_COLUMN};
  c->justify = dir > 0 ? CT_JUSTIFY_LEFT : CT_JUSTIFY_RIGHT;
  c->y = port[1] - ct_candidate_middle(u->run);
  struct ct_box body = ct_candidate_body(u, u->run, 0, c->y);
  c->x = dir > 0 ? port[0] - body.x0 : port[0] - body.x1;
  body = ct_candidate_body(u, u->run, c->x, c->y);
  c->ink = ct_candidate_ink(u, u->run, c->x, c->y);
  c->box = ct_candidate_padded(u, &body, &c->ink);
  c->leader[0] = u->x + dx / length * r;
  c->leader[1] = u->y + dy / length * r;
  c->leader[2] = bend;
  c->leader[3] = port[1];
  c->leader[4] = end;
  c->leader[5] = port[1];
  if (stub > 0 && fabsf(dy) >= LEVEL) return true;
  c->bends = 0;
  c->leader[2] = end;
  return true;
}

// Marks count as the disc in their box. Out of a heap the leader may pass over the rims of those that
// overlap its own. Over the middle of a mark it counts twice.
static int meets_mark(const struct ct_unit *u, const struct ct_candidate *c, const struct ct_box *b) {
  float r = fminf(b->x1 - b->x0, b->y1 - b->y0) / 2, x = (b->x0 + b->x1) / 2, y = (b->y0 + b->y1) / 2;
  bool heaped = hypotf(x - u->x, y - u->y) < 1.9F * r;
  float off = ct_polyline_distance(c, x, y);
  return off < 0.3F * r ? 2 : !heaped && off < r + MARK_CLEAR;
}

bool ct_callout_clear(struct ct_solver *s, uint32_t unit, const struct ct_candidate *c, int *marks) {
  const struct ct_unit *u = &s->units.v[unit];
  *marks = 0;
  struct ct_box round = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (uint32_t k = 0; k < c->nparts; k++) round = ct_box_union(&round, &s->parts.v[c->part0 + k]);
  ct_grid_find(&s->still, &round, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if (ct_cost_own(s, u, e)) continue;
    if (e->kind == CT_BOX_ICON || e->kind == CT_BOX_MARK)
      *marks += meets_mark(u, c, &e->box);
    else if (ct_polyline_hits(c, &e->box))
      return false;
  }
  return true;
}

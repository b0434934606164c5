// SPDX-License-Identifier: MIT
// Aside: level names beside lines that are too short or too crooked for them.
#include <math.h>

#include "label/solver.h"
#include "label/way.h"
#include "text/text.h"

// Worse than any place along the line.
#define ASIDE_COST 9.0F

// What the way covers near a sample.
static struct ct_box near_box(const struct ct_way *w, uint32_t at) {
  enum { REACH = 8 };
  struct ct_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  uint32_t from = at > REACH ? at - REACH : 0, to = at + REACH < w->nsample ? at + REACH : w->nsample - 1;
  for (uint32_t i = from; i <= to; i++) {
    struct ct_box p = {w->sample[2 * i], w->sample[2 * i + 1], w->sample[2 * i], w->sample[2 * i + 1]};
    box = ct_box_union(&box, &p);
  }
  return box;
}

static void try_side(struct ct_solver *s, struct ct_unit *u, const struct ct_box *way, int side, float cost) {
  static const float sides[4][2] = {{1, 0}, {-1, 0}, {0, -1}, {0, 1}};
  const struct ct_run_box *b = ct_run_box(u->run);
  float em = ct_unit_em(u), sx = sides[side][0], sy = sides[side][1];
  struct ct_candidate c = {.text = true, .moved = true, .justify = CT_JUSTIFY_CENTER};
  c.x = (way->x0 + way->x1) / 2 - b->w / 2 + sx * ((way->x1 - way->x0 + b->w) / 2 + 0.45F * em);
  c.y = (way->y0 + way->y1) / 2 - ct_candidate_middle(u->run) + sy * ((way->y1 - way->y0) / 2 + 0.85F * em);
  struct ct_box body = ct_candidate_body(u, u->run, c.x, c.y);
  const char *reason = NULL;
  c.ink = ct_candidate_ink(u, u->run, c.x, c.y);
  if (!ct_cost_clear(s, u, &body, u->style->text_padding, &reason)) {
    if (!u->reason) u->reason = reason;
    return;
  }
  c.cost = ASIDE_COST + cost + 0.5F * (float)side + ct_cost_site(s, u, &body);
  c.box = ct_candidate_padded(u, &body, &c.ink);
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand++;
}

void ct_aside_make(struct ct_solver *s, struct ct_unit *u) {
  enum { STOPS = 5, MIDDLE = STOPS / 2 };
  const struct ct_way *w = u->way;
  for (int k = 0; k < STOPS; k++) {
    double share = u->from + (u->to - u->from) * (k + 0.5) / STOPS;
    struct ct_box box = near_box(w, (uint32_t)(share * (w->nsample - 1)));
    for (int side = 0; side < 4; side++) try_side(s, u, &box, side, fabsf((float)k - MIDDLE));
  }
}

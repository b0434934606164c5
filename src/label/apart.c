// SPDX-License-Identifier: MIT
// Apart: names of two marks, one under the other like the lines of one name, are parted where that is cheap.
#include <math.h>

#include "label/solver.h"

// What a pair that reads as one is worth, in costs of a place.
#define PAIR 1.4F

static const struct ct_candidate *stands(const struct ct_solver *s, uint32_t unit) {
  const struct ct_unit *u = &s->units.v[unit];
  if (!u->text || u->along || u->key || u->wish->boxed || u->at == CT_DROPPED) return NULL;
  const struct ct_candidate *c = &s->cands.v[u->cand0 + (uint32_t)u->at];
  return c->text && !c->led && !c->nparts ? c : NULL;
}

// As near as the lines of a text, and ranged like them.
static bool reads_as_one(const struct ct_box *a, const struct ct_box *b, float em) {
  const float gap = fmaxf(a->y0 - b->y1, b->y0 - a->y1), most = 0.9F * em;
  if (gap < -0.5F * em || gap > 0.35F * em) return false;
  float left = fabsf(a->x0 - b->x0), right = fabsf(a->x1 - b->x1),
        middle = fabsf(a->x0 + a->x1 - b->x0 - b->x1);
  return fminf(fminf(left, right), middle / 2) < most;
}

// With how many others the unit's text would read as one if it stood at the candidate.
static int pairs(struct ct_solver *s, uint32_t unit, const struct ct_candidate *c) {
  const struct ct_unit *u = &s->units.v[unit];
  float em = ct_unit_em(u);
  struct ct_box around = ct_box_grown(&c->box, em);
  int n = 0;
  ct_grid_find(&s->live, &around, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->live.entries.v[s->hits.v.v[i]];
    if (e->kind != CT_BOX_TEXT || e->owner == unit || e->owner == CT_NOBODY) continue;
    const struct ct_candidate *other = stands(s, e->owner);
    if (!other || s->units.v[e->owner].layer != u->layer) continue;
    n += reads_as_one(&c->box, &other->box, em);
  }
  return n;
}

static void part(struct ct_solver *s, uint32_t unit) {
  const struct ct_unit *u = &s->units.v[unit];
  const struct ct_candidate *c = stands(s, unit);
  int n = c ? pairs(s, unit, c) : 0, best = u->at;
  if (!n) return;
  float least = c->cost + PAIR * (float)n;
  // In order of cost: what costs more than the pair itself is not looked at.
  for (int at = 0; at < u->ncand; at++) {
    const struct ct_candidate *to = &s->cands.v[u->cand0 + (uint32_t)at];
    if (to->cost >= least) break;
    if (!to->text || to->led || to->nparts || at == u->at || !ct_search_free(s, unit, at)) continue;
    float cost = to->cost + PAIR * (float)pairs(s, unit, to);
    if (cost >= least) continue;
    least = cost;
    best = at;
  }
  if (best == u->at) return;
  ct_search_lift(s, unit);
  ct_search_put(s, unit, best);
}

void ct_apart_run(struct ct_solver *s) {
  for (size_t k = s->units.n; k-- > 0 && !s->crowded;) {
    const struct ct_unit *u = &s->units.v[s->order[k]];
    if (!u->fixed && !ct_unit_pinned(u) && u->again != CT_AGAIN_RESTS) part(s, s->order[k]);
  }
}

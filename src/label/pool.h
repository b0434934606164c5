// SPDX-License-Identifier: MIT
// Pool: texts by their marks or at leaders, with what stands near them at hand, to try many places quickly.
#ifndef CT_LABEL_POOL_H
#define CT_LABEL_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "label/grid.h"
#include "label/solver.h"

struct ct_player {
  uint32_t unit;
  uint32_t near0, nnear;  // in pool.near: who may ever stand in its way
  uint32_t open0;         // in pool.open: is the candidate free of all that is not in the pool?
  int at;                 // candidate, CT_DROPPED
  double penalty;         // of driving it out
};

// Those of a player's neighbours that are on the page.
struct ct_around {
  uint32_t n, *who;
  struct ct_box *box;
  const float **leader;  // NULL: stands by its mark
  struct ct_box *line;   // round the leader
};

struct ct_pool {
  struct ct_solver *s;
  size_t n;
  struct ct_player *v;
  struct ct_box *box;   // where each stands; empty when nowhere
  struct ct_box *line;  // round its leader; empty where it has none
  ct_vec(uint32_t) near;
  ct_vec(bool) open;
  struct ct_around around, other;  // room for two looks
  uint64_t work;                   // boxes compared
};

// Those of the n units that can take part. What else is on the page stays as it is. The units are taken
// off the live grid until ct_pool_release.
void ct_pool_init(struct ct_pool *p, struct ct_solver *s, const uint32_t *units, size_t n);
// Finds who is near whom; false when they are too many to be worth it.
bool ct_pool_ready(struct ct_pool *p);
// Puts the units where the players stand.
void ct_pool_release(struct ct_pool *p);

void ct_pool_set(struct ct_pool *p, uint32_t player, int at);
void ct_pool_look(struct ct_pool *p, uint32_t player, struct ct_around *a);
// Is the k-th of those around in the way of the candidate? The second for those of which one has a leader.
static inline bool ct_pool_clash(const struct ct_around *a, uint32_t k, const struct ct_candidate *c);
bool ct_pool_clash_led(const struct ct_around *a, uint32_t k, const struct ct_candidate *c);
// The penalties of those in the way of the candidate; counting ends above `most`.
double ct_pool_toll(struct ct_pool *p, const struct ct_around *a, const struct ct_candidate *c, double most);
// The candidate that drives out the least, the cheapest of those; CT_DROPPED when all cost *most or more.
int ct_pool_cheapest(struct ct_pool *p, uint32_t player, const struct ct_around *a, double *most);
// May the player stand at the candidate, as far as what is not in the pool goes?
bool ct_pool_open(const struct ct_pool *p, uint32_t player, int at);

static inline bool ct_pool_clash(const struct ct_around *a, uint32_t k, const struct ct_candidate *c) {
  if (ct_box_overlap(&a->box[k], &c->box)) return true;
  return (c->led || a->leader[k]) && ct_pool_clash_led(a, k, c);
}

static inline struct ct_unit *ct_pool_unit(const struct ct_pool *p, uint32_t player) {
  return &p->s->units.v[p->v[player].unit];
}

static inline const struct ct_candidate *ct_pool_candidate(const struct ct_pool *p, uint32_t player, int at) {
  return &p->s->cands.v[ct_pool_unit(p, player)->cand0 + (uint32_t)at];
}

// eject.c: finds places for more, at the cost of none. polish.c: finds better places for all.
void ct_eject_run(struct ct_pool *p, uint64_t work);
void ct_polish_run(struct ct_pool *p, uint64_t work);

#endif

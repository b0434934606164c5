// SPDX-License-Identifier: MIT
// Eject: more texts on the page: one that found no place takes that of others, which look for another.
//
// After the ejection pool of Nagata and Braysy (Operations Research Letters 37, 2009): a text may drive
// out others that have been refused less than itself; each refusal counts.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "label/pool.h"

struct eject {
  struct ct_pool *p;
  ct_vec(uint32_t) out;  // players without a place
  double lost;           // their weight
  int16_t *best;         // the page with the least lost so far
  double best_lost;
  uint64_t gained;  // when it was last bettered
};

static void drop(struct eject *e, uint32_t i) {
  ct_pool_set(e->p, i, CT_DROPPED);
  e->lost += ct_pool_unit(e->p, i)->weight;
  ct_vec_push(e->p->s->arena, &e->out, i);
}

// Puts the k-th of those outside at the candidate; who was in the way is out.
static void take(struct eject *e, size_t k, const struct ct_around *a, int at) {
  uint32_t i = e->out.v[k];
  const struct ct_candidate *c = ct_pool_candidate(e->p, i, at);
  e->out.v[k] = e->out.v[--e->out.n];
  e->lost -= ct_pool_unit(e->p, i)->weight;
  for (uint32_t j = 0; j < a->n; j++)
    if (ct_pool_clash(a, j, c)) drop(e, a->who[j]);
  ct_pool_set(e->p, i, at);
}

// Those that were driven out go to a free place at once, where they have one.
static void resettle(struct eject *e, size_t from) {
  for (size_t k = e->out.n; k > from; k--) {
    double most = 1e-9;
    ct_pool_look(e->p, e->out.v[k - 1], &e->p->around);
    int at = ct_pool_cheapest(e->p, e->out.v[k - 1], &e->p->around, &most);
    if (at != CT_DROPPED) take(e, k - 1, &e->p->around, at);
  }
}

// A player goes to another place that is free, any of them.
static void stir(struct ct_pool *p, uint32_t i) {
  int n = ct_pool_unit(p, i)->ncand;
  if (p->v[i].at == CT_DROPPED || n < 2) return;
  int at = (int)(ct_search_chance(p->s) * n);
  if (!ct_pool_open(p, i, at)) return;
  ct_pool_look(p, i, &p->around);
  if (ct_pool_toll(p, &p->around, ct_pool_candidate(p, i, at), 0) == 0) ct_pool_set(p, i, at);
}

static void stir_around(struct ct_pool *p, uint32_t i) {
  enum { TIMES = 8 };
  const struct ct_player *v = &p->v[i];
  for (int k = 0; k < TIMES && v->nnear; k++)
    stir(p, p->near.v[v->near0 + (uint32_t)(ct_search_chance(p->s) * v->nnear)]);
}

static void remember(struct eject *e) {
  if (e->lost >= e->best_lost) return;
  e->best_lost = e->lost;
  e->gained = e->p->work;
  for (size_t i = 0; i < e->p->n; i++) e->best[i] = (int16_t)e->p->v[i].at;
}

// One of those outside, at random, tries to get in.
static void step(struct eject *e) {
  struct ct_pool *p = e->p;
  size_t k = (size_t)(ct_search_chance(p->s) * (double)e->out.n);
  uint32_t i = e->out.v[k];
  double most = p->v[i].penalty;
  ct_pool_look(p, i, &p->around);
  int at = ct_pool_cheapest(p, i, &p->around, &most);
  if (at == CT_DROPPED) {
    p->v[i].penalty += ct_pool_unit(p, i)->weight / 2;
  } else {
    size_t before = e->out.n - 1;
    take(e, k, &p->around, at);
    resettle(e, before);
    remember(e);
  }
  stir_around(p, i);
}

void ct_eject_run(struct ct_pool *p, uint64_t work) {
  struct eject e = {.p = p, .best_lost = INFINITY};
  e.best = CT_NEW_N(p->s->arena, int16_t, p->n + 1);
  for (uint32_t i = 0; i < p->n; i++) {
    if (p->v[i].at == CT_DROPPED) drop(&e, i);
  }
  remember(&e);
  uint64_t until = p->work + work;
  e.gained = p->work;
  resettle(&e, 0);
  remember(&e);
  // Where nothing has come of it for long, nothing will.
  while (e.out.n && p->work < until && p->work - e.gained < work / 3) step(&e);
  for (uint32_t i = 0; i < p->n; i++) ct_pool_set(p, i, e.best[i]);
}

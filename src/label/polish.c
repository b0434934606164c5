// SPDX-License-Identifier: MIT
// Polish: better places for the texts that have one, by simulated annealing; none is lost.
#include <math.h>

#include "label/pool.h"

static double cost(const struct ct_pool *p, uint32_t i, int at) {
  return ct_pool_candidate(p, i, at)->cost;
}

enum { BLOCKERS_MAX = 2 };

// Those in the way of the candidate; false when they are too many.
static bool find_blockers(struct ct_pool *p, const struct ct_around *a, const struct ct_candidate *c,
                          uint32_t who[BLOCKERS_MAX], int *n) {
  *n = 0;
  p->work += c->led ? 5 * a->n + 1 : a->n + 1;
  for (uint32_t k = 0; k < a->n; k++) {
    if (!ct_pool_clash(a, k, c)) continue;
    if (*n == BLOCKERS_MAX) return false;
    who[(*n)++] = a->who[k];
  }
  return true;
}

// Better, or by chance not much worse.
static bool accept(struct ct_solver *s, double change, double heat) {
  return change < 0 || (heat > 0 && ct_search_chance(s) < exp(-change / heat));
}

// The cheapest free place of a player that has none now.
static bool put_free(struct ct_pool *p, uint32_t i, double *sum) {
  double most = 1e-9;
  ct_pool_look(p, i, &p->other);
  int to = ct_pool_cheapest(p, i, &p->other, &most);
  if (to == CT_DROPPED) return false;
  ct_pool_set(p, i, to);
  *sum += cost(p, i, to);
  return true;
}

// i goes to the candidate, and those in its way to their cheapest free places.
static bool try_at(struct ct_pool *p, uint32_t i, int at, double heat) {
  uint32_t who[BLOCKERS_MAX];
  int n, was = p->v[i].at, were[BLOCKERS_MAX];
  if (!ct_pool_open(p, i, at)) return false;
  if (!find_blockers(p, &p->around, ct_pool_candidate(p, i, at), who, &n)) return false;
  double before = cost(p, i, was), after = cost(p, i, at);
  for (int k = 0; k < n; k++) {
    were[k] = p->v[who[k]].at;
    before += cost(p, who[k], were[k]);
    ct_pool_set(p, who[k], CT_DROPPED);
  }
  ct_pool_set(p, i, at);
  bool all = true;
  for (int k = 0; k < n && all; k++) all = put_free(p, who[k], &after);
  if (all && accept(p->s, after - before, heat)) return true;
  ct_pool_set(p, i, was);
  for (int k = 0; k < n; k++) ct_pool_set(p, who[k], were[k]);
  return false;
}

// A few places better than its own, at random.
static void warm(struct ct_pool *p, uint32_t i, double heat) {
  enum { TRIES = 4 };
  if (p->v[i].at == CT_DROPPED) return;
  ct_pool_look(p, i, &p->around);
  for (int k = 0; k < TRIES && p->v[i].at > 0; k++)
    if (try_at(p, i, (int)(ct_search_chance(p->s) * p->v[i].at), heat)) return;
}

// The best place that can be had.
static bool settle(struct ct_pool *p, uint32_t i) {
  if (p->v[i].at == CT_DROPPED) return false;
  ct_pool_look(p, i, &p->around);
  for (int at = 0; at < p->v[i].at; at++)
    if (try_at(p, i, at, 0)) return true;
  return false;
}

void ct_polish_run(struct ct_pool *p, uint64_t work) {
  enum { ROUNDS = 400, SETTLE = 6 };
  uint64_t start = p->work;
  double done = 0;
  for (int r = 0; r < ROUNDS && done < 1; r++) {
    for (uint32_t i = 0; i < p->n; i++) warm(p, i, 3 * pow(0.01, done));
    done = fmax(r / (double)ROUNDS, (double)(p->work - start) / (double)work);
  }
  bool moved = true;
  for (int r = 0; r < SETTLE && moved; r++) {
    moved = false;
    for (uint32_t i = 0; i < p->n && p->work - start < 2 * work; i++)
      if (settle(p, i)) moved = true;
  }
}

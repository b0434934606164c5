// SPDX-License-Identifier: MIT
// Polish: better places for the texts that have one, by simulated annealing; none is lost.
#include <math.h>

#include "label/pool.h"

static double cost(const struct ct_pool *p, uint32_t i, int at) {
  return ct_pool_candidate(p, i, at)->cost;
}

// The only one in the way of the candidate; CT_NOBODY with *many false: none.
static uint32_t blocker(struct ct_pool *p, const struct ct_around *a, const struct ct_candidate *c,
                        bool *many) {
  uint32_t found = CT_NOBODY;
  *many = false;
  p->work += a->n + 1;
  for (uint32_t k = 0; k < a->n; k++) {
    if (!ct_pool_clash(a, k, c)) continue;
    *many = found != CT_NOBODY;
    if (*many) break;
    found = a->who[k];
  }
  return found;
}

// Better, or by chance not much worse.
static bool accept(struct ct_solver *s, double change, double heat) {
  return change < 0 || (heat > 0 && ct_search_chance(s) < exp(-change / heat));
}

// i goes to the candidate, and the one in its way to its cheapest free place.
static bool exchange(struct ct_pool *p, uint32_t i, int at, uint32_t other, double heat) {
  int was = p->v[i].at, other_was = p->v[other].at;
  double before = cost(p, i, was) + cost(p, other, other_was), most = 1e-9;
  ct_pool_set(p, other, CT_DROPPED);
  ct_pool_set(p, i, at);
  ct_pool_look(p, other, &p->other);
  int to = ct_pool_cheapest(p, other, &p->other, &most);
  if (to != CT_DROPPED && accept(p->s, cost(p, i, at) + cost(p, other, to) - before, heat)) {
    ct_pool_set(p, other, to);
    return true;
  }
  ct_pool_set(p, i, was);
  ct_pool_set(p, other, other_was);
  return false;
}

static bool try_at(struct ct_pool *p, uint32_t i, int at, double heat) {
  bool many;
  if (!ct_pool_open(p, i, at)) return false;
  uint32_t other = blocker(p, &p->around, ct_pool_candidate(p, i, at), &many);
  if (many) return false;
  if (other != CT_NOBODY) return exchange(p, i, at, other, heat);
  if (!accept(p->s, cost(p, i, at) - cost(p, i, p->v[i].at), heat)) return false;
  ct_pool_set(p, i, at);
  return true;
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
  enum { ROUNDS = 100, SETTLE = 6 };
  uint64_t start = p->work;
  double done = 0;
  for (int r = 0; r < ROUNDS && done < 1; r++) {
    for (uint32_t i = 0; i < p->n; i++) warm(p, i, 2 * pow(0.02, done));
    done = fmax(r / (double)ROUNDS, (double)(p->work - start) / (double)work);
  }
  bool moved = true;
  for (int r = 0; r < SETTLE && moved; r++) {
    moved = false;
    for (uint32_t i = 0; i < p->n; i++)
      if (settle(p, i)) moved = true;
  }
}

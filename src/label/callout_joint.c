// SPDX-License-Identifier: MIT
// Callout, joint: of heaps of marks that are not all named, all texts go to columns beside the heap, when
// more are named so.
#include <math.h>

#include "label/callout.h"
#include "label/solver.h"

// Columns are worth it when they name at least one more for so many more leaders.
#define LEADERS_A_NAME 5

// Marks as near as that are of one heap, and names as near as that to one are placed anew after it, points.
#define NEAR 24
#define ROUND 120

static const struct ct_box everywhere = {-INFINITY, -INFINITY, INFINITY, INFINITY};

struct where {
  uint32_t cand0;
  uint16_t ncand;
  int16_t at;
};

static struct where *remember(struct ct_solver *s) {
  struct where *w = CT_NEW_N(s->arena, struct where, s->units.n + 1);
  for (size_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *u = &s->units.v[i];
    w[i] = (struct where){u->cand0, u->ncand, u->at};
  }
  return w;
}

static void restore(struct ct_solver *s, const struct where *w) {
  for (uint32_t i = 0; i < s->units.n; i++)
    if (s->units.v[i].at != w[i].at || s->units.v[i].cand0 != w[i].cand0) ct_search_lift(s, i);
  for (uint32_t i = 0; i < s->units.n; i++) {
    struct ct_unit *u = &s->units.v[i];
    if (u->at == w[i].at && u->cand0 == w[i].cand0) continue;
    u->cand0 = w[i].cand0;
    u->ncand = w[i].ncand;
    ct_search_put(s, i, w[i].at);
  }
}

// How many texts of the data are named, and how many with leaders.
static void tally(const struct ct_solver *s, size_t *named, size_t *led) {
  *named = *led = 0;
  for (uint32_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *u = &s->units.v[i];
    if (u->at == CT_DROPPED || ct_callout_yields(s, i)) continue;
    const struct ct_candidate *c = &s->cands.v[u->cand0 + (uint32_t)u->at];
    *named += c->text;
    *led += c->led;
  }
}

// A heap of marks.
struct heap {
  uint32_t *v;  // room for all units
  size_t n;
  struct ct_box box;  // round its marks
};

// The units that may go and lie near one that does, from the first on.
static void gather(struct ct_solver *s, uint32_t first, bool *in, struct heap *h) {
  h->n = 1;
  h->v[0] = first;
  h->box = s->units.v[first].mark;
  in[first] = true;
  for (size_t k = 0; k < h->n; k++) {
    const struct ct_unit *u = &s->units.v[h->v[k]];
    h->box = ct_box_union(&h->box, &u->mark);
    struct ct_box round = ct_box_grown(&u->mark, NEAR);
    ct_grid_find(&s->still, &round, &s->hits);
    for (size_t i = 0; i < s->hits.v.n; i++) {
      uint32_t other = s->still.entries.v[s->hits.v.v[i]].owner;
      if (other == CT_NOBODY || in[other] || !ct_callout_may_go(s, other)) continue;
      in[other] = true;
      h->v[h->n++] = other;
    }
  }
}

// Columns stay as they are, and other texts find places round them.
static void fix(struct ct_solver *s, const bool *in, bool fixed) {
  for (uint32_t i = 0; i < s->units.n; i++)
    if (in[i]) s->units.v[i].fixed = fixed && s->units.v[i].at != CT_DROPPED;
}

// One heap of marks: kept when more of all names are drawn.
static bool try_heap(struct ct_solver *s, const struct heap *h, const bool *in,
                     void settle(struct ct_solver *, void *), void *user) {
  struct where *was = remember(s);
  size_t named, led, now_named, now_led;
  tally(s, &named, &led);
  for (uint32_t i = 0; i < s->units.n; i++)
    if (in[i]) ct_search_lift(s, i);
  ct_callouts_of(s, in, true);
  fix(s, in, true);
  s->within = ct_box_grown(&h->box, ROUND);
  settle(s, user);
  s->within = everywhere;
  tally(s, &now_named, &now_led);
  if (now_named > named && now_led <= led + LEADERS_A_NAME * (now_named - named)) return true;
  fix(s, in, false);
  restore(s, was);
  return false;
}

bool ct_callouts_joint(struct ct_solver *s, void settle(struct ct_solver *, void *), void *user) {
  // What is larger is no heap, but a page that is full.
  enum { LEAST = 4, MOST = 120, MOST_HEAPS = 6, FEW_HEAPS = 1 };
  size_t most = ct_callouts_full(s) ? FEW_HEAPS : MOST_HEAPS;
  bool *in = CT_NEW_N(s->arena, bool, s->units.n + 1), *done = CT_NEW_N(s->arena, bool, s->units.n + 1);
  bool any = false;
  struct heap h = {.v = CT_NEW_N(s->arena, uint32_t, s->units.n + 1)};
  for (size_t k = 0, heaps = 0; k < s->units.n && heaps < most; k++) {
    uint32_t unit = s->order[k];
    if (s->units.v[unit].at != CT_DROPPED || done[unit] || !ct_callout_may_go(s, unit)) continue;
    gather(s, unit, in, &h);
    bool fit = h.n >= LEAST && h.n <= MOST;
    heaps += fit;
    if (fit && try_heap(s, &h, in, settle, user)) any = true;
    for (size_t i = 0; i < h.n; i++) {
      done[h.v[i]] = true;
      in[h.v[i]] = false;
    }
  }
  return any;
}

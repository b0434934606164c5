// SPDX-License-Identifier: MIT
// Callout, joint: texts without a place and those in their way go to columns together, when more are named so.
#include <math.h>
#include <string.h>

#include "label/callout.h"
#include "label/solver.h"

// Columns are worth their long leaders when they name at least one more for so many.
#define LEADERS_A_NAME 5

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

// How many texts of the data are named, and how many in columns.
static void tally(const struct ct_solver *s, size_t *named, size_t *led) {
  *named = *led = 0;
  for (uint32_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *u = &s->units.v[i];
    if (u->at == CT_DROPPED || ct_callout_yields(s, i)) continue;
    const struct ct_candidate *c = &s->cands.v[u->cand0 + (uint32_t)u->at];
    *named += c->text;
    *led += c->callout == CT_CALLOUT_COLUMN;
  }
}

// Marks what was dropped, and what stands where it could have stood; false when there is too little or too
// much of it.
static bool find_crowd(struct ct_solver *s, bool *in) {
  enum { LEAST = 2, MOST = 200 };
  size_t n = 0;
  for (uint32_t i = 0; i < s->units.n; i++) {
    if (s->units.v[i].at != CT_DROPPED || !ct_callout_may_go(s, i)) continue;
    n++;
    in[i] = true;
  }
  if (n < LEAST || n > MOST) return false;
  for (uint32_t i = 0; i < s->units.n; i++) {
    if (!in[i] || s->units.v[i].at != CT_DROPPED) continue;
    for (int at = 0; at < s->units.v[i].ncand; at++) {
      struct ct_others o;
      ct_search_others(s, i, at, &o);
      for (int k = 0; k < o.n && k < CT_OTHERS_MAX; k++)
        if (ct_callout_may_go(s, o.v[k])) in[o.v[k]] = true;
    }
  }
  return true;
}

bool ct_callouts_joint(struct ct_solver *s, void settle(struct ct_solver *, void *), void *user) {
  bool *in = CT_NEW_N(s->arena, bool, s->units.n + 1);
  if (!find_crowd(s, in)) return false;
  struct where *was = remember(s);
  size_t named, led, now_named, now_led;
  tally(s, &named, &led);
  for (uint32_t i = 0; i < s->units.n; i++)
    if (in[i]) ct_search_lift(s, i);
  ct_callouts_of(s, in);
  settle(s, user);
  tally(s, &now_named, &now_led);
  if (now_named > named && now_led - led <= LEADERS_A_NAME * (now_named - named)) return true;
  restore(s, was);
  return false;
}

// SPDX-License-Identifier: MIT
// Leaders: places farther off for texts that found none by their mark, joined to it by a line.
#include <math.h>
#include <stdlib.h>

#include "label/callout.h"
#include "label/cover.h"
#include "label/solver.h"
#include "text/text.h"

// MOST_FULL texts get every place, others a few near ones: a page has no room for more.
enum {
  DIRECTIONS = 64,
  MOST_FULL = 400,
  MOST = 3000,
  MOST_FINE = 120,
  NEAR_RINGS = 3,
  FEW = 250,
  NUMBER_RINGS = 8
};
#define MARK_CLEAR 0.3F
#define LEADERS_APART 0.9F

// A leader longer than that is looked at again, ems.
#define LONG_EM 4
// Another mark as near as that to a leader, points, could be taken for its own.
#define BRUSH_PT 2.6F
#define BRUSH_COST 1.5F

static const float rings_em[] = {1.4F, 2, 2.8F, 3.8F, 5, 6.5F, 8.5F, 11, 14, 17, 21};
enum { RINGS = sizeof rings_em / sizeof *rings_em };

// ---- Geometry

// From the mark's edge in a direction to the middle of a side of the text: left or right, or (steep)
// top or bottom.
static struct ct_candidate draw(const struct ct_unit *u, double angle, float reach, bool steep) {
  const struct ct_run_box *b = ct_run_box(u->run);
  float dx = (float)cos(angle), dy = (float)sin(angle), gap = 1.2F;
  float r = 0.4F + fmaxf(u->mark.x1 - u->mark.x0, u->mark.y1 - u->mark.y0) / 2;
  float ex = u->x + dx * (r + reach), ey = u->y + dy * (r + reach);
  struct ct_candidate c = {.text = true, .led = true, .justify = CT_JUSTIFY_CENTER};
  c.leader[0] = u->x + dx * r;
  c.leader[1] = u->y + dy * r;
  c.leader[2] = ex;
  c.leader[3] = ey;
  if (!steep) {
    c.x = dx > 0 ? ex + gap : ex - gap - b->w;
    c.y = ey - ct_candidate_middle(u->run);
    c.justify = dx > 0 ? CT_JUSTIFY_LEFT : CT_JUSTIFY_RIGHT;
  } else {
    c.x = ex - b->w / 2;
    c.y = dy > 0 ? ey + gap - (b->baseline - b->cap_height)
                 : ey - gap - b->last_baseline - 0.22F * ct_unit_em(u);
  }
  return c;
}

float ct_leader_distance(const float l[4], float x, float y) {
  float dx = l[2] - l[0], dy = l[3] - l[1], sq = dx * dx + dy * dy;
  float t = sq > 0 ? ((x - l[0]) * dx + (y - l[1]) * dy) / sq : 0;
  t = fminf(fmaxf(t, 0), 1);
  return hypotf(x - (l[0] + t * dx), y - (l[1] + t * dy));
}

bool ct_leader_near(const float a[4], const float b[4]) {
  if (ct_lines_cross(a, b, b + 2)) return true;
  return ct_leader_distance(a, b[0], b[1]) < LEADERS_APART ||
         ct_leader_distance(a, b[2], b[3]) < LEADERS_APART ||
         ct_leader_distance(b, a[0], a[1]) < LEADERS_APART ||
         ct_leader_distance(b, a[2], a[3]) < LEADERS_APART;
}

bool ct_leader_hits(const float l[4], const struct ct_box *box) {
  return ct_lines_clipped(l, box) > 0;
}

// Marks count as the disc in their box, all else as boxes.
static bool line_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c) {
  for (uint32_t k = 0; k < c->nparts; k++) {
    ct_grid_find(&s->still, &s->parts.v[c->part0 + k], &s->hits);
    for (size_t i = 0; i < s->hits.v.n; i++) {
      const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
      if (ct_cost_own(s, u, e)) continue;
      if (e->kind != CT_BOX_ICON && e->kind != CT_BOX_MARK) {
        if (ct_leader_hits(c->leader, &e->box)) return false;
        continue;
      }
      float r = fminf(e->box.x1 - e->box.x0, e->box.y1 - e->box.y0) / 2;
      float x = (e->box.x0 + e->box.x1) / 2, y = (e->box.y0 + e->box.y1) / 2;
      // Out of a heap of marks the leader may pass over the rims of those that overlap its own.
      bool heaped = hypotf(x - u->x, y - u->y) < 1.9F * r;
      if (ct_leader_distance(c->leader, x, y) < (heaped ? 0.3F * r : r + MARK_CLEAR)) return false;
    }
  }
  return true;
}

// 0: no other mark is near the line; 1: one touches it. In a heap all are near.
static float brushes(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c) {
  float most = 0;
  const float *l = c->leader;
  struct ct_box round = {fminf(l[0], l[2]), fminf(l[1], l[3]), fmaxf(l[0], l[2]), fmaxf(l[1], l[3])};
  round = ct_box_grown(&round, BRUSH_PT);
  ct_grid_find(&s->still, &round, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if ((e->kind != CT_BOX_ICON && e->kind != CT_BOX_MARK) || ct_cost_own(s, u, e)) continue;
    float r = fminf(e->box.x1 - e->box.x0, e->box.y1 - e->box.y0) / 2;
    float x = (e->box.x0 + e->box.x1) / 2, y = (e->box.y0 + e->box.y1) / 2;
    if (hypotf(x - u->x, y - u->y) < 1.9F * r) continue;
    most = fmaxf(most, 1 - (ct_leader_distance(l, x, y) - r) / BRUSH_PT);
  }
  return fminf(most, 1);
}

// ---- Candidates

static float cost_of_reach(float em) {
  return 7 + 0.45F * em + 0.02F * em * em;
}

static float cost(struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c, float reach_em,
                  double angle) {
  // Sideways is easier to read than straight up or down, and level lines look calmer.
  float steep = fabsf(sinf((float)angle));
  float crossed = (float)ct_lines_crossed(&s->lines, c->leader, c->leader + 2);
  return cost_of_reach(reach_em) + 0.6F * steep + fminf(0.2F * crossed, 1) + BRUSH_COST * brushes(s, u, c) +
         ct_cost_site(s, u, &c->ink);
}

struct round {
  struct ct_solver *s;
  struct ct_unit *u;
  struct ct_cover still;
  int step;  // every so many directions are looked in
};

static void try_leader(struct round *r, float reach_em, double angle, bool steep) {
  struct ct_solver *s = r->s;
  struct ct_unit *u = r->u;
  float reach = reach_em * ct_unit_em(u);
  if (fabs(steep ? sin(angle) : cos(angle)) < (steep ? 0.7 : 0.3)) return;
  struct ct_candidate c = draw(u, angle, reach, steep);
  struct ct_box body = ct_candidate_body(u, u->run, c.x, c.y);
  const char *reason;
  c.ink = ct_candidate_ink(u, u->run, c.x, c.y);
  if (ct_cover_taken(&r->still, &c.ink) || !ct_cost_clear_inked(s, u, &body, &c.ink, &reason)) return;
  size_t parts = s->parts.n;
  ct_polyline_cover(s, &c);
  if (!line_clear(s, u, &c)) {
    s->parts.n = parts;
    return;
  }
  c.box = ct_candidate_padded(u, &body, &c.ink);
  ct_number_widen(s, u, &c.box);
  c.cost = cost(s, u, &c, reach_em, angle);
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand++;
}

static void add_leaders(struct round *round, int rings) {
  // A number far from its mark is harder to find than a name.
  if (round->u->wish->key && rings > NUMBER_RINGS) rings = NUMBER_RINGS;
  for (int r = 0; r < rings; r++)
    for (int d = 0; d < DIRECTIONS; d += round->step) {
      // Every other ring is turned by half a step.
      double angle = 2 * M_PI * (d + (r % 2 ? 0.5 : 0)) / DIRECTIONS;
      try_leader(round, rings_em[r], angle, false);
      try_leader(round, rings_em[r], angle, true);
    }
}

// ---- Who gets them

struct troubled {
  ct_vec(uint32_t) v;
  bool *in;
  size_t dropped;  // of them, the first
};

static bool can_lead(const struct ct_solver *s, const struct ct_unit *u) {
  if (ct_callouts_all(s, u) || u->again == CT_AGAIN_RESTS) return false;
  if (!u->leaders || !u->text || u->spared || !u->run || u->along || ct_unit_pinned(u)) return false;
  // Without its icon on the page there is nothing to lead to.
  return !u->has_icon || u->icon_stays;
}

static bool may_lead(const struct ct_solver *s, const struct ct_unit *u) {
  return !u->led && can_lead(s, u);
}

static void add_troubled(struct ct_solver *s, struct troubled *t, uint32_t unit) {
  if (t->in[unit] || !may_lead(s, &s->units.v[unit])) return;
  t->in[unit] = true;
  ct_vec_push(s->arena, &t->v, unit);
}

// What was dropped, by priority, then what stands where it could have stood.
static void find_troubled(struct ct_solver *s, struct troubled *t) {
  t->in = CT_NEW_N(s->arena, bool, s->units.n + 1);
  for (size_t k = 0; k < s->units.n && t->v.n < MOST; k++)
    if (s->units.v[s->order[k]].at == CT_DROPPED || ct_number_doubtful(s, &s->units.v[s->order[k]]))
      add_troubled(s, t, s->order[k]);
  size_t dropped = t->dropped = t->v.n, able = 0;
  for (size_t k = 0; k < s->units.n; k++) able += may_lead(s, &s->units.v[k]);
  for (size_t k = 0; k < s->units.n && dropped && able <= FEW; k++) add_troubled(s, t, s->order[k]);
  for (size_t k = 0; k < dropped && t->v.n < MOST_FULL; k++)
    for (int at = 0; at < s->units.v[t->v.v[k]].ncand; at++) {
      struct ct_others o;
      ct_search_others(s, t->v.v[k], at, &o);
      for (int i = 0; i < o.n && i < CT_OTHERS_MAX; i++) add_troubled(s, t, o.v[i]);
    }
}

bool ct_leaders_make(struct ct_solver *s) {
  struct troubled t = {0};
  find_troubled(s, &t);
  // Where very many are without a place few will find one, and roughly is good enough.
  struct round round = {.s = s, .step = t.dropped > MOST_FINE ? 2 : 1};
  if (t.v.n) ct_cover_make(&round.still, s, false);
  for (size_t k = 0; k < t.v.n; k++) {
    uint32_t unit = t.v.v[k];
    struct ct_unit *u = &s->units.v[unit];
    struct ct_candidate was = ct_candidates_reopen(s, u);
    ct_search_lift(s, unit);
    u->led = true;
    round.u = u;
    add_leaders(&round, k < MOST_FULL ? RINGS : NEAR_RINGS);
    ct_search_put(s, unit, ct_candidates_close(s, u, &was));
  }
  return t.v.n > 0;
}

// ---- Again, finely

static float long_em(const struct ct_solver *s, const struct ct_unit *u) {
  if (u->at == CT_DROPPED || u->fixed || !can_lead(s, u)) return 0;
  const struct ct_candidate *c = &s->cands.v[u->cand0 + (uint32_t)u->at];
  float em = c->led && c->callout != CT_CALLOUT_COLUMN ? ct_polyline_length(c) / ct_unit_em(u) : 0;
  return em > LONG_EM ? em : 0;
}

// Every place that is nearer than the one it has.
static void add_nearer(struct round *r, float upto_em, float least_cost) {
  enum { FINE = 96 };
  for (float em = 1; em < upto_em && cost_of_reach(em) < least_cost; em += em < 8 ? 0.5F : 1)
    for (int d = 0; d < FINE; d++) {
      try_leader(r, em, 2 * M_PI * d / FINE, false);
      try_leader(r, em, 2 * M_PI * d / FINE, true);
    }
}

struct led {
  uint32_t unit;
  float em;
};

static int longest_first(const void *x, const void *y) {
  const struct led *a = x, *b = y;
  if (a->em != b->em) return a->em > b->em ? -1 : 1;
  return a->unit < b->unit ? -1 : 1;
}

void ct_leaders_refine(struct ct_solver *s, bool better(struct ct_solver *, uint32_t)) {
  enum { MOST_LONG = 16 };
  struct led *v = CT_NEW_N(s->arena, struct led, s->units.n + 1);
  size_t n = 0;
  for (uint32_t i = 0; i < s->units.n; i++) {
    v[n] = (struct led){i, long_em(s, &s->units.v[i])};
    n += v[n].em > 0;
  }
  struct round round = {.s = s, .step = 1};
  if (n) qsort(v, n, sizeof *v, longest_first);
  if (n) ct_cover_make(&round.still, s, false);
  for (size_t k = 0; k < n && k < MOST_LONG; k++) {
    struct ct_unit *u = &s->units.v[v[k].unit];
    // What went before may have moved it.
    float em = long_em(s, u);
    if (!(em > 0)) continue;
    struct ct_candidate was = ct_candidates_reopen(s, u);
    ct_search_lift(s, v[k].unit);
    round.u = u;
    add_nearer(&round, em, was.cost);
    ct_search_put(s, v[k].unit, ct_candidates_close(s, u, &was));
    better(s, v[k].unit);
  }
}

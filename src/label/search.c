// SPDX-License-Identifier: MIT
// Search: every unit put somewhere in order of priority, then places bettered by exchange.
#include <math.h>

#include "label/solver.h"
#include "text/text.h"

enum { MAX_SHOVED = 4 };

static const struct ct_candidate *candidate(const struct ct_solver *s, uint32_t unit, int at) {
  return &s->cands.v[s->units.v[unit].cand0 + (uint32_t)at];
}

static double cost_of(const struct ct_solver *s, uint32_t unit) {
  const struct ct_unit *u = &s->units.v[unit];
  return u->at == CT_DROPPED ? u->weight : candidate(s, unit, u->at)->cost;
}

// ---- On and off the page

void ct_search_claim(struct ct_solver *s, uint32_t unit, const struct ct_box *box, enum ct_box_kind kind) {
  struct ct_unit *u = &s->units.v[unit];
  uint32_t e = ct_grid_add(&s->live, box, unit, kind);
  s->live.entries.v[e].next = u->entries;
  u->entries = e;
}

void ct_search_lift(struct ct_solver *s, uint32_t unit) {
  struct ct_unit *u = &s->units.v[unit];
  for (uint32_t e = u->entries; e != CT_NOBODY;) {
    uint32_t next = s->live.entries.v[e].next;
    ct_grid_remove(&s->live, e);
    e = next;
  }
  u->entries = CT_NOBODY;
  u->at = CT_DROPPED;
}

void ct_search_put(struct ct_solver *s, uint32_t unit, int at) {
  struct ct_unit *u = &s->units.v[unit];
  u->at = (int16_t)at;
  if (at == CT_DROPPED) return;
  const struct ct_candidate *c = candidate(s, unit, at);
  if (c->text && !u->style->text_ignore_placement && u->style->text_overlap != CT_OVERLAP_ALWAYS) {
    if (!c->nparts) ct_search_claim(s, unit, &c->box, CT_BOX_TEXT);
    for (uint32_t i = 0; i < c->nparts; i++) {
      struct ct_box b = ct_box_grown(&s->parts.v[c->part0 + i], u->style->text_padding);
      ct_search_claim(s, unit, &b, CT_BOX_TEXT);
    }
  }
  if (u->has_icon && !u->icon_stays && !u->style->icon_ignore_placement) {
    struct ct_box b = ct_box_grown(&u->icon, u->style->icon_padding);
    ct_search_claim(s, unit, &b, CT_BOX_ICON);
  }
}

// ---- Who is in the way

// Units in the way of a candidate; n beyond MAX_SHOVED means too many.
struct others {
  uint32_t v[MAX_SHOVED];
  int n;
};

static void add_other(struct others *o, uint32_t unit) {
  for (int i = 0; i < o->n && i < MAX_SHOVED; i++)
    if (o->v[i] == unit) return;
  if (o->n < MAX_SHOVED) o->v[o->n] = unit;
  o->n++;
}

static void find_box(struct ct_solver *s, uint32_t unit, const struct ct_box *box, enum ct_box_kind kind,
                     struct others *o) {
  bool together = kind == CT_BOX_TEXT && s->units.v[unit].style->text_overlap == CT_OVERLAP_COOPERATIVE;
  ct_grid_find(&s->live, box, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->live.entries.v[s->hits.v.v[i]];
    if (e->owner == unit) continue;
    if (together && e->kind == CT_BOX_TEXT &&
        s->units.v[e->owner].style->text_overlap == CT_OVERLAP_COOPERATIVE)
      continue;
    add_other(o, e->owner);
  }
}

static void find_others(struct ct_solver *s, uint32_t unit, int at, struct others *o) {
  const struct ct_unit *u = &s->units.v[unit];
  const struct ct_candidate *c = candidate(s, unit, at);
  o->n = 0;
  if (c->text && u->style->text_overlap != CT_OVERLAP_ALWAYS) {
    if (!c->nparts) find_box(s, unit, &c->box, CT_BOX_TEXT, o);
    for (uint32_t i = 0; i < c->nparts; i++) {
      struct ct_box b = ct_box_grown(&s->parts.v[c->part0 + i], u->style->text_padding);
      find_box(s, unit, &b, CT_BOX_TEXT, o);
    }
  }
  if (u->has_icon && !u->icon_stays) {
    struct ct_box b = ct_box_grown(&u->icon, u->style->icon_padding);
    find_box(s, unit, &b, CT_BOX_ICON, o);
  }
}

int ct_search_free(struct ct_solver *s, uint32_t unit) {
  struct others o;
  for (int at = 0; at < s->units.v[unit].ncand; at++) {
    find_others(s, unit, at, &o);
    if (!o.n) return at;
  }
  return CT_DROPPED;
}

// ---- First round

// Of a great many texts most have no room for even their first letters: no need to shape them.
static bool hopeless(struct ct_solver *s, const struct ct_unit *u) {
  if (!s->crowded || !u->has_mark || !u->style->nvariable) return false;
  float em = ct_unit_em(u), w = em, h = 0.6F * em;
  const struct ct_box *m = &u->mark;
  struct ct_box spots[4] = {{m->x1, u->y - h / 2, m->x1 + w, u->y + h / 2},
                            {m->x0 - w, u->y - h / 2, m->x0, u->y + h / 2},
                            {u->x - w / 2, m->y0 - h, u->x + w / 2, m->y0},
                            {u->x - w / 2, m->y1, u->x + w / 2, m->y1 + h}};
  for (int i = 0; i < 4; i++) {
    ct_grid_find(&s->live, &spots[i], &s->hits);
    if (!s->hits.v.n) return false;
  }
  return true;
}

// Texts that may overlap anything stand where they like best, and others keep off them.
static void put_always(struct ct_solver *s, uint32_t unit) {
  struct ct_unit *u = &s->units.v[unit];
  ct_candidates_make(s, u);
  if (!u->ncand) return;
  ct_search_put(s, unit, 0);
  const struct ct_candidate *c = candidate(s, unit, 0);
  if (!c->text || u->style->text_ignore_placement) return;
  if (!c->nparts) ct_grid_add(&s->still, &c->box, unit, CT_BOX_TEXT);
  for (uint32_t i = 0; i < c->nparts; i++)
    ct_grid_add(&s->still, &s->parts.v[c->part0 + i], unit, CT_BOX_TEXT);
}

static bool always(const struct ct_unit *u) {
  return u->text && !u->spared && u->style->text_overlap == CT_OVERLAP_ALWAYS;
}

static void first_round(struct ct_solver *s) {
  for (size_t k = 0; k < s->units.n; k++)
    if (always(&s->units.v[s->order[k]])) put_always(s, s->order[k]);
  for (size_t k = 0; k < s->units.n; k++) {
    uint32_t unit = s->order[k];
    struct ct_unit *u = &s->units.v[unit];
    if (always(u)) continue;
    if ((u->icon_stays || !u->has_icon) && (!u->text || u->spared)) continue;
    if (u->text && !u->spared && hopeless(s, u)) {
      u->reason = "no free place: overlaps another text";
      continue;
    }
    ct_candidates_make(s, u);
    ct_search_put(s, unit, ct_search_free(s, unit));
  }
}

// ---- Exchange

// xorshift64*: the same on every machine.
static double chance(struct ct_solver *s) {
  s->random ^= s->random >> 12;
  s->random ^= s->random << 25;
  s->random ^= s->random >> 27;
  return (double)((s->random * 0x2545F4914F6CDD1Du) >> 11) / 9007199254740992.0;
}

// Puts the unit at `at`; those in the way go to their best free place or off the page. Kept
// when the page is better for it, or by chance when it is not much worse (heat).
static bool shove(struct ct_solver *s, uint32_t unit, int at, double heat) {
  struct others o;
  struct ct_unit *u = &s->units.v[unit];
  int was = u->at, were[MAX_SHOVED];
  find_others(s, unit, at, &o);
  if (o.n > MAX_SHOVED) return false;
  double before = cost_of(s, unit);
  for (int i = 0; i < o.n; i++) {
    if (s->units.v[o.v[i]].led) return false;
    before += cost_of(s, o.v[i]);
    were[i] = s->units.v[o.v[i]].at;
  }
  for (int i = 0; i < o.n; i++) ct_search_lift(s, o.v[i]);
  ct_search_lift(s, unit);
  ct_search_put(s, unit, at);
  double after = cost_of(s, unit);
  for (int i = 0; i < o.n; i++) {
    ct_search_put(s, o.v[i], ct_search_free(s, o.v[i]));
    after += cost_of(s, o.v[i]);
  }
  if (after < before || (heat > 0 && chance(s) < exp((before - after) / heat))) return true;
  for (int i = 0; i < o.n; i++) ct_search_lift(s, o.v[i]);
  ct_search_lift(s, unit);
  ct_search_put(s, unit, was);
  for (int i = 0; i < o.n; i++) ct_search_put(s, o.v[i], were[i]);
  return false;
}

struct list {
  ct_vec(uint32_t) v;
};

// Units that are not at their best place, in a shuffled order.
static void unhappy(struct ct_solver *s, struct list *out) {
  out->v.n = 0;
  for (uint32_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *u = &s->units.v[i];
    if (u->ncand && u->at != 0 && !u->led && !always(u)) ct_vec_push(s->arena, &out->v, i);
  }
  for (size_t i = out->v.n; i > 1; i--) {
    size_t j = (size_t)(chance(s) * (double)i);
    uint32_t t = out->v.v[i - 1];
    out->v.v[i - 1] = out->v.v[j];
    out->v.v[j] = t;
  }
}

static bool better_all(struct ct_solver *s, uint32_t unit) {
  int upto = s->units.v[unit].at == CT_DROPPED ? s->units.v[unit].ncand : s->units.v[unit].at;
  for (int at = 0; at < upto; at++)
    if (shove(s, unit, at, 0)) return true;
  return false;
}

static void settle_down(struct ct_solver *s, struct list *l, int rounds) {
  bool moved = true;
  for (int r = 0; r < rounds && moved; r++) {
    moved = false;
    unhappy(s, l);
    for (size_t i = 0; i < l->v.n; i++)
      if (better_all(s, l->v.v[i])) moved = true;
  }
}

// Simulated annealing over the unhappy (Christensen, Marks and Shieber 1995), in as many
// rounds as a bounded number of steps allows.
static void anneal(struct ct_solver *s, struct list *l) {
  enum { STEPS = 600000, MOST = 120, LEAST = 4 };
  unhappy(s, l);
  if (!l->v.n) return;
  int rounds = (int)fmin(fmax((double)STEPS / (double)l->v.n, LEAST), MOST);
  for (int r = 0; r < rounds; r++) {
    double heat = 2.5 * pow(0.02, (double)r / rounds);
    if (r) unhappy(s, l);
    for (size_t i = 0; i < l->v.n; i++) {
      const struct ct_unit *u = &s->units.v[l->v.v[i]];
      int upto = u->at == CT_DROPPED ? u->ncand : u->at;
      if (upto > 0) shove(s, l->v.v[i], (int)(chance(s) * upto), heat);
    }
  }
}

void ct_search_run(struct ct_solver *s) {
  struct list l = {0};
  s->random = 0x9E3779B97F4A7C15u;
  first_round(s);
  anneal(s, &l);
  settle_down(s, &l, 4);
  ct_leaders_run(s);
  settle_down(s, &l, 2);
}

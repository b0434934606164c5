// SPDX-License-Identifier: MIT
// Search: every unit put somewhere in order of priority, then places bettered by exchange.
#include <math.h>

#include "base/arena.h"
#include "label/callout.h"
#include "label/pool.h"
#include "text/text.h"

static const struct ct_candidate *candidate(const struct ct_solver *s, uint32_t unit, int at) {
  return &s->cands.v[s->units.v[unit].cand0 + (uint32_t)at];
}

static double cost_of(const struct ct_solver *s, uint32_t unit) {
  const struct ct_unit *u = &s->units.v[unit];
  return u->at == CT_DROPPED ? u->weight : candidate(s, unit, u->at)->cost;
}

static bool slanted(const struct ct_candidate *c) {
  return c->nparts && !c->led;
}

// ---- On and off the page

bool ct_search_box(const struct ct_solver *s, const struct ct_unit *u, const struct ct_candidate *c,
                   uint32_t k, struct ct_box *box, enum ct_box_kind *kind) {
  bool boxed = !slanted(c);
  *kind = CT_BOX_TEXT;
  if (c->text && u->style->text_overlap != CT_OVERLAP_ALWAYS) {
    if (boxed && k == 0) {
      *box = c->box;
      return true;
    }
    k -= boxed;
    if (k < c->nparts) {
      const struct ct_box *part = &s->parts.v[c->part0 + k];
      *box = c->led ? *part : ct_box_grown(part, u->style->text_padding);
      if (c->led) *kind = CT_BOX_LEADER;
      return true;
    }
    k -= c->nparts;
  }
  if (k > 0 || !u->has_icon || u->icon_stays || c->bare) return false;
  *box = c->icon ? c->icon->box : ct_moving_padded(&u->icon, u->style);
  *kind = CT_BOX_ICON;
  return true;
}

static void claim(struct ct_solver *s, uint32_t unit, const struct ct_box *box, enum ct_box_kind kind) {
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
  struct ct_box box;
  enum ct_box_kind kind;
  u->at = (int16_t)at;
  if (at == CT_DROPPED) return;
  for (uint32_t k = 0; ct_search_box(s, u, candidate(s, unit, at), k, &box, &kind); k++) {
    bool ignored = kind == CT_BOX_ICON ? u->style->icon_ignore_placement : u->style->text_ignore_placement;
    if (!ignored) claim(s, unit, &box, kind);
  }
}

// ---- Who is in the way

static void add_other(struct ct_others *o, uint32_t unit) {
  for (int i = 0; i < o->n && i < CT_OTHERS_MAX; i++)
    if (o->v[i] == unit) return;
  if (o->n < CT_OTHERS_MAX) o->v[o->n] = unit;
  o->n++;
}

static enum ct_overlap mode_of(const struct ct_solver *s, uint32_t unit, enum ct_box_kind kind) {
  const struct ct_symbol_style *st = s->units.v[unit].style;
  return kind == CT_BOX_TEXT ? st->text_overlap : st->icon_overlap;
}

// May a text or icon lie over another, by text-overlap and icon-overlap?
static bool may_overlap(enum ct_overlap mine, enum ct_overlap theirs) {
  return mine == CT_OVERLAP_ALWAYS || (mine != CT_OVERLAP_NEVER && theirs != CT_OVERLAP_NEVER);
}

static bool ink_hits(const struct ct_solver *s, uint32_t unit, const struct ct_candidate *c,
                     const struct ct_box *icon) {
  struct ct_box ink = ct_box_grown(&c->ink, s->units.v[unit].style->text_padding);
  return ct_box_overlap(&ink, icon);
}

// Do a box of the unit at candidate c and an entry that overlaps it stand in each other's
// way? Leaders only cover a line of their boxes, and may pass texts closely.
static bool clash(const struct ct_solver *s, uint32_t unit, const struct ct_candidate *c,
                  const struct ct_box *box, enum ct_box_kind kind, const struct ct_grid_entry *e) {
  if (e->owner == unit) return false;
  if (kind != CT_BOX_LEADER && e->kind != CT_BOX_LEADER &&
      may_overlap(mode_of(s, unit, kind), mode_of(s, e->owner, e->kind)))
    return false;
  const struct ct_candidate *mine = kind == CT_BOX_LEADER ? c : NULL, *theirs = NULL;
  if (e->kind == CT_BOX_LEADER) theirs = candidate(s, e->owner, s->units.v[e->owner].at);
  if (mine && theirs) return ct_polylines_near(mine, theirs);
  if (mine) return ct_polyline_hits(mine, &e->box);
  if (theirs) return ct_polyline_hits(theirs, box);
  if (kind == CT_BOX_TEXT && e->kind == CT_BOX_TEXT) return true;
  // A text keeps off a mark by its ink.
  if (kind == CT_BOX_TEXT && !slanted(c)) return ink_hits(s, unit, c, &e->box);
  if (kind != CT_BOX_ICON || e->kind != CT_BOX_TEXT) return true;
  const struct ct_candidate *text = candidate(s, e->owner, s->units.v[e->owner].at);
  return slanted(text) || ink_hits(s, e->owner, text, box);
}

void ct_search_others_at(struct ct_solver *s, uint32_t unit, const struct ct_candidate *c,
                         struct ct_others *o) {
  struct ct_box box;
  enum ct_box_kind kind;
  o->n = 0;
  for (uint32_t k = 0; o->n <= CT_OTHERS_MAX; k++) {
    if (!ct_search_box(s, &s->units.v[unit], c, k, &box, &kind)) return;
    ct_grid_find(&s->live, &box, &s->hits);
    for (size_t i = 0; i < s->hits.v.n; i++) {
      const struct ct_grid_entry *e = &s->live.entries.v[s->hits.v.v[i]];
      if (clash(s, unit, c, &box, kind, e)) add_other(o, e->owner);
    }
  }
}

void ct_search_others(struct ct_solver *s, uint32_t unit, int at, struct ct_others *o) {
  ct_search_others_at(s, unit, candidate(s, unit, at), o);
}

// As above, but content with the first that is in the way.
bool ct_search_free(struct ct_solver *s, uint32_t unit, int at) {
  struct ct_box box;
  enum ct_box_kind kind;
  struct ct_candidate *c = &s->cands.v[s->units.v[unit].cand0 + (uint32_t)at];
  if (c->bar_stamp && s->live.entries.v[c->bar].stamp == c->bar_stamp) {
    s->live.search++;
    return false;
  }
  for (uint32_t k = 0; ct_search_box(s, &s->units.v[unit], c, k, &box, &kind); k++) {
    ct_grid_find(&s->live, &box, &s->hits);
    for (size_t i = 0; i < s->hits.v.n; i++) {
      const struct ct_grid_entry *e = &s->live.entries.v[s->hits.v.v[i]];
      if (!clash(s, unit, c, &box, kind, e)) continue;
      c->bar = s->hits.v.v[i];
      c->bar_stamp = e->stamp;
      return false;
    }
  }
  return true;
}

static int first_free(struct ct_solver *s, uint32_t unit) {
  for (int at = 0; at < s->units.v[unit].ncand; at++)
    if (ct_search_free(s, unit, at)) return at;
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
    if (s->hits.v.n) continue;
    ct_grid_find(&s->still, &spots[i], &s->hits);
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

static bool pinned(const struct ct_unit *u) {
  return ct_unit_pinned(u) && u->text && !u->spared;
}

static bool always(const struct ct_unit *u) {
  return u->text && !u->spared && !pinned(u) && u->style->text_overlap == CT_OVERLAP_ALWAYS;
}

static void put_first(struct ct_solver *s, uint32_t unit) {
  struct ct_unit *u = &s->units.v[unit];
  if (always(u) || pinned(u) || ct_callouts_all(s, u)) return;
  if ((u->icon_stays || !u->has_icon || u->icon_moves) && (!u->text || u->spared) && !u->along) return;
  if (u->text && !u->spared && hopeless(s, u)) {
    u->reason = "no free place: overlaps another text";
    return;
  }
  ct_candidates_make(s, u);
  ct_search_put(s, unit, first_free(s, unit));
}

// Marks that stay have their names before what comes and goes.
static bool comes_and_goes(const struct ct_unit *u) {
  return u->has_icon && !u->icon_stays && !pinned(u);
}

// Where the group that begins at `from` ends: at the first layer of another kind.
static size_t group_end(const struct ct_solver *s, size_t from) {
  size_t k = from;
  bool kind = comes_and_goes(&s->units.v[s->order[from]]);
  while (k < s->units.n && comes_and_goes(&s->units.v[s->order[k]]) == kind) k++;
  return k;
}

// How finely texts may slide, by how many of them there are: the time it takes.
static float slide_step(size_t n) {
  return n <= 300 ? 0.1F : n <= 600 ? 0.2F : n <= 1200 ? 0.4F : 0;
}

// More places for texts of a group that has not room for all.
static void slide(struct ct_pool *p) {
  struct ct_solver *s = p->s;
  float step = slide_step(p->n);
  for (uint32_t i = 0; i < p->n && step > 0; i++) {
    struct ct_unit *u = ct_pool_unit(p, i);
    if (!ct_slide_may(s, u)) continue;
    u->at = (int16_t)p->v[i].at;
    struct ct_candidate was = ct_candidates_reopen(s, u);
    ct_slide_finely(s, u, step);
    p->v[i].at = ct_candidates_close(s, u, &was);
  }
}

// A small page with leaders is the hardest to fill, and the one that is looked at longest.
static uint64_t work_for(const struct ct_solver *s, size_t n, bool may_slide) {
  enum { SMALL = 400 };
  if (s->again) return 1000000 + 4000 * n;
  if (n > SMALL) return 2000000 + (may_slide ? 4000 : 2000) * n;
  return (may_slide ? 8000000 : 40000000) + 6000 * n;
}

// A group has its places: now as many of it as there is room for, then where they look best.
static void crowd(struct ct_solver *s, const uint32_t *units, size_t n, bool may_slide) {
  struct ct_pool p;
  size_t out = 0;
  ct_pool_init(&p, s, units, n);
  uint64_t work = work_for(s, p.n, may_slide);
  for (size_t i = 0; i < p.n; i++) out += p.v[i].at == CT_DROPPED;
  if (out && may_slide) slide(&p);
  if (ct_pool_ready(&p)) {
    if (out) ct_eject_run(&p, work);
    ct_polish_run(&p, work / 4);
  }
  ct_pool_release(&p);
}

// What stands where the document or its style says, whatever else is there.
static void put_asked(struct ct_solver *s) {
  for (size_t k = 0; k < s->units.n; k++)
    if (pinned(&s->units.v[s->order[k]])) ct_pin_put(s, s->order[k]);
  for (size_t k = 0; k < s->units.n; k++)
    if (always(&s->units.v[s->order[k]])) put_always(s, s->order[k]);
}

static void first_round(struct ct_solver *s) {
  ct_callouts_first(s);
  for (size_t from = 0, to; from < s->units.n; from = to) {
    to = group_end(s, from);
    for (size_t k = from; k < to; k++) put_first(s, s->order[k]);
    crowd(s, s->order + from, to - from, true);
  }
}

// ---- Exchange

// xorshift64*: the same on every machine.
double ct_search_chance(struct ct_solver *s) {
  s->random ^= s->random >> 12;
  s->random ^= s->random << 25;
  s->random ^= s->random >> 27;
  return (double)((s->random * 0x2545F4914F6CDD1Du) >> 11) / 9007199254740992.0;
}

static bool stays(const struct ct_unit *u) {
  return u->fixed || u->again == CT_AGAIN_RESTS;
}

// Puts the unit at `at`; those in the way go to their best free place or off the page. Kept
// when the page is better for it, or by chance when it is not much worse (heat).
static bool shove(struct ct_solver *s, uint32_t unit, int at, double heat) {
  struct ct_others o;
  struct ct_unit *u = &s->units.v[unit];
  int was = u->at, were[CT_OTHERS_MAX];
  ct_search_others(s, unit, at, &o);
  if (o.n > CT_OTHERS_MAX) return false;
  for (int i = 0; i < o.n; i++)
    if (stays(&s->units.v[o.v[i]])) return false;
  double before = cost_of(s, unit);
  for (int i = 0; i < o.n; i++) {
    before += cost_of(s, o.v[i]);
    were[i] = s->units.v[o.v[i]].at;
  }
  for (int i = 0; i < o.n; i++) ct_search_lift(s, o.v[i]);
  ct_search_lift(s, unit);
  ct_search_put(s, unit, at);
  double after = cost_of(s, unit);
  for (int i = 0; i < o.n; i++) {
    ct_search_put(s, o.v[i], first_free(s, o.v[i]));
    after += cost_of(s, o.v[i]);
  }
  if (after < before ||
      (heat > 0 && after < before + 12 && ct_search_chance(s) < exp((before - after) / heat)))
    return true;
  for (int i = 0; i < o.n; i++) ct_search_lift(s, o.v[i]);
  ct_search_lift(s, unit);
  ct_search_put(s, unit, was);
  for (int i = 0; i < o.n; i++) ct_search_put(s, o.v[i], were[i]);
  return false;
}

struct list {
  ct_vec(uint32_t) v;
};

static bool is_within(const struct ct_solver *s, const struct ct_unit *u) {
  const struct ct_box *b = &s->within;
  return u->x > b->x0 && u->x < b->x1 && u->y > b->y0 && u->y < b->y1;
}

// Units that are not at their best place, in a shuffled order.
static void unhappy(struct ct_solver *s, struct list *out) {
  out->v.n = 0;
  for (uint32_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *u = &s->units.v[i];
    if (u->ncand && u->at != 0 && !stays(u) && is_within(s, u) && !always(u) && !pinned(u))
      ct_vec_push(s->arena, &out->v, i);
  }
  for (size_t i = out->v.n; i > 1; i--) {
    size_t j = (size_t)(ct_search_chance(s) * (double)i);
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

// Work is counted in searches of the grid, not in seconds: the same on every machine.
static uint32_t work_since(const struct ct_solver *s, uint32_t start) {
  return s->live.search - start;
}

// One round over the placed, which is soon done, or over the dropped.
static bool settle_round(struct ct_solver *s, struct list *l, bool dropped, uint32_t work) {
  uint32_t start = s->live.search;
  bool moved = false;
  unhappy(s, l);
  for (size_t i = 0; i < l->v.n && work_since(s, start) < work; i++) {
    if ((s->units.v[l->v.v[i]].at == CT_DROPPED) != dropped) continue;
    if (better_all(s, l->v.v[i])) moved = true;
  }
  return moved;
}

static void settle_down(struct ct_solver *s, struct list *l, uint32_t work) {
  enum { ROUNDS = 4 };
  bool moved = true;
  for (int r = 0; r < ROUNDS && moved; r++) {
    moved = settle_round(s, l, true, work / ROUNDS);
    if (settle_round(s, l, false, work)) moved = true;
  }
}

static void anneal_round(struct ct_solver *s, const struct list *l, double heat) {
  enum { TRIES = 8 };
  for (size_t i = 0; i < l->v.n; i++) {
    const struct ct_unit *u = &s->units.v[l->v.v[i]];
    int tries = u->at == CT_DROPPED ? TRIES : 1;
    for (int k = 0; k < tries; k++) {
      int upto = u->at == CT_DROPPED ? u->ncand : u->at;
      if (upto < 1 || shove(s, l->v.v[i], (int)(ct_search_chance(s) * upto), heat)) break;
    }
  }
}

// Simulated annealing over the unhappy (Christensen, Marks and Shieber 1995), in as many
// rounds as the work allows; the first shows what a round takes.
static void anneal(struct ct_solver *s, struct list *l, uint32_t work) {
  enum { MOST = 80, LEAST = 3 };
  double rounds = MOST;
  for (int r = 0; r < rounds; r++) {
    uint32_t start = s->live.search;
    unhappy(s, l);
    if (!l->v.n) return;
    anneal_round(s, l, 0.8 * pow(0.02, r / rounds));
    if (r == 0) rounds = fmin(fmax((double)work / (work_since(s, start) + 1.0), LEAST), MOST);
  }
}

// All once more that may move; what comes and goes makes way for it.
static void crowd_again(struct ct_solver *s, bool may_slide) {
  int16_t *was = CT_NEW_N(s->arena, int16_t, s->units.n + 1);
  uint32_t *units = CT_NEW_N(s->arena, uint32_t, s->units.n + 1);
  size_t n = 0;
  for (size_t k = 0; k < s->units.n; k++) {
    uint32_t unit = s->order[k];
    const struct ct_unit *u = &s->units.v[unit];
    was[unit] = CT_DROPPED;
    if (u->again == CT_AGAIN_RESTS) continue;
    units[n++] = unit;
    if (!comes_and_goes(u)) continue;
    was[unit] = u->at;
    ct_search_lift(s, unit);
  }
  crowd(s, units, n, may_slide);
  for (size_t k = 0; k < n; k++) {
    uint32_t unit = units[k];
    if (was[unit] == CT_DROPPED) continue;
    ct_search_put(s, unit, ct_search_free(s, unit, was[unit]) ? was[unit] : first_free(s, unit));
  }
}

struct again {
  struct list *list;
  uint32_t work;
};

static void settle_again(struct ct_solver *s, void *user) {
  const struct again *a = user;
  settle_down(s, a->list, a->work);
}

// What has changed finds places among what stays.
static bool run_again(struct ct_solver *s) {
  struct list l = {0};
  put_asked(s);
  s->again = ct_again_carry(s);
  if (!s->again) return false;
  size_t moving = 0;
  for (size_t k = 0; k < s->units.n; k++) {
    const struct ct_unit *u = &s->units.v[s->order[k]];
    if (u->again == CT_AGAIN_NEW) put_first(s, s->order[k]);
    moving += u->again != CT_AGAIN_RESTS;
  }
  uint32_t work = 20000 + 400 * (uint32_t)(moving < 200 ? moving : 200);
  crowd_again(s, true);
  settle_down(s, &l, work);
  if (ct_leaders_make(s)) {
    crowd_again(s, false);
    settle_down(s, &l, work);
  }
  if (!s->crowded && ct_callouts_rest(s)) settle_down(s, &l, work);
  return true;
}

void ct_search_run(struct ct_solver *s) {
  struct list l = {0};
  // A little for each unit and as much again for a small page, where it shows.
  uint32_t work = 150000 + 50 * (uint32_t)(s->units.n < 20000 ? s->units.n : 20000);
  s->random = 0x9E3779B97F4A7C15u;
  s->within = (struct ct_box){-INFINITY, -INFINITY, INFINITY, INFINITY};
  if (run_again(s)) return;
  first_round(s);
  anneal(s, &l, work);
  settle_down(s, &l, work / 2);
  if (ct_leaders_make(s)) {
    crowd_again(s, false);
    settle_down(s, &l, work / 2);
  }
  if (s->crowded) return;
  struct again again = {&l, work / 2};
  ct_callouts_joint(s, settle_again, &again);
  if (ct_callouts_rest(s)) settle_again(s, &again);
  ct_leaders_refine(s, better_all);
}

// SPDX-License-Identifier: MIT
// Pool: texts by their marks or at leaders, with what stands near them at hand, to try many places quickly.
#include "label/pool.h"

#include <math.h>

#include "base/arena.h"
#include "model/placement.h"

static bool may_play(const struct ct_unit *u) {
  const struct ct_symbol_style *st = u->style;
  if (!u->text || u->spared || u->along || !u->ncand || u->fixed || ct_unit_pinned(u)) return false;
  if (u->has_icon && !u->icon_stays) return false;
  return st->text_overlap == CT_OVERLAP_NEVER && !st->text_ignore_placement && st->text_rotate_deg == 0;
}

// Written out, as this is asked most of all.
static struct ct_box leader_box(const float l[4]) {
  bool right = l[0] < l[2], down = l[1] < l[3];
  return (struct ct_box){(right ? l[0] : l[2]) - 1, (down ? l[1] : l[3]) - 1, (right ? l[2] : l[0]) + 1,
                         (down ? l[3] : l[1]) + 1};
}

void ct_pool_set(struct ct_pool *p, uint32_t player, int at) {
  static const struct ct_box nowhere = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  p->v[player].at = at;
  p->box[player] = p->line[player] = nowhere;
  if (at == CT_DROPPED) return;
  const struct ct_candidate *c = ct_pool_candidate(p, player, at);
  p->box[player] = c->box;
  if (c->led) p->line[player] = leader_box(c->leader);
}

void ct_pool_init(struct ct_pool *p, struct ct_solver *s, const uint32_t *units, size_t n) {
  *p = (struct ct_pool){.s = s};
  p->v = CT_NEW_N(s->arena, struct ct_player, n + 1);
  for (size_t k = 0; k < n; k++) {
    const struct ct_unit *u = &s->units.v[units[k]];
    if (may_play(u)) p->v[p->n++] = (struct ct_player){.unit = units[k], .at = u->at, .penalty = u->weight};
  }
  p->box = CT_NEW_N(s->arena, struct ct_box, p->n + 1);
  p->line = CT_NEW_N(s->arena, struct ct_box, p->n + 1);
  for (uint32_t i = 0; i < p->n; i++) ct_search_lift(s, p->v[i].unit);
}

// Which candidates are free of all that is not in the pool.
static void find_open(struct ct_pool *p) {
  for (uint32_t i = 0; i < p->n; i++) {
    struct ct_player *v = &p->v[i];
    v->open0 = (uint32_t)p->open.n;
    for (int at = 0; at < ct_pool_unit(p, i)->ncand; at++) {
      bool open = ct_pool_candidate(p, i, at)->text && ct_search_free(p->s, v->unit, at);
      ct_vec_push(p->s->arena, &p->open, open);
    }
  }
}

static struct ct_box whole(const struct ct_candidate *c) {
  if (!c->led) return c->box;
  struct ct_box line = leader_box(c->leader);
  return ct_box_union(&line, &c->box);
}

// All that a player's candidates cover.
static struct ct_box reach(const struct ct_pool *p, uint32_t player) {
  struct ct_box all = whole(ct_pool_candidate(p, player, 0));
  for (int at = 1; at < ct_pool_unit(p, player)->ncand; at++) {
    struct ct_box one = whole(ct_pool_candidate(p, player, at));
    all = ct_box_union(&all, &one);
  }
  return all;
}

static bool find_near(struct ct_pool *p) {
  enum { CELL_PT = 24, MOST = 3000000 };
  struct ct_solver *s = p->s;
  struct ct_grid g;
  uint32_t widest = 0;
  ct_grid_init(&g, s->arena, &s->in->view->frame, CELL_PT);
  struct ct_box *all = CT_NEW_N(s->arena, struct ct_box, p->n + 1);
  for (uint32_t i = 0; i < p->n; i++) {
    all[i] = reach(p, i);
    ct_grid_add(&g, &all[i], i, CT_BOX_TEXT);
  }
  for (uint32_t i = 0; i < p->n && p->near.n < MOST; i++) {
    p->v[i].near0 = (uint32_t)p->near.n;
    ct_grid_find(&g, &all[i], &s->hits);
    for (size_t k = 0; k < s->hits.v.n; k++) {
      uint32_t other = g.entries.v[s->hits.v.v[k]].owner;
      if (other != i) ct_vec_push(s->arena, &p->near, other);
    }
    p->v[i].nnear = (uint32_t)p->near.n - p->v[i].near0;
    if (p->v[i].nnear > widest) widest = p->v[i].nnear;
  }
  struct ct_around *rooms[] = {&p->around, &p->other};
  for (int k = 0; k < 2; k++) {
    rooms[k]->who = CT_NEW_N(s->arena, uint32_t, widest + 1);
    rooms[k]->box = CT_NEW_N(s->arena, struct ct_box, widest + 1);
    rooms[k]->line = CT_NEW_N(s->arena, struct ct_box, widest + 1);
    rooms[k]->leader = CT_NEW_N(s->arena, const float *, widest + 1);
  }
  return p->near.n < MOST;
}

bool ct_pool_ready(struct ct_pool *p) {
  for (uint32_t i = 0; i < p->n; i++) ct_pool_set(p, i, p->v[i].at);
  if (!find_near(p)) return false;
  find_open(p);
  return true;
}

void ct_pool_release(struct ct_pool *p) {
  for (uint32_t i = 0; i < p->n; i++) ct_search_put(p->s, p->v[i].unit, p->v[i].at);
}

void ct_pool_look(struct ct_pool *p, uint32_t player, struct ct_around *a) {
  const uint32_t *near = p->near.v + p->v[player].near0;
  uint32_t n = p->v[player].nnear;
  a->n = 0;
  for (uint32_t k = 0; k < n; k++) {
    if (p->v[near[k]].at == CT_DROPPED) continue;
    a->who[a->n] = near[k];
    const struct ct_candidate *c = ct_pool_candidate(p, near[k], p->v[near[k]].at);
    a->leader[a->n] = c->led ? c->leader : NULL;
    a->line[a->n] = p->line[near[k]];
    a->box[a->n++] = p->box[near[k]];
  }
  p->work += n + 1;
}

// Could the leader come near the box? Soon said, and mostly no.
static bool may_touch(const float l[4], const struct ct_box *b) {
  return (l[0] < b->x1 || l[2] < b->x1) && (l[0] > b->x0 || l[2] > b->x0) && (l[1] < b->y1 || l[3] < b->y1) &&
         (l[1] > b->y0 || l[3] > b->y0);
}

bool ct_pool_clash_led(const struct ct_around *a, uint32_t k, const struct ct_candidate *c) {
  const float *theirs = a->leader[k], *mine = c->led ? c->leader : NULL;
  if (mine && may_touch(mine, &a->box[k]) && ct_leader_hits(mine, &a->box[k])) return true;
  if (!theirs) return false;
  if (ct_box_overlap(&a->line[k], &c->box) && may_touch(theirs, &c->box) && ct_leader_hits(theirs, &c->box))
    return true;
  return mine && may_touch(mine, &a->line[k]) && ct_leader_near(mine, theirs);
}

double ct_pool_toll(struct ct_pool *p, const struct ct_around *a, const struct ct_candidate *c, double most) {
  double sum = 0;
  uint32_t k = 0;
  for (; k < a->n && sum <= most; k++)
    if (ct_pool_clash(a, k, c)) sum += p->v[a->who[k]].penalty;
  p->work += c->led ? 5 * k + 1 : k + 1;
  return sum;
}

bool ct_pool_open(const struct ct_pool *p, uint32_t player, int at) {
  return p->open.v[p->v[player].open0 + (uint32_t)at];
}

int ct_pool_cheapest(struct ct_pool *p, uint32_t player, const struct ct_around *a, double *most) {
  int found = CT_DROPPED, n = ct_pool_unit(p, player)->ncand;
  for (int at = 0; at<n && * most> 0; at++) {
    if (!ct_pool_open(p, player, at)) continue;
    double sum = ct_pool_toll(p, a, ct_pool_candidate(p, player, at), *most);
    if (sum >= *most) continue;
    *most = sum;
    found = at;
  }
  return found;
}

// SPDX-License-Identifier: MIT
// Callout, order: the order of texts in each column and their sides, bettered until leaders do not cross.
//
// Of two straight leaders to ports of one column that cross, the exchanged ones are shorter (Bekos, Kaufmann,
// Symvonis and Wolff 2007), so crossing pairs are exchanged first; then single texts move, as long as the
// whole is better for it.
#include <math.h>
#include <string.h>

#include "label/callout.h"
#include "label/solver.h"

#define CROSSING 6000
#define TOO_NEAR 900

// The leaders of both columns as they would be drawn, by callout.
struct fan {
  struct ct_callouts *cs;
  struct ct_candidate *c;
  struct ct_box *box;  // round each leader, with some room
  bool *drawn;
  float settled[2], now;
  size_t work;
};

static struct ct_box round_leader(const struct ct_candidate *c) {
  struct ct_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (int i = 0; i <= c->bends + 1; i++) {
    const float *p = c->leader + 2 * i;
    b = (struct ct_box){fminf(b.x0, p[0]), fminf(b.y0, p[1]), fmaxf(b.x1, p[0]), fmaxf(b.y1, p[1])};
  }
  return ct_box_grown(&b, 1);
}

static void draw(struct fan *f) {
  for (size_t i = 0; i < f->cs->n; i++) {
    const struct ct_callout *v = &f->cs->v[i];
    f->drawn[i] = v->taken && ct_callout_at(f->cs, v, &f->c[i]);
    if (f->drawn[i]) f->box[i] = round_leader(&f->c[i]);
  }
}

static bool cross(const struct ct_candidate *a, const struct ct_candidate *b) {
  return ct_lines_cross(a->leader, b->leader, b->leader + 2);
}

static float faults(struct fan *f) {
  float sum = 0;
  draw(f);
  for (size_t i = 0; i < f->cs->n; i++)
    for (size_t k = i + 1; k < f->cs->n && f->drawn[i]; k++) {
      if (!f->drawn[k] || !ct_box_overlap(&f->box[i], &f->box[k])) continue;
      f->work++;
      if (!ct_polylines_near(&f->c[i], &f->c[k])) continue;
      sum += cross(&f->c[i], &f->c[k]) ? CROSSING : TOO_NEAR;
    }
  return sum;
}

// What the whole costs when the orders of the given sides (bits) have changed.
static float total(struct fan *f, int sides) {
  for (int side = 0; side < 2; side++) {
    if (!(sides & 1 << side)) continue;
    f->settled[side] = ct_callout_settle(f->cs, side);
    f->work += f->cs->norder[side] * (size_t)f->cs->column[side].nslots / 12;
  }
  return f->settled[0] + f->settled[1] + faults(f);
}

// Exchanges crossing pairs in the order of a side; false when there are none.
static bool uncross(struct fan *f, int side) {
  bool any = false;
  uint32_t *order = f->cs->order[side];
  draw(f);
  for (size_t j = 0; j < f->cs->norder[side]; j++)
    for (size_t k = j + 1; k < f->cs->norder[side] && f->drawn[order[j]]; k++) {
      if (!f->drawn[order[k]] || !cross(&f->c[order[j]], &f->c[order[k]])) continue;
      uint32_t t = order[j];
      f->drawn[t] = f->drawn[order[k]] = false;
      order[j] = order[k];
      order[k] = t;
      any = true;
    }
  return any;
}

static void uncross_all(struct fan *f, int side) {
  enum { ROUNDS = 60 };
  struct ct_callouts *cs = f->cs;
  size_t size = cs->norder[side] * sizeof(uint32_t);
  uint32_t *best = CT_NEW_N(cs->s->arena, uint32_t, cs->norder[side] + 1);
  memcpy(best, cs->order[side], size);
  for (int r = 0; r < ROUNDS && uncross(f, side); r++) {
    float then = total(f, 1 << side);
    if (then >= f->now) continue;
    f->now = then;
    memcpy(best, cs->order[side], size);
  }
  memcpy(cs->order[side], best, size);
  f->now = total(f, 1 << side);
}

// ---- Moves of single texts

static void take_out(struct ct_callouts *cs, int side, size_t at) {
  uint32_t *order = cs->order[side];
  memmove(order + at, order + at + 1, (--cs->norder[side] - at) * sizeof *order);
}

static void put_in(struct ct_callouts *cs, int side, size_t at, uint32_t i) {
  uint32_t *order = cs->order[side];
  memmove(order + at + 1, order + at, (cs->norder[side]++ - at) * sizeof *order);
  order[at] = i;
}

struct spot {
  int side;
  size_t at;
};

// Moves a text in the orders; keeps it there if all is better for it.
static bool move(struct fan *f, struct spot from, struct spot to) {
  uint32_t i = f->cs->order[from.side][from.at];
  int sides = 1 << from.side | 1 << to.side;
  float settled[2] = {f->settled[0], f->settled[1]};
  take_out(f->cs, from.side, from.at);
  put_in(f->cs, to.side, to.at, i);
  float then = total(f, sides);
  if (then < f->now - 0.01F) {
    f->now = then;
    return true;
  }
  take_out(f->cs, to.side, to.at);
  put_in(f->cs, from.side, from.at, i);
  f->settled[0] = settled[0];
  f->settled[1] = settled[1];
  return false;
}

// Where in a side's order a port at that height stands.
static size_t place_of(const struct ct_callouts *cs, int side, float y) {
  const uint32_t *order = cs->order[side];
  size_t at = 0;
  for (; at < cs->norder[side]; at++)
    if (cs->s->units.v[cs->v[order[at]].unit].y > y) break;
  return at;
}

static float least_cost(const struct ct_callouts *cs, int side, uint32_t i) {
  const struct ct_column *col = &cs->column[side];
  float least = INFINITY;
  for (int k = 0; k < col->nslots; k++)
    least = fminf(least, col->cost[(size_t)i * (size_t)col->nslots + (size_t)k]);
  return least;
}

static float cost_now(const struct ct_callouts *cs, uint32_t i) {
  const struct ct_callout *v = &cs->v[i];
  const struct ct_column *col = &cs->column[v->side];
  return v->taken ? col->cost[(size_t)i * (size_t)col->nslots + (size_t)v->slot] : v->weight;
}

static bool to_other_side(struct fan *f, struct spot from) {
  struct ct_callouts *cs = f->cs;
  uint32_t i = cs->order[from.side][from.at];
  struct spot to = {!from.side, 0};
  // The costs of texts that were settled by a trial since may be stale: only a hint is wanted.
  if (least_cost(cs, to.side, i) > 0.95F * cost_now(cs, i)) return false;
  to.at = place_of(cs, to.side, cs->s->units.v[cs->v[i].unit].y);
  return move(f, from, to);
}

static bool along_side(struct fan *f, struct spot from) {
  enum { REACH = 3 };
  for (size_t d = 1; d <= REACH; d++) {
    if (from.at + d < f->cs->norder[from.side] && move(f, from, (struct spot){from.side, from.at + d}))
      return true;
    if (from.at >= d && move(f, from, (struct spot){from.side, from.at - d})) return true;
  }
  return false;
}

void ct_callout_arrange(struct ct_callouts *cs) {
  enum { ROUNDS = 8 };
  struct ct_arena *a = cs->s->arena;
  struct fan f = {.cs = cs, .c = CT_NEW_N(a, struct ct_candidate, cs->n + 1)};
  f.box = CT_NEW_N(a, struct ct_box, cs->n + 1);
  f.drawn = CT_NEW_N(a, bool, cs->n + 1);
  f.now = total(&f, 3);
  for (int side = 0; side < 2; side++) uncross_all(&f, side);
  bool better = true;
  for (int r = 0; r < ROUNDS && better; r++) {
    better = false;
    for (int side = 0; side < 2; side++)
      for (size_t at = 0; at < cs->norder[side] && f.work < cs->work; at++) {
        struct spot from = {side, at};
        if (to_other_side(&f, from) || along_side(&f, from)) better = true;
      }
  }
  total(&f, 3);
}

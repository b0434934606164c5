// SPDX-License-Identifier: MIT
// Callout, column: which text stands at which height, so that all have room, leaders are short and none cross.
//
// For a given order heights are found by dynamic programming. The order is bettered by exchange: of two
// straight leaders that cross, the exchanged ones are shorter (Bekos, Kaufmann, Symvonis and Wolff 2007).
#include <math.h>
#include <string.h>

#include "label/callout.h"
#include "label/solver.h"

#define CROSSING 6000
#define TOO_NEAR 900

enum { INHERIT, SKIP, PUT };

bool ct_callout_at(const struct ct_callouts *cs, const struct ct_callout *v, struct ct_candidate *c) {
  const struct ct_column *col = &cs->column[v->side];
  float port[2] = {col->port_x, col->y0 + (float)v->slot};
  return ct_callout_draw(cs->s, v->unit, port, col->dir, CT_CALLOUT_STUB, c);
}

// Slots that a text takes above its port, and from it on with the gap below.
static int slots_up(const struct ct_callout *v) {
  return (int)ceilf(v->up);
}

static int slots_down(const struct ct_callouts *cs, const struct ct_callout *v) {
  return (int)ceilf(v->down + cs->gap);
}

// best[k]: the least cost of the texts so far when all of them stand above slot k.
static void add_text(struct ct_callouts *cs, int side, uint32_t i, uint8_t *made, const float *was,
                     float *now) {
  const struct ct_column *col = &cs->column[side];
  const struct ct_callout *v = &cs->v[i];
  const float *cost = col->cost + (size_t)i * (size_t)col->nslots;
  int up = slots_up(v), down = slots_down(cs, v), n = col->nslots;
  for (int k = 0; k <= n; k++) {
    now[k] = was[k] + v->weight;
    made[k] = SKIP;
    int port = k - down;
    if (port - up >= 0 && was[port - up] + cost[port] < now[k]) {
      now[k] = was[port - up] + cost[port];
      made[k] = PUT;
    }
    if (k > 0 && now[k - 1] <= now[k]) {
      now[k] = now[k - 1];
      made[k] = INHERIT;
    }
  }
}

float ct_callout_settle(struct ct_callouts *cs, int side) {
  const struct ct_column *col = &cs->column[side];
  size_t width = (size_t)col->nslots + 1, n = cs->norder[side];
  for (size_t k = 0; k < width; k++) cs->best[0][k] = 0;
  for (size_t j = 0; j < n; j++)
    add_text(cs, side, cs->order[side][j], cs->made + j * width, cs->best[j % 2], cs->best[(j + 1) % 2]);
  int k = col->nslots;
  for (size_t j = n; j-- > 0;) {
    struct ct_callout *v = &cs->v[cs->order[side][j]];
    while (cs->made[j * width + (size_t)k] == INHERIT) k--;
    v->side = side;
    v->taken = cs->made[j * width + (size_t)k] == PUT;
    if (!v->taken) continue;
    v->slot = k - slots_down(cs, v);
    k = v->slot - slots_up(v);
  }
  return cs->best[n % 2][col->nslots];
}

// ---- Orders

// The leaders of a column as they would be drawn.
struct fan {
  struct ct_candidate *c;
  bool *drawn;
};

static void draw_fan(const struct ct_callouts *cs, int side, struct fan *f) {
  for (size_t j = 0; j < cs->norder[side]; j++) {
    const struct ct_callout *v = &cs->v[cs->order[side][j]];
    f->drawn[j] = v->taken && ct_callout_at(cs, v, &f->c[j]);
  }
}

static bool cross(const struct ct_candidate *a, const struct ct_candidate *b) {
  return ct_lines_cross(a->leader, b->leader, b->leader + 2);
}

// Exchanges the first crossing pairs in the order; false when there are none.
static bool uncross(struct ct_callouts *cs, int side, struct fan *f) {
  bool any = false;
  uint32_t *order = cs->order[side];
  draw_fan(cs, side, f);
  for (size_t j = 0; j < cs->norder[side]; j++)
    for (size_t k = j + 1; k < cs->norder[side] && f->drawn[j]; k++) {
      if (!f->drawn[k] || !cross(&f->c[j], &f->c[k])) continue;
      uint32_t t = order[j];
      order[j] = order[k];
      order[k] = t;
      f->drawn[j] = f->drawn[k] = false;
      any = true;
    }
  return any;
}

static float faults(struct ct_callouts *cs, int side, struct fan *f) {
  float sum = 0;
  draw_fan(cs, side, f);
  for (size_t j = 0; j < cs->norder[side]; j++)
    for (size_t k = j + 1; k < cs->norder[side] && f->drawn[j]; k++) {
      if (!f->drawn[k] || !ct_polylines_near(&f->c[j], &f->c[k])) continue;
      sum += cross(&f->c[j], &f->c[k]) ? CROSSING : TOO_NEAR;
    }
  return sum;
}

static float total(struct ct_callouts *cs, int side, struct fan *f) {
  return ct_callout_settle(cs, side) + faults(cs, side, f);
}

// Moves the text at `from` of the order to `to`.
static void shift(uint32_t *order, size_t from, size_t to) {
  uint32_t t = order[from];
  if (from < to)
    memmove(order + from, order + from + 1, (to - from) * sizeof *order);
  else
    memmove(order + to + 1, order + to, (from - to) * sizeof *order);
  order[to] = t;
}

// Moves of single texts up or down the order, as long as they better it.
static float climb(struct ct_callouts *cs, int side, struct fan *f, float now) {
  enum { ROUNDS = 6, REACH = 3, WORK = 3000000 };
  size_t n = cs->norder[side], work = 0, each = n * (n + (size_t)cs->column[side].nslots / 4);
  bool better = true;
  for (int r = 0; r < ROUNDS && better; r++) {
    better = false;
    for (size_t j = 0; j < n; j++)
      for (size_t d = 1; d <= REACH && j + d < n && work < WORK; d++) {
        work += each / 16 + 1;
        shift(cs->order[side], j, j + d);
        float then = total(cs, side, f);
        if (then < now - 0.01F) {
          now = then;
          better = true;
        } else {
          shift(cs->order[side], j + d, j);
        }
      }
  }
  return now;
}

float ct_callout_arrange(struct ct_callouts *cs, int side) {
  enum { ROUNDS = 60 };
  struct ct_arena *a = cs->s->arena;
  size_t n = cs->norder[side], size = n * sizeof(uint32_t);
  struct fan f = {CT_NEW_N(a, struct ct_candidate, n + 1), CT_NEW_N(a, bool, n + 1)};
  uint32_t *best = CT_NEW_N(a, uint32_t, n + 1);
  float least = total(cs, side, &f);
  memcpy(best, cs->order[side], size);
  for (int r = 0; r < ROUNDS && uncross(cs, side, &f); r++) {
    float now = total(cs, side, &f);
    if (now >= least) continue;
    least = now;
    memcpy(best, cs->order[side], size);
  }
  memcpy(cs->order[side], best, size);
  least = climb(cs, side, &f, total(cs, side, &f));
  ct_callout_settle(cs, side);
  return least;
}

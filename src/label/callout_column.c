// SPDX-License-Identifier: MIT
// Callout, column: which text stands at which height, so that all have room, leaders are short and none cross.
//
// For a given order heights are found by dynamic programming.
#include <math.h>

#include "label/callout.h"
#include "label/solver.h"

enum { INHERIT, SKIP, PUT };

bool ct_callout_at(const struct ct_callouts *cs, const struct ct_callout *v, struct ct_candidate *c) {
  const struct ct_column *col = &cs->column[v->side];
  float port[2] = {col->port_x, col->y0 + CT_CALLOUT_STEP * (float)v->slot}, y = cs->s->units.v[v->unit].y;
  // Nearly level leaders are level.
  if (fabsf(port[1] - y) <= CT_CALLOUT_STEP / 2) port[1] = y;
  return ct_callout_draw(cs->s, v->unit, port, col->dir, CT_CALLOUT_STUB, c);
}

// Slots that a text takes above its port, and from it on with the gap below.
static int slots_up(const struct ct_callout *v) {
  return (int)ceilf(v->up / CT_CALLOUT_STEP);
}

static int slots_down(const struct ct_callouts *cs, const struct ct_callout *v) {
  return (int)ceilf((v->down + cs->gap) / CT_CALLOUT_STEP);
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

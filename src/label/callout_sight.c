// SPDX-License-Identifier: MIT
// Callout, sight: what each port of a column costs each text, from what lies between it and the mark.
#include <math.h>

#include "label/callout.h"
#include "label/solver.h"

// Worth of a leader that is not level, and of a mark run through, points of leader.
#define BENT 4
// Of an em of coast, border or track under the text.
#define ON_LINE 5
#define THROUGH_MARK 130

// One text looking at one column: the slots' costs.
struct sight {
  struct ct_solver *s;
  const struct ct_unit *u;
  const struct ct_column *col;
  float *cost;
  float bend_x, depth;  // where leaders bend, and how far from the point
};

// Adds to the slots whose leaders pass through the box.
static void shade(const struct sight *g, const struct ct_box *b, float cost) {
  float d = (float)g->col->dir, u0 = d > 0 ? b->x0 - g->u->x : g->u->x - b->x1, u1 = u0 + b->x1 - b->x0;
  float v0 = b->y0 - g->u->y, v1 = b->y1 - g->u->y;
  u0 = fmaxf(u0, 1);
  u1 = fminf(u1, g->depth);
  if (u0 >= u1) return;
  float low = fminf(v0 / u0, v0 / u1) * g->depth, high = fmaxf(v1 / u0, v1 / u1) * g->depth;
  float from = (g->u->y + low - g->col->y0) / CT_CALLOUT_STEP;
  float upto = (g->u->y + high - g->col->y0) / CT_CALLOUT_STEP;
  if (!(upto >= 0) || !(from < (float)g->col->nslots)) return;
  int last = (int)fminf(floorf(upto), (float)(g->col->nslots - 1));
  for (int k = (int)ceilf(fmaxf(from, 0)); k <= last; k++) g->cost[k] += cost;
}

static void shade_mark(const struct sight *g, const struct ct_box *b) {
  float r = fminf(b->x1 - b->x0, b->y1 - b->y0) / 2, x = (b->x0 + b->x1) / 2, y = (b->y0 + b->y1) / 2;
  bool heaped = hypotf(x - g->u->x, y - g->u->y) < 1.9F * r;
  r = heaped ? 0.3F * r : 0.95F * r + 0.3F;
  struct ct_box core = {x - r, y - r, x + r, y + r};
  shade(g, &core, heaped ? THROUGH_MARK / 3 : THROUGH_MARK);
}

static void shade_entry(const struct sight *g, const struct ct_grid_entry *e) {
  if (ct_cost_own(g->s, g->u, e)) return;
  if (e->owner != CT_NOBODY && e->kind != CT_BOX_ICON && ct_callout_yields(g->s, e->owner)) return;
  if (e->kind == CT_BOX_ICON || e->kind == CT_BOX_MARK)
    shade_mark(g, &e->box);
  else
    shade(g, &e->box, INFINITY);
}

static void shade_all(const struct sight *g) {
  struct ct_solver *s = g->s;
  const struct ct_rect *f = &s->in->view->frame;
  float x0 = fminf(g->u->x, g->bend_x), x1 = fmaxf(g->u->x, g->bend_x);
  struct ct_box slab = {x0, (float)f->y, x1, (float)(f->y + f->h)};
  ct_grid_find(&s->still, &slab, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) shade_entry(g, &s->still.entries.v[s->hits.v.v[i]]);
  ct_grid_find(&s->live, &slab, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) shade_entry(g, &s->live.entries.v[s->hits.v.v[i]]);
}

// Is the text's place free of all that stays?
static bool body_clear(const struct sight *g, const struct ct_box *body, const struct ct_cover *cover) {
  struct ct_solver *s = g->s;
  const char *reason;
  float padding = g->u->style->text_padding;
  struct ct_box wide = ct_box_grown(body, padding);
  if (ct_cover_taken(cover, &wide)) return false;
  if (!ct_cost_clear(s, g->u, body, padding, &reason)) return false;
  ct_grid_find(&s->live, &wide, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++)
    if (!ct_callout_yields(s, s->live.entries.v[s->hits.v.v[i]].owner)) return false;
  return true;
}

static void look(struct ct_callouts *cs, int side, size_t i) {
  const struct ct_column *col = &cs->column[side];
  const struct ct_callout *v = &cs->v[i];
  float d = (float)col->dir;
  struct sight g = {cs->s, &cs->s->units.v[v->unit], col, col->cost + i * (size_t)col->nslots, 0, 0};
  float lines = -1;
  bool any = false;
  g.bend_x = col->port_x - d * (CT_CALLOUT_GAP + CT_CALLOUT_STUB);
  g.depth = d * (g.bend_x - g.u->x);
  for (int k = 0; k < col->nslots; k++) {
    float y = col->y0 + CT_CALLOUT_STEP * (float)k, dy = y - g.u->y, far = col->port_x + d * v->w;
    struct ct_box body = {fminf(col->port_x, far), y - v->up, fmaxf(col->port_x, far), y + v->down};
    bool can = g.depth > 2 && body_clear(&g, &body, &cs->cover);
    // Level leaders are calm, and steep ones are long.
    g.cost[k] = can ? hypotf(g.depth, dy) + 0.25F * fabsf(dy) + 0.0015F * dy * dy : INFINITY;
    if (fabsf(dy) > CT_CALLOUT_STEP / 2) g.cost[k] += BENT;
    // Lines are looked for at every fourth slot only: names are higher than that.
    if (can && (k % 4 == 0 || !(lines >= 0)))
      lines = ON_LINE * fminf((float)ct_lines_inside(&cs->s->lines, &body) / ct_unit_em(g.u), 5);
    g.cost[k] += can ? lines : 0;
    any = any || can;
  }
  if (any) shade_all(&g);
}

void ct_callout_sight(struct ct_callouts *cs, int side) {
  for (size_t i = 0; i < cs->n; i++) look(cs, side, i);
}

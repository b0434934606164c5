// SPDX-License-Identifier: MIT
// Leaders: texts that found no place by their mark go farther away, joined by a line.
#include <math.h>

#include "label/solver.h"
#include "text/text.h"

enum { DIRECTIONS = 16, MAX_MOVED = 3, PIECES = 400 };
#define PIECE_PT 1.5F
#define LINE_HALF 0.4F

static const float rings_em[] = {1.5F, 2.5F, 4, 6, 8.5F, 12, 16, 21};

// A text at the end of a leader.
struct led {
  struct ct_candidate c;
  float line[4];
  uint32_t moved[MAX_MOVED];  // lesser units in the way
  int nmoved;
};

// ---- Geometry

// From the mark's edge in a direction to the middle of the text's nearest side.
static void draw(const struct ct_unit *u, double angle, float reach, struct led *out) {
  const struct ct_run_box *b = ct_run_box(u->run);
  float dx = (float)cos(angle), dy = (float)sin(angle), gap = 1;
  float r = 0.4F + fmaxf(u->mark.x1 - u->mark.x0, u->mark.y1 - u->mark.y0) / 2;
  float ex = u->x + dx * (r + reach), ey = u->y + dy * (r + reach);
  out->line[0] = u->x + dx * r;
  out->line[1] = u->y + dy * r;
  out->line[2] = ex;
  out->line[3] = ey;
  out->c = (struct ct_candidate){.text = true, .justify = CT_JUSTIFY_CENTER};
  if (fabsf(dx) > 0.3F) {
    out->c.x = dx > 0 ? ex + gap : ex - gap - b->w;
    out->c.y = ey - ct_candidate_middle(u->run);
    out->c.justify = dx > 0 ? CT_JUSTIFY_LEFT : CT_JUSTIFY_RIGHT;
  } else {
    out->c.x = ex - b->w / 2;
    out->c.y = dy > 0 ? ey + gap - (b->baseline - b->cap_height) : ey - gap - b->last_baseline - 1.5F;
  }
}

// Box k of those that cover the leader; false beyond its end.
static bool piece(const float line[4], int k, struct ct_box *out) {
  float dx = line[2] - line[0], dy = line[3] - line[1], length = hypotf(dx, dy);
  int n = (int)fminf(ceilf(length / PIECE_PT), PIECES);
  if (k >= n) return false;
  float t0 = (float)k / (float)n, t1 = (float)(k + 1) / (float)n;
  float x0 = line[0] + dx * t0, x1 = line[0] + dx * t1, y0 = line[1] + dy * t0, y1 = line[1] + dy * t1;
  *out = (struct ct_box){fminf(x0, x1) - LINE_HALF, fminf(y0, y1) - LINE_HALF, fmaxf(x0, x1) + LINE_HALF,
                         fmaxf(y0, y1) + LINE_HALF};
  return true;
}

// ---- Is it free?

// May `other` be moved out of the way? Only what has no leader of its own and stands lower.
static bool yields(const struct ct_solver *s, const struct ct_unit *u, uint32_t other) {
  const struct ct_unit *o = &s->units.v[other];
  return !o->led && !o->leaders && o->weight < u->weight;
}

static bool note_moved(struct led *l, uint32_t unit) {
  for (int i = 0; i < l->nmoved; i++)
    if (l->moved[i] == unit) return true;
  if (l->nmoved == MAX_MOVED) return false;
  l->moved[l->nmoved++] = unit;
  return true;
}

static bool live_clear(struct ct_solver *s, uint32_t unit, const struct ct_box *box, struct led *l) {
  const struct ct_unit *u = &s->units.v[unit];
  ct_grid_find(&s->live, box, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    uint32_t owner = s->live.entries.v[s->hits.v.v[i]].owner;
    if (owner == unit) continue;
    if (!yields(s, u, owner) || !note_moved(l, owner)) return false;
  }
  return true;
}

static bool still_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *box) {
  ct_grid_find(&s->still, box, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++)
    if (!ct_cost_own(s, u, &s->still.entries.v[s->hits.v.v[i]])) return false;
  return true;
}

static bool is_free(struct ct_solver *s, uint32_t unit, struct led *l) {
  const struct ct_unit *u = &s->units.v[unit];
  struct ct_box body = ct_candidate_body(u, u->run, l->c.x, l->c.y), at;
  const char *reason;
  if (!ct_cost_clear(s, u, &body, u->style->text_padding, &reason)) return false;
  l->c.box = ct_box_grown(&body, u->style->text_padding);
  l->nmoved = 0;
  if (!live_clear(s, unit, &l->c.box, l)) return false;
  for (int k = 0; piece(l->line, k, &at); k++)
    if (!still_clear(s, u, &at) || !live_clear(s, unit, &at, l)) return false;
  return true;
}

// ---- One text

static float cost(struct ct_solver *s, const struct ct_unit *u, const struct led *l, int direction,
                  float reach) {
  struct ct_box body = ct_box_grown(&l->c.box, -u->style->text_padding);
  // Sideways is easier to read than straight up or down.
  float c = reach / ct_unit_em(u) + ct_cost_site(s, u, &body) + 3.0F * (float)l->nmoved;
  return c + (direction % (DIRECTIONS / 2) == DIRECTIONS / 4 ? 0.6F : 0);
}

static void lead(struct ct_solver *s, uint32_t unit, const struct led *l) {
  struct ct_unit *u = &s->units.v[unit];
  struct ct_box at;
  for (int i = 0; i < l->nmoved; i++) ct_search_lift(s, l->moved[i]);
  ct_search_lift(s, unit);
  u->led = true;
  u->far = l->c;
  for (int i = 0; i < 4; i++) u->leader[i] = l->line[i];
  ct_search_claim(s, unit, &l->c.box, CT_BOX_TEXT);
  for (int k = 0; piece(l->line, k, &at); k++) ct_search_claim(s, unit, &at, CT_BOX_LEADER);
  for (int i = 0; i < l->nmoved; i++) ct_search_put(s, l->moved[i], ct_search_free(s, l->moved[i]));
}

// The best place of the nearest ring that has any, or of the next one if that is better.
static void find_place(struct ct_solver *s, uint32_t unit) {
  const struct ct_unit *u = &s->units.v[unit];
  float em = ct_unit_em(u), best_cost = INFINITY;
  struct led best = {0};
  int after = 0;
  for (size_t r = 0; r < sizeof rings_em / sizeof *rings_em && after < 2; r++) {
    for (int d = 0; d < DIRECTIONS; d++) {
      struct led l;
      draw(u, 2 * M_PI * d / DIRECTIONS, rings_em[r] * em, &l);
      if (!is_free(s, unit, &l)) continue;
      float c = cost(s, u, &l, d, rings_em[r] * em);
      if (c >= best_cost) continue;
      best_cost = c;
      best = l;
    }
    if (best_cost < INFINITY) after++;
  }
  if (best_cost < INFINITY) lead(s, unit, &best);
}

void ct_leaders_run(struct ct_solver *s) {
  for (size_t k = 0; k < s->units.n; k++) {
    const struct ct_unit *u = &s->units.v[s->order[k]];
    if (!u->leaders || !u->text || u->spared || !u->run || u->at != CT_DROPPED || u->along) continue;
    // Without its icon on the page there is nothing to lead to.
    if (u->has_icon && !u->icon_stays) continue;
    find_place(s, s->order[k]);
  }
}

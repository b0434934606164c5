// SPDX-License-Identifier: MIT
// Number: what stands for a name that is in the key: so short that it finds a place by its mark nearly always.
#include <math.h>

#include "base/arena.h"
#include "label/solver.h"
#include "text/text.h"

#define LEAST_TYPE 5.5F
// Beside a number, points, besides what names keep: one closer behind a name would read as a part of it.
#define NAME_GAP 1.5F
// Among numbers only: so that a leader between two does not read as a stroke.
#define NUMBER_GAP 0.8F
// A number this much nearer to its own mark than to any other is beyond doubt.
#define SURE_PT 1.6F

enum { DIRECTIONS = 16, RINGS = 3, DOUBT = 7 };

static const float ring_off[RINGS] = {0, 1.6F, 3.4F}, ring_cost[RINGS] = {0, 1.4F, 2.8F};

void ct_number_set(struct ct_solver *s, struct ct_unit *u) {
  struct ct_symbol_style *st = CT_NEW(s->arena, struct ct_symbol_style);
  struct ct_span *span = CT_NEW(s->arena, struct ct_span);
  struct ct_rich_text *text = CT_NEW(s->arena, struct ct_rich_text);
  *st = *u->style;
  st->text.size = fmaxf(0.92F * st->text.size, LEAST_TYPE);
  st->text.max_width = 0;
  st->text.letter_spacing = 0;
  st->text_rotate_deg = 0;
  st->text_tx = st->text_ty = 0;
  st->text_padding = fminf(st->text_padding, 0.5F);
  *span = (struct ct_span){.text = ct_arena_printf(s->arena, "%u", (unsigned)u->wish->key), .scale = 1};
  *text = (struct ct_rich_text){1, span};
  u->style = st;
  u->text = text;
  u->leaders = true;
  u->along = false;
}

// ---- Places

// What the figures cover: no descenders.
static struct ct_box figures(const struct ct_run *run) {
  const struct ct_run_box *b = ct_run_box(run);
  return (struct ct_box){0, b->baseline - b->cap_height, b->w, b->baseline};
}

static float apart(const struct ct_box *a, const struct ct_box *b) {
  float dx = fmaxf(fmaxf(a->x0 - b->x1, b->x0 - a->x1), 0),
        dy = fmaxf(fmaxf(a->y0 - b->y1, b->y0 - a->y1), 0);
  return hypotf(dx, dy);
}

// 0: no other mark is as near as its own; 1: another is nearer.
static float doubt(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *at) {
  if (!u->has_mark) return 0;
  float own = apart(at, &u->mark), reach = own + SURE_PT, most = 0;
  struct ct_box near = ct_box_grown(at, reach);
  ct_grid_find(&s->still, &near, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if ((e->kind != CT_BOX_ICON && e->kind != CT_BOX_MARK) || ct_cost_own(s, u, e)) continue;
    float d = apart(at, &e->box);
    if (d < reach) most = fmaxf(most, fminf((reach - d) / SURE_PT, 1));
  }
  return most;
}

void ct_number_widen(const struct ct_solver *s, const struct ct_unit *u, struct ct_box *box) {
  if (!u->wish->key) return;
  float gap = s->in->layers[u->layer].mode == CT_LABELS_NUMBERS ? NUMBER_GAP : NAME_GAP;
  box->x0 -= gap;
  box->x1 += gap;
}

static void try_place(struct ct_solver *s, struct ct_unit *u, float x, float y, float cost) {
  struct ct_box fig = figures(u->run), body = ct_candidate_body(u, u->run, x, y);
  struct ct_candidate c = {.text = true, .x = x, .y = y, .justify = CT_JUSTIFY_CENTER};
  const char *reason = NULL;
  if (!ct_cost_clear(s, u, &body, u->style->text_padding, &reason)) {
    if (!u->reason) u->reason = reason;
    return;
  }
  struct ct_box at = {x + fig.x0, y + fig.y0, x + fig.x1, y + fig.y1};
  c.cost = cost + 0.5F * ct_cost_site(s, u, &body) + DOUBT * doubt(s, u, &at);
  c.ink = ct_candidate_ink(u, u->run, x, y);
  c.box = ct_candidate_padded(u, &body, &c.ink);
  ct_number_widen(s, u, &c.box);
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand++;
}

// Round the mark, to the right and a little above first; round a bare point as if it had a small mark.
static void places_round(struct ct_solver *s, struct ct_unit *u, float cost) {
  struct ct_box fig = figures(u->run), m = u->mark;
  // Figures are small: they may stand closer than names do.
  if (u->has_icon) m = ct_box_grown(&m, -fminf(u->style->icon_padding, 1.5F));
  float fw = fig.x1 - fig.x0, fh = fig.y1 - fig.y0, cx = (m.x0 + m.x1) / 2, cy = (m.y0 + m.y1) / 2;
  for (int ring = 0; ring < RINGS; ring++)
    for (int d = 0; d < DIRECTIONS; d++) {
      // d counts from the right, up first: 0, +1, -1, +2 ...
      int step = (d + 1) / 2 * (d % 2 ? 1 : -1);
      double angle = 2 * M_PI * step / DIRECTIONS;
      float dx = (float)cos(angle), dy = -(float)sin(angle), gap = CT_MARK_GAP + ring_off[ring];
      float rx = (m.x1 - m.x0 + fw) / 2 + gap, ry = (m.y1 - m.y0 + fh) / 2 + gap;
      float t = fminf(fabsf(dx) > 1e-4F ? rx / fabsf(dx) : 1e9F, fabsf(dy) > 1e-4F ? ry / fabsf(dy) : 1e9F);
      float x = cx + t * dx - fw / 2 - fig.x0, y = cy + t * dy - fh / 2 - fig.y0;
      float turn = fabsf((float)step - 1) / DIRECTIONS;
      try_place(s, u, x, y, cost + ring_cost[ring] + 1.6F * turn);
    }
}

void ct_number_make(struct ct_solver *s, struct ct_unit *u) {
  struct ct_text_style st = u->style->text;
  st.justify = CT_JUSTIFY_CENTER;
  u->run = ct_text_shape(s->text, u->text, &st, s->in->layers[u->layer].items->layer_id);
  if (!u->has_mark) {
    struct ct_box fig = figures(u->run);
    try_place(s, u, u->x - (fig.x0 + fig.x1) / 2, u->y - (fig.y0 + fig.y1) / 2, 0);
  }
  places_round(s, u, u->has_mark ? 0 : 1.5F);
  if (u->ncand) u->reason = NULL;
}

bool ct_number_doubtful(const struct ct_solver *s, const struct ct_unit *u) {
  if (!u->wish->key || u->at == CT_DROPPED) return false;
  return s->cands.v[u->cand0 + (uint32_t)u->at].cost > DOUBT * 0.8F;
}

// ---- The last resort

// Light on dark marks, dark on light ones, with the mark's colour around it: also where the figures are
// larger than the mark's shape.
static struct ct_text_style on_mark_style(const struct ct_unit *u) {
  struct ct_text_style st = u->style->text;
  st.justify = CT_JUSTIFY_CENTER;
  st.size = LEAST_TYPE;
  if (!u->has_icon) return st;
  struct ct_color c = u->style->icon_color;
  bool dark = 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b < 0.5F;
  st.halo_color = c;
  st.halo_width = 0.7F;
  st.halo_blur = 0;
  st.color = dark ? (struct ct_color){1, 1, 1, 1} : (struct ct_color){0, 0, 0, 1};
  return st;
}

// On a heap of marks a number may lie over the rims of others, but not on their middles.
static bool clear_on_mark(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body,
                          float side) {
  const struct ct_rect *f = &s->in->view->frame;
  float x = (body->x0 + body->x1) / 2, y = (body->y0 + body->y1) / 2;
  if (body->x0 < f->x || body->y0 < f->y || body->x1 > f->x + f->w || body->y1 > f->y + f->h) return false;
  ct_grid_find(&s->still, body, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if (e->owner != CT_NOBODY && &s->units.v[e->owner] == u) continue;
    if (e->kind != CT_BOX_ICON && e->kind != CT_BOX_MARK) return false;
    float dx = (e->box.x0 + e->box.x1) / 2 - x, dy = (e->box.y0 + e->box.y1) / 2 - y;
    bool own = u->has_icon ? false : ct_cost_own(s, u, e);
    if (!own && hypotf(dx, dy) < 0.6F * side) return false;
  }
  return true;
}

// Where the number would stand on its mark; false when the mark is too small or others are in the way.
static bool on_mark(struct ct_solver *s, const struct ct_unit *u, const struct ct_run *run,
                    struct ct_candidate *c) {
  struct ct_box fig = figures(run), m = u->mark;
  // With the white round the shape: figures may be a little larger than that.
  if (u->has_icon) {
    float hw = u->icon_w / 2, hh = u->icon_h / 2;
    m = (struct ct_box){u->icon_x - hw, u->icon_y - hh, u->icon_x + hw, u->icon_y + hh};
  }
  float w = fig.x1 - fig.x0, h = fig.y1 - fig.y0, side = fminf(m.x1 - m.x0, m.y1 - m.y0);
  if (hypotf(w, h) > 1.05F * side) return false;
  *c = (struct ct_candidate){.text = true, .justify = CT_JUSTIFY_CENTER, .cost = 2 * DOUBT};
  c->x = (m.x0 + m.x1) / 2 - w / 2 - fig.x0;
  c->y = (m.y0 + m.y1) / 2 - h / 2 - fig.y0;
  c->box = ct_candidate_body(u, run, c->x, c->y);
  c->ink = ct_candidate_ink(u, run, c->x, c->y);
  return clear_on_mark(s, u, &c->box, side);
}

static void put_on_mark(struct ct_solver *s, uint32_t unit) {
  struct ct_unit *u = &s->units.v[unit], was = *u;
  struct ct_text_style st = on_mark_style(u);
  struct ct_candidate c;
  struct ct_others o;
  const struct ct_run *run = ct_text_shape(s->text, u->text, &st, s->in->layers[u->layer].items->layer_id);
  if (!on_mark(s, u, run, &c)) return;
  u->cand0 = (uint32_t)s->cands.n;
  u->ncand = 1;
  u->run = run;
  ct_vec_push(s->arena, &s->cands, c);
  ct_search_others(s, unit, 0, &o);
  if (o.n > 0) {
    *u = was;
    return;
  }
  // The box of a candidate has its padding with it.
  s->cands.v[u->cand0].box = ct_box_grown(&c.box, u->style->text_padding);
  u->on_mark = true;
  ct_search_put(s, unit, 0);
}

void ct_numbers_on_marks(struct ct_solver *s) {
  for (size_t k = 0; k < s->units.n; k++) {
    const struct ct_unit *u = &s->units.v[s->order[k]];
    if (!u->wish->key || u->at != CT_DROPPED || !u->text || u->spared || !u->run || !u->has_mark) continue;
    if (u->has_icon && !u->icon_stays) continue;
    put_on_mark(s, s->order[k]);
  }
}

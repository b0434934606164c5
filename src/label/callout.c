// SPDX-License-Identifier: MIT
// Callout: who stands in a column, at which side, and that nothing is crossed.
#include "label/callout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "label/solver.h"
#include "text/text.h"

// What a leader may cost more than a level one before its text is better off elsewhere, or left out: points.
#define WORTH 290
#define WORTH_LAST 360
// The same, on top, of the first by priority.
#define FIRST 80
// Columns keep that off the frame.
#define INSET 3
enum { MOST = 400, MOST_LEFT = 120, MOST_SLOTS = 8000 };

double ct_label_column_pt(double frame_w_pt) {
  return fmin(fmax(0.15 * frame_w_pt, 56), 130);
}

static bool can_lead(const struct ct_unit *u) {
  if (!u->text || u->spared || u->along || ct_unit_pinned(u) || u->wish->key) return false;
  if (u->style->text_overlap == CT_OVERLAP_ALWAYS || u->style->text_rotate_deg != 0) return false;
  // Without its icon on the page there is nothing to lead to.
  return !u->has_icon || u->icon_stays;
}

bool ct_callouts_all(const struct ct_solver *s, const struct ct_unit *u) {
  return s->in->layers[u->layer].mode == CT_LABELS_CALLOUTS && !u->no_column && can_lead(u);
}

bool ct_callout_yields(const struct ct_solver *s, uint32_t other) {
  return other != CT_NOBODY && s->in->layers[s->units.v[other].layer].mode == CT_LABELS_NEAR;
}

bool ct_callout_may_go(const struct ct_solver *s, uint32_t unit) {
  const struct ct_unit *u = &s->units.v[unit];
  return u->leaders && u->run && !u->fixed && u->again != CT_AGAIN_RESTS && can_lead(u);
}

// ---- Taking places

// The unit's candidates again and one more, which it stands at.
static void stand(struct ct_solver *s, uint32_t unit, const struct ct_candidate *c) {
  struct ct_unit *u = &s->units.v[unit];
  uint32_t from = u->cand0;
  u->cand0 = (uint32_t)s->cands.n;
  for (uint32_t k = 0; k < u->ncand; k++) {
    struct ct_candidate had = s->cands.v[from + k];
    ct_vec_push(s->arena, &s->cands, had);
  }
  ct_vec_push(s->arena, &s->cands, *c);
  u->ncand++;
  u->reason = NULL;
  ct_candidates_sort(s, u);
  for (int at = 0; at < u->ncand; at++) {
    const struct ct_candidate *k = &s->cands.v[u->cand0 + (uint32_t)at];
    if (k->callout != c->callout || k->x != c->x || k->y != c->y) continue;
    ct_search_put(s, unit, at);
    return;
  }
}

bool ct_callout_take(struct ct_solver *s, uint32_t unit, struct ct_candidate *c) {
  enum { MOST_LIFTED = 64 };
  struct {
    uint32_t unit;
    int at;
  } lifted[MOST_LIFTED];
  int n = 0, i = 0;
  struct ct_others o;
  bool ok = true;
  const struct ct_unit *u = &s->units.v[unit];
  // Left out costs more, whatever the leader's length.
  c->cost = fminf(9 + 0.02F * ct_polyline_length(c), (float)(0.95 * u->weight));
  for (ct_search_others_at(s, unit, c, &o); ok && o.n; ct_search_others_at(s, unit, c, &o)) {
    for (i = 0; ok && i < o.n && i < CT_OTHERS_MAX; i++) {
      ok = n < MOST_LIFTED && ct_callout_yields(s, o.v[i]);
      if (!ok) break;
      lifted[n].unit = o.v[i];
      lifted[n++].at = s->units.v[o.v[i]].at;
      ct_search_lift(s, o.v[i]);
    }
  }
  if (ok) {
    stand(s, unit, c);
    return true;
  }
  while (n-- > 0) ct_search_put(s, lifted[n].unit, lifted[n].at);
  return false;
}

// Draws it and takes its place, if nothing is crossed for it.
static bool try_place(struct ct_callouts *cs, const struct ct_callout *v) {
  struct ct_solver *s = cs->s;
  struct ct_candidate c;
  // Who wants columns prefers a leader under marks to a name left out.
  int marks, most_marks = s->in->layers[s->units.v[v->unit].layer].mode == CT_LABELS_CALLOUTS ? 2 : 1;
  size_t parts = s->parts.n;
  if (!ct_callout_at(cs, v, &c)) return false;
  ct_polyline_cover(s, &c);
  if (ct_callout_clear(s, v->unit, &c, &marks) && marks <= most_marks && ct_callout_take(s, v->unit, &c))
    return true;
  s->parts.n = parts;
  return false;
}

// ---- Who

static void add(struct ct_callouts *cs, uint32_t unit, bool wrap) {
  struct ct_solver *s = cs->s;
  struct ct_unit *u = &s->units.v[unit];
  if (wrap) {
    struct ct_text_style st = u->style->text;
    if (st.justify == CT_JUSTIFY_AUTO) st.justify = CT_JUSTIFY_CENTER;
    st.max_width = u->wrap = (float)ct_label_column_pt(s->in->view->frame.w);
    u->run = ct_text_shape(s->text, u->text, &st, s->in->layers[u->layer].items->layer_id);
    u->cand0 = (uint32_t)s->cands.n;
    u->ncand = 0;
  }
  struct ct_box body = ct_candidate_body(u, u->run, 0, -ct_candidate_middle(u->run));
  struct ct_callout *v = &cs->v[cs->n++];
  *v = (struct ct_callout){.unit = unit, .up = -body.y0, .down = body.y1, .w = body.x1 - body.x0};
  v->weight = wrap ? WORTH : WORTH_LAST;
}

// ---- Sides

// Beside the marks rather than at the frame's edge, as leaders are the shorter.
static void near_marks(struct ct_callouts *cs) {
  float x0 = INFINITY, x1 = -INFINITY, off = 30 + 0.5F * (float)cs->n;
  for (size_t i = 0; i < cs->n; i++) {
    const struct ct_unit *u = &cs->s->units.v[cs->v[i].unit];
    x0 = fminf(x0, u->mark.x0);
    x1 = fmaxf(x1, u->mark.x1);
  }
  cs->column[0].port_x = fmaxf(cs->column[0].port_x, x0 - off);
  cs->column[1].port_x = fminf(cs->column[1].port_x, x1 + off);
}

// How far up and down the columns go: beside the marks no farther than texts will ever stand.
static void heights(const struct ct_callouts *cs, bool beside, float *top, float *bottom) {
  const struct ct_rect *f = &cs->s->in->view->frame;
  const float room = 60, airy = 6;
  float y0 = INFINITY, y1 = -INFINITY, sum = room;
  *top = (float)f->y + INSET;
  *bottom = (float)(f->y + f->h) - INSET;
  for (size_t i = 0; i < cs->n; i++) {
    const struct ct_unit *u = &cs->s->units.v[cs->v[i].unit];
    y0 = fminf(y0, u->y);
    y1 = fmaxf(y1, u->y);
    sum += (cs->v[i].up + cs->v[i].down + airy) / 2;
  }
  if (!beside) return;
  *top = fmaxf(*top, y0 - sum);
  *bottom = fminf(*bottom, y1 + sum);
}

static void make_columns(struct ct_callouts *cs, bool beside) {
  const struct ct_rect *f = &cs->s->in->view->frame;
  struct ct_arena *a = cs->s->arena;
  float widest = 0, padding = 0;
  for (size_t i = 0; i < cs->n; i++) {
    widest = fmaxf(widest, cs->v[i].w);
    padding = fmaxf(padding, cs->s->units.v[cs->v[i].unit].style->text_padding);
  }
  float edge = INSET + widest, top, bottom;
  heights(cs, beside, &top, &bottom);
  int slots = (int)fmin(fmax((bottom - top) / CT_CALLOUT_STEP, 1), MOST_SLOTS);
  for (int side = 0; side < 2; side++) {
    struct ct_column *col = &cs->column[side];
    *col = (struct ct_column){.dir = side ? 1 : -1, .y0 = top, .nslots = slots};
    col->port_x = (float)(side ? f->x + f->w - edge : f->x + edge);
    col->cost = CT_NEW_N(a, float, cs->n *(size_t)slots);
    cs->best[side] = CT_NEW_N(a, float, (size_t)slots + 1);
    cs->order[side] = CT_NEW_N(a, uint32_t, cs->n + 1);
  }
  cs->made = CT_NEW_N(a, uint8_t, cs->n * ((size_t)slots + 1));
  cs->gap = 2 * padding + 0.6F;
}

struct placed {
  float x, y;
  uint32_t i;
};

static int by_x(const void *p, const void *q) {
  const struct placed *a = p, *b = q;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  return a->i < b->i ? -1 : 1;
}

static int by_y(const void *p, const void *q) {
  const struct placed *a = p, *b = q;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  if (a->x != b->x) return a->x < b->x ? -1 : 1;
  return a->i < b->i ? -1 : 1;
}

// The first `left` from the west go to the left column, the others to the right.
static void split_at(struct ct_callouts *cs, const struct placed *from_west, size_t left,
                     struct placed *tmp) {
  for (int side = 0; side < 2; side++) {
    size_t start = side ? left : 0, n = side ? cs->n - left : left;
    for (size_t k = 0; k < n; k++) tmp[k] = from_west[start + k];
    if (n) qsort(tmp, n, sizeof *tmp, by_y);
    for (size_t k = 0; k < n; k++) cs->order[side][k] = tmp[k].i;
    cs->norder[side] = n;
  }
}

static float cost_both(struct ct_callouts *cs) {
  return ct_callout_settle(cs, 0) + ct_callout_settle(cs, 1);
}

static void choose_sides(struct ct_callouts *cs) {
  enum { SPLITS = 24 };
  struct placed *p = CT_NEW_N(cs->s->arena, struct placed, 2 * cs->n + 1), *tmp = p + cs->n;
  for (size_t i = 0; i < cs->n; i++) {
    const struct ct_unit *u = &cs->s->units.v[cs->v[i].unit];
    p[i] = (struct placed){u->x, u->y, (uint32_t)i};
  }
  qsort(p, cs->n, sizeof *p, by_x);
  float least = INFINITY;
  size_t best = 0, was = SIZE_MAX;
  for (int k = 0; k <= SPLITS; k++) {
    size_t left = cs->n * (size_t)k / SPLITS;
    if (left == was) continue;
    was = left;
    split_at(cs, p, left, tmp);
    float cost = cost_both(cs);
    if (cost >= least) continue;
    least = cost;
    best = left;
  }
  split_at(cs, p, best, tmp);
}

static size_t left_out(const struct ct_callouts *cs) {
  size_t n = 0;
  for (size_t i = 0; i < cs->n; i++) n += !cs->v[i].taken;
  return n;
}

// More air between texts where there is room.
static void choose_gap(struct ct_callouts *cs) {
  static const float airy[] = {6, 4.5F, 3.2F, 2.2F};
  float least_gap = cs->gap, least = cost_both(cs);
  size_t out = left_out(cs);
  for (size_t i = 0; i < sizeof airy / sizeof *airy; i++) {
    cs->gap = airy[i];
    // Leaders may grow by a little for it, but nothing is left out.
    if (airy[i] > least_gap && cost_both(cs) < 1.06F * least + 2 * (float)cs->n && left_out(cs) <= out)
      return;
  }
  cs->gap = least_gap;
}

// Texts that have no place yet try every place that is left, in both columns.
static bool squeeze_in(struct ct_callouts *cs, struct ct_callout *v) {
  enum { TRIES = 300 };
  for (int k = 0; k < TRIES; k++) {
    float least = v->weight;
    for (int side = 0; side < 2; side++) {
      const struct ct_column *col = &cs->column[side];
      float *cost = col->cost + (size_t)(v - cs->v) * (size_t)col->nslots;
      for (int i = 0; i < col->nslots; i++) {
        if (!(cost[i] < least)) continue;
        least = cost[i];
        v->side = side;
        v->slot = i;
      }
    }
    if (!(least < v->weight)) return false;
    if (try_place(cs, v)) return true;
    cs->column[v->side].cost[(size_t)(v - cs->v) * (size_t)cs->column[v->side].nslots + (size_t)v->slot] =
        INFINITY;
  }
  return false;
}

// A leader that costs much more than a level one is worth less than a place elsewhere.
static void weigh(struct ct_callouts *cs) {
  for (size_t i = 0; i < cs->n; i++) {
    float x = cs->s->units.v[cs->v[i].unit].x;
    float left = x - cs->column[0].port_x, right = cs->column[1].port_x - x;
    cs->v[i].weight += fmaxf(fminf(left, right), 0) + FIRST * (1 - (float)i / (float)cs->n);
  }
}

static bool has_slot(const struct ct_callouts *cs, size_t i) {
  for (int side = 0; side < 2; side++) {
    const struct ct_column *col = &cs->column[side];
    for (int k = 0; k < col->nslots; k++)
      if (col->cost[i * (size_t)col->nslots + (size_t)k] < cs->v[i].weight) return true;
  }
  return false;
}

// Those that have no place in either column, whatever the others do.
static void leave_out(struct ct_callouts *cs) {
  size_t n = 0, width = (size_t)cs->column[0].nslots;
  for (size_t i = 0; i < cs->n; i++) {
    if (!has_slot(cs, i)) continue;
    for (int side = 0; side < 2; side++)
      memmove(cs->column[side].cost + n * width, cs->column[side].cost + i * width, width * sizeof(float));
    cs->v[n++] = cs->v[i];
  }
  cs->n = n;
}

static bool run(struct ct_callouts *cs, bool beside) {
  bool any = false;
  if (!cs->n) return false;
  make_columns(cs, beside);
  if (beside) near_marks(cs);
  weigh(cs);
  ct_cover_make(&cs->cover, cs->s, true);
  for (int side = 0; side < 2; side++) ct_callout_sight(cs, side);
  leave_out(cs);
  if (!cs->n) return false;
  choose_sides(cs);
  choose_gap(cs);
  ct_callout_arrange(cs);
  for (size_t i = 0; i < cs->n; i++) {
    cs->v[i].taken = cs->v[i].taken && try_place(cs, &cs->v[i]);
    if (cs->v[i].taken) any = true;
  }
  for (size_t i = 0; i < cs->n; i++)
    if (!cs->v[i].taken && squeeze_in(cs, &cs->v[i])) any = cs->v[i].taken = true;
  return any;
}

void ct_callouts_first(struct ct_solver *s) {
  struct ct_callouts cs = {.s = s, .work = 8000000, .v = CT_NEW_N(s->arena, struct ct_callout, MOST)};
  for (size_t k = 0; k < s->units.n && cs.n < MOST; k++)
    if (ct_callouts_all(s, &s->units.v[s->order[k]])) add(&cs, s->order[k], true);
  run(&cs, true);
  for (size_t i = 0; i < s->units.n; i++) {
    struct ct_unit *u = &s->units.v[i];
    if (!ct_callouts_all(s, u)) continue;
    u->fixed = u->at != CT_DROPPED;
    u->no_column = !u->fixed;
    if (u->no_column) u->wrap = 0;
  }
}

void ct_callouts_of(struct ct_solver *s, const bool *in, bool beside) {
  struct ct_callouts cs = {
      .s = s, .work = beside ? 300000 : 1000000, .v = CT_NEW_N(s->arena, struct ct_callout, MOST)};
  for (size_t k = 0; k < s->units.n && cs.n < MOST_LEFT; k++)
    if (in[s->order[k]] && s->units.v[s->order[k]].at == CT_DROPPED) add(&cs, s->order[k], false);
  run(&cs, beside);
}

bool ct_callouts_full(const struct ct_solver *s) {
  enum { MANY = 250 };
  size_t n = 0;
  for (uint32_t i = 0; i < s->units.n; i++) n += s->units.v[i].at == CT_DROPPED && ct_callout_may_go(s, i);
  return n > MANY;
}

bool ct_callouts_rest(struct ct_solver *s) {
  enum { FEW = 40 };
  bool full = ct_callouts_full(s);
  bool any = false, *left = CT_NEW_N(s->arena, bool, s->units.n + 1);
  struct ct_cover cover;
  ct_cover_make(&cover, s, true);
  for (size_t k = 0, tried = 0; k < s->units.n && tried < (full ? FEW : MOST); k++) {
    uint32_t unit = s->order[k];
    if (s->units.v[unit].at != CT_DROPPED || !ct_callout_may_go(s, unit)) continue;
    tried++;
    left[unit] = !ct_callout_free(s, unit, &cover);
    if (!left[unit]) any = true;
  }
  if (!full) ct_callouts_of(s, left, false);
  return any;
}

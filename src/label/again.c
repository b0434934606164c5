// SPDX-License-Identifier: MIT
// Again: a page solved once more, with a few other wishes or obstacles: what is far from them stays where it was.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "label/solver.h"
#include "text/text.h"

// Names as near as that to something new may move for it; what was dropped looks for a place where there is
// less furniture now, points.
#define REACH 14
#define REACH_DROPPED 40
#define FURNITURE_GAP 1.5F

struct boxes {
  ct_vec(struct ct_box) v;
};

struct carry {
  struct ct_solver *s;
  const struct ct_solver *old;
  struct boxes added, removed;  // furniture
  bool *changed;                // by unit
  struct ct_grid grid;          // round all that has changed
};

static bool asked(const struct ct_unit *u) {
  return (u->wish->pin && u->text && !u->spared) ||
         (u->text && !u->spared && u->style->text_overlap == CT_OVERLAP_ALWAYS);
}

static bool same_units(const struct ct_solver *s, const struct ct_solver *old) {
  if (s->units.n != old->units.n) return false;
  for (size_t i = 0; i < s->units.n; i++) {
    const struct ct_unit *a = &s->units.v[i], *b = &old->units.v[i];
    if (a->layer != b->layer || a->item != b->item || a->along != b->along) return false;
    if (s->in->layers[a->layer].mode == CT_LABELS_CALLOUTS) return false;
  }
  return true;
}

static const struct ct_candidate *stood(const struct carry *c, uint32_t i) {
  const struct ct_unit *u = &c->old->units.v[i];
  return u->at == CT_DROPPED ? NULL : &c->old->cands.v[u->cand0 + (uint32_t)u->at];
}

// ---- What has changed

static bool same_rect(const struct ct_rect *a, const struct ct_rect *b) {
  return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

static void differ(const struct ct_solver *a, const struct ct_solver *b, struct boxes *only_in_a) {
  for (size_t i = 0; i < a->nfurniture; i++) {
    const struct ct_rect *r = &a->furniture[i];
    size_t k = 0;
    while (k < b->nfurniture && !same_rect(r, &b->furniture[k])) k++;
    if (k < b->nfurniture) continue;
    struct ct_box box = {(float)r->x, (float)r->y, (float)(r->x + r->w), (float)(r->y + r->h)};
    ct_vec_push(a->arena, &only_in_a->v, ct_box_grown(&box, FURNITURE_GAP));
  }
}

static bool is_hit(const struct boxes *boxes, const struct ct_candidate *c) {
  for (size_t i = 0; i < boxes->v.n; i++) {
    const struct ct_box *b = &boxes->v.v[i];
    if (ct_box_overlap(b, &c->box) || (c->led && ct_polyline_hits(c, b))) return true;
    if (c->icon && ct_box_overlap(b, &c->icon->box)) return true;
  }
  return false;
}

static bool is_near(const struct boxes *boxes, const struct ct_unit *u, float reach) {
  struct ct_box round = ct_box_grown(&u->mark, reach);
  for (size_t i = 0; i < boxes->v.n; i++)
    if (ct_box_overlap(&boxes->v.v[i], &round)) return true;
  return false;
}

// Another number of as many figures is as wide: it stands where the last did.
static bool is_as_wide(struct carry *c, struct ct_unit *u, const struct ct_unit *was) {
  struct ct_solver *s = c->s;
  if (!u->key || !was->key || !was->run) return false;
  struct ct_text_style st = u->style->text;
  st.justify = CT_JUSTIFY_CENTER;
  u->run = ct_text_shape(s->text, u->text, &st, s->in->layers[u->layer].items->layer_id);
  return fabsf(ct_run_box(u->run)->w - ct_run_box(was->run)->w) < 0.01F;
}

static bool has_changed(struct carry *c, uint32_t i) {
  struct ct_unit *u = &c->s->units.v[i];
  const struct ct_unit *was = &c->old->units.v[i];
  const struct ct_candidate *at = stood(c, i);
  if (was->on_mark || u->spared != was->spared || (u->text == NULL) != (was->text == NULL)) return true;
  if (u->key == was->key) {
    u->run = was->run;
  } else if (!is_as_wide(c, u, was)) {
    u->run = NULL;
    return true;
  }
  if (at) return is_hit(&c->added, at);
  return u->text && !u->spared && is_near(&c->removed, u, REACH_DROPPED);
}

static void mark_changes(struct carry *c) {
  enum { CELL_PT = 24 };
  struct ct_solver *s = c->s;
  ct_grid_init(&c->grid, s->arena, &s->in->view->frame, CELL_PT);
  for (uint32_t i = 0; i < s->units.n; i++) {
    const struct ct_candidate *at = stood(c, i);
    c->changed[i] = !asked(&s->units.v[i]) && has_changed(c, i);
    if (!c->changed[i]) continue;
    struct ct_box round = ct_box_grown(&s->units.v[i].mark, REACH);
    ct_grid_add(&c->grid, &round, i, CT_BOX_TEXT);
    if (at) ct_grid_add(&c->grid, &at->box, i, CT_BOX_TEXT);
  }
}

// ---- What stays

// Is it near something that has changed, so that one may have to make way for the other?
static bool may_move(struct carry *c, uint32_t i) {
  struct ct_solver *s = c->s;
  const struct ct_candidate *at = stood(c, i);
  if (c->old->units.v[i].fixed) return false;
  ct_grid_find(&c->grid, &s->units.v[i].mark, &s->hits);
  if (!s->hits.v.n && at) ct_grid_find(&c->grid, &at->box, &s->hits);
  return s->hits.v.n > 0;
}

static void take_over(struct carry *c, const struct ct_candidate *from) {
  struct ct_solver *s = c->s;
  struct ct_candidate copy = *from;
  copy.part0 = (uint32_t)s->parts.n;
  copy.bar_stamp = 0;
  for (uint32_t k = 0; k < from->nparts; k++) {
    struct ct_box part = c->old->parts.v[from->part0 + k];
    ct_vec_push(s->arena, &s->parts, part);
  }
  ct_vec_push(s->arena, &s->cands, copy);
}

// All its places that are still to be had; of one that had rested they are found anew.
static void take_all(struct carry *c, uint32_t i) {
  struct ct_solver *s = c->s;
  struct ct_unit *u = &s->units.v[i];
  const struct ct_unit *was = &c->old->units.v[i];
  const struct ct_candidate *at = stood(c, i);
  struct ct_candidate kept = {0};
  u->led = was->led && !was->alone;
  u->slid = was->slid && !was->alone;
  if (was->alone) ct_candidates_make(s, u);
  if (!was->alone) u->cand0 = (uint32_t)s->cands.n;
  for (uint32_t k = 0; k < was->ncand; k++) {
    const struct ct_candidate *one = &c->old->cands.v[was->cand0 + k];
    if (is_hit(&c->added, one)) continue;
    take_over(c, one);
    u->ncand++;
  }
  if (at) kept = *at;
  int k = 0;
  ct_candidates_sort(s, u);
  for (; at && k < u->ncand; k++) {
    const struct ct_candidate *one = &s->cands.v[u->cand0 + (uint32_t)k];
    if (one->text == kept.text && one->led == kept.led && one->x == kept.x && one->y == kept.y &&
        one->cost == kept.cost)
      break;
  }
  ct_search_put(s, i, at && k < u->ncand ? k : CT_DROPPED);
}

static void take_one(struct carry *c, uint32_t i) {
  struct ct_solver *s = c->s;
  struct ct_unit *u = &s->units.v[i];
  const struct ct_candidate *at = stood(c, i);
  u->cand0 = (uint32_t)s->cands.n;
  u->alone = true;
  if (!at) return;
  take_over(c, at);
  u->ncand = 1;
  ct_search_put(s, i, 0);
}

static void carry_unit(struct carry *c, uint32_t i) {
  struct ct_unit *u = &c->s->units.v[i];
  const struct ct_unit *was = &c->old->units.v[i];
  bool moves = may_move(c, i);
  u->again = moves ? CT_AGAIN_MOVES : CT_AGAIN_RESTS;
  u->wrap = was->wrap;
  u->fixed = was->fixed;
  u->no_column = was->no_column;
  if (!u->spared) u->reason = was->reason;
  if (moves)
    take_all(c, i);
  else
    take_one(c, i);
}

bool ct_again_carry(struct ct_solver *s) {
  struct carry c = {.s = s, .old = s->in->was ? s->in->was->state : NULL};
  if (!c.old || !same_units(s, c.old)) return false;
  c.changed = CT_NEW_N(s->arena, bool, s->units.n + 1);
  differ(s, c.old, &c.added);
  differ(c.old, s, &c.removed);
  mark_changes(&c);
  for (uint32_t i = 0; i < s->units.n; i++)
    if (!c.changed[i] && !asked(&s->units.v[i])) carry_unit(&c, i);
  return true;
}

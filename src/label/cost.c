// SPDX-License-Identifier: MIT
// Cost: what may stand at a place, and how good the place is.
#include <math.h>

#include "label/solver.h"

#define FRAME_INSET 1.5
#define FURNITURE_GAP 1.5F
#define SAME_POINT 0.75F

bool ct_cost_own(const struct ct_solver *s, const struct ct_unit *u, const struct ct_grid_entry *e) {
  if (e->owner != CT_NOBODY && &s->units.v[e->owner] == u) return true;
  if (e->kind != CT_BOX_MARK && e->kind != CT_BOX_ICON) return false;
  return fabsf((e->box.x0 + e->box.x1) / 2 - u->x) < SAME_POINT &&
         fabsf((e->box.y0 + e->box.y1) / 2 - u->y) < SAME_POINT;
}

static const char *reason_of(enum ct_box_kind kind) {
  if (kind == CT_BOX_FURNITURE) return "no free place: overlaps the furniture";
  if (kind == CT_BOX_TEXT || kind == CT_BOX_LEADER) return "no free place: overlaps another text";
  return "no free place: overlaps a mark";
}

static bool in_frame(const struct ct_rect *f, const struct ct_box *b) {
  return b->x0 >= f->x + FRAME_INSET && b->y0 >= f->y + FRAME_INSET && b->x1 <= f->x + f->w - FRAME_INSET &&
         b->y1 <= f->y + f->h - FRAME_INSET;
}

bool ct_cost_clear_inked(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body,
                         const struct ct_box *ink, const char **reason) {
  if (!in_frame(&s->in->view->frame, body)) {
    *reason = "no free place: outside the frame";
    return false;
  }
  struct ct_box inked = ct_box_grown(ink, u->style->text_padding), padded = ct_candidate_padded(u, body, ink);
  struct ct_box roomy = ct_box_grown(body, FURNITURE_GAP), wide = ct_box_union(&roomy, &padded);
  roomy = ct_box_union(&roomy, &inked);
  ct_grid_find(&s->still, &wide, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    // A text that always stands, and one that may lie over it.
    if (e->kind == CT_BOX_TEXT && u->style->text_overlap != CT_OVERLAP_NEVER) continue;
    bool text = e->kind == CT_BOX_TEXT || e->kind == CT_BOX_LEADER;
    const struct ct_box *mine = e->kind == CT_BOX_FURNITURE ? &roomy : text ? &padded : &inked;
    if (!ct_box_overlap(&e->box, mine) || ct_cost_own(s, u, e)) continue;
    *reason = reason_of(e->kind);
    return false;
  }
  return true;
}

bool ct_cost_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body, float padding,
                   const char **reason) {
  struct ct_box ink = ct_box_grown(body, padding - u->style->text_padding);
  return ct_cost_clear_inked(s, u, body, &ink, reason);
}

// From box to box.
static float apart(const struct ct_box *a, const struct ct_box *b) {
  float dx = fmaxf(fmaxf(a->x0 - b->x1, b->x0 - a->x1), 0),
        dy = fmaxf(fmaxf(a->y0 - b->y1, b->y0 - a->y1), 0);
  return hypotf(dx, dy);
}

// How near to the body the nearest of other marks is, `most` at the most.
static float nearest_other(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body,
                           float most) {
  struct ct_box near = ct_box_grown(body, most);
  ct_grid_find(&s->still, &near, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if ((e->kind != CT_BOX_ICON && e->kind != CT_BOX_MARK) || ct_cost_own(s, u, e)) continue;
    most = fminf(most, apart(body, &e->box));
  }
  return most;
}

// A reader gives a name to the nearest mark: others must be farther off than its own.
static float doubt(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body) {
  if (!u->has_mark) return 0;
  float own = apart(body, &u->mark), reach = fminf(1.5F * own + 4, 40);
  float other = nearest_other(s, u, body, reach);
  return (other < own ? 2.5F : 0) + 2 * (1 - other / reach);
}

bool ct_cost_doubtful(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body) {
  float enough = 1.15F * apart(body, &u->mark) + 0.5F;
  return nearest_other(s, u, body, enough) < enough;
}

// Of a name on fills: an area's name had better stand on its own, or on none.
static float on_fills(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body) {
  const struct ct_items *items = s->in->layers[u->layer].items;
  float own, others;
  ct_areas_shares(&s->areas, items->table, items->feature[u->item], body, &own, &others);
  if (u->has_mark) return others;
  // Half on and half off is worst of all.
  return 6 * others + 8 * own * (1 - own);
}

// Of lines that it crosses. What the data draw is read before the base map: one through a name spoils both.
static float on_lines(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body) {
  float em = ct_unit_em(u), middle[2] = {(body->x0 + body->x1) / 2, (body->y0 + body->y1) / 2};
  float point[2] = {u->x, u->y}, inside = (float)ct_lines_inside(&s->lines, body) / em;
  float tracked = (float)ct_lines_inside(&s->tracks, body) / em, crossed = 0;
  if (u->has_mark)
    crossed =
        (float)(ct_lines_crossed(&s->lines, point, middle) + ct_lines_crossed(&s->tracks, point, middle));
  return fminf(inside * 1.3F, 5) + fminf(tracked * (u->has_mark ? 2.2F : 4), 10) +
         fminf(crossed * 0.5F, 1.5F);
}

float ct_cost_site(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body) {
  return on_lines(s, u, body) + doubt(s, u, body) + (s->areas.n ? on_fills(s, u, body) : 0);
}

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
  if (kind == CT_BOX_TEXT) return "no free place: overlaps another text";
  return "no free place: overlaps a mark";
}

bool ct_cost_clear(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body, float padding,
                   const char **reason) {
  const struct ct_rect *f = &s->in->view->frame;
  if (body->x0 < f->x + FRAME_INSET || body->y0 < f->y + FRAME_INSET ||
      body->x1 > f->x + f->w - FRAME_INSET || body->y1 > f->y + f->h - FRAME_INSET) {
    *reason = "no free place: outside the frame";
    return false;
  }
  struct ct_box wide = ct_box_grown(body, fmaxf(padding, FURNITURE_GAP));
  struct ct_box padded = ct_box_grown(body, padding);
  ct_grid_find(&s->still, &wide, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if (e->kind != CT_BOX_FURNITURE && !ct_box_overlap(&e->box, &padded)) continue;
    if (ct_cost_own(s, u, e)) continue;
    // A text that always stands, and one that may lie over it.
    if (e->kind == CT_BOX_TEXT && u->style->text_overlap != CT_OVERLAP_NEVER) continue;
    *reason = reason_of(e->kind);
    return false;
  }
  return true;
}

static float distance(const struct ct_box *b, float x, float y) {
  float dx = fmaxf(fmaxf(b->x0 - x, x - b->x1), 0), dy = fmaxf(fmaxf(b->y0 - y, y - b->y1), 0);
  return hypotf(dx, dy);
}

// A reader gives a name to the nearest mark: others must be farther off than its own.
static float doubt(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body) {
  float own = distance(body, u->x, u->y), reach = 1.3F * own + 1.5F, sum = 0;
  if (!u->has_mark) return 0;
  struct ct_box near = ct_box_grown(body, fminf(reach, 40));
  ct_grid_find(&s->still, &near, &s->hits);
  for (size_t i = 0; i < s->hits.v.n && sum < 4; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    if ((e->kind != CT_BOX_ICON && e->kind != CT_BOX_MARK) || ct_cost_own(s, u, e)) continue;
    float d = distance(body, (e->box.x0 + e->box.x1) / 2, (e->box.y0 + e->box.y1) / 2);
    if (d < reach) sum += 1.8F * (1 - d / reach);
  }
  return fminf(sum, 4);
}

float ct_cost_site(struct ct_solver *s, const struct ct_unit *u, const struct ct_box *body) {
  float em = ct_unit_em(u), middle[2] = {(body->x0 + body->x1) / 2, (body->y0 + body->y1) / 2};
  float point[2] = {u->x, u->y};
  float inside = (float)ct_lines_inside(&s->lines, body) / em;
  float crossed = u->has_mark ? (float)ct_lines_crossed(&s->lines, point, middle) : 0;
  return fminf(inside * 0.8F, 5) + fminf(crossed * 0.5F, 1.5F) + doubt(s, u, body);
}

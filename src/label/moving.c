// SPDX-License-Identifier: MIT
// Moving: icons that stand where their texts do, fitted to them or along lines, and texts that do without.
#include <math.h>

#include "label/fit.h"
#include "label/solver.h"

struct ct_box ct_moving_padded(const struct ct_box *b, const struct ct_symbol_style *st) {
  const float *p = st->icon_paddings;
  // Styles made by hand have the largest alone.
  if (p[0] == 0 && p[1] == 0 && p[2] == 0 && p[3] == 0) return ct_box_grown(b, st->icon_padding);
  return (struct ct_box){b->x0 - p[3], b->y0 - p[0], b->x1 + p[1], b->y1 + p[2]};
}

bool ct_moving_icon(struct ct_solver *s, struct ct_unit *u, struct ct_candidate *c, const float at[2],
                    const struct ct_box *block, float line_deg) {
  if (!u->icon_moves) return true;
  const struct ct_symbol_style *st = u->style;
  struct ct_icon_at *icon = CT_NEW(s->arena, struct ct_icon_at);
  struct ct_box covers, box = ct_fit_icon(st, u->image, block, &covers);
  float px = at[0] + u->icon_tx, py = at[1] + u->icon_ty, x = (box.x0 + box.x1) / 2;
  float y = (box.y0 + box.y1) / 2;
  icon->deg = ct_turned_icon(s, u, line_deg);
  double t = icon->deg * (M_PI / 180);
  icon->x = (float)(px + x * cos(t) - y * sin(t));
  icon->y = (float)(py + x * sin(t) + y * cos(t));
  icon->w = box.x1 - box.x0;
  icon->h = box.y1 - box.y0;
  icon->fit = block && st->icon_fit != CT_ICON_FIT_NONE;
  covers = ct_fit_turned(&covers, icon->deg, px, py);
  icon->box = ct_moving_padded(&covers, st);
  c->icon = icon;
  const char *reason = NULL;
  if (st->icon_overlap == CT_OVERLAP_ALWAYS && !icon->fit) return true;
  if (ct_cost_clear(s, u, &icon->box, 0, &reason)) return true;
  c->bare = c->text && st->icon_optional && !icon->fit;
  if (c->bare) return true;
  if (!u->reason) u->reason = reason;
  return false;
}

void ct_moving_bare(struct ct_solver *s, struct ct_unit *u, bool icon_clear) {
  // As bad as a place on the other side of the mark.
  enum { WITHOUT = 4 };
  if (!u->has_icon || u->icon_stays || u->icon_moves || !u->style->icon_optional) return;
  for (uint32_t i = 0, n = u->ncand; i < n; i++) {
    struct ct_candidate c = s->cands.v[u->cand0 + i];
    if (!icon_clear) {
      s->cands.v[u->cand0 + i].bare = true;
      s->cands.v[u->cand0 + i].bar_stamp = 0;
      continue;
    }
    c.bare = true;
    c.bar_stamp = 0;
    c.cost += WITHOUT;
    ct_vec_push(s->arena, &s->cands, c);
    u->ncand++;
  }
}

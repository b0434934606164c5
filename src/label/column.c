// SPDX-License-Identifier: MIT
// Column: texts whose letters stand upright below each other, at a side of their point.
#include <math.h>

#include "label/solver.h"
#include "text/text.h"

// Between column and mark, points.
#define MARK_GAP 0.8F

bool ct_column_stands(struct ct_solver *s, const struct ct_unit *u) {
  struct ct_bend bend = ct_unit_bend(s, u);
  return ct_bend_stood_length(&bend) > 0;
}

// How far the block must go to be clear of the mark, along the side it stands on.
static void push(const struct ct_unit *u, const struct ct_column_ask *ask, const struct ct_box *b, float *dx,
                 float *dy) {
  struct ct_box m = ct_box_grown(&u->mark, MARK_GAP);
  if (!ask->push || !u->has_mark || !ct_box_overlap(b, &m)) return;
  float x = ask->sx > 0 ? m.x1 - b->x0 : ask->sx < 0 ? m.x0 - b->x1 : 0;
  float y = ask->sy > 0 ? m.y1 - b->y0 : ask->sy < 0 ? m.y0 - b->y1 : 0;
  if (ask->sx && (!ask->sy || fabsf(x) <= fabsf(y)))
    *dx += x;
  else
    *dy += y;
}

void ct_column_try(struct ct_solver *s, struct ct_unit *u, const struct ct_column_ask *ask) {
  struct ct_bend bend = ct_unit_bend(s, u);
  struct ct_bend_column col = {.run = ct_bend_shape_column(&bend), .anchor = CT_ANCHOR_CENTER};
  if (!ct_bend_down(&bend, &col)) return;
  const struct ct_cluster *clusters;
  size_t n = ct_run_clusters(s->text, col.run, &clusters);
  float w = col.box.x1 - col.box.x0, h = col.box.y1 - col.box.y0;
  float px = u->x + ask->dx + u->text_tx, py = u->y + ask->dy + u->text_ty;
  float x = px - (ask->sx > 0 ? 0 : ask->sx < 0 ? w : w / 2);
  float y = py - (ask->sy > 0 ? 0 : ask->sy < 0 ? h : h / 2);
  struct ct_box block = {x, y, x + w, y + h};
  float dx = 0, dy = 0;
  push(u, ask, &block, &dx, &dy);
  block = (struct ct_box){x + dx, y + dy, x + dx + w, y + dy + h};
  float mx = block.x0 - (u->x + col.box.x0), my = block.y0 - (u->y + col.box.y0);
  struct ct_cluster_spot *spots = CT_NEW_N(s->arena, struct ct_cluster_spot, n + 1);
  for (size_t i = 0; i < n; i++)
    spots[i] = (struct ct_cluster_spot){col.spots[i].x + mx, col.spots[i].y + my, col.spots[i].deg};
  struct ct_bent *bent = CT_NEW(s->arena, struct ct_bent);
  *bent = (struct ct_bent){col.run, spots};
  struct ct_candidate c = {.cost = ask->cost, .text = true, .bent = bent, .justify = CT_JUSTIFY_CENTER};
  c.x = block.x0;
  c.y = block.y0;
  c.ink = block;
  const char *reason = NULL;
  if (u->style->text_overlap != CT_OVERLAP_ALWAYS &&
      !ct_cost_clear(s, u, &block, u->style->text_padding, &reason)) {
    if (!u->reason) u->reason = reason;
    return;
  }
  const float at[2] = {u->x, u->y};
  struct ct_box about = {block.x0 - u->x, block.y0 - u->y, block.x1 - u->x, block.y1 - u->y};
  if (!ct_moving_icon(s, u, &c, at, &about, 0)) return;
  c.cost += ct_cost_site(s, u, &block);
  c.box = ct_box_grown(&block, u->style->text_padding);
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand++;
}

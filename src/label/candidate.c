// SPDX-License-Identifier: MIT
// Candidates: where a text could stand, and what each place costs.
#include <math.h>
#include <stdlib.h>

#include "label/fit.h"
#include "label/solver.h"
#include "model/table.h"
#include "text/text.h"

// Between a boxed text and the edge of its panel.
#define PANEL_ROOM 2.6F
// Kept to the left and right of a text by other texts, each half of the gap.
#define BESIDE_EM 0.36F

// ---- What a run covers

static struct ct_box with_ink(const struct ct_run_box *b, float top, float bottom) {
  struct ct_box box = {0, top, b->w, bottom};
  if (b->ink.w > 0) {
    struct ct_box ink = {(float)b->ink.x, (float)b->ink.y, (float)(b->ink.x + b->ink.w),
                         (float)(b->ink.y + b->ink.h)};
    box = ct_box_union(&box, &ink);
  }
  return box;
}

static struct ct_box moved(const struct ct_box *b, float x, float y) {
  return (struct ct_box){b->x0 + x, b->y0 + y, b->x1 + x, b->y1 + y};
}

struct ct_box ct_candidate_body(const struct ct_unit *u, const struct ct_run *run, float x, float y) {
  struct ct_box box = with_ink(ct_run_box(run), ct_run_box(run)->top, ct_run_box(run)->bottom);
  box = moved(&box, x, y);
  return u->wish->boxed ? ct_box_grown(&box, PANEL_ROOM) : box;
}

struct ct_box ct_candidate_ink(const struct ct_unit *u, const struct ct_run *run, float x, float y) {
  const struct ct_run_box *b = ct_run_box(run);
  if (u->wish->boxed) return ct_candidate_body(u, run, x, y);
  // No less than what a lower-case x takes.
  struct ct_box box = with_ink(b, b->baseline - 0.5F * ct_unit_em(u), b->last_baseline);
  return moved(&box, x, y);
}

// What keeps its distance from the unit's own mark: the same for all words, so that they line up.
static struct ct_box line_box(const struct ct_unit *u, float x, float y) {
  const struct ct_run_box *b = ct_run_box(u->run);
  float em = ct_unit_em(u);
  if (u->wish->boxed) return ct_candidate_body(u, u->run, x, y);
  struct ct_box box = with_ink(b, b->baseline - 0.80F * em, b->last_baseline + 0.28F * em);
  return moved(&box, x, y);
}

struct ct_box ct_candidate_padded(const struct ct_unit *u, const struct ct_box *body,
                                  const struct ct_box *ink) {
  // The body has room above and below as it is. Never less than what rounding in a PDF takes.
  const float least = 0.06F;
  struct ct_box room = ct_box_grown(body, least), padded = ct_box_grown(ink, u->style->text_padding);
  padded = ct_box_union(&room, &padded);
  if (!(u->style->text_padding > 0) || u->wish->boxed || u->key) return padded;
  // Names side by side with a gap like a blank would read as one.
  float side = BESIDE_EM * ct_unit_em(u);
  padded.x0 = fminf(padded.x0, body->x0 - side);
  padded.x1 = fmaxf(padded.x1, body->x1 + side);
  return padded;
}

float ct_candidate_middle(const struct ct_run *run) {
  const struct ct_run_box *b = ct_run_box(run);
  return (b->baseline - b->cap_height + b->last_baseline) / 2;
}

// ---- One place

// Top left of the run for a place, before it is pushed off the mark.
static void put(const struct ct_unit *u, const struct ct_place *p, float *x, float *y) {
  const struct ct_run_box *b = ct_run_box(u->run);
  float px = u->x + p->dx + u->text_tx, py = u->y + p->dy + u->text_ty;
  *x = p->sx > 0 ? px : p->sx < 0 ? px - b->w : px - b->w / 2;
  if (p->sy == 0)
    *y = py - ct_candidate_middle(u->run);
  else if (p->sy > 0)
    *y = p->line_box ? py : py - (b->baseline - b->cap_height);
  else
    *y = p->line_box ? py - b->h : py - b->last_baseline;
}

// The way out of the mark's box, along the side the text stands on; the shorter of two.
static void push(const struct ct_unit *u, const struct ct_place *p, const struct ct_box *body, float *x,
                 float *y) {
  struct ct_box m = ct_box_grown(&u->mark, CT_MARK_GAP);
  if (!u->has_mark || !ct_box_overlap(body, &m)) return;
  float dx = p->sx > 0 ? m.x1 - body->x0 : p->sx < 0 ? m.x0 - body->x1 : 0;
  float dy = p->sy > 0 ? m.y1 - body->y0 : p->sy < 0 ? m.y0 - body->y1 : 0;
  if (p->sx && (!p->sy || fabsf(dx) <= fabsf(dy)))
    *x += dx;
  else
    *y += dy;
}

static bool is_clear(struct ct_solver *s, struct ct_unit *u, const struct ct_candidate *c,
                     const struct ct_box *body) {
  const char *reason = NULL;
  if (u->style->text_overlap == CT_OVERLAP_ALWAYS) return true;
  if (c->nparts ? ct_turned_clear(s, u, c, body, &reason) : ct_cost_clear_inked(s, u, body, &c->ink, &reason))
    return true;
  if (!u->reason) u->reason = reason;
  return false;
}

bool ct_candidate_try(struct ct_solver *s, struct ct_unit *u, const struct ct_place *p) {
  struct ct_candidate c = {.cost = p->cost, .text = true, .moved = p->moved};
  put(u, p, &c.x, &c.y);
  struct ct_box line = line_box(u, c.x, c.y);
  if (p->push) push(u, p, &line, &c.x, &c.y);
  c.ink = ct_candidate_ink(u, u->run, c.x, c.y);
  struct ct_box body = ct_candidate_body(u, u->run, c.x, c.y), site = c.ink;
  const struct ct_run_box *b = ct_run_box(u->run);
  const float at[2] = {u->x, u->y}, deg = ct_turned_text(s, u);
  struct ct_box block = {c.x - u->x, c.y - u->y, c.x - u->x + b->w, c.y - u->y + b->h};
  if (deg != 0) site = ct_turned_parts(s, &body, u->x, u->y, deg, &c);
  if (!ct_moving_icon(s, u, &c, at, &block, 0) || !is_clear(s, u, &c, &body)) return false;
  c.cost += ct_cost_site(s, u, &site);
  c.box = c.nparts ? ct_box_grown(&site, u->style->text_padding) : ct_candidate_padded(u, &body, &c.ink);
  c.justify = p->sx > 0 ? CT_JUSTIFY_LEFT : p->sx < 0 ? CT_JUSTIFY_RIGHT : CT_JUSTIFY_CENTER;
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand++;
  return true;
}

// ---- Lists of places

// text-radial-offset, as MapLibre applies it (evaluateVariableOffset).
static void radial(const struct ct_unit *u, int sx, int sy, float *dx, float *dy) {
  float r = fmaxf(u->style->text_radial_offset, 0), h = sx && sy ? r * (float)M_SQRT1_2 : r;
  *dx = (float)sx * h;
  *dy = (float)sy * h;
}

static struct ct_place variable_place(const struct ct_unit *u, size_t i) {
  const struct ct_symbol_style *st = u->style;
  struct ct_place p = {.push = true, .cost = 0.45F * (float)i};
  ct_fit_sides(st->variable[i].anchor, &p.sx, &p.sy);
  p.dx = st->variable[i].dx;
  p.dy = st->variable[i].dy;
  if (u->style->variable_offsets) return p;
  radial(u, p.sx, p.sy, &p.dx, &p.dy);
  if (st->text_radial_offset == 0) {
    p.dx = (float)p.sx * fabsf(st->text_dx);
    p.dy = (float)p.sy * fabsf(st->text_dy);
  }
  return p;
}

// Is the name that of a polygon? It must not wander off to the next one.
static bool of_polygon(const struct ct_solver *s, const struct ct_unit *u) {
  const struct ct_items *items = s->in->layers[u->layer].items;
  return items->table && ct_table_geom_type(items->table, items->feature[u->item]) == CT_GEOM_POLYGON;
}

// Names of areas stand in the middle, or a little off it; those of seas have more room.
static void places_of_area(struct ct_solver *s, struct ct_unit *u, struct ct_place p) {
  static const float steps[][2] = {{0, -0.6F}, {0, 0.6F},    {0.8F, 0},     {-0.8F, 0},    {0, -1.2F},
                                   {0, 1.2F},  {1.5F, 0},    {-1.5F, 0},    {1, -1},       {-1, -1},
                                   {1, 1},     {-1, 1},      {0, -2},       {0, 2},        {2.2F, 0},
                                   {-2.2F, 0}, {1.8F, 1.4F}, {-1.8F, 1.4F}, {1.8F, -1.4F}, {-1.8F, -1.4F}};
  enum { NEAR = 6, NEAR_TRACKS = 8 };
  float em = ct_unit_em(u), dx = p.dx, dy = p.dy;
  size_t n = !of_polygon(s, u) ? sizeof steps / sizeof *steps : s->tracks.n ? NEAR_TRACKS : NEAR;
  for (size_t i = 0; i < n; i++) {
    p.dx = dx + steps[i][0] * em;
    p.dy = dy + steps[i][1] * em;
    p.cost = 0.4F + 0.8F * hypotf(steps[i][0], steps[i][1]);
    p.moved = true;
    ct_candidate_try(s, u, &p);
  }
}

// Beside a long narrow area: where that is, at several heights.
static void places_along(struct ct_solver *s, struct ct_unit *u, const struct ct_box *b) {
  enum { STEPS = 4 };
  const struct ct_items *items = s->in->layers[u->layer].items;
  const float point[2] = {u->x, u->y}, gap = 1.5F, em = ct_unit_em(u);
  for (int t = -STEPS; t <= STEPS; t++) {
    float dy = 1.5F * em * (float)t, heights[2] = {u->y + dy - 0.6F * em, u->y + dy + 0.6F * em}, left, right;
    if (u->y + dy < b->y0 || u->y + dy > b->y1) continue;
    if (!ct_areas_span(&s->areas, items->table, items->feature[u->item], point, heights, &left, &right))
      continue;
    if (right - left > ct_run_box(u->run)->w) continue;
    float less = 0.2F * fabsf((float)t);
    struct ct_place p = {.sx = 1, .dx = right + gap - u->x, .dy = dy, .cost = 1.2F + less, .moved = true};
    ct_candidate_try(s, u, &p);
    p = (struct ct_place){.sx = -1, .dx = left - gap - u->x, .dy = dy, .cost = 1.4F + less, .moved = true};
    ct_candidate_try(s, u, &p);
  }
}

// A name too large for its area stands beside it, where that is better.
static void places_beside(struct ct_solver *s, struct ct_unit *u) {
  const struct ct_items *items = s->in->layers[u->layer].items;
  struct ct_box b;
  const float point[2] = {u->x, u->y}, gap = 1.5F;
  if (!ct_areas_around(&s->areas, items->table, items->feature[u->item], point, &b)) return;
  float em = ct_unit_em(u);
  if (b.y1 - b.y0 > 12 * em) {
    places_along(s, u, &b);
    return;
  }
  if (b.x1 - b.x0 > ct_run_box(u->run)->w) return;
  float half = ct_run_box(u->run)->w / 2, own, others;
  struct ct_box middle = {u->x - half, u->y - 0.35F * em, u->x + half, u->y + 0.35F * em};
  ct_areas_shares(&s->areas, items->table, items->feature[u->item], &middle, &own, &others);
  if (own > 0.6F) return;
  for (int t = -2; t <= 2; t++) {
    float level = 0.5F * em * (float)t, slide = 0.25F * ct_run_box(u->run)->w * (float)t;
    float less = 0.15F * fabsf((float)t);
    const struct ct_place sides[4] = {
        {.sx = 1, .dx = b.x1 + gap - u->x, .dy = level, .cost = 1.6F + less},
        {.sx = -1, .dx = b.x0 - gap - u->x, .dy = level, .cost = 2 + less},
        {.sy = -1, .dx = slide, .dy = b.y0 - gap - u->y, .cost = 2.2F + less},
        {.sy = 1, .dx = slide, .dy = b.y1 + gap - u->y, .cost = 2.3F + less},
    };
    for (int k = 0; k < 4; k++) {
      struct ct_place p = sides[k];
      p.moved = true;
      ct_candidate_try(s, u, &p);
    }
  }
}

// Other places inside an area, worse than any at the first.
static void places_elsewhere(struct ct_solver *s, struct ct_unit *u, struct ct_place p) {
  static const float steps[] = {0, -0.8F, 0.8F};
  float dx = p.dx, dy = p.dy, em = ct_unit_em(u);
  for (uint32_t i = 0; i < u->nspots; i++)
    for (int k = 0; k < 3; k++) {
      p.dx = dx + u->spots[2 * i] - u->x;
      p.dy = dy + u->spots[2 * i + 1] - u->y + steps[k] * em;
      p.cost = 2 + 0.6F * (float)i + (k ? 0.4F : 0);
      p.moved = true;
      ct_candidate_try(s, u, &p);
    }
}

static struct ct_place fixed_place(const struct ct_unit *u) {
  struct ct_place p = {.line_box = true};
  ct_fit_sides(u->style->text_anchor, &p.sx, &p.sy);
  if (u->style->text_radial_offset != 0) {
    radial(u, p.sx, p.sy, &p.dx, &p.dy);
  } else {
    p.dx = u->style->text_dx;
    p.dy = u->style->text_dy;
  }
  return p;
}

static void places_fixed(struct ct_solver *s, struct ct_unit *u) {
  struct ct_place p = fixed_place(u);
  ct_candidate_try(s, u, &p);
  bool area = !p.sx && !p.sy && !u->has_icon && ct_turned_text(s, u) == 0;
  if (area && u->style->text_overlap == CT_OVERLAP_NEVER && !s->crowded) {
    places_of_area(s, u, p);
    places_elsewhere(s, u, p);
    places_beside(s, u);
  }
}

static int by_cost(const void *x, const void *y) {
  const struct ct_candidate *a = x, *b = y;
  if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
  if (a->y != b->y) return a->y < b->y ? -1 : 1;
  return a->x < b->x ? -1 : a->x > b->x;
}

void ct_candidates_sort(struct ct_solver *s, struct ct_unit *u) {
  if (u->ncand > 1) qsort(&s->cands.v[u->cand0], u->ncand, sizeof *s->cands.v, by_cost);
}

struct ct_candidate ct_candidates_reopen(struct ct_solver *s, struct ct_unit *u) {
  struct ct_candidate was = {0};
  uint32_t from = u->cand0;
  if (u->at != CT_DROPPED) was = s->cands.v[from + (uint32_t)u->at];
  u->cand0 = (uint32_t)s->cands.n;
  for (uint32_t k = 0; k < u->ncand; k++) {
    struct ct_candidate c = s->cands.v[from + k];
    ct_vec_push(s->arena, &s->cands, c);
  }
  return was;
}

int ct_candidates_close(struct ct_solver *s, struct ct_unit *u, const struct ct_candidate *was) {
  if (u->ncand) u->reason = NULL;
  ct_candidates_sort(s, u);
  for (int at = 0; was->text && at < u->ncand; at++) {
    const struct ct_candidate *c = &s->cands.v[u->cand0 + (uint32_t)at];
    if (c->led == was->led && c->x == was->x && c->y == was->y && c->cost == was->cost) return at;
  }
  return CT_DROPPED;
}

// An icon that comes and goes must be clear of what stays, even at its own point.
static bool icon_clear(struct ct_solver *s, const struct ct_unit *u) {
  struct ct_box b = ct_moving_padded(&u->icon, u->style);
  ct_grid_find(&s->still, &b, &s->hits);
  for (size_t i = 0; i < s->hits.v.n; i++) {
    const struct ct_grid_entry *e = &s->still.entries.v[s->hits.v.v[i]];
    // Icons that stay let others overlap them that may.
    if (e->kind != CT_BOX_ICON || u->style->icon_overlap == CT_OVERLAP_NEVER) return false;
  }
  return true;
}

// The icon alone, where a text may be missing.
static void icon_alone(struct ct_solver *s, struct ct_unit *u) {
  if (!u->has_icon || u->icon_stays || u->icon_moves || (u->text && !u->spared && !u->style->text_optional))
    return;
  struct ct_candidate c = {.box = ct_moving_padded(&u->icon, u->style)};
  c.cost = u->text && !u->spared ? (float)(0.7 * u->weight) : 0;
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand++;
}

// Justified by the side it will stand on: shaped in the middle first, as all are as wide.
static struct ct_text_style run_style(const struct ct_unit *u) {
  struct ct_text_style st = u->style->text;
  if (st.justify == CT_JUSTIFY_AUTO) st.justify = CT_JUSTIFY_CENTER;
  return st;
}

static void places_level(struct ct_solver *s, struct ct_unit *u) {
  const struct ct_symbol_style *sy = u->style;
  for (size_t i = 0; i < sy->nvariable; i++) {
    struct ct_place p = variable_place(u, i);
    ct_candidate_try(s, u, &p);
  }
  if (!sy->nvariable)
    places_fixed(s, u);
  else if (sy->nvariable >= 8 && sy->text_overlap == CT_OVERLAP_NEVER && !s->crowded)
    ct_slide_around(s, u);
}

static void places_upright(struct ct_solver *s, struct ct_unit *u, float cost) {
  for (size_t i = 0; i < u->style->nvariable; i++) {
    struct ct_place p = variable_place(u, i);
    ct_column_try(s, u, &(struct ct_column_ask){p.sx, p.sy, p.dx, p.dy, p.cost + cost, true});
  }
  if (u->style->nvariable) return;
  struct ct_place p = fixed_place(u);
  ct_column_try(s, u, &(struct ct_column_ask){p.sx, p.sy, p.dx, p.dy, cost, false});
}

// text-writing-mode: the second of two is worth it only where the first finds no good place.
static void places_of_point(struct ct_solver *s, struct ct_unit *u) {
  enum { SECOND = 6 };
  enum ct_writing w = u->style->writing;
  bool stands = w != CT_WRITING_HORIZONTAL && ct_column_stands(s, u);
  if (stands) places_upright(s, u, w == CT_WRITING_BOTH ? SECOND : 0);
  if (stands && w == CT_WRITING_VERTICAL) return;
  uint16_t first = u->ncand;
  places_level(s, u);
  for (uint16_t i = first; stands && w == CT_WRITING_VERTICAL_FIRST && i < u->ncand; i++)
    s->cands.v[u->cand0 + i].cost += SECOND;
}

const struct ct_run *ct_candidate_shape(struct ct_solver *s, const struct ct_unit *u) {
  struct ct_text_style st = run_style(u);
  if (u->along) st.max_width = 0;
  return ct_text_shape(s->text, u->text, &st, s->in->layers[u->layer].items->layer_id);
}

void ct_candidates_make(struct ct_solver *s, struct ct_unit *u) {
  u->cand0 = (uint32_t)s->cands.n;
  u->ncand = 0;
  bool blocked = u->has_icon && !u->icon_stays && !u->icon_moves && !icon_clear(s, u);
  if (blocked && !(u->style->icon_optional && u->text)) {
    u->reason = "no free place: its icon overlaps a mark or the furniture";
    return;
  }
  if (u->text && !u->spared && u->wish->key) {
    ct_number_make(s, u);
  } else if (u->text && !u->spared) {
    u->run = ct_candidate_shape(s, u);
    if (!u->along) places_of_point(s, u);
  }
  if (u->along && !u->spared) ct_along_make(s, u);
  if (u->ncand) u->reason = NULL;
  ct_moving_bare(s, u, !blocked);
  if (!blocked) icon_alone(s, u);
  ct_candidates_sort(s, u);
}

// SPDX-License-Identifier: MIT
// Candidates: where a text could stand, and what each place costs.
#include <math.h>
#include <stdlib.h>

#include "label/solver.h"
#include "model/table.h"
#include "text/text.h"

// Between text and mark, points.
#define MARK_GAP 0.8F

// One place to look at: the side of the point the text stands on (x: 1 right, -1 left;
// y: 1 below, -1 above; 0 centred) and a shift in points.
struct place {
  int sx, sy;
  float dx, dy, cost;
  bool line_box;  // anchored by the line's box (text-anchor), else by the capitals
  bool push;      // pushed clear of the mark
  bool moved;
};

static void sides_of(enum ct_anchor anchor, int *sx, int *sy) {
  static const short sides[9][2] = {[CT_ANCHOR_CENTER] = {0, 0},        [CT_ANCHOR_LEFT] = {1, 0},
                                    [CT_ANCHOR_RIGHT] = {-1, 0},        [CT_ANCHOR_TOP] = {0, 1},
                                    [CT_ANCHOR_BOTTOM] = {0, -1},       [CT_ANCHOR_TOP_LEFT] = {1, 1},
                                    [CT_ANCHOR_TOP_RIGHT] = {-1, 1},    [CT_ANCHOR_BOTTOM_LEFT] = {1, -1},
                                    [CT_ANCHOR_BOTTOM_RIGHT] = {-1, -1}};
  *sx = sides[anchor][0];
  *sy = sides[anchor][1];
}

// ---- What a run covers

struct ct_box ct_candidate_body(const struct ct_unit *u, const struct ct_run *run, float x, float y) {
  const struct ct_run_box *b = ct_run_box(run);
  float em = ct_unit_em(u);
  // Room for ascenders and descenders even where there are none: names one above the
  // other must not read as two lines of one name.
  float top = b->baseline - 0.80F * em, bottom = b->last_baseline + 0.28F * em, left = 0, right = b->w;
  if (b->ink.w > 0) {
    top = fminf(top, (float)b->ink.y);
    bottom = fmaxf(bottom, (float)(b->ink.y + b->ink.h));
    left = fminf(left, (float)b->ink.x);
    right = fmaxf(right, (float)(b->ink.x + b->ink.w));
  }
  return (struct ct_box){x + left, y + top, x + right, y + bottom};
}

float ct_candidate_middle(const struct ct_run *run) {
  const struct ct_run_box *b = ct_run_box(run);
  return (b->baseline - b->cap_height + b->last_baseline) / 2;
}

// ---- One place

// Top left of the run for a place, before it is pushed off the mark.
static void put(const struct ct_unit *u, const struct place *p, float *x, float *y) {
  const struct ct_run_box *b = ct_run_box(u->run);
  float px = u->x + p->dx + u->style->text_tx, py = u->y + p->dy + u->style->text_ty;
  *x = p->sx > 0 ? px : p->sx < 0 ? px - b->w : px - b->w / 2;
  if (p->sy == 0)
    *y = py - ct_candidate_middle(u->run);
  else if (p->sy > 0)
    *y = p->line_box ? py : py - (b->baseline - b->cap_height);
  else
    *y = p->line_box ? py - b->h : py - b->last_baseline;
}

// The way out of the mark's box, along the side the text stands on; the shorter of two.
static void push(const struct ct_unit *u, const struct place *p, const struct ct_box *body, float *x,
                 float *y) {
  struct ct_box m = ct_box_grown(&u->mark, MARK_GAP);
  if (!u->has_mark || !ct_box_overlap(body, &m)) return;
  float dx = p->sx > 0 ? m.x1 - body->x0 : p->sx < 0 ? m.x0 - body->x1 : 0;
  float dy = p->sy > 0 ? m.y1 - body->y0 : p->sy < 0 ? m.y0 - body->y1 : 0;
  if (p->sx && (!p->sy || fabsf(dx) <= fabsf(dy)))
    *x += dx;
  else
    *y += dy;
}

static void try_place(struct ct_solver *s, struct ct_unit *u, const struct place *p) {
  struct ct_candidate c = {.cost = p->cost, .text = true, .moved = p->moved};
  put(u, p, &c.x, &c.y);
  struct ct_box body = ct_candidate_body(u, u->run, c.x, c.y);
  if (p->push) {
    push(u, p, &body, &c.x, &c.y);
    body = ct_candidate_body(u, u->run, c.x, c.y);
  }
  const char *reason = NULL;
  if (u->style->text_rotate_deg != 0)
    body = ct_along_slant(s, &body, u->x, u->y, u->style->text_rotate_deg, &c);
  if (u->style->text_overlap != CT_OVERLAP_ALWAYS && !ct_along_clear(s, u, &c, &body, &reason)) {
    if (!u->reason) u->reason = reason;
    return;
  }
  c.cost += ct_cost_site(s, u, &body);
  c.box = ct_box_grown(&body, u->style->text_padding);
  c.justify = p->sx > 0 ? CT_JUSTIFY_LEFT : p->sx < 0 ? CT_JUSTIFY_RIGHT : CT_JUSTIFY_CENTER;
  ct_vec_push(s->arena, &s->cands, c);
  u->ncand++;
}

// ---- Lists of places

// text-radial-offset, as MapLibre applies it (evaluateVariableOffset).
static void radial(const struct ct_unit *u, int sx, int sy, float *dx, float *dy) {
  float r = fmaxf(u->style->text_radial_offset, 0), h = sx && sy ? r * (float)M_SQRT1_2 : r;
  *dx = (float)sx * h;
  *dy = (float)sy * h;
}

static struct place variable_place(const struct ct_unit *u, size_t i) {
  const struct ct_symbol_style *st = u->style;
  struct place p = {.push = true, .cost = 0.45F * (float)i};
  sides_of(st->variable[i].anchor, &p.sx, &p.sy);
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

// Between and beyond the eight places round a mark, where the style allows all of them:
// slid along its four sides, close by and then a little farther off.
static void places_around(struct ct_solver *s, struct ct_unit *u) {
  static const float steps[] = {0, -0.35F, 0.35F, -0.7F, 0.7F, -1.1F, 1.1F};
  enum { STEPS = sizeof steps / sizeof *steps, RINGS = 2 };
  float em = ct_unit_em(u), w = ct_run_box(u->run)->w;
  for (int ring = 0; ring < RINGS; ring++) {
    float off = MARK_GAP + 0.7F * em * (float)ring, away = 2.6F * (float)ring;
    float rx = (u->mark.x1 - u->mark.x0) / 2 + off, ry = (u->mark.y1 - u->mark.y0) / 2 + off;
    for (int i = ring ? 0 : 1; i < STEPS; i++) {
      float t = steps[i], slide = t * 0.42F * w, low = t > 0 ? 0.2F : 0;
      const struct place sides[4] = {
          {.sx = 1, .dx = rx, .dy = t * em, .cost = 1.3F + 0.8F * fabsf(t) + low},
          {.sx = -1, .dx = -rx, .dy = t * em, .cost = 2.2F + 0.8F * fabsf(t) + low},
          {.sy = -1, .dx = slide, .dy = -ry, .cost = 2.9F + 0.5F * fabsf(t - 0.5F)},
          {.sy = 1, .dx = slide, .dy = ry, .cost = 3.3F + 0.5F * fabsf(t - 0.5F)},
      };
      for (int k = 0; k < 4; k++) {
        struct place p = sides[k];
        p.push = true;
        p.moved = ring > 0;
        p.cost += away;
        try_place(s, u, &p);
      }
    }
  }
}

// Is the name that of a polygon? It must not wander off to the next one.
static bool of_polygon(const struct ct_solver *s, const struct ct_unit *u) {
  const struct ct_items *items = s->in->layers[u->layer].items;
  return items->table && ct_table_geom_type(items->table, items->feature[u->item]) == CT_GEOM_POLYGON;
}

// Names of areas stand in the middle, or a little off it; those of seas have more room.
static void places_of_area(struct ct_solver *s, struct ct_unit *u, struct place p) {
  static const float steps[][2] = {{0, -0.6F}, {0, 0.6F},    {0.8F, 0},     {-0.8F, 0},    {0, -1.2F},
                                   {0, 1.2F},  {1.5F, 0},    {-1.5F, 0},    {1, -1},       {-1, -1},
                                   {1, 1},     {-1, 1},      {0, -2},       {0, 2},        {2.2F, 0},
                                   {-2.2F, 0}, {1.8F, 1.4F}, {-1.8F, 1.4F}, {1.8F, -1.4F}, {-1.8F, -1.4F}};
  enum { NEAR = 6 };
  float em = ct_unit_em(u), dx = p.dx, dy = p.dy;
  size_t n = of_polygon(s, u) ? NEAR : sizeof steps / sizeof *steps;
  for (size_t i = 0; i < n; i++) {
    p.dx = dx + steps[i][0] * em;
    p.dy = dy + steps[i][1] * em;
    p.cost = 0.4F + 0.8F * hypotf(steps[i][0], steps[i][1]);
    p.moved = true;
    try_place(s, u, &p);
  }
}

static void places_fixed(struct ct_solver *s, struct ct_unit *u) {
  struct place p = {.line_box = true};
  sides_of(u->style->text_anchor, &p.sx, &p.sy);
  if (u->style->text_radial_offset != 0) {
    radial(u, p.sx, p.sy, &p.dx, &p.dy);
  } else {
    p.dx = u->style->text_dx;
    p.dy = u->style->text_dy;
  }
  try_place(s, u, &p);
  bool area = !p.sx && !p.sy && !u->has_icon && u->style->text_rotate_deg == 0;
  if (area && u->style->text_overlap == CT_OVERLAP_NEVER && !s->crowded) places_of_area(s, u, p);
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

// An icon that comes and goes must be clear of what stays, even at its own point.
static bool icon_clear(struct ct_solver *s, const struct ct_unit *u) {
  struct ct_box b = ct_box_grown(&u->icon, u->style->icon_padding);
  ct_grid_find(&s->still, &b, &s->hits);
  return s->hits.v.n == 0;
}

// The icon alone, where a text may be missing.
static void icon_alone(struct ct_solver *s, struct ct_unit *u) {
  if (!u->has_icon || u->icon_stays || (u->text && !u->spared && !u->style->text_optional)) return;
  struct ct_candidate c = {.box = ct_box_grown(&u->icon, u->style->icon_padding)};
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

void ct_candidates_make(struct ct_solver *s, struct ct_unit *u) {
  u->cand0 = (uint32_t)s->cands.n;
  u->ncand = 0;
  if (u->has_icon && !u->icon_stays && !icon_clear(s, u)) {
    u->reason = "no free place: its icon overlaps a mark or the furniture";
    return;
  }
  if (u->text && !u->spared && u->wish->key) {
    ct_number_make(s, u);
  } else if (u->text && !u->spared) {
    struct ct_text_style st = run_style(u);
    const char *layer = s->in->layers[u->layer].items->layer_id;
    if (u->along) st.max_width = 0;
    u->run = ct_text_shape(s->text, u->text, &st, layer);
    const struct ct_symbol_style *sy = u->style;
    for (size_t i = 0; !u->along && i < sy->nvariable; i++) {
      struct place p = variable_place(u, i);
      try_place(s, u, &p);
    }
    if (u->along)
      ct_along_make(s, u);
    else if (!sy->nvariable)
      places_fixed(s, u);
    else if (sy->nvariable >= 8 && sy->text_overlap == CT_OVERLAP_NEVER && !s->crowded)
      places_around(s, u);
    if (u->ncand) u->reason = NULL;
  }
  icon_alone(s, u);
  ct_candidates_sort(s, u);
}

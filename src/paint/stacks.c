// SPDX-License-Identifier: MIT
// Stacks: hairlines, true points, panels and badges of marks that share a place.
#include <math.h>

#include "model/placement.h"
#include "paint/paint.h"
#include "paint/pick.h"
#include "text/text.h"

#define HAIRLINE_PT 0.35F
#define EDGE_PT 0.5F
#define DOT_PT 0.9F
// Where many hairlines meet they begin a little off the point, which stays to be seen.
#define HUB_PT 2.6F
enum { MANY = 8 };
#define PANEL_ROUND 1.2
#define PANEL_EDGE_PT 0.35F
// Marks in lists: their size, and how far in they stand.
#define LOOK_SCALE 0.58F
#define LOOK_EM 0.36F

static struct ct_color faded(struct ct_color c, float alpha) {
  c.a *= alpha;
  return c;
}

static void add_dots(struct ct_arena *a, struct ct_op *group, const struct ct_stack_paint *look, float *xy,
                     size_t n) {
  struct ct_symbol *dot = CT_NEW(a, struct ct_symbol);
  *dot = (struct ct_symbol){.kind = CT_SYMBOL_CIRCLE, .color = look->ink, .radius = DOT_PT};
  struct ct_op *op = ct_scene_add(a, group, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){.symbols = dot, .nsymbols = 1, .n = n, .xy = xy};
}

// The hairline, begun so far from its point.
static void begin_off(const float l[4], float off, float out[4]) {
  float dx = l[2] - l[0], dy = l[3] - l[1], d = hypotf(dx, dy), t = d > 2 * off ? off / d : 0;
  out[0] = l[0] + dx * t;
  out[1] = l[1] + dy * t;
  out[2] = l[2];
  out[3] = l[3];
}

// All hairlines of the layer, and a dot where each begins.
static void paint_spokes(struct ct_arena *a, struct ct_op *group, const struct ct_stacked *s,
                         const struct ct_stack_paint *look) {
  struct ct_gather lines = {.arena = a};
  ct_vec(float) dots = {0};
  for (size_t i = 0; i < s->nstacks; i++)
    for (size_t k = 0; k < s->stacks[i].nspokes; k++) {
      const float *spoke = s->stacks[i].spokes + 4 * k;
      float drawn[4];
      begin_off(spoke, s->stacks[i].nspokes > MANY ? HUB_PT : 0, drawn);
      ct_gather_part(&lines, drawn, 2, (float[]){0, 0}, false);
      bool told = dots.n && dots.v[dots.n - 2] == spoke[0] && dots.v[dots.n - 1] == spoke[1];
      if (told) continue;
      ct_vec_push(a, &dots, spoke[0]);
      ct_vec_push(a, &dots, spoke[1]);
    }
  struct ct_path path = ct_gather_take(&lines);
  if (!path.n) return;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){
      .path = path, .color = faded(look->ink, 0.75F), .width = HAIRLINE_PT, .miter_limit = 2};
  add_dots(a, group, look, dots.v, dots.n / 2);
}

static struct ct_path rounded(struct ct_arena *a, const struct ct_rect *r, double round) {
  enum { STEPS = 8 };
  float *xy = CT_NEW_N(a, float, 8 * (STEPS + 1)), *p = xy;
  const double x[4] = {r->x + r->w - round, r->x + round, r->x + round, r->x + r->w - round};
  const double y[4] = {r->y + r->h - round, r->y + r->h - round, r->y + round, r->y + round};
  for (int c = 0; c < 4; c++)
    for (int i = 0; i <= STEPS; i++) {
      double t = M_PI / 2 * (c + (double)i / STEPS);
      *p++ = (float)(x[c] + round * cos(t));
      *p++ = (float)(y[c] + round * sin(t));
    }
  return (struct ct_path){.nparts = 1, .n = 4 * (STEPS + 1), .xy = xy, .closed = true};
}

static void add_box(struct ct_arena *a, struct ct_op *group, const struct ct_path *path, struct ct_color fill,
                    const struct ct_stroke_op *edge) {
  struct ct_op *op = ct_scene_add(a, group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = *path, .color = fill, .antialias = true};
  op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = *edge;
  op->stroke.path = *path;
}

static void add_badge(struct ct_arena *a, struct ct_op *group, const struct ct_stack *s,
                      const struct ct_stack_paint *look) {
  struct ct_path pill = rounded(a, &s->badge, s->badge.h / 2);
  struct ct_stroke_op edge = {
      .color = look->panel, .width = 2 * EDGE_PT, .join = CT_JOIN_ROUND, .miter_limit = 2};
  add_box(a, group, &pill, look->ink, &edge);
  // The fill once more: the casing lies outside of it.
  struct ct_op *op = ct_scene_add(a, group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = pill, .color = look->ink, .antialias = true};
  if (!s->count) return;
  op = ct_scene_add(a, group, CT_OP_TEXT);
  op->text = (struct ct_text_op){.run = s->count, .x = s->count_x, .y = s->count_y};
}

void ct_paint_panels(struct ct_arena *a, struct ct_op *body, size_t layer,
                     const struct ct_placements *placements, const struct ct_stack_paint *look) {
  struct ct_op *group = NULL;
  for (size_t i = 0; placements && i < placements->n; i++) {
    const struct ct_placement *p = &placements->v[i];
    if (p->layer != layer || !p->boxed || p->state == CT_LABEL_DROPPED || !p->run) continue;
    if (!group) group = ct_scene_group(a, body, "panels");
    struct ct_path path = rounded(a, &p->box, PANEL_ROUND);
    struct ct_stroke_op edge = {
        .color = faded(look->ink, 0.55F), .width = PANEL_EDGE_PT, .join = CT_JOIN_ROUND, .miter_limit = 2};
    add_box(a, group, &path, look->panel, &edge);
  }
}

// The small mark before a line of a list, in the middle of its capitals.
static void add_look(struct ct_arena *a, struct ct_op *group, const struct ct_symbol_style *st,
                     const struct ct_placement *p, float y) {
  struct ct_symbol *symbol = CT_NEW(a, struct ct_symbol);
  *symbol = (struct ct_symbol){.kind = CT_SYMBOL_ICON,
                               .color = st->icon_color,
                               .icon = st->icon,
                               .icon_w = p->icon_w * LOOK_SCALE,
                               .icon_h = p->icon_h * LOOK_SCALE,
                               .icon_scale = st->icon_size * LOOK_SCALE,
                               .rotate_deg = st->icon_rotate_deg};
  float *xy = CT_NEW_N(a, float, 2);
  xy[0] = p->text_x + LOOK_EM * st->text.size;
  xy[1] = y;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){.symbols = symbol, .nsymbols = 1, .n = 1, .xy = xy};
}

void ct_paint_lists(struct ct_arena *a, struct ct_op *body, const struct ct_stacked *s, size_t layer,
                    const struct ct_placements *placements) {
  struct ct_op *group = NULL;
  for (size_t i = 0; placements && i < placements->n; i++) {
    const struct ct_placement *p = &placements->v[i];
    if (p->layer != layer || !p->boxed || p->state == CT_LABEL_DROPPED || !p->run) continue;
    uint32_t of = s->stack_of ? s->stack_of[p->item] : 0;
    if (!of || !s->stacks[of - 1].nlooks) continue;
    const struct ct_stack *st = &s->stacks[of - 1];
    const struct ct_run_box *b = ct_run_box(p->run);
    float pitch = b->lines > 1 ? (b->last_baseline - b->baseline) / (float)(b->lines - 1) : 0;
    if (!group) group = ct_scene_group(a, body, "stack lists");
    for (size_t k = 0; k < st->nlooks && k < (size_t)b->lines; k++)
      if (st->look[k] < s->items.nstyles)
        add_look(a, group, &s->items.styles.symbol[st->look[k]], p,
                 p->text_y + b->baseline - b->cap_height / 2 + pitch * (float)k);
  }
}

void ct_paint_stacks_under(struct ct_arena *a, struct ct_op *body, const struct ct_stacked *s,
                           const struct ct_stack_paint *look) {
  bool any = false;
  for (size_t i = 0; i < s->nstacks && !any; i++) any = s->stacks[i].nspokes > 0;
  if (any) paint_spokes(a, ct_scene_group(a, body, "stack hairlines"), s, look);
}

void ct_paint_stacks_over(struct ct_arena *a, struct ct_op *body, const struct ct_stacked *s,
                          const struct ct_stack_paint *look) {
  struct ct_op *group = NULL;
  for (size_t i = 0; i < s->nstacks; i++) {
    if (!(s->stacks[i].badge.w > 0)) continue;
    if (!group) group = ct_scene_group(a, body, "stack counts");
    add_badge(a, group, &s->stacks[i], look);
  }
}

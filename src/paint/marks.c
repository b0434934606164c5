// SPDX-License-Identifier: MIT
// Marks: circles and placed symbols to marks, leaders and texts.
#include <math.h>
#include <string.h>

#include "model/placement.h"
#include "model/shapes.h"
#include "paint/paint.h"
#include "paint/pick.h"

// A leader's width, and how much of its text's colour it keeps.
#define LEADER_PT 0.35f
#define LEADER_ALPHA 0.65f
#define LEADER_DOT_PT 0.8f

enum { MOST_SYMBOLS = UINT16_MAX };

// Marks ops in the making: a new one begins when the symbols of one are used up.
struct marks {
  struct ct_arena *a;
  struct ct_op *group;
  uint32_t *local;  // by style: its symbol in the present op + 1; 0: none yet
  size_t nstyles;
  ct_vec(struct ct_symbol) symbols;
  ct_vec(uint16_t) symbol;
  ct_vec(float) xy;
  ct_vec(uint32_t) feature;
};

static void flush(struct marks *m) {
  if (m->xy.n) {
    struct ct_op *op = ct_scene_add(m->a, m->group, CT_OP_MARKS);
    bool one = m->symbols.n == 1;
    op->marks = (struct ct_marks_op){.symbols = m->symbols.v,
                                     .nsymbols = m->symbols.n,
                                     .symbol = one ? NULL : m->symbol.v,
                                     .n = m->xy.n / 2,
                                     .xy = m->xy.v,
                                     .feature = m->feature.v};
  }
  memset(m->local, 0, m->nstyles * sizeof *m->local);
  memset(&m->symbols, 0, sizeof m->symbols);
  memset(&m->symbol, 0, sizeof m->symbol);
  memset(&m->xy, 0, sizeof m->xy);
  memset(&m->feature, 0, sizeof m->feature);
}

// Makes room for a style's symbol; true when it is new and the caller must push it.
static bool begin_style(struct marks *m, uint32_t style) {
  if (m->local[style]) return false;
  if (m->symbols.n == MOST_SYMBOLS) flush(m);
  m->local[style] = (uint32_t)m->symbols.n + 1;
  return true;
}

static void add_mark(struct marks *m, uint32_t style, uint32_t feature, float x, float y) {
  ct_vec_push(m->a, &m->symbol, (uint16_t)(m->local[style] - 1));
  ct_vec_push(m->a, &m->feature, feature);
  ct_vec_push(m->a, &m->xy, x);
  ct_vec_push(m->a, &m->xy, y);
}

static struct ct_symbol circle_symbol(const struct ct_circle_style *s) {
  return (struct ct_symbol){.kind = CT_SYMBOL_CIRCLE,
                            .color = s->color,
                            .edge_color = s->stroke_color,
                            .edge_width = s->stroke_width,
                            .radius = s->radius,
                            .blur = s->blur};
}

static bool is_visible(const struct ct_circle_style *s) {
  return (s->radius > 0 && s->color.a > 0) || (s->stroke_width > 0 && s->stroke_color.a > 0);
}

void ct_paint_circle(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                     const struct ct_shapes *points) {
  struct marks m = {.a = a, .group = ct_scene_group(a, body, items->layer_id), .nstyles = items->nstyles};
  struct ct_pick pick = {.shapes = points};
  if (!points || items->n == 0) return;
  m.local = CT_NEW_N(a, uint32_t, items->nstyles);
  ct_vec_reserve(a, &m.xy, 2 * items->n);
  ct_vec_reserve(a, &m.symbol, items->n);
  ct_vec_reserve(a, &m.feature, items->n);
  for (size_t i = 0; i < items->n; i++) {
    uint32_t style = ct_item_style(items, i);
    const struct ct_circle_style *s = &items->styles.circle[style];
    size_t k;
    if (!is_visible(s) || !ct_pick_find(&pick, items->feature[i], &k)) continue;
    if (begin_style(&m, style)) ct_vec_push(a, &m.symbols, circle_symbol(s));
    // A line or an area has a circle at each vertex, as in MapLibre.
    size_t from = ct_shape_coord0(points, ct_shape_part0(points, k));
    size_t end = ct_shape_coord0(points, ct_shape_part0(points, k + 1));
    for (size_t c = from; c < end; c++)
      add_mark(&m, style, items->feature[i], points->xy[2 * c] + s->translate_x,
               points->xy[2 * c + 1] + s->translate_y);
  }
  flush(&m);
}

// One symbol layer and its placements.
struct symbols {
  struct ct_arena *a;
  struct ct_op *group;
  const struct ct_items *items;
  size_t layer;
  const struct ct_placements *placements;
};

// The k-th placement when it belongs to the layer, else NULL.
static const struct ct_placement *placement_at(const struct symbols *s, size_t k) {
  const struct ct_placement *p = &s->placements->v[k];
  return p->layer == s->layer && p->item < s->items->n ? p : NULL;
}

static const struct ct_symbol_style *style_of(const struct symbols *s, const struct ct_placement *p) {
  return &s->items->styles.symbol[ct_item_style(s->items, p->item)];
}

static void add_leaders(const struct symbols *s, struct ct_gather *g, struct ct_color color) {
  struct ct_path path = ct_gather_take(g);
  if (path.n == 0) return;
  color.a *= LEADER_ALPHA;
  struct ct_op *op = ct_scene_add(s->a, s->group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){
      .path = path, .color = color, .width = LEADER_PT, .join = CT_JOIN_ROUND, .miter_limit = 2};
}

// A leader that begins at the point itself, where no mark is, ends in a dot.
static void add_dot(const struct symbols *s, const struct ct_placement *p, struct ct_color color) {
  if (p->icon_w > 0 || fabsf(p->leader[0] - p->x) + fabsf(p->leader[1] - p->y) > 1) return;
  struct ct_symbol *dot = CT_NEW(s->a, struct ct_symbol);
  *dot = (struct ct_symbol){.kind = CT_SYMBOL_CIRCLE, .color = color, .radius = LEADER_DOT_PT};
  struct ct_op *op = ct_scene_add(s->a, s->group, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){.symbols = dot, .nsymbols = 1, .n = 1, .xy = &p->x};
}

static void paint_leaders(const struct symbols *s) {
  struct ct_gather g = {.arena = s->a};
  struct ct_color color = {0, 0, 0, 0};
  for (size_t i = 0; i < s->placements->n; i++) {
    const struct ct_placement *p = placement_at(s, i);
    if (!p || p->nleader < 2) continue;
    struct ct_color own = style_of(s, p)->text.color;
    if (!ct_color_same(own, color)) add_leaders(s, &g, color);
    color = own;
    add_dot(s, p, own);
    ct_gather_part(&g, p->leader, p->nleader, (float[]){0, 0}, false);
  }
  add_leaders(s, &g, color);
}

static struct ct_symbol icon_symbol(const struct ct_symbol_style *st, const struct ct_placement *p) {
  return (struct ct_symbol){.kind = CT_SYMBOL_ICON,
                            .color = st->icon_color,
                            .edge_color = st->icon_halo_color,
                            .edge_width = st->icon_halo_width,
                            .edge_blur = st->icon_halo_blur,
                            .icon = st->icon,
                            .icon_w = p->icon_w,
                            .icon_h = p->icon_h,
                            .icon_scale = st->icon_size,
                            .fit = p->icon_fit,
                            .rotate_deg = p->icon_rotate_deg};
}

// Is the style's symbol in the present op of that size and turn?
static bool is_same_icon(const struct marks *m, uint32_t style, const struct ct_symbol *s) {
  if (!m->local[style] || m->local[style] > m->symbols.n) return false;
  const struct ct_symbol *had = &m->symbols.v[m->local[style] - 1];
  return had->icon_w == s->icon_w && had->icon_h == s->icon_h && had->rotate_deg == s->rotate_deg;
}

// Icons of one style are mostly one symbol; where they turn or are fitted, each is its own.
static void paint_icons(const struct symbols *s) {
  struct marks m = {.a = s->a, .group = s->group, .nstyles = s->items->nstyles};
  m.local = CT_NEW_N(s->a, uint32_t, m.nstyles);
  for (size_t i = 0; i < s->placements->n; i++) {
    const struct ct_placement *p = placement_at(s, i);
    if (!p || !p->icon_drawn) continue;
    uint32_t style = ct_item_style(s->items, p->item);
    struct ct_symbol symbol = icon_symbol(style_of(s, p), p);
    if (!is_same_icon(&m, style, &symbol)) m.local[style] = 0;
    if (begin_style(&m, style)) ct_vec_push(s->a, &m.symbols, symbol);
    add_mark(&m, style, s->items->feature[p->item], p->icon_x, p->icon_y);
  }
  flush(&m);
}

// The images in a text, each a mark of its own.
static void paint_images(const struct symbols *s, const struct ct_placement *p) {
  for (size_t i = 0; i < p->nimages; i++) {
    const struct ct_image_place *m = &p->images[i];
    struct ct_symbol *symbol = CT_NEW(s->a, struct ct_symbol);
    *symbol = (struct ct_symbol){.kind = CT_SYMBOL_ICON, .icon = m->name, .icon_scale = 1};
    symbol->color = style_of(s, p)->text.color;
    symbol->icon_w = m->w;
    symbol->icon_h = m->h;
    symbol->rotate_deg = m->deg;
    struct ct_op *op = ct_scene_add(s->a, s->group, CT_OP_MARKS);
    op->marks = (struct ct_marks_op){.symbols = symbol, .nsymbols = 1, .n = 1, .xy = &m->x};
  }
}

static void paint_texts(const struct symbols *s) {
  for (size_t i = 0; i < s->placements->n; i++) {
    const struct ct_placement *p = placement_at(s, i);
    if (!p || !p->run || p->state == CT_LABEL_DROPPED) continue;
    struct ct_op *op = ct_scene_add(s->a, s->group, CT_OP_TEXT);
    op->text = (struct ct_text_op){.run = p->run,
                                   .x = p->text_x,
                                   .y = p->text_y,
                                   .rotate_deg = p->text_rotate_deg,
                                   .pivot_x = p->x,
                                   .pivot_y = p->y,
                                   .spots = p->spots,
                                   .feature = s->items->feature[p->item] + 1};
    paint_images(s, p);
  }
}

void ct_paint_symbols(struct ct_arena *a, struct ct_op *body, const struct ct_items *items, size_t layer,
                      const struct ct_placements *placements) {
  struct symbols s = {a, ct_scene_group(a, body, items->layer_id), items, layer, placements};
  if (!placements || items->n == 0) return;
  paint_leaders(&s);
  paint_icons(&s);
  paint_texts(&s);
}

// SPDX-License-Identifier: MIT
// Fill: backgrounds and areas to fill ops, neighbours of one opaque style as one.
#include "model/shapes.h"
#include "model/table.h"
#include "paint/paint.h"
#include "paint/pattern.h"
#include "paint/pick.h"

// A hairline that still prints: the outline of fill-outline-color.
#define HAIRLINE_PT 0.5f

static void add_fill(struct ct_arena *a, struct ct_op *group, struct ct_path path, struct ct_color color,
                     bool antialias) {
  if (path.n == 0) return;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = path, .color = color, .antialias = antialias};
}

static void add_pattern(struct ct_arena *a, struct ct_op *group, struct ct_path path, bool antialias,
                        const struct ct_pattern *pattern) {
  if (path.n == 0 || !(pattern->opacity > 0)) return;
  struct ct_pattern *own = CT_NEW(a, struct ct_pattern);
  *own = *pattern;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = path, .antialias = antialias, .pattern = own};
}

static struct ct_path rect_path(struct ct_arena *a, const struct ct_rect *r) {
  float *xy = CT_NEW_N(a, float, 8);
  const double x[] = {r->x, r->x + r->w, r->x + r->w, r->x}, y[] = {r->y, r->y, r->y + r->h, r->y + r->h};
  for (int i = 0; i < 4; i++) {
    xy[2 * i] = (float)x[i];
    xy[2 * i + 1] = (float)y[i];
  }
  return (struct ct_path){.n = 4, .xy = xy, .closed = true};
}

void ct_paint_background(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                         const struct ct_shapes *sphere, const struct ct_paint_images *images) {
  struct ct_op *group = ct_scene_group(a, body, items->layer_id);
  if (items->nstyles == 0 || !items->styles.background) return;
  const struct ct_background_style *s = items->styles.background;
  if (!(s->color.a > 0) && !(s->pattern && s->opacity > 0)) return;
  struct ct_path path;
  if (sphere && sphere->n > 0) {
    struct ct_gather g = {.arena = a, .closed = true};
    for (size_t k = 0; k < sphere->n; k++) ct_gather_rings(&g, sphere, k, (float[]){0, 0});
    path = ct_gather_take(&g);
  } else {
    static const struct ct_rect everywhere = {-20000, -20000, 40000, 40000};
    path = rect_path(a, body->group.has_clip ? &body->group.clip : &everywhere);
  }
  if (s->pattern && images) {
    struct ct_pattern pattern = ct_pattern_on_map(images, s->pattern, s->pattern_scale, s->opacity);
    add_pattern(a, group, path, true, &pattern);
  } else {
    add_fill(a, group, path, s->color, true);
  }
}

static void add_filled(struct ct_arena *a, struct ct_op *group, struct ct_path path,
                       const struct ct_fill_style *s, const struct ct_paint_images *images) {
  if (path.n == 0) return;
  if (!s->pattern || !images) {
    add_fill(a, group, path, s->color, s->antialias);
    group->group.last->fill.fringe = images && images->fringe && s->antialias && !(s->outline.a > 0);
    return;
  }
  struct ct_pattern pattern = ct_pattern_on_map(images, s->pattern, s->pattern_scale, s->opacity);
  pattern.x0 += s->translate_x;
  pattern.y0 += s->translate_y;
  add_pattern(a, group, path, s->antialias, &pattern);
}

static bool is_filled(const struct ct_fill_style *s) {
  return s->pattern ? s->opacity > 0 : s->color.a > 0;
}

// May features be filled together? Where colours show through, overlaps must stay visible.
static bool is_solid(const struct ct_fill_style *s) {
  return !s->pattern && s->color.a >= 1;
}

static void fill_areas(struct ct_arena *a, struct ct_op *group, const struct ct_items *items,
                       const struct ct_shapes *areas, const struct ct_paint_images *images) {
  struct ct_pick pick = {.shapes = areas};
  struct ct_gather g = {.arena = a, .closed = true};
  uint32_t of = 0;  // style of what is gathered
  for (size_t i = 0; i < items->n; i++) {
    uint32_t style = ct_item_style(items, i);
    const struct ct_fill_style *s = &items->styles.fill[style], *before = &items->styles.fill[of];
    size_t k;
    if (!is_filled(s) || !ct_pick_find(&pick, items->feature[i], &k) ||
        ct_shape_type(areas, k) != CT_GEOM_POLYGON)
      continue;
    // Neighbours of one opaque colour share a path: no seams between them.
    if (g.part0.n && (style != of || !is_solid(before)))
      add_filled(a, group, ct_gather_take(&g), before, images);
    of = style;
    g.feature = items->feature[i] + 1;
    ct_gather_rings(&g, areas, k, (float[]){s->translate_x, s->translate_y});
  }
  if (g.part0.n) add_filled(a, group, ct_gather_take(&g), &items->styles.fill[of], images);
}

static void add_hairline(struct ct_arena *a, struct ct_op *group, struct ct_path path,
                         struct ct_color color) {
  if (path.n == 0) return;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){.path = path,
                                     .color = color,
                                     .width = HAIRLINE_PT,
                                     .join = CT_JOIN_ROUND,
                                     .miter_limit = 2,
                                     .hairline = true};
}

static void stroke_outlines(struct ct_arena *a, struct ct_op *group, const struct ct_items *items,
                            const struct ct_shapes *outlines) {
  struct ct_pick pick = {.shapes = outlines};
  struct ct_gather g = {.arena = a};
  uint32_t of = 0;
  for (size_t i = 0; i < items->n; i++) {
    uint32_t style = ct_item_style(items, i);
    const struct ct_fill_style *s = &items->styles.fill[style];
    size_t k;
    if (!(s->outline.a > 0) || !ct_pick_find(&pick, items->feature[i], &k)) continue;
    bool closed = ct_shape_type(outlines, k) == CT_GEOM_POLYGON;
    if (g.part0.n && (style != of || closed != g.closed))
      add_hairline(a, group, ct_gather_take(&g), items->styles.fill[of].outline);
    of = style;
    g.closed = closed;
    g.feature = items->feature[i] + 1;
    for (size_t part = ct_shape_part0(outlines, k); part < ct_shape_part0(outlines, k + 1); part++) {
      size_t from = ct_shape_coord0(outlines, part), n = ct_shape_coord0(outlines, part + 1) - from;
      if (n > 1)
        ct_gather_part(&g, outlines->xy + 2 * from, n, (float[]){s->translate_x, s->translate_y}, false);
    }
  }
  if (g.part0.n) add_hairline(a, group, ct_gather_take(&g), items->styles.fill[of].outline);
}

void ct_paint_fill(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                   const struct ct_shapes *areas, const struct ct_shapes *outlines,
                   const struct ct_paint_images *images) {
  struct ct_op *group = ct_scene_group(a, body, items->layer_id);
  if (items->nstyles) group->group.fade = items->styles.fill[0].fade;
  if (areas) fill_areas(a, group, items, areas, images);
  if (outlines) stroke_outlines(a, group, items, outlines);
}

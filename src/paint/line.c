// SPDX-License-Identifier: MIT
// Line: lines to strokes, neighbours of one opaque style as one, with arrowheads.
#include <math.h>
#include <string.h>

#include "model/shapes.h"
#include "model/table.h"
#include "paint/paint.h"
#include "paint/pick.h"
#include "paint/side.h"

// Strokes and heads of one style in the making.
struct lines {
  struct ct_arena *a;
  struct ct_op *group;
  const struct ct_line_style *style;
  bool arrow;
  struct ct_gather path, heads;
};

// The length of an arrowhead at the end of a line; it is two thirds as wide.
static float head_length(const struct ct_line_style *s) {
  return 4.5f * s->width + 2;
}

static void flush(struct lines *l) {
  struct ct_path path = ct_gather_take(&l->path), heads = ct_gather_take(&l->heads);
  const struct ct_line_style *s = l->style;
  if (path.n > 0) {
    struct ct_op *op = ct_scene_add(l->a, l->group, CT_OP_STROKE);
    op->stroke =
        (struct ct_stroke_op){path, s->color, s->width, s->cap, s->join, s->miter_limit, s->dash_n, s->dash};
  }
  if (heads.n > 0) {
    struct ct_op *op = ct_scene_add(l->a, l->group, CT_OP_FILL);
    op->fill = (struct ct_fill_op){heads, s->color, true};
  }
}

// Adds the polyline at its place beside the shape's own.
static void add_beside(struct lines *l, const float *xy, size_t n, float by) {
  const struct ct_line_style *s = l->style;
  const float move[2] = {s->translate_x, s->translate_y};
  if (by == 0) {
    ct_gather_part(&l->path, xy, n, move, false);
    return;
  }
  float *moved;
  n = ct_side_move(l->a, xy, n, l->path.closed, by, &moved);
  if (n > 1) ct_gather_part(&l->path, moved, n, move, false);
}

static void add_line(struct lines *l, const float *xy, size_t n) {
  const struct ct_line_style *s = l->style;
  if (!(s->gap_width > 0)) {
    add_beside(l, xy, n, s->offset);
    return;
  }
  float half = (s->gap_width + s->width) / 2;
  add_beside(l, xy, n, s->offset - half);
  add_beside(l, xy, n, s->offset + half);
}

// A line too short for its head gets a smaller one.
static void add_arrow(struct lines *l, const float *xy, size_t n) {
  const struct ct_line_style *s = l->style;
  float length = fminf(head_length(s), 0.7f * (float)ct_side_length(xy, n)), corners[6];
  float *shaft = CT_NEW_N(l->a, float, 2 * n);
  memcpy(shaft, xy, 2 * n * sizeof *xy);
  ct_side_arrow(xy, n, length, length * 2 / 3, corners);
  // An opaque shaft runs into its head a little, so that no gap shows between them.
  size_t left = ct_side_shorten(shaft, n, s->color.a < 1 ? length : 0.8f * length);
  if (left > 1) add_line(l, shaft, left);
  ct_gather_part(&l->heads, corners, 3, (float[]){s->translate_x, s->translate_y}, false);
}

static void add_shape(struct lines *l, const struct ct_shapes *shapes, size_t k) {
  size_t last = ct_shape_part0(shapes, k + 1);
  for (size_t part = ct_shape_part0(shapes, k); part < last; part++) {
    size_t from = ct_shape_coord0(shapes, part), n = ct_shape_coord0(shapes, part + 1) - from;
    const float *xy = shapes->xy + 2 * from;
    if (n < 2) continue;
    if (l->arrow && part + 1 == last && !l->path.closed && ct_side_length(xy, n) > 0)
      add_arrow(l, xy, n);
    else
      add_line(l, xy, n);
  }
}

void ct_paint_line(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                   const struct ct_shapes *shapes, bool arrow) {
  struct lines l = {
      a, ct_scene_group(a, body, items->layer_id), NULL, arrow, {.arena = a}, {.arena = a, .closed = true}};
  struct ct_pick pick = {.shapes = shapes};
  if (!shapes) return;
  for (size_t i = 0; i < items->n; i++) {
    const struct ct_line_style *s = &items->styles.line[ct_item_style(items, i)];
    size_t k;
    if (!(s->color.a > 0) || !(s->width > 0) || !ct_pick_find(&pick, items->feature[i], &k)) continue;
    int type = ct_shape_type(shapes, k);
    if (type == CT_GEOM_POINT || type == CT_GEOM_NONE) continue;
    bool closed = type == CT_GEOM_POLYGON;
    // One stroke covers its crossings once, so lines that show through stay by themselves.
    if (l.path.part0.n && (s != l.style || s->color.a < 1 || closed != l.path.closed)) flush(&l);
    l.style = s;
    l.path.closed = closed;
    add_shape(&l, shapes, k);
  }
  if (l.path.part0.n || l.heads.part0.n) flush(&l);
}

// SPDX-License-Identifier: MIT
// Line: lines to strokes, neighbours of one opaque style as one, with arrowheads.
#include <math.h>
#include <string.h>

#include "model/shapes.h"
#include "model/table.h"
#include "paint/outline.h"
#include "paint/paint.h"
#include "paint/pattern.h"
#include "paint/pick.h"
#include "paint/side.h"
#include "paint/strip.h"

enum { MOST_STRANDS = 24, ROUND_STEPS = 5 };

// One of the strokes that a line of a style is made of.
struct strand {
  float offset, width, alpha;
};

// Strokes and heads of one style in the making.
struct lines {
  struct ct_arena *a;
  struct ct_op *group;
  const struct ct_paint_images *images;
  const struct ct_line_style *style;
  size_t nstrands;
  struct strand strands[2 * MOST_STRANDS];
  bool arrow;
  uint32_t feature;  // row + 1
  struct ct_gather path, heads;
};

// The length of an arrowhead at the end of a line; it is two thirds as wide. Broad lines have less of it.
static float head_length(const struct ct_line_style *s) {
  return fminf(4.5f * s->width + 2, 2.2f * s->width + 6);
}

// ---- strands

static void add_strand(struct lines *l, float from, float to, float alpha) {
  if (to - from > 1e-4f) l->strands[l->nstrands++] = (struct strand){(from + to) / 2, to - from, alpha};
}

// A blur is strokes on each other, each narrower by a step: MapLibre's line fades over the blur
// inside its outer edges and, where it has a gap, inside the gap. The alphas add up evenly.
static void add_blurred(struct lines *l, const struct ct_line_style *s) {
  float half = s->width / 2, gap = s->gap_width / 2;
  int steps = (int)fminf(fmaxf(ceilf(s->blur * 2), 4), MOST_STRANDS);
  float peak = s->gradient ? s->opacity : s->color.a, before = 0;
  for (int i = 0; i < steps; i++) {
    float in = ((float)i + 0.5f) / (float)steps * s->blur, reached = peak * (float)(i + 1) / (float)steps;
    float alpha = (reached - before) / (1 - before);
    before = reached;
    if (gap > 0) {
      float inner = gap - s->blur + in, outer = gap + s->width - in;
      add_strand(l, s->offset - outer, s->offset - inner, alpha);
      add_strand(l, s->offset + inner, s->offset + outer, alpha);
    } else {
      add_strand(l, s->offset - half + in, s->offset + half - in, alpha);
    }
  }
}

static void make_strands(struct lines *l) {
  const struct ct_line_style *s = l->style;
  float half = s->width / 2, gap = s->gap_width / 2, alpha = s->gradient ? s->opacity : s->color.a;
  l->nstrands = 0;
  if (s->blur > 0) {
    add_blurred(l, s);
  } else if (gap > 0) {
    add_strand(l, s->offset - gap - s->width, s->offset - gap, alpha);
    add_strand(l, s->offset + gap, s->offset + gap + s->width, alpha);
  } else {
    add_strand(l, s->offset - half, s->offset + half, alpha);
  }
}

// ---- strokes

static struct ct_stroke_op *add_stroke(struct lines *l, struct ct_path path, const struct strand *strand) {
  const struct ct_line_style *s = l->style;
  struct ct_op *op = ct_scene_add(l->a, l->group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){.path = path,
                                     .color = s->color,
                                     .width = strand->width,
                                     .cap = s->cap,
                                     .join = s->join,
                                     .miter_limit = s->miter_limit,
                                     .dash_n = s->dash_n,
                                     .dash = s->dash,
                                     .dash_start = s->dash_start};
  op->stroke.color.a = strand->alpha;
  if (s->dash_n && s->dash_butt) op->stroke.cap = CT_CAP_BUTT;
  return &op->stroke;
}

static void flush(struct lines *l) {
  struct ct_path path = ct_gather_take(&l->path), heads = ct_gather_take(&l->heads);
  if (path.n > 0) add_stroke(l, path, &l->strands[0]);
  if (heads.n > 0) {
    struct ct_op *op = ct_scene_add(l->a, l->group, CT_OP_FILL);
    op->fill = (struct ct_fill_op){.path = heads, .color = l->style->color, .antialias = true};
  }
}

static struct ct_path path_of(struct lines *l, const struct ct_polyline *p) {
  struct ct_gather g = {.arena = l->a, .closed = p->closed, .feature = l->feature};
  ct_gather_part(&g, p->xy, p->n, (float[]){l->style->translate_x, l->style->translate_y}, false);
  return ct_gather_take(&g);
}

// How long the whole line of a measured polyline is on the page.
static double whole_length(const struct ct_polyline *p) {
  double share = p->along ? (double)p->along[p->n - 1] - p->along[0] : 1;
  double length = ct_side_length(p->xy, p->n);
  return share > 1e-9 ? length / share : length;
}

// Dashes `by` times as long, each with `cap` more at both its ends.
static void fit_dashes(struct lines *l, struct ct_stroke_op *op, float by, float cap) {
  const struct ct_line_style *s = l->style;
  float *dash = CT_NEW_N(l->a, float, s->dash_n);
  for (size_t i = 0; i < s->dash_n; i++)
    dash[i] = fmaxf(s->dash[i] * by + (i % 2 ? -2 : 2) * cap, i % 2 ? 0 : 1e-3f);
  op->dash = dash;
  op->dash_start = s->dash_start * by + cap;
}

// Square caps make a line longer, over which MapLibre stretches its dashes.
static struct ct_polyline with_ends(struct lines *l, const struct ct_polyline *p, float by) {
  struct ct_polyline out = *p;
  float *xy = CT_NEW_N(l->a, float, 2 * p->n);
  memcpy(xy, p->xy, 2 * p->n * sizeof *xy);
  for (int end = 0; end < 2; end++) {
    float *at = xy + (end ? 2 * (p->n - 1) : 0);
    const float *in = p->xy + (end ? 2 * (p->n - 2) : 2);
    float dx = at[0] - in[0], dy = at[1] - in[1], length = hypotf(dx, dy);
    if (!(length > 0)) continue;
    at[0] += dx / length * by;
    at[1] += dy / length * by;
  }
  out.xy = xy;
  return out;
}

static bool is_opaque(const struct lines *l, const struct strand *strand) {
  const struct ct_gradient *r = l->style->gradient;
  for (size_t i = 0; r && i < r->n; i++)
    if (r->color[i].a < 1) return false;
  return strand->alpha >= 1;
}

// One stroke of a line that stands alone; its dashes `by` times as long with `cap` more at the ends.
static void add_alone(struct lines *l, const struct ct_polyline *p, const struct strand *strand, float by,
                      float cap) {
  const struct ct_line_style *s = l->style;
  struct ct_stroke_op *op = add_stroke(l, path_of(l, p), strand);
  if (s->dash_n && (by != 1 || cap != 0)) fit_dashes(l, op, by, cap);
  if (cap != 0) op->cap = CT_CAP_BUTT;
  if (p->along && s->dash_n) op->dash_start = (float)(op->dash_start + p->along[0] * whole_length(p));
  if (!s->gradient) return;
  op->ramp = s->gradient;
  op->along = p->along;
}

// Round ends of dashes that are pressed flat: steps from the middle of the line out, each with its
// share of the end. Where the line shows through, one step of mean length.
static void add_pressed(struct lines *l, const struct ct_polyline *p, const struct strand *strand, float by) {
  float cap = l->style->width / 2 * by;
  if (!is_opaque(l, strand)) {
    add_alone(l, p, strand, by, cap * 0.8f);
    return;
  }
  for (int i = ROUND_STEPS; i > 0; i--) {
    float out = (float)i / ROUND_STEPS, in = (float)(i - 1) / ROUND_STEPS, middle = (out + in) / 2;
    struct strand step = *strand;
    step.width *= out;
    add_alone(l, p, &step, by, cap * sqrtf(1 - middle * middle));
  }
}

static void add_single(struct lines *l, const struct ct_polyline *p, const struct strand *strand) {
  const struct ct_line_style *s = l->style;
  double whole = whole_length(p);
  // Under lineMetrics MapLibre takes every line to be equally long when it lays out dashes.
  float by = s->dash_n && s->dash_shared ? (float)(whole / (CT_METRICS_PX * CT_PX_PT)) : 1;
  struct ct_polyline longer = *p;
  if (s->dash_n && s->cap == CT_CAP_SQUARE && !p->closed) {
    longer = with_ends(l, p, strand->width / 2);
    if (by == 1 && whole > 0) by = (float)(1 + strand->width / whole);
  }
  if (s->dash_n && s->dash_shared && !s->dash_butt && by < 0.8f)
    add_pressed(l, p, strand, by);
  else
    add_alone(l, &longer, strand, by, 0);
}

static bool stands_alone(const struct lines *l, const struct ct_polyline *p) {
  const struct ct_line_style *s = l->style;
  if (s->blur > 0 || (s->gradient && p->along)) return true;
  return s->dash_n && (s->dash_shared || s->cap == CT_CAP_SQUARE || (p->along && p->along[0] != 0));
}

// Corners that strokes don't have, as filled outlines; the pieces in which MapLibre draws a line
// that shows through lie on each other where it turns sharply.
static bool add_outlined(struct lines *l, const struct ct_polyline *p, const struct strand *strand) {
  const struct ct_line_style *s = l->style;
  struct ct_outline o = {.arena = l->a,
                         .half = strand->width / 2,
                         .cap = s->cap,
                         .join = s->join,
                         .miter_limit = s->miter_limit,
                         .round_limit = s->round_limit,
                         .split = strand->alpha < 1};
  if (s->dash_n || !ct_outline_needed(&o, p->xy, p->n, p->closed)) return false;
  struct ct_gather g = {.arena = l->a, .closed = true, .feature = l->feature};
  for (size_t from = 0; from < p->n;) {
    from = ct_outline_piece(&o, p->xy, p->n, p->closed, from, &g);
    for (size_t i = 0; i < g.xy.n; i += 2) {
      g.xy.v[i] += s->translate_x;
      g.xy.v[i + 1] += s->translate_y;
    }
    struct ct_op *op = ct_scene_add(l->a, l->group, CT_OP_FILL);
    op->fill = (struct ct_fill_op){.path = ct_gather_take(&g), .color = s->color, .antialias = true};
    op->fill.color.a = strand->alpha;
  }
  return true;
}

static void add_placed(struct lines *l, const struct ct_polyline *p, const struct strand *strand) {
  if (stands_alone(l, p))
    add_single(l, p, strand);
  else if (!add_outlined(l, p, strand))
    ct_gather_part(&l->path, p->xy, p->n, (float[]){l->style->translate_x, l->style->translate_y}, false);
}

// Lines beside their own place and dashes are cut out of one strip, which at corners is not what a
// stroke moved sideways would be.
static bool add_strip(struct lines *l, const struct ct_polyline *p) {
  const struct ct_line_style *s = l->style;
  bool square = s->cap == CT_CAP_BUTT || (s->cap == CT_CAP_ROUND && s->dash_butt);
  if (s->blur > 0 || s->gradient || (s->dash_n && (s->dash_shared || !square))) return false;
  // Dashes that slant near corners are for pictures that are to look like a web map's only.
  bool beside = s->gap_width > 0 || s->offset != 0;
  if (!beside && !(s->dash_n && l->images && l->images->fringe)) return false;
  float gap = fmaxf(s->gap_width, 0) / 2;
  struct ct_strip strip = {.inner = gap,
                           .outer = gap + (gap > 0 ? s->width : s->width / 2),
                           .offset = s->offset,
                           .cap = s->dash_n ? CT_CAP_BUTT : s->cap,
                           .join = s->join,
                           .miter_limit = s->miter_limit,
                           .round_limit = s->round_limit,
                           .dash_n = s->dash_n,
                           .dash = s->dash,
                           .dash_start = s->dash_start};
  if (!ct_strip_needed(&strip, p)) return false;
  if (p->along) strip.dash_start += p->along[0] * whole_length(p);
  struct ct_gather g = {.arena = l->a, .closed = true, .feature = l->feature};
  ct_strip_add(&strip, p, &g);
  for (size_t i = 0; i < g.xy.n; i += 2) {
    g.xy.v[i] += s->translate_x;
    g.xy.v[i + 1] += s->translate_y;
  }
  struct ct_op *op = ct_scene_add(l->a, l->group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = ct_gather_take(&g), .color = s->color, .antialias = true};
  return true;
}

// A line beside its own place, where there is no corner to speak of or its edges are blurred.
static void add_beside(struct lines *l, const struct ct_polyline *p, const struct strand *strand) {
  struct ct_polyline at = ct_side_move(l->a, p, strand->offset);
  if (at.n > 1) add_placed(l, &at, strand);
}

static void add_patterned(struct lines *l, const struct ct_polyline *p) {
  const struct ct_line_style *s = l->style;
  double whole = whole_length(p);
  struct ct_polyline at = s->offset != 0 ? ct_side_move(l->a, p, s->offset) : *p;
  struct ct_line_pattern place = {.xy = at.xy, .n = at.n, .closed = at.closed};
  place.start = p->along ? p->along[0] * whole : 0;
  place.stretch = s->dash_shared ? whole / (CT_METRICS_PX * CT_PX_PT) : s->pattern_scale;
  ct_pattern_along(l->a, l->group, l->images, s, &place);
}

static void add_line(struct lines *l, const struct ct_polyline *p) {
  if (l->style->pattern) {
    add_patterned(l, p);
    return;
  }
  if (add_strip(l, p)) return;
  for (size_t i = 0; i < l->nstrands; i++) {
    if (l->strands[i].offset != 0)
      add_beside(l, p, &l->strands[i]);
    else
      add_placed(l, p, &l->strands[i]);
  }
}

// A line too short for its head gets a smaller one.
static void add_arrow(struct lines *l, const struct ct_polyline *p) {
  const struct ct_line_style *s = l->style;
  float length = fminf(head_length(s), 0.7f * (float)ct_side_length(p->xy, p->n)), corners[6];
  float *shaft = CT_NEW_N(l->a, float, 2 * p->n);
  memcpy(shaft, p->xy, 2 * p->n * sizeof *shaft);
  ct_side_arrow(p->xy, p->n, length, length * 2 / 3, corners);
  // An opaque shaft runs into its head a little, so that no gap shows between them.
  size_t left = ct_side_shorten(shaft, p->n, s->color.a < 1 ? length : 0.8f * length);
  if (left > 1) add_line(l, &(struct ct_polyline){shaft, NULL, left, false});
  ct_gather_part(&l->heads, corners, 3, (float[]){s->translate_x, s->translate_y}, false);
}

// A ring drawn as a line repeats its first point; its end is a corner like others.
static bool is_ring(const float *xy, size_t n) {
  return n > 3 && xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1];
}

static void add_shape(struct lines *l, const struct ct_shapes *shapes, size_t k, bool area) {
  size_t last = ct_shape_part0(shapes, k + 1);
  bool rings = ct_shape_type(shapes, k) == CT_GEOM_POLYGON;
  for (size_t part = ct_shape_part0(shapes, k); part < last; part++) {
    size_t from = ct_shape_coord0(shapes, part), n = ct_shape_coord0(shapes, part + 1) - from;
    struct ct_polyline p = {shapes->xy + 2 * from, shapes->along ? shapes->along + from : NULL, n, rings};
    // A gradient ends where the ring began: it stays open.
    if (!rings && area && !l->style->gradient && is_ring(p.xy, n)) p.closed = true, p.n--;
    if (p.n < 2) continue;
    // Parts of one path are all closed or all open.
    if (l->path.part0.n && p.closed != l->path.closed) flush(l);
    l->path.closed = p.closed;
    bool tip = shapes->tip ? shapes->tip[part] : part + 1 == last;
    if (l->arrow && tip && !p.closed && ct_side_length(p.xy, p.n) > 0)
      add_arrow(l, &p);
    else
      add_line(l, &p);
  }
}

static bool is_drawn(const struct ct_line_style *s) {
  return s->width > 0 && (s->pattern || s->gradient ? s->opacity > 0 : s->color.a > 0);
}

void ct_paint_line(struct ct_arena *a, struct ct_op *body, const struct ct_items *items,
                   const struct ct_shapes *shapes, bool arrow, const struct ct_paint_images *images) {
  struct lines l = {.a = a,
                    .group = ct_scene_group(a, body, items->layer_id),
                    .images = images,
                    .arrow = arrow,
                    .path = {.arena = a},
                    .heads = {.arena = a, .closed = true}};
  struct ct_pick pick = {.shapes = shapes};
  if (!shapes) return;
  if (items->nstyles) l.group->group.fade = items->styles.line[0].fade;
  for (size_t i = 0; i < items->n; i++) {
    const struct ct_line_style *s = &items->styles.line[ct_item_style(items, i)];
    size_t k;
    if (!is_drawn(s) || !ct_pick_find(&pick, items->feature[i], &k)) continue;
    int type = ct_shape_type(shapes, k);
    if (type == CT_GEOM_POINT || type == CT_GEOM_NONE) continue;
    // One stroke covers its crossings once, so lines that show through stay by themselves.
    if ((l.path.part0.n || l.heads.part0.n) && (s != l.style || s->color.a < 1)) flush(&l);
    if (s != l.style) {
      l.style = s;
      make_strands(&l);
    }
    l.feature = l.path.feature = l.heads.feature = items->feature[i] + 1;
    bool area = items->table && ct_table_geom_type(items->table, items->feature[i]) == CT_GEOM_POLYGON;
    add_shape(&l, shapes, k, area);
  }
  if (l.path.part0.n || l.heads.part0.n) flush(&l);
}

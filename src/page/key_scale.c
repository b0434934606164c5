// SPDX-License-Identifier: MIT
// Key scale: legend keys that bring their own labels, circles of round sizes and bars of colours; and rings.
#include "page/key_scale.h"

#include <math.h>

#include "base/arena.h"
#include "model/scene.h"
#include "page/sheet.h"
#include "text/text.h"

enum { MOST = 6, RING_POINTS = 72 };
#define PI 3.14159265358979323846

static const struct ct_run *label_of(const struct ct_page *p, const char *text) {
  struct ct_type type = {.size = p->sizes.legend, .color = p->theme.ink};
  return text && *text ? ct_sheet_text(p, text, &type) : NULL;
}

static double width_of(const struct ct_run *run) {
  return run ? ct_run_box(run)->w : 0;
}

static double height_of(const struct ct_run *run) {
  return run ? ct_run_box(run)->h : 0;
}

// ---- circles

// Where circles and their labels stand, from the key's top left.
struct sizes {
  size_t n;
  double x[MOST], y[MOST], r[MOST];  // of circles
  const struct ct_run *run[MOST];
  double label_x[MOST], label_y[MOST];  // left, and the middle of the text
  bool nested;
  double w, h;
};

// In one another, standing on one ground, labels at their tops: when these are far enough apart.
static bool nest(const struct ct_page *p, struct sizes *s) {
  double most = s->r[0], line = p->sizes.legend, widest = 0, left = 2 * most + 1.2 * p->sizes.legend;
  for (size_t i = 0; i + 1 < s->n; i++)
    if (2 * (s->r[i] - s->r[i + 1]) < line) return false;
  // The largest circle's top is the key's, but for half the height of its label.
  double top = fmax(0, height_of(s->run[0]) / 2), bottom = top + 2 * most;
  for (size_t i = 0; i < s->n; i++) {
    s->x[i] = most;
    s->y[i] = bottom - s->r[i];
    s->label_x[i] = left;
    s->label_y[i] = bottom - 2 * s->r[i];
    widest = fmax(widest, width_of(s->run[i]));
  }
  s->nested = true;
  s->w = left + widest;
  s->h = fmax(bottom, s->label_y[s->n - 1] + height_of(s->run[s->n - 1]) / 2);
  return true;
}

// Side by side, smallest first, each before its label.
static void line_up(const struct ct_page *p, struct sizes *s) {
  double x = 0;
  for (size_t i = 0; i < s->n; i++) s->h = fmax(s->h, fmax(2 * s->r[i], height_of(s->run[i])));
  for (size_t i = s->n; i-- > 0;) {
    s->x[i] = x + s->r[i];
    s->y[i] = s->h / 2;
    s->label_x[i] = x + 2 * s->r[i] + 0.45 * p->sizes.legend;
    s->label_y[i] = s->h / 2;
    x = s->label_x[i] + width_of(s->run[i]) + (i ? 1.3 * p->sizes.legend : 0);
  }
  s->w = x;
}

static void set_sizes(const struct ct_page *p, const struct ct_legend_entry *e, struct sizes *out) {
  *out = (struct sizes){.n = e->scale->n < MOST ? e->scale->n : MOST};
  for (size_t i = 0; i < out->n; i++) {
    out->r[i] = e->scale->at[i] + e->style.circle->stroke_width;
    out->run[i] = label_of(p, e->scale->label[i]);
  }
  if (out->n && !nest(p, out)) line_up(p, out);
}

static void draw_circle(const struct ct_circle_style *s, double radius, const double at[2],
                        struct ct_arena *a, struct ct_op *group) {
  struct ct_symbol *symbol = CT_NEW(a, struct ct_symbol);
  *symbol = (struct ct_symbol){.kind = CT_SYMBOL_CIRCLE,
                               .color = s->color,
                               .edge_color = s->stroke_color,
                               .edge_width = s->stroke_width,
                               .radius = (float)radius};
  float *xy = CT_NEW_N(a, float, 2);
  xy[0] = (float)at[0];
  xy[1] = (float)at[1];
  struct ct_op *op = ct_scene_add(a, group, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){.symbols = symbol, .nsymbols = 1, .n = 1, .xy = xy};
}

static void draw_sizes(const struct ct_page *p, const struct ct_legend_entry *e, double x, double y,
                       struct ct_arena *a, struct ct_op *group) {
  struct sizes s;
  set_sizes(p, e, &s);
  x -= s.w / 2;
  y -= s.h / 2;
  for (size_t i = 0; i < s.n; i++)
    draw_circle(e->style.circle, e->scale->at[i], (double[]){x + s.x[i], y + s.y[i]}, a, group);
  for (size_t i = 0; i < s.n; i++) {
    double middle = y + s.label_y[i];
    float line[] = {(float)(x + s.x[i]), (float)middle, (float)(x + s.label_x[i] - 0.35 * p->sizes.legend),
                    (float)middle};
    if (s.nested) ct_sheet_add_line(a, group, line, p->theme.ink_soft, 0.35);
    ct_sheet_add_text(a, group, s.run[i], x + s.label_x[i], middle - height_of(s.run[i]) / 2);
  }
}

// ---- colours

struct bar {
  double w, h, gap;  // the bar's, and the space between it and its labels
  double all_h;
};

static void set_bar(const struct ct_page *p, const struct ct_legend_entry *e, struct bar *b) {
  double size = p->sizes.legend, text = 0, words = 0;
  *b = (struct bar){.h = size, .gap = 0.35 * size};
  for (size_t i = 0; i < e->scale->n; i++) {
    const struct ct_run *run = label_of(p, e->scale->label[i]);
    text = fmax(text, height_of(run));
    words += width_of(run) + (i ? size : 0);
  }
  b->w = fmax(12 * size, words);
  b->all_h = b->h + (text > 0 ? b->gap + text : 0);
}

static void draw_bar(const struct ct_page *p, const struct ct_legend_entry *e, double x, double y,
                     struct ct_arena *a, struct ct_op *group) {
  static const float whole[] = {0, 1};
  struct bar b;
  set_bar(p, e, &b);
  x -= b.w / 2;
  y -= b.all_h / 2;
  float *xy = CT_NEW_N(a, float, 4);
  xy[0] = (float)x;
  xy[2] = (float)(x + b.w);
  xy[1] = xy[3] = (float)(y + b.h / 2);
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){.path = {.nparts = 1, .n = 2, .xy = xy},
                                     .color = {0, 0, 0, 1},
                                     .width = (float)b.h,
                                     .cap = CT_CAP_BUTT,
                                     .miter_limit = 2,
                                     .ramp = e->scale->colors,
                                     .along = whole};
  ct_sheet_add_outline(a, group, &(struct ct_rect){x, y, b.w, b.h}, ct_color_alpha(p->theme.frame_line, 0.6),
                       0.25);
  for (size_t i = 0; i < e->scale->n; i++) {
    const struct ct_run *run = label_of(p, e->scale->label[i]);
    double at = x + e->scale->at[i] * b.w, end = y + b.h;
    if (!run) continue;
    ct_sheet_add_line(a, group,
                      (float[]){(float)at, (float)(end - 0.3 * b.h), (float)at, (float)(end + 0.7 * b.gap)},
                      p->theme.ink_soft, 0.35);
    // Those at the ends stay within the bar's.
    double left = fmin(fmax(at - width_of(run) / 2, x), x + b.w - width_of(run));
    ct_sheet_add_text(a, group, run, left, end + b.gap);
  }
}

// ---- rings

static double ring_radius(const struct ct_page *p) {
  return 0.75 * p->sizes.legend;
}

static void draw_ring(const struct ct_page *p, const struct ct_line_style *s, double x, double y,
                      struct ct_arena *a, struct ct_op *group) {
  float *xy = CT_NEW_N(a, float, 2 * RING_POINTS);
  for (int i = 0; i < RING_POINTS; i++) {
    xy[2 * i] = (float)(x + ring_radius(p) * cos(2 * PI * i / RING_POINTS));
    xy[2 * i + 1] = (float)(y + ring_radius(p) * sin(2 * PI * i / RING_POINTS));
  }
  // Whole dashes go round.
  double period = 0, around = 2 * PI * ring_radius(p);
  for (size_t i = 0; i < s->dash_n; i++) period += s->dash[i];
  double fitted = period > 0 ? around / fmax(3, round(around / period)) / period : 1;
  float *dash = CT_NEW_N(a, float, s->dash_n + 1);
  for (size_t i = 0; i < s->dash_n; i++) dash[i] = (float)(s->dash[i] * fitted);
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){.path = {.nparts = 1, .n = RING_POINTS, .xy = xy, .closed = true},
                                     .color = s->color,
                                     .width = s->width,
                                     .cap = CT_CAP_BUTT,
                                     .join = CT_JOIN_ROUND,
                                     .miter_limit = 2,
                                     .dash_n = s->dash_n,
                                     .dash = dash};
}

// ---- all

void ct_key_scale_size(const struct ct_page *p, const struct ct_legend_entry *e, double *w, double *h) {
  if (e->kind == CT_KEY_RING) {
    *w = *h = 2 * ring_radius(p) + e->style.line->width;
  } else if (e->kind == CT_KEY_SIZES) {
    struct sizes s;
    set_sizes(p, e, &s);
    *w = s.w;
    *h = s.h;
  } else {
    struct bar b;
    set_bar(p, e, &b);
    *w = b.w;
    *h = b.all_h;
  }
}

void ct_key_scale_draw(const struct ct_page *p, const struct ct_legend_entry *e, double x, double y,
                       struct ct_arena *a, struct ct_op *group) {
  if (e->kind == CT_KEY_RING)
    draw_ring(p, e->style.line, x, y, a, group);
  else if (e->kind == CT_KEY_SIZES)
    draw_sizes(p, e, x, y, a, group);
  else
    draw_bar(p, e, x, y, a, group);
}

// SPDX-License-Identifier: MIT
// Key: a legend entry's sample, drawn with the very style used on the map.
#include "page/key.h"

#include <math.h>

#include "base/arena.h"
#include "model/scene.h"
#include "page/key_scale.h"
#include "page/key_stack.h"
#include "page/sheet.h"
#include "text/text.h"

#define ICON_PT 11.25  // 15 style pixels, the usual icon grid

static double swatch_w(const struct ct_page *p) {
  return 2.2 * p->sizes.legend;
}

static double swatch_h(const struct ct_page *p) {
  return 1.1 * p->sizes.legend;
}

// Swatches of a scale touch, so they take all of their line.
static double joined_h(const struct ct_page *p) {
  return 1.5 * p->sizes.legend;
}

static void icon_size(const struct ct_page *p, const struct ct_symbol_style *s, float *w, float *h) {
  *w = *h = ICON_PT;
  if (p->icon_size && !p->icon_size(p->icon_user, s->icon, w, h)) *w = *h = ICON_PT;
  *w *= s->icon_size;
  *h *= s->icon_size;
}

// Text-only symbols show a sample in the map's type.
static const struct ct_run *sample(const struct ct_page *p, const struct ct_symbol_style *s) {
  struct ct_text_style style = s->text;
  style.max_width = 0;
  struct ct_span span = {.text = "Aa", .scale = 1};
  return ct_text_shape(p->text, &(struct ct_rich_text){1, &span}, &style, "page");
}

// A dashed line shows whole dashes, at least two and one more.
static double line_length(const struct ct_page *p, const struct ct_line_style *s) {
  double usual = swatch_w(p), period = 0;
  for (size_t i = 0; i < s->dash_n; i++) period += s->dash[i];
  if (!(period > 0)) return usual;
  double periods = fmax(2, round((usual - s->dash[0]) / period));
  return fmin(periods * period + s->dash[0], 2 * usual);
}

static double line_height(const struct ct_line_style *s) {
  return s->gap_width > 0 ? s->gap_width + 2 * s->width : s->width;
}

// Length of an arrowhead, two thirds as wide, as on the map.
static double arrow_length(const struct ct_line_style *s, double line) {
  return fmin(fmin(4.5 * s->width + 2, 2.2 * s->width + 6), 0.7 * line);
}

void ct_key_size(const struct ct_page *p, const struct ct_legend_entry *e, double *w, double *h) {
  *w = swatch_w(p);
  *h = e->joined ? joined_h(p) : swatch_h(p);
  if (e->kind >= CT_KEY_RING) {
    ct_key_scale_size(p, e, w, h);
  } else if (e->kind == CT_KEY_LINE) {
    *w = line_length(p, e->style.line);
    *h = fmax(line_height(e->style.line), e->arrow ? arrow_length(e->style.line, *w) * 2 / 3 : 0);
  } else if (e->kind == CT_KEY_CIRCLE) {
    *w = *h = 2.0 * (e->style.circle->radius + e->style.circle->stroke_width);
  } else if (e->kind == CT_KEY_SYMBOL && e->style.symbol->has_icon) {
    float iw, ih;
    icon_size(p, e->style.symbol, &iw, &ih);
    double t = e->style.symbol->icon_rotate_deg * 3.14159265358979323846 / 180;
    *w = fabs(iw * cos(t)) + fabs(ih * sin(t));
    *h = fabs(iw * sin(t)) + fabs(ih * cos(t));
  } else if (e->kind == CT_KEY_STACK) {
    float iw, ih;
    icon_size(p, e->style.symbol, &iw, &ih);
    ct_key_stack_size(p, e, fmaxf(iw, ih), w, h);
  } else if (e->kind == CT_KEY_SYMBOL) {
    const struct ct_run *run = sample(p, e->style.symbol);
    *w = run ? ct_run_box(run)->w : 0;
    *h = run ? ct_run_box(run)->h : 0;
  }
}

static void draw_fill(const struct ct_page *p, const struct ct_legend_entry *e, double x, double y,
                      struct ct_arena *a, struct ct_op *group) {
  const struct ct_fill_style *s = e->style.fill;
  double w, h;
  ct_key_size(p, e, &w, &h);
  struct ct_rect r = {x - w / 2, y - h / 2, w, h};
  ct_sheet_add_rect(a, group, &r, s->color);
  if (s->pattern) {
    struct ct_pattern *pattern = CT_NEW(a, struct ct_pattern);
    *pattern = (struct ct_pattern){.image = s->pattern,
                                   .xx = s->pattern_scale,
                                   .yy = s->pattern_scale,
                                   .x0 = r.x,
                                   .y0 = r.y,
                                   .opacity = s->opacity};
    group->group.last->fill.pattern = pattern;
  }
  if (s->outline.a > 0)
    ct_sheet_add_outline(a, group, &r, s->outline, 0.5);
  else if (s->color.a > 0)
    ct_sheet_add_outline(a, group, &r, ct_color_alpha(p->theme.frame_line, 0.6), 0.25);
}

static void add_stroke(const struct ct_line_style *s, double x, double y, double length, struct ct_arena *a,
                       struct ct_op *group) {
  float *xy = CT_NEW_N(a, float, 4);
  xy[0] = (float)(x - length / 2);
  xy[2] = (float)(x + length / 2);
  xy[1] = xy[3] = (float)y;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){.path = {.nparts = 1, .n = 2, .xy = xy},
                                     .color = s->color,
                                     .width = s->width,
                                     .cap = s->dash_n && s->dash_butt ? CT_CAP_BUTT : s->cap,
                                     .join = s->join,
                                     .miter_limit = s->miter_limit,
                                     .dash_n = s->dash_n,
                                     .dash = s->dash};
  if (!s->gradient) return;
  static const float whole[] = {0, 1};
  op->stroke.ramp = s->gradient;
  op->stroke.along = whole;
  op->stroke.color.a = s->opacity;
}

static double lightness(struct ct_color c) {
  return 0.299 * c.r + 0.587 * c.g + 0.114 * c.b;
}

// Lines made for dark ground would not be seen on a light panel, nor light ones on a dark panel.
static void add_ground(const struct ct_page *p, struct ct_color line, const struct ct_rect *r,
                       struct ct_arena *a, struct ct_op *group) {
  enum { UNLIKE_PERCENT = 12 };
  bool seen = 100 * fabs(lightness(line) - lightness(p->theme.panel)) >= UNLIKE_PERCENT;
  if (!seen) ct_sheet_add_rect(a, group, r, ct_color_alpha(p->theme.ink, 0.75));
}

static void draw_line(const struct ct_page *p, const struct ct_legend_entry *e, double x, double y,
                      struct ct_arena *a, struct ct_op *group) {
  const struct ct_line_style *s = e->style.line;
  const struct ct_rect ground = {x - line_length(p, s) / 2 - 1, y - swatch_h(p) / 2, line_length(p, s) + 2,
                                 swatch_h(p)};
  if (!s->gradient) add_ground(p, s->color, &ground, a, group);
  double length = line_length(p, s), head = e->arrow ? arrow_length(s, length) : 0;
  // An opaque shaft runs into its head a little, so that no gap shows between them.
  double cut = s->color.a < 1 ? head : 0.8 * head, shaft = length - cut, middle = x - cut / 2;
  if (s->gap_width > 0) {
    double off = (s->gap_width + s->width) / 2;
    add_stroke(s, middle, y - off, shaft, a, group);
    add_stroke(s, middle, y + off, shaft, a, group);
  } else {
    add_stroke(s, middle, y, shaft, a, group);
  }
  if (!e->arrow) return;
  float tip = (float)(x + length / 2), back = (float)(tip - head), half = (float)(head / 3), fy = (float)y;
  ct_sheet_add_polygon(a, group, (float[]){tip, fy, back, fy - half, back, fy + half}, 3, s->color);
}

static void draw_marks(const struct ct_symbol *made, double x, double y, struct ct_arena *a,
                       struct ct_op *group) {
  struct ct_symbol *symbol = CT_NEW(a, struct ct_symbol);
  *symbol = *made;
  float *xy = CT_NEW_N(a, float, 2);
  xy[0] = (float)x;
  xy[1] = (float)y;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){.symbols = symbol, .nsymbols = 1, .n = 1, .xy = xy};
}

static struct ct_symbol icon_of(const struct ct_page *p, const struct ct_symbol_style *s) {
  float w, h;
  icon_size(p, s, &w, &h);
  return (struct ct_symbol){.kind = CT_SYMBOL_ICON,
                            .icon = s->icon,
                            .color = s->icon_color,
                            .edge_color = s->icon_halo_color,
                            .edge_width = s->icon_halo_width,
                            .icon_w = w,
                            .icon_h = h,
                            .icon_scale = s->icon_size,
                            .rotate_deg = s->icon_rotate_deg};
}

static void draw_symbol(const struct ct_page *p, const struct ct_symbol_style *s, double x, double y,
                        struct ct_arena *a, struct ct_op *group) {
  if (!s->has_icon) {
    const struct ct_run *run = sample(p, s);
    if (run) ct_sheet_add_text(a, group, run, x - ct_run_box(run)->w / 2, y - ct_run_box(run)->h / 2);
    return;
  }
  struct ct_symbol made = icon_of(p, s);
  draw_marks(&made, x, y, a, group);
}

void ct_key_draw(const struct ct_page *p, const struct ct_legend_entry *e, double x, double y,
                 struct ct_arena *a, struct ct_op *group) {
  switch (e->kind) {
    case CT_KEY_FILL:
      draw_fill(p, e, x, y, a, group);
      break;
    case CT_KEY_LINE:
      draw_line(p, e, x, y, a, group);
      break;
    case CT_KEY_CIRCLE: {
      const struct ct_circle_style *s = e->style.circle;
      struct ct_symbol made = {.kind = CT_SYMBOL_CIRCLE,
                               .color = s->color,
                               .edge_color = s->stroke_color,
                               .edge_width = s->stroke_width,
                               .radius = s->radius,
                               .blur = s->blur};
      draw_marks(&made, x, y, a, group);
      break;
    }
    case CT_KEY_SYMBOL:
      draw_symbol(p, e->style.symbol, x, y, a, group);
      if (e->over) draw_symbol(p, e->over, x, y, a, group);
      break;
    case CT_KEY_STACK: {
      struct ct_symbol made = icon_of(p, e->style.symbol);
      ct_key_stack_draw(p, e, &made, (float[]){(float)x, (float)y}, a, group);
      break;
    }
    case CT_KEY_RING:
    case CT_KEY_SIZES:
    case CT_KEY_RAMP:
      ct_key_scale_draw(p, e, x, y, a, group);
      break;
  }
}

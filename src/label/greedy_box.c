// SPDX-License-Identifier: MIT
// Boxes of texts and icons as the reference reckons them (maplibre-gl-js, symbol/shaping.ts, symbol_layout.ts).
#include <math.h>

#include "label/greedy.h"
#include "text/text.h"

// Variable anchors shift by this much of an em, so that letters and not lines keep the distance.
#define BASELINE_SHIFT (7.0F / 24)

// How much of the block lies left of and above its anchor.
static void shares(enum ct_anchor anchor, float *left, float *top) {
  static const float v[9][2] = {
      [CT_ANCHOR_CENTER] = {0.5F, 0.5F}, [CT_ANCHOR_LEFT] = {0, 0.5F},     [CT_ANCHOR_RIGHT] = {1, 0.5F},
      [CT_ANCHOR_TOP] = {0.5F, 0},       [CT_ANCHOR_BOTTOM] = {0.5F, 1},   [CT_ANCHOR_TOP_LEFT] = {0, 0},
      [CT_ANCHOR_TOP_RIGHT] = {1, 0},    [CT_ANCHOR_BOTTOM_LEFT] = {0, 1}, [CT_ANCHOR_BOTTOM_RIGHT] = {1, 1}};
  *left = v[anchor][0];
  *top = v[anchor][1];
}

static enum ct_justify justify_of(enum ct_anchor anchor) {
  float left, top;
  shares(anchor, &left, &top);
  return left < 0.25F ? CT_JUSTIFY_LEFT : left > 0.75F ? CT_JUSTIFY_RIGHT : CT_JUSTIFY_CENTER;
}

const struct ct_run *ct_greedy_shape(struct ct_greedy *g, const struct ct_symbol_at *s,
                                     enum ct_anchor anchor) {
  struct ct_text_style st = s->style->text;
  st.setting = CT_SET_AS_SPEC;
  if (st.justify == CT_JUSTIFY_AUTO) st.justify = justify_of(anchor);
  if (s->style->placement != CT_PLACE_POINT) st.max_width = 0;
  return ct_text_shape(g->text, s->text, &st, g->in->layers[s->layer].items->layer_id);
}

const struct ct_run *ct_greedy_shape_column(struct ct_greedy *g, const struct ct_symbol_at *s) {
  struct ct_text_style st = s->style->text;
  st.setting = CT_SET_AS_SPEC;
  st.justify = CT_JUSTIFY_LEFT;
  struct ct_rich_text text = ct_text_verticalized(g->arena, s->text);
  return ct_text_shape(g->text, &text, &st, g->in->layers[s->layer].items->layer_id);
}

struct ct_box ct_greedy_anchored(float w, float h, enum ct_anchor anchor, float dx, float dy) {
  float left, top;
  shares(anchor, &left, &top);
  float x = dx - left * w, y = dy - top * h;
  return (struct ct_box){x, y, x + w, y + h};
}

// From the anchor towards the text's side: 1 right of or below the point, -1 left of or above it.
static void sides(enum ct_anchor anchor, float *x, float *y) {
  float left, top;
  shares(anchor, &left, &top);
  *x = left < 0.25F ? 1 : left > 0.75F ? -1 : 0;
  *y = top < 0.25F ? 1 : top > 0.75F ? -1 : 0;
}

void ct_greedy_pad(enum ct_anchor anchor, float padding, float *dx, float *dy) {
  float sx, sy;
  sides(anchor, &sx, &sy);
  *dx += sx * padding;
  *dy += sy * padding;
}

static void radial(enum ct_anchor anchor, float r, float em, float *dx, float *dy) {
  float sx, sy;
  sides(anchor, &sx, &sy);
  r = fmaxf(r, 0);
  if (sx != 0 && sy != 0) r *= (float)M_SQRT1_2;
  *dx = sx * r;
  *dy = sy * (r - BASELINE_SHIFT * em);
}

void ct_greedy_offset(const struct ct_symbol_style *st, float *dx, float *dy) {
  *dx = st->text_dx;
  *dy = st->text_dy;
  if (st->text_radial_offset != 0) radial(st->text_anchor, st->text_radial_offset, st->text.size, dx, dy);
}

void ct_greedy_variable_offset(const struct ct_symbol_style *st, size_t i, float *dx, float *dy) {
  enum ct_anchor anchor = st->variable[i].anchor;
  float sx, sy, shift = BASELINE_SHIFT * st->text.size;
  sides(anchor, &sx, &sy);
  if (st->variable_offsets) {
    *dx = st->variable[i].dx;
    *dy = st->variable[i].dy - sy * shift;
  } else if (st->has_radial_offset) {
    radial(anchor, st->text_radial_offset, st->text.size, dx, dy);
  } else {
    *dx = sx * fabsf(st->text_dx);
    *dy = sy * (fabsf(st->text_dy) - shift);
  }
}

// ---- Icons

// applyTextFit: an axis that keeps the content's proportions follows the other.
static void keep_proportions(const struct ct_image_info *m, struct ct_box *b) {
  float w = b->x1 - b->x0, h = b->y1 - b->y0, cw = m->content[2] - m->content[0];
  float ch = m->content[3] - m->content[1], ratio = ch > 0 ? cw / ch : 0;
  if (!(w > 0) || !(h > 0) || !(ratio > 0)) return;
  enum ct_text_fit fw = m->fit_width, fh = m->fit_height;
  if (fh == CT_FIT_PROPORTIONAL &&
      ((fw == CT_FIT_STRETCH_ONLY && w / h < ratio) || fw == CT_FIT_PROPORTIONAL)) {
    float wide = ceilf(h * ratio / (float)CT_PX_PT) * (float)CT_PX_PT;
    b->x0 *= wide / w;
    b->x1 = b->x0 + wide;
  } else if (fw == CT_FIT_PROPORTIONAL && fh != CT_FIT_PROPORTIONAL && fh == CT_FIT_STRETCH_ONLY &&
             w / h > ratio) {
    float high = ceilf(w / ratio / (float)CT_PX_PT) * (float)CT_PX_PT;
    b->y0 *= high / h;
    b->y1 = b->y0 + high;
  }
}

static struct ct_box fitted(const struct ct_symbol_at *s, const struct ct_box *text) {
  const struct ct_symbol_style *st = s->style;
  float w = s->image.w * (float)CT_PX_PT, h = s->image.h * (float)CT_PX_PT;
  float dx = st->icon_size > 0 ? st->icon_dx / st->icon_size : 0;
  float dy = st->icon_size > 0 ? st->icon_dy / st->icon_size : 0;
  const float *p = st->icon_fit_padding;
  struct ct_box b;
  if (st->icon_fit == CT_ICON_FIT_WIDTH || st->icon_fit == CT_ICON_FIT_BOTH) {
    b.x0 = dx + text->x0 - p[3];
    b.x1 = dx + text->x1 + p[1];
  } else {
    b.x0 = dx + (text->x0 + text->x1 - w) / 2;
    b.x1 = b.x0 + w;
  }
  if (st->icon_fit == CT_ICON_FIT_HEIGHT || st->icon_fit == CT_ICON_FIT_BOTH) {
    b.y0 = dy + text->y0 - p[0];
    b.y1 = dy + text->y1 + p[2];
  } else {
    b.y0 = dy + (text->y0 + text->y1 - h) / 2;
    b.y1 = b.y0 + h;
  }
  return b;
}

static struct ct_box scaled(struct ct_box b, float by_x, float by_y) {
  return (struct ct_box){b.x0 * by_x, b.y0 * by_y, b.x1 * by_x, b.y1 * by_y};
}

// icon-size, or what the parts need that are not stretched.
static float least_scale(float fixed, float size, float icon_size) {
  return size > 0 ? fmaxf(icon_size, fixed * (float)CT_PX_PT / size) : icon_size;
}

struct ct_box ct_greedy_icon_box(const struct ct_symbol_at *s, const struct ct_box *text,
                                 struct ct_box *covers) {
  const struct ct_symbol_style *st = s->style;
  const struct ct_image_info *m = &s->image;
  const float px = (float)CT_PX_PT;
  if (st->icon_fit == CT_ICON_FIT_NONE || !text) {
    float left, top, w = m->w * px * st->icon_size, h = m->h * px * st->icon_size;
    shares(st->icon_anchor, &left, &top);
    float x = st->icon_dx - left * w, y = st->icon_dy - top * h;
    *covers = (struct ct_box){x, y, x + w, y + h};
    return *covers;
  }
  struct ct_box b = fitted(s, text);
  *covers = b;
  if (m->has_content) {
    *covers = (struct ct_box){b.x0 - m->content[0] * px, b.y0 - m->content[1] * px,
                              b.x1 + (m->w - m->content[2]) * px, b.y1 + (m->h - m->content[3]) * px};
    keep_proportions(m, &b);
  }
  *covers = scaled(*covers, st->icon_size, st->icon_size);
  return scaled(b, least_scale(m->fixed_w, b.x1 - b.x0, st->icon_size),
                least_scale(m->fixed_h, b.y1 - b.y0, st->icon_size));
}

// ---- Turning

struct ct_box ct_greedy_turned(const struct ct_box *b, float deg, float x, float y) {
  if (deg == 0) return (struct ct_box){b->x0 + x, b->y0 + y, b->x1 + x, b->y1 + y};
  double c = cos(deg * (M_PI / 180)), n = sin(deg * (M_PI / 180));
  double xs[4] = {b->x0, b->x1, b->x1, b->x0}, ys[4] = {b->y0, b->y0, b->y1, b->y1};
  struct ct_box out = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (int i = 0; i < 4; i++) {
    float px = (float)(xs[i] * c - ys[i] * n) + x, py = (float)(xs[i] * n + ys[i] * c) + y;
    struct ct_box corner = {px, py, px, py};
    out = ct_box_union(&out, &corner);
  }
  return out;
}

// The map's turn, of a line's symbol the line's.
static float turn_with_map(const struct ct_greedy *g, const struct ct_symbol_at *s) {
  return s->along ? s->angle_deg : (float)g->in->view->rotation_deg;
}

float ct_greedy_text_turn(const struct ct_greedy *g, const struct ct_symbol_at *s) {
  enum ct_alignment a = s->style->text_alignment;
  bool map = a == CT_ALIGN_MAP || (a == CT_ALIGN_AUTO && s->along);
  return s->style->text_rotate_deg + (map ? turn_with_map(g, s) : 0);
}

float ct_greedy_icon_turn(const struct ct_greedy *g, const struct ct_symbol_at *s) {
  enum ct_alignment a = s->style->icon_alignment;
  bool map = a == CT_ALIGN_MAP || (a == CT_ALIGN_AUTO && s->style->placement != CT_PLACE_POINT);
  float turn = map ? turn_with_map(g, s) : 0;
  if (map && s->along && s->style->icon_keep_upright && fabsf(turn) > 90) turn += turn > 0 ? -180 : 180;
  return s->style->icon_rotate_deg + turn;
}

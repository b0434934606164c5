// SPDX-License-Identifier: MIT
// Fit: blocks at their anchors, icons about texts (maplibre-gl-js, symbol/shaping.ts), boxes turned.
#include "label/fit.h"

#include <math.h>

#include "model/image.h"
#include "model/item.h"

void ct_fit_sides(enum ct_anchor anchor, int *sx, int *sy) {
  static const short sides[9][2] = {[CT_ANCHOR_CENTER] = {0, 0},        [CT_ANCHOR_LEFT] = {1, 0},
                                    [CT_ANCHOR_RIGHT] = {-1, 0},        [CT_ANCHOR_TOP] = {0, 1},
                                    [CT_ANCHOR_BOTTOM] = {0, -1},       [CT_ANCHOR_TOP_LEFT] = {1, 1},
                                    [CT_ANCHOR_TOP_RIGHT] = {-1, 1},    [CT_ANCHOR_BOTTOM_LEFT] = {1, -1},
                                    [CT_ANCHOR_BOTTOM_RIGHT] = {-1, -1}};
  *sx = sides[anchor][0];
  *sy = sides[anchor][1];
}

void ct_fit_shares(enum ct_anchor anchor, float *left, float *top) {
  int sx, sy;
  ct_fit_sides(anchor, &sx, &sy);
  *left = 0.5F - 0.5F * (float)sx;
  *top = 0.5F - 0.5F * (float)sy;
}

struct ct_box ct_fit_anchored(float w, float h, enum ct_anchor anchor, float dx, float dy) {
  float left, top;
  ct_fit_shares(anchor, &left, &top);
  float x = dx - left * w, y = dy - top * h;
  return (struct ct_box){x, y, x + w, y + h};
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

static struct ct_box fitted(const struct ct_symbol_style *st, const struct ct_image_info *m,
                            const struct ct_box *text) {
  float w = m->w * (float)CT_PX_PT, h = m->h * (float)CT_PX_PT;
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

struct ct_box ct_fit_icon(const struct ct_symbol_style *st, const struct ct_image_info *m,
                          const struct ct_box *text, struct ct_box *covers) {
  const float px = (float)CT_PX_PT;
  if (st->icon_fit == CT_ICON_FIT_NONE || !text) {
    float left, top, w = m->w * px * st->icon_size, h = m->h * px * st->icon_size;
    ct_fit_shares(st->icon_anchor, &left, &top);
    float x = st->icon_dx - left * w, y = st->icon_dy - top * h;
    *covers = (struct ct_box){x, y, x + w, y + h};
    return *covers;
  }
  struct ct_box b = fitted(st, m, text);
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

struct ct_box ct_fit_turned(const struct ct_box *b, float deg, float x, float y) {
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

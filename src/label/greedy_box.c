// SPDX-License-Identifier: MIT
// Boxes of texts and icons as the reference reckons them (maplibre-gl-js, symbol/shaping.ts, symbol_layout.ts).
#include <math.h>

#include "label/fit.h"
#include "label/greedy.h"
#include "text/text.h"

// Variable anchors shift by this much of an em, so that letters and not lines keep the distance.
#define BASELINE_SHIFT (7.0F / 24)

struct ct_bend ct_greedy_bend(struct ct_greedy *g, const struct ct_symbol_at *s) {
  const char *layer = g->in->layers[s->layer].items->layer_id;
  return (struct ct_bend){g->text, g->arena, layer, s->text, s->style, s->x, s->y, s->track, s->segment};
}

// From the anchor towards the text's side: 1 right of or below the point, -1 left of or above it.
static void sides(enum ct_anchor anchor, float *x, float *y) {
  float left, top;
  ct_fit_shares(anchor, &left, &top);
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

// ---- Turning

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

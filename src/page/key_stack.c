// SPDX-License-Identifier: MIT
// Stack keys: how marks that share a place are drawn, as samples for the legend.
#include "page/key_stack.h"

#include <math.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/placement.h"
#include "model/scene.h"
#include "page/sheet.h"
#include "text/text.h"

// What is seen of an icon's box; a fan's sample is drawn smaller than on the map, with so many marks.
#define SEEN 0.8
#define FAN_SCALE 0.6
#define PANEL_W 9.0
enum { FAN_MARKS = 5, LIST_LINES = 3 };

static double fan_reach(double icon) {
  return FAN_SCALE * icon * (1.05 + 0.5);
}

// Badges are as much larger as names are.
static double badge_scale(const struct ct_page *p) {
  return ct_template_enlarge(p->doc).names;
}

void ct_key_stack_size(const struct ct_page *p, const struct ct_legend_entry *e, double icon, double *w,
                       double *h) {
  double r = SEEN / 2 * icon;
  *w = *h = icon;
  if (e->stack == CT_STACK_FAN) {
    *w = *h = 2 * fan_reach(icon) * SEEN;
  } else {
    double badge = badge_scale(p) * CT_BADGE_H_PT;
    *w = 2 * (CT_BADGE_RIGHT * r + badge) + (e->stack == CT_STACK_LIST ? 2 * PANEL_W : 0);
    *h = r + CT_BADGE_UP * r + badge;
  }
}

static void add_marks(struct ct_symbol made, const float *at, size_t n, double scale, struct ct_arena *a,
                      struct ct_op *group) {
  struct ct_symbol *symbol = CT_NEW(a, struct ct_symbol);
  *symbol = made;
  symbol->icon_w *= (float)scale;
  symbol->icon_h *= (float)scale;
  symbol->icon_scale *= (float)scale;
  symbol->edge_width *= (float)scale;
  float *xy = CT_NEW_N(a, float, 2 * n);
  for (size_t i = 0; i < 2 * n; i++) xy[i] = at[i];
  struct ct_op *op = ct_scene_add(a, group, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){.symbols = symbol, .nsymbols = 1, .n = n, .xy = xy};
}

static void add_dot(double x, double y, double r, struct ct_color color, struct ct_arena *a,
                    struct ct_op *group) {
  enum { CORNERS = 32 };
  float xy[2 * CORNERS];
  for (int i = 0; i < CORNERS; i++) {
    xy[2 * i] = (float)(x + r * cos(2 * M_PI * i / CORNERS));
    xy[2 * i + 1] = (float)(y + r * sin(2 * M_PI * i / CORNERS));
  }
  ct_sheet_add_polygon(a, group, xy, CORNERS, color);
}

static void draw_count(const struct ct_page *p, const struct ct_symbol *made, double x, double y,
                       struct ct_arena *a, struct ct_op *group) {
  double r = SEEN / 2 * made->icon_w, h = badge_scale(p) * CT_BADGE_H_PT;
  // The key's middle is that of mark and badge together.
  y += (CT_BADGE_UP * r + h - r) / 2;
  add_marks(*made, (float[]){(float)x, (float)y}, 1, 1, a, group);
  double bx = x + CT_BADGE_RIGHT * r + h / 2, by = y - CT_BADGE_UP * r - h / 2;
  add_dot(bx, by, h / 2 + 0.5, p->theme.panel, a, group);
  add_dot(bx, by, h / 2, p->theme.ink, a, group);
  const struct ct_run *n = ct_text_plain(p->text, "n", p->theme.font_bold,
                                         (float)(badge_scale(p) * CT_BADGE_TEXT_PT), p->theme.panel, 0);
  const struct ct_run_box *b = ct_run_box(n);
  double middle = b->ink.h > 0 ? b->ink.y + b->ink.h / 2 : b->h / 2;
  ct_sheet_add_text(a, group, n, bx - b->w / 2, by - middle);
}

static void draw_fan(const struct ct_page *p, const struct ct_symbol *made, double x, double y,
                     struct ct_arena *a, struct ct_op *group) {
  double reach = FAN_SCALE * SEEN * made->icon_w * 1.05;
  float at[2 * FAN_MARKS];
  for (int i = 0; i < FAN_MARKS; i++) {
    double t = 2 * M_PI * i / FAN_MARKS - M_PI / 2;
    at[2 * i] = (float)(x + reach * cos(t));
    at[2 * i + 1] = (float)(y + reach * sin(t));
    ct_sheet_add_line(a, group, (float[]){(float)x, (float)y, at[2 * i], at[2 * i + 1]},
                      ct_color_alpha(p->theme.ink, 0.75), 0.35);
  }
  add_dot(x, y, 0.9, p->theme.ink, a, group);
  add_marks(*made, at, FAN_MARKS, FAN_SCALE, a, group);
}

static void draw_list(const struct ct_page *p, const struct ct_symbol *made, double x, double y,
                      struct ct_arena *a, struct ct_op *group) {
  draw_count(p, made, x, y, a, group);
  double r = SEEN / 2 * made->icon_w, right = x + CT_BADGE_RIGHT * r + badge_scale(p) * CT_BADGE_H_PT + 1;
  struct ct_rect panel = {right, y - 4.2, PANEL_W - 1, 8.4};
  ct_sheet_add_rect(a, group, &panel, p->theme.panel);
  ct_sheet_add_outline(a, group, &panel, ct_color_alpha(p->theme.ink, 0.55), 0.35);
  for (int i = 0; i < LIST_LINES; i++) {
    float ly = (float)(panel.y + 2.1 * (i + 1)), to = (float)(panel.x + panel.w - (i == 1 ? 3 : 1.4));
    ct_sheet_add_line(a, group, (float[]){(float)(panel.x + 1.4), ly, to, ly}, p->theme.ink_soft, 0.6);
  }
}

void ct_key_stack_draw(const struct ct_page *p, const struct ct_legend_entry *e, const struct ct_symbol *made,
                       const float at[2], struct ct_arena *a, struct ct_op *group) {
  if (e->stack == CT_STACK_FAN)
    draw_fan(p, made, at[0], at[1], a, group);
  else if (e->stack == CT_STACK_LIST)
    draw_list(p, made, at[0], at[1], a, group);
  else
    draw_count(p, made, at[0], at[1], a, group);
}

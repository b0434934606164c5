// SPDX-License-Identifier: MIT
// Label tests: layers of symbols made by hand, solved with the bundled fonts.
#ifndef CT_TEST_LABEL_HELP_H
#define CT_TEST_LABEL_HELP_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cartouche.h"
#include "label/label.h"
#include "model/diag.h"
#include "model/placement.h"
#include "model/shapes.h"
#include "model/table.h"
#include "text/text.h"

enum { MAX_SYMBOLS = 12000, MAX_RECTS = 64, LAYERS = 4 };
enum { AREA, TOWN, ALONG, MARK };  // in drawing order

struct layer {
  struct ct_items items;
  struct ct_shapes shapes;
  struct ct_symbol_style style;
  size_t n;
  float xy[2 * MAX_SYMBOLS];
  uint32_t row[MAX_SYMBOLS];
  struct ct_rich_text text[MAX_SYMBOLS];
  float key[MAX_SYMBOLS];
  struct ct_label_wish wish[MAX_SYMBOLS];
};

// One label problem. Zero it, scene_start, add things, scene_solve.
struct scene {
  struct ct_arena arena;
  struct ct_view view;
  struct layer layers[LAYERS];
  bool leaders;
  const struct ct_label_wish *wishes;  // of the marks; NULL: none
  enum ct_label_mode mode;             // of the marks' and the line's texts; all others are base names
  float icon_pt;
  size_t nfurniture, ncircles, nline;
  struct ct_rect furniture[MAX_RECTS], circles[MAX_RECTS];
  float line[2 * MAX_SYMBOLS];   // one soft line
  float along[2 * MAX_SYMBOLS];  // one line with a name
  size_t nalong;
  const char *along_name;
  struct ct_placements out;
  const struct ct_placements *was;  // to begin with, or NULL
};

static struct ct_text *label_text;
static struct ct_diags label_diags;
static const char *const label_font[] = {"Source Sans 3 Semibold"};

static inline int label_setup(void **state) {
  (void)state;
  struct ct_err err = {0};
  return ct_text_new("styles/fonts", &label_diags, &label_text, &err) ? 0 : -1;
}

static inline int label_teardown(void **state) {
  (void)state;
  ct_text_free(label_text);
  return 0;
}

// The side of the point the text stands on, in the order of preference.
static inline const struct ct_anchor_offset *anchors(struct ct_arena *a, float em) {
  static const enum ct_anchor order[8] = {CT_ANCHOR_BOTTOM_LEFT,  CT_ANCHOR_LEFT,  CT_ANCHOR_TOP_LEFT,
                                          CT_ANCHOR_BOTTOM_RIGHT, CT_ANCHOR_RIGHT, CT_ANCHOR_TOP_RIGHT,
                                          CT_ANCHOR_BOTTOM,       CT_ANCHOR_TOP};
  static const float sides[8][2] = {{1, -1}, {1, 0}, {1, 1}, {-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}};
  struct ct_anchor_offset *v = CT_NEW_N(a, struct ct_anchor_offset, 8);
  for (int i = 0; i < 8; i++)
    v[i] = (struct ct_anchor_offset){order[i], sides[i][0] * 0.6F * em, sides[i][1] * 0.4F * em};
  return v;
}

static inline void scene_start(struct scene *s, double w, double h) {
  s->view = (struct ct_view){.page_w_pt = w, .page_h_pt = h, .frame = {0, 0, w, h}};
  s->icon_pt = 8;
  struct ct_symbol_style mark = {.has_icon = true,
                                 .icon = "mark",
                                 .icon_size = 1,
                                 .icon_overlap = CT_OVERLAP_ALWAYS,
                                 .has_text = true,
                                 .text_optional = true,
                                 .variable_offsets = true,
                                 .nvariable = 8,
                                 .variable = anchors(&s->arena, 7.5F),
                                 .text_padding = 0.75F};
  mark.text = (struct ct_text_style){.fonts = label_font,
                                     .nfonts = 1,
                                     .size = 7.5F,
                                     .max_width = 70,
                                     .line_height = 1.1F,
                                     .color = {0, 0, 0, 1}};
  struct ct_symbol_style town = mark, area = mark;
  town.icon_overlap = CT_OVERLAP_NEVER;
  town.text_optional = false;
  area.has_icon = false;
  area.nvariable = 0;
  s->layers[MARK].style = mark;
  s->layers[TOWN].style = town;
  s->layers[AREA].style = area;
  s->layers[ALONG].style = area;
  s->layers[ALONG].style.placement = CT_PLACE_LINE_CENTER;
  s->layers[ALONG].style.keep_upright = true;
  s->layers[ALONG].style.max_angle_deg = 45;
  s->layers[ALONG].style.text.max_width = 0;
}

static inline void scene_add(struct scene *s, int layer, float x, float y, const char *words, float key) {
  struct layer *l = &s->layers[layer];
  size_t i = l->n++;
  struct ct_span *span = CT_NEW(&s->arena, struct ct_span);
  *span = (struct ct_span){.text = words ? ct_arena_strdup(&s->arena, words) : "", .scale = 1};
  l->xy[2 * i] = x;
  l->xy[2 * i + 1] = y;
  l->row[i] = (uint32_t)i;
  l->text[i] = (struct ct_rich_text){words ? 1 : 0, span};
  l->key[i] = key;
}

static inline bool label_icon(void *user, const char *icon, struct ct_image_info *out) {
  const struct scene *s = user;
  *out = (struct ct_image_info){.w = s->icon_pt / (float)CT_PX_PT, .h = s->icon_pt / (float)CT_PX_PT};
  return icon[0] != '\0';
}

static inline struct ct_shapes one_line(struct ct_arena *a, const float *xy, size_t n) {
  uint32_t *v = CT_NEW_N(a, uint32_t, 5);
  uint8_t *type = CT_NEW(a, uint8_t);
  *type = CT_GEOM_LINE;
  v[2] = 1;            // part0 = {0, 1} at v + 1
  v[4] = (uint32_t)n;  // coord0 = {0, n} at v + 3
  return (struct ct_shapes){.n = 1,
                            .feature = v,
                            .type = type,
                            .part0 = v + 1,
                            .coord0 = v + 3,
                            .nparts = 1,
                            .ncoords = n,
                            .xy = xy};
}

static inline void scene_solve(struct scene *s) {
  static const char *const ids[LAYERS] = {"areas", "towns", "along", "marks"};
  struct ct_label_layer layers[LAYERS];
  if (s->along_name) scene_add(s, ALONG, 0, 0, s->along_name, 0);
  for (int i = 0; i < LAYERS; i++) {
    struct layer *l = &s->layers[i];
    l->items = (struct ct_items){.layer_id = ids[i],
                                 .type = CT_LAYER_SYMBOL,
                                 .n = l->n,
                                 .feature = l->row,
                                 .text = l->text,
                                 .sort_key = l->key,
                                 .nstyles = 1,
                                 .styles.symbol = &l->style};
    l->shapes =
        (struct ct_shapes){.n = l->n, .feature = l->row, .nparts = l->n, .ncoords = l->n, .xy = l->xy};
    layers[i] = (struct ct_label_layer){
        .items = &l->items, .shapes = &l->shapes, .leaders = i == MARK && s->leaders, .wish = l->wish};
    if (i == MARK && s->wishes) layers[i].wish = s->wishes;
    layers[i].mode = i == MARK || i == ALONG ? s->mode : CT_LABELS_NEAR;
  }
  if (s->along_name) s->layers[ALONG].shapes = one_line(&s->arena, s->along, s->nalong);
  struct ct_shapes soft = one_line(&s->arena, s->line, s->nline);
  const struct ct_shapes *lines = &soft;
  struct ct_label_input in = {.view = &s->view,
                              .nlayers = LAYERS,
                              .layers = layers,
                              .nobstacles = s->nfurniture,
                              .obstacles = s->furniture,
                              .nmarks = s->ncircles,
                              .marks = s->circles,
                              .nlines = s->nline ? 1 : 0,
                              .lines = &lines,
                              .was = s->was};
  struct ct_err err = {0};
  assert_true(ct_label_solve(&in, label_text, label_icon, s, &s->arena, &label_diags, &s->out, &err));
}

// What is inked of a text that stands level.
static inline struct ct_rect scene_ink(const struct ct_placement *p) {
  struct ct_rect r = ct_run_box(p->run)->ink;
  r.x += p->text_x;
  r.y += p->text_y;
  return r;
}

static inline void scene_free(struct scene *s) {
  struct ct_arena a = s->arena;
  ct_arena_release(&a);
  free(s);
}

static inline struct scene *scene_new(double w, double h) {
  struct scene *s = calloc(1, sizeof *s);
  assert_non_null(s);
  scene_start(s, w, h);
  return s;
}

#endif

// SPDX-License-Identifier: MIT
// Maps of symbol layers made by hand and placed as styled, for the tests of that.
#ifndef CT_TEST_LABEL_STYLED_H
#define CT_TEST_LABEL_STYLED_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

// Points; floats at a few hundred points are good to a few 1e-5.
#define NEAR 2e-3

enum { MOST_LAYERS = 2, MOST_SYMBOLS = 8, MOST_POINTS = 256 };

struct symbols {
  struct ct_symbol_style style;
  size_t n;
  float xy[2 * MOST_SYMBOLS], key[MOST_SYMBOLS];
  uint32_t row[MOST_SYMBOLS];
  struct ct_span span[MOST_SYMBOLS];
  struct ct_rich_text text[MOST_SYMBOLS];
  // With lines each symbol is along one of its own.
  size_t nline;  // points of all
  float line[2 * MOST_POINTS];
  uint32_t part0[MOST_SYMBOLS + 1], coord0[MOST_SYMBOLS + 1];
  uint8_t type[MOST_SYMBOLS];
  struct ct_items items;
  struct ct_shapes shapes;
};

struct map {
  struct ct_arena arena;
  struct ct_view view;
  size_t nlayers;
  struct symbols layers[MOST_LAYERS];
  bool keyed, polygon;
  enum ct_label_method method;  // map_new sets as styled
  enum ct_label_mode mode;
  struct ct_rect obstacle;
  struct ct_placements out;
};

static struct ct_text *label_text;
static int label_told;

static inline void label_keep(void *user, const struct ct_diagnostic *d) {
  (void)user;
  assert_string_equal(d->code, "CT-D031");
  label_told++;
}

static struct ct_diags label_diags = {.fn = label_keep};

static inline int label_setup(void **state) {
  (void)state;
  struct ct_err err = {0};
  return ct_text_new("styles/fonts", NULL, &label_text, &err) ? 0 : -1;
}

static inline int label_teardown(void **state) {
  (void)state;
  ct_text_free(label_text);
  return 0;
}

// Images of 20 x 10 px; three with content of 10 x 7 px that fit differently.
static inline bool label_image(void *user, const char *name, struct ct_image_info *out) {
  (void)user;
  *out = (struct ct_image_info){.w = 20, .h = 10};
  if (!strcmp(name, "dot")) return true;
  out->has_content = true;
  memcpy(out->content, (float[]){5, 2, 15, 9}, sizeof out->content);
  if (!strcmp(name, "proportional")) out->fit_width = out->fit_height = CT_FIT_PROPORTIONAL;
  if (!strcmp(name, "wide")) out->fit_width = CT_FIT_PROPORTIONAL, out->fit_height = CT_FIT_STRETCH_ONLY;
  return !strcmp(name, "proportional") || !strcmp(name, "wide") || !strcmp(name, "plain");
}

// The specification's defaults at a text size of 12 pt, but no padding.
static inline struct map *map_new(size_t nlayers) {
  static const char *const font[] = {"Source Sans 3 Regular"};
  struct map *m = calloc(1, sizeof *m);
  assert_non_null(m);
  m->nlayers = nlayers;
  m->method = CT_LABEL_AS_STYLED;
  m->view = (struct ct_view){.page_w_pt = 420, .page_h_pt = 200, .frame = {0, 0, 420, 200}};
  for (size_t i = 0; i < nlayers; i++)
    m->layers[i].style = (struct ct_symbol_style){.icon = "dot",
                                                  .icon_size = 1,
                                                  .has_text = true,
                                                  .keep_upright = true,
                                                  .spacing = 250 * (float)CT_PX_PT,
                                                  .max_angle_deg = 45,
                                                  .text = {.fonts = font,
                                                           .nfonts = 1,
                                                           .size = 12,
                                                           .max_width = 120,
                                                           .line_height = 1.2F,
                                                           .color = {0, 0, 0, 1}}};
  return m;
}

static inline void map_free(struct map *m) {
  ct_arena_release(&m->arena);
  free(m);
}

static inline void map_add(struct map *m, int layer, float x, float y, const char *words) {
  struct symbols *l = &m->layers[layer];
  size_t i = l->n++;
  l->xy[2 * i] = x;
  l->xy[2 * i + 1] = y;
  l->row[i] = (uint32_t)i;
  l->key[i] = (float)i;
  l->span[i] = (struct ct_span){.text = words ? words : "", .scale = 1};
  l->text[i] = (struct ct_rich_text){words ? 1 : 0, &l->span[i]};
}

// A symbol of the layer along a line of n points.
static inline void map_add_line(struct map *m, int layer, const float *xy, size_t n, const char *words) {
  struct symbols *l = &m->layers[layer];
  map_add(m, layer, 0, 0, words);
  memcpy(l->line + 2 * l->nline, xy, 2 * n * sizeof *xy);
  l->nline += n;
  l->part0[l->n] = (uint32_t)l->n;
  l->coord0[l->n] = (uint32_t)l->nline;
}

static inline void symbols_finish(struct symbols *l, bool keyed, bool polygon) {
  l->items = (struct ct_items){.layer_id = "l",
                               .type = CT_LAYER_SYMBOL,
                               .n = l->n,
                               .feature = l->row,
                               .text = l->text,
                               .sort_key = keyed ? l->key : NULL,
                               .nstyles = 1,
                               .styles.symbol = &l->style};
  l->shapes = (struct ct_shapes){.n = l->n, .feature = l->row, .nparts = l->n, .ncoords = l->n, .xy = l->xy};
  if (!l->nline) return;
  memset(l->type, polygon ? CT_GEOM_POLYGON : CT_GEOM_LINE, sizeof l->type);
  l->shapes = (struct ct_shapes){.n = l->n,
                                 .feature = l->row,
                                 .type = l->type,
                                 .part0 = l->part0,
                                 .coord0 = l->coord0,
                                 .nparts = l->n,
                                 .ncoords = l->nline,
                                 .xy = l->line};
}

static inline void map_solve(struct map *m) {
  struct ct_label_layer layers[MOST_LAYERS] = {0};
  struct ct_err err = {0};
  for (size_t i = 0; i < m->nlayers; i++) {
    symbols_finish(&m->layers[i], m->keyed, m->polygon);
    layers[i] = (struct ct_label_layer){
        .items = &m->layers[i].items, .shapes = &m->layers[i].shapes, .mode = m->mode};
  }
  struct ct_label_input in = {.method = m->method,
                              .view = &m->view,
                              .nlayers = m->nlayers,
                              .layers = layers,
                              .nobstacles = m->obstacle.w > 0 ? 1 : 0,
                              .obstacles = &m->obstacle};
  assert_true(ct_label_solve(&in, label_text, label_image, NULL, &m->arena, &label_diags, &m->out, &err));
}

static inline void assert_box(const struct ct_rect *r, double x, double y, double w, double h) {
  assert_float_equal(r->x, x, NEAR);
  assert_float_equal(r->y, y, NEAR);
  assert_float_equal(r->w, w, NEAR);
  assert_float_equal(r->h, h, NEAR);
}

// Where the letters of placement i stand.
struct placed_letters {
  size_t n;
  const struct ct_cluster_spot *spots;
};

static inline struct placed_letters letters_placed(const struct map *m, size_t i) {
  const struct ct_cluster *clusters;
  const struct ct_placement *p = &m->out.v[i];
  assert_true(i < m->out.n && p->run && p->spots);
  return (struct placed_letters){ct_run_clusters(label_text, p->run, &clusters), p->spots};
}

#endif

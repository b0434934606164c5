// SPDX-License-Identifier: MIT
// Glyph: marks as glyphs of a font of their own, small and quick in PDF.
#include "draw/glyph.h"

#include <cairo.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "draw/icon.h"
#include "draw/layers.h"
#include "draw/mark.h"
#include "model/scene.h"

// Measured with Cairo 1.16: a call of cairo_show_glyphs costs as much as some ten circles
// as paths, and each glyph in it next to nothing. A chunk's text is under 32 kB, so that
// deflate finds the casings' positions again in the fills' and writes them once.
enum { FEW = 3, CHUNK = 1024 };

// Cairo clips a row of glyphs to their places and this much around, which it takes from the
// font's extents, not the glyphs'. Larger marks are drawn as paths.
#define LARGEST_PT 64.0

enum part { PART_UNDER, PART_FILL };

struct shape_key {
  const struct ct_icon *icon;
  float w, h, rotate, radius, edge;
  int ring, fit;
};

// What a shape's two glyphs show: circles in `key`, icons by their document.
struct shape {
  struct shape_key key;
  struct ct_symbol symbol;
  void *svg;
};

// Lives as long as its two font faces: glyphs are written when the surface is finished.
struct glyphs {
  struct ct_arena arena;
  int faces;
  struct ct_map keys;
  ct_vec(struct shape) shapes;
};

struct ct_mark_font {
  struct ct_icons *icons;
  struct glyphs *glyphs;
  cairo_font_face_t *faces[2];  // by part, so that a shape has one character code in both
};

static const cairo_user_data_key_t glyphs_key, part_key;

static void glyphs_unref(void *data) {
  struct glyphs *g = data;
  if (--g->faces > 0) return;
  for (size_t i = 0; i < g->shapes.n; i++) ct_icon_unref(g->shapes.v[i].svg);
  ct_arena_release(&g->arena);
  free(g);
}

static double shape_reach(const struct shape_key *k) {
  if (!k->icon) return k->radius + k->edge;
  return (k->rotate != 0 ? hypot(k->w, k->h) : fmax(k->w, k->h)) / 2 * 1.1 + k->edge;
}

static cairo_status_t init_font(cairo_scaled_font_t *font, cairo_t *cr, cairo_font_extents_t *extents) {
  (void)font, (void)cr;
  *extents = (cairo_font_extents_t){LARGEST_PT, LARGEST_PT, 2 * LARGEST_PT, 2 * LARGEST_PT, 0};
  return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t render_glyph(cairo_scaled_font_t *font, unsigned long index, cairo_t *cr,
                                   cairo_text_extents_t *extents) {
  cairo_font_face_t *face = cairo_scaled_font_get_font_face(font);
  const struct glyphs *g = cairo_font_face_get_user_data(face, &glyphs_key);
  bool is_fill = cairo_font_face_get_user_data(face, &part_key) != NULL;
  if (!g || index >= g->shapes.n) return CAIRO_STATUS_USER_FONT_ERROR;
  const struct shape *s = &g->shapes.v[index];
  double reach = shape_reach(&s->key);
  *extents = (cairo_text_extents_t){-reach, -reach, 2 * reach, 2 * reach, 0, 0};
  if (s->svg) {
    enum ct_icon_part part = is_fill ? CT_ICON_FILL : CT_ICON_HALO;
    return ct_icon_draw(s->svg, &s->symbol, part, false, cr) ? CAIRO_STATUS_SUCCESS
                                                             : CAIRO_STATUS_USER_FONT_ERROR;
  }
  if (is_fill)
    ct_mark_ring(cr, 0, s->key.radius);
  else
    ct_mark_ring(cr, s->key.ring ? s->key.radius : 0, s->key.radius + s->key.edge);
  cairo_fill(cr);
  return CAIRO_STATUS_SUCCESS;
}

// A face whose glyphs are one part of the shapes; NULL when out of memory.
static cairo_font_face_t *make_face(struct glyphs *g, enum part part) {
  cairo_font_face_t *face = cairo_user_font_face_create();
  cairo_user_font_face_set_init_func(face, init_font);
  cairo_user_font_face_set_render_glyph_func(face, render_glyph);
  if (cairo_font_face_set_user_data(face, &part_key, part == PART_FILL ? g : NULL, NULL) ||
      cairo_font_face_set_user_data(face, &glyphs_key, g, glyphs_unref)) {
    cairo_font_face_destroy(face);
    return NULL;
  }
  g->faces++;
  return face;
}

struct ct_mark_font *ct_mark_font_new(struct ct_icons *icons) {
  struct ct_mark_font *f = calloc(1, sizeof *f);
  struct glyphs *g = calloc(1, sizeof *g);
  if (!f || !g) {
    free(g);
    free(f);
    return NULL;
  }
  g->keys.arena = &g->arena;
  *f = (struct ct_mark_font){.icons = icons, .glyphs = g};
  for (enum part part = PART_UNDER; part <= PART_FILL; part++) f->faces[part] = make_face(g, part);
  if (f->faces[PART_UNDER] && f->faces[PART_FILL]) return f;
  if (g->faces == 0) free(g);
  ct_mark_font_free(f);
  return NULL;
}

void ct_mark_font_free(struct ct_mark_font *f) {
  if (!f) return;
  for (int i = 0; i < 2; i++) cairo_font_face_destroy(f->faces[i]);
  free(f);
}

static float edge_of(const struct ct_symbol *s) {
  return s->edge_width > 0 && s->edge_color.a > 0 ? fminf(s->edge_width, 1e4f) : 0;
}

static struct shape_key key_of(struct ct_icons *icons, const struct ct_symbol *s) {
  struct shape_key key;
  memset(&key, 0, sizeof key);  // keys are compared as bytes, padding too
  key.edge = edge_of(s);
  if (s->kind == CT_SYMBOL_ICON) {
    key.icon = ct_icon_find(icons, s->icon);
    key.w = key.icon && s->icon_w > 0 && s->icon_h > 0 ? fminf(s->icon_w, 1e4f) : 0;
    key.h = key.w > 0 ? fminf(s->icon_h, 1e4f) : 0;
    key.rotate = s->rotate_deg;
    key.fit = s->fit;
    return key;
  }
  key.radius = s->radius > 0 ? fminf(s->radius, 1e4f) : 0;
  key.ring = s->color.a < 1;
  return key;
}

// Half the side of what the symbol covers; 0: nothing to draw.
static float reach_of(struct ct_icons *icons, const struct ct_symbol *s) {
  struct shape_key key = key_of(icons, s);
  if (s->kind == CT_SYMBOL_ICON && !(key.w > 0)) return 0;
  // Images are no shapes of one colour, so they are not made into glyphs.
  float least = key.icon && ct_icon_is_picture(key.icon) ? 1.01F * (float)LARGEST_PT : 0;
  return fmaxf(least, (float)shape_reach(&key));
}

static uint32_t find_shape(struct ct_mark_font *f, const struct ct_symbol *s) {
  struct shape_key key = key_of(f->icons, s);
  bool added;
  struct glyphs *g = f->glyphs;
  size_t at = ct_map_add(&g->keys, &key, sizeof key, g->shapes.n, &added)->value;
  if (!added) return (uint32_t)at;
  struct shape shape = {.key = key, .symbol = *s};
  shape.symbol.icon = NULL;
  if (key.icon) shape.svg = ct_icon_ref(key.icon);
  ct_vec_push(&g->arena, &g->shapes, shape);
  return (uint32_t)at;
}

// What a call of Cairo needs besides the marks; reused.
struct writer {
  cairo_t *cr;
  cairo_glyph_t *glyphs;
  cairo_text_cluster_t *clusters;
  char *blanks;
};

static struct writer make_writer(struct ct_arena *a, cairo_t *cr) {
  struct writer w = {cr, CT_NEW_N(a, cairo_glyph_t, CHUNK), CT_NEW_N(a, cairo_text_cluster_t, CHUNK),
                     CT_NEW_N(a, char, CHUNK + 1)};
  memset(w.blanks, ' ', CHUNK);
  for (int i = 0; i < CHUNK; i++) w.clusters[i] = (cairo_text_cluster_t){1, 1};
  return w;
}

// Each glyph stands for a blank, so that text taken from the page has no junk in it.
static void show(const struct writer *w, cairo_font_face_t *face, struct ct_color color, int n) {
  if (!(color.a > 0)) return;
  cairo_set_font_face(w->cr, face);
  cairo_set_font_size(w->cr, 1);
  cairo_set_source_rgba(w->cr, color.r, color.g, color.b, color.a);
  cairo_show_text_glyphs(w->cr, w->blanks, n, w->glyphs, n, w->clusters, n, 0);
}

// Discs as points of a round pen: a seventh of the bytes of a circle's curves.
static void draw_dots(cairo_t *cr, struct ct_color color, double radius, const struct ct_layered *v,
                      size_t n) {
  if (!(radius > 0) || !(color.a > 0)) return;
  cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a);
  cairo_set_line_width(cr, 2 * radius);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_new_path(cr);
  for (size_t i = 0; i < n; i++) {
    cairo_move_to(cr, v[i].x * 0.01, v[i].y * 0.01);
    cairo_line_to(cr, v[i].x * 0.01, v[i].y * 0.01);
  }
  cairo_stroke(cr);
}

// Circles as lines: half the bytes of a ring's two edges.
static void draw_rings(cairo_t *cr, struct ct_color color, double radius, double width,
                       const struct ct_layered *v, size_t n) {
  if (!(color.a > 0)) return;
  cairo_set_source_rgba(cr, color.r, color.g, color.b, color.a);
  cairo_set_line_width(cr, width);
  cairo_new_path(cr);
  for (size_t i = 0; i < n; i++) {
    cairo_save(cr);
    cairo_translate(cr, v[i].x * 0.01, v[i].y * 0.01);
    ct_mark_add_circle(cr, radius + width / 2);
    cairo_restore(cr);
  }
  cairo_stroke(cr);
}

static void draw_few(struct ct_mark_font *f, cairo_t *cr, const struct ct_symbol *s,
                     const struct ct_layered *v, size_t n) {
  float edge = edge_of(s);
  if (s->kind == CT_SYMBOL_CIRCLE && !(s->blur > 0)) {
    float radius = fmaxf(s->radius, 0);
    bool seen_through = s->color.a < 1 && radius > 0;
    if (edge > 0 && seen_through) draw_rings(cr, s->edge_color, radius, edge, v, n);
    if (edge > 0 && !seen_through) draw_dots(cr, s->edge_color, radius + edge, v, n);
    draw_dots(cr, s->color, s->radius, v, n);
    return;
  }
  for (size_t i = 0; i < n; i++) ct_mark_draw(cr, f->icons, s, 0, v[i].x * 0.01, v[i].y * 0.01);
}

// The marks v[0..n-1] share a symbol and don't overlap.
static void draw_group(struct ct_mark_font *f, const struct writer *w, const struct ct_symbol *s,
                       const struct ct_layered *v, size_t n) {
  if (n < FEW || s->blur > 0 || reach_of(f->icons, s) > LARGEST_PT) {
    draw_few(f, w->cr, s, v, n);
    return;
  }
  uint32_t shape = find_shape(f, s);
  for (size_t from = 0; from < n; from += CHUNK) {
    int m = (int)(n - from < CHUNK ? n - from : CHUNK);
    for (int i = 0; i < m; i++) {
      const struct ct_layered *at = &v[from + (size_t)i];
      w->glyphs[i] = (cairo_glyph_t){shape, at->x * 0.01, at->y * 0.01};
    }
    if (edge_of(s) > 0) show(w, f->faces[PART_UNDER], s->edge_color, m);
    if (s->kind == CT_SYMBOL_ICON || s->radius > 0) show(w, f->faces[PART_FILL], s->color, m);
  }
}

static void page_size(cairo_t *cr, double *w, double *h) {
  double x0, y0;
  cairo_clip_extents(cr, &x0, &y0, w, h);
}

void ct_mark_font_draw(struct ct_mark_font *f, struct ct_arena *scratch, const struct ct_marks_op *op,
                       cairo_t *cr) {
  f->glyphs->arena.oom = scratch->oom;
  float *reach = CT_NEW_N(scratch, float, op->nsymbols);
  for (size_t i = 0; i < op->nsymbols; i++) reach[i] = reach_of(f->icons, &op->symbols[i]);
  struct ct_layered *v;
  double w, h;
  page_size(cr, &w, &h);
  size_t n = ct_layers_sort(scratch, op, reach, w, h, &v);
  struct writer writer = make_writer(scratch, cr);
  cairo_save(cr);
  for (size_t from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && v[to].layer == v[from].layer && v[to].symbol == v[from].symbol;) to++;
    draw_group(f, &writer, &op->symbols[v[from].symbol], v + from, to - from);
  }
  cairo_restore(cr);
}

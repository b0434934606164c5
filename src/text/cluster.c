// SPDX-License-Identifier: MIT
// Cluster: the letters of a run one by one, for texts that bend or run down the page.
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "text/run.h"
#include "text/script.h"

enum { IMAGE_CHAR = 0xFFFC };

struct finder {
  struct ct_run *run;
  struct ct_arena *a;
  const char *text;
  ct_vec(struct ct_cluster) clusters;
  ct_vec(struct ct_run_cluster) parts;
};

static double points(const struct ct_run *run, int units) {
  return run->scale * units / PANGO_SCALE;
}

static void add_cluster(struct finder *f, int line, double x, double w, double em,
                        const struct ct_run_cluster *part) {
  const char *p = f->text + part->start;
  unsigned c = ct_utf8_next(&p);
  struct ct_cluster k = {.line = line, .x = (float)x, .w = (float)w, .scale = (float)em};
  k.upright = ct_script_upright(c);
  k.image = c == IMAGE_CHAR;
  k.blank = c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x200B || c == 0x3000;
  k.complex = ct_script_complex(c);
  ct_vec_push(f->a, &f->clusters, k);
  ct_vec_push(f->a, &f->parts, *part);
}

static double em_of(const PangoItem *item) {
  PangoFontDescription *d =
      item->analysis.font ? pango_font_describe_with_absolute_size(item->analysis.font) : NULL;
  double size = d ? pango_font_description_get_size(d) / (double)PANGO_SCALE : CT_RUN_EM;
  if (d) pango_font_description_free(d);
  return size / CT_RUN_EM;
}

static bool is_mark(const struct finder *f, const PangoGlyphItem *item, int glyph) {
  const char *p = f->text + item->item->offset + item->glyphs->log_clusters[glyph];
  GUnicodeType t = g_unichar_type(ct_utf8_next(&p));
  return t == G_UNICODE_NON_SPACING_MARK || t == G_UNICODE_SPACING_MARK || t == G_UNICODE_ENCLOSING_MARK;
}

// Pango parts marks from their letter, which comes before them, or behind where text runs to the left.
static bool goes_on(const struct finder *f, const PangoGlyphItem *item, int first, int glyph,
                    bool backwards) {
  const PangoGlyphString *g = item->glyphs;
  if (glyph >= g->num_glyphs) return false;
  if (glyph == first || g->log_clusters[glyph] == g->log_clusters[glyph - 1]) return true;
  return is_mark(f, item, backwards ? glyph - 1 : glyph);
}

// Glyphs of one place in the text follow each other, from either end.
static void add_item(struct finder *f, int line, const PangoGlyphItem *item, double *x) {
  const PangoGlyphString *g = item->glyphs;
  double em = em_of(item->item);
  bool backwards = item->item->analysis.level % 2 != 0;
  for (int i = 0, end; i < g->num_glyphs; i = end) {
    double w = 0;
    for (end = i; goes_on(f, item, i, end, backwards); end++)
      w += points(f->run, g->glyphs[end].geometry.width);
    int start = g->log_clusters[backwards ? end - 1 : i], next = item->item->length;
    if (!backwards && end < g->num_glyphs) next = g->log_clusters[end];
    if (backwards && i > 0) next = g->log_clusters[i - 1];
    struct ct_run_cluster part = {item, i, end - i, item->item->offset + start, next - start};
    add_cluster(f, line, *x, w, em, &part);
    *x += w;
  }
}

void ct_run_find_clusters(struct ct_run *run, struct ct_arena *a) {
  struct finder f = {.run = run, .a = a, .text = pango_layout_get_text(run->layout)};
  for (int i = 0; i < run->nlines; i++) {
    double x = run->lines[i].x;
    for (const GSList *r = run->lines[i].line->runs; r; r = r->next) add_item(&f, i, r->data, &x);
  }
  run->nclusters = f.clusters.n;
  run->clusters = f.clusters.v ? f.clusters.v : CT_NEW_N(a, struct ct_cluster, 1);
  run->cluster_parts = f.parts.v;
}

// ---- Drawing

// A glyph item of the cluster alone; to be freed.
static PangoGlyphItem *single(const struct ct_run *run, const struct ct_run_cluster *c) {
  PangoGlyphItem *one = pango_glyph_item_copy((PangoGlyphItem *)c->item);
  PangoGlyphString *g = one->glyphs;
  memmove(g->glyphs, g->glyphs + c->first, (size_t)c->n * sizeof *g->glyphs);
  pango_glyph_string_set_size(g, c->n);
  for (int i = 0; i < c->n; i++) g->log_clusters[i] = 0;
  one->item->offset = c->start;
  one->item->length = c->bytes;
  one->item->num_chars = (int)g_utf8_strlen(pango_layout_get_text(run->layout) + c->start, c->bytes);
  return one;
}

static void to_spot(const struct ct_run *run, size_t i, const struct ct_cluster_spot *spot, cairo_t *cr) {
  const struct ct_cluster *c = &run->clusters[i];
  const struct ct_run_line *l = &run->lines[c->line];
  cairo_translate(cr, spot->x, spot->y);
  cairo_rotate(cr, spot->deg * (M_PI / 180));
  cairo_translate(cr, -c->w / 2, l->baseline - (l->y + l->h / 2));
  cairo_scale(cr, run->scale, run->scale);
  cairo_move_to(cr, 0, 0);
}

static void trace(const struct ct_run *run, const struct ct_cluster_spot *spots, size_t i, cairo_t *cr) {
  PangoGlyphItem *one = single(run, &run->cluster_parts[i]);
  cairo_save(cr);
  to_spot(run, i, &spots[i], cr);
  pango_cairo_glyph_string_path(cr, one->item->analysis.font, one->glyphs);
  cairo_restore(cr);
  pango_glyph_item_free(one);
}

static void show(const struct ct_run *run, const struct ct_cluster_spot *spots, size_t i, cairo_t *cr) {
  PangoGlyphItem *one = single(run, &run->cluster_parts[i]);
  cairo_save(cr);
  to_spot(run, i, &spots[i], cr);
  pango_cairo_show_glyph_item(cr, pango_layout_get_text(run->layout), one);
  cairo_restore(cr);
  pango_glyph_item_free(one);
}

static void trace_all(const struct ct_run *run, const struct ct_cluster_spot *spots, cairo_t *cr) {
  cairo_new_path(cr);
  for (size_t i = 0; i < run->nclusters; i++)
    if (!run->clusters[i].image) trace(run, spots, i, cr);
}

void ct_run_draw_spots(const struct ct_run *run, const struct ct_cluster_spot *spots, cairo_t *cr) {
  bool image = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE;
  cairo_save(cr);
  if (ct_run_begin_halo(run, cr)) {
    trace_all(run, spots, cr);
    ct_run_stroke_halo(run, cr, 1);
  }
  cairo_set_source_rgba(cr, run->color.r, run->color.g, run->color.b, run->color.a);
  if (image && !run->colored) {
    trace_all(run, spots, cr);
    cairo_fill(cr);
  } else {
    for (size_t i = 0; i < run->nclusters; i++)
      if (!run->clusters[i].image) show(run, spots, i, cr);
  }
  cairo_new_path(cr);
  cairo_restore(cr);
}

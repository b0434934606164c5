// SPDX-License-Identifier: MIT
// Words: spaced letters drawn so that a reader of the file finds words, not letters.
#include <pango/pangocairo.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "text/run.h"
#include "text/script.h"

// Glyphs of one word, gathered.
struct word {
  struct ct_arena arena;
  ct_vec(cairo_glyph_t) glyphs;
  int start, end;  // text
};

// The whole word is one cluster: a PDF then names it as it is spelt.
static void show(struct word *w, cairo_t *cr, const char *text) {
  cairo_text_cluster_t cluster = {w->end - w->start, (int)w->glyphs.n};
  if (w->glyphs.n)
    cairo_show_text_glyphs(cr, text + w->start, w->end - w->start, w->glyphs.v, (int)w->glyphs.n, &cluster, 1,
                           0);
  w->glyphs.n = 0;
}

static void add_glyphs(struct word *w, cairo_t *cr, const PangoGlyphItem *item, const char *text, double x,
                       double y) {
  const PangoGlyphString *g = item->glyphs;
  int end = item->item->offset + item->item->length;
  for (int i = 0; i < g->num_glyphs; i++) {
    const PangoGlyphInfo *info = &g->glyphs[i];
    int at = item->item->offset + g->log_clusters[i];
    int next = i + 1 < g->num_glyphs ? item->item->offset + g->log_clusters[i + 1] : end;
    bool blank = ct_script_blank(text + at);
    if (blank) show(w, cr, text);
    if (!w->glyphs.n) w->start = at;
    w->end = next > at ? next : w->end;
    cairo_glyph_t glyph = {info->glyph, x + (double)info->geometry.x_offset / PANGO_SCALE,
                           y + (double)info->geometry.y_offset / PANGO_SCALE};
    if (info->glyph != PANGO_GLYPH_EMPTY) ct_vec_push(&w->arena, &w->glyphs, glyph);
    if (blank) show(w, cr, text);
    x += (double)info->geometry.width / PANGO_SCALE;
  }
  show(w, cr, text);
}

// Right to left, or with a character that no font has: as Pango shows them.
static bool is_simple(const PangoGlyphItem *item) {
  if (item->item->analysis.level % 2 || !item->item->analysis.font) return false;
  for (int i = 0; i < item->glyphs->num_glyphs; i++)
    if (item->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG &&
        item->glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY)
      return false;
  return true;
}

void ct_run_show_words(const struct ct_run *run, cairo_t *cr, int line) {
  const char *text = pango_layout_get_text(run->layout);
  double x = run->lines[line].x / run->scale, y = run->lines[line].baseline / run->scale;
  struct word w = {.start = 0};
  for (const GSList *r = run->lines[line].line->runs; r; r = r->next) {
    PangoGlyphItem *item = r->data;
    double base = y - (double)item->y_offset / PANGO_SCALE;
    if (is_simple(item)) {
      cairo_set_scaled_font(cr,
                            pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(item->item->analysis.font)));
      add_glyphs(&w, cr, item, text, x, base);
    } else {
      cairo_move_to(cr, x, base);
      pango_cairo_show_glyph_item(cr, text, item);
    }
    x += (double)pango_glyph_string_get_width(item->glyphs) / PANGO_SCALE;
  }
  ct_arena_release(&w.arena);
}

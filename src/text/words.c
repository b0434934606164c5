// SPDX-License-Identifier: MIT
// Words: the box that whoever reads a PDF's text finds a run's words in.
#include <math.h>
#include <pango/pangocairo.h>

#include "text/run.h"

static bool is_letter(const struct ct_run *run, const PangoGlyphItem *item, int glyph) {
  enum { IMAGE_CHAR = 0xFFFC };
  if (item->glyphs->glyphs[glyph].glyph == PANGO_GLYPH_EMPTY) return false;
  const char *text = pango_layout_get_text(run->layout) + item->item->offset;
  gunichar c = g_utf8_get_char(text + item->glyphs->log_clusters[glyph]);
  return c != IMAGE_CHAR && !g_unichar_isspace(c);
}

static void add(struct ct_rect *box, double x0, double y0, double x1, double y1) {
  if (box->w > 0) {
    x1 = fmax(x1, box->x + box->w);
    y1 = fmax(y1, box->y + box->h);
    x0 = fmin(x0, box->x);
    y0 = fmin(y0, box->y);
  }
  *box = (struct ct_rect){x0, y0, x1 - x0, y1 - y0};
}

// Readers know a font's ascent and descent and its glyphs' own advances; ink, line height and spacing they do not.
// Returns the item's width.
static double add_item(const struct ct_run *run, const struct ct_run_line *line, const PangoGlyphItem *item,
                       double x, struct ct_rect *box) {
  double unit = run->scale / PANGO_SCALE, from = x;
  for (int i = 0; i < item->glyphs->num_glyphs; i++) {
    const PangoGlyphInfo *g = &item->glyphs->glyphs[i];
    if (is_letter(run, item, i)) {
      PangoRectangle r;
      pango_font_get_glyph_extents(item->item->analysis.font, g->glyph, NULL, &r);
      double y = line->baseline + (r.y - item->y_offset) * unit;
      double at = x + g->geometry.x_offset * unit;
      add(box, at, y, at + r.width * unit, y + r.height * unit);
    }
    x += g->geometry.width * unit;
  }
  return x - from;
}

struct ct_rect ct_run_words(const struct ct_run *run) {
  struct ct_rect box = {0, 0, 0, 0};
  for (int i = 0; i < run->nlines; i++) {
    double x = run->lines[i].x;
    for (const GSList *l = run->lines[i].line->runs; l; l = l->next)
      x += add_item(run, &run->lines[i], l->data, x, &box);
  }
  return box;
}

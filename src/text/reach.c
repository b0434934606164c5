// SPDX-License-Identifier: MIT
// Reach: how far a text reaches above and below its baselines by its fonts' own measure.
#include <math.h>
#include <pango/pangocairo.h>

#include <hb.h>

#include "text/run.h"

struct reach {
  double above, below;  // points
};

static int int16_at(const char *p) {
  int v = (unsigned char)p[0] << 8 | (unsigned char)p[1];
  return v > 32767 ? v - 65536 : v;
}

// Ascender and descender of the table that goes into a PDF's font descriptor; HarfBuzz's own
// extents may be those of another table.
static struct reach reach_of(PangoFont *font) {
  enum { ASCENDER = 4, DESCENDER = 6, LEAST = 8 };
  int x, y;
  unsigned n = 0;
  hb_font_t *hb = pango_font_get_hb_font(font);
  hb_font_get_scale(hb, &x, &y);
  hb_face_t *face = hb_font_get_face(hb);
  hb_blob_t *blob = hb_face_reference_table(face, HB_TAG('h', 'h', 'e', 'a'));
  const char *table = hb_blob_get_data(blob, &n);
  struct reach r = {1, 0.3};
  double em = hb_face_get_upem(face);
  if (table && n >= LEAST && em > 0)
    r = (struct reach){int16_at(table + ASCENDER) / em, -int16_at(table + DESCENDER) / em};
  hb_blob_destroy(blob);
  double size = (double)y / PANGO_SCALE;
  return (struct reach){r.above * size, r.below * size};
}

void ct_run_find_reach(struct ct_run *run) {
  run->box.top = run->box.baseline;
  run->box.bottom = run->box.last_baseline;
  for (int i = 0; i < run->nlines; i++) {
    const struct ct_run_line *l = &run->lines[i];
    for (const GSList *g = l->line->runs; g; g = g->next) {
      const PangoGlyphItem *item = g->data;
      if (!item->item->analysis.font) continue;
      struct reach r = reach_of(item->item->analysis.font);
      double y = l->baseline - run->scale * item->y_offset / PANGO_SCALE;
      run->box.top = fminf(run->box.top, (float)(y - r.above * run->scale));
      run->box.bottom = fmaxf(run->box.bottom, (float)(y + r.below * run->scale));
    }
  }
}

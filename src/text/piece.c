// SPDX-License-Identifier: MIT
// Piece: what of a run is drawn from one place, as text that another program can set.
#include "text/piece.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "text/run.h"
#include "text/script.h"

// Spacing that cannot be seen, in ems: other programs' own rounding is coarser.
#define LEAST_SPACING 0.002

struct finder {
  const struct ct_run *run;
  struct ct_arena *a;
  const char *text;
  ct_vec(struct ct_run_piece) pieces;
};

static double points(const struct ct_run *run, int units) {
  return run->scale * units / PANGO_SCALE;
}

static void set_font(struct finder *f, struct ct_run_piece *p, const PangoItem *item) {
  PangoFontDescription *d =
      item->analysis.font ? pango_font_describe_with_absolute_size(item->analysis.font) : NULL;
  const char *family = d ? pango_font_description_get_family(d) : NULL;
  p->family = ct_arena_strdup(f->a, family ? family : "");
  p->size = (float)(d ? points(f->run, pango_font_description_get_size(d)) : CT_RUN_EM * f->run->scale);
  p->weight = d ? (int)pango_font_description_get_weight(d) : 400;
  p->italic = d && pango_font_description_get_style(d) != PANGO_STYLE_NORMAL;
  if (d) pango_font_description_free(d);
}

static float unit16(guint16 v) {
  return (float)v / 65535.0F;
}

// Colour and letter spacing, which Pango keeps with the item.
static int set_look(struct ct_run_piece *p, const PangoItem *item) {
  int spacing = 0;
  for (const GSList *l = item->analysis.extra_attrs; l; l = l->next) {
    PangoAttribute *attr = l->data;
    if (attr->klass->type == PANGO_ATTR_FOREGROUND) {
      PangoColor c = ((PangoAttrColor *)attr)->color;
      float alpha = p->has_color ? p->color.a : 1;
      p->color = (struct ct_color){unit16(c.red), unit16(c.green), unit16(c.blue), alpha};
      p->has_color = true;
    } else if (attr->klass->type == PANGO_ATTR_FOREGROUND_ALPHA) {
      if (!p->has_color) p->color = (struct ct_color){0, 0, 0, 1};
      p->color.a = unit16((guint16)((PangoAttrInt *)attr)->value);
      p->has_color = true;
    } else if (attr->klass->type == PANGO_ATTR_LETTER_SPACING) {
      spacing = ((PangoAttrInt *)attr)->value;
    }
  }
  return spacing;
}

static bool same_look(const struct ct_run_piece *p, const struct ct_run_piece *q) {
  return strcmp(p->family, q->family) == 0 && p->size == q->size && p->weight == q->weight &&
         p->italic == q->italic && p->rtl == q->rtl && p->y == q->y && p->spacing == q->spacing &&
         p->has_color == q->has_color && (!p->has_color || ct_color_same(p->color, q->color));
}

// Do they follow each other in the text as they do on the page?
static bool goes_on(const struct ct_run_piece *p, const struct ct_run_piece *q) {
  return p->rtl ? q->text + q->bytes == p->text : p->text + p->bytes == q->text;
}

static void add_item(struct finder *f, const GSList *at, const struct ct_run_line *l, double *x, bool fresh) {
  const PangoGlyphItem *item = at->data;
  const char *text = f->text + item->item->offset, *p = text;
  struct ct_run_piece piece = {.text = text, .bytes = (size_t)item->item->length, .first = at, .nitems = 1};
  double w = points(f->run, pango_glyph_string_get_width(item->glyphs));
  piece.x = (float)*x;
  piece.y = l->baseline - (float)points(f->run, item->y_offset);
  piece.w = (float)w;
  piece.rtl = item->item->analysis.level % 2 != 0;
  piece.spacing = (float)points(f->run, set_look(&piece, item->item));
  set_font(f, &piece, item->item);
  *x += w;
  if (ct_utf8_next(&p) == 0xFFFC) return;
  struct ct_run_piece *last = f->pieces.n && !fresh ? &f->pieces.v[f->pieces.n - 1] : NULL;
  if (!last || !same_look(last, &piece) || !goes_on(last, &piece)) {
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): there is room, or it is made
    ct_vec_push(f->a, &f->pieces, piece);
    return;
  }
  if (piece.rtl) last->text = piece.text;
  last->bytes += piece.bytes;
  last->w += piece.w;
  last->nitems++;
}

// Width of the item's glyphs that stand for blanks at the text's end `from` (0: first bytes).
static double blank_width(const struct finder *f, const struct ct_run_piece *p, const char *from,
                          const char *to) {
  double w = 0;
  const GSList *l = p->first;
  for (int k = 0; k < p->nitems; k++, l = l->next) {
    const PangoGlyphItem *item = l->data;
    for (int i = 0; i < item->glyphs->num_glyphs; i++) {
      const char *at = f->text + item->item->offset + item->glyphs->log_clusters[i];
      if (at >= from && at < to) w += points(f->run, item->glyphs->glyphs[i].geometry.width);
    }
  }
  return w;
}

static const char *before(const char *from, const char *p) {
  do p--;
  while (p > from && ((unsigned char)*p & 0xC0) == 0x80);
  return p;
}

// Blanks at the ends are only seen as distance, which the places have.
static void trim(const struct finder *f, struct ct_run_piece *p) {
  const char *from = p->text, *end = from + p->bytes, *start = from, *stop = end;
  while (start < end && ct_script_blank(start)) ct_utf8_next(&start);
  while (stop > start && ct_script_blank(before(start, stop))) stop = before(start, stop);
  double head = start > from ? blank_width(f, p, from, start) : 0;
  double tail = stop < end ? blank_width(f, p, stop, end) : 0;
  p->x += (float)(p->rtl ? tail : head);
  p->w -= (float)(head + tail);
  p->text = start;
  p->bytes = (size_t)(stop - start);
}

static size_t count_letters(const struct ct_run_piece *p) {
  size_t n = 0;
  for (const char *at = p->text; at < p->text + p->bytes; n++) ct_utf8_next(&at);
  return n;
}

// The width that the font alone gives the text, with its own kerning.
static double natural_width(const struct finder *f, const struct ct_run_piece *p) {
  PangoAnalysis analysis = ((const PangoGlyphItem *)p->first->data)->item->analysis;
  PangoGlyphString *g = pango_glyph_string_new();
  analysis.extra_attrs = NULL;
  pango_shape_full(p->text, (int)p->bytes, f->text, -1, &analysis, g);
  double w = points(f->run, pango_glyph_string_get_width(g));
  pango_glyph_string_free(g);
  return w;
}

// What is between the letters, so that other programs' lines come out as wide: the spacing asked for, or
// for advances that were rounded (CT_SET_AS_SPEC) the mean of it.
static void space(const struct finder *f, struct ct_run_piece *p) {
  size_t n = count_letters(p);
  const PangoGlyphItem *item = p->first->data;
  double natural = natural_width(f, p);
  if (p->spacing != 0) {
    // Pango puts half of it before a letter, but at the line's ends.
    p->x += (float)points(f->run, item->glyphs->num_glyphs ? item->glyphs->glyphs[0].geometry.x_offset : 0);
    p->w = (float)(natural + (double)p->spacing * (double)(n - 1));
    return;
  }
  if (n < 2 || p->joined) return;
  double more = p->w - natural, between = more / (double)(n - 1);
  // Rounding alone takes less than a 24th of an em, and from the last letter too; spacing there is none after it.
  bool rounded = fabs(between) < p->size / 24.0, is_seen = fabs(between) >= LEAST_SPACING * p->size;
  if (!is_seen) return;
  p->spacing = (float)(rounded ? more / (double)n : between);
  if (rounded) p->w -= p->spacing;
}

static int by_text(const void *a, const void *b) {
  const struct ct_run_piece *x = a, *y = b;
  return x->text < y->text ? -1 : x->text > y->text;
}

static bool is_joined(const struct ct_run_piece *p) {
  for (const char *at = p->text; at < p->text + p->bytes;)
    if (ct_script_complex(ct_utf8_next(&at))) return true;
  return false;
}

static void find_pieces(struct finder *f) {
  for (int i = 0; i < f->run->nlines; i++) {
    const struct ct_run_line *l = &f->run->lines[i];
    double x = l->x;
    for (const GSList *r = l->line->runs; r; r = r->next) add_item(f, r, l, &x, r == l->line->runs);
  }
  size_t kept = 0;
  for (size_t i = 0; i < f->pieces.n; i++) {
    struct ct_run_piece p = f->pieces.v[i];
    trim(f, &p);
    if (!p.bytes) continue;
    p.joined = is_joined(&p);
    space(f, &p);
    f->pieces.v[kept++] = p;
  }
  f->pieces.n = kept;
}

// Clusters at their spots, turned about the middle of the letter (as ct_run_draw_spots does).
static void find_spotted(struct finder *f, const struct ct_cluster_spot *spots) {
  for (size_t i = 0; i < f->run->nclusters; i++) {
    const struct ct_cluster *c = &f->run->clusters[i];
    const struct ct_run_cluster *part = &f->run->cluster_parts[i];
    const struct ct_run_line *l = &f->run->lines[c->line];
    if (c->image || c->blank) continue;
    struct ct_run_piece p = {.text = f->text + part->start, .bytes = (size_t)part->bytes, .item = part->item};
    double turn = spots[i].deg * (M_PI / 180), dx = -c->w / 2, dy = l->baseline - (l->y + l->h / 2);
    p.x = (float)(spots[i].x + dx * cos(turn) - dy * sin(turn));
    p.y = (float)(spots[i].y + dx * sin(turn) + dy * cos(turn));
    p.deg = spots[i].deg;
    p.w = c->w;
    p.rtl = part->item->item->analysis.level % 2 != 0;
    p.joined = c->complex;
    p.glyph = part->first;
    p.nglyphs = part->n;
    set_look(&p, part->item->item);
    set_font(f, &p, part->item->item);
    ct_vec_push(f->a, &f->pieces, p);
  }
}

static void mark_blanks(struct finder *f) {
  for (size_t i = 1; i < f->pieces.n; i++) {
    const struct ct_run_piece *last = &f->pieces.v[i - 1];
    f->pieces.v[i].blank_before = last->text + last->bytes < f->pieces.v[i].text;
  }
}

size_t ct_run_pieces(const struct ct_run *run, const struct ct_cluster_spot *spots, struct ct_arena *a,
                     struct ct_run_piece **out) {
  struct finder f = {.run = run, .a = a, .text = pango_layout_get_text(run->layout)};
  if (spots)
    find_spotted(&f, spots);
  else
    find_pieces(&f);
  if (f.pieces.n) qsort(f.pieces.v, f.pieces.n, sizeof *f.pieces.v, by_text);
  mark_blanks(&f);
  *out = f.pieces.v;
  return f.pieces.n;
}

struct ct_run_halo ct_run_halo(const struct ct_run *run) {
  bool shown = run->halo_width > 0 && run->halo_color.a > 0;
  return (struct ct_run_halo){run->halo_color, shown ? run->halo_width : 0, run->halo_blur};
}

// ---- Outlines

static void trace_glyphs(const PangoGlyphItem *item, int first, int n, cairo_t *cr) {
  PangoGlyphString part = *item->glyphs;
  part.glyphs += first;
  part.log_clusters += first;
  part.num_glyphs = n;
  pango_cairo_glyph_string_path(cr, item->item->analysis.font, &part);
}

// The first item's glyphs begin left of x where the piece begins with blanks.
static double start_of(const struct ct_run *run, const struct ct_run_piece *p) {
  for (int i = 0; i < run->nlines; i++) {
    double x = run->lines[i].x;
    for (const GSList *r = run->lines[i].line->runs; r; r = r->next) {
      if (r == p->first) return x;
      x += points(run, pango_glyph_string_get_width(((const PangoGlyphItem *)r->data)->glyphs));
    }
  }
  return p->x;
}

void ct_run_piece_trace(const struct ct_run *run, const struct ct_run_piece *p, cairo_t *cr) {
  cairo_save(cr);
  cairo_translate(cr, p->first ? start_of(run, p) : p->x, p->y);
  if (p->deg != 0) cairo_rotate(cr, p->deg * (M_PI / 180));
  cairo_scale(cr, run->scale, run->scale);
  int x = 0;
  const GSList *l = p->first;
  for (int k = 0; l && k < p->nitems; k++, l = l->next) {
    const PangoGlyphItem *item = l->data;
    cairo_move_to(cr, (double)x / PANGO_SCALE, 0);
    trace_glyphs(item, 0, item->glyphs->num_glyphs, cr);
    x += pango_glyph_string_get_width(item->glyphs);
  }
  if (p->item) {
    cairo_move_to(cr, 0, 0);
    trace_glyphs(p->item, p->glyph, p->nglyphs, cr);
  }
  cairo_restore(cr);
}

// SPDX-License-Identifier: MIT
// Run: a shaped text broken into lines, each line put where it is drawn.
#include "text/run.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "base/arena.h"
#include "base/str.h"
#include "text/font.h"
#include "text/script.h"

// Pango's integers to points.
static double points(const struct ct_run *run, int units) {
  return run->scale * units / PANGO_SCALE;
}

// The narrowest width that needs no more lines than max_width does: no last line of one word.
static void balance(PangoLayout *layout, double max_width) {
  PangoRectangle all;
  pango_layout_set_width(layout, (int)lround(max_width * PANGO_SCALE));
  int lines = pango_layout_get_line_count(layout);
  if (lines < 2) return;
  double total = 0, high = max_width, step = CT_RUN_EM * 0.2;
  for (int i = 0; i < lines; i++) {
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, i), NULL, &all);
    total += (double)all.width / PANGO_SCALE;
  }
  double low = total / lines - step;
  while (high - low > step) {
    double mid = (low + high) / 2;
    pango_layout_set_width(layout, (int)lround(mid * PANGO_SCALE));
    if (pango_layout_get_line_count(layout) > lines)
      low = mid;
    else
      high = mid;
  }
  pango_layout_set_width(layout, (int)lround(high * PANGO_SCALE));
}

// What the parts in a line ask of its height: the largest scale, the highest image.
struct row {
  double scale, image_h;  // points
};

static struct row row_of(const PangoLayoutLine *line, const struct ct_run_part *parts, size_t n) {
  size_t start = (size_t)line->start_index, end = start + (size_t)line->length;
  struct row row = {0, 0};
  for (size_t i = 0; i < n; i++) {
    if (!(parts[i].start < end && parts[i].end > start)) continue;
    if (parts[i].image)
      row.image_h = fmax(row.image_h, parts[i].h);
    else
      row.scale = fmax(row.scale, parts[i].scale);
  }
  if (!(row.scale > 0)) row.scale = 1;
  return row;
}

static const struct ct_run_part *part_at(size_t at, const struct ct_run_part *parts, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (parts[i].start <= at && at < parts[i].end) return &parts[i];
  return NULL;
}

static void add_ink(struct ct_run *run, const PangoRectangle *r, const struct ct_run_line *l) {
  struct ct_rect *ink = &run->box.ink;
  if (r->width <= 0 || r->height <= 0) return;
  double x0 = l->x + points(run, r->x), y0 = l->baseline + points(run, r->y);
  double x1 = x0 + points(run, r->width), y1 = y0 + points(run, r->height);
  if (ink->w <= 0) {
    *ink = (struct ct_rect){x0, y0, x1 - x0, y1 - y0};
    return;
  }
  x1 = fmax(x1, ink->x + ink->w);
  y1 = fmax(y1, ink->y + ink->h);
  ink->x = fmin(ink->x, x0);
  ink->y = fmin(ink->y, y0);
  ink->w = x1 - ink->x;
  ink->h = y1 - ink->y;
}

static double share(enum ct_justify justify) {
  if (justify == CT_JUSTIFY_LEFT) return 0;
  return justify == CT_JUSTIFY_RIGHT ? 1 : 0.5;
}

// Pango remembers a line's extents from before its glyphs were moved: they are added up anew.
static void line_extents(PangoLayoutLine *line, PangoRectangle *ink, int *width) {
  *width = 0;
  *ink = (PangoRectangle){0, 0, 0, 0};
  for (const GSList *r = line->runs; r; r = r->next) {
    PangoGlyphItem *item = r->data;
    PangoRectangle own;
    pango_glyph_string_extents(item->glyphs, item->item->analysis.font, &own, NULL);
    own.x += *width;
    own.y -= item->y_offset;
    *width += pango_glyph_string_get_width(item->glyphs);
    if (own.width <= 0 || own.height <= 0) continue;
    int x1 = own.x + own.width, y1 = own.y + own.height;
    if (ink->width > 0) {
      x1 = MAX(x1, ink->x + ink->width);
      y1 = MAX(y1, ink->y + ink->height);
      own.x = MIN(own.x, ink->x);
      own.y = MIN(own.y, ink->y);
    }
    *ink = (PangoRectangle){own.x, own.y, x1 - own.x, y1 - own.y};
  }
}

static double line_width(const struct ct_run *run, PangoLayoutLine *line) {
  PangoRectangle ink;
  int width;
  line_extents(line, &ink, &width);
  return points(run, width);
}

static void put_lines(struct ct_run *run, double share_left) {
  for (int i = 0; i < run->nlines; i++) {
    PangoRectangle ink;
    int width;
    line_extents(run->lines[i].line, &ink, &width);
    run->lines[i].x = (float)((run->box.w - points(run, width)) * share_left);
    add_ink(run, &ink, &run->lines[i]);
  }
}

// How far down its line something of height h stands that is lower than the line's content.
static double drop(enum ct_row_align align, double content, double h) {
  return align == CT_ROW_TOP ? 0 : (content - h) * (align == CT_ROW_CENTER ? 0.5 : 1);
}

struct setting {
  struct ct_run *run;
  struct ct_arena *a;
  const struct ct_text_style *style;
  const struct ct_face *face;
  const struct ct_run_part *parts;
  size_t nparts;
  bool spaced;  // no letters are joined
};

// The reference knows advances in whole 24ths of an em, rounded down from 64ths of those (FreeType's 26.6);
// spacing comes on top. Ideographs and images have their own.
static double floored(double width, double unit) {
  return floor(round(width / unit * 64) / 64) * unit;
}

static void floor_advances(const struct setting *s, PangoGlyphItem *item, const struct ct_run_part *p) {
  double unit = CT_RUN_EM * p->scale / 24 * PANGO_SCALE;
  double spacing = s->spaced ? s->style->letter_spacing * 24 * unit / p->scale : 0;
  const char *text = pango_layout_get_text(s->run->layout);
  for (int i = 0; i < item->glyphs->num_glyphs; i++) {
    PangoGlyphGeometry *g = &item->glyphs->glyphs[i].geometry;
    const char *at = text + item->item->offset + item->glyphs->log_clusters[i];
    if (g->width <= 0) continue;
    bool whole = ct_script_upright(ct_utf8_next(&at));
    g->width = (int)lround((whole ? g->width : floored(g->width, unit)) + spacing);
  }
}

// No spacing after the last letter of a line.
static void trim_spacing(const struct setting *s, PangoLayoutLine *line) {
  const GSList *last = line->runs ? g_slist_last(line->runs) : NULL;
  const PangoGlyphItem *item = last ? last->data : NULL;
  if (!s->spaced || s->style->setting != CT_SET_AS_SPEC || !item || !item->glyphs->num_glyphs) return;
  item->glyphs->glyphs[item->glyphs->num_glyphs - 1].geometry.width -=
      (int)lround(s->style->letter_spacing * CT_RUN_EM * PANGO_SCALE);
}

// All scripts stand on one baseline (Pango hangs Arabic beside Hangul by half an em), but for parts
// that are to stand higher. `content` is the height of the line's letters and images.
static void level(const struct setting *s, PangoLayoutLine *line, double content) {
  for (GSList *r = line->runs; r; r = r->next) {
    PangoGlyphItem *item = r->data;
    const struct ct_run_part *p = part_at((size_t)item->item->offset, s->parts, s->nparts);
    item->y_offset = 0;
    if (p && !p->image && s->style->setting == CT_SET_AS_SPEC) floor_advances(s, item, p);
    if (!p || p->image || p->align == CT_ROW_BOTTOM) continue;
    double h = p->scale * s->style->size, rise = content - h - drop(p->align, content, h);
    item->y_offset = (int)lround(rise / s->run->scale * PANGO_SCALE);
  }
  trim_spacing(s, line);
}

// Do all lines have the plain height? The reference leads only such texts.
static bool is_plain(const struct setting *s) {
  for (size_t i = 0; i < s->nparts; i++)
    if (s->parts[i].scale > 1 || (s->parts[i].image && s->parts[i].h > s->style->size)) return false;
  return true;
}

// The reference knows a font's ascent in whole 24ths of an em and has baselines 17 of them above it.
static double reference_lead(const struct setting *s, double height, double scale) {
  double em = s->style->size, ascent = s->face->ascent * em;
  return height / 2 + (round(s->face->ascent * 24) - 17) / 24 * em - ascent * scale;
}

// Height and baseline of line i, whose box begins at y; returns the height.
static double set_line(const struct setting *s, int i, double y, bool plain) {
  PangoLayoutLine *line = pango_layout_get_line_readonly(s->run->layout, i);
  double em = s->style->size;
  struct row row = row_of(line, s->parts, s->nparts);
  double content = fmax(row.scale * em, row.image_h), more = content - row.scale * em;
  double height = s->style->line_height * em * row.scale + more;
  double ascent = s->face->ascent * em * row.scale, descent = s->face->descent * em * row.scale;
  // Half of what the line height has over the font's own goes above, as in CSS.
  double above = plain ? (height - more - ascent - descent) / 2 : 0;
  if (plain && s->style->setting == CT_SET_AS_SPEC) above = reference_lead(s, height - more, row.scale);
  level(s, line, content);
  s->run->lines[i] = (struct ct_run_line){
      .line = line, .baseline = (float)(y + above + more + ascent), .y = (float)y, .h = (float)height};
  return height;
}

// The images of line i, once it has its place. The reference sets them three of their pixels lower and
// one to the right than their box, beside letters that is right.
static void put_images(const struct setting *s, int i) {
  const struct ct_run_line *l = &s->run->lines[i];
  struct row row = row_of(l->line, s->parts, s->nparts);
  double content = fmax(row.scale * s->style->size, row.image_h), x = l->x;
  double top =
      l->baseline - s->face->ascent * s->style->size * row.scale - (content - row.scale * s->style->size);
  for (const GSList *r = l->line->runs; r; r = r->next) {
    const PangoGlyphItem *item = r->data;
    const struct ct_run_part *p = part_at((size_t)item->item->offset, s->parts, s->nparts);
    double w = points(s->run, pango_glyph_string_get_width(item->glyphs));
    if (p && p->image)
      s->run->images[s->run->nimages++] = (struct ct_run_image){
          p->image, (float)x + p->px, (float)(top + drop(p->align, content, p->h)) + 3 * p->px, p->w, p->h};
    x += w;
  }
}

void ct_run_set(struct ct_run *run, struct ct_arena *a, const struct ct_text_style *style,
                const struct ct_face *face, const struct ct_run_part *parts, size_t nparts) {
  struct setting s = {run, a, style, face, parts, nparts, false};
  s.spaced = !ct_script_any_joined(pango_layout_get_text(run->layout));
  pango_layout_set_wrap(run->layout, PANGO_WRAP_WORD);
  run->scale = style->size / CT_RUN_EM;
  if (style->max_width > 0) balance(run->layout, style->max_width / run->scale);
  run->nlines = pango_layout_get_line_count(run->layout);
  run->lines = CT_NEW_N(a, struct ct_run_line, (size_t)run->nlines);
  run->images = CT_NEW_N(a, struct ct_run_image, nparts + 1);
  double y = 0, width = 0;
  bool plain = is_plain(&s);
  for (int i = 0; i < run->nlines; i++) {
    y += set_line(&s, i, y, plain);
    width = fmax(width, line_width(run, run->lines[i].line));
  }
  run->box.w = (float)width;
  run->box.h = (float)y;
  run->box.lines = run->nlines;
  run->box.cap_height = (float)(face->cap_height * style->size);
  if (run->nlines) {
    run->box.baseline = run->lines[0].baseline;
    run->box.last_baseline = run->lines[run->nlines - 1].baseline;
  }
  put_lines(run, share(style->justify));
  ct_run_find_reach(run);
  for (int i = 0; i < run->nlines && nparts; i++) put_images(&s, i);
}

// ---- Drawing

static void set_color(cairo_t *cr, struct ct_color c, double alpha) {
  cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a * alpha);
}

// The user space is the layout's: CT_RUN_EM units an em.
static void go_to_line(const struct ct_run *run, cairo_t *cr, int i) {
  cairo_move_to(cr, run->lines[i].x / run->scale, run->lines[i].baseline / run->scale);
}

bool ct_run_begin_halo(const struct ct_run *run, cairo_t *cr) {
  if (run->halo_width <= 0 || run->halo_color.a <= 0) return false;
  cairo_new_path(cr);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash(cr, NULL, 0, 0);
  return true;
}

// A blurred halo is a faint wide one under a narrower one: vectors have no blur.
void ct_run_stroke_halo(const struct ct_run *run, cairo_t *cr, double scale) {
  double w = run->halo_width, b = fmin(run->halo_blur, w);
  if (b > 0) {
    set_color(cr, run->halo_color, 0.35);
    cairo_set_line_width(cr, 2 * (w + b / 2) * scale);
    cairo_stroke_preserve(cr);
  }
  set_color(cr, run->halo_color, 1);
  cairo_set_line_width(cr, 2 * (w - b / 2) * scale);
  if (w > b / 2) cairo_stroke_preserve(cr);
  cairo_new_path(cr);
}

static void draw_halo(const struct ct_run *run, cairo_t *cr) {
  if (!ct_run_begin_halo(run, cr)) return;
  for (int i = 0; i < run->nlines; i++) {
    go_to_line(run, cr, i);
    pango_cairo_layout_line_path(cr, run->lines[i].line);
  }
  ct_run_stroke_halo(run, cr, 1 / run->scale);
}

// The colour of a piece of a line: its span's, else the run's.
static void set_piece_color(const struct ct_run *run, const PangoItem *item, cairo_t *cr) {
  struct ct_color c = run->color;
  for (const GSList *l = item->analysis.extra_attrs; l; l = l->next) {
    const PangoAttribute *attr = l->data;
    if (attr->klass->type == PANGO_ATTR_FOREGROUND) {
      const PangoColor *p = &((const PangoAttrColor *)attr)->color;
      c.r = (float)p->red / 65535, c.g = (float)p->green / 65535, c.b = (float)p->blue / 65535;
    }
    if (attr->klass->type == PANGO_ATTR_FOREGROUND_ALPHA)
      c.a = (float)((const PangoAttrInt *)attr)->value / 65535;
  }
  set_color(cr, c, 1);
}

// The outlines of a line whose spans have colours.
static void fill_pieces(const struct ct_run *run, cairo_t *cr, int i) {
  double x = 0, y = 0;
  cairo_get_current_point(cr, &x, &y);
  for (const GSList *l = run->lines[i].line->runs; l; l = l->next) {
    const PangoGlyphItem *piece = l->data;
    set_piece_color(run, piece->item, cr);
    cairo_move_to(cr, x, y - (double)piece->y_offset / PANGO_SCALE);
    pango_cairo_glyph_string_path(cr, piece->item->analysis.font, piece->glyphs);
    cairo_fill(cr);
    x += (double)pango_glyph_string_get_width(piece->glyphs) / PANGO_SCALE;
  }
  set_color(cr, run->color, 1);
}

// Cairo puts glyphs on whole pixels of an image, which spaces small letters unevenly; their
// outlines stand where they belong. Elsewhere text stays text.
static void draw_line(const struct ct_run *run, cairo_t *cr, int i) {
  bool image = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE;
  if (image && run->colored) {
    fill_pieces(run, cr, i);
  } else if (image) {
    pango_cairo_layout_line_path(cr, run->lines[i].line);
    cairo_fill(cr);
  } else if (run->spaced && !run->colored) {
    ct_run_show_words(run, cr, i);
  } else {
    pango_cairo_show_layout_line(cr, run->lines[i].line);
  }
}

void ct_run_draw(const struct ct_run *run, cairo_t *cr) {
  cairo_save(cr);
  cairo_scale(cr, run->scale, run->scale);
  draw_halo(run, cr);
  set_color(cr, run->color, 1);
  for (int i = 0; i < run->nlines; i++) {
    go_to_line(run, cr, i);
    draw_line(run, cr, i);
  }
  cairo_new_path(cr);
  cairo_restore(cr);
}

const struct ct_run_box *ct_run_box(const struct ct_run *run) {
  return &run->box;
}

const char *ct_run_text(const struct ct_run *run) {
  return run->text;
}

struct ct_color ct_run_color(const struct ct_run *run) {
  return run->color;
}

size_t ct_run_images(const struct ct_run *run, const struct ct_run_image **out) {
  *out = run->images;
  return run->nimages;
}

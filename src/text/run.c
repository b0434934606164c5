// SPDX-License-Identifier: MIT
// Run: a shaped text broken into lines, each line put where it is drawn.
#include "text/run.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "base/arena.h"
#include "text/font.h"

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

// The largest scale of the parts in a line: its share of the line height.
static double line_scale(const PangoLayoutLine *line, const struct ct_run_part *parts, size_t n) {
  size_t start = (size_t)line->start_index, end = start + (size_t)line->length;
  double scale = 0;
  for (size_t i = 0; i < n; i++)
    if (parts[i].start < end && parts[i].end > start) scale = fmax(scale, parts[i].scale);
  return scale > 0 ? scale : 1;
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

static void put_lines(struct ct_run *run, double share_left) {
  for (int i = 0; i < run->nlines; i++) {
    PangoRectangle ink, logical;
    pango_layout_line_get_extents(run->lines[i].line, &ink, &logical);
    run->lines[i].x =
        (float)((run->box.w - points(run, logical.width)) * share_left - points(run, logical.x));
    add_ink(run, &ink, &run->lines[i]);
  }
}

// All scripts stand on one baseline: Pango hangs Arabic beside Hangul by half an em otherwise.
static void level(PangoLayoutLine *line) {
  for (GSList *r = line->runs; r; r = r->next) ((PangoGlyphItem *)r->data)->y_offset = 0;
}

void ct_run_set(struct ct_run *run, struct ct_arena *a, const struct ct_text_style *style,
                const struct ct_face *face, const struct ct_run_part *parts, size_t nparts) {
  pango_layout_set_wrap(run->layout, PANGO_WRAP_WORD);
  run->scale = style->size / CT_RUN_EM;
  if (style->max_width > 0) balance(run->layout, style->max_width / run->scale);
  run->nlines = pango_layout_get_line_count(run->layout);
  run->lines = CT_NEW_N(a, struct ct_run_line, (size_t)run->nlines);
  double y = 0, em = style->size, width = 0;
  for (int i = 0; i < run->nlines; i++) {
    PangoLayoutLine *line = pango_layout_get_line_readonly(run->layout, i);
    level(line);
    PangoRectangle logical;
    pango_layout_line_get_extents(line, NULL, &logical);
    width = fmax(width, points(run, logical.width));
    double scale = line_scale(line, parts, nparts), height = style->line_height * em * scale;
    // Half of what the line height has over the font's own goes above, as in CSS.
    double ascent = face->ascent * em * scale, descent = face->descent * em * scale;
    run->lines[i].line = line;
    run->lines[i].baseline = (float)(y + (height - ascent - descent) / 2 + ascent);
    y += height;
  }
  run->box.w = (float)width;
  run->box.h = (float)y;
  run->box.lines = run->nlines;
  run->box.cap_height = (float)(face->cap_height * em);
  if (run->nlines) {
    run->box.baseline = run->lines[0].baseline;
    run->box.last_baseline = run->lines[run->nlines - 1].baseline;
  }
  put_lines(run, share(style->justify));
}

// ---- Drawing

static void set_color(cairo_t *cr, struct ct_color c, double alpha) {
  cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a * alpha);
}

// The user space is the layout's: CT_RUN_EM units an em.
static void go_to_line(const struct ct_run *run, cairo_t *cr, int i) {
  cairo_move_to(cr, run->lines[i].x / run->scale, run->lines[i].baseline / run->scale);
}

static void stroke_halo(const struct ct_run *run, cairo_t *cr, double width, double alpha) {
  if (width <= 0) return;
  for (int i = 0; i < run->nlines; i++) {
    go_to_line(run, cr, i);
    pango_cairo_layout_line_path(cr, run->lines[i].line);
  }
  set_color(cr, run->halo_color, alpha);
  cairo_set_line_width(cr, 2 * width / run->scale);
  cairo_stroke(cr);
}

// A blurred halo is a faint wide one under a narrower one: vectors have no blur.
static void draw_halo(const struct ct_run *run, cairo_t *cr) {
  if (run->halo_width <= 0 || run->halo_color.a <= 0) return;
  double w = run->halo_width, b = fmin(run->halo_blur, w);
  cairo_new_path(cr);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash(cr, NULL, 0, 0);
  if (b > 0) stroke_halo(run, cr, w + b / 2, 0.35);
  stroke_halo(run, cr, w - b / 2, 1);
}

// Cairo puts glyphs on whole pixels of an image, which spaces small letters unevenly; their
// outlines stand where they belong. Elsewhere text stays text.
static void draw_line(const struct ct_run *run, cairo_t *cr, int i) {
  bool image = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_IMAGE;
  if (image && !run->colored) {
    pango_cairo_layout_line_path(cr, run->lines[i].line);
    cairo_fill(cr);
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

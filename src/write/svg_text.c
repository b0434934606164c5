// SPDX-License-Identifier: MIT
// SVG texts: runs as text that can be searched and edited, or as outlines.
#include "write/svg_text.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "model/scene.h"
#include "text/piece.h"
#include "text/text.h"
#include "write/svg_out.h"

// What to take where a family is not installed: the same design under other names.
static const char *const other_names[][2] = {
    {"Source Sans 3", "'Source Sans Pro'"},
    {"Noto Sans CJK KR", "'Noto Sans KR', 'Source Han Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic'"},
};

struct text {
  const struct ct_text_op *op;
  struct ct_run_halo halo;
  size_t n;
  struct ct_run_piece *v;
  const char *id;
};

static void put_family(struct ct_svg *s, const char *family) {
  ct_svg_put(s, " font-family=\"'");
  for (const char *p = family; *p; p++)
    if (*p != '\'' && *p != '\\') ct_svg_text(s, p, 1);
  ct_svg_put(s, "', ");
  for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
    if (strcmp(other_names[i][0], family) != 0) continue;
    ct_svg_put(s, other_names[i][1]);
    ct_svg_put(s, ", ");
  }
  ct_svg_put(s, "sans-serif\"");
}

// What differs from the text around the piece; `around` NULL: the document.
static void put_font(struct ct_svg *s, const struct ct_run_piece *p, const struct ct_run_piece *around) {
  if (!around || strcmp(around->family, p->family) != 0) put_family(s, p->family);
  if (!around || around->size != p->size) ct_svg_attr(s, "font-size", p->size, CT_SVG_FINE);
  if (around ? around->weight != p->weight : p->weight != 400) ct_svg_attr(s, "font-weight", p->weight, 0);
  if (around ? around->italic != p->italic : p->italic)
    ct_svg_attr_text(s, "font-style", p->italic ? "italic" : "normal");
}

static bool has_letters(const struct ct_run_piece *p) {
  size_t n = 0;
  for (size_t i = 0; i < p->bytes; i++) n += ((unsigned char)p->text[i] & 0xC0) != 0x80;
  return n > 1;
}

// Where the piece is. Where it is asked for its width is pinned, so that it does not grow into others when
// another font stands in; programs count spacing after the last letter too.
static void put_place(struct ct_svg *s, const struct text *t, const struct ct_run_piece *p) {
  ct_svg_attr(s, "x", (double)t->op->x + p->x, CT_SVG_PLACE);
  ct_svg_attr(s, "y", (double)t->op->y + p->y, CT_SVG_PLACE);
  if (p->rtl) ct_svg_put(s, " direction=\"rtl\" unicode-bidi=\"embed\" text-anchor=\"end\"");
  if (p->spacing != 0) ct_svg_attr(s, "letter-spacing", p->spacing, CT_SVG_FINE);
  if (!s->pin_widths || !has_letters(p)) return;
  ct_svg_attr(s, "textLength", p->w + p->spacing, CT_SVG_PLACE);
  ct_svg_put(s, " lengthAdjust=\"spacingAndGlyphs\"");
}

static void put_halo(struct ct_svg *s, const struct ct_run_halo *h) {
  // Vectors have no blur: as wide as it is on the whole.
  double blur = fmin(h->blur, h->width);
  ct_svg_color(s, "stroke", h->color);
  ct_svg_attr(s, "stroke-width", 2 * (h->width - 0.15 * blur), CT_SVG_FINE);
  ct_svg_put(s, " stroke-linejoin=\"round\" stroke-linecap=\"round\" paint-order=\"stroke fill\"");
}

static void put_turn(struct ct_svg *s, const struct ct_text_op *op) {
  if (op->rotate_deg == 0 || op->spots) return;
  ct_svg_put(s, " transform=\"rotate(");
  ct_svg_number(s, op->rotate_deg, CT_SVG_FINE);
  ct_svg_put(s, " ");
  ct_svg_number(s, op->pivot_x, CT_SVG_PLACE);
  ct_svg_put(s, " ");
  ct_svg_number(s, op->pivot_y, CT_SVG_PLACE);
  ct_svg_put(s, ")\"");
}

// ---- As text

// Programs take blanks that follow each other for one unless told.
static void put_blanks_count(struct ct_svg *s, const struct text *t) {
  for (size_t i = 0; i < t->n; i++)
    if (memmem(t->v[i].text, t->v[i].bytes, "  ", 2)) {
      ct_svg_put(s, " xml:space=\"preserve\"");
      return;
    }
}

static void put_id(struct ct_svg *s, const struct text *t) {
  if (t->id) ct_svg_attr_text(s, "id", t->id);
  if (t->op->feature) ct_svg_feature_data(s, t->op->feature - 1);
}

static void put_only(struct ct_svg *s, const struct text *t) {
  const struct ct_run_piece *p = t->v;
  ct_svg_line(s);
  ct_svg_put(s, "<text");
  put_id(s, t);
  put_place(s, t, p);
  put_turn(s, t->op);
  put_blanks_count(s, t);
  put_font(s, p, NULL);
  ct_svg_color(s, "fill", p->has_color ? p->color : ct_run_color(t->op->run));
  if (t->halo.width > 0) put_halo(s, &t->halo);
  ct_svg_put(s, ">");
  ct_svg_text(s, p->text, p->bytes);
  ct_svg_put(s, "</text>");
}

// The blank between two spans is in the text, though places need none. What follows a span that runs to the
// left would push it away from where it ends, so there the blank has a place of its own.
static void put_blank(struct ct_svg *s, const struct text *t, const struct ct_run_piece *p) {
  if (!p->blank_before) return;
  if (!p[-1].rtl) {
    ct_svg_put(s, " ");
    return;
  }
  ct_svg_put(s, "<tspan");
  ct_svg_attr(s, "x", (double)t->op->x + p->x, CT_SVG_PLACE);
  ct_svg_attr(s, "y", (double)t->op->y + p->y, CT_SVG_PLACE);
  ct_svg_put(s, "> </tspan>");
}

static void put_span(struct ct_svg *s, const struct text *t, const struct ct_run_piece *p) {
  put_blank(s, t, p);
  ct_svg_put(s, "<tspan");
  put_place(s, t, p);
  put_font(s, p, t->v);
  if (p->has_color) ct_svg_color(s, "fill", p->color);
  ct_svg_put(s, ">");
  ct_svg_text(s, p->text, p->bytes);
  ct_svg_put(s, "</tspan>");
}

// Each span would be drawn with its halo over the letters before it. So the halo is a copy of the whole
// text under it, which takes its colours from where it is used.
static void begin_halo_copy(struct ct_svg *s, const struct text *t) {
  ct_svg_line(s);
  ct_svg_put(s, "<g");
  ct_svg_color(s, "fill", ct_run_color(t->op->run));
  ct_svg_put(s, "><use aria-hidden=\"true\"");
  ct_svg_color(s, "fill", t->halo.color);
  put_halo(s, &t->halo);
  ct_svg_put(s, " xlink:href=\"#");
  ct_svg_put(s, t->id);
  ct_svg_put(s, "\"/>");
  s->depth++;
}

static void end_group(struct ct_svg *s) {
  s->depth--;
  ct_svg_line(s);
  ct_svg_put(s, "</g>");
}

static void put_spans(struct ct_svg *s, const struct text *t) {
  bool copy = t->halo.width > 0;
  if (copy) begin_halo_copy(s, t);
  ct_svg_line(s);
  ct_svg_put(s, "<text");
  put_id(s, t);
  put_turn(s, t->op);
  put_blanks_count(s, t);
  put_font(s, t->v, NULL);
  if (!copy) ct_svg_color(s, "fill", ct_run_color(t->op->run));
  ct_svg_put(s, ">");
  for (size_t i = 0; i < t->n; i++) put_span(s, t, &t->v[i]);
  ct_svg_put(s, "</text>");
  if (copy) end_group(s);
}

static void put_letter(struct ct_svg *s, const struct text *t, const struct ct_run_piece *p) {
  ct_svg_line(s);
  ct_svg_put(s, "<text transform=\"translate(");
  ct_svg_number(s, p->x, CT_SVG_PLACE);
  ct_svg_put(s, " ");
  ct_svg_number(s, p->y, CT_SVG_PLACE);
  ct_svg_put(s, ") rotate(");
  ct_svg_number(s, p->deg, CT_SVG_FINE);
  ct_svg_put(s, ")\"");
  put_font(s, p, t->v);
  if (p->has_color) ct_svg_color(s, "fill", p->color);
  ct_svg_put(s, ">");
  ct_svg_text(s, p->text, p->bytes);
  ct_svg_put(s, "</text>");
}

// Letters along a curve: each a text of its own, as not every program turns the letters of one.
static void put_letters(struct ct_svg *s, const struct text *t) {
  bool copy = t->halo.width > 0;
  if (copy) begin_halo_copy(s, t);
  ct_svg_line(s);
  ct_svg_put(s, "<g");
  put_id(s, t);
  ct_svg_put(s, " role=\"img\"");
  ct_svg_attr_text(s, "aria-label", ct_run_text(t->op->run));
  put_font(s, t->v, NULL);
  if (!copy) ct_svg_color(s, "fill", ct_run_color(t->op->run));
  ct_svg_put(s, ">");
  s->depth++;
  for (size_t i = 0; i < t->n; i++) put_letter(s, t, &t->v[i]);
  end_group(s);
  if (copy) end_group(s);
}

// ---- As outlines

static void put_point(struct ct_svg *s, const cairo_path_data_t *d) {
  ct_svg_number(s, d->point.x, CT_SVG_FINE);
  ct_svg_put(s, " ");
  ct_svg_number(s, d->point.y, CT_SVG_FINE);
}

static void put_outline_data(struct ct_svg *s, cairo_t *cr) {
  cairo_path_t *path = cairo_copy_path(cr);
  ct_svg_put(s, " d=\"");
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t *d = &path->data[i];
    static const char commands[] = {'M', 'L', 'C', 'Z'};
    bool moves_only = d->header.type == CAIRO_PATH_MOVE_TO && i + d->header.length < path->num_data &&
                      d[d->header.length].header.type == CAIRO_PATH_MOVE_TO;
    bool last = d->header.type == CAIRO_PATH_MOVE_TO && i + d->header.length >= path->num_data;
    if (moves_only || last) continue;
    ct_svg_put_n(s, &commands[d->header.type], 1);
    for (int k = 1; k < d->header.length; k++) {
      if (k > 1) ct_svg_put(s, " ");
      put_point(s, d + k);
    }
  }
  ct_svg_put(s, "\"");
  cairo_path_destroy(path);
}

static void trace(const struct text *t, size_t from, size_t to, cairo_t *cr) {
  cairo_new_path(cr);
  cairo_save(cr);
  if (!t->op->spots) cairo_translate(cr, t->op->x, t->op->y);
  for (size_t i = from; i < to; i++) ct_run_piece_trace(t->op->run, &t->v[i], cr);
  cairo_restore(cr);
}

static void put_outline_fill(struct ct_svg *s, const struct text *t, size_t from, size_t to, cairo_t *cr) {
  trace(t, from, to, cr);
  ct_svg_line(s);
  ct_svg_put(s, "<path");
  ct_svg_color(s, "fill", t->v[from].has_color ? t->v[from].color : ct_run_color(t->op->run));
  put_outline_data(s, cr);
  ct_svg_put(s, "/>");
}

static bool same_color(const struct ct_run_piece *p, const struct ct_run_piece *q) {
  return p->has_color == q->has_color && (!p->has_color || ct_color_same(p->color, q->color));
}

static void put_outlines(struct ct_svg *s, const struct text *t) {
  cairo_surface_t *surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
  cairo_t *cr = cairo_create(surface);
  ct_svg_line(s);
  ct_svg_put(s, "<g");
  put_id(s, t);
  put_turn(s, t->op);
  ct_svg_put(s, " role=\"img\"");
  ct_svg_attr_text(s, "aria-label", ct_run_text(t->op->run));
  ct_svg_put(s, ">");
  s->depth++;
  if (t->halo.width > 0) {
    trace(t, 0, t->n, cr);
    ct_svg_line(s);
    ct_svg_put(s, "<path fill=\"none\"");
    put_halo(s, &t->halo);
    put_outline_data(s, cr);
    ct_svg_put(s, "/>");
  }
  for (size_t i = 0, k; i < t->n; i = k) {
    for (k = i + 1; k < t->n && same_color(&t->v[i], &t->v[k]);) k++;
    put_outline_fill(s, t, i, k, cr);
  }
  s->depth--;
  ct_svg_line(s);
  ct_svg_put(s, "</g>");
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
}

// Letters that join are only right when a program sets them together, which it does not along a curve.
static bool needs_outlines(const struct text *t) {
  bool joined = false;
  for (size_t i = 0; i < t->n; i++) joined = joined || t->v[i].joined;
  return joined && t->op->spots;
}

void ct_svg_run(struct ct_svg *s, const struct ct_text_op *op) {
  struct text t = {.op = op};
  if (!op->run) return;
  t.n = ct_run_pieces(op->run, op->spots, &s->scratch, &t.v);
  if (!t.n) return;
  t.halo = ct_run_halo(op->run);
  if (op->feature)
    t.id = ct_svg_id(s, ct_arena_printf(&s->scratch, "%s-%zu-name", s->layer, (size_t)op->feature));
  if (s->outline_text || needs_outlines(&t)) {
    put_outlines(s, &t);
  } else if (t.n == 1 && !op->spots) {
    put_only(s, &t);
  } else {
    if (!t.id && t.halo.width > 0) t.id = ct_svg_id(s, "text");
    (op->spots ? put_letters : put_spans)(s, &t);
  }
}

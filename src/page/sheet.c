// SPDX-License-Identifier: MIT
// Sheet: texts set in the page's type, and small drawing helpers.
#include "page/sheet.h"

#include <string.h>

#include "base/arena.h"
#include "model/document.h"
#include "model/scene.h"
#include "text/text.h"

void ct_sheet_add_obstacle(struct ct_page *p, const struct ct_rect *r) {
  const double by = CT_CLEARANCE_PT;
  if (r->w <= 0) return;
  p->obstacles[p->nobstacles++] = (struct ct_rect){r->x - by, r->y - by, r->w + 2 * by, r->h + 2 * by};
}

static const struct ct_run *shape(const struct ct_page *p, const struct ct_span *spans, size_t n,
                                  const struct ct_type *type) {
  const char *font = type->bold ? p->theme.font_bold : p->theme.font;
  struct ct_text_style style = {.fonts = &font,
                                .nfonts = 1,
                                .size = type->size,
                                .max_width = type->max_width,
                                .line_height = type->line_height > 0 ? type->line_height : 1.25f,
                                .letter_spacing = type->letter_spacing,
                                .justify = type->justify,
                                .color = type->color};
  if (style.justify == CT_JUSTIFY_AUTO) style.justify = CT_JUSTIFY_LEFT;
  if (type->halo) {
    // An image is no calm ground.
    bool image = p->doc && p->doc->base.imagery.path;
    style.halo_color = ct_color_alpha(p->theme.panel, image ? 0.95 : 0.7);
    style.halo_width = image ? 1.5f : 0.9f;
  }
  return ct_text_shape(p->text, &(struct ct_rich_text){n, spans}, &style, "page");
}

const struct ct_run *ct_sheet_spans(const struct ct_page *p, const struct ct_span *spans, size_t n,
                                    const struct ct_type *type) {
  return shape(p, spans, n, type);
}

const struct ct_run *ct_sheet_text(const struct ct_page *p, const char *text, const struct ct_type *type) {
  struct ct_span span = {.text = text, .scale = 1};
  return shape(p, &span, 1, type);
}

const struct ct_run *ct_sheet_text2(const struct ct_page *p, const char *text, const char *more,
                                    struct ct_color more_color, const struct ct_type *type) {
  struct ct_span spans[2] = {{.text = text, .scale = 1},
                             {.text = more, .scale = 1, .has_color = true, .color = more_color}};
  return shape(p, spans, 2, type);
}

// Steps back to the start of a UTF-8 sequence.
static size_t char_start(const char *s, size_t i) {
  while (i > 0 && ((unsigned char)s[i] & 0xc0) == 0x80) i--;
  return i;
}

bool ct_sheet_fits(const struct ct_run *run, const struct ct_type *type, int lines) {
  const struct ct_run_box *b = run ? ct_run_box(run) : NULL;
  return b && b->lines <= lines && (type->max_width <= 0 || b->w <= type->max_width + 0.5);
}

const char *ct_sheet_cut(const struct ct_page *p, const char *text, const struct ct_type *type, int lines,
                         struct ct_arena *a) {
  if (ct_sheet_fits(ct_sheet_text(p, text, type), type, lines)) return text;
  size_t fits = 0, over = strlen(text);
  if (over > 4000) over = 4000;  // more than any page holds
  const char *best = "\u2026";
  while (over - fits > 1) {
    size_t mid = char_start(text, fits + (over - fits) / 2);
    if (mid <= fits) break;
    size_t end = mid;
    while (end > 0 && text[end - 1] == ' ') end--;
    const char *cut = ct_arena_printf(a, "%.*s\u2026", (int)end, text);
    if (ct_sheet_fits(ct_sheet_text(p, cut, type), type, lines)) {
      fits = mid;
      best = cut;
    } else {
      over = mid;
    }
  }
  return best;
}

const struct ct_run *ct_sheet_text_cut(const struct ct_page *p, const char *text, const struct ct_type *type,
                                       int lines, struct ct_arena *a) {
  return ct_sheet_text(p, ct_sheet_cut(p, text, type, lines, a), type);
}

void ct_sheet_add_text(struct ct_arena *a, struct ct_op *group, const struct ct_run *run, double x,
                       double y) {
  if (!run) return;
  struct ct_op *op = ct_scene_add(a, group, CT_OP_TEXT);
  op->text = (struct ct_text_op){.run = run, .x = (float)x, .y = (float)y};
}

void ct_sheet_add_link(struct ct_arena *a, struct ct_op *group, const struct ct_rect *area, const char *url) {
  struct ct_op *op = ct_scene_add(a, group, CT_OP_LINK);
  op->link = (struct ct_link_op){.area = *area, .url = url};
}

static struct ct_path path_of(struct ct_arena *a, const float *xy, size_t n, bool closed) {
  float *copy = CT_NEW_N(a, float, 2 * n);
  memcpy(copy, xy, 2 * n * sizeof *xy);
  return (struct ct_path){.nparts = 1, .n = (uint32_t)n, .xy = copy, .closed = closed};
}

static struct ct_path rect_path(struct ct_arena *a, const struct ct_rect *r) {
  float x0 = (float)r->x, y0 = (float)r->y, x1 = (float)(r->x + r->w), y1 = (float)(r->y + r->h);
  return path_of(a, (float[]){x0, y0, x1, y0, x1, y1, x0, y1}, 4, true);
}

void ct_sheet_add_polygon(struct ct_arena *a, struct ct_op *group, const float *xy, size_t n,
                          struct ct_color color) {
  struct ct_op *op = ct_scene_add(a, group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = path_of(a, xy, n, true), .color = color, .antialias = true};
}

void ct_sheet_add_rect(struct ct_arena *a, struct ct_op *group, const struct ct_rect *r,
                       struct ct_color color) {
  struct ct_op *op = ct_scene_add(a, group, CT_OP_FILL);
  op->fill = (struct ct_fill_op){.path = rect_path(a, r), .color = color, .antialias = true};
}

static void add_stroke(struct ct_arena *a, struct ct_op *group, struct ct_path path, struct ct_color color,
                       double width) {
  struct ct_op *op = ct_scene_add(a, group, CT_OP_STROKE);
  op->stroke = (struct ct_stroke_op){.path = path, .color = color, .width = (float)width, .miter_limit = 10};
}

void ct_sheet_add_outline(struct ct_arena *a, struct ct_op *group, const struct ct_rect *r,
                          struct ct_color color, double width) {
  add_stroke(a, group, rect_path(a, r), color, width);
}

void ct_sheet_add_line(struct ct_arena *a, struct ct_op *group, const float xy[4], struct ct_color color,
                       double width) {
  add_stroke(a, group, path_of(a, xy, 2, false), color, width);
}

// SPDX-License-Identifier: MIT
// Draw: plays a scene on a Cairo context.
#include "draw/draw.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "draw/bleed.h"
#include "draw/glyph.h"
#include "draw/hairline.h"
#include "draw/icon.h"
#include "draw/ink.h"
#include "draw/mark.h"
#include "draw/sheet.h"
#include "draw/sprite.h"
#include "model/diag.h"
#include "model/scene.h"
#include "text/text.h"

// On vector surfaces: below this many marks in an op they are plain paths, which other
// programs edit with more ease than glyphs.
enum { FEW_MARKS = 200 };

struct ct_draw {
  struct ct_arena arena;
  struct ct_icons *icons;
  struct ct_diags *diags;
};

// One performance of a scene.
struct player {
  struct ct_draw *draw;
  cairo_t *cr;
  double scale;  // device pixels a point; 0: vectors
  struct ct_ink ink;
  struct ct_rect clip;  // the part of the page that may change, in points
  bool is_pdf, is_book;
  struct ct_arena arena;
  struct ct_arena scratch;  // for one op
  struct ct_sprites *sprites;
  struct ct_mark_font *font;
  const struct ct_marks_op *op;  // the one being stamped
};

bool ct_draw_new(const char *icons_dir, struct ct_diags *diags, struct ct_draw **out, struct ct_err *err) {
  *out = NULL;
  struct ct_draw *d = calloc(1, sizeof *d);
  if (!d) return ct_fail(err, "out of memory");
  d->diags = diags;
  d->icons = ct_icons_new(&d->arena, icons_dir);
  *out = d;
  return true;
}

void ct_draw_free(struct ct_draw *d) {
  if (!d) return;
  ct_icons_release(d->icons);
  ct_arena_release(&d->arena);
  free(d);
}

static bool add_sprite(struct ct_draw *d, const char *id, const char *path, bool fine, struct ct_err *err) {
  struct stat st;
  ct_reads_note(CT_READ_ICON, path);
  if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
    ct_icons_add_folder(d->icons, id, path);
    return true;
  }
  struct ct_sheet *sheet;
  if (!ct_sheet_read(&d->arena, path, fine, &sheet, err)) return false;
  ct_icons_add_sheet(d->icons, id, sheet);
  return true;
}

bool ct_draw_add_sprite(struct ct_draw *d, const char *id, const char *path, bool fine, struct ct_err *err) {
  jmp_buf oom;
  d->arena.oom = &oom;
  bool ok = setjmp(oom) == 0 ? add_sprite(d, id, path, fine, err) : ct_fail(err, "out of memory");
  d->arena.oom = NULL;
  return ok;
}

static bool add_picture(struct ct_draw *d, const char *name, const char *path, struct ct_err *err) {
  struct ct_sheet *sheet;
  if (!ct_same_nocase(ct_path_extension(path), "png")) {
    ct_icons_add_file(d->icons, name, path);
    return ct_icon_find(d->icons, name) || ct_fail(err, "%s: is no SVG of up to 1 MB that can be read", path);
  }
  if (!ct_sheet_read_picture(&d->arena, name, path, &sheet, err)) return false;
  ct_icons_add_sheet(d->icons, NULL, sheet);
  return true;
}

bool ct_draw_add_picture(struct ct_draw *d, const char *name, const char *path, struct ct_err *err) {
  jmp_buf oom;
  d->arena.oom = &oom;
  bool ok = setjmp(oom) == 0 ? add_picture(d, name, path, err) : ct_fail(err, "out of memory");
  d->arena.oom = NULL;
  return ok;
}

// An image for which there is no memory is none.
bool ct_draw_image_info(void *draw, const char *name, struct ct_image_info *out) {
  struct ct_draw *d = draw;
  jmp_buf oom, *outer = d->arena.oom;
  d->arena.oom = &oom;
  const struct ct_icon *found = setjmp(oom) == 0 ? ct_icon_find(d->icons, name) : NULL;
  d->arena.oom = outer;
  if (found) ct_icon_info(found, out);
  return found != NULL;
}

bool ct_draw_icon_size(struct ct_draw *d, const char *icon, float *w, float *h) {
  struct ct_image_info info;
  if (!ct_draw_image_info(d, icon, &info)) return false;
  *w = info.w * (float)CT_PX_PT;
  *h = info.h * (float)CT_PX_PT;
  return true;
}

static void set_color(cairo_t *cr, struct ct_color c) {
  cairo_set_source_rgba(cr, c.r, c.g, c.b, c.a);
}

// The image surface behind the context, when its axes are the page's.
static bool get_canvas(struct player *p, struct ct_canvas *out) {
  cairo_surface_t *s = cairo_get_group_target(p->cr);
  cairo_matrix_t m;
  cairo_get_matrix(p->cr, &m);
  if (cairo_surface_get_type(s) != CAIRO_SURFACE_TYPE_IMAGE || m.xy != 0 || m.yx != 0 || m.xx != m.yy ||
      !(m.xx > 0))
    return false;
  cairo_format_t format = cairo_image_surface_get_format(s);
  if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24) return false;
  double ox, oy;
  cairo_surface_get_device_offset(s, &ox, &oy);
  int w = cairo_image_surface_get_width(s), h = cairo_image_surface_get_height(s);
  struct ct_canvas c = {
      .stride = cairo_image_surface_get_stride(s) / 4, .scale = m.xx, .dx = m.x0 + ox, .dy = m.y0 + oy};
  c.x0 = (int)fmax(0, round(p->clip.x * m.xx + c.dx));
  c.y0 = (int)fmax(0, round(p->clip.y * m.xx + c.dy));
  c.x1 = (int)fmin(w, round((p->clip.x + p->clip.w) * m.xx + c.dx));
  c.y1 = (int)fmin(h, round((p->clip.y + p->clip.h) * m.xx + c.dy));
  c.pixels = (uint32_t *)(void *)cairo_image_surface_get_data(s);
  *out = c;
  return c.pixels != NULL;
}

static void draw_mark(struct player *p, const struct ct_marks_op *op, size_t i) {
  size_t k = op->symbol && op->symbol[i] < op->nsymbols ? op->symbol[i] : 0;
  ct_mark_draw(p->cr, p->draw->icons, &op->symbols[k], p->scale, op->xy[2 * i], op->xy[2 * i + 1]);
}

static void draw_large_mark(void *user, uint32_t i) {
  struct player *p = user;
  cairo_surface_t *s = cairo_get_group_target(p->cr);
  cairo_surface_mark_dirty(s);
  draw_mark(p, p->op, i);
  cairo_surface_flush(s);
}

struct ct_icons *ct_draw_lend_icons(struct ct_draw *d, void *oom) {
  d->arena.oom = oom;
  return d->icons;
}

void ct_draw_tell_missing(struct ct_draw *d, const char *icon) {
  if (ct_icon_missing(d->icons, icon))
    ct_diag_say(d->diags, "CT-D031", CT_WARNING, NULL, 0, "icon '%s' is not in the icon set",
                icon ? icon : "");
}

static void say_missing_icons(struct player *p, const struct ct_marks_op *op) {
  for (size_t i = 0; i < op->nsymbols; i++)
    if (op->symbols[i].kind == CT_SYMBOL_ICON) ct_draw_tell_missing(p->draw, op->symbols[i].icon);
}

static void draw_marks(struct player *p, const struct ct_marks_op *op) {
  struct ct_canvas canvas;
  if (op->n == 0 || op->nsymbols == 0) return;
  say_missing_icons(p, op);
  if (p->scale > 0 && get_canvas(p, &canvas)) {
    cairo_surface_t *s = cairo_get_group_target(p->cr);
    p->op = op;
    cairo_surface_flush(s);
    ct_sprites_stamp(p->sprites, &p->scratch, op, &canvas, draw_large_mark, p);
    cairo_surface_mark_dirty(s);
    return;
  }
  if (p->font && op->n >= FEW_MARKS) {
    ct_mark_font_draw(p->font, &p->scratch, op, p->cr);
    return;
  }
  for (size_t i = 0; i < op->n; i++) draw_mark(p, op, i);
}

// On images, where it would be no wider than a pixel.
static bool draw_hairline(struct player *p, const struct ct_stroke_op *op) {
  struct ct_canvas canvas;
  if (!op->hairline || !(p->scale > 0) || op->width * p->scale > 1.001 || !get_canvas(p, &canvas))
    return false;
  cairo_surface_t *s = cairo_get_group_target(p->cr);
  cairo_surface_flush(s);
  ct_hairline_draw(&canvas, &op->path, op->color);
  cairo_surface_mark_dirty(s);
  return true;
}

static void draw_fill(struct player *p, const struct ct_fill_op *op) {
  struct ct_canvas canvas;
  if (op->pattern) ct_draw_tell_missing(p->draw, op->pattern->image);
  if (op->fringe && p->scale > 0 && get_canvas(p, &canvas)) {
    cairo_surface_t *s = cairo_get_group_target(p->cr);
    cairo_surface_flush(s);
    ct_hairline_fringe(&canvas, &op->path, op->color);
    cairo_surface_mark_dirty(s);
  }
  ct_ink_fill(&p->ink, op);
}

static void draw_text(struct player *p, const struct ct_text_op *op) {
  if (!op->run) return;
  cairo_t *cr = p->cr;
  if (op->spots) {
    ct_run_draw_spots(op->run, op->spots, cr);
    return;
  }
  cairo_save(cr);
  if (op->rotate_deg != 0) {
    cairo_translate(cr, op->pivot_x, op->pivot_y);
    cairo_rotate(cr, op->rotate_deg * (M_PI / 180));
    cairo_translate(cr, -op->pivot_x, -op->pivot_y);
  }
  cairo_translate(cr, op->x, op->y);
  ct_run_draw(op->run, cr);
  cairo_restore(cr);
}

// Pixels that are the page's own, or too fine to be seen on paper, are drawn as they are: viewers
// that blend them would draw the black of empty ones into the edges.
static bool is_plain(const struct player *p, const struct ct_image_op *op) {
  double per_pt = op->w / op->to.w;
  return p->scale > 0 ? fabs(per_pt / p->scale - 1) < 1e-4 : per_pt * 72 > 199;
}

static void draw_image(struct player *p, const struct ct_image_op *op) {
  if (op->w <= 0 || op->h <= 0 || !(op->to.w > 0) || !(op->to.h > 0)) return;
  cairo_t *cr = p->cr;
  // Cairo only reads from the surface, though its maker wants a pointer to write with.
  const uint32_t *shown = p->scale > 0 ? op->pixels : ct_bleed(op->pixels, op->w, op->h, &p->scratch);
  unsigned char *pixels = (unsigned char *)(uintptr_t)shown;
  cairo_surface_t *image =
      cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_ARGB32, op->w, op->h, op->w * 4);
  cairo_save(cr);
  cairo_rectangle(cr, op->to.x, op->to.y, op->to.w, op->to.h);
  cairo_clip(cr);
  cairo_translate(cr, op->to.x, op->to.y);
  cairo_scale(cr, op->to.w / op->w, op->to.h / op->h);
  cairo_set_source_surface(cr, image, 0, 0);
  bool smooth = op->smooth && !is_plain(p, op);
  cairo_pattern_set_filter(cairo_get_source(cr), smooth ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
  cairo_paint(cr);
  cairo_restore(cr);
  cairo_surface_finish(image);
  cairo_surface_destroy(image);
}

// Anything but plain URL characters is percent-encoded: an attribute that Cairo cannot
// parse would end the whole drawing.
static void add_quoted(struct ct_str *s, const char *key, const char *text) {
  ct_str_addf(s, " %s='", key);
  for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
    if (*c > 0x20 && *c < 0x7f && !strchr("'\"\\()<>[]", *c))
      ct_str_add_n(s, (const char *)c, 1);
    else
      ct_str_addf(s, "%%%02X", *c);
  }
  ct_str_add(s, "'");
}

// To an address, or to a page of the same file.
static void draw_link(struct player *p, const struct ct_link_op *op) {
  bool out = op->url && *op->url, in = !out && p->is_book && op->page && *op->page;
  if (!p->is_pdf || !(out || in) || !(op->area.w > 0) || !(op->area.h > 0)) return;
  struct ct_str s = {.arena = &p->scratch};
  const struct ct_rect *r = &op->area;
  char buf[4][32];
  ct_str_addf(&s, "rect=[%s %s %s %s]", ct_format_number(r->x, buf[0]), ct_format_number(r->y, buf[1]),
              ct_format_number(r->w, buf[2]), ct_format_number(r->h, buf[3]));
  add_quoted(&s, out ? "uri" : "dest", out ? op->url : op->page);
  cairo_tag_begin(p->cr, CAIRO_TAG_LINK, ct_str_text(&s));
  cairo_tag_end(p->cr, CAIRO_TAG_LINK);
}

static double least(double x, double y) {
  return x < y ? x : y;
}

static struct ct_rect intersect(const struct ct_rect *a, const struct ct_rect *b) {
  struct ct_rect r = {fmax(a->x, b->x), fmax(a->y, b->y), 0, 0};
  r.w = fmax(0, least(a->x + a->w, b->x + b->w) - r.x);
  r.h = fmax(0, least(a->y + a->h, b->y + b->h) - r.y);
  return r;
}

// On images the edge is moved to whole pixels: crisp, and Cairo clips it faster.
static struct ct_rect snap(const struct player *p, const struct ct_rect *r) {
  if (!(p->scale > 0)) return *r;
  double x = r->x, y = r->y, x1 = r->x + r->w, y1 = r->y + r->h;
  cairo_user_to_device(p->cr, &x, &y);
  cairo_user_to_device(p->cr, &x1, &y1);
  x = round(x);
  y = round(y);
  x1 = round(x1);
  y1 = round(y1);
  cairo_device_to_user(p->cr, &x, &y);
  cairo_device_to_user(p->cr, &x1, &y1);
  return (struct ct_rect){x, y, x1 - x, y1 - y};
}

static void play(struct player *p, const struct ct_op *op);

static void play_group(struct player *p, const struct ct_group *g) {
  struct ct_rect outer = p->clip;
  if (g->has_clip) {
    struct ct_rect clip = snap(p, &g->clip);
    p->clip = intersect(&p->clip, &clip);
    if (!(p->clip.w > 0) || !(p->clip.h > 0)) {
      p->clip = outer;
      return;
    }
    cairo_save(p->cr);
    cairo_new_path(p->cr);
    cairo_rectangle(p->cr, p->clip.x, p->clip.y, p->clip.w, p->clip.h);
    cairo_clip(p->cr);
  }
  bool faded = g->fade > 0 && g->first;
  if (faded) cairo_push_group(p->cr);
  for (const struct ct_op *op = g->first; op; op = op->next) play(p, op);
  if (faded) {
    cairo_pop_group_to_source(p->cr);
    cairo_paint_with_alpha(p->cr, 1 - (double)g->fade);
  }
  if (g->has_clip) cairo_restore(p->cr);
  p->clip = outer;
}

static void play(struct player *p, const struct ct_op *op) {
  switch (op->kind) {
    case CT_OP_GROUP:
      play_group(p, &op->group);
      return;
    case CT_OP_FILL:
      draw_fill(p, &op->fill);
      break;
    case CT_OP_STROKE:
      if (!draw_hairline(p, &op->stroke)) ct_ink_stroke(&p->ink, &op->stroke);
      break;
    case CT_OP_MARKS:
      draw_marks(p, &op->marks);
      break;
    case CT_OP_TEXT:
      draw_text(p, &op->text);
      break;
    case CT_OP_IMAGE:
      draw_image(p, &op->image);
      break;
    case CT_OP_LINK:
      draw_link(p, &op->link);
      break;
  }
  ct_arena_release(&p->scratch);
}

// Plays the scene; false when memory ran out on the way.
static bool play_scene(struct player *p, const struct ct_scene *scene) {
  jmp_buf oom;
  p->arena.oom = p->scratch.oom = p->draw->arena.oom = &oom;
  bool ok = setjmp(oom) == 0;
  if (ok) {
    if (p->scale > 0)
      p->sprites = ct_sprites_new(&p->arena, p->draw->icons);
    else
      p->font = ct_mark_font_new(p->draw->icons);
    play(p, &scene->root);
  }
  p->draw->arena.oom = NULL;
  ct_mark_font_free(p->font);
  ct_arena_release(&p->scratch);
  ct_arena_release(&p->arena);
  return ok;
}

bool ct_draw_scene(struct ct_draw *d, const struct ct_scene *scene, cairo_t *cr, double device_scale,
                   struct ct_err *err) {
  struct player p = {.draw = d, .cr = cr, .scale = device_scale, .clip = {0, 0, scene->w_pt, scene->h_pt}};
  p.ink = (struct ct_ink){.cr = cr,
                          .icons = d->icons,
                          .pixel = device_scale > 0 ? 1 / device_scale : 0,
                          .on_image = device_scale > 0,
                          .min_step = device_scale > 0 ? 0.25 / device_scale : 0.01};
  p.is_pdf = cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_PDF;
  // Cairo writes three decimals; a sixteenth of a point is 0.02 mm.
  if (p.is_pdf) p.ink.grid = 1.0 / 16;
  // Without others there is no page to link to, and Cairo would end the drawing over it.
  p.is_book = p.is_pdf && scene->dest;
  cairo_save(cr);
  cairo_set_tolerance(cr, 0.05);
  if (scene->paper.a > 0) {
    set_color(cr, scene->paper);
    cairo_paint(cr);
  }
  bool ok = play_scene(&p, scene);
  if (!ok) return ct_fail(err, "drawing: out of memory");
  cairo_restore(cr);
  cairo_status_t status = cairo_status(cr);
  if (status != CAIRO_STATUS_SUCCESS) return ct_fail(err, "drawing: %s", cairo_status_to_string(status));
  return true;
}

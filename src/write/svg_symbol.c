// SPDX-License-Identifier: MIT
// SVG symbols: what marks and patterns are made of, each put once and used by number.
#include "write/svg_symbol.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "draw/draw.h"
#include "draw/icon.h"
#include "draw/mark.h"
#include "draw/sheet.h"
#include "model/scene.h"
#include "write/svg_icon.h"
#include "write/svg_image.h"
#include "write/svg_out.h"

// Pixels a point where a picture must be made: 384 dpi, as in PDF.
#define PICTURE_SCALE (16 / 3.0)
#define FAR_PT 1e5
enum { BLUR_STOPS = 24, MOST_PX = 4096 };

// ---- Circles

static double smoothstep(double t) {
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return t * t * (3 - 2 * t);
}

// The profile of draw/mark.c.
static void put_blurred(struct ct_svg *s, const struct ct_symbol *y, double radius, double outer) {
  const char *id = ct_svg_id(s, "blur");
  ct_svg_put(s, "<radialGradient");
  ct_svg_attr_text(s, "id", id);
  ct_svg_put(s, ">");
  for (int i = 0; i <= BLUR_STOPS; i++) {
    double e = (double)i / BLUR_STOPS, soft = fmax(y->blur, 0.01), cover = smoothstep((1 - e) / soft);
    double ring = outer > radius ? smoothstep(1 + (e - radius / outer) / soft) : 0;
    double wf = (1 - ring) * y->color.a, we = ring * y->edge_color.a, w = wf + we > 0 ? wf + we : 1;
    struct ct_color c = {(float)((y->color.r * wf + y->edge_color.r * we) / w),
                         (float)((y->color.g * wf + y->edge_color.g * we) / w),
                         (float)((y->color.b * wf + y->edge_color.b * we) / w), 1};
    ct_svg_put(s, "<stop");
    ct_svg_attr(s, "offset", e, 4);
    ct_svg_color_solid(s, "stop-color", c);
    ct_svg_attr(s, "stop-opacity", cover * (wf + we), CT_SVG_FINE);
    ct_svg_put(s, "/>");
  }
  ct_svg_put(s, "</radialGradient><circle");
  ct_svg_attr(s, "r", outer, CT_SVG_FINE);
  ct_svg_ref(s, "fill", id);
  ct_svg_put(s, "/>");
}

static void put_edge(struct ct_svg *s, const struct ct_symbol *y, double edge) {
  ct_svg_color(s, "stroke", y->edge_color);
  ct_svg_attr(s, "stroke-width", edge, CT_SVG_FINE);
}

static void put_disc(struct ct_svg *s, const struct ct_symbol *y, double r) {
  ct_svg_put(s, "<circle");
  ct_svg_attr(s, "r", r, CT_SVG_FINE);
  ct_svg_color(s, "fill", y->color);
}

static void put_circle(struct ct_svg *s, const struct ct_symbol *y) {
  double radius = y->radius > 0 ? fmin(y->radius, FAR_PT) : 0, edge = ct_circle_edge(y);
  if (y->blur > 0) {
    put_blurred(s, y, radius, radius + edge);
    return;
  }
  // One shape where its edge hides how far its fill goes, else two side by side.
  bool one = edge > 0 && y->edge_color.a >= 1 && y->color.a > 0;
  if (one || (radius > 0 && y->color.a > 0 && !(edge > 0))) {
    put_disc(s, y, one ? radius + edge / 2 : radius);
    if (one) put_edge(s, y, edge);
    ct_svg_put(s, "/>");
    return;
  }
  if (edge > 0) {
    ct_svg_put(s, "<circle fill=\"none\"");
    ct_svg_attr(s, "r", radius + edge / 2, CT_SVG_FINE);
    put_edge(s, y, edge);
    ct_svg_put(s, "/>");
  }
  if (!(radius > 0) || !(y->color.a > 0)) return;
  put_disc(s, y, radius);
  ct_svg_put(s, "/>");
}

// ---- Icons

static void put_matrix(struct ct_svg *s, const char *name, const double m[6]) {
  ct_svg_put(s, " ");
  ct_svg_put(s, name);
  ct_svg_put(s, "=\"matrix(");
  for (int i = 0; i < 6; i++) {
    if (i) ct_svg_put(s, " ");
    ct_svg_number(s, m[i], i < 4 ? 6 : CT_SVG_FINE);
  }
  ct_svg_put(s, ")\"");
}

// The file's shapes in a box of w x h points around 0,0, as librsvg fits them: whole, in the middle.
static double put_fitted(struct ct_svg *s, const struct ct_svg_icon *icon, double w, double h) {
  double f = fmin(w / icon->w, h / icon->h);
  const double m[6] = {f, 0, 0, f, -(icon->x + icon->w / 2) * f, -(icon->y + icon->h / 2) * f};
  put_matrix(s, "transform", m);
  return f;
}

static void put_file(struct ct_svg *s, const struct ct_symbol *y, const struct ct_svg_icon *icon) {
  if (y->edge_width > 0 && y->edge_color.a > 0 && !icon->own_colors) {
    ct_svg_put(s, "<g");
    double f = put_fitted(s, icon, y->icon_w, y->icon_h);
    ct_svg_color_solid(s, "fill", y->edge_color);
    ct_svg_color_solid(s, "stroke", y->edge_color);
    // On the shape's edge, so twice as wide.
    ct_svg_attr(s, "stroke-width", 2 * y->edge_width / f, CT_SVG_FINE);
    ct_svg_put(s, " stroke-linejoin=\"round\" stroke-linecap=\"round\"");
    if (y->edge_color.a < 1) ct_svg_attr(s, "opacity", y->edge_color.a, CT_SVG_FINE);
    ct_svg_put(s, ">");
    ct_svg_icon_put(s, icon, true);
    ct_svg_put(s, "</g>");
  }
  ct_svg_put(s, "<g");
  put_fitted(s, icon, y->icon_w, y->icon_h);
  if (!icon->own_colors) ct_svg_color_solid(s, "fill", y->color);
  if (y->color.a < 1) ct_svg_attr(s, "opacity", y->color.a, CT_SVG_FINE);
  ct_svg_put(s, ">");
  ct_svg_icon_put(s, icon, false);
  ct_svg_put(s, "</g>");
}

// What is stretched or made from a distance field reaches as far as it does; files fill their box.
static struct ct_rect drawn_box(struct ct_svg *s, const struct ct_symbol *y, bool is_file) {
  struct ct_rect r = {-y->icon_w / 2, -y->icon_h / 2, y->icon_w, y->icon_h};
  if (is_file) return r;
  cairo_surface_t *record = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create(record);
  ct_mark_draw(cr, s->icons, y, 0, 0, 0);
  cairo_destroy(cr);
  cairo_recording_surface_ink_extents(record, &r.x, &r.y, &r.w, &r.h);
  cairo_surface_destroy(record);
  return r;
}

// As pixels: those, and files that need a whole SVG program.
static void put_drawn(struct ct_svg *s, const struct ct_symbol *y, bool is_file) {
  struct ct_rect r = drawn_box(s, y, is_file);
  double scale = fmin(PICTURE_SCALE, MOST_PX / fmax(fmax(r.w, r.h), 1));
  if (!(r.w > 0) || !(r.h > 0) || !(r.w < FAR_PT) || !(r.h < FAR_PT)) return;
  int w = (int)ceil(r.w * scale), h = (int)ceil(r.h * scale);
  cairo_surface_t *made = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h);
  cairo_t *cr = cairo_create(made);
  cairo_scale(cr, scale, scale);
  cairo_translate(cr, -r.x, -r.y);
  ct_mark_draw(cr, s->icons, y, 0, 0, 0);
  cairo_destroy(cr);
  ct_svg_image_surface(s, made, &(struct ct_rect){r.x, r.y, w / scale, h / scale}, 1);
  cairo_surface_destroy(made);
}

static bool put_icon(struct ct_svg *s, const struct ct_symbol *y) {
  const struct ct_icon *icon = ct_icon_find(s->icons, y->icon);
  cairo_surface_t *plain = NULL;
  if (!icon || !(y->icon_w > 0) || !(y->icon_h > 0)) return false;
  const struct ct_sheet_image *image = ct_icon_image(icon, &plain);
  size_t n;
  struct ct_svg_icon file;
  const char *text = ct_icon_source(icon, &n);
  struct ct_symbol unturned = *y;
  unturned.rotate_deg = 0;
  if (image && plain && !image->sdf && !y->fit)
    ct_svg_image_surface(s, plain, &(struct ct_rect){-y->icon_w / 2, -y->icon_h / 2, y->icon_w, y->icon_h},
                         y->color.a);
  else if (text && ct_svg_icon_read(text, n, ct_icon_is_picture(icon), &file))
    put_file(s, &unturned, &file);
  else
    put_drawn(s, &unturned, text != NULL);
  return true;
}

// ---- Symbols

struct key {
  struct ct_symbol look;
  const struct ct_icon *icon;
};

// "rocket-3": a name that tells in an editor's list what it is, and by which marks stay short.
static const char *name_of(struct ct_svg *s, const struct ct_symbol *y) {
  if (y->kind == CT_SYMBOL_CIRCLE) return ct_svg_id(s, "circle");
  const char *slash = y->icon ? strrchr(y->icon, '/') : NULL;
  return ct_svg_id(s, ct_arena_printf(&s->scratch, "%.24s", slash ? slash + 1 : y->icon ? y->icon : ""));
}

static bool draws(struct ct_svg *s, const struct ct_symbol *y) {
  if (y->kind == CT_SYMBOL_CIRCLE) return y->radius > 0 || ct_circle_edge(y) > 0;
  return y->icon && ct_icon_find(s->icons, y->icon) && y->icon_w > 0 && y->icon_h > 0;
}

const char *ct_svg_symbol(struct ct_svg *s, const struct ct_symbol *y) {
  struct key key;
  memset(&key, 0, sizeof key);  // keys are compared as bytes, padding too
  if (!draws(s, y)) return NULL;
  key.look.kind = y->kind;
  key.look.color = y->color, key.look.edge_color = y->edge_color;
  key.look.edge_width = y->edge_width, key.look.edge_blur = y->edge_blur;
  key.look.radius = y->radius, key.look.blur = y->blur;
  key.look.icon_w = y->icon_w, key.look.icon_h = y->icon_h;
  key.look.icon_scale = y->icon_scale, key.look.fit = y->fit;
  if (y->kind == CT_SYMBOL_ICON) key.icon = ct_icon_find(s->icons, y->icon);
  bool added;
  size_t at = ct_map_add(&s->symbols, &key, sizeof key, s->symbol_ids.n, &added)->value;
  if (!added) return s->symbol_ids.v[at];
  const char *id = name_of(s, y);
  ct_vec_push(s->arena, &s->symbol_ids, id);
  s->to = &s->defs;
  ct_svg_line(s);
  // Shapes lie around 0,0: what is left and above would be cut off.
  ct_svg_put(s, "<symbol id=\"");
  ct_svg_put(s, id);
  ct_svg_put(s, "\" overflow=\"visible\">");
  if (y->kind == CT_SYMBOL_CIRCLE)
    put_circle(s, y);
  else
    put_icon(s, y);
  ct_svg_put(s, "</symbol>");
  s->to = &s->body;
  return id;
}

static void put_turned(struct ct_svg *s, double x, double y, double deg) {
  ct_svg_put(s, " transform=\"translate(");
  ct_svg_number(s, x, CT_SVG_PLACE);
  ct_svg_put(s, " ");
  ct_svg_number(s, y, CT_SVG_PLACE);
  ct_svg_put(s, ")rotate(");
  ct_svg_number(s, deg, CT_SVG_FINE);
  ct_svg_put(s, ")\"");
}

void ct_svg_marks(struct ct_svg *s, const struct ct_marks_op *op) {
  if (op->n == 0 || op->nsymbols == 0) return;
  for (size_t i = 0; i < op->nsymbols; i++)
    if (op->symbols[i].kind == CT_SYMBOL_ICON) ct_draw_tell_missing(s->draw, op->symbols[i].icon);
  const char **ids = CT_NEW_N(s->arena, const char *, op->nsymbols);
  bool *made = CT_NEW_N(s->arena, bool, op->nsymbols);
  for (size_t i = 0; i < op->n; i++) {
    size_t k = op->symbol && op->symbol[i] < op->nsymbols ? op->symbol[i] : 0;
    double x = op->xy[2 * i], y = op->xy[2 * i + 1], deg = op->symbols[k].rotate_deg;
    if (!(fabs(x) < FAR_PT) || !(fabs(y) < FAR_PT)) continue;
    if (!made[k]) ids[k] = ct_svg_symbol(s, &op->symbols[k]);
    made[k] = true;
    if (!ids[k]) continue;
    ct_svg_line(s);
    ct_svg_put(s, "<use");
    if (op->feature) {
      ct_svg_feature_id(s, op->feature[i]);
      ct_svg_feature_data(s, op->feature[i]);
    }
    ct_svg_put(s, " xlink:href=\"#");
    ct_svg_put(s, ids[k]);
    ct_svg_put(s, "\"");
    if (deg != 0 && op->symbols[k].kind == CT_SYMBOL_ICON) {
      put_turned(s, x, y, deg);
    } else {
      ct_svg_attr(s, "x", x, CT_SVG_PLACE);
      ct_svg_attr(s, "y", y, CT_SVG_PLACE);
    }
    if (op->feature)
      ct_svg_feature_end(s, "use", op->feature[i]);
    else
      ct_svg_put(s, "/>");
    if (s->scratch.used > 1 << 20) ct_arena_release(&s->scratch);
  }
}

// ---- Patterns

// Neither too small to be seen nor larger than any page (draw/tile.c).
static bool is_seen(const struct ct_pattern *p, const struct ct_image_info *info) {
  double w = hypot(p->xx, p->yx) * info->w, h = hypot(p->xy, p->yy) * info->h;
  return w > 0.05 && w < 1e5 && h > 0.05 && h < 1e5 && fabs(p->x0) < 1e6 && fabs(p->y0) < 1e6 &&
         fabs(p->xx * p->yy - p->xy * p->yx) > 1e-12;
}

struct pattern_key {
  const struct ct_icon *icon;
  double m[6];
};

static void put_tile(struct ct_svg *s, const char *image, const struct ct_image_info *info) {
  struct ct_symbol y = {
      .kind = CT_SYMBOL_ICON, .color = {0, 0, 0, 1}, .icon = image, .icon_w = info->w, .icon_h = info->h};
  y.icon_scale = 1;
  const double middle[6] = {1, 0, 0, 1, info->w / 2, info->h / 2};
  ct_svg_put(s, "<g");
  put_matrix(s, "transform", middle);
  ct_svg_put(s, ">");
  put_icon(s, &y);
  ct_svg_put(s, "</g>");
}

const char *ct_svg_pattern(struct ct_svg *s, const struct ct_pattern *p) {
  struct pattern_key key = {NULL, {p->xx, p->yx, p->xy, p->yy, p->x0, p->y0}};
  struct ct_image_info info;
  bool added;
  ct_draw_tell_missing(s->draw, p->image);
  key.icon = ct_icon_find(s->icons, p->image);
  if (!key.icon) return NULL;
  ct_icon_info(key.icon, &info);
  if (!is_seen(p, &info)) return NULL;
  size_t at = ct_map_add(&s->patterns, &key, sizeof key, s->pattern_ids.n, &added)->value;
  if (!added) return s->pattern_ids.v[at];
  const char *id = ct_svg_id(s, "pattern");
  ct_vec_push(s->arena, &s->pattern_ids, id);
  s->to = &s->defs;
  ct_svg_line(s);
  ct_svg_put(s, "<pattern");
  ct_svg_attr_text(s, "id", id);
  ct_svg_put(s, " patternUnits=\"userSpaceOnUse\"");
  ct_svg_attr(s, "width", info.w, CT_SVG_FINE);
  ct_svg_attr(s, "height", info.h, CT_SVG_FINE);
  put_matrix(s, "patternTransform", key.m);
  ct_svg_put(s, ">");
  put_tile(s, p->image, &info);
  ct_svg_put(s, "</pattern>");
  s->to = &s->body;
  return id;
}

// SPDX-License-Identifier: MIT
// Tile: an image laid side by side, as a Cairo pattern.
#include "draw/tile.h"

#include <cairo.h>
#include <math.h>

#include "draw/icon.h"
#include "draw/sheet.h"
#include "model/scene.h"

// An SVG file as a tile of its own size in style pixels: vectors where the page has vectors.
static cairo_surface_t *record_svg(const struct ct_icon *icon, const struct ct_image_info *info) {
  const cairo_rectangle_t box = {0, 0, info->w, info->h};
  cairo_surface_t *out = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &box);
  cairo_t *cr = cairo_create(out);
  const struct ct_symbol symbol = {
      .kind = CT_SYMBOL_ICON, .color = {0, 0, 0, 1}, .icon_w = info->w, .icon_h = info->h};
  void *svg = ct_icon_ref(icon);
  cairo_translate(cr, info->w / 2, info->h / 2);
  bool ok = ct_icon_draw(svg, &symbol, CT_ICON_FILL, true, cr);
  ct_icon_unref(svg);
  cairo_destroy(cr);
  if (ok) return out;
  cairo_surface_destroy(out);
  return NULL;
}

// Neither too small to be seen nor larger than any page.
static bool is_seen(const struct ct_pattern *p, const struct ct_image_info *info) {
  double w = hypot(p->xx, p->yx) * info->w, h = hypot(p->xy, p->yy) * info->h;
  return w > 0.05 && w < 1e5 && h > 0.05 && h < 1e5 && fabs(p->x0) < 1e6 && fabs(p->y0) < 1e6;
}

cairo_pattern_t *ct_tile_pattern(struct ct_icons *icons, const struct ct_pattern *p) {
  const struct ct_icon *icon = ct_icon_find(icons, p->image);
  struct ct_image_info info;
  cairo_surface_t *surface = NULL;
  if (!icon) return NULL;
  ct_icon_info(icon, &info);
  const struct ct_sheet_image *image = ct_icon_image(icon, &surface);
  double ratio = image && image->ratio > 0 ? image->ratio : 1;
  cairo_matrix_t m = {p->xx / ratio, p->yx / ratio, p->xy / ratio, p->yy / ratio, p->x0, p->y0};
  if (!is_seen(p, &info) || cairo_matrix_invert(&m) != CAIRO_STATUS_SUCCESS) return NULL;
  surface = image ? (surface ? cairo_surface_reference(surface) : NULL) : record_svg(icon, &info);
  if (!surface) return NULL;
  cairo_pattern_t *out = cairo_pattern_create_for_surface(surface);
  cairo_surface_destroy(surface);
  cairo_pattern_set_matrix(out, &m);
  cairo_pattern_set_extend(out, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter(out, CAIRO_FILTER_BILINEAR);
  return out;
}

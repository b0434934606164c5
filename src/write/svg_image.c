// SPDX-License-Identifier: MIT
// SVG images: pixels as PNG files within the document.
#include "write/svg_image.h"

#include <cairo.h>

#include "model/scene.h"
#include "write/png_chunk.h"
#include "write/png_rows.h"
#include "write/svg_out.h"

static bool is_opaque(const struct ct_pixels *p) {
  for (int y = 0; y < p->h; y++)
    for (int x = 0; x < p->w; x++)
      if (p->v[(size_t)y * (size_t)p->stride + (size_t)x] >> 24 != 255) return false;
  return true;
}

static void put_image(struct ct_svg *s, struct ct_pixels *pixels, const struct ct_rect *to, bool smooth,
                      double opacity) {
  struct ct_sink png;
  ct_sink_open_memory(&png);
  pixels->opaque = is_opaque(pixels);
  if (ct_png_put_image(&png, pixels, s->err)) {
    ct_svg_put(s, "<image");
    ct_svg_attr(s, "x", to->x, CT_SVG_FINE);
    ct_svg_attr(s, "y", to->y, CT_SVG_FINE);
    ct_svg_attr(s, "width", to->w, CT_SVG_FINE);
    ct_svg_attr(s, "height", to->h, CT_SVG_FINE);
    ct_svg_put(s, " preserveAspectRatio=\"none\"");
    if (!smooth) ct_svg_put(s, " image-rendering=\"optimizeSpeed\"");
    if (opacity < 1) ct_svg_attr(s, "opacity", opacity, CT_SVG_FINE);
    ct_svg_put(s, " xlink:href=\"data:image/png;base64,");
    ct_svg_base64(s, png.data, png.n);
    ct_svg_put(s, "\"/>");
  } else if (png.error) {
    s->to->error = png.error;
  }
  ct_sink_drop(&png);
}

void ct_svg_image(struct ct_svg *s, const struct ct_image_op *op) {
  if (op->w <= 0 || op->h <= 0 || !(op->to.w > 0) || !(op->to.h > 0)) return;
  struct ct_pixels pixels = {op->pixels, op->w, op->h, op->w, false};
  ct_svg_line(s);
  put_image(s, &pixels, &op->to, op->smooth, 1);
}

void ct_svg_image_surface(struct ct_svg *s, cairo_surface_t *image, const struct ct_rect *to,
                          double opacity) {
  cairo_surface_flush(image);
  struct ct_pixels pixels = {(const uint32_t *)(const void *)cairo_image_surface_get_data(image),
                             cairo_image_surface_get_width(image), cairo_image_surface_get_height(image),
                             cairo_image_surface_get_stride(image) / 4, false};
  if (pixels.v && pixels.w > 0 && pixels.h > 0) put_image(s, &pixels, to, true, opacity);
}

// SPDX-License-Identifier: MIT
// Canvas: a scene drawn as pixels, for the formats that are made of them.
#include "write/canvas.h"

#include <cairo.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/err.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/write.h"

// Opaque paper is painted over all of it: then there is no need to clear it before, which Cairo would do.
static cairo_surface_t *make_surface(struct ct_canvas *c, bool opaque, int w, int h) {
  if (!opaque) return cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h);
  int stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, w);
  c->memory = stride > 0 ? malloc((size_t)stride * (size_t)h) : NULL;
  // Without memory, Cairo says so.
  if (!c->memory) return cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
  return cairo_image_surface_create_for_data(c->memory, CAIRO_FORMAT_RGB24, w, h, stride);
}

bool ct_canvas_draw(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *o,
                    struct ct_canvas_limits limits, struct ct_canvas *out, struct ct_err *err) {
  *out = (struct ct_canvas){0};
  if (o->width_px < 1 || o->height_px < 1 || o->width_px > limits.max_side_px ||
      o->height_px > limits.max_side_px)
    return ct_fail(err,
                   "%s of %d x %d pixels cannot be made (expected 1 to %d a side; lower the size or dpi)",
                   limits.format, o->width_px, o->height_px, limits.max_side_px);
  bool opaque = scene->paper.a >= 1;
  cairo_surface_t *s = out->surface = make_surface(out, opaque, o->width_px, o->height_px);
  cairo_t *cr = cairo_create(s);
  bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
  if (!ok)
    ct_fail(err, "%s of %d x %d pixels: %s", limits.format, o->width_px, o->height_px,
            cairo_status_to_string(cairo_status(cr)));
  // One scale for both axes: a page whose sides are no whole pixels is off by less than one.
  double scale = o->width_px / scene->w_pt;
  cairo_scale(cr, scale, scale);
  ok = ok && ct_draw_scene(draw, scene, cr, scale, err);
  cairo_destroy(cr);
  if (!ok) return false;
  cairo_surface_flush(s);
  out->pixels = (struct ct_pixels){(const uint32_t *)(const void *)cairo_image_surface_get_data(s),
                                   o->width_px, o->height_px, cairo_image_surface_get_stride(s) / 4, opaque};
  return true;
}

void ct_canvas_release(struct ct_canvas *c) {
  if (c->surface) cairo_surface_destroy(c->surface);
  free(c->memory);
  *c = (struct ct_canvas){0};
}

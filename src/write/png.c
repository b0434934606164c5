// SPDX-License-Identifier: MIT
// PNG: a scene as pixels, encoded here because Cairo's own encoder takes longer than the drawing.
#include <cairo.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/format.h"
#include "write/png_chunk.h"
#include "write/png_rows.h"
#include "write/write.h"

// Cairo's images end there.
enum { MAX_SIDE_PX = 32767 };

// tEXt holds Latin-1; anything beyond ASCII goes as UTF-8 into iTXt.
static bool put_text(struct ct_sink *sink, const char *key, const char *text) {
  if (!text || !*text) return true;
  bool ascii = true;
  for (const char *p = text; *p; p++) ascii = ascii && (unsigned char)*p < 0x80;
  size_t k = strlen(key), n = strlen(text), gap = ascii ? 1 : 5;
  unsigned char *data = calloc(1, k + gap + n);
  if (!data) return false;
  memcpy(data, key, k);
  memcpy(data + k + gap, text, n);
  bool ok = ct_png_put_chunk(sink, ascii ? "tEXt" : "iTXt", data, k + gap + n);
  free(data);
  return ok;
}

static bool put_head(struct ct_sink *sink, const struct ct_scene *scene, const struct ct_write_options *o,
                     bool opaque) {
  unsigned char phys[9] = {0};
  double per_m = o->dpi / 0.0254;
  ct_png_set_u32(phys, per_m > 0 && per_m < 1e7 ? (uint32_t)lround(per_m) : 3780);
  memcpy(phys + 4, phys, 4);
  phys[8] = 1;
  char day[11];
  return ct_png_put_begin(sink, o->width_px, o->height_px, opaque) &&
         ct_png_put_chunk(sink, "pHYs", phys, 9) && put_text(sink, "Title", scene->title) &&
         put_text(sink, "Author", scene->author) && put_text(sink, "Description", scene->subject) &&
         put_text(sink, "Software", o->program) &&
         put_text(sink, "Creation Time", ct_scene_date(scene, day) ? day : NULL);
}

static bool encode(cairo_surface_t *s, const struct ct_scene *scene, const struct ct_write_options *o,
                   bool opaque, struct ct_sink *sink, struct ct_err *err) {
  cairo_surface_flush(s);
  struct ct_pixels pixels = {(const uint32_t *)(const void *)cairo_image_surface_get_data(s), o->width_px,
                             o->height_px, cairo_image_surface_get_stride(s) / 4, opaque};
  return put_head(sink, scene, o, opaque) && ct_png_put_pixels(sink, &pixels, err) &&
         ct_png_put_chunk(sink, "IEND", NULL, 0);
}

bool ct_png_write(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *o,
                  struct ct_sink *sink, struct ct_err *err) {
  if (o->width_px < 1 || o->height_px < 1 || o->width_px > MAX_SIDE_PX || o->height_px > MAX_SIDE_PX)
    return ct_fail(err,
                   "png of %d x %d pixels cannot be made (expected 1 to %d a side; lower the size or dpi)",
                   o->width_px, o->height_px, MAX_SIDE_PX);
  bool opaque = scene->paper.a >= 1;
  cairo_surface_t *s = cairo_image_surface_create(opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                                  o->width_px, o->height_px);
  cairo_t *cr = cairo_create(s);
  bool ok = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
  if (!ok)
    ct_fail(err, "png of %d x %d pixels: %s", o->width_px, o->height_px,
            cairo_status_to_string(cairo_status(cr)));
  // One scale for both axes: a page whose sides are no whole pixels is off by less than one.
  double scale = o->width_px / scene->w_pt;
  cairo_scale(cr, scale, scale);
  ok = ok && ct_draw_scene(draw, scene, cr, scale, err);
  cairo_destroy(cr);
  ok = ok && encode(s, scene, o, opaque, sink, err);
  cairo_surface_destroy(s);
  return ok;
}

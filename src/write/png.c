// SPDX-License-Identifier: MIT
// PNG: a scene as pixels, encoded here because Cairo's own encoder takes longer than the drawing.
#include <cairo.h>
#include <libdeflate.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "write/format.h"
#include "write/png_rows.h"
#include "write/write.h"

// Level 5 is within a hundredth of 6's size in two thirds of its time. Cairo's images end at 32767.
enum { LEVEL = 5, MAX_SIDE_PX = 32767, MAX_CHUNK = 1 << 30 };

static void put_u32(unsigned char *p, uint32_t v) {
  for (int i = 0; i < 4; i++) p[i] = (unsigned char)(v >> (24 - 8 * i));
}

static bool put_chunk(struct ct_sink *sink, const char *type, const void *data, size_t n) {
  unsigned char head[8], tail[4];
  put_u32(head, (uint32_t)n);
  memcpy(head + 4, type, 4);
  uint32_t crc = libdeflate_crc32(0, head + 4, 4);
  if (n) crc = libdeflate_crc32(crc, data, n);
  put_u32(tail, crc);
  return ct_sink_put(sink, head, 8) && ct_sink_put(sink, data, n) && ct_sink_put(sink, tail, 4);
}

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
  bool ok = put_chunk(sink, ascii ? "tEXt" : "iTXt", data, k + gap + n);
  free(data);
  return ok;
}

static bool put_head(struct ct_sink *sink, const struct ct_scene *scene, const struct ct_write_options *o,
                     bool opaque) {
  unsigned char ihdr[13] = {0}, phys[9] = {0};
  put_u32(ihdr, (uint32_t)o->width_px);
  put_u32(ihdr + 4, (uint32_t)o->height_px);
  ihdr[8] = 8;
  ihdr[9] = opaque ? 2 : 6;
  double per_m = o->dpi / 0.0254;
  put_u32(phys, per_m > 0 && per_m < 1e7 ? (uint32_t)lround(per_m) : 3780);
  memcpy(phys + 4, phys, 4);
  phys[8] = 1;
  char day[11];
  return ct_sink_put(sink, "\x89PNG\r\n\x1a\n", 8) && put_chunk(sink, "IHDR", ihdr, 13) &&
         put_chunk(sink, "pHYs", phys, 9) && put_text(sink, "Title", scene->title) &&
         put_text(sink, "Author", scene->author) && put_text(sink, "Description", scene->subject) &&
         put_text(sink, "Software", o->program) &&
         put_text(sink, "Creation Time", ct_scene_date(scene, day) ? day : NULL);
}

static bool put_pixels(struct ct_sink *sink, const struct ct_pixels *pixels, struct ct_err *err) {
  size_t n = ct_png_rows_size(pixels), bound = 0;
  unsigned char *rows = malloc(n), *packed = NULL;
  struct libdeflate_compressor *c = libdeflate_alloc_compressor(LEVEL);
  if (c) bound = libdeflate_zlib_compress_bound(c, n);
  if (bound) packed = malloc(bound);
  bool ok = rows && packed;
  if (!ok) ct_fail(err, "png: out of memory");
  if (ok) {
    ct_png_rows_filter(pixels, rows);
    size_t size = libdeflate_zlib_compress(c, rows, n, packed, bound);
    for (size_t at = 0; ok && at < size; at += MAX_CHUNK)
      ok = put_chunk(sink, "IDAT", packed + at, size - at < MAX_CHUNK ? size - at : MAX_CHUNK);
  }
  if (c) libdeflate_free_compressor(c);
  free(packed);
  free(rows);
  return ok;
}

static bool encode(cairo_surface_t *s, const struct ct_scene *scene, const struct ct_write_options *o,
                   bool opaque, struct ct_sink *sink, struct ct_err *err) {
  cairo_surface_flush(s);
  struct ct_pixels pixels = {(const uint32_t *)(const void *)cairo_image_surface_get_data(s), o->width_px,
                             o->height_px, cairo_image_surface_get_stride(s) / 4, opaque};
  return put_head(sink, scene, o, opaque) && put_pixels(sink, &pixels, err) &&
         put_chunk(sink, "IEND", NULL, 0);
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

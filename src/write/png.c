// SPDX-License-Identifier: MIT
// PNG: a scene as pixels, encoded here because Cairo's own encoder takes longer than the drawing.
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "model/scene.h"
#include "write/canvas.h"
#include "write/format.h"
#include "write/palette.h"
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

static bool put_about(struct ct_sink *sink, const struct ct_scene *scene, const struct ct_write_options *o) {
  unsigned char phys[9] = {0};
  double per_m = o->dpi / 0.0254;
  ct_png_set_u32(phys, per_m > 0 && per_m < 1e7 ? (uint32_t)lround(per_m) : 3780);
  memcpy(phys + 4, phys, 4);
  phys[8] = 1;
  char time[21];
  return ct_png_put_chunk(sink, "pHYs", phys, 9) && put_text(sink, "Title", scene->title) &&
         put_text(sink, "Author", scene->author) && put_text(sink, "Description", scene->subject) &&
         put_text(sink, "Keywords", scene->keywords) && put_text(sink, "Software", o->program) &&
         put_text(sink, "Creation Time", ct_scene_when(scene, time));
}

// ---- With a palette

static bool put_colors(struct ct_sink *sink, const struct ct_palette *p) {
  unsigned char rgb[3 * CT_PALETTE_MOST], alpha[CT_PALETTE_MOST];
  size_t shown = 0;
  for (int i = 0; i < p->n; i++) {
    memcpy(rgb + 3 * (size_t)i, p->rgba[i], 3);
    alpha[i] = p->rgba[i][3];
    if (alpha[i] < 255) shown = (size_t)i + 1;
  }
  return ct_png_put_chunk(sink, "PLTE", rgb, 3 * (size_t)p->n) &&
         (!shown || ct_png_put_chunk(sink, "tRNS", alpha, shown));
}

static int depth_of(int colors) {
  return colors <= 2 ? 1 : colors <= 4 ? 2 : colors <= 16 ? 4 : 8;
}

static bool put_indexes(struct ct_sink *sink, const struct ct_palette *p, int w, int h, struct ct_err *err) {
  int depth = depth_of(p->n), each = 8 / depth;
  size_t row = ((size_t)w * (size_t)depth + 7) / 8, n = (row + 1) * (size_t)h;
  unsigned char *rows = calloc(1, n);
  if (!rows) return ct_fail(err, "png: out of memory");
  for (int y = 0; y < h; y++) {
    unsigned char *to = rows + (size_t)y * (row + 1) + 1;
    const unsigned char *from = p->index + (size_t)y * (size_t)w;
    for (int x = 0; x < w; x++) to[x / each] |= (unsigned char)(from[x] << (8 - depth * (x % each + 1)));
  }
  bool ok = ct_png_put_rows(sink, rows, n, err);
  free(rows);
  return ok;
}

static bool encode_indexed(const struct ct_pixels *pixels, const struct ct_scene *scene,
                           const struct ct_write_options *o, struct ct_sink *sink, struct ct_err *err) {
  struct ct_palette p;
  bool ok = ct_palette_make(pixels, &p, err) &&
            ct_png_put_begin_indexed(sink, pixels->w, pixels->h, depth_of(p.n)) &&
            put_about(sink, scene, o) && put_colors(sink, &p) &&
            put_indexes(sink, &p, pixels->w, pixels->h, err);
  ct_palette_release(&p);
  return ok;
}

// ---- The file

static bool encode(const struct ct_pixels *pixels, const struct ct_scene *scene,
                   const struct ct_write_options *o, struct ct_sink *sink, struct ct_err *err) {
  return ct_png_put_begin(sink, pixels->w, pixels->h, pixels->opaque) && put_about(sink, scene, o) &&
         ct_png_put_pixels(sink, pixels, err);
}

bool ct_png_write(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *o,
                  struct ct_sink *sink, struct ct_err *err) {
  struct ct_canvas c;
  bool ok = ct_canvas_draw(scene, draw, o, (struct ct_canvas_limits){"png", MAX_SIDE_PX}, &c, err) &&
            (o->png8 ? encode_indexed : encode)(&c.pixels, scene, o, sink, err) &&
            ct_png_put_chunk(sink, "IEND", NULL, 0);
  ct_canvas_release(&c);
  return ok;
}

// SPDX-License-Identifier: MIT
// JPEG: a scene as pixels by libjpeg, with colours at full fineness, as maps have sharp edges.
#include <setjmp.h>
#include <stdio.h>  // before jpeglib.h, which wants FILE
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "base/err.h"
#include "base/sink.h"
#include "model/scene.h"
#include "write/about.h"
#include "write/canvas.h"
#include "write/format.h"
#include "write/write.h"

enum { MAX_SIDE_PX = 32767, QUALITY = 90, BUFFER = 64 * 1024, MARKER_MOST = 65533 };

struct encoder {
  struct jpeg_compress_struct c;
  struct jpeg_error_mgr errors;
  struct jpeg_destination_mgr to;
  jmp_buf failed;
  char message[JMSG_LENGTH_MAX];
  struct ct_sink *sink;
  unsigned char buffer[BUFFER];
};

static struct encoder *encoder_of(j_common_ptr c) {
  return c->client_data;
}

static void on_error(j_common_ptr c) {
  struct encoder *e = encoder_of(c);
  c->err->format_message(c, e->message);
  longjmp(e->failed, 1);
}

static void on_message(j_common_ptr c) {
  (void)c;
}

static void begin(j_compress_ptr c) {
  struct encoder *e = encoder_of((j_common_ptr)c);
  e->to.next_output_byte = e->buffer;
  e->to.free_in_buffer = BUFFER;
}

static boolean empty(j_compress_ptr c) {
  struct encoder *e = encoder_of((j_common_ptr)c);
  if (!ct_sink_put(e->sink, e->buffer, BUFFER)) longjmp(e->failed, 1);
  begin(c);
  return TRUE;
}

static void end(j_compress_ptr c) {
  struct encoder *e = encoder_of((j_common_ptr)c);
  if (!ct_sink_put(e->sink, e->buffer, BUFFER - e->to.free_in_buffer)) longjmp(e->failed, 1);
}

static void set_up(struct encoder *e, const struct ct_pixels *p, const struct ct_write_options *o) {
  e->c.image_width = (JDIMENSION)p->w;
  e->c.image_height = (JDIMENSION)p->h;
  e->c.input_components = 3;
  e->c.in_color_space = JCS_RGB;
  jpeg_set_defaults(&e->c);
  jpeg_set_quality(&e->c, o->quality > 0 ? (int)o->quality : QUALITY, TRUE);
  // One sample of colour a pixel: with fewer, red letters on blue water smear.
  e->c.comp_info[0].h_samp_factor = e->c.comp_info[0].v_samp_factor = 1;
  e->c.optimize_coding = TRUE;
  e->c.dct_method = JDCT_ISLOW;
  jpeg_simple_progression(&e->c);
  if (!(o->dpi > 0 && o->dpi < 65535)) return;
  e->c.density_unit = 1;
  e->c.X_density = e->c.Y_density = (UINT16)(o->dpi + 0.5);
}

// A marker with a head of its own; what is longer than a marker may be is left out.
static bool put_marker(struct encoder *e, int marker, const char *head, size_t nhead, struct ct_sink *body) {
  size_t n = nhead + body->n;
  unsigned char *v = body->error ? NULL : malloc(n);
  if (!v) return false;
  memcpy(v, head, nhead);
  memcpy(v + nhead, body->data, body->n);
  if (n <= MARKER_MOST) jpeg_write_marker(&e->c, marker, v, (unsigned)n);
  free(v);
  return true;
}

static bool put_about(struct encoder *e, const struct ct_scene *scene, const struct ct_write_options *o,
                      struct ct_sink *exif, struct ct_sink *xmp) {
  static const char exif_head[] = "Exif\0", xmp_head[] = "http://ns.adobe.com/xap/1.0/";
  bool ok = ct_about_exif(scene, o, exif) &&
            put_marker(e, JPEG_APP0 + 1, exif_head, sizeof exif_head, exif) && ct_about_xmp(scene, o, xmp) &&
            put_marker(e, JPEG_APP0 + 1, xmp_head, sizeof xmp_head, xmp);
  size_t n = scene->title ? strlen(scene->title) : 0;
  if (ok && n && n <= MARKER_MOST)
    jpeg_write_marker(&e->c, JPEG_COM, (const JOCTET *)scene->title, (unsigned)n);
  return ok;
}

// What must be let go when libjpeg jumps out.
struct held {
  struct encoder *e;
  unsigned char *row;
  struct ct_sink exif, xmp;
};

static bool encode(struct held *h, const struct ct_pixels *p, const struct ct_scene *scene,
                   const struct ct_write_options *o) {
  struct encoder *e = h->e;
  if (setjmp(e->failed)) return false;
  jpeg_create_compress(&e->c);
  e->c.dest = &e->to;
  set_up(e, p, o);
  jpeg_start_compress(&e->c, TRUE);
  if (!put_about(e, scene, o, &h->exif, &h->xmp)) return false;
  for (int y = 0; y < p->h; y++) {
    JSAMPROW row = h->row;
    ct_pixels_unpack(p, y, h->row);
    jpeg_write_scanlines(&e->c, &row, 1);
  }
  jpeg_finish_compress(&e->c);
  return true;
}

bool ct_jpeg_write(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *o,
                   struct ct_sink *sink, struct ct_err *err) {
  struct ct_canvas canvas;
  struct held h = {.e = calloc(1, sizeof *h.e)};
  ct_sink_open_memory(&h.exif);
  ct_sink_open_memory(&h.xmp);
  bool drawn = ct_canvas_draw(scene, draw, o, (struct ct_canvas_limits){"jpeg", MAX_SIDE_PX}, &canvas, err);
  if (drawn) h.row = malloc((size_t)canvas.pixels.w * 3);
  bool ok = drawn && h.e && h.row;
  if (drawn && !ok) ct_fail(err, "jpeg: out of memory");
  if (ok) {
    struct encoder *e = h.e;
    e->sink = sink;
    e->c.err = jpeg_std_error(&e->errors);
    e->errors.error_exit = on_error;
    e->errors.output_message = on_message;
    e->c.client_data = e;
    e->to = (struct jpeg_destination_mgr){
        .init_destination = begin, .empty_output_buffer = empty, .term_destination = end};
    ok = encode(&h, &canvas.pixels, scene, o);
    if (!ok && e->message[0]) ct_fail(err, "jpeg: %s", e->message);
    jpeg_destroy_compress(&e->c);
  }
  ct_sink_drop(&h.exif);
  ct_sink_drop(&h.xmp);
  free(h.row);
  free(h.e);
  ct_canvas_release(&canvas);
  return ok;
}

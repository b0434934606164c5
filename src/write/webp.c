// SPDX-License-Identifier: MIT
// WebP: a scene as pixels by libwebp, without loss unless a quality is asked for.
#include <stdlib.h>
#include <string.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include "base/err.h"
#include "base/sink.h"
#include "model/scene.h"
#include "write/about.h"
#include "write/canvas.h"
#include "write/format.h"
#include "write/write.h"

// Level 4 of 9 is within 2 % of level 6's size in half its time.
enum { LEVEL = 4 };

static bool set_up(const struct ct_write_options *o, WebPConfig *c) {
  if (!WebPConfigInit(c)) return false;
  if (!(o->quality > 0)) return WebPConfigLosslessPreset(c, LEVEL);
  c->quality = (float)o->quality;
  c->use_sharp_yuv = 1;  // colours are halved: letters stay sharp all the same
  return WebPValidateConfig(c);
}

static bool import(const struct ct_pixels *p, WebPPicture *picture) {
  size_t each = p->opaque ? 3 : 4, row = (size_t)p->w * each;
  unsigned char *rgb = malloc(row * (size_t)p->h);
  if (!rgb) return false;
  for (int y = 0; y < p->h; y++) ct_pixels_unpack(p, y, rgb + (size_t)y * row);
  bool ok = (p->opaque ? WebPPictureImportRGB : WebPPictureImportRGBA)(picture, rgb, (int)row);
  free(rgb);
  return ok;
}

static bool compress(const struct ct_pixels *p, const struct ct_write_options *o, WebPMemoryWriter *out,
                     struct ct_err *err) {
  WebPConfig config;
  WebPPicture picture;
  bool ok = set_up(o, &config) && WebPPictureInit(&picture);
  if (!ok) return ct_fail(err, "webp: the library is of another version");
  picture.width = p->w;
  picture.height = p->h;
  picture.use_argb = 1;
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = out;
  ok = import(p, &picture) && WebPEncode(&config, &picture);
  if (!ok)
    ct_fail(err,
            picture.error_code == VP8_ENC_ERROR_OUT_OF_MEMORY || !picture.error_code
                ? "webp: out of memory"
                : "webp: the picture cannot be encoded (error %d)",
            (int)picture.error_code);
  WebPPictureFree(&picture);
  return ok;
}

static WebPData data_of(const struct ct_sink *s) {
  return (WebPData){s->data, s->n};
}

static bool assemble(const WebPMemoryWriter *image, const struct ct_sink *exif, const struct ct_sink *xmp,
                     WebPData *out) {
  WebPMux *mux = WebPMuxNew();
  WebPData picture = {image->mem, image->size}, e = data_of(exif), x = data_of(xmp);
  bool ok = mux && WebPMuxSetImage(mux, &picture, 0) == WEBP_MUX_OK &&
            WebPMuxSetChunk(mux, "EXIF", &e, 0) == WEBP_MUX_OK &&
            WebPMuxSetChunk(mux, "XMP ", &x, 0) == WEBP_MUX_OK && WebPMuxAssemble(mux, out) == WEBP_MUX_OK;
  WebPMuxDelete(mux);
  return ok;
}

static bool encode(const struct ct_pixels *p, const struct ct_scene *scene, const struct ct_write_options *o,
                   struct ct_sink *sink, struct ct_err *err) {
  struct ct_sink exif, xmp;
  WebPMemoryWriter image;
  WebPData whole;
  WebPMemoryWriterInit(&image);
  WebPDataInit(&whole);
  ct_sink_open_memory(&exif);
  ct_sink_open_memory(&xmp);
  bool ok = compress(p, o, &image, err);
  if (ok && !(ct_about_exif(scene, o, &exif) && ct_about_xmp(scene, o, &xmp) &&
              assemble(&image, &exif, &xmp, &whole)))
    ok = ct_fail(err, "webp: out of memory");
  ok = ok && ct_sink_put(sink, whole.bytes, whole.size);
  WebPDataClear(&whole);
  WebPMemoryWriterClear(&image);
  ct_sink_drop(&exif);
  ct_sink_drop(&xmp);
  return ok;
}

bool ct_webp_write(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *o,
                   struct ct_sink *sink, struct ct_err *err) {
  struct ct_canvas c;
  bool ok = ct_canvas_draw(scene, draw, o, (struct ct_canvas_limits){"webp", WEBP_MAX_DIMENSION}, &c, err) &&
            encode(&c.pixels, scene, o, sink, err);
  ct_canvas_release(&c);
  return ok;
}

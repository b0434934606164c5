// SPDX-License-Identifier: MIT
// Picture: bands of a GDAL raster as colours or heights.
#include "load/picture.h"

#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "load/note.h"
#include "load/ogr.h"

static const char *const picture_drivers[] = {"PNG", "JPEG", "WEBP", "GIF", NULL};

// Which band gives what; 0: none.
struct bands {
  int gray, red, green, blue, alpha;
  GDALColorTableH palette;
};

static struct bands bands_of(GDALDatasetH d) {
  struct bands b = {0};
  int n = GDALGetRasterCount(d);
  for (int i = 1; i <= n; i++) {
    GDALRasterBandH band = GDALGetRasterBand(d, i);
    switch (GDALGetRasterColorInterpretation(band)) {
      case GCI_RedBand:
        b.red = i;
        break;
      case GCI_GreenBand:
        b.green = i;
        break;
      case GCI_BlueBand:
        b.blue = i;
        break;
      case GCI_AlphaBand:
        b.alpha = i;
        break;
      case GCI_PaletteIndex:
        if (!b.palette) b.palette = GDALGetRasterColorTable(band);
        if (b.palette) b.gray = i;
        break;
      default:
        break;
    }
  }
  if (b.palette || (b.red && b.green && b.blue)) return b;
  b.red = b.green = b.blue = 0;
  if (n >= 3 && b.alpha != 1 && b.alpha != 2 && b.alpha != 3)
    b.red = 1, b.green = 2, b.blue = 3;
  else
    b.gray = b.alpha == 1 && n > 1 ? 2 : 1;
  return b;
}

static bool read_failed(const struct ct_ogr_trap *trap, struct ct_err *err) {
  return ct_fail(err, "the pixels cannot be read%s%.300s%s", trap->failure[0] ? " (" : "", trap->failure,
                 trap->failure[0] ? ")" : "");
}

// To make means of so many pixels all of them would have to be read; one each will do.
static bool is_endless(GDALRasterBandH band, const struct ct_window *w) {
  return (double)w->w * w->h > 4e8 && GDALGetOverviewCount(band) == 0;
}

static bool read_band(GDALRasterBandH band, const struct ct_window *w, GDALDataType type, bool exact,
                      void *to, struct ct_err *err) {
  GDALRasterIOExtraArg how;
  INIT_RASTERIO_EXTRA_ARG(how);
  // Larger pixels are means of those they hold; numbers of a palette have no mean.
  how.eResampleAlg =
      exact || w->to_w >= w->w || is_endless(band, w) ? GRIORA_NearestNeighbour : GRIORA_Average;
  struct ct_ogr_trap trap;
  ct_ogr_trap_begin(&trap);
  CPLErr e = GDALRasterIOEx(band, GF_Read, w->x, w->y, w->w, w->h, to, w->to_w, w->to_h, type, 0, 0, &how);
  ct_ogr_trap_end();
  return e == CE_None || read_failed(&trap, err);
}

static size_t count(const struct ct_window *w) {
  return (size_t)w->to_w * (size_t)w->to_h;
}

// Values of any kind as bytes: PNG's 16 bits are a finer scale of the same, other numbers
// are stretched.
static bool read_channel(GDALDatasetH d, int n, const struct ct_window *w, struct ct_arena *a, uint8_t *out,
                         struct ct_err *err) {
  GDALRasterBandH band = GDALGetRasterBand(d, n);
  if (GDALGetRasterDataType(band) == GDT_Byte) return read_band(band, w, GDT_Byte, false, out, err);
  float *v = CT_NEW_N(a, float, count(w));
  if (!read_band(band, w, GDT_Float32, false, v, err)) return false;
  int has_nodata;
  float nodata = (float)GDALGetRasterNoDataValue(band, &has_nodata);
  float low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < count(w); i++) {
    if (!isfinite(v[i]) || (has_nodata && v[i] == nodata)) continue;
    low = fminf(low, v[i]);
    high = fmaxf(high, v[i]);
  }
  const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(d));
  if (strcmp(driver, "PNG") == 0) low = 0, high = 65535;
  float scale = high > low ? 255 / (high - low) : 0;
  for (size_t i = 0; i < count(w); i++) {
    float x = (v[i] - low) * scale;
    out[i] = x >= 255 ? 255 : x > 0 ? (uint8_t)lroundf(x) : 0;
  }
  return true;
}

static bool read_alpha(GDALDatasetH d, const struct bands *b, const struct ct_window *w, struct ct_arena *a,
                       uint8_t *out, struct ct_err *err) {
  int of = b->red ? b->red : b->gray;
  if (b->alpha && b->alpha != of) return read_channel(d, b->alpha, w, a, out, err);
  GDALRasterBandH band = GDALGetRasterBand(d, of);
  if (!(GDALGetMaskFlags(band) & GMF_ALL_VALID))
    return read_band(GDALGetMaskBand(band), w, GDT_Byte, b->palette != NULL, out, err);
  memset(out, 255, count(w));
  return true;
}

static bool read_palette(GDALDatasetH d, const struct bands *b, const struct ct_window *w, struct ct_arena *a,
                         uint8_t *rgba, struct ct_err *err) {
  uint16_t *index = CT_NEW_N(a, uint16_t, count(w));
  if (!read_band(GDALGetRasterBand(d, b->gray), w, GDT_UInt16, true, index, err)) return false;
  for (size_t i = 0; i < count(w); i++) {
    const GDALColorEntry *c = GDALGetColorEntry(b->palette, index[i]);
    uint8_t *p = rgba + 4 * i;
    // A mask beside the palette was read before.
    if (!c) {
      p[3] = 0;
      continue;
    }
    p[0] = (uint8_t)c->c1, p[1] = (uint8_t)c->c2, p[2] = (uint8_t)c->c3;
    if (c->c4 < p[3]) p[3] = (uint8_t)c->c4;
  }
  return true;
}

bool ct_picture_of_dataset(void *dataset, const struct ct_window *w, struct ct_arena *a,
                           struct ct_picture *out, struct ct_err *err) {
  struct bands b = bands_of(dataset);
  struct ct_arena scratch = {.oom = a->oom};
  *out = (struct ct_picture){w->to_w, w->to_h, CT_NEW_N(a, uint8_t, 4 * count(w))};
  uint8_t *plane = CT_NEW_N(&scratch, uint8_t, count(w));
  const int of[3] = {b.red ? b.red : b.gray, b.red ? b.green : 0, b.red ? b.blue : 0};
  bool ok = read_alpha(dataset, &b, w, &scratch, plane, err);
  for (size_t i = 0; ok && i < count(w); i++) out->rgba[4 * i + 3] = plane[i];
  if (b.palette) {
    ok = ok && read_palette(dataset, &b, w, &scratch, out->rgba, err);
  } else {
    for (int c = 0; ok && c < 3; c++) {
      if (of[c]) ok = read_channel(dataset, of[c], w, &scratch, plane, err);
      for (size_t i = 0; ok && i < count(w); i++) out->rgba[4 * i + (size_t)c] = plane[i];
    }
  }
  ct_arena_release(&scratch);
  return ok;
}

bool ct_heights_of_dataset(void *dataset, const struct ct_window *w, struct ct_arena *a, float **out,
                           struct ct_err *err) {
  GDALRasterBandH band = GDALGetRasterBand(dataset, 1);
  float *v = *out = CT_NEW_N(a, float, count(w));
  if (!read_band(band, w, GDT_Float32, false, v, err)) return false;
  if (!(GDALGetMaskFlags(band) & GMF_ALL_VALID)) {
    struct ct_arena scratch = {.oom = a->oom};
    uint8_t *mask = CT_NEW_N(&scratch, uint8_t, count(w));
    bool ok = read_band(GDALGetMaskBand(band), w, GDT_Byte, true, mask, err);
    for (size_t i = 0; ok && i < count(w); i++)
      if (!mask[i]) v[i] = NAN;
    ct_arena_release(&scratch);
    if (!ok) return false;
  }
  int has_scale, has_offset;
  double scale = GDALGetRasterScale(band, &has_scale), offset = GDALGetRasterOffset(band, &has_offset);
  if (!has_scale) scale = 1;
  if (!has_offset) offset = 0;
  for (size_t i = 0; i < count(w); i++) v[i] = isfinite(v[i]) ? (float)(v[i] * scale + offset) : NAN;
  return true;
}

bool ct_picture_read(const char *path, const char *name, int max_side, struct ct_arena *a,
                     struct ct_picture *out, struct ct_err *err) {
  struct ct_ogr_trap trap;
  GDALAllRegister();
  ct_ogr_trap_begin(&trap);
  GDALDatasetH d = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY, picture_drivers, NULL, NULL);
  ct_ogr_trap_end();
  if (!d) return ct_fail(err, "%s: is no picture (expected PNG, JPEG, WebP or GIF)", name);
  ct_load_note_opened(d);
  struct ct_err why = {0};
  int w = GDALGetRasterXSize(d), h = GDALGetRasterYSize(d);
  bool ok = w <= max_side && h <= max_side && GDALGetRasterCount(d) > 0;
  if (!ok) ct_fail(&why, "the picture has %d by %d pixels (at most %d a side)", w, h, max_side);
  struct ct_window all = {0, 0, w, h, w, h};
  ok = ok && ct_picture_of_dataset(d, &all, a, out, &why);
  GDALClose(d);
  return ok || ct_fail(err, "%s: %s", name, why.message);
}

bool ct_picture_decode(const void *bytes, size_t size, int max_side, struct ct_arena *a,
                       struct ct_picture *out, struct ct_err *err) {
  // One name a caller: `out` is its own.
  const char *path = ct_arena_printf(a, "/vsimem/cartouche-%p", (void *)out);
  VSILFILE *f = VSIFileFromMemBuffer(path, (GByte *)(uintptr_t)bytes, size, FALSE);
  if (!f) return ct_fail(err, "out of memory");
  VSIFCloseL(f);
  // What GDAL says may name the path, which differs from run to run.
  struct ct_err why = {0};
  bool ok = ct_picture_read(path, "the tile", max_side, a, out, &why);
  VSIUnlink(path);
  return ok || ct_fail(err, "cannot be read as a picture (expected PNG, JPEG, WebP or GIF)");
}

uint32_t *ct_picture_pixels(const struct ct_picture *p, struct ct_arena *a) {
  size_t n = (size_t)p->w * (size_t)p->h;
  uint32_t *out = CT_NEW_N(a, uint32_t, n);
  for (size_t i = 0; i < n; i++) {
    const uint8_t *c = p->rgba + 4 * i;
    uint32_t alpha = c[3], v[3];
    for (int k = 0; k < 3; k++) v[k] = (c[k] * alpha + 127) / 255;
    out[i] = alpha << 24 | v[0] << 16 | v[1] << 8 | v[2];
  }
  return out;
}

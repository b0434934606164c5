// SPDX-License-Identifier: MIT
// GeoTIFF: a scene as pixels that know where they lie, by GDAL.
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "model/scene.h"
#include "write/canvas.h"
#include "write/format.h"
#include "write/ground.h"
#include "write/write.h"

// Exported by libgdal with C linkage but declared in its C++ headers only (gdal_frmts.h).
void GDALRegister_GTiff(void);

enum { MAX_SIDE_PX = 32767, ROWS = 256 };  // as high as a tile

// GDAL's settings of this thread while a file is made; the caller's come back.
static const char *const settings[][2] = {
    {"CPL_DEBUG", "OFF"}, {"GDAL_PAM_ENABLED", "NO"}, {"GDAL_NUM_THREADS", "1"}};
enum { NSETTINGS = sizeof settings / sizeof *settings };

struct tiff {
  const struct ct_scene *scene;
  const struct ct_write_options *options;
  const struct ct_pixels *pixels;
  struct ct_sink crs;
  char path[64];  // in GDAL's memory
  char failure[256];
  GDALDatasetH dataset;
};

static void CPL_STDCALL on_gdal_error(CPLErr severity, CPLErrorNum number, const char *message) {
  (void)number;
  struct tiff *t = CPLGetErrorHandlerUserData();
  if (severity >= CE_Failure && !t->failure[0]) snprintf(t->failure, sizeof t->failure, "%s", message);
}

// Flat colours pack better as they are, a third on all maps tried; predicting helps relief and photographs.
static bool create(struct tiff *t) {
  const struct ct_pixels *p = t->pixels;
  GDALRegister_GTiff();
  GDALDriverH driver = GDALGetDriverByName("GTiff");
  if (!driver) return false;
  char **o = CSLSetNameValue(NULL, "COMPRESS", "DEFLATE");
  o = CSLSetNameValue(o, "PREDICTOR", ct_pixels_are_smooth(p) ? "2" : "1");
  o = CSLSetNameValue(o, "TILED", "YES");
  o = CSLSetNameValue(o, "PHOTOMETRIC", "RGB");
  o = CSLSetNameValue(o, "INTERLEAVE", "PIXEL");
  o = CSLSetNameValue(o, "BIGTIFF", "IF_SAFER");
  if (!p->opaque) o = CSLSetNameValue(o, "ALPHA", "UNASSOCIATED");
  t->dataset = GDALCreate(driver, t->path, p->w, p->h, p->opaque ? 3 : 4, GDT_Byte, o);
  CSLDestroy(o);
  return t->dataset != NULL;
}

static bool set_ground(struct tiff *t) {
  double gt[6];
  ct_ground_transform(t->scene, t->options, gt);
  return GDALSetGeoTransform(t->dataset, gt) == CE_None &&
         GDALSetProjection(t->dataset, (const char *)t->crs.data) == CE_None;
}

static void set_text(struct tiff *t, const char *name, const char *text) {
  if (text && *text) GDALSetMetadataItem(t->dataset, name, text, NULL);
}

static void set_about(struct tiff *t) {
  char time[21], dpi[32];
  set_text(t, "TIFFTAG_DOCUMENTNAME", t->scene->title);
  set_text(t, "TIFFTAG_IMAGEDESCRIPTION", t->scene->subject ? t->scene->subject : t->scene->title);
  set_text(t, "TIFFTAG_ARTIST", t->scene->author);
  set_text(t, "TIFFTAG_SOFTWARE", t->options->program);
  if (ct_scene_time(t->scene, time)) {
    time[4] = time[7] = ':';
    time[10] = ' ';
    time[19] = 0;
    set_text(t, "TIFFTAG_DATETIME", time);
  }
  if (!(t->options->dpi > 0)) return;
  snprintf(dpi, sizeof dpi, "%.9g", t->options->dpi);
  set_text(t, "TIFFTAG_XRESOLUTION", dpi);
  set_text(t, "TIFFTAG_YRESOLUTION", dpi);
  set_text(t, "TIFFTAG_RESOLUTIONUNIT", "2");
}

static bool put_pixels(struct tiff *t) {
  const struct ct_pixels *p = t->pixels;
  int bands = p->opaque ? 3 : 4;
  size_t row = (size_t)p->w * (size_t)bands;
  unsigned char *v = malloc(row * ROWS);
  bool ok = v != NULL;
  for (int y = 0; ok && y < p->h; y += ROWS) {
    int n = p->h - y < ROWS ? p->h - y : ROWS;
    for (int i = 0; i < n; i++) ct_pixels_unpack(p, y + i, v + (size_t)i * row);
    ok = GDALDatasetRasterIOEx(t->dataset, GF_Write, 0, y, p->w, n, v, p->w, n, GDT_Byte, bands, NULL, bands,
                               (GSpacing)row, 1, NULL) == CE_None;
  }
  free(v);
  return ok;
}

// Is what was written what was meant? Some projections a GeoTIFF cannot say, and GDAL then says another.
static bool says_it(struct tiff *t) {
  GDALDatasetH got = GDALOpen(t->path, GA_ReadOnly);
  OGRSpatialReferenceH want = OSRNewSpatialReference((const char *)t->crs.data),
                       have = got ? GDALGetSpatialRef(got) : NULL;
  static const char *const loosely[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                        "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS", NULL};
  bool same = want && have && OSRIsSameEx(want, have, loosely);
  if (want) OSRDestroySpatialReference(want);
  if (got) GDALClose(got);
  return same;
}

static bool hand_over(struct tiff *t, struct ct_sink *sink) {
  vsi_l_offset n = 0;
  const unsigned char *v = VSIGetMemFileBuffer(t->path, &n, FALSE);
  return v && ct_sink_put(sink, v, (size_t)n);
}

static bool make(struct tiff *t, struct ct_sink *sink, struct ct_err *err) {
  bool ok = create(t) && set_ground(t);
  if (ok) set_about(t);
  ok = ok && put_pixels(t);
  if (t->dataset) GDALClose(t->dataset);
  t->dataset = NULL;
  if (!ok || t->failure[0]) return ct_fail(err, "geotiff: %s", t->failure[0] ? t->failure : "out of memory");
  if (!says_it(t))
    return ct_fail(
        err,
        "geotiff: cannot say the projection '%.200s' (expected one that GeoTIFF has, as EPSG:3857 or a "
        "UTM zone; or a png with --world-file)",
        t->scene->map.crs);
  return hand_over(t, sink);
}

static bool encode(const struct ct_pixels *p, const struct ct_scene *scene, const struct ct_write_options *o,
                   struct ct_sink *sink, struct ct_err *err) {
  struct tiff t = {.scene = scene, .options = o, .pixels = p};
  ct_sink_open_memory(&t.crs);
  snprintf(t.path, sizeof t.path, "/vsimem/cartouche-%p.tif", (void *)&t);
  char *copies[NSETTINGS];
  for (int i = 0; i < NSETTINGS; i++) {
    const char *had = CPLGetThreadLocalConfigOption(settings[i][0], NULL);
    copies[i] = had ? CPLStrdup(had) : NULL;
    CPLSetThreadLocalConfigOption(settings[i][0], settings[i][1]);
  }
  CPLPushErrorHandlerEx(on_gdal_error, &t);
  bool ok = ct_ground_text(scene, &t.crs, err) && ct_sink_put(&t.crs, "", 1) && make(&t, sink, err);
  VSIUnlink(t.path);
  CPLPopErrorHandler();
  for (int i = 0; i < NSETTINGS; i++) {
    CPLSetThreadLocalConfigOption(settings[i][0], copies[i]);
    CPLFree(copies[i]);
  }
  ct_sink_drop(&t.crs);
  return ok;
}

bool ct_geotiff_accepts(const struct ct_scene *scene, struct ct_err *err) {
  static const uint32_t white = 0xFFFFFFFFU;
  const struct ct_pixels pixel = {&white, 1, 1, 1, true};
  const struct ct_write_options o = {.width_px = 1, .height_px = 1};
  struct ct_sink nowhere;
  ct_sink_open_memory(&nowhere);
  bool ok = encode(&pixel, scene, &o, &nowhere, err) ||
            (err->failed ? false : ct_fail(err, "geotiff: out of memory"));
  ct_sink_drop(&nowhere);
  return ok;
}

bool ct_geotiff_write(const struct ct_scene *scene, struct ct_draw *draw, const struct ct_write_options *o,
                      struct ct_sink *sink, struct ct_err *err) {
  struct ct_canvas c;
  bool ok = ct_canvas_draw(scene, draw, o, (struct ct_canvas_limits){"geotiff", MAX_SIDE_PX}, &c, err) &&
            encode(&c.pixels, scene, o, sink, err);
  ct_canvas_release(&c);
  return ok;
}

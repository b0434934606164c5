// SPDX-License-Identifier: MIT
// Ground: where a picture's pixels lie, as GDAL and its friends have it.
#include "write/ground.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "model/scene.h"
#include "write/write.h"

void ct_ground_transform(const struct ct_scene *scene, const struct ct_write_options *o, double gt[6]) {
  // As the canvas has it: one scale for both axes.
  double step = scene->w_pt / o->width_px;
  const double *m = scene->map.to_crs;
  for (int i = 0; i < 6; i++) gt[i] = i % 3 ? m[i] * step : m[i];
}

// The oldest form that can say it: that is what most programs read.
static char *well_known(OGRSpatialReferenceH srs) {
  static const char *const older[] = {"FORMAT=WKT1_GDAL", "MULTILINE=NO", NULL};
  static const char *const newer[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", NULL};
  const char *const *const forms[] = {older, newer};
  for (int i = 0; i < 2; i++) {
    char *text = NULL;
    if (OSRExportToWktEx(srs, &text, forms[i]) == OGRERR_NONE && text && *text) return text;
    CPLFree(text);
  }
  return NULL;
}

bool ct_ground_text(const struct ct_scene *scene, struct ct_sink *out, struct ct_err *err) {
  if (!scene->map.crs) return ct_fail(err, "the page has no map, so it lies nowhere on the ground");
  CPLPushErrorHandler(CPLQuietErrorHandler);
  OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
  char *text = OSRSetFromUserInput(srs, scene->map.crs) == OGRERR_NONE ? well_known(srs) : NULL;
  bool ok = text && ct_sink_put(out, text, strlen(text));
  if (!text)
    ct_fail(err,
            "the projection '%.200s' cannot be told to other programs (give one that has an EPSG number, "
            "or another PROJ string)",
            scene->map.crs);
  CPLFree(text);
  OSRDestroySpatialReference(srs);
  CPLPopErrorHandler();
  return ok;
}

bool ct_ground_world(const double gt[6], struct ct_sink *out) {
  // Of the first pixel's middle, not of its corner.
  double x = gt[0] + (gt[1] + gt[2]) / 2, y = gt[3] + (gt[4] + gt[5]) / 2;
  char text[256];
  int n = snprintf(text, sizeof text, "%.15g\n%.15g\n%.15g\n%.15g\n%.15g\n%.15g\n", gt[1], gt[4], gt[2],
                   gt[5], x, y);
  return ct_sink_put(out, text, (size_t)n);
}

static void put(struct ct_sink *out, const char *text) {
  ct_sink_put(out, text, strlen(text));
}

static void put_escaped(struct ct_sink *out, const struct ct_sink *text) {
  for (size_t i = 0; i < text->n; i++) {
    char c = (char)text->data[i];
    const char *as = c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : NULL;
    ct_sink_put(out, as ? as : &c, as ? strlen(as) : 1);
  }
}

bool ct_ground_aux(const struct ct_scene *scene, const double gt[6], struct ct_sink *out,
                   struct ct_err *err) {
  struct ct_sink crs;
  char transform[256];
  ct_sink_open_memory(&crs);
  bool ok = ct_ground_text(scene, &crs, err);
  if (ok) {
    snprintf(transform, sizeof transform, "%.17g, %.17g, %.17g, %.17g, %.17g, %.17g", gt[0], gt[1], gt[2],
             gt[3], gt[4], gt[5]);
    put(out, "<PAMDataset>\n  <SRS dataAxisToSRSAxisMapping=\"1,2\">");
    put_escaped(out, &crs);
    put(out, "</SRS>\n  <GeoTransform>");
    put(out, transform);
    put(out, "</GeoTransform>\n</PAMDataset>\n");
    ok = !out->error;
  }
  ct_sink_drop(&crs);
  return ok;
}

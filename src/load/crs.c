// SPDX-License-Identifier: MIT
// CRS: coordinates of a load to lon/lat degrees on WGS 84.
#include "load/crs.h"

#include <math.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "load/load.h"
#include "load/run.h"

static OGRSpatialReferenceH wgs84(void) {
  OGRSpatialReferenceH s = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(s, 4326);
  OSRSetAxisMappingStrategy(s, OAMS_TRADITIONAL_GIS_ORDER);
  return s;
}

// Same datum and ellipsoid as WGS 84 in degrees from Greenwich: nothing to do.
static bool is_lonlat(OGRSpatialReferenceH s, OGRSpatialReferenceH target) {
  static const char *const options[] = {"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES", NULL};
  int naxes = 0;
  const int *axes = OSRGetDataAxisToSRSAxisMapping(s, &naxes);
  bool lon_first = naxes < 2 || axes[0] == 2 || !OSREPSGTreatsAsLatLong(s);
  return lon_first && OSRIsSameEx(s, target, options);
}

// OSRSetFromUserInput also takes URLs and file names; a coordinate system here is neither.
static bool well_formed(const char *text) {
  static const char *const forms[] = {
      "EPSG:", "ESRI:", "OGC:",  "IAU",  "CRS:", "CRS84", "urn:",  "+",     "proj=", "{",  "AUTO:",
      "WGS",   "NAD",   "epsg:", "GEOG", "PROJ", "LOCAL", "BOUND", "COMPD", "GEOC",  "ENG"};
  while (*text == ' ') text++;
  if (strstr(text, "://") || strchr(text, '@')) return false;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (ct_starts_with(text, forms[i])) return true;
  return false;
}

bool ct_crs_prepare(struct ct_load_run *r, void *own, const char *own_name) {
  const char *name = r->req->crs ? r->req->crs : own_name;
  if (!name && !own) return true;  // the first look into PROJ's database takes 5 ms
  OGRSpatialReferenceH given = NULL, from = own, to = wgs84();
  bool ok = true;
  if (name) {
    from = given = OSRNewSpatialReference(NULL);
    if (!well_formed(name) || OSRSetFromUserInput(given, name) != OGRERR_NONE)
      ok = ct_fail(r->err, "%s: unknown coordinate system '%s' (expected EPSG:n, a PROJ string or WKT)",
                   r->place, name);
    OSRSetAxisMappingStrategy(given, OAMS_TRADITIONAL_GIS_ORDER);
  }
  if (ok && from && !is_lonlat(from, to)) {
    r->projected = !OSRIsGeographic(from);
    r->handles.transform = OCTNewCoordinateTransformation(from, to);
    if (!r->handles.transform) {
      name = OSRGetName(from);
      ok = ct_fail(r->err,
                   "%s: coordinate system '%s' has no way to longitude and latitude (give crs: EPSG:n)",
                   r->place, name ? name : "unnamed");
    }
  }
  OSRDestroySpatialReference(to);
  if (given) OSRDestroySpatialReference(given);
  return ok;
}

// Notations that are lon/lat whatever the other rows' coordinate system.
static bool is_settled(const struct ct_build *b, size_t i) {
  if (!b->notation || b->shapes) return false;
  uint8_t n = b->notation[i];
  return n >= CT_NOTATION_UTM && n <= CT_NOTATION_PLUS_CODE;
}

void ct_crs_apply(struct ct_load_run *r) {
  enum { CHUNK = 1024 };
  if (!r->handles.transform) return;
  double x[CHUNK], y[CHUNK];
  int good[CHUNK];
  double *xy = r->build.lonlat;
  for (size_t i = 0, n = r->build.ncoords; i < n;) {
    int k = (int)(n - i < CHUNK ? n - i : CHUNK);
    for (int j = 0; j < k; j++) {
      x[j] = xy[2 * (i + (size_t)j)];
      y[j] = xy[2 * (i + (size_t)j) + 1];
    }
    OCTTransformEx(r->handles.transform, k, x, y, NULL, good);
    for (int j = 0; j < k; j++) {
      double *p = xy + 2 * (i + (size_t)j);
      if (isnan(p[0]) || is_settled(&r->build, i + (size_t)j)) continue;
      bool ok = good[j] && isfinite(x[j]) && isfinite(y[j]);
      p[0] = ok ? x[j] : INFINITY;
      p[1] = ok ? y[j] : INFINITY;
    }
    i += (size_t)k;
  }
}

bool ct_crs_box(struct ct_load_run *r, const double box[4], double out[4]) {
  if (!r->handles.transform) {
    for (int i = 0; i < 4; i++) out[i] = box[i];
    return true;
  }
  OGRCoordinateTransformationH back = OCTGetInverse(r->handles.transform);
  if (!back) return false;
  bool ok =
      OCTTransformBounds(back, box[0], box[1], box[2], box[3], &out[0], &out[1], &out[2], &out[3], 21) &&
      isfinite(out[0]) && isfinite(out[1]) && isfinite(out[2]) && isfinite(out[3]) && out[0] <= out[2];
  OCTDestroyCoordinateTransformation(back);
  return ok;
}

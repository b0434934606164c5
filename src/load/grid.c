// SPDX-License-Identifier: MIT
// Grid: the part of a georeferenced raster dataset that is shown, at the fineness it is shown with.
#include "load/grid.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "load/note.h"
#include "load/ogr.h"
#include "load/path.h"
#include "load/picture.h"
#include "load/raster.h"

#define MAX_PIXELS (96.0 * 1024 * 1024)
#define M_PER_DEG 111319.49
// Pixels around the window, for blending at its edge.
enum { EDGE = 2, OUTLINE = 21 };

// Raster drivers that read local files and nothing else. Left out: services, databases, and
// VRT, whose sources may be anywhere.
static const char *const local_drivers[] = {"GTiff",   "AAIGrid",  "GRASSASCIIGrid",
                                            "SRTMHGT", "USGSDEM",  "DTED",
                                            "HFA",     "ENVI",     "EHdr",
                                            "PNG",     "JPEG",     "WEBP",
                                            "GIF",     "BMP",      "JP2OpenJPEG",
                                            "GPKG",    "MBTiles",  "netCDF",
                                            "NITF",    "BT",       "GSAG",
                                            "GSBG",    "GS7BG",    "SAGA",
                                            "RST",     "ILWIS",    "PCIDSK",
                                            "XYZ",     "RMF",      "ISG",
                                            "ROI_PAC", "Terragen", "ERS",
                                            "GXF",     "BSB",      "SDTS",
                                            "PNM",     "LCP",      "ZMap",
                                            NULL};

struct grid {
  const struct ct_raster_request *r;
  const char *place;
  GDALDatasetH dataset;
  OGRSpatialReferenceH wgs84;
  OGRCoordinateTransformationH transform;  // lon/lat to the dataset's axes; NULL: they are these
  double to_px[6];                         // the dataset's axes to its pixels
  double center_lon;
  int w, h;
};

static bool open_dataset(struct grid *g, struct ct_arena *a, struct ct_err *err) {
  const char *usable;
  ct_load_note(g->r->source->path, a);
  if (!ct_load_path_check(g->r->source->path, g->r->allow_network, a, &usable, err)) return false;
  GDALAllRegister();
  struct ct_ogr_trap trap;
  ct_ogr_trap_begin(&trap);
  g->dataset = GDALOpenEx(usable, GDAL_OF_RASTER | GDAL_OF_READONLY,
                          g->r->allow_network ? NULL : local_drivers, NULL, NULL);
  ct_ogr_trap_end();
  if (!g->dataset)
    return ct_fail(err, "%s: cannot be read as a raster (expected GeoTIFF, ASCII grid or such)", g->place);
  ct_load_note_opened(g->dataset);
  g->w = GDALGetRasterXSize(g->dataset);
  g->h = GDALGetRasterYSize(g->dataset);
  return GDALGetRasterCount(g->dataset) > 0 || ct_fail(err, "%s: has no bands", g->place);
}

// Axes in the order x, y; none stated: degrees, when the numbers can be that.
static bool open_axes(struct grid *g, struct ct_arena *a, struct ct_raster *out, struct ct_err *err) {
  double geo[6];
  OGRSpatialReferenceH own = GDALGetSpatialRef(g->dataset);
  bool ok = GDALGetGeoTransform(g->dataset, geo) == CE_None && GDALInvGeoTransform(geo, g->to_px);
  for (int i = 0; ok && i < 6; i++) ok = isfinite(g->to_px[i]) != 0;
  if (!ok) return ct_fail(err, "%s: does not say where it lies (no georeference)", g->place);
  double x = geo[0] + geo[1] * g->w + geo[2] * g->h, y = geo[3] + geo[4] * g->w + geo[5] * g->h;
  bool degrees = fabs(geo[0]) <= 541 && fabs(x) <= 541 && fabs(geo[3]) <= 91 && fabs(y) <= 91;
  if (!own && !degrees) return ct_fail(err, "%s: does not name its coordinate system", g->place);
  g->wgs84 = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(g->wgs84, 4326);
  OSRSetAxisMappingStrategy(g->wgs84, OAMS_TRADITIONAL_GIS_ORDER);
  out->crs = "OGC:CRS84";
  if (!own) return true;
  OGRSpatialReferenceH to = OSRClone(own);
  OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
  struct ct_ogr_trap trap;
  ct_ogr_trap_begin(&trap);
  g->transform = OCTNewCoordinateTransformation(g->wgs84, to);
  static const char *const format[] = {"FORMAT=WKT2_2018", NULL};
  char *wkt = NULL;
  if (OSRExportToWktEx(to, &wkt, format) == OGRERR_NONE && wkt) out->crs = ct_arena_strdup(a, wkt);
  ct_ogr_trap_end();
  CPLFree(wkt);
  OSRDestroySpatialReference(to);
  return g->transform ||
         ct_fail(err, "%s: its coordinate system has no way from longitude and latitude", g->place);
}

static bool pixel_of(struct grid *g, double lon, double lat, double *px, double *py) {
  double x = lon, y = lat;
  int good = 1;
  if (g->transform) {
    struct ct_ogr_trap trap;
    ct_ogr_trap_begin(&trap);
    OCTTransformEx(g->transform, 1, &x, &y, NULL, &good);
    ct_ogr_trap_end();
  }
  if (!good || !isfinite(x) || !isfinite(y)) return false;
  *px = g->to_px[0] + g->to_px[1] * x + g->to_px[2] * y;
  *py = g->to_px[3] + g->to_px[4] * x + g->to_px[5] * y;
  return isfinite(*px) && isfinite(*py);
}

struct span {
  double x0, y0, x1, y1;
};

static void widen(struct span *s, double x, double y) {
  s->x0 = fmin(s->x0, x), s->x1 = fmax(s->x1, x);
  s->y0 = fmin(s->y0, y), s->y1 = fmax(s->y1, y);
}

// Where the shown box lies in pixels; false when that cannot be told (all is read then).
// A dataset in degrees may begin at another turn of the globe.
static bool shown(struct grid *g, struct span *s) {
  const struct ct_raster_request *r = g->r;
  double east = r->east < r->west ? r->east + 360 : r->east;
  *s = (struct span){INFINITY, INFINITY, -INFINITY, -INFINITY};
  if (east - r->west > 180) return false;
  for (int i = 0; i < OUTLINE; i++)
    for (int j = 0; j < OUTLINE; j++) {
      double lon = r->west + (east - r->west) * i / (OUTLINE - 1), x, y;
      double lat = r->south + (r->north - r->south) * j / (OUTLINE - 1);
      lon -= 360 * floor((lon - g->center_lon + 180) / 360);
      if (!pixel_of(g, lon, lat, &x, &y)) return false;
      widen(s, x, y);
    }
  return true;
}

// The lon/lat of a place in the dataset's pixels.
static bool lonlat_of(struct grid *g, double px, double py, double *lon, double *lat) {
  double geo[6];
  int good = 1;
  GDALGetGeoTransform(g->dataset, geo);
  *lon = geo[0] + geo[1] * px + geo[2] * py;
  *lat = geo[3] + geo[4] * px + geo[5] * py;
  OGRCoordinateTransformationH back = g->transform ? OCTGetInverse(g->transform) : NULL;
  struct ct_ogr_trap trap;
  ct_ogr_trap_begin(&trap);
  if (back) OCTTransformEx(back, 1, lon, lat, NULL, &good);
  ct_ogr_trap_end();
  if (back) OCTDestroyCoordinateTransformation(back);
  return (back || !g->transform) && good && isfinite(*lon) && isfinite(*lat);
}

// Longitude of the dataset's middle.
static void find_middle(struct grid *g) {
  double lat;
  if (!lonlat_of(g, g->w / 2.0, g->h / 2.0, &g->center_lon, &lat)) g->center_lon = g->r->lon_mid;
}

// Pixels of the dataset a pixel of the page, at the middle of what is shown.
static double shrink(struct grid *g) {
  const struct ct_raster_request *r = g->r;
  double lat = fmax(-89, fmin(89, (r->south + r->north) / 2)), d = 1e-3, x[3], y[3];
  double lon = r->lon_mid - 360 * floor((r->lon_mid - g->center_lon + 180) / 360);
  double cos_lat = cos(lat * (3.14159265358979323846 / 180));
  if (!pixel_of(g, lon, lat, &x[0], &y[0]) || !pixel_of(g, lon + d / cos_lat, lat, &x[1], &y[1]) ||
      !pixel_of(g, lon, lat + d, &x[2], &y[2]))
    return 1;
  double per_deg = sqrt(fabs((x[1] - x[0]) * (y[2] - y[0]) - (x[2] - x[0]) * (y[1] - y[0]))) / d;
  double s = per_deg / M_PER_DEG * r->m_per_px;
  return isfinite(s) && s > 1 ? s : 1;
}

static bool choose_window(struct grid *g, struct ct_window *w) {
  struct span s;
  if (!shown(g, &s)) s = (struct span){0, 0, g->w, g->h};
  double by = shrink(g), edge = ceil(EDGE * by);
  double x0 = fmax(0, floor(s.x0) - edge), y0 = fmax(0, floor(s.y0) - edge);
  double x1 = fmin(g->w, ceil(s.x1) + edge), y1 = fmin(g->h, ceil(s.y1) + edge);
  if (!(x1 > x0) || !(y1 > y0)) return false;
  while ((x1 - x0) / by * ((y1 - y0) / by) > MAX_PIXELS) by *= 1.25;
  *w = (struct ct_window){(int)x0, (int)y0, (int)(x1 - x0), (int)(y1 - y0), 0, 0};
  w->to_w = (int)fmax(1, ceil((x1 - x0) / by));
  w->to_h = (int)fmax(1, ceil((y1 - y0) / by));
  return true;
}

static bool read_window(struct grid *g, const struct ct_window *w, struct ct_arena *a, struct ct_raster *out,
                        struct ct_err *err) {
  struct ct_raster_piece *p = CT_NEW(a, struct ct_raster_piece);
  double sx = (double)w->to_w / w->w, sy = (double)w->to_h / w->h;
  *p = (struct ct_raster_piece){.w = w->to_w, .h = w->to_h};
  for (int i = 0; i < 3; i++) {
    p->u[i] = (g->to_px[i] - (i == 0 ? w->x : 0)) * sx;
    p->v[i] = (g->to_px[3 + i] - (i == 0 ? w->y : 0)) * sy;
  }
  struct ct_err why = {0};
  bool ok;
  if (g->r->source->elevation) {
    float *heights;
    ok = ct_heights_of_dataset(g->dataset, w, a, &heights, &why);
    p->elevation = heights;
  } else {
    struct ct_arena scratch = {.oom = a->oom};
    struct ct_picture picture;
    ok = ct_picture_of_dataset(g->dataset, w, &scratch, &picture, &why);
    if (ok) p->pixels = ct_picture_pixels(&picture, a);
    ct_arena_release(&scratch);
  }
  out->n = 1;
  out->pieces = p;
  return ok || ct_fail(err, "%s: %s", g->place, why.message);
}

static bool load(struct grid *g, struct ct_arena *a, struct ct_raster *out, struct ct_err *err) {
  struct ct_window w;
  if (!open_dataset(g, a, err) || !open_axes(g, a, out, err)) return false;
  find_middle(g);
  out->lon_mid = g->center_lon;
  // As the tiles of a source would be.
  out->zoom = floor(g->r->zoom + 0.5);
  return !choose_window(g, &w) || read_window(g, &w, a, out, err);
}

static void close_all(struct grid *g) {
  if (g->transform) OCTDestroyCoordinateTransformation(g->transform);
  if (g->wgs84) OSRDestroySpatialReference(g->wgs84);
  if (g->dataset) GDALClose(g->dataset);
}

bool ct_grid_load(const struct ct_raster_request *r, struct ct_arena *a, struct ct_raster *out,
                  struct ct_err *err) {
  struct grid g = {.r = r, .place = r->source->path};
  bool ok = load(&g, a, out, err);
  close_all(&g);
  return ok;
}

bool ct_grid_box(const struct ct_raster_source *s, bool allow_network, struct ct_arena *a, double box[4],
                 struct ct_err *err) {
  const struct ct_raster_request r = {.source = s, .allow_network = allow_network};
  struct grid g = {.r = &r, .place = s->path};
  struct ct_raster axes;
  struct span b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  bool ok = open_dataset(&g, a, err) && open_axes(&g, a, &axes, err);
  if (ok) find_middle(&g);
  for (int k = 0; ok && k < OUTLINE * OUTLINE; k++) {
    double lon, lat, x = (double)(k % OUTLINE) / (OUTLINE - 1),
                     y = floor((double)k / OUTLINE) / (OUTLINE - 1);
    if (!lonlat_of(&g, x * g.w, y * g.h, &lon, &lat)) continue;
    lon -= 360 * floor((lon - g.center_lon + 180) / 360);
    widen(&b, lon, fmax(-90, fmin(90, lat)));
  }
  close_all(&g);
  box[0] = b.x0, box[1] = b.y0, box[2] = b.x1, box[3] = b.y1;
  return ok && b.x0 < b.x1 && b.y0 < b.y1;
}

// Descriptions are often the notes of a program: short ones of one line only.
static const char *own_credit(struct grid *g, struct ct_arena *a) {
  static const char *const keys[] = {"TIFFTAG_COPYRIGHT", "COPYRIGHT", "EXIF_Copyright", "attribution",
                                     "TIFFTAG_IMAGEDESCRIPTION"};
  enum { LONGEST = 160 };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const char *text = GDALGetMetadataItem(g->dataset, keys[i], NULL);
    if (text && text[strspn(text, " \t")] && strlen(text) <= LONGEST && !strpbrk(text, "\r\n{}<>"))
      return ct_arena_strdup(a, text + strspn(text, " \t"));
  }
  return NULL;
}

bool ct_grid_credit(const struct ct_raster_source *s, bool allow_network, struct ct_arena *a,
                    const char **text, struct ct_err *err) {
  const struct ct_raster_request r = {.source = s, .allow_network = allow_network};
  struct grid g = {.r = &r, .place = s->path};
  struct ct_raster axes;
  bool ok = open_dataset(&g, a, err) && open_axes(&g, a, &axes, err);
  *text = ok ? own_credit(&g, a) : NULL;
  close_all(&g);
  return ok;
}

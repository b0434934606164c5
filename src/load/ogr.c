// SPDX-License-Identifier: MIT
// OGR: opening datasets, choosing a layer and reading it into a table.
#include "load/ogr.h"

#include <cpl_error.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "load/crs.h"
#include "load/drivers.h"
#include "load/load.h"
#include "load/note.h"
#include "load/postgres.h"
#include "load/run.h"
#include "load/wkb.h"
#include "load/workbook.h"
#include "model/diag.h"

static void CPL_STDCALL on_gdal_error(CPLErr severity, CPLErrorNum number, const char *message) {
  (void)number;
  struct ct_ogr_trap *trap = CPLGetErrorHandlerUserData();
  if (severity >= CE_Failure && !trap->failure[0])
    snprintf(trap->failure, sizeof trap->failure, "%s", message);
}

void ct_ogr_trap_begin(struct ct_ogr_trap *trap) {
  trap->failure[0] = '\0';
  CPLPushErrorHandlerEx(on_gdal_error, trap);
}

void ct_ogr_trap_end(void) {
  CPLPopErrorHandler();
}

static const char *const open_options[] = {"WRITE_GFS=NO", "DOWNLOAD_SCHEMA=NO", NULL};
// A database in WAL mode would otherwise get -wal and -shm files beside it.
static const char *const database_options[] = {"IMMUTABLE=YES", NULL};

// Then what was committed last may be in the log beside it only, or half of a change in the file itself.
static bool is_being_written(const char *path) {
  static const char *const ends[] = {"-wal", "-journal"};
  char beside[4096];
  struct stat st;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    int n = snprintf(beside, sizeof beside, "%s%s", path, ends[i]);
    if (n > 0 && (size_t)n < sizeof beside && stat(beside, &st) == 0 && st.st_size > 0) return true;
  }
  return false;
}

static GDALDatasetH try_open(const char *path, const char *const *drivers, struct ct_ogr_trap *trap) {
  bool database = ct_same_nocase(ct_path_extension(path), "gpkg"),
       still = database && !is_being_written(path);
  trap->failure[0] = '\0';
  return GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers,
                    still      ? database_options
                    : database ? NULL
                               : open_options,
                    NULL);
}

static bool open_dataset(struct ct_load_run *r, const char *path, struct ct_ogr_trap *trap) {
  bool net = r->req->allow_network;
  struct ct_ogr_trap first;
  GDALDatasetH d = try_open(path, ct_drivers_for(path, net), trap);
  first = *trap;
  if (!d && !ct_is_postgres(path)) d = try_open(path, ct_drivers_all(net), trap);
  r->handles.dataset = d;
  if (d) ct_load_note_opened(d);
  trap->failure[0] = d ? '\0' : trap->failure[0];
  if (d) return true;
  char *why = ct_arena_strdup(&r->scratch, first.failure[0] ? first.failure : trap->failure);
  for (char *p = why; *p; p++)
    if (*p == '\n' || *p == '\t') *p = ' ';
  for (size_t n = strlen(why); n && why[n - 1] == ' ';) why[--n] = '\0';
  why = ct_arena_strdup(&r->scratch, ct_path_shown(&r->scratch, why));
  bool telling = why[0] && !strstr(why, "not recognized as a supported file format");
  return ct_fail(r->err, "%s: cannot be read as a dataset%s%.300s%s", r->place, telling ? " (" : "",
                 telling ? why : "",
                 telling ? ")" : " (expected CSV, GeoJSON, GeoPackage, Shapefile, KML or such)");
}

const struct ct_value *ct_ogr_json(struct ct_load_run *r, const char *s, size_t n) {
  const struct ct_value *v = NULL;
  struct ct_err ignored = {0};
  if (ct_value_parse(r->arena, s, n, "cell", CT_SYNTAX_JSON, &v, &ignored)) return v;
  return ct_value_of_string(r->arena, ct_build_text(&r->build, NULL, s, n));
}

// Curves become lines, surfaces polygons; *out_size 0 when it cannot be read.
static unsigned char *simplify(struct ct_load_run *r, const unsigned char *wkb, size_t size,
                               size_t *out_size) {
  OGRGeometryH g = NULL;
  unsigned char *out = NULL;
  *out_size = 0;
  if (OGR_G_CreateFromWkbEx(wkb, NULL, &g, size) != OGRERR_NONE || !g) return NULL;
  OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(g));
  if (type == wkbPolyhedralSurface || type == wkbTIN || type == wkbTriangle) g = OGR_G_ForceToMultiPolygon(g);
  OGRGeometryH linear = OGR_G_GetLinearGeometry(g, 0, NULL);
  if (linear) {
    *out_size = (size_t)OGR_G_WkbSize(linear);
    out = CT_NEW_N(&r->scratch, unsigned char, *out_size);
    OGR_G_ExportToIsoWkb(linear, wkbNDR, out);
    OGR_G_DestroyGeometry(linear);
  }
  OGR_G_DestroyGeometry(g);
  return out;
}

bool ct_ogr_add_wkb(struct ct_load_run *r, const unsigned char *wkb, size_t size, uint32_t row_number,
                    ct_ogr_cells_fn *cells, void *user) {
  struct ct_build *b = &r->build;
  double xy[2];
  if (wkb && ct_wkb_point(wkb, size, xy) && isfinite(xy[0]) && isfinite(xy[1])) {
    size_t row = ct_build_row(b, row_number);
    ct_build_point(b, xy[0], xy[1]);
    return cells(user, row);
  }
  unsigned kinds = 0;
  bool good = !wkb || ct_wkb_kinds(wkb, size, &kinds);
  if (!good) {
    wkb = simplify(r, wkb, size, &size);
    good = wkb && ct_wkb_kinds(wkb, size, &kinds);
  }
  if (!good || !kinds) {
    struct ct_load_finding f = {.code = good ? "CT-D110" : "CT-D117", .row = row_number};
    if (!r->plain) ct_load_row_warn(r, &f, good ? "no position" : "the geometry cannot be read");
    return cells(user, ct_build_row(b, row_number));
  }
  for (unsigned k = CT_GEOM_POINT; k <= CT_GEOM_POLYGON; k++) {
    if (!(kinds & 1u << k)) continue;
    size_t row = ct_build_row(b, row_number);
    ct_wkb_parts(wkb, size, k, b);
    if (!cells(user, row)) return false;
  }
  if (b->too_many) return ct_fail(r->err, "%s: more coordinates than 4 294 967 295", r->place);
  return true;
}

static bool read_once(struct ct_load_run *r, const struct ct_ogr_plan *plan, struct ct_ogr_trap *trap) {
  trap->failure[0] = '\0';
  bool used = false, ok = true;
  if (ct_arrow_suits(plan)) ok = ct_arrow_read(r, plan, trap, &used);
  if (ok && !used) ok = ct_ogr_read_features(r, plan, trap);
  if (ok && trap->failure[0]) ok = ct_fail(r->err, "%s: %s", r->place, trap->failure);
  return ok;
}

// A box that crosses 180 is two boxes; a feature in both comes once.
static bool read_boxes(struct ct_load_run *r, struct ct_ogr_plan *plan, struct ct_ogr_trap *trap) {
  const struct ct_load_request *q = r->req;
  bool crosses = q->west > q->east;
  double boxes[2][4] = {{q->west, q->south, crosses ? 180 : q->east, q->north},
                        {-180, q->south, q->east, q->north}};
  if (crosses) {
    plan->seen = CT_NEW(&r->scratch, struct ct_map);
    plan->seen->arena = &r->scratch;
  }
  for (int i = 0; i < 1 + crosses; i++) {
    double own[4];
    if (!ct_crs_box(r, boxes[i], own)) {  // no box in the file's coordinates: all of it
      OGR_L_SetSpatialFilter(plan->layer, NULL);
      return read_once(r, plan, trap);
    }
    OGR_L_SetSpatialFilterRect(plan->layer, own[0], own[1], own[2], own[3]);
    OGR_L_ResetReading(plan->layer);
    if (!read_once(r, plan, trap)) return false;
  }
  return true;
}

static bool read_layer(struct ct_load_run *r, struct ct_ogr_plan *plan, struct ct_ogr_trap *trap) {
  // Where texts become numbers, the condition is about the numbers, and comes later.
  bool early = r->req->where && !plan->texts_may_be_numbers;
  if (early && !ct_ogr_where(r, plan->layer, trap)) return false;
  plan->first_row = r->build.n;
  bool points = wkbFlatten(OGR_L_GetGeomType(plan->layer)) == wkbPoint;
  bool boxed = r->req->has_box && !r->plain && !(points && r->req->box_is_hint);
  return boxed ? read_boxes(r, plan, trap) : read_once(r, plan, trap);
}

static bool read_layers(struct ct_load_run *r, struct ct_ogr_plan *plans, size_t n,
                        struct ct_ogr_trap *trap) {
  OGRLayerH first = plans[0].layer;
  if (n == 1) r->layer = ct_arena_strdup(r->arena, OGR_L_GetName(first));
  r->plain = OGR_L_GetGeomType(first) == wkbNone;
  if (!ct_crs_prepare(r, r->plain ? NULL : OGR_L_GetSpatialRef(first), NULL)) return false;
  trap->failure[0] = '\0';
  if (!ct_ogr_plan(r, plans, n)) return false;
  for (size_t i = 0; i < n; i++)
    if (!read_layer(r, &plans[i], trap)) return false;
  if (strcmp(plans[0].driver, "GPX") == 0) ct_gpx_drop_empty(r);
  if (!plans[0].texts_may_be_numbers) return true;
  for (size_t i = 0; i < r->build.ncolumns; i++) ct_build_retype(&r->build, i);
  return !r->req->where || ct_ogr_filter(r, trap);
}

bool ct_ogr_read(struct ct_load_run *r, const char *path, struct ct_ogr_trap *trap) {
  if (!open_dataset(r, path, trap)) return false;
  const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(r->handles.dataset));
  void **layers;
  size_t n;
  if (ct_workbook_driver(driver)) return ct_workbook_read(r, trap);
  if (!ct_ogr_choose(r, driver, &layers, &n)) return false;
  struct ct_ogr_plan *plans = CT_NEW_N(&r->scratch, struct ct_ogr_plan, n);
  for (size_t i = 0; i < n; i++) {
    plans[i].layer = layers[i];
    plans[i].driver = driver;
  }
  return read_layers(r, plans, n, trap);
}

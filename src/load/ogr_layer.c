// SPDX-License-Identifier: MIT
// OGR layer: which layers of a dataset are read.
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "load/load.h"
#include "load/ogr.h"
#include "load/run.h"
#include "load/workbook.h"
#include "model/diag.h"

static bool holds_shapes(OGRLayerH layer) {
  return OGR_L_GetGeomType(layer) != wkbNone;
}

// Layers of these drivers may be empty shells (GPX always lists five).
static bool cheap_to_count(const char *driver) {
  static const char *const names[] = {"GPX", "KML", "LIBKML"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(driver, names[i]) == 0) return true;
  return false;
}

static OGRLayerH first_layer(GDALDatasetH d, const char *driver, OGRLayerH *full, size_t *nfull) {
  OGRLayerH best = NULL;
  int score = -1, n = GDALDatasetGetLayerCount(d);
  *nfull = 0;
  for (int i = 0; i < n; i++) {
    OGRLayerH l = GDALDatasetGetLayer(d, i);
    bool empty = cheap_to_count(driver) && OGR_L_GetFeatureCount(l, TRUE) == 0;
    int s = (empty ? 0 : 2) + (holds_shapes(l) ? 1 : 0);
    if (s >= 2) full[(*nfull)++] = l;
    if (s <= score) continue;
    score = s;
    best = l;
  }
  return best;
}

static const char **names_of(struct ct_load_run *r, OGRLayerH *layers, size_t n) {
  const char **names = CT_NEW_N(&r->scratch, const char *, n);
  for (size_t i = 0; i < n; i++) names[i] = OGR_L_GetName(layers[i]);
  return names;
}

bool ct_ogr_named(struct ct_load_run *r, void **layers, size_t count) {
  GDALDatasetH d = r->handles.dataset;
  OGRLayerH found = GDALDatasetGetLayerByName(d, r->req->layer);
  for (size_t i = 0; i < count; i++) layers[i] = GDALDatasetGetLayer(d, (int)i);
  const char **names = names_of(r, layers, count);
  layers[0] = found;
  if (found) return true;
  bool sheet = ct_workbook_driver(GDALGetDriverShortName(GDALGetDatasetDriver(d)));
  const char *kind = sheet ? "sheet" : "layer";
  const char *near = ct_nearest_name(r->req->layer, names, count);
  if (near)
    return ct_fail(r->err, "%s: no %s '%s' (did you mean '%s'?)", r->place, kind, r->req->layer, near);
  return ct_fail(r->err, "%s: no %s '%s' (it has %s)", r->place, kind, r->req->layer,
                 ct_load_names(&r->scratch, names, count));
}

// Folders of a KML belong to one picture. A GPX's points of routes and tracks are the
// routes and tracks once more.
static size_t keep_together(const char *driver, OGRLayerH *layers, size_t n) {
  if (ct_ends_with(driver, "KML")) return n;
  if (strcmp(driver, "GPX") != 0) return 1;
  size_t k = 0;
  for (size_t i = 0; i < n; i++)
    if (!ct_ends_with(OGR_L_GetName(layers[i]), "_points")) layers[k++] = layers[i];
  return k;
}

// A query is the database's own affair. OGR's own SQL could open other datasets by name.
static bool by_sql(struct ct_load_run *r, const char *driver, OGRLayerH *layer) {
  static const char *const databases[] = {"PostgreSQL",   "SQLite", "GPKG", "MySQL",
                                          "MSSQLSpatial", "OCI",    "ODBC", NULL};
  const char *sql = r->req->sql + strspn(r->req->sql, " \t\r\n(");
  bool known = false;
  for (size_t i = 0; databases[i]; i++) known |= strcmp(driver, databases[i]) == 0;
  if (!known) return ct_fail(r->err, "%s: 'sql' asks databases only (expected 'where' here)", r->place);
  bool reads =
      ct_same_nocase(ct_arena_strndup(&r->scratch, sql, strlen(sql) < 6 ? strlen(sql) : 6), "select") ||
      ct_same_nocase(ct_arena_strndup(&r->scratch, sql, strlen(sql) < 4 ? strlen(sql) : 4), "with");
  if (!reads) return ct_fail(r->err, "%s: 'sql' must be a SELECT", r->place);
  CPLErrorReset();
  *layer = r->handles.result = GDALDatasetExecuteSQL(r->handles.dataset, r->req->sql, NULL, NULL);
  if (*layer) return true;
  char *why = ct_arena_strdup(&r->scratch, CPLGetLastErrorMsg());
  for (char *p = why; *p; p++)
    if (*p == '\n') *p = ' ';
  return ct_fail(r->err, "%s: the query cannot be used (%s)", r->place, why[0] ? why : "it returns no rows");
}

bool ct_ogr_choose(struct ct_load_run *r, const char *driver, void ***out, size_t *n) {
  GDALDatasetH d = r->handles.dataset;
  if (r->req->sql) {
    OGRLayerH *one = CT_NEW(&r->scratch, OGRLayerH);
    *out = one;
    *n = 1;
    return by_sql(r, driver, one);
  }
  int count = GDALDatasetGetLayerCount(d);
  // A database of tables without geometry lists none of them but has them.
  OGRLayerH unlisted = count <= 0 && r->req->layer ? GDALDatasetGetLayerByName(d, r->req->layer) : NULL;
  if (unlisted) {
    OGRLayerH *one = CT_NEW(&r->scratch, OGRLayerH);
    *one = unlisted;
    *out = one;
    *n = 1;
    return true;
  }
  if (count <= 0 && strcmp(driver, "PostgreSQL") == 0)
    return ct_fail(r->err, "%s: no table with geometry in it (choose one with layer)", r->place);
  if (count <= 0) return ct_fail(r->err, "%s: no layers in it", r->place);
  OGRLayerH *layers = CT_NEW_N(&r->scratch, OGRLayerH, (size_t)count);
  *out = layers;
  *n = 1;
  if (r->req->layer) return ct_ogr_named(r, layers, (size_t)count);
  size_t full;
  OGRLayerH first = first_layer(d, driver, layers, &full);
  if (!first) return ct_fail(r->err, "%s: no layers in it", r->place);
  size_t together = full > 1 ? keep_together(driver, layers, full) : 1;
  if (together > 1) {
    *n = together;
    return true;
  }
  size_t others = 0;
  for (size_t i = 0; i < full; i++)
    if (layers[i] != first) layers[others++] = layers[i];
  if (others)
    ct_diag_say(r->diags, "CT-D101", CT_NOTE, r->place, 0,
                "layer '%s' is read; also there: %s (choose with layer)", OGR_L_GetName(first),
                ct_load_names(&r->scratch, names_of(r, layers, others), others));
  layers[0] = first;
  return true;
}

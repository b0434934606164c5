// SPDX-License-Identifier: MIT
// GeoPackage: a dataset as one layer with a spatial index, by OGR.
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/rtree.h"
#include "base/str.h"
#include "export/export.h"
#include "export/plan.h"
#include "export/shape.h"

// Exported by libgdal with C linkage but declared in its C++ headers only (ogrsf_frmts.h).
void RegisterOGRGeoPackage(void);

enum { MOST_COLUMNS = 1980 };  // SQLite's 2000, less our own

// GDAL's settings of this thread while a file is made; the caller's come back. The date goes into
// gpkg_contents.last_change. The file is synced when it is whole, and thrown away when it is not.
static const char *const settings[][2] = {
    {"CPL_DEBUG", "OFF"},
    {"GDAL_PAM_ENABLED", "NO"},
    {"OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z"},
    {"OGR_SQLITE_SYNCHRONOUS", "OFF"},
    {"OGR_SQLITE_JOURNAL", "OFF"},
    {"OGR_SQLITE_CACHE", "32"},  // MB
};
enum { NSETTINGS = sizeof settings / sizeof *settings };

struct writer {
  const struct ct_export_plan *p;
  const char *path;
  struct ct_err *err;
  char failure[256];  // GDAL's first
  GDALDatasetH dataset;
  OGRLayerH layer;
  OGRSpatialReferenceH srs;
  OGRFeatureH feature;
  OGRwkbGeometryType type;
  struct ct_str text;
  struct ct_export_shape shape;
  const char *name;     // of the layer
  const char *trigger;  // of its index, taken away while rows come
  struct ct_rtree index;
};

static void CPL_STDCALL on_gdal_error(CPLErr severity, CPLErrorNum number, const char *message) {
  (void)number;
  struct writer *w = CPLGetErrorHandlerUserData();
  if (severity >= CE_Failure && !w->failure[0]) snprintf(w->failure, sizeof w->failure, "%s", message);
}

static bool fail(struct writer *w) {
  return ct_fail(w->err, "%s: cannot write: %s", w->path, w->failure[0] ? w->failure : "unknown failure");
}

// Which type says what all geometries are; multi when some are, as a layer has one type.
static OGRwkbGeometryType layer_type(const struct ct_export_plan *p) {
  int kinds = p->points + p->lines + p->areas;
  if (kinds > 1) return wkbUnknown;
  if (p->lines) return p->multi ? wkbMultiLineString : wkbLineString;
  if (p->areas) return p->multi ? wkbMultiPolygon : wkbPolygon;
  return p->multi ? wkbMultiPoint : wkbPoint;
}

static bool add_field(struct writer *w, const char *name, OGRFieldType type, OGRFieldSubType subtype) {
  OGRFieldDefnH f = OGR_Fld_Create(name, type);
  OGR_Fld_SetSubType(f, subtype);
  bool ok = OGR_L_CreateField(w->layer, f, FALSE) == OGRERR_NONE;
  OGR_Fld_Destroy(f);
  return ok;
}

static bool add_fields(struct writer *w) {
  static const OGRFieldType own_types[CT_EXPORT_OWNS] = {OFTReal,      OFTReal,   OFTReal,  OFTString,
                                                         OFTInteger64, OFTString, OFTString};
  const struct ct_export_plan *p = w->p;
  bool ok = true;
  for (size_t i = 0; i < p->ncolumns && ok; i++) {
    const struct ct_export_column *c = &p->columns[i];
    if (c->type == CT_COLUMN_NUMBER)
      ok = add_field(w, c->name, c->whole ? OFTInteger64 : OFTReal, OFSTNone);
    else if (c->type == CT_COLUMN_BOOL)
      ok = add_field(w, c->name, OFTInteger, OFSTBoolean);
    else
      ok = add_field(w, c->name, OFTString, c->type == CT_COLUMN_JSON ? OFSTJSON : OFSTNone);
  }
  for (int i = 0; i <= CT_EXPORT_SOURCE && ok; i++)
    if (p->own[i]) ok = add_field(w, p->own[i], own_types[i], OFSTNone);
  return ok;
}

// A table's name must not look like one of the format's own.
static const char *layer_name(struct ct_arena *a, const char *path) {
  const char *stem = ct_path_stem(a, path);
  bool reserved =
      !strncasecmp(stem, "gpkg", 4) || !strncasecmp(stem, "sqlite_", 7) || !strncasecmp(stem, "rtree_", 6);
  char *name = ct_arena_printf(a, "%s%s", reserved || !*stem ? "table_" : "", stem);
  // It stands in statements between quotes.
  for (char *c = name; *c; c++)
    if (*c == '"' || *c == '\'') *c = '_';
  return name;
}

static bool run_sql(void *user, const char *sql) {
  struct writer *w = user;
  OGRLayerH result = GDALDatasetExecuteSQL(w->dataset, sql, NULL, NULL);
  if (result) GDALDatasetReleaseResultSet(w->dataset, result);
  return !w->failure[0];
}

// The first column of the first row, or NULL.
static const char *ask_sql(struct writer *w, const char *sql) {
  OGRLayerH result = GDALDatasetExecuteSQL(w->dataset, sql, NULL, NULL);
  OGRFeatureH f = result ? OGR_L_GetNextFeature(result) : NULL;
  const char *text = f ? ct_arena_strdup(w->p->a, OGR_F_GetFieldAsString(f, 0)) : NULL;
  if (f) OGR_F_Destroy(f);
  if (result) GDALDatasetReleaseResultSet(w->dataset, result);
  return text;
}

// An empty index with its triggers, but for the one that would add each new row to it by itself.
static bool create_index(struct writer *w) {
  struct ct_arena *a = w->p->a;
  const char *geom = w->p->own[CT_EXPORT_GEOM];
  const char *name = ct_arena_printf(a, "rtree_%s_%s_insert", w->name, geom);
  if (!run_sql(w, ct_arena_printf(a, "SELECT CreateSpatialIndex('%s', '%s')", w->name, geom))) return false;
  w->trigger = ask_sql(w, ct_arena_printf(a, "SELECT sql FROM sqlite_master WHERE name = '%s'", name));
  return w->trigger && run_sql(w, ct_arena_printf(a, "DROP TRIGGER \"%s\"", name));
}

static bool fill_index(struct writer *w) {
  const char *table = ct_arena_printf(w->p->a, "rtree_%s_%s", w->name, w->p->own[CT_EXPORT_GEOM]);
  return ct_rtree_write(&w->index, table, run_sql, w) && run_sql(w, w->trigger);
}

static bool create(struct writer *w, const char *temp) {
  const struct ct_export_plan *p = w->p;
  RegisterOGRGeoPackage();
  GDALDriverH driver = GDALGetDriverByName("GPKG");
  if (!driver)
    return ct_fail(w->err, "%s: this GDAL has no GeoPackage driver (write .csv or .geojson)", w->path);
  // Version 1.2 is what everything reads, and no metadata tables nobody asked for.
  char **options = CSLSetNameValue(NULL, "VERSION", "1.2");
  options = CSLSetNameValue(options, "ADD_GPKG_OGR_CONTENTS", "YES");
  w->dataset = GDALCreate(driver, temp, 0, 0, 0, GDT_Unknown, options);
  CSLDestroy(options);
  if (!w->dataset) return fail(w);
  w->srs = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(w->srs, 4326);
  OSRSetAxisMappingStrategy(w->srs, OAMS_TRADITIONAL_GIS_ORDER);
  options = CSLSetNameValue(NULL, "FID", p->own[CT_EXPORT_FID]);
  options = CSLSetNameValue(options, "GEOMETRY_NAME", p->own[CT_EXPORT_GEOM]);
  options = CSLSetNameValue(options, "SPATIAL_INDEX", "NO");
  w->layer = GDALDatasetCreateLayer(w->dataset, w->name, w->srs, w->type, options);
  CSLDestroy(options);
  return w->layer && add_fields(w) && create_index(w) &&
                 GDALDatasetStartTransaction(w->dataset, FALSE) == OGRERR_NONE
             ? true
             : fail(w);
}

static OGRGeometryH run_of(const struct ct_export_shape *s, size_t part, OGRwkbGeometryType type) {
  OGRGeometryH run = OGR_G_CreateGeometry(type);
  size_t from = s->start.v[part], n = ct_export_shape_end(s, part) - from;
  OGR_G_SetPoints(run, (int)n, s->lonlat.v + 2 * from, 16, s->lonlat.v + 2 * from + 1, 16, NULL, 0);
  return run;
}

static OGRGeometryH geometry_of(const struct ct_export_shape *s, bool multi) {
  static const OGRwkbGeometryType multis[] = {wkbNone, wkbMultiPoint, wkbMultiLineString, wkbMultiPolygon};
  OGRGeometryH all = multi ? OGR_G_CreateGeometry(multis[s->type]) : NULL, one = NULL;
  for (size_t i = 0; i < s->start.n; i++) {
    bool ring = s->type == CT_GEOM_POLYGON;
    if (s->type == CT_GEOM_POINT) {
      for (size_t k = s->start.v[i]; k < ct_export_shape_end(s, i); k++) {
        one = OGR_G_CreateGeometry(wkbPoint);
        OGR_G_SetPoint_2D(one, 0, s->lonlat.v[2 * k], s->lonlat.v[2 * k + 1]);
        if (all) OGR_G_AddGeometryDirectly(all, one);
      }
      continue;
    }
    if (!ring || !s->hole.v[i] || !one) {
      one = ring ? OGR_G_CreateGeometry(wkbPolygon) : run_of(s, i, wkbLineString);
      if (all) OGR_G_AddGeometryDirectly(all, one);
    }
    if (ring) OGR_G_AddGeometryDirectly(one, run_of(s, i, wkbLinearRing));
  }
  return all ? all : one;
}

// Also notes the geometry's box for the index.
static void set_geometry(struct writer *w, const struct ct_table *t, size_t row, uint64_t fid) {
  double at[2];
  OGRGeometryH g = OGR_F_GetGeometryRef(w->feature);
  if (w->type == wkbPoint && ct_export_point(t, row, at)) {
    if (!g) OGR_F_SetGeometryDirectly(w->feature, g = OGR_G_CreateGeometry(wkbPoint));
    OGR_G_SetPoint_2D(g, 0, at[0], at[1]);
    ct_rtree_add(&w->index, fid, (double[]){at[0], at[1], at[0], at[1]});
  } else if (ct_export_shape(t, row, &w->shape)) {
    bool all_multi = w->type == wkbMultiPoint || w->type == wkbMultiLineString || w->type == wkbMultiPolygon;
    OGREnvelope e;
    OGR_F_SetGeometryDirectly(w->feature, g = geometry_of(&w->shape, w->shape.multi || all_multi));
    OGR_G_GetEnvelope(g, &e);
    ct_rtree_add(&w->index, fid, (double[]){e.MinX, e.MinY, e.MaxX, e.MaxY});
  } else {
    OGR_F_SetGeometryDirectly(w->feature, NULL);
  }
}

static void set_cell(struct writer *w, size_t column, size_t table, size_t row) {
  const struct ct_export_column *c = &w->p->columns[column];
  const struct ct_column *from = c->at[table] < 0 ? NULL : &w->p->q->tables[table]->columns[c->at[table]];
  char buf[CT_EXPORT_NUMBER];
  int i = (int)column;
  if (!from) {
    OGR_F_SetFieldNull(w->feature, i);
  } else if (c->type == CT_COLUMN_NUMBER) {
    double x = from->number[row];
    if (isnan(x))
      OGR_F_SetFieldNull(w->feature, i);
    else if (c->whole)
      OGR_F_SetFieldInteger64(w->feature, i, (GIntBig)x);
    else
      OGR_F_SetFieldDouble(w->feature, i, x);
  } else if (c->type == CT_COLUMN_BOOL) {
    if (from->boolean[row] < 0)
      OGR_F_SetFieldNull(w->feature, i);
    else
      OGR_F_SetFieldInteger(w->feature, i, from->boolean[row]);
  } else {
    const char *s = ct_export_text(w->p, c, table, row, buf, &w->text);
    if (!s)
      OGR_F_SetFieldNull(w->feature, i);
    else
      OGR_F_SetFieldString(w->feature, i, s);
  }
}

static void set_real(struct writer *w, int i, double x) {
  if (isfinite(x))
    OGR_F_SetFieldDouble(w->feature, i, x);
  else
    OGR_F_SetFieldNull(w->feature, i);
}

static void set_added(struct writer *w, size_t table, size_t row) {
  const struct ct_export_plan *p = w->p;
  const struct ct_table *t = p->q->tables[table];
  double at[2] = {NAN, NAN};
  int own = (int)p->ncolumns;
  ct_export_point(t, row, at);
  set_real(w, own + CT_EXPORT_LON, at[0]);
  set_real(w, own + CT_EXPORT_LAT, at[1]);
  set_real(w, own + CT_EXPORT_PRECISION, ct_export_precision(t, row));
  OGR_F_SetFieldString(w->feature, own + CT_EXPORT_NOTATION, ct_export_notation(t, row));
  OGR_F_SetFieldInteger64(w->feature, own + CT_EXPORT_ROW, (GIntBig)ct_export_row(t, row));
  OGR_F_SetFieldString(w->feature, own + CT_EXPORT_FLAGS, ct_export_flags(p, table, row));
  if (p->own[CT_EXPORT_SOURCE]) OGR_F_SetFieldString(w->feature, own + CT_EXPORT_SOURCE, p->source[table]);
}

static bool put_row(struct writer *w, size_t table, size_t row, uint64_t fid) {
  const struct ct_export_plan *p = w->p;
  OGR_F_SetFID(w->feature, (GIntBig)fid);
  set_geometry(w, p->q->tables[table], row, fid);
  for (size_t i = 0; i < p->ncolumns; i++) set_cell(w, i, table, row);
  if (p->own[CT_EXPORT_LON]) set_added(w, table, row);
  return OGR_L_CreateFeature(w->layer, w->feature) == OGRERR_NONE || fail(w);
}

static bool put_rows(struct writer *w) {
  w->feature = OGR_F_Create(OGR_L_GetLayerDefn(w->layer));
  uint64_t fid = 0;
  for (size_t k = 0; k < w->p->q->ntables; k++)
    for (size_t i = 0; i < w->p->q->tables[k]->n; i++)
      if (!put_row(w, k, i, ++fid)) return false;
  if (!fill_index(w)) return fail(w);
  return GDALDatasetCommitTransaction(w->dataset) == OGRERR_NONE || fail(w);
}

// The index and what is still in buffers are written on closing, so that may fail as well.
static bool close_all(struct writer *w, bool ok) {
  if (w->feature) OGR_F_Destroy(w->feature);
  if (w->dataset) GDALClose(w->dataset);
  if (w->srs) OSRRelease(w->srs);
  return ok && w->failure[0] ? fail(w) : ok;
}

// Running out of memory passes by here, so that nothing stays open.
bool ct_export_gpkg(const struct ct_export_plan *p, const char *temp, const char *path, struct ct_err *err) {
  struct writer w = {.p = p, .path = path, .err = err, .type = layer_type(p)};
  w.text.arena = w.shape.arena = w.index.arena = p->a;
  w.name = layer_name(p->a, path);
  if (p->ncolumns > MOST_COLUMNS)
    return ct_fail(err,
                   "%s: %zu columns are more than a GeoPackage holds (at most %d; write .csv or .geojson)",
                   path, p->ncolumns, MOST_COLUMNS);
  char *had[NSETTINGS];
  for (int i = 0; i < NSETTINGS; i++) {
    const char *v = CPLGetThreadLocalConfigOption(settings[i][0], NULL);
    had[i] = v ? CPLStrdup(v) : NULL;
    CPLSetThreadLocalConfigOption(settings[i][0], settings[i][1]);
  }
  CPLPushErrorHandlerEx(on_gdal_error, &w);
  jmp_buf oom, *caller = p->a->oom;
  volatile bool ok = false;
  p->a->oom = &oom;
  int out_of_memory = setjmp(oom);
  if (!out_of_memory) ok = create(&w, temp) && put_rows(&w);
  p->a->oom = caller;
  ok = close_all(&w, ok);
  CPLPopErrorHandler();
  for (int i = 0; i < NSETTINGS; i++) {
    CPLSetThreadLocalConfigOption(settings[i][0], had[i]);
    CPLFree(had[i]);
  }
  return out_of_memory ? ct_fail(err, "%s: out of memory", path) : ok;
}

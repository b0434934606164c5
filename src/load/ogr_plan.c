// SPDX-License-Identifier: MIT
// OGR plan: which fields of a layer are fetched, and as what.
#include <gdal.h>
#include <ogr_api.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "load/axis_name.h"
#include "load/load.h"
#include "load/ogr.h"
#include "load/run.h"

static enum ct_ogr_kind kind_of(OGRFieldDefnH f) {
  OGRFieldSubType sub = OGR_Fld_GetSubType(f);
  switch (OGR_Fld_GetType(f)) {
    case OFTInteger:
      return sub == OFSTBoolean ? CT_OGR_BOOL : CT_OGR_NUMBER;
    case OFTInteger64:
    case OFTReal:
      return CT_OGR_NUMBER;
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      return CT_OGR_DATE;
    case OFTIntegerList:
    case OFTInteger64List:
    case OFTRealList:
    case OFTStringList:
      return CT_OGR_LIST;
    default:
      return sub == OFSTJSON ? CT_OGR_JSON : CT_OGR_TEXT;
  }
}

static enum ct_column_type column_type(enum ct_ogr_kind kind) {
  switch (kind) {
    case CT_OGR_NUMBER:
      return CT_COLUMN_NUMBER;
    case CT_OGR_BOOL:
      return CT_COLUMN_BOOL;
    case CT_OGR_JSON:
    case CT_OGR_LIST:
      return CT_COLUMN_JSON;
    default:
      return CT_COLUMN_STRING;
  }
}

static bool one_of(const char *name, const char *const *list) {
  for (; *list; list++)
    if (strcmp(name, *list) == 0) return true;
  return false;
}

static void about_driver(struct ct_ogr_plan *plan) {
  static const char *const from_one[] = {"GPKG",         "SQLite",     "LIBKML", "OpenFileGDB",
                                         "MapInfo File", "PostgreSQL", "MySQL",  "MSSQLSpatial",
                                         "OCI",          NULL};
  static const char *const texts[] = {"KML", "LIBKML", "CSV", NULL};
  static const char *const ids[] = {"GeoJSON", "GeoJSONSeq", NULL};
  plan->fid_is_row = one_of(plan->driver, from_one);
  plan->texts_may_be_numbers = one_of(plan->driver, texts);
  plan->fid_is_id = one_of(plan->driver, ids);
}

// How a viewer is to draw it, not what it is about.
static bool is_presentation(const struct ct_ogr_plan *plan, const char *name) {
  static const char *const kml[] = {"tessellate",   "extrude", "visibility", "drawOrder",
                                    "altitudeMode", "icon",    NULL};
  return ct_ends_with(plan->driver, "KML") && one_of(name, kml);
}

// The build's column of that name, or a new one; layers that disagree on its type make
// it a text.
static size_t add_column(struct ct_load_run *r, struct ct_map *names, const char *name, enum ct_ogr_kind kind,
                         bool wanted) {
  struct ct_build *b = &r->build;
  bool added;
  size_t at = ct_map_add_string(names, name, b->ncolumns, &added)->value;
  if (!added) {
    if (b->columns[at].type != column_type(kind)) b->columns[at].type = CT_COLUMN_STRING;
    return at;
  }
  b->columns[b->ncolumns++] = (struct ct_build_column){
      .name = ct_arena_strdup(r->arena, name), .type = column_type(kind), .wanted = wanted};
  return at;
}

// GDAL takes the key of a database's table for its feature ids and hides the column. Without a key
// (views, queries) ids are counted from 0. A GeoPackage's own is no more than a number.
static void plan_key(struct ct_load_run *r, struct ct_ogr_plan *plan, struct ct_map *names) {
  static const char *const databases[] = {"PostgreSQL", "MySQL", "MSSQLSpatial", "OCI", "SQLite",
                                          "GPKG",       NULL};
  static const char *const made[] = {"fid", "ogc_fid", "OGC_FID", "FID", NULL};
  const char *name = OGR_L_GetFIDColumn(plan->layer);
  if (!one_of(plan->driver, databases)) return;
  if (!name || !name[0]) plan->fid_is_id = true;
  if (!name || !name[0] || one_of(name, made) || strcmp(plan->driver, "GPKG") == 0) return;
  if (OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(plan->layer), name) >= 0 || !ct_load_wants(r, name)) return;
  plan->key = add_column(r, names, name, CT_OGR_NUMBER, true) + 1;
}

static void plan_layer(struct ct_load_run *r, struct ct_ogr_plan *plan, struct ct_map *names) {
  about_driver(plan);
  plan_key(r, plan, names);
  OGRFeatureDefnH defn = OGR_L_GetLayerDefn(plan->layer);
  int n = OGR_FD_GetFieldCount(defn);
  plan->fields = CT_NEW_N(&r->scratch, struct ct_ogr_field, (size_t)n);
  const char **ignored = CT_NEW_N(&r->scratch, const char *, (size_t)n + 2);
  size_t nignored = 0;
  for (int i = 0; i < n; i++) {
    OGRFieldDefnH f = OGR_FD_GetFieldDefn(defn, i);
    const char *name = OGR_Fld_GetNameRef(f);
    if (OGR_Fld_GetType(f) == OFTBinary) {  // pictures and such
      ignored[nignored++] = name;
      continue;
    }
    bool wanted = ct_load_wants(r, name) && !(r->req->all_columns && is_presentation(plan, name));
    bool mentioned = r->req->where && ct_load_mentions(r->req->where, name);
    // A plain table is read whole: any column may place its rows.
    if (!wanted && !r->plain && !(mentioned && plan->texts_may_be_numbers)) {
      if (!mentioned) ignored[nignored++] = name;
      continue;
    }
    enum ct_ogr_kind kind = kind_of(f);
    size_t column = add_column(r, names, name, kind, wanted);
    plan->fields[plan->nfields++] = (struct ct_ogr_field){.index = i, .column = column, .kind = kind};
  }
  if (OGR_L_TestCapability(plan->layer, OLCIgnoreFields)) {
    ignored[nignored++] = "OGR_STYLE";
    OGR_L_SetIgnoredFields(plan->layer, ignored);
  }
}

// With several layers in one table, which one a row came from.
static void plan_folders(struct ct_load_run *r, struct ct_ogr_plan *plans, size_t n, struct ct_map *names) {
  struct ct_build *b = &r->build;
  const char *name = "folder";
  for (size_t i = 0; i < n; i++) plans[i].fid_is_id = true;
  if (ct_map_find_string(names, name) || !ct_load_wants(r, name)) return;
  size_t at = add_column(r, names, name, CT_OGR_TEXT, true);
  for (size_t i = 0; i < n; i++) {
    plans[i].folder = &b->columns[at];
    plans[i].folder_name = OGR_L_GetName(plans[i].layer);
  }
}

bool ct_ogr_plan(struct ct_load_run *r, struct ct_ogr_plan *plans, size_t n) {
  size_t most = 1 + n;
  for (size_t i = 0; i < n; i++) most += (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(plans[i].layer));
  if (most > CT_LOAD_COLUMNS_MAX)
    return ct_fail(r->err, "%s: more than %d columns", r->place, CT_LOAD_COLUMNS_MAX);
  struct ct_map names = {.arena = &r->scratch};
  r->build.columns = CT_NEW_N(&r->scratch, struct ct_build_column, most);
  for (size_t i = 0; i < n; i++) plan_layer(r, &plans[i], &names);
  if (n > 1) plan_folders(r, plans, n, &names);
  return true;
}

uint32_t ct_ogr_row_number(const struct ct_ogr_plan *plan, int64_t fid, size_t index) {
  if (plan->seen) {
    bool added;
    ct_map_add(plan->seen, &fid, sizeof fid, 0, &added);
    if (!added) return 0;
  }
  if (plan->fid_is_id || fid < 0 || fid >= UINT32_MAX - 1) return (uint32_t)(plan->first_row + index) + 1;
  if (!plan->fid_is_row) return (uint32_t)fid + 1;
  return fid ? (uint32_t)fid : (uint32_t)(plan->first_row + index) + 1;
}

// The name between quotes in SWQ's and SQLite's complaints about columns.
static bool unknown_column(const char *failure, char *out, size_t size) {
  static const char *const forms[] = {"no such column: ", "column \"", "\""};
  if (!strstr(failure, "no such column") && !strstr(failure, "not recognised as an available field") &&
      !strstr(failure, "\" does not exist"))
    return false;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    const char *p = strstr(failure, forms[i]);
    if (!p) continue;
    p += strlen(forms[i]);
    size_t n = strcspn(p, "\"\n)");
    if (n == 0 || n >= size) continue;
    memcpy(out, p, n);
    out[n] = '\0';
    return true;
  }
  return false;
}

// GeoPackage keeps SQLite's reason to itself unless a query is made of the condition.
static void ask_reason(struct ct_load_run *r, void *layer, struct ct_ogr_trap *trap) {
  if (!r->handles.dataset || !strstr(trap->failure, "failed to prepare SQL")) return;
  const char *sql = ct_arena_printf(&r->scratch, "SELECT 1 FROM \"%s\" WHERE (%s) LIMIT 0",
                                    OGR_L_GetName(layer), r->req->where);
  trap->failure[0] = '\0';
  OGRLayerH result = GDALDatasetExecuteSQL(r->handles.dataset, sql, NULL, NULL);
  if (result) GDALDatasetReleaseResultSet(r->handles.dataset, result);
  // "In ExecuteSQL(): sqlite3_prepare_v2(...):\n  near ...": the last line tells.
  const char *last = strrchr(trap->failure, '\n');
  if (last)
    memmove(trap->failure, last + 1 + strspn(last + 1, " "), strlen(last + 1 + strspn(last + 1, " ")) + 1);
}

bool ct_ogr_where(struct ct_load_run *r, void *layer, struct ct_ogr_trap *trap) {
  trap->failure[0] = '\0';
  bool ok = OGR_L_SetAttributeFilter(layer, r->req->where) == OGRERR_NONE;
  // SQLite finds fault only when the first row is asked for.
  OGRFeatureH first = ok ? OGR_L_GetNextFeature(layer) : NULL;
  if (first) OGR_F_Destroy(first);
  OGR_L_ResetReading(layer);
  if (ok && !trap->failure[0]) return true;
  ask_reason(r, layer, trap);
  char name[128];
  if (!unknown_column(trap->failure, name, sizeof name))
    return ct_fail(r->err, "%s: the condition '%s' cannot be used (%s)", r->place, r->req->where,
                   trap->failure[0] ? trap->failure : "expected SQL such as \"kind = 'port'\"");
  OGRFeatureDefnH defn = OGR_L_GetLayerDefn(layer);
  size_t n = (size_t)OGR_FD_GetFieldCount(defn);
  const char **names = CT_NEW_N(&r->scratch, const char *, n);
  for (size_t i = 0; i < n; i++) names[i] = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(defn, (int)i));
  const char *near = ct_nearest_name(name, names, n);
  if (near)
    return ct_fail(r->err, "%s: no column '%s' in the condition '%s' (did you mean '%s'?)", r->place, name,
                   r->req->where, near);
  return ct_fail(r->err, "%s: no column '%s' in the condition '%s' (it has %s)", r->place, name,
                 r->req->where, ct_load_names(&r->scratch, names, n));
}

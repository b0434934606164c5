// SPDX-License-Identifier: MIT
// OGR feature: reading a layer feature by feature.
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/value.h"
#include "load/load.h"
#include "load/ogr.h"
#include "load/run.h"

struct reading {
  struct ct_load_run *r;
  const struct ct_ogr_plan *plan;
  OGRFeatureH feature;
};

// ISO 8601, as precise as the value is: 2019-09-05, 2019-09-05T01:30:00Z.
size_t ct_ogr_date_text(OGRFeatureH f, int i, int type, char *buf, size_t size) {
  int year, month, day, hour, minute, zone;
  float second = 0;
  if (!OGR_F_GetFieldAsDateTimeEx(f, i, &year, &month, &day, &hour, &minute, &second, &zone)) return 0;
  int n = 0;
  if (type != OFTTime) n = snprintf(buf, size, "%04d-%02d-%02d", year, month, day);
  if (type == OFTDate) return (size_t)n;
  int ms = (int)lroundf(second * 1000);
  // FlatGeobuf has no plain dates: midnight without a zone is one.
  if (type == OFTDateTime && hour == 0 && minute == 0 && ms == 0 && zone <= 1) return (size_t)n;
  n += snprintf(buf + n, size - (size_t)n, "%s%02d:%02d:%02d", n ? "T" : "", hour, minute, ms / 1000);
  if (ms % 1000) n += snprintf(buf + n, size - (size_t)n, ".%03d", ms % 1000);
  int offset = (zone - 100) * 15;  // OGR: 100 is UTC, steps of a quarter hour; 0 and 1 unknown or local
  if (zone == 100)
    n += snprintf(buf + n, size - (size_t)n, "Z");
  else if (zone > 1)
    n += snprintf(buf + n, size - (size_t)n, "%c%02d:%02d", offset < 0 ? '-' : '+', abs(offset) / 60,
                  abs(offset) % 60);
  return (size_t)n;
}

static const struct ct_value *list_value(struct ct_load_run *r, OGRFeatureH f, int i, OGRFieldType type) {
  struct ct_arena *a = r->arena;
  int n = 0;
  const int *ints = type == OFTIntegerList ? OGR_F_GetFieldAsIntegerList(f, i, &n) : NULL;
  const GIntBig *longs = type == OFTInteger64List ? OGR_F_GetFieldAsInteger64List(f, i, &n) : NULL;
  const double *reals = type == OFTRealList ? OGR_F_GetFieldAsDoubleList(f, i, &n) : NULL;
  char **texts = type == OFTStringList ? OGR_F_GetFieldAsStringList(f, i) : NULL;
  bool truth = OGR_Fld_GetSubType(OGR_F_GetFieldDefnRef(f, i)) == OFSTBoolean;
  while (texts && texts[n]) n++;
  const struct ct_value **items = CT_NEW_N(&r->scratch, const struct ct_value *, (size_t)n);
  for (int k = 0; k < n; k++) {
    if (texts)
      items[k] = ct_value_of_string(a, ct_build_text(&r->build, NULL, texts[k], strlen(texts[k])));
    else if (ints && truth)
      items[k] = ct_value_of_bool(a, ints[k] != 0);
    else
      items[k] = ct_value_of_number(a, reals ? reals[k] : longs ? (double)longs[k] : ints ? ints[k] : 0);
  }
  return ct_value_of_items(a, items, (size_t)n);
}

static bool text_cell(struct ct_load_run *r, struct ct_build_column *c, size_t row, const char *s, size_t n) {
  if (n > CT_LOAD_FIELD_MAX)
    return ct_fail(r->err, "%s:%u: column '%s' holds a text of more than %d MB", r->place, r->build.row[row],
                   c->name, CT_LOAD_FIELD_MAX >> 20);
  if (n) c->string[row] = ct_build_text(&r->build, c, s, n);
  return true;
}

static bool cell(struct reading *g, const struct ct_ogr_field *field, size_t row) {
  OGRFeatureH f = g->feature;
  if (!OGR_F_IsFieldSetAndNotNull(f, field->index)) return true;
  struct ct_build_column *c = &g->r->build.columns[field->column];
  // Another layer has texts here.
  enum ct_ogr_kind kind =
      c->type == CT_COLUMN_STRING && field->kind != CT_OGR_DATE ? CT_OGR_TEXT : field->kind;
  OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(f, field->index));
  char buf[64];
  const char *s;
  switch (kind) {
    case CT_OGR_NUMBER:
      c->number[row] = OGR_F_GetFieldAsDouble(f, field->index);
      if (!isfinite(c->number[row])) c->number[row] = NAN;
      return true;
    case CT_OGR_BOOL:
      c->boolean[row] = OGR_F_GetFieldAsInteger(f, field->index) != 0;
      return true;
    case CT_OGR_DATE:
      return text_cell(g->r, c, row, buf, ct_ogr_date_text(f, field->index, type, buf, sizeof buf));
    case CT_OGR_LIST:
      c->json[row] = list_value(g->r, f, field->index, type);
      return true;
    case CT_OGR_JSON:
      s = OGR_F_GetFieldAsString(f, field->index);
      c->json[row] = ct_ogr_json(g->r, s, strlen(s));
      return true;
    case CT_OGR_TEXT:
      break;
  }
  s = OGR_F_GetFieldAsString(f, field->index);
  return text_cell(g->r, c, row, s, strlen(s));
}

static bool cells(void *user, size_t row) {
  struct reading *g = user;
  for (size_t i = 0; i < g->plan->nfields; i++)
    if (!cell(g, &g->plan->fields[i], row)) return false;
  if (g->plan->key) g->r->build.columns[g->plan->key - 1].number[row] = (double)OGR_F_GetFID(g->feature);
  struct ct_build_column *folder = g->plan->folder;
  return !folder || text_cell(g->r, folder, row, g->plan->folder_name, strlen(g->plan->folder_name));
}

// OGR geometry as WKB in scratch memory that is used again and again.
struct wkb_buffer {
  unsigned char *v;
  size_t cap, n;
};

static void export(struct ct_load_run *r, OGRGeometryH g, struct wkb_buffer *out) {
  out->n = g ? (size_t)OGR_G_WkbSize(g) : 0;
  if (out->n > out->cap) {
    size_t cap = out->n > 2 * out->cap ? out->n : 2 * out->cap;
    out->v = ct_arena_grow(&r->scratch, out->v, out->cap, cap, 1);
    out->cap = cap;
  }
  if (g) OGR_G_ExportToIsoWkb(g, wkbNDR, out->v);
}

static bool add_feature(struct reading *g, struct wkb_buffer *wkb, size_t index) {
  uint32_t row = ct_ogr_row_number(g->plan, OGR_F_GetFID(g->feature), index);
  if (!row) return true;
  OGRGeometryH geometry = OGR_F_GetGeometryRef(g->feature);
  export(g->r, geometry, wkb);
  return ct_ogr_add_wkb(g->r, geometry ? wkb->v : NULL, wkb->n, row, cells, g);
}

bool ct_ogr_read_features(struct ct_load_run *r, const struct ct_ogr_plan *plan, struct ct_ogr_trap *trap) {
  (void)trap;
  struct reading g = {r, plan, NULL};
  struct wkb_buffer wkb = {0};
  bool ok = true;
  OGR_L_ResetReading(plan->layer);
  for (size_t i = 0; ok && (g.feature = OGR_L_GetNextFeature(plan->layer)); i++) {
    r->handles.feature = g.feature;
    ok = add_feature(&g, &wkb, i);
    r->handles.feature = NULL;
    OGR_F_Destroy(g.feature);
  }
  return ok;
}

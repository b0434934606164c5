// SPDX-License-Identifier: MIT
// Where: an SQL condition on a table that is already read, through a layer in memory.
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "load/load.h"
#include "load/ogr.h"
#include "load/run.h"
#include "load/where_parts.h"
#include "load/where_plain.h"

void RegisterOGRMEM(void);  // see drivers.c

static OGRLayerH memory_layer(struct ct_load_run *r) {
  RegisterOGRMEM();
  GDALDriverH driver = GDALGetDriverByName("Memory");
  GDALDatasetH d = driver ? GDALCreate(driver, "", 0, 0, 0, GDT_Unknown, NULL) : NULL;
  r->handles.filter_dataset = d;
  OGRLayerH layer = d ? GDALDatasetCreateLayer(d, "table", NULL, wkbNone, NULL) : NULL;
  for (size_t i = 0; layer && i < r->build.ncolumns; i++) {
    const struct ct_build_column *c = &r->build.columns[i];
    static const OGRFieldType types[] = {OFTString, OFTReal, OFTInteger,
                                         OFTString};  // by enum ct_column_type
    OGRFieldDefnH f = OGR_Fld_Create(c->name, types[c->type]);
    OGR_L_CreateField(layer, f, FALSE);
    OGR_Fld_Destroy(f);
  }
  return layer;
}

static void set_json(OGRFeatureH f, int field, const struct ct_value *v, struct ct_str *scratch) {
  scratch->n = 0;
  if (v->kind != CT_STRING) ct_value_write_json(v, scratch);
  OGR_F_SetFieldString(f, field, v->kind == CT_STRING ? v->string : ct_str_text(scratch));
}

// Only columns that the condition may speak of have values: most of the time goes into setting them.
static bool *spoken_of(struct ct_load_run *r) {
  bool *spoken = CT_NEW_N(&r->scratch, bool, r->build.ncolumns);
  for (size_t i = 0; i < r->build.ncolumns; i++) {
    const char *name = r->build.columns[i].name;
    // In the condition some characters are written in another way.
    spoken[i] = strpbrk(name, "\"\\'`[]") || ct_load_mentions(r->req->where, name);
  }
  return spoken;
}

static void add_value(struct ct_str *key, const struct ct_build_column *c, size_t i, struct ct_str *scratch) {
  const char *text = c->type == CT_COLUMN_STRING ? c->string[i] : NULL;
  if (c->type == CT_COLUMN_JSON && c->json[i]) {
    scratch->n = 0;
    ct_value_write_json(c->json[i], scratch);
    text = ct_str_text(scratch);
  }
  ct_str_add_n(key, text ? "+" : "-", 1);
  if (text) ct_str_add_n(key, text, strlen(text) + 1);
  if (c->type == CT_COLUMN_NUMBER) ct_str_add_n(key, (const char *)&c->number[i], sizeof c->number[i]);
  if (c->type == CT_COLUMN_BOOL) ct_str_add_n(key, (const char *)&c->boolean[i], sizeof c->boolean[i]);
}

// Rows that are alike in all that the condition speaks of meet it together: the first one like row i. Where hardly any
// are, the others are no longer looked at. Fields that every layer has tell rows apart.
static const uint32_t *first_alike(struct ct_load_run *r, const bool *spoken) {
  enum { TRIED = 1024 };
  const struct ct_build *b = &r->build;
  uint32_t *first = CT_NEW_N(&r->scratch, uint32_t, b->n);
  struct ct_map seen = {.arena = &r->scratch};
  struct ct_str key = {.arena = &r->scratch}, scratch = {.arena = &r->scratch};
  bool look = !ct_load_mentions(r->req->where, "fid");
  for (size_t i = 0; i < b->n; i++) {
    first[i] = (uint32_t)i;
    look = look && (i != TRIED || seen.n < TRIED / 2);
    if (!look) continue;
    key.n = 0;
    for (size_t k = 0; k < b->ncolumns; k++)
      if (spoken[k]) add_value(&key, &b->columns[k], i, &scratch);
    first[i] = (uint32_t)ct_map_add(&seen, key.v, key.n, i, NULL)->value;
  }
  return first;
}

static bool add_row(OGRLayerH layer, const struct ct_build *b, size_t i, const bool *spoken,
                    struct ct_str *scratch) {
  OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(layer));
  OGR_F_SetFID(f, (GIntBig)i);
  for (size_t k = 0; k < b->ncolumns; k++) {
    const struct ct_build_column *c = &b->columns[k];
    if (!spoken[k]) continue;
    if (c->type == CT_COLUMN_NUMBER && !isnan(c->number[i])) OGR_F_SetFieldDouble(f, (int)k, c->number[i]);
    if (c->type == CT_COLUMN_STRING && c->string[i]) OGR_F_SetFieldString(f, (int)k, c->string[i]);
    if (c->type == CT_COLUMN_BOOL && c->boolean[i] >= 0) OGR_F_SetFieldInteger(f, (int)k, c->boolean[i]);
    if (c->type == CT_COLUMN_JSON && c->json[i]) set_json(f, (int)k, c->json[i], scratch);
    if (!OGR_F_IsFieldSet(f, (int)k)) OGR_F_SetFieldNull(f, (int)k);
  }
  bool ok = OGR_L_CreateFeature(layer, f) == OGRERR_NONE;
  OGR_F_Destroy(f);
  return ok;
}

// Leaves in the layer the rows that meet the condition: OGR asks all of one AND, each of the next ones need only be asked
// of the rows that have met those before.
static void meet(struct ct_load_run *r, OGRLayerH layer, const char *condition, uint8_t *keep) {
  size_t n = r->build.n;
  uint8_t *met = CT_NEW_N(&r->scratch, uint8_t, n);
  OGR_L_SetAttributeFilter(layer, condition);
  OGR_L_ResetReading(layer);
  for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)); OGR_F_Destroy(f)) met[OGR_F_GetFID(f)] = 1;
  for (size_t i = 0; i < n; i++) {
    // One that could not be taken away is only asked in vain.
    OGRErr unused = keep[i] && !met[i] ? OGR_L_DeleteFeature(layer, (GIntBig)i) : OGRERR_NONE;
    (void)unused;
    keep[i] = keep[i] && met[i];
  }
}

// What most conditions are made of is told without a layer, which takes longer to fill than to ask.
static bool meet_plainly(struct ct_load_run *r, const char *const *parts, size_t n, uint8_t *keep) {
  struct ct_where_plain *plain = CT_NEW_N(&r->scratch, struct ct_where_plain, n);
  for (size_t i = 0; i < n; i++)
    if (!ct_where_plain_read(parts[i], &r->build, &r->scratch, &plain[i])) return false;
  for (size_t row = 0; row < r->build.n; row++) {
    keep[row] = 1;
    for (size_t i = 0; keep[row] && i < n; i++) keep[row] = ct_where_plain_met(&plain[i], row);
  }
  return true;
}

// Asks the layer, of rows that are alike once.
static bool meet_in_layer(struct ct_load_run *r, OGRLayerH layer, const char *const *parts, size_t nparts,
                          uint8_t *keep, struct ct_ogr_trap *trap) {
  struct ct_build *b = &r->build;
  struct ct_str scratch = {.arena = &r->scratch};
  const bool *spoken = spoken_of(r);
  const uint32_t *first = first_alike(r, spoken);
  for (size_t i = 0; i < b->n; i++)
    if (first[i] == i && !add_row(layer, b, i, spoken, &scratch))
      return ct_fail(r->err, "%s: no room for the condition's table", r->place);
  if (!ct_ogr_where(r, layer, trap)) return false;
  for (size_t i = 0; i < b->n; i++) keep[i] = first[i] == i;
  for (size_t i = 0; i < nparts && !trap->failure[0]; i++) meet(r, layer, parts[i], keep);
  for (size_t i = 0; i < b->n; i++) keep[i] = keep[first[i]];
  if (trap->failure[0])
    return ct_fail(r->err, "%s: the condition '%s': %s", r->place, r->req->where, trap->failure);
  return true;
}

bool ct_ogr_filter(struct ct_load_run *r, struct ct_ogr_trap *trap) {
  OGRLayerH layer = memory_layer(r);
  if (!layer) return ct_fail(r->err, "%s: no room for the condition's table", r->place);
  if (!ct_ogr_where(r, layer, trap)) return false;
  OGR_L_SetAttributeFilter(layer, NULL);
  const char *const *parts;
  size_t n = ct_where_parts(r->req->where, &r->scratch, &parts);
  uint8_t *keep = CT_NEW_N(&r->scratch, uint8_t, r->build.n);
  if (!meet_plainly(r, parts, n, keep) && !meet_in_layer(r, layer, parts, n, keep, trap)) return false;
  ct_build_keep(&r->build, keep);
  return true;
}

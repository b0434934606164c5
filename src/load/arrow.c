// SPDX-License-Identifier: MIT
// Arrow: reading a layer in columns, several times faster than feature by feature.
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_recordbatch.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "load/load.h"
#include "load/ogr.h"
#include "load/run.h"

// One fetched column of the current batch: Arrow columnar format, "Physical memory layout".
struct array {
  int64_t child;  // of the batch
  const char *format;
  const uint8_t *valid;  // bitmap, NULL: all
  const void *data;
  const char *bytes;  // of strings and binaries
  int64_t offset;
};

struct reading {
  struct ct_load_run *r;
  const struct ct_ogr_plan *plan;
  struct array *fields;  // by plan->fields
  struct array fid, wkb;
  int64_t i;  // row of the batch
};

bool ct_arrow_suits(const struct ct_ogr_plan *plan) {
  if (plan->key || !OGR_L_TestCapability(plan->layer, OLCFastGetArrowStream)) return false;
  for (size_t i = 0; i < plan->nfields; i++) {
    enum ct_ogr_kind kind = plan->fields[i].kind;
    OGRFieldDefnH f = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(plan->layer), plan->fields[i].index);
    // GDAL 3.6 loses time zones in this form (a GeoPackage can be asked for texts); lists
    // are rare.
    bool instant = kind == CT_OGR_DATE && OGR_Fld_GetType(f) != OFTDate;
    if (kind == CT_OGR_LIST || (instant && strcmp(plan->driver, "GPKG") != 0)) return false;
  }
  return true;
}

static bool valid(const struct array *a, int64_t i) {
  i += a->offset;
  return a->data && (!a->valid || (a->valid[i / 8] >> (i % 8) & 1));
}

static const char *bytes_at(const struct array *a, int64_t i, size_t *n) {
  i += a->offset;
  bool large = a->format[0] == 'U' || a->format[0] == 'Z';
  int64_t from = large ? ((const int64_t *)a->data)[i] : ((const int32_t *)a->data)[i];
  int64_t to = large ? ((const int64_t *)a->data)[i + 1] : ((const int32_t *)a->data)[i + 1];
  *n = to > from ? (size_t)(to - from) : 0;
  return a->bytes ? a->bytes + from : "";
}

static double number_at(const struct array *a, int64_t i) {
  i += a->offset;
  switch (a->format[0]) {
    case 'b':
      return ((const uint8_t *)a->data)[i / 8] >> (i % 8) & 1;
    case 's':
      return ((const int16_t *)a->data)[i];
    case 'i':
      return ((const int32_t *)a->data)[i];
    case 'l':
      return (double)((const int64_t *)a->data)[i];
    case 'f':
      return ((const float *)a->data)[i];
    case 'g':
      return ((const double *)a->data)[i];
  }
  return NAN;
}

// Civil date of a day count since 1970-01-01 (Hinnant, "chrono-compatible low-level date algorithms").
static size_t date_at(const struct array *a, int64_t i, char *buf, size_t size) {
  int64_t z = (int64_t)((const int32_t *)a->data)[i + a->offset] + 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  int64_t doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  int64_t day = doy - (153 * mp + 2) / 5 + 1, month = mp < 10 ? mp + 3 : mp - 9;
  int64_t year = yoe + era * 400 + (month <= 2);
  return (size_t)snprintf(buf, size, "%04d-%02d-%02d", (int)year, (int)month, (int)day);
}

// A GeoPackage's 2019-09-05T01:30:00.000Z in the form ogr_feature.c gives it.
static size_t instant_at(const struct array *a, int64_t i, char *buf, size_t size) {
  size_t n;
  const char *s = bytes_at(a, i, &n);
  if (n >= size) n = size - 1;
  memcpy(buf, s, n);
  buf[n] = '\0';
  if (n < 19 || buf[10] != 'T') return n;
  if (strncmp(buf + 19, ".000", 4) == 0) {
    memmove(buf + 19, buf + 23, n - 23 + 1);
    n -= 4;
  }
  return n == 19 && strcmp(buf + 10, "T00:00:00") == 0 ? 10 : n;
}

static bool text_cell(struct reading *g, struct ct_build_column *c, size_t row, const char *s, size_t n) {
  if (n > CT_LOAD_FIELD_MAX)
    return ct_fail(g->r->err, "%s:%u: column '%s' holds a text of more than %d MB", g->r->place,
                   g->r->build.row[row], c->name, CT_LOAD_FIELD_MAX >> 20);
  if (n) c->string[row] = ct_build_text(&g->r->build, c, s, n);
  return true;
}

static bool cell(struct reading *g, size_t k, size_t row) {
  const struct array *a = &g->fields[k];
  if (!valid(a, g->i)) return true;
  struct ct_build_column *c = &g->r->build.columns[g->plan->fields[k].column];
  char buf[48];
  const char *s;
  size_t n;
  switch (g->plan->fields[k].kind) {
    case CT_OGR_NUMBER:
      c->number[row] = number_at(a, g->i);
      if (!isfinite(c->number[row])) c->number[row] = NAN;
      return true;
    case CT_OGR_BOOL:
      c->boolean[row] = number_at(a, g->i) != 0;
      return true;
    case CT_OGR_DATE:
      n = a->format[0] == 't' ? date_at(a, g->i, buf, sizeof buf) : instant_at(a, g->i, buf, sizeof buf);
      return text_cell(g, c, row, buf, n);
    case CT_OGR_JSON:
      s = bytes_at(a, g->i, &n);
      c->json[row] = ct_ogr_json(g->r, s, n);
      return true;
    case CT_OGR_TEXT:
    case CT_OGR_LIST:
      break;
  }
  s = bytes_at(a, g->i, &n);
  return text_cell(g, c, row, s, n);
}

static bool cells(void *user, size_t row) {
  struct reading *g = user;
  for (size_t k = 0; k < g->plan->nfields; k++)
    if (!cell(g, k, row)) return false;
  return true;
}

static bool is_text_format(const struct ArrowSchema *s) {
  return strchr("uUzZ", s->format[0]) != NULL;
}

static bool fits(const struct ArrowSchema *s, enum ct_ogr_kind kind) {
  if (kind == CT_OGR_TEXT || kind == CT_OGR_JSON) return is_text_format(s);
  if (kind == CT_OGR_DATE) return strcmp(s->format, "tdD") == 0 || is_text_format(s);
  return strchr("bsilfg", s->format[0]) != NULL;
}

// Which child of the stream's batches is which; false when something is not as expected.
static bool bind_schema(struct reading *g, const struct ArrowSchema *schema) {
  OGRFeatureDefnH defn = OGR_L_GetLayerDefn(g->plan->layer);
  size_t bound = 0;
  g->fid.child = g->wkb.child = -1;
  for (int64_t c = 0; c < schema->n_children; c++) {
    const struct ArrowSchema *s = schema->children[c];
    if (c == 0 && s->format[0] == 'l') {
      g->fid.child = c;
    } else if (strchr("zZ", s->format[0]) && g->wkb.child < 0) {
      g->wkb.child = c;
      g->wkb.format = s->format;
    }
    for (size_t k = 0; c > 0 && k < g->plan->nfields; k++) {
      const struct ct_ogr_field *f = &g->plan->fields[k];
      if (strcmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(defn, f->index)), s->name) != 0) continue;
      if (!fits(s, f->kind)) return false;
      g->fields[k].child = c;
      g->fields[k].format = s->format;
      bound++;
    }
  }
  return bound == g->plan->nfields && g->fid.child >= 0 && (g->wkb.child >= 0 || g->r->plain);
}

static void bind(struct array *a, const struct ArrowArray *batch) {
  if (a->child < 0) return;
  const struct ArrowArray *from = batch->children[a->child];
  a->valid = from->null_count ? from->buffers[0] : NULL;
  a->data = from->n_buffers > 1 ? from->buffers[1] : NULL;
  a->bytes = from->n_buffers > 2 ? from->buffers[2] : NULL;
  a->offset = from->offset;
}

static bool read_batch(struct reading *g, const struct ArrowArray *batch, size_t *index) {
  bind(&g->fid, batch);
  bind(&g->wkb, batch);
  for (size_t k = 0; k < g->plan->nfields; k++) bind(&g->fields[k], batch);
  for (g->i = 0; g->i < batch->length; g->i++, (*index)++) {
    int64_t fid = valid(&g->fid, g->i) ? ((const int64_t *)g->fid.data)[g->i + g->fid.offset] : -1;
    uint32_t row = ct_ogr_row_number(g->plan, fid, *index);
    if (!row) continue;
    size_t n = 0;
    const unsigned char *wkb = NULL;
    if (valid(&g->wkb, g->i)) wkb = (const unsigned char *)bytes_at(&g->wkb, g->i, &n);
    if (!ct_ogr_add_wkb(g->r, wkb, n, row, cells, g)) return false;
  }
  return true;
}

static void reserve(struct ct_load_run *r, const struct ct_ogr_plan *plan) {
  if ((r->req->has_box && !r->req->box_is_hint) || r->req->where) return;
  GIntBig n = OGR_L_GetFeatureCount(plan->layer, FALSE);
  if (n > 0 && n < 1 << 28) ct_build_reserve(&r->build, r->build.n + (size_t)n);
}

static void add_name(struct ct_str *sql, const char *before, const char *name) {
  ct_str_add(sql, before);
  ct_str_add(sql, "\"");
  for (; *name; name++) {
    if (*name == '"') ct_str_add(sql, "\"");
    ct_str_add_n(sql, name, 1);
  }
  ct_str_add(sql, "\"");
}

// The layer to stream. A GeoPackage table is streamed as a query on itself: tables
// are read by a second thread in GDAL 3.6 (which prints its errors, and can hand out a
// batch that is still being written: OSGeo/gdal#12934), queries are not.
static OGRLayerH stream_layer(struct ct_load_run *r, const struct ct_ogr_plan *plan) {
  if (strcmp(plan->driver, "GPKG") != 0) return plan->layer;
  const char *fid = OGR_L_GetFIDColumn(plan->layer), *geometry = OGR_L_GetGeometryColumn(plan->layer);
  if ((r->req->has_box && !r->req->box_is_hint) || r->req->where || !fid[0] || !geometry[0]) return NULL;
  struct ct_str sql = {.arena = &r->scratch};
  add_name(&sql, "SELECT ", fid);
  add_name(&sql, ", ", geometry);
  for (size_t i = 0; i < plan->nfields; i++) {
    OGRFieldDefnH f = OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(plan->layer), plan->fields[i].index);
    bool instant = OGR_Fld_GetType(f) == OFTDateTime;
    add_name(&sql, instant ? ", CAST(" : ", ", OGR_Fld_GetNameRef(f));
    if (instant) add_name(&sql, " AS TEXT) AS ", OGR_Fld_GetNameRef(f));
  }
  add_name(&sql, " FROM ", OGR_L_GetName(plan->layer));
  return r->handles.result = GDALDatasetExecuteSQL(r->handles.dataset, sql.v, NULL, NULL);
}

static bool read_batches(struct reading *g, struct ArrowArrayStream *stream, struct ArrowArray *batch,
                         const struct ct_ogr_trap *trap) {
  struct ct_load_run *r = g->r;
  size_t index = 0;
  for (bool ok = true; ok;) {
    memset(batch, 0, sizeof *batch);
    if (stream->get_next(stream, batch) != 0) {
      const char *why = stream->get_last_error(stream);
      return ct_fail(r->err, "%s: %s", r->place,
                     trap->failure[0] ? trap->failure
                     : why            ? why
                                      : "cannot be read");
    }
    if (!batch->release) return true;
    r->handles.batch = batch;
    ok = read_batch(g, batch, &index);
    r->handles.batch = NULL;
    batch->release(batch);
  }
  return false;
}

bool ct_arrow_read(struct ct_load_run *r, const struct ct_ogr_plan *plan, struct ct_ogr_trap *trap,
                   bool *used) {
  static char option[] = "INCLUDE_FID=YES";
  char *options[] = {option, NULL};
  // Not on the stack: they are closed in ct_load when memory runs out.
  struct ArrowArrayStream *stream = CT_NEW(&r->scratch, struct ArrowArrayStream);
  struct ArrowSchema *schema = CT_NEW(&r->scratch, struct ArrowSchema);
  struct ArrowArray *batch = CT_NEW(&r->scratch, struct ArrowArray);
  struct reading g = {r, plan, CT_NEW_N(&r->scratch, struct array, plan->nfields), {0}, {0}, 0};
  OGRLayerH layer = stream_layer(r, plan);
  *used = layer && OGR_L_GetArrowStream(layer, stream, options);
  if (!*used) return true;
  r->handles.stream = stream;
  *used = stream->get_schema(stream, schema) == 0;
  r->handles.schema = *used ? schema : NULL;
  *used = *used && bind_schema(&g, schema);
  if (*used) reserve(r, plan);
  bool ok = !*used || read_batches(&g, stream, batch, trap);
  if (r->handles.schema) schema->release(schema);
  stream->release(stream);
  r->handles.stream = NULL;
  r->handles.schema = NULL;
  return ok;
}

// SPDX-License-Identifier: MIT
// Load: dataset files to feature tables, with a reason for every row that has no place.
#include "load/load.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_recordbatch.h>
#include <ogr_srs_api.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "coord/coord.h"
#include "load/crs.h"
#include "load/csv_table.h"
#include "load/decode.h"
#include "load/geojson.h"
#include "load/kept_text.h"
#include "load/kml.h"
#include "load/note.h"
#include "load/ogr.h"
#include "load/path.h"
#include "load/place.h"
#include "load/run.h"
#include "load/settle.h"
#include "load/unpack.h"
#include "model/table.h"

// GDAL's own settings for this thread while a load runs; the caller's come back.
static const char *const settings[][2] = {
    {"CPL_DEBUG", "OFF"},
    {"GDAL_PAM_ENABLED", "NO"},
    {"SHAPE_RESTORE_SHX", "NO"},
    {"OGR_XLSX_HEADERS", "DISABLE"},
    {"OGR_ODS_HEADERS", "DISABLE"},
    {"OGR_XLS_HEADERS", "DISABLE"},
    {"OGR_GEOJSON_MAX_OBJ_SIZE", "256"},
    {"GDAL_HTTP_CONNECTTIMEOUT", "10"},
    {"GDAL_HTTP_TIMEOUT", "60"},
};
enum { NSETTINGS = sizeof settings / sizeof *settings };

static void settings_enter(struct ct_arena *a, const char *had[]) {
  for (int i = 0; i < NSETTINGS; i++) {
    const char *v = CPLGetThreadLocalConfigOption(settings[i][0], NULL);
    had[i] = v ? ct_arena_strdup(a, v) : NULL;
    CPLSetThreadLocalConfigOption(settings[i][0], settings[i][1]);
  }
}

static void settings_leave(const char *const had[]) {
  for (int i = 0; i < NSETTINGS; i++) CPLSetThreadLocalConfigOption(settings[i][0], had[i]);
}

static bool is_stdin(const char *path) {
  return path && strcmp(path, "-") == 0;
}

static void handles_close(struct ct_load_handles *h) {
  if (h->batch) h->batch->release(h->batch);
  if (h->schema) h->schema->release(h->schema);
  if (h->stream) h->stream->release(h->stream);
  if (h->feature) OGR_F_Destroy(h->feature);
  if (h->transform) OCTDestroyCoordinateTransformation(h->transform);
  if (h->filter_dataset) GDALClose(h->filter_dataset);
  if (h->result) GDALDatasetReleaseResultSet(h->dataset, h->result);
  if (h->dataset) GDALClose(h->dataset);
  ct_coord_reader_free(h->coords);
  if (h->decode) ct_decode_close(h->decode);
  if (h->file) VSIFCloseL(h->file);
  if (h->mem_path) VSIUnlink(h->mem_path);
  *h = (struct ct_load_handles){0};
}

static void row_box(const struct ct_build *b, size_t i, double box[4]) {
  size_t c0 = i, c1 = i + 1;
  if (b->shapes) {
    c0 = b->coord0[b->part0[i]];
    c1 = b->coord0[b->part0[i + 1]];
  }
  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
  for (size_t c = c0; c < c1; c++) {
    const double *p = b->lonlat + 2 * c;
    box[0] = fmin(box[0], p[0]);
    box[1] = fmin(box[1], p[1]);
    box[2] = fmax(box[2], p[0]);
    box[3] = fmax(box[3], p[1]);
  }
}

// For what OGR did not filter while reading: rows whose extent is outside the box are
// taken out.
static void keep_box(struct ct_load_run *r) {
  const struct ct_load_request *q = r->req;
  struct ct_build *b = &r->build;
  uint8_t *keep = CT_NEW_N(&r->scratch, uint8_t, b->n);
  for (size_t i = 0; i < b->n; i++) {
    double box[4];
    row_box(b, i, box);
    bool from_west = box[2] >= q->west, to_east = box[0] <= q->east;
    bool in_lon = q->west <= q->east ? from_west && to_east : from_west || to_east;
    keep[i] = in_lon && box[3] >= q->south && box[1] <= q->north;
  }
  ct_build_keep(b, keep);
}

static bool place_plain(struct ct_load_run *r) {
  if (!r->axes.settled) {
    const struct ct_survey *columns = ct_place_survey(r);
    if (!columns || !ct_place_axes(r, columns, &r->axes)) return false;
    r->axes.settled = true;
  }
  return ct_place_rows(r, &r->axes);
}

// After the condition, so that rows it leaves out are not complained about.
static void warn_nowhere(const struct ct_load_run *r) {
  const struct ct_build *b = &r->build;
  for (size_t i = 0; i < b->n; i++) {
    bool nowhere = b->shapes ? b->type[i] == CT_GEOM_NONE : isnan(b->lonlat[2 * i]);
    struct ct_load_finding f = {.code = "CT-D110", .row = b->row[i]};
    if (nowhere) ct_load_row_warn(r, &f, "no position");
  }
}

// Texts that are read here and not by OGR. *done is false when OGR has to.
static bool read_text(struct ct_load_run *r, const char *path, bool *done) {
  const struct ct_load_request *q = r->req;
  *done = false;
  if (q->sql) return true;
  *done = true;
  r->own_filter = true;
  bool disguised = false;
  if (q->path && !ct_csv_table_disguised(r, path, &disguised)) return false;
  if (q->path && (disguised || ct_csv_table_named(path)))
    return ct_crs_prepare(r, NULL, NULL) && ct_csv_table_read(r, path);
  if (q->path && ct_kml_named(path)) return ct_kml_read(r, path);
  *done = false;
  bool ok = true;
  if (!q->path)
    ok = ct_geojson_read(r, q->geojson, q->geojson_size, done);
  else if (ct_geojson_named(path) && !q->layer)
    ok = ct_geojson_read_file(r, path, done);
  r->own_filter = *done;
  return ok;
}

static const char *inline_file(struct ct_load_run *r) {
  const char *path = ct_arena_printf(&r->scratch, "/vsimem/cartouche_%p.geojson", (void *)r);
  // GDAL only reads from it.
  GByte *bytes = (GByte *)(uintptr_t)r->req->geojson;
  VSILFILE *f = VSIFileFromMemBuffer(path, bytes, r->req->geojson_size, FALSE);
  if (!f) return NULL;
  VSIFCloseL(f);
  return r->handles.mem_path = path;
}

// Where the data are to be read.
static bool find_file(struct ct_load_run *r, const char **path) {
  const struct ct_load_request *q = r->req;
  const char *found;
  ct_load_note(q->path, &r->scratch);
  if (is_stdin(q->path))
    found = ct_unpack_stdin(r->err);
  else if (!ct_load_path_check(q->path, q->allow_network, &r->scratch, &found, r->err))
    return false;
  return found && ct_unpack(r, found, path);
}

static bool read_source(struct ct_load_run *r, struct ct_ogr_trap *trap) {
  const struct ct_load_request *q = r->req;
  const char *path = NULL;
  bool done;
  if (q->path && !find_file(r, &path)) return false;
  if (q->text) ct_load_text_take(r, q->text);
  done = q->text != NULL;
  if (!done && !read_text(r, path, &done)) return false;
  if (done) {
    if (q->where && !ct_ogr_filter(r, trap)) return false;
    if (r->kml)
      ct_kml_report(r);
    else if (!r->plain && !q->lenient)
      warn_nowhere(r);
    return !r->plain || place_plain(r);
  }
  if (!q->path && !(path = inline_file(r)))
    return ct_fail(r->err, "%s: no memory for the inline data", r->place);
  if (!ct_ogr_read(r, path, trap)) return false;
  if (r->own_filter && q->where && !ct_ogr_filter(r, trap)) return false;  // sheets
  return !r->plain || place_plain(r);
}

static bool finish(struct ct_load_run *r, struct ct_table *out) {
  const struct ct_load_request *q = r->req;
  ct_crs_apply(r);
  if (!ct_settle(r)) return false;
  if (q->has_box && (r->plain || r->own_filter)) keep_box(r);
  *out = (struct ct_table){.name = q->name, .file = q->path ? r->place : NULL, .layer = r->layer};
  ct_build_finish(&r->build, out);
  if (r->axes.settled && r->axes.north >= 0 && r->axes.zone < 0) {
    out->easting = r->build.columns[r->axes.east].name;
    out->northing = r->build.columns[r->axes.north].name;
  }
  ct_table_measure(out);
  if (q->need_place && r->no_axes) return ct_fail(r->err, "%s: %s", r->place, r->no_axes);
  if (q->need_place && out->n == 0)
    return ct_fail(r->err, "%s: no rows%s", r->place, q->where ? " meet the condition" : "");
  if (q->need_place && !out->placed)
    return ct_fail(r->err, "%s: none of its %zu rows has a position", r->place, out->n);
  return true;
}

static bool read_table(struct ct_load_run *r, struct ct_ogr_trap *trap, void *out) {
  return read_source(r, trap) && finish(r, out);
}

static bool read_kept(struct ct_load_run *r, struct ct_ogr_trap *trap, void *out) {
  const struct ct_load_text **text = out;
  const char *path;
  bool done;
  (void)trap;
  *text = NULL;
  if (!find_file(r, &path)) return false;
  if (path != r->req->path && strcmp(path, r->req->path) != 0) return true;
  if (!read_text(r, path, &done)) return false;
  if (done) *text = ct_load_text_keep(r, r->arena);
  return true;
}

typedef bool run_fn(struct ct_load_run *r, struct ct_ogr_trap *trap, void *out);

// Running out of memory must not leave foreign handles open: control passes here
// first, then on to whoever set the arena's oom.
static bool run_load(const struct ct_load_request *request, struct ct_arena *a, struct ct_diags *diags,
                     run_fn *body, void *out, struct ct_err *err) {
  struct ct_load_run run = {
      .req = request,
      .arena = a,
      .diags = diags,
      .err = err,
      .place = is_stdin(request->path) ? "standard input"
               : request->path         ? ct_path_shown(a, request->path)
                                       : request->name,
      .build = {.arena = a},
  };
  const char *had[NSETTINGS];
  struct ct_ogr_trap trap;
  jmp_buf oom, *caller = a->oom;
  volatile bool ok = false;
  settings_enter(a, had);
  ct_ogr_trap_begin(&trap);
  run.scratch.oom = a->oom = &oom;
  int out_of_memory = setjmp(oom);
  if (!out_of_memory) ok = body(&run, &trap, out);
  handles_close(&run.handles);
  ct_ogr_trap_end();
  settings_leave(had);
  ct_arena_release(&run.scratch);
  a->oom = caller;
  if (out_of_memory && caller) longjmp(*caller, 1);
  if (out_of_memory) return ct_fail(err, "%s: out of memory", run.place);
  return ok;
}

bool ct_load(const struct ct_load_request *request, struct ct_arena *a, struct ct_diags *diags,
             struct ct_table *out, struct ct_err *err) {
  return run_load(request, a, diags, read_table, out, err);
}

bool ct_load_text_read(const struct ct_load_request *request, struct ct_arena *a, struct ct_diags *diags,
                       const struct ct_load_text **out, struct ct_err *err) {
  return run_load(request, a, diags, read_kept, (void *)out, err);
}

bool ct_load_is_text(const char *path) {
  return ct_csv_table_named(path);
}

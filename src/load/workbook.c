// SPDX-License-Identifier: MIT
// Workbook: a spreadsheet's cells as the rows of a plain table.
#include "load/workbook.h"

#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/number.h"
#include "base/str.h"
#include "load/crs.h"
#include "load/load.h"
#include "load/ods_gap.h"
#include "load/ogr.h"
#include "load/plain.h"
#include "load/records.h"
#include "load/run.h"
#include "model/diag.h"

struct sheet {
  struct ct_load_run *run;
  OGRLayerH layer;
  struct ct_records records;
  struct ct_plain plain;
  struct ct_csv_cell *cells;
  size_t *start;
  size_t nfields;
  struct ct_str text;  // of all cells of the row
};

bool ct_workbook_driver(const char *driver) {
  return strcmp(driver, "XLSX") == 0 || strcmp(driver, "ODS") == 0 || strcmp(driver, "XLS") == 0;
}

static bool rewind_sheet(struct ct_records *records, struct ct_err *err) {
  (void)err;
  struct sheet *s = records->user;
  OGR_L_ResetReading(s->layer);
  return true;
}

static bool all_digits(const char *s, size_t from, size_t to) {
  for (size_t i = from; i < to; i++)
    if (s[i] < '0' || s[i] > '9') return false;
  return true;
}

// Dates in columns that hold other things as well: "2019/04/02" and "2019/04/02 12:00:00" are OGR's own.
static bool add_date(struct ct_str *out, const char *s, size_t n) {
  if ((n != 10 && n != 19) || s[4] != '/' || s[7] != '/') return false;
  if (!all_digits(s, 0, 4) || !all_digits(s, 5, 7) || !all_digits(s, 8, 10)) return false;
  if (n == 19 && (s[10] != ' ' || s[13] != ':' || s[16] != ':')) return false;
  ct_str_addf(out, "%.4s-%.2s-%.2s", s, s + 5, s + 8);
  if (n == 19 && strcmp(s + 11, "00:00:00") != 0) ct_str_addf(out, "T%s", s + 11);
  return true;
}

// Spreadsheets have 15 digits and store 39.797 as 39.797000000000001.
static bool add_number(struct ct_str *out, const char *s, size_t n) {
  enum { DIGITS = 15 };
  char buf[32];
  double x;
  if (n <= DIGITS || n > 30 || !memchr(s, '.', n) || !ct_number_read(s, n, &x)) return false;
  char digits[48];
  snprintf(digits, sizeof digits, "%.*g", DIGITS, x);
  if (!ct_number_read(digits, strlen(digits), &x)) return false;
  ct_str_add(out, ct_format_number(x, buf));
  return true;
}

static void add_cell(struct sheet *s, OGRFeatureH f, int i) {
  struct ct_str *out = &s->text;
  OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(f, i));
  char buf[64];
  if (type == OFTReal) {
    snprintf(buf, sizeof buf, "%.17g", OGR_F_GetFieldAsDouble(f, i));
    if (!add_number(out, buf, strlen(buf))) ct_str_add(out, buf);
  } else if (type == OFTDate || type == OFTTime || type == OFTDateTime) {
    ct_str_add_n(out, buf, ct_ogr_date_text(f, i, buf, sizeof buf));
  } else {
    const char *text = OGR_F_GetFieldAsString(f, i);
    size_t n = strlen(text);
    if (!add_date(out, text, n) && !add_number(out, text, n)) ct_str_add_n(out, text, n);
  }
}

static bool next_row(struct ct_records *records, bool *more, struct ct_err *err) {
  (void)err;
  struct sheet *s = records->user;
  OGRFeatureH f = s->run->handles.feature = OGR_L_GetNextFeature(s->layer);
  *more = f != NULL;
  if (!f) return true;
  s->text.n = 0;
  for (size_t i = 0; i < s->nfields; i++) {
    s->start[i] = s->text.n;
    if (OGR_F_IsFieldSetAndNotNull(f, (int)i)) add_cell(s, f, (int)i);
  }
  s->start[s->nfields] = s->text.n;
  const char *text = ct_str_text(&s->text);
  for (size_t i = 0; i < s->nfields; i++)
    s->cells[i] = (struct ct_csv_cell){.v = text + s->start[i], .n = s->start[i + 1] - s->start[i]};
  records->cells = s->cells;
  records->ncells = s->nfields;
  records->row = (uint32_t)OGR_F_GetFID(f);  // empty rows are features, so this is the sheet's own number
  s->run->handles.feature = NULL;
  OGR_F_Destroy(f);
  return true;
}

static bool prepare(struct ct_load_run *r, OGRLayerH layer, struct sheet *s) {
  *s = (struct sheet){.run = r, .layer = layer, .text = {.arena = &r->scratch}};
  s->nfields = (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer));
  if (s->nfields > CT_LOAD_COLUMNS_MAX)
    return ct_fail(r->err, "%s: more than %d columns", r->place, CT_LOAD_COLUMNS_MAX);
  s->cells = CT_NEW_N(&r->scratch, struct ct_csv_cell, s->nfields + 1);
  s->start = CT_NEW_N(&r->scratch, size_t, s->nfields + 1);
  s->records = (struct ct_records){.user = s, .next = next_row, .rewind = rewind_sheet};
  return true;
}

static bool has_name(const struct ct_plain *p, const char *name) {
  for (size_t i = 0; i < p->ncolumns; i++)
    if (strcmp(p->names[i], name) == 0) return true;
  return false;
}

// Can rows be placed by it?
static bool has_places(const struct ct_load_run *r, const struct sheet *s) {
  const struct ct_plain *p = &s->plain;
  if (!p->rows) return false;
  if (r->req->lat || r->req->lon) return has_name(p, r->req->lat ? r->req->lat : r->req->lon);
  struct ct_axes axes = ct_axes_find(p->survey, p->ncolumns, r->projected);
  return ct_axes_any(&axes);
}

// Sheets of notes, and empty ones, are passed over. *chosen is NULL when no sheet has a row.
static bool first_table(struct ct_load_run *r, OGRLayerH *layers, size_t n, struct sheet **chosen) {
  struct ct_err *kept = r->err, ignored;
  *chosen = NULL;
  for (size_t i = 0; i < n; i++) {
    struct sheet *s = CT_NEW(&r->scratch, struct sheet);
    ignored = (struct ct_err){0};
    r->err = n > 1 ? &ignored : kept;
    bool read = prepare(r, layers[i], s) && ct_plain_survey(r, &s->records, &s->plain);
    r->err = kept;
    if (!read) {
      if (n == 1) return false;
      continue;
    }
    bool table = s->plain.rows && s->plain.ncolumns > 1;
    if (!*chosen || (table && (!(*chosen)->plain.rows || (*chosen)->plain.ncolumns < 2))) *chosen = s;
    if (!has_places(r, s)) continue;
    *chosen = s;
    return true;
  }
  return *chosen || ct_fail(r->err, "%s: no rows in any of its %zu sheets", r->place, n);
}

static void tell_others(struct ct_load_run *r, OGRLayerH *layers, size_t n, OGRLayerH chosen) {
  const char **names = CT_NEW_N(&r->scratch, const char *, n);
  size_t k = 0;
  for (size_t i = 0; i < n; i++)
    if (layers[i] != chosen && OGR_L_GetFeatureCount(layers[i], TRUE) > 0)
      names[k++] = OGR_L_GetName(layers[i]);
  if (k)
    ct_diag_say(r->diags, "CT-D101", CT_NOTE, r->place, 0,
                "sheet '%s' is read; also there: %s (choose with sheet)", OGR_L_GetName(chosen),
                ct_load_names(&r->scratch, names, k));
}

// Whether what OGR left off at is all there is.
static bool read_to_end(struct ct_load_run *r, const struct ct_ogr_trap *trap) {
  bool ods = strcmp(GDALGetDriverShortName(GDALGetDatasetDriver(r->handles.dataset)), "ODS") == 0;
  if (trap->failure[0] && !(ods && strstr(trap->failure, "number-rows-repeated")))
    return ct_fail(r->err, "%s: cannot be read to its end (%.300s)", r->place, trap->failure);
  if (!ods) return true;
  enum { CHUNK = 64 * 1024 };
  struct ct_ods_gap gap = {0};
  const char *path =
      ct_arena_printf(&r->scratch, "/vsizip/{%s}/content.xml", GDALGetDescription(r->handles.dataset));
  VSILFILE *f = r->handles.file = VSIFOpenL(path, "rb");
  char *buf = CT_NEW_N(&r->scratch, char, CHUNK);
  for (size_t n; f && (n = VSIFReadL(buf, 1, CHUNK, f)) > 0;) ct_ods_gap_add(&gap, buf, n);
  if (f) VSIFCloseL(f);
  r->handles.file = NULL;
  if (!gap.lost) return true;
  return ct_fail(r->err,
                 "%s: rows are repeated %ld times, and what is behind them cannot be read (save it as xlsx)",
                 r->place, gap.run);
}

bool ct_workbook_read(struct ct_load_run *r, const struct ct_ogr_trap *trap) {
  GDALDatasetH d = r->handles.dataset;
  size_t n = (size_t)GDALDatasetGetLayerCount(d);
  OGRLayerH *layers = CT_NEW_N(&r->scratch, OGRLayerH, n + 1);
  for (size_t i = 0; i < n; i++) layers[i] = GDALDatasetGetLayer(d, (int)i);
  if (!n) return ct_fail(r->err, "%s: no sheets in it", r->place);
  if (!ct_crs_prepare(r, NULL, NULL)) return false;
  struct sheet *s = NULL;
  struct ct_err found = {0}, *kept = r->err;
  r->err = &found;
  bool one = r->req->layer != NULL;
  bool ok = (!one || ct_ogr_named(r, layers, n)) && first_table(r, layers, one ? 1 : n, &s);
  r->err = kept;
  // Rows behind what OGR finds fault with would be missing, and nobody told.
  if (!read_to_end(r, trap)) return false;
  if (!ok || !s) return ct_fail(r->err, "%s", found.message);
  if (!r->req->layer && !r->req->quiet_rows) tell_others(r, layers, n, s->layer);
  r->layer = ct_arena_strdup(r->arena, OGR_L_GetName(s->layer));
  r->plain = r->own_filter = r->may_be_damaged = true;
  return ct_plain_fill(r, &s->plain);
}

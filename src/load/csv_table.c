// SPDX-License-Identifier: MIT
// CSV table: a delimited text file into a table under construction.
#include "load/csv_table.h"

#include <cpl_vsi.h>
#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/number.h"
#include "base/str.h"
#include "load/axes.h"
#include "load/axis_name.h"
#include "load/csv.h"
#include "load/load.h"
#include "load/place.h"
#include "load/place_relative.h"
#include "load/run.h"
#include "load/survey.h"
#include "model/diag.h"

struct source {
  VSILFILE *file;
  struct ct_csv csv;
  size_t skip;  // bytes before the first record: a byte order mark
  bool header;
  uint32_t preamble;  // records before the header
  const char **names;
  size_t ncolumns;
  struct ct_survey *survey;
  size_t rows, long_rows;
};

bool ct_csv_table_named(const char *path) {
  static const char *const extensions[] = {"csv", "tsv", "txt", "psv"};
  const char *have = ct_path_extension(path);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    if (ct_same_nocase(have, extensions[i])) return true;
  return false;
}

static size_t read_file(void *user, char *buf, size_t n) {
  return VSIFReadL(buf, 1, n, user);
}

static void rewind_source(struct source *s) {
  VSIFSeekL(s->file, s->skip, SEEK_SET);
  s->csv.at = s->csv.end = 0;
  s->csv.eof = false;
  s->csv.record = 0;
}

static bool looks_binary(const unsigned char *p, size_t n) {
  size_t odd = 0;
  for (size_t i = 0; i < n; i++) {
    if (p[i] == 0) return true;
    odd += p[i] < 0x20 && p[i] != '\t' && p[i] != '\n' && p[i] != '\r' && p[i] != 0x0C && p[i] != 0x1A;
  }
  return odd * 50 > n;
}

// "sep=;" on a line of its own: a spreadsheet's way to name the delimiter.
static bool sep_line(const char *s, size_t n, char *delimiter) {
  if (n < 6 || memcmp(s, "sep=", 4) != 0 || (s[5] != '\r' && s[5] != '\n')) return false;
  *delimiter = s[4];
  return true;
}

static bool sniff(struct ct_load_run *r, struct source *s, const char *path) {
  enum { SAMPLE = 64 * 1024 };
  char *sample = CT_NEW_N(&r->scratch, char, SAMPLE);
  size_t n = VSIFReadL(sample, 1, SAMPLE, s->file);
  if (n >= 3 && memcmp(sample, "\xEF\xBB\xBF", 3) == 0) s->skip = 3;
  if (looks_binary((unsigned char *)sample, n))
    return ct_fail(r->err, "%s: not a text file (expected delimited text in UTF-8)", r->place);
  ct_csv_sniff(sample + s->skip, n - s->skip, &s->csv.delimiter, &s->csv.lone_cr);
  if (sep_line(sample + s->skip, n - s->skip, &s->csv.delimiter)) s->preamble = 1;
  if (ct_same_nocase(ct_path_extension(path), "tsv") && memchr(sample, '\t', n)) s->csv.delimiter = '\t';
  return true;
}

// A first row with a number that is no year is data, not names.
static bool is_header(const struct ct_csv *c) {
  double x;
  for (size_t i = 0; i < c->ncells; i++)
    if (ct_number_read(c->cells[i].v, c->cells[i].n, &x) && !(x >= 1000 && x <= 3000 && x == (int)x))
      return false;
  return true;
}

// Unique, never empty, trimmed.
static const char *column_name(struct ct_load_run *r, struct ct_map *seen, const struct ct_csv_cell *cell,
                               size_t i) {
  const char *v = cell ? cell->v : "";
  size_t n = cell ? cell->n : 0;
  while (n && (*v == ' ' || *v == '\t' || *v == '\n')) v++, n--;
  while (n && (v[n - 1] == ' ' || v[n - 1] == '\t' || v[n - 1] == '\n')) n--;
  const char *name =
      n ? ct_build_text(&r->build, NULL, v, n) : ct_arena_printf(r->arena, "column %zu", i + 1);
  bool added;
  ct_map_add_string(seen, name, i, &added);
  for (int k = 2; !added; k++) {
    const char *again = ct_arena_printf(r->arena, "%s_%d", name, k);
    ct_map_add_string(seen, again, i, &added);
    if (added) name = again;
  }
  return name;
}

static bool read_header(struct ct_load_run *r, struct source *s) {
  bool more = true;
  for (uint32_t i = 0; i <= s->preamble && more; i++)
    if (!ct_csv_next(&s->csv, &more, r->err)) return false;
  if (!more) return ct_fail(r->err, "%s: no rows (expected a header row and data rows)", r->place);
  s->header = is_header(&s->csv);
  s->ncolumns = s->csv.ncells;
  while (s->ncolumns > 1 && s->header && s->csv.cells[s->ncolumns - 1].n == 0) s->ncolumns--;
  s->names = CT_NEW_N(&r->scratch, const char *, s->ncolumns);
  s->survey = CT_NEW_N(&r->scratch, struct ct_survey, s->ncolumns);
  struct ct_map seen = {.arena = &r->scratch};
  for (size_t i = 0; i < s->ncolumns; i++) {
    s->survey[i].name = s->names[i] = column_name(r, &seen, s->header ? &s->csv.cells[i] : NULL, i);
    s->survey[i].reader = r->handles.coords;
    s->survey[i].candidate = ct_axes_candidate(s->names[i]);
    s->survey[i].phrase_name = ct_place_relative_name(s->names[i]);
  }
  if (!s->header)
    ct_diag_say(r->diags, "CT-D104", CT_NOTE, r->place, s->csv.record,
                "the first row holds numbers, so the columns have no names (called 'column 1' and so on)");
  return true;
}

static bool survey(struct ct_load_run *r, struct source *s) {
  bool more = true;
  if (!s->header) rewind_source(s);
  while (true) {
    if (!ct_csv_next(&s->csv, &more, r->err)) return false;
    if (!more) break;
    s->rows++;
    size_t n = s->csv.ncells < s->ncolumns ? s->csv.ncells : s->ncolumns;
    for (size_t i = 0; i < n; i++) ct_survey_add(&s->survey[i], s->csv.cells[i].v, s->csv.cells[i].n);
  }
  if (s->rows > UINT32_MAX - 8) return ct_fail(r->err, "%s: more than 4 294 967 287 rows", r->place);
  return true;
}

// The columns to keep: asked for, named in the condition, or needed to place rows.
static bool plan(struct ct_load_run *r, struct source *s, struct ct_axes *axes, int **slots) {
  struct ct_build *b = &r->build;
  struct ct_build_column *all = CT_NEW_N(&r->scratch, struct ct_build_column, s->ncolumns);
  for (size_t i = 0; i < s->ncolumns; i++)
    all[i] = (struct ct_build_column){
        .name = s->names[i],
        .type = ct_survey_is_number(&s->survey[i]) ? CT_COLUMN_NUMBER : CT_COLUMN_STRING,
        .wanted = ct_load_wants(r, s->names[i])};
  b->columns = all;
  b->ncolumns = s->ncolumns;
  if (!ct_place_axes(r, s->survey, axes)) return false;
  int *slot = CT_NEW_N(&r->scratch, int, s->ncolumns);
  struct ct_build_column *kept = CT_NEW_N(&r->scratch, struct ct_build_column, s->ncolumns);
  int *index[CT_AXES_INDICES], n = 0;
  size_t nindices = ct_axes_indices(axes, index);
  for (size_t i = 0; i < s->ncolumns; i++) {
    bool axis = false;
    for (size_t k = 0; k < nindices; k++) axis |= *index[k] == (int)i;
    bool named = r->req->where && ct_load_mentions(r->req->where, all[i].name);
    slot[i] = all[i].wanted || axis || named ? n : -1;
    if (slot[i] < 0) continue;
    kept[n] = all[i];
    kept[n++].keep_decimals = axis;
  }
  for (size_t k = 0; k < nindices; k++)
    if (*index[k] >= 0) *index[k] = slot[*index[k]];
  b->columns = kept;
  b->ncolumns = (size_t)n;
  *slots = slot;
  return true;
}

static void fill_row(struct ct_load_run *r, const struct source *s, const int *slot) {
  struct ct_build *b = &r->build;
  size_t row = ct_build_row(b, s->csv.record);
  size_t n = s->csv.ncells < s->ncolumns ? s->csv.ncells : s->ncolumns;
  for (size_t i = 0; i < n; i++) {
    const struct ct_csv_cell *cell = &s->csv.cells[i];
    if (slot[i] < 0 || cell->n == 0) continue;
    struct ct_build_column *c = &b->columns[slot[i]];
    if (c->type == CT_COLUMN_NUMBER) {
      ct_number_read(cell->v, cell->n, &c->number[row]);
      if (c->decimals) c->decimals[row] = (uint8_t)ct_number_decimals(cell->v, cell->n);
    } else {
      c->string[row] = ct_build_text(b, c, cell->v, cell->n);
    }
  }
}

static void check_length(struct ct_load_run *r, const struct source *s) {
  size_t filled = s->csv.ncells;
  while (filled > s->ncolumns && s->csv.cells[filled - 1].n == 0) filled--;
  if (filled <= s->ncolumns) return;
  struct ct_load_finding f = {.code = "CT-D105", .row = s->csv.record};
  f.suggestion = "put double quotes around cells that hold the delimiter";
  ct_load_row_warn(r, &f, "the row has %zu cells and the header %zu; the rest is left out", filled,
                   s->ncolumns);
}

static bool fill_rows(struct ct_load_run *r, struct source *s, const int *slot) {
  bool more = true;
  rewind_source(s);
  for (uint32_t i = 0; i < s->preamble + s->header && more; i++)
    if (!ct_csv_next(&s->csv, &more, r->err)) return false;
  ct_build_reserve(&r->build, s->rows);
  while (true) {
    if (!ct_csv_next(&s->csv, &more, r->err)) return false;
    if (!more) break;
    check_length(r, s);
    fill_row(r, s, slot);
  }
  return true;
}

bool ct_csv_table_read(struct ct_load_run *r, const char *path) {
  struct source s = {0};
  s.file = r->handles.file = VSIFOpenL(path, "rb");
  if (!s.file) return ct_fail(r->err, "%s: cannot be opened", r->place);
  s.csv = (struct ct_csv){.arena = &r->scratch, .read = read_file, .user = s.file, .name = r->place};
  r->plain = true;
  if (!sniff(r, &s, path)) return false;
  rewind_source(&s);
  int *slot;
  if (!read_header(r, &s) || !survey(r, &s) || !plan(r, &s, &r->axes, &slot) || !fill_rows(r, &s, slot))
    return false;
  r->axes.settled = true;
  if (r->build.recoded)
    ct_diag_say(r->diags, "CT-D102", CT_NOTE, r->place, r->build.recoded_row,
                "%zu cells are not UTF-8 and were read as Windows-1252", r->build.recoded);
  return true;
}

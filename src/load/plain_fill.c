// SPDX-License-Identifier: MIT
// Plain table: the second reading, in which rows are stored and findings told.
#include <string.h>

#include "base/err.h"
#include "base/number.h"
#include "base/str.h"
#include "load/damage.h"
#include "load/load.h"
#include "load/place.h"
#include "load/plain.h"
#include "load/plain_row.h"
#include "load/records.h"
#include "load/run.h"
#include "load/survey.h"
#include "model/diag.h"

// The columns to keep: asked for, named in the condition, or needed to place rows. Those without name and
// content come from doubled delimiters.
static bool plan(struct ct_load_run *r, struct ct_plain *p, struct ct_axes *axes, int **slots) {
  struct ct_build *b = &r->build;
  struct ct_build_column *all = CT_NEW_N(&r->scratch, struct ct_build_column, p->ncolumns);
  for (size_t i = 0; i < p->ncolumns; i++) {
    bool nothing = !p->survey[i].filled && (i >= p->ntitles || !p->titles[i].n);
    all[i] = (struct ct_build_column){
        .name = p->names[i],
        .type = ct_survey_is_number(&p->survey[i]) ? CT_COLUMN_NUMBER : CT_COLUMN_STRING,
        .wanted = ct_load_wants(r, p->names[i]) && !(nothing && r->req->all_columns)};
  }
  b->columns = all;
  b->ncolumns = p->ncolumns;
  if (!ct_place_axes(r, p->survey, axes)) return false;
  int *slot = CT_NEW_N(&r->scratch, int, p->ncolumns);
  struct ct_build_column *kept = CT_NEW_N(&r->scratch, struct ct_build_column, p->ncolumns);
  int *index[CT_AXES_INDICES], n = 0;
  size_t nindices = ct_axes_indices(axes, index);
  for (size_t i = 0; i < p->ncolumns; i++) {
    bool axis = false;
    for (size_t k = 0; k < nindices; k++) axis |= *index[k] == (int)i;
    bool named = r->req->where && ct_load_mentions(r->req->where, all[i].name);
    slot[i] = all[i].wanted || axis || named ? n : -1;
    if (slot[i] < 0) continue;
    kept[n] = all[i];
    kept[n].keep_spelling = r->req->keep_spelling;
    kept[n++].keep_decimals = axis;
  }
  for (size_t k = 0; k < nindices; k++)
    if (*index[k] >= 0) *index[k] = slot[*index[k]];
  b->columns = kept;
  b->ncolumns = (size_t)n;
  *slots = slot;
  return true;
}

static void look_for_damage(struct ct_load_run *r, uint32_t row, const char *column, const char *text) {
  const char *mended;
  struct ct_load_finding f = {.row = row, .field = column, .value = text};
  switch (ct_damage_find(&r->scratch, text, strlen(text), &mended)) {
    case CT_DAMAGE_NONE:
      return;
    case CT_DAMAGE_LOST:
      f.code = "CT-D170";
      ct_load_row_warn(r, &f, "'%.80s' has lost characters to a wrong encoding", text);
      return;
    case CT_DAMAGE_TWICE:
      f.code = "CT-D171";
      f.suggestion = mended;
      ct_load_row_warn(r, &f, "'%.80s' is UTF-8 that was read as Windows-1252", text);
      return;
    case CT_DAMAGE_QUESTION:
      f.code = "CT-D172";
      ct_load_row_warn(r, &f, "'%.80s' has a question mark inside a word, where a letter may be lost", text);
      return;
  }
}

static void fill_row(struct ct_load_run *r, const struct ct_plain *p, const int *slot) {
  struct ct_build *b = &r->build;
  const struct ct_records *rec = p->records;
  size_t row = ct_build_row(b, rec->row);
  size_t n = rec->ncells < p->ncolumns ? rec->ncells : p->ncolumns;
  for (size_t i = 0; i < n; i++) {
    const struct ct_csv_cell *cell = &rec->cells[i];
    if (slot[i] < 0 || cell->n == 0) continue;
    struct ct_build_column *c = &b->columns[slot[i]];
    if (c->type == CT_COLUMN_NUMBER) {
      ct_build_number(b, c, cell->v, cell->n);
      continue;
    }
    c->string[row] = ct_build_text(b, c, cell->v, cell->n);
    if (r->may_be_damaged && !r->req->quiet_rows) look_for_damage(r, rec->row, c->name, c->string[row]);
  }
}

static bool reads_as_column(const struct ct_plain *p, size_t column, const struct ct_csv_cell *cell) {
  const struct ct_survey *s = &p->survey[column];
  double x;
  bool number = cell->n && ct_number_read(cell->v, cell->n, &x);
  return s->filled && s->numbers * 10 >= s->filled * 8 ? number || !cell->n : !number;
}

// Which cells would be one, so that those behind fall into columns of their kind? -1 when none or several would.
static int joined_cell(const struct ct_plain *p, const struct ct_records *rec, size_t extra) {
  enum { LOOKED = 200 };
  size_t n = p->ncolumns, best = 0;
  int at = -1, equals = 0;
  if (n > LOOKED || extra > 4) return -1;
  size_t after = 0, before = 0;
  for (size_t i = 1; i < n; i++) after += reads_as_column(p, i, &rec->cells[i + extra]);
  for (size_t i = 0; i < n; i++) {
    bool text = p->survey[i].numbers * 10 < p->survey[i].filled * 8;
    size_t score = before + after;
    if (text && score >= best) {
      equals = score > best ? 1 : equals + 1;
      best = score;
      at = (int)i;
    }
    before += reads_as_column(p, i, &rec->cells[i]);
    if (i + 1 < n) after -= reads_as_column(p, i + 1, &rec->cells[i + 1 + extra]);
  }
  return equals == 1 && best + 1 >= n ? at : -1;
}

static const char *joined_text(struct ct_load_run *r, const struct ct_records *rec, int at, size_t extra) {
  struct ct_str s = {.arena = &r->scratch};
  ct_str_add(&s, "put double quotes around '");
  for (size_t i = 0; i <= extra; i++) {
    const struct ct_csv_cell *c = &rec->cells[(size_t)at + i];
    if (i) ct_str_add_n(&s, ",", 1);
    ct_str_add_n(&s, c->v, c->n < 60 ? c->n : 60);
  }
  ct_str_add(&s, "', which holds the delimiter");
  return ct_str_text(&s);
}

static void too_many(struct ct_load_run *r, const struct ct_plain *p, size_t filled) {
  const struct ct_records *rec = p->records;
  struct ct_load_finding f = {.code = "CT-D105", .row = rec->row};
  size_t extra = filled - p->ncolumns;
  int at = joined_cell(p, rec, extra);
  f.suggestion =
      at >= 0 ? joined_text(r, rec, at, extra) : "put double quotes around cells that hold the delimiter";
  ct_load_row_warn(r, &f, "the row has %zu cells and the header %zu; the rest is left out", filled,
                   p->ncolumns);
}

// Some programs leave out a row's last cells when they are empty, always: no row then ends in an empty cell.
static bool drops_empty_cells(const struct ct_plain *p) {
  return p->open_rows == 0;
}

static void check_length(struct ct_load_run *r, const struct ct_plain *p) {
  const struct ct_records *rec = p->records;
  size_t filled = rec->ncells;
  while (filled > p->ncolumns && rec->cells[filled - 1].n == 0) filled--;
  if (filled > p->ncolumns) too_many(r, p, filled);
  if (rec->ncells < p->ncolumns && !drops_empty_cells(p)) {
    struct ct_load_finding f = {.code = "CT-D109", .row = rec->row};
    f.suggestion = "a cell with a line break needs double quotes; empty cells need their delimiters";
    ct_load_row_warn(r, &f, "the row has %zu of the header's %zu cells", rec->ncells, p->ncolumns);
  }
  if (rec->stray) {
    struct ct_load_finding f = {.code = "CT-D119", .row = rec->row};
    f.suggestion = "close the quote or take it out";
    ct_load_row_warn(r, &f, "a quote is opened in this row and never closed; it is read as a character");
  }
}

static void tell_header(struct ct_load_run *r, const struct ct_plain *p) {
  if (r->req->quiet_rows) return;
  if (!p->header && !r->req->header_row && !r->req->nnamed)
    ct_diag_say(r->diags, "CT-D104", CT_NOTE, r->place, p->first_row,
                "the first row holds values, so the columns have no names (called 'column 1' and so on)");
  if (p->above && !r->req->header_row)
    ct_diag_say(r->diags, "CT-D106", CT_NOTE, r->place, p->header_row,
                "the columns are named in row %u; what is above is left out (choose with header_row)",
                p->header_row);
  if (p->units_row)
    ct_diag_say(r->diags, "CT-D107", CT_NOTE, r->place, p->units_row,
                "row %u holds units or types of the columns and is left out", p->units_row);
}

bool ct_plain_fill(struct ct_load_run *r, struct ct_plain *p) {
  struct ct_records *rec = p->records;
  bool more = true;
  int *slot;
  tell_header(r, p);
  if (!plan(r, p, &r->axes, &slot) || !rec->rewind(rec, r->err)) return false;
  ct_build_reserve(&r->build, p->rows);
  while (true) {
    if (!ct_plain_next(rec, &more, r->err)) return false;
    if (!more) break;
    enum ct_plain_row kind = ct_plain_row_kind(p, rec);
    if (kind == CT_PLAIN_TITLES && !r->req->quiet_rows)
      ct_diag_say(r->diags, "CT-D108", CT_NOTE, r->place, rec->row,
                  "the header stands here again; the row is left out");
    if (kind != CT_PLAIN_DATA) continue;
    check_length(r, p);
    fill_row(r, p, slot);
  }
  r->axes.settled = true;
  return true;
}

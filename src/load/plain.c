// SPDX-License-Identifier: MIT
// Plain table: the first reading, in which the header is found and columns get their types.
#include "load/plain.h"

#include <string.h>

#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "load/axis_name.h"
#include "load/header.h"
#include "load/load.h"
#include "load/place_relative.h"
#include "load/plain_row.h"
#include "load/records.h"
#include "load/run.h"
#include "load/survey.h"

// The first rows, copied: their cells would be gone with the next one.
struct sample {
  struct ct_header_row rows[CT_HEADER_SAMPLE];
  size_t n;
};

static bool empty_row(const struct ct_records *rec) {
  for (size_t i = 0; i < rec->ncells; i++)
    if (rec->cells[i].n) return false;
  return true;
}

bool ct_plain_next(struct ct_records *rec, bool *more, struct ct_err *err) {
  do {
    if (!rec->next(rec, more, err)) return false;
  } while (*more && (!rec->ncells || rec->cells[0].n == 0) && empty_row(rec));
  return true;
}

static struct ct_csv_cell *copy_cells(struct ct_load_run *r, const struct ct_records *rec) {
  size_t bytes = 0;
  for (size_t i = 0; i < rec->ncells; i++) bytes += rec->cells[i].n;
  struct ct_csv_cell *cells = CT_NEW_N(&r->scratch, struct ct_csv_cell, rec->ncells);
  char *text = CT_NEW_N(&r->scratch, char, bytes + 1);
  for (size_t i = 0; i < rec->ncells; i++) {
    cells[i] = rec->cells[i];
    cells[i].v = text;
    if (cells[i].n) memcpy(text, rec->cells[i].v, cells[i].n);
    text += cells[i].n;
  }
  return cells;
}

// Stops early at wide tables: a few rows of them tell as much.
static bool take_sample(struct ct_load_run *r, struct ct_records *rec, struct sample *s) {
  enum { CELLS_MAX = 300 * 1000, BYTES_MAX = 4 << 20 };
  size_t cells = 0, bytes = 0;
  bool more = true;
  while (s->n < CT_HEADER_SAMPLE && cells < CELLS_MAX && bytes < BYTES_MAX) {
    if (!ct_plain_next(rec, &more, r->err)) return false;
    if (!more) break;
    if (rec->row < rec->first_row) continue;
    s->rows[s->n++] = (struct ct_header_row){copy_cells(r, rec), rec->ncells, rec->row};
    cells += rec->ncells;
    for (size_t i = 0; i < rec->ncells; i++) bytes += rec->cells[i].n;
  }
  return s->n || ct_fail(r->err, "%s: no rows (expected a header row and data rows)", r->place);
}

// The row that the user names: it may lie past the sample.
static bool told_header(struct ct_load_run *r, struct ct_records *rec, struct sample *s) {
  uint32_t wanted = (uint32_t)r->req->header_row;
  if (!rec->rewind(rec, r->err)) return false;
  s->n = 0;
  rec->first_row = wanted;
  if (!take_sample(r, rec, s)) return false;
  if (s->rows[0].row == wanted) return true;
  return ct_fail(r->err, "%s: row %u holds no names of columns (the next row with anything in it is %u)",
                 r->place, wanted, s->rows[0].row);
}

static const char *given_name(const struct ct_load_request *q, size_t i) {
  for (size_t k = 0; k < q->nnamed; k++)
    if (q->named[k].number == i + 1) return q->named[k].name;
  return NULL;
}

// One line, trimmed.
static const char *title_text(struct ct_load_run *r, struct ct_csv_cell c) {
  struct ct_str out = {.arena = r->arena};
  bool gap = false;
  for (size_t i = 0; i < c.n; i++) {
    bool space = c.v[i] == ' ' || c.v[i] == '\t' || c.v[i] == '\n' || c.v[i] == '\r';
    if (!space && gap && out.n) ct_str_add_n(&out, " ", 1);
    if (!space) ct_str_add_n(&out, c.v + i, 1);
    gap = space;
  }
  return ct_str_text(&out);
}

// Unique and never empty; names that the user gives come first.
static bool name_columns(struct ct_load_run *r, struct ct_plain *p) {
  const struct ct_load_request *q = r->req;
  struct ct_map seen = {.arena = &r->scratch};
  bool added;
  for (size_t k = 0; k < q->nnamed; k++) {
    if (q->named[k].number == 0 || q->named[k].number > p->ncolumns)
      return ct_fail(r->err, "%s: column %zu is to be '%s', but the table has %zu columns", r->place,
                     q->named[k].number, q->named[k].name, p->ncolumns);
    ct_map_add_string(&seen, q->named[k].name, q->named[k].number, &added);
  }
  p->names = CT_NEW_N(&r->scratch, const char *, p->ncolumns);
  for (size_t i = 0; i < p->ncolumns; i++) {
    const char *name = given_name(q, i);
    if (name) {
      p->names[i] = ct_arena_strdup(r->arena, name);
      continue;
    }
    const char *title = p->header && i < p->ntitles ? title_text(r, p->titles[i]) : "";
    name = *title ? ct_build_text(&r->build, NULL, title, strlen(title))
                  : ct_arena_printf(r->arena, "column %zu", i + 1);
    const char *first = name;
    ct_map_add_string(&seen, name, i, &added);
    for (int k = 2; !added; k++) {
      name = ct_arena_printf(r->arena, "%s_%d", first, k);
      ct_map_add_string(&seen, name, i, &added);
    }
    p->names[i] = name;
  }
  return true;
}

static bool read_header(struct ct_load_run *r, struct ct_records *rec, struct ct_plain *p) {
  struct sample s = {.n = 0};
  struct ct_header h = {.found = r->req->header_row > 0};
  if (!take_sample(r, rec, &s)) return false;
  if (h.found && !told_header(r, rec, &s)) return false;
  if (r->req->header_row)
    h.ncells = ct_header_width(s.rows, s.n, 0, h.found);
  else
    h = ct_header_find(s.rows, s.n);
  p->header = h.found;
  p->first_row = s.rows[h.at].row + (h.found ? 1 : 0);
  p->ncolumns = h.ncells;
  if (h.found) {
    p->header_row = s.rows[h.at].row;
    p->above = h.at > 0;
    p->titles = (struct ct_csv_cell *)(uintptr_t)s.rows[h.at].cells;
    p->ntitles = s.rows[h.at].n < h.ncells ? s.rows[h.at].n : h.ncells;
    if (h.at + 1 < s.n && ct_header_is_units(s.rows[h.at + 1].cells, s.rows[h.at + 1].n))
      p->units_row = s.rows[h.at + 1].row;
  }
  return name_columns(r, p);
}

// The header's own cells once more: tables pasted one below the other.
static bool is_titles(const struct ct_plain *p, const struct ct_records *rec) {
  size_t same = 0;
  for (size_t i = 0; i < p->ntitles; i++) {
    const struct ct_csv_cell *t = &p->titles[i];
    size_t n = i < rec->ncells ? rec->cells[i].n : 0;
    if (n != t->n || (n && memcmp(t->v, rec->cells[i].v, n) != 0)) return false;
    same += n > 0;
  }
  return same > 1;
}

enum ct_plain_row ct_plain_row_kind(const struct ct_plain *p, const struct ct_records *rec) {
  if (rec->row < p->first_row) return CT_PLAIN_BEFORE;
  if (rec->row == p->units_row) return CT_PLAIN_UNITS;
  return p->header && is_titles(p, rec) ? CT_PLAIN_TITLES : CT_PLAIN_DATA;
}

bool ct_plain_survey(struct ct_load_run *r, struct ct_records *rec, struct ct_plain *p) {
  *p = (struct ct_plain){.records = rec};
  bool more = true;
  if (!ct_load_coords(r) || !rec->rewind(rec, r->err) || !read_header(r, rec, p) || !rec->rewind(rec, r->err))
    return false;
  p->survey = CT_NEW_N(&r->scratch, struct ct_survey, p->ncolumns);
  for (size_t i = 0; i < p->ncolumns; i++) {
    p->survey[i].name = p->names[i];
    p->survey[i].reader = r->handles.coords;
    p->survey[i].candidate = ct_axes_candidate(p->names[i]);
    p->survey[i].phrase_name = ct_place_relative_name(p->names[i]);
  }
  while (true) {
    if (!ct_plain_next(rec, &more, r->err)) return false;
    if (!more) break;
    enum ct_plain_row kind = ct_plain_row_kind(p, rec);
    p->titles_again += kind == CT_PLAIN_TITLES;
    if (kind != CT_PLAIN_DATA) continue;
    p->rows++;
    size_t n = rec->ncells < p->ncolumns ? rec->ncells : p->ncolumns;
    p->short_rows += n < p->ncolumns;
    p->open_rows += n && rec->cells[rec->ncells - 1].n == 0;
    for (size_t i = 0; i < n; i++) ct_survey_add(&p->survey[i], rec->cells[i].v, rec->cells[i].n);
  }
  if (p->rows > UINT32_MAX - 8) return ct_fail(r->err, "%s: more than 4 294 967 287 rows", r->place);
  return true;
}

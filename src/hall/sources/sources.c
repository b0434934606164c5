// SPDX-License-Identifier: MIT
// Sources: a document's data entries, loaded, selected and derived.
#include "hall/sources/sources.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "hall/cache/cache.h"
#include "hall/sources/data.h"
#include "hall/sources/edition.h"
#include "hall/sources/known.h"
#include "hall/sources/places.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/edition.h"
#include "model/table_dates.h"
#include "project/project.h"
#include "select/select.h"

static bool same_text(const char *x, const char *y) {
  return x == y || (x && y && strcmp(x, y) == 0);
}

// The table read while guessing, when the entry asks for just that.
static bool read_already(const struct ct_sources *s, const struct ct_data *d, struct ct_table *t) {
  if (d->sql || d->join.layer || d->links.places || d->ncolumns || d->as_of) return false;
  for (size_t i = 0; i < s->nread; i++) {
    const struct ct_load_request *r = s->read[i].request;
    if (!same_text(d->path, r->path) || !same_text(d->where, r->where) || !same_text(d->layer, r->layer) ||
        !same_text(d->lon, r->lon) || !same_text(d->lat, r->lat) || !same_text(d->crs, r->crs) ||
        d->header_row != r->header_row)
      continue;
    *t = *s->read[i].table;
    t->name = d->name;
    return true;
  }
  return false;
}

const struct ct_table *ct_sources_with_column(struct ct_arena *a, const struct ct_table *t,
                                              struct ct_column column) {
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, t->ncolumns + 1);
  if (t->ncolumns) memcpy(columns, t->columns, t->ncolumns * sizeof *columns);
  // One that is there already (of another page's scale) is replaced.
  int had = ct_table_column(t, column.name);
  size_t at = had >= 0 ? (size_t)had : t->ncolumns;
  columns[at] = column;
  struct ct_table *copy = CT_NEW(a, struct ct_table);
  *copy = *t;
  copy->columns = columns;
  copy->ncolumns += at == t->ncolumns;
  return copy;
}

// "precision_m" may be what loading found out: the digits of a position, its distance from a place.
static void add_precision(struct ct_sources *s, const struct ct_data *d, struct ct_table *t) {
  static const char name[] = "precision_m";
  bool named = same_text(d->precision, name) || same_text(d->uncertainty, name);
  if (!named || !t->precision_m || ct_table_column(t, name) >= 0) return;
  double *m = CT_NEW_N(s->a, double, t->n);
  for (size_t i = 0; i < t->n; i++) m[i] = t->precision_m[i];
  *t = *ct_sources_with_column(s->a, t,
                               (struct ct_column){.name = name, .type = CT_COLUMN_NUMBER, .number = m});
}

bool ct_sources_load_entry(struct ct_sources *s, const struct ct_data *d, struct ct_table *t,
                           struct ct_err *err) {
  struct ct_load_column *named = CT_NEW_N(s->a, struct ct_load_column, d->ncolumns);
  for (size_t i = 0; i < d->ncolumns; i++)
    named[i] = (struct ct_load_column){d->columns[i].name, d->columns[i].number};
  // Areas and places of other data: its own rows need none.
  bool elsewhere = d->join.layer || d->links.places;
  struct ct_load_request r = {.name = d->name,
                              .path = d->path,
                              .layer = d->layer,
                              .header_row = d->header_row,
                              .named = named,
                              .nnamed = d->ncolumns,
                              .lon = d->lon,
                              .lat = d->lat,
                              .crs = d->crs,
                              .where = d->where,
                              .sql = d->sql,
                              .all_columns = true,
                              .need_place = !elsewhere,
                              .quiet_rows = elsewhere,
                              .allow_network = s->allow_network,
                              .places = s->places ? ct_places_get : NULL,
                              .places_user = s->places};
  if (read_already(s, d, t)) return true;
  struct ct_data_day day = {
      .cache = s->cache, .as_of = d->as_of ? d->as_of : s->doc->as_of, .only_then = d->as_of != NULL};
  if (!ct_data_load(&r, &day, s->a, s->diags, t, err)) return false;
  if (s->places) ct_places_add(s->places, t);
  return true;
}

// The date column: as named, else recognised.
static int date_column(const struct ct_data *d, const struct ct_table *t) {
  return d->date ? ct_table_column(t, d->date) : ct_select_date_column(t);
}

static const struct ct_table *keep(struct ct_arena *a, const struct ct_table *t) {
  struct ct_table *copy = CT_NEW(a, struct ct_table);
  *copy = *t;
  return copy;
}

bool ct_sources_window(struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                       struct ct_rows *rows, struct ct_err *err) {
  struct ct_window w = {s->doc->since, s->doc->until, s->doc->as_of};
  *rows = (struct ct_rows){.all = true, .n = t->n};
  int date = date_column(d, t);
  // As-of alone judges by a date the document names, never by one that was recognised.
  bool windowed = w.since || w.until || (w.as_of && d->date);
  return !windowed || date < 0 || ct_select_window(t, date, &w, s->a, s->diags, rows, err);
}

// Rows that are gone were shown by the edition that had them: no window keeps them out now.
static void add_removed(struct ct_arena *a, const struct ct_table *t, struct ct_rows *rows) {
  if (rows->all || ct_table_column(t, CT_EDITION_COLUMN) < 0) return;
  uint32_t *v = CT_NEW_N(a, uint32_t, t->n + 1);
  size_t n = 0, k = 0;
  for (size_t i = 0; i < t->n; i++) {
    bool picked = k < rows->n && rows->v[k] == i;
    k += picked;
    if (picked || ct_sources_is_removed(t, i)) v[n++] = (uint32_t)i;
  }
  *rows = (struct ct_rows){.n = n, .v = v};
}

static bool select_rows(struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                        struct ct_table *out, struct ct_err *err) {
  struct ct_rows rows, all;
  if (!ct_sources_window(s, d, t, &rows, err)) return false;
  add_removed(s->a, t, &rows);
  all = rows;
  const char *by = d->group_by ? d->group_by : d->join.layer ? d->join.on : NULL;
  if (by) ct_sources_drop_removed(t, by, s->a, &rows);
  if (d->group_by) {
    if (!ct_select_group(t, &rows, d->group_by, s->a, out, err)) return false;
    ct_sources_group_edition(t, &all, d->group_by, s->a, out);
    return true;
  }
  if (d->join.layer) {
    const struct ct_table *areas = ct_sources_base(s, d->join.layer, 3e7, NULL, NULL, err);
    return areas && ct_select_join(t, &rows, d->join.on, areas, d->join.key, s->a, s->diags, out, err);
  }
  if (rows.all)
    *out = *t;
  else
    ct_select_take(t, &rows, s->a, out);
  return true;
}

static void note_kinds(struct ct_source_data *e) {
  bool marked = ct_table_column(e->table, CT_EDITION_COLUMN) >= 0;
  if (!e->table->geoms.type && !marked) {
    e->points = e->table->placed > 0;
    return;
  }
  for (size_t i = 0; i < e->table->n; i++) {
    if (marked && (!ct_table_placed(e->table, i) || ct_sources_is_removed(e->table, i))) continue;
    enum ct_geom_type g = ct_table_geom_type(e->table, i);
    e->points = e->points || g == CT_GEOM_POINT;
    e->lines = e->lines || g == CT_GEOM_LINE;
    e->polygons = e->polygons || g == CT_GEOM_POLYGON;
  }
}

// Tracks and rings belong to every selected row, also where rows are grouped into one mark.
static bool ungrouped(struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                      struct ct_table *out, struct ct_err *err) {
  struct ct_data plain = *d;
  plain.group_by = NULL;
  plain.join.layer = NULL;
  return select_rows(s, &plain, t, out, err);
}

// From the rows as read to what is drawn of them. Selected: its rows that lines and areas are derived from, if
// any are.
static bool work_out(struct ct_sources *s, const struct ct_data *d, struct ct_source_data *e,
                     const struct ct_table **selected, struct ct_err *err) {
  struct ct_table raw, drawn, all;
  raw = *ct_select_derive_date(e->raw, s->a);
  add_precision(s, d, &raw);
  if (!ct_sources_check_columns(s, d, &raw, err) || !select_rows(s, d, &raw, &drawn, err)) return false;
  e->table = ct_sources_label_columns(s->a, d->label, &raw, keep(s->a, &drawn));
  e->table = ct_sources_label_columns(s->a, d->label_second, &raw, e->table);
  e->date_column = date_column(d, e->table);
  e->rows_outside_time = raw.n - drawn.n;
  note_kinds(e);
  bool marked = ct_table_column(&raw, CT_EDITION_COLUMN) >= 0;
  if (!ct_sources_derives(d) && !marked) return true;
  if (!ungrouped(s, d, &raw, &all, err)) return false;
  *selected = keep(s->a, &all);
  return true;
}

static bool load_one(struct ct_sources *s, const struct ct_data *d, struct ct_source_data *e,
                     const struct ct_table **selected, struct ct_err *err) {
  struct ct_table raw;
  e->spec = d;
  if (!ct_sources_load_entry(s, d, &raw, err)) return false;
  e->raw = keep(s->a, &raw);
  if (s->doc->edition.since && !ct_sources_mark_edition(s, e, err)) return false;
  return work_out(s, d, e, selected, err);
}

void ct_sources_fork(const struct ct_sources *of, const struct ct_document *doc, struct ct_arena *a,
                     struct ct_sources *out) {
  *out = *of;
  out->a = a;
  out->doc = doc;
  out->data = CT_NEW_N(a, struct ct_source_data, of->ndata + 1);
  if (of->ndata) memcpy(out->data, of->data, of->ndata * sizeof *out->data);
  ct_sources_forget(out);
}

bool ct_sources_narrow(struct ct_sources *s, size_t i, const struct ct_rows *rows, struct ct_err *err) {
  struct ct_source_data e = {.spec = s->data[i].spec};
  struct ct_table taken;
  const struct ct_table *selected = NULL;
  ct_select_take(s->data[i].raw, rows, s->a, &taken);
  e.raw = keep(s->a, &taken);
  if (!work_out(s, e.spec, &e, &selected, err)) return false;
  e.whole = s->data[i].table;
  s->data[i] = e;
  return !selected || ct_sources_derive(s, &s->data[i], selected, err);
}

bool ct_sources_where(const struct ct_sources *of, size_t i, const char *where, struct ct_table *out,
                      struct ct_err *err) {
  struct ct_diags quiet = {0};
  struct ct_sources s = *of;
  struct ct_data d = *of->data[i].spec;
  s.diags = &quiet;
  s.nread = 0;
  d.where = d.where ? ct_arena_printf(s.a, "(%s) AND (%s)", d.where, where) : where;
  return ct_sources_load_entry(&s, &d, out, err);
}

bool ct_sources_load(struct ct_sources *s, struct ct_err *err) {
  s->ndata = s->doc->ndata;
  s->data = CT_NEW_N(s->a, struct ct_source_data, s->ndata);
  const struct ct_table **selected = CT_NEW_N(s->a, const struct ct_table *, s->ndata);
  for (size_t i = 0; i < s->ndata; i++)
    if (!load_one(s, &s->doc->data[i], &s->data[i], &selected[i], err)) return false;
  // Links look for places also in entries that follow theirs.
  for (size_t i = 0; i < s->ndata; i++)
    if (selected[i] && !ct_sources_derive(s, &s->data[i], selected[i], err)) return false;
  return true;
}

// Is the cell something other than empty, "0", "no" or "false"?
static bool truthy(const struct ct_table *t, int column, size_t i) {
  char buf[32];
  const char *text = ct_table_text(t, column, i, buf);
  return text && *text && strcmp(text, "0") != 0 && !ct_same_nocase(text, "no") &&
         !ct_same_nocase(text, "false");
}

// Columns of an entry that tell how sure a position is, or -1.
struct doubts {
  int approx, precision, uncertainty;
};

static bool row_approximate(const struct ct_data *d, const struct ct_table *t, const struct doubts *c,
                            size_t i, double coarse_m) {
  if (d->approx && (c->approx < 0 || truthy(t, c->approx, i))) return true;
  if (t->approx && t->approx[i]) return true;
  return (c->precision >= 0 && ct_table_number(t, c->precision, i) > coarse_m) ||
         (c->uncertainty >= 0 && ct_table_number(t, c->uncertainty, i) > coarse_m);
}

static void add_flags(struct ct_arena *a, struct ct_source_data *e, const char *name, const int8_t *flags) {
  e->table = ct_sources_with_column(
      a, e->table, (struct ct_column){.name = name, .type = CT_COLUMN_BOOL, .boolean = flags});
}

static void mark_entry(struct ct_sources *s, struct ct_source_data *e, double coarse_m, double wide_m) {
  const struct ct_data *d = e->spec;
  if (!e->table || (!d->approx && !d->precision && !d->uncertainty && !e->table->approx)) return;
  const struct ct_table *t = e->table;
  struct doubts c = {-1, -1, -1};
  if (d->approx && strcmp(d->approx, "true") != 0) c.approx = ct_table_column(t, d->approx);
  if (d->precision) c.precision = ct_table_column(t, d->precision);
  if (d->uncertainty) c.uncertainty = ct_table_column(t, d->uncertainty);
  int8_t *approx = CT_NEW_N(s->a, int8_t, t->n), *wide = CT_NEW_N(s->a, int8_t, t->n);
  for (size_t i = 0; i < t->n; i++) {
    approx[i] = row_approximate(d, t, &c, i, coarse_m);
    wide[i] = c.uncertainty >= 0 && ct_table_number(t, c.uncertainty, i) > wide_m;
  }
  add_flags(s->a, e, "ct_approx", approx);
  if (c.uncertainty >= 0) add_flags(s->a, e, "ct_wide", wide);
}

void ct_sources_mark_approximate(struct ct_sources *s, double coarse_m, double wide_m) {
  for (size_t i = 0; i < s->ndata; i++) mark_entry(s, &s->data[i], coarse_m, wide_m);
}

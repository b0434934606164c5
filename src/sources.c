// SPDX-License-Identifier: MIT
// Sources: a document's data entries, loaded, selected and derived.
#include "sources.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "job.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/table_dates.h"
#include "places.h"
#include "project/project.h"
#include "select/select.h"

struct names {
  ct_vec(const char *) v;
};

static void add_name(struct ct_arena *a, struct names *n, const char *name) {
  if (name) ct_vec_push(a, &n->v, name);
}

// The columns inside "{a} and {b|date}", or the one the label is.
static void add_label_columns(struct ct_arena *a, struct names *n, const char *label) {
  if (!label || !strchr(label, '{')) {
    add_name(a, n, label);
    return;
  }
  for (const char *p = strchr(label, '{'); p; p = strchr(p + 1, '{')) {
    const char *close = strchr(p, '}');
    if (!close) break;
    const char *name = ct_arena_strndup(a, p + 1, (size_t)(close - p - 1));
    add_name(a, n, ct_ends_with(name, "|date") ? ct_arena_strndup(a, name, strlen(name) - 5) : name);
  }
}

// The columns of the table that the entry names (not those made by grouping).
static void named_columns(struct ct_arena *a, const struct ct_data *d, struct names *n) {
  add_name(a, n, d->class_column);
  add_label_columns(a, n, d->label);
  add_label_columns(a, n, d->label_second);
  const char *const plain[] = {d->date,        d->group_by,     d->sort,           d->precision,
                               d->uncertainty, d->join.on,      d->tracks.bearing, d->tracks.distance_km,
                               d->size.column, d->shade.column, d->source_column};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) add_name(a, n, plain[i]);
  if (d->approx && strcmp(d->approx, "true") != 0) add_name(a, n, d->approx);
}

static bool check_columns(struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                          struct ct_err *err) {
  struct names wanted = {0};
  named_columns(s->a, d, &wanted);
  const char **have = CT_NEW_N(s->a, const char *, t->ncolumns);
  struct ct_str list = {.arena = s->a};
  for (size_t i = 0; i < t->ncolumns; i++) {
    have[i] = t->columns[i].name;
    if (i < 30) ct_str_addf(&list, "%s%s", i ? ", " : "", have[i]);
  }
  for (size_t i = 0; i < wanted.v.n; i++) {
    const char *name = wanted.v.v[i];
    if (ct_table_column(t, name) >= 0 || (d->group_by && strcmp(name, "count") == 0)) continue;
    const char *near = ct_nearest_name(name, have, t->ncolumns);
    const char *file = s->doc->file ? s->doc->file : ct_path_shown(s->a, d->path);
    if (near)
      return ct_fail(err, "%s:%d: data '%s' has no column '%s' (did you mean '%s'?)", file, d->line, d->name,
                     name, near);
    return ct_fail(err, "%s:%d: data '%s' has no column '%s' (it has %s)", file, d->line, d->name, name,
                   ct_str_text(&list));
  }
  return true;
}

static bool same_text(const char *x, const char *y) {
  return x == y || (x && y && strcmp(x, y) == 0);
}

// The table read while guessing, when the entry asks for just that.
static bool read_already(const struct ct_sources *s, const struct ct_data *d, struct ct_table *t) {
  if (d->sql || d->join.layer || d->ncolumns) return false;
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
  columns[t->ncolumns] = column;
  struct ct_table *copy = CT_NEW(a, struct ct_table);
  *copy = *t;
  copy->columns = columns;
  copy->ncolumns++;
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

static bool load_entry(struct ct_sources *s, const struct ct_data *d, struct ct_table *t,
                       struct ct_err *err) {
  struct ct_load_column *named = CT_NEW_N(s->a, struct ct_load_column, d->ncolumns);
  for (size_t i = 0; i < d->ncolumns; i++)
    named[i] = (struct ct_load_column){d->columns[i].name, d->columns[i].number};
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
                              .need_place = d->join.layer == NULL,
                              .quiet_rows = d->join.layer != NULL,
                              .allow_network = s->allow_network,
                              .places = s->places ? ct_places_get : NULL,
                              .places_user = s->places};
  if (read_already(s, d, t)) return true;
  if (!ct_load(&r, s->a, s->diags, t, err)) return false;
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

static bool select_rows(struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                        struct ct_table *out, struct ct_err *err) {
  struct ct_window w = {s->doc->since, s->doc->until, s->doc->as_of};
  struct ct_rows rows = {.all = true, .n = t->n};
  int date = date_column(d, t);
  // As-of alone judges by a date the document names, never by one that was recognised.
  bool windowed = w.since || w.until || (w.as_of && d->date);
  if (windowed && date >= 0 && !ct_select_window(t, date, &w, s->a, s->diags, &rows, err)) return false;
  if (d->group_by) return ct_select_group(t, &rows, d->group_by, s->a, out, err);
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
  if (!e->table->geoms.type) {
    e->points = e->table->placed > 0;
    return;
  }
  for (size_t i = 0; i < e->table->n; i++) {
    enum ct_geom_type g = ct_table_geom_type(e->table, i);
    e->points = e->points || g == CT_GEOM_POINT;
    e->lines = e->lines || g == CT_GEOM_LINE;
    e->polygons = e->polygons || g == CT_GEOM_POLYGON;
  }
}

static bool derive(struct ct_sources *s, struct ct_source_data *e, const struct ct_table *all,
                   struct ct_err *err) {
  const struct ct_data *d = e->spec;
  struct ct_table t;
  if (d->tracks.bearing) {
    if (!ct_geodesic_tracks(all, d->tracks.bearing, d->tracks.distance_km, s->a, &t, err)) return false;
    e->tracks = keep(s->a, &t);
  }
  if (d->uncertainty) {
    if (!ct_geodesic_rings(all, d->uncertainty, s->a, &t, err)) return false;
    e->rings = keep(s->a, &t);
  }
  return true;
}

// Tracks and rings belong to every selected row, also where rows are grouped into one mark.
static bool ungrouped(struct ct_sources *s, const struct ct_data *d, const struct ct_table *t,
                      struct ct_table *out, struct ct_err *err) {
  struct ct_data plain = *d;
  plain.group_by = NULL;
  plain.join.layer = NULL;
  return select_rows(s, &plain, t, out, err);
}

static bool load_one(struct ct_sources *s, const struct ct_data *d, struct ct_source_data *e,
                     struct ct_err *err) {
  struct ct_table raw, drawn, all;
  e->spec = d;
  if (!load_entry(s, d, &raw, err)) return false;
  e->raw = keep(s->a, &raw);
  raw = *ct_select_derive_date(&raw, s->a);
  add_precision(s, d, &raw);
  if (!check_columns(s, d, &raw, err) || !select_rows(s, d, &raw, &drawn, err)) return false;
  e->table = ct_sources_label_columns(s->a, d->label, &raw, keep(s->a, &drawn));
  e->table = ct_sources_label_columns(s->a, d->label_second, &raw, e->table);
  e->date_column = date_column(d, e->table);
  e->rows_outside_time = raw.n - drawn.n;
  note_kinds(e);
  if (!d->tracks.bearing && !d->uncertainty) return true;
  return ungrouped(s, d, &raw, &all, err) && derive(s, e, keep(s->a, &all), err);
}

bool ct_sources_load(struct ct_sources *s, struct ct_err *err) {
  s->ndata = s->doc->ndata;
  s->data = CT_NEW_N(s->a, struct ct_source_data, s->ndata);
  for (size_t i = 0; i < s->ndata; i++)
    if (!load_one(s, &s->doc->data[i], &s->data[i], err)) return false;
  return true;
}

// Is the cell something other than empty, "0", "no" or "false"?
static bool truthy(const struct ct_table *t, int column, size_t i) {
  char buf[32];
  const char *text = ct_table_text(t, column, i, buf);
  return text && *text && strcmp(text, "0") != 0 && !ct_same_nocase(text, "no") &&
         !ct_same_nocase(text, "false");
}

static bool row_approximate(const struct ct_data *d, const struct ct_table *t, int approx, int precision,
                            size_t i, double coarse_m) {
  if (d->approx && (approx < 0 || truthy(t, approx, i))) return true;
  if (t->approx && t->approx[i]) return true;
  double m = precision >= 0 ? ct_table_number(t, precision, i) : NAN;
  return m > coarse_m;
}

static void mark_entry(struct ct_sources *s, struct ct_source_data *e, double coarse_m) {
  const struct ct_data *d = e->spec;
  if (!e->table || (!d->approx && !d->precision && !e->table->approx)) return;
  const struct ct_table *t = e->table;
  int approx = d->approx && strcmp(d->approx, "true") != 0 ? ct_table_column(t, d->approx) : -1;
  int precision = d->precision ? ct_table_column(t, d->precision) : -1;
  int8_t *flags = CT_NEW_N(s->a, int8_t, t->n);
  for (size_t i = 0; i < t->n; i++) flags[i] = row_approximate(d, t, approx, precision, i, coarse_m);
  e->table = ct_sources_with_column(
      s->a, t, (struct ct_column){.name = "ct_approx", .type = CT_COLUMN_BOOL, .boolean = flags});
}

void ct_sources_mark_approximate(struct ct_sources *s, double coarse_m) {
  for (size_t i = 0; i < s->ndata; i++) mark_entry(s, &s->data[i], coarse_m);
}

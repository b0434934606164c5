// SPDX-License-Identifier: MIT
// Sources, edition: rows held against an earlier edition of the document.
#include "hall/sources/edition.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/format.h"
#include "base/map.h"
#include "base/reads.h"
#include "base/str.h"
#include "catalog/reader.h"
#include "edition/compare.h"
#include "edition/ghosts.h"
#include "edition/manifest_read.h"
#include "edition/of_table.h"
#include "hall/sources/features.h"
#include "hall/sources/sources.h"
#include "model/diag.h"
#include "model/document.h"
#include "model/table.h"
#include "select/select.h"

static const char *const kinds[CT_CHANGE_KINDS] = {
    [CT_ADDED] = CT_EDITION_NEW,
    [CT_CHANGED] = CT_EDITION_CHANGED,
    [CT_MOVED] = CT_EDITION_MOVED,
    [CT_REMOVED] = CT_EDITION_REMOVED,
};

static struct ct_table *keep(struct ct_arena *a, const struct ct_table *t) {
  struct ct_table *copy = CT_NEW(a, struct ct_table);
  *copy = *t;
  return copy;
}

// ---- The two editions

// The features of that entry as the manifest has them. It is read once.
static bool before_by_manifest(struct ct_sources *s, const struct ct_data *d, struct ct_edition *out,
                               struct ct_err *err) {
  const struct ct_document_edition *ask = &s->doc->edition;
  if (!s->before) {
    struct ct_manifest *m = CT_NEW(s->a, struct ct_manifest);
    ct_reads_note(CT_READ_EDITION, ask->manifest);
    if (!ct_manifest_read(ask->manifest, s->a, m, err)) return false;
    s->before = &m->edition;
  }
  struct ct_edition_feature *v = CT_NEW_N(s->a, struct ct_edition_feature, s->before->n + 1);
  *out = *s->before;
  out->n = 0;
  out->v = v;
  for (size_t i = 0; i < s->before->n; i++)
    if (!strcmp(s->before->v[i].data, d->name)) v[out->n++] = s->before->v[i];
  return true;
}

// The entry's features; *rows tells which of the rows as read they are.
static bool edition_of(struct ct_sources *s, const struct ct_source_data *e, struct ct_edition *out,
                       struct ct_rows *rows, struct ct_err *err) {
  struct ct_source_features f;
  struct ct_edition_feature *v;
  if (!ct_sources_features(s, e, &f, err) || !ct_edition_of_table(&f.table, &f.request, s->a, &v, NULL, err))
    return false;
  *out = (struct ct_edition){.file = e->raw->file, .n = f.table.n, .v = v};
  *rows = f.rows;
  return true;
}

// What was known of a catalogue that day. *table and *rows: the features' rows.
static bool before_by_date(struct ct_sources *s, const struct ct_data *d, struct ct_edition *out,
                           const struct ct_table **table, struct ct_rows *rows, struct ct_err *err) {
  struct ct_diags quiet = {0};
  struct ct_sources then = *s;
  struct ct_data entry = *d;
  struct ct_document doc = *s->doc;
  struct ct_table *t = CT_NEW(s->a, struct ct_table);
  entry.as_of = doc.as_of = s->doc->edition.since;
  then.diags = &quiet;
  then.doc = &doc;
  const struct ct_source_data e = {.spec = &entry, .raw = t};
  *table = t;
  return ct_sources_load_entry(&then, &entry, t, err) && edition_of(&then, &e, out, rows, err);
}

// ---- Columns

struct marking {
  const char **edition, **text, **name;
  double *moved_m, *from_lon, *from_lat;
};

static struct marking marking_of(struct ct_arena *a, size_t n) {
  struct marking m = {CT_NEW_N(a, const char *, n), CT_NEW_N(a, const char *, n),
                      CT_NEW_N(a, const char *, n), CT_NEW_N(a, double, n),
                      CT_NEW_N(a, double, n),       CT_NEW_N(a, double, n)};
  for (size_t i = 0; i < n; i++) {
    m.edition[i] = CT_EDITION_SAME;
    m.moved_m[i] = m.from_lon[i] = m.from_lat[i] = NAN;
  }
  return m;
}

static const struct ct_table *with_marks(struct ct_arena *a, const struct ct_table *t,
                                         const struct marking *m) {
  const struct ct_column v[] = {
      {.name = CT_EDITION_COLUMN, .type = CT_COLUMN_STRING, .string = m->edition},
      {.name = CT_EDITION_TEXT, .type = CT_COLUMN_STRING, .string = m->text},
      {.name = CT_EDITION_MOVED_M, .type = CT_COLUMN_NUMBER, .number = m->moved_m},
      {.name = CT_EDITION_NAME, .type = CT_COLUMN_STRING, .string = m->name},
      {.name = CT_EDITION_FROM_LON, .type = CT_COLUMN_NUMBER, .number = m->from_lon},
      {.name = CT_EDITION_FROM_LAT, .type = CT_COLUMN_NUMBER, .number = m->from_lat},
  };
  for (size_t i = 0; i < sizeof v / sizeof *v; i++) t = ct_sources_with_column(a, t, v[i]);
  return t;
}

static void mark_row(struct ct_arena *a, struct marking *m, size_t row, const struct ct_change *c) {
  m->edition[row] = kinds[c->kind];
  m->text[row] = ct_sources_change_text(c, a);
  m->name[row] = c->name ? c->name : c->id;
  if (c->kind != CT_MOVED) return;
  m->moved_m[row] = c->moved_m;
  m->from_lon[row] = c->from_lon;
  m->from_lat[row] = c->from_lat;
}

// Two editions that have no id in common are probably not of one thing.
static void tell_strangers(struct ct_sources *s, const struct ct_data *d, const struct ct_edition *from,
                           const struct ct_edition *to, const struct ct_changes *c) {
  if (!from->n || !to->n || c->count[CT_REMOVED] < from->n) return;
  struct ct_diagnostic x = {
      .code = "CT-E102",
      .severity = CT_WARNING,
      .file = s->doc->file,
      .line = s->doc->edition.line,
      .value = s->doc->edition.since,
      .suggestion = "name the column that tells features apart: 'id' of the data entry"};
  x.message = ct_arena_printf(
      s->a, "no feature of '%.80s' is in both editions: ids such as '%.60s' then and '%.60s' now", d->name,
      from->v[0].id, to->v[0].id);
  ct_diag_send(s->diags, &x);
}

bool ct_sources_mark_edition(struct ct_sources *s, struct ct_source_data *e, struct ct_err *err) {
  struct ct_edition from = {0}, to;
  struct ct_changes c;
  struct ct_rows rows, rows_then = {.all = true};
  const struct ct_table *t = e->raw;
  struct ct_edition_gone gone = {0};
  bool by_manifest = s->doc->edition.manifest != NULL;
  if (!by_manifest && !ct_catalog_found(e->spec->path)) return true;
  if (!edition_of(s, e, &to, &rows, err)) return false;
  if (s->doc->edition.is_first)
    from = to;
  else if (by_manifest ? !before_by_manifest(s, e->spec, &from, err)
                       : !before_by_date(s, e->spec, &from, &gone.of, &rows_then, err))
    return false;
  ct_edition_compare(&from, &to, s->a, &c);
  tell_strangers(s, e->spec, &from, &to, &c);
  struct marking m = marking_of(s->a, t->n + c.count[CT_REMOVED]);
  const struct ct_edition_feature **v =
      CT_NEW_N(s->a, const struct ct_edition_feature *, c.count[CT_REMOVED] + 1);
  size_t *row = CT_NEW_N(s->a, size_t, c.count[CT_REMOVED] + 1);
  for (size_t i = 0; i < c.n; i++) {
    bool removed = c.v[i].kind == CT_REMOVED;
    mark_row(s->a, &m, removed ? t->n + gone.n : ct_rows_at(&rows, c.to[i]), &c.v[i]);
    if (!removed) continue;
    row[gone.n] = by_manifest ? 0 : ct_rows_at(&rows_then, c.from[i]);
    v[gone.n++] = &from.v[c.from[i]];
  }
  e->own = t;
  gone.v = v;
  gone.row = row;
  e->raw = with_marks(s->a, ct_edition_ghosts(t, &gone, s->a), &m);
  return true;
}

// ---- Rows that are gone

static const char *edition_at(const struct ct_table *t, int column, size_t row) {
  const char *v = column >= 0 ? t->columns[column].string[row] : NULL;
  return v ? v : CT_EDITION_SAME;
}

bool ct_sources_is_removed(const struct ct_table *t, size_t row) {
  return !strcmp(edition_at(t, ct_table_column(t, CT_EDITION_COLUMN), row), CT_EDITION_REMOVED);
}

void ct_sources_drop_removed(const struct ct_table *t, const char *column, struct ct_arena *a,
                             struct ct_rows *rows) {
  int by = ct_table_column(t, column), mark = ct_table_column(t, CT_EDITION_COLUMN);
  if (by < 0 || mark < 0) return;
  struct ct_map there = {.arena = a};
  uint32_t *v = CT_NEW_N(a, uint32_t, rows->n + 1);
  size_t n = 0;
  char buf[32];
  for (size_t k = 0; k < rows->n; k++) {
    size_t i = ct_rows_at(rows, k);
    const char *text = ct_table_text(t, by, i, buf);
    if (text && !ct_sources_is_removed(t, i)) ct_map_add_string(&there, text, 0, NULL);
  }
  for (size_t k = 0; k < rows->n; k++) {
    size_t i = ct_rows_at(rows, k);
    const char *text = ct_table_text(t, by, i, buf);
    if (!ct_sources_is_removed(t, i) || !text || !ct_map_find_string(&there, text)) v[n++] = (uint32_t)i;
  }
  *rows = (struct ct_rows){.n = n, .v = v};
}

void ct_sources_tally(struct ct_edition_tally *y, const char *edition) {
  y->n++;
  for (int k = 0; edition && k < CT_CHANGE_KINDS; k++) y->of[k] += !strcmp(edition, kinds[k]);
}

const char *ct_sources_tally_edition(const struct ct_edition_tally *y) {
  if (y->of[CT_ADDED] == y->n) return CT_EDITION_NEW;
  if (y->of[CT_REMOVED] == y->n) return CT_EDITION_REMOVED;
  if (y->n == 1 && y->of[CT_MOVED]) return CT_EDITION_MOVED;
  for (int k = 0; k < CT_CHANGE_KINDS; k++)
    if (y->of[k]) return CT_EDITION_CHANGED;
  return CT_EDITION_SAME;
}

// "2 new, 1 removed"
static const char *group_text(const struct ct_edition_tally *y, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  for (int k = 0; k < CT_CHANGE_KINDS; k++)
    if (y->of[k]) ct_str_addf(&s, "%s%zu %s", s.n ? ", " : "", y->of[k], kinds[k]);
  return ct_str_text(&s);
}

void ct_sources_group_edition(const struct ct_table *t, const struct ct_rows *rows, const char *column,
                              struct ct_arena *a, struct ct_table *groups) {
  int by = ct_table_column(t, column), mark = ct_table_column(t, CT_EDITION_COLUMN);
  int name = ct_table_column(groups, column), had = ct_table_column(groups, CT_EDITION_TEXT);
  if (by < 0 || mark < 0 || name < 0 || had < 0) return;
  struct ct_map found = {.arena = a};
  struct ct_edition_tally *v = CT_NEW_N(a, struct ct_edition_tally, rows->n + 1);
  char buf[32];
  for (size_t k = 0; k < rows->n; k++) {
    size_t i = ct_rows_at(rows, k);
    const char *text = ct_table_text(t, by, i, buf), *edition = edition_at(t, mark, i);
    if (!text) continue;
    ct_sources_tally(&v[ct_map_add_string(&found, text, found.n, NULL)->value], edition);
  }
  const char **edition = CT_NEW_N(a, const char *, groups->n + 1),
             **told = CT_NEW_N(a, const char *, groups->n + 1);
  for (size_t g = 0; g < groups->n; g++) {
    const char *text = ct_table_text(groups, name, g, buf);
    const struct ct_map_entry *at = text ? ct_map_find_string(&found, text) : NULL;
    const struct ct_edition_tally *y = at ? &v[at->value] : NULL;
    edition[g] =
        y ? ct_sources_tally_edition(y) : edition_at(groups, ct_table_column(groups, CT_EDITION_COLUMN), g);
    told[g] = y && y->n > 1 ? group_text(y, a) : groups->columns[had].string[g];
  }
  const struct ct_column columns[] = {
      {.name = CT_EDITION_COLUMN, .type = CT_COLUMN_STRING, .string = edition},
      {.name = CT_EDITION_TEXT, .type = CT_COLUMN_STRING, .string = told}};
  for (int i = 0; i < 2; i++) *groups = *ct_sources_with_column(a, groups, columns[i]);
}

const struct ct_table *ct_sources_without_removed(const struct ct_table *t, struct ct_arena *a) {
  uint32_t *v = CT_NEW_N(a, uint32_t, t->n + 1);
  struct ct_table *out = CT_NEW(a, struct ct_table);
  size_t n = 0;
  for (size_t i = 0; i < t->n; i++)
    if (!ct_sources_is_removed(t, i)) v[n++] = (uint32_t)i;
  if (n == t->n) return t;
  ct_select_take(t, &(struct ct_rows){.n = n, .v = v}, a, out);
  return out;
}

// ---- Moves

const struct ct_table *ct_sources_moves(const struct ct_table *all, struct ct_arena *a, const double **ends) {
  int lon = ct_table_column(all, CT_EDITION_FROM_LON), lat = ct_table_column(all, CT_EDITION_FROM_LAT);
  uint32_t *index = CT_NEW_N(a, uint32_t, all->n + 1);
  double *v = CT_NEW_N(a, double, 4 * all->n + 4);
  struct ct_table *out = CT_NEW(a, struct ct_table);
  size_t n = 0;
  *ends = NULL;
  for (size_t i = 0; lon >= 0 && lat >= 0 && i < all->n; i++) {
    double x = all->columns[lon].number[i], y = all->columns[lat].number[i];
    if (isnan(x) || isnan(y) || !ct_table_placed(all, i) || ct_table_geom_type(all, i) != CT_GEOM_POINT)
      continue;
    size_t part = all->geoms.part0 ? all->geoms.part0[i] : i,
           at = all->geoms.coord0 ? all->geoms.coord0[part] : part;
    double *e = v + 4 * n;
    e[0] = x, e[1] = y;
    memcpy(e + 2, all->geoms.lonlat + 2 * at, 2 * sizeof *e);
    index[n++] = (uint32_t)i;
  }
  if (!n) return NULL;
  ct_select_take(all, &(struct ct_rows){.n = n, .v = index}, a, out);
  *ends = v;
  return out;
}

const struct ct_table *ct_sources_moved_from(const struct ct_table *rows, const double *ends,
                                             struct ct_arena *a) {
  double *lonlat = ct_arena_alloc(a, rows->n, 2 * sizeof *lonlat);
  for (size_t i = 0; i < rows->n; i++) memcpy(lonlat + 2 * i, ends + 4 * i, 2 * sizeof *lonlat);
  struct ct_table *out = keep(a, rows);
  out->geoms = (struct ct_geoms){.nparts = rows->n, .ncoords = rows->n, .lonlat = lonlat};
  out->approx = NULL;
  return out;
}

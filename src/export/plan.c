// SPDX-License-Identifier: MIT
// Plan: which columns a written dataset has, and where each comes from.
#include "export/plan.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "export/export.h"

static const char *const own_names[CT_EXPORT_OWNS] = {"lon",   "lat",    "precision_m", "notation", "row",
                                                      "flags", "source", "wkt",         "fid",      "geom"};

// "name", and where that is taken "name_ct", "name_ct2" ... Each name remembers how often it was asked for, so that
// twenty thousand columns of one name are no square of that.
static const char *unique(struct ct_map *taken, const char *name, const char *suffix, bool no_case) {
  struct ct_arena *a = taken->arena;
  const char *base = *name ? name : "column", *out = base;
  size_t first = 0;
  for (size_t i = 0;; i++) {
    if (i) out = ct_arena_printf(a, first + i == 1 ? "%s%s" : "%s%s%zu", base, suffix, first + i);
    char *key = ct_arena_strdup(a, out);
    for (char *k = key; no_case && *k; k++)
      if (*k >= 'A' && *k <= 'Z') *k = (char)(*k - 'A' + 'a');
    bool added;
    struct ct_map_entry *e = ct_map_add_string(taken, key, 0, &added);
    if (added) return out;
    if (!i) first = e->value++;
  }
}

static bool all_whole(const struct ct_table *t, const struct ct_column *c) {
  for (size_t i = 0; i < t->n; i++)
    if (!isnan(c->number[i]) &&
        !(fabs(c->number[i]) < 9007199254740992.0 && floor(c->number[i]) == c->number[i]))
      return false;
  return true;
}

// Columns of one name become one, in the order in which they are met.
static void join(struct ct_export_plan *p, struct ct_map *by_name) {
  const struct ct_export_request *q = p->q;
  size_t total = 0;
  for (size_t k = 0; k < q->ntables; k++) total += q->tables[k]->ncolumns;
  struct ct_export_column *columns = CT_NEW_N(p->a, struct ct_export_column, total);
  for (size_t k = 0; k < q->ntables; k++) {
    const struct ct_table *t = q->tables[k];
    for (size_t i = 0; i < t->ncolumns; i++) {
      const struct ct_column *from = &t->columns[i];
      bool added;
      struct ct_map_entry *e = ct_map_add_string(by_name, from->name, p->ncolumns, &added);
      struct ct_export_column *c = &columns[e->value];
      // A table's second column of a name is one of its own.
      if (!added && c->at[k] >= 0) {
        c = &columns[e->value = p->ncolumns];
        added = true;
      }
      if (added) {
        int *at = CT_NEW_N(p->a, int, q->ntables);
        for (size_t n = 0; n < q->ntables; n++) at[n] = -1;
        *c = (struct ct_export_column){from->name, from->type, true, at};
        p->ncolumns++;
      }
      ((int *)c->at)[k] = (int)i;
      if (from->type != c->type) c->type = CT_COLUMN_STRING;
      c->whole = c->whole && from->type == CT_COLUMN_NUMBER && all_whole(t, from);
    }
  }
  p->columns = columns;
}

static bool is_written(const struct ct_export_plan *p, enum ct_export_own own, enum ct_export_naming naming) {
  if (own == CT_EXPORT_SOURCE) return p->q->ntables > 1;
  if (own == CT_EXPORT_WKT) return naming == CT_EXPORT_TEXT && (p->lines || p->areas || p->multi);
  if (own == CT_EXPORT_FID || own == CT_EXPORT_GEOM) return naming == CT_EXPORT_DATABASE;
  if (!p->q->own_columns) return true;
  return (own == CT_EXPORT_LON || own == CT_EXPORT_LAT) && naming == CT_EXPORT_TEXT && p->bare;
}

static void name_columns(struct ct_export_plan *p, enum ct_export_naming naming) {
  // "Lon" of the data and a "lon" beside it would be one column to many programs.
  struct ct_map taken = {.arena = p->a}, folded = {.arena = p->a};
  bool database = naming == CT_EXPORT_DATABASE;
  for (size_t i = 0; i < p->ncolumns; i++) {
    struct ct_export_column *c = (struct ct_export_column *)&p->columns[i];
    c->name = unique(&taken, c->name, "_", database);
    unique(&folded, c->name, "_", true);
  }
  for (int i = 0; i < CT_EXPORT_OWNS; i++)
    if (is_written(p, (enum ct_export_own)i, naming)) p->own[i] = unique(&folded, own_names[i], "_ct", true);
}

static void look_at_shapes(struct ct_export_plan *p, const struct ct_table *t) {
  const struct ct_geoms *g = &t->geoms;
  for (size_t i = 0; i < t->n; i++) {
    enum ct_geom_type type = ct_table_geom_type(t, i);
    if (type == CT_GEOM_NONE) continue;
    p->points = p->points || type == CT_GEOM_POINT;
    p->bare = p->bare || (type == CT_GEOM_POINT &&
                          (!t->notation || (enum ct_notation)t->notation[i] == CT_NOTATION_GEOMETRY));
    p->lines = p->lines || type == CT_GEOM_LINE;
    p->areas = p->areas || type == CT_GEOM_POLYGON;
    size_t from = g->part0 ? g->part0[i] : i, to = g->part0 ? g->part0[i + 1] : i + 1, outer = 0;
    for (size_t k = from; k < to; k++) {
      size_t c0 = g->coord0 ? g->coord0[k] : k, c1 = g->coord0 ? g->coord0[k + 1] : k + 1;
      if (type == CT_GEOM_POINT)
        outer += c1 - c0;
      else
        outer += !(g->hole && g->hole[k]);
      // What crosses 180 is cut in two.
      for (size_t c = c0; c < c1 && type != CT_GEOM_POINT; c++) outer += fabs(g->lonlat[2 * c]) > 180 ? 2 : 0;
    }
    p->multi = p->multi || outer > 1;
  }
}

static const char *const *sources_of(const struct ct_export_request *q, struct ct_arena *a) {
  const char **out = CT_NEW_N(a, const char *, q->ntables);
  for (size_t k = 0; k < q->ntables; k++) {
    const struct ct_table *t = q->tables[k];
    out[k] = t->file ? t->file : t->name ? t->name : "";
    for (size_t i = 0; i < q->ntables; i++) {
      const struct ct_table *o = q->tables[i];
      if (i != k && t->layer && o->file && t->file && strcmp(o->file, t->file) == 0)
        out[k] = ct_arena_printf(a, "%s:%s", t->file, t->layer);
    }
  }
  return out;
}

bool ct_export_plan(struct ct_export_plan *p, const struct ct_export_request *q, enum ct_export_naming naming,
                    struct ct_arena *a, struct ct_err *err) {
  *p = (struct ct_export_plan){.q = q, .a = a};
  if (!q->ntables) return ct_fail(err, "%s: there is no table to write", q->path);
  struct ct_map by_name = {.arena = a};
  join(p, &by_name);
  for (size_t k = 0; k < q->ntables; k++) look_at_shapes(p, q->tables[k]);
  name_columns(p, naming);
  p->source = sources_of(q, a);
  return true;
}

const char *ct_export_text(const struct ct_export_plan *p, const struct ct_export_column *c, size_t table,
                           size_t row, char buf[CT_EXPORT_NUMBER], struct ct_str *json) {
  if (c->at[table] < 0) return NULL;
  const struct ct_table *t = p->q->tables[table];
  const struct ct_column *from = &t->columns[c->at[table]];
  if (from->spelling && from->spelling[row]) return from->spelling[row];
  if (from->type == CT_COLUMN_NUMBER && isfinite(from->number[row])) {
    ct_export_number(from->number[row], buf);
    return buf;
  }
  const char *text = ct_table_text(t, c->at[table], row, buf);
  if (text || from->type != CT_COLUMN_JSON || !from->json[row] || from->json[row]->kind == CT_NULL)
    return text;
  json->n = 0;
  ct_value_write_json(from->json[row], json);
  return ct_str_text(json);
}

bool ct_export_point(const struct ct_table *t, size_t row, double lonlat[2]) {
  if (ct_table_geom_type(t, row) != CT_GEOM_POINT) return false;
  const struct ct_geoms *g = &t->geoms;
  size_t part = g->part0 ? g->part0[row] : row, end = g->part0 ? g->part0[row + 1] : row + 1;
  size_t c = g->coord0 ? g->coord0[part] : part, to = g->coord0 ? g->coord0[end] : end;
  if (to - c != 1) return false;
  lonlat[0] = g->lonlat[2 * c];
  lonlat[1] = g->lonlat[2 * c + 1];
  return true;
}

double ct_export_precision(const struct ct_table *t, size_t row) {
  return ct_table_precision(t, row);
}

const char *ct_export_notation(const struct ct_table *t, size_t row) {
  if (!ct_table_placed(t, row)) return "";
  return ct_notation_name(t->notation ? (enum ct_notation)t->notation[row] : CT_NOTATION_GEOMETRY);
}

unsigned long ct_export_row(const struct ct_table *t, size_t row) {
  return t->row ? t->row[row] : (unsigned long)row + 1;
}

const char *ct_export_flags(const struct ct_export_plan *p, size_t table, size_t row) {
  const char *const *flags = p->q->flags ? p->q->flags[table] : NULL;
  return flags && flags[row] ? flags[row] : "";
}

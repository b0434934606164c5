// SPDX-License-Identifier: MIT
// Columns: the data's own columns of a catalogue's layer, and how those of files become them.
#include "catalog/columns.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/number.h"
#include "base/value.h"
#include "catalog/sql.h"

enum { MOST = 1900 };  // SQLite's 2000, less our own

static bool is_own(const char *name) {
  return strcasecmp(name, "fid") == 0 || strcasecmp(name, "geom") == 0 || strncasecmp(name, "ct_", 3) == 0;
}

static enum ct_column_type type_of(const char *declared) {
  if (declared && (strcmp(declared, "REAL") == 0 || strcmp(declared, "INTEGER") == 0))
    return CT_COLUMN_NUMBER;
  if (declared && strcmp(declared, "BOOLEAN") == 0) return CT_COLUMN_BOOL;
  return CT_COLUMN_STRING;
}

static void add(struct ct_arena *a, struct ct_catalog_columns *out, struct ct_catalog_column column) {
  out->v = ct_arena_grow(a, out->v, out->n, out->n + 1, sizeof *out->v);
  out->v[out->n++] = column;
}

bool ct_catalog_columns_read(struct ct_catalog *c, const char *layer, struct ct_catalog_columns *out) {
  *out = (struct ct_catalog_columns){0};
  struct sqlite3_stmt *s = ct_catalog_prepare(c, "SELECT name, type FROM pragma_table_info(?)");
  bool ok = s != NULL;
  if (ok) sqlite3_bind_text(s, 1, ct_arena_printf(c->a, "%s_history", layer), -1, SQLITE_STATIC);
  while (ok && ct_catalog_next(c, s, &ok)) {
    const char *name = (const char *)sqlite3_column_text(s, 0);
    const char *declared = (const char *)sqlite3_column_text(s, 1);
    out->has_spelling = out->has_spelling || (name && strcmp(name, "ct_spelling") == 0);
    if (!name || is_own(name)) continue;
    enum ct_column_type type = type_of(declared);
    bool whole = type == CT_COLUMN_NUMBER && strcmp(declared, "INTEGER") == 0;
    add(c->a, out,
        (struct ct_catalog_column){.name = ct_arena_strdup(c->a, name),
                                   .type = type,
                                   .was = type,
                                   .whole = whole,
                                   .was_whole = whole});
  }
  sqlite3_finalize(s);
  return ok;
}

// Names as SQLite compares them.
static const char *key_of(struct ct_arena *a, const char *name) {
  char *key = ct_arena_strdup(a, name);
  for (char *k = key; *k; k++)
    if (*k >= 'A' && *k <= 'Z') *k = (char)(*k - 'A' + 'a');
  return key;
}

static const char *stored_name(struct ct_arena *a, const char *name, struct ct_map *taken, size_t index) {
  const char *out = *name ? name : "column";
  if (strncasecmp(out, "ct_", 3) == 0)
    out = ct_arena_printf(a, "data_%s", out);
  else if (is_own(out))
    out = ct_arena_printf(a, "%s_", out);
  bool added;
  while (ct_map_add_string(taken, key_of(a, out), index, &added), !added)
    out = ct_arena_printf(a, "%s_", out);
  return out;
}

static bool has_values(const struct ct_column *c, size_t n) {
  if (c->type == CT_COLUMN_NUMBER || c->type == CT_COLUMN_BOOL) return true;
  for (size_t i = 0; i < n; i++)
    if (c->type == CT_COLUMN_JSON ? c->json[i] != NULL : c->string[i] != NULL) return true;
  return false;
}

static bool has_numbers(const struct ct_column *c, size_t n) {
  if (c->type != CT_COLUMN_NUMBER) return false;
  for (size_t i = 0; i < n; i++)
    if (!isnan(c->number[i])) return true;
  return false;
}

static enum ct_column_type stored_type(enum ct_column_type type) {
  return type == CT_COLUMN_JSON ? CT_COLUMN_STRING : type;
}

// Some values, all of which a double holds as whole numbers and which are written as such: "2.0" is none.
static bool all_whole(const struct ct_column *c, size_t n) {
  static const double MOST_WHOLE = 9007199254740991;
  size_t filled = 0;
  for (size_t i = 0; i < n; i++) {
    double x = c->number[i];
    const char *spelled = c->spelling ? c->spelling[i] : NULL;
    if (isnan(x)) continue;
    filled++;
    if (!(fabs(x) <= MOST_WHOLE && floor(x) == x)) return false;
    if (spelled && ct_number_decimals(spelled, strlen(spelled)) != 0) return false;
  }
  return filled > 0;
}

struct plan {
  struct ct_catalog *c;
  struct ct_catalog_columns *columns;
  struct ct_map known;  // keys of all columns
  size_t ntables;
};

static int *no_columns(struct plan *p) {
  int *at = CT_NEW_N(p->c->a, int, p->ntables);
  for (size_t i = 0; i < p->ntables; i++) at[i] = -1;
  return at;
}

static void plan_table(struct plan *p, const struct ct_table *t, size_t table) {
  struct ct_arena *a = p->c->a;
  struct ct_map taken = {.arena = a};
  for (size_t i = 0; i < t->ncolumns; i++) {
    const struct ct_column *from = &t->columns[i];
    const char *name = stored_name(a, from->name, &taken, i);
    bool added, filled = has_values(from, t->n);
    bool whole = from->type == CT_COLUMN_NUMBER && all_whole(from, t->n);
    struct ct_map_entry *e = ct_map_add_string(&p->known, key_of(a, name), p->columns->n, &added);
    if (added)
      add(a, p->columns,
          (struct ct_catalog_column){.name = name,
                                     .type = stored_type(from->type),
                                     .whole = whole,
                                     .is_new = true,
                                     .at = no_columns(p)});
    struct ct_catalog_column *to = &p->columns->v[e->value];
    to->at[table] = (int)i;
    if (filled && to->type != stored_type(from->type)) to->type = CT_COLUMN_STRING;
    to->whole = to->whole && to->type == CT_COLUMN_NUMBER && (whole || !has_numbers(from, t->n));
  }
}

static int by_name(const void *x, const void *y, void *user) {
  const struct ct_catalog_columns *c = user;
  return strcmp(c->v[*(const size_t *)x].name, c->v[*(const size_t *)y].name);
}

bool ct_catalog_columns_plan(struct ct_catalog *c, struct ct_catalog_columns *columns,
                             const struct ct_table *const *tables, size_t ntables) {
  struct plan p = {c, columns, {.arena = c->a}, ntables};
  for (size_t i = 0; i < columns->n; i++) {
    columns->v[i].at = no_columns(&p);
    ct_map_add_string(&p.known, key_of(c->a, columns->v[i].name), i, NULL);
  }
  for (size_t k = 0; k < ntables; k++) plan_table(&p, tables[k], k);
  if (columns->n > MOST)
    return ct_fail(c->err, "%s: %zu columns are more than a GeoPackage holds (at most %d)", c->path,
                   columns->n, MOST);
  columns->order = CT_NEW_N(c->a, size_t, columns->n);
  for (size_t i = 0; i < columns->n; i++) columns->order[i] = i;
  qsort_r(columns->order, columns->n, sizeof *columns->order, by_name, columns);
  return true;
}

const char *ct_catalog_cell_text(const struct ct_column *from, size_t row, struct ct_str *buf) {
  buf->n = 0;
  switch (from->type) {
    case CT_COLUMN_STRING:
      return from->string[row];
    case CT_COLUMN_BOOL:
      return from->boolean[row] < 0 ? NULL : from->boolean[row] ? "true" : "false";
    case CT_COLUMN_JSON:
      if (!from->json[row] || from->json[row]->kind == CT_NULL) return NULL;
      if (from->json[row]->kind == CT_STRING) return from->json[row]->string;
      ct_value_write_json(from->json[row], buf);
      return ct_str_text(buf);
    case CT_COLUMN_NUMBER:
      break;
  }
  char text[CT_NUMBER_TEXT];
  if (isnan(from->number[row])) return NULL;
  ct_str_add_n(buf, text, ct_number_shortest(from->number[row], text));
  return ct_str_text(buf);
}

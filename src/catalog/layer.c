// SPDX-License-Identifier: MIT
// Layer: a catalogue's layer in its database: the history, the view of what is current, the spatial index.
#include "catalog/layer.h"

#include <math.h>
#include <sqlite3.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "catalog/columns.h"
#include "catalog/sql.h"

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

// Names stand in statements, file names and other programs' lists.
bool ct_catalog_layer_name(const char *layer, struct ct_err *err) {
  static const char *const reserved[] = {"gpkg", "sqlite", "rtree", "ct_"};
  size_t n = strlen(layer);
  if (!n || n > 60 || strspn(layer, letters) != n || (layer[0] >= '0' && layer[0] <= '9'))
    return ct_fail(err, "layer '%.100s' is no name (expected letters, digits and '_')", layer);
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
    if (strncasecmp(layer, reserved[i], strlen(reserved[i])) == 0)
      return ct_fail(err, "layer '%s': names with '%s' are the format's own (expected another)", layer,
                     reserved[i]);
  if (n > 8 && strcasecmp(layer + n - 8, "_history") == 0)
    return ct_fail(err, "layer '%s': the history of a layer is named so (expected another)", layer);
  return true;
}

bool ct_catalog_layers(struct ct_catalog *c, size_t *n, const char *const **names) {
  struct sqlite3_stmt *s =
      ct_catalog_prepare(c, "SELECT substr(key, 7) FROM ct_catalog WHERE key LIKE 'layer.%%' ORDER BY n");
  const char **v = NULL;
  bool ok = s != NULL;
  for (*n = 0; ok && ct_catalog_next(c, s, &ok); ++*n) {
    v = ct_arena_grow(c->a, v, *n, *n + 1, sizeof *v);
    v[*n] = ct_arena_strdup(c->a, (const char *)sqlite3_column_text(s, 0));
  }
  *names = v;
  sqlite3_finalize(s);
  return ok;
}

struct ct_catalog_layer ct_catalog_layer_of(struct ct_catalog *c, const char *name, bool is_new) {
  return (struct ct_catalog_layer){name, is_new, ct_arena_printf(c->a, "\"%s_history\"", name),
                                   ct_arena_printf(c->a, "rtree_%s_history_geom", name)};
}

static const char *declared(const struct ct_catalog_column *k) {
  if (k->type == CT_COLUMN_NUMBER) return k->whole ? "INTEGER" : "REAL";
  return k->type == CT_COLUMN_BOOL ? "BOOLEAN" : "TEXT";
}

// The standard's triggers (OGC 12-128r17, F.3), but for the one on insertion.
static bool make_triggers(struct ct_catalog *c, const struct ct_catalog_layer *l) {
  static const struct {
    const char *name, *when, *body;
  } triggers[] = {
      {"update1",
       "AFTER UPDATE OF geom ON %s WHEN OLD.fid = NEW.fid AND (NEW.geom NOTNULL AND NOT "
       "ST_IsEmpty(NEW.geom))",
       "+"},
      {"update2",
       "AFTER UPDATE OF geom ON %s WHEN OLD.fid = NEW.fid AND (NEW.geom ISNULL OR "
       "ST_IsEmpty(NEW.geom))",
       "-"},
      {"update3",
       "AFTER UPDATE ON %s WHEN OLD.fid != NEW.fid AND (NEW.geom NOTNULL AND NOT "
       "ST_IsEmpty(NEW.geom))",
       "-+"},
      {"update4", "AFTER UPDATE ON %s WHEN OLD.fid != NEW.fid AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))",
       "-="},
      {"delete", "AFTER DELETE ON %s WHEN OLD.geom NOT NULL", "-"},
  };
  for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++) {
    struct ct_str s = {.arena = c->a};
    ct_str_addf(&s, "CREATE TRIGGER \"%s_%s\" ", l->index, triggers[i].name);
    const char *when = triggers[i].when, *table = strstr(when, "%s");
    ct_str_add_n(&s, when, (size_t)(table - when));
    ct_str_addf(&s, "%s%s BEGIN ", l->history, table + 2);
    for (const char *b = triggers[i].body; *b; b++) {
      if (*b == '+')
        ct_str_addf(&s,
                    "INSERT OR REPLACE INTO \"%s\" VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), "
                    "ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); ",
                    l->index);
      else
        ct_str_addf(&s, "DELETE FROM \"%s\" WHERE id = %s.fid; ", l->index, *b == '-' ? "OLD" : "NEW");
    }
    ct_str_add(&s, "END");
    if (!ct_catalog_run(c, ct_str_text(&s))) return false;
  }
  return true;
}

bool ct_catalog_layer_trigger(struct ct_catalog *c, const struct ct_catalog_layer *l, bool on) {
  if (!on) return ct_catalog_runf(c, "DROP TRIGGER IF EXISTS \"%s_insert\"", l->index);
  return ct_catalog_runf(
      c,
      "CREATE TRIGGER IF NOT EXISTS \"%s_insert\" AFTER INSERT ON %s WHEN (NEW.geom NOT NULL AND "
      "NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO \"%s\" VALUES (NEW.fid, "
      "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END",
      l->index, l->history, l->index);
}

static bool make_history(struct ct_catalog *c, const struct ct_catalog_layer *l,
                         const struct ct_catalog_columns *columns) {
  struct ct_str s = {.arena = c->a};
  ct_str_addf(
      &s,
      "CREATE TABLE %s (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, "
      "ct_feature INTEGER NOT NULL REFERENCES ct_feature (n), ct_recorded DATE NOT NULL, ct_until DATE, "
      "ct_state TEXT NOT NULL, ct_happened TEXT, ct_import INTEGER NOT NULL REFERENCES ct_import (n), "
      "ct_row INTEGER, ct_precision_m REAL, ct_notation TEXT, ct_published TEXT, ct_approx BOOLEAN, "
      "ct_hash BLOB NOT NULL, ct_spelling TEXT, ct_seal INTEGER",
      l->history);
  for (size_t i = 0; i < columns->n; i++)
    ct_str_addf(&s, ", %s %s", ct_catalog_quoted(c->a, columns->v[i].name), declared(&columns->v[i]));
  ct_str_add(&s, ")");
  return ct_catalog_run(c, ct_str_text(&s)) &&
         ct_catalog_runf(c, "CREATE VIRTUAL TABLE \"%s\" USING rtree(id, minx, maxx, miny, maxy)",
                         l->index) &&
         make_triggers(c, l);
}

// The history and the view, as layers that other programs open.
static bool register_layer(struct ct_catalog *c, const struct ct_catalog_layer *l, const char *day) {
  static const char *const suffix[] = {"", "_history"}, *const what[] = {"what is current", "all versions"};
  for (int i = 0; i < 2; i++)
    if (!ct_catalog_runf(
            c,
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, "
            "srs_id) VALUES ('%s%s', 'features', '%s%s', '%s: %s', '%sT00:00:00.000Z', 4326);"
            "INSERT INTO gpkg_geometry_columns VALUES ('%s%s', 'geom', 'GEOMETRY', 4326, 0, 0)",
            l->name, suffix[i], l->name, suffix[i], l->name, what[i], day, l->name, suffix[i]))
      return false;
  return ct_catalog_runf(c,
                         "INSERT INTO gpkg_extensions VALUES ('%s_history', 'geom', 'gpkg_rtree_index', "
                         "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');"
                         "INSERT INTO ct_catalog (key, value) VALUES ('layer.%s', '%s')",
                         l->name, l->name, day);
}

static bool make_view(struct ct_catalog *c, const struct ct_catalog_layer *l,
                      const struct ct_catalog_columns *columns) {
  struct ct_str s = {.arena = c->a};
  ct_str_addf(
      &s, "CREATE VIEW \"%s\" AS SELECT fid, geom, (SELECT id FROM ct_feature WHERE n = ct_feature) AS ct_id",
      l->name);
  for (size_t i = 0; i < columns->n; i++)
    ct_str_addf(&s, ", %s", ct_catalog_quoted(c->a, columns->v[i].name));
  ct_str_addf(
      &s,
      ", ct_recorded, ct_happened, ct_precision_m, ct_approx FROM %s WHERE ct_until IS NULL AND ct_state = "
      "'there'",
      l->history);
  return ct_catalog_run(c, ct_str_text(&s));
}

static void on_text(sqlite3_context *to, int n, sqlite3_value **v) {
  (void)n;
  struct ct_arena scratch = {0};
  struct ct_str buf = {.arena = &scratch};
  double x = sqlite3_value_double(v[0]);
  struct ct_column column = {.type = CT_COLUMN_NUMBER, .number = &x};
  if (sqlite3_value_type(v[0]) != SQLITE_NULL)
    sqlite3_result_text(to, ct_catalog_cell_text(&column, 0, &buf), -1, SQLITE_TRANSIENT);
  ct_arena_release(&scratch);
}

// SQLite changes no column's type: another one takes its place, with the texts that hashes have counted all along. An INTEGER
// would hold fractions, but other programs would read them as whole numbers.
static bool widen(struct ct_catalog *c, const struct ct_catalog_layer *l, const struct ct_catalog_column *k) {
  const char *name = ct_catalog_quoted(c->a, k->name);
  if (sqlite3_create_function(c->db, "ct_number_text", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, on_text,
                              NULL, NULL) != SQLITE_OK)
    return ct_catalog_failed(c);
  const char *value = name;
  if (k->was == CT_COLUMN_BOOL)
    value = ct_arena_printf(c->a, "CASE %s WHEN 0 THEN 'false' WHEN 1 THEN 'true' END", name);
  else if (k->type == CT_COLUMN_STRING)
    value = ct_arena_printf(c->a, "ct_number_text(%s)", name);
  return ct_catalog_runf(
      c,
      "ALTER TABLE %s ADD COLUMN ct_wider %s; UPDATE %s SET ct_wider = %s WHERE %s IS NOT NULL;"
      "ALTER TABLE %s DROP COLUMN %s; ALTER TABLE %s RENAME COLUMN ct_wider TO %s",
      l->history, declared(k), l->history, value, name, l->history, name, l->history, name);
}

static bool change_columns(struct ct_catalog *c, const struct ct_catalog_layer *l,
                           const struct ct_catalog_columns *columns, bool *changed) {
  for (size_t i = 0; i < columns->n; i++) {
    const struct ct_catalog_column *k = &columns->v[i];
    if (!k->is_new && k->type == k->was && k->whole == k->was_whole) continue;
    if (!*changed && !ct_catalog_runf(c, "DROP VIEW IF EXISTS \"%s\"", l->name)) return false;
    *changed = true;
    if (k->is_new ? !ct_catalog_runf(c, "ALTER TABLE %s ADD COLUMN %s %s", l->history,
                                     ct_catalog_quoted(c->a, k->name), declared(k))
                  : !widen(c, l, k))
      return false;
  }
  return true;
}

bool ct_catalog_layer_prepare(struct ct_catalog *c, const struct ct_catalog_layer *l,
                              const struct ct_catalog_columns *columns, const char *day) {
  if (l->is_new) return make_history(c, l, columns) && register_layer(c, l, day) && make_view(c, l, columns);
  bool changed = false;
  if (!columns->has_spelling &&
      !ct_catalog_runf(
          c, "ALTER TABLE %s ADD COLUMN ct_spelling TEXT; ALTER TABLE %s ADD COLUMN ct_seal INTEGER",
          l->history, l->history))
    return false;
  return change_columns(c, l, columns, &changed) && (!changed || make_view(c, l, columns));
}

// The first one holds all of the bookkeeping, which every reader goes through.
bool ct_catalog_layer_index(struct ct_catalog *c, const struct ct_catalog_layer *l) {
  return ct_catalog_runf(
      c,
      "CREATE INDEX \"%s_history_feature\" ON %s (ct_feature, ct_recorded, ct_until, ct_state, ct_import);"
      "CREATE INDEX \"%s_history_time\" ON %s (ct_until, ct_recorded, ct_state)",
      l->name, l->history, l->name, l->history);
}

bool ct_catalog_layer_note(struct ct_catalog *c, const struct ct_catalog_layer *l, const double box[4],
                           const char *type, const char *day) {
  if (!ct_catalog_runf(
          c,
          "UPDATE gpkg_contents SET last_change = max(last_change, '%sT00:00:00.000Z') WHERE table_name IN "
          "('%s', '%s_history', 'ct_feature', 'ct_import')",
          day, l->name, l->name))
    return false;
  if (!type || !isfinite(box[0])) return true;
  struct sqlite3_stmt *s = ct_catalog_prepare(c,
                                              "UPDATE gpkg_contents SET min_x = min(ifnull(min_x, ?1), ?1), "
                                              "min_y = min(ifnull(min_y, ?2), ?2), max_x = "
                                              "max(ifnull(max_x, ?3), ?3), max_y = max(ifnull(max_y, ?4), "
                                              "?4) WHERE table_name IN ('%s', '%s_history')",
                                              l->name, l->name);
  if (!s) return false;
  for (int i = 0; i < 4; i++) sqlite3_bind_double(s, i + 1, box[i]);
  bool ok = ct_catalog_step(c, s);
  sqlite3_finalize(s);
  const char *settle = l->is_new ? "1" : ct_arena_printf(c->a, "geometry_type_name != '%s'", type);
  return ok && ct_catalog_runf(
                   c,
                   "UPDATE gpkg_geometry_columns SET geometry_type_name = '%s' WHERE table_name IN ('%s', "
                   "'%s_history') AND %s",
                   l->is_new ? type : "GEOMETRY", l->name, l->name, settle);
}

// SPDX-License-Identifier: MIT
// File: a catalogue's file made or opened, and looked at before anything is believed.
#include "catalog/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "catalog/blob.h"
#include "catalog/sql.h"

enum { BUSY_MS = 5000, APPLICATION = 0x47504b47 /* GPKG */, VERSION = 10300 };

// OGC 12-128r17, annex C; the tables of the catalogue itself are registered as attributes.
static const char making[] =
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,"
    " organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,"
    " description TEXT);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES"
    " ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference "
    "system'),"
    " ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference "
    "system'),"
    " ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\","
    "6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\","
    "0,"
    "AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],"
    "AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]',"
    " 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,"
    " identifier TEXT UNIQUE, description TEXT DEFAULT '',"
    " last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),"
    " min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,"
    " CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
    " geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,"
    " CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT uk_gc_table_name UNIQUE (table_name),"
    " CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),"
    " CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));"
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,"
    " definition TEXT NOT NULL, scope TEXT NOT NULL,"
    " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));"
    "CREATE TABLE ct_catalog (n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT);"
    "CREATE TABLE ct_feature (n INTEGER PRIMARY KEY, layer TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (layer, "
    "id));"
    "CREATE TABLE ct_import (n INTEGER PRIMARY KEY, recorded DATE NOT NULL, layer TEXT NOT NULL, file TEXT,"
    " sha256 TEXT, source TEXT, program TEXT, rows INTEGER, added INTEGER, changed INTEGER, moved INTEGER,"
    " removed INTEGER, same INTEGER, seal INTEGER);";

// What the first page says, without SQLite: it would take an empty file for a database.
static bool look_at_head(struct ct_catalog *c) {
  char head[100];
  struct stat st;
  if (stat(c->path, &st) != 0) return ct_fail(c->err, "%s: %s", c->path, strerror(errno));
  if (!S_ISREG(st.st_mode)) return ct_fail(c->err, "%s: is no file (expected a catalogue)", c->path);
  int file = open(c->path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return ct_fail(c->err, "%s: %s", c->path, strerror(errno));
  ssize_t n = read(file, head, sizeof head);
  close(file);
  if (n == 0) return ct_fail(c->err, "%s: is empty (expected a catalogue)", c->path);
  if (n < (ssize_t)sizeof head || memcmp(head, "SQLite format 3", 16) != 0)
    return ct_fail(c->err, "%s: is no GeoPackage (expected a catalogue made by 'cartouche catalog import')",
                   c->path);
  return true;
}

bool ct_catalog_check(struct ct_catalog *c) {
  int64_t application = 0, tables = 0;
  const char *schema = NULL;
  if (!ct_catalog_ask(c, &application, "PRAGMA application_id") ||
      !ct_catalog_ask(c, &tables,
                      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('ct_catalog', "
                      "'ct_feature', 'ct_import', 'gpkg_contents', 'gpkg_geometry_columns')"))
    return false;
  if (application != APPLICATION)
    return ct_fail(c->err, "%s: is an SQLite file, but no GeoPackage (expected a catalogue)", c->path);
  if (tables < 5)
    return ct_fail(
        c->err,
        "%s: is a GeoPackage, but no catalogue (its tables are read as data; a catalogue begins with "
        "'cartouche catalog import FILE --into NEW.gpkg')",
        c->path);
  if (!ct_catalog_get(c, "schema", &schema)) return false;
  double version = 0;
  if (!schema || !ct_parse_number(schema, &version) || version < 1)
    return ct_fail(c->err, "%s: the file is damaged (its catalogue has no version)", c->path);
  if (version > CT_CATALOG_SCHEMA)
    return ct_fail(c->err, "%s: was made by a newer Cartouche (schema %s; this one knows %d)", c->path,
                   schema, CT_CATALOG_SCHEMA);
  return true;
}

// The index's triggers write to a virtual table, which SQLite does not let an untrusted schema do; readers need no such
// trust.
static bool settle(struct ct_catalog *c, bool write) {
  sqlite3_busy_timeout(c->db, BUSY_MS);
  sqlite3_db_config(c->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, write, NULL);
  return ct_blob_functions(c->db) || ct_catalog_failed(c);
}

// A reader in a folder that may not be written to cannot join the log's readers: then nobody else writes either.
static bool open_database(struct ct_catalog *c, bool write) {
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
  for (int immutable = 0; immutable < 2; immutable++) {
    const char *url = ct_path_sqlite_url(c->a, c->path, immutable ? "?immutable=1" : "");
    bool opened = sqlite3_open_v2(url, &c->db, flags, NULL) == SQLITE_OK && settle(c, write);
    int rc = opened ? sqlite3_exec(c->db, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL)
                    : sqlite3_errcode(c->db);
    if (rc == SQLITE_OK) return true;
    bool again = !write && !immutable && (rc == SQLITE_CANTOPEN || rc == SQLITE_READONLY);
    if (!again) return ct_catalog_failed(c);
    ct_catalog_close(c);
  }
  return false;
}

bool ct_catalog_open(struct ct_catalog *c, bool write) {
  c->db = NULL;
  bool ok = look_at_head(c) && open_database(c, write);
  if (ok && write && sqlite3_db_readonly(c->db, "main") > 0)
    ok = ct_fail(c->err, "%s: cannot write: the file is read-only", c->path);
  if (ok) ok = ct_catalog_check(c);
  if (ok && write)
    ok = ct_catalog_run(c,
                        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -131072;"
                        "PRAGMA journal_mode = WAL");
  if (!ok) ct_catalog_close(c);
  return ok;
}

static bool fill(struct ct_catalog *c, const char *day) {
  static const char *const own[][2] = {{"ct_catalog", "Settings of the catalogue"},
                                       {"ct_feature", "Features of all layers, by their ids"},
                                       {"ct_import", "What was imported, when and from where"}};
  if (!ct_catalog_run(c, making)) return false;
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (!ct_catalog_runf(
            c,
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
            "VALUES ('%s', 'attributes', '%s', '%s', '%sT00:00:00.000Z')",
            own[i][0], own[i][0], own[i][1], day))
      return false;
  return ct_catalog_put(c, "schema", ct_arena_printf(c->a, "%d", CT_CATALOG_SCHEMA));
}

bool ct_catalog_make(struct ct_catalog *c, const char *at, const char *day) {
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  c->db = NULL;
  bool ok = sqlite3_open_v2(ct_path_sqlite_url(c->a, at, ""), &c->db, flags, NULL) == SQLITE_OK ||
            ct_catalog_failed(c);
  ok = ok && settle(c, true) &&
       ct_catalog_runf(c,
                       "PRAGMA page_size = 4096; PRAGMA application_id = %d; PRAGMA user_version = %d;"
                       "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"
                       "PRAGMA cache_size = -131072; BEGIN",
                       APPLICATION, VERSION) &&
       fill(c, day);
  if (!ok) ct_catalog_close(c);
  return ok;
}

bool ct_catalog_made(struct ct_catalog *c) {
  return ct_catalog_run(c, "COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL");
}

void ct_catalog_close(struct ct_catalog *c) {
  sqlite3_close_v2(c->db);
  c->db = NULL;
}

bool ct_catalog_get(struct ct_catalog *c, const char *key, const char **out) {
  struct sqlite3_stmt *s = ct_catalog_prepare(c, "SELECT value FROM ct_catalog WHERE key = ?");
  bool ok = s != NULL;
  *out = NULL;
  if (ok) sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
  if (ok && ct_catalog_next(c, s, &ok) && sqlite3_column_text(s, 0))
    *out = ct_arena_strdup(c->a, (const char *)sqlite3_column_text(s, 0));
  sqlite3_finalize(s);
  return ok;
}

bool ct_catalog_put(struct ct_catalog *c, const char *key, const char *value) {
  struct sqlite3_stmt *s = ct_catalog_prepare(
      c,
      "INSERT INTO ct_catalog (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET "
      "value = excluded.value");
  if (!s) return false;
  sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_text(s, 2, value, -1, SQLITE_STATIC);
  bool ok = ct_catalog_step(c, s);
  sqlite3_finalize(s);
  return ok;
}

// SPDX-License-Identifier: MIT
// MBTiles: opening a database of tiles so that nothing in it runs on or writes.
#include "load/mbtiles.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "load/note.h"

// A file may hold views that never end: all look-ups together get this many million steps. One
// in an honest file takes a hundred.
enum { PATIENCE = 100 };

static int lose_patience(void *user) {
  return ++*(int *)user > PATIENCE;
}

bool ct_mbtiles_open(const char *path, int most, int *steps, struct ct_arena *a, void **out,
                     struct ct_err *err) {
  struct stat st;
  sqlite3 *db = NULL;
  *out = NULL;
  ct_load_note(path, a);
  if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) return ct_fail(err, "%s: no such file", path);
  int rc = sqlite3_open_v2(ct_path_sqlite_url(a, path, "?immutable=1"), &db,
                           SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
  if (rc == SQLITE_OK) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, most);
    *steps = 0;
    sqlite3_progress_handler(db, 1000000, lose_patience, steps);
    // What is no database says so here and not at the first look-up.
    rc = sqlite3_exec(db, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL);
  }
  if (rc == SQLITE_OK) {
    *out = db;
    return true;
  }
  ct_fail(err, "%s: is no MBTiles file (%s)", path, db ? sqlite3_errmsg(db) : "out of memory");
  sqlite3_close(db);
  return false;
}

// SPDX-License-Identifier: MIT
// Reader, opening: a catalogue read at its last commit, without a trace, also where nothing can be written.
#include <limits.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "catalog/file.h"
#include "catalog/reader.h"
#include "catalog/reader_parts.h"
#include "catalog/sql.h"

enum { TRIES = 5, PATIENCE_MS = 5000, LONGEST = 256 << 20 };

// How the file is opened. SQLite's own way makes an index of the log beside the file, and leaves it there.
enum way {
  WAY_STILL,   // nothing is in the log: the file alone, as if nobody ever wrote
  WAY_LOCKED,  // with the locks that writers heed
  WAY_LOG,     // the log is read, with its index in memory: for folders that are read-only
};

// The first bytes of the file: is it SQLite's, and does it use a log?
static bool look_at(const char *path, bool *logged) {
  unsigned char head[100];
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  size_t n = fread(head, 1, sizeof head, f);
  fclose(f);
  if (n < sizeof head || memcmp(head, "SQLite format 3", 16) != 0) return false;
  *logged = head[18] == 2 && head[19] == 2;
  return true;
}

// What stands in the log is the catalogue as well; and the log of a rollback is nobody's to pass over.
static bool is_still(struct ct_arena *a, const char *path) {
  struct ct_file_sign log, journal;
  bool logged = false;
  ct_file_sign_of(ct_arena_printf(a, "%s-wal", path), &log);
  ct_file_sign_of(ct_arena_printf(a, "%s-journal", path), &journal);
  return look_at(path, &logged) && logged && !(log.is_there && log.size) && !journal.is_there;
}

static void settle(sqlite3 *db, enum way way, int patience_ms) {
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LONGEST);
  sqlite3_busy_timeout(db, patience_ms);
  if (way == WAY_LOG) sqlite3_exec(db, "PRAGMA locking_mode = exclusive", NULL, NULL, NULL);
  sqlite3_exec(db, "PRAGMA cell_size_check = on", NULL, NULL, NULL);
}

static int open_way(const char *path, enum way way, int patience_ms, struct ct_arena *a, sqlite3 **db) {
  int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  static const char *const options[] = {
      [WAY_STILL] = "?immutable=1", [WAY_LOCKED] = "", [WAY_LOG] = "?vfs=unix-none"};
  int rc = sqlite3_open_v2(ct_path_sqlite_url(a, path, options[way]), db, flags, NULL);
  if (rc != SQLITE_OK) return rc;
  settle(*db, way, patience_ms);
  // All that follows reads one state; what is no database says so here.
  rc = sqlite3_exec(*db, "BEGIN", NULL, NULL, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_exec(*db, "SELECT 1 FROM sqlite_master LIMIT 1", NULL, NULL, NULL);
  return rc;
}

struct state {
  struct ct_file_sign file, log;
};

static struct state state_of(struct ct_arena *a, const char *path) {
  struct state s;
  ct_file_sign_of(path, &s.file);
  ct_file_sign_of(ct_arena_printf(a, "%s-wal", path), &s.log);
  // An empty log is none.
  if (s.log.is_there && !s.log.size) s.log = (struct ct_file_sign){0};
  return s;
}

static bool same_state(const struct state *x, const struct state *y) {
  return ct_file_sign_equal(&x->file, &y->file) && ct_file_sign_equal(&x->log, &y->log);
}

// A visit: the file opened in one way, fn called, closed.
struct visit {
  const char *path;
  struct ct_arena *a;
  ct_catalog_fn *fn;
  void *user;
  struct ct_err *err;
};

static bool attend(const struct visit *v, enum way way, int *rc) {
  struct ct_catalog_reader r = {.path = v->path, .a = v->a};
  sqlite3 *db = NULL;
  jmp_buf oom, *caller = v->a->oom;
  volatile bool ok = false;
  *rc = open_way(v->path, way, PATIENCE_MS, v->a, &db);
  r.db = db;
  v->a->oom = &oom;
  int out_of_memory = setjmp(oom);
  if (!out_of_memory) {
    if (*rc != SQLITE_OK)
      ct_catalog_failed(&(struct ct_catalog){db, v->path, v->a, v->err});
    else
      ok = ct_catalog_begin(&r, v->err) && v->fn(v->user, &r, v->err);
  }
  v->a->oom = caller;
  // Statements that a jump has left behind go with it.
  sqlite3_close_v2(db);
  if (out_of_memory && caller) longjmp(*caller, 1);
  return out_of_memory ? ct_fail(v->err, "%s: out of memory", v->path) : ok;
}

static bool cannot_write(int rc) {
  return (rc & 0xff) == SQLITE_CANTOPEN || (rc & 0xff) == SQLITE_READONLY;
}

bool ct_catalog_visit(const char *path, struct ct_arena *a, ct_catalog_fn *fn, void *user,
                      struct ct_err *err) {
  struct ct_err failure = {0};
  bool ok = false;
  int rc = 0;
  if (!ct_catalog_found(path)) return ct_catalog_none(path, a, err);
  for (int i = 0; i <= TRIES; i++) {
    struct state before = state_of(a, path);
    struct visit v = {path, a, fn, user, &failure};
    failure = (struct ct_err){0};
    // A file that never comes to rest is read with locks in the end.
    bool still = i < TRIES && is_still(a, path), locked = !still;
    ok = attend(&v, still ? WAY_STILL : WAY_LOCKED, &rc);
    if (locked && cannot_write(rc)) {
      failure = (struct ct_err){0};
      locked = false;
      ok = attend(&v, is_still(a, path) ? WAY_STILL : WAY_LOG, &rc);
    }
    struct state after = state_of(a, path);
    if (locked || same_state(&before, &after)) break;
    ok = false;
    ct_fail(&failure, "%s: is being written all the time", path);
  }
  return ok || ct_fail(err, "%s", failure.message);
}

bool ct_catalog_found(const char *path) {
  struct ct_arena a = {0};
  bool logged;
  if (!path || !look_at(path, &logged)) return false;
  sqlite3 *db = NULL;
  sqlite3_stmt *s = NULL;
  bool found = false;
  // Any one of the tables will do: damage to a name must not make a plain GeoPackage of it.
  static const char sql[] =
      "SELECT count(*) FROM sqlite_master WHERE name IN ('ct_catalog', 'ct_import', 'ct_feature')";
  int rc = open_way(path, is_still(&a, path) ? WAY_STILL : WAY_LOCKED, 0, &a, &db);
  if (cannot_write(rc)) {
    sqlite3_close(db);
    rc = open_way(path, is_still(&a, path) ? WAY_STILL : WAY_LOG, 0, &a, &db);
  }
  if (rc == SQLITE_OK && sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK)
    found = sqlite3_step(s) == SQLITE_ROW && sqlite3_column_int(s, 0) > 0;
  // One that is locked is no plain file either: opening it will say so.
  if ((rc & 0xff) == SQLITE_BUSY) found = true;
  sqlite3_finalize(s);
  sqlite3_close(db);
  ct_arena_release(&a);
  return found;
}

bool ct_catalog_none(const char *path, struct ct_arena *a, struct ct_err *err) {
  struct ct_catalog c = {NULL, path, a, err};
  if (ct_catalog_open(&c, false)) ct_catalog_close(&c);
  return ct_fail(err, "%s: is no catalogue", path);
}

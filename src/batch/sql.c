// SPDX-License-Identifier: MIT
// SQL: SQLite's calls with errors that name the ledger and say what helps.
#include "batch/sql.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

struct ct_sql {
  sqlite3 *db;
  const char *path;
};

static bool fail(struct ct_sql *db, struct ct_err *err) {
  const char *p = db->path, *why = sqlite3_errmsg(db->db);
  switch (sqlite3_errcode(db->db)) {
    case SQLITE_NOTADB:
      return ct_fail(
          err,
          "%s: is no ledger (name another file by --ledger; if it was one it is damaged, and may be "
          "deleted: all maps are made again)",
          p);
    case SQLITE_CORRUPT:
      return ct_fail(err,
                     "%s: the ledger is damaged: %s (delete it, and all maps are made again; or name another "
                     "one by --ledger)",
                     p, why);
    case SQLITE_FULL:
      return ct_fail(err, "%s: no space left for the ledger: %s", p, why);
    case SQLITE_BUSY:
      return ct_fail(err, "%s: the ledger has been locked by another program for %d s", p,
                     CT_SQL_BUSY_MS / 1000);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return ct_fail(err, "%s: the ledger cannot be written: %s (name another one by --ledger)", p, why);
    default:
      return ct_fail(err, "%s: ledger: %s", p, why);
  }
}

struct ct_sql *ct_sql_open(const char *path, bool make, struct ct_arena *a, struct ct_err *err) {
  struct ct_sql *db = CT_NEW(a, struct ct_sql);
  db->path = ct_arena_strdup(a, path);
  int flags = SQLITE_OPEN_READWRITE | (make ? SQLITE_OPEN_CREATE : 0);
  if (sqlite3_open_v2(path, &db->db, flags, NULL) != SQLITE_OK) {
    if (db->db)
      fail(db, err);
    else
      ct_fail(err, "out of memory");
    ct_sql_close(db);
    return NULL;
  }
  sqlite3_busy_timeout(db->db, CT_SQL_BUSY_MS);
  sqlite3_extended_result_codes(db->db, 0);
  return db;
}

void ct_sql_close(struct ct_sql *db) {
  if (!db || !db->db) return;
  sqlite3_close(db->db);
  db->db = NULL;
}

bool ct_sql_run(struct ct_sql *db, const char *sql, struct ct_err *err) {
  return sqlite3_exec(db->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(db, err);
}

static void bind(sqlite3_stmt *s, const char *types, va_list ap) {
  for (int i = 1; *types; types++, i++) {
    if (*types == 'i') {
      sqlite3_bind_int64(s, i, va_arg(ap, int64_t));
      continue;
    }
    const char *text = va_arg(ap, const char *);
    if (text) sqlite3_bind_text(s, i, text, -1, SQLITE_TRANSIENT);
  }
}

static bool finish(struct ct_sql *db, sqlite3_stmt *s, struct ct_err *err) {
  int rc = sqlite3_step(s);
  while (rc == SQLITE_ROW) rc = sqlite3_step(s);
  return rc == SQLITE_DONE || fail(db, err);
}

static sqlite3_stmt *prepare(struct ct_sql *db, const char *sql, struct ct_err *err) {
  sqlite3_stmt *s = NULL;
  if (sqlite3_prepare_v2(db->db, sql, -1, &s, NULL) != SQLITE_OK) fail(db, err);
  return s;
}

static sqlite3_stmt *begin(struct ct_sql *db, struct ct_err *err, const char *sql, const char *types,
                           va_list ap) {
  sqlite3_stmt *s = prepare(db, sql, err);
  if (s) bind(s, types, ap);
  return s;
}

bool ct_sql_do(struct ct_sql *db, struct ct_err *err, const char *sql, const char *types, ...) {
  va_list ap;
  va_start(ap, types);
  sqlite3_stmt *s = begin(db, err, sql, types, ap);
  va_end(ap);
  bool ok = s && finish(db, s, err);
  sqlite3_finalize(s);
  return ok;
}

struct sqlite3_stmt *ct_sql_begin(struct ct_sql *db, struct ct_err *err, const char *sql, const char *types,
                                  ...) {
  va_list ap;
  va_start(ap, types);
  sqlite3_stmt *s = begin(db, err, sql, types, ap);
  va_end(ap);
  return s;
}

void ct_sql_end(struct sqlite3_stmt *s) {
  sqlite3_finalize(s);
}

bool ct_sql_again(struct ct_sql *db, struct ct_err *err, struct sqlite3_stmt *s, const char *types, ...) {
  sqlite3_reset(s);
  sqlite3_clear_bindings(s);
  va_list ap;
  va_start(ap, types);
  bind(s, types, ap);
  va_end(ap);
  bool ok = finish(db, s, err);
  sqlite3_reset(s);
  return ok;
}

bool ct_sql_next(struct ct_sql *db, struct sqlite3_stmt *s, bool *row, struct ct_err *err) {
  int rc = sqlite3_step(s);
  *row = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE || fail(db, err);
}

const char *ct_sql_text(struct sqlite3_stmt *s, int column, struct ct_arena *a) {
  const char *text = (const char *)sqlite3_column_text(s, column);
  return text ? ct_arena_strndup(a, text, (size_t)sqlite3_column_bytes(s, column)) : NULL;
}

int64_t ct_sql_integer(struct sqlite3_stmt *s, int column) {
  return sqlite3_column_int64(s, column);
}

bool ct_sql_number(struct ct_sql *db, struct ct_err *err, const char *sql, int64_t otherwise, int64_t *out) {
  sqlite3_stmt *s = prepare(db, sql, err);
  bool row = false, ok = s && ct_sql_next(db, s, &row, err);
  *out = row ? sqlite3_column_int64(s, 0) : otherwise;
  sqlite3_finalize(s);
  return ok;
}

bool ct_sql_rollback(struct ct_sql *db) {
  if (!sqlite3_get_autocommit(db->db)) sqlite3_exec(db->db, "ROLLBACK", NULL, NULL, NULL);
  return false;
}

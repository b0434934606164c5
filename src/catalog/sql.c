// SPDX-License-Identifier: MIT
// SQL: statements on a catalogue's database, with failures in words.
#include "catalog/sql.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

bool ct_catalog_failed(struct ct_catalog *c) {
  switch (sqlite3_errcode(c->db) & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ct_fail(c->err,
                     "%s: is locked by another program that writes to it (try again when that is done)",
                     c->path);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ct_fail(c->err, "%s: the file is damaged (%s)", c->path, sqlite3_errmsg(c->db));
    case SQLITE_FULL:
      return ct_fail(c->err, "%s: cannot write: no space left (the catalogue is as it was)", c->path);
    case SQLITE_READONLY:
      return ct_fail(c->err, "%s: cannot write: the file or its folder is read-only", c->path);
    case SQLITE_CANTOPEN:
      return ct_fail(c->err, "%s: cannot be opened (%s)", c->path, strerror(sqlite3_system_errno(c->db)));
    case SQLITE_IOERR:
      return ct_fail(
          c->err, "%s: cannot be read or written (%s)", c->path,
          sqlite3_system_errno(c->db) ? strerror(sqlite3_system_errno(c->db)) : sqlite3_errmsg(c->db));
    case SQLITE_NOMEM:
      return ct_fail(c->err, "%s: out of memory", c->path);
    default:
      return ct_fail(c->err, "%s: %s", c->path, sqlite3_errmsg(c->db));
  }
}

bool ct_catalog_run(struct ct_catalog *c, const char *sql) {
  return sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK || ct_catalog_failed(c);
}

bool ct_catalog_runf(struct ct_catalog *c, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *sql = ct_arena_vprintf(c->a, fmt, ap);
  va_end(ap);
  return ct_catalog_run(c, sql);
}

static struct sqlite3_stmt *prepare(struct ct_catalog *c, const char *sql) {
  struct sqlite3_stmt *s = NULL;
  if (sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) != SQLITE_OK) ct_catalog_failed(c);
  return s;
}

struct sqlite3_stmt *ct_catalog_prepare(struct ct_catalog *c, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *sql = ct_arena_vprintf(c->a, fmt, ap);
  va_end(ap);
  return prepare(c, sql);
}

bool ct_catalog_step(struct ct_catalog *c, struct sqlite3_stmt *s) {
  bool ok = sqlite3_step(s) == SQLITE_DONE || ct_catalog_failed(c);
  sqlite3_reset(s);
  return ok;
}

bool ct_catalog_next(struct ct_catalog *c, struct sqlite3_stmt *s, bool *ok) {
  int rc = sqlite3_step(s);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) *ok = ct_catalog_failed(c);
  return rc == SQLITE_ROW;
}

bool ct_catalog_ask(struct ct_catalog *c, int64_t *out, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *sql = ct_arena_vprintf(c->a, fmt, ap);
  va_end(ap);
  struct sqlite3_stmt *s = prepare(c, sql);
  bool ok = s != NULL;
  if (ok && ct_catalog_next(c, s, &ok)) *out = sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return ok;
}

const char *ct_catalog_quoted(struct ct_arena *a, const char *name) {
  struct ct_str s = {.arena = a};
  ct_str_add_n(&s, "\"", 1);
  for (; *name; name++) ct_str_add_n(&s, *name == '"' ? "\"\"" : name, *name == '"' ? 2 : 1);
  ct_str_add_n(&s, "\"", 1);
  return ct_str_text(&s);
}

// SPDX-License-Identifier: MIT
// SQL: statements on a catalogue's database, with failures in words.
#ifndef CT_CATALOG_SQL_H
#define CT_CATALOG_SQL_H

#include <stdbool.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;
struct sqlite3;
struct sqlite3_stmt;

// An open catalogue; every call that fails fills `err` with one line that names `path`.
struct ct_catalog {
  struct sqlite3 *db;
  const char *path;
  struct ct_arena *a;
  struct ct_err *err;
};

// Says in words what went wrong last: locked, damaged, a full disk ... Returns false.
bool ct_catalog_failed(struct ct_catalog *c);
// Statements without values or rows.
bool ct_catalog_run(struct ct_catalog *c, const char *sql);
bool ct_catalog_runf(struct ct_catalog *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
// NULL: failed. The caller finalizes it.
struct sqlite3_stmt *ct_catalog_prepare(struct ct_catalog *c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
// Runs a statement that gives no rows, with its values bound, and makes it ready for the next ones.
bool ct_catalog_step(struct ct_catalog *c, struct sqlite3_stmt *s);
// The next row; false at the end, and where it failed (*ok is set to false then).
bool ct_catalog_next(struct ct_catalog *c, struct sqlite3_stmt *s, bool *ok);
// The whole number in the first column of the first row; *out stays as it is when there is none.
bool ct_catalog_ask(struct ct_catalog *c, int64_t *out, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
// A name between double quotes.
const char *ct_catalog_quoted(struct ct_arena *a, const char *name);

#endif

// SPDX-License-Identifier: MIT
// SQL: SQLite's calls with errors that name the ledger and say what helps.
#ifndef CT_BATCH_SQL_H
#define CT_BATCH_SQL_H

#include <stdbool.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;
struct ct_sql;
struct sqlite3_stmt;

enum { CT_SQL_BUSY_MS = 60000 };

// Opens, and makes the file when `make` and it is not there; the handle is in the arena and must be closed.
struct ct_sql *ct_sql_open(const char *path, bool make, struct ct_arena *a, struct ct_err *err);
void ct_sql_close(struct ct_sql *db);

// One or more statements without parameters.
bool ct_sql_run(struct ct_sql *db, const char *sql, struct ct_err *err);
// One statement to its end. `types` has a letter for each parameter: t a text (const char *, NULL is NULL), i an int64_t.
bool ct_sql_do(struct ct_sql *db, struct ct_err *err, const char *sql, const char *types, ...);
// For statements with rows or of many uses; NULL when it fails. End with ct_sql_end, NULL is fine.
struct sqlite3_stmt *ct_sql_begin(struct ct_sql *db, struct ct_err *err, const char *sql, const char *types,
                                  ...);
void ct_sql_end(struct sqlite3_stmt *s);
// Another use with other parameters, to its end.
bool ct_sql_again(struct ct_sql *db, struct ct_err *err, struct sqlite3_stmt *s, const char *types, ...);
// The next row: *row false at the end.
bool ct_sql_next(struct ct_sql *db, struct sqlite3_stmt *s, bool *row, struct ct_err *err);
// Columns of the row. Texts are copied; NULL is NULL and 0.
const char *ct_sql_text(struct sqlite3_stmt *s, int column, struct ct_arena *a);
int64_t ct_sql_integer(struct sqlite3_stmt *s, int column);
// The only number that a statement gives; `otherwise` when there is no row.
bool ct_sql_number(struct ct_sql *db, struct ct_err *err, const char *sql, int64_t otherwise, int64_t *out);
// Takes back what has been done since BEGIN, if anything; returns false.
bool ct_sql_rollback(struct ct_sql *db);

#endif

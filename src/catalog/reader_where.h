// SPDX-License-Identifier: MIT
// Reader, where: a condition that a document gives, let loose on one row and nothing else.
#ifndef CT_CATALOG_READER_WHERE_H
#define CT_CATALOG_READER_WHERE_H

#include <stddef.h>

struct ct_catalog;
struct sqlite3_stmt;

struct ct_catalog_where {
  const char *where;         // as given
  const char *sql;           // the whole query
  int columns;               // that it has to have
  int selects;               // SELECTs in it that are not the condition's
  const char *const *names;  // what a row has, for messages
  size_t nnames;
};

// The query, prepared. NULL with an error: the condition is none, looks beyond its row, or names what is not there.
struct sqlite3_stmt *ct_catalog_where(struct ct_catalog *c, const struct ct_catalog_where *q);

#endif

// SPDX-License-Identifier: MIT
// Seal: a number by which damage is found to what no digest of a version covers.
#ifndef CT_CATALOG_SEAL_H
#define CT_CATALOG_SEAL_H

#include <stdint.h>

struct ct_catalog_hash;
struct sqlite3_stmt;

// Of a version: which row of its file said so, and how its numbers were written (NULL: as usual), tied to its digest.
int64_t ct_seal_of_version(struct ct_catalog_hash *h, const unsigned char *hash, int64_t row,
                           const char *spelling);
// Of an import: all columns of the statement's row, `ncolumns` from the first.
int64_t ct_seal_of_import(struct ct_catalog_hash *h, struct sqlite3_stmt *s, int ncolumns);

// What is sealed of an import, in this order.
#define CT_SEAL_IMPORT \
  "n, recorded, layer, file, sha256, source, program, rows, added, changed, moved, removed, same"
enum { CT_SEAL_IMPORT_COLUMNS = 13 };

#endif

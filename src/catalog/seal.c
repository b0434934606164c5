// SPDX-License-Identifier: MIT
// Seal: seven bytes of a SHA-256.
#include "catalog/seal.h"

#include <sqlite3.h>

#include "catalog/hash.h"

static int64_t end(struct ct_catalog_hash *h) {
  unsigned char digest[CT_CATALOG_HASH];
  int64_t seal = 0;
  ct_catalog_hash_end(h, digest);
  for (int i = 0; i < 7; i++) seal = seal << 8 | digest[i];
  return seal;
}

int64_t ct_seal_of_version(struct ct_catalog_hash *h, const unsigned char *hash, int64_t row,
                           const char *spelling) {
  ct_catalog_hash_bytes(h, "ct_hash", hash, CT_CATALOG_HASH);
  ct_catalog_hash_number(h, "ct_row", (double)row);
  ct_catalog_hash_text(h, "ct_spelling", spelling);
  return end(h);
}

int64_t ct_seal_of_import(struct ct_catalog_hash *h, struct sqlite3_stmt *s, int ncolumns) {
  for (int i = 0; i < ncolumns; i++)
    ct_catalog_hash_text(h, sqlite3_column_name(s, i), (const char *)sqlite3_column_text(s, i));
  return end(h);
}

// SPDX-License-Identifier: MIT
// File: a catalogue's file made or opened, and looked at before anything is believed.
#ifndef CT_CATALOG_FILE_H
#define CT_CATALOG_FILE_H

#include <stdbool.h>

struct ct_catalog;

// 2: columns of whole numbers are INTEGER, ct_spelling keeps how numbers were written, and imports and rows are sealed. What is written becomes the newest.
enum { CT_CATALOG_SCHEMA = 2 };

// Opens c->path (c->a and c->err are set). Fails in one line for what is no SQLite file, no GeoPackage, no catalogue, of a
// newer schema, damaged, or locked for more than 5 s. Readers write nothing, not even beside the file in a folder that
// may not be written to. c->db is NULL after a failure.
bool ct_catalog_open(struct ct_catalog *c, bool write);
// An empty catalogue in the new file `at`, without a journal: for a temporary name, to be thrown away if anything fails.
// c->path stands in messages. The transaction that makes it is open.
bool ct_catalog_make(struct ct_catalog *c, const char *at, const char *day);
// Ends ct_catalog_make's transaction and has the file keep a write-ahead log from now on.
bool ct_catalog_made(struct ct_catalog *c);
// The part of that which looks into an open database: is it a GeoPackage, a catalogue, and not a newer one?
bool ct_catalog_check(struct ct_catalog *c);
void ct_catalog_close(struct ct_catalog *c);
// A text kept for the whole catalogue (table ct_catalog), in the arena; *out NULL: none.
bool ct_catalog_get(struct ct_catalog *c, const char *key, const char **out);
bool ct_catalog_put(struct ct_catalog *c, const char *key, const char *value);

#endif

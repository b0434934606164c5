// SPDX-License-Identifier: MIT
// Version: a file's row as a catalogue keeps it: its facts, their hash, and the statement that adds them.
#ifndef CT_CATALOG_VERSION_H
#define CT_CATALOG_VERSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "catalog/blob.h"
#include "catalog/hash.h"
#include "model/table_dates.h"

struct ct_catalog;
struct ct_catalog_columns;
struct ct_catalog_layer;
struct sqlite3_stmt;

// One file's rows, one after the other.
struct ct_catalog_rows {
  const struct ct_table *t;
  size_t table;  // its number in the columns' plan
  const struct ct_catalog_columns *columns;
  int date;  // column of the date when it happened, or -1
  struct ct_date_style style;
  struct ct_blob blob;
  struct ct_catalog_hash hash;
  struct ct_str text;
};

// `a` is for buffers. Release in the end.
bool ct_catalog_rows_begin(struct ct_catalog_rows *r, const struct ct_table *t, size_t table,
                           const struct ct_catalog_columns *columns, struct ct_arena *a);
void ct_catalog_rows_release(struct ct_catalog_rows *r);
// When it happened: a day, or two with a slash between; NULL: nothing is told. days may be NULL.
const char *ct_catalog_rows_happened(struct ct_catalog_rows *r, size_t row, char buf[40],
                                     struct ct_interval *days);
// How a position was given, as a version tells it; NULL, NaN: nothing.
struct ct_catalog_given {
  double precision_m;
  const char *notation, *published;
  bool approx;
};
struct ct_catalog_given ct_catalog_rows_given(const struct ct_catalog_rows *r, size_t row);
void ct_catalog_rows_hash(struct ct_catalog_rows *r, size_t row, const struct ct_catalog_given *given,
                          unsigned char out[CT_CATALOG_HASH]);
// Of a version that tells that a feature is no more.
void ct_catalog_removed_hash(struct ct_catalog_rows *r, unsigned char out[CT_CATALOG_HASH]);

// What a version has beside a row's facts.
struct ct_catalog_stamp {
  int64_t fid, feature, import;
  const char *recorded, *until;  // until NULL: current
  const unsigned char *hash;
};
// The statement that adds versions.
struct sqlite3_stmt *ct_catalog_version_insert(struct ct_catalog *c, const struct ct_catalog_layer *l,
                                               const struct ct_catalog_columns *columns);
// Adds a row's version; r->blob is then its geometry (its bytes are none when there is none).
bool ct_catalog_version_put(struct ct_catalog *c, struct sqlite3_stmt *s,
                            const struct ct_catalog_stamp *stamp, struct ct_catalog_rows *r, size_t row);
bool ct_catalog_version_remove(struct ct_catalog *c, struct sqlite3_stmt *s,
                               const struct ct_catalog_stamp *stamp);

#endif

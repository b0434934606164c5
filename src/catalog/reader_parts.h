// SPDX-License-Identifier: MIT
// Reader, parts: what the files that read a catalogue share.
#ifndef CT_CATALOG_READER_PARTS_H
#define CT_CATALOG_READER_PARTS_H

#include "catalog/reader.h"

struct ct_catalog;
struct sqlite3_stmt;

// Checks what kind of file it is and reads its imports.
bool ct_catalog_begin(struct ct_catalog_reader *r, struct ct_err *err);
// "damaged" with what is wrong.
bool ct_catalog_damaged(const struct ct_catalog_reader *r, struct ct_err *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

// The text of a column in the arena; NULL: none.
const char *ct_catalog_text(const struct ct_catalog *c, struct sqlite3_stmt *s, int column);
// "2019-09-05" as days since 1970; false: it is not exactly that.
bool ct_catalog_day(struct sqlite3_stmt *s, int column, int *day);

struct ct_catalog_feature {
  int64_t n;
  const char *id;
};

struct ct_catalog_version_at {
  int64_t fid;
  uint32_t feature;  // index among the layer's features
  uint32_t import;   // index among the imports
  int32_t day;
  int32_t until;  // CT_CATALOG_NOW: it is the last
  bool there;
};

// A layer's bookkeeping, checked: versions by feature, then from the first to the last.
struct ct_catalog_book {
  size_t nfeatures;
  const struct ct_catalog_feature *features;  // by n
  size_t n;
  const struct ct_catalog_version_at *versions;
};
bool ct_catalog_book(const struct ct_catalog_reader *r, const char *layer, struct ct_catalog_book *out,
                     struct ct_err *err);

// Rows of a layer's history by their versions, whose fids rise, into a table; each goes to the place that `place` has for it.
struct ct_catalog_pick {
  const char *name, *layer, *where;
  bool spelling;
  const struct ct_catalog_book *book;
  size_t n;
  const uint32_t *version;  // n, indexes into the book's versions, by rising fid
  const uint32_t *place;    // n, a permutation
};
bool ct_catalog_take(const struct ct_catalog_reader *r, const struct ct_catalog_pick *q, struct ct_table *out,
                     struct ct_err *err);

#endif

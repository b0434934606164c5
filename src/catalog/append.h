// SPDX-License-Identifier: MIT
// Append: the rows of files become versions of a catalogue's features, in one transaction.
#ifndef CT_CATALOG_APPEND_H
#define CT_CATALOG_APPEND_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_catalog_summary;
struct ct_diags;
struct ct_err;
struct ct_table;

struct ct_catalog_file {
  const struct ct_table *table;
  const char *file;    // as it is kept: its name without folders
  const char *sha256;  // NULL: not told
  const char *source;
  int name;  // column that names the rows, or -1
};

struct ct_catalog_append {
  const char *into;
  const char *layer;  // NULL: the only one, else "features"
  const char *id;     // column, or NULL
  const char *day;    // recorded: YYYY-MM-DD
  bool complete;
  size_t nfiles;
  const struct ct_catalog_file *files;
};

// All of it or nothing: a new catalogue is made beside its place, an old one is changed in a transaction of its
// write-ahead log. When nothing differs, nothing is written. The summary's `unplaced` and `rows` are counted too.
bool ct_catalog_append(const struct ct_catalog_append *q, struct ct_arena *a, struct ct_diags *diags,
                       struct ct_catalog_summary *out, struct ct_err *err);

#endif

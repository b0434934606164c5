// SPDX-License-Identifier: MIT
// Reader: a catalogue opened for reading: its layers, its imports, and what was known on a day.
#ifndef CT_CATALOG_READER_H
#define CT_CATALOG_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;
struct ct_table;

// A day of the past, as days since 1970; this one is after all others.
#define CT_CATALOG_NOW INT_MAX

struct ct_catalog_imported {
  int64_t n;
  int day;
  const char *recorded, *layer, *file, *source;
  uint64_t versions;  // that it brought, by its own count
};

struct ct_catalog_reader {
  const char *path;  // as given, for messages
  struct ct_arena *a;
  void *db;
  size_t nlayers;
  const char *const *layers;  // in the order of their names
  size_t nimports;
  const struct ct_catalog_imported *imports;  // by n
};

// Does the file hold any of what a catalogue is made of, so that it is to be read as one or not at all? Cheap.
bool ct_catalog_found(const char *path);

// Says why the file is no catalogue, or cannot be read as one. Returns false.
bool ct_catalog_none(const char *path, struct ct_arena *a, struct ct_err *err);

// What is done with an open catalogue; false with an error when it fails.
typedef bool ct_catalog_fn(void *user, const struct ct_catalog_reader *r, struct ct_err *err);

// Opens the catalogue without ever writing (nothing appears beside the file, and a folder that is read-only will
// do), hands it to fn and closes it. While another process writes, its last commit is what is read. fn may be called more than
// once, where the file was written meanwhile: what counts is the last call.
bool ct_catalog_visit(const char *path, struct ct_arena *a, ct_catalog_fn *fn, void *user,
                      struct ct_err *err);

// The layer of that name; of none: the only one, else "features", else the first. NULL with an error: there is no such one.
const char *ct_catalog_find_layer(const struct ct_catalog_reader *r, const char *name, struct ct_err *err);

struct ct_catalog_query {
  const char *name;   // becomes ct_table.name
  const char *layer;  // one that there is
  int day;            // CT_CATALOG_NOW: all that is known
  const char *where;  // SQL condition over the columns of a row, or NULL
  bool spelling;      // ct_column.spelling, too
};

// What was known at the end of the day, in the order in which features were first recorded. Every version that is taken is held
// against its digest, and all versions' bookkeeping against each other: damage is an error. An empty table is none.
bool ct_catalog_read(const struct ct_catalog_reader *r, const struct ct_catalog_query *q,
                     struct ct_table *out, struct ct_err *err);

// One version of a feature.
struct ct_catalog_entry {
  const char *layer, *id;
  bool there;  // false: it was removed
  const struct ct_catalog_imported *import;
  const struct ct_table *table;  // one row; NULL: it was removed
  long row;                      // in the file
};

// All versions of the feature of that id, oldest first; none when there is no such feature.
bool ct_catalog_history(const struct ct_catalog_reader *r, const char *layer, const char *id,
                        const struct ct_catalog_entry **out, size_t *n, struct ct_err *err);
// Ids of the layer near that one, for "did you mean"; NULL: none is.
const char *ct_catalog_near_id(const struct ct_catalog_reader *r, const char *id);

#endif

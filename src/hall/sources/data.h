// SPDX-License-Identifier: MIT
// Catalogue, data: tables of data whether they come from a catalogue, as of a day, or from any other file.
#ifndef CT_CATALOG_DATA_H
#define CT_CATALOG_DATA_H

#include <stdbool.h>

struct ct_arena;
struct ct_cache;
struct ct_catalog_reader;
struct ct_diags;
struct ct_err;
struct ct_load_request;
struct ct_table;

struct ct_data_day {
  struct ct_cache *cache;  // of files that are no catalogues; NULL: none
  const char *as_of;       // what was known then; NULL: all
  bool only_then;          // as_of is the entry's own, which only a catalogue can have
  bool by_place;           // rows are counted in the table: several files may have brought them
  // What came of it.
  bool is_catalog;
  int last;  // day of the last import up to as_of, as days since 1970
};

// ct_load, but for catalogues, which are read by src/catalog. `day` may be NULL. A day before the first import gives an empty table
// with the box of what came to be known, and a warning.
bool ct_data_load(const struct ct_load_request *q, struct ct_data_day *day, struct ct_arena *a,
                  struct ct_diags *diags, struct ct_table *out, struct ct_err *err);

// The last day that a date may mean; NULL: CT_CATALOG_NOW. `what` stands in the message.
bool ct_catalog_last_day(const char *date, const char *what, int *day, struct ct_err *err);

#endif

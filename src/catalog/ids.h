// SPDX-License-Identifier: MIT
// Ids: what tells the rows of a file apart, if anything does.
#ifndef CT_CATALOG_IDS_H
#define CT_CATALOG_IDS_H

#include <stdbool.h>

struct ct_arena;
struct ct_err;
struct ct_table;

struct ct_catalog_ids {
  const char *wanted;     // column, an error when the table lacks it; NULL: none is asked for
  const char *had;        // column of an earlier import, taken when the table has it; NULL: none
  const char *column;     // out: the column taken; NULL: the features' own ids, or none
  const char *const *id;  // out: for each row, NULL where it has none; NULL: there are none
};

// Without a wanted or an earlier column: ids that the dataset's features have, else a column by its name ("id",
// "facility_id", "uuid" ...), where each row has one of its own.
bool ct_catalog_ids_find(struct ct_catalog_ids *ids, const struct ct_table *t, struct ct_arena *a,
                         struct ct_err *err);

#endif

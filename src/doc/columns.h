// SPDX-License-Identifier: MIT
// Columns: which column of a table plausibly is the class, the name, the rank.
#ifndef CT_DOC_COLUMNS_H
#define CT_DOC_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_table;

struct ct_column_classes {
  const char *column;
  size_t n;
  const char *const *value;  // most frequent first; ties by first appearance
};

// The column that best splits the rows into a few classes; false when there is none.
bool ct_columns_classes(const struct ct_table *t, size_t most, struct ct_arena *a,
                        struct ct_column_classes *out);
// The most frequent values of a column over the placed rows; false when it has none.
bool ct_columns_values(const struct ct_table *t, const char *column, size_t most, struct ct_arena *a,
                       struct ct_column_classes *out);
// The column that names the rows, or -1.
int ct_columns_label(const struct ct_table *t);
// A numeric column that ranks the rows (1 = most important), or -1.
int ct_columns_rank(const struct ct_table *t);

#endif

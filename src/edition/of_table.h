// SPDX-License-Identifier: MIT
// Of table: the rows of a table as features of an edition.
#ifndef CT_EDITION_OF_TABLE_H
#define CT_EDITION_OF_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "edition/ids.h"
#include "model/edition.h"

struct ct_arena;
struct ct_digest;
struct ct_err;
struct ct_table;

struct ct_edition_request {
  const char *data;  // the features' entry or layer
  const char *id;    // column; NULL: recognised
  const char *
      label;  // what rows are called: a column, or a template "{name} ({year})"; NULL: a column that is recognised
  int date_column;  // tells rows of one name apart; -1: none
};

// A table whose rows are made features one by one, so that not all need be in memory.
struct ct_edition_rows {
  const struct ct_table *table;
  const char *data;
  struct ct_edition_ids ids;
  const char *const *names;     // what a person calls them
  const char *const *id_names;  // what ids may be made of: a recognised column, whatever the label
  const char **columns;         // their names, unique
  size_t *order;                // by name
  struct ct_digest *digest;
};

// False only when out of memory. Ended in either case.
bool ct_edition_rows_begin(struct ct_edition_rows *rows, const struct ct_table *t,
                           const struct ct_edition_request *q, struct ct_arena *a, struct ct_err *err);
// The i-th row, whose texts live in the table, in `rows` and in `a`. Empty cells are no value; columns whose name begins with
// "ct_" are the program's own and left out.
void ct_edition_row(const struct ct_edition_rows *rows, size_t i, struct ct_arena *a,
                    struct ct_edition_feature *out);
void ct_edition_rows_end(struct ct_edition_rows *rows);

// All of them: t->n features. `ids` may be NULL.
bool ct_edition_of_table(const struct ct_table *t, const struct ct_edition_request *q, struct ct_arena *a,
                         struct ct_edition_feature **out, struct ct_edition_ids *ids, struct ct_err *err);

// The cell as text, lists as JSON; NULL: no value.
const char *ct_edition_cell(const struct ct_table *t, size_t column, size_t i, struct ct_arena *a);

#endif

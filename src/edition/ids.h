// SPDX-License-Identifier: MIT
// Ids: what tells the rows of a table apart, the same from one edition to the next.
#ifndef CT_EDITION_IDS_H
#define CT_EDITION_IDS_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_edition_rows;
struct ct_table;

enum ct_edition_id_kind {
  CT_EDITION_ID_COLUMN,   // the one that was named
  CT_EDITION_ID_DATASET,  // the dataset's own feature ids
  CT_EDITION_ID_FOUND,    // a column that looks like ids, filled and unique
  CT_EDITION_ID_NAME,     // what the rows are called, unique
  CT_EDITION_ID_MADE      // name and date, and where these do not do, a number or digest
};

struct ct_edition_ids {
  enum ct_edition_id_kind kind;
  const char *column;    // of COLUMN and FOUND
  size_t nmade;          // rows whose id is not what the data call them: repeated or without one
  size_t first, second;  // two rows of one id, when there are any
  bool repeats;
  const char **v;  // n, unique
};

// The ids that rows have of their own: the dataset's (*column NULL), else of a column that looks like ids, in which each row has
// one. NULL: there are none. Catalogues ask here, too: what a manifest calls a feature they call it.
const char *const *ct_edition_ids_found(const struct ct_table *t, struct ct_arena *a, const char **column);
// A column's cells as ids: without blanks around them, NULL where nothing is left.
const char **ct_edition_ids_cells(const struct ct_table *t, int column, struct ct_arena *a);

// `rows` has its names. A date tells rows of one name apart (-1: there is none); rows that have nothing to be told by are
// told by the digest of all they say. All lives in the arena.
void ct_edition_ids_of(const struct ct_edition_rows *rows, const char *column, int date_column,
                       struct ct_arena *a, struct ct_edition_ids *out);

#endif

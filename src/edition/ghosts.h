// SPDX-License-Identifier: MIT
// Ghosts: features of an older edition as rows of the newer one's table.
#ifndef CT_EDITION_GHOSTS_H
#define CT_EDITION_GHOSTS_H

#include <stddef.h>

struct ct_arena;
struct ct_edition_feature;
struct ct_table;

struct ct_edition_gone {
  size_t n;
  const struct ct_edition_feature *const *v;
  const struct ct_table *of;  // the table they were rows of, or NULL: it is not known
  const size_t *row;          // n, of that table
};

// The table with a row more for each feature: its fields in the columns of that name, its shape as that table has it, else its
// position (of lines and areas the middle) as a point. Of what only files tell (row number, precision, notation) nothing is
// known.
const struct ct_table *ct_edition_ghosts(const struct ct_table *t, const struct ct_edition_gone *gone,
                                         struct ct_arena *a);

#endif

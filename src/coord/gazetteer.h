// SPDX-License-Identifier: MIT
// Gazetteer: named places with their positions, found by name in any common spelling.
#ifndef CT_COORD_GAZETTEER_H
#define CT_COORD_GAZETTEER_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_table;

struct ct_gazetteer_place {
  const char *name;  // as listed
  double lon, lat;
  double rank;  // larger wins among equal names (population); own facilities: INFINITY
};

struct ct_gazetteer;

// Empty, in `a`.
struct ct_gazetteer *ct_gazetteer_new(struct ct_arena *a);
// Adds a table's placed point rows under the texts of the given columns (NULL-terminated; those missing are passed
// over; several names in one cell are parted at commas and semicolons). rank_column may be NULL: `rank` for all.
void ct_gazetteer_add(struct ct_gazetteer *g, const struct ct_table *t, const char *const *name_columns,
                      const char *rank_column, double rank);
// Best place of that name: case, accents, hyphens, blanks, and words such as "city" or "port of" don't matter.
// NULL: none.
const struct ct_gazetteer_place *ct_gazetteer_find(const struct ct_gazetteer *g, const char *name, size_t n);

#endif

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
  double rank;    // larger wins among equal names (population); own facilities: INFINITY
  double size_m;  // what "from there" may mean: the precision of the listed point and the place's extent
};

struct ct_gazetteer;

// Empty, in `a`.
struct ct_gazetteer *ct_gazetteer_new(struct ct_arena *a);
// Adds a table's placed point rows under the texts of the given columns (NULL-terminated; those missing are passed
// over). A cell of the first column is one name; the others may hold several, parted at commas, semicolons and
// bars. Rows whose position is approximate are left out. rank_column may be NULL: `rank` for all. A column of
// countries or provinces (iso_a2, country, province, state ...) tells equal names apart. The table stays where it is
// as long as the gazetteer is used.
void ct_gazetteer_add(struct ct_gazetteer *g, const struct ct_table *t, const char *const *name_columns,
                      const char *rank_column, double rank);
// Best place of that name: case, accents, hyphens, blanks, and words such as "city" or "port of" don't matter.
// What follows a comma ("Nampo, North Korea") chooses among equal names when the table tells countries or
// provinces. Names of large cities in other languages are known ("상하이", "Moskau"). NULL: none.
const struct ct_gazetteer_place *ct_gazetteer_find(const struct ct_gazetteer *g, const char *name, size_t n);
// Also tells of a second place of that name that may be meant as well: its rank is at least a third of the
// winner's and it lies more than 50 km away. *other is NULL when there is none.
const struct ct_gazetteer_place *ct_gazetteer_find_all(const struct ct_gazetteer *g, const char *name,
                                                       size_t n, const struct ct_gazetteer_place **other);
// The place whose name is spelled most like it, for "did you mean"; NULL: none is near. Looks at all names.
const struct ct_gazetteer_place *ct_gazetteer_near(const struct ct_gazetteer *g, const char *name, size_t n);

#endif

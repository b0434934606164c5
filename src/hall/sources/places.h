// SPDX-License-Identifier: MIT
// Places: the gazetteer of a job: the base layer's places and what its data have loaded so far.
#ifndef CT_PLACES_H
#define CT_PLACES_H

#include "base/vec.h"

struct ct_arena;
struct ct_cache;
struct ct_gazetteer;
struct ct_table;

// With arena and share_dir set it is empty.
struct ct_places {
  struct ct_arena *arena;
  const char *share_dir;
  struct ct_cache *cache;          // NULL: none
  struct ct_gazetteer *gazetteer;  // NULL until it is asked for
  ct_vec(const struct ct_table *) tables;
};

// The rows of a table become places that later ones may count from. Its columns stay where they are.
void ct_places_add(struct ct_places *p, const struct ct_table *t);
// For struct ct_load_request; user is a struct ct_places. The base layer is read at the first call, so that maps
// without such positions don't pay for it.
const struct ct_gazetteer *ct_places_get(void *user);

#endif

// SPDX-License-Identifier: MIT
// Places: the gazetteer of a job: the base layer's places and what its data have loaded so far.
#include "hall/sources/places.h"

#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/reads.h"
#include "coord/gazetteer.h"
#include "hall/cache/cache.h"
#include "load/load.h"
#include "model/table.h"

static void add_base(struct ct_places *p) {
  static const char *const names[] = {"name", "name_alt", "name_local", NULL};
  static const char *const wanted[] = {"name", "name_alt", "name_local", "iso_a2", "pop"};
  struct ct_load_request r = {
      .name = "places",
      .path = ct_arena_printf(p->arena, "%s/layers/base/places_10m.fgb", p->share_dir),
      .columns = wanted,
      .ncolumns = sizeof wanted / sizeof *wanted,
      .quiet_rows = true};
  struct ct_table *t = CT_NEW(p->arena, struct ct_table);
  ct_reads_note(CT_READ_BASE, r.path);
  struct ct_err ignored = {0};
  // Without the layer no place is known but the data's own; each row that needs one says so.
  if (ct_cache_load(p->cache, &r, p->arena, NULL, t, &ignored))
    ct_gazetteer_add(p->gazetteer, t, names, "pop", 0);
}

static void add_own(struct ct_places *p, const struct ct_table *t) {
  static const char *const names[] = {"name",          "name_long", "name_en", "name_ko",
                                      "name_local",    "name_alt",  "title",   "facility",
                                      "facility_name", "site",      "port",    NULL};
  ct_gazetteer_add(p->gazetteer, t, names, NULL, INFINITY);
}

void ct_places_add(struct ct_places *p, const struct ct_table *t) {
  struct ct_table *copy = CT_NEW(p->arena, struct ct_table);
  *copy = *t;
  ct_vec_push(p->arena, &p->tables, copy);
  if (p->gazetteer) add_own(p, copy);
}

const struct ct_gazetteer *ct_places_get(void *user) {
  struct ct_places *p = user;
  if (p->gazetteer) return p->gazetteer;
  p->gazetteer = ct_gazetteer_new(p->arena);
  add_base(p);
  for (size_t i = 0; i < p->tables.n; i++) add_own(p, p->tables.v[i]);
  return p->gazetteer;
}

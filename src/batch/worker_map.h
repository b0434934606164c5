// SPDX-License-Identifier: MIT
// Map of a worker: one task made into files, within its memory, and what is to be told of it.
#ifndef CT_BATCH_WORKER_MAP_H
#define CT_BATCH_WORKER_MAP_H

#include <stdbool.h>

#include "cartouche.h"

struct ct_arena;
struct ct_batch_result;
struct ct_batch_task;

struct ct_worker_map {
  const char *share_dir;
  struct ct_cache *cache;
  ct_diag_fn *finding;
  void *user;
};

// Always fills `out`, in the arena. False: memory ran out on the way, and what libraries hold at such a moment is lost: the
// process should make no more maps.
bool ct_worker_map_make(const struct ct_worker_map *how, const struct ct_batch_task *task, struct ct_arena *a,
                        struct ct_batch_result *out);

#endif

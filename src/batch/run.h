// SPDX-License-Identifier: MIT
// Run: a batch from its order to its last map.
#ifndef CT_BATCH_RUN_H
#define CT_BATCH_RUN_H

#include <signal.h>
#include <stdbool.h>

#include "cartouche.h"

struct ct_arena;
struct ct_batch_order;

struct ct_batch_run_request {
  const struct ct_batch_order *order;
  bool dry;
  ct_batch_event_fn *event;  // may be NULL
  void *user;
  volatile sig_atomic_t *stop;
};

// See ct_batch_run. All memory is in `a`.
bool ct_batch_make(const struct ct_batch_run_request *request, struct ct_arena *a,
                   struct ct_batch_summary *summary, struct ct_err *err);

#endif

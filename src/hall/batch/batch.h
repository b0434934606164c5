// SPDX-License-Identifier: MIT
// Batch: what the public interface gathers before a run, and what the hall knows for it.
#ifndef CT_BATCH_H
#define CT_BATCH_H

#include <signal.h>

#include "base/vec.h"
#include "batch/plan.h"
#include "cartouche.h"

struct ct_job;

struct ct_batch {
  struct ct_job *job;  // options are tried on it; its arena has all memory
  ct_vec(const char *) inputs;
  ct_vec(const char *) formats;
  ct_vec(const char *) argv;  // ends with NULL
  ct_vec(struct ct_batch_pair) options;
  const char *params;  // path of the table, NULL: none
  struct ct_batch_order order;
  ct_batch_event_fn *event;
  void *user;
  volatile sig_atomic_t stop;
};

// The rows of the table of parameters, into the order.
bool ct_batch_read_params(struct ct_batch *b, struct ct_err *err);
// See ct_batch_hall.
bool ct_batch_tell(void *user, const char *document, const struct ct_batch_set *params, struct ct_arena *a,
                   struct ct_ledger_told *out, struct ct_err *err);

#endif

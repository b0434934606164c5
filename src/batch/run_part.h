// SPDX-License-Identifier: MIT
// Run, inside: what the parts of a run share.
#ifndef CT_BATCH_RUN_PART_H
#define CT_BATCH_RUN_PART_H

#include "base/map.h"
#include "base/vec.h"
#include "batch/files.h"
#include "batch/ledger.h"
#include "batch/plan.h"
#include "batch/run.h"

// A map that is to be made, or being made.
struct ct_run_task {
  size_t map;  // in the plan
  const char *reason;
  const char *content;  // NULL: it may not turn out unchanged
  size_t nreads;        // that went with it
  const struct ct_batch_read *reads;
  int64_t revision;  // of the ledger's map as the reason was found
  int64_t n;         // in the ledger
  const char *staging;
  struct ct_arena arena;  // while it is being made
};

struct ct_running {
  const struct ct_batch_run_request *request;
  const struct ct_batch_order *order;
  struct ct_arena *a;
  struct ct_ledger ledger;
  bool has_ledger;
  struct ct_batch_files files;
  struct ct_batch_plan plan;
  const char *out_dir;                 // absolute
  struct ct_ledger_settings settings;  // without params
  ct_vec(struct ct_run_task) todo;
  size_t next;
  ct_vec(size_t) waiting;  // tasks that another run has
  struct ct_batch_event counts;
  struct ct_batch_summary *summary;
  struct ct_err *err;
};

// Tells of map m of the plan.
void ct_run_tell(struct ct_running *r, enum ct_batch_state state, size_t map, const char *reason,
                 double seconds);
// The same, with the files that have come of it.
struct ct_run_fate {
  const char *reason;
  double seconds;
  size_t nfiles;
  const char *const *files;
};
void ct_run_tell_files(struct ct_running *r, enum ct_batch_state state, size_t map,
                       const struct ct_run_fate *fate);
// How map m is made.
struct ct_ledger_settings ct_run_settings(struct ct_running *r, size_t map, struct ct_arena *a);
// The reason for which it must be made, NULL: none.
const char *ct_run_why(struct ct_running *r, size_t map, const struct ct_ledger_map *had, struct ct_arena *a,
                       bool *may_be_unchanged);
// The map may turn out to be what it was; `had` must outlive the task.
void ct_run_expect(struct ct_run_task *t, const struct ct_ledger_map *had);
// Makes all that is to do, in worker processes. False: the ledger or the pool failed.
bool ct_run_tasks(struct ct_running *r);

#endif

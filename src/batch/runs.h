// SPDX-License-Identifier: MIT
// Runs: batches that work on one ledger at the same time know of each other by locks that die with them.
#ifndef CT_BATCH_RUNS_H
#define CT_BATCH_RUNS_H

#include <stdbool.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;
struct ct_ledger;

// Gives the ledger's run its number, and settles what dead runs left: their claims, their maps under way, their staging
// folders.
bool ct_runs_begin(struct ct_ledger *l, struct ct_arena *a, struct ct_err *err);
// Gives claims back and removes the staging folder.
void ct_runs_end(struct ct_ledger *l, struct ct_arena *a);
// Is there a process with that run?
bool ct_runs_is_alive(const struct ct_ledger *l, int64_t run);
// The run's staging folder, which need not be there.
const char *ct_runs_staging(const struct ct_ledger *l, int64_t run, struct ct_arena *a);

struct ct_claim_request {
  struct ct_arena *arena;
  const char *key, *document, *name;
  bool is_mine;           // out: no other run that lives has it
  int64_t map, revision;  // out: its number in the ledger, 0: not there; counts its changes
};
// Takes the map for this run, unless another one has it. A map that is not in the ledger yet comes there.
bool ct_runs_claim(struct ct_ledger *l, struct ct_claim_request *request, struct ct_err *err);
// Within a transaction or without.
bool ct_runs_give_back(struct ct_ledger *l, int64_t map, struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// Merge: the ledgers of shards into one.
#ifndef CT_BATCH_MERGE_H
#define CT_BATCH_MERGE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_err;

// See ct_batch_merge. Where two ledgers tell of one map, the one whose files are there counts, else the later one. The
// ledgers stay as they are.
bool ct_ledger_merge(const char *const *ledgers, size_t n, const char *into, struct ct_arena *a,
                     struct ct_err *err);

#endif

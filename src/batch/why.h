// SPDX-License-Identifier: MIT
// Why: the reason for which a map must be made again.
#ifndef CT_BATCH_WHY_H
#define CT_BATCH_WHY_H

#include <stdbool.h>

struct ct_arena;
struct ct_batch_files;
struct ct_ledger_map;
struct ct_ledger_settings;

struct ct_batch_why {
  struct ct_arena *arena;
  struct ct_batch_files *files;
  const char *folder;  // of the outputs
  bool force;
  bool may_be_unchanged;  // out: if the map shows what it did, its files are as they would come out
};

// NULL: everything is as it was. `m` is the ledger's, with n 0 when it has not got it.
const char *ct_batch_why(struct ct_batch_why *w, const struct ct_ledger_map *m,
                         const struct ct_ledger_settings *settings);

#endif

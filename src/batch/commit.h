// SPDX-License-Identifier: MIT
// Commit: finished maps from the staging folder into place, so that files and ledger agree at every moment.
#ifndef CT_BATCH_COMMIT_H
#define CT_BATCH_COMMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_batch_result;
struct ct_err;
struct ct_ledger;
struct ct_ledger_settings;

struct ct_commit {
  struct ct_ledger *ledger;
  struct ct_arena *arena;
  int64_t map;  // claimed by this run
  const char *document;
  const struct ct_ledger_settings *settings;
  const char *staging;  // the folder in which the files are
  const char *failure;  // out: why the map has failed, when the ledger has not
  size_t removed;       // out: files that the map consists of no more
};

// (1) says in the ledger which files are about to change, (2) renames, (3) says that it is done. Killed in between, the
// map is 'writing' with the hashes of both. False only when the ledger fails; a rename that fails makes the map a failed one.
// Of a map that is unchanged only the files that have been made are new; where the others are not as recorded it fails.
bool ct_commit_files(struct ct_commit *c, const struct ct_batch_result *result, struct ct_err *err);
// The map turned out to show what it did: only what it was made from is noted.
bool ct_commit_unchanged(struct ct_commit *c, const struct ct_batch_result *result, struct ct_err *err);
// The map has failed; its files stay as they were.
bool ct_commit_failure(struct ct_commit *c, const char *message, struct ct_err *err);

// A map that a dead run was writing: done if all files are the new ones, else interrupted. Within a transaction.
bool ct_commit_settle(struct ct_ledger *l, int64_t map, struct ct_arena *a, struct ct_err *err);

#endif

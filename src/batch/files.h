// SPDX-License-Identifier: MIT
// Files: SHA-256 of files, kept in the ledger and believed while stat tells the same.
#ifndef CT_BATCH_FILES_H
#define CT_BATCH_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/reads.h"
#include "base/vec.h"

struct ct_arena;
struct ct_err;
struct ct_ledger;

struct ct_batch_known {
  const char *path;
  struct ct_file_sign sign;  // as it was hashed; not there: no hash is believed
  const char *sha256;
  const char *now;  // as asked in this round; NULL: not there
  unsigned round;   // in which it was asked
  bool is_to_keep;  // differs from the ledger
};

struct ct_batch_files {
  struct ct_arena *arena;
  struct ct_map index;
  ct_vec(struct ct_batch_known) v;
  unsigned round;
  int64_t began_ns;  // files changed since then may change again without stat telling; 0: none is believed
};

// What the ledger knows; one that has no tables yet knows nothing.
bool ct_batch_files_load(struct ct_batch_files *f, struct ct_ledger *l, struct ct_arena *a,
                         struct ct_err *err);
// The file's hash, NULL when there is no such file, "" when it cannot be read. Within a round it is looked at once.
const char *ct_batch_files_hash(struct ct_batch_files *f, const char *path);
// From here on files are looked at again.
void ct_batch_files_again(struct ct_batch_files *f);
// Writes what has been learnt to the ledger, in a transaction that the caller has begun.
bool ct_batch_files_save(struct ct_batch_files *f, struct ct_ledger *l, struct ct_err *err);

#endif

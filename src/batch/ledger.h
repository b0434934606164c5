// SPDX-License-Identifier: MIT
// Ledger: which map was made from what, in SQLite, and never at odds with the files.
#ifndef CT_BATCH_LEDGER_H
#define CT_BATCH_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/reads.h"

struct ct_arena;
struct ct_batch_read;
struct ct_err;
struct ct_map;
struct ct_sql;

#define CT_LEDGER_APPLICATION_ID 0x43544c47  // "CTLG"
#define CT_LEDGER_VERSION 1

struct ct_ledger {
  struct ct_sql *sql;
  const char *path;    // absolute
  const char *folder;  // of the outputs, absolute
  int lock;            // see runs.h
  int64_t run;         // 0: none begun
  int64_t began_ns;    // by the clock of the files, as the run began
  bool is_empty;       // it has no tables: opened without `make`
};

// What the files of a map are made by, as texts that are equal where it is the same.
struct ct_ledger_settings {
  const char *program, *formats, *options, *params;
};

struct ct_ledger_output {
  const char *path;  // below the folder
  const char *sha256;
  struct ct_file_sign sign;
};

// A map as it was made last. `state`:
//   new          claimed, never finished
//   done         the outputs are as told
//   writing      table `writing` has each file's hash before and after; a run is renaming, or was killed doing so
//   failed       `message` says why; the outputs are those of the time before
//   interrupted  some outputs are new, some old, all whole
struct ct_ledger_map {
  int64_t n;  // 0: not in the ledger
  const char *key, *document, *name, *state, *message;
  int64_t claim;     // the run that has it; 0: none
  int64_t revision;  // counts changes
  struct ct_ledger_settings settings;
  const char *content;  // "": not known
  size_t nreads, noutputs;
  const struct ct_batch_read *reads;
  const struct ct_ledger_output *outputs;
};

// What is known of a document's text: the digest of its bytes and all that bears on it is the key.
struct ct_ledger_told {
  bool is_document, is_atlas;
  const char *title, *as_of;  // NULL: none
};

// Opens the ledger and makes it when it is not there (`make`). Fails for what is no ledger, one of a newer program,
// damaged ones, and those of other folders; but a ledger that lies in its folder may have been moved with it.
bool ct_ledger_open(const char *path, const char *folder, bool make, struct ct_arena *a,
                    struct ct_ledger *out, struct ct_err *err);
void ct_ledger_close(struct ct_ledger *l);

// All maps; `index` gets their numbers in *maps by key.
bool ct_ledger_load(struct ct_ledger *l, struct ct_arena *a, const struct ct_ledger_map **maps, size_t *n,
                    struct ct_map *index, struct ct_err *err);
// One map; n is 0 where the ledger has it not.
bool ct_ledger_load_one(struct ct_ledger *l, const char *key, struct ct_arena *a, struct ct_ledger_map *out,
                        struct ct_err *err);

// Changes, within a transaction begun by ct_ledger_begin, which ct_ledger_commit ends; where one fails, all is taken back.
bool ct_ledger_begin(struct ct_ledger *l, struct ct_err *err);
bool ct_ledger_commit(struct ct_ledger *l, bool ok, struct ct_err *err);
bool ct_ledger_set_reads(struct ct_ledger *l, int64_t map, const struct ct_batch_read *reads, size_t n,
                         struct ct_err *err);
bool ct_ledger_add_output(struct ct_ledger *l, int64_t map, const struct ct_ledger_output *output,
                          struct ct_err *err);
// State and message; counts the change.
bool ct_ledger_set_state(struct ct_ledger *l, int64_t map, const char *state, const char *message,
                         struct ct_err *err);
bool ct_ledger_set_made(struct ct_ledger *l, int64_t map, const struct ct_ledger_settings *settings,
                        const char *content, struct ct_err *err);

bool ct_ledger_told(struct ct_ledger *l, const char *digest, struct ct_arena *a, struct ct_ledger_told *out,
                    bool *found, struct ct_err *err);
bool ct_ledger_tell(struct ct_ledger *l, const char *digest, const struct ct_ledger_told *told,
                    struct ct_err *err);

#endif

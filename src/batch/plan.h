// SPDX-License-Identifier: MIT
// Plan: which maps a batch is to make, and what each is called.
#ifndef CT_BATCH_PLAN_H
#define CT_BATCH_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/vec.h"
#include "batch/ledger.h"
#include "batch/protocol.h"

struct ct_arena;
struct ct_batch_files;
struct ct_err;

// One row of a table of parameters.
struct ct_batch_set {
  size_t n;
  const struct ct_batch_pair *pairs;
};

// What the rooms that read documents know; the hall provides it.
struct ct_batch_hall {
  void *user;
  // Title, day and kind of a document with these parameters; strings in `a`. False: it cannot be read.
  bool (*tell)(void *user, const char *document, const struct ct_batch_set *params, struct ct_arena *a,
               struct ct_ledger_told *out, struct ct_err *err);
};

struct ct_batch_order {
  size_t ninputs, nsets, nformats, noptions, nargv;
  const char *const *inputs;        // documents and folders
  const struct ct_batch_set *sets;  // NULL: no parameters
  const char *pattern;              // NULL: {stem}, with parameters {stem}_{row}
  const char *const *formats;
  const struct ct_batch_pair *options;
  size_t nlibraries;
  const struct ct_batch_pair *libraries;  // with the versions that pictures depend on
  const char *const *argv;                // starts a worker
  const char *out_dir, *ledger;           // ledger NULL: in out_dir
  size_t workers, shard, shards;          // shard 1..shards
  size_t memory_mb;
  double timeout_s;
  bool manifest, force;
  struct ct_batch_hall hall;
};

struct ct_batch_map {
  const char *document, *name, *key;  // the key is document#name
  const struct ct_batch_set *params;  // NULL: none
  const char *failure;                // why it cannot be made at all; NULL: it can
};

struct ct_batch_plan {
  ct_vec(struct ct_batch_map) maps;  // of this shard, in the order of inputs and rows
  ct_vec(const char *) folders;      // that are inputs, absolute
  struct ct_map keys;                // of the maps of all shards
};

// Titles come from the ledger where it knows the document's bytes (`l` may be NULL), and go there. Fails where two maps have
// one name.
bool ct_batch_plan_make(const struct ct_batch_order *order, struct ct_ledger *l, struct ct_batch_files *files,
                        struct ct_arena *a, struct ct_batch_plan *out, struct ct_err *err);

// Pairs as one text.
const char *ct_batch_pairs_text(struct ct_arena *a, const struct ct_batch_pair *pairs, size_t n);

#endif

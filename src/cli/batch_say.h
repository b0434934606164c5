// SPDX-License-Identifier: MIT
// Say, of a batch: what becomes of its maps, for people or as NDJSON.
#ifndef CT_CLI_BATCH_SAY_H
#define CT_CLI_BATCH_SAY_H

#include <cartouche.h>
#include <stdbool.h>
#include <time.h>

#include "batch_finding.h"
#include "batch_shard.h"
#include "progress.h"

// Set the flags and shard; the rest is zero.
struct ct_cli_batch_say {
  bool json, quiet, explain, dry;
  const struct ct_cli_shard *shard;
  struct ct_cli_progress progress;
  struct ct_cli_batch_findings findings;
  struct timespec start;
  size_t done, failed, unchanged, total;
  double last_s;  // when the last map was done
};

// Starts the clock, and a bar on a terminal that can have one.
void ct_cli_batch_say_begin(struct ct_cli_batch_say *say);
// A ct_batch_event_fn; `user` is the struct ct_cli_batch_say.
void ct_cli_batch_say_event(void *user, const struct ct_batch_event *event);
// Takes the bar away and gives the counts; `stopped`: somebody stopped it. `summary` NULL: the batch itself failed.
void ct_cli_batch_say_end(struct ct_cli_batch_say *say, const struct ct_batch_summary *summary, bool stopped);

#endif

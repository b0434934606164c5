// SPDX-License-Identifier: MIT
// Shard: which part of a batch this process is to make, by options or by what array jobs tell in the environment.
#ifndef CT_CLI_BATCH_SHARD_H
#define CT_CLI_BATCH_SHARD_H

#include <stdbool.h>

struct ct_cli_args;

struct ct_cli_shard {
  char text[48];       // "2/4", counted from 1; "": all of it
  const char *source;  // the variable that said so; NULL: the option
};

// False when it is nonsense: a message is on standard error.
bool ct_cli_batch_shard(const struct ct_cli_args *args, struct ct_cli_shard *out);

#endif

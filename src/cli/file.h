// SPDX-License-Identifier: MIT
// File: an output of the command's own that appears whole or not at all.
#ifndef CT_CLI_FILE_H
#define CT_CLI_FILE_H

#include <stdbool.h>
#include <stdio.h>

struct ct_cli_file {
  FILE *to;  // a new file beside the path
  const char *path;
  char *beside;
};

// Each says what went wrong, and leaves nothing behind then. `path` must live as long.
bool ct_cli_file_open(struct ct_cli_file *f, const char *path);
bool ct_cli_file_commit(struct ct_cli_file *f);
// Gives up what was written. Safe after the others.
void ct_cli_file_drop(struct ct_cli_file *f);

#endif

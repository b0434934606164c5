// SPDX-License-Identifier: MIT
// Arguments: a command line taken apart by the option table.
#ifndef CT_CLI_ARGS_H
#define CT_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

struct ct_cli_command;

struct ct_cli_setting {
  const char *name, *value;
};

// Strings belong to argv.
struct ct_cli_args {
  const struct ct_cli_command *command;
  const char **inputs;
  size_t n_inputs;
  const char **outputs;
  size_t n_outputs;
  struct ct_cli_setting *settings;  // in the order given
  size_t n_settings;
  struct ct_cli_setting *own;  // the command's own options, in the order given
  size_t n_own;
  const char *format;
  const char *report;  // of the labels
  bool quiet, json, sarif, strict;
  bool help, man, bash;
};

// argv holds what follows the command's name. False when the line is wrong: a
// message is on standard error. Release in either case.
bool ct_cli_args_read(struct ct_cli_args *args, const struct ct_cli_command *command, int argc, char **argv);
// The last value given for one of the command's own options ("true" for one without value), or NULL.
const char *ct_cli_args_own(const struct ct_cli_args *args, const char *name);
void ct_cli_args_release(struct ct_cli_args *args);

#endif

// SPDX-License-Identifier: MIT
// Commands: the table of verbs, and what the command line means to one of them.
#ifndef CT_CLI_COMMAND_H
#define CT_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

struct ct_cli_args;

enum ct_cli_exit { CT_CLI_DONE = 0, CT_CLI_FAILED = 1, CT_CLI_USAGE = 2 };

// Bits of ct_cli_option.commands.
enum ct_cli_verb {
  CT_CLI_RENDER = 1,
  CT_CLI_INIT = 2,
  CT_CLI_CHECK = 4,
  CT_CLI_LAYERS = 8,
  CT_CLI_STYLES = 16,
  CT_CLI_HELP = 32,
  CT_CLI_VERSION = 64,
  CT_CLI_DIFF = 128,
  CT_CLI_BATCH = 256,
  CT_CLI_BATCH_WORKER = 512,
  CT_CLI_CATALOG_IMPORT = 1024,
  CT_CLI_CATALOG_LOG = 2048,
  CT_CLI_CATALOG_DIFF = 4096,
  CT_CLI_CATALOG_EXPORT = 8192,
  CT_CLI_CATALOG = 16384,  // alone: tells of the others
};

struct ct_cli_command {
  const char *name;
  enum ct_cli_verb verb;
  const char *usage;    // what follows the name
  const char *summary;  // one line; NULL: not told of
  const char *text;     // a paragraph, lines of at most 78 characters
  size_t min_inputs;
  size_t max_inputs;  // (size_t)-1: any number
  const char *input;  // what an input is called in messages
  int (*run)(const struct ct_cli_args *args);
};

// In the order of --help; ends with a row whose name is NULL.
extern const struct ct_cli_command ct_cli_commands[];

// The command that `word` begins, or, with `next`, both: "catalog import". *words: how many that were.
const struct ct_cli_command *ct_cli_command_find_words(const char *word, const char *next, int *words);
// Says that there is no such command, and which was meant.
void ct_cli_command_unknown(const char *name);

// Each returns an enum ct_cli_exit and has reported what went wrong.
int ct_cmd_render(const struct ct_cli_args *args);
int ct_cmd_init(const struct ct_cli_args *args);
int ct_cmd_check(const struct ct_cli_args *args);
int ct_cmd_diff(const struct ct_cli_args *args);
int ct_cmd_layers(const struct ct_cli_args *args);
int ct_cmd_styles(const struct ct_cli_args *args);
int ct_cmd_batch(const struct ct_cli_args *args);
int ct_cmd_batch_worker(const struct ct_cli_args *args);
int ct_cmd_catalog(const struct ct_cli_args *args);
int ct_cmd_catalog_import(const struct ct_cli_args *args);
int ct_cmd_catalog_log(const struct ct_cli_args *args);
int ct_cmd_catalog_diff(const struct ct_cli_args *args);
int ct_cmd_catalog_export(const struct ct_cli_args *args);
int ct_cmd_help(const struct ct_cli_args *args);
int ct_cmd_version(const struct ct_cli_args *args);

#endif

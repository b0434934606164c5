// SPDX-License-Identifier: MIT
// Options: the one table that drives parsing, help, man page and completion.
#ifndef CT_CLI_OPTION_H
#define CT_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

enum ct_cli_option_kind {
  CT_CLI_JOB,  // handed to ct_job_set by its name
  CT_CLI_OWN,  // the command's own: see ct_cli_args_own
  CT_CLI_OUTPUT,
  CT_CLI_FORMAT,
  CT_CLI_REPORT,
  CT_CLI_QUIET,
  CT_CLI_JSON,
  CT_CLI_SARIF,
  CT_CLI_SHOW_HELP,
  CT_CLI_SHOW_MAN,
  CT_CLI_SHOW_BASH,
};

struct ct_cli_option {
  const char *name;  // without dashes
  char letter;       // 0: none
  enum ct_cli_option_kind kind;
  unsigned commands;   // bits of enum ct_cli_verb
  const char *value;   // what its value is called; NULL: takes none
  const char *values;  // the words it accepts, for completion; NULL: open
  const char *help;    // NULL: hidden
};

// Ends with a row whose name is NULL.
extern const struct ct_cli_option ct_cli_options[];

// NULL when there is none.
const struct ct_cli_option *ct_cli_option_find(const char *name, size_t length);
// The one that the command takes, as a name may mean something else to another; else that other's.
const struct ct_cli_option *ct_cli_option_of(unsigned command, const char *name, size_t length);

#endif

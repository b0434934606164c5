// SPDX-License-Identifier: MIT
// help: what can be done; hidden, what `make` builds the man page and completion with.
#include <stdio.h>

#include "args.h"
#include "command.h"
#include "help.h"
#include "say.h"

int ct_cmd_help(const struct ct_cli_args *args) {
  if (args->man) {
    ct_cli_help_man(stdout);
  } else if (args->bash) {
    ct_cli_help_bash(stdout);
  } else if (args->n_inputs) {
    int words = 0;
    const struct ct_cli_command *c =
        ct_cli_command_find_words(args->inputs[0], args->n_inputs > 1 ? args->inputs[1] : NULL, &words);
    if (!c || (size_t)words < args->n_inputs) {
      ct_cli_command_unknown(args->inputs[0]);
      return CT_CLI_USAGE;
    }
    ct_cli_help_command(stdout, c);
  } else {
    ct_cli_help_all(stdout);
  }
  return ct_cli_out_finish() ? CT_CLI_DONE : CT_CLI_FAILED;
}

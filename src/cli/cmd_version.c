// SPDX-License-Identifier: MIT
// version: which Cartouche this is.
#include <cartouche.h>
#include <stdio.h>

#include "args.h"
#include "command.h"
#include "say.h"

int ct_cmd_version(const struct ct_cli_args *args) {
  (void)args;
  printf("cartouche %s\n", ct_version());
  return ct_cli_out_finish() ? CT_CLI_DONE : CT_CLI_FAILED;
}

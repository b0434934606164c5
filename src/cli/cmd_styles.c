// SPDX-License-Identifier: MIT
// styles: the built-in themes.
#include "args.h"
#include "command.h"
#include "list.h"

int ct_cmd_styles(const struct ct_cli_args *args) {
  return ct_cli_list(ct_list_styles, args->json);
}

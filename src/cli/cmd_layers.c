// SPDX-License-Identifier: MIT
// layers: the built-in layers.
#include "args.h"
#include "command.h"
#include "list.h"

int ct_cmd_layers(const struct ct_cli_args *args) {
  return ct_cli_list(ct_list_layers, args->json);
}

// SPDX-License-Identifier: MIT
// List: names with a line each.
#ifndef CT_CLI_LIST_H
#define CT_CLI_LIST_H

#include <cartouche.h>
#include <stdbool.h>

typedef bool ct_cli_lister(const char *share_dir, ct_list_fn *fn, void *user, struct ct_err *err);

// Prints what the lister names. Returns an enum ct_cli_exit.
int ct_cli_list(ct_cli_lister *lister, bool json);

#endif

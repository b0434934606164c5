// SPDX-License-Identifier: MIT
// List: names with a line each, as columns or JSON.
#include "list.h"

#include <stdio.h>

#include "command.h"
#include "say.h"
#include "share.h"

static void put(void *user, const char *name, const char *summary) {
  if (!*(const bool *)user) {
    printf("%-20s %s\n", name, summary);
    return;
  }
  fputs("{\"name\":", stdout);
  ct_cli_put_json(stdout, name);
  fputs(",\"summary\":", stdout);
  ct_cli_put_json(stdout, summary);
  fputs("}\n", stdout);
}

int ct_cli_list(ct_cli_lister *lister, bool json) {
  char share[PATH_MAX];
  struct ct_err err = {0};
  if (!ct_cli_share_find(share)) return CT_CLI_FAILED;
  bool listed = lister(share, put, &json, &err);
  if (!ct_cli_out_finish()) return CT_CLI_FAILED;
  if (!listed) ct_cli_say_error("%s", err.message);
  return listed ? CT_CLI_DONE : CT_CLI_FAILED;
}

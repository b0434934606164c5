// SPDX-License-Identifier: MIT
// diff: what two manifests differ in. Exit status as diff(1): 0 same, 1 different, 2 trouble.
#include <cartouche.h>
#include <stdio.h>

#include "args.h"
#include "change.h"
#include "command.h"
#include "say.h"

enum { SAME = 0, DIFFERENT = 1, TROUBLE = 2 };

int ct_cmd_diff(const struct ct_cli_args *args) {
  struct ct_err err = {0};
  size_t count[CT_CHANGE_KINDS] = {0}, nmade = 0;
  struct ct_cli_changes changes = {
      .json = args->json, .quiet = args->quiet, .all = ct_cli_args_own(args, "all") != NULL};
  bool features = ct_cli_args_own(args, "features") != NULL;
  bool ok = ct_manifest_diff(args->inputs[0], args->inputs[1], ct_cli_changes_take,
                             features ? NULL : ct_cli_changes_made, &changes, count, &nmade, &err);
  if (features) nmade = 0;
  if (!ok) {
    changes.quiet = true;
    ct_cli_changes_finish(&changes, count, 0);
    ct_cli_say_error("%s", err.message);
    return TROUBLE;
  }
  bool differs = nmade > 0;
  for (size_t i = 0; i < CT_CHANGE_KINDS; i++) differs = differs || count[i] > 0;
  if (!ct_cli_changes_finish(&changes, count, nmade) || !ct_cli_out_finish()) return TROUBLE;
  return differs ? DIFFERENT : SAME;
}

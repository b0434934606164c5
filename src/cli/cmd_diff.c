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
  struct ct_cli_changes changes = {
      .json = args->json, .quiet = args->quiet, .all = ct_cli_args_own(args, "all") != NULL};
  bool features = ct_cli_args_own(args, "features") != NULL;
  struct ct_differences d = {
      .fn = ct_cli_changes_take, .made = features ? NULL : ct_cli_changes_made, .user = &changes};
  bool ok = ct_manifest_diff(args->inputs[0], args->inputs[1], &d, &err);
  if (features) d.nmade = 0;
  if (!ok) {
    changes.quiet = true;
    ct_cli_changes_finish(&changes, d.count, 0);
    ct_cli_say_error("%s", err.message);
    return TROUBLE;
  }
  bool differs = d.nmade > 0;
  for (size_t i = 0; i < CT_CHANGE_KINDS; i++) differs = differs || d.count[i] > 0;
  if (!ct_cli_changes_finish(&changes, d.count, d.nmade) || !ct_cli_out_finish()) return TROUBLE;
  return differs ? DIFFERENT : SAME;
}

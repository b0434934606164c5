// SPDX-License-Identifier: MIT
// catalog diff: what became known between two days.
#include <cartouche.h>
#include <string.h>

#include "args.h"
#include "change.h"
#include "command.h"
#include "say.h"
#include "session.h"

// One that fails is not to be taken for one that differs.
static int trouble(const struct ct_cli_args *args) {
  return ct_cli_args_own(args, "exit-code") ? CT_CLI_USAGE : CT_CLI_FAILED;
}

static int diff(struct ct_job *job, const struct ct_cli_args *args, const char *from) {
  struct ct_err err = {0};
  size_t all = 0;
  struct ct_cli_changes changes = {
      .json = args->json, .quiet = args->quiet, .all = ct_cli_args_own(args, "all") != NULL};
  struct ct_differences d = {.fn = ct_cli_changes_take, .user = &changes};
  bool ok = ct_catalog_diff(job, args->inputs[0], ct_cli_args_own(args, "layer"), from,
                            ct_cli_args_own(args, "to"), &d, &err);
  if (!ok) changes.quiet = true;
  bool finished = ct_cli_changes_finish(&changes, d.count, 0);
  if (!ok) ct_cli_say_error("%s", err.message);
  // A message that begins with an option is about what was given for it.
  if (strncmp(err.message, "--", 2) == 0) return CT_CLI_USAGE;
  if (!ok || !finished || !ct_cli_out_finish()) return trouble(args);
  for (int i = 0; i < CT_CHANGE_KINDS; i++) all += d.count[i];
  return all && ct_cli_args_own(args, "exit-code") ? CT_CLI_FAILED : CT_CLI_DONE;
}

int ct_cmd_catalog_diff(const struct ct_cli_args *args) {
  const char *from = ct_cli_args_own(args, "from");
  if (!from) {
    ct_cli_say_usage("catalog diff", "'catalog diff' needs --from DATE (what became known after that day)");
    return CT_CLI_USAGE;
  }
  struct ct_cli_session s;
  int rc = ct_cli_session_begin(&s, args, stderr);
  if (rc == CT_CLI_DONE) rc = diff(s.job, args, from);
  return ct_cli_session_end(&s, rc);
}

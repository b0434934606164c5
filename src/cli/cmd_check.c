// SPDX-License-Identifier: MIT
// check: findings about inputs, and their counts.
#include <cartouche.h>
#include <stdio.h>

#include "args.h"
#include "command.h"
#include "say.h"
#include "session.h"

static void put_count(size_t n, const char *one, const char *many) {
  printf("%zu %s", n, n == 1 ? one : many);
}

static void put_summary(const struct ct_check_summary *s, bool json) {
  if (json) {
    printf("{\"summary\":{\"rows\":%zu,\"placed\":%zu,\"approximate\":%zu,\"unplaced\":%zu}}\n", s->rows,
           s->placed, s->approximate, s->unplaced);
    return;
  }
  put_count(s->errors, "error", "errors");
  fputs(", ", stdout);
  put_count(s->warnings, "warning", "warnings");
  fputs("; ", stdout);
  put_count(s->rows, "row", "rows");
  printf(": %zu placed, %zu approximate, %zu not placed\n", s->placed, s->approximate, s->unplaced);
}

static int check(struct ct_cli_session *s, const struct ct_cli_args *args) {
  struct ct_err err = {0};
  struct ct_check_summary summary;
  bool checked = ct_job_check(s->job, &summary, &err);
  ct_cli_report_finish(&s->report);
  if (checked) put_summary(&summary, args->json);
  if (!ct_cli_out_finish()) return CT_CLI_FAILED;
  if (!checked) {
    ct_cli_say_error("%s", err.message);
    return CT_CLI_FAILED;
  }
  return summary.errors || (args->strict && summary.warnings) ? CT_CLI_FAILED : CT_CLI_DONE;
}

int ct_cmd_check(const struct ct_cli_args *args) {
  struct ct_cli_session s;
  int rc = ct_cli_session_begin(&s, args, stdout);
  s.report.whole = true;
  if (rc == CT_CLI_DONE) rc = check(&s, args);
  s.report.quiet = true;  // what a render would assume is no finding
  return ct_cli_session_end(&s, rc);
}

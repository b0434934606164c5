// SPDX-License-Identifier: MIT
// Session: a job with the command line's inputs and options in it.
#ifndef CT_CLI_SESSION_H
#define CT_CLI_SESSION_H

#include <cartouche.h>
#include <stdbool.h>
#include <stdio.h>

#include "progress.h"
#include "report.h"

struct ct_cli_args;

struct ct_cli_session {
  struct ct_job *job;
  struct ct_cli_report report;
  struct ct_cli_progress progress;
};

// Diagnostics go to `to`. Returns an enum ct_cli_exit; unless it is CT_CLI_DONE the
// error has been said. End it in either case.
int ct_cli_session_begin(struct ct_cli_session *s, const struct ct_cli_args *args, FILE *to);
// A bar on standard error while the job works, where that is a terminal and nothing says otherwise; end it.
void ct_cli_session_show_progress(struct ct_cli_session *s);
// Says what is still to be said of the diagnostics and, when `code` is CT_CLI_DONE, what was
// assumed; frees. Returns `code`.
int ct_cli_session_end(struct ct_cli_session *s, int code);

#endif

// SPDX-License-Identifier: MIT
// Report: diagnostics for people (`file:line: warning: ...`) or programs (JSON, one a line; SARIF).
#ifndef CT_CLI_REPORT_H
#define CT_CLI_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "kinds.h"
#include "sarif.h"

struct ct_check_summary;
struct ct_diagnostic;

enum ct_cli_report_form {
  CT_CLI_REPORT_LINES,   // as they come, each with its place and severity; the first 20 of a kind
  CT_CLI_REPORT_GROUPS,  // at the end, worst first, the first 20 of a kind under a line that says what it is
  CT_CLI_REPORT_JSON,    // as they come, all
  CT_CLI_REPORT_NONE,
};

// Set to, form, quiet and sarif.to; the rest is zero.
struct ct_cli_report {
  FILE *to;
  enum ct_cli_report_form form;
  bool quiet;                 // errors only
  struct ct_cli_sarif sarif;  // its `to` NULL: none is wanted
  struct ct_cli_kinds kinds;
};

// A ct_diag_fn; `user` is the struct ct_cli_report. A kind is a code, severity and file; findings in groups that know
// their column, as those about a document do, are all shown.
void ct_cli_report_add(void *user, const struct ct_diagnostic *d);
// Says what is still to be said; releases. `summary` is for SARIF; NULL: there is none.
void ct_cli_report_finish(struct ct_cli_report *report, const struct ct_check_summary *summary);

#endif

// SPDX-License-Identifier: MIT
// Report: diagnostics for people (`file:line: warning: ...`) or programs (JSON, one a line).
#ifndef CT_CLI_REPORT_H
#define CT_CLI_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct ct_diagnostic;
struct ct_cli_kind;

// Set to, json, quiet and whole; the rest is zero.
struct ct_cli_report {
  FILE *to;
  bool json;
  bool quiet;  // errors only
  bool whole;  // findings about a document, which know their column, are all shown
  struct ct_cli_kind *kinds;
  size_t n_kinds, cap_kinds;
};

// A ct_diag_fn; `user` is the struct ct_cli_report. As text, the first 20 of a kind (same
// code, severity and file) are shown.
void ct_cli_report_add(void *user, const struct ct_diagnostic *d);
// Says how many of each kind were not shown; releases.
void ct_cli_report_finish(struct ct_cli_report *report);

#endif

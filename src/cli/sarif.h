// SPDX-License-Identifier: MIT
// SARIF: findings as one run of the Static Analysis Results Interchange Format 2.1.0, for build servers.
#ifndef CT_CLI_SARIF_H
#define CT_CLI_SARIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct ct_check_summary;
struct ct_diagnostic;

struct ct_cli_rule {
  char *code;
  int severity;  // the worst met
};

// Set `to`; the rest is zero. Results are written as they come; only codes are kept.
struct ct_cli_sarif {
  FILE *to;
  bool begun;
  struct ct_cli_rule *rules;
  size_t n_rules, cap_rules;
};

void ct_cli_sarif_add(struct ct_cli_sarif *s, const struct ct_diagnostic *d);
// Ends the document; summary NULL: the check itself failed. Releases.
void ct_cli_sarif_finish(struct ct_cli_sarif *s, const struct ct_check_summary *summary);

#endif

// SPDX-License-Identifier: MIT
// Findings of a batch for people: what two hundred maps of one table find two hundred times is said once.
#ifndef CT_CLI_BATCH_FINDING_H
#define CT_CLI_BATCH_FINDING_H

#include <cartouche.h>
#include <stdbool.h>
#include <stdio.h>

#include "kinds.h"
#include "seen.h"

// Zeroed it has none.
struct ct_cli_batch_findings {
  bool quiet;  // errors only
  struct ct_cli_kinds kinds;
  struct ct_cli_seen seen;
};

// Prints it on standard error if it is new and one of the first of its kind: "sites.csv:12: warning: ... [CT-D110] (map ports)".
void ct_cli_batch_finding(struct ct_cli_batch_findings *f, const struct ct_batch_event *e);
// How many more there are, and of how many maps; frees.
void ct_cli_batch_findings_end(struct ct_cli_batch_findings *f);
// "maps/region.yaml: region_KP: ", or "maps/ports.yaml: " of a map that is called like its document. `place` is the colon
// behind the document, or ":4:3:" of a line and column in it; `n` bytes.
void ct_cli_batch_put_map(FILE *to, const struct ct_batch_event *e, const char *place, size_t n);

#endif

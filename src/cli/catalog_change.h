// SPDX-License-Identifier: MIT
// Change: what became of a feature, for people and for programs.
#ifndef CT_CLI_CATALOG_CHANGE_H
#define CT_CLI_CATALOG_CHANGE_H

#include <stddef.h>
#include <stdio.h>

struct ct_change;

// "added", "changed", "moved", "removed".
const char *ct_cli_catalog_change_word(const struct ct_change *c);
// "added at 39.60100, 125.00100", "moved 1.2 km NE; outcome: unknown -> success", "removed"; texts are cut to be readable.
void ct_cli_catalog_change_put_text(FILE *to, const struct ct_change *c);
// The members of a JSON object, without braces.
void ct_cli_catalog_change_put_json(FILE *to, const struct ct_change *c);
// "2 added, 1 changed, 0 moved, 1 removed"; or a JSON object.
void ct_cli_catalog_change_put_counts(FILE *to, const size_t count[], int json);

#endif

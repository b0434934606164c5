// SPDX-License-Identifier: MIT
// Title: what a code of diagnostics is about, in words, and how bad it is beside others.
#ifndef CT_CLI_TITLE_H
#define CT_CLI_TITLE_H

// A phrase that goes with a count: "latitude outside -90..90". NULL: none is known.
const char *ct_cli_title(const char *code);
// Small is worse: positions that are wrong, then missing, then doubtful, then dates, styles and the rest. Code may be
// NULL.
int ct_cli_title_rank(const char *code);

#endif

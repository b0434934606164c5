// SPDX-License-Identifier: MIT
// Nearest: which known word a mistyped one was meant to be.
#ifndef CT_CLI_NEAREST_H
#define CT_CLI_NEAREST_H

#include <stddef.h>

// Feed it the known words one by one; `best` is then the nearest, or NULL when
// all differ by more than a third of the letters.
struct ct_cli_nearest {
  const char *word;
  size_t length;
  const char *best;
  size_t distance;
};

void ct_cli_nearest_try(struct ct_cli_nearest *n, const char *known);

#endif

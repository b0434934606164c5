// SPDX-License-Identifier: MIT
// Seen: has this been said before?
#ifndef CT_CLI_SEEN_H
#define CT_CLI_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A set of texts, kept as 64 bits each. Zeroed it is empty.
struct ct_cli_seen {
  uint64_t *slots;  // 0: free
  size_t n, nslots;
};

// True the first time; also when memory is short.
bool ct_cli_seen_first(struct ct_cli_seen *s, const char *const *texts, size_t n);
void ct_cli_seen_release(struct ct_cli_seen *s);

#endif

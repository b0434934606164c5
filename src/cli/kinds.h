// SPDX-License-Identifier: MIT
// Kinds: findings of one code, severity and file, counted; the first of each as text.
#ifndef CT_CLI_KINDS_H
#define CT_CLI_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_diagnostic;

enum { CT_CLI_KIND_SHOWN = 20 };

struct ct_cli_kind {
  char *code, *file;  // NULL: none
  int severity;       // enum ct_severity
  uint32_t hash;
  size_t order;  // in which it was met
  size_t count;
  size_t whole;  // of these, shown although there are many
  size_t maps;   // of a batch, that have one
  char *text;    // lines kept
  size_t size, cap;
};

// Zeroed it is empty.
struct ct_cli_kinds {
  struct ct_cli_kind *v;
  size_t n, cap;
  uint32_t *slots;  // index + 1; 0: free
  size_t nslots;
  size_t last;
};

// The finding's kind, made when new; its count is left alone. NULL when memory is short. Valid until the next call.
struct ct_cli_kind *ct_cli_kinds_of(struct ct_cli_kinds *k, const struct ct_diagnostic *d);
// Appends to a kind's text; false when memory is short.
bool ct_cli_kind_keep(struct ct_cli_kind *kind, const char *text, size_t size);
// Worst first; no more findings may follow.
void ct_cli_kinds_sort(struct ct_cli_kinds *k);
void ct_cli_kinds_release(struct ct_cli_kinds *k);

#endif

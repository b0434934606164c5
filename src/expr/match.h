// SPDX-License-Identifier: MIT
// Match: the table from labels to outputs.
#ifndef CT_EXPR_MATCH_H
#define CT_EXPR_MATCH_H

#include "expr/node.h"

struct ct_match_slot {
  const char *text;
  double number;
  uint32_t output;  // argument index; 0: empty
};

// Data of a match node.
struct ct_match {
  bool numbers;
  size_t nslots;  // a power of two
  struct ct_match_slot *slots;
};

// Argument index of the output for an input; that of "otherwise" when there is none.
uint32_t ct_match_find(const struct ct_node *n, const struct ct_val *input);

#endif

// SPDX-License-Identifier: MIT
// Sharing: one style for features whose values are equal.
#ifndef CT_STYLE_SHARE_H
#define CT_STYLE_SHARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "expr/val.h"

struct ct_arena;

// Finished styles, each of `size` bytes, in the order they were first met.
struct ct_share {
  struct ct_arena *a;
  size_t size;
  char *styles;
  size_t n, cap;
  uint32_t *slots;
  size_t nslots;
};

// Index of the style equal to these bytes, added when it is new.
uint32_t ct_share_add(struct ct_share *s, const void *style);

// A small memory of values that were resolved before, in front of that.
struct ct_memo {
  size_t nvalues;
  size_t size;            // a power of two
  struct ct_val *values;  // size * nvalues
  uint32_t *style;        // style + 1; 0: empty
};

// For about n rows of nvalues values.
void ct_memo_init(struct ct_memo *m, size_t nvalues, size_t n, struct ct_arena *a);
// The place for these values; *known tells whether its style is theirs.
size_t ct_memo_find(const struct ct_memo *m, const struct ct_val *values, bool *known);
void ct_memo_set(struct ct_memo *m, size_t place, const struct ct_val *values, uint32_t style);

#endif

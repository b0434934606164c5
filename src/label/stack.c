// SPDX-License-Identifier: MIT
// Stack: marks that share a place, taken apart.
#include "label/label.h"
#include "model/placement.h"

void ct_label_stack(const struct ct_stack_ask *ask, struct ct_arena *a, struct ct_stacked *out) {
  (void)a;
  *out = (struct ct_stacked){.items = *ask->items, .shapes = ask->shapes};
}

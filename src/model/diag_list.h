// SPDX-License-Identifier: MIT
// Diagnostics, kept: findings that are told again.
#ifndef CT_MODEL_DIAG_LIST_H
#define CT_MODEL_DIAG_LIST_H

#include "base/vec.h"
#include "model/diag.h"

struct ct_diag_list {
  struct ct_arena *arena;
  struct ct_diags *to;
  ct_vec(struct ct_diagnostic) v;
};

// What is sent to *both goes on to `to` (may be NULL), and is kept in the list, texts and all.
void ct_diag_list_begin(struct ct_diag_list *list, struct ct_arena *a, struct ct_diags *to,
                        struct ct_diags *both);
// Sends all of it, in its order.
void ct_diag_list_send(const struct ct_diag_list *list, struct ct_diags *to);

#endif

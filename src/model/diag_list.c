// SPDX-License-Identifier: MIT
// Diagnostics, kept: copies in an arena.
#include "model/diag_list.h"

#include <string.h>

#include "base/arena.h"

static const char *copy(struct ct_arena *a, const char *s) {
  return s ? ct_arena_strdup(a, s) : NULL;
}

static void keep(void *user, const struct ct_diagnostic *d) {
  struct ct_diag_list *list = user;
  struct ct_arena *a = list->arena;
  struct ct_diagnostic c = *d;
  const char **texts[] = {&c.code, &c.file, &c.field, &c.value, &c.message, &c.suggestion, &c.layer};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) *texts[i] = copy(a, *texts[i]);
  if (d->rows) {
    long *rows = CT_NEW_N(a, long, d->nrows);
    memcpy(rows, d->rows, d->nrows * sizeof *rows);
    c.rows = rows;
  }
  ct_vec_push(a, &list->v, c);
  if (list->to) ct_diag_send(list->to, d);
}

void ct_diag_list_begin(struct ct_diag_list *list, struct ct_arena *a, struct ct_diags *to,
                        struct ct_diags *both) {
  list->arena = a;
  list->to = to;
  *both = (struct ct_diags){.fn = keep, .user = list};
}

void ct_diag_list_send(const struct ct_diag_list *list, struct ct_diags *to) {
  for (size_t i = 0; to && i < list->v.n; i++) ct_diag_send(to, &list->v.v[i]);
}

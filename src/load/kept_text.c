// SPDX-License-Identifier: MIT
// Kept text: copies of a table under construction.
#include "load/kept_text.h"

#include <string.h>

#include "load/load.h"
#include "load/run.h"

struct ct_load_text {
  struct ct_build build;
  struct ct_axes axes;
  const char *no_axes;
  bool may_be_damaged;
};

struct ct_load_text *ct_load_text_keep(struct ct_load_run *r, struct ct_arena *a) {
  const struct ct_build *b = &r->build;
  if (!r->plain || b->shapes || b->feature_id || b->feature_key || b->notation || r->handles.transform ||
      r->projected)
    return NULL;
  struct ct_load_text *text = CT_NEW(a, struct ct_load_text);
  *text = (struct ct_load_text){*b, r->axes, r->no_axes, r->may_be_damaged};
  // The array of columns is the run's own; what they hold is not.
  text->build.columns = CT_NEW_N(a, struct ct_build_column, b->ncolumns);
  if (b->ncolumns) memcpy(text->build.columns, b->columns, b->ncolumns * sizeof *b->columns);
  return text;
}

static void *copy(struct ct_arena *a, const void *v, size_t n, size_t size) {
  if (!v) return NULL;
  void *to = ct_arena_alloc(a, n, size);
  if (n) memcpy(to, v, n * size);
  return to;
}

static void take_column(struct ct_arena *a, struct ct_build_column *c, size_t n) {
  c->string = copy(a, c->string, n, sizeof *c->string);
  c->number = copy(a, c->number, n, sizeof *c->number);
  c->boolean = copy(a, c->boolean, n, sizeof *c->boolean);
  c->json = copy(a, c->json, n, sizeof *c->json);
  c->decimals = copy(a, c->decimals, n, sizeof *c->decimals);
  c->dict = (struct ct_map){.arena = a};
}

void ct_load_text_take(struct ct_load_run *r, const struct ct_load_text *text) {
  struct ct_build *b = &r->build;
  struct ct_arena *a = r->arena;
  *b = text->build;
  b->arena = a;
  b->columns = copy(&r->scratch, b->columns, b->ncolumns, sizeof *b->columns);
  for (size_t i = 0; i < b->ncolumns; i++) take_column(a, &b->columns[i], b->n);
  b->row = copy(a, b->row, b->n, sizeof *b->row);
  b->lonlat = copy(a, b->lonlat, b->n, 2 * sizeof *b->lonlat);
  b->cap = b->coord_cap = b->n;
  b->pool = NULL;
  b->pool_left = 0;
  r->axes = text->axes;
  r->no_axes = text->no_axes;
  r->may_be_damaged = text->may_be_damaged;
  r->plain = r->own_filter = true;
}

// SPDX-License-Identifier: MIT
// Evaluation: running a compiled expression, its failures, variables and the feature's data.
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "expr/node.h"

static bool fail(const struct ct_at *at, struct ct_eval *ev, const char *fmt, va_list ap) {
  if (ev->quiet) return false;
  ev->failure = ct_arena_vprintf(ev->arena, fmt, ap);
  ev->failure_key = at ? ct_at_text(at, ev->arena) : NULL;
  return false;
}

bool ct_eval_fail(const struct ct_node *n, struct ct_eval *ev, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  fail(n->at, ev, fmt, ap);
  va_end(ap);
  return false;
}

bool ct_eval_fail_nowhere(struct ct_eval *ev, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  fail(NULL, ev, fmt, ap);
  va_end(ap);
  return false;
}

bool ct_eval_kind(const struct ct_node *n, size_t i, struct ct_eval *ev, enum ct_kind kind,
                  struct ct_val *out) {
  if (!ct_node_run(n->args[i], ev, out)) return false;
  if (out->kind == kind) return true;
  if (ev->quiet) return false;
  return ct_eval_fail(n->args[i], ev, "Expected value to be of type %s, but found %s instead.",
                      ct_kind_name(kind), ct_type_name(ct_val_type(out, ev->arena), ev->arena));
}

bool ct_eval_number(const struct ct_node *n, size_t i, struct ct_eval *ev, double *out) {
  struct ct_val v;
  if (!ct_eval_kind(n, i, ev, CT_KIND_NUMBER, &v)) return false;
  *out = v.u.number;
  return true;
}

bool ct_eval_string(const struct ct_node *n, size_t i, struct ct_eval *ev, const char **out) {
  struct ct_val v;
  if (!ct_eval_kind(n, i, ev, CT_KIND_STRING, &v)) return false;
  *out = v.u.string;
  return true;
}

bool ct_eval_boolean(const struct ct_node *n, size_t i, struct ct_eval *ev, bool *out) {
  struct ct_val v;
  if (!ct_eval_kind(n, i, ev, CT_KIND_BOOLEAN, &v)) return false;
  *out = v.u.boolean;
  return true;
}

bool ct_eval_literal(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)ev;
  *out = n->value;
  return true;
}

// A variable is evaluated once a row, whoever asks, so nested lets cost what they hold.
bool ct_eval_var(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const struct ct_binding *b = n->data;
  if (b->slot >= ev->nslots) return ct_node_run(b->node, ev, out);
  struct ct_expr_slot *slot = &ev->slots[b->slot];
  if (slot->generation != ev->generation) {
    struct ct_val v = {.kind = CT_KIND_NULL};
    bool ok = ct_node_run(b->node, ev, &v);
    slot->ok = ok;
    slot->value = v;
    slot->generation = ev->generation;
  }
  *out = slot->value;
  return slot->ok;
}

bool ct_expr_eval(const struct ct_expr *x, struct ct_eval *ev, struct ct_val *out) {
  if (x->nslots > ev->nslots) {
    ev->slots = ct_arena_grow(ev->arena, ev->slots, ev->nslots, x->nslots, sizeof *ev->slots);
    ev->nslots = x->nslots;
  }
  ev->generation++;
  if (!ev->quiet) ev->failure = ev->failure_key = NULL;
  return ct_node_run(x->root, ev, out);
}

struct ct_val ct_feature_cell(const struct ct_column *c, size_t row, struct ct_arena *a) {
  switch (c->type) {
    case CT_COLUMN_STRING:
      if (c->string[row]) return ct_val_string(c->string[row]);
      break;
    case CT_COLUMN_NUMBER:
      if (!isnan(c->number[row])) return ct_val_number(c->number[row]);
      break;
    case CT_COLUMN_BOOL:
      if (c->boolean[row] >= 0) return ct_val_boolean(c->boolean[row] != 0);
      break;
    case CT_COLUMN_JSON:
      return ct_val_of(c->json[row], a);
  }
  return (struct ct_val){.kind = CT_KIND_NULL};
}

bool ct_feature_get(struct ct_eval *ev, const char *key, struct ct_val *out) {
  *out = (struct ct_val){.kind = CT_KIND_NULL};
  if (ev->table) {
    int column = ct_table_column(ev->table, key);
    if (column < 0) return false;
    *out = ct_feature_cell(&ev->table->columns[column], ev->row, ev->arena);
    return out->kind != CT_KIND_NULL;
  }
  const struct ct_value *v = ct_value_get(ev->properties, key);
  if (!v) return false;
  *out = ct_val_of(v, ev->arena);
  return true;
}

const char *ct_feature_geometry_type(const struct ct_eval *ev) {
  if (ev->geometry_type) return ev->geometry_type;
  if (!ev->table) return NULL;
  switch (ct_table_geom_type(ev->table, ev->row)) {
    case CT_GEOM_POINT:
      return "Point";
    case CT_GEOM_LINE:
      return "LineString";
    case CT_GEOM_POLYGON:
      return "Polygon";
    default:
      return "Unknown";
  }
}

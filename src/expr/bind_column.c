// SPDX-License-Identifier: MIT
// Column access: operators that read a feature, bound to a table's columns.
#include "expr/bind_column.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "expr/match.h"

static bool eval_strings(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *s = ((const struct ct_column *)n->data)->string[ev->row];
  out->kind = s ? CT_KIND_STRING : CT_KIND_NULL;
  out->u.string = s;
  return true;
}

static bool eval_numbers(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  double x = ((const struct ct_column *)n->data)->number[ev->row];
  out->kind = isnan(x) ? CT_KIND_NULL : CT_KIND_NUMBER;
  out->u.number = x;
  return true;
}

static bool eval_cell(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  *out = ct_feature_cell(n->data, ev->row, ev->arena);
  return true;
}

static bool eval_has_cell(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v = ct_feature_cell(n->data, ev->row, ev->arena);
  *out = ct_val_boolean(v.kind != CT_KIND_NULL);
  return true;
}

static bool bind_get(struct ct_node *n, const struct ct_column *c, struct ct_val *constant) {
  bool get = n->eval == ct_eval_get;
  *constant = ct_val_boolean(false);
  if (get) constant->kind = CT_KIND_NULL;
  if (!c) return true;
  n->data = c;
  n->eval = !get                          ? eval_has_cell
            : c->type == CT_COLUMN_STRING ? eval_strings
            : c->type == CT_COLUMN_NUMBER ? eval_numbers
                                          : eval_cell;
  return false;
}

bool ct_bind_feature(struct ct_node *n, const struct ct_table *table, struct ct_val *constant) {
  if (n->eval == ct_eval_geometry_type) {
    *constant = ct_val_string("Point");
    return !table->geoms.type;
  }
  bool filter = strncmp(n->op, "filter-", 7) == 0;
  bool by_name = n->eval == ct_eval_get || n->eval == ct_eval_has ||
                 (filter && strncmp(n->op, "filter-id", 9) != 0 && strncmp(n->op, "filter-type", 11) != 0);
  if (!by_name || !n->n || n->args[0]->kind != CT_NODE_LITERAL || n->args[0]->value.kind != CT_KIND_STRING)
    return false;
  int i = ct_table_column(table, n->args[0]->value.u.string);
  const struct ct_column *c = i < 0 ? NULL : &table->columns[i];
  if (!filter) return bind_get(n, c, constant);
  // A converted filter is false for what is missing.
  *constant = ct_val_boolean(false);
  n->data = c;
  return !c;
}

enum { CACHE = 256 };

struct cache_entry {
  const char *text;
  uint32_t output;
};

// Begins like the data it replaces.
struct cached_match {
  struct ct_match match;
  const struct ct_column *column;
  struct cache_entry *cache;
};

static bool eval_match_column(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const struct cached_match *m = n->data;
  const char *s = m->column->string[ev->row];
  if (!s) return ct_node_run(n->args[n->n - 1], ev, out);
  uintptr_t h = (uintptr_t)s;
  struct cache_entry *e = &m->cache[(h >> 3 ^ h >> 11) & (CACHE - 1)];
  if (e->text != s) {
    struct ct_val v = ct_val_string(s);
    e->output = ct_match_find(n, &v);
    e->text = s;
  }
  return ct_node_run(n->args[e->output], ev, out);
}

void ct_bind_match(struct ct_node *n, struct ct_arena *a) {
  const struct ct_match *m = n->data;
  if (m->numbers || n->args[0]->eval != eval_strings) return;
  struct cached_match *c = CT_NEW(a, struct cached_match);
  c->match = *m;
  c->column = n->args[0]->data;
  c->cache = CT_NEW_N(a, struct cache_entry, CACHE);
  n->data = c;
  n->eval = eval_match_column;
}

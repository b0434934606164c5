// SPDX-License-Identifier: MIT
// Binding: an expression specialised for a table and zoom, with what is then constant folded.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/bind_column.h"
#include "expr/curve.h"
#include "expr/match.h"
#include "expr/node.h"

struct renamed {
  const struct ct_binding *from;
  const struct ct_binding *to;
};

struct binder {
  struct ct_arena *a;
  const struct ct_table *table;
  struct ct_eval *ev;
  ct_vec(struct renamed) names;
};

static struct ct_node *bind(struct binder *b, const struct ct_node *n);

static struct ct_node *copy(struct binder *b, const struct ct_node *n) {
  struct ct_node *m = CT_NEW(b->a, struct ct_node);
  *m = *n;
  return m;
}

static struct ct_node *literal(struct binder *b, const struct ct_node *n, struct ct_val v) {
  struct ct_node *m = ct_node_literal(b->a, n->type, v);
  m->at = n->at;
  return m;
}

static void set_deps(struct ct_node *n) {
  n->deps = n->own;
  for (uint32_t i = 0; i < n->n; i++)
    if (n->args[i]) n->deps |= n->args[i]->deps;
}

// The node as a literal when nothing in it can still change; else itself.
static struct ct_node *fold(struct binder *b, struct ct_node *n) {
  set_deps(n);
  if (n->kind == CT_NODE_LITERAL ||
      (n->own & ~(unsigned)(CT_DEP_COLLATOR | CT_DEP_IMAGE | CT_DEP_GLOBAL_STATE)))
    return n;
  for (uint32_t i = 0; i < n->n; i++)
    if (n->args[i] && n->args[i]->kind != CT_NODE_LITERAL) return n;
  struct ct_val v;
  bool quiet = b->ev->quiet;
  b->ev->quiet = true;
  b->ev->generation++;
  bool ok = ct_node_run(n, b->ev, &v);
  b->ev->quiet = quiet;
  return ok ? literal(b, n, v) : n;
}

static struct ct_node *bind_args(struct binder *b, const struct ct_node *n) {
  struct ct_node *m = copy(b, n);
  m->args = CT_NEW_N(b->a, struct ct_node *, n->n);
  for (uint32_t i = 0; i < n->n; i++) m->args[i] = n->args[i] ? bind(b, n->args[i]) : NULL;
  return m;
}

static struct ct_node *bind_let(struct binder *b, const struct ct_node *n) {
  const struct ct_binding *old = n->data;
  struct ct_node *m = copy(b, n);
  m->args = CT_NEW_N(b->a, struct ct_node *, n->n);
  size_t had = b->names.n;
  struct ct_binding *new = CT_NEW_N(b->a, struct ct_binding, n->n);
  for (uint32_t i = 0; i + 1 < n->n; i++) {
    new[i] = old[i];
    new[i].node = m->args[i] = bind(b, n->args[i]);
    ct_vec_push(b->a, &b->names, ((struct renamed){&old[i], &new[i]}));
  }
  struct ct_node *result = m->args[n->n - 1] = bind(b, n->args[n->n - 1]);
  b->names.n = had;
  m->data = new;
  set_deps(m);
  return result->kind == CT_NODE_LITERAL ? result : m;
}

static struct ct_node *bind_var(struct binder *b, const struct ct_node *n) {
  struct ct_node *m = copy(b, n);
  for (size_t i = b->names.n; i-- > 0;) {
    if (b->names.v[i].from != n->data) continue;
    const struct ct_binding *to = b->names.v[i].to;
    if (to->node->kind == CT_NODE_LITERAL) return to->node;
    m->data = to;
    m->deps = to->node->deps;
    break;
  }
  return m;
}

static struct ct_node *bind_case(struct binder *b, const struct ct_node *n) {
  struct ct_node **args = CT_NEW_N(b->a, struct ct_node *, n->n);
  uint32_t count = 0, i = 0;
  for (; i + 1 < n->n; i += 2) {
    struct ct_node *test = bind(b, n->args[i]);
    if (test->kind == CT_NODE_LITERAL) {
      if (!ct_val_truthy(&test->value)) continue;
      i++;  // this output is what remains
      break;
    }
    args[count++] = test;
    args[count++] = bind(b, n->args[i + 1]);
  }
  struct ct_node *otherwise = bind(b, n->args[i < n->n ? i : n->n - 1]);
  if (count == 0) return otherwise;
  args[count++] = otherwise;
  struct ct_node *m = copy(b, n);
  m->args = args;
  m->n = count;
  set_deps(m);
  return m;
}

static struct ct_node *bind_coalesce(struct binder *b, const struct ct_node *n) {
  struct ct_node *m = copy(b, n);
  m->args = CT_NEW_N(b->a, struct ct_node *, n->n);
  m->n = 0;
  for (uint32_t i = 0; i < n->n; i++) {
    struct ct_node *arg = bind(b, n->args[i]);
    bool known = arg->kind == CT_NODE_LITERAL, null = known && arg->value.kind == CT_KIND_NULL;
    if (null && i + 1 < n->n) continue;
    m->args[m->n++] = arg;
    if (known && !null && arg->value.kind != CT_KIND_IMAGE) break;
  }
  if (m->n == 1 && m->args[0]->kind == CT_NODE_LITERAL && m->args[0]->value.kind != CT_KIND_IMAGE)
    return m->args[0];
  set_deps(m);
  return m;
}

// all (until == false) and any (until == true).
static struct ct_node *bind_all_any(struct binder *b, const struct ct_node *n, bool until) {
  struct ct_node *m = copy(b, n);
  m->args = CT_NEW_N(b->a, struct ct_node *, n->n);
  m->n = 0;
  for (uint32_t i = 0; i < n->n; i++) {
    struct ct_node *arg = bind(b, n->args[i]);
    if (arg->kind != CT_NODE_LITERAL || arg->value.kind != CT_KIND_BOOLEAN) {
      m->args[m->n++] = arg;
    } else if (arg->value.u.boolean == until) {
      if (m->n == 0) return arg;
      m->args[m->n++] = arg;
      break;
    }
  }
  return m->n ? (set_deps(m), m) : literal(b, n, ct_val_boolean(!until));
}

static struct ct_node *bind_match(struct binder *b, const struct ct_node *n) {
  struct ct_node *input = bind(b, n->args[0]);
  if (input->kind == CT_NODE_LITERAL) return bind(b, n->args[ct_match_find(n, &input->value)]);
  struct ct_node *m = bind_args(b, n);
  m->args[0] = input;
  set_deps(m);
  ct_bind_match(m, b->a);
  return m;
}

struct mix {
  struct ct_curve curve;  // first, so that ct_curve_mix finds it
  double t;
};

static bool eval_mix(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val pair[2];
  if (!ct_node_run(n->args[0], ev, &pair[0]) || !ct_node_run(n->args[1], ev, &pair[1])) return false;
  return ct_curve_mix(n, ev, ((const struct mix *)n->data)->t, pair, out);
}

// An interpolation whose input is known: the two outputs around it.
static struct ct_node *bind_mix(struct binder *b, const struct ct_node *n, double x) {
  const struct ct_curve *c = n->data;
  if (c->n == 1 || x <= c->labels[0]) return bind(b, n->args[1]);
  if (x >= c->labels[c->n - 1]) return bind(b, n->args[c->n]);
  size_t i = ct_curve_stop(c, x);
  struct mix *mix = CT_NEW(b->a, struct mix);
  mix->curve = *c;
  mix->t = ct_curve_factor(c, x, i);
  struct ct_node *m = copy(b, n);
  m->kind = CT_NODE_OTHER;
  m->eval = eval_mix;
  m->data = mix;
  m->n = 2;
  m->args = CT_NEW_N(b->a, struct ct_node *, 2);
  for (size_t k = 0; k < 2; k++) m->args[k] = bind(b, n->args[1 + i + k]);
  return fold(b, m);
}

static struct ct_node *bind_curve(struct binder *b, const struct ct_node *n) {
  struct ct_node *input = bind(b, n->args[0]);
  bool known = input->kind == CT_NODE_LITERAL && input->value.kind == CT_KIND_NUMBER;
  if (known && !isnan(input->value.u.number)) {
    double x = input->value.u.number;
    if (n->kind == CT_NODE_INTERPOLATE) return bind_mix(b, n, x);
    return bind(b, n->args[1 + ct_curve_stop(n->data, x)]);
  }
  struct ct_node *m = bind_args(b, n);
  m->args[0] = input;
  set_deps(m);
  return m;
}

static struct ct_node *bind_compound(struct binder *b, const struct ct_node *n) {
  if (strcmp(n->op, "zoom") == 0)
    return b->ev->has_globals ? literal(b, n, ct_val_number(b->ev->zoom)) : copy(b, n);
  if (strcmp(n->op, "all") == 0) return bind_all_any(b, n, false);
  if (strcmp(n->op, "any") == 0) return bind_all_any(b, n, true);
  struct ct_node *m = bind_args(b, n);
  if (b->table && (n->own & CT_DEP_FEATURE)) {
    struct ct_val constant;
    if (ct_bind_feature(m, b->table, &constant)) return literal(b, n, constant);
  }
  return fold(b, m);
}

static struct ct_node *bind(struct binder *b, const struct ct_node *n) {
  switch (n->kind) {
    case CT_NODE_LITERAL:
      return copy(b, n);
    case CT_NODE_LET:
      return bind_let(b, n);
    case CT_NODE_VAR:
      return bind_var(b, n);
    case CT_NODE_CASE:
      return bind_case(b, n);
    case CT_NODE_COALESCE:
      return bind_coalesce(b, n);
    case CT_NODE_MATCH:
      return bind_match(b, n);
    case CT_NODE_STEP:
    case CT_NODE_INTERPOLATE:
      return bind_curve(b, n);
    case CT_NODE_COMPOUND:
      return bind_compound(b, n);
    case CT_NODE_GEOMETRY: {
      struct ct_node *m = copy(b, n);
      if (b->table) ct_within_bind(m, b->a);
      return m;
    }
    default:
      return fold(b, bind_args(b, n));
  }
}

void ct_expr_bind(const struct ct_expr *x, const struct ct_table *table, struct ct_eval *ev,
                  struct ct_arena *a, struct ct_expr *out) {
  struct binder b = {.a = a, .table = table, .ev = ev};
  *out = *x;
  out->root = bind(&b, x->root);
  out->feature_constant = !(out->root->deps & (CT_DEP_FEATURE | CT_DEP_GEOMETRY));
  out->zoom_constant = !(out->root->deps & CT_DEP_ZOOM);
}

const struct ct_val *ct_expr_constant(const struct ct_expr *x) {
  return x->root->kind == CT_NODE_LITERAL ? &x->root->value : NULL;
}

void ct_expr_plain_text(struct ct_expr *x, struct ct_arena *a) {
  if (x->root->kind != CT_NODE_COERCION || x->type->kind != CT_KIND_FORMATTED) return;
  struct ct_node *n = CT_NEW(a, struct ct_node);
  *n = *x->root;
  n->type = x->type = &ct_type_string;
  x->root = n;
}

static bool columns_of(const struct ct_node *n, void (*fn)(void *user, const char *name), void *user) {
  if (n->kind == CT_NODE_COMPOUND && (n->own & CT_DEP_FEATURE)) {
    if (strcmp(n->op, "properties") == 0) return false;
    bool by_name = strcmp(n->op, "get") == 0 || strcmp(n->op, "has") == 0;
    bool filter = strncmp(n->op, "filter-", 7) == 0 && n->n && n->args[0]->type->kind == CT_KIND_STRING &&
                  strncmp(n->op, "filter-id", 9) != 0 && strncmp(n->op, "filter-type", 11) != 0;
    if (by_name && n->args[0]->kind != CT_NODE_LITERAL) return false;
    if (by_name || filter) fn(user, n->args[0]->value.u.string);
  }
  for (uint32_t i = 0; i < n->n; i++)
    if (n->args[i] && !columns_of(n->args[i], fn, user)) return false;
  return true;
}

bool ct_expr_columns(const struct ct_expr *x, void (*fn)(void *user, const char *name), void *user) {
  return columns_of(x->root, fn, user);
}

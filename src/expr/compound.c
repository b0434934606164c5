// SPDX-License-Identifier: MIT
// Compound operators: those with fixed signatures; overloads are tried in turn.
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/node.h"

static const struct ct_compound *const families[] = {ct_ops_feature, ct_ops_logic, ct_ops_math,
                                                     ct_ops_text,    ct_ops_color, ct_ops_filter};
static const struct ct_form *const form_families[] = {ct_forms_compare, ct_forms_logic,  ct_forms_type,
                                                      ct_forms_curve,   ct_forms_lookup, ct_forms_text,
                                                      ct_forms_geometry};

#define COUNT(x) (sizeof(x) / sizeof *(x))

const struct ct_form *ct_form_find(const char *name) {
  for (size_t i = 0; i < COUNT(form_families); i++)
    for (const struct ct_form *f = form_families[i]; f->name; f++)
      if (f->name[0] == name[0] && strcmp(f->name, name) == 0) return f;
  return NULL;
}

const struct ct_compound *ct_compound_find(const char *name) {
  for (size_t i = 0; i < COUNT(families); i++)
    for (const struct ct_compound *c = families[i]; c->name; c++)
      if (c->name[0] == name[0] && strcmp(c->name, name) == 0) return c;
  return NULL;
}

bool ct_expr_is(const struct ct_value *v) {
  if (!ct_value_is(v, CT_ARRAY) || v->n == 0 || v->items[0]->kind != CT_STRING) return false;
  return ct_form_find(v->items[0]->string) || ct_compound_find(v->items[0]->string);
}

size_t ct_expr_operators(const char *const **names, struct ct_arena *a) {
  ct_vec(const char *) list = {0};
  for (size_t i = 0; i < COUNT(form_families); i++)
    for (const struct ct_form *f = form_families[i]; f->name; f++) ct_vec_push(a, &list, f->name);
  for (size_t i = 0; i < COUNT(families); i++)
    for (const struct ct_compound *c = families[i]; c->name; c++)
      if (strncmp(c->name, "filter-", 7) != 0) ct_vec_push(a, &list, c->name);
  *names = list.v;
  return list.n;
}

static size_t overload_count(const struct ct_compound *op) {
  return op->overloads[1].eval ? 2 : 1;
}

static const struct ct_type *parameter(const struct ct_overload *o, size_t i) {
  return o->n < 0 ? o->params[0] : i < (size_t)o->n ? o->params[i] : NULL;
}

static struct ct_node *make(const struct ct_compound *op, const struct ct_overload *o,
                            struct ct_node *const *args, size_t n, const struct ct_ctx *ctx) {
  struct ct_node *node = ct_node_new(ctx, CT_NODE_COMPOUND, op->name, op->type, o->eval);
  node->own = op->deps | o->deps;
  return ct_node_args(ctx, node, args, n);
}

// NULL with errors in `ctx` when the arguments do not suit the overload.
static struct ct_node *try_overload(const struct ct_compound *op, const struct ct_overload *o,
                                    const struct ct_value *v, const struct ct_ctx *ctx) {
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, v->n);
  size_t n = v->n - 1;
  for (size_t i = 0; i < n; i++) {
    args[i] = ct_parse_arg(ctx, v->items[i + 1], (long)i + 1, parameter(o, i));
    if (!args[i]) return NULL;
  }
  bool fits = true;
  for (size_t i = 0; i < n; i++) {
    struct ct_ctx at = ct_ctx_at(ctx, (long)i + 1, NULL);
    fits &= ct_parse_fits(&at, parameter(o, i), args[i]->type);
  }
  if (!fits) return NULL;
  // Operators of converted filters read their arguments without evaluating them: whatever is no literal is
  // undefined to them.
  for (size_t i = 0; i < n && strncmp(op->name, "filter-", 7) == 0; i++)
    if (args[i]->kind != CT_NODE_LITERAL)
      args[i] = ct_node_literal(ctx->p->a, args[i]->type, (struct ct_val){.kind = CT_KIND_NULL});
  return make(op, o, args, n, ctx);
}

static void add_signature(const struct ct_overload *o, struct ct_str *out) {
  ct_str_add(out, "(");
  for (int i = 0; i < (o->n < 0 ? 1 : o->n); i++)
    ct_str_addf(out, "%s%s", i ? ", " : "", ct_type_name(o->params[i], out->arena));
  ct_str_add(out, o->n < 0 ? "...)" : ")");
}

static struct ct_node *no_overload(const struct ct_overload *const *tried, size_t n, const struct ct_value *v,
                                   const struct ct_ctx *ctx) {
  struct ct_str signatures = {.arena = ctx->p->a}, actual = {.arena = ctx->p->a};
  for (size_t i = 0; i < n; i++) {
    if (i) ct_str_add(&signatures, " | ");
    add_signature(tried[i], &signatures);
  }
  for (size_t i = 1; i < v->n; i++) {
    struct ct_node *arg = ct_parse_arg(ctx, v->items[i], (long)i, NULL);
    if (!arg) return NULL;
    ct_str_addf(&actual, "%s%s", i > 1 ? ", " : "", ct_type_name(arg->type, ctx->p->a));
  }
  return ct_parse_error(ctx, "Expected arguments of type %s, but found (%s) instead.",
                        ct_str_text(&signatures), ct_str_text(&actual));
}

struct ct_node *ct_compound_parse(const struct ct_compound *op, const struct ct_value *v,
                                  const struct ct_ctx *ctx) {
  const struct ct_overload *suited[2], *all[2];
  size_t n = 0, count = overload_count(op);
  for (size_t i = 0; i < count; i++) {
    all[i] = &op->overloads[i];
    if (all[i]->n < 0 || (size_t)all[i]->n == v->n - 1) suited[n++] = all[i];
  }
  struct ct_expr_errors errors = {0};
  struct ct_ctx quiet = *ctx;
  quiet.expected = NULL;
  quiet.errors = &errors;
  for (size_t i = 0; i < n; i++) {
    errors.n = 0;
    // all and any: the overloads take the same arguments, so what failed once fails again.
    if (i && suited[i]->params[0] == suited[0]->params[0] && suited[i]->n < 0) break;
    struct ct_node *node = try_overload(op, suited[i], v, &quiet);
    if (node) return node;
  }
  if (n == 1) {
    for (size_t i = 0; i < errors.n; i++) ct_vec_push(ctx->p->a, ctx->errors, errors.v[i]);
    return NULL;
  }
  return no_overload(n ? suited : all, n ? n : count, v, ctx);
}

// SPDX-License-Identifier: MIT
// Decisions and variables: case, coalesce, let, var, all, any, not, typeof, error.
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "expr/node.h"

// The type an operator's outputs have to be of, when its surroundings ask for one.
static const struct ct_type *wanted(const struct ct_ctx *ctx) {
  return ctx->expected && ctx->expected->kind != CT_KIND_VALUE ? ctx->expected : NULL;
}

static bool eval_case(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  for (uint32_t i = 0; i + 1 < n->n; i += 2) {
    struct ct_val test;
    if (!ct_node_run(n->args[i], ev, &test)) return false;
    if (ct_val_truthy(&test)) return ct_node_run(n->args[i + 1], ev, out);
  }
  return ct_node_run(n->args[n->n - 1], ev, out);
}

static struct ct_node *parse_case(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n < 4) return ct_parse_error(ctx, "Expected at least 3 arguments, but found only %zu.", v->n - 1);
  if (v->n % 2) return ct_parse_error(ctx, "Expected an odd number of arguments.");
  const struct ct_type *type = wanted(ctx);
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, v->n);
  for (size_t i = 1; i < v->n; i++) {
    bool test = i % 2 && i + 1 < v->n;
    args[i - 1] = ct_parse_arg(ctx, v->items[i], (long)i, test ? &ct_type_boolean : type);
    if (!args[i - 1]) return NULL;
    if (!test && !type) type = args[i - 1]->type;
  }
  return ct_node_args(ctx, ct_node_new(ctx, CT_NODE_CASE, "case", type, eval_case), args, v->n - 1);
}

static bool eval_coalesce(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *missing = NULL;
  for (uint32_t i = 0; i < n->n; i++) {
    if (!ct_node_run(n->args[i], ev, out)) return false;
    if (out->kind == CT_KIND_IMAGE && !out->u.image.available) {
      if (!missing) missing = out->u.image.name;
      // The last resort is the first image asked for, by its name.
      *out = i + 1 == n->n ? ct_val_string(missing) : (struct ct_val){.kind = CT_KIND_NULL};
    }
    if (out->kind != CT_KIND_NULL) return true;
  }
  return true;
}

static struct ct_node *parse_coalesce(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n < 2) return ct_parse_error(ctx, "Expected at least one argument.");
  const struct ct_type *type = wanted(ctx);
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, v->n);
  bool loose = false;
  for (size_t i = 1; i < v->n; i++) {
    struct ct_ctx at = ct_ctx_at(ctx, (long)i, type);
    args[i - 1] = ct_parse(&at, v->items[i], CT_ANNOTATE_OMIT);
    if (!args[i - 1]) return NULL;
    if (!type) type = args[i - 1]->type;
    loose |= ctx->expected && !ct_type_fits(ctx->expected, args[i - 1]->type);
  }
  if (loose) type = &ct_type_value;
  return ct_node_args(ctx, ct_node_new(ctx, CT_NODE_COALESCE, "coalesce", type, eval_coalesce), args,
                      v->n - 1);
}

static bool eval_let(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  return ct_node_run(n->args[n->n - 1], ev, out);
}

static bool is_variable_name(const char *s) {
  for (; *s; s++) {
    bool letter = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
    if (!letter && !(*s >= '0' && *s <= '9') && *s != '_') return false;
  }
  return true;
}

static struct ct_node *parse_let(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n < 4) return ct_parse_error(ctx, "Expected at least 3 arguments, but found %zu instead.", v->n - 1);
  size_t n = 0, most = v->n / 2;
  struct ct_binding *bindings = CT_NEW_N(ctx->p->a, struct ct_binding, most);
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, most + 1);
  for (size_t i = 1; i + 1 < v->n; i += 2) {
    const struct ct_value *name = v->items[i];
    if (name->kind != CT_STRING)
      return ct_parse_error_at(ctx, (long)i, -1, "Expected string, but found %s instead.",
                               ct_parse_typeof(name));
    if (!is_variable_name(name->string))
      return ct_parse_error_at(ctx, (long)i, -1,
                               "Variable names must contain only alphanumeric characters or '_'.");
    args[n] = ct_parse_arg(ctx, v->items[i + 1], (long)i + 1, NULL);
    if (!args[n]) return NULL;
    bindings[n] = (struct ct_binding){name->string, args[n], ctx->p->nslots++};
    n++;
  }
  struct ct_scope scope = {ctx->scope, bindings, n};
  struct ct_ctx inner = ct_ctx_at(ctx, (long)v->n - 1, ctx->expected);
  inner.scope = &scope;
  args[n] = ct_parse(&inner, v->items[v->n - 1], CT_ANNOTATE);
  if (!args[n]) return NULL;
  struct ct_node *node = ct_node_new(ctx, CT_NODE_LET, "let", args[n]->type, eval_let);
  node->data = bindings;
  return ct_node_args(ctx, node, args, n + 1);
}

static const struct ct_binding *lookup(const struct ct_scope *scope, const char *name) {
  for (; scope; scope = scope->parent)
    for (size_t i = scope->n; i-- > 0;)
      if (strcmp(scope->bindings[i].name, name) == 0) return &scope->bindings[i];
  return NULL;
}

static struct ct_node *parse_var(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 2 || v->items[1]->kind != CT_STRING)
    return ct_parse_error(ctx, "'var' expression requires exactly one string literal argument.");
  const char *name = v->items[1]->string;
  const struct ct_binding *b = lookup(ctx->scope, name);
  if (!b)
    return ct_parse_error_at(
        ctx, 1, -1,
        "Unknown variable \"%s\". Make sure \"%s\" has been bound in an enclosing \"let\" "
        "expression before using it.",
        name, name);
  struct ct_node *n = ct_node_new(ctx, CT_NODE_VAR, "var", b->node->type, ct_eval_var);
  n->data = b;
  return n;
}

static bool eval_all(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  bool b = true;
  for (uint32_t i = 0; i < n->n && b; i++)
    if (!ct_eval_boolean(n, i, ev, &b)) return false;
  *out = ct_val_boolean(b);
  return true;
}

static bool eval_any(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  bool b = false;
  for (uint32_t i = 0; i < n->n && !b; i++)
    if (!ct_eval_boolean(n, i, ev, &b)) return false;
  *out = ct_val_boolean(b);
  return true;
}

static bool eval_not(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  bool b;
  if (!ct_eval_boolean(n, 0, ev, &b)) return false;
  *out = ct_val_boolean(!b);
  return true;
}

static bool eval_error(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)out;
  const char *message;
  return ct_eval_string(n, 0, ev, &message) && ct_eval_fail(n, ev, "%s", message);
}

static bool eval_typeof(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v;
  if (!ct_node_run(n->args[0], ev, &v)) return false;
  *out = ct_val_string(ct_type_name(ct_val_type(&v, ev->arena), ev->arena));
  return true;
}

// Pango shapes every script, so the text does not matter (nor does the reference look at
// it where every script is supported).
static bool eval_is_supported_script(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n, (void)ev;
  *out = ct_val_boolean(true);
  return true;
}

#define BOOLEAN &ct_type_boolean
#define STRING &ct_type_string

const struct ct_form ct_forms_logic[] = {
    {"case", parse_case}, {"coalesce", parse_coalesce}, {"let", parse_let}, {"var", parse_var}, {0}};

const struct ct_compound ct_ops_logic[] = {
    {"all", BOOLEAN, {{eval_all, 2, {BOOLEAN, BOOLEAN}, 0}, {eval_all, -1, {BOOLEAN}, 0}}, 0},
    {"any", BOOLEAN, {{eval_any, 2, {BOOLEAN, BOOLEAN}, 0}, {eval_any, -1, {BOOLEAN}, 0}}, 0},
    {"!", BOOLEAN, {{eval_not, 1, {BOOLEAN}, 0}}, 0},
    {"error", &ct_type_error, {{eval_error, 1, {STRING}, 0}}, CT_DEP_ERROR},
    {"typeof", STRING, {{eval_typeof, 1, {&ct_type_value}, 0}}, 0},
    {"is-supported-script", BOOLEAN, {{eval_is_supported_script, 1, {STRING}, 0}}, CT_DEP_GLOBALS},
    {0},
};

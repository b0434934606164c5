// SPDX-License-Identifier: MIT
// Nodes: making them, their dependencies, and which can be folded.
#include "expr/node.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"

struct ct_node *ct_node_new(const struct ct_ctx *ctx, enum ct_node_kind kind, const char *op,
                            const struct ct_type *type, ct_node_eval *eval) {
  struct ct_node *n = CT_NEW(ctx->p->a, struct ct_node);
  n->kind = kind;
  n->op = op;
  n->type = type;
  n->eval = eval;
  n->at = ctx->at;
  return n;
}

struct ct_node *ct_node_args(const struct ct_ctx *ctx, struct ct_node *n, struct ct_node *const *args,
                             size_t count) {
  n->args = CT_NEW_N(ctx->p->a, struct ct_node *, count);
  n->n = (uint32_t)count;
  n->deps |= n->own;
  for (size_t i = 0; i < count; i++) {
    n->args[i] = args[i];
    if (args[i]) n->deps |= args[i]->deps;
  }
  return n;
}

struct ct_node *ct_node_literal(struct ct_arena *a, const struct ct_type *type, struct ct_val value) {
  struct ct_node *n = CT_NEW(a, struct ct_node);
  n->kind = CT_NODE_LITERAL;
  n->op = "literal";
  n->type = type;
  n->eval = ct_eval_literal;
  n->value = value;
  return n;
}

bool ct_node_is_constant(const struct ct_node *n) {
  if (n->kind == CT_NODE_VAR) return ct_node_is_constant(((const struct ct_binding *)n->data)->node);
  if (n->kind == CT_NODE_COLLATOR || n->kind == CT_NODE_GEOMETRY || n->kind == CT_NODE_GLOBAL_STATE ||
      (n->own & CT_DEP_ERROR))
    return false;
  bool annotation = n->kind == CT_NODE_ASSERTION || n->kind == CT_NODE_COERCION;
  for (uint32_t i = 0; i < n->n; i++) {
    const struct ct_node *arg = n->args[i];
    if (!arg) continue;
    if (annotation ? !ct_node_is_constant(arg) : arg->kind != CT_NODE_LITERAL) return false;
  }
  return !(n->deps & (CT_DEP_FEATURE | CT_DEP_ZOOM | CT_DEP_GLOBALS));
}

bool ct_node_output_defined(const struct ct_node *n) {
  uint32_t first = 0, step = 1;
  switch (n->kind) {
    case CT_NODE_LITERAL:
    case CT_NODE_COMPARISON:
    case CT_NODE_IN:
    case CT_NODE_GEOMETRY:
      return true;
    case CT_NODE_ASSERTION:
    case CT_NODE_COERCION:
    case CT_NODE_COALESCE:
    case CT_NODE_SEMILITERAL:
      break;
    case CT_NODE_MATCH:
    case CT_NODE_STEP:
    case CT_NODE_INTERPOLATE:
      first = 1;
      break;
    case CT_NODE_CASE:
      if (!ct_node_output_defined(n->args[n->n - 1])) return false;
      first = 1;
      step = 2;
      break;
    case CT_NODE_LET:
      first = n->n - 1;
      break;
    default:
      return false;
  }
  for (uint32_t i = first; i < n->n; i += step)
    if (!ct_node_output_defined(n->args[i])) return false;
  return true;
}

const char *ct_at_text(const struct ct_at *at, struct ct_arena *a) {
  if (!at || !at->parent) return "";
  return ct_arena_printf(a, "%s[%ld]", ct_at_text(at->parent, a), at->index);
}

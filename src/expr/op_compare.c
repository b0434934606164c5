// SPDX-License-Identifier: MIT
// Comparisons: == != < <= > >=, with or without a collator.
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "expr/collate.h"
#include "expr/node.h"

enum relation { EQ, NE, LT, GT, LE, GE };

static bool holds(enum relation r, int order) {
  switch (r) {
    case EQ:
      return order == 0;
    case NE:
      return order != 0;
    case LT:
      return order < 0;
    case GT:
      return order > 0;
    case LE:
      return order <= 0;
    default:
      return order >= 0;
  }
}

static bool numbers_hold(enum relation r, double x, double y) {
  switch (r) {
    case LT:
      return x < y;
    case GT:
      return x > y;
    case LE:
      return x <= y;
    default:
      return x >= y;
  }
}

static bool order_failed(const struct ct_node *n, struct ct_eval *ev, const struct ct_val *x,
                         const struct ct_val *y) {
  return ct_eval_fail(
      n, ev,
      "Expected arguments for \"%s\" to be (string, string) or (number, number), but found (%s, %s) "
      "instead.",
      n->op, ct_kind_name(x->kind), ct_kind_name(y->kind));
}

static bool eval_relation(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out, enum relation r) {
  struct ct_val x, y, c;
  if (!ct_node_run(n->args[0], ev, &x) || !ct_node_run(n->args[1], ev, &y)) return false;
  bool ordering = r != EQ && r != NE, strings = x.kind == CT_KIND_STRING && y.kind == CT_KIND_STRING;
  if (ordering && !strings && !(x.kind == CT_KIND_NUMBER && y.kind == CT_KIND_NUMBER))
    return order_failed(n, ev, &x, &y);
  if (n->n > 2 && strings) {
    if (!ct_eval_kind(n, 2, ev, CT_KIND_COLLATOR, &c)) return false;
    *out = ct_val_boolean(holds(r, ct_collate(c.u.collator, x.u.string, y.u.string)));
  } else if (!ordering) {
    *out = ct_val_boolean(ct_val_same(&x, &y) == (r == EQ));
  } else if (strings) {
    *out = ct_val_boolean(holds(r, ct_val_compare_text(x.u.string, y.u.string)));
  } else {
    *out = ct_val_boolean(numbers_hold(r, x.u.number, y.u.number));
  }
  return true;
}

#define RELATION(name, r)                                                                    \
  static bool eval_##name(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) { \
    return eval_relation(n, ev, out, r);                                                     \
  }
RELATION(eq, EQ)
RELATION(ne, NE)
RELATION(lt, LT)
RELATION(gt, GT)
RELATION(le, LE)
RELATION(ge, GE)

static const struct {
  const char *name;
  ct_node_eval *eval;
} relations[] = {{"==", eval_eq}, {"!=", eval_ne}, {"<", eval_lt},
                 {">", eval_gt},  {"<=", eval_le}, {">=", eval_ge}};

static bool comparable(bool ordering, enum ct_kind kind) {
  if (kind == CT_KIND_STRING || kind == CT_KIND_NUMBER || kind == CT_KIND_VALUE) return true;
  return !ordering && (kind == CT_KIND_BOOLEAN || kind == CT_KIND_NULL);
}

static struct ct_node *parse_side(const struct ct_value *v, size_t i, const struct ct_ctx *ctx) {
  const char *op = v->items[0]->string;
  struct ct_node *side = ct_parse_arg(ctx, v->items[i], (long)i, &ct_type_value);
  if (!side) return NULL;
  bool ordering = strcmp(op, "==") != 0 && strcmp(op, "!=") != 0;
  if (comparable(ordering, side->type->kind)) return side;
  return ct_parse_error_at(ctx, (long)i, -1, "\"%s\" comparisons are not supported for type '%s'.", op,
                           ct_type_name(side->type, ctx->p->a));
}

static bool maybe_text(const struct ct_node *n) {
  return n->type->kind == CT_KIND_STRING || n->type->kind == CT_KIND_VALUE;
}

static struct ct_node *parse_comparison(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 3 && v->n != 4) return ct_parse_error(ctx, "Expected two or three arguments.");
  struct ct_node *args[3];
  if (!(args[0] = parse_side(v, 1, ctx)) || !(args[1] = parse_side(v, 2, ctx))) return NULL;
  enum ct_kind l = args[0]->type->kind, r = args[1]->type->kind;
  if (l != r && l != CT_KIND_VALUE && r != CT_KIND_VALUE)
    return ct_parse_error(ctx, "Cannot compare types '%s' and '%s'.", ct_type_name(args[0]->type, ctx->p->a),
                          ct_type_name(args[1]->type, ctx->p->a));
  size_t which = 0;
  while (strcmp(relations[which].name, v->items[0]->string) != 0) which++;
  bool ordering = which >= 2;
  if (ordering && l == CT_KIND_VALUE && r != CT_KIND_VALUE)
    args[0] = ct_node_assertion(ctx, args[1]->type, args[0]);
  else if (ordering && l != CT_KIND_VALUE && r == CT_KIND_VALUE)
    args[1] = ct_node_assertion(ctx, args[0]->type, args[1]);
  if (v->n == 4) {
    if (!maybe_text(args[0]) && !maybe_text(args[1]))
      return ct_parse_error(ctx, "Cannot use collator to compare non-string types.");
    if (!(args[2] = ct_parse_arg(ctx, v->items[3], 3, &ct_type_collator))) return NULL;
  }
  struct ct_node *n =
      ct_node_new(ctx, CT_NODE_COMPARISON, relations[which].name, &ct_type_boolean, relations[which].eval);
  return ct_node_args(ctx, n, args, v->n - 1);
}

const struct ct_form ct_forms_compare[] = {
    {"==", parse_comparison},
    {"!=", parse_comparison},
    {"<", parse_comparison},
    {">", parse_comparison},
    {"<=", parse_comparison},
    {">=", parse_comparison},
    {0},
};

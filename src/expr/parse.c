// SPDX-License-Identifier: MIT
// Parsing: expressions from document values, with the reference's types, coercions and errors.
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/node.h"
#include "expr/spec.h"

enum { PARSE_BUDGET = 2000000 };

static void *push_error(const struct ct_ctx *ctx, const char *key, const char *fmt, va_list ap) {
  struct ct_expr_error e = {key, ct_arena_vprintf(ctx->p->a, fmt, ap)};
  ct_vec_push(ctx->p->a, ctx->errors, e);
  return NULL;
}

void *ct_parse_error(const struct ct_ctx *ctx, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  push_error(ctx, ct_at_text(ctx->at, ctx->p->a), fmt, ap);
  va_end(ap);
  return NULL;
}

void *ct_parse_error_at(const struct ct_ctx *ctx, long index, long second, const char *fmt, ...) {
  struct ct_arena *a = ctx->p->a;
  const char *key = ct_arena_printf(a, "%s[%ld]", ct_at_text(ctx->at, a), index);
  if (second >= 0) key = ct_arena_printf(a, "%s[%ld]", key, second);
  va_list ap;
  va_start(ap, fmt);
  push_error(ctx, key, fmt, ap);
  va_end(ap);
  return NULL;
}

bool ct_parse_fits(const struct ct_ctx *ctx, const struct ct_type *expected, const struct ct_type *t) {
  if (ct_type_fits(expected, t)) return true;
  struct ct_arena *a = ctx->p->a;
  ct_parse_error(ctx, "Expected %s but found %s instead.", ct_type_name(expected, a), ct_type_name(t, a));
  return false;
}

const char *ct_parse_typeof(const struct ct_value *v) {
  switch (v->kind) {
    case CT_BOOL:
      return "boolean";
    case CT_NUMBER:
      return "number";
    case CT_STRING:
      return "string";
    default:
      return "object";
  }
}

struct ct_ctx ct_ctx_at(const struct ct_ctx *ctx, long index, const struct ct_type *expected) {
  struct ct_at *at = CT_NEW(ctx->p->a, struct ct_at);
  at->parent = ctx->at;
  at->index = index;
  struct ct_ctx child = *ctx;
  child.at = at;
  child.expected = expected;
  return child;
}

struct ct_node *ct_parse_arg(const struct ct_ctx *ctx, const struct ct_value *v, long index,
                             const struct ct_type *expected) {
  struct ct_ctx child = ct_ctx_at(ctx, index, expected);
  return ct_parse(&child, v, CT_ANNOTATE);
}

// Which way an argument of type `actual` is made to be of type `expected`.
enum fit { FIT_CHECK, FIT_ASSERT, FIT_COERCE };

static enum fit fit_for(const struct ct_type *expected, const struct ct_type *actual) {
  bool value = actual->kind == CT_KIND_VALUE, string = actual->kind == CT_KIND_STRING,
       array = actual->kind == CT_KIND_ARRAY, number = actual->kind == CT_KIND_NUMBER;
  switch (expected->kind) {
    case CT_KIND_STRING:
    case CT_KIND_NUMBER:
    case CT_KIND_BOOLEAN:
    case CT_KIND_OBJECT:
    case CT_KIND_ARRAY:
      return value ? FIT_ASSERT : FIT_CHECK;
    case CT_KIND_PROJECTION:
    case CT_KIND_COLOR_ARRAY:
      return value || string || array ? FIT_COERCE : FIT_CHECK;
    case CT_KIND_COLOR:
    case CT_KIND_FORMATTED:
    case CT_KIND_IMAGE:
      return value || string ? FIT_COERCE : FIT_CHECK;
    case CT_KIND_PADDING:
    case CT_KIND_NUMBER_ARRAY:
      return value || number || array ? FIT_COERCE : FIT_CHECK;
    case CT_KIND_ANCHORS:
      return value || array ? FIT_COERCE : FIT_CHECK;
    default:
      return FIT_CHECK;
  }
}

static struct ct_node *annotated(const struct ct_ctx *ctx, struct ct_node *n, enum ct_annotate how) {
  if (!ctx->expected) return n;
  enum fit fit = fit_for(ctx->expected, n->type);
  if (fit == FIT_CHECK) return ct_parse_fits(ctx, ctx->expected, n->type) ? n : NULL;
  if (how == CT_ANNOTATE_OMIT) return n;
  if (fit == FIT_COERCE || how == CT_ANNOTATE_COERCE) return ct_node_coercion(ctx, ctx->expected, n);
  return ct_node_assertion(ctx, ctx->expected, n);
}

static struct ct_node *folded(const struct ct_ctx *ctx, struct ct_node *n) {
  if (n->kind == CT_NODE_LITERAL || n->type->kind == CT_KIND_IMAGE || !ct_node_is_constant(n)) return n;
  struct ct_eval ev = {.arena = ctx->p->a, .generation = 1};
  ev.nslots = ctx->p->nslots;
  ev.slots = CT_NEW_N(ctx->p->a, struct ct_expr_slot, ev.nslots + 1);
  struct ct_val value;
  if (!ct_node_run(n, &ev, &value)) return ct_parse_error(ctx, "%s", ev.failure);
  struct ct_node *literal = ct_node_literal(ctx->p->a, n->type, value);
  literal->at = n->at;
  return literal;
}

static struct ct_node *parse_array(const struct ct_ctx *ctx, const struct ct_value *v) {
  if (v->n == 0)
    return ct_parse_error(ctx,
                          "Expected an array with at least one element. If you wanted a literal array, "
                          "use [\"literal\", []].");
  const struct ct_value *op = v->items[0];
  if (op->kind != CT_STRING)
    return ct_parse_error_at(
        ctx, 0, -1,
        "Expression name must be a string, but found %s instead. If you wanted a literal "
        "array, use [\"literal\", [...]].",
        ct_parse_typeof(op));
  const struct ct_form *form = ct_form_find(op->string);
  if (form) return form->parse(v, ctx);
  const struct ct_compound *compound = ct_compound_find(op->string);
  if (compound) return ct_compound_parse(compound, v, ctx);
  return ct_parse_error_at(
      ctx, 0, -1, "Unknown expression \"%s\". If you wanted a literal array, use [\"literal\", [...]].",
      op->string);
}

static struct ct_node *parse_literal(const struct ct_ctx *ctx, const struct ct_value *v) {
  struct ct_val value = ct_val_of(v, ctx->p->a);
  struct ct_node *n = ct_node_literal(ctx->p->a, ct_val_type(&value, ctx->p->a), value);
  n->at = ctx->at;
  return n;
}

static struct ct_node *parse_any(const struct ct_ctx *ctx, const struct ct_value *v, enum ct_annotate how) {
  if (--ctx->p->budget < 0) return ct_parse_error(ctx, "The expression is too large.");
  struct ct_node *n;
  if (v->kind == CT_OBJECT)
    return ct_parse_error(ctx, "Bare objects invalid. Use [\"literal\", {...}] instead.");
  n = v->kind == CT_ARRAY ? parse_array(ctx, v) : parse_literal(ctx, v);
  if (n) n = annotated(ctx, n, how);
  return n ? folded(ctx, n) : NULL;
}

// What decides how a value parses.
struct attempt {
  const struct ct_value *v;
  const struct ct_type *expected;
  const struct ct_binding *scope;
  uintptr_t how;
};

static void push_errors(const struct ct_ctx *ctx, const struct ct_expr_error *v, size_t n) {
  for (size_t i = 0; i < n; i++) ct_vec_push(ctx->p->a, ctx->errors, v[i]);
}

struct ct_node *ct_parse(const struct ct_ctx *ctx, const struct ct_value *v, enum ct_annotate how) {
  struct ct_parser *p = ctx->p;
  if (v->kind != CT_ARRAY) return parse_any(ctx, v, how);
  struct attempt key = {v, ctx->expected, ctx->scope ? ctx->scope->bindings : NULL, how};
  const struct ct_map_entry *failed = p->failures.n ? ct_map_find(&p->failures, &key, sizeof key) : NULL;
  if (failed) {
    const struct ct_expr_errors *had = (const void *)failed->value;
    push_errors(ctx, had->v, had->n);
    return NULL;
  }
  size_t before = ctx->errors->n;
  struct ct_node *n = parse_any(ctx, v, how);
  if (n) return n;
  struct ct_expr_errors *own = CT_NEW(p->a, struct ct_expr_errors);
  for (size_t i = before; i < ctx->errors->n; i++) ct_vec_push(p->a, own, ctx->errors->v[i]);
  p->failures.arena = p->a;
  ct_map_add(&p->failures, &key, sizeof key, (size_t)own, NULL);
  return NULL;
}

static const struct ct_type *type_of_spec(enum ct_spec_type t) {
  switch (t) {
    case CT_SPEC_COLOR:
      return &ct_type_color;
    case CT_SPEC_STRING:
    case CT_SPEC_ENUM:
      return &ct_type_string;
    case CT_SPEC_NUMBER:
      return &ct_type_number;
    case CT_SPEC_BOOLEAN:
      return &ct_type_boolean;
    case CT_SPEC_FORMATTED:
      return &ct_type_formatted;
    case CT_SPEC_PADDING:
      return &ct_type_padding;
    case CT_SPEC_NUMBER_ARRAY:
      return &ct_type_number_array;
    case CT_SPEC_COLOR_ARRAY:
      return &ct_type_color_array;
    case CT_SPEC_PROJECTION_DEFINITION:
      return &ct_type_projection;
    case CT_SPEC_IMAGE:
      return &ct_type_image;
    case CT_SPEC_ANCHORS:
      return &ct_type_anchors;
    default:
      return NULL;
  }
}

static const struct ct_type *expected_type(const struct ct_spec *spec, struct ct_arena *a) {
  if (!spec) return NULL;
  if (spec->type != CT_SPEC_ARRAY) return type_of_spec(spec->type);
  const struct ct_type *item = type_of_spec(spec->value);
  return ct_type_array_of(a, item ? item : &ct_type_value, spec->length ? (long)spec->length : -1);
}

bool ct_expr_compile(const struct ct_value *v, const struct ct_spec *spec, struct ct_arena *a,
                     struct ct_expr *out, struct ct_expr_errors *errors) {
  struct ct_parser p = {.a = a, .budget = PARSE_BUDGET};
  static const struct ct_at root = {0};
  struct ct_ctx ctx = {&p, &root, expected_type(spec, a), NULL, errors};
  bool coerce = spec && spec->type == CT_SPEC_STRING;
  struct ct_node *n = ct_parse(&ctx, v, coerce ? CT_ANNOTATE_COERCE : CT_ANNOTATE);
  if (!n) return false;
  *out = (struct ct_expr){
      .root = n,
      .type = n->type,
      .nslots = p.nslots,
      .feature_constant = !(n->deps & CT_DEP_FEATURE),
      .zoom_constant = !(n->deps & CT_DEP_ZOOM),
      .state_constant = !(n->deps & CT_DEP_STATE),
      .output_defined = ct_node_output_defined(n),
  };
  return true;
}

// SPDX-License-Identifier: MIT
// Type operators: literals, assertions (number, string, array ...) and coercions (to-number ...).
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "expr/node.h"

static struct ct_node *parse_literal(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 2)
    return ct_parse_error(ctx, "'literal' expression requires exactly one argument, but found %zu instead.",
                          v->n - 1);
  struct ct_val value = ct_val_of(v->items[1], ctx->p->a);
  const struct ct_type *type = ct_val_type(&value, ctx->p->a), *expected = ctx->expected;
  bool empty = type->kind == CT_KIND_ARRAY && type->n == 0;
  if (empty && expected && expected->kind == CT_KIND_ARRAY && expected->n <= 0) type = expected;
  struct ct_node *n = ct_node_literal(ctx->p->a, type, value);
  n->at = ctx->at;
  return n;
}

static bool eval_semiliteral(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val *items = CT_NEW_N(ev->arena, struct ct_val, n->n);
  for (uint32_t i = 0; i < n->n; i++)
    if (!ct_node_run(n->args[i], ev, &items[i])) return false;
  *out = ct_val_list(CT_KIND_ARRAY, items, n->n);
  return true;
}

static struct ct_node *parse_semiliteral(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 2)
    return ct_parse_error(
        ctx, "'semiliteral' expression requires exactly one argument, but found %zu instead.", v->n - 1);
  const struct ct_value *list = v->items[1];
  if (list->kind != CT_ARRAY) return parse_literal(v, ctx);
  struct ct_ctx inner = ct_ctx_at(ctx, 1, NULL);
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, list->n + 1);
  const struct ct_type *item = NULL;
  for (size_t i = 0; i < list->n; i++) {
    args[i] = ct_parse_arg(&inner, list->items[i], (long)i, &ct_type_value);
    if (!args[i]) return NULL;
    item = !item || item == args[i]->type ? args[i]->type : &ct_type_value;
  }
  const struct ct_type *type = ct_type_array_of(ctx->p->a, item ? item : &ct_type_value, (long)list->n);
  struct ct_node *n = ct_node_new(ctx, CT_NODE_SEMILITERAL, "semiliteral", type, eval_semiliteral);
  return ct_node_args(ctx, n, args, list->n);
}

static bool eval_assertion(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  for (uint32_t i = 0; i < n->n; i++) {
    if (!ct_node_run(n->args[i], ev, out)) return false;
    if (ct_val_is(out, n->type)) return true;
  }
  if (ev->quiet) return false;
  return ct_eval_fail(n, ev, "Expected value to be of type %s, but found %s instead.",
                      ct_type_name(n->type, ev->arena), ct_type_name(ct_val_type(out, ev->arena), ev->arena));
}

static struct ct_node *finish(const struct ct_value *v, size_t first, const struct ct_ctx *ctx,
                              enum ct_node_kind kind, const struct ct_type *type, ct_node_eval *eval) {
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, v->n);
  size_t n = 0;
  for (size_t i = first; i < v->n; i++) {
    args[n] = ct_parse_arg(ctx, v->items[i], (long)i, &ct_type_value);
    if (!args[n++]) return NULL;
  }
  return ct_node_args(ctx, ct_node_new(ctx, kind, v->items[0]->string, type, eval), args, n);
}

static const struct ct_type *named_type(const char *name) {
  if (strcmp(name, "string") == 0) return &ct_type_string;
  if (strcmp(name, "number") == 0) return &ct_type_number;
  if (strcmp(name, "boolean") == 0) return &ct_type_boolean;
  return strcmp(name, "object") == 0 ? &ct_type_object : NULL;
}

static struct ct_node *parse_assertion(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n < 2) return ct_parse_error(ctx, "Expected at least one argument.");
  return finish(v, 1, ctx, CT_NODE_ASSERTION, named_type(v->items[0]->string), eval_assertion);
}

static struct ct_node *parse_array(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n < 2) return ct_parse_error(ctx, "Expected at least one argument.");
  size_t first = 1;
  const struct ct_type *item = &ct_type_value;
  long length = -1;
  if (v->n > 2) {
    const char *name = ct_value_string(v->items[1]);
    item = name ? named_type(name) : NULL;
    if (!item || item == &ct_type_object)
      return ct_parse_error_at(ctx, 1, -1,
                               "The item type argument of \"array\" must be one of string, number, boolean");
    first = 2;
  }
  if (v->n > 3) {
    const struct ct_value *n = v->items[2];
    if (n->kind != CT_NULL &&
        (n->kind != CT_NUMBER || n->number < 0 || n->number != floor(n->number) || n->number > 1e9))
      return ct_parse_error_at(ctx, 2, -1,
                               "The length argument to \"array\" must be a positive integer literal");
    if (n->kind == CT_NUMBER) length = (long)n->number;
    first = 3;
  }
  const struct ct_type *type = ct_type_array_of(ctx->p->a, item, length);
  return finish(v, first, ctx, CT_NODE_ASSERTION, type, eval_assertion);
}

static bool color_from_list(const struct ct_val *v, struct ct_rgba *out) {
  double c[4] = {0, 0, 0, 1};
  if (v->n < 3 || v->n > 4) return false;
  for (uint32_t i = 0; i < v->n; i++) {
    const struct ct_val *x = &v->u.list.items[i];
    if (x->kind != CT_KIND_NUMBER || !(x->u.number >= 0 && x->u.number <= (i < 3 ? 255 : 1))) return false;
    c[i] = x->u.number;
  }
  // The reference takes such components as multiplied by alpha already.
  *out = (struct ct_rgba){c[0] / 255, c[1] / 255, c[2] / 255, c[3]};
  return true;
}

// JavaScript's join(", ").
static const char *list_text(const struct ct_val *v, uint32_t n, struct ct_arena *a) {
  const char *s = "";
  for (uint32_t i = 0; i < n; i++) {
    const struct ct_val *x = &v->u.list.items[i];
    s = ct_arena_printf(a, "%s%s%s", s, i ? ", " : "",
                        x->kind == CT_KIND_NULL ? "" : ct_val_script_text(x, a));
  }
  return s;
}

static bool color_failed(const struct ct_node *n, struct ct_eval *ev, const struct ct_val *v) {
  if (ev->quiet) return false;
  if (v->kind != CT_KIND_ARRAY)
    return ct_eval_fail(n, ev, "Could not parse color from value '%s'",
                        v->kind == CT_KIND_STRING ? v->u.string : ct_val_json(v, ev->arena));
  if (v->n < 3 || v->n > 4)
    return ct_eval_fail(
        n, ev, "Invalid rgba value %s: expected an array containing either three or four numeric values.",
        ct_val_json(v, ev->arena));
  bool rgb_ok = true;
  for (uint32_t i = 0; i < 3; i++) {
    const struct ct_val *x = &v->u.list.items[i];
    rgb_ok &= x->kind == CT_KIND_NUMBER && x->u.number >= 0 && x->u.number <= 255;
  }
  if (rgb_ok)
    return ct_eval_fail(n, ev, "Invalid rgba value [%s]: 'a' must be between 0 and 1.",
                        list_text(v, v->n, ev->arena));
  bool alpha = v->n == 4 && v->u.list.items[3].kind == CT_KIND_NUMBER;
  return ct_eval_fail(n, ev, "Invalid rgba value [%s]: 'r', 'g', and 'b' must be between 0 and 255.",
                      list_text(v, alpha ? 4 : 3, ev->arena));
}

static bool eval_to_color(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v = {.kind = CT_KIND_NULL};
  struct ct_rgba color;
  for (uint32_t i = 0; i < n->n; i++) {
    if (!ct_node_run(n->args[i], ev, &v)) return false;
    if (v.kind == CT_KIND_ARRAY ? color_from_list(&v, &color) : ct_val_to_color(&v, &color)) {
      *out = ct_val_color(color);
      return true;
    }
  }
  return color_failed(n, ev, &v);
}

static bool eval_to_number(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v = {.kind = CT_KIND_NULL};
  for (uint32_t i = 0; i < n->n; i++) {
    if (!ct_node_run(n->args[i], ev, &v)) return false;
    *out = ct_val_number(ct_val_to_number(&v, ev->arena));
    if (!isnan(out->u.number)) return true;
  }
  if (ev->quiet) return false;
  return ct_eval_fail(n, ev, "Could not convert %s to number.", ct_val_json(&v, ev->arena));
}

static bool eval_to_boolean(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v;
  if (!ct_node_run(n->args[0], ev, &v)) return false;
  *out = ct_val_boolean(ct_val_truthy(&v));
  return true;
}

static bool eval_to_string(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v;
  if (!ct_node_run(n->args[0], ev, &v)) return false;
  const char *text = ct_val_text(&v, ev->arena);
  if (n->type->kind == CT_KIND_FORMATTED)
    *out = ct_val_to_formatted(text, ev->arena);
  else if (n->type->kind == CT_KIND_IMAGE)
    *out = ct_val_to_image(text);
  else
    *out = ct_val_string(text);
  return true;
}

static bool convert(enum ct_kind kind, const struct ct_val *v, struct ct_arena *a, struct ct_val *out) {
  switch (kind) {
    case CT_KIND_PADDING:
      return ct_val_to_padding(v, a, out);
    case CT_KIND_NUMBER_ARRAY:
      return ct_val_to_number_array(v, a, out);
    case CT_KIND_COLOR_ARRAY:
      return ct_val_to_color_array(v, a, out);
    case CT_KIND_ANCHORS:
      return ct_val_to_anchors(v, out);
    case CT_KIND_PROJECTION:
      if (!ct_val_to_projection(v, out)) return false;
      *out = *v;  // the reference keeps the value as it is
      return true;
    default:
      return false;
  }
}

static bool eval_to_other(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v = {.kind = CT_KIND_NULL};
  for (uint32_t i = 0; i < n->n; i++) {
    if (!ct_node_run(n->args[i], ev, &v)) return false;
    if (convert(n->type->kind, &v, ev->arena, out)) return true;
  }
  if (ev->quiet) return false;
  return ct_eval_fail(n, ev, "Could not parse %s from value '%s'", ct_kind_name(n->type->kind),
                      v.kind == CT_KIND_STRING ? v.u.string : ct_val_json(&v, ev->arena));
}

static ct_node_eval *coercion_to(enum ct_kind kind) {
  switch (kind) {
    case CT_KIND_COLOR:
      return eval_to_color;
    case CT_KIND_NUMBER:
      return eval_to_number;
    case CT_KIND_BOOLEAN:
      return eval_to_boolean;
    case CT_KIND_PADDING:
    case CT_KIND_NUMBER_ARRAY:
    case CT_KIND_COLOR_ARRAY:
    case CT_KIND_ANCHORS:
    case CT_KIND_PROJECTION:
      return eval_to_other;
    default:
      return eval_to_string;
  }
}

static struct ct_node *parse_coercion(const struct ct_value *v, const struct ct_ctx *ctx) {
  const char *name = v->items[0]->string;
  if (v->n < 2) return ct_parse_error(ctx, "Expected at least one argument.");
  const struct ct_type *type = strcmp(name, "to-color") == 0 ? &ct_type_color : named_type(name + 3);
  if ((type == &ct_type_boolean || type == &ct_type_string) && v->n != 2)
    return ct_parse_error(ctx, "Expected one argument.");
  return finish(v, 1, ctx, CT_NODE_COERCION, type, coercion_to(type->kind));
}

struct ct_node *ct_node_assertion(const struct ct_ctx *ctx, const struct ct_type *type, struct ct_node *arg) {
  struct ct_node *n = ct_node_new(ctx, CT_NODE_ASSERTION, "assert", type, eval_assertion);
  return ct_node_args(ctx, n, &arg, 1);
}

struct ct_node *ct_node_coercion(const struct ct_ctx *ctx, const struct ct_type *type, struct ct_node *arg) {
  struct ct_node *n = ct_node_new(ctx, CT_NODE_COERCION, "coerce", type, coercion_to(type->kind));
  return ct_node_args(ctx, n, &arg, 1);
}

const struct ct_form ct_forms_type[] = {
    {"literal", parse_literal},    {"semiliteral", parse_semiliteral}, {"array", parse_array},
    {"boolean", parse_assertion},  {"number", parse_assertion},        {"object", parse_assertion},
    {"string", parse_assertion},   {"to-boolean", parse_coercion},     {"to-color", parse_coercion},
    {"to-number", parse_coercion}, {"to-string", parse_coercion},      {0},
};

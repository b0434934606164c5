// SPDX-License-Identifier: MIT
// Curves: step and interpolate.
#include "expr/curve.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"

static bool eval_step(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const struct ct_curve *c = n->data;
  double x;
  if (c->n == 1) return ct_node_run(n->args[1], ev, out);
  if (!ct_eval_number(n, 0, ev, &x)) return false;
  if (isnan(x)) return ct_eval_fail(n, ev, "Input is not a number.");
  return ct_node_run(n->args[1 + ct_curve_stop(c, x)], ev, out);
}

static bool eval_interpolate(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const struct ct_curve *c = n->data;
  double x;
  if (c->n == 1) return ct_node_run(n->args[1], ev, out);
  if (!ct_eval_number(n, 0, ev, &x)) return false;
  if (x <= c->labels[0]) return ct_node_run(n->args[1], ev, out);
  if (x >= c->labels[c->n - 1]) return ct_node_run(n->args[c->n], ev, out);
  if (isnan(x)) return ct_eval_fail(n, ev, "Input is not a number.");
  size_t i = ct_curve_stop(c, x);
  struct ct_val pair[2];
  if (!ct_node_run(n->args[1 + i], ev, &pair[0]) || !ct_node_run(n->args[2 + i], ev, &pair[1])) return false;
  return ct_curve_mix(n, ev, ct_curve_factor(c, x, i), pair, out);
}

// Reads labels and outputs from item `first` on; the first label of a step is -infinity.
static bool parse_stops(const struct ct_value *v, size_t first, bool step, const struct ct_ctx *ctx,
                        const struct ct_type **type, struct ct_curve *c, struct ct_node **args) {
  const char *op = step ? "step" : "interpolate";
  double *labels = CT_NEW_N(ctx->p->a, double, v->n);
  c->labels = labels;
  for (size_t i = first; i + 1 < v->n; i += 2) {
    const struct ct_value *label = v->items[i];
    bool start = step && i == first;
    if (!start && label->kind != CT_NUMBER)
      return ct_parse_error_at(
          ctx, (long)i, -1,
          "Input/output pairs for \"%s\" expressions must be defined using literal numeric "
          "values (not computed expressions) for the input values.",
          op);
    double x = start ? -INFINITY : label->number;
    if (c->n && labels[c->n - 1] >= x)
      return ct_parse_error_at(
          ctx, (long)i, -1,
          "Input/output pairs for \"%s\" expressions must be arranged with input values in "
          "strictly ascending order.",
          op);
    labels[c->n] = x;
    struct ct_node *output = ct_parse_arg(ctx, v->items[i + 1], (long)i + 1, *type);
    if (!output) return false;
    if (!*type) *type = output->type;
    args[1 + c->n++] = output;
  }
  return true;
}

static bool count_is_right(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n < 5) return ct_parse_error(ctx, "Expected at least 4 arguments, but found only %zu.", v->n - 1);
  if (v->n % 2 == 0) return ct_parse_error(ctx, "Expected an even number of arguments.");
  return true;
}

static const struct ct_type *wanted(const struct ct_ctx *ctx) {
  return ctx->expected && ctx->expected->kind != CT_KIND_VALUE ? ctx->expected : NULL;
}

static struct ct_node *parse_step(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (!count_is_right(v, ctx)) return NULL;
  struct ct_curve *c = CT_NEW(ctx->p->a, struct ct_curve);
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, v->n);
  const struct ct_type *type = wanted(ctx);
  if (!(args[0] = ct_parse_arg(ctx, v->items[1], 1, &ct_type_number))) return NULL;
  if (!parse_stops(v, 1, true, ctx, &type, c, args)) return NULL;
  struct ct_node *n = ct_node_new(ctx, CT_NODE_STEP, "step", type, eval_step);
  n->data = c;
  return ct_node_args(ctx, n, args, 1 + c->n);
}

static bool parse_bezier(const struct ct_value *v, const struct ct_ctx *ctx, struct ct_curve *c) {
  c->how = CT_CUBIC_BEZIER;
  bool good = v->n == 5;
  for (size_t i = 1; good && i < 5; i++) {
    const struct ct_value *x = v->items[i];
    good = x->kind == CT_NUMBER && x->number >= 0 && x->number <= 1;
    c->control[i - 1] = x->number;
  }
  if (good) return true;
  return ct_parse_error_at(
      ctx, 1, -1, "Cubic bezier interpolation requires four numeric arguments with values between 0 and 1.");
}

static bool parse_how(const struct ct_value *v, const struct ct_ctx *ctx, struct ct_curve *c) {
  if (!v || v->kind != CT_ARRAY || v->n == 0)
    return ct_parse_error_at(ctx, 1, -1, "Expected an interpolation type expression.");
  const char *name = ct_value_string(v->items[0]);
  if (name && strcmp(name, "linear") == 0) return true;
  if (name && strcmp(name, "cubic-bezier") == 0) return parse_bezier(v, ctx, c);
  if (name && strcmp(name, "exponential") == 0) {
    c->how = CT_EXPONENTIAL;
    if (v->n < 2 || v->items[1]->kind != CT_NUMBER)
      return ct_parse_error_at(ctx, 1, 1, "Exponential interpolation requires a numeric base.");
    c->control[0] = v->items[1]->number;
    return true;
  }
  struct ct_val x = ct_val_of(v->items[0], ctx->p->a);
  return ct_parse_error_at(ctx, 1, 0, "Unknown interpolation type %s", ct_val_script_text(&x, ctx->p->a));
}

static bool interpolatable(const struct ct_type *t) {
  switch (t->kind) {
    case CT_KIND_NUMBER:
    case CT_KIND_PROJECTION:
    case CT_KIND_COLOR:
    case CT_KIND_PADDING:
    case CT_KIND_NUMBER_ARRAY:
    case CT_KIND_COLOR_ARRAY:
    case CT_KIND_ANCHORS:
      return true;
    case CT_KIND_ARRAY:
      return t->item->kind == CT_KIND_NUMBER && t->n >= 0;
    default:
      return false;
  }
}

static struct ct_node *parse_interpolate(const struct ct_value *v, const struct ct_ctx *ctx) {
  const char *op = v->items[0]->string;
  struct ct_curve *c = CT_NEW(ctx->p->a, struct ct_curve);
  c->space = strcmp(op, "interpolate-hcl") == 0   ? CT_SPACE_HCL
             : strcmp(op, "interpolate-lab") == 0 ? CT_SPACE_LAB
                                                  : CT_SPACE_RGB;
  if (!parse_how(v->n > 1 ? v->items[1] : NULL, ctx, c) || !count_is_right(v, ctx)) return NULL;
  struct ct_node **args = CT_NEW_N(ctx->p->a, struct ct_node *, v->n);
  if (!(args[0] = ct_parse_arg(ctx, v->items[2], 2, &ct_type_number))) return NULL;
  const struct ct_type *type = wanted(ctx);
  if (c->space != CT_SPACE_RGB && ctx->expected != &ct_type_color_array) type = &ct_type_color;
  if (!parse_stops(v, 3, false, ctx, &type, c, args)) return NULL;
  if (!interpolatable(type))
    return ct_parse_error(ctx, "Type %s is not interpolatable.", ct_type_name(type, ctx->p->a));
  struct ct_node *n = ct_node_new(ctx, CT_NODE_INTERPOLATE, op, type, eval_interpolate);
  n->data = c;
  return ct_node_args(ctx, n, args, 1 + c->n);
}

const struct ct_form ct_forms_curve[] = {
    {"step", parse_step},
    {"interpolate", parse_interpolate},
    {"interpolate-hcl", parse_interpolate},
    {"interpolate-lab", parse_interpolate},
    {"match", ct_match_parse},
    {0},
};

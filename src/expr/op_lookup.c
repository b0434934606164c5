// SPDX-License-Identifier: MIT
// Looking into lists and texts: at, in, index-of, slice, length, global-state.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "expr/node.h"
#include "expr/utf.h"

static struct ct_node *wrong_count(const struct ct_ctx *ctx, const char *expected, size_t found) {
  return ct_parse_error(ctx, "Expected %s, but found %zu instead.", expected, found);
}

static bool eval_at(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  double i;
  struct ct_val list;
  char text[64];
  if (!ct_eval_number(n, 0, ev, &i) || !ct_eval_kind(n, 1, ev, CT_KIND_ARRAY, &list)) return false;
  if (i >= 0 && i < list.n && i == floor(i)) {
    *out = list.u.list.items[(size_t)i];
    return true;
  }
  const char *s = ct_val_number_text(i, text);
  if (i < 0) return ct_eval_fail(n, ev, "Array index out of bounds: %s < 0.", s);
  if (i >= list.n) return ct_eval_fail(n, ev, "Array index out of bounds: %s > %ld.", s, (long)list.n - 1);
  return ct_eval_fail(n, ev, "Array index must be an integer, but found %s instead.", s);
}

static struct ct_node *parse_at(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 3) return wrong_count(ctx, "2 arguments", v->n - 1);
  const struct ct_type *item = ctx->expected ? ctx->expected : &ct_type_value;
  struct ct_node *args[2];
  args[0] = ct_parse_arg(ctx, v->items[1], 1, &ct_type_number);
  args[1] = ct_parse_arg(ctx, v->items[2], 2, ct_type_array_of(ctx->p->a, item, -1));
  if (!args[0] || !args[1]) return NULL;
  return ct_node_args(ctx, ct_node_new(ctx, CT_NODE_OTHER, "at", args[1]->type->item, eval_at), args, 2);
}

static bool is_needle(enum ct_kind k) {
  return k == CT_KIND_BOOLEAN || k == CT_KIND_STRING || k == CT_KIND_NUMBER || k == CT_KIND_NULL;
}

static bool bad_argument(const struct ct_node *n, struct ct_eval *ev, const char *which, const char *wanted,
                         const struct ct_val *v) {
  if (ev->quiet) return false;
  return ct_eval_fail(n, ev, "Expected %s argument to be of type %s, but found %s instead.", which, wanted,
                      ct_type_name(ct_val_type(v, ev->arena), ev->arena));
}

#define NEEDLE_KINDS "boolean, string, number or null"

// Index in UTF-16 units from `from` on; -1: none.
static double text_index(const char *haystack, const char *needle, double from) {
  size_t start = ct_utf16_offset(haystack, from);
  const char *hit = strstr(haystack + start, needle);
  return hit ? (double)ct_utf_length(haystack, (size_t)(hit - haystack)) : -1;
}

static double list_index(const struct ct_val *list, const struct ct_val *needle, double from) {
  if (from < 0) from = fmax(0, list->n + from);
  for (double i = trunc(from); i < list->n; i++)
    if (ct_val_same(&list->u.list.items[(size_t)i], needle)) return i;
  return -1;
}

static bool find(const struct ct_node *n, struct ct_eval *ev, const struct ct_val *needle,
                 const struct ct_val *haystack, double from, double *out) {
  if (haystack->kind == CT_KIND_ARRAY)
    *out = list_index(haystack, needle, from);
  else if (haystack->kind == CT_KIND_STRING)
    *out = text_index(haystack->u.string,
                      needle->kind == CT_KIND_NULL ? "null" : ct_val_text(needle, ev->arena), from);
  else
    return bad_argument(n, ev, "second", "array or string", haystack);
  return true;
}

static bool eval_in(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val needle, haystack;
  double i = -1;
  if (!ct_node_run(n->args[0], ev, &needle) || !ct_node_run(n->args[1], ev, &haystack)) return false;
  if (ct_val_truthy(&haystack)) {
    if (!is_needle(needle.kind)) return bad_argument(n, ev, "first", NEEDLE_KINDS, &needle);
    if (!find(n, ev, &needle, &haystack, 0, &i)) return false;
  }
  *out = ct_val_boolean(i >= 0);
  return true;
}

static bool eval_index_of(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val needle, haystack;
  double i = 0, from = 0;
  if (!ct_node_run(n->args[0], ev, &needle) || !ct_node_run(n->args[1], ev, &haystack)) return false;
  if (!is_needle(needle.kind)) return bad_argument(n, ev, "first", NEEDLE_KINDS, &needle);
  if (n->n > 2 && !ct_eval_number(n, 2, ev, &from)) return false;
  if (!find(n, ev, &needle, &haystack, isnan(from) ? 0 : trunc(from), &i)) return false;
  *out = ct_val_number(i);
  return true;
}

// The needle and haystack of `in` and `index-of`.
static bool parse_pair(const struct ct_value *v, const struct ct_ctx *ctx, struct ct_node **args) {
  args[0] = ct_parse_arg(ctx, v->items[1], 1, &ct_type_value);
  args[1] = ct_parse_arg(ctx, v->items[2], 2, &ct_type_value);
  if (!args[0] || !args[1]) return false;
  if (is_needle(args[0]->type->kind) || args[0]->type->kind == CT_KIND_VALUE) return true;
  return ct_parse_error(ctx, "Expected first argument to be of type " NEEDLE_KINDS ", but found %s instead",
                        ct_type_name(args[0]->type, ctx->p->a));
}

static struct ct_node *parse_in(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 3) return wrong_count(ctx, "2 arguments", v->n - 1);
  struct ct_node *args[2];
  if (!parse_pair(v, ctx, args)) return NULL;
  return ct_node_args(ctx, ct_node_new(ctx, CT_NODE_IN, "in", &ct_type_boolean, eval_in), args, 2);
}

static struct ct_node *parse_index_of(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n <= 2 || v->n >= 5) return wrong_count(ctx, "2 or 3 arguments", v->n - 1);
  struct ct_node *args[3];
  if (!parse_pair(v, ctx, args)) return NULL;
  if (v->n == 4 && !(args[2] = ct_parse_arg(ctx, v->items[3], 3, &ct_type_number))) return NULL;
  struct ct_node *n = ct_node_new(ctx, CT_NODE_OTHER, "index-of", &ct_type_number, eval_index_of);
  return ct_node_args(ctx, n, args, v->n - 1);
}

// JavaScript's slice bounds: negative counts from the end.
static size_t bound(double i, size_t n) {
  if (isnan(i)) return 0;
  i = trunc(i);
  if (i < 0) i += (double)n;
  return i < 0 ? 0 : i > (double)n ? n : (size_t)i;
}

static bool eval_slice(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v;
  double from, to = INFINITY;
  if (!ct_node_run(n->args[0], ev, &v) || !ct_eval_number(n, 1, ev, &from)) return false;
  if (n->n > 2 && !ct_eval_number(n, 2, ev, &to)) return false;
  if (v.kind == CT_KIND_STRING) {
    const char *s = v.u.string;
    size_t length = ct_utf_length(s, strlen(s)), i = bound(from, length), j = bound(to, length);
    size_t start = ct_utf_offset(s, i), end = ct_utf_offset(s, j > i ? j : i);
    *out = ct_val_string(s[end] ? ct_arena_strndup(ev->arena, s + start, end - start) : s + start);
    return true;
  }
  if (v.kind != CT_KIND_ARRAY) return bad_argument(n, ev, "first", "array or string", &v);
  size_t i = bound(from, v.n), j = bound(to, v.n);
  *out = ct_val_list(CT_KIND_ARRAY, v.u.list.items + i, j > i ? j - i : 0);
  return true;
}

static struct ct_node *parse_slice(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n <= 2 || v->n >= 5) return wrong_count(ctx, "2 or 3 arguments", v->n - 1);
  struct ct_node *args[3];
  args[0] = ct_parse_arg(ctx, v->items[1], 1, &ct_type_value);
  args[1] = ct_parse_arg(ctx, v->items[2], 2, &ct_type_number);
  if (!args[0] || !args[1]) return NULL;
  enum ct_kind k = args[0]->type->kind;
  if (k != CT_KIND_ARRAY && k != CT_KIND_STRING && k != CT_KIND_VALUE)
    return ct_parse_error(ctx, "Expected first argument to be of type array or string, but found %s instead",
                          ct_type_name(args[0]->type, ctx->p->a));
  if (v->n == 4 && !(args[2] = ct_parse_arg(ctx, v->items[3], 3, &ct_type_number))) return NULL;
  struct ct_node *n = ct_node_new(ctx, CT_NODE_OTHER, "slice", args[0]->type, eval_slice);
  return ct_node_args(ctx, n, args, v->n - 1);
}

static bool eval_length(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val v;
  if (!ct_node_run(n->args[0], ev, &v)) return false;
  if (v.kind == CT_KIND_STRING)
    *out = ct_val_number((double)ct_utf_length(v.u.string, strlen(v.u.string)));
  else if (v.kind == CT_KIND_ARRAY)
    *out = ct_val_number(v.n);
  else
    return !ev->quiet &&
           ct_eval_fail(n, ev, "Expected value to be of type string or array, but found %s instead.",
                        ct_type_name(ct_val_type(&v, ev->arena), ev->arena));
  return true;
}

static struct ct_node *parse_length(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 2) return wrong_count(ctx, "1 argument", v->n - 1);
  struct ct_node *arg = ct_parse_arg(ctx, v->items[1], 1, NULL);
  if (!arg) return NULL;
  enum ct_kind k = arg->type->kind;
  if (k != CT_KIND_ARRAY && k != CT_KIND_STRING && k != CT_KIND_VALUE)
    return ct_parse_error(ctx, "Expected argument of type string or array, but found %s instead.",
                          ct_type_name(arg->type, ctx->p->a));
  struct ct_node *n = ct_node_new(ctx, CT_NODE_OTHER, "length", &ct_type_number, eval_length);
  return ct_node_args(ctx, n, &arg, 1);
}

static bool eval_global_state(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  *out = ct_val_of(ct_value_get(ev->global_state, n->data), ev->arena);
  return true;
}

static struct ct_node *parse_global_state(const struct ct_value *v, const struct ct_ctx *ctx) {
  if (v->n != 2) return wrong_count(ctx, "1 argument", v->n - 1);
  const struct ct_value *key = v->items[1];
  if (key->kind == CT_NULL) return ct_parse_error(ctx, "Global state property must be defined.");
  if (key->kind != CT_STRING)
    return ct_parse_error(ctx, "Global state property must be string, but found %s instead.",
                          ct_parse_typeof(key));
  struct ct_node *n =
      ct_node_new(ctx, CT_NODE_GLOBAL_STATE, "global-state", &ct_type_value, eval_global_state);
  n->data = key->string;
  n->own = CT_DEP_GLOBAL_STATE;
  return ct_node_args(ctx, n, NULL, 0);
}

const struct ct_form ct_forms_lookup[] = {
    {"at", parse_at},
    {"in", parse_in},
    {"index-of", parse_index_of},
    {"slice", parse_slice},
    {"length", parse_length},
    {"global-state", parse_global_state},
    {0},
};

// SPDX-License-Identifier: MIT
// Operators of converted legacy filters; their arguments are literals.
#include <math.h>
#include <string.h>

#include "base/value.h"
#include "expr/node.h"

// The property args[0] names; data is its column once the node is bound. False: none.
static bool property(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const struct ct_val *key = &n->args[0]->value;
  if (key->kind != CT_KIND_STRING) return false;
  if (!n->data) return ct_feature_get(ev, key->u.string, out);
  *out = ct_feature_cell(n->data, ev->row, ev->arena);
  return out->kind != CT_KIND_NULL;
}

static void id(struct ct_eval *ev, struct ct_val *out) {
  struct ct_node n = {0};
  ct_eval_id(&n, ev, out);
}

static bool yes(struct ct_val *out, bool b) {
  *out = ct_val_boolean(b);
  return true;
}

// -1, 0, 1; 2 when the two can't be ordered.
static int order(const struct ct_val *x, const struct ct_val *y) {
  if (x->kind != y->kind) return 2;
  if (x->kind == CT_KIND_NULL) return 0;
  if (x->kind == CT_KIND_STRING) {
    int c = ct_val_compare_text(x->u.string, y->u.string);
    return c < 0 ? -1 : c > 0;
  }
  double p = x->u.number, q = y->u.number;
  if (x->kind == CT_KIND_BOOLEAN) {
    p = x->u.boolean;
    q = y->u.boolean;
  } else if (x->kind != CT_KIND_NUMBER) {
    return 2;
  }
  return p < q ? -1 : p > q ? 1 : p == q ? 0 : 2;
}

static bool eval_eq(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val x;
  // A missing property is undefined, which is not null.
  return yes(out, property(n, ev, &x) && ct_val_same(&x, &n->args[1]->value));
}

static bool eval_id_eq(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val x;
  id(ev, &x);
  return yes(out, ct_val_same(&x, &n->args[0]->value));
}

static bool eval_type_eq(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *type = ct_feature_geometry_type(ev);
  const struct ct_val *wanted = &n->args[0]->value;
  return yes(out, type && wanted->kind == CT_KIND_STRING && strcmp(type, wanted->u.string) == 0);
}

#define ORDER(name, test)                                                                       \
  static bool eval_##name(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {    \
    struct ct_val x;                                                                            \
    int c = property(n, ev, &x) ? order(&x, &n->args[1]->value) : 2;                            \
    return yes(out, test);                                                                      \
  }                                                                                             \
  static bool eval_id_##name(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) { \
    struct ct_val x;                                                                            \
    id(ev, &x);                                                                                 \
    int c = order(&x, &n->args[0]->value);                                                      \
    return yes(out, test);                                                                      \
  }
ORDER(lt, c == -1)
ORDER(gt, c == 1)
ORDER(le, c == -1 || c == 0)
ORDER(ge, c == 1 || c == 0)

static bool eval_has(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val x;
  return yes(out, property(n, ev, &x));
}

static bool eval_has_id(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  (void)n;
  struct ct_val x;
  id(ev, &x);
  return yes(out, x.kind != CT_KIND_NULL);
}

static bool listed(const struct ct_val *list, const struct ct_val *x) {
  for (uint32_t i = 0; i < list->n; i++)
    if (ct_val_same(&list->u.list.items[i], x)) return true;
  return false;
}

static bool eval_type_in(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  const char *type = ct_feature_geometry_type(ev);
  struct ct_val x = ct_val_string(type ? type : "");
  return yes(out, type && listed(&n->args[0]->value, &x));
}

static bool eval_id_in(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val x;
  id(ev, &x);
  return yes(out, listed(&n->args[0]->value, &x));
}

static bool eval_in(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val x;
  return yes(out, property(n, ev, &x) && listed(&n->args[1]->value, &x));
}

// The list is sorted and of one kind.
static bool eval_in_large(const struct ct_node *n, struct ct_eval *ev, struct ct_val *out) {
  struct ct_val x;
  if (!property(n, ev, &x)) return yes(out, false);
  const struct ct_val *list = &n->args[1]->value;
  size_t low = 0, high = list->n;
  while (low < high) {
    size_t mid = (low + high) / 2;
    int c = order(&list->u.list.items[mid], &x);
    if (c == 0) return yes(out, true);
    if (c == -1)
      low = mid + 1;
    else
      high = mid;
  }
  return yes(out, false);
}

#define FILTER(name, f, ...)                                                                                 \
  {                                                                                                          \
    name, &ct_type_boolean, {{f, sizeof((const void *[]){__VA_ARGS__}) / sizeof(void *), {__VA_ARGS__}, 0}}, \
        CT_DEP_FEATURE                                                                                       \
  }
#define STRING &ct_type_string
#define VALUE &ct_type_value

const struct ct_compound ct_ops_filter[] = {
    FILTER("filter-==", eval_eq, STRING, VALUE),
    FILTER("filter-id-==", eval_id_eq, VALUE),
    FILTER("filter-type-==", eval_type_eq, STRING),
    FILTER("filter-<", eval_lt, STRING, VALUE),
    FILTER("filter-id-<", eval_id_lt, VALUE),
    FILTER("filter->", eval_gt, STRING, VALUE),
    FILTER("filter-id->", eval_id_gt, VALUE),
    FILTER("filter-<=", eval_le, STRING, VALUE),
    FILTER("filter-id-<=", eval_id_le, VALUE),
    FILTER("filter->=", eval_ge, STRING, VALUE),
    FILTER("filter-id->=", eval_id_ge, VALUE),
    FILTER("filter-has", eval_has, VALUE),
    {"filter-has-id", &ct_type_boolean, {{eval_has_id, 0, {0}, 0}}, CT_DEP_FEATURE},
    FILTER("filter-type-in", eval_type_in, &ct_type_strings),
    FILTER("filter-id-in", eval_id_in, &ct_type_array),
    FILTER("filter-in-small", eval_in, STRING, &ct_type_array),
    FILTER("filter-in-large", eval_in_large, STRING, &ct_type_array),
    {0},
};

// SPDX-License-Identifier: MIT
// Legacy filters: ["==", "class", "street"] and the like, as expressions.
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/value.h"
#include "expr/expr.h"

enum syntax { NEUTRAL, LEGACY, EXPRESSION };

static enum syntax classify(const struct ct_value *f);

static enum syntax classify_children(const struct ct_value *f) {
  bool legacy = false;
  for (size_t i = 1; i < f->n; i++) {
    enum syntax s = classify(f->items[i]);
    if (s == EXPRESSION) return s;
    legacy |= s == LEGACY;
  }
  return legacy ? LEGACY : NEUTRAL;
}

static bool is_list(const struct ct_value *f, size_t i) {
  return i < f->n && f->items[i]->kind == CT_ARRAY;
}

static bool one_of(const char *s, const char *const *names) {
  for (; *names; names++)
    if (strcmp(s, *names) == 0) return true;
  return false;
}

static const char *const comparisons[] = {"==", "!=", ">", ">=", "<", "<=", NULL};
static const char *const only_legacy[] = {"!in", "!has", "none", NULL};

static enum syntax classify(const struct ct_value *f) {
  if (f->kind == CT_BOOL) return NEUTRAL;
  if (f->kind != CT_ARRAY || f->n == 0) return LEGACY;
  const char *op = ct_value_string(f->items[0]), *first = f->n > 1 ? ct_value_string(f->items[1]) : NULL;
  if (!op) return EXPRESSION;
  if (strcmp(op, "has") == 0) {
    if (f->n < 2 || (first && (strcmp(first, "$id") == 0 || strcmp(first, "$type") == 0))) return LEGACY;
    return f->n == 2 ? NEUTRAL : EXPRESSION;
  }
  if (strcmp(op, "in") == 0) return f->n >= 3 && (!first || is_list(f, 2)) ? EXPRESSION : LEGACY;
  if (one_of(op, only_legacy)) return LEGACY;
  if (one_of(op, comparisons)) return f->n != 3 || is_list(f, 1) || is_list(f, 2) ? EXPRESSION : LEGACY;
  if (strcmp(op, "any") == 0 || strcmp(op, "all") == 0) return classify_children(f);
  return EXPRESSION;
}

bool ct_expr_filter_is_expression(const struct ct_value *filter) {
  return classify(filter) != LEGACY;
}

static const struct ct_value *list(struct ct_arena *a, const struct ct_value *at, const char *op,
                                   const struct ct_value *x, const struct ct_value *y) {
  const struct ct_value *items[3] = {ct_value_of_string(a, op), x, y};
  const struct ct_value *v = ct_value_of_items(a, items, y ? 3 : x ? 2 : 1);
  struct ct_value *placed = CT_NEW(a, struct ct_value);
  *placed = *v;
  if (at) {
    placed->line = at->line;
    placed->col = at->col;
  }
  return placed;
}

static const struct ct_value *negated(struct ct_arena *a, const struct ct_value *v) {
  return list(a, v, "!", v, NULL);
}

// "filter-OP", "filter-type-OP" or "filter-id-OP" by what the property is.
static const struct ct_value *on_property(struct ct_arena *a, const struct ct_value *f, const char *op,
                                          const struct ct_value *value) {
  const char *name = ct_value_string(f->items[1]);
  if (name && strcmp(name, "$type") == 0)
    return list(a, f, ct_arena_printf(a, "filter-type-%s", op), value, NULL);
  if (name && strcmp(name, "$id") == 0)
    return list(a, f, ct_arena_printf(a, "filter-id-%s", op), value, NULL);
  return list(a, f, ct_arena_printf(a, "filter-%s", op), f->items[1], value);
}

static const struct ct_value *convert(const struct ct_value *f, struct ct_arena *a);

static const struct ct_value *convert_in(const struct ct_value *f, struct ct_arena *a) {
  if (f->n < 3) return ct_value_of_bool(a, false);
  const struct ct_value *values = ct_value_of_items(a, f->items + 2, f->n - 2);
  const char *name = ct_value_string(f->items[1]);
  bool special = name && (strcmp(name, "$type") == 0 || strcmp(name, "$id") == 0);
  return on_property(a, f, special ? "in" : "in-small", list(a, f, "literal", values, NULL));
}

static const struct ct_value *convert_has(const struct ct_value *f, struct ct_arena *a) {
  const char *name = ct_value_string(f->items[1]);
  if (name && strcmp(name, "$type") == 0) return ct_value_of_bool(a, true);
  if (name && strcmp(name, "$id") == 0) return list(a, f, "filter-has-id", NULL, NULL);
  return list(a, f, "filter-has", f->items[1], NULL);
}

static const struct ct_value *convert_group(const struct ct_value *f, const char *op, bool negate,
                                            struct ct_arena *a) {
  const struct ct_value **items = CT_NEW_N(a, const struct ct_value *, f->n);
  items[0] = ct_value_of_string(a, op);
  for (size_t i = 1; i < f->n; i++) {
    items[i] = convert(f->items[i], a);
    if (negate) items[i] = negated(a, items[i]);
  }
  return ct_value_of_items(a, items, f->n);
}

static const struct ct_value *convert(const struct ct_value *f, struct ct_arena *a) {
  if (f->kind != CT_ARRAY) return ct_value_of_bool(a, true);
  const char *op = f->n ? ct_value_string(f->items[0]) : NULL;
  if (!op) return ct_value_of_bool(a, true);
  if (f->n <= 1) return ct_value_of_bool(a, strcmp(op, "any") != 0);
  static const struct ct_value null = {.kind = CT_NULL};
  const struct ct_value *value = f->n > 2 ? f->items[2] : &null;
  if (strcmp(op, "!=") == 0) return negated(a, on_property(a, f, "==", value));
  if (one_of(op, comparisons)) return on_property(a, f, op, value);
  if (strcmp(op, "any") == 0 || strcmp(op, "all") == 0) return convert_group(f, op, false, a);
  if (strcmp(op, "none") == 0) return convert_group(f, "all", true, a);
  if (strcmp(op, "in") == 0) return convert_in(f, a);
  if (strcmp(op, "!in") == 0) return negated(a, convert_in(f, a));
  if (strcmp(op, "has") == 0) return convert_has(f, a);
  if (strcmp(op, "!has") == 0) return negated(a, convert_has(f, a));
  return ct_value_of_bool(a, true);
}

const struct ct_value *ct_expr_of_filter(const struct ct_value *filter, struct ct_arena *a) {
  return ct_expr_filter_is_expression(filter) ? filter : convert(filter, a);
}

// SPDX-License-Identifier: MIT
// Checks: filters in both syntaxes, and the two mixed.
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "expr/expr.h"
#include "style/check_value.h"

static bool one_of(const char *s, const char *const *names) {
  for (; s && *names; names++)
    if (strcmp(s, *names) == 0) return true;
  return false;
}

static const char *const groups[] = {"any", "all", "none", NULL};
static const char *const orders[] = {"<", "<=", ">", ">=", NULL};
static const char *const equalities[] = {"==", "!=", NULL};
static const char *const memberships[] = {"in", "!in", NULL};
static const char *const presences[] = {"has", "!has", NULL};

static void check_operands(struct ct_check *c, const char *key, const struct ct_value *v) {
  bool type = false;
  if (v->n >= 2) {
    if (v->items[1]->kind != CT_STRING)
      ct_check_say(c, "CT-S108", ct_check_index(c, key, 1), v->items[1], "string expected, %s found",
                   ct_check_kind(v->items[1]));
    else
      type = strcmp(v->items[1]->string, "$type") == 0;
  }
  for (size_t i = 2; i < v->n; i++) {
    const struct ct_value *x = v->items[i];
    if (type)
      ct_check_enum(c, ct_check_index(c, key, i), x, &ct_spec_group("geometry_type")->specs[0]);
    else if (x->kind != CT_STRING && x->kind != CT_NUMBER && x->kind != CT_BOOL)
      ct_check_say(c, "CT-S108", ct_check_index(c, key, i), x,
                   "string, number, or boolean expected, %s found", ct_check_kind(x));
  }
}

static void check_legacy(struct ct_check *c, const char *key, const struct ct_value *v) {
  if (v->kind != CT_ARRAY) {
    ct_check_say(c, "CT-S108", key, v, "array expected, %s found", ct_check_kind(v));
    return;
  }
  if (v->n < 1) {
    ct_check_say(c, "CT-S108", key, v, "filter array must have at least 1 element");
    return;
  }
  const char *op = ct_value_string(v->items[0]), *first = v->n > 1 ? ct_value_string(v->items[1]) : NULL;
  ct_check_enum(c, ct_check_index(c, key, 0), v->items[0], &ct_spec_group("filter_operator")->specs[0]);
  bool order = one_of(op, orders), equality = one_of(op, equalities);
  if (order && first && strcmp(first, "$type") == 0)
    ct_check_say(c, "CT-S108", key, v, "\"$type\" cannot be use with operator \"%s\"", op);
  if ((order || equality) && v->n != 3)
    ct_check_say(c, "CT-S108", key, v, "filter array for operator \"%s\" must have 3 elements", op);
  if (order || equality || one_of(op, memberships)) {
    check_operands(c, key, v);
  } else if (one_of(op, groups)) {
    for (size_t i = 1; i < v->n && !ct_check_full(c); i++)
      check_legacy(c, ct_check_index(c, key, i), v->items[i]);
  } else if (one_of(op, presences)) {
    if (v->n != 2)
      ct_check_say(c, "CT-S108", key, v, "filter array for \"%s\" operator must have 2 elements", op);
    else if (!first)
      ct_check_say(c, "CT-S108", ct_check_index(c, key, 1), v->items[1], "string expected, %s found",
                   ct_check_kind(v->items[1]));
  }
}

// ---- Legacy filters inside expressions

struct mixed {
  const char *key;
  const struct ct_value *filter;
};

static struct mixed find_mixed(struct ct_check *c, const char *key, const struct ct_value *v);

static struct mixed mixed_child(struct ct_check *c, const char *key, const struct ct_value *v, size_t i) {
  if (i >= v->n) return (struct mixed){0};
  const struct ct_value *child = v->items[i];
  const char *at = ct_check_index(c, key, i);
  if (child->kind != CT_ARRAY) return (struct mixed){0};
  if (!ct_expr_filter_is_expression(child)) return (struct mixed){at, child};
  return find_mixed(c, at, child);
}

static struct mixed find_mixed(struct ct_check *c, const char *key, const struct ct_value *v) {
  struct mixed found = {0};
  const char *op = v->kind == CT_ARRAY && v->n ? ct_value_string(v->items[0]) : NULL;
  if (!op) return found;
  bool choice = strcmp(op, "case") == 0;
  size_t end = one_of(op, groups) ? v->n : strcmp(op, "!") == 0 ? 2 : choice ? v->n - 1 : 0;
  for (size_t i = 1; i < end && !found.filter; i += choice ? 2 : 1) found = mixed_child(c, key, v, i);
  return found;
}

static const char *json(struct ct_check *c, const struct ct_value *v) {
  struct ct_val x = ct_val_of(v, c->a);
  return ct_val_json(&x, c->a);
}

// The filter in expression syntax, as text; NULL when it is not plain how.
static const char *suggestion(struct ct_check *c, const struct ct_value *f) {
  const char *op = f->kind == CT_ARRAY && f->n > 1 ? ct_value_string(f->items[0]) : NULL;
  const char *name = op ? ct_value_string(f->items[1]) : NULL;
  if (!name) return NULL;
  bool type = strcmp(name, "$type") == 0, id = strcmp(name, "$id") == 0;
  const char *get = type ? "[\"geometry-type\"]"
                    : id ? "[\"id\"]"
                         : ct_arena_printf(c->a, "[\"get\",%s]", json(c, f->items[1]));
  bool negated = op[0] == '!' && op[1] != '=';
  const char *open = negated ? "[\"!\"," : "", *close = negated ? "]" : "";
  if ((one_of(op, orders) || one_of(op, equalities)) && f->n == 3)
    return ct_arena_printf(c->a, "[\"%s\",%s,%s]", op, get, json(c, f->items[2]));
  if (one_of(op, memberships)) {
    const struct ct_value *values = ct_value_of_items(c->a, f->items + 2, f->n - 2);
    return ct_arena_printf(c->a, "%s[\"in\",%s,[\"literal\",%s]]%s", open, get, json(c, values), close);
  }
  if (one_of(op, presences) && f->n == 2 && !type && !id)
    return ct_arena_printf(c->a, "%s[\"has\",%s]%s", open, json(c, f->items[1]), close);
  return NULL;
}

static void check_mixed(struct ct_check *c, const char *key, const struct ct_value *v) {
  struct mixed m = find_mixed(c, key, v);
  if (!m.filter) return;
  const char *op = m.filter->kind == CT_ARRAY && m.filter->n ? ct_value_string(m.filter->items[0]) : NULL;
  const char *name = op && m.filter->n > 1 ? ct_value_string(m.filter->items[1]) : NULL;
  const char *instead = suggestion(c, m.filter);
  struct ct_finding *f;
  if (one_of(op, orders) && name && strcmp(name, "$type") == 0)
    f = ct_check_say(c, "CT-S108", m.key, m.filter, "\"$type\" cannot be use with operator \"%s\"", op);
  else if (instead)
    f = ct_check_say(
        c, "CT-S108", m.key, m.filter,
        "Mixing deprecated filter syntax with expression syntax is not supported. Replace %s with %s.",
        json(c, m.filter), instead);
  else
    f = ct_check_say(c, "CT-S108", m.key, m.filter,
                     "Mixing deprecated filter syntax with expression syntax is not supported. Convert %s to "
                     "expression syntax.",
                     json(c, m.filter));
  f->severity = CT_WARNING;
}

void ct_check_filter(struct ct_check *c, const char *key, const struct ct_value *v) {
  if (!ct_expr_filter_is_expression(v)) {
    check_legacy(c, key, v);
    return;
  }
  check_mixed(c, key, v);
  struct ct_checked x = {.key = key, .value = v, .context = CT_IN_FILTER};
  ct_check_expression(c, &x);
}

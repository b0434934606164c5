// SPDX-License-Identifier: MIT
// Cluster sums: clusterProperties, mapped from each point and reduced over a cluster.
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "expr/expr.h"
#include "select/cluster.h"

struct sum {
  const char *name;
  struct ct_expr map, reduce;
};

struct ct_cluster_sums {
  struct ct_arena *a;
  struct ct_eval of_row, of_sum;
  size_t n;
  struct sum *sums;
};

static const struct ct_value *list(struct ct_arena *a, const char *first, const struct ct_value *second,
                                   const struct ct_value *third) {
  const struct ct_value *items[3] = {ct_value_of_string(a, first), second, third};
  return ct_value_of_items(a, items, third ? 3 : second ? 2 : 1);
}

// "+" stands for ["+", ["accumulated"], ["get", name]].
static const struct ct_value *reduction(struct ct_arena *a, const char *name, const struct ct_value *v) {
  if (v->kind != CT_STRING) return v;
  return list(a, v->string, list(a, "accumulated", NULL, NULL),
              list(a, "get", ct_value_of_string(a, name), NULL));
}

static bool compile(struct ct_arena *a, const char *name, const struct ct_value *v, struct ct_expr *out,
                    struct ct_err *err) {
  struct ct_expr_errors errors = {0};
  if (ct_expr_compile(v, NULL, a, out, &errors)) return true;
  return ct_fail(err, "clusterProperties.%s: %s", name,
                 errors.n ? errors.v[0].message : "malformed expression");
}

struct ct_cluster_sums *ct_cluster_sums_new(const struct ct_value *properties, const struct ct_table *t,
                                            struct ct_arena *a, struct ct_err *err) {
  if (!ct_value_is(properties, CT_OBJECT) || !properties->n) return NULL;
  struct ct_cluster_sums *s = CT_NEW(a, struct ct_cluster_sums);
  s->a = a;
  s->sums = CT_NEW_N(a, struct sum, properties->n);
  s->of_row = (struct ct_eval){.arena = a, .has_globals = true, .table = t, .quiet = true};
  s->of_sum = (struct ct_eval){.arena = a, .has_globals = true, .quiet = true};
  for (size_t i = 0; i < properties->n; i++) {
    const struct ct_member *m = &properties->members[i];
    struct sum *sum = &s->sums[s->n];
    struct ct_expr map;
    if (m->value->kind != CT_ARRAY || m->value->n != 2) {
      ct_fail(err, "clusterProperties.%s: expected [operator or expression, expression]", m->key);
      return NULL;
    }
    if (!compile(a, m->key, reduction(a, m->key, m->value->items[0]), &sum->reduce, err) ||
        !compile(a, m->key, m->value->items[1], &map, err))
      return NULL;
    ct_expr_bind(&map, t, &s->of_row, a, &sum->map);
    sum->name = m->key;
    s->n++;
  }
  return s;
}

static const struct ct_value *kept(struct ct_arena *a, const struct ct_val *v) {
  switch (v->kind) {
    case CT_KIND_NUMBER:
      return ct_value_of_number(a, v->u.number);
    case CT_KIND_STRING:
      return ct_value_of_string(a, v->u.string);
    case CT_KIND_BOOLEAN:
      return ct_value_of_bool(a, v->u.boolean);
    default:
      return ct_value_new(a, CT_NULL);
  }
}

const struct ct_value *ct_cluster_sums_of(struct ct_cluster_sums *s, const struct ct_cluster_point *p) {
  if (p->count > 1) return p->gathered;
  const struct ct_value *out = NULL;
  s->of_row.row = p->row;
  for (size_t i = 0; i < s->n; i++) {
    struct ct_val v = {.kind = CT_KIND_NULL};
    if (!ct_expr_eval(&s->sums[i].map, &s->of_row, &v)) v.kind = CT_KIND_NULL;
    out = ct_value_with(s->a, out, s->sums[i].name, kept(s->a, &v));
  }
  return out;
}

const struct ct_value *ct_cluster_sums_add(struct ct_cluster_sums *s, const struct ct_value *into,
                                           const struct ct_value *other) {
  s->of_sum.properties = other;
  for (size_t i = 0; i < s->n; i++) {
    struct ct_val so_far = ct_val_of(ct_value_get(into, s->sums[i].name), s->a), v = {.kind = CT_KIND_NULL};
    s->of_sum.accumulated = &so_far;
    if (!ct_expr_eval(&s->sums[i].reduce, &s->of_sum, &v)) v.kind = CT_KIND_NULL;
    into = ct_value_with(s->a, into, s->sums[i].name, kept(s->a, &v));
  }
  return into;
}

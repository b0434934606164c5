// SPDX-License-Identifier: MIT
// Checks: expressions and legacy functions.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "expr/expr.h"
#include "style/check_value.h"

// The value at a path such as "[2][0]", as far as it leads.
static const struct ct_value *at_path(const struct ct_value *v, const char *path) {
  while (*path == '[' && v->kind == CT_ARRAY) {
    size_t i = strtoul(path + 1, NULL, 10);
    if (i >= v->n) break;
    v = v->items[i];
    path += strcspn(path, "]") + 1;
  }
  return v;
}

static void suggest_operator(struct ct_check *c, const struct ct_value *at, struct ct_finding *f) {
  if (!strstr(f->message, "Unknown expression") || at->kind != CT_STRING) return;
  const char *const *names;
  size_t n = ct_expr_operators(&names, c->a);
  f->suggestion = ct_nearest_name(at->string, names, n);
}

static void check_reads(struct ct_check *c, const struct ct_checked *v, const struct ct_expr *x) {
  const char *problem = NULL;
  if (v->name && strcmp(v->name, "text-font") == 0 && !x->output_defined)
    problem =
        "Invalid data expression for \"text-font\". Output values must be contained as literals within the "
        "expression.";
  else if (v->context == CT_IN_LAYOUT && !x->state_constant)
    problem = "\"feature-state\" data expressions are not supported with layout properties.";
  else if (v->context == CT_IN_FILTER && !x->state_constant)
    problem = "\"feature-state\" data expressions are not supported with filters.";
  else if (v->context == CT_IN_CLUSTER && !(x->zoom_constant && x->state_constant))
    problem = "\"zoom\" and \"feature-state\" expressions are not supported with cluster properties.";
  if (problem) ct_check_say(c, "CT-S107", v->key, v->value, "%s", problem);
}

void ct_check_expression(struct ct_check *c, const struct ct_checked *v) {
  struct ct_expr_errors errors = {0};
  struct ct_expr x;
  bool property = v->context == CT_IN_PAINT || v->context == CT_IN_LAYOUT;
  bool ok = property ? ct_expr_compile_property(v->value, v->spec, c->a, &x, &errors)
                     : ct_expr_compile(v->value, v->spec, c->a, &x, &errors);
  if (ok) {
    check_reads(c, v, &x);
    return;
  }
  for (size_t i = 0; i < errors.n; i++) {
    const struct ct_value *at = at_path(v->value, errors.v[i].key);
    const char *key = ct_arena_printf(c->a, "%s%s", v->key, errors.v[i].key);
    struct ct_finding *f = ct_check_say(c, v->context == CT_IN_FILTER ? "CT-S108" : "CT-S107", key, v->value,
                                        "%s", errors.v[i].message);
    if (!f->code) return;
    if (at->line) {
      f->line = at->line;
      f->col = at->col;
    }
    suggest_operator(c, at, f);
  }
}

// ---- Functions

struct function {
  const struct ct_checked *v;
  const char *type;
  bool zoom_and_property;
  const char *key_kind;  // of the stops so far
  const struct ct_value *previous;
  const struct ct_value *zoom;
  struct ct_map seen;  // domain values of a categorical function, as text
};

static bool categorical(const struct function *f) {
  return f->type && strcmp(f->type, "categorical") == 0;
}

static bool seen_before(struct ct_check *c, struct function *f, const struct ct_value *v) {
  bool added;
  f->seen.arena = c->a;
  ct_map_add_string(&f->seen, ct_check_text(c, v), 0, &added);
  return !added;
}

static void check_domain(struct ct_check *c, const char *key, const struct ct_value *v,
                         const struct ct_value *stop, struct function *f) {
  const char *kind = ct_check_kind(v), *code = "CT-S107";
  const struct ct_value *at = v->kind == CT_NULL ? stop : v;
  bool number = v->kind == CT_NUMBER;
  if (!f->key_kind) {
    f->key_kind = kind;
  } else if (strcmp(kind, f->key_kind) != 0) {
    ct_check_say(c, code, key, at, "%s stop domain type must match previous stop domain type %s", kind,
                 f->key_kind);
    return;
  }
  if (!number && v->kind != CT_STRING && v->kind != CT_BOOL) {
    ct_check_say(c, code, key, at, "stop domain value must be a number, string, or boolean");
  } else if (!number && !categorical(f)) {
    bool hint = ct_spec_takes_data(f->v->spec) && !f->type;
    ct_check_say(
        c, code, key, at, "number expected, %s found%s", kind,
        hint ? "\nIf you intended to use a categorical function, specify `\"type\": \"categorical\"`." : "");
  } else if (categorical(f) && number && floor(v->number) != v->number) {
    ct_check_say(c, code, key, at, "integer expected, found %s", ct_check_text(c, v));
  } else if (!categorical(f) && number && f->previous && f->previous->kind == CT_NUMBER &&
             v->number < f->previous->number) {
    ct_check_say(c, code, key, at, "stop domain values must appear in ascending order");
  } else {
    f->previous = v;
    if (categorical(f) && seen_before(c, f, v))
      ct_check_say(c, code, key, at, "stop domain values must be unique");
  }
}

static bool domain_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user) {
  struct function *f = user;
  if (strcmp(m->key, "zoom") == 0)
    ct_check_number(c, key, m->value, NULL);
  else if (strcmp(m->key, "value") == 0)
    check_domain(c, key, m->value, m->value, f);
  else
    return false;
  return true;
}

static bool check_zoom_key(struct ct_check *c, const char *key, const struct ct_value *stop,
                           struct function *f) {
  const struct ct_value *domain = stop->items[0];
  const char *problem = NULL;
  const struct ct_value *zoom = ct_value_get(domain, "zoom"), *at = stop;
  if (domain->kind != CT_OBJECT) {
    ct_check_say(c, "CT-S107", key, stop, "object expected, %s found", ct_check_kind(domain));
    return false;
  }
  if (!zoom) {
    problem = "object stop key must have zoom";
  } else if (!ct_value_get(domain, "value")) {
    problem = "object stop key must have value";
  } else if (f->zoom && zoom->kind == CT_NUMBER && f->zoom->number > zoom->number) {
    problem = "stop zoom values must appear in ascending order";
    at = zoom;
  }
  if (problem) {
    ct_check_say(c, "CT-S107", key, at, "%s", problem);
    return false;
  }
  if (!f->zoom || f->zoom->number != zoom->number) {
    f->zoom = zoom;
    f->previous = NULL;
    f->seen = (struct ct_map){0};
  }
  return true;
}

static void check_stop(struct ct_check *c, const char *key, const struct ct_value *stop, void *user) {
  struct function *f = user;
  if (stop->kind != CT_ARRAY) {
    ct_check_say(c, "CT-S107", key, stop, "array expected, %s found", ct_check_kind(stop));
    return;
  }
  if (stop->n != 2) {
    ct_check_say(c, "CT-S107", key, stop, "array length 2 expected, length %zu found", stop->n);
    return;
  }
  const char *input = ct_check_index(c, key, 0), *output = ct_check_index(c, key, 1);
  if (f->zoom_and_property) {
    static const struct ct_spec zoom = {.name = "zoom", .minimum = NAN, .maximum = NAN};
    static const struct ct_spec_group group = {"stop", 1, &zoom};
    if (!check_zoom_key(c, key, stop, f)) return;
    ct_check_object(c, input, stop->items[0], &group, domain_member, f, NULL);
  } else {
    check_domain(c, input, stop->items[0], stop, f);
  }
  if (ct_expr_is(stop->items[1]))
    ct_check_say(c, "CT-S107", output, stop->items[1], "expressions are not allowed in function stops.");
  else
    ct_check_plain(c, output, stop->items[1], f->v->spec);
}

static bool function_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user) {
  struct function *f = user;
  if (strcmp(m->key, "default") == 0) {
    ct_check_plain(c, key, m->value, f->v->spec);
    return true;
  }
  if (strcmp(m->key, "stops") != 0) return false;
  if (f->type && strcmp(f->type, "identity") == 0) {
    ct_check_say(c, "CT-S107", key, m->value, "identity function may not have a \"stops\" property");
    return true;
  }
  static const struct ct_spec spec = {.type = CT_SPEC_ARRAY, .minimum = NAN, .maximum = NAN};
  ct_check_array(c, key, m->value, &spec, check_stop, f);
  if (m->value->kind == CT_ARRAY && m->value->n == 0)
    ct_check_say(c, "CT-S107", key, m->value, "array must have at least one stop");
  return true;
}

static const struct ct_value *item(const struct ct_value *v, size_t i) {
  return v && v->kind == CT_ARRAY && i < v->n ? v->items[i] : NULL;
}

void ct_check_function(struct ct_check *c, const struct ct_checked *v) {
  static const char *const own[] = {"stops", "default", NULL};
  const struct ct_value *type = ct_value_get(v->value, "type"),
                        *property = ct_value_get(v->value, "property"),
                        *stops = ct_value_get(v->value, "stops"), *first = item(item(stops, 0), 0);
  struct function f = {.v = v, .type = ct_value_string(type)};
  f.zoom_and_property = first && first->kind == CT_OBJECT;
  bool zoom = !categorical(&f) && !property, identity = f.type && strcmp(f.type, "identity") == 0;
  ct_check_object(c, v->key, v->value, ct_spec_group("function"), function_member, &f, own);
  const char *problems[4] = {0};
  size_t n = 0;
  if (identity && zoom) problems[n++] = "missing required property \"property\"";
  if (!identity && !ct_check_given(stops)) problems[n++] = "missing required property \"stops\"";
  if (f.type && strcmp(f.type, "exponential") == 0 && v->spec->expression && !v->spec->interpolated)
    problems[n++] = "exponential functions not supported";
  if (!zoom && !ct_spec_takes_data(v->spec))
    problems[n++] = "property functions not supported";
  else if (zoom && !v->spec->zoom)
    problems[n++] = "zoom functions not supported";
  for (size_t i = 0; i < n; i++) ct_check_say(c, "CT-S107", v->key, v->value, "%s", problems[i]);
  if ((categorical(&f) || f.zoom_and_property) && !property)
    ct_check_say(c, "CT-S107", v->key, v->value, "\"property\" property is required");
}

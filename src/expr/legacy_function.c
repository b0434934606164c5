// SPDX-License-Identifier: MIT
// Legacy functions: objects with `stops` or `property`, as expressions.
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/value.h"
#include "base/vec.h"
#include "expr/expr.h"
#include "expr/spec.h"

struct list {
  const struct ct_value **v;
  size_t n, cap;
};

// What is being converted.
struct job {
  struct ct_arena *a;
  const struct ct_value *function;
  const struct ct_spec *spec;
  const char **message;
};

struct stop {
  const struct ct_value *input, *output;
};

static void add(const struct job *j, struct list *l, const struct ct_value *v) {
  ct_vec_push(j->a, l, v);
}

static const struct ct_value *text(const struct job *j, const char *s) {
  return ct_value_of_string(j->a, s);
}

// The list as an array that stands where the function stands.
static const struct ct_value *array(const struct job *j, const struct list *l) {
  struct ct_value *v = ct_value_new(j->a, CT_ARRAY);
  v->items = l->v;
  v->n = l->n;
  v->line = j->function->line;
  v->col = j->function->col;
  return v;
}

static const struct ct_value *pair(const struct job *j, const char *op, const struct ct_value *arg) {
  struct list l = {0};
  add(j, &l, text(j, op));
  if (arg) add(j, &l, arg);
  return array(j, &l);
}

static const struct ct_value *literal(const struct job *j, const struct ct_value *v) {
  bool object = v && (v->kind == CT_OBJECT || v->kind == CT_ARRAY || v->kind == CT_NULL);
  return object ? pair(j, "literal", v) : v;
}

static const struct ct_value *bad(const struct job *j, const char *message) {
  if (!*j->message) *j->message = message;
  return NULL;
}

static const char *type_name(const struct ct_spec *spec) {
  switch (spec->type) {
    case CT_SPEC_NUMBER:
      return "number";
    case CT_SPEC_BOOLEAN:
      return "boolean";
    case CT_SPEC_COLOR:
      return "to-color";
    case CT_SPEC_ARRAY:
      return "array";
    case CT_SPEC_FORMATTED:
      return "formatted";
    case CT_SPEC_IMAGE:
      return "resolvedImage";
    case CT_SPEC_PADDING:
      return "padding";
    case CT_SPEC_NUMBER_ARRAY:
      return "numberArray";
    case CT_SPEC_COLOR_ARRAY:
      return "colorArray";
    default:
      return "string";
  }
}

static const char *item_name(enum ct_spec_type t) {
  return t == CT_SPEC_NUMBER    ? "number"
         : t == CT_SPEC_BOOLEAN ? "boolean"
         : t == CT_SPEC_ENUM    ? "enum"
         : t == CT_SPEC_COLOR   ? "color"
         : t == CT_SPEC_ARRAY   ? "array"
                                : "string";
}

static const struct ct_value *identity(const struct job *j, const struct ct_value *get) {
  const struct ct_value *fallback = ct_value_get(j->function, "default");
  const struct ct_spec *s = j->spec;
  struct list l = {0};
  if (!fallback) return s->type == CT_SPEC_STRING ? pair(j, "string", get) : get;
  if (s->type == CT_SPEC_ENUM) {
    struct list names = {0};
    for (size_t i = 0; i < s->nvalues; i++) add(j, &names, text(j, s->values[i]));
    add(j, &l, text(j, "match"));
    add(j, &l, get);
    add(j, &l, array(j, &names));
    add(j, &l, get);
    add(j, &l, fallback);
    return array(j, &l);
  }
  add(j, &l, text(j, type_name(s)));
  if (s->type == CT_SPEC_ARRAY) {
    add(j, &l, text(j, item_name(s->value)));
    add(j, &l, s->length ? ct_value_of_number(j->a, (double)s->length) : ct_value_new(j->a, CT_NULL));
  }
  add(j, &l, get);
  add(j, &l, literal(j, fallback));
  return array(j, &l);
}

static const char *function_type(const struct job *j, bool own) {
  const char *type = own ? ct_value_string(ct_value_get(j->function, "type")) : NULL;
  return type ? type : j->spec->interpolated ? "exponential" : "interval";
}

static const struct ct_value *interpolate_operator(const struct job *j) {
  const char *space = ct_value_string(ct_value_get(j->function, "colorSpace"));
  if (space && strcmp(space, "hcl") == 0) return text(j, "interpolate-hcl");
  if (space && strcmp(space, "lab") == 0) return text(j, "interpolate-lab");
  return text(j, "interpolate");
}

static const struct ct_value *base(const struct job *j) {
  double b = ct_value_number(ct_value_get(j->function, "base"), 1);
  if (b == 1) return pair(j, "linear", NULL);
  return pair(j, "exponential", ct_value_of_number(j->a, b));
}

static void add_stop(const struct job *j, struct list *l, const struct ct_value *input,
                     const struct ct_value *output, bool step) {
  // Stops at the place of the one before are dropped.
  if (l->n > 3 && ct_value_equal(input, l->v[l->n - 2])) return;
  if (!(step && l->n == 2)) add(j, l, input);
  add(j, l, output);
}

// A step needs two outputs.
static void complete_step(const struct job *j, struct list *l) {
  if (l->n != 3 || strcmp(l->v[0]->string, "step") != 0) return;
  add(j, l, ct_value_of_number(j->a, 0));
  add(j, l, l->v[2]);
}

static const struct ct_value *fallback_of(const struct job *j) {
  const struct ct_value *v = ct_value_get(j->function, "default");
  if (!v) v = j->spec->fallback;
  if (!v) return j->spec->type == CT_SPEC_IMAGE ? text(j, "") : NULL;
  return literal(j, v);
}

// Where a default is given: the curve for numbers, the default for the rest.
static const struct ct_value *guarded(const struct job *j, const struct ct_value *get,
                                      const struct ct_value *curve) {
  const struct ct_value *fallback = ct_value_get(j->function, "default");
  if (!fallback) return curve;
  struct list test = {0}, l = {0};
  add(j, &test, text(j, "=="));
  add(j, &test, pair(j, "typeof", get));
  add(j, &test, text(j, "number"));
  add(j, &l, text(j, "case"));
  add(j, &l, array(j, &test));
  add(j, &l, curve);
  add(j, &l, literal(j, fallback));
  return array(j, &l);
}

static const struct ct_value *categorical(const struct job *j, const struct ct_value *get,
                                          const struct stop *stops, size_t n) {
  struct list l = {0};
  const struct ct_value *fallback = fallback_of(j);
  bool boolean = stops[0].input->kind == CT_BOOL;
  add(j, &l, text(j, boolean ? "case" : "match"));
  if (!boolean) add(j, &l, get);
  for (size_t i = 0; i < n; i++) {
    if (!boolean) {
      add_stop(j, &l, stops[i].input, stops[i].output, false);
      continue;
    }
    struct list test = {0};
    add(j, &test, text(j, "=="));
    add(j, &test, get);
    add(j, &test, stops[i].input);
    add(j, &l, array(j, &test));
    add(j, &l, stops[i].output);
  }
  // Without any default the value is undefined: the property's own default then applies.
  add(j, &l, fallback ? fallback : pair(j, "error", text(j, "no stop is for this value")));
  return array(j, &l);
}

static const struct ct_value *curve(const struct job *j, const char *type, const struct ct_value *input,
                                    const struct stop *stops, size_t n) {
  struct list l = {0};
  bool step = strcmp(type, "interval") == 0;
  if (!step && strcmp(type, "exponential") != 0)
    return bad(j, ct_arena_printf(j->a, "Unknown function type \"%s\"", type));
  add(j, &l, step ? text(j, "step") : interpolate_operator(j));
  if (!step) add(j, &l, base(j));
  add(j, &l, input);
  for (size_t i = 0; i < n; i++) add_stop(j, &l, stops[i].input, stops[i].output, step);
  complete_step(j, &l);
  return array(j, &l);
}

static const struct ct_value *of_property(const struct job *j, const struct ct_value *get,
                                          const struct stop *stops, size_t n, bool own_base) {
  const char *type = function_type(j, true);
  if (strcmp(type, "categorical") == 0) return categorical(j, get, stops, n);
  struct job inner = *j;
  if (!own_base) {
    // Functions of zoom and property pass on type and default only.
    inner.function =
        ct_value_with(j->a, ct_value_with(j->a, j->function, "base", ct_value_of_number(j->a, 1)),
                      "colorSpace", text(j, "rgb"));
  }
  const struct ct_value *c = curve(&inner, type, pair(j, "number", get), stops, n);
  return c ? guarded(j, get, c) : NULL;
}

static bool same_zoom(const struct ct_value *x, const struct ct_value *y) {
  return ct_value_equal(ct_value_get(x, "zoom"), ct_value_get(y, "zoom"));
}

static const struct ct_value *of_zoom_and_property(const struct job *j, const struct ct_value *get,
                                                   const struct stop *stops, size_t n) {
  struct list l = {0};
  bool step = strcmp(function_type(j, false), "exponential") != 0;
  add(j, &l, step ? text(j, "step") : interpolate_operator(j));
  if (!step) add(j, &l, pair(j, "linear", NULL));
  add(j, &l, pair(j, "zoom", NULL));
  for (size_t i = 0; i < n; i++) {
    bool seen = false;
    for (size_t k = 0; k < i && !seen; k++) seen = same_zoom(stops[k].input, stops[i].input);
    if (seen) continue;
    struct stop *group = CT_NEW_N(j->a, struct stop, n - i);
    size_t count = 0;
    for (size_t k = i; k < n; k++) {
      if (!same_zoom(stops[k].input, stops[i].input)) continue;
      group[count++] = (struct stop){ct_value_get(stops[k].input, "value"), stops[k].output};
    }
    const struct ct_value *inner = of_property(j, get, group, count, false);
    if (!inner) return NULL;
    add_stop(j, &l, ct_value_get(stops[i].input, "zoom"), inner, step);
  }
  complete_step(j, &l);
  return array(j, &l);
}

// Checks the stops' shape; the message is the caller's to word more exactly.
static struct stop *read_stops(const struct job *j, const struct ct_value *list, bool by_property,
                               size_t *n) {
  if (list->kind != CT_ARRAY || list->n == 0)
    return (struct stop *)bad(j, "\"stops\" must be a non-empty array");
  struct stop *stops = CT_NEW_N(j->a, struct stop, list->n);
  bool objects = false;
  for (size_t i = 0; i < list->n; i++) {
    const struct ct_value *s = list->items[i];
    if (s->kind != CT_ARRAY || s->n != 2) return (struct stop *)bad(j, "each stop must be an array of two");
    bool object = s->items[0]->kind == CT_OBJECT;
    if (i && object != objects) return (struct stop *)bad(j, "stops must all have the same form");
    objects = object;
    if (object && (!ct_value_get(s->items[0], "zoom") || !ct_value_get(s->items[0], "value")))
      return (struct stop *)bad(j, "object stop key must have \"zoom\" and \"value\"");
    const struct ct_value *output = s->items[1];
    bool tokens = !objects && !by_property && j->spec->tokens && output->kind == CT_STRING;
    stops[i] = (struct stop){s->items[0], tokens ? ct_expr_of_tokens(output, j->a) : literal(j, output)};
  }
  *n = list->n;
  return stops;
}

const struct ct_value *ct_expr_of_function(const struct ct_value *function, const struct ct_spec *spec,
                                           struct ct_arena *a, const char **message) {
  *message = NULL;
  struct job j = {a, function, spec, message};
  const struct ct_value *property = ct_value_get(function, "property"),
                        *list = ct_value_get(function, "stops");
  if (!list && !property) return bad(&j, "a function needs \"stops\" or \"property\"");
  const struct ct_value *get = property ? pair(&j, "get", property) : NULL;
  if (!list) return identity(&j, get);
  size_t n = 0;
  struct stop *stops = read_stops(&j, list, property != NULL, &n);
  if (!stops) return NULL;
  if (stops[0].input->kind == CT_OBJECT) {
    if (!get) return bad(&j, "a function of zoom and property needs \"property\"");
    return of_zoom_and_property(&j, get, stops, n);
  }
  if (get) return of_property(&j, get, stops, n, true);
  return curve(&j, function_type(&j, true), pair(&j, "zoom", NULL), stops, n);
}

const struct ct_value *ct_expr_of_tokens(const struct ct_value *v, struct ct_arena *a) {
  const char *s = v->string, *start = s;
  const char *message;
  struct job j = {a, v, NULL, &message};
  struct list l = {0};
  add(&j, &l, text(&j, "concat"));
  for (const char *open; (open = strchr(s, '{'));) {
    size_t length = strcspn(open + 1, "{}");
    if (length == 0 || open[1 + length] != '}') {
      s = open + 1;
      continue;
    }
    if (open > start) add(&j, &l, text(&j, ct_arena_strndup(a, start, (size_t)(open - start))));
    add(&j, &l, pair(&j, "get", text(&j, ct_arena_strndup(a, open + 1, length))));
    s = start = open + length + 2;
  }
  if (l.n == 1) return v;
  if (*start)
    add(&j, &l, text(&j, start));
  else if (l.n == 2)
    return pair(&j, "to-string", l.v[1]);
  return array(&j, &l);
}

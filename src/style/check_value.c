// SPDX-License-Identifier: MIT
// Checks: plain values, lists and objects against their specs.
#include "style/check_value.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "expr/expr.h"

bool ct_check_full(const struct ct_check *c) {
  return c->out->n >= CT_MOST_FINDINGS;
}

struct ct_finding *ct_check_say(struct ct_check *c, const char *code, const char *key,
                                const struct ct_value *value, const char *fmt, ...) {
  static struct ct_finding none;
  if (ct_check_full(c)) return &none;
  va_list ap;
  va_start(ap, fmt);
  const char *message = ct_arena_vprintf(c->a, fmt, ap);
  va_end(ap);
  struct ct_finding f = {.code = code, .severity = CT_ERROR};
  f.message = key && key[0] ? ct_arena_printf(c->a, "%s: %s", key, message) : message;
  if (value) {
    f.line = value->line;
    f.col = value->col;
    if (value->kind != CT_NULL) f.reference_line = value->line;
  }
  ct_vec_push(c->a, c->out, f);
  return &c->out->v[c->out->n - 1];
}

const char *ct_check_kind(const struct ct_value *v) {
  return v ? ct_value_kind_name(v->kind) : "undefined";
}

const char *ct_check_text(struct ct_check *c, const struct ct_value *v) {
  if (!v) return "undefined";
  struct ct_val x = ct_val_of(v, c->a);
  return ct_val_script_text(&x, c->a);
}

static const char *json(struct ct_check *c, const struct ct_value *v) {
  struct ct_val x = ct_val_of(v, c->a);
  return ct_val_json(&x, c->a);
}

bool ct_check_repeats(struct ct_check *c, struct ct_map *seen, const struct ct_value *v) {
  bool added;
  seen->arena = c->a;
  ct_map_add_string(seen, json(c, v), 0, &added);
  return !added;
}

bool ct_check_given(const struct ct_value *v) {
  return v && v->kind != CT_NULL;
}

const char *ct_check_key(struct ct_check *c, const char *key, const char *member) {
  return key[0] ? ct_arena_printf(c->a, "%s.%s", key, member) : member;
}

const char *ct_check_index(struct ct_check *c, const char *key, size_t i) {
  return ct_arena_printf(c->a, "%s[%zu]", key, i);
}

static bool expected(struct ct_check *c, const char *key, const struct ct_value *v, enum ct_value_kind kind,
                     const char *name) {
  if (v->kind == kind) return true;
  ct_check_say(c, "CT-S102", key, v, "%s expected, %s found", name, ct_check_kind(v));
  return false;
}

bool ct_check_string(struct ct_check *c, const char *key, const struct ct_value *value) {
  return expected(c, key, value, CT_STRING, "string");
}

void ct_check_number(struct ct_check *c, const char *key, const struct ct_value *v,
                     const struct ct_spec *spec) {
  if (!expected(c, key, v, CT_NUMBER, "number") || !spec) return;
  char x[64], bound[64];
  ct_val_number_text(v->number, x);
  const char *text = ct_check_text(c, v);
  if (v->number < spec->minimum)
    ct_check_say(c, "CT-S104", key, v, "%s is less than the minimum value %s", text,
                 ct_val_number_text(spec->minimum, bound));
  else if (v->number > spec->maximum)
    ct_check_say(c, "CT-S104", key, v, "%s is greater than the maximum value %s", text,
                 ct_val_number_text(spec->maximum, bound));
}

void ct_check_enum(struct ct_check *c, const char *key, const struct ct_value *v,
                   const struct ct_spec *spec) {
  char buf[64];
  struct ct_str names = {.arena = c->a};
  bool kind = v->kind == (spec->values_are_numbers ? CT_NUMBER : CT_STRING);
  const char *text = !kind ? NULL : v->kind == CT_STRING ? v->string : ct_val_number_text(v->number, buf);
  for (size_t i = 0; i < spec->nvalues; i++) {
    if (text && strcmp(text, spec->values[i]) == 0) return;
    ct_str_addf(&names, "%s%s", i ? ", " : "", spec->values[i]);
  }
  struct ct_finding *f =
      ct_check_say(c, "CT-S104", key, v, "expected one of [%s], %s found", ct_str_text(&names), json(c, v));
  if (v->kind == CT_STRING) f->suggestion = ct_nearest_name(v->string, spec->values, spec->nvalues);
}

static void check_color(struct ct_check *c, const char *key, const struct ct_value *v) {
  struct ct_rgba color;
  if (!expected(c, key, v, CT_STRING, "color") || ct_rgba_parse(v->string, &color)) return;
  ct_check_say(c, "CT-S105", key, v, "color expected, \"%s\" found", v->string);
}

static void check_padding(struct ct_check *c, const char *key, const struct ct_value *v) {
  if (v->kind != CT_ARRAY) {
    ct_check_number(c, key, v, NULL);
    return;
  }
  if (v->n < 1 || v->n > 4) {
    ct_check_say(c, "CT-S104", key, v, "padding requires 1 to 4 values; %zu values found", v->n);
    return;
  }
  for (size_t i = 0; i < v->n; i++) ct_check_number(c, ct_check_index(c, key, i), v->items[i], NULL);
}

static void check_some(struct ct_check *c, const char *key, const struct ct_value *v, bool colors) {
  bool list = v->kind == CT_ARRAY;
  if (list && v->n < 1) {
    ct_check_say(c, "CT-S104", key, v, "array length at least 1 expected, length 0 found");
    return;
  }
  for (size_t i = 0; i < (list ? v->n : 1); i++) {
    const char *at = list ? ct_check_index(c, key, i) : key;
    if (colors)
      check_color(c, at, list ? v->items[i] : v);
    else
      ct_check_number(c, at, list ? v->items[i] : v, NULL);
  }
}

static void check_anchors(struct ct_check *c, const char *key, const struct ct_value *v) {
  static const struct ct_spec pair = {
      .type = CT_SPEC_ARRAY, .value = CT_SPEC_NUMBER, .length = 2, .minimum = NAN, .maximum = NAN};
  if (v->kind != CT_ARRAY || v->n < 1 || v->n % 2) {
    ct_check_say(c, "CT-S104", key, v,
                 "variableAnchorOffsetCollection requires a non-empty array of even length");
    return;
  }
  const struct ct_spec *anchor = ct_spec_find(ct_spec_group("layout_symbol"), "text-anchor");
  for (size_t i = 0; i < v->n; i += 2) {
    ct_check_enum(c, ct_check_index(c, key, i), v->items[i], anchor);
    ct_check_array(c, ct_check_index(c, key, i + 1), v->items[i + 1], &pair, NULL, NULL);
  }
}

static void check_projection_definition(struct ct_check *c, const char *key, const struct ct_value *v) {
  if (v->kind == CT_STRING) return;
  if (v->kind != CT_ARRAY) {
    ct_check_say(c, "CT-S102", key, v, "projection expected, invalid type \"%s\" found", ct_check_kind(v));
    return;
  }
  const char *first = v->n ? ct_value_string(v->items[0]) : NULL;
  bool triple = v->n == 3 && first && v->items[1]->kind == CT_STRING && v->items[2]->kind == CT_NUMBER;
  bool operator= first &&(strcmp(first, "interpolate") == 0 || strcmp(first, "step") == 0 ||
                          strcmp(first, "literal") == 0);
  if (!triple && !operator)
    ct_check_say(c, "CT-S102", key, v, "projection expected, invalid array %s found", json(c, v));
}

void ct_check_array(struct ct_check *c, const char *key, const struct ct_value *v, const struct ct_spec *spec,
                    ct_check_item *item, void *user) {
  if (!expected(c, key, v, CT_ARRAY, "array")) return;
  if (spec->length && v->n != spec->length) {
    ct_check_say(c, "CT-S104", key, v, "array length %zu expected, length %zu found", spec->length, v->n);
    return;
  }
  struct ct_spec element = {
      .type = spec->value, .values = spec->values, .nvalues = spec->nvalues, .minimum = NAN, .maximum = NAN};
  for (size_t i = 0; i < v->n && !ct_check_full(c); i++) {
    const char *at = ct_check_index(c, key, i);
    if (item)
      item(c, at, v->items[i], user);
    else if (spec->value == CT_SPEC_LAYER)
      ct_check_layer(c, at, v->items[i], i);
    else
      ct_check_plain(c, at, v->items[i], spec->value_spec ? spec->value_spec : &element);
  }
}

static void missing(struct ct_check *c, const char *key, const struct ct_value *v,
                    const struct ct_spec_group *group, const char *const *own) {
  for (size_t i = 0; group && i < group->n; i++) {
    const struct ct_spec *s = &group->specs[i];
    bool skip = !s->required || s->fallback || ct_value_get(v, s->name);
    for (const char *const *o = own; o && *o; o++) skip |= strcmp(*o, s->name) == 0;
    if (!skip) ct_check_say(c, "CT-S103", key, v, "missing required property \"%s\"", s->name);
  }
}

static void unknown(struct ct_check *c, const char *key, const struct ct_member *m,
                    const struct ct_spec_group *group) {
  struct ct_finding *f = ct_check_say(c, "CT-S101", key, m->value, "unknown property \"%s\"", m->key);
  f->line = m->line;
  f->col = m->col;
  const char **names = CT_NEW_N(c->a, const char *, group ? group->n + 1 : 1);
  for (size_t i = 0; group && i < group->n; i++) names[i] = group->specs[i].name;
  if (group) f->suggestion = ct_nearest_name(m->key, names, group->n);
}

void ct_check_object(struct ct_check *c, const char *key, const struct ct_value *v,
                     const struct ct_spec_group *group, ct_check_member *member, void *user,
                     const char *const *own) {
  if (!expected(c, key, v, CT_OBJECT, "object")) return;
  for (size_t i = 0; i < v->n && !ct_check_full(c); i++) {
    const struct ct_member *m = &v->members[i];
    // "paint.night" is checked as "paint".
    const char *name = ct_arena_strndup(c->a, m->key, strcspn(m->key, "."));
    const char *at = ct_check_key(c, key, m->key);
    struct ct_member named = *m;
    named.key = name;
    if (member && member(c, at, &named, user)) continue;
    const struct ct_spec *spec = ct_spec_find(group, name);
    if (!spec) spec = ct_spec_find(group, "*");
    if (spec)
      ct_check_plain(c, at, m->value, spec);
    else
      unknown(c, key, m, group);
  }
  missing(c, key, v, group, own);
}

static bool sources_member(struct ct_check *c, const char *key, const struct ct_member *m, void *user) {
  (void)user;
  ct_check_source(c, key, m->value);
  return true;
}

static bool check_part_of_document(struct ct_check *c, const struct ct_checked *v) {
  switch (v->spec->type) {
    case CT_SPEC_FILTER:
      ct_check_filter(c, v->key, v->value);
      return true;
    case CT_SPEC_SOURCES:
      ct_check_object(c, v->key, v->value, NULL, sources_member, NULL, NULL);
      return true;
    case CT_SPEC_LIGHT:
      ct_check_part(c, "light", v->value);
      return true;
    case CT_SPEC_SKY:
      ct_check_part(c, "sky", v->value);
      return true;
    case CT_SPEC_TERRAIN:
      ct_check_part(c, "terrain", v->value);
      return true;
    case CT_SPEC_PROJECTION:
      ct_check_part(c, "projection", v->value);
      return true;
    case CT_SPEC_STATE:
      expected(c, v->key, v->value, CT_OBJECT, "object");
      return true;
    case CT_SPEC_SPRITE:
      ct_check_sprite(c, v->key, v->value);
      return true;
    case CT_SPEC_FONT_FACES:
      ct_check_font_faces(c, v->key, v->value);
      return true;
    case CT_SPEC_TRANSITION:
      ct_check_object(c, v->key, v->value, ct_spec_group("transition"), NULL, NULL, NULL);
      return true;
    default:
      return false;
  }
}

static void check_plain_type(struct ct_check *c, const struct ct_checked *v) {
  switch (v->spec->type) {
    case CT_SPEC_NUMBER:
      ct_check_number(c, v->key, v->value, v->spec);
      break;
    case CT_SPEC_STRING:
      ct_check_string(c, v->key, v->value);
      break;
    case CT_SPEC_BOOLEAN:
      expected(c, v->key, v->value, CT_BOOL, "boolean");
      break;
    case CT_SPEC_COLOR:
      check_color(c, v->key, v->value);
      break;
    case CT_SPEC_ENUM:
      ct_check_enum(c, v->key, v->value, v->spec);
      break;
    case CT_SPEC_ARRAY:
      ct_check_array(c, v->key, v->value, v->spec, NULL, NULL);
      break;
    case CT_SPEC_FORMATTED:
    case CT_SPEC_IMAGE:
      if (v->value->kind != CT_STRING) ct_check_expression(c, v);
      break;
    case CT_SPEC_PADDING:
      check_padding(c, v->key, v->value);
      break;
    case CT_SPEC_NUMBER_ARRAY:
    case CT_SPEC_COLOR_ARRAY:
      check_some(c, v->key, v->value, v->spec->type == CT_SPEC_COLOR_ARRAY);
      break;
    case CT_SPEC_ANCHORS:
      check_anchors(c, v->key, v->value);
      break;
    case CT_SPEC_PROJECTION_DEFINITION:
      check_projection_definition(c, v->key, v->value);
      break;
    default:
      break;
  }
}

void ct_check_value(struct ct_check *c, const struct ct_checked *v) {
  if (v->spec->expression && v->value->kind == CT_OBJECT)
    ct_check_function(c, v);
  else if (v->spec->expression && ct_expr_is(v->value))
    ct_check_expression(c, v);
  else if (!check_part_of_document(c, v))
    check_plain_type(c, v);
}

void ct_check_plain(struct ct_check *c, const char *key, const struct ct_value *value,
                    const struct ct_spec *spec) {
  struct ct_checked v = {.key = key, .value = value, .spec = spec};
  ct_check_value(c, &v);
}

// SPDX-License-Identifier: MIT
// Types: what an expression gives, and which type may stand for which.
#include "expr/type.h"

#include "base/arena.h"

#define SIMPLE(name, k) const struct ct_type ct_type_##name = {k, 0, -1}

SIMPLE(null, CT_KIND_NULL);
SIMPLE(number, CT_KIND_NUMBER);
SIMPLE(string, CT_KIND_STRING);
SIMPLE(boolean, CT_KIND_BOOLEAN);
SIMPLE(color, CT_KIND_COLOR);
SIMPLE(projection, CT_KIND_PROJECTION);
SIMPLE(formatted, CT_KIND_FORMATTED);
SIMPLE(object, CT_KIND_OBJECT);
SIMPLE(padding, CT_KIND_PADDING);
SIMPLE(number_array, CT_KIND_NUMBER_ARRAY);
SIMPLE(color_array, CT_KIND_COLOR_ARRAY);
SIMPLE(image, CT_KIND_IMAGE);
SIMPLE(anchors, CT_KIND_ANCHORS);
SIMPLE(collator, CT_KIND_COLLATOR);
SIMPLE(value, CT_KIND_VALUE);
SIMPLE(error, CT_KIND_ERROR);
const struct ct_type ct_type_array = {CT_KIND_ARRAY, &ct_type_value, -1};
const struct ct_type ct_type_strings = {CT_KIND_ARRAY, &ct_type_string, -1};
const struct ct_type ct_type_numbers = {CT_KIND_ARRAY, &ct_type_number, -1};
const struct ct_type ct_type_rgba = {CT_KIND_ARRAY, &ct_type_number, 4};

const struct ct_type *ct_type_array_of(struct ct_arena *a, const struct ct_type *item, long n) {
  struct ct_type *t = CT_NEW(a, struct ct_type);
  *t = (struct ct_type){CT_KIND_ARRAY, item, n};
  return t;
}

const char *ct_kind_name(enum ct_kind kind) {
  static const char *const names[] = {
      [CT_KIND_NULL] = "null",
      [CT_KIND_NUMBER] = "number",
      [CT_KIND_STRING] = "string",
      [CT_KIND_BOOLEAN] = "boolean",
      [CT_KIND_COLOR] = "color",
      [CT_KIND_PROJECTION] = "projectionDefinition",
      [CT_KIND_FORMATTED] = "formatted",
      [CT_KIND_OBJECT] = "object",
      [CT_KIND_ARRAY] = "array",
      [CT_KIND_PADDING] = "padding",
      [CT_KIND_NUMBER_ARRAY] = "numberArray",
      [CT_KIND_COLOR_ARRAY] = "colorArray",
      [CT_KIND_IMAGE] = "resolvedImage",
      [CT_KIND_ANCHORS] = "variableAnchorOffsetCollection",
      [CT_KIND_COLLATOR] = "collator",
      [CT_KIND_VALUE] = "value",
      [CT_KIND_ERROR] = "error",
  };
  return names[kind];
}

const char *ct_type_name(const struct ct_type *t, struct ct_arena *a) {
  if (t->kind != CT_KIND_ARRAY) return ct_kind_name(t->kind);
  if (t->n >= 0) return ct_arena_printf(a, "array<%s, %ld>", ct_type_name(t->item, a), t->n);
  if (t->item->kind == CT_KIND_VALUE) return "array";
  return ct_arena_printf(a, "array<%s>", ct_type_name(t->item, a));
}

bool ct_type_fits(const struct ct_type *expected, const struct ct_type *t) {
  if (t->kind == CT_KIND_ERROR) return true;
  if (expected->kind == CT_KIND_ARRAY) {
    if (t->kind != CT_KIND_ARRAY) return false;
    bool empty = t->n == 0 && t->item->kind == CT_KIND_VALUE;
    return (empty || ct_type_fits(expected->item, t->item)) && (expected->n < 0 || expected->n == t->n);
  }
  if (expected->kind == t->kind) return true;
  if (expected->kind != CT_KIND_VALUE) return false;
  // A value may be anything but a collator; an array of such things, too.
  if (t->kind == CT_KIND_ARRAY) return ct_type_fits(&ct_type_array, t);
  return t->kind < CT_KIND_COLLATOR;
}

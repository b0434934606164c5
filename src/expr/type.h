// SPDX-License-Identifier: MIT
// Types: what an expression gives, and which type may stand for which.
#ifndef CT_EXPR_TYPE_H
#define CT_EXPR_TYPE_H

#include <stdbool.h>

struct ct_arena;

enum ct_kind {
  CT_KIND_NULL,
  CT_KIND_NUMBER,
  CT_KIND_STRING,
  CT_KIND_BOOLEAN,
  CT_KIND_COLOR,
  CT_KIND_PROJECTION,
  CT_KIND_FORMATTED,
  CT_KIND_OBJECT,
  CT_KIND_ARRAY,
  CT_KIND_PADDING,
  CT_KIND_NUMBER_ARRAY,
  CT_KIND_COLOR_ARRAY,
  CT_KIND_IMAGE,
  CT_KIND_ANCHORS,  // variableAnchorOffsetCollection
  CT_KIND_COLLATOR,
  CT_KIND_VALUE,  // types only: any of the kinds before CT_KIND_COLLATOR
  CT_KIND_ERROR   // types only: an expression that never gives a value
};

// Simple types are the constants below: equal types are one pointer. Every array
// type is its own object.
struct ct_type {
  enum ct_kind kind;
  const struct ct_type *item;  // arrays
  long n;                      // arrays: length, -1: any
};

extern const struct ct_type ct_type_null, ct_type_number, ct_type_string, ct_type_boolean, ct_type_color,
    ct_type_projection, ct_type_formatted, ct_type_object, ct_type_padding, ct_type_number_array,
    ct_type_color_array, ct_type_image, ct_type_anchors, ct_type_collator, ct_type_value, ct_type_error,
    ct_type_array, ct_type_strings, ct_type_numbers, ct_type_rgba;

const struct ct_type *ct_type_array_of(struct ct_arena *a, const struct ct_type *item, long n);
// "number", "array<string, 2>" ...
const char *ct_type_name(const struct ct_type *t, struct ct_arena *a);
const char *ct_kind_name(enum ct_kind kind);
// May a value of type `t` stand where `expected` is wanted?
bool ct_type_fits(const struct ct_type *expected, const struct ct_type *t);

#endif

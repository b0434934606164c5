// SPDX-License-Identifier: MIT
// Values an expression is evaluated to.
#ifndef CT_EXPR_VAL_H
#define CT_EXPR_VAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "expr/color.h"
#include "expr/type.h"

struct ct_arena;
struct ct_collator;
struct ct_str;
struct ct_value;
struct ct_val;

// One part of a formatted text. Absent members are NULL, scale NaN.
struct ct_section {
  const char *text;
  const char *image;
  bool image_available;
  double scale;
  const char *const *fonts;
  size_t nfonts;
  const struct ct_rgba *color;
  const char *vertical_align;
};

// Strings point into the table, the document or an arena; they are not owned.
struct ct_val {
  enum ct_kind kind;
  uint32_t n;  // items of arrays, sections of a formatted text
  union {
    double number;
    const char *string;
    bool boolean;
    struct ct_rgba color;
    // ARRAY, PADDING (4 numbers), NUMBER_ARRAY, COLOR_ARRAY, ANCHORS (name, [x, y], ...)
    struct {
      const struct ct_val *items;
      const void *identity;  // equal for two readings of one list
    } list;
    const struct ct_value *object;  // NULL: the properties of the feature
    const struct ct_section *sections;
    struct {
      const char *name;
      bool available;
    } image;
    struct {
      const char *from, *to;
      double transition;
    } projection;
    const struct ct_collator *collator;
  } u;
};

static inline struct ct_val ct_val_number(double x) {
  return (struct ct_val){.kind = CT_KIND_NUMBER, .u.number = x};
}
static inline struct ct_val ct_val_string(const char *s) {
  return (struct ct_val){.kind = CT_KIND_STRING, .u.string = s};
}
static inline struct ct_val ct_val_boolean(bool b) {
  return (struct ct_val){.kind = CT_KIND_BOOLEAN, .u.boolean = b};
}
static inline struct ct_val ct_val_color(struct ct_rgba c) {
  return (struct ct_val){.kind = CT_KIND_COLOR, .u.color = c};
}
struct ct_val ct_val_list(enum ct_kind kind, const struct ct_val *items, size_t n);

// A document's value. Objects stay where they are; arrays are copied into `a`.
struct ct_val ct_val_of(const struct ct_value *v, struct ct_arena *a);
// The type of a value; array types are made in `a`.
const struct ct_type *ct_val_type(const struct ct_val *v, struct ct_arena *a);
// Is v of type t? As ct_type_fits(t, ct_val_type(v)), without making types.
bool ct_val_is(const struct ct_val *v, const struct ct_type *t);
// JavaScript's ===.
bool ct_val_same(const struct ct_val *x, const struct ct_val *y);
bool ct_val_truthy(const struct ct_val *v);
// JavaScript's Number(); NaN when it is none.
double ct_val_to_number(const struct ct_val *v, struct ct_arena *a);
// Text as the to-string operator gives it.
const char *ct_val_text(const struct ct_val *v, struct ct_arena *a);
// Text as JavaScript's String() gives it, for messages.
const char *ct_val_script_text(const struct ct_val *v, struct ct_arena *a);
// Text as JSON.stringify gives it.
const char *ct_val_json(const struct ct_val *v, struct ct_arena *a);
void ct_val_write_json(const struct ct_val *v, struct ct_str *out);
// A number as JavaScript writes it.
const char *ct_val_number_text(double x, char buf[64]);
// Order of texts by UTF-16 units, as JavaScript compares.
int ct_val_compare_text(const char *x, const char *y);

// Bare values read as the types of properties; false when they can't be.
bool ct_val_to_color(const struct ct_val *v, struct ct_rgba *out);
bool ct_val_to_padding(const struct ct_val *v, struct ct_arena *a, struct ct_val *out);
bool ct_val_to_number_array(const struct ct_val *v, struct ct_arena *a, struct ct_val *out);
bool ct_val_to_color_array(const struct ct_val *v, struct ct_arena *a, struct ct_val *out);
bool ct_val_to_anchors(const struct ct_val *v, struct ct_val *out);
bool ct_val_to_projection(const struct ct_val *v, struct ct_val *out);
struct ct_val ct_val_to_formatted(const char *text, struct ct_arena *a);
struct ct_val ct_val_to_image(const char *name);

#endif

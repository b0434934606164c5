// SPDX-License-Identifier: MIT
// Make: small constructors for style documents the program writes.
#ifndef CT_STYLE_MAKE_H
#define CT_STYLE_MAKE_H

#include "base/arena.h"
#include "base/value.h"

#define CT_LIST(a, ...)                                                 \
  ct_value_of_items((a), (const struct ct_value *const[]){__VA_ARGS__}, \
                    sizeof((const struct ct_value *const[]){__VA_ARGS__}) / sizeof(const struct ct_value *))

static inline const struct ct_value *ct_make_s(struct ct_arena *a, const char *s) {
  return ct_value_of_string(a, s);
}

static inline const struct ct_value *ct_make_n(struct ct_arena *a, double x) {
  return ct_value_of_number(a, x);
}

// ["get", column]
static inline const struct ct_value *ct_make_get(struct ct_arena *a, const char *column) {
  return CT_LIST(a, ct_make_s(a, "get"), ct_make_s(a, column));
}

// ["to-string", ["get", column]]
static inline const struct ct_value *ct_make_text(struct ct_arena *a, const char *column) {
  return CT_LIST(a, ct_make_s(a, "to-string"), ct_make_get(a, column));
}

// A copy of `layer` with section.key ("paint", "line-color") set; `layer` itself where there is no value to set.
static inline const struct ct_value *ct_make_set(struct ct_arena *a, const struct ct_value *layer,
                                                 const char *section, const char *key,
                                                 const struct ct_value *value) {
  if (!value) return layer;
  return ct_value_with(a, layer, section, ct_value_with(a, ct_value_get(layer, section), key, value));
}

#endif

// SPDX-License-Identifier: MIT
// Values: a parsed YAML or JSON document as an immutable tree that knows its places.
#ifndef CT_BASE_VALUE_H
#define CT_BASE_VALUE_H

#include <stdbool.h>
#include <stddef.h>

struct ct_arena;
struct ct_err;
struct ct_map;
struct ct_str;

enum ct_value_kind { CT_NULL, CT_BOOL, CT_NUMBER, CT_STRING, CT_ARRAY, CT_OBJECT };

struct ct_member;

// line and col count from 1; 0 for a value made by the program.
struct ct_value {
  enum ct_value_kind kind;
  int line, col;
  bool boolean;
  bool flow;  // written as [..] or {..}: the writer keeps short ones on one line
  double number;
  const char *string;  // NUL-terminated UTF-8; for numbers the text as written, else NULL
  size_t n;            // items or members; bytes of a string
  const struct ct_value *const *items;
  const struct ct_member *members;  // in document order, keys unique
  const struct ct_map *index;       // keys to member numbers, where many were read; else NULL
  const struct ct_member
      *repeated;  // JSON: the first member whose key stood before (the last one counts), or NULL
};

struct ct_member {
  const char *key;
  int line, col;
  const struct ct_value *value;
};

enum ct_syntax { CT_SYNTAX_AUTO, CT_SYNTAX_JSON, CT_SYNTAX_YAML };

// The first repeated member in the tree, or NULL.
const struct ct_member *ct_value_repeated(const struct ct_value *v);

// Parses a whole text. `name` stands in messages: "name:line:col: ...". Limits:
// 64 MiB, 200 levels, no aliases or anchors, no duplicate keys, one document.
// YAML plain scalars follow the 1.2 core schema; `1` is a number, `2019-09-05`
// and `no` are strings. Numbers must be finite.
bool ct_value_parse(struct ct_arena *a, const char *text, size_t size, const char *name,
                    enum ct_syntax syntax, const struct ct_value **out, struct ct_err *err);
// Reads and parses a file, which is noted (base/reads.h); directories, missing and empty files fail with the path.
bool ct_value_read(struct ct_arena *a, const char *path, const struct ct_value **out, struct ct_err *err);

// NULL when v is not an object or has no such key. v may be NULL.
const struct ct_value *ct_value_get(const struct ct_value *v, const char *key);
// The string, or NULL when v is NULL or no string.
const char *ct_value_string(const struct ct_value *v);
// The number, or `otherwise`.
double ct_value_number(const struct ct_value *v, double otherwise);
bool ct_value_is(const struct ct_value *v, enum ct_value_kind kind);
bool ct_value_equal(const struct ct_value *x, const struct ct_value *y);
// "null", "boolean", "number", "string", "array", "object".
const char *ct_value_kind_name(enum ct_value_kind kind);

// Makers, for documents the program writes. Strings are copied.
struct ct_value *ct_value_new(struct ct_arena *a, enum ct_value_kind kind);
const struct ct_value *ct_value_of_string(struct ct_arena *a, const char *s);
const struct ct_value *ct_value_of_number(struct ct_arena *a, double x);
const struct ct_value *ct_value_of_bool(struct ct_arena *a, bool b);
// A new array of n items (pointers copied).
const struct ct_value *ct_value_of_items(struct ct_arena *a, const struct ct_value *const *items, size_t n);
// A new object: `object` (may be NULL) with key set to value (replaced in place, else appended).
const struct ct_value *ct_value_with(struct ct_arena *a, const struct ct_value *object, const char *key,
                                     const struct ct_value *value);

// Appends the value as text. JSON in one line; YAML in block style ending with a
// line break. Reading it back gives an equal value.
void ct_value_write_json(const struct ct_value *v, struct ct_str *out);
void ct_value_write_yaml(const struct ct_value *v, struct ct_str *out);

#endif

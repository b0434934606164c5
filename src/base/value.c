// SPDX-License-Identifier: MIT
// Values: looking into and making document trees.
#include "base/value.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"

const struct ct_value *ct_value_get(const struct ct_value *v, const char *key) {
  if (!v || v->kind != CT_OBJECT) return NULL;
  if (v->index) {
    const struct ct_map_entry *e = ct_map_find_string(v->index, key);
    return e ? v->members[e->value].value : NULL;
  }
  for (size_t i = 0; i < v->n; i++)
    if (strcmp(v->members[i].key, key) == 0) return v->members[i].value;
  return NULL;
}

const char *ct_value_string(const struct ct_value *v) {
  return v && v->kind == CT_STRING ? v->string : NULL;
}

double ct_value_number(const struct ct_value *v, double otherwise) {
  return v && v->kind == CT_NUMBER ? v->number : otherwise;
}

bool ct_value_is(const struct ct_value *v, enum ct_value_kind kind) {
  return v && v->kind == kind;
}

bool ct_value_equal(const struct ct_value *x, const struct ct_value *y) {
  if (x == y) return true;
  if (!x || !y || x->kind != y->kind) return false;
  switch (x->kind) {
    case CT_NULL:
      return true;
    case CT_BOOL:
      return x->boolean == y->boolean;
    case CT_NUMBER:
      return x->number == y->number;
    case CT_STRING:
      return x->n == y->n && memcmp(x->string, y->string, x->n) == 0;
    case CT_ARRAY:
      if (x->n != y->n) return false;
      for (size_t i = 0; i < x->n; i++)
        if (!ct_value_equal(x->items[i], y->items[i])) return false;
      return true;
    case CT_OBJECT:
      if (x->n != y->n) return false;
      for (size_t i = 0; i < x->n; i++)
        if (!ct_value_equal(x->members[i].value, ct_value_get(y, x->members[i].key))) return false;
      return true;
  }
  return false;
}

const struct ct_member *ct_value_repeated(const struct ct_value *v) {
  const struct ct_member *found = v->repeated;
  for (size_t i = 0; !found && i < v->n && v->kind == CT_ARRAY; i++) found = ct_value_repeated(v->items[i]);
  for (size_t i = 0; !found && i < v->n && v->kind == CT_OBJECT; i++)
    found = ct_value_repeated(v->members[i].value);
  return found;
}

const char *ct_value_kind_name(enum ct_value_kind kind) {
  static const char *const names[] = {"null", "boolean", "number", "string", "array", "object"};
  return names[kind];
}

struct ct_value *ct_value_new(struct ct_arena *a, enum ct_value_kind kind) {
  struct ct_value *v = CT_NEW(a, struct ct_value);
  v->kind = kind;
  return v;
}

const struct ct_value *ct_value_of_string(struct ct_arena *a, const char *s) {
  struct ct_value *v = ct_value_new(a, CT_STRING);
  v->n = strlen(s);
  v->string = ct_arena_strndup(a, s, v->n);
  return v;
}

const struct ct_value *ct_value_of_number(struct ct_arena *a, double x) {
  struct ct_value *v = ct_value_new(a, CT_NUMBER);
  v->number = x;
  return v;
}

const struct ct_value *ct_value_of_bool(struct ct_arena *a, bool b) {
  struct ct_value *v = ct_value_new(a, CT_BOOL);
  v->boolean = b;
  return v;
}

const struct ct_value *ct_value_of_items(struct ct_arena *a, const struct ct_value *const *items, size_t n) {
  struct ct_value *v = ct_value_new(a, CT_ARRAY);
  const struct ct_value **copy = CT_NEW_N(a, const struct ct_value *, n);
  if (n) memcpy(copy, items, n * sizeof *copy);
  v->items = copy;
  v->n = n;
  return v;
}

const struct ct_value *ct_value_with(struct ct_arena *a, const struct ct_value *object, const char *key,
                                     const struct ct_value *value) {
  struct ct_value *v = ct_value_new(a, CT_OBJECT);
  size_t n = object ? object->n : 0, at = 0;
  struct ct_member *members = CT_NEW_N(a, struct ct_member, n + 1);
  if (n) memcpy(members, object->members, n * sizeof *members);
  while (at < n && strcmp(members[at].key, key) != 0) at++;
  if (at == n) members[at].key = ct_arena_strdup(a, key);
  members[at].value = value;
  if (object) {
    v->line = object->line;
    v->col = object->col;
  }
  v->members = members;
  v->n = at == n ? n + 1 : n;
  return v;
}

// SPDX-License-Identifier: MIT
// Values an expression is evaluated to: making, typing and comparing them.
#include "expr/val.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"

struct ct_val ct_val_list(enum ct_kind kind, const struct ct_val *items, size_t n) {
  return (struct ct_val){.kind = kind, .n = (uint32_t)n, .u.list = {items, items}};
}

struct ct_val ct_val_of(const struct ct_value *v, struct ct_arena *a) {
  if (!v) return (struct ct_val){.kind = CT_KIND_NULL};
  switch (v->kind) {
    case CT_NULL:
      break;
    case CT_BOOL:
      return ct_val_boolean(v->boolean);
    case CT_NUMBER:
      return ct_val_number(v->number);
    case CT_STRING:
      return ct_val_string(v->string);
    case CT_OBJECT:
      return (struct ct_val){.kind = CT_KIND_OBJECT, .u.object = v};
    case CT_ARRAY: {
      struct ct_val *items = CT_NEW_N(a, struct ct_val, v->n);
      for (size_t i = 0; i < v->n; i++) items[i] = ct_val_of(v->items[i], a);
      struct ct_val list = ct_val_list(CT_KIND_ARRAY, items, v->n);
      list.u.list.identity = v;
      return list;
    }
  }
  return (struct ct_val){.kind = CT_KIND_NULL};
}

static const struct ct_type *simple_type(enum ct_kind kind) {
  static const struct ct_type *const types[] = {
      [CT_KIND_NULL] = &ct_type_null,
      [CT_KIND_NUMBER] = &ct_type_number,
      [CT_KIND_STRING] = &ct_type_string,
      [CT_KIND_BOOLEAN] = &ct_type_boolean,
      [CT_KIND_COLOR] = &ct_type_color,
      [CT_KIND_PROJECTION] = &ct_type_projection,
      [CT_KIND_FORMATTED] = &ct_type_formatted,
      [CT_KIND_OBJECT] = &ct_type_object,
      [CT_KIND_ARRAY] = &ct_type_array,
      [CT_KIND_PADDING] = &ct_type_padding,
      [CT_KIND_NUMBER_ARRAY] = &ct_type_number_array,
      [CT_KIND_COLOR_ARRAY] = &ct_type_color_array,
      [CT_KIND_IMAGE] = &ct_type_image,
      [CT_KIND_ANCHORS] = &ct_type_anchors,
      [CT_KIND_COLLATOR] = &ct_type_collator,
      [CT_KIND_VALUE] = &ct_type_value,
      [CT_KIND_ERROR] = &ct_type_error,
  };
  return types[kind];
}

const struct ct_type *ct_val_type(const struct ct_val *v, struct ct_arena *a) {
  if (v->kind != CT_KIND_ARRAY) return simple_type(v->kind);
  const struct ct_type *item = NULL;
  for (uint32_t i = 0; i < v->n; i++) {
    const struct ct_type *t = ct_val_type(&v->u.list.items[i], a);
    if (!item) {
      item = t;
    } else if (item != t) {
      item = &ct_type_value;
      break;
    }
  }
  return ct_type_array_of(a, item ? item : &ct_type_value, v->n);
}

bool ct_val_is(const struct ct_val *v, const struct ct_type *t) {
  if (t->kind == CT_KIND_VALUE) return v->kind != CT_KIND_COLLATOR;
  if (t->kind != v->kind) return false;
  if (t->kind != CT_KIND_ARRAY) return true;
  if (t->n >= 0 && (uint32_t)t->n != v->n) return false;
  if (t->item->kind == CT_KIND_VALUE || v->n == 0) return true;
  for (uint32_t i = 0; i < v->n; i++)
    if (!ct_val_is(&v->u.list.items[i], t->item)) return false;
  // Two lists in a list have different types, so their common type is "value".
  return t->item->kind != CT_KIND_ARRAY || v->n == 1;
}

bool ct_val_same(const struct ct_val *x, const struct ct_val *y) {
  if (x->kind != y->kind) return false;
  switch (x->kind) {
    case CT_KIND_NULL:
      return true;
    case CT_KIND_NUMBER:
      return x->u.number == y->u.number;
    case CT_KIND_STRING:
      return x->u.string == y->u.string || strcmp(x->u.string, y->u.string) == 0;
    case CT_KIND_BOOLEAN:
      return x->u.boolean == y->u.boolean;
    case CT_KIND_OBJECT:
      return x->u.object == y->u.object;
    case CT_KIND_ARRAY:
      return x->u.list.identity == y->u.list.identity && x->n == y->n;
    default:
      return false;
  }
}

bool ct_val_truthy(const struct ct_val *v) {
  switch (v->kind) {
    case CT_KIND_NULL:
      return false;
    case CT_KIND_NUMBER:
      return v->u.number != 0 && !isnan(v->u.number);
    case CT_KIND_STRING:
      return v->u.string[0] != '\0';
    case CT_KIND_BOOLEAN:
      return v->u.boolean;
    default:
      return true;
  }
}

// Digits of a base to the end of the text, NAN when there are none or others.
static double whole_in_base(const char *s, const char *end, unsigned base) {
  double x = 0;
  if (s == end) return NAN;
  for (; s < end; s++) {
    unsigned d = *s >= '0' && *s <= '9' ? (unsigned)(*s - '0') : (unsigned)((*s | 0x20) - 'a') + 10;
    if (d >= base) return NAN;
    x = x * base + d;
  }
  return x;
}

static bool is_space(unsigned c) {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

// Is [s, end) a decimal number without sign?
static bool is_decimal(const char *s, const char *end) {
  size_t digits = 0;
  for (; s < end && *s >= '0' && *s <= '9'; s++) digits++;
  if (s < end && *s == '.')
    for (s++; s < end && *s >= '0' && *s <= '9'; s++) digits++;
  if (!digits || s == end || (*s | 0x20) != 'e') return digits && s == end;
  s++;
  if (s < end && (*s == '-' || *s == '+')) s++;
  const char *exponent = s;
  while (s < end && *s >= '0' && *s <= '9') s++;
  return s > exponent && s == end;
}

// JavaScript's reading of a text as a number: blank is 0, other bases are accepted.
static double text_to_number(const char *s, struct ct_arena *a) {
  const char *end = s;
  for (const char *p = s, *next = s; *p; p = next) {
    bool space = is_space(ct_utf8_next(&next));
    if (!space) end = next;
    if (space && p == s) s = end = next;
  }
  if (s == end) return 0;
  static const struct {
    char letter;
    unsigned base;
  } bases[] = {{'x', 16}, {'o', 8}, {'b', 2}};
  for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
    if (s[0] == '0' && (s[1] | 0x20) == bases[i].letter) return whole_in_base(s + 2, end, bases[i].base);
  double sign = *s == '-' ? -1 : 1, x;
  if (*s == '-' || *s == '+') s++;
  size_t n = (size_t)(end - s);
  if (n == 8 && memcmp(s, "Infinity", 8) == 0) return sign * INFINITY;
  if (!is_decimal(s, end)) return NAN;
  // What is a number, but not a finite one, is too large.
  return sign * (ct_parse_number(ct_arena_strndup(a, s, n), &x) ? x : INFINITY);
}

double ct_val_to_number(const struct ct_val *v, struct ct_arena *a) {
  switch (v->kind) {
    case CT_KIND_NULL:
      return 0;
    case CT_KIND_NUMBER:
      return v->u.number;
    case CT_KIND_STRING:
      return text_to_number(v->u.string, a);
    case CT_KIND_BOOLEAN:
      return v->u.boolean;
    case CT_KIND_ARRAY:
      if (v->n > 1) return NAN;
      if (v->n == 0 || v->u.list.items[0].kind == CT_KIND_NULL) return 0;
      if (v->u.list.items[0].kind == CT_KIND_BOOLEAN) return NAN;
      return ct_val_to_number(&v->u.list.items[0], a);
    case CT_KIND_IMAGE:
    case CT_KIND_FORMATTED:
      return text_to_number(ct_val_text(v, a), a);
    default:
      return NAN;
  }
}

int ct_val_compare_text(const char *x, const char *y) {
  const unsigned char *p = (const unsigned char *)x, *q = (const unsigned char *)y;
  while (*p && *p == *q) p++, q++;
  // U+E000..U+FFFF sort after the surrogates that stand for higher characters.
  if (*p >= 0xF0 && (*q == 0xEE || *q == 0xEF)) return -1;
  if (*q >= 0xF0 && (*p == 0xEE || *p == 0xEF)) return 1;
  return (int)*p - (int)*q;
}

// SPDX-License-Identifier: MIT
// Fields: typed reading of a document's keys, with errors that name the place.
#include "doc/field.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"

static bool fail_place(struct ct_field_reader *r, int line, int col, const char *message) {
  if (r->file && line) return ct_fail(r->err, "%s:%d:%d: %s", r->file, line, col, message);
  if (r->file) return ct_fail(r->err, "%s: %s", r->file, message);
  return ct_fail(r->err, "%s", message);
}

bool ct_field_fail(struct ct_field_reader *r, const struct ct_value *at, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *message = ct_arena_vprintf(r->a, fmt, ap);
  va_end(ap);
  return fail_place(r, at ? at->line : 0, at ? at->col : 0, message);
}

static const char *known_list(struct ct_arena *a, const char *const *keys, size_t n) {
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < n; i++) ct_str_addf(&s, "%s%s", i ? ", " : "", keys[i]);
  return ct_str_text(&s);
}

bool ct_field_known(struct ct_field_reader *r, const struct ct_value *v, const char *what,
                    const char *const *keys, size_t n) {
  for (size_t i = 0; i < v->n; i++) {
    const struct ct_member *m = &v->members[i];
    bool found = false;
    for (size_t k = 0; k < n && !found; k++) found = strcmp(m->key, keys[k]) == 0;
    if (found) continue;
    const char *near = ct_nearest_name(m->key, keys, n);
    const char *hint = near ? ct_arena_printf(r->a, "did you mean '%s'?", near)
                            : ct_arena_printf(r->a, "expected %s", known_list(r->a, keys, n));
    return fail_place(r, m->line, m->col,
                      ct_arena_printf(r->a, "unknown key '%.80s' in %s (%s)", m->key, what, hint));
  }
  return true;
}

const char *ct_field_scalar(const struct ct_value *v) {
  if (!v || v->kind == CT_ARRAY || v->kind == CT_OBJECT || v->kind == CT_NULL) return NULL;
  if (v->string) return v->string;
  return v->kind == CT_BOOL ? (v->boolean ? "true" : "false") : NULL;
}

static const struct ct_value *given(const struct ct_value *v, const char *key) {
  const struct ct_value *x = ct_value_get(v, key);
  return x && x->kind != CT_NULL ? x : NULL;
}

bool ct_field_text(struct ct_field_reader *r, const struct ct_value *v, const char *key, const char **out) {
  const struct ct_value *x = given(v, key);
  if (!x) return true;
  const char *s = ct_field_scalar(x);
  if (!s) return ct_field_fail(r, x, "'%s' must be a text, not an %s", key, ct_value_kind_name(x->kind));
  *out = s;
  return true;
}

bool ct_field_bool(struct ct_field_reader *r, const struct ct_value *v, const char *key, bool *out) {
  const struct ct_value *x = given(v, key);
  if (!x) return true;
  if (x->kind != CT_BOOL) return ct_field_fail(r, x, "'%s' must be true or false", key);
  *out = x->boolean;
  return true;
}

static bool in_range(struct ct_field_reader *r, const struct ct_value *x, const char *key, double least,
                     double most) {
  if (x->kind != CT_NUMBER) return ct_field_fail(r, x, "'%s' must be a number", key);
  if (x->number >= least && x->number <= most) return true;
  return ct_field_fail(r, x, "'%s' is %g (expected %g to %g)", key, x->number, least, most);
}

bool ct_field_number(struct ct_field_reader *r, const struct ct_value *v, const char *key, double least,
                     double most, double *out) {
  const struct ct_value *x = given(v, key);
  if (!x) return true;
  if (!in_range(r, x, key, least, most)) return false;
  *out = x->number;
  return true;
}

bool ct_field_texts(struct ct_field_reader *r, const struct ct_value *v, const char *key,
                    const char *const **out, size_t *n) {
  const struct ct_value *x = given(v, key);
  if (!x) return true;
  size_t count = x->kind == CT_ARRAY ? x->n : 1;
  const char **texts = CT_NEW_N(r->a, const char *, count);
  for (size_t i = 0; i < count; i++) {
    const struct ct_value *item = x->kind == CT_ARRAY ? x->items[i] : x;
    texts[i] = ct_field_scalar(item);
    if (!texts[i]) return ct_field_fail(r, item, "'%s' must be a text or a list of texts", key);
  }
  *out = texts;
  *n = count;
  return true;
}

bool ct_field_numbers(struct ct_field_reader *r, const struct ct_value *v, const char *key, size_t n,
                      double *out, bool *is_given) {
  const struct ct_value *x = given(v, key);
  if (!x) return true;
  bool ok = x->kind == CT_ARRAY && x->n == n;
  for (size_t i = 0; ok && i < n; i++) ok = x->items[i]->kind == CT_NUMBER;
  if (!ok) return ct_field_fail(r, x, "'%s' must be a list of %zu numbers", key, n);
  for (size_t i = 0; i < n; i++) out[i] = x->items[i]->number;
  *is_given = true;
  return true;
}

bool ct_field_object(struct ct_field_reader *r, const struct ct_value *v, const char *key,
                     const struct ct_value **out) {
  const struct ct_value *x = given(v, key);
  *out = NULL;
  if (!x) return true;
  if (x->kind != CT_OBJECT) return ct_field_fail(r, x, "'%s' must be a mapping", key);
  *out = x;
  return true;
}

// SPDX-License-Identifier: MIT
// Label texts: a document's label, a column or a template, as an expression.
#include "style/bind_label.h"

#include <stdbool.h>
#include <string.h>

#include "base/vec.h"
#include "model/document.h"
#include "style/make.h"

// Of the second language's size, in sizes of the first.
#define SECOND_SCALE 0.9

// A column in a template with what is printed only beside a value.
struct part {
  const char *column;
  const char *between;       // separator from what stands before
  const char *open, *close;  // brackets and words before and after
};

struct parts {
  ct_vec(struct part) v;
};

// Bytes at the start of p that are made of the listed characters.
static size_t span(const char *p, size_t n, const char *const *set, size_t count) {
  size_t at = 0;
  for (bool more = true; more && at < n;) {
    more = false;
    for (size_t i = 0; i < count && !more; i++) {
      size_t len = strlen(set[i]);
      if (len > n - at || memcmp(p + at, set[i], len) != 0) continue;
      at += len;
      more = true;
    }
  }
  return at;
}

// The text between two columns: closing brackets go with the first, separators stand between them, the rest
// opens the second.
static void split(struct ct_arena *a, const char *text, size_t n, struct part *before, struct part *after) {
  static const char *const closing[] = {")", "]", "}", "»", "”", "’", "\""};
  static const char *const separators[] = {" ", "\n", "/", ",", ";", ":", "-", "|", "·", "•", "–", "—"};
  size_t close = span(text, n, closing, sizeof closing / sizeof *closing);
  size_t between = span(text + close, n - close, separators, sizeof separators / sizeof *separators);
  before->close = ct_arena_strndup(a, text, close);
  after->between = ct_arena_strndup(a, text + close, between);
  after->open = ct_arena_strndup(a, text + close + between, n - close - between);
}

static void take_apart(struct ct_arena *a, const char *template, struct parts *out) {
  for (const char *p = template; *p;) {
    const char *brace = strchr(p, '{'), *close = brace ? strchr(brace, '}') : NULL;
    struct part *last = out->v.n ? &out->v.v[out->v.n - 1] : NULL;
    if (!close) {
      if (last) last->close = p;
      return;
    }
    struct part made = {ct_arena_strndup(a, brace + 1, (size_t)(close - brace - 1)), "", "", ""};
    if (last)
      split(a, p, (size_t)(brace - p), last, &made);
    else
      made.open = ct_arena_strndup(a, p, (size_t)(brace - p));
    ct_vec_push(a, &out->v, made);
    p = close + 1;
  }
}

static const struct ct_value *is_empty(struct ct_arena *a, const struct ct_value *text) {
  return CT_LIST(a, ct_make_s(a, "=="), text, ct_make_s(a, ""));
}

static const struct ct_value *unless_empty(struct ct_arena *a, const struct ct_value *text,
                                           const struct ct_value *then) {
  return CT_LIST(a, ct_make_s(a, "case"), is_empty(a, text), ct_make_s(a, ""), then);
}

// All columns before part i, one after the other.
static const struct ct_value *before(struct ct_arena *a, const struct parts *parts, size_t i) {
  ct_vec(const struct ct_value *) v = {0};
  ct_vec_push(a, &v, ct_make_s(a, "concat"));
  for (size_t k = 0; k < i; k++) ct_vec_push(a, &v, ct_make_text(a, parts->v.v[k].column));
  return ct_value_of_items(a, v.v, v.n);
}

static const struct ct_value *part_text(struct ct_arena *a, const struct parts *parts, size_t i) {
  const struct part *p = &parts->v.v[i];
  const struct ct_value *value = ct_make_text(a, p->column);
  if (!*p->between && !*p->open && !*p->close) return value;
  ct_vec(const struct ct_value *) v = {0};
  ct_vec_push(a, &v, ct_make_s(a, "concat"));
  if (*p->between) ct_vec_push(a, &v, unless_empty(a, before(a, parts, i), ct_make_s(a, p->between)));
  if (*p->open) ct_vec_push(a, &v, ct_make_s(a, p->open));
  ct_vec_push(a, &v, value);
  if (*p->close) ct_vec_push(a, &v, ct_make_s(a, p->close));
  return unless_empty(a, value, ct_value_of_items(a, v.v, v.n));
}

const struct ct_value *ct_bind_template(struct ct_arena *a, const char *label) {
  struct parts parts = {0};
  if (!strchr(label, '{')) return ct_make_text(a, label);
  take_apart(a, label, &parts);
  if (!parts.v.n) return ct_make_s(a, label);
  if (parts.v.n == 1) return part_text(a, &parts, 0);
  ct_vec(const struct ct_value *) v = {0};
  ct_vec_push(a, &v, ct_make_s(a, "concat"));
  for (size_t i = 0; i < parts.v.n; i++) ct_vec_push(a, &v, part_text(a, &parts, i));
  return ct_value_of_items(a, v.v, v.n);
}

// Equal but for case and accents.
static const struct ct_value *same(struct ct_arena *a, const struct ct_value *x, const struct ct_value *y) {
  const struct ct_value *how = ct_value_with(a, NULL, "case-sensitive", ct_value_of_bool(a, false));
  how = ct_value_with(a, how, "diacritic-sensitive", ct_value_of_bool(a, false));
  return CT_LIST(a, ct_make_s(a, "=="), x, y, CT_LIST(a, ct_make_s(a, "collator"), how));
}

static const struct ct_value *two(struct ct_arena *a, const struct ct_value *first,
                                  const struct ct_value *second, const char *font) {
  first = CT_LIST(a, ct_make_s(a, "case"), is_empty(a, first), second, first);
  const struct ct_value *inside =
      CT_LIST(a, ct_make_s(a, "index-of"), CT_LIST(a, ct_make_s(a, "downcase"), second),
              CT_LIST(a, ct_make_s(a, "downcase"), first));
  inside = CT_LIST(a, ct_make_s(a, ">="), inside, ct_make_n(a, 0));
  const struct ct_value *said = CT_LIST(a, ct_make_s(a, "any"), inside, same(a, first, second));
  const struct ct_value *line = CT_LIST(a, ct_make_s(a, "concat"), ct_make_s(a, "\n"), second);
  line = CT_LIST(a, ct_make_s(a, "case"), said, ct_make_s(a, ""), line);
  const struct ct_value *look = ct_value_with(a, NULL, "font-scale", ct_make_n(a, SECOND_SCALE));
  if (font)
    look = ct_value_with(a, look, "text-font",
                         CT_LIST(a, ct_make_s(a, "literal"), CT_LIST(a, ct_make_s(a, font))));
  return CT_LIST(a, ct_make_s(a, "format"), first, ct_value_new(a, CT_OBJECT), line, look);
}

const struct ct_value *ct_bind_label(struct ct_arena *a, const struct ct_data *d, const char *font) {
  const struct ct_value *first = ct_bind_template(a, d->label);
  return d->label_second ? two(a, first, ct_bind_template(a, d->label_second), font) : first;
}

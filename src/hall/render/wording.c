// SPDX-License-Identifier: MIT
// Wording: a document's texts with a row's columns in them, by the rules of label texts.
#include "hall/render/wording.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "expr/expr.h"
#include "hall/sources/sources.h"
#include "model/document.h"
#include "style/bind_label.h"

struct ct_wording {
  const char *plain;  // the text itself, or NULL
  const struct ct_table *table;
  struct ct_expr expr;
};

bool ct_wording_is(const char *text) {
  const char *open = text ? strchr(text, '{') : NULL;
  return open && strchr(open, '}');
}

const char *ct_wording_unknown(const char *text, const struct ct_table *t, struct ct_arena *a) {
  for (const char *p = ct_wording_is(text) ? strchr(text, '{') : NULL; p; p = strchr(p + 1, '{')) {
    const char *close = strchr(p, '}');
    if (!close) break;
    char *name = ct_arena_strndup(a, p + 1, (size_t)(close - p - 1));
    if (ct_ends_with(name, "|date")) name[strlen(name) - 5] = '\0';
    if (ct_table_column(t, name) < 0) return name;
  }
  return NULL;
}

bool ct_wording_new(const char *text, bool column, const struct ct_table *whole, const struct ct_table *t,
                    struct ct_arena *a, struct ct_wording **out, struct ct_err *err) {
  struct ct_wording *x = *out = CT_NEW(a, struct ct_wording);
  if (!column && !ct_wording_is(text)) {
    x->plain = text;
    return true;
  }
  struct ct_expr compiled;
  struct ct_expr_errors errors = {0};
  struct ct_data as_label = {.label = text};
  if (!ct_expr_compile(ct_bind_label(a, &as_label, NULL), NULL, a, &compiled, &errors))
    return ct_fail(err, "'%s' is no template: %s", text, errors.n ? errors.v[0].message : "malformed");
  struct ct_eval ev = {.arena = a};
  x->table = ct_sources_label_columns(a, text, whole, t);
  ct_expr_bind(&compiled, x->table, &ev, a, &x->expr);
  return true;
}

const char *ct_wording_text(const struct ct_wording *x, size_t row, struct ct_arena *a) {
  if (x->plain) return *x->plain ? x->plain : NULL;
  struct ct_val v;
  struct ct_eval ev = {.arena = a, .table = x->table, .row = row, .quiet = true};
  if (!ct_expr_eval(&x->expr, &ev, &v) || v.kind != CT_KIND_STRING || !*v.u.string) return NULL;
  return v.u.string;
}

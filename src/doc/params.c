// SPDX-License-Identifier: MIT
// Params: ${name} in the texts of a map document, filled from a set of names and values.
#include "doc/params.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"

struct filler {
  struct ct_arena *a;
  const char *file;
  const struct ct_param *params;
  size_t n;
  struct ct_err *err;
};

static const struct ct_value *fail_at(struct filler *f, const struct ct_value *at, const char *what) {
  if (at->line)
    ct_fail(f->err, "%s:%d:%d: %s", f->file ? f->file : "document", at->line, at->col, what);
  else
    ct_fail(f->err, "%s: %s", f->file ? f->file : "document", what);
  return NULL;
}

static const char *find(const struct filler *f, const char *name) {
  for (size_t i = f->n; i-- > 0;)
    if (strcmp(f->params[i].name, name) == 0) return f->params[i].value;
  return NULL;
}

static const char *there_is(struct filler *f) {
  struct ct_str s = {.arena = f->a};
  if (!f->n) return "none is given: 'batch' takes them from --params, 'render' from --param name=value";
  ct_str_add(&s, "there is ");
  for (size_t i = 0; i < f->n && i < 30; i++) ct_str_addf(&s, "%s'%.60s'", i ? ", " : "", f->params[i].name);
  return ct_str_text(&s);
}

static const struct ct_value *missing(struct filler *f, const struct ct_value *at, const char *name) {
  const char **have = CT_NEW_N(f->a, const char *, f->n + 1);
  for (size_t i = 0; i < f->n; i++) have[i] = f->params[i].name;
  const char *near = ct_nearest_name(name, have, f->n);
  const char *hint = near ? ct_arena_printf(f->a, "did you mean '%.60s'?", near) : there_is(f);
  return fail_at(f, at, ct_arena_printf(f->a, "no value for parameter '%.60s' (%s)", name, hint));
}

// A text that is one parameter is what it would be if its value stood there.
static const struct ct_value *scalar(struct filler *f, const struct ct_value *at, const char *text) {
  struct ct_value *v = ct_value_new(f->a, CT_STRING);
  v->string = text;
  v->n = strlen(text);
  v->line = at->line;
  v->col = at->col;
  if (ct_parse_number(text, &v->number)) v->kind = CT_NUMBER;
  v->boolean = strcmp(text, "true") == 0;
  if (v->boolean || strcmp(text, "false") == 0) v->kind = CT_BOOL;
  return v;
}

static const struct ct_value *fill_text(struct filler *f, const struct ct_value *v) {
  struct ct_str out = {.arena = f->a};
  for (const char *p = v->string; *p;) {
    const char *mark = strstr(p, "${");
    bool literal = mark && mark > p && mark[-1] == '$';
    ct_str_add_n(&out, p, mark ? (size_t)(mark - p) - literal : strlen(p));
    if (!mark) break;
    p = mark + 2;
    if (literal) {
      ct_str_add(&out, "${");
      continue;
    }
    const char *end = strchr(p, '}');
    if (!end) return fail_at(f, v, "'${' has no '}' ('$${' stands for '${' itself)");
    const char *name = ct_arena_strndup(f->a, p, (size_t)(end - p)), *value = find(f, name);
    if (!value) return missing(f, v, name);
    if (mark == v->string && !end[1]) return scalar(f, v, value);
    ct_str_add(&out, value);
    p = end + 1;
  }
  struct ct_value *filled = ct_value_new(f->a, CT_STRING);
  filled->string = ct_str_text(&out);
  filled->n = strlen(filled->string);
  filled->line = v->line;
  filled->col = v->col;
  return filled;
}

static const struct ct_value *fill(struct filler *f, const struct ct_value *v);

static const struct ct_value *fill_items(struct filler *f, const struct ct_value *v) {
  const struct ct_value **items = CT_NEW_N(f->a, const struct ct_value *, v->n + 1);
  bool same = true;
  for (size_t i = 0; i < v->n; i++) {
    if (!(items[i] = fill(f, v->items[i]))) return NULL;
    same = same && items[i] == v->items[i];
  }
  if (same) return v;
  struct ct_value *out = CT_NEW(f->a, struct ct_value);
  *out = *v;
  out->items = items;
  return out;
}

static const struct ct_value *fill_members(struct filler *f, const struct ct_value *v) {
  struct ct_member *members = CT_NEW_N(f->a, struct ct_member, v->n + 1);
  bool same = true;
  for (size_t i = 0; i < v->n; i++) {
    members[i] = v->members[i];
    if (!(members[i].value = fill(f, v->members[i].value))) return NULL;
    same = same && members[i].value == v->members[i].value;
  }
  if (same) return v;
  struct ct_value *out = CT_NEW(f->a, struct ct_value);
  *out = *v;
  out->members = members;
  return out;
}

// As deep as a document can be read: 200 levels.
static const struct ct_value *fill(struct filler *f, const struct ct_value *v) {
  if (v->kind == CT_ARRAY) return fill_items(f, v);
  if (v->kind == CT_OBJECT) return fill_members(f, v);
  return v->kind == CT_STRING && strstr(v->string, "${") ? fill_text(f, v) : v;
}

const struct ct_value *ct_doc_fill(const struct ct_value *v, const char *file, const struct ct_param *params,
                                   size_t n, struct ct_arena *a, struct ct_err *err) {
  struct filler f = {a, file, params, n, err};
  return fill(&f, v);
}

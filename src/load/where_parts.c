// SPDX-License-Identifier: MIT
// Where, parts: words, quotes and brackets, no more of SQL.
#include "load/where_parts.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/vec.h"

struct parts {
  struct ct_arena *a;
  ct_vec(const char *) v;
};

static bool is_word(char c) {
  return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool same(const char *s, size_t n, const char *word) {
  return strlen(word) == n && strncasecmp(s, word, n) == 0;
}

// Past a quoted text, in which a quote is doubled or has a backslash before it; NULL: not plain.
static const char *past_quotes(const char *s) {
  char quote = *s++;
  for (; *s && *s != quote; s++)
    if (*s == '\\') return NULL;
  return *s ? s + 1 : NULL;
}

// Past one thing that is no word; NULL: not plain.
static const char *past_sign(const char *s, int *depth) {
  if (*s == '\'' || *s == '"') return past_quotes(s);
  if (strchr("`[];\\", *s) || strncmp(s, "--", 2) == 0 || strncmp(s, "/*", 2) == 0) return NULL;
  *depth += (*s == '(') - (*s == ')');
  return *depth < 0 ? NULL : s + 1;
}

static void add(struct parts *p, const char *from, const char *to) {
  ct_vec_push(p->a, &p->v, (const char *)ct_arena_strndup(p->a, from, (size_t)(to - from)));
}

// An AND may belong to BETWEEN, and OR binds less.
static bool is_other(const char *s, size_t n) {
  return same(s, n, "or") || same(s, n, "between") || same(s, n, "case") || same(s, n, "select");
}

static bool take_apart(struct parts *p, const char *where) {
  int depth = 0;
  const char *from = where;
  for (const char *s = where; *s;) {
    if (!is_word(*s)) {
      if (!(s = past_sign(s, &depth))) return false;
      continue;
    }
    size_t n = 1;
    while (is_word(s[n])) n++;
    if (depth == 0 && is_other(s, n)) return false;
    if (depth == 0 && same(s, n, "and")) {
      add(p, from, s);
      from = s + n;
    }
    s += n;
  }
  add(p, from, from + strlen(from));
  return depth == 0;
}

size_t ct_where_parts(const char *where, struct ct_arena *a, const char *const **out) {
  struct parts p = {.a = a};
  if (!take_apart(&p, where)) {
    p.v.n = 0;
    add(&p, where, where + strlen(where));
  }
  *out = p.v.v;
  return p.v.n;
}

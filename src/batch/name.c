// SPDX-License-Identifier: MIT
// Names: what the files of a map are called, by a pattern.
#include "batch/name.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/fold.h"
#include "base/str.h"
#include "batch/protocol.h"

enum { LONGEST = 200 };  // bytes; an extension or a page's number comes behind

enum own { STEM, ROW, SLUG, TITLE, AS_OF, PAGE, NAME, OWN };
static const char *const own_names[OWN] = {"stem", "row", "slug", "title", "as_of", "page", "name"};

static const char *param(const struct ct_batch_pair *params, size_t n, const char *name) {
  for (size_t i = n; i-- > 0;)
    if (strcmp(params[i].name, name) == 0) return params[i].value;
  return NULL;
}

// The next {name} at or after p, or NULL.
static const char *next_name(struct ct_arena *a, const char *p, const char **name, const char **end) {
  const char *open = strchr(p, '{'), *close = open ? strchr(open, '}') : NULL;
  if (!close) return NULL;
  *name = ct_arena_strndup(a, open + 1, (size_t)(close - open - 1));
  *end = close + 1;
  return open;
}

static int own_of(const char *name) {
  for (int i = 0; i < OWN; i++)
    if (strcmp(own_names[i], name) == 0) return i;
  return OWN;
}

bool ct_batch_name_asks(const char *pattern, const struct ct_batch_pair *params, size_t nparams) {
  struct ct_arena a = {0};
  bool asks = false;
  const char *name, *end;
  for (const char *p = pattern; next_name(&a, p, &name, &end); p = end)
    asks = asks || (!param(params, nparams, name) && own_of(name) >= SLUG && own_of(name) < OWN);
  ct_arena_release(&a);
  return asks;
}

static const char *slug(struct ct_arena *a, const char *title) {
  size_t size = 4 * strlen(title) + 16;
  char *out = CT_NEW_N(a, char, size);
  ct_fold_words(title, strlen(title), out, size);
  for (char *p = out; *p; p++)
    if (*p == ' ') *p = '-';
  return out;
}

static const char *value_of(const char *name, const struct ct_batch_named *of, struct ct_arena *a) {
  const char *given = param(of->params, of->nparams, name);
  if (given) return given;
  switch (own_of(name)) {
    case STEM:
      return ct_path_stem(a, of->document);
    case ROW:
      return of->row ? ct_arena_printf(a, "%zu", of->row) : "";
    case SLUG:
      return of->title ? slug(a, of->title) : "";
    case TITLE:
      return of->title ? of->title : "";
    case AS_OF:
      return of->as_of ? of->as_of : "";
    case PAGE:
      return of->is_atlas ? "{page}" : "";
    case NAME:
      return of->is_atlas ? "{name}" : NULL;
    default:
      return NULL;
  }
}

static bool unknown(const char *name, const struct ct_batch_named *of, struct ct_arena *a,
                    struct ct_err *err) {
  size_t n = of->nparams + NAME;
  const char **have = CT_NEW_N(a, const char *, n);
  struct ct_str list = {.arena = a};
  for (size_t i = 0; i < n; i++) {
    have[i] = i < NAME ? own_names[i] : of->params[i - NAME].name;
    if (i < 30) ct_str_addf(&list, "%s{%.60s}", i ? ", " : "", have[i]);
  }
  const char *near = ct_nearest_name(name, have, n);
  if (near) return ct_fail(err, "--name: '{%.60s}' is not known (did you mean '{%s}'?)", name, near);
  return ct_fail(err, "--name: '{%.60s}' is not known (there is %s)", name, ct_str_text(&list));
}

// Slashes and control characters are for no name of a file.
static void add_safe(struct ct_str *out, const char *text, size_t n) {
  for (size_t i = 0; i < n; i++) {
    bool bad = text[i] == '/' || (unsigned char)text[i] < 0x20 || text[i] == 0x7f;
    ct_str_add_n(out, bad ? "-" : &text[i], 1);
  }
}

// A value that is empty takes the - or _ before it along, or at the beginning the one behind it.
static void add_value(struct ct_str *out, const char *value, const char **rest) {
  if (*value) {
    add_safe(out, value, strlen(value));
  } else if (out->n && strchr("-_", out->v[out->n - 1])) {
    out->v[--out->n] = '\0';
  } else if (!out->n && **rest && strchr("-_", **rest)) {
    ++*rest;
  }
}

const char *ct_batch_name_make(const char *pattern, const struct ct_batch_named *of, struct ct_arena *a,
                               struct ct_err *err) {
  struct ct_str out = {.arena = a};
  const char *name, *end, *p = pattern, *open;
  for (; (open = next_name(a, p, &name, &end)); p = end) {
    const char *value = value_of(name, of, a);
    add_safe(&out, p, (size_t)(open - p));
    if (!value) {
      unknown(name, of, a, err);
      return NULL;
    }
    add_value(&out, value, &end);
  }
  if (strchr(p, '{')) {
    ct_fail(err, "--name: '%.60s' has a '{' that is not closed (expected {stem} and the like)", pattern);
    return NULL;
  }
  add_safe(&out, p, strlen(p));
  const char *made = ct_str_text(&out);
  if (!*made)
    ct_fail(err, "%s: no name comes of the pattern '%s'", of->document, pattern);
  else if (made[0] == '.')
    ct_fail(err, "%s: the name '%.100s' begins with a full stop (give another --name)", of->document, made);
  else if (strlen(made) > LONGEST)
    ct_fail(err, "%s: the name '%.60s...' is longer than %d bytes (give another --name)", of->document, made,
            LONGEST);
  else
    return made;
  return NULL;
}

const char *ct_batch_name_whole(const char *made, struct ct_arena *a) {
  struct ct_str out = {.arena = a};
  const char *name, *end, *p = made, *open;
  for (; (open = next_name(a, p, &name, &end)); p = end) {
    bool page = own_of(name) == PAGE || own_of(name) == NAME;
    ct_str_add_n(&out, p, (size_t)(open - p));
    if (page)
      add_value(&out, "", &end);
    else
      ct_str_add_n(&out, open, (size_t)(end - open));
  }
  ct_str_add(&out, p);
  return out.n ? ct_str_text(&out) : "atlas";
}

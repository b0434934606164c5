// SPDX-License-Identifier: MIT
// Manifest diff: two manifests held against each other, features and what the maps were made of.
#include <string.h>

#include "base/arena.h"
#include "base/guard.h"
#include "base/str.h"
#include "base/value.h"
#include "cartouche.h"
#include "edition/compare.h"
#include "edition/manifest_read.h"

struct diff {
  struct ct_arena *a;
  ct_made_fn *made;
  void *user;
  size_t n;
};

static bool same(const char *x, const char *y) {
  return x == y || (x && y && strcmp(x, y) == 0);
}

static void tell(struct diff *d, const char *what, const char *from, const char *to) {
  if (same(from, to)) return;
  d->n++;
  if (d->made) d->made(d->user, what, from, to);
}

// ---- Values

static void texts(struct diff *d, const struct ct_value *from, const struct ct_value *to, const char *key) {
  tell(d, key, ct_value_string(ct_value_get(from, key)), ct_value_string(ct_value_get(to, key)));
}

// A file with its digest; where only its path differs, that.
static void files(struct diff *d, const struct ct_value *from, const struct ct_value *to, const char *key) {
  const struct ct_value *x = ct_value_get(from, key), *y = ct_value_get(to, key);
  const char *hash = ct_value_string(ct_value_get(x, "sha256")),
             *other = ct_value_string(ct_value_get(y, "sha256"));
  const char *path = ct_value_string(ct_value_get(x, "path")),
             *renamed = ct_value_string(ct_value_get(y, "path"));
  if (same(hash, other))
    tell(d, key, path, renamed);
  else
    tell(d, path && same(path, renamed) ? ct_arena_printf(d->a, "%s %s", key, path) : key, hash, other);
}

static const struct ct_value *named(const struct ct_value *list, const char *key, const char *name) {
  for (size_t i = 0; list && i < list->n && list->kind == CT_ARRAY; i++)
    if (same(ct_value_string(ct_value_get(list->items[i], key)), name)) return list->items[i];
  return NULL;
}

struct list_kind {
  const char *list, *said, *key, *value;
};

// Both lists by the key of their objects.
static void lists(struct diff *d, const struct ct_value *from, const struct ct_value *to,
                  const struct list_kind *k) {
  const struct ct_value *x = ct_value_get(from, k->list), *y = ct_value_get(to, k->list);
  for (size_t i = 0; y && y->kind == CT_ARRAY && i < y->n; i++) {
    const char *name = ct_value_string(ct_value_get(y->items[i], k->key));
    if (!name) continue;
    const struct ct_value *had = named(x, k->key, name);
    const char *value = ct_value_string(ct_value_get(y->items[i], k->value));
    tell(d, ct_arena_printf(d->a, "%s %s", k->said, name), ct_value_string(ct_value_get(had, k->value)),
         value || had ? value : "");
  }
  for (size_t i = 0; x && x->kind == CT_ARRAY && i < x->n; i++) {
    const char *name = ct_value_string(ct_value_get(x->items[i], k->key));
    const char *value = ct_value_string(ct_value_get(x->items[i], k->value));
    if (name && !named(y, k->key, name))
      tell(d, ct_arena_printf(d->a, "%s %s", k->said, name), value ? value : "", NULL);
  }
}

// Versions by name.
static void program(struct diff *d, const struct ct_value *from, const struct ct_value *to) {
  const struct ct_value *x = ct_value_get(from, "program"), *y = ct_value_get(to, "program");
  for (size_t i = 0; y && y->kind == CT_OBJECT && i < y->n; i++) {
    const char *name = y->members[i].key;
    tell(d, ct_arena_printf(d->a, "program %s", name), ct_value_string(ct_value_get(x, name)),
         ct_value_string(y->members[i].value));
  }
  for (size_t i = 0; x && x->kind == CT_OBJECT && i < x->n; i++)
    if (!ct_value_get(y, x->members[i].key))
      tell(d, ct_arena_printf(d->a, "program %s", x->members[i].key), ct_value_string(x->members[i].value),
           NULL);
}

static const char *path_at(const struct ct_value *list, size_t i) {
  return ct_value_string(ct_value_get(list->items[i], "path"));
}

// The same number of files, of the same formats: they go by their order, whatever they are called.
static bool outputs_pair(const struct ct_value *x, const struct ct_value *y) {
  if (!x || !y || x->kind != CT_ARRAY || y->kind != CT_ARRAY || x->n != y->n) return false;
  for (size_t i = 0; i < x->n; i++) {
    const char *p = path_at(x, i), *q = path_at(y, i);
    if (!p || !q || strcmp(ct_path_extension(p), ct_path_extension(q)) != 0) return false;
  }
  return true;
}

static void outputs(struct diff *d, const struct ct_value *from, const struct ct_value *to) {
  static const struct list_kind kind = {"outputs", "output", "path", "sha256"};
  const struct ct_value *x = ct_value_get(from, "outputs"), *y = ct_value_get(to, "outputs");
  if (!outputs_pair(x, y)) {
    lists(d, from, to, &kind);
    return;
  }
  for (size_t i = 0; i < x->n; i++)
    tell(d, ct_arena_printf(d->a, "output %s", path_at(y, i)),
         ct_value_string(ct_value_get(x->items[i], "sha256")),
         ct_value_string(ct_value_get(y->items[i], "sha256")));
}

static void heads(struct diff *d, const struct ct_value *from, const struct ct_value *to) {
  static const struct list_kind kinds[] = {{"options", "option", "name", "value"},
                                           {"fonts", "font", "path", "sha256"},
                                           {"inputs", "input", "path", "sha256"}};
  texts(d, from, to, "title");
  texts(d, from, to, "as_of");
  files(d, from, to, "document");
  files(d, from, to, "theme");
  program(d, from, to);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) lists(d, from, to, &kinds[i]);
  outputs(d, from, to);
}

// ---- The whole

struct request {
  const char *from, *to;
  struct ct_differences *out;
};

static bool run(struct diff *d, const struct request *q, struct ct_err *err) {
  struct ct_manifest *from = CT_NEW(d->a, struct ct_manifest), *to = CT_NEW(d->a, struct ct_manifest);
  struct ct_changes changes = {0};
  if (!ct_manifest_read(q->from, d->a, from, err) || !ct_manifest_read(q->to, d->a, to, err)) return false;
  ct_edition_compare(&from->edition, &to->edition, d->a, &changes);
  memcpy(q->out->count, changes.count, sizeof changes.count);
  for (size_t i = 0; q->out->fn && i < changes.n; i++) q->out->fn(d->user, &changes.v[i]);
  heads(d, from->head, to->head);
  return true;
}

static bool guarded(struct diff *d, const struct request *q, struct ct_err *err) {
  CT_GUARDED(d->a, err, run(d, q, err));
}

CT_EXPORT bool ct_manifest_diff(const char *from, const char *to, struct ct_differences *out,
                                struct ct_err *err) {
  struct ct_arena arena = {0};
  struct diff d = {.a = &arena, .made = out->made, .user = out->user};
  const struct request q = {from, to, out};
  memset(out->count, 0, sizeof out->count);
  bool ok = guarded(&d, &q, err);
  ct_arena_release(&arena);
  out->nmade = d.n;
  return ok;
}

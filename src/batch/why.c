// SPDX-License-Identifier: MIT
// Why: the reason for which a map must be made again.
#include "batch/why.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "batch/files.h"
#include "batch/ledger.h"
#include "batch/protocol.h"

// ---- How it is made

static const struct ct_value *parsed(struct ct_arena *a, const char *text) {
  struct ct_err ignored = {0};
  const struct ct_value *v = NULL;
  if (!ct_value_parse(a, text, strlen(text), "ledger", CT_SYNTAX_JSON, &v, &ignored)) return NULL;
  return ct_value_is(v, CT_ARRAY) ? v : NULL;
}

static const char *item(const struct ct_value *list, size_t i, size_t which) {
  const struct ct_value *pair = list && i < list->n ? list->items[i] : NULL;
  const char *text =
      pair && ct_value_is(pair, CT_ARRAY) && pair->n == 2 ? ct_value_string(pair->items[which]) : NULL;
  return text ? text : "";
}

// The first of two lists of pairs that differs.
static const char *pairs_differ(struct ct_arena *a, const char *what, const char *had, const char *now) {
  const struct ct_value *x = parsed(a, had), *y = parsed(a, now);
  for (size_t i = 0; x && y && (i < x->n || i < y->n); i++) {
    const char *name = item(y, i, 0), *old = item(x, i, 0);
    if (strcmp(name, old) != 0) {
      bool is_new = y->n > x->n || (y->n == x->n && *name);
      return ct_arena_printf(a, "%s '%.60s' is %s", what, is_new ? name : old,
                             is_new ? "new" : "given no more");
    }
    if (strcmp(item(x, i, 1), item(y, i, 1)) != 0)
      return ct_arena_printf(a, "%s '%.60s' was '%.80s', now '%.80s'", what, name, item(x, i, 1),
                             item(y, i, 1));
  }
  return ct_arena_printf(a, "%ss changed", what);
}

// A part of "0.1.0 1a2b3c...; cairo 1.16.0; gdal 3.6.2", with what it is called.
struct part {
  const char *at;
  size_t n, name;
};

static bool next_part(const char **text, struct part *out) {
  if (!**text) return false;
  *out = (struct part){.at = *text, .n = strcspn(*text, ";"), .name = strcspn(*text, " ;")};
  *text += out->n;
  *text += strspn(*text, "; ");
  return true;
}

static bool same_bytes(const char *x, size_t n, const char *y, size_t m) {
  return n == m && strncmp(x, y, n) == 0;
}

// The library of that name; one that is not told of is "none".
static struct part library(const char *program, const struct part *like) {
  struct part p;
  // The program itself has no name: it begins with its version.
  next_part(&program, &p);
  while (next_part(&program, &p))
    if (same_bytes(p.at, p.name, like->at, like->name)) return p;
  return (struct part){.at = "? none", .n = 6, .name = 1};
}

// "cairo 1.16.0 -> 1.18.0, and 2 more libraries"; NULL: the libraries are the same.
static const char *libraries_differ(struct ct_arena *a, const char *had, const char *now) {
  const char *first = NULL, *rest = now;
  struct part p;
  size_t more = 0;
  next_part(&rest, &p);
  while (next_part(&rest, &p)) {
    const struct part old = library(had, &p);
    if (same_bytes(p.at, p.n, old.at, old.n)) continue;
    more += first != NULL;
    if (!first)
      first = ct_arena_printf(a, "%.*s %.*s -> %.*s", (int)p.name, p.at, (int)(old.n - old.name - 1),
                              old.at + old.name + 1, (int)(p.n - p.name - 1), p.at + p.name + 1);
  }
  if (!more) return first;
  return ct_arena_printf(a, "%s, and %zu more librar%s", first, more, more == 1 ? "y" : "ies");
}

static const char *program_differs(struct ct_arena *a, const char *had, const char *now) {
  struct part old = {0}, own = {0};
  const char *x = had, *y = now, *why;
  next_part(&x, &old);
  next_part(&y, &own);
  if (!same_bytes(had, old.name, now, own.name))
    return ct_arena_printf(a, "program %.*s -> %.*s", (int)old.name, had, (int)own.name, now);
  why = libraries_differ(a, had, now);
  return why ? why : "the program was built anew";
}

static const char *settings_differ(struct ct_batch_why *w, const struct ct_ledger_settings *had,
                                   const struct ct_ledger_settings *now) {
  struct ct_arena *a = w->arena;
  if (strcmp(had->program, now->program) != 0) return program_differs(a, had->program, now->program);
  if (strcmp(had->formats, now->formats) != 0)
    return ct_arena_printf(a, "files wanted were %s, now %s", had->formats, now->formats);
  if (strcmp(had->options, now->options) != 0) return pairs_differ(a, "option", had->options, now->options);
  if (strcmp(had->params, now->params) != 0) return pairs_differ(a, "parameter", had->params, now->params);
  return NULL;
}

// ---- What it is made from, and what came of it

static const char *output_differs(struct ct_batch_why *w, const struct ct_ledger_map *m) {
  for (size_t i = 0; i < m->noutputs; i++) {
    const struct ct_ledger_output *o = &m->outputs[i];
    struct ct_file_sign sign;
    const char *path = ct_arena_printf(w->arena, "%s/%s", w->folder, o->path);
    ct_file_sign_of(path, &sign);
    if (sign.is_there && ct_file_sign_equal(&sign, &o->sign)) continue;
    const char *now = ct_batch_files_hash(w->files, path);
    if (!now) return ct_arena_printf(w->arena, "output '%s' is missing", o->path);
    if (strcmp(now, o->sha256) != 0)
      return ct_arena_printf(w->arena, "output '%s' was changed by somebody else", o->path);
  }
  return m->noutputs ? NULL : "it has no files";
}

static const char *shown_path(const struct ct_ledger_map *m, const char *path) {
  size_t n = (size_t)(strrchr(m->document, '/') - m->document) + 1;
  return strncmp(path, m->document, n) == 0 ? path + n : path;
}

static const char *read_differs(struct ct_batch_why *w, const struct ct_ledger_map *m,
                                const struct ct_batch_read *r) {
  const char *now = ct_batch_files_hash(w->files, r->path);
  if (r->sha256 == now || (r->sha256 && now && *now && strcmp(r->sha256, now) == 0)) return NULL;
  const char *what = !now         ? "is gone"
                     : !r->sha256 ? "is there now"
                     : *r->sha256 ? "changed"
                                  : "changed while it was read";
  if (strcmp(r->path, m->document) == 0) return ct_arena_printf(w->arena, "the document %s", what);
  const char *kind = strcmp(r->kind, "other") == 0 ? "file" : r->kind;
  return ct_arena_printf(w->arena, "%s %s %s", kind, shown_path(m, r->path), what);
}

// Files whose part in the map is told by what it shows. Of icons, fonts and base layers it says no more than their names.
static bool is_in_content(const struct ct_batch_read *r) {
  static const char *const kinds[] = {"document", "template", "theme", "data"};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(r->kind, kinds[i]) == 0) return true;
  return false;
}

static const char *reads_differ(struct ct_batch_why *w, const struct ct_ledger_map *m) {
  const char *first = NULL;
  size_t more = 0;
  for (size_t i = 0; i < m->nreads; i++) {
    const char *why = read_differs(w, m, &m->reads[i]);
    if (!why) continue;
    if (!is_in_content(&m->reads[i])) w->may_be_unchanged = false;
    more += first != NULL;
    if (!first) first = why;
  }
  if (!more) return first;
  return ct_arena_printf(w->arena, "%s, and %zu more file%s", first, more, more == 1 ? "" : "s");
}

const char *ct_batch_why(struct ct_batch_why *w, const struct ct_ledger_map *m,
                         const struct ct_ledger_settings *settings) {
  w->may_be_unchanged = false;
  if (!m->n || strcmp(m->state, "new") == 0) return "new";
  if (w->force) return "all are asked for";
  if (strcmp(m->state, "failed") == 0) return "failed last time";
  if (strcmp(m->state, "done") != 0) return "was interrupted";
  const char *why = settings_differ(w, &m->settings, settings);
  if (!why) why = output_differs(w, m);
  if (why) return why;
  w->may_be_unchanged = *m->content;
  return reads_differ(w, m);
}

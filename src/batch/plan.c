// SPDX-License-Identifier: MIT
// Plan: which maps a batch is to make, and what each is called.
#include "batch/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/value.h"
#include "batch/files.h"
#include "batch/folder.h"
#include "batch/name.h"

struct planning {
  const struct ct_batch_order *order;
  struct ct_ledger *ledger;
  struct ct_batch_files *files;
  struct ct_arena *a;
  struct ct_batch_plan *out;
  struct ct_map documents, names;  // names to numbers in `all`
  ct_vec(const char *) list;       // documents
  ct_vec(struct ct_batch_map) all;
  struct ct_err *err;
};

const char *ct_batch_pairs_text(struct ct_arena *a, const struct ct_batch_pair *pairs, size_t n) {
  struct ct_str out = {.arena = a};
  const struct ct_value **list = CT_NEW_N(a, const struct ct_value *, n + 1);
  for (size_t i = 0; i < n; i++) {
    const struct ct_value *two[] = {ct_value_of_string(a, pairs[i].name),
                                    ct_value_of_string(a, pairs[i].value)};
    list[i] = ct_value_of_items(a, two, 2);
  }
  ct_value_write_json(ct_value_of_items(a, list, n), &out);
  return ct_str_text(&out);
}

// ---- What documents say

// By all that bears on it.
static bool digest_of(struct planning *p, const char *document, const struct ct_batch_set *set,
                      char hex[CT_DIGEST_SIZE]) {
  const char *bytes = ct_batch_files_hash(p->files, document);
  struct ct_digest *d = ct_digest_new();
  bool ok = bytes && *bytes && d;
  if (ok) {
    ct_digest_add_text(d, CT_VERSION);
    ct_digest_add_text(d, bytes);
    ct_digest_add_text(d, set ? ct_batch_pairs_text(p->a, set->pairs, set->n) : NULL);
    ct_digest_add_text(d, ct_batch_pairs_text(p->a, p->order->options, p->order->noptions));
    ct_digest_finish(d, hex);
  }
  ct_digest_free(d);
  return ok;
}

// *failure: the document's own fault. False only when the ledger fails.
static bool tell(struct planning *p, const char *document, const struct ct_batch_set *set,
                 struct ct_ledger_told *out, const char **failure) {
  char hex[CT_DIGEST_SIZE];
  struct ct_err why = {0};
  bool found = false, known = digest_of(p, document, set, hex);
  *failure = NULL;
  if (known && p->ledger && !ct_ledger_told(p->ledger, hex, p->a, out, &found, p->err)) return false;
  if (found) return true;
  if (!p->order->hall.tell(p->order->hall.user, document, set, p->a, out, &why)) {
    *failure = ct_arena_strdup(p->a, why.message);
    return true;
  }
  return !known || !p->ledger || !p->ledger->run || ct_ledger_tell(p->ledger, hex, out, p->err);
}

// ---- Inputs

// The folder's real path and the name as given: a link to a document is a document of its own.
static const char *absolute(struct planning *p, const char *path) {
  const char *name = strrchr(path, '/');
  struct ct_err ignored = {0};
  const char *folder = ct_folder_real(ct_path_folder(p->a, path), p->a, &ignored);
  return folder ? ct_path_join(p->a, folder, name ? name + 1 : path) : path;
}

static void add_document(struct planning *p, const char *path) {
  bool added;
  ct_map_add_string(&p->documents, path, 0, &added);
  if (added) ct_vec_push(p->a, &p->list, path);
}

// JSON may be anything; the ledger remembers what was looked into.
static bool is_document(struct planning *p, const char *path, bool *yes) {
  const char *ext = ct_path_extension(path);
  struct ct_ledger_told told = {0};
  const char *failure = NULL;
  struct stat st;
  *yes = false;
  if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) return true;
  *yes = ct_same_nocase(ext, "yaml") || ct_same_nocase(ext, "yml");
  if (!ct_same_nocase(ext, "json")) return true;
  if (!tell(p, path, NULL, &told, &failure)) return false;
  *yes = !failure && told.is_document;
  return true;
}

static bool add_folder(struct planning *p, const char *path) {
  const char *const *names;
  size_t n, before = p->list.n;
  const char *real = ct_folder_real(path, p->a, p->err);
  if (!real || !ct_folder_list(real, p->a, &names, &n, p->err)) return false;
  ct_vec_push(p->a, &p->out->folders, real);
  for (size_t i = 0; i < n; i++) {
    const char *file = ct_path_join(p->a, real, names[i]);
    bool yes;
    if (!is_document(p, file, &yes)) return false;
    if (yes) add_document(p, file);
  }
  return p->list.n > before ||
         ct_fail(p->err, "%s: no map documents in it (expected .yaml, .yml or .json files)", path);
}

static bool add_input(struct planning *p, const char *path) {
  struct stat st;
  if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) return add_folder(p, path);
  add_document(p, absolute(p, path));
  return true;
}

// ---- Maps

static const char *pattern_of(const struct planning *p) {
  if (p->order->pattern) return p->order->pattern;
  return p->order->sets ? "{stem}_{row}" : "{stem}";
}

static bool add_named(struct planning *p, struct ct_batch_map m) {
  bool added;
  size_t at = ct_map_add_string(&p->names, m.name, p->all.n, &added)->value;
  if (!added) {
    const struct ct_batch_map *had = &p->all.v[at];
    return strcmp(had->document, m.document) == 0
               ? ct_fail(p->err,
                         "%s: two maps of it are called '%s' (give a --name with more of their parameters)",
                         m.document, m.name)
               : ct_fail(p->err,
                         "%s and %s: both maps are called '%s' (give another --name, or another --out-dir)",
                         had->document, m.document, m.name);
  }
  m.key = ct_arena_printf(p->a, "%s#%s", m.document, m.name);
  ct_map_add_string(&p->out->keys, m.key, p->all.n, NULL);
  ct_vec_push(p->a, &p->all, m);
  return true;
}

static bool add_map(struct planning *p, const char *document, size_t row) {
  const struct ct_batch_set *set = row ? &p->order->sets[row - 1] : NULL;
  struct ct_batch_named named = {
      .document = document, .row = row, .nparams = set ? set->n : 0, .params = set ? set->pairs : NULL};
  struct ct_batch_map m = {.document = document, .params = set};
  const char *pattern = pattern_of(p);
  struct stat st;
  if (stat(document, &st) != 0) m.failure = ct_arena_printf(p->a, "%s: %s", document, strerror(errno));
  if (!m.failure && ct_batch_name_asks(pattern, named.params, named.nparams)) {
    struct ct_ledger_told told = {0};
    if (!tell(p, document, set, &told, &m.failure)) return false;
    named.title = told.title;
    named.as_of = told.as_of;
    named.is_atlas = told.is_atlas;
  }
  // A document that cannot be read has no title to be named by.
  bool unread = m.failure && ct_batch_name_asks(pattern, named.params, named.nparams);
  m.name = ct_batch_name_make(unread ? (row ? "{stem}_{row}" : "{stem}") : pattern, &named, p->a, p->err);
  return m.name && add_named(p, m);
}

// Shards are parts by the names alone, so that they are the same wherever the documents lie.
static bool is_in_shard(const struct ct_batch_order *order, const char *name) {
  uint64_t h = ct_hash(name, strlen(name), 0);
  h ^= h >> 33;
  h *= UINT64_C(0xff51afd7ed558ccd);  // MurmurHash3's finisher: FNV's last bits follow those of the text
  h ^= h >> 33;
  return order->shards <= 1 || h % order->shards == order->shard - 1;
}

bool ct_batch_plan_make(const struct ct_batch_order *order, struct ct_ledger *l, struct ct_batch_files *files,
                        struct ct_arena *a, struct ct_batch_plan *out, struct ct_err *err) {
  struct planning p = {.order = order,
                       .ledger = l,
                       .files = files,
                       .a = a,
                       .out = out,
                       .documents = {.arena = a},
                       .names = {.arena = a},
                       .err = err};
  *out = (struct ct_batch_plan){.keys = {.arena = a}};
  if (!order->ninputs) return ct_fail(err, "no input (expected map documents, or folders of them)");
  for (size_t i = 0; i < order->ninputs; i++)
    if (!add_input(&p, order->inputs[i])) return false;
  for (size_t i = 0; i < p.list.n; i++) {
    if (!order->sets && !add_map(&p, p.list.v[i], 0)) return false;
    for (size_t k = 0; k < order->nsets; k++)
      if (!add_map(&p, p.list.v[i], k + 1)) return false;
  }
  for (size_t i = 0; i < p.all.n; i++)
    if (is_in_shard(order, p.all.v[i].name)) ct_vec_push(a, &out->maps, p.all.v[i]);
  return true;
}

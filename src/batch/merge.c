// SPDX-License-Identifier: MIT
// Merge: the ledgers of shards into one.
#include "batch/merge.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "batch/files.h"
#include "batch/folder.h"
#include "batch/ledger.h"
#include "batch/protocol.h"
#include "batch/runs.h"
#include "batch/sql.h"

struct merging {
  struct ct_arena *a;
  struct ct_ledger into;
  struct ct_batch_files files;
  struct ct_err *err;
};

static const char *absolute(const char *path, struct ct_arena *a, struct ct_err *err) {
  const char *slash = strrchr(path, '/');
  const char *folder = ct_folder_real(ct_path_folder(a, path), a, err);
  return folder ? ct_path_join(a, folder, slash ? slash + 1 : path) : NULL;
}

// The folder that the ledger's maps are in: its own, where it lies there, else as noted.
static const char *folder_of(const char *path, struct ct_arena *a, struct ct_err *err) {
  if (access(path, R_OK) != 0) {
    ct_fail(err, "%s: %s (expected the ledger of a shard)", path, strerror(errno));
    return NULL;
  }
  struct ct_sql *db = ct_sql_open(path, false, a, err);
  struct ct_err ignored = {0};
  struct sqlite3_stmt *s =
      db ? ct_sql_begin(db, &ignored, "SELECT value FROM about WHERE name = 'folder'", "") : NULL;
  bool row = false;
  if (s) ct_sql_next(db, s, &row, &ignored);
  const char *noted = row ? ct_sql_text(s, 0, a) : NULL;
  ct_sql_end(s);
  ct_sql_close(db);
  if (db && !noted && !ignored.failed) ct_fail(err, "%s: is no ledger of maps", path);
  if (db && !noted && ignored.failed) ct_fail(err, "%s", ignored.message);
  if (!noted) return NULL;
  // Moved with its folder.
  return strncmp(path + strlen(ct_path_folder(a, path)), "/.cartouche-ledger", 18) == 0
             ? ct_path_folder(a, path)
             : noted;
}

static bool is_intact(struct merging *m, const struct ct_ledger_map *x) {
  for (size_t i = 0; i < x->noutputs; i++) {
    const char *now =
        ct_batch_files_hash(&m->files, ct_arena_printf(m->a, "%s/%s", m->into.folder, x->outputs[i].path));
    if (!now || strcmp(now, x->outputs[i].sha256) != 0) return false;
  }
  return x->noutputs > 0 && strcmp(x->state, "done") == 0;
}

static bool forget(struct merging *m, const struct ct_ledger_map *x) {
  struct ct_sql *sql = m->into.sql;
  return ct_sql_do(sql, m->err, "DELETE FROM read WHERE map = ?", "i", x->n) &&
         ct_sql_do(sql, m->err, "DELETE FROM output WHERE map = ?", "i", x->n) &&
         ct_sql_do(sql, m->err, "DELETE FROM map WHERE n = ?", "i", x->n);
}

static bool number_of(struct merging *m, const char *key, int64_t *n) {
  struct sqlite3_stmt *s = ct_sql_begin(m->into.sql, m->err, "SELECT n FROM map WHERE key = ?", "t", key);
  bool row = false, ok = s && ct_sql_next(m->into.sql, s, &row, m->err);
  *n = row ? ct_sql_integer(s, 0) : 0;
  ct_sql_end(s);
  return ok;
}

static bool add_map(struct merging *m, const struct ct_ledger_map *x) {
  int64_t n;
  bool ok =
      ct_sql_do(m->into.sql, m->err, "INSERT INTO map(key, document, name, state) VALUES(?, ?, ?, 'new')",
                "ttt", x->key, x->document, x->name) &&
      number_of(m, x->key, &n) && ct_ledger_set_reads(&m->into, n, x->reads, x->nreads, m->err) &&
      ct_ledger_set_made(&m->into, n, &x->settings, x->content, m->err) &&
      ct_ledger_set_state(&m->into, n, x->state, x->message, m->err);
  for (size_t i = 0; ok && i < x->noutputs; i++)
    ok = ct_ledger_add_output(&m->into, n, &x->outputs[i], m->err);
  return ok;
}

struct shard {
  const struct ct_ledger_map *maps;
  size_t n;
};

static bool add_shard(struct merging *m, const struct shard *s) {
  const struct ct_ledger_map *had;
  size_t n;
  struct ct_map index = {.arena = m->a};
  if (!ct_ledger_load(&m->into, m->a, &had, &n, &index, m->err) || !ct_ledger_begin(&m->into, m->err))
    return false;
  bool ok = true;
  for (size_t i = 0; ok && i < s->n; i++) {
    const struct ct_map_entry *e = ct_map_find_string(&index, s->maps[i].key);
    const struct ct_ledger_map *old = e ? &had[e->value] : NULL;
    if (strcmp(s->maps[i].state, "new") == 0) continue;
    if (old && is_intact(m, old) && !is_intact(m, &s->maps[i])) continue;
    ok = (!old || forget(m, old)) && add_map(m, &s->maps[i]);
  }
  return ct_ledger_commit(&m->into, ok, m->err);
}

// Hashes of files that a shard knows, so that they need not be made again.
static void learn(struct merging *m, struct ct_batch_files *known) {
  for (size_t i = 0; i < known->v.n; i++) {
    struct ct_batch_known *k = &known->v.v[i];
    bool added;
    ct_map_add_string(&m->files.index, k->path, m->files.v.n, &added);
    if (!added || !k->sign.is_there) continue;
    struct ct_batch_known copy = *k;
    copy.is_to_keep = true;
    copy.round = 0;
    ct_vec_push(m->a, &m->files.v, copy);
  }
}

static bool is_settled(const char *path, const struct ct_ledger *l, const struct shard *s,
                       struct ct_err *err) {
  for (size_t i = 0; i < s->n; i++) {
    if (s->maps[i].claim && ct_runs_is_alive(l, s->maps[i].claim))
      return ct_fail(err, "%s: a batch is at work on it (merge when it is done)", path);
    if (strcmp(s->maps[i].state, "writing") == 0)
      return ct_fail(err, "%s: its last run was killed while it wrote '%s' (run that shard again first)",
                     path, s->maps[i].name);
  }
  return true;
}

static bool merge_one(struct merging *m, const char *path) {
  struct ct_ledger l;
  struct shard s;
  struct ct_map index = {.arena = m->a};
  struct ct_batch_files known;
  if (!ct_ledger_open(path, m->into.folder, false, m->a, &l, m->err)) return false;
  bool ok = !l.is_empty || ct_fail(m->err, "%s: is empty (expected the ledger of a shard)", path);
  ok = ok && ct_ledger_load(&l, m->a, &s.maps, &s.n, &index, m->err) &&
       ct_batch_files_load(&known, &l, m->a, m->err) && is_settled(path, &l, &s, m->err);
  ct_ledger_close(&l);
  if (!ok) return false;
  learn(m, &known);
  return add_shard(m, &s);
}

static bool same_folders(const char *const *paths, size_t n, const char **folder, struct ct_arena *a,
                         struct ct_err *err) {
  for (size_t i = 0; i < n; i++) {
    const char *one = folder_of(paths[i], a, err);
    if (!one) return false;
    if (i && strcmp(one, *folder) != 0)
      return ct_fail(
          err, "%s tells of the maps in '%s', %s of those in '%s' (only ledgers of one folder can be merged)",
          paths[0], *folder, paths[i], one);
    *folder = one;
  }
  return true;
}

bool ct_ledger_merge(const char *const *ledgers, size_t n, const char *into, struct ct_arena *a,
                     struct ct_err *err) {
  struct merging m = {.a = a, .err = err};
  const char **paths = CT_NEW_N(a, const char *, n + 1), *folder = NULL, *target = absolute(into, a, err);
  if (!n) return ct_fail(err, "no ledger to merge (expected those of the shards)");
  for (size_t i = 0; i < n; i++) {
    if (!target || !(paths[i] = absolute(ledgers[i], a, err))) return false;
    if (strcmp(paths[i], target) == 0)
      return ct_fail(err, "%s: cannot be merged into itself (name another one by --into)", ledgers[i]);
  }
  if (!same_folders(paths, n, &folder, a, err) || !ct_ledger_open(target, folder, true, a, &m.into, err))
    return false;
  bool ok = ct_runs_begin(&m.into, a, err) && ct_batch_files_load(&m.files, &m.into, a, err);
  for (size_t i = 0; ok && i < n; i++) ok = merge_one(&m, paths[i]);
  ok = ok && ct_ledger_begin(&m.into, err) &&
       ct_ledger_commit(&m.into, ct_batch_files_save(&m.files, &m.into, err), err);
  ct_runs_end(&m.into, a);
  ct_ledger_close(&m.into);
  return ok;
}

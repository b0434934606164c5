// SPDX-License-Identifier: MIT
// Commit: finished maps from the staging folder into place, so that files and ledger agree at every moment.
#include "batch/commit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"
#include "batch/ledger.h"
#include "batch/protocol.h"
#include "batch/runs.h"
#include "batch/sql.h"

// A file about to change. NULL: not there.
struct change {
  const char *path;  // below the folder
  const char *was, *becomes;
};

struct changes {
  ct_vec(struct change) v;
};

static const char *full_path(const struct ct_ledger *l, const char *path, struct ct_arena *a) {
  return ct_arena_printf(a, "%s/%s", l->folder, path);
}

// What the file is now; NULL: not there. *sign goes with it.
static const char *hash_now(const struct ct_ledger *l, const char *path, struct ct_arena *a,
                            struct ct_file_sign *sign) {
  char hex[CT_DIGEST_SIZE];
  struct ct_err ignored = {0};
  const char *full = full_path(l, path, a);
  ct_file_sign_of(full, sign);
  if (!sign->is_there || !ct_digest_of_file(full, hex, &ignored)) return NULL;
  return ct_arena_strdup(a, hex);
}

static bool outputs_of(struct ct_ledger *l, int64_t map, struct ct_arena *a, struct changes *out,
                       struct ct_err *err) {
  struct sqlite3_stmt *s =
      ct_sql_begin(l->sql, err, "SELECT path, sha256 FROM output WHERE map = ? ORDER BY path", "i", map);
  bool row = true, ok = s != NULL;
  while (ok && row) {
    ok = ct_sql_next(l->sql, s, &row, err);
    if (ok && row)
      ct_vec_push(a, &out->v, ((struct change){ct_sql_text(s, 0, a), ct_sql_text(s, 1, a), NULL}));
  }
  ct_sql_end(s);
  return ok;
}

static bool is_made(const struct ct_batch_result *r, const char *path) {
  for (size_t i = 0; i < r->nfiles; i++)
    if (strcmp(r->files[i].name, path) == 0) return true;
  return false;
}

// A file of an unchanged map that stays. It was looked at before the worker was asked; should somebody have changed it since,
// the map must be made anew.
static void keep(struct ct_commit *c, const struct change *had, const char *now, struct changes *out) {
  if (!now || strcmp(now, had->was) != 0)
    c->failure = ct_arena_printf(c->arena, "output '%s' was changed by somebody else meanwhile", had->path);
  ct_vec_push(c->arena, &out->v, ((struct change){had->path, now, had->was}));
}

// Files that the map no longer consists of go, unless somebody else has changed them.
static bool plan_changes(struct ct_commit *c, const struct ct_batch_result *r, struct changes *out,
                         struct ct_err *err) {
  struct changes had = {0};
  struct ct_file_sign sign;
  if (!outputs_of(c->ledger, c->map, c->arena, &had, err)) return false;
  for (size_t i = 0; i < r->nfiles; i++) {
    const char *was = hash_now(c->ledger, r->files[i].name, c->arena, &sign);
    ct_vec_push(c->arena, &out->v, ((struct change){r->files[i].name, was, r->files[i].sha256}));
  }
  for (size_t i = 0; i < had.v.n; i++) {
    if (is_made(r, had.v.v[i].path)) continue;
    const char *was = hash_now(c->ledger, had.v.v[i].path, c->arena, &sign);
    if (r->unchanged)
      keep(c, &had.v.v[i], was, out);
    else if (was && strcmp(was, had.v.v[i].was) == 0)
      ct_vec_push(c->arena, &out->v, ((struct change){had.v.v[i].path, was, NULL}));
  }
  return true;
}

// A file that a map of another document consists of, which is still there.
static bool find_owner(struct ct_commit *c, const char *path, const char **owner, struct ct_err *err) {
  struct sqlite3_stmt *s =
      ct_sql_begin(c->ledger->sql, err,
                   "SELECT document FROM map WHERE document <> ? AND n IN (SELECT map FROM output "
                   "WHERE path = ? UNION SELECT map FROM writing WHERE path = ?)",
                   "ttt", c->document, path, path);
  bool row = false, ok = s && ct_sql_next(c->ledger->sql, s, &row, err);
  const char *document = row ? ct_sql_text(s, 0, c->arena) : NULL;
  *owner = document && access(document, F_OK) == 0 ? document : NULL;
  ct_sql_end(s);
  return ok;
}

static bool check_owners(struct ct_commit *c, const struct changes *changes, struct ct_err *err) {
  for (size_t i = 0; i < changes->v.n && !c->failure; i++) {
    const char *owner;
    if (!find_owner(c, changes->v.v[i].path, &owner, err)) return false;
    if (owner)
      c->failure =
          ct_arena_printf(c->arena, "'%s' is already the map of %s (give another --name or --out-dir)",
                          changes->v.v[i].path, owner);
  }
  return true;
}

static bool note_changes(struct ct_commit *c, const struct ct_batch_result *r, const struct changes *changes,
                         struct ct_err *err) {
  struct ct_ledger *l = c->ledger;
  bool ok = ct_ledger_set_reads(l, c->map, r->reads, r->nreads, err) &&
            ct_ledger_set_made(l, c->map, c->settings, r->content, err) &&
            ct_ledger_set_state(l, c->map, "writing", NULL, err);
  for (size_t i = 0; ok && i < changes->v.n; i++) {
    const struct change *x = &changes->v.v[i];
    ok = ct_sql_do(l->sql, err, "INSERT OR REPLACE INTO writing VALUES(?, ?, ?, ?)", "titt", x->path, c->map,
                   x->was, x->becomes);
  }
  return ok;
}

static bool is_same(const char *x, const char *y) {
  return x == y || (x && y && strcmp(x, y) == 0);
}

// Files that come out as they were are left untouched.
static void put_in_place(struct ct_commit *c, const struct changes *changes) {
  for (size_t i = 0; i < changes->v.n && !c->failure; i++) {
    const struct change *x = &changes->v.v[i];
    const char *to = full_path(c->ledger, x->path, c->arena);
    if (is_same(x->was, x->becomes)) continue;
    bool ok = x->becomes ? rename(ct_arena_printf(c->arena, "%s/%s", c->staging, x->path), to) == 0
                         : unlink(to) == 0 || errno == ENOENT;
    if (!ok) c->failure = ct_arena_printf(c->arena, "%s: %s", to, strerror(errno));
    c->removed += ok && !x->becomes;
  }
}

static bool note_outputs(struct ct_ledger *l, int64_t map, const struct changes *changes, struct ct_arena *a,
                         struct ct_err *err) {
  bool ok = ct_sql_do(l->sql, err, "DELETE FROM output WHERE map = ?", "i", map);
  for (size_t i = 0; ok && i < changes->v.n; i++) {
    const struct change *x = &changes->v.v[i];
    struct ct_ledger_output o = {.path = x->path, .sha256 = x->becomes};
    if (!x->becomes) continue;
    ct_file_sign_of(full_path(l, x->path, a), &o.sign);
    ok = ct_ledger_add_output(l, map, &o, err);
  }
  return ok && ct_sql_do(l->sql, err, "DELETE FROM writing WHERE map = ?", "i", map);
}

static bool finish(struct ct_commit *c, const struct changes *changes, struct ct_err *err) {
  struct ct_ledger *l = c->ledger;
  bool ok = c->failure ? ct_commit_settle(l, c->map, c->arena, err) &&
                             ct_ledger_set_state(l, c->map, "failed", c->failure, err)
                       : note_outputs(l, c->map, changes, c->arena, err) &&
                             ct_ledger_set_state(l, c->map, "done", NULL, err);
  return ok && ct_runs_give_back(l, c->map, err);
}

static bool are_names_plain(struct ct_commit *c, const struct ct_batch_result *r) {
  for (size_t i = 0; i < r->nfiles; i++)
    if (!*r->files[i].name || r->files[i].name[0] == '.' || strchr(r->files[i].name, '/'))
      c->failure = ct_arena_printf(c->arena, "the worker made a file '%s'", r->files[i].name);
  if (!r->nfiles) c->failure = "the worker made no file";
  return !c->failure;
}

bool ct_commit_files(struct ct_commit *c, const struct ct_batch_result *r, struct ct_err *err) {
  struct changes changes = {0};
  if (!are_names_plain(c, r)) return ct_commit_failure(c, c->failure, err);
  if (!plan_changes(c, r, &changes, err) || !ct_ledger_begin(c->ledger, err)) return false;
  bool ok = c->failure || check_owners(c, &changes, err);
  if (ok && c->failure) {
    ct_sql_rollback(c->ledger->sql);
    return ct_commit_failure(c, c->failure, err);
  }
  if (!ct_ledger_commit(c->ledger, ok && note_changes(c, r, &changes, err), err)) return false;
  put_in_place(c, &changes);
  return ct_ledger_begin(c->ledger, err) && ct_ledger_commit(c->ledger, finish(c, &changes, err), err);
}

bool ct_commit_unchanged(struct ct_commit *c, const struct ct_batch_result *r, struct ct_err *err) {
  struct ct_ledger *l = c->ledger;
  if (!ct_ledger_begin(l, err)) return false;
  bool ok = ct_ledger_set_reads(l, c->map, r->reads, r->nreads, err) &&
            ct_ledger_set_made(l, c->map, c->settings, r->content, err) &&
            ct_ledger_set_state(l, c->map, "done", NULL, err) && ct_runs_give_back(l, c->map, err);
  return ct_ledger_commit(l, ok, err);
}

bool ct_commit_failure(struct ct_commit *c, const char *message, struct ct_err *err) {
  struct ct_ledger *l = c->ledger;
  c->failure = message;
  if (!ct_ledger_begin(l, err)) return false;
  bool ok = ct_ledger_set_state(l, c->map, "failed", message, err) && ct_runs_give_back(l, c->map, err);
  return ct_ledger_commit(l, ok, err);
}

// ---- After a death

static bool changes_of(struct ct_ledger *l, int64_t map, struct ct_arena *a, struct changes *out,
                       struct ct_err *err) {
  struct sqlite3_stmt *s = ct_sql_begin(
      l->sql, err, "SELECT path, was, becomes FROM writing WHERE map = ? ORDER BY path", "i", map);
  bool row = true, ok = s != NULL;
  while (ok && row) {
    ok = ct_sql_next(l->sql, s, &row, err);
    if (ok && row)
      ct_vec_push(a, &out->v,
                  ((struct change){ct_sql_text(s, 0, a), ct_sql_text(s, 1, a), ct_sql_text(s, 2, a)}));
  }
  ct_sql_end(s);
  return ok;
}

bool ct_commit_settle(struct ct_ledger *l, int64_t map, struct ct_arena *a, struct ct_err *err) {
  struct changes changes = {0};
  bool all_new = true;
  if (!changes_of(l, map, a, &changes, err)) return false;
  for (size_t i = 0; i < changes.v.n; i++) {
    struct change *x = &changes.v.v[i];
    struct ct_file_sign sign;
    const char *now = hash_now(l, x->path, a, &sign);
    all_new = all_new && is_same(now, x->becomes);
    // What somebody else has put there is not ours to tell.
    x->becomes = now && (is_same(now, x->becomes) || is_same(now, x->was)) ? now : NULL;
  }
  return note_outputs(l, map, &changes, a, err) &&
         ct_ledger_set_state(l, map, all_new ? "done" : "interrupted", NULL, err);
}

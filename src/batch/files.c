// SPDX-License-Identifier: MIT
// Files: SHA-256 of files, kept in the ledger and believed while stat tells the same.
#include "batch/files.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "batch/ledger.h"
#include "batch/sql.h"

// The clock of files moves in steps: what was written so shortly before is written perhaps once more within the step.
#define STEP_NS 50000000

static void add(struct ct_batch_files *f, struct sqlite3_stmt *s) {
  struct ct_batch_known k = {.path = ct_sql_text(s, 0, f->arena),
                             .sign = {.is_there = true,
                                      .size = ct_sql_integer(s, 1),
                                      .mtime_ns = ct_sql_integer(s, 2),
                                      .ctime_ns = ct_sql_integer(s, 3),
                                      .inode = (uint64_t)ct_sql_integer(s, 4),
                                      .device = (uint64_t)ct_sql_integer(s, 5)},
                             .sha256 = ct_sql_text(s, 6, f->arena)};
  ct_map_add_string(&f->index, k.path, f->v.n, NULL);
  ct_vec_push(f->arena, &f->v, k);
}

bool ct_batch_files_load(struct ct_batch_files *f, struct ct_ledger *l, struct ct_arena *a,
                         struct ct_err *err) {
  *f = (struct ct_batch_files){.arena = a, .index = {.arena = a}, .round = 1, .began_ns = l->began_ns};
  struct sqlite3_stmt *s =
      ct_sql_begin(l->sql, err,
                   "SELECT path, size, mtime_ns, ctime_ns, inode, device, sha256 FROM file "
                   "WHERE sha256 IS NOT NULL",
                   "");
  bool row = true, ok = s != NULL;
  while (ok && row) {
    ok = ct_sql_next(l->sql, s, &row, err);
    if (ok && row) add(f, s);
  }
  ct_sql_end(s);
  return ok;
}

void ct_batch_files_again(struct ct_batch_files *f) {
  f->round++;
}

static bool is_settled(const struct ct_batch_files *f, const struct ct_file_sign *sign) {
  int64_t until = f->began_ns - STEP_NS;
  return sign->mtime_ns < until && sign->ctime_ns < until;
}

// Hashes a file that does not change while that goes on; one that does has no hash.
static const char *hash(struct ct_batch_files *f, struct ct_batch_known *k, const struct ct_file_sign *sign) {
  char hex[CT_DIGEST_SIZE];
  struct ct_err ignored = {0};
  struct ct_file_sign after;
  struct stat st;
  if (stat(k->path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) return "";
  if (!ct_digest_of_file(k->path, hex, &ignored)) return "";
  ct_file_sign_of(k->path, &after);
  if (!ct_file_sign_equal(sign, &after)) return "";
  bool settled = is_settled(f, sign);
  k->is_to_keep = k->is_to_keep || settled || k->sign.is_there;
  k->sign = settled ? *sign : (struct ct_file_sign){0};
  k->sha256 = k->sha256 && strcmp(k->sha256, hex) == 0 ? k->sha256 : ct_arena_strdup(f->arena, hex);
  return k->sha256;
}

const char *ct_batch_files_hash(struct ct_batch_files *f, const char *path) {
  bool added;
  struct ct_map_entry *e = ct_map_add_string(&f->index, path, f->v.n, &added);
  if (added) ct_vec_push(f->arena, &f->v, ((struct ct_batch_known){.path = e->key}));
  struct ct_batch_known *k = &f->v.v[e->value];
  if (k->round == f->round) return k->now;
  struct ct_file_sign sign;
  ct_file_sign_of(path, &sign);
  k->round = f->round;
  if (!sign.is_there)
    k->now = NULL;
  else if (k->sign.is_there && ct_file_sign_equal(&sign, &k->sign))
    k->now = k->sha256;
  else
    k->now = hash(f, k, &sign);
  return k->now;
}

bool ct_batch_files_save(struct ct_batch_files *f, struct ct_ledger *l, struct ct_err *err) {
  static const char sql[] =
      "INSERT INTO file(path, size, mtime_ns, ctime_ns, inode, device, sha256) VALUES(?, ?, ?, ?, ?, ?, ?) "
      "ON "
      "CONFLICT(path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, ctime_ns = "
      "excluded.ctime_ns, inode = excluded.inode, device = excluded.device, sha256 = excluded.sha256";
  struct sqlite3_stmt *s = ct_sql_begin(l->sql, err, sql, "");
  bool ok = s != NULL;
  for (size_t i = 0; ok && i < f->v.n; i++) {
    struct ct_batch_known *k = &f->v.v[i];
    if (!k->is_to_keep) continue;
    ok = ct_sql_again(l->sql, err, s, "tiiiiit", k->path, k->sign.size, k->sign.mtime_ns, k->sign.ctime_ns,
                      (int64_t)k->sign.inode, (int64_t)k->sign.device, k->sign.is_there ? k->sha256 : NULL);
    k->is_to_keep = !ok;
  }
  ct_sql_end(s);
  return ok;
}

// SPDX-License-Identifier: MIT
// Runs: batches that work on one ledger at the same time know of each other by locks that die with them.
#include "batch/runs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "batch/commit.h"
#include "batch/folder.h"
#include "batch/ledger.h"
#include "batch/sql.h"

// Run n holds byte n of the lock's file; byte 0 is the ledger's own.
static bool try_lock(struct ct_ledger *l, int64_t run) {
  struct flock f = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)run, .l_len = 1};
  return fcntl(l->lock, F_OFD_SETLK, &f) == 0;
}

bool ct_runs_is_alive(const struct ct_ledger *l, int64_t run) {
  struct flock f = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)run, .l_len = 1};
  return run == l->run || (fcntl(l->lock, F_OFD_GETLK, &f) == 0 && f.l_type != F_UNLCK);
}

// Staging folders of several ledgers lie side by side.
static const char *staging_prefix(const struct ct_ledger *l, struct ct_arena *a) {
  uint64_t h = ct_hash(l->path, strlen(l->path), 0);
  return ct_arena_printf(a, ".cartouche-work-%08x-", (unsigned)(h ^ h >> 32));
}

const char *ct_runs_staging(const struct ct_ledger *l, int64_t run, struct ct_arena *a) {
  return ct_arena_printf(a, "%s/%s%" PRId64, l->folder, staging_prefix(l, a), run);
}

static void remove_dead_folders(struct ct_ledger *l, struct ct_arena *a) {
  const char *prefix = staging_prefix(l, a);
  size_t n = strlen(prefix);
  DIR *d = opendir(l->folder);
  for (struct dirent *e; d && (e = readdir(d));) {
    if (strncmp(e->d_name, prefix, n) != 0) continue;
    char *end;
    long long run = strtoll(e->d_name + n, &end, 10);
    if (*end || run <= 0 || ct_runs_is_alive(l, run)) continue;
    ct_folder_remove(ct_arena_printf(a, "%s/%s", l->folder, e->d_name));
  }
  if (d) closedir(d);
}

// The clock of the files' system, told by a file of ours.
static int64_t file_clock(struct ct_ledger *l) {
  struct stat st;
  struct timespec now[2] = {{.tv_nsec = UTIME_NOW}, {.tv_nsec = UTIME_NOW}};
  if (futimens(l->lock, now) != 0 || fstat(l->lock, &st) != 0) return 0;
  return (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
}

static bool number(struct ct_ledger *l, struct ct_err *err) {
  int64_t run = 0;
  // A number may be in use though it is new: by a run whose ledger was deleted under it.
  do {
    if (!ct_sql_run(l->sql, "INSERT INTO run DEFAULT VALUES", err) ||
        !ct_sql_number(l->sql, err, "SELECT max(n) FROM run", 0, &run))
      return false;
  } while (!try_lock(l, run) && (errno == EAGAIN || errno == EACCES));
  l->run = run;
  return true;
}

struct dead_map {
  int64_t n, claim;
  bool is_writing;
};

static bool claimed(struct ct_ledger *l, struct ct_arena *a, struct dead_map **out, size_t *n,
                    struct ct_err *err) {
  ct_vec(struct dead_map) v = {0};
  struct sqlite3_stmt *s = ct_sql_begin(
      l->sql, err, "SELECT n, claim, state = 'writing' FROM map WHERE claim IS NOT NULL OR state = 'writing'",
      "");
  bool row = true, ok = s != NULL;
  while (ok && row) {
    ok = ct_sql_next(l->sql, s, &row, err);
    if (ok && row)
      ct_vec_push(a, &v,
                  ((struct dead_map){ct_sql_integer(s, 0), ct_sql_integer(s, 1), ct_sql_integer(s, 2) != 0}));
  }
  ct_sql_end(s);
  *out = v.v;
  *n = v.n;
  return ok;
}

static bool settle_dead(struct ct_ledger *l, struct ct_arena *a, struct ct_err *err) {
  struct dead_map *maps;
  size_t n;
  if (!claimed(l, a, &maps, &n, err)) return false;
  for (size_t i = 0; i < n; i++) {
    if (maps[i].claim && ct_runs_is_alive(l, maps[i].claim)) continue;
    if (maps[i].is_writing && !ct_commit_settle(l, maps[i].n, a, err)) return false;
    if (!ct_runs_give_back(l, maps[i].n, err)) return false;
  }
  return true;
}

bool ct_runs_begin(struct ct_ledger *l, struct ct_arena *a, struct ct_err *err) {
  l->began_ns = file_clock(l);
  if (!ct_ledger_begin(l, err)) return false;
  bool ok = number(l, err) && settle_dead(l, a, err) &&
            ct_sql_do(l->sql, err, "DELETE FROM run WHERE n <> ?", "i", l->run);
  if (!ct_ledger_commit(l, ok, err)) return false;
  remove_dead_folders(l, a);
  return true;
}

void ct_runs_end(struct ct_ledger *l, struct ct_arena *a) {
  struct ct_err ignored = {0};
  if (!l->run) return;
  ct_sql_do(l->sql, &ignored, "UPDATE map SET claim = NULL WHERE claim = ? AND state <> 'writing'", "i",
            l->run);
  ct_folder_remove(ct_runs_staging(l, l->run, a));
}

struct claimed_map {
  int64_t n, claim, revision;
  bool is_writing;
};

static bool find(struct ct_ledger *l, const char *key, struct claimed_map *out, struct ct_err *err) {
  bool found = false;
  struct sqlite3_stmt *s = ct_sql_begin(
      l->sql, err, "SELECT n, claim, revision, state = 'writing' FROM map WHERE key = ?", "t", key);
  bool ok = s && ct_sql_next(l->sql, s, &found, err);
  *out = (struct claimed_map){0};
  if (ok && found)
    *out = (struct claimed_map){ct_sql_integer(s, 0), ct_sql_integer(s, 1), ct_sql_integer(s, 2),
                                ct_sql_integer(s, 3) != 0};
  ct_sql_end(s);
  return ok;
}

// The map is in the ledger, and of no run that lives.
static bool take(struct ct_ledger *l, const struct ct_claim_request *q, struct claimed_map *m,
                 struct ct_err *err) {
  if (!m->n && !ct_sql_do(l->sql, err, "INSERT INTO map(key, document, name, state) VALUES(?, ?, ?, 'new')",
                          "ttt", q->key, q->document, q->name))
    return false;
  if (m->is_writing && !ct_commit_settle(l, m->n, q->arena, err)) return false;
  return find(l, q->key, m, err) &&
         ct_sql_do(l->sql, err, "UPDATE map SET claim = ? WHERE n = ?", "ii", l->run, m->n);
}

bool ct_runs_claim(struct ct_ledger *l, struct ct_claim_request *q, struct ct_err *err) {
  struct claimed_map m;
  if (!ct_ledger_begin(l, err)) return false;
  bool ok = find(l, q->key, &m, err);
  q->is_mine = ok && !(m.claim && m.claim != l->run && ct_runs_is_alive(l, m.claim));
  if (q->is_mine) ok = take(l, q, &m, err);
  q->map = m.n;
  q->revision = m.revision;
  return ct_ledger_commit(l, ok, err);
}

bool ct_runs_give_back(struct ct_ledger *l, int64_t map, struct ct_err *err) {
  return ct_sql_do(l->sql, err, "UPDATE map SET claim = NULL WHERE n = ?", "i", map);
}

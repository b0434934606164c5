// SPDX-License-Identifier: MIT
// Ledger: the file, its tables, and changes to them.
#include "batch/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "batch/protocol.h"
#include "batch/sql.h"

// `file` keeps the SHA-256 of files that were read, and by what stat told of them then whether it still holds.
static const char schema[] =
    "CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE run(n INTEGER PRIMARY KEY AUTOINCREMENT);"
    "CREATE TABLE map(n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, document TEXT NOT NULL, name TEXT NOT "
    "NULL,"
    " state TEXT NOT NULL CHECK(state IN ('new', 'done', 'writing', 'failed', 'interrupted')), message TEXT,"
    " claim INTEGER, revision INTEGER NOT NULL DEFAULT 0, program TEXT, formats TEXT, options TEXT, params "
    "TEXT,"
    " content TEXT);"
    "CREATE INDEX map_claim ON map(claim) WHERE claim IS NOT NULL;"
    "CREATE TABLE file(n INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER, mtime_ns INTEGER,"
    " ctime_ns INTEGER, inode INTEGER, device INTEGER, sha256 TEXT);"
    "CREATE TABLE read(map INTEGER NOT NULL REFERENCES map, place INTEGER NOT NULL, file INTEGER NOT NULL "
    "REFERENCES"
    " file, kind TEXT NOT NULL, sha256 TEXT, PRIMARY KEY(map, place)) WITHOUT ROWID;"
    "CREATE TABLE output(path TEXT PRIMARY KEY, map INTEGER NOT NULL REFERENCES map, sha256 TEXT NOT NULL, "
    "size INTEGER"
    " NOT NULL, mtime_ns INTEGER, ctime_ns INTEGER, inode INTEGER, device INTEGER) WITHOUT ROWID;"
    "CREATE INDEX output_map ON output(map);"
    "CREATE TABLE writing(path TEXT PRIMARY KEY, map INTEGER NOT NULL REFERENCES map, was TEXT, becomes TEXT)"
    " WITHOUT ROWID;"
    "CREATE TABLE told(digest TEXT PRIMARY KEY, is_document INTEGER, is_atlas INTEGER, title TEXT, as_of "
    "TEXT)"
    " WITHOUT ROWID;";

// ---- Opening

static bool make_tables(struct ct_ledger *l, struct ct_err *err) {
  return ct_sql_run(l->sql, schema, err) &&
         ct_sql_do(l->sql, err, "INSERT INTO about VALUES('folder', ?)", "t", l->folder) &&
         ct_sql_run(l->sql, "PRAGMA application_id = 1129598023; PRAGMA user_version = 1", err);
}

static bool is_sound(struct ct_ledger *l, struct ct_arena *a, struct ct_err *err) {
  struct sqlite3_stmt *s = ct_sql_begin(l->sql, err, "PRAGMA quick_check(1)", "");
  bool row = false, ok = s && ct_sql_next(l->sql, s, &row, err);
  const char *answer = row ? ct_sql_text(s, 0, a) : "";
  ct_sql_end(s);
  if (!ok || strcmp(answer, "ok") == 0) return ok;
  return ct_fail(err,
                 "%s: the ledger is damaged: %s (delete it, and all maps are made again; or name another one "
                 "by --ledger)",
                 l->path, answer);
}

// A ledger that lies in its folder goes where that goes.
static bool is_of_folder(struct ct_ledger *l, struct ct_arena *a, struct ct_err *err) {
  struct sqlite3_stmt *s = ct_sql_begin(l->sql, err, "SELECT value FROM about WHERE name = 'folder'", "");
  bool row = false, ok = s && ct_sql_next(l->sql, s, &row, err);
  const char *had = row ? ct_sql_text(s, 0, a) : NULL;
  ct_sql_end(s);
  if (!ok || (had && strcmp(had, l->folder) == 0)) return ok;
  const char *home = ct_path_folder(a, l->path);
  if (had && strcmp(home, l->folder) != 0)
    return ct_fail(err,
                   "%s: tells of the maps in '%s', not of those in '%s' (name another ledger by --ledger)",
                   l->path, had, l->folder);
  return ct_sql_do(l->sql, err, "INSERT OR REPLACE INTO about VALUES('folder', ?)", "t", l->folder);
}

static bool settle(struct ct_ledger *l, bool make, struct ct_arena *a, struct ct_err *err) {
  int64_t id, version, tables;
  if (!ct_sql_number(l->sql, err, "PRAGMA application_id", 0, &id) ||
      !ct_sql_number(l->sql, err, "PRAGMA user_version", 0, &version) ||
      !ct_sql_number(l->sql, err, "SELECT count(*) FROM sqlite_master", 0, &tables))
    return false;
  if (id != CT_LEDGER_APPLICATION_ID && (id || tables))
    return ct_fail(err, "%s: is an SQLite file, but no ledger of maps (name another one by --ledger)",
                   l->path);
  if (version > CT_LEDGER_VERSION)
    return ct_fail(err,
                   "%s: was written by a newer cartouche (its version is %d, this one knows %d; use that, or "
                   "name another ledger by --ledger)",
                   l->path, (int)version, CT_LEDGER_VERSION);
  l->is_empty = !make && !tables;
  if (l->is_empty) return true;
  if (!ct_sql_run(l->sql, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", err)) return false;
  if (id == CT_LEDGER_APPLICATION_ID) return is_sound(l, a, err) && is_of_folder(l, a, err);
  return ct_ledger_begin(l, err) && ct_ledger_commit(l, make_tables(l, err), err);
}

// The first byte of the lock's file is held while the ledger is opened and closed, as SQLite does not wait then.
static void hold(struct ct_ledger *l, short how) {
  struct flock f = {.l_type = how, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
  while (l->lock >= 0 && fcntl(l->lock, F_OFD_SETLKW, &f) < 0 && errno == EINTR) continue;
}

static bool open_lock(struct ct_ledger *l, bool make, struct ct_arena *a, struct ct_err *err) {
  size_t n = strlen(l->path) - (ct_ends_with(l->path, ".sqlite") ? strlen(".sqlite") : 0);
  const char *path = ct_arena_printf(a, "%.*s.lock", (int)n, l->path);
  l->lock = open(path, O_RDWR | O_CLOEXEC | (make ? O_CREAT : 0), 0666);
  if (l->lock >= 0 || !make) return true;
  return ct_fail(err, "%s: %s (the ledger may be elsewhere: --ledger)", path, strerror(errno));
}

bool ct_ledger_open(const char *path, const char *folder, bool make, struct ct_arena *a,
                    struct ct_ledger *out, struct ct_err *err) {
  struct stat st;
  *out =
      (struct ct_ledger){.path = ct_arena_strdup(a, path), .folder = ct_arena_strdup(a, folder), .lock = -1};
  if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
    return ct_fail(err, "%s: is a folder (expected the file of a ledger, which is made when it is not there)",
                   path);
  if (!open_lock(out, make, a, err)) return false;
  hold(out, F_WRLCK);
  out->sql = ct_sql_open(path, make, a, err);
  bool ok = out->sql && settle(out, make, a, err);
  hold(out, F_UNLCK);
  if (!ok) ct_ledger_close(out);
  return ok;
}

void ct_ledger_close(struct ct_ledger *l) {
  hold(l, F_WRLCK);
  ct_sql_close(l->sql);
  hold(l, F_UNLCK);
  if (l->lock >= 0) close(l->lock);
  l->sql = NULL;
  l->lock = -1;
}

// ---- Changes

bool ct_ledger_begin(struct ct_ledger *l, struct ct_err *err) {
  return ct_sql_run(l->sql, "BEGIN IMMEDIATE", err);
}

bool ct_ledger_commit(struct ct_ledger *l, bool ok, struct ct_err *err) {
  return (ok && ct_sql_run(l->sql, "COMMIT", err)) || ct_sql_rollback(l->sql);
}

bool ct_ledger_set_reads(struct ct_ledger *l, int64_t map, const struct ct_batch_read *reads, size_t n,
                         struct ct_err *err) {
  if (!ct_sql_do(l->sql, err, "DELETE FROM read WHERE map = ?", "i", map)) return false;
  struct sqlite3_stmt *file =
      ct_sql_begin(l->sql, err, "INSERT INTO file(path) VALUES(?) ON CONFLICT(path) DO NOTHING", "");
  struct sqlite3_stmt *read =
      ct_sql_begin(l->sql, err, "INSERT INTO read SELECT ?, ?, n, ?, ? FROM file WHERE path = ?", "");
  bool ok = file && read;
  for (size_t i = 0; ok && i < n; i++)
    ok = ct_sql_again(l->sql, err, file, "t", reads[i].path) &&
         ct_sql_again(l->sql, err, read, "iittt", map, (int64_t)i, reads[i].kind, reads[i].sha256,
                      reads[i].path);
  ct_sql_end(file);
  ct_sql_end(read);
  return ok;
}

bool ct_ledger_add_output(struct ct_ledger *l, int64_t map, const struct ct_ledger_output *o,
                          struct ct_err *err) {
  return ct_sql_do(l->sql, err, "INSERT OR REPLACE INTO output VALUES(?, ?, ?, ?, ?, ?, ?, ?)", "titiiiii",
                   o->path, map, o->sha256, o->sign.size, o->sign.mtime_ns, o->sign.ctime_ns,
                   (int64_t)o->sign.inode, (int64_t)o->sign.device);
}

bool ct_ledger_set_state(struct ct_ledger *l, int64_t map, const char *state, const char *message,
                         struct ct_err *err) {
  return ct_sql_do(l->sql, err, "UPDATE map SET state = ?, message = ?, revision = revision + 1 WHERE n = ?",
                   "tti", state, message, map);
}

bool ct_ledger_set_made(struct ct_ledger *l, int64_t map, const struct ct_ledger_settings *s,
                        const char *content, struct ct_err *err) {
  return ct_sql_do(
      l->sql, err,
      "UPDATE map SET program = ?, formats = ?, options = ?, params = ?, content = ? WHERE n = ?", "ttttti",
      s->program, s->formats, s->options, s->params, content, map);
}

bool ct_ledger_told(struct ct_ledger *l, const char *digest, struct ct_arena *a, struct ct_ledger_told *out,
                    bool *found, struct ct_err *err) {
  struct sqlite3_stmt *s = ct_sql_begin(
      l->sql, err, "SELECT is_document, is_atlas, title, as_of FROM told WHERE digest = ?", "t", digest);
  bool ok = s && ct_sql_next(l->sql, s, found, err);
  if (ok && *found)
    *out = (struct ct_ledger_told){.is_document = ct_sql_integer(s, 0) != 0,
                                   .is_atlas = ct_sql_integer(s, 1) != 0,
                                   .title = ct_sql_text(s, 2, a),
                                   .as_of = ct_sql_text(s, 3, a)};
  ct_sql_end(s);
  return ok;
}

bool ct_ledger_tell(struct ct_ledger *l, const char *digest, const struct ct_ledger_told *t,
                    struct ct_err *err) {
  return ct_sql_do(l->sql, err, "INSERT OR REPLACE INTO told VALUES(?, ?, ?, ?, ?)", "tiitt", digest,
                   (int64_t)t->is_document, (int64_t)t->is_atlas, t->title, t->as_of);
}

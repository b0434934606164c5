// SPDX-License-Identifier: MIT
// Ledger: maps as they were made last, read with what they were made from.
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "batch/ledger.h"
#include "batch/protocol.h"
#include "batch/sql.h"

#define MAP_COLUMNS                                                                                     \
  "SELECT n, key, document, name, state, message, claim, revision, program, formats, options, params, " \
  "content FROM map "
#define READ_COLUMNS \
  "SELECT read.map, file.path, read.kind, read.sha256 FROM read JOIN file ON file.n = read.file "
#define OUTPUT_COLUMNS "SELECT map, path, sha256, size, mtime_ns, ctime_ns, inode, device FROM output "

struct loading {
  struct ct_ledger *l;
  struct ct_arena *a;
  ct_vec(struct ct_ledger_map) maps;
  struct ct_map of_number;  // index in `maps` by n
  struct ct_map kinds;      // few words many times
};

static const char *or_empty(const char *text) {
  return text ? text : "";
}

static void add_map(struct loading *k, struct sqlite3_stmt *s) {
  struct ct_arena *a = k->a;
  struct ct_ledger_map m = {.n = ct_sql_integer(s, 0),
                            .key = ct_sql_text(s, 1, a),
                            .document = ct_sql_text(s, 2, a),
                            .name = ct_sql_text(s, 3, a),
                            .state = ct_sql_text(s, 4, a),
                            .message = ct_sql_text(s, 5, a),
                            .claim = ct_sql_integer(s, 6),
                            .revision = ct_sql_integer(s, 7),
                            .settings = {or_empty(ct_sql_text(s, 8, a)), or_empty(ct_sql_text(s, 9, a)),
                                         or_empty(ct_sql_text(s, 10, a)), or_empty(ct_sql_text(s, 11, a))},
                            .content = or_empty(ct_sql_text(s, 12, a))};
  ct_map_add(&k->of_number, &m.n, sizeof m.n, k->maps.n, NULL);
  ct_vec_push(a, &k->maps, m);
}

static struct ct_ledger_map *map_of(struct loading *k, int64_t n) {
  const struct ct_map_entry *e = ct_map_find(&k->of_number, &n, sizeof n);
  return e ? &k->maps.v[e->value] : NULL;
}

static const char *once(struct loading *k, const char *text) {
  return ct_map_add_string(&k->kinds, text, 0, NULL)->key;
}

// Reads of a map come one after the other.
static void add_read(struct loading *k, struct sqlite3_stmt *s, struct ct_ledger_map *m, size_t *cap) {
  if (m->nreads == *cap || !m->nreads) {
    *cap = m->nreads ? 2 * m->nreads : 16;
    m->reads = ct_arena_grow(k->a, (void *)m->reads, m->nreads, *cap, sizeof *m->reads);
  }
  struct ct_batch_read *reads = (struct ct_batch_read *)m->reads;
  const char *sha = ct_sql_text(s, 3, k->a);
  reads[m->nreads++] = (struct ct_batch_read){.kind = once(k, ct_sql_text(s, 2, k->a)),
                                              .path = once(k, ct_sql_text(s, 1, k->a)),
                                              .sha256 = sha ? once(k, sha) : NULL};
}

static void add_output(struct loading *k, struct sqlite3_stmt *s, struct ct_ledger_map *m) {
  m->outputs = ct_arena_grow(k->a, (void *)m->outputs, m->noutputs, m->noutputs + 1, sizeof *m->outputs);
  struct ct_ledger_output *o = (struct ct_ledger_output *)&m->outputs[m->noutputs++];
  *o = (struct ct_ledger_output){.path = ct_sql_text(s, 1, k->a),
                                 .sha256 = ct_sql_text(s, 2, k->a),
                                 .sign = {.is_there = true,
                                          .size = ct_sql_integer(s, 3),
                                          .mtime_ns = ct_sql_integer(s, 4),
                                          .ctime_ns = ct_sql_integer(s, 5),
                                          .inode = (uint64_t)ct_sql_integer(s, 6),
                                          .device = (uint64_t)ct_sql_integer(s, 7)}};
}

static bool load_maps(struct loading *k, const char *sql, const char *key, struct ct_err *err) {
  struct sqlite3_stmt *s = ct_sql_begin(k->l->sql, err, sql, key ? "t" : "", key);
  bool row = true, ok = s != NULL;
  while (ok && row) {
    ok = ct_sql_next(k->l->sql, s, &row, err);
    if (ok && row) add_map(k, s);
  }
  ct_sql_end(s);
  return ok;
}

static bool load_parts(struct loading *k, const char *reads, const char *outputs, int64_t n,
                       struct ct_err *err) {
  struct sqlite3_stmt *s = ct_sql_begin(k->l->sql, err, reads, n ? "i" : "", n);
  bool row = true, ok = s != NULL;
  size_t cap = 0;
  while (ok && row) {
    ok = ct_sql_next(k->l->sql, s, &row, err);
    struct ct_ledger_map *m = ok && row ? map_of(k, ct_sql_integer(s, 0)) : NULL;
    if (m) add_read(k, s, m, &cap);
  }
  ct_sql_end(s);
  s = ok ? ct_sql_begin(k->l->sql, err, outputs, n ? "i" : "", n) : NULL;
  row = ok = s != NULL;
  while (ok && row) {
    ok = ct_sql_next(k->l->sql, s, &row, err);
    struct ct_ledger_map *m = ok && row ? map_of(k, ct_sql_integer(s, 0)) : NULL;
    if (m) add_output(k, s, m);
  }
  ct_sql_end(s);
  return ok;
}

// One moment of the ledger, whoever writes meanwhile.
static bool load(struct loading *k, const char *key, struct ct_err *err) {
  if (!ct_sql_run(k->l->sql, "BEGIN", err)) return false;
  bool ok = load_maps(k, key ? MAP_COLUMNS "WHERE key = ?" : MAP_COLUMNS "ORDER BY n", key, err);
  if (ok && key && k->maps.n)
    ok = load_parts(k, READ_COLUMNS "WHERE map = ? ORDER BY place",
                    OUTPUT_COLUMNS "WHERE map = ? ORDER BY path", k->maps.v[0].n, err);
  else if (ok && k->maps.n)
    ok = load_parts(k, READ_COLUMNS "ORDER BY map, place", OUTPUT_COLUMNS "ORDER BY map, path", 0, err);
  return ct_ledger_commit(k->l, ok, err);
}

bool ct_ledger_load(struct ct_ledger *l, struct ct_arena *a, const struct ct_ledger_map **maps, size_t *n,
                    struct ct_map *index, struct ct_err *err) {
  struct loading k = {.l = l, .a = a, .of_number = {.arena = a}, .kinds = {.arena = a}};
  if (!load(&k, NULL, err)) return false;
  for (size_t i = 0; i < k.maps.n; i++) ct_map_add_string(index, k.maps.v[i].key, i, NULL);
  *maps = k.maps.v;
  *n = k.maps.n;
  return true;
}

bool ct_ledger_load_one(struct ct_ledger *l, const char *key, struct ct_arena *a, struct ct_ledger_map *out,
                        struct ct_err *err) {
  struct loading k = {.l = l, .a = a, .of_number = {.arena = a}, .kinds = {.arena = a}};
  if (!load(&k, key, err)) return false;
  *out = k.maps.n ? k.maps.v[0] : (struct ct_ledger_map){0};
  return true;
}

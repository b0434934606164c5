// SPDX-License-Identifier: MIT
// Reads: a list by thread.
#include "base/reads.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"

static _Thread_local struct ct_reads *listener;

const char *ct_read_kind_name(enum ct_read_kind kind) {
  static const char *const names[CT_READ_KINDS] = {"other", "document", "template", "theme",  "icon",
                                                   "font",  "data",     "base",     "edition"};
  return names[kind];
}

static int64_t nanoseconds(struct timespec t) {
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void ct_file_sign_of(const char *path, struct ct_file_sign *out) {
  struct stat st;
  *out = (struct ct_file_sign){0};
  if (stat(path, &st) != 0) return;
  *out = (struct ct_file_sign){.is_there = true,
                               .size = (int64_t)st.st_size,
                               .mtime_ns = nanoseconds(st.st_mtim),
                               .ctime_ns = nanoseconds(st.st_ctim),
                               .inode = (uint64_t)st.st_ino,
                               .device = (uint64_t)st.st_dev};
}

bool ct_file_sign_equal(const struct ct_file_sign *x, const struct ct_file_sign *y) {
  return x->is_there == y->is_there && x->size == y->size && x->mtime_ns == y->mtime_ns &&
         x->ctime_ns == y->ctime_ns && x->inode == y->inode && x->device == y->device;
}

struct ct_reads *ct_reads_into(struct ct_reads *reads) {
  struct ct_reads *had = listener;
  listener = reads;
  return had;
}

// The path from the root. Links are left as they are: one that is changed is another file.
static const char *absolute(struct ct_arena *a, const char *path) {
  if (path[0] == '/') return ct_arena_strdup(a, path);
  char *here = getcwd(NULL, 0);
  const char *out = here ? ct_arena_printf(a, "%s/%s", here, path) : NULL;
  free(here);
  return out;
}

// NULL when it is noted already.
static struct ct_read *add(struct ct_reads *r, enum ct_read_kind kind, const char *path) {
  if (!r->known) {
    r->known = CT_NEW(r->arena, struct ct_map);
    *r->known = (struct ct_map){.arena = r->arena};
  }
  bool added;
  struct ct_map_entry *e = ct_map_add_string(r->known, path, r->v.n, &added);
  if (!added) {
    struct ct_read *had = &r->v.v[e->value];
    if (had->kind == CT_READ_OTHER) had->kind = kind;
    return NULL;
  }
  ct_vec_push(r->arena, &r->v, ((struct ct_read){.path = path, .kind = kind}));
  return &r->v.v[r->v.n - 1];
}

void ct_reads_note(enum ct_read_kind kind, const char *path) {
  struct ct_reads *r = listener;
  if (!r || !path || !*path || strcmp(path, "-") == 0 || ct_starts_with(path, "/vsi")) return;
  const char *full = absolute(r->arena, path);
  struct ct_read *x = full ? add(r, kind, full) : NULL;
  if (x) ct_file_sign_of(full, &x->sign);
}

void ct_reads_note_elsewhere(enum ct_read_kind kind, const char *name) {
  struct ct_reads *r = listener;
  struct ct_read *x = r ? add(r, kind, ct_arena_strdup(r->arena, name)) : NULL;
  if (x) x->is_elsewhere = true;
}

struct ct_hash {
  struct ct_file_sign sign;
  char hex[CT_DIGEST_SIZE];
};

// The entry of the path; made, or emptied when it is about another state of the file.
static struct ct_hash *hash_of(struct ct_hashes *h, const struct ct_read *read) {
  if (!h->known) {
    h->known = CT_NEW(h->arena, struct ct_map);
    *h->known = (struct ct_map){.arena = h->arena};
  }
  const struct ct_map_entry *e = ct_map_find_string(h->known, read->path);
  bool added = !e;
  if (added) {
    // In this order, should memory run out in between.
    ct_vec_push(h->arena, &h->v, CT_NEW(h->arena, struct ct_hash));
    e = ct_map_add_string(h->known, read->path, h->v.n - 1, NULL);
  }
  struct ct_hash *had = h->v.v[e->value];
  // Texts that have been handed out stay as they are.
  if (!added && !ct_file_sign_equal(&had->sign, &read->sign))
    had = h->v.v[e->value] = CT_NEW(h->arena, struct ct_hash);
  had->sign = read->sign;
  return had;
}

const char *ct_reads_hash(struct ct_hashes *h, const struct ct_read *read) {
  struct ct_file_sign now;
  if (read->is_elsewhere) return "";
  ct_file_sign_of(read->path, &now);
  if (!ct_file_sign_equal(&now, &read->sign)) return "";
  if (!now.is_there) return NULL;
  struct ct_hash *hash = hash_of(h, read);
  struct ct_err ignored = {0};
  if (hash->hex[0]) return hash->hex;
  bool ok = ct_digest_of_file(read->path, hash->hex, &ignored);
  ct_file_sign_of(read->path, &now);
  if (!ok || !ct_file_sign_equal(&now, &read->sign)) hash->hex[0] = '\0';
  return hash->hex;
}

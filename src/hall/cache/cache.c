// SPDX-License-Identifier: MIT
// Cache: things by key, each in an arena of its own, good while the files behind them are unchanged.
#include "hall/cache/cache.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/guard.h"
#include "base/map.h"
#include "base/reads.h"
#include "base/str.h"

enum { BUCKETS = 512 };
// Between jobs no more than this is kept; what was used last stays.
static const size_t kept_most = (size_t)256 << 20, digests_most = (size_t)8 << 20;

struct ct_cache_entry {
  struct ct_cache_entry *next;
  struct ct_arena arena;
  void *thing;
  void (*release)(void *thing);
  const char *key;
  size_t key_size;
  struct ct_reads reads;    // noted while it was made
  struct ct_reads watched;  // the others that it depends on
  uint64_t last_use;
  uint64_t checked_in;  // the job in which its files were last found unchanged
};

struct ct_cache {
  struct ct_cache_entry *buckets[BUCKETS];
  struct ct_cache_entry *stale;  // a job may still hold them
  size_t jobs;
  uint64_t job, uses;
  struct ct_arena digests;
  struct ct_hashes hashes;  // in `digests`
};

CT_EXPORT struct ct_cache *ct_cache_new(void) {
  return calloc(1, sizeof(struct ct_cache));
}

static void entry_free(struct ct_cache_entry *e) {
  if (e->thing && e->release) e->release(e->thing);
  ct_arena_release(&e->arena);
  free(e);
}

static void list_free(struct ct_cache_entry **list) {
  while (*list) {
    struct ct_cache_entry *e = *list;
    *list = e->next;
    entry_free(e);
  }
}

CT_EXPORT void ct_cache_free(struct ct_cache *cache) {
  if (!cache) return;
  for (size_t i = 0; i < BUCKETS; i++) list_free(&cache->buckets[i]);
  list_free(&cache->stale);
  ct_arena_release(&cache->digests);
  free(cache);
}

void ct_cache_enter(struct ct_cache *cache) {
  cache->jobs++;
  cache->job++;
}

static struct ct_cache_entry **oldest(struct ct_cache *cache, size_t *bytes) {
  struct ct_cache_entry **found = NULL;
  *bytes = 0;
  for (size_t i = 0; i < BUCKETS; i++)
    for (struct ct_cache_entry **e = &cache->buckets[i]; *e; e = &(*e)->next) {
      *bytes += (*e)->arena.used;
      if (!found || (*e)->last_use < (*found)->last_use) found = e;
    }
  return found;
}

void ct_cache_leave(struct ct_cache *cache) {
  if (--cache->jobs) return;
  list_free(&cache->stale);
  if (cache->digests.used > digests_most) {
    ct_arena_release(&cache->digests);
    cache->hashes = (struct ct_hashes){0};
  }
  size_t bytes;
  for (struct ct_cache_entry **e; (e = oldest(cache, &bytes)) && bytes > kept_most;) {
    struct ct_cache_entry *old = *e;
    *e = old->next;
    entry_free(old);
  }
}

struct ct_hashes *ct_cache_hashes(struct ct_cache *cache, struct ct_arena *caller) {
  cache->digests.oom = caller->oom;
  cache->hashes.arena = &cache->digests;
  return &cache->hashes;
}

// ---- Files behind a thing

void ct_cache_watch(struct ct_cache_making *m, const char *path) {
  struct ct_reads *had = ct_reads_into(&m->entry->watched);
  ct_reads_note(CT_READ_OTHER, path);
  ct_reads_into(had);
}

static bool unchanged(const struct ct_reads *reads) {
  for (size_t i = 0; i < reads->v.n; i++) {
    struct ct_file_sign now;
    ct_file_sign_of(reads->v.v[i].path, &now);
    if (!ct_file_sign_equal(&now, &reads->v.v[i].sign)) return false;
  }
  return true;
}

static void note_again(const struct ct_cache_entry *e) {
  for (size_t i = 0; i < e->reads.v.n; i++) ct_reads_note(e->reads.v.v[i].kind, e->reads.v.v[i].path);
}

// ---- Finding and making

// Relative paths mean other files in another folder.
static void make_key(const struct ct_cache_request *r, struct ct_str *key) {
  char *here = getcwd(NULL, 0);
  ct_str_add_n(key, r->kind, strlen(r->kind) + 1);
  if (here) ct_str_add_n(key, here, strlen(here) + 1);
  free(here);
  ct_str_add_n(key, r->key, r->key_size);
}

static struct ct_cache_entry **bucket_of(struct ct_cache *cache, const struct ct_str *key) {
  return &cache->buckets[ct_hash(key->v, key->n, 0) % BUCKETS];
}

static struct ct_cache_entry **find(struct ct_cache *cache, const struct ct_str *key) {
  struct ct_cache_entry **e = bucket_of(cache, key);
  while (*e && ((*e)->key_size != key->n || memcmp((*e)->key, key->v, key->n) != 0)) e = &(*e)->next;
  return e;
}

static void make_stale(struct ct_cache *cache, struct ct_cache_entry **at) {
  struct ct_cache_entry *e = *at;
  *at = e->next;
  e->next = cache->stale;
  cache->stale = e;
}

// Files are noted before they are looked at: one that changes in between is then known to have changed.
static struct ct_cache_entry *known(struct ct_cache *cache, const struct ct_str *key) {
  struct ct_cache_entry **at = find(cache, key), *e = *at;
  if (!e) return NULL;
  note_again(e);
  if (e->checked_in != cache->job && (!unchanged(&e->reads) || !unchanged(&e->watched))) {
    make_stale(cache, at);
    return NULL;
  }
  e->checked_in = cache->job;
  return e;
}

// What is noted goes to the thing and, when it is there, to who listened before.
static bool make_into(struct ct_cache *cache, const struct ct_cache_request *r, struct ct_cache_entry *e,
                      const struct ct_str *key, bool *keep, struct ct_err *err) {
  struct ct_cache_making m = {&e->arena, true, e};
  e->reads.arena = e->watched.arena = &e->arena;
  e->key = ct_arena_strndup(&e->arena, key->v, key->n);
  e->key_size = key->n;
  e->release = r->release;
  struct ct_reads *had = ct_reads_into(&e->reads);
  bool ok = r->make(r->user, &m, &e->thing, err);
  ct_reads_into(had);
  note_again(e);
  *keep = ok && m.keep && e->reads.v.n + e->watched.v.n > 0;
  e->checked_in = cache->job;
  return ok;
}

static void keep_entry(struct ct_cache *cache, struct ct_cache_entry *e, const struct ct_str *key,
                       bool keep) {
  struct ct_cache_entry **list = keep ? bucket_of(cache, key) : &cache->stale;
  e->next = *list;
  *list = e;
}

// Being out of memory, in the thing's arena or in the caller's, comes here first.
static bool make(struct ct_cache *cache, const struct ct_cache_request *r, const struct ct_str *key,
                 struct ct_arena *caller, struct ct_cache_entry **out, struct ct_err *err) {
  struct ct_cache_entry *e = calloc(1, sizeof *e);
  struct ct_reads *had = ct_reads_into(NULL);
  jmp_buf oom, *outer = caller->oom;
  volatile bool ok = false;
  bool keep = false;
  ct_reads_into(had);
  *out = e;
  int out_of_memory = !e;
  if (e) {
    e->arena.oom = caller->oom = &oom;
    out_of_memory = setjmp(oom);
    if (!out_of_memory) ok = make_into(cache, r, e, key, &keep, err);
    e->arena.oom = NULL;
  }
  caller->oom = outer;
  if (out_of_memory) ct_reads_into(had);
  if (ok) keep_entry(cache, e, key, keep);
  if (!ok && e) entry_free(e);
  if (out_of_memory && outer) longjmp(*outer, 1);
  if (out_of_memory) ct_fail(err, "out of memory");
  return ok;
}

bool ct_cache_get(struct ct_cache *cache, const struct ct_cache_request *r, struct ct_arena *caller,
                  void **out, struct ct_err *err) {
  struct ct_str key = {.arena = caller};
  make_key(r, &key);
  struct ct_cache_entry *e = known(cache, &key);
  if (r->made) *r->made = !e;
  if (!e && !make(cache, r, &key, caller, &e, err)) return false;
  e->last_use = ++cache->uses;
  *out = e->thing;
  return true;
}

void ct_cache_drop(struct ct_cache *cache, const struct ct_cache_request *r, struct ct_arena *caller) {
  struct ct_str key = {.arena = caller};
  make_key(r, &key);
  struct ct_cache_entry **at = find(cache, &key);
  if (*at) make_stale(cache, at);
}

// SPDX-License-Identifier: MIT
// Cache: what the jobs of one process, one after the other, need not read and make anew.
#ifndef CT_CACHE_H
#define CT_CACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "cartouche.h"

struct ct_arena;
struct ct_diags;
struct ct_hashes;
struct ct_load_request;
struct ct_table;
struct ct_text;
struct ct_value;

// A thing on its way into the cache.
struct ct_cache_making {
  struct ct_arena *arena;  // the thing's own: nothing of it may be elsewhere
  bool keep;               // false: for this job only, as it depends on more than its key and files
  struct ct_cache_entry *entry;
};
// The thing is good for as long as that file (or folder's list of names) is as it is now. Files that are noted as read
// (base/reads.h) while it is made are watched too.
void ct_cache_watch(struct ct_cache_making *m, const char *path);

struct ct_cache_request {
  const char *kind;  // keys of one kind tell its things apart
  const void *key;
  size_t key_size;
  // *out lives until no job holds it any more. False: nothing is kept.
  bool (*make)(void *user, struct ct_cache_making *m, void **out, struct ct_err *err);
  void *user;
  void (*release)(void *thing);  // what its arena does not; NULL: nothing
  bool *made;                    // set to whether it was made just now; may be NULL
};
// The thing of that key, made where there is none or where a file of it has changed since. What was noted as read when
// it was made is noted again. It must not be changed, and lives until the job is freed. Out of memory goes to where
// `caller` (the job's arena) sends it, and leaves the cache as it was.
bool ct_cache_get(struct ct_cache *cache, const struct ct_cache_request *request, struct ct_arena *caller,
                  void **out, struct ct_err *err);

// Forgets the thing of that key, which nobody gets any more.
void ct_cache_drop(struct ct_cache *cache, const struct ct_cache_request *request, struct ct_arena *caller);

// Digests of files, for all jobs; out of memory goes to where `caller` sends it.
struct ct_hashes *ct_cache_hashes(struct ct_cache *cache, struct ct_arena *caller);

// A job begins to use the cache, and is gone.
void ct_cache_enter(struct ct_cache *cache);
void ct_cache_leave(struct ct_cache *cache);

// ---- The things. Without a cache (NULL) they are made in the arena.

// As ct_value_read.
bool ct_cache_value(struct ct_cache *cache, struct ct_arena *a, const char *path, const struct ct_value **out,
                    struct ct_err *err);
// As ct_load, findings included.
bool ct_cache_load(struct ct_cache *cache, const struct ct_load_request *request, struct ct_arena *a,
                   struct ct_diags *diags, struct ct_table *out, struct ct_err *err);
// A text as ct_text_new makes it. The cache's own is not to be freed: *lent.
bool ct_cache_text(struct ct_cache *cache, struct ct_arena *a, const char *fonts_dir, struct ct_diags *diags,
                   struct ct_text **out, bool *lent, struct ct_err *err);
// The names of the built-in page templates.
struct ct_cache_names {
  size_t n;
  const char *const *v;
};
bool ct_cache_templates(struct ct_cache *cache, struct ct_arena *a, const char *share_dir,
                        struct ct_cache_names *out, struct ct_err *err);

#endif

// SPDX-License-Identifier: MIT
// Cache: parsed files that many documents name: themes, levels, policies, page templates and their names.
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "hall/cache/cache.h"

static bool make_value(void *user, struct ct_cache_making *m, void **out, struct ct_err *err) {
  const char *path = user;
  const struct ct_value *v;
  ct_cache_watch(m, path);
  if (!ct_value_read(m->arena, path, &v, err)) return false;
  *out = (void *)v;
  return true;
}

bool ct_cache_value(struct ct_cache *cache, struct ct_arena *a, const char *path, const struct ct_value **out,
                    struct ct_err *err) {
  if (!cache) return ct_value_read(a, path, out, err);
  struct ct_cache_request r = {
      .kind = "value", .key = path, .key_size = strlen(path), .make = make_value, .user = (void *)path};
  void *v;
  if (!ct_cache_get(cache, &r, a, &v, err)) return false;
  *out = v;
  return true;
}

struct name_list {
  struct ct_arena *a;
  ct_vec(const char *) v;
};

static void keep_name(void *user, const char *name, const char *summary) {
  struct name_list *l = user;
  (void)summary;
  ct_vec_push(l->a, &l->v, ct_arena_strdup(l->a, name));
}

static bool list_templates(const char *share_dir, struct ct_arena *a, struct ct_cache_names *out,
                           struct ct_err *err) {
  struct name_list l = {.a = a};
  if (!ct_list_templates(share_dir, keep_name, &l, err)) return false;
  *out = (struct ct_cache_names){l.v.n, l.v.v};
  return true;
}

static bool make_names(void *user, struct ct_cache_making *m, void **out, struct ct_err *err) {
  struct ct_cache_names *names = CT_NEW(m->arena, struct ct_cache_names);
  ct_cache_watch(m, ct_arena_printf(m->arena, "%s/styles/pages", (const char *)user));
  *out = names;
  return list_templates(user, m->arena, names, err);
}

bool ct_cache_templates(struct ct_cache *cache, struct ct_arena *a, const char *share_dir,
                        struct ct_cache_names *out, struct ct_err *err) {
  if (!cache) return list_templates(share_dir, a, out, err);
  struct ct_cache_request r = {.kind = "templates",
                               .key = share_dir,
                               .key_size = strlen(share_dir),
                               .make = make_names,
                               .user = (void *)share_dir};
  void *names;
  if (!ct_cache_get(cache, &r, a, &names, err)) return false;
  *out = *(struct ct_cache_names *)names;
  return true;
}

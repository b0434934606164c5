// SPDX-License-Identifier: MIT
// Cache: the opened fonts, lent to one job after the other.
#include <dirent.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "hall/cache/cache.h"
#include "text/text.h"

struct opening {
  const char *dir;
  struct ct_diags *diags;
};

static void watch_folder(struct ct_cache_making *m, const char *dir) {
  ct_cache_watch(m, dir);
  DIR *d = opendir(dir);
  if (!d) return;
  for (const struct dirent *e; (e = readdir(d));)
    if (e->d_name[0] != '.') ct_cache_watch(m, ct_path_join(m->arena, dir, e->d_name));
  closedir(d);
}

static bool make_text(void *user, struct ct_cache_making *m, void **out, struct ct_err *err) {
  const struct opening *o = user;
  struct ct_text *text;
  watch_folder(m, o->dir);
  if (!ct_text_new(o->dir, o->diags, &text, err)) return false;
  *out = text;
  return true;
}

static void release(void *text) {
  ct_text_free(text);
}

bool ct_cache_text(struct ct_cache *cache, struct ct_arena *a, const char *fonts_dir, struct ct_diags *diags,
                   struct ct_text **out, bool *lent, struct ct_err *err) {
  *lent = cache != NULL;
  if (!cache) return ct_text_new(fonts_dir, diags, out, err);
  struct opening o = {fonts_dir, diags};
  struct ct_cache_request r = {.kind = "fonts",
                               .key = fonts_dir,
                               .key_size = strlen(fonts_dir),
                               .make = make_text,
                               .user = &o,
                               .release = release};
  void *text;
  if (!ct_cache_get(cache, &r, a, &text, err)) return false;
  if (!ct_text_lend(text, diags)) {
    ct_cache_drop(cache, &r, a);
    if (!ct_cache_get(cache, &r, a, &text, err)) return false;
    ct_text_lend(text, diags);
  }
  *out = text;
  return true;
}

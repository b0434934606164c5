// SPDX-License-Identifier: MIT
// List: what is built in, read from the share folder.
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/guard.h"
#include "base/reads.h"
#include "base/str.h"
#include "base/value.h"
#include "base/vec.h"
#include "cartouche.h"
#include "doc/template.h"

struct names {
  ct_vec(const char *) v;
};

static int by_name(const void *x, const void *y) {
  return strcmp(*(const char *const *)x, *(const char *const *)y);
}

// File names in the folder with that extension, sorted.
static bool folder(struct ct_arena *a, const char *path, const char *extension, struct names *out,
                   struct ct_err *err) {
  ct_reads_note(CT_READ_OTHER, path);
  DIR *d = opendir(path);
  if (!d) return ct_fail(err, "%s: %s", path, strerror(errno));
  for (struct dirent *e; (e = readdir(d));)
    if (e->d_name[0] != '.' && ct_same_nocase(ct_path_extension(e->d_name), extension))
      ct_vec_push(a, &out->v, ct_arena_strdup(a, e->d_name));
  closedir(d);
  if (out->v.n) qsort(out->v.v, out->v.n, sizeof *out->v.v, by_name);
  return true;
}

static const char *theme_summary(struct ct_arena *a, const char *path) {
  const struct ct_value *v;
  struct ct_err err = {0};
  if (!ct_value_read(a, path, &v, &err)) return "cannot be read";
  const char *s = ct_value_string(ct_value_get(ct_value_get(v, "metadata"), "cartouche:summary"));
  const char *name = ct_value_string(ct_value_get(v, "name"));
  return s ? s : name ? name : "";
}

CT_EXPORT bool ct_list_styles(const char *share_dir, ct_list_fn *fn, void *user, struct ct_err *err) {
  struct ct_arena a = {0};
  struct names files = {0};
  const char *dir = ct_arena_printf(&a, "%s/styles", share_dir);
  bool ok = folder(&a, dir, "json", &files, err);
  for (size_t i = 0; ok && i < files.v.n; i++)
    fn(user, ct_path_stem(&a, files.v.v[i]), theme_summary(&a, ct_path_join(&a, dir, files.v.v[i])));
  ct_arena_release(&a);
  return ok;
}

static const char *template_summary(struct ct_arena *a, const char *path) {
  const struct ct_value *v;
  struct ct_err err = {0};
  if (!ct_value_read(a, path, &v, &err)) return "cannot be read";
  const char *s = ct_doc_template_summary(v);
  return s ? s : "";
}

CT_EXPORT bool ct_list_templates(const char *share_dir, ct_list_fn *fn, void *user, struct ct_err *err) {
  struct ct_arena a = {0};
  struct names files = {0};
  const char *dir = ct_arena_printf(&a, "%s/styles/pages", share_dir);
  bool ok = folder(&a, dir, "yaml", &files, err);
  for (size_t i = 0; ok && i < files.v.n; i++)
    fn(user, ct_path_stem(&a, files.v.v[i]), template_summary(&a, ct_path_join(&a, dir, files.v.v[i])));
  ct_arena_release(&a);
  return ok;
}

// "coast_10m.fgb", "coast_50m.fgb" -> coast: 10m, 50m.
static void base_layers(struct ct_arena *a, const struct names *files, ct_list_fn *fn, void *user) {
  struct ct_str levels = {.arena = a};
  for (size_t i = 0; i < files->v.n; i++) {
    const char *stem = ct_path_stem(a, files->v.v[i]), *bar = strrchr(stem, '_');
    if (!bar) continue;
    size_t n = (size_t)(bar - stem) + 1;
    ct_str_addf(&levels, "%s%s", levels.n ? ", " : "base layer, levels ", bar + 1);
    bool last = i + 1 == files->v.n || strncmp(files->v.v[i + 1], stem, n) != 0;
    if (!last) continue;
    fn(user, ct_arena_printf(a, "base:%.*s", (int)n - 1, stem), ct_str_text(&levels));
    levels = (struct ct_str){.arena = a};
  }
}

// The data tables of one folder of layers/: "dprk/facilities".
static bool data_layers(struct ct_arena *a, const char *layers, const char *name, ct_list_fn *fn, void *user,
                        struct ct_err *err) {
  struct names files = {0};
  if (!folder(a, ct_path_join(a, layers, name), "csv", &files, err)) return false;
  for (size_t i = 0; i < files.v.n; i++)
    fn(user, ct_arena_printf(a, "%s/%s", name, ct_path_stem(a, files.v.v[i])),
       ct_arena_printf(a, "project data, layers/%s/%s", name, files.v.v[i]));
  return true;
}

static bool subfolders(struct ct_arena *a, const char *path, struct names *out, struct ct_err *err) {
  struct names all = {0};
  struct stat st;
  if (!folder(a, path, "", &all, err)) return false;
  for (size_t i = 0; i < all.v.n; i++)
    if (stat(ct_path_join(a, path, all.v.v[i]), &st) == 0 && S_ISDIR(st.st_mode) &&
        strcmp(all.v.v[i], "base") != 0)
      ct_vec_push(a, &out->v, all.v.v[i]);
  return true;
}

CT_EXPORT bool ct_list_layers(const char *share_dir, ct_list_fn *fn, void *user, struct ct_err *err) {
  struct ct_arena a = {0};
  struct names base = {0}, dirs = {0};
  const char *layers = ct_arena_printf(&a, "%s/layers", share_dir);
  bool ok =
      folder(&a, ct_path_join(&a, layers, "base"), "fgb", &base, err) && subfolders(&a, layers, &dirs, err);
  if (ok) base_layers(&a, &base, fn, user);
  for (size_t i = 0; ok && i < dirs.v.n; i++) ok = data_layers(&a, layers, dirs.v.v[i], fn, user, err);
  ct_arena_release(&a);
  return ok;
}

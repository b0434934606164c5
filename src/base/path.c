// SPDX-License-Identifier: MIT
// Path helpers: folders, stems and extensions of file names.
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

const char *ct_path_folder(struct ct_arena *a, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return ".";
  if (slash == path) return "/";
  return ct_arena_strndup(a, path, (size_t)(slash - path));
}

const char *ct_path_join(struct ct_arena *a, const char *folder, const char *path) {
  if (path[0] == '/' || !folder || !folder[0] || strcmp(folder, ".") == 0) return ct_arena_strdup(a, path);
  return ct_arena_printf(a, "%s%s%s", folder, ct_ends_with(folder, "/") ? "" : "/", path);
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

const char *ct_path_stem(struct ct_arena *a, const char *path) {
  const char *name = base_name(path);
  const char *dot = strrchr(name, '.');
  return ct_arena_strndup(a, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
}

const char *ct_path_extension(const char *path) {
  const char *name = base_name(path);
  const char *dot = strrchr(name, '.');
  return dot && dot != name ? dot + 1 : "";
}

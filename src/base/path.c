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

static int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

void ct_str_add_unescaped(struct ct_str *out, const char *url) {
  for (const char *p = url; *p; p++) {
    bool coded = p[0] == '%' && hex(p[1]) >= 0 && hex(p[2]) >= 0;
    char c = coded ? (char)(hex(p[1]) * 16 + hex(p[2])) : *p;
    ct_str_add_n(out, &c, 1);
    if (coded) p += 2;
  }
}

const char *ct_path_of_url(struct ct_arena *a, const char *folder, const char *url) {
  if (ct_starts_with(url, "file://")) {
    const char *path = strchr(url + 7, '/');
    struct ct_str out = {.arena = a};
    if (path) ct_str_add_unescaped(&out, path);
    return out.v;
  }
  size_t n = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
  if (n > 1 && url[n] == ':') return NULL;
  return ct_path_join(a, folder, url);
}

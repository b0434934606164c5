// SPDX-License-Identifier: MIT
// Path: files as people write them.
#include "path.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// "/a/b/../c/./d" -> "/a/c/d". False when it does not fit.
static bool straighten(const char *path, char *out, size_t size) {
  size_t n = 0;
  for (const char *p = path; *p;) {
    p += strspn(p, "/");
    size_t part = strcspn(p, "/");
    if (part == 2 && memcmp(p, "..", 2) == 0) {
      while (n && out[--n] != '/') continue;
    } else if (part && !(part == 1 && *p == '.')) {
      if (n + part + 2 > size) return false;
      out[n++] = '/';
      memcpy(out + n, p, part);
      n += part;
    }
    p += part;
  }
  if (!n) out[n++] = '/';
  out[n] = '\0';
  return true;
}

// Where folders are links, a path without its detour may lead elsewhere.
static bool same_file(const char *a, const char *b) {
  struct stat x, y;
  bool is_a = stat(a, &x) == 0, is_b = stat(b, &y) == 0;
  return is_a && is_b ? x.st_dev == y.st_dev && x.st_ino == y.st_ino : is_a == is_b;
}

const char *ct_cli_path_shown(const char *path, char *out, size_t size) {
  char here[PATH_MAX], file[PATH_MAX];
  size_t end = strcspn(path, ":");
  if (path[0] != '/' || end >= sizeof file) return path;
  memcpy(file, path, end);
  file[end] = '\0';
  if (!straighten(file, out, size)) return path;
  if (!same_file(file, out)) snprintf(out, size, "%s", file);
  size_t n = strlen(out);
  int more = snprintf(out + n, size - n, "%s", path + end);
  if (more < 0 || (size_t)more >= size - n) return path;
  if (!getcwd(here, sizeof here)) return out;
  n = strlen(here);
  return n > 1 && strncmp(out, here, n) == 0 && out[n] == '/' && out[n + 1] ? out + n + 1 : out;
}

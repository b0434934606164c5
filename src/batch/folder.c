// SPDX-License-Identifier: MIT
// Folders: made, listed and removed.
#include "batch/folder.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

bool ct_folder_make(const char *path, struct ct_arena *a, struct ct_err *err) {
  struct stat st;
  if (stat(path, &st) == 0)
    return S_ISDIR(st.st_mode) || ct_fail(err, "%s: is a file (expected a folder for the maps)", path);
  const char *above = ct_path_folder(a, path);
  if (strcmp(above, path) != 0 && !ct_folder_make(above, a, err)) return false;
  if (mkdir(path, 0777) == 0 || errno == EEXIST) return true;
  return ct_fail(err, "%s: cannot be made: %s", path, strerror(errno));
}

const char *ct_folder_real(const char *path, struct ct_arena *a, struct ct_err *err) {
  struct stat st;
  char *real = realpath(path, NULL);
  if (!real || stat(real, &st) != 0 || !S_ISDIR(st.st_mode)) {
    ct_fail(err, "%s: %s", path, real ? "is no folder" : strerror(errno));
    free(real);
    return NULL;
  }
  const char *out = ct_arena_strdup(a, real);
  free(real);
  return out;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at) {
  (void)st, (void)type, (void)at;
  remove(path);
  return 0;
}

void ct_folder_remove(const char *path) {
  nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

static int by_name(const void *x, const void *y) {
  return strcmp(*(const char *const *)x, *(const char *const *)y);
}

bool ct_folder_list(const char *path, struct ct_arena *a, const char *const **names, size_t *n,
                    struct ct_err *err) {
  ct_vec(const char *) v = {0};
  DIR *d = opendir(path);
  if (!d) return ct_fail(err, "%s: %s", path, strerror(errno));
  for (struct dirent *e; (e = readdir(d));)
    if (e->d_name[0] != '.') ct_vec_push(a, &v, ct_arena_strdup(a, e->d_name));
  closedir(d);
  if (v.n) qsort(v.v, v.n, sizeof *v.v, by_name);
  *names = v.v;
  *n = v.n;
  return true;
}

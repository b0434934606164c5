// SPDX-License-Identifier: MIT
// Walks a folder of the specification's fixtures; shared by the runners.
#ifndef CT_TESTS_SPEC_WALK_H
#define CT_TESTS_SPEC_WALK_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

// Paths below `dir` that end in `suffix`, in byte order.
struct spec_paths {
  struct ct_arena arena;
  const char *suffix;
  ct_vec(char *) v;
};

static struct spec_paths spec_found;

static inline int spec_visit(const char *path, const struct stat *st, int type, struct FTW *ftw) {
  (void)st;
  (void)ftw;
  if (type == FTW_F && ct_ends_with(path, spec_found.suffix))
    ct_vec_push(&spec_found.arena, &spec_found.v, ct_arena_strdup(&spec_found.arena, path));
  return 0;
}

static inline int spec_by_text(const void *x, const void *y) {
  return strcmp(*(char *const *)x, *(char *const *)y);
}

// Fills spec_found; false when the folder cannot be read.
static inline bool spec_walk(const char *program, const char *dir, const char *suffix) {
  spec_found.suffix = suffix;
  if (nftw(dir, spec_visit, 16, FTW_PHYS) != 0) {
    fprintf(stderr, "%s: cannot read '%s'\n", program, dir);
    return false;
  }
  if (spec_found.v.n) qsort(spec_found.v.v, spec_found.v.n, sizeof *spec_found.v.v, spec_by_text);
  return true;
}

// Runs one test a path and prints the count; the exit status of a runner: 1 when any fails.
static inline int spec_run(bool (*test)(const char *path, struct ct_arena *a)) {
  size_t passed = 0, n = spec_found.v.n;
  struct ct_arena a = {0};
  for (size_t i = 0; i < n; i++) {
    passed += test(spec_found.v.v[i], &a);
    ct_arena_release(&a);
  }
  printf("%zu passed, %zu failed\n", passed, n - passed);
  ct_arena_release(&spec_found.arena);
  return passed == n && n ? 0 : 1;
}

#endif

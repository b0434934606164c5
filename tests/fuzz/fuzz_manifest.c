// SPDX-License-Identifier: MIT
// Fuzz: manifests, read and held against each other.
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "edition/manifest_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Files, as they are read by lines; in memory, as many are.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static int file = -1;
  static char path[64];
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  if (file < 0) file = memfd_create("manifest", 0);
  if (file < 0 || ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != (ssize_t)size) return 0;
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  a.oom = &oom;
  if (!setjmp(oom)) {
    struct ct_err err = {0};
    struct ct_manifest m;
    ct_manifest_read(path, &a, &m, &err);
  }
  ct_arena_release(&a);
  return 0;
}

// SPDX-License-Identifier: MIT
// Memory: how the process takes it from the system.
#include "memory.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { MAPPED = 32 << 20, KEPT = 512 << 20, STEP = 16 << 20, LARGE = 2 << 20 };

// The heap grows by blocks that are given back at once but not to the system, and which nobody has touched.
void ct_cli_memory_in_large_pages(void) {
  enum { BLOCKS = 4, BLOCK = 24 << 20 };
  char *blocks[BLOCKS];
  mallopt(M_MMAP_THRESHOLD, MAPPED);
  mallopt(M_TRIM_THRESHOLD, KEPT);
  for (int i = 0; i < BLOCKS; i++) blocks[i] = malloc(BLOCK);
  uintptr_t from = (uintptr_t)blocks[0], end = (uintptr_t)blocks[BLOCKS - 1] + BLOCK;
  from = (from + LARGE - 1) & ~((uintptr_t)LARGE - 1);
  end &= ~((uintptr_t)LARGE - 1);
  // One piece: nothing else lies between them. A wish only, which systems may leave unheard.
  bool whole = blocks[0] && end > from && end - from < (uintptr_t)(BLOCKS + 1) * BLOCK;
  if (whole) madvise(blocks[0] + (from - (uintptr_t)blocks[0]), end - from, MADV_HUGEPAGE);
  for (int i = 0; i < BLOCKS; i++) free(blocks[i]);
}

void ct_cli_memory_keep(void) {
  mallopt(M_MMAP_THRESHOLD, MAPPED);
  mallopt(M_TRIM_THRESHOLD, KEPT);
  mallopt(M_TOP_PAD, STEP);
}

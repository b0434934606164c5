// SPDX-License-Identifier: MIT
// Fuzz: geometries of a catalogue's rows.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "catalog/blob.h"
#include "catalog/blob_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Twice in a row, so that the second begins where the first has ended.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 64 << 20};
  jmp_buf oom;
  double box[4];
  unsigned char *blob = malloc(size ? size : 1);
  if (!blob) return 0;
  if (size) memcpy(blob, data, size);
  a.oom = &oom;
  if (!setjmp(oom)) {
    struct ct_blob_shapes shapes = {.arena = &a};
    struct ct_blob_span spans[2] = {{0}};
    struct ct_geoms geoms = {0};
    ct_blob_box(blob, size, box);
    bool ok = ct_blob_read(&shapes, blob, size, &spans[0]) && ct_blob_read(&shapes, blob, size, &spans[1]);
    if (ok) ct_blob_geoms(&shapes, spans, 2, &geoms);
  }
  ct_arena_release(&a);
  free(blob);
  return 0;
}

// SPDX-License-Identifier: MIT
// Fuzz: coordinates as people write them.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "load/coord_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  double x, y;
  // A copy of exactly this size, so that reading past it shows.
  char *s = malloc(size ? size : 1);
  if (!s) return 0;
  if (size) memcpy(s, data, size);
  ct_coord_read(s, size, 'N', &x);
  ct_coord_read(s, size, 'E', &x);
  ct_coord_read_pair(s, size, &x, &y);
  ct_coord_is_sentinel(s, size);
  free(s);
  return 0;
}

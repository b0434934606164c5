// SPDX-License-Identifier: MIT
// Fuzz: coordinates as people write them.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "coord/coord.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_coord_axis axis;
  struct ct_coord point;
  // A copy of exactly this size, so that reading past it shows.
  char *s = malloc(size ? size : 1);
  if (!s) return 0;
  if (size) memcpy(s, data, size);
  ct_coord_read(s, size, 'N', &axis);
  ct_coord_read(s, size, 'E', &axis);
  ct_coord_read_point(NULL, s, size, &point);
  ct_coord_is_sentinel(s, size);
  free(s);
  return 0;
}

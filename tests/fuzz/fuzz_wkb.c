// SPDX-License-Identifier: MIT
// Fuzz: well-known binary geometry.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "load/wkb.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  unsigned kinds;
  double xy[2];
  unsigned char *wkb = malloc(size ? size : 1);
  if (!wkb) return 0;
  if (size) memcpy(wkb, data, size);
  ct_wkb_kinds(wkb, size, &kinds);
  ct_wkb_point(wkb, size, xy);
  free(wkb);
  return 0;
}

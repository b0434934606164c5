// SPDX-License-Identifier: MIT
// Fuzz: dates, full and partial.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_interval when;
  char *s = malloc(size + 1);
  if (!s) return 0;
  if (size) memcpy(s, data, size);
  s[size] = '\0';
  if (ct_date_parse(s, &when) && when.first > when.last) abort();
  free(s);
  return 0;
}

// SPDX-License-Identifier: MIT
// Fuzz: delimited text.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "load/csv.h"

struct text {
  const uint8_t *data;
  size_t size, at, step;
};

static size_t give(void *user, char *buf, size_t n) {
  struct text *t = user;
  size_t left = t->size - t->at, k = n < t->step ? n : t->step;
  if (k > left) k = left;
  if (k) memcpy(buf, t->data + t->at, k);
  t->at += k;
  return k;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Cells must be the same however the source is cut into pieces.
static uint64_t read_all(const uint8_t *data, size_t size, size_t step) {
  struct ct_arena a = {.limit = 64 << 20};
  struct text t = {data, size, 0, step};
  struct ct_csv csv = {.arena = &a, .read = give, .user = &t, .name = "fuzz"};
  struct ct_err err = {0};
  volatile uint64_t sum = 0;
  bool more = true;
  jmp_buf oom;
  a.oom = &oom;
  ct_csv_sniff((const char *)data, size, &csv.delimiter, &csv.lone_cr);
  if (!setjmp(oom))
    while (ct_csv_next(&csv, &more, &err) && more)
      for (size_t i = 0; i < csv.ncells; i++)
        for (size_t j = 0; j < csv.cells[i].n; j++)
          sum = sum * 31 + (uint64_t)(unsigned char)csv.cells[i].v[j] + i;
  ct_arena_release(&a);
  return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (read_all(data, size, size + 1) != read_all(data, size, 3)) abort();
  return 0;
}

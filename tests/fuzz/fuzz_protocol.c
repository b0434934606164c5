// SPDX-License-Identifier: MIT
// Fuzz: lines between a batch and its workers, read, written and read again.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "batch/protocol.h"
#include "cartouche.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool ok) {
  if (!ok) abort();
}

static void read_line(struct ct_arena *a, const char *line) {
  struct ct_err err = {0}, again = {0};
  struct ct_batch_task task, task2;
  struct ct_batch_result result, result2;
  struct ct_diagnostic finding;
  struct ct_str out = {.arena = a};
  ct_batch_line_kind(line, 0);
  ct_batch_finding_parse(a, line, &finding, &err);
  err = (struct ct_err){0};
  if (ct_batch_task_parse(a, line, &task, &err)) {
    ct_batch_task_write(&task, &out);
    expect(!strchr(ct_str_text(&out), '\n') && ct_batch_task_parse(a, ct_str_text(&out), &task2, &again));
    expect(strcmp(task.document, task2.document) == 0 && task.nparams == task2.nparams);
  }
  out = (struct ct_str){.arena = a};
  err = (struct ct_err){0};
  if (ct_batch_result_parse(a, line, &result, &err)) {
    ct_batch_result_write(&result, &out);
    expect(ct_batch_result_parse(a, ct_str_text(&out), &result2, &again) && result.nreads == result2.nreads);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  char *line = malloc(size + 1);
  if (!line) return 0;
  if (size) memcpy(line, data, size);
  line[size] = '\0';
  a.oom = &oom;
  if (!setjmp(oom)) read_line(&a, line);
  ct_arena_release(&a);
  free(line);
  return 0;
}

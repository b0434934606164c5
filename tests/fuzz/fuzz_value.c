// SPDX-License-Identifier: MIT
// Fuzz: YAML and JSON; what was read is written and read again.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void again(struct ct_arena *a, const struct ct_value *v, bool yaml) {
  struct ct_str s = {.arena = a};
  struct ct_err err = {0};
  const struct ct_value *back;
  if (yaml)
    ct_value_write_yaml(v, &s);
  else
    ct_value_write_json(v, &s);
  const char *text = ct_str_text(&s);
  if (!ct_value_parse(a, text, strlen(text), "again", yaml ? CT_SYNTAX_YAML : CT_SYNTAX_JSON, &back, &err))
    abort();
  if (!ct_value_equal(v, back)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  a.oom = &oom;
  if (!setjmp(oom)) {
    for (int syntax = CT_SYNTAX_AUTO; syntax <= CT_SYNTAX_YAML; syntax++) {
      struct ct_err err = {0};
      const struct ct_value *v;
      if (!ct_value_parse(&a, (const char *)data, size, "fuzz", (enum ct_syntax)syntax, &v, &err)) continue;
      again(&a, v, false);
      again(&a, v, true);
    }
  }
  ct_arena_release(&a);
  return 0;
}

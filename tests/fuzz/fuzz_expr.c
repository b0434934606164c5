// SPDX-License-Identifier: MIT
// Fuzz: expressions: compiled and evaluated without a feature.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "expr/expr.h"
#include "expr/spec.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void evaluate(const struct ct_value *v, struct ct_arena *a) {
  struct ct_expr_errors errors = {0};
  struct ct_expr x;
  if (!ct_expr_compile(v, NULL, a, &x, &errors)) return;
  struct ct_eval ev = {.arena = a, .has_globals = true, .zoom = 3};
  struct ct_val out;
  ct_expr_eval(&x, &ev, &out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  a.oom = &oom;
  if (!setjmp(oom)) {
    struct ct_err err = {0};
    const struct ct_value *v;
    if (ct_value_parse(&a, (const char *)data, size, "fuzz", CT_SYNTAX_JSON, &v, &err)) {
      const struct ct_spec number = {.name = "circle-radius", .type = CT_SPEC_NUMBER};
      const char *why;
      evaluate(v, &a);
      evaluate(ct_expr_of_filter(v, &a), &a);
      if (ct_value_is(v, CT_OBJECT)) ct_expr_of_function(v, &number, &a, &why);
    }
  }
  ct_arena_release(&a);
  return 0;
}

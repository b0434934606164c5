// SPDX-License-Identifier: MIT
// Fuzz: ${name} in documents, filled.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "doc/doc.h"
#include "doc/params.h"
#include "model/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const struct ct_param params[] = {{"a", "1"}, {"b", "${a}"}, {"c", "x\ny: 'z"},
                                           {"d", ""},  {"a", "true"}, {"e", "1e999"}};
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  a.oom = &oom;
  if (!setjmp(oom)) {
    struct ct_err err = {0};
    const struct ct_value *v;
    struct ct_document doc;
    if (ct_value_parse(&a, (const char *)data, size, "fuzz", CT_SYNTAX_AUTO, &v, &err)) {
      v = ct_doc_fill(v, "fuzz", params, sizeof params / sizeof *params, &a, &err);
      if (v) ct_doc_from_value(v, "fuzz", ".", &a, &doc, &err);
    }
  }
  ct_arena_release(&a);
  return 0;
}

// SPDX-License-Identifier: MIT
// Fuzz: page templates, and documents under them.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "doc/doc.h"
#include "doc/template.h"
#include "model/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  a.oom = &oom;
  if (!setjmp(oom)) {
    struct ct_err err = {0};
    const struct ct_value *v;
    static struct ct_template t;
    struct ct_document doc;
    memset(&t, 0, sizeof t);
    if (ct_value_parse(&a, (const char *)data, size, "fuzz", CT_SYNTAX_AUTO, &v, &err) &&
        ct_doc_read_template(v, "fuzz", &a, &t, &err)) {
      const struct ct_value *under = ct_doc_under_template(ct_value_new(&a, CT_OBJECT), v, &a);
      ct_doc_template_summary(v);
      // What a template says of the page has been checked with it.
      if (ct_doc_from_value(under, "fuzz", ".", &a, &doc, &err)) ct_doc_template_suits(&t, &doc);
    }
  }
  ct_arena_release(&a);
  return 0;
}

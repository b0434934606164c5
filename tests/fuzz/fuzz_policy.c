// SPDX-License-Identifier: MIT
// Fuzz: boundary policies and sets of names, applied to a theme.
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "model/document.h"
#include "style/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char theme_text[] =
    "{\"version\": 8, \"sources\": {\"borders\": {\"type\": \"geojson\", \"data\": \"base:borders\"}, "
    "\"seas\": {\"type\": "
    "\"geojson\", \"data\": \"base:seas\"}}, \"layers\": [{\"id\": \"casing\", \"type\": \"line\", "
    "\"source\": \"borders\", "
    "\"metadata\": {\"cartouche:boundary\": \"casing\"}}, {\"id\": \"a\", \"type\": \"line\", \"source\": "
    "\"borders\", "
    "\"metadata\": {\"cartouche:boundary\": \"international\"}, \"filter\": [\"==\", [\"get\", \"x\"], 1]}, "
    "{\"id\": \"d\", "
    "\"type\": \"line\", \"source\": \"borders\", \"metadata\": {\"cartouche:boundary\": \"disputed\"}, "
    "\"paint\": "
    "{\"line-color\": \"red\"}}, {\"id\": \"n\", \"type\": \"symbol\", \"source\": \"seas\", \"layout\": "
    "{\"text-field\": "
    "[\"get\", \"name\"]}}]}";

// The whole input is a policy, its member "words" a set of names.
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  a.oom = &oom;
  if (!setjmp(oom)) {
    struct ct_err err = {0};
    const struct ct_value *v, *theme;
    static const struct ct_document doc = {.base = {.labels = true, .countries = true, .admin1 = true}};
    if (ct_value_parse(&a, theme_text, sizeof theme_text - 1, "theme", CT_SYNTAX_AUTO, &theme, &err) &&
        ct_value_parse(&a, (const char *)data, size, "fuzz", CT_SYNTAX_AUTO, &v, &err)) {
      struct ct_base_names names = {.source = "seas", .column = "name", .words = ct_value_get(v, "words")};
      struct ct_base_request q = {
          .doc = &doc, .boundaries = v, .nnames = names.words != NULL, .names = &names};
      struct ct_base_found found;
      ct_base_apply(theme, &q, &a, &found);
    }
  }
  ct_arena_release(&a);
  return 0;
}

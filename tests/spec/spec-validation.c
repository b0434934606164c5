// SPDX-License-Identifier: MIT
// Runs the specification's validation fixtures: spec-validation DIR. Exit status 1 when any fails.
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "compare.h"
#include "style/validate.h"
#include "walk.h"

static const char suffix[] = ".input.json";

static const struct ct_value *as_value(const struct ct_finding *f, struct ct_arena *a) {
  const struct ct_value *v = ct_value_with(a, NULL, "message", ct_value_of_string(a, f->message));
  if (f->identifier) v = ct_value_with(a, v, "identifier", ct_value_of_string(a, f->identifier));
  v = ct_value_with(a, v, "severity", ct_value_of_string(a, f->severity == CT_ERROR ? "error" : "warning"));
  if (f->reference_line) v = ct_value_with(a, v, "line", ct_value_of_number(a, f->reference_line));
  return v;
}

static const struct ct_value *validate(const char *path, struct ct_arena *a) {
  const struct ct_value *root = NULL;
  struct ct_err err = {0};
  struct ct_findings found = {0};
  if (ct_value_read(a, path, &root, &err)) {
    ct_validate_document(root, a, &found);
  } else {
    struct ct_finding f = {.severity = CT_ERROR, .message = err.message};
    ct_vec_push(a, &found, f);
  }
  const struct ct_value **list = CT_NEW_N(a, const struct ct_value *, found.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < found.n; i++)
    if (!found.v[i].own) list[n++] = as_value(&found.v[i], a);
  return ct_value_of_items(a, list, n);
}

// Findings that only one of the two has.
static void list_missing(const char *what, const struct ct_value *has, const struct ct_value *lacks,
                         struct ct_arena *a) {
  for (size_t i = 0; i < has->n; i++) {
    bool found = false;
    for (size_t k = 0; k < lacks->n && !found; k++) found = spec_equal(has->items[i], lacks->items[k]);
    if (found) continue;
    struct ct_str s = {.arena = a};
    ct_value_write_json(has->items[i], &s);
    printf("  %s %s\n", what, ct_str_text(&s));
  }
}

static bool run_test(const char *path, struct ct_arena *a) {
  const struct ct_value *expected = NULL;
  struct ct_err err = {0};
  const char *output = ct_arena_printf(a, "%.*s.output.json", (int)(strlen(path) - strlen(suffix)), path);
  if (!ct_value_read(a, output, &expected, &err)) {
    printf("FAIL %s\n  %s\n", path, err.message);
    return false;
  }
  const struct ct_value *got = validate(path, a);
  if (spec_equal(expected, got)) return true;
  printf("FAIL %s\n", path);
  list_missing("expected", expected, got, a);
  list_missing("got     ", got, expected, a);
  return false;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: spec-validation DIR\n");
    return 2;
  }
  return spec_walk("spec-validation", argv[1], suffix) ? spec_run(run_test) : 2;
}

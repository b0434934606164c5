// SPDX-License-Identifier: MIT
// Fuzz: expressions, filters and functions: compiled, then evaluated for a row as they are and bound to its table.
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/value.h"
#include "expr/expr.h"
#include "expr/spec.h"
#include "model/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const texts[] = {"abc"};
static const double numbers[] = {2.5}, lonlat[] = {1, 2};
static const int8_t flags[] = {1};

// Binding must not change what an expression gives.
static void compare(const struct ct_expr *x, const struct ct_table *table, struct ct_arena *a) {
  struct ct_eval plain = {.arena = a, .has_globals = true, .zoom = 3.5, .table = table}, bound = plain;
  struct ct_val p = {.kind = CT_KIND_NULL}, q = p;
  struct ct_expr y;
  ct_expr_bind(x, table, &bound, a, &y);
  bool ok = ct_expr_eval(x, &plain, &p);
  if (ok != ct_expr_eval(&y, &bound, &q)) abort();
  if (ok && strcmp(ct_val_json(&p, a), ct_val_json(&q, a)) != 0) abort();
}

static void evaluate(const struct ct_value *v, const struct ct_spec *spec, struct ct_arena *a) {
  struct ct_expr_errors errors = {0};
  struct ct_expr x;
  bool ok =
      spec ? ct_expr_compile_property(v, spec, a, &x, &errors) : ct_expr_compile(v, NULL, a, &x, &errors);
  if (!ok) return;
  const struct ct_value *items[] = {ct_value_of_number(a, 1), ct_value_of_string(a, "a")};
  const struct ct_value *list = ct_value_of_items(a, items, 2), *object = ct_value_with(a, NULL, "k", list);
  const struct ct_column columns[] = {{.name = "s", .type = CT_COLUMN_STRING, .string = texts},
                                      {.name = "n", .type = CT_COLUMN_NUMBER, .number = numbers},
                                      {.name = "f", .type = CT_COLUMN_BOOL, .boolean = flags},
                                      {.name = "l", .type = CT_COLUMN_JSON, .json = &list},
                                      {.name = "o", .type = CT_COLUMN_JSON, .json = &object}};
  const struct ct_table table = {
      .name = "t", .n = 1, .ncolumns = 5, .columns = columns, .geoms = {.lonlat = lonlat}};
  compare(&x, &table, a);
}

static void convert(const struct ct_value *v, struct ct_arena *a) {
  static const struct ct_spec specs[] = {
      {.name = "number", .type = CT_SPEC_NUMBER, .interpolated = true},
      {.name = "color", .type = CT_SPEC_COLOR, .interpolated = true},
      {.name = "text", .type = CT_SPEC_FORMATTED, .tokens = true},
      {.name = "image", .type = CT_SPEC_IMAGE, .tokens = true},
      {.name = "list", .type = CT_SPEC_ARRAY, .value = CT_SPEC_NUMBER, .length = 2, .interpolated = true},
      {.name = "padding", .type = CT_SPEC_PADDING, .interpolated = true},
      {.name = "colors", .type = CT_SPEC_COLOR_ARRAY, .interpolated = true},
      {.name = "anchors", .type = CT_SPEC_ANCHORS, .interpolated = true},
      {.name = "projection", .type = CT_SPEC_PROJECTION_DEFINITION, .interpolated = true}};
  for (size_t i = 0; i < sizeof specs / sizeof *specs; i++) {
    struct ct_spec spec = specs[i];
    const char *why;
    spec.zoom = spec.expression = true;
    spec.property_type = CT_PROPERTY_DATA_DRIVEN;
    const struct ct_value *x = v;
    if (v->kind == CT_OBJECT) x = ct_expr_of_function(v, &spec, a, &why);
    if (v->kind == CT_STRING) x = ct_expr_of_tokens(v, a);
    if (x) evaluate(x, &spec, a);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct ct_arena a = {.limit = 256 << 20};
  jmp_buf oom;
  a.oom = &oom;
  if (!setjmp(oom)) {
    struct ct_err err = {0};
    const struct ct_value *v;
    if (ct_value_parse(&a, (const char *)data, size, "fuzz", CT_SYNTAX_JSON, &v, &err)) {
      evaluate(v, NULL, &a);
      evaluate(ct_expr_of_filter(v, &a), NULL, &a);
      convert(v, &a);
    }
  }
  ct_arena_release(&a);
  return 0;
}

// SPDX-License-Identifier: MIT
// Tests of doc: parameters in documents.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka wants the above first
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "doc/params.h"

static const struct ct_param set[] = {{"code", "KP"},       {"name", "Yongbyon"}, {"scale", "5e4"},
                                      {"on", "true"},       {"empty", ""},        {"nested", "${code}"},
                                      {"code two", "x: y"}, {"year", "2019"}};
enum { NSET = sizeof set / sizeof *set };

static const struct ct_value *read_text(struct ct_arena *a, const char *yaml) {
  const struct ct_value *v = NULL;
  struct ct_err err = {0};
  assert_true(ct_value_parse(a, yaml, strlen(yaml), "map.yaml", CT_SYNTAX_YAML, &v, &err));
  return v;
}

static void is(const char *yaml, const char *json) {
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_str out = {.arena = &a};
  const struct ct_value *v = ct_doc_fill(read_text(&a, yaml), "map.yaml", set, NSET, &a, &err);
  assert_string_equal(err.message, "");
  assert_non_null(v);
  ct_value_write_json(v, &out);
  assert_string_equal(ct_str_text(&out), json);
  ct_arena_release(&a);
}

static void fails(const char *yaml, size_t n, const char *message) {
  struct ct_arena a = {0};
  struct ct_err err = {0};
  assert_null(ct_doc_fill(read_text(&a, yaml), "map.yaml", set, n, &a, &err));
  assert_string_equal(err.message, message);
  ct_arena_release(&a);
}

static void texts_are_filled(void **state) {
  (void)state;
  is("t: ${name}, ${code}!", "{\"t\":\"Yongbyon, KP!\"}");
  is("data: { x: { path: 'in/${code}.csv', where: \"c = '${code}'\" } }\nl: [1, '${name}']",
     "{\"data\":{\"x\":{\"path\":\"in/KP.csv\",\"where\":\"c = 'KP'\"}},\"l\":[1,\"Yongbyon\"]}");
  is("a: ${empty}|${code two}", "{\"a\":\"|x: y\"}");
  is("${code}: 1", "{\"${code}\":1}");
  is("a: ${nested}", "{\"a\":\"${code}\"}");  // values are not looked through
}

static void whole_scalars_have_their_kind(void **state) {
  (void)state;
  is("a: ${scale}", "{\"a\":50000}");
  is("a: 1:${scale}", "{\"a\":\"1:5e4\"}");
  is("a: ${on}\nb: ${empty}\nc: '${year}'", "{\"a\":true,\"b\":\"\",\"c\":2019}");
}

static void literals_stay(void **state) {
  (void)state;
  is("a: costs $5 or $${code} or $$ or $", "{\"a\":\"costs $5 or ${code} or $$ or $\"}");
  is("a: $${code}${code}", "{\"a\":\"${code}KP\"}");
}

static void mistakes_have_a_place(void **state) {
  (void)state;
  fails("t: x\nview:\n  scale: ${scal}\n", NSET,
        "map.yaml:3:10: no value for parameter 'scal' (did you mean 'scale'?)");
  fails("t: ${wholly_other}", 2,
        "map.yaml:1:4: no value for parameter 'wholly_other' (there is 'code', 'name')");
  fails("t: ${code}", 0,
        "map.yaml:1:4: no value for parameter 'code' (none is given: 'batch' takes them from --params, "
        "'render' from "
        "--param name=value)");
  fails("t: [a, 'b ${code']", NSET, "map.yaml:1:9: '${' has no '}' ('$${' stands for '${' itself)");
}

static void nothing_to_fill_is_the_same(void **state) {
  (void)state;
  struct ct_arena a = {0};
  const struct ct_value *v = read_text(&a, "a: [1, {b: c}]\nd: $5");
  assert_ptr_equal(ct_doc_fill(v, "map.yaml", set, NSET, &a, NULL), v);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_are_filled),
      cmocka_unit_test(whole_scalars_have_their_kind),
      cmocka_unit_test(literals_stay),
      cmocka_unit_test(mistakes_have_a_place),
      cmocka_unit_test(nothing_to_fill_is_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of base: values read from YAML and JSON, and written back.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
// cmocka wants the above first
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"

static struct ct_arena arena;

static int release(void **state) {
  (void)state;
  ct_arena_release(&arena);
  return 0;
}

static const struct ct_value *parse(const char *text, enum ct_syntax syntax) {
  struct ct_err err = {0};
  const struct ct_value *v = NULL;
  if (!ct_value_parse(&arena, text, strlen(text), "t", syntax, &v, &err))
    fail_msg("%s: %s", text, err.message);
  assert_non_null(v);
  return v;
}

static const char *refusal(const char *text, enum ct_syntax syntax) {
  static struct ct_err err;
  memset(&err, 0, sizeof err);
  const struct ct_value *v = NULL;
  if (ct_value_parse(&arena, text, strlen(text), "t", syntax, &v, &err)) fail_msg("accepted: %s", text);
  assert_true(err.failed);
  assert_null(strchr(err.message, '\n'));
  assert_true(strncmp(err.message, "t:", 2) == 0);
  return err.message;
}

static const char *json(const struct ct_value *v) {
  struct ct_str s = {.arena = &arena};
  ct_value_write_json(v, &s);
  return ct_str_text(&s);
}

static void json_and_yaml_agree(void **state) {
  (void)state;
  const struct ct_value *j = parse("{\"a\": [1, 2.5, \"x\", true, null], \"b\": {}}", CT_SYNTAX_JSON);
  const struct ct_value *y = parse("a:\n  - 1\n  - 2.5\n  - x\n  - true\n  -\nb: {}\n", CT_SYNTAX_YAML);
  assert_true(ct_value_equal(j, y));
  assert_true(ct_value_equal(parse(json(y), CT_SYNTAX_AUTO), j));
}

static void plain_scalars_by_core_schema(void **state) {
  (void)state;
  static const struct {
    const char *text;
    enum ct_value_kind kind;
  } cases[] = {
      {"1", CT_NUMBER},        {"-1.5e3", CT_NUMBER},  {"2019-09-05", CT_STRING}, {"no", CT_STRING},
      {"yes", CT_STRING},      {"on", CT_STRING},      {"true", CT_BOOL},         {"False", CT_BOOL},
      {"~", CT_NULL},          {"null", CT_NULL},      {"'1'", CT_STRING},        {"\"true\"", CT_STRING},
      {"1:250000", CT_STRING}, {"1:30:00", CT_STRING}, {"Sep-84", CT_STRING},     {"52S 312345", CT_STRING}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct ct_value *v =
        ct_value_get(parse(ct_arena_printf(&arena, "k: %s\n", cases[i].text), CT_SYNTAX_YAML), "k");
    if (v->kind != cases[i].kind) fail_msg("'%s' is a %s", cases[i].text, ct_value_kind_name(v->kind));
  }
}

// Expected are the texts that PyYAML 6 reads.
static void blocks(void **state) {
  (void)state;
  static const struct {
    const char *text, *value;
  } cases[] = {{"|\n  x\n  y\n\n", "x\ny\n"},
               {">-\n  q\n  r\n\n  s\n", "q r\ns"},
               {"|+\n  t\n\n\n", "t\n\n\n"},
               {"|\n ,\n  \n  \n    \n", ",\n \n \n   \n"},
               {">\n  a\n  b\n   \n    \n  \n", "a b\n \n  \n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(ct_value_string(parse(cases[i].text, CT_SYNTAX_YAML)), cases[i].value);
}

static void places(void **state) {
  (void)state;
  const struct ct_value *v = parse("title: x\ndata:\n  sites:\n    path: a.csv\n", CT_SYNTAX_YAML);
  const struct ct_value *path = ct_value_get(ct_value_get(ct_value_get(v, "data"), "sites"), "path");
  assert_string_equal(ct_value_string(path), "a.csv");
  assert_int_equal(path->line, 4);
  assert_int_equal(path->col, 11);
  assert_int_equal(v->members[1].line, 2);
  assert_int_equal(v->members[1].col, 1);
}

// RFC 8259.
static void json_texts(void **state) {
  (void)state;
  static const struct {
    const char *text, *value;
  } good[] = {{"\"\\u00e9\\n\\/\\\\\"", "é\n/\\"},       {"\"\\ud83d\\ude00\"", "😀"},
              {"\"\\ud83d\"", "\xEF\xBF\xBD"},           {"\"\\ude00x\"", "\xEF\xBF\xBDx"},
              {"\"\\ud83dx\\u0041\"", "\xEF\xBF\xBDxA"}, {" \"\" ", ""}};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_string_equal(ct_value_string(parse(good[i].text, CT_SYNTAX_JSON)), good[i].value);
  static const char *const bad[] = {
      "\"\\u12g4\"", "\"\\u0000\"", "\"\\u12", "\"a\nb\"", "-", "1.",   ".5",  "+1",   "1e",   "0x10", "--1",
      "\"\\",        "[1",          "{\"a\"",  "",         " ", "[1]]", "{,}", "[,1]", "nulL", "1 2"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) refusal(bad[i], CT_SYNTAX_JSON);
  static const double numbers[] = {0, -0.5, 0, 123456789012345678.0, 1.5e300};
  const struct ct_value *v = parse("[0, -0.5, 1e-400, 123456789012345678, 15e+299]", CT_SYNTAX_JSON);
  for (size_t i = 0; i < v->n; i++) assert_true(v->items[i]->number == numbers[i]);
  v = parse("{\"é\": 1,\n  \"b\": [true, \"x\"]}", CT_SYNTAX_JSON);
  assert_int_equal(v->members[0].value->col, 7);
  assert_int_equal(v->members[1].line, 2);
  assert_int_equal(v->members[1].col, 3);
  assert_int_equal(v->members[1].value->items[1]->col, 15);
  v = parse("{\"a\": 1, \"b\": [{\"c\": 1,\n \"c\": 2}]}", CT_SYNTAX_JSON);
  assert_int_equal(ct_value_repeated(v)->line, 2);
  assert_int_equal(ct_value_repeated(v)->col, 2);
  assert_string_equal(json(v), "{\"a\":1,\"b\":[{\"c\":2}]}");
}

// Keys that stand twice are found among few and among many.
static void many_keys(void **state) {
  (void)state;
  for (int twice = 0; twice < 2; twice++)
    for (int n = 2; n < 40; n += 9) {
      struct ct_str s = {.arena = &arena};
      for (int i = 0; i < n; i++) ct_str_addf(&s, "%s\"k%d\": 1", i ? "," : "{", i);
      ct_str_addf(&s, ",\"k%d\": 2}", twice ? n / 2 : n);
      const struct ct_value *v = parse(ct_str_text(&s), CT_SYNTAX_JSON);
      assert_int_equal(v->n, twice ? n : n + 1);
      assert_int_equal(ct_value_repeated(v) != NULL, twice);
      assert_true(ct_value_get(v, twice ? ct_arena_printf(&arena, "k%d", n / 2) : "k0")->number == 1 + twice);
      assert_null(ct_value_get(v, "k"));
    }
}

static void malformed_says_where(void **state) {
  (void)state;
  static const char *const yaml[] = {"a: [1, 2\nb: 3\n", "a: {b: 1\n",   "a: \"x\n",
                                     "\tb: 1\n",         "a: 1\na: 2\n", "a: &x 1\nb: *x\n",
                                     "--- 1\n--- 2\n",   "a: b: c\n",    "- a\nb: 1\n"};
  static const char *const bad_json[] = {"{",    "[1,]",      "{\"a\":1,}", "{a:1}", "[1 2]",
                                         "\"x",  "{\"a\" 1}", "[tru]",      "[nul]", "{\"a\":1}{",
                                         "[01]", "['x']",     "[\"\\x\"]"};
  for (size_t i = 0; i < sizeof yaml / sizeof *yaml; i++) refusal(yaml[i], CT_SYNTAX_YAML);
  for (size_t i = 0; i < sizeof bad_json / sizeof *bad_json; i++) refusal(bad_json[i], CT_SYNTAX_JSON);
  assert_non_null(strstr(refusal("a: 1\nb: 2\na: 3\n", CT_SYNTAX_YAML), "t:3:1"));
}

static void hostile_depth_and_numbers(void **state) {
  (void)state;
  char *deep = ct_arena_alloc(&arena, 200001, 1);
  memset(deep, '[', 200000);
  refusal(deep, CT_SYNTAX_AUTO);
  memset(deep, '-', 200000);
  for (size_t i = 1; i < 200000; i += 2) deep[i] = ' ';
  refusal(deep, CT_SYNTAX_YAML);
  refusal("{\"a\": 1e999}", CT_SYNTAX_JSON);
  refusal("a: \"x\\0y\"\n", CT_SYNTAX_YAML);
  refusal("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", CT_SYNTAX_YAML);
}

static void empty_and_binary(void **state) {
  (void)state;
  struct ct_err err = {0};
  const struct ct_value *v = NULL;
  static const char junk[] = "\x7f\x45LF\x02\x01\x01\0\0\0\xff\xfe\xfd";
  assert_false(ct_value_parse(&arena, junk, sizeof junk, "t", CT_SYNTAX_AUTO, &v, &err));
  assert_true(err.failed);
  err = (struct ct_err){0};
  assert_false(ct_value_parse(&arena, "a: \xff\xfe\n", 6, "t", CT_SYNTAX_AUTO, &v, &err));
  assert_true(err.failed);
}

static void files(void **state) {
  (void)state;
  static const char *const paths[] = {"/nonexistent/x.yaml", "/", "/dev/null"};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    struct ct_err err = {0};
    const struct ct_value *v = NULL;
    assert_false(ct_value_read(&arena, paths[i], &v, &err));
    assert_true(strncmp(err.message, paths[i], strlen(paths[i])) == 0);
  }
}

// Strings that a writer of YAML easily spoils.
static void strings_come_back(void **state) {
  (void)state;
  static const char *const strings[] = {
      "",
      " ",
      "a b",
      " a",
      "a ",
      "1",
      "1.5",
      "true",
      "null",
      "~",
      "no",
      "- a",
      "a: b",
      "a:",
      "#a",
      "a #b",
      "'",
      "\"",
      "\\",
      "a\nb",
      "a\n",
      "\n",
      "\ta",
      "[a]",
      "{a}",
      "&a",
      "*a",
      "!a",
      "%a",
      "@a",
      "`a",
      "?",
      "|",
      ">",
      "---",
      "...",
      "녕변 핵",
      "\x01",
      "a\x7f",
      "\r\n",
      "2019-09-05",
      "0x10",
      "1e3",
      "=",
      "<<",
      "a,b",
      "-",
      "-1",
      ".5",
      "+1",
      "\xc2\x85",
      "\xe2\x80\xa8",
      "\xef\xbb\xbf"
      "a",
  };
  const struct ct_value *object = NULL;
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
    const char *key = ct_arena_printf(&arena, "k%zu", i);
    object = ct_value_with(&arena, object, key, ct_value_of_string(&arena, strings[i]));
    object = ct_value_with(&arena, object, ct_arena_printf(&arena, "%s", strings[i]),
                           ct_value_of_number(&arena, (double)i));
  }
  struct ct_str yaml = {.arena = &arena};
  ct_value_write_yaml(object, &yaml);
  const struct ct_value *back = parse(ct_str_text(&yaml), CT_SYNTAX_YAML);
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
    const struct ct_value *v = ct_value_get(back, ct_arena_printf(&arena, "k%zu", i));
    if (!ct_value_string(v) || strcmp(v->string, strings[i]) != 0)
      fail_msg("'%s' did not come back", strings[i]);
  }
  assert_true(ct_value_equal(back, object));
  assert_true(ct_value_equal(parse(json(object), CT_SYNTAX_JSON), object));
}

// JSON text, drawn from a seed.
static void random_json(struct ct_str *s, uint32_t *seed, int depth) {
  *seed = *seed * 1664525u + 1013904223u;
  uint32_t r = *seed >> 16;
  switch (depth > 5 ? r % 4 : r % 6) {
    case 0:
      ct_str_addf(s, "%d", (int)(r % 1000) - 500);
      break;
    case 1:
      ct_str_addf(s, "\"s%u: [x]\\n- \\u00e9 #\"", r % 97);
      break;
    case 2:
      ct_str_add(s, r & 64 ? "true" : "null");
      break;
    case 3:
      ct_str_addf(s, "%u.%03u", r % 7, r % 1000);
      break;
    case 4:
      ct_str_add(s, "[");
      for (uint32_t i = 0; i < (r >> 4) % 5; i++) {
        if (i) ct_str_add(s, ",");
        random_json(s, seed, depth + 1);
      }
      ct_str_add(s, "]");
      break;
    default:
      ct_str_add(s, "{");
      for (uint32_t i = 0; i < (r >> 4) % 5; i++) {
        ct_str_addf(s, "%s\"k %u\":", i ? "," : "", i);
        random_json(s, seed, depth + 1);
      }
      ct_str_add(s, "}");
  }
}

static void documents_come_back(void **state) {
  (void)state;
  uint32_t seed = 7;
  for (int i = 0; i < 300; i++) {
    struct ct_str text = {.arena = &arena}, yaml = {.arena = &arena};
    ct_str_add(&text, "{\"top\":");
    random_json(&text, &seed, 0);
    ct_str_add(&text, "}");
    const struct ct_value *v = parse(ct_str_text(&text), CT_SYNTAX_JSON);
    ct_value_write_yaml(v, &yaml);
    if (!ct_value_equal(parse(ct_str_text(&yaml), CT_SYNTAX_YAML), v))
      fail_msg("%s\n%s", ct_str_text(&text), yaml.v);
    assert_true(ct_value_equal(parse(json(v), CT_SYNTAX_JSON), v));
  }
}

static void makers(void **state) {
  (void)state;
  const struct ct_value *o = ct_value_with(&arena, NULL, "a", ct_value_of_number(&arena, 1));
  const struct ct_value *p = ct_value_with(&arena, o, "b", ct_value_of_bool(&arena, true));
  const struct ct_value *q = ct_value_with(&arena, p, "a", ct_value_of_string(&arena, "x"));
  assert_string_equal(json(o), "{\"a\":1}");
  assert_string_equal(json(p), "{\"a\":1,\"b\":true}");
  assert_string_equal(json(q), "{\"a\":\"x\",\"b\":true}");
  assert_null(ct_value_get(NULL, "a"));
  assert_null(ct_value_get(ct_value_get(q, "a"), "a"));
  assert_true(ct_value_number(NULL, 7) == 7);
  assert_false(ct_value_is(NULL, CT_NULL));
}

static void errors_are_one_line(void **state) {
  (void)state;
  struct ct_err err = {0};
  assert_false(ct_fail(&err, "a\nb\tc\x1b[31m"));
  assert_true(err.failed);
  for (const char *s = err.message; *s; s++) assert_true((unsigned char)*s >= 0x20);
  assert_false(ct_fail(&err, "second"));
  assert_null(strstr(err.message, "second"));
  assert_false(ct_fail(NULL, "nobody listens"));
  char long_text[4000];
  memset(long_text, 'x', sizeof long_text - 1);
  long_text[sizeof long_text - 1] = '\0';
  err = (struct ct_err){0};
  ct_fail(&err, "%s", long_text);
  assert_int_equal(strlen(err.message), sizeof err.message - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(json_and_yaml_agree, release),
      cmocka_unit_test_teardown(plain_scalars_by_core_schema, release),
      cmocka_unit_test_teardown(blocks, release),
      cmocka_unit_test_teardown(places, release),
      cmocka_unit_test_teardown(json_texts, release),
      cmocka_unit_test_teardown(many_keys, release),
      cmocka_unit_test_teardown(malformed_says_where, release),
      cmocka_unit_test_teardown(hostile_depth_and_numbers, release),
      cmocka_unit_test_teardown(empty_and_binary, release),
      cmocka_unit_test_teardown(files, release),
      cmocka_unit_test_teardown(strings_come_back, release),
      cmocka_unit_test_teardown(documents_come_back, release),
      cmocka_unit_test_teardown(makers, release),
      cmocka_unit_test_teardown(errors_are_one_line, release),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

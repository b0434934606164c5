// SPDX-License-Identifier: MIT
// Expressions: values, errors, binding to tables, conversion of legacy forms.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "expr/expr.h"
#include "expr/spec.h"

static const struct ct_value *parse(struct ct_arena *a, const char *text) {
  const struct ct_value *v = NULL;
  struct ct_err err = {0};
  if (!ct_value_parse(a, text, strlen(text), "test", CT_SYNTAX_JSON, &v, &err)) fail_msg("%s", err.message);
  return v;
}

struct row {
  const char *expression, *properties, *result;  // result: JSON, "!message" or "?key: message"
};

static const char *run(struct ct_arena *a, const struct row *r, const struct ct_spec *spec) {
  struct ct_expr x;
  struct ct_expr_errors errors = {0};
  if (!ct_expr_compile(parse(a, r->expression), spec, a, &x, &errors))
    return ct_arena_printf(a, "?%s: %s", errors.v[0].key, errors.v[0].message);
  struct ct_eval ev = {.arena = a, .has_globals = true, .zoom = 5, .properties = parse(a, r->properties)};
  struct ct_val v;
  if (!ct_expr_eval(&x, &ev, &v)) return ct_arena_printf(a, "!%s", ev.failure);
  return ct_val_json(&v, a);
}

static void check(const struct row *rows, size_t n, const struct ct_spec *spec) {
  struct ct_arena a = {0};
  for (size_t i = 0; i < n; i++) {
    const char *got = run(&a, &rows[i], spec);
    if (strcmp(got, rows[i].result) != 0)
      fail_msg("%s on %s: expected %s, got %s", rows[i].expression, rows[i].properties, rows[i].result, got);
  }
  ct_arena_release(&a);
}

#define CHECK(rows, spec) check(rows, sizeof rows / sizeof *rows, spec)

static void values(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"[\"get\", \"x\"]", "{\"x\": 3}", "3"},
      {"[\"get\", \"x\"]", "{}", "null"},
      {"[\"has\", \"x\"]", "{\"x\": null}", "true"},
      {"[\"+\", 1, [\"get\", \"x\"], 3]", "{\"x\": 2}", "6"},
      {"[\"-\", [\"get\", \"x\"]]", "{\"x\": 2}", "-2"},
      {"[\"%\", -7, 3]", "{}", "-1"},
      {"[\"round\", -2.5]", "{}", "-3"},
      {"[\"upcase\", \"stra\u00dfe \u00e4\"]", "{}", "\"STRASSE \u00c4\""},
      {"[\"concat\", 1e21, \" \", 1e-7, \" \", 0.1, \" \", true, \" \", [\"literal\", [1, \"a\"]]]", "{}",
       "\"1e+21 1e-7 0.1 true [1,\\\"a\\\"]\""},
      {"[\"slice\", \"h\u00e9llo\", 1, -1]", "{}", "\"\u00e9ll\""},
      {"[\"index-of\", \"l\", \"h\u00e9llo\"]", "{}", "2"},
      {"[\"split\", \"a,b,,c\", \",\"]", "{}", "[\"a\",\"b\",\"\",\"c\"]"},
      {"[\"in\", 2, [\"literal\", [1, 2]]]", "{}", "true"},
      {"[\"in\", \"b\", \"abc\"]", "{}", "true"},
      {"[\"typeof\", [\"get\", \"x\"]]", "{\"x\": [1, 2]}", "\"array<number, 2>\""},
      {"[\"to-number\", \"0x1F\"]", "{}", "31"},
      {"[\"to-number\", [\"get\", \"x\"], 7]", "{\"x\": \"seven\"}", "7"},
      {"[\"let\", \"a\", [\"get\", \"x\"], [\"*\", [\"var\", \"a\"], [\"var\", \"a\"]]]", "{\"x\": 4}", "16"},
      {"[\"case\", [\">\", [\"get\", \"x\"], 1], \"big\", \"small\"]", "{\"x\": 4}", "\"big\""},
      {"[\"match\", [\"get\", \"x\"], [\"a\", \"b\"], 1, \"c\", 2, 3]", "{\"x\": \"b\"}", "1"},
      {"[\"match\", [\"get\", \"x\"], [1, 2], \"low\", \"other\"]", "{\"x\": \"1\"}", "\"other\""},
      {"[\"step\", [\"get\", \"x\"], \"a\", 0, \"b\", 10, \"c\"]", "{\"x\": 10}", "\"c\""},
      {"[\"interpolate\", [\"linear\"], [\"zoom\"], 0, 0, 10, 100]", "{}", "50"},
      {"[\"interpolate\", [\"exponential\", 2], [\"get\", \"x\"], 0, 0, 2, 3]", "{\"x\": 1}", "1"},
      {"[\"coalesce\", [\"get\", \"x\"], [\"get\", \"y\"], \"z\"]", "{\"y\": 0}", "0"},
      {"[\"all\"]", "{}", "true"},
      {"[\"to-color\", \"hsl(120, 100%, 50%)\"]", "{}", "{\"r\":0,\"g\":1,\"b\":0,\"a\":1}"},
      {"[\"to-rgba\", \"#ff000080\"]", "{}", "[255,0,0,0.5019607843137255]"},
  };
  CHECK(rows, NULL);
}

static void failures(void **state) {
  (void)state;
  static const struct row rows[] = {
      {"[\"number\", [\"get\", \"x\"]]", "{\"x\": \"a\"}",
       "!Expected value to be of type number, but found string instead."},
      {"[\"at\", 3, [\"literal\", [1, 2]]]", "{}", "?: Array index out of bounds: 3 > 1."},
      {"[\"at\", [\"get\", \"x\"], [\"literal\", [1, 2]]]", "{\"x\": 3}",
       "!Array index out of bounds: 3 > 1."},
      {"[\"==\", 1, \"a\"]", "{}", "?: Cannot compare types 'number' and 'string'."},
      {"[\"gett\", \"a\"]", "{}",
       "?[0]: Unknown expression \"gett\". If you wanted a literal array, use [\"literal\", [...]]."},
      {"[\"+\", 1, \"a\"]", "{}", "?[2]: Expected number but found string instead."},
      {"[\"var\", \"a\"]", "{}",
       "?[1]: Unknown variable \"a\". Make sure \"a\" has been bound in an enclosing \"let\" expression "
       "before using it."},
      {"[\"filter-==\", [\"get\", \"x\"], 1]", "{}", "false"},
      {"[\"filter-has\", 5]", "{}", "false"},
      {"[]", "{}",
       "?: Expected an array with at least one element. If you wanted a literal array, use [\"literal\", "
       "[]]."},
      {"{}", "{}", "?: Bare objects invalid. Use [\"literal\", {...}] instead."},
  };
  CHECK(rows, NULL);
}

static void typed(void **state) {
  (void)state;
  static const struct ct_spec color = {.name = "c", .type = CT_SPEC_COLOR};
  static const struct row rows[] = {
      {"\"red\"", "{}", "{\"r\":1,\"g\":0,\"b\":0,\"a\":1}"},
      {"[\"get\", \"x\"]", "{\"x\": \"#00f\"}", "{\"r\":0,\"g\":0,\"b\":1,\"a\":1}"},
      {"[\"get\", \"x\"]", "{\"x\": \"rouge\"}", "!Could not parse color from value 'rouge'"},
      {"5", "{}", "?: Expected color but found number instead."},
  };
  CHECK(rows, &color);
}

// Expected are the results of Intl.NumberFormat and Intl.Collator in Node 20.
static void locales(void **state) {
  (void)state;
#define FORMAT(x, options) "[\"number-format\", " x ", {" options "}]"
#define ORDER(x, y, options) \
  "[\"<\", \"" x "\", [\"get\", \"t\"], [\"collator\", {" options "}]]", "{\"t\": \"" y "\"}"
  static const struct row rows[] = {
      {FORMAT("1234567.891", ""), "{}", "\"1,234,567.891\""},
      {FORMAT("1234567.891", "\"locale\": \"de\""), "{}", "\"1.234.567,891\""},
      {FORMAT("10000000", "\"locale\": \"en-IN\""), "{}", "\"1,00,00,000\""},
      {FORMAT("123", "\"locale\": \"hi-u-nu-deva\""), "{}", "\"१२३\""},
      {FORMAT("-1234.5", "\"currency\": \"USD\""), "{}", "\"-$1,234.50\""},
      {FORMAT("1234.5", "\"locale\": \"ja\", \"currency\": \"JPY\""), "{}", "\"￥1,235\""},
      {FORMAT("12.5", "\"locale\": \"fr\", \"unit\": \"kilometer-per-hour\""), "{}", "\"12,5\u202fkm/h\""},
      {FORMAT("3", "\"min-fraction-digits\": 2"), "{}", "\"3.00\""},
      {FORMAT("2.5", "\"max-fraction-digits\": 0.5"), "{}", "\"3\""},
      {FORMAT("1", "\"unit\": \"parsec\""), "{}",
       "?: Invalid unit argument for Intl.NumberFormat() 'parsec'"},
      {FORMAT("1", "\"currency\": [\"get\", \"c\"]"), "{\"c\": \"EU\"}", "!Invalid currency code : EU"},
      {FORMAT("1", "\"locale\": [\"get\", \"c\"]"), "{\"c\": \"en_US\"}",
       "!Incorrect locale information provided"},
      {FORMAT("1", "\"locale\": \"qq-QQ\""), "{}", "\"1\""},
      {ORDER("ä", "z", "\"locale\": \"de\""), "true"},
      {ORDER("ä", "z", "\"locale\": \"sv\""), "false"},
      {ORDER("a", "A", ""), "false"},
      {ORDER("a", "A", "\"case-sensitive\": true"), "true"},
      {ORDER("a", "á", "\"case-sensitive\": true"), "false"},
      {ORDER("a", "á", "\"diacritic-sensitive\": true"), "true"},
      {ORDER("item9", "item10", "\"locale\": \"en-u-kn\""), "true"},
      {ORDER("item9", "item10", ""), "false"},
      {"[\"resolved-locale\", [\"collator\", {\"locale\": \"de-XX\"}]]", "{}", "\"de\""},
      {"[\"upcase\", \"ŉ ﬃ ά\"]", "{}", "\"ʼN FFI Ά\""},
      {"[\"downcase\", \"ΟΔΟΣ İ\"]", "{}", "\"οδος i̇\""},
  };
  CHECK(rows, NULL);
}

// What hostile documents hold must cost little.
static void hostile(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_str deep = {.arena = &a}, lets = {.arena = &a};
  for (int i = 0; i < 90; i++) ct_str_add(&deep, "[\"all\",true,");
  ct_str_add(&deep, "[\"no\"]");
  for (int i = 0; i < 90; i++) ct_str_add(&deep, "]");
  struct row r = {ct_str_text(&deep), "{}", NULL};
  assert_int_equal(run(&a, &r, NULL)[0], '?');
  ct_str_add(&lets, "[\"let\",\"v0\",[\"get\",\"x\"],");
  for (int i = 1; i < 60; i++)
    ct_str_addf(&lets,
                "[\"let\",\"v%d\",[\"+\",[\"number\",[\"var\",\"v%d\"]],[\"number\",[\"var\",\"v%d\"]]],", i,
                i - 1, i - 1);
  ct_str_add(&lets, "[\"var\",\"v59\"]");
  for (int i = 0; i < 60; i++) ct_str_add(&lets, "]");
  r = (struct row){ct_str_text(&lets), "{\"x\": 1}", NULL};
  assert_string_equal(run(&a, &r, NULL), "576460752303423500");
  ct_arena_release(&a);
}

// ---- Binding

static const char *const names[] = {"alpha", "bravo", NULL, "alpha"};
static const double numbers[] = {1, NAN, 3, 40};
static const int8_t flags[] = {1, 0, -1, 1};
static const double lonlat[8];
static const struct ct_column columns[] = {
    {.name = "name", .type = CT_COLUMN_STRING, .string = names},
    {.name = "n", .type = CT_COLUMN_NUMBER, .number = numbers},
    {.name = "flag", .type = CT_COLUMN_BOOL, .boolean = flags},
};
static const struct ct_table table = {
    .name = "t", .n = 4, .ncolumns = 3, .columns = columns, .geoms = {.lonlat = lonlat}};

static const char *const bound[] = {
    "[\"get\", \"name\"]",
    "[\"get\", \"none\"]",
    "[\"has\", \"n\"]",
    "[\"has\", \"none\"]",
    "[\"match\", [\"get\", \"name\"], \"alpha\", 1, \"bravo\", [\"zoom\"], 3]",
    "[\"interpolate\", [\"linear\"], [\"number\", [\"get\", \"n\"], 0], 0, [\"zoom\"], 10, 2]",
    "[\"interpolate\", [\"exponential\", 1.5], [\"zoom\"], 4, [\"number\", [\"get\", \"n\"], 2], 9, 7]",
    "[\"step\", [\"zoom\"], 1, 5, [\"get\", \"n\"], 6, 3]",
    "[\"case\", [\">\", [\"zoom\"], 6], 1, [\"==\", [\"get\", \"flag\"], true], 2, 3]",
    "[\"all\", [\">\", [\"zoom\"], 4], [\"has\", \"flag\"], [\"==\", [\"geometry-type\"], \"Point\"]]",
    "[\"any\", [\"<\", [\"zoom\"], 4], [\"==\", [\"get\", \"name\"], \"bravo\"]]",
    "[\"let\", \"z\", [\"zoom\"], \"k\", [\"get\", \"n\"], [\"concat\", [\"var\", \"z\"], \"/\", [\"var\", "
    "\"k\"]]]",
    "[\"filter-==\", \"name\", \"alpha\"]",
    "[\"filter-in-small\", \"n\", [\"literal\", [1, 40]]]",
    "[\"filter->\", \"n\", 2]",
    "[\"filter-has\", \"none\"]",
    "[\"!\", [\"filter-==\", \"none\", 1]]",
    "[\"get\", \"n\", [\"properties\"]]",
    "[\"number\", [\"get\", \"n\"]]",
};

// An expression bound to a table and zoom gives what it gave unbound.
static void binding(void **state) {
  (void)state;
  struct ct_arena a = {0};
  for (size_t i = 0; i < sizeof bound / sizeof *bound; i++) {
    struct ct_expr x, b;
    struct ct_expr_errors errors = {0};
    assert_true(ct_expr_compile(parse(&a, bound[i]), NULL, &a, &x, &errors));
    struct ct_eval ev = {.arena = &a, .has_globals = true, .zoom = 5.5, .table = &table};
    ct_expr_bind(&x, &table, &ev, &a, &b);
    assert_true(b.zoom_constant);
    for (ev.row = 0; ev.row < 4; ev.row++) {
      struct ct_val u, v;
      bool ok = ct_expr_eval(&x, &ev, &u);
      assert_int_equal(ct_expr_eval(&b, &ev, &v), ok);
      if (ok && strcmp(ct_val_json(&u, &a), ct_val_json(&v, &a)) != 0)
        fail_msg("%s row %zu: %s, bound %s", bound[i], ev.row, ct_val_json(&u, &a), ct_val_json(&v, &a));
    }
  }
  ct_arena_release(&a);
}

static void folding(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_expr x, b;
  struct ct_expr_errors errors = {0};
  const char *text = "[\"interpolate\", [\"linear\"], [\"zoom\"], 0, 1, 10, [\"+\", 2, 9]]";
  assert_true(ct_expr_compile(parse(&a, text), NULL, &a, &x, &errors));
  assert_null(ct_expr_constant(&x));
  struct ct_eval ev = {.arena = &a, .has_globals = true, .zoom = 5};
  ct_expr_bind(&x, NULL, &ev, &a, &b);
  assert_non_null(ct_expr_constant(&b));
  assert_float_equal(ct_expr_constant(&b)->u.number, 6, 1e-12);
  ct_arena_release(&a);
}

// ---- Legacy forms

static const char *json(const struct ct_value *v, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  ct_value_write_json(v, &s);
  char *out = ct_arena_strdup(a, ct_str_text(&s)), *o = out;
  for (const char *p = out; *p; p++)
    if (*p != ' ') *o++ = *p;
  *o = '\0';
  return out;
}

static void legacy(void **state) {
  (void)state;
  static const char *const filters[][2] = {
      {"[\"==\",\"class\",\"street\"]", "[\"filter-==\",\"class\",\"street\"]"},
      {"[\"!in\",\"n\",1,2]", "[\"!\",[\"filter-in-small\",\"n\",[\"literal\",[1,2]]]]"},
      {"[\"all\",[\"==\",\"$type\",\"Point\"],[\"has\",\"x\"]]",
       "[\"all\",[\"filter-type-==\",\"Point\"],[\"filter-has\",\"x\"]]"},
      {"[\"none\",[\">\",\"$id\",4]]", "[\"all\",[\"!\",[\"filter-id->\",4]]]"},
      {"[\"==\",[\"get\",\"x\"],1]", "[\"==\",[\"get\",\"x\"],1]"},
  };
  struct ct_arena a = {0};
  for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
    assert_string_equal(json(ct_expr_of_filter(parse(&a, filters[i][0]), &a), &a), filters[i][1]);
  static const struct ct_spec number = {.name = "n", .type = CT_SPEC_NUMBER, .interpolated = true};
  const char *message;
  const struct ct_value *f = parse(&a, "{\"base\":2,\"stops\":[[1,2],[5,6]]}");
  assert_string_equal(json(ct_expr_of_function(f, &number, &a, &message), &a),
                      "[\"interpolate\",[\"exponential\",2],[\"zoom\"],1,2,5,6]");
  f = parse(&a, "{\"stops\":[]}");
  assert_null(ct_expr_of_function(f, &number, &a, &message));
  assert_non_null(message);
  assert_string_equal(json(ct_expr_of_tokens(parse(&a, "\"{a} of {b}\""), &a), &a),
                      "[\"concat\",[\"get\",\"a\"],\"of\",[\"get\",\"b\"]]");
  assert_string_equal(json(ct_expr_of_tokens(parse(&a, "\"{a}\""), &a), &a),
                      "[\"to-string\",[\"get\",\"a\"]]");
  assert_string_equal(json(ct_expr_of_tokens(parse(&a, "\"{}{{a\""), &a), &a), "\"{}{{a\"");
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values),  cmocka_unit_test(failures), cmocka_unit_test(typed),
      cmocka_unit_test(hostile), cmocka_unit_test(binding),  cmocka_unit_test(folding),
      cmocka_unit_test(locales), cmocka_unit_test(legacy),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

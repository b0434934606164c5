// SPDX-License-Identifier: MIT
// Tests of base: strings, numbers as text, names, UTF-8, paths.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
// cmocka wants the above first
#include <cmocka.h>

#include <locale.h>

#include "base/arena.h"
#include "base/str.h"

static void appends(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_str s = {.arena = &a};
  assert_string_equal(ct_str_text(&s), "");
  ct_str_add(&s, "");
  for (int i = 0; i < 10000; i++) {
    ct_str_addf(&s, "%d", i % 10);
    ct_str_add_n(&s, "xyz", 2);
  }
  assert_int_equal(s.n, 30000);
  assert_int_equal(strlen(ct_str_text(&s)), 30000);
  assert_memory_equal(s.v + 27, "9xy0xy", 6);
  ct_arena_release(&a);
}

static void reads_numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double x;
  } good[] = {{"0", 0},
              {" -12.5 ", -12.5},
              {"+3", 3},
              {".5", .5},
              {"5.", 5},
              {"1e3", 1000},
              {"1E-2", .01},
              {"007", 7},
              {"\t1\t", 1},
              {"123456789012345678", 123456789012345678.0},
              {"4.9e-324", 4.9e-324}};
  static const char *const bad[] = {"",     " ",     "a",  "1a",  "1 2", "1,5", "nan", "NaN", "inf",   "-inf",
                                    "0x10", "1e999", "1e", "--1", "1p3", "+",   "-",   ".",   "1_000", "٣"};
  double x;
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    assert_true(ct_parse_number(good[i].text, &x));
    assert_true(x == good[i].x);
  }
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    if (ct_parse_number(bad[i], &x)) fail_msg("'%s' was read as a number", bad[i]);
  }
}

static void writes_numbers(void **state) {
  (void)state;
  static const struct {
    double x;
    const char *text;
  } cases[] = {{0, "0"},
               {-0.0, "0"},
               {1, "1"},
               {-17, "-17"},
               {0.1, "0.1"},
               {1.0 / 3, "0.3333333333333333"},
               {1e15, "1000000000000000"},
               {123456789.125, "123456789.125"},
               {1e20, "100000000000000000000"},
               {2.5e-7, "2.5e-07"}};
  char buf[32];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(ct_format_number(cases[i].x, buf), cases[i].text);
}

static void numbers_come_back(void **state) {
  (void)state;
  uint64_t bits = 88172645463325252u;  // xorshift64 (Marsaglia 2003)
  char buf[32];
  for (int i = 0; i < 20000; i++) {
    double x, y;
    bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
    memcpy(&x, &bits, sizeof x);
    if (!isfinite(x)) continue;
    assert_true(strlen(ct_format_number(x, buf)) < 32);
    assert_true(ct_parse_number(buf, &y));
    assert_true(x == y);
  }
}

static void locale_does_not_matter(void **state) {
  (void)state;
  char buf[32];
  double x;
  if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8")) skip();
  assert_string_equal(ct_format_number(0.5, buf), "0.5");
  assert_true(ct_parse_number("0.5", &x) && x == .5);
  assert_false(ct_parse_number("0,5", &x));
  setlocale(LC_ALL, "C");
}

static void compares_names(void **state) {
  (void)state;
  assert_true(ct_same_nocase("Latitude", "LATITUDE"));
  assert_false(ct_same_nocase("lat", "lati"));
  assert_true(ct_starts_with("base:coast", "base:"));
  assert_false(ct_starts_with("ba", "base:"));
  assert_true(ct_ends_with("map.yaml", ".yaml"));
  assert_false(ct_ends_with("l", ".yaml"));
}

static void nearest_names(void **state) {
  (void)state;
  static const char *const names[] = {"title", "subtitle", "style", "data", "projection"};
  assert_string_equal(ct_nearest_name("titel", names, 5), "title");
  assert_string_equal(ct_nearest_name("TITLE", names, 5), "title");
  assert_string_equal(ct_nearest_name("projektion", names, 5), "projection");
  assert_string_equal(ct_nearest_name("dat", names, 5), "data");
  assert_null(ct_nearest_name("legend", names, 5));
  assert_null(ct_nearest_name("", names, 0));
  char monster[5000];
  memset(monster, 'x', sizeof monster - 1);
  monster[sizeof monster - 1] = '\0';
  assert_null(ct_nearest_name(monster, names, 5));
}

// Cases of the Unicode Standard, table 3-7, and Markus Kuhn's stress test.
static void utf8(void **state) {
  (void)state;
  static const char *const good[] = {"", "abc", "é", "녕변", "𝄞", "\xef\xbf\xbf", "\xf4\x8f\xbf\xbf"};
  static const char *const bad[] = {
      "\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
      "\xf8", "\xff",     "\xe2\x82", "\xc3("};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_true(ct_utf8_valid(good[i], strlen(good[i])));
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(ct_utf8_valid(bad[i], strlen(bad[i])));
  const char *s = "a\xff녕\xe2";
  assert_int_equal(ct_utf8_next(&s), 'a');
  assert_int_equal(ct_utf8_next(&s), 0xFFFD);
  assert_int_equal(ct_utf8_next(&s), 0xB155);
  assert_int_equal(ct_utf8_next(&s), 0xFFFD);
  assert_int_equal(ct_utf8_next(&s), 0);
  assert_int_equal(ct_utf8_next(&s), 0);
}

static void paths(void **state) {
  (void)state;
  struct ct_arena a = {0};
  assert_string_equal(ct_path_folder(&a, "a/b.csv"), "a");
  assert_string_equal(ct_path_folder(&a, "b.csv"), ".");
  assert_string_equal(ct_path_folder(&a, "/b.csv"), "/");
  assert_string_equal(ct_path_join(&a, "a", "/b"), "/b");
  assert_string_equal(ct_path_join(&a, "a", "b"), "a/b");
  assert_string_equal(ct_path_stem(&a, "a/b.c.csv"), "b.c");
  assert_string_equal(ct_path_extension("a/b.c.csv"), "csv");
  assert_string_equal(ct_path_extension("a.d/b"), "");
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(appends),
      cmocka_unit_test(reads_numbers),
      cmocka_unit_test(writes_numbers),
      cmocka_unit_test(numbers_come_back),
      cmocka_unit_test(locale_does_not_matter),
      cmocka_unit_test(compares_names),
      cmocka_unit_test(nearest_names),
      cmocka_unit_test(utf8),
      cmocka_unit_test(paths),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

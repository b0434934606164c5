// SPDX-License-Identifier: MIT
// Tests of the loader's text readers: numbers, column names, CSV, JSON, Windows-1252.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/str.h"
#include "base/value.h"
#include "cartouche.h"
#include "load/axes.h"
#include "load/axis_name.h"
#include "load/csv.h"
#include "load/json_text.h"
#include "load/recode.h"
#include "load/survey.h"

static void numbers(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double value;  // NaN: none
    bool plain;
  } cases[] = {
      {"0", 0, true},           {"-0.5", -0.5, true},  {"125.7558", 125.7558, true},
      {" 12 ", 12, true},       {"1e3", 1e3, true},    {"007", 7, false},
      {"+82", 82, false},       {"0.1", 0.1, true},    {"12345678901234567", 12345678901234567.0, false},
      {"", NAN, false},         {"-", NAN, false},     {"1.2.3", NAN, false},
      {"0x10", NAN, false},     {"nan", NAN, false},   {"inf", NAN, false},
      {"12 km", NAN, false},    {"1,5", NAN, false},   {"123456789.123456789", 123456789.123456789, true},
      {"2.5E-3", 2.5e-3, true}, {"1e999", NAN, false}, {"00.5", 0.5, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double x = NAN;
    bool ok = ct_number_read(cases[i].text, strlen(cases[i].text), &x);
    if (ok != !isnan(cases[i].value) || (ok && x != cases[i].value)) fail_msg("'%s'", cases[i].text);
    if (ct_number_is_plain(cases[i].text, strlen(cases[i].text)) != cases[i].plain)
      fail_msg("'%s' plain", cases[i].text);
  }
  assert_int_equal(ct_number_decimals("39.7961", 7), 4);
  assert_int_equal(ct_number_decimals("39", 2), 0);
  assert_int_equal(ct_number_decimals("x", 1), -1);
}

// As printf has it, for numbers read from texts of so many decimals and for any others.
static void fixed_decimals(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (int i = 0; i < 200000; i++) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    int decimals = (int)(seed >> 60);
    double x = (double)(int64_t)(seed >> 8) / pow(10, (double)(seed % 17)) * (seed & 64 ? -1 : 1);
    char text[400], wanted[400], buf[64];
    snprintf(text, sizeof text, "%.*f", decimals, fmod(x, 1e6));
    for (int k = 0; k < 2; k++) {
      double y = k ? fmod(x, 1e6) : strtod(text, NULL);
      snprintf(wanted, sizeof wanted, "%.*f", decimals, y);
      size_t n = ct_number_fixed(y, decimals, buf);
      assert_string_equal(buf, wanted);
      assert_int_equal(n, strlen(wanted));
    }
  }
}

// Columns "name=sample" each; what is chosen.
static void check_axes(const char *const *columns, size_t n, int lat, int lon) {
  struct ct_survey c[8] = {0};
  char names[8][64];
  for (size_t i = 0; i < n; i++) {
    const char *eq = strchr(columns[i], '=');
    memcpy(names[i], columns[i], (size_t)(eq - columns[i]));
    names[i][eq - columns[i]] = '\0';
    c[i].name = names[i];
    c[i].candidate = ct_axes_candidate(names[i]);
    ct_survey_add(&c[i], eq + 1, strlen(eq + 1));
  }
  struct ct_axes a = ct_axes_find(c, n, false);
  if (a.lat != lat || a.lon != lon) fail_msg("%s ...: lat %d lon %d", columns[0], a.lat, a.lon);
}
#define AXES(lat, lon, ...)                                             \
  do {                                                                  \
    static const char *const columns_[] = {__VA_ARGS__};                \
    check_axes(columns_, sizeof columns_ / sizeof *columns_, lat, lon); \
  } while (0)

static void axis_names(void **state) {
  (void)state;
  AXES(1, 2, "name=A", "lat=39.5", "lon=125.5");
  AXES(2, 1, "name=A", "Longitude=125.5", "Latitude=39.5");
  AXES(1, 2, "F1=1", "Facility Latitude=39.5", "Facility Longitude=125.5");
  AXES(0, 1, "lat_dd=39.5", "lon_dd=125.5");
  AXES(0, 1, "LATITUDE (N)=39.5", "LONGITUDE (E)=125.5");
  AXES(0, 1, "decimalLatitude=39.5", "decimalLongitude=125.5");
  AXES(0, 1, "reclat=39.5", "reclong=125.5");
  AXES(1, 0, "x=125.5", "y=39.5");
  AXES(0, 1, "\xEC\x9C\x84\xEB\x8F\x84=39.5", "\xEA\xB2\xBD\xEB\x8F\x84=125.5");
  AXES(0, 1, "Breite=39.5", "L\xC3\xA4nge=125.5");
  AXES(1, 3, "origin_lat=", "dest_lat=39.5", "origin_lon=", "dest_lon=125.5");
  AXES(-1, -1, "name=A", "value=3", "other=4");
  AXES(-1, -1, "x=640", "y=480");
  AXES(-1, -1, "latest=3", "longest=4");
  AXES(1, 2, "a=k", "b=39.7961", "c=125.7558");   // by content
  AXES(-1, -1, "a=k", "b=39.7961", "c=25.7558");  // both orders fit
}

struct memory {
  const char *v;
  size_t n, step;
};

static size_t read_memory(void *user, char *buf, size_t n) {
  struct memory *m = user;
  if (n > m->step) n = m->step;
  if (n > m->n) n = m->n;
  memcpy(buf, m->v, n);
  m->v += n;
  m->n -= n;
  return n;
}

// All cells as "a|b/c|d" with the record number of each row in front.
static const char *read_all(struct ct_arena *a, const char *text, size_t step, struct ct_err *err) {
  struct memory m = {text, strlen(text), step};
  struct ct_csv c = {.arena = a, .read = read_memory, .user = &m, .name = "t.csv", .delimiter = ','};
  struct ct_str s = {.arena = a};
  bool more;
  while (ct_csv_next(&c, &more, err) && more) {
    ct_str_addf(&s, "%s%u:", s.n ? "/" : "", c.record);
    for (size_t i = 0; i < c.ncells; i++)
      ct_str_addf(&s, "%s%.*s", i ? "|" : "", (int)c.cells[i].n, c.cells[i].v);
  }
  return ct_str_text(&s);
}

static void csv_records(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"a,b\nc,d\n", "1:a|b/2:c|d"},
      {"a,b\r\nc,d", "1:a|b/2:c|d"},
      {"a,\n,b\n", "1:a|/2:|b"},
      {"a\n\n\nb\n", "1:a/4:b"},
      {"\"a,b\",c\n", "1:a,b|c"},
      {"\"a \"\"q\"\" b\",c\n", "1:a \"q\" b|c"},
      {"\"x\ny\",c\nd,e\n", "1:x\ny|c/2:d|e"},
      {"5\" pipe,c\n", "1:5\" pipe|c"},
      {"\"z\"t,c\n", "1:zt|c"},
      {"\"\",\"\"\n", "1:|"},
      {"\"a\"", "1:a"},
      {"a\rb,c\n", "1:a\rb|c"},
      // Quotes that never close, and quotes inside quotes.
      {"a,b\n\"c,d\ne,f\n", "1:a|b/2:\"c|d/3:e|f"},
      {"\"a,1\n\"b\",2\n", "1:\"a|1/2:b|2"},
      {"x,\"a\n\"b,2\n", "1:x|\"a/2:\"b|2"},
      {"\"39d47'46\"N\",1\n", "1:39d47'46\"N|1"},
      {"\"a \"b\" c\",1\n", "1:a \"b\" c|1"},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (size_t step = 1; step < 9; step += 7) {  // one byte at a time finds every cut
      struct ct_arena a = {0};
      struct ct_err err = {0};
      assert_string_equal(read_all(&a, cases[i][0], step, &err), cases[i][1]);
      assert_false(err.failed);
      ct_arena_release(&a);
    }
}

// Rows behind a quote that is never closed are rows again, and not one cell of thousands of lines.
static void csv_stray_quotes(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_str s = {.arena = &a};
  ct_str_add(&s, "a,\"b\n");
  for (int i = 0; i < 2 * CT_CSV_CELL_LINES; i++) ct_str_add(&s, "c,d\n");
  ct_str_add(&s, "e,\"\n");
  const char *text = read_all(&a, ct_str_text(&s), 1000, &err);
  assert_false(err.failed);
  assert_memory_equal(text, "1:a|\"b/2:c|d/3:c|d", 18);
  ct_arena_release(&a);
}

static void csv_sniffing(void **state) {
  (void)state;
  static const struct {
    const char *text;
    char delimiter;
    bool lone_cr;
  } cases[] = {{"a,b,c\n1,2,3\n", ',', false},
               {"a;b;c\n1,5;2,5;3,5\n", ';', false},
               {"a\tb\n1,5\t2\n", '\t', false},
               {"a|b\n1|2\n", '|', false},
               {"name,lat;lon\n\"x;y\",2\nz,3\n", ',', false},
               {"a,b\r1,2\r", ',', true},
               {"one\ntwo\n", ',', false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char d;
    bool cr;
    ct_csv_sniff(cases[i].text, strlen(cases[i].text), &d, &cr);
    if (d != cases[i].delimiter || cr != cases[i].lone_cr) fail_msg("case %zu: '%c'", i, d);
  }
}

static void json_walk(void **state) {
  (void)state;
  struct ct_arena a = {0};
  const char *text =
      "{\"a\": [1, -2.5e1, NaN], \"b\": \"\\u00e9\\ud83d\\ude00\\n\", \"c\": {\"d\": null, \"d\": true}}";
  struct ct_json j = {.p = text, .end = text + strlen(text)};
  const struct ct_value *v;
  assert_true(ct_json_value(&j, &a, &v));
  struct ct_str s = {.arena = &a};
  ct_value_write_json(v, &s);
  assert_string_equal(ct_str_text(&s),
                      "{\"a\":[1,-25,null],\"b\":\"\xC3\xA9\xF0\x9F\x98\x80\\n\",\"c\":{\"d\":true}}");
  j.p = text;
  j.depth = 0;
  assert_true(ct_json_skip(&j));
  assert_ptr_equal(j.p, j.end);
  static const char *const bad[] = {"{",   "[1,]",   "[1 2]",   "{\"a\" 1}", "{a:1}", "\"x",
                                    "tru", "[1,,2]", "\"\\q\"", "-",         "]",     ""};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct ct_json k = {.p = bad[i], .end = bad[i] + strlen(bad[i])};
    if (ct_json_value(&k, &a, &v)) fail_msg("'%s'", bad[i]);
    assert_non_null(k.fault);
    struct ct_json m = {.p = bad[i], .end = bad[i] + strlen(bad[i])};
    if (strcmp(bad[i], "\"\\q\"") != 0 && ct_json_skip(&m)) fail_msg("skip '%s'", bad[i]);
  }
  char deep[1000];
  memset(deep, '[', sizeof deep);
  struct ct_json k = {.p = deep, .end = deep + sizeof deep};
  assert_false(ct_json_skip(&k));
  ct_arena_release(&a);
}

static void windows_1252(void **state) {
  (void)state;
  struct ct_arena a = {0};
  size_t n;
  assert_true(ct_recode_is_utf8("plain", 5));
  assert_true(
      ct_recode_is_utf8("S\xC3\xBC"
                        "d plus more",
                        14));
  assert_false(
      ct_recode_is_utf8("S\xFC"
                        "d plus more",
                        13));
  assert_string_equal(ct_recode_cp1252(&a,
                                       "S\xFC"
                                       "d \x80 \x93q\x94 \xA0\xB0\x81",
                                       14, &n),
                      "S\xC3\xBC"
                      "d \xE2\x82\xAC \xE2\x80\x9Cq\xE2\x80\x9D \xC2\xA0\xC2\xB0\xEF\xBF\xBD");
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers),     cmocka_unit_test(fixed_decimals),   cmocka_unit_test(axis_names),
      cmocka_unit_test(csv_records), cmocka_unit_test(csv_stray_quotes), cmocka_unit_test(csv_sniffing),
      cmocka_unit_test(json_walk),   cmocka_unit_test(windows_1252),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of src/doc/atlas: what a document says of its pages, and how mistakes in it are told.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/value.h"
#include "cartouche.h"
#include "doc/doc.h"
#include "model/document.h"

#define DATA "data: { sites: a.csv, ports: { path: b.csv, url: \"https://x.org/{id}\" } }\n"

static bool read_text(struct ct_arena *a, const char *yaml, struct ct_document *d, struct ct_err *err) {
  const struct ct_value *v;
  memset(err, 0, sizeof *err);
  return ct_value_parse(a, yaml, strlen(yaml), "d.yaml", CT_SYNTAX_AUTO, &v, err) &&
         ct_doc_from_value(v, "d.yaml", "maps", a, d, err);
}

static void expect_error(const char *yaml, const char *message) {
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_false(read_text(&a, yaml, &d, &err));
  assert_string_equal(err.message, message);
  ct_arena_release(&a);
}

static void all_keys(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_true(read_text(&a,
                        DATA
                        "atlas: { over: sites, where: \"x = 1\", by: province, name: \"{n}\", sort: rank, "
                        "scale: \"1:250000\", only: true, index: { title: T, subtitle: S } }\n",
                        &d, &err));
  assert_string_equal(d.atlas.over, "sites");
  assert_string_equal(d.atlas.where, "x = 1");
  assert_string_equal(d.atlas.by, "province");
  assert_string_equal(d.atlas.name, "{n}");
  assert_string_equal(d.atlas.sort, "rank");
  assert_true(d.atlas.scale == 250000 && isnan(d.atlas.padding_mm) && d.atlas.only && d.atlas.index);
  assert_string_equal(d.atlas.index_title, "T");
  assert_string_equal(d.atlas.index_subtitle, "S");
  assert_string_equal(d.data[1].url, "https://x.org/{id}");
  assert_null(d.data[0].url);
  ct_arena_release(&a);
}

static void short_forms(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_true(read_text(&a, DATA "atlas: ports\n", &d, &err));
  assert_string_equal(d.atlas.over, "ports");
  assert_true(d.atlas.index && !d.atlas.only && d.atlas.scale == 0);
  assert_true(read_text(&a, DATA "atlas: { over: ports, index: false, padding: 20 }\n", &d, &err));
  assert_true(!d.atlas.index && d.atlas.padding_mm == 20);
  assert_true(read_text(&a, DATA "atlas: false\n", &d, &err));
  assert_null(d.atlas.over);
  assert_true(read_text(&a, DATA, &d, &err));
  assert_null(d.atlas.over);
  ct_arena_release(&a);
}

static void mistakes(void **state) {
  (void)state;
  expect_error(DATA "atlas: site\n",
               "d.yaml:2:8: 'over' names 'site', which is not in 'data' (did you mean 'sites'?)");
  expect_error(DATA "atlas: { over: zzz }\n",
               "d.yaml:2:16: 'over' names 'zzz', which is not in 'data' (it has sites, ports)");
  expect_error("title: T\natlas: { over: zzz }\n",
               "d.yaml:2:16: an atlas needs 'data' to have its pages over");
  expect_error(DATA "atlas: { by: x }\n", "d.yaml:2:8: 'atlas' needs 'over', the name of a data entry");
  expect_error(DATA "atlas: { over: sites, scale: \"1:5000\", padding: 3 }\n",
               "d.yaml:2:49: 'scale' and 'padding' exclude each other: pages of one scale are not fitted");
  expect_error(DATA "atlas: { over: sites, scale: big }\n",
               "d.yaml:2:30: 'scale' must be like 1:250000 (1:100 to 1:1000000000)");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_keys), cmocka_unit_test(short_forms),
                                     cmocka_unit_test(mistakes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

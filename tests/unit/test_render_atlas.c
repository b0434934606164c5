// SPDX-License-Identifier: MIT
// Tests of src/render_atlas*: names of files, texts with columns in them, findings of many pages.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "cartouche.h"
#include "hall/render/atlas.h"
#include "hall/render/atlas_diags.h"
#include "hall/render/render.h"
#include "hall/render/wording.h"
#include "model/table.h"

static void expect_name(const char *name, const char *file) {
  struct ct_arena a = {0};
  assert_string_equal(ct_atlas_file_name(&a, name), file);
  ct_arena_release(&a);
}

static void names_are_good_for_files(void **state) {
  (void)state;
  expect_name("Yongbyon", "Yongbyon");
  expect_name("Institute of  Nuclear\tPhysics", "Institute-of-Nuclear-Physics");
  expect_name("../../etc/passwd", "etc-passwd");
  expect_name("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j");
  expect_name("  .hidden", "hidden");
  expect_name("--option", "option");
  expect_name("5 MWe reactor (old).", "5-MWe-reactor-(old)");
  expect_name("\xeb\x85\x95\xeb\xb3\x80", "\xeb\x85\x95\xeb\xb3\x80");
  expect_name(
      "a\xff\xfe"
      "b",
      "a-b");
  expect_name("///", "");
  expect_name("", "");
}

// Cut at a letter, not within one.
static void long_names_are_cut(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_str s = {.arena = &a};
  for (int i = 0; i < 100; i++) ct_str_add(&s, "\xc3\xa9");
  const char *out = ct_atlas_file_name(&a, ct_str_text(&s));
  assert_int_equal(strlen(out), 120);
  assert_true(ct_utf8_valid(out, strlen(out)));
  ct_arena_release(&a);
}

static void patterns(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_atlas_page pages[12] = {{.file_name = "First"}};
  pages[11].file_name = "Last";
  struct ct_atlas_pages p = {.n = 12, .v = pages};
  assert_true(ct_atlas_is_pattern("out/{name}.png"));
  assert_true(ct_atlas_is_pattern("{page}.svg"));
  assert_false(ct_atlas_is_pattern("{name}/map.png"));
  assert_false(ct_atlas_is_pattern("out/name.png"));
  assert_false(ct_atlas_is_pattern(NULL));
  assert_string_equal(ct_atlas_path(&a, "{name}/{page}-{name}.png", &p, 12), "{name}/12-Last.png");
  assert_string_equal(ct_atlas_path(&a, "o/{name}.png", &p, 0), "o/index.png");
  assert_string_equal(ct_atlas_path(&a, "o/{page}{x}.png", &p, 1), "o/01{x}.png");
  ct_arena_release(&a);
}

static const char *const names[] = {"Sohae", "Nampo"}, *const provinces[] = {"North Pyongan", NULL},
                         *const days[] = {"2012-04-13", "2018-05"};
static const double sizes[] = {12.5, 3};
static const struct ct_column columns[] = {
    {.name = "name", .type = CT_COLUMN_STRING, .string = names},
    {.name = "province", .type = CT_COLUMN_STRING, .string = provinces},
    {.name = "day", .type = CT_COLUMN_STRING, .string = days},
    {.name = "size", .type = CT_COLUMN_NUMBER, .number = sizes}};
static const struct ct_table table = {.name = "t", .n = 2, .ncolumns = 4, .columns = columns};

static void expect_text(const char *text, bool column, size_t row, const char *wanted) {
  struct ct_arena a = {0};
  struct ct_wording *x;
  struct ct_err err = {0};
  assert_true(ct_wording_new(text, column, &table, &table, &a, &x, &err));
  const char *got = ct_wording_text(x, row, &a);
  if (wanted)
    assert_string_equal(got, wanted);
  else
    assert_null(got);
  ct_arena_release(&a);
}

static void texts_have_columns(void **state) {
  (void)state;
  expect_text("{name}, {province}", false, 0, "Sohae, North Pyongan");
  // What belongs to an empty cell goes with it.
  expect_text("{name}, {province}", false, 1, "Nampo");
  expect_text("{province}", false, 1, NULL);
  expect_text("{name} ({day|date})", false, 0,
              "Sohae (13\xc2\xa0"
              "Apr\xc2\xa0"
              "2012)");
  expect_text("{size} km", false, 0, "12.5 km");
  expect_text("No column", false, 1, "No column");
  expect_text("name", true, 1, "Nampo");
  expect_text("size", true, 1, "3");
}

static void unknown_columns(void **state) {
  (void)state;
  struct ct_arena a = {0};
  assert_null(ct_wording_unknown("{name} {day|date}", &table, &a));
  assert_string_equal(ct_wording_unknown("{name} {dya|date}", &table, &a), "dya");
  assert_string_equal(ct_wording_unknown("{nmae}", &table, &a), "nmae");
  assert_null(ct_wording_unknown("no { brace", &table, &a));
  assert_null(ct_wording_unknown(NULL, &table, &a));
  ct_arena_release(&a);
}

struct told {
  size_t n;
  char last[200];
};

static void listen(void *user, const struct ct_diagnostic *d) {
  struct told *t = user;
  t->n++;
  strncpy(t->last, d->message, sizeof t->last - 1);
}

static void findings_are_told_once(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct told told = {0};
  struct ct_diags to = {.fn = listen, .user = &told};
  struct ct_atlas_diags d;
  ct_atlas_diags_init(&d, &to, &a);
  ct_atlas_diags_page(&d, 1, "Sohae");
  ct_diag_say(&d.to_page, "CT-L401", CT_WARNING, "a.csv", 3, "not drawn");
  assert_string_equal(told.last, "page 1 'Sohae': not drawn");
  ct_diag_say(&d.to_page, "CT-L421", CT_WARNING, "d.yaml", 9, "'Somewhere' is no name");
  ct_diag_say(&d.to_page, "CT-L421", CT_WARNING, "d.yaml", 10, "'Nampo' is no name");
  ct_atlas_diags_page(&d, 2, "Nampo");
  ct_diag_say(&d.to_page, "CT-L401", CT_WARNING, "a.csv", 3, "not drawn");
  ct_diag_say(&d.to_page, "CT-L421", CT_WARNING, "d.yaml", 9, "'Somewhere' is no name");
  assert_int_equal(told.n, 1);
  // Only what is on no page at all is unknown.
  ct_atlas_diags_finish(&d, 2);
  assert_int_equal(told.n, 2);
  assert_string_equal(told.last, "'Somewhere' is no name");
  assert_int_equal(to.count[CT_WARNING], 2);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_good_for_files),
                                     cmocka_unit_test(long_names_are_cut),
                                     cmocka_unit_test(patterns),
                                     cmocka_unit_test(texts_have_columns),
                                     cmocka_unit_test(unknown_columns),
                                     cmocka_unit_test(findings_are_told_once)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

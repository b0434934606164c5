// SPDX-License-Identifier: MIT
// Catalogue: which feature a row is, where little tells it.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka wants the above first
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/known.h"
#include "catalog/match.h"
#include "model/diag.h"
#include "model/table.h"

enum { MOST = 8 };

// Rows of one import and features known, filled by each test.
struct test_case {
  struct ct_arena arena;
  struct ct_catalog_known_one known[MOST];
  struct ct_catalog_item items[MOST];
  double lonlat[2 * MOST];
  float precision[MOST];
  size_t nknown, nrows;
  int matched, ambiguous;
};
static struct test_case now;

static int begin(void **state) {
  (void)state;
  now = (struct test_case){.nknown = 0};
  return 0;
}

static int end(void **state) {
  (void)state;
  ct_arena_release(&now.arena);
  return 0;
}

static struct ct_catalog_known_one *add_known(const char *id, const char *name, double lon, double lat) {
  struct ct_catalog_known_one *f = &now.known[now.nknown++];
  *f = (struct ct_catalog_known_one){.id = id, .fid = 1, .there = true, .name = name, .lon = lon, .lat = lat};
  f->hash[0] = (unsigned char)(100 + now.nknown);
  return f;
}

static struct ct_catalog_item *add_row(const char *id, const char *name, double lon, double lat) {
  struct ct_catalog_item *i = &now.items[now.nrows];
  *i = (struct ct_catalog_item){.row = now.nrows, .id = id, .name = name};
  i->hash[0] = (unsigned char)(1 + now.nrows);
  now.lonlat[2 * now.nrows] = lon;
  now.lonlat[2 * now.nrows + 1] = lat;
  now.precision[now.nrows++] = 10;
  return i;
}

static void on_finding(void *user, const struct ct_diagnostic *d) {
  (void)user;
  now.matched += strcmp(d->code, "CT-C101") == 0;
  now.ambiguous += strcmp(d->code, "CT-C102") == 0;
}

static void match(void) {
  struct ct_diags diags = {.fn = on_finding};
  struct ct_err err = {0};
  struct ct_catalog_known known = {.n = now.nknown, .v = now.known};
  struct ct_table t = {.file = "t.csv",
                       .n = now.nrows,
                       .precision_m = now.precision,
                       .geoms = {.nparts = now.nrows, .ncoords = now.nrows, .lonlat = now.lonlat}};
  struct ct_catalog_match m = {
      .a = &now.arena, .diags = &diags, .known = &known, .n = now.nrows, .items = now.items};
  for (size_t i = 0; i < now.nrows; i++) now.items[i].t = &t;
  assert_true(ct_catalog_match(&m, &err));
}

static void expect(size_t row, const char *id, bool is_new) {
  assert_string_equal(now.items[row].id, id);
  assert_int_equal(now.items[row].was == CT_CATALOG_NEW, is_new);
}

// Within 1 km, or what either is known to.
static void test_precision(void **state) {
  (void)state;
  add_known("near", "Near", 0, 0.0089);  // 990 m
  add_known("far", "Far", 0, 0.0092);    // 1023 m
  add_known("rough", "Rough", 0, 0.05)->precision_m = 6000;
  add_known("coarse", "Coarse", 0, 0.05);
  add_row(NULL, "Near", 0, 0);
  add_row(NULL, "Far", 0, 0);
  add_row(NULL, "Rough", 0, 0);
  add_row(NULL, "Coarse", 0, 0);
  now.precision[3] = 6000;
  match();
  expect(0, "near", false);
  expect(1, "far-2", true);
  expect(2, "rough", false);
  expect(3, "coarse", false);
  assert_int_equal(now.matched, 3);
  assert_int_equal(now.ambiguous, 0);
}

static void test_pole_and_date_line(void **state) {
  (void)state;
  add_known("pole", "Pole", 10, 89.998);
  add_known("line", "Line", -179.9975, 60);
  add_row(NULL, "Pole", -170, 89.9985);
  add_row(NULL, "Line", 179.9975, 60);
  match();
  expect(0, "pole", false);
  expect(1, "line", false);
}

// A feature that two rows may be, or a row that may be two features, is neither.
static void test_ambiguous(void **state) {
  (void)state;
  add_known("one", "One", 5, 5);
  add_known("two-a", "Two", 6, 6);
  add_known("two-b", "Two", 6, 6.004);
  add_row(NULL, "One", 5, 5.001);
  add_row(NULL, "One", 5, 5.002);
  add_row(NULL, "Two", 6, 6.002);
  match();
  expect(0, "one-2", true);
  expect(1, "one-3", true);
  expect(2, "two", true);
  assert_int_equal(now.matched, 0);
  assert_int_equal(now.ambiguous, 3);
}

// Without a position the name alone must do, and does where it is the only one.
static void test_without_position(void **state) {
  (void)state;
  add_known("lost", "Lost", NAN, NAN);
  add_known("a", "Again", 1, 1);
  add_known("b", "Again", 2, 2);
  add_row(NULL, "Lost", 50, 50);
  add_row(NULL, "Again", NAN, NAN);
  match();
  expect(0, "lost", false);
  expect(1, "again", true);
  assert_int_equal(now.matched, 1);
}

// Rows that say the same take features that say it, in their order; what is left over is new.
static void test_said_again(void **state) {
  (void)state;
  memset(add_known("t1", "Twin", 3, 3)->hash, 9, CT_CATALOG_HASH);
  memset(add_known("t2", "Twin", 3, 3)->hash, 9, CT_CATALOG_HASH);
  for (int i = 0; i < 3; i++) memset(add_row(NULL, "Twin", 3, 3)->hash, 9, CT_CATALOG_HASH);
  match();
  expect(0, "t1", false);
  expect(1, "t2", false);
  expect(2, "twin", true);
  assert_int_equal(now.matched + now.ambiguous, 0);
}

// Ids decide, also for what was removed; ids made of names keep off those that there are.
static void test_ids_first(void **state) {
  (void)state;
  add_known("gone", "Gone", 4, 4)->there = false;
  add_known("port", "Other", 9, 9);
  add_row("gone", "Anything", 80, 80);
  add_row("quay", "Quay", 8, 8);
  add_row(NULL, "Port", 7, 7);
  add_row(NULL, "Quay", 8, 8);
  add_row(NULL, "Gone", 4, 4);
  add_row(NULL, NULL, 11, 11);
  add_row(NULL, "\xe2\x80\x94", 12, 12);
  match();
  expect(0, "gone", false);
  expect(1, "quay", true);
  expect(2, "port-2", true);
  expect(3, "quay-2", true);
  expect(4, "gone-2", true);
  expect(5, "unnamed", true);
  expect(6, "unnamed-2", true);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(test_precision),  TEST(test_pole_and_date_line),
                                     TEST(test_ambiguous),  TEST(test_without_position),
                                     TEST(test_said_again), TEST(test_ids_first)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

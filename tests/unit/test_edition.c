// SPDX-License-Identifier: MIT
// Editions: ids, digests and what became of features.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "edition/compare.h"
#include "edition/of_table.h"
#include "model/table.h"

static struct ct_arena arena;

static int clean(void **state) {
  (void)state;
  ct_arena_release(&arena);
  return 0;
}

enum { ROWS = 4 };
static const double lonlat[] = {125.75, 39.8, 129.66, 40.85, 125.2, 39.6, NAN, NAN};
static const char *const codes[] = {"yb", "th", "sp", "xx"};
static const char *const repeating[] = {"yb", "th", "yb", NULL};
static const char *const names[] = {"Yongbyon", "Tonghae", "Sohae", "Sohae"};
static const char *const days[] = {"2019-01-02", "2019-01-03", "2019-01-04", "2019-01-05"};
static const double counts[] = {1, 2.5, NAN, 4};

static struct ct_column columns[] = {{.name = "site_id", .string = codes},
                                     {.name = "name", .string = names},
                                     {.name = "date", .string = days},
                                     {.name = "count", .type = CT_COLUMN_NUMBER, .number = counts},
                                     {.name = "ct_own", .type = CT_COLUMN_NUMBER, .number = counts}};
static const struct ct_table sites = {.name = "sites",
                                      .n = ROWS,
                                      .ncolumns = 5,
                                      .columns = columns,
                                      .geoms = {.ncoords = ROWS, .lonlat = lonlat}};

static struct ct_edition of(const struct ct_table *t, const char *id, struct ct_edition_ids *ids) {
  struct ct_edition_feature *v;
  const struct ct_edition_request q = {.data = "sites", .id = id, .date_column = ct_table_column(t, "date")};
  assert_true(ct_edition_of_table(t, &q, &arena, &v, ids, NULL));
  return (struct ct_edition){.n = t->n, .v = v};
}

// ---- Ids

static void test_ids_of_a_column(void **state) {
  (void)state;
  struct ct_edition_ids ids;
  struct ct_edition e = of(&sites, NULL, &ids);
  assert_int_equal(ids.kind, CT_EDITION_ID_FOUND);
  assert_string_equal(ids.column, "site_id");
  assert_string_equal(e.v[2].id, "sp");
  assert_string_equal(e.v[2].name, "Sohae");
  assert_int_equal(e.v[2].nfields, 4);
  assert_null(e.v[2].fields[3].value);
  assert_string_equal(e.v[1].fields[3].value, "2.5");
  assert_true(isnan(e.v[3].lon));
  assert_null(e.v[0].shape);
}

// A column that was named is taken even so; rows without one are told by what they say.
static void test_ids_that_repeat(void **state) {
  (void)state;
  struct ct_column own[5];
  struct ct_table t = sites;
  struct ct_edition_ids ids;
  memcpy(own, columns, sizeof own);
  own[0].string = repeating;
  t.columns = own;
  struct ct_edition e = of(&t, "site_id", &ids);
  assert_int_equal(ids.kind, CT_EDITION_ID_COLUMN);
  assert_true(ids.repeats);
  assert_int_equal(ids.first, 0);
  assert_int_equal(ids.second, 2);
  assert_int_equal(ids.nmade, 2);
  assert_string_equal(e.v[0].id, "yb");
  assert_string_equal(e.v[2].id, "yb #2");
  assert_int_equal(e.v[3].id[0], '@');
  // Not named, it is none; the names repeat as well, but not on one day.
  e = of(&t, NULL, &ids);
  assert_int_equal(ids.kind, CT_EDITION_ID_MADE);
  assert_string_equal(e.v[0].id, "Yongbyon");
  assert_string_equal(e.v[2].id, "Sohae, 2019-01-04");
  assert_string_equal(e.v[3].id, "Sohae, 2019-01-05");
  assert_int_equal(ids.nmade, 0);
}

static void test_ids_of_the_dataset(void **state) {
  (void)state;
  static const double given[] = {7, 8, 9, 10}, some[] = {7, 8, NAN, 10};
  struct ct_table t = sites;
  struct ct_edition_ids ids;
  t.feature_id = given;
  struct ct_edition e = of(&t, NULL, &ids);
  assert_int_equal(ids.kind, CT_EDITION_ID_DATASET);
  assert_string_equal(e.v[3].id, "10");
  t.feature_id = some;
  of(&t, NULL, &ids);
  assert_int_equal(ids.kind, CT_EDITION_ID_FOUND);
}

// What looks like ids is taken only where it is filled and unique; "id" before columns that end so.
static void test_ids_that_are_found(void **state) {
  (void)state;
  static const char *const other[] = {"1", "2", "3", "4"}, *const gap[] = {"1", "2", "", "4"};
  static const struct {
    const char *name, *second;
    bool is_id;
  } cases[] = {{"site_id", "name", true}, {"SITE ID", "name", true},  {"site-id", "name", true},
               {"grid", "name", false},   {"valid", "name", false},   {"uuid", "name", true},
               {"site_id", "ID", true},   {"identity", "name", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_column own[] = {{.name = cases[i].name, .string = codes},
                              {.name = cases[i].second, .string = other}};
    struct ct_table t = sites;
    struct ct_edition_ids ids;
    t.columns = own;
    t.ncolumns = 2;
    of(&t, NULL, &ids);
    bool found = ids.kind == CT_EDITION_ID_FOUND;
    assert_int_equal(found, cases[i].is_id);
    if (found) assert_string_equal(ids.column, strcmp(cases[i].second, "ID") == 0 ? "ID" : cases[i].name);
    own[0].string = gap;
    own[1].name = "name";
    of(&t, NULL, &ids);
    assert_int_equal(ids.kind, CT_EDITION_ID_NAME);
  }
}

// A number that is made does not take the id that another row has.
static void test_ids_that_are_made(void **state) {
  (void)state;
  static const char *const same[] = {"A", "A", "A #2", "A"};
  struct ct_column own[] = {{.name = "code", .string = same}};
  struct ct_table t = sites;
  struct ct_edition_ids ids;
  t.columns = own;
  t.ncolumns = 1;
  struct ct_edition e = of(&t, "code", &ids);
  for (size_t i = 0; i < ROWS; i++)
    for (size_t k = 0; k < i; k++) assert_string_not_equal(e.v[i].id, e.v[k].id);
  assert_string_equal(e.v[0].id, "A");
}

// ---- Digests

// sha256 over the layout that hash.h states, made with Python's struct and hashlib.
static void test_hash_as_stated(void **state) {
  (void)state;
  struct ct_edition e = of(&sites, NULL, NULL);
  assert_string_equal(e.v[0].hash, "caab4be2d4e133fbeb441fbf6b23bc61a4209211add9f2e3f402db50bf90c102");
  assert_string_equal(e.v[3].hash, "c92bee7733e96d756d9eccf3857298aec44787fd91ace3ebfa7bd73c7b6597aa");
}

static void test_hash_of_moved_columns(void **state) {
  (void)state;
  struct ct_column own[5];
  struct ct_table t = sites;
  for (int i = 0; i < 5; i++) own[i] = columns[4 - i];
  t.columns = own;
  struct ct_edition x = of(&sites, NULL, NULL), y = of(&t, NULL, NULL);
  struct ct_changes c;
  for (size_t i = 0; i < ROWS; i++) assert_string_equal(x.v[i].hash, y.v[i].hash);
  ct_edition_compare(&x, &y, &arena, &c);
  assert_int_equal(c.n, 0);
}

// ---- Comparing

static struct ct_edition_feature feature(const char *id, double lon, double lat, const char *kind) {
  struct ct_edition_field *f = CT_NEW(&arena, struct ct_edition_field);
  *f = (struct ct_edition_field){"kind", kind};
  return (struct ct_edition_feature){
      .data = "d", .id = id, .lon = lon, .lat = lat, .hash = NULL, .nfields = 1, .fields = f};
}

static void test_compare(void **state) {
  (void)state;
  const struct ct_edition_feature was[] = {feature("gone", 1, 1, "x"), feature("same", 2, 2, "39.10"),
                                           feature("far", 3, 3, "x"),  feature("kind", 4, 4, "x"),
                                           feature("lost", 5, 5, "x"), feature("code", 6, 6, "007")};
  const struct ct_edition_feature is[] = {feature("new", 1, 1, "x"),     feature("code", 6, 6, "7"),
                                          feature("far", 3, 3.001, "y"), feature("kind", 4, 4, NULL),
                                          feature("same", 2, 2, "39.1"), feature("lost", NAN, NAN, "x")};
  const struct ct_edition from = {.n = 6, .v = was}, to = {.n = 6, .v = is};
  struct ct_changes c;
  ct_edition_compare(&from, &to, &arena, &c);
  assert_int_equal(c.n, 6);
  assert_int_equal(c.count[CT_ADDED], 1);
  assert_int_equal(c.count[CT_CHANGED], 2);
  assert_int_equal(c.count[CT_MOVED], 2);
  assert_int_equal(c.count[CT_REMOVED], 1);
  assert_string_equal(c.v[0].id, "new");
  assert_true(c.from[0] == SIZE_MAX && c.to[0] == 0);
  assert_string_equal(c.v[1].id, "code");
  assert_int_equal(c.v[2].kind, CT_MOVED);
  // GeodSolve -i: 3 3 to 3.001 3
  assert_true(fabs(c.v[2].moved_m - 110.577318) < 1e-6);
  assert_string_equal(c.v[2].fields[0].from, "x");
  assert_string_equal(c.v[2].fields[0].to, "y");
  assert_null(c.v[3].fields[0].to);
  assert_int_equal(c.v[4].kind, CT_MOVED);
  assert_true(isnan(c.v[4].moved_m) && isnan(c.v[4].to_lon));
  assert_string_equal(c.v[5].id, "gone");
  assert_true(c.from[5] == 0 && c.to[5] == SIZE_MAX);
}

// Half a metre is as near as any position is told; less is a change of nothing.
static void test_compare_near(void **state) {
  (void)state;
  const struct ct_edition_feature was[] = {feature("a", 0, 0, "x"), feature("b", 180, 10, "x")};
  const struct ct_edition_feature is[] = {feature("a", 0, 4.5e-6, "x"), feature("b", -180, 10, "x")};
  const struct ct_edition from = {.n = 2, .v = was}, to = {.n = 2, .v = is};
  struct ct_changes c;
  ct_edition_compare(&from, &to, &arena, &c);
  assert_int_equal(c.n, 0);
}

static void test_compare_areas(void **state) {
  (void)state;
  static const double ring[] = {0, 0, 2, 0, 2, 2, 0, 2}, other[] = {0, 0, 2, 0, 2, 3, 0, 2};
  static const uint8_t type[] = {CT_GEOM_POLYGON};
  static const uint32_t part0[] = {0, 1}, coord0[] = {0, 4};
  static const char *const id[] = {"area"};
  const struct ct_column column = {.name = "id", .string = id};
  struct ct_table t = {
      .n = 1, .ncolumns = 1, .columns = &column, .geoms = {type, part0, coord0, NULL, 1, 4, ring, NULL}};
  struct ct_edition from = of(&t, NULL, NULL);
  t.geoms.lonlat = other;
  struct ct_edition to = of(&t, NULL, NULL);
  struct ct_changes c;
  ct_edition_compare(&from, &to, &arena, &c);
  assert_true(from.v[0].lon == 1 && from.v[0].lat == 1 && to.v[0].lat == 1.5);
  assert_int_equal(c.n, 1);
  assert_int_equal(c.v[0].kind, CT_CHANGED);
  assert_string_equal(c.v[0].fields[0].name, CT_EDITION_SHAPE);
  assert_string_equal(c.v[0].fields[0].to, to.v[0].shape);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_ids_of_a_column, clean),
      cmocka_unit_test_teardown(test_ids_that_repeat, clean),
      cmocka_unit_test_teardown(test_ids_of_the_dataset, clean),
      cmocka_unit_test_teardown(test_ids_that_are_found, clean),
      cmocka_unit_test_teardown(test_ids_that_are_made, clean),
      cmocka_unit_test_teardown(test_hash_as_stated, clean),
      cmocka_unit_test_teardown(test_hash_of_moved_columns, clean),
      cmocka_unit_test_teardown(test_compare, clean),
      cmocka_unit_test_teardown(test_compare_near, clean),
      cmocka_unit_test_teardown(test_compare_areas, clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

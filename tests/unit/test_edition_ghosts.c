// SPDX-License-Identifier: MIT
// Ghosts: rows of an older edition at the end of a table.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "edition/ghosts.h"
#include "model/edition.h"
#include "model/table.h"

static struct ct_arena arena;

static int clean(void **state) {
  (void)state;
  ct_arena_release(&arena);
  return 0;
}

static const char *const names[] = {"Alder", "Birch"};
static const double counts[] = {1, 2};
static const int8_t open[] = {1, 0};
static const struct ct_column columns[] = {{.name = "name", .string = names},
                                           {.name = "count", .type = CT_COLUMN_NUMBER, .number = counts},
                                           {.name = "open", .type = CT_COLUMN_BOOL, .boolean = open},
                                           {.name = "added since", .string = names}};
static const struct ct_edition_field fields[] = {
    {"name", "Gorse"}, {"count", "7"}, {"open", "true"}, {"of old", "x"}};
static const struct ct_edition_feature gone = {
    .data = "sites", .id = "g", .name = "Gorse", .lon = 20, .lat = -5, .nfields = 4, .fields = fields};
static const struct ct_edition_feature unplaced = {
    .data = "sites", .id = "u", .lon = NAN, .lat = NAN, .nfields = 1, .fields = fields};

static const struct ct_table *add(const struct ct_table *t) {
  const struct ct_edition_feature *const v[] = {&gone, &unplaced};
  return ct_edition_ghosts(t, &(struct ct_edition_gone){.n = 2, .v = v}, &arena);
}

static void test_points(void **state) {
  (void)state;
  static const double lonlat[] = {10, 50, 11, 51};
  const struct ct_table t = {.n = 2,
                             .ncolumns = 4,
                             .columns = columns,
                             .placed = 2,
                             .bbox = {10, 50, 11, 51},
                             .geoms = {.nparts = 2, .ncoords = 2, .lonlat = lonlat}};
  const struct ct_table *g = add(&t);
  assert_int_equal(g->n, 4);
  assert_int_equal(g->placed, 3);
  assert_string_equal(g->columns[0].string[1], "Birch");
  assert_string_equal(g->columns[0].string[2], "Gorse");
  assert_true(g->columns[1].number[2] == 7);
  assert_true(isnan(g->columns[1].number[3]));
  assert_int_equal(g->columns[2].boolean[2], 1);
  assert_int_equal(g->columns[2].boolean[3], -1);
  assert_null(g->columns[3].string[2]);
  assert_true(g->geoms.lonlat[4] == 20 && g->geoms.lonlat[5] == -5);
  assert_true(ct_table_placed(g, 2));
  assert_false(ct_table_placed(g, 3));
  const double box[] = {10, -5, 20, 51};
  assert_memory_equal(g->bbox, box, sizeof box);
  assert_int_equal(g->row[1], 2);
  assert_int_equal(t.n, 2);
}

static void test_areas(void **state) {
  (void)state;
  static const double lonlat[] = {0, 0, 1, 0, 1, 1, 2, 2, 3, 2, 3, 3};
  static const uint8_t type[] = {CT_GEOM_POLYGON, CT_GEOM_POLYGON}, hole[] = {0, 0};
  static const uint32_t part0[] = {0, 1, 2}, coord0[] = {0, 3, 6};
  const struct ct_table t = {.n = 2,
                             .ncolumns = 4,
                             .columns = columns,
                             .placed = 2,
                             .bbox = {0, 0, 3, 3},
                             .geoms = {type, part0, coord0, hole, 2, 6, lonlat, NULL}};
  const struct ct_table *g = add(&t);
  assert_int_equal(ct_table_geom_type(g, 1), CT_GEOM_POLYGON);
  assert_int_equal(ct_table_geom_type(g, 2), CT_GEOM_POINT);
  assert_int_equal(ct_table_geom_type(g, 3), CT_GEOM_NONE);
  assert_int_equal(g->geoms.nparts, 3);
  assert_int_equal(g->geoms.coord0[g->geoms.part0[2]], 6);
  assert_true(g->geoms.lonlat[12] == 20);
  assert_int_equal(g->geoms.part0[4], g->geoms.part0[3]);
  assert_true(ct_table_placed(g, 2));
  assert_false(ct_table_placed(g, 3));
}

// One that was an area is one still, also among points; of another nothing but its position is known.
static void test_shapes(void **state) {
  (void)state;
  static const double lonlat[] = {10, 50, 11, 51}, old[] = {7, 7, 0, 0, 4, 0, 4, 4, 1, .5, 2, 1, 2, .5};
  static const uint8_t type[] = {CT_GEOM_POINT, CT_GEOM_POLYGON}, hole[] = {0, 0, 1};
  static const uint32_t part0[] = {0, 1, 3}, coord0[] = {0, 1, 4, 7};
  const struct ct_table t = {.n = 2,
                             .ncolumns = 4,
                             .columns = columns,
                             .placed = 2,
                             .geoms = {.nparts = 2, .ncoords = 2, .lonlat = lonlat}};
  const struct ct_table then = {.n = 2, .geoms = {type, part0, coord0, hole, 3, 7, old, NULL}};
  const struct ct_edition_feature *const v[] = {&gone, &gone};
  const size_t row[] = {1, 0};
  const struct ct_edition_gone q = {.n = 2, .v = v, .of = &then, .row = row};
  const struct ct_table *g = ct_edition_ghosts(&t, &q, &arena);
  assert_int_equal(ct_table_geom_type(g, 1), CT_GEOM_POINT);
  assert_int_equal(ct_table_geom_type(g, 2), CT_GEOM_POLYGON);
  assert_int_equal(ct_table_geom_type(g, 3), CT_GEOM_POINT);
  assert_int_equal(g->geoms.nparts, 5);
  assert_int_equal(g->geoms.ncoords, 9);
  assert_int_equal(g->geoms.part0[2], 2);
  assert_int_equal(g->geoms.part0[3], 4);
  assert_int_equal(g->geoms.hole[3], 1);
  assert_memory_equal(g->geoms.lonlat + 4, old + 2, 12 * sizeof *old);
  assert_true(g->geoms.lonlat[16] == 20 && g->geoms.lonlat[2] == 11);
}

static void test_none(void **state) {
  (void)state;
  const struct ct_table t = {.n = 2, .ncolumns = 4, .columns = columns};
  assert_ptr_equal(ct_edition_ghosts(&t, &(struct ct_edition_gone){0}, &arena), &t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_points, clean),
      cmocka_unit_test_teardown(test_areas, clean),
      cmocka_unit_test_teardown(test_shapes, clean),
      cmocka_unit_test_teardown(test_none, clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Sources, edition: what has changed in words, groups, moves.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cartouche.h"
#include "coord/apart.h"
#include "hall/sources/edition.h"
#include "model/edition.h"
#include "model/table.h"

static struct ct_arena arena;

static int clean(void **state) {
  (void)state;
  ct_arena_release(&arena);
  return 0;
}

static const char *words(enum ct_change_kind kind, const double at[4], size_t n,
                         const struct ct_change_field *f) {
  const struct ct_change c = {.kind = kind,
                              .from_lon = at[0],
                              .from_lat = at[1],
                              .to_lon = at[2],
                              .to_lat = at[3],
                              .moved_m = ct_apart_m(at[0], at[1], at[2], at[3]),
                              .moved_to = ct_apart_wind(at[0], at[1], at[2], at[3]),
                              .nfields = n,
                              .fields = f};
  return ct_sources_change_text(&c, &arena);
}

static void test_words(void **state) {
  (void)state;
  const double still[] = {10, 50, 10, 50}, east[] = {10, 0, 10.1, 0}, north[] = {10, 50, 10, 50.001},
               placed[] = {NAN, NAN, 10, 50}, lost[] = {10, 50, NAN, NAN};
  const struct ct_change_field f[] = {
      {"status_now", "planned", NULL}, {"lon", "10", "10.1"}, {"count", "2", "3"}};
  assert_string_equal(words(CT_ADDED, still, 0, NULL), "");
  assert_string_equal(words(CT_REMOVED, still, 0, NULL), "");
  assert_string_equal(words(CT_CHANGED, still, 1, f), "status now: planned \u2192 none");
  assert_string_equal(words(CT_CHANGED, still, 3, f),
                      "status now: planned \u2192 none; lon: 10 \u2192 10.1; count: 2 \u2192 3");
  // The column that has the position says nothing more.
  assert_string_equal(words(CT_MOVED, east, 3, f),
                      "moved 11.1\u00a0km E; status now: planned \u2192 none; count: 2 \u2192 3");
  assert_string_equal(words(CT_MOVED, north, 0, NULL), "moved 110\u00a0m N");
  assert_string_equal(words(CT_MOVED, placed, 0, NULL), "now has a position");
  assert_string_equal(words(CT_MOVED, lost, 0, NULL), "no longer has a position");
  const struct ct_change_field made = {"(shape)", "0123456789", "abcdef"};
  assert_string_equal(words(CT_CHANGED, still, 1, &made), "shape");
}

enum { ROWS = 6 };
static const char *const groups[] = {"a", "a", "b", "c", "c", NULL};
static const char *const editions[] = {CT_EDITION_NEW,     CT_EDITION_SAME,    CT_EDITION_REMOVED,
                                       CT_EDITION_CHANGED, CT_EDITION_REMOVED, CT_EDITION_REMOVED};
static const char *const texts[] = {"", "", "", "status: x", "", ""};
static const double from_lon[] = {NAN, 1, NAN, NAN, NAN, 3}, from_lat[] = {NAN, 2, NAN, NAN, NAN, 4};
static const struct ct_column columns[] = {
    {.name = "group", .string = groups},
    {.name = CT_EDITION_COLUMN, .string = editions},
    {.name = CT_EDITION_TEXT, .string = texts},
    {.name = CT_EDITION_FROM_LON, .type = CT_COLUMN_NUMBER, .number = from_lon},
    {.name = CT_EDITION_FROM_LAT, .type = CT_COLUMN_NUMBER, .number = from_lat}};
static const double lonlat[] = {0, 0, 5, 6, 2, 0, 3, 0, 4, 0, NAN, NAN};
static const struct ct_table table = {.n = ROWS,
                                      .ncolumns = 5,
                                      .columns = columns,
                                      .geoms = {.nparts = ROWS, .ncoords = ROWS, .lonlat = lonlat}};

static void test_groups(void **state) {
  (void)state;
  struct ct_rows rows = {.all = true, .n = ROWS};
  const struct ct_rows all = rows;
  ct_sources_drop_removed(&table, "group", &arena, &rows);
  // Of c one is there; b and the one without a group have nobody else.
  const uint32_t left[] = {0, 1, 2, 3, 5};
  assert_int_equal(rows.n, 5);
  assert_memory_equal(rows.v, left, sizeof left);
  static const char *const values[] = {"a", "b", "c"}, *const none[] = {"", "", ""};
  const struct ct_column of_groups[] = {{.name = "group", .string = values},
                                        {.name = CT_EDITION_COLUMN, .string = none},
                                        {.name = CT_EDITION_TEXT, .string = none}};
  struct ct_table g = {.n = 3, .ncolumns = 3, .columns = of_groups};
  ct_sources_group_edition(&table, &all, "group", &arena, &g);
  assert_string_equal(g.columns[1].string[0], CT_EDITION_CHANGED);
  assert_string_equal(g.columns[1].string[1], CT_EDITION_REMOVED);
  assert_string_equal(g.columns[1].string[2], CT_EDITION_CHANGED);
  assert_string_equal(g.columns[2].string[0], "1 new");
  assert_string_equal(g.columns[2].string[2], "1 changed, 1 removed");
}

static void test_moves(void **state) {
  (void)state;
  const double *ends;
  const struct ct_table *moves = ct_sources_moves(&table, &arena, &ends);
  const double way[] = {1, 2, 5, 6};
  assert_int_equal(moves->n, 1);  // the other has no place now
  assert_memory_equal(ends, way, sizeof way);
  const struct ct_table *from = ct_sources_moved_from(moves, ends, &arena);
  assert_true(from->geoms.lonlat[0] == 1 && from->geoms.lonlat[1] == 2);
  assert_int_equal(ct_sources_without_removed(&table, &arena)->n, 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(test_words, clean),
      cmocka_unit_test_teardown(test_groups, clean),
      cmocka_unit_test_teardown(test_moves, clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of plain conditions: which ones are, and that they choose the very rows that SQL chooses.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "load/build.h"
#include "load/load.h"
#include "load/where_plain.h"
#include "model/table.h"

static bool is_plain(const char *condition) {
  struct ct_build_column columns[] = {
      {.name = "size", .type = CT_COLUMN_NUMBER},       {.name = "name", .type = CT_COLUMN_STRING},
      {.name = "first seen", .type = CT_COLUMN_NUMBER}, {.name = "Twice", .type = CT_COLUMN_NUMBER},
      {.name = "twice", .type = CT_COLUMN_NUMBER},      {.name = "fid", .type = CT_COLUMN_NUMBER},
      {.name = "open", .type = CT_COLUMN_BOOL}};
  struct ct_build b = {.columns = columns, .ncolumns = sizeof columns / sizeof *columns};
  struct ct_arena a = {0};
  struct ct_where_plain w;
  bool plain = ct_where_plain_read(condition, &b, &a, &w);
  ct_arena_release(&a);
  return plain;
}

static void test_which(void **state) {
  (void)state;
  const char *const plain[] = {"size = 1",   " SIZE>=-1.50 ",          "size <> 3",
                               "name = 'x'", "name='it is so'",        "\"first seen\" < 2000",
                               "name = ''",  "cast(size AS Float) > 7"};
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (!is_plain(plain[i])) fail_msg("%s is plain", plain[i]);
  const char *const other[] = {"size = 'x'",
                               "name = 1",
                               "name < 'x'",
                               "name <> 'x'",
                               "name = 'it''s'",
                               "name = 'a\\'b'",
                               "size = 1 + 1",
                               "size = 1e3",
                               "twice = 1",
                               "fid = 1",
                               "open = 1",
                               "NOT size = 1",
                               "CAST(size AS integer) = 1",
                               "(size = 1)",
                               "size != 1",
                               "size = 1.",
                               "name = '12:00'",
                               "name = '12+00'",
                               "name LIKE 'x'",
                               "size IN (1)",
                               "CAST(name AS float) = 1",
                               "size = 1234567890123456",
                               "1 = size",
                               "size",
                               "size = size",
                               "",
                               "colour = 1",
                               "size = 1 OR size = 2",
                               "sizes = 1"};
  for (size_t i = 0; i < sizeof other / sizeof *other; i++)
    if (is_plain(other[i])) fail_msg("%s is not plain", other[i]);
}

static void load(const char *path, const char *where, struct ct_arena *a, struct ct_table *t) {
  struct ct_err err = {0};
  struct ct_load_request q = {.name = "t", .path = path, .where = where, .all_columns = true};
  if (!ct_load(&q, a, NULL, t, &err)) fail_msg("%s: %s", where, err.message);
}

// In brackets a condition is asked in SQL.
static size_t chosen_alike(const char *path, const char *where) {
  struct ct_arena a = {0};
  struct ct_table plain, asked;
  char brackets[200];
  snprintf(brackets, sizeof brackets, "(%s)", where);
  load(path, where, &a, &plain);
  load(path, brackets, &a, &asked);
  if (plain.n != asked.n) fail_msg("%s: %zu rows, not %zu", where, plain.n, asked.n);
  int row = ct_table_column(&asked, "row");
  for (size_t i = 0; i < plain.n; i++)
    assert_int_equal((int)ct_table_number(&plain, row, i), (int)ct_table_number(&asked, row, i));
  size_t n = plain.n;
  ct_arena_release(&a);
  return n;
}

static void test_rows(void **state) {
  (void)state;
  static const char *const sizes[] = {"1", "-1.5", "", "0.1", "1000000", "0", "2.50"};
  static const char *const names[] = {"Port", "PORT", "", "straße", "STRASSE", "Ärger", "ärger", "12", "x y"};
  char path[] = "/tmp/ct_plain_XXXXXX.csv";
  FILE *f = fdopen(mkstemps(path, 4), "w");
  assert_non_null(f);
  fprintf(f, "row,size,name,x y,lat,lon\n");
  for (int i = 0; i < 63; i++)
    fprintf(f, "%d,%s,%s,%d,%d,%d\n", i, sizes[i % 7], names[i / 7], i % 3, i, i - 30);
  fclose(f);
  const struct {
    const char *where;
    size_t n;
  } cases[] = {{"size = 1", 9},       {"size = -1.5", 9},
               {"size = 0.1", 9},     {"size < 0.1", 18},
               {"size <= 0.1", 27},   {"size > 2.5", 9},
               {"size >= 2.5", 18},   {"size <> 0", 45},
               {"name = 'port'", 14}, {"name = 'straße'", 7},
               {"name = 'ÄRGER'", 7}, {"name = 'x Y'", 7},
               {"name = 'none'", 0},  {"\"x y\" = 2", 21},
               {"SIZE = 1000000", 9}, {"CAST(lon AS float) >= 3.5", 29}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
    if (chosen_alike(path, cases[k].where) != cases[k].n)
      fail_msg("%s: not %zu rows", cases[k].where, cases[k].n);
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_which), cmocka_unit_test(test_rows)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

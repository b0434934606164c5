// SPDX-License-Identifier: MIT
// Tests of dates, time windows, groups and joins.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "cartouche.h"
#include "model/diag.h"
#include "model/table.h"
#include "select/select.h"

// ---- A small table ----

static const char *const when[] = {"2018-05-09", "2018-05", "2018",
                                   "9-Apr-84",   NULL,      "2019-01-01/2019-02-01"};
static const char *const kind[] = {"a", "b", "a", NULL, "b", NULL};
static const double count[] = {1, 2, 3, 4, 5, 6};
static const double lonlat[] = {NAN, NAN, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
static const struct ct_column columns[] = {
    {.name = "when", .type = CT_COLUMN_STRING, .string = when},
    {.name = "kind", .type = CT_COLUMN_STRING, .string = kind},
    {.name = "n", .type = CT_COLUMN_NUMBER, .number = count},
};
static const struct ct_table table = {.name = "t",
                                      .n = 6,
                                      .ncolumns = 3,
                                      .columns = columns,
                                      .geoms = {.nparts = 6, .ncoords = 6, .lonlat = lonlat}};
static const struct ct_rows all = {.all = true, .n = 6};

static size_t window(const char *since, const char *until, const char *as_of, const char *rows) {
  struct ct_arena a = {0};
  struct ct_rows out;
  struct ct_err err = {0};
  struct ct_diags diags = {0};
  struct ct_window w = {since, until, as_of};
  assert_true(ct_select_window(&table, 0, &w, &a, &diags, &out, &err));
  assert_int_equal(out.n, strlen(rows));
  for (size_t i = 0; i < out.n; i++) assert_int_equal(ct_rows_at(&out, i), rows[i] - '0');
  ct_arena_release(&a);
  return diags.count[CT_WARNING];
}

static void windows(void **state) {
  (void)state;
  assert_int_equal(window(NULL, NULL, NULL, "012345"), 0);
  assert_int_equal(window("2018-05-09", NULL, NULL, "0125"), 1);
  window("2018-05-10", "2018-05-20", NULL, "12");
  window("2018-06", NULL, NULL, "25");
  window(NULL, "2018-05-08", NULL, "123");
  assert_int_equal(window(NULL, NULL, "2018-12-31", "01234"), 0);  // as-of alone keeps what has no date
  assert_int_equal(window("1980", NULL, "2018-12-31", "0123"), 1);
  window("2019-02", NULL, NULL, "5");
  struct ct_arena a = {0};
  struct ct_rows out;
  struct ct_err err = {0};
  assert_false(ct_select_window(&table, 0, &(struct ct_window){.since = "2018-13"}, &a, NULL, &out, &err));
  assert_string_equal(err.message, "since '2018-13' is not a date (expected 2018, 2018-05 or 2018-05-09)");
  err = (struct ct_err){0};
  assert_false(ct_select_window(&table, 0, &(struct ct_window){"2019", "2018", NULL}, &a, NULL, &out, &err));
  assert_string_equal(err.message, "since '2019' is later than until '2018'");
  ct_arena_release(&a);
}

static void last_day(void **state) {
  (void)state;
  int day;
  char buf[16];
  assert_true(ct_select_last_day(&table, 0, &all, &day));
  assert_string_equal(ct_date_format(day, buf), "2019-02-01");
  assert_false(ct_select_last_day(&table, 1, &all, &day));
}

static void date_columns(void **state) {
  (void)state;
  assert_int_equal(ct_select_date_column(&table), 0);
  static const char *const made[] = {"2020-01-01", "2020-01-02"}, *const event[] = {"1984", "Sep-84"},
                           *const words[] = {"x", "y"};
  static const double years[] = {1984, 1990}, counts[] = {1500, 1600};
  static const struct ct_column c[] = {
      {.name = "Date Entered/Updated", .type = CT_COLUMN_STRING, .string = made},
      {.name = "Event Date", .type = CT_COLUMN_STRING, .string = event},
      {.name = "date note", .type = CT_COLUMN_STRING, .string = words},
      {.name = "year", .type = CT_COLUMN_NUMBER, .number = years},
      {.name = "staff", .type = CT_COLUMN_NUMBER, .number = counts},
  };
  assert_int_equal(ct_select_date_column(&(struct ct_table){.n = 2, .ncolumns = 5, .columns = c}), 1);
  assert_int_equal(ct_select_date_column(&(struct ct_table){.n = 2, .ncolumns = 1, .columns = c}), 0);
  assert_int_equal(ct_select_date_column(&(struct ct_table){.n = 2, .ncolumns = 2, .columns = c + 2}), 1);
  assert_int_equal(ct_select_date_column(&(struct ct_table){.n = 2, .ncolumns = 1, .columns = c + 4}), -1);
}

// Dates of a column are read in its own order, and numbers as what their column holds.
static void styles(void **state) {
  (void)state;
  static const char *const day_first[] = {"05/09/2018", "13/05/2018", "06.09.2018", NULL},
                           *const month_first[] = {"05/09/2018", "05/13/2018", "", "6/1/18"};
  static const double serials[] = {43229, 43230.5, NAN, 43231};
  static const struct ct_column c[] = {
      {.name = "Datum", .type = CT_COLUMN_STRING, .string = day_first},
      {.name = "when", .type = CT_COLUMN_STRING, .string = month_first},
      {.name = "event date", .type = CT_COLUMN_NUMBER, .number = serials},
  };
  static const struct ct_table t = {.name = "t", .n = 4, .ncolumns = 3, .columns = c};
  static const struct {
    int column;
    const char *since, *until, *rows;
  } cases[] = {
      {0, "2018-09-01", "2018-09-05", "0"}, {0, "2018-05", "2018-05", "1"}, {0, "2018-09-06", NULL, "2"},
      {1, "2018-05-09", "2018-05-09", "0"}, {1, "2018-06", NULL, "3"},      {2, "2018-05-10", NULL, "13"},
  };
  static const struct ct_rows four = {.all = true, .n = 4};
  struct ct_arena a = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_window w = {cases[i].since, cases[i].until, NULL};
    struct ct_rows out;
    struct ct_err err = {0};
    assert_true(ct_select_window(&t, cases[i].column, &w, &a, NULL, &out, &err));
    assert_int_equal(out.n, strlen(cases[i].rows));
    for (size_t k = 0; k < out.n; k++) assert_int_equal(ct_rows_at(&out, k), cases[i].rows[k] - '0');
  }
  int day;
  char buf[16];
  assert_true(ct_select_last_day(&t, 1, &four, &day));
  assert_string_equal(ct_date_format(day, buf), "2018-06-01");
  ct_arena_release(&a);
}

static void derived_texts(struct ct_column *c, size_t ncolumns, size_t n, const char *const *want) {
  struct ct_arena a = {0};
  struct ct_table t = {.name = "t", .n = n, .ncolumns = ncolumns, .columns = c};
  const struct ct_table *d = ct_select_derive_date(&t, &a);
  if (!want) assert_ptr_equal(d, &t);
  if (want) {
    assert_int_equal(d->ncolumns, ncolumns + 1);
    int date = ct_table_column(d, "date");
    assert_int_equal(date, ncolumns);
    for (size_t i = 0; i < n; i++) {
      if (!want[i]) assert_null(d->columns[date].string[i]);
      if (want[i]) assert_string_equal(d->columns[date].string[i], want[i]);
    }
    assert_int_equal(ct_select_date_column(d), date);
    assert_ptr_equal(ct_select_derive_date(d, &a), d);
  }
  ct_arena_release(&a);
}

static void derived(void **state) {
  (void)state;
  static const double years[] = {1945, 2006, 84, 2013, NAN}, months[] = {7, 10, 5, 2, 3},
                      days[] = {16, 0, -99, 31, 1};
  static const char *const names[] = {"July", "oct", "Mai", "02", "?"}, *const texts[] = {
                                                                            "1945-07-16", "2006-10-09",
                                                                            "2009", "2013", "2016"};
  static const double packed[] = {19450716, 20061009, 20090500, 20130212, 20160106},
                      instants[] = {1525824000, 1525824001, NAN, 1525910400, 0};
  static const char *const joined[] = {"1945-07-16", "2006-10", "1984-05", NULL, NULL},
                           *const monthly[] = {"1945-07", "2006-10", "1984-05", "2013-02", NULL},
                           *const unpacked[] = {"1945-07-16", "2006-10-09", "2009-05", "2013-02-12",
                                                "2016-01-06"},
                           *const of_instants[] = {"2018-05-09", "2018-05-09", NULL, "2018-05-10", NULL};
  const struct ct_column y = {.name = "YEAR", .type = CT_COLUMN_NUMBER, .number = years},
                         m = {.name = "mo", .type = CT_COLUMN_NUMBER, .number = months},
                         d = {.name = "Date.Day", .type = CT_COLUMN_NUMBER, .number = days},
                         named = {.name = "Monat", .type = CT_COLUMN_STRING, .string = names},
                         date = {.name = "Date", .type = CT_COLUMN_STRING, .string = texts},
                         event = {.name = "event date", .type = CT_COLUMN_STRING, .string = texts},
                         ymd = {.name = "date_long", .type = CT_COLUMN_NUMBER, .number = packed},
                         epoch = {.name = "timestamp", .type = CT_COLUMN_NUMBER, .number = instants};
  derived_texts((struct ct_column[]){d, m, y}, 3, 5, joined);
  derived_texts((struct ct_column[]){y, named}, 2, 5, monthly);
  derived_texts((struct ct_column[]){ymd}, 1, 5, unpacked);
  derived_texts((struct ct_column[]){epoch}, 1, 4, of_instants);
  derived_texts((struct ct_column[]){y, m, d, date}, 4, 5, NULL);   // there is such a column
  derived_texts((struct ct_column[]){y, m, d, event}, 4, 5, NULL);  // there are dates
  derived_texts((struct ct_column[]){y}, 1, 5, NULL);               // a year is read as it is
  derived_texts((struct ct_column[]){m, d}, 2, 5, NULL);
}

static void groups(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_table g;
  struct ct_err err = {0};
  assert_true(ct_select_group(&table, &all, "kind", &a, &g, &err));
  assert_int_equal(g.n, 4);  // a, b and two rows without a value
  int c = ct_table_column(&g, "count");
  assert_true(g.columns[c].number[0] == 2 && g.columns[c].number[1] == 2 && g.columns[c].number[2] == 1);
  assert_true(g.columns[2].number[0] == 3);  // the first placed row stands for 'a'
  assert_true(g.geoms.lonlat[0] == 2 && g.placed == 4);
  assert_int_equal(g.row[0], 3);
  assert_false(ct_select_group(&table, &all, "kinds", &a, &g, &err));
  assert_string_equal(err.message, "t: no column 'kinds' to group by (did you mean 'kind'?)");
  ct_arena_release(&a);
}

static void take(void **state) {
  (void)state;
  static const uint32_t some[] = {0, 2, 5};
  struct ct_arena a = {0};
  struct ct_table t;
  ct_select_take(&table, &(struct ct_rows){.n = 3, .v = some}, &a, &t);
  assert_int_equal(t.n, 3);
  assert_int_equal(t.placed, 2);
  assert_true(t.columns[2].number[2] == 6 && t.row[2] == 6 && t.bbox[0] == 2 && t.bbox[2] == 5);
  assert_false(ct_table_placed(&t, 0));
  ct_arena_release(&a);
}

static void joins(void **state) {
  (void)state;
  static const char *const keys[] = {"b", "c", "a"};
  static const struct ct_column key = {.name = "iso", .type = CT_COLUMN_STRING, .string = keys};
  static const uint8_t type[] = {CT_GEOM_POLYGON, CT_GEOM_NONE, CT_GEOM_POLYGON}, hole[] = {0, 0, 1};
  static const uint32_t part0[] = {0, 1, 1, 3}, coord0[] = {0, 3, 6, 9};
  static const double xy[] = {0, 0, 9, 0, 0, 9, 10, 10, 19, 10, 10, 19, 11, 11, 11, 12, 12, 11};
  static const struct ct_table areas = {.name = "countries",
                                        .n = 3,
                                        .ncolumns = 1,
                                        .columns = &key,
                                        .geoms = {type, part0, coord0, hole, 3, 9, xy}};
  struct ct_arena a = {0};
  struct ct_table t;
  struct ct_err err = {0};
  struct ct_diags diags = {0};
  assert_true(ct_select_join(&table, &all, "kind", &areas, "iso", &a, &diags, &t, &err));
  assert_int_equal(t.n, 4);
  assert_int_equal(diags.count[CT_WARNING], 2);
  assert_int_equal(ct_table_geom_type(&t, 0), CT_GEOM_POLYGON);
  assert_int_equal(t.geoms.part0[1], 2);  // 'a' has a hole
  assert_int_equal(t.geoms.hole[1], 1);
  assert_true(t.geoms.lonlat[0] == 10 && t.columns[2].number[3] == 5);
  assert_false(ct_select_join(&table, &all, "when", &areas, "iso", &a, &diags, &t, &err));
  assert_string_equal(err.message, "t: no value of column 'when' is a 'iso' of 'countries'");
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows), cmocka_unit_test(last_day), cmocka_unit_test(date_columns),
      cmocka_unit_test(styles),  cmocka_unit_test(derived),  cmocka_unit_test(groups),
      cmocka_unit_test(take),    cmocka_unit_test(joins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// What the doctor says of date columns.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "doctor/doctor.h"
#include "model/diag.h"
#include "model/table.h"

// Findings as lines "code severity row field 'value' message".
static char said[8192];

static void note(void *user, const struct ct_diagnostic *d) {
  (void)user;
  size_t n = strlen(said);
  snprintf(said + n, sizeof said - n, "%s %d %ld %s '%s' %s\n", d->code, (int)d->severity, d->line, d->field,
           d->value ? d->value : "", d->message);
  assert_non_null(d->suggestion);
  assert_string_equal(d->file, "t.csv");
}

static const char *examine(const struct ct_column *columns, size_t ncolumns, size_t n) {
  struct ct_arena a = {0};
  struct ct_diags diags = {.fn = note};
  struct ct_table t = {.name = "t", .file = "t.csv", .n = n, .ncolumns = ncolumns, .columns = columns};
  said[0] = '\0';
  ct_doctor_dates(&t, &a, &diags);
  ct_arena_release(&a);
  return said;
}

#define COLUMN(NAME, ...)                                                                        \
  examine(                                                                                       \
      &(struct ct_column){                                                                       \
          .name = NAME, .type = CT_COLUMN_STRING, .string = (const char *const[]){__VA_ARGS__}}, \
      1, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void orders(void **state) {
  (void)state;
  assert_string_equal(
      COLUMN("date", "07/07/2018", "05/09/2018", "06/10/2018"),
      "CT-D160 1 0 date '05/09/2018' 3 of 3 dates in 'date' could be day first or month first: no "
      "row tells, so they are read day first\n");
  assert_string_equal(COLUMN("date", "05/09/2018", "13/05/2018"), "");
  assert_string_equal(COLUMN("date", "05/05/2018", "06/06/2018"), "");
  assert_string_equal(
      COLUMN("date", "05/13/2018", "05/14/2018", "15/05/2018", "01/02/2018"),
      "CT-D161 1 3 date '15/05/2018' the date can only be day first, while 'date' is read month "
      "first (2 rows can only be so)\n");
}

static void cells(void **state) {
  (void)state;
  assert_string_equal(COLUMN("date", "2018-05-09", "2018-02-31", "2018-05", "2018", NULL, "", "2019-01-02",
                             "2019-01-03", "2019-01-04", "2019-01-05", "2019-01-06"),
                      "CT-D162 1 2 date '2018-02-31' there is no such day or time\n");
  assert_string_equal(
      COLUMN("date", "2018-05-09", "Unknown", "2018-05-11/2018-05-09", "2018-06-01", "2018-06-01",
             "2018-06-01", "2018-06-01", "2018-06-01", "2018-06-01", "2018-06-01", "2018-06-01",
             "after the war", "2018-06-01", "2018-06-01", "2018-06-01"),
      "CT-D162 0 2 date 'Unknown' the cell stands for no date\n"
      "CT-D165 1 3 date '2018-05-11/2018-05-09' the range ends before it begins\n"
      "CT-D162 1 12 date 'after the war' the text is not a date\n");
}

static void years(void **state) {
  (void)state;
  assert_string_equal(
      COLUMN("date", "9-Apr-84", "Sep-84", "2018-05-09"),
      "CT-D163 0 0 date '' 2 dates in 'date' have a year of two digits: 69 to 99 are read as 1969 to "
      "1999, 00 to 68 as 2000 to 2068\n");
  assert_string_equal(
      COLUMN("date", "2018-05-09", "0218-05-10", "2018-06-01", "2019-01-01", "2918-01-01", "1984-04-09"),
      "CT-D164 1 2 date '0218-05-10' the year 0218 lies far before the others (half of them are of "
      "1984 to 2019)\n"
      "CT-D164 1 5 date '2918-01-01' the year 2918 lies far after the others (half of them are of "
      "1984 to 2019)\n");
  assert_string_equal(COLUMN("founded on date", "1650", "1701", "1804", "1899", "1950", "2001", "2018"), "");
}

static void numbers(void **state) {
  (void)state;
  static const double serials[] = {43229, 43230.5, NAN};
  assert_string_equal(
      examine(&(struct ct_column){.name = "date", .type = CT_COLUMN_NUMBER, .number = serials}, 1, 3),
      "CT-D166 0 0 date '' 2 of 2 dates in 'date' are numbers and are read as serial days of Excel's "
      "1900 system\n");
  assert_string_equal(
      COLUMN("date", "13/05/2018", "14/05/2018", "43229"),
      "CT-D166 1 0 date '' 1 of 3 dates in 'date' are numbers and are read as serial days of Excel's "
      "1900 system\n");
  static const double year[] = {1945, 2006, 2013, NAN}, month[] = {7, 0, 2, 13}, day[] = {16, 9, 31, 1};
  const struct ct_column apart[] = {{.name = "YEAR", .type = CT_COLUMN_NUMBER, .number = year},
                                    {.name = "MONTH", .type = CT_COLUMN_NUMBER, .number = month},
                                    {.name = "DAY", .type = CT_COLUMN_NUMBER, .number = day}};
  assert_string_equal(examine(apart, 3, 4), "CT-D162 1 3 YEAR '2013, 2, 31' there is no such day\n");
}

static void quiet(void **state) {
  (void)state;
  static const double lat[] = {39.7961, 40.85, 41.3}, ids[] = {43229, 43230, 43231};
  static const char *const names[] = {"Yongbyon", "Tonghae", NULL}, *const cases[] = {"2018-001", "2018-002",
                                                                                      "2018-003"};
  const struct ct_column c[] = {{.name = "lat", .type = CT_COLUMN_NUMBER, .number = lat},
                                {.name = "id", .type = CT_COLUMN_NUMBER, .number = ids},
                                {.name = "name", .type = CT_COLUMN_STRING, .string = names},
                                {.name = "case", .type = CT_COLUMN_STRING, .string = cases}};
  assert_string_equal(examine(c, 4, 3), "");
  assert_string_equal(examine(NULL, 0, 0), "");
  assert_string_equal(examine(NULL, 0, 3), "");
  assert_string_equal(COLUMN("date", "2018-05-09", "2018-05", "2018", "9 May 2018", "2018-05-09/2018-05-11"),
                      "");
  struct ct_arena a = {0};
  ct_doctor_dates(NULL, &a, NULL);
  ct_doctor_dates(&(struct ct_table){.n = 3, .ncolumns = 4, .columns = c}, &a, NULL);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(orders), cmocka_unit_test(cells),
                                     cmocka_unit_test(years), cmocka_unit_test(numbers),
                                     cmocka_unit_test(quiet)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

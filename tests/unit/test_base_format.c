// SPDX-License-Identifier: MIT
// Numbers, scales and dates as they are printed on a page.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/format.h"

#define NB "\u00a0"
#define TH "\u2009"

static void dates(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static const char *const cases[][2] = {
      {"2019-09-05", "5" NB "Sep" NB "2019"},
      {"2018-05", "May" NB "2018"},
      {"2018", "2018"},
      {"2019-12-31T23:59:59Z", "31" NB "Dec" NB "2019"},
      {"0099-01-01", "1" NB "Jan" NB "0099"},
      {"2019-13-05", "2019-13-05"},
      {"2019-00", "2019"},
      {"2019-02-32", "2019-02-32"},
      {"2019-9-5", "5" NB "Sep" NB "2019"},
      {"Sep-84", "Sep" NB "1984"},
      {"9-Apr-84", "9" NB "Apr" NB "1984"},
      {"2018-05-09/11", "9–11" NB "May" NB "2018"},
      {"9 May - 3 June 2018", "9" NB "May" NB "– 3" NB "Jun" NB "2018"},
      {"2018-12-30/2019-01-02", "30" NB "Dec" NB "2018" NB "– 2" NB "Jan" NB "2019"},
      {"May-June 2018", "May–Jun" NB "2018"},
      {"2018-12/2019-01", "Dec" NB "2018" NB "– Jan" NB "2019"},
      {"2017-2018", "2017–2018"},
      {"1980s", "1980–1989"},
      {"9 May 2018 - June 2018", "9" NB "May" NB "2018" NB "– Jun" NB "2018"},
      {"Q2 2018", "Q2" NB "2018"},
      {"2018-W19", "7–13" NB "May" NB "2018"},
      {"mid-May 2018", "mid" NB "May" NB "2018"},
      {"late 2018", "late" NB "2018"},
      {"1984?", "c." NB "1984"},
      {"c. May 2018", "c." NB "May" NB "2018"},
      {"2018년 5월 9일", "9" NB "May" NB "2018"},
      {"05/09/2018", "05/09/2018"},
      {"2019-", "2019-"},
      {"2019-09-", "2019-09-"},
      {"2019-09-0", "2019-09-0"},
      {"2019-09-055", "2019-09-055"},
      {"20190905", "20190905"},
      {"early 2019", "early" NB "2019"},
      {"spring 2019", "spring 2019"},
      {"", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(ct_format_date(&a, cases[i][0]), cases[i][1]);
  static const struct ct_date_style month_first = {.order = CT_DATE_MDY}, serial = {.number = CT_DATE_EXCEL};
  assert_string_equal(ct_format_date_as(&a, &month_first, "05/09/2018"), "9" NB "May" NB "2018");
  assert_string_equal(ct_format_date_as(&a, &serial, "43229"), "9" NB "May" NB "2018");
  ct_arena_release(&a);
}

static void numbers(void **state) {
  (void)state;
  struct ct_arena a = {0};
  assert_string_equal(ct_format_count(&a, 0), "0");
  assert_string_equal(ct_format_count(&a, 9999), "9999");
  assert_string_equal(ct_format_count(&a, 10000), "10" TH "000");
  assert_string_equal(ct_format_count(&a, 18446744073709551615ull),
                      "18" TH "446" TH "744" TH "073" TH "709" TH "551" TH "615");
  assert_string_equal(ct_format_rounded(&a, 1234567, 3), "1" TH "230" TH "000");
  assert_string_equal(ct_format_rounded(&a, 999999, 3), "1" TH "000" TH "000");
  assert_string_equal(ct_format_rounded(&a, 0.25, 6), "0.25");
  assert_string_equal(ct_format_rounded(&a, 0.30000000000000004, 6), "0.3");
  assert_string_equal(ct_format_rounded(&a, 1500, 6), "1500");
  assert_string_equal(ct_format_rounded(&a, 0, 3), "0");
  assert_string_equal(ct_format_rounded(&a, NAN, 3), "");
  assert_string_equal(ct_format_rounded(&a, 1e300, 3), "");
  assert_string_equal(ct_format_scale(&a, 250000), "1:250" TH "000");
  assert_string_equal(ct_format_scale(&a, 249999.99999), "1:250" TH "000");
  assert_null(ct_format_scale(&a, 0));
  assert_null(ct_format_scale(&a, NAN));
  assert_null(ct_format_scale(&a, INFINITY));
  ct_arena_release(&a);
}

static void letters(void **state) {
  (void)state;
  struct ct_arena a = {0};
  assert_string_equal(ct_format_capitals(&a, "North Korea é ß ø ÷ ÿ"), "NORTH KOREA É ß Ø ÷ Ÿ");
  assert_string_equal(ct_format_capitals(&a, "żółć čeština ığ"), "ŻÓŁĆ ČEŠTINA ıĞ");
  assert_string_equal(ct_format_capitals(&a, "морской ёж ελλάδας"), "МОРСКОЙ ЁЖ ΕΛΛάΔΑς");
  assert_string_equal(ct_format_capitals(&a, "영변 核"), "영변 核");
  assert_string_equal(ct_format_capitals(&a, "\xff"), "\uFFFD");
  assert_true(ct_format_is_rtl("المنشآت"));
  assert_true(ct_format_is_rtl("12 – عبرית"));
  assert_false(ct_format_is_rtl("Yongbyon (المنشآت)"));
  assert_false(ct_format_is_rtl("영변"));
  assert_false(ct_format_is_rtl(""));
  assert_false(ct_format_is_rtl("2019"));
  assert_true(ct_format_has_rtl("Yongbyon (المنشآت)"));
  assert_false(ct_format_has_rtl("영변, Ёж – 2019"));
  ct_arena_release(&a);
}

static void dates_in_texts(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"Alfa, 2019-09-05", "Alfa, 5" NB "Sep" NB "2019"},
      {"2019-09-05 → 2019-12-31", "5" NB "Sep" NB "2019 → 31" NB "Dec" NB "2019"},
      {"(2019-09-05)", "(5" NB "Sep" NB "2019)"},
      {"sts-2019-09-05", "sts-2019-09-05"},
      {"2019-09-05-1", "2019-09-05-1"},
      {"12019-09-05", "12019-09-05"},
      {"2019-09-055", "2019-09-055"},
      {"2019-09-05T10:00", "2019-09-05T10:00"},
      {"2019-13-05", "2019-13-05"},
      {"2019-09", "2019-09"},
      {"", ""}};
  struct ct_arena a = {0};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(ct_format_dates_in(&a, cases[i][0]), cases[i][1]);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(dates), cmocka_unit_test(numbers),
                                     cmocka_unit_test(letters), cmocka_unit_test(dates_in_texts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// How a column writes its dates: order, numbers, years of two digits, and what is none.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"

static struct ct_date_style survey(bool named, const char *const *texts, struct ct_date_counts *counts) {
  struct ct_date_survey s = {.named = named};
  for (; *texts; texts++) ct_date_survey_add(&s, *texts);
  ct_date_survey_add(&s, NULL);
  ct_date_survey_add(&s, "  ");
  return ct_date_survey_settle(&s, counts);
}

#define SURVEY(named, counts, ...) survey(named, (const char *const[]){__VA_ARGS__, NULL}, counts)

static const char *first(const struct ct_date_style *style, const char *text) {
  static char buf[16];
  struct ct_date d;
  return ct_date_read(style, text, strlen(text), &d) ? ct_date_format(d.days.first, buf) : "";
}

static void orders(void **state) {
  (void)state;
  struct ct_date_counts c;
  struct ct_date_style s = SURVEY(true, &c, "05/09/2018", "13/05/2018", "07/07/2018", "31/02/2018", "soon");
  assert_int_equal(s.order, CT_DATE_DMY);
  assert_true(c.filled == 5 && c.read == 3 && c.not_dates == 2 && c.ambiguous == 2 && c.decisive == 1);
  assert_int_equal(c.contradictory, 0);
  assert_string_equal(first(&s, "05/09/2018"), "2018-09-05");
  s = SURVEY(true, &c, "05/09/2018", "05/13/2018", "2018-05-09");
  assert_int_equal(s.order, CT_DATE_MDY);
  assert_true(c.read == 3 && c.ambiguous == 1 && c.decisive == 1);
  assert_string_equal(first(&s, "05/09/2018"), "2018-05-09");
  // Nothing tells: day first, and every row could be either.
  s = SURVEY(true, &c, "05/09/2018", "06/10/2018");
  assert_true(s.order == CT_DATE_DMY && c.ambiguous == 2 && c.decisive == 0);
  // Both are there: the more wins, the others are read as they can only be.
  s = SURVEY(true, &c, "05/13/2018", "05/14/2018", "15/05/2018", "01/02/2018");
  assert_true(s.order == CT_DATE_MDY && c.contradictory == 1 && c.decisive == 2 && c.read == 4);
  assert_string_equal(first(&s, "15/05/2018"), "2018-05-15");
  s = SURVEY(true, &c, "2018-05-09", "9 May 2018");
  assert_true(s.order == CT_DATE_UNORDERED && c.read == 2 && c.ambiguous == 0);
}

static void short_years(void **state) {
  (void)state;
  struct ct_date_counts c;
  struct ct_date_style s = SURVEY(true, &c, "98-05-09", "98-06-31", "99-01-02");
  assert_true(s.order == CT_DATE_YMD && c.short_years == 2 && c.not_dates == 1);
  assert_string_equal(first(&s, "98-05-09"), "1998-05-09");
  // Years change less than days: 18 is one, though it could be a day.
  s = SURVEY(true, &c, "18-05-09", "18-05-10", "18-06-11", "18-07-12");
  assert_int_equal(s.order, CT_DATE_YMD);
  s = SURVEY(true, &c, "09.05.18", "10.05.18", "11.06.18", "12.07.18");
  assert_int_equal(s.order, CT_DATE_DMY);
  assert_string_equal(first(&s, "09.05.18"), "2018-05-09");
  s = SURVEY(true, &c, "9-Apr-84", "9-Apr-23", "Sep-68");
  assert_int_equal(c.short_years, 3);
  assert_string_equal(first(&s, "9-Apr-84"), "1984-04-09");
  assert_string_equal(first(&s, "9-Apr-23"), "2023-04-09");
  assert_string_equal(first(&s, "Sep-68"), "1968-09-01");  // what is reported has happened
  s = SURVEY(true, &c, "1/2/58", "13/2/84", "13/2/03");
  assert_string_equal(first(&s, "1/2/58"), "1958-02-01");
  assert_string_equal(first(&s, "13/2/03"), "2003-02-13");
}

static void numbers(void **state) {
  (void)state;
  struct ct_date_counts c;
  assert_int_equal(SURVEY(true, &c, "43229", "43230.5", "1").number, CT_DATE_NO_NUMBER);  // a third is none
  struct ct_date_style s = SURVEY(true, &c, "43229", "43230.5");
  assert_true(s.number == CT_DATE_EXCEL && c.read == 2 && c.numbers == 2);
  assert_int_equal(SURVEY(false, &c, "43229", "43230").number, CT_DATE_NO_NUMBER);
  assert_true(c.read == 0 && c.not_dates == 2);
  assert_int_equal(SURVEY(true, &c, "1525824000", "1525824001").number, CT_DATE_EPOCH_S);
  assert_int_equal(SURVEY(true, &c, "1525824000000", "1525824001000").number, CT_DATE_EPOCH_MS);
  assert_int_equal(SURVEY(false, &c, "1525824000", "1525824001").number, CT_DATE_NO_NUMBER);
  assert_int_equal(SURVEY(true, &c, "20180509", "201805").number, CT_DATE_PACKED);
  assert_int_equal(SURVEY(true, &c, "20181309", "20180532").number, CT_DATE_NO_NUMBER);
  // Without a name, calendar days only, and some of them.
  assert_int_equal(SURVEY(false, &c, "20180509", "20180510", "20180511", "20180512", "20180513").number,
                   CT_DATE_PACKED);
  assert_int_equal(SURVEY(false, &c, "20180509", "20180510", "20180511", "20180512", "20189999").number,
                   CT_DATE_NO_NUMBER);
  // A spreadsheet kept some dates as numbers.
  s = SURVEY(false, &c, "13/05/2018", "14/05/2018", "43229");
  assert_true(s.number == CT_DATE_EXCEL && c.numbers == 1 && c.read == 3);
  // Years stay years in any style.
  s = SURVEY(true, &c, "1984", "1990", "2018");
  assert_true(s.number == CT_DATE_NO_NUMBER && c.read == 3 && c.bare == 3);
  s = SURVEY(true, &c, "05.2018", "11.2018");
  assert_int_equal(c.read, 0);  // numbers, as far as a text tells: "05.2018" is counted among them
}

static void no_dates(void **state) {
  (void)state;
  struct ct_date_counts c;
  SURVEY(false, &c, "39.7961", "125.7558", "-1.5", "S/2019/691", "Yongbyon");
  assert_true(c.read == 0 && c.not_dates == 5 && c.filled == 5);
  SURVEY(false, &c, "2018-001", "2018-002", "2018-003");
  assert_true(c.read == 3 && c.bare == 3);  // days of the year, or numbers of cases
  SURVEY(false, &c, "10.11.12", "10.11.13");
  assert_int_equal(c.read, 2);
  struct ct_date_survey empty = {0};
  struct ct_date_style s = ct_date_survey_settle(&empty, &c);
  assert_true(c.filled == 0 && c.read == 0 && s.order == CT_DATE_UNORDERED);
}

static void names(void **state) {
  (void)state;
  static const char *const best[] = {"date",  "Date",  "DATE", "event_date", "eventDate",
                                     "Datum", "fecha", "날짜", "日付"};
  for (size_t i = 0; i < sizeof best / sizeof *best; i++) assert_true(ct_date_name_score(best[i]) >= 8);
  assert_int_equal(ct_date_name_score("Date Entered/Updated"), 1);
  assert_int_equal(ct_date_name_score("staff"), 0);
  assert_int_equal(ct_date_name_score("candidate"), 0);
  assert_int_equal(ct_date_name_score(""), 0);
  static const struct {
    const char *name;
    enum ct_date_role role;
  } roles[] = {{"YEAR", CT_DATE_ROLE_YEAR},
               {"yr", CT_DATE_ROLE_YEAR},
               {"iyear", CT_DATE_ROLE_YEAR},
               {"Jahr", CT_DATE_ROLE_YEAR},
               {"année", CT_DATE_ROLE_YEAR},
               {"Date.Year", CT_DATE_ROLE_YEAR},
               {"mo", CT_DATE_ROLE_MONTH},
               {"MONTH", CT_DATE_ROLE_MONTH},
               {"event_month", CT_DATE_ROLE_MONTH},
               {"dy", CT_DATE_ROLE_DAY},
               {"Date.Day", CT_DATE_ROLE_DAY},
               {"día", CT_DATE_ROLE_DAY},
               {"年", CT_DATE_ROLE_YEAR},
               {"date", CT_DATE_NO_ROLE},
               {"month_year", CT_DATE_NO_ROLE},
               {"Year of Data", CT_DATE_NO_ROLE},
               {"day shift", CT_DATE_NO_ROLE},
               {"weekday", CT_DATE_NO_ROLE},
               {"", CT_DATE_NO_ROLE}};
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (ct_date_name_role(roles[i].name) != roles[i].role) fail_msg("'%s'", roles[i].name);
  assert_int_equal(ct_date_month("Oct"), 10);
  assert_int_equal(ct_date_month("Oktober"), 10);
  assert_int_equal(ct_date_month("sept."), 9);
  assert_int_equal(ct_date_month("07"), 7);
  assert_int_equal(ct_date_month("0"), 0);
  assert_int_equal(ct_date_month(""), 0);
  assert_int_equal(ct_date_month("13"), -1);
  assert_int_equal(ct_date_month("soon"), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(orders), cmocka_unit_test(short_years),
                                     cmocka_unit_test(numbers), cmocka_unit_test(no_dates),
                                     cmocka_unit_test(names)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

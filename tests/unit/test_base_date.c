// SPDX-License-Identifier: MIT
// Dates: single texts, full, partial and ranges, and what is none.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"

#define TIME CT_DATE_TIME
#define DAY CT_DATE_DAY
#define WEEK CT_DATE_WEEK
#define PART CT_DATE_PART
#define MONTH CT_DATE_MONTH
#define QUARTER CT_DATE_QUARTER
#define YEAR CT_DATE_YEAR
#define RANGE CT_DATE_RANGE

struct good {
  const char *text, *first, *last;  // last NULL: the same day
  enum ct_date_grain grain;
};

static void check(const struct ct_date_style *style, const struct good *cases, size_t n) {
  for (size_t i = 0; i < n; i++) {
    const struct good *c = &cases[i];
    struct ct_date d;
    char first[16], last[16];
    if (!ct_date_read(style, c->text, strlen(c->text), &d)) fail_msg("'%s' is not read", c->text);
    ct_date_format(d.days.first, first);
    ct_date_format(d.days.last, last);
    if (strcmp(first, c->first) != 0 || strcmp(last, c->last ? c->last : c->first) != 0 ||
        d.grain != c->grain)
      fail_msg("'%s' is %s..%s, grain %d", c->text, first, last, (int)d.grain);
  }
}

#define CHECK(style, cases) check(style, cases, sizeof cases / sizeof *cases)

static void iso(void **state) {
  (void)state;
  static const struct good cases[] = {
      {"2018-05-09", "2018-05-09", NULL, DAY},
      {" 2018-05-09\t", "2018-05-09", NULL, DAY},
      {"2018-5-9", "2018-05-09", NULL, DAY},
      {"2018/05/09", "2018-05-09", NULL, DAY},
      {"2018/5/9", "2018-05-09", NULL, DAY},
      {"2018.05.09", "2018-05-09", NULL, DAY},
      {"2018. 5. 9.", "2018-05-09", NULL, DAY},
      {"2018 / 05 / 09", "2018-05-09", NULL, DAY},
      {"２０１８－０５－０９", "2018-05-09", NULL, DAY},
      {"2018‑05‑09", "2018-05-09", NULL, DAY},
      {"2018-05-09T01:30:00Z", "2018-05-09", NULL, TIME},
      {"2018-05-09t01:30:00z", "2018-05-09", NULL, TIME},
      {"2018-05-09T01:30", "2018-05-09", NULL, TIME},
      {"2018-05-09T01:30Z", "2018-05-09", NULL, TIME},
      {"2018-05-09T01:30:00.250+09:00", "2018-05-09", NULL, TIME},
      {"2018-05-09T01:30:00,5-0330", "2018-05-09", NULL, TIME},
      {"2018-05-09T01:30:00+09", "2018-05-09", NULL, TIME},
      {"2018-05-09T24:00", "2018-05-09", NULL, TIME},
      {"2018-05-09 01:30", "2018-05-09", NULL, TIME},
      {"2018-05-09 1:30", "2018-05-09", NULL, TIME},
      {"2018-05-09 01:30:59 UTC", "2018-05-09", NULL, TIME},
      {"2018-05-09 01:30 KST", "2018-05-09", NULL, TIME},
      {"2018-05-09 01:30 +09:00", "2018-05-09", NULL, TIME},
      {"2018-05-09 01:30 PM", "2018-05-09", NULL, TIME},
      {"2018-05-09 01:30 (local time)", "2018-05-09", NULL, TIME},
      {"2018-05-09 01:00-03:00", "2018-05-09", NULL, TIME},
      {"20180509T013000Z", "2018-05-09", NULL, TIME},
      {"20180509T0130", "2018-05-09", NULL, TIME},
      {"2018-05-09Z", "2018-05-09", NULL, DAY},
      {"2018-W19", "2018-05-07", "2018-05-13", WEEK},
      {"2018W19", "2018-05-07", "2018-05-13", WEEK},
      {"2018-W19-3", "2018-05-09", NULL, DAY},
      {"2018W193", "2018-05-09", NULL, DAY},
      {"2009-W01-1", "2008-12-29", NULL, DAY},
      {"2009-W53-7", "2010-01-03", NULL, DAY},
      {"week 19, 2018", "2018-05-07", "2018-05-13", WEEK},
      {"KW 19 2018", "2018-05-07", "2018-05-13", WEEK},
      {"2018-129", "2018-05-09", NULL, DAY},
      {"2016-366", "2016-12-31", NULL, DAY},
      {"2018", "2018-01-01", "2018-12-31", YEAR},
      {" 2018 ", "2018-01-01", "2018-12-31", YEAR},
      {"0099", "0099-01-01", "0099-12-31", YEAR},
      {"2018-05", "2018-05-01", "2018-05-31", MONTH},
      {"2016-02", "2016-02-01", "2016-02-29", MONTH},
      {"1900-02", "1900-02-01", "1900-02-28", MONTH},
      {"2018/05", "2018-05-01", "2018-05-31", MONTH},
      {"2018/5", "2018-05-01", "2018-05-31", MONTH},
      {"05/2018", "2018-05-01", "2018-05-31", MONTH},
      {"5/2018", "2018-05-01", "2018-05-31", MONTH},
      {"08-2026", "2026-08-01", "2026-08-31", MONTH},
      {"0001-01-01", "0001-01-01", NULL, DAY},
      {"9999-12-31", "9999-12-31", NULL, DAY},
  };
  CHECK(NULL, cases);
}

static void words(void **state) {
  (void)state;
  static const struct good cases[] = {
      {"9-Apr-84", "1984-04-09", NULL, DAY},
      {"12-Jan-05", "2005-01-12", NULL, DAY},
      {"9 April 1984", "1984-04-09", NULL, DAY},
      {"9. April 1984", "1984-04-09", NULL, DAY},
      {"9th of April, 1984", "1984-04-09", NULL, DAY},
      {"the 1st of May 2018", "2018-05-01", NULL, DAY},
      {"April 9, 1984", "1984-04-09", NULL, DAY},
      {"April 9 1984", "1984-04-09", NULL, DAY},
      {"APRIL 9th, 1984", "1984-04-09", NULL, DAY},
      {"Apr-09-1984", "1984-04-09", NULL, DAY},
      {"1984 April 9", "1984-04-09", NULL, DAY},
      {"1984-Apr-09", "1984-04-09", NULL, DAY},
      {"84-Apr-09", "1984-04-09", NULL, DAY},
      {"09APR1984", "1984-04-09", NULL, DAY},
      {"9/Apr/1984", "1984-04-09", NULL, DAY},
      {"Sep-84", "1984-09-01", "1984-09-30", MONTH},
      {"Sep-09", "2009-09-01", "2009-09-30", MONTH},
      {"Sep '84", "1984-09-01", "1984-09-30", MONTH},
      {"May ’18", "2018-05-01", "2018-05-31", MONTH},
      {"Sep 84", "1984-09-01", "1984-09-30", MONTH},
      {"Sept. 1984", "1984-09-01", "1984-09-30", MONTH},
      {"May 2018", "2018-05-01", "2018-05-31", MONTH},
      {"May, 2018", "2018-05-01", "2018-05-31", MONTH},
      {"2018 May", "2018-05-01", "2018-05-31", MONTH},
      {"2018-May", "2018-05-01", "2018-05-31", MONTH},
      {"9.V.2018", "2018-05-09", NULL, DAY},
      {"9 XII 1943", "1943-12-09", NULL, DAY},
      {"Wednesday, 9 May 2018", "2018-05-09", NULL, DAY},
      {"Wed 9 May 2018", "2018-05-09", NULL, DAY},
      {"Wed-09-May-2018", "2018-05-09", NULL, DAY},
      {"2018-05-09 (Wed)", "2018-05-09", NULL, DAY},
      {"2018-05-09, Wednesday", "2018-05-09", NULL, DAY},
      {"Wed 09 May 2018 13:30:00 GMT", "2018-05-09", NULL, TIME},
      {"Wed, 09 May 2018 13:30:00 +0000", "2018-05-09", NULL, TIME},
      {"1:30 PM, May 9 2018", "2018-05-09", NULL, TIME},
      {"9 May 2018 at 13:30", "2018-05-09", NULL, TIME},
      {"091530Z MAY 18", "2018-05-09", NULL, TIME},
      {"mar. 8 mai 2018", "2018-05-08", NULL, DAY},
      {"mar. 2018", "2018-03-01", "2018-03-31", MONTH},
      {"8 mar 2018", "2018-03-08", NULL, DAY},
      {"mercredi 9 mai 2018", "2018-05-09", NULL, DAY},
      {"1er août 2018", "2018-08-01", NULL, DAY},
      {"1 aout 2018", "2018-08-01", NULL, DAY},
      {"9 févr. 2018", "2018-02-09", NULL, DAY},
      {"Mi, 9. Mai 2018", "2018-05-09", NULL, DAY},
      {"9. März 2018", "2018-03-09", NULL, DAY},
      {"9. Maerz 2018", "2018-03-09", NULL, DAY},
      {"9.Mai.2018", "2018-05-09", NULL, DAY},
      {"9 de mayo de 2018", "2018-05-09", NULL, DAY},
      {"9 ene 2018", "2018-01-09", NULL, DAY},
      {"9 de março de 2018", "2018-03-09", NULL, DAY},
      {"9 out 2018", "2018-10-09", NULL, DAY},
      {"9 gennaio 2018", "2018-01-09", NULL, DAY},
      {"9 mrt 2018", "2018-03-09", NULL, DAY},
      {"9 мая 2018 г.", "2018-05-09", NULL, DAY},
      {"9 МАЯ 2018", "2018-05-09", NULL, DAY},
      {"9 сент. 2018", "2018-09-09", NULL, DAY},
      {"9-го мая 2018 года", "2018-05-09", NULL, DAY},
      {"9 września 2018", "2018-09-09", NULL, DAY},
      {"9 wrzesnia 2018", "2018-09-09", NULL, DAY},
      {"9 Ağustos 2018", "2018-08-09", NULL, DAY},
      {"9 AĞUSTOS 2018", "2018-08-09", NULL, DAY},
      {"9 Agustus 2018", "2018-08-09", NULL, DAY},
      {"9 maj 2018", "2018-05-09", NULL, DAY},
      {"9 مايو 2018", "2018-05-09", NULL, DAY},
      {"٩ مايو ٢٠١٨", "2018-05-09", NULL, DAY},
      {"9 أيار 2018", "2018-05-09", NULL, DAY},
      {"9 كانون الثاني 2018", "2018-01-09", NULL, DAY},
      {"9 كانون الأول 2018", "2018-12-09", NULL, DAY},
      {"2018년 5월 9일", "2018-05-09", NULL, DAY},
      {"2018년5월9일(수)", "2018-05-09", NULL, DAY},
      {"2018년 5월 9일 수요일", "2018-05-09", NULL, DAY},
      {"2018년 5월", "2018-05-01", "2018-05-31", MONTH},
      {"2018년", "2018-01-01", "2018-12-31", YEAR},
      {"2018년 5월 9일 13시 30분", "2018-05-09", NULL, TIME},
      {"주체107(2018)년 5월 9일", "2018-05-09", NULL, DAY},
      {"Juche 107", "2018-01-01", "2018-12-31", YEAR},
      {"2018年5月9日", "2018-05-09", NULL, DAY},
      {"2018年5月9日(水)", "2018-05-09", NULL, DAY},
      {"2018年5月9日 星期三", "2018-05-09", NULL, DAY},
      {"2018年5月9日13時30分", "2018-05-09", NULL, TIME},
      {"２０１８年５月", "2018-05-01", "2018-05-31", MONTH},
  };
  CHECK(NULL, cases);
}

static void partial(void **state) {
  (void)state;
  static const struct good cases[] = {
      {"Q2 2018", "2018-04-01", "2018-06-30", QUARTER},
      {"2018-Q2", "2018-04-01", "2018-06-30", QUARTER},
      {"2018Q4", "2018-10-01", "2018-12-31", QUARTER},
      {"2Q 2018", "2018-04-01", "2018-06-30", QUARTER},
      {"2nd quarter of 2018", "2018-04-01", "2018-06-30", QUARTER},
      {"H1 2018", "2018-01-01", "2018-06-30", RANGE},
      {"2nd half of 2018", "2018-07-01", "2018-12-31", RANGE},
      {"early May 2018", "2018-05-01", "2018-05-10", PART},
      {"mid May 2018", "2018-05-11", "2018-05-20", PART},
      {"mid-May 2018", "2018-05-11", "2018-05-20", PART},
      {"late May 2018", "2018-05-21", "2018-05-31", PART},
      {"end of February 2018", "2018-02-21", "2018-02-28", PART},
      {"early 2018", "2018-01-01", "2018-04-30", PART},
      {"mid-2018", "2018-05-01", "2018-08-31", PART},
      {"late 2018", "2018-09-01", "2018-12-31", PART},
      {"début mai 2018", "2018-05-01", "2018-05-10", PART},
      {"mi-mai 2018", "2018-05-11", "2018-05-20", PART},
      {"Anfang Mai 2018", "2018-05-01", "2018-05-10", PART},
      {"начало мая 2018", "2018-05-01", "2018-05-10", PART},
      {"2018년 5월 초", "2018-05-01", "2018-05-10", PART},
      {"2018년 5월 중순", "2018-05-11", "2018-05-20", PART},
      {"2018年5月下旬", "2018-05-21", "2018-05-31", PART},
      {"1980s", "1980-01-01", "1989-12-31", RANGE},
      {"the 1980s", "1980-01-01", "1989-12-31", RANGE},
      {"198x", "1980-01-01", "1989-12-31", RANGE},
      {"198?", "1980-01-01", "1989-12-31", RANGE},
      {"19XX", "1900-01-01", "1999-12-31", RANGE},
      {"2018-05-\?\?", "2018-05-01", "2018-05-31", MONTH},
      {"2018-05-XX", "2018-05-01", "2018-05-31", MONTH},
      {"2018-\?\?-\?\?", "2018-01-01", "2018-12-31", YEAR},
      {"2018-\?\?", "2018-01-01", "2018-12-31", YEAR},
      {"2018-00-00", "2018-01-01", "2018-12-31", YEAR},
      {"1984-04-00", "1984-04-01", "1984-04-30", MONTH},
      {"00/04/1984", "1984-04-01", "1984-04-30", MONTH},
      {"\?\?.04.1984", "1984-04-01", "1984-04-30", MONTH},
      {"00/00/1984", "1984-01-01", "1984-12-31", YEAR},
  };
  CHECK(NULL, cases);
}

static void ranges(void **state) {
  (void)state;
  static const struct good cases[] = {
      {"2018-05-09/2018-05-11", "2018-05-09", "2018-05-11", RANGE},
      {"2018-05-09/11", "2018-05-09", "2018-05-11", RANGE},
      {"2018-05-09/06-11", "2018-05-09", "2018-06-11", RANGE},
      {"2018-05-09 - 2018-05-11", "2018-05-09", "2018-05-11", RANGE},
      {"2018-05-09 to 2018-05-11", "2018-05-09", "2018-05-11", RANGE},
      {"2018-05-09..2018-05-11", "2018-05-09", "2018-05-11", RANGE},
      {"2018-05-09 ~ 2018-05-11", "2018-05-09", "2018-05-11", RANGE},
      {"2018-05-09T01:00/2018-05-11T02:00", "2018-05-09", "2018-05-11", RANGE},
      {"2018-05-09/2018-05-09", "2018-05-09", "2018-05-09", DAY},
      {"2018-05 / 2018-07", "2018-05-01", "2018-07-31", RANGE},
      {"2018-05/07", "2018-05-01", "2018-07-31", RANGE},
      {"2018/2019", "2018-01-01", "2019-12-31", RANGE},
      {"2017-2018", "2017-01-01", "2018-12-31", RANGE},
      {"2017–2018", "2017-01-01", "2018-12-31", RANGE},
      {"2017–18", "2017-01-01", "2018-12-31", RANGE},
      {"2018/19", "2018-01-01", "2019-12-31", RANGE},
      {"2018-19", "2018-01-01", "2019-12-31", RANGE},
      {"9-11 May 2018", "2018-05-09", "2018-05-11", RANGE},
      {"9–11 May 2018", "2018-05-09", "2018-05-11", RANGE},
      {"9/10 May 2018", "2018-05-09", "2018-05-10", RANGE},
      {"9 to 11 May 2018", "2018-05-09", "2018-05-11", RANGE},
      {"9 & 10 May 2018", "2018-05-09", "2018-05-10", RANGE},
      {"9 May - 3 June 2018", "2018-05-09", "2018-06-03", RANGE},
      {"9 May 2018 - 3 June 2018", "2018-05-09", "2018-06-03", RANGE},
      {"30 Dec - 2 Jan 2019", "2018-12-30", "2019-01-02", RANGE},
      {"30 Dec 2018 – 2 Jan 2019", "2018-12-30", "2019-01-02", RANGE},
      {"May 9-11, 2018", "2018-05-09", "2018-05-11", RANGE},
      {"May 9 - June 3, 2018", "2018-05-09", "2018-06-03", RANGE},
      {"May-June 2018", "2018-05-01", "2018-06-30", RANGE},
      {"May/June 2018", "2018-05-01", "2018-06-30", RANGE},
      {"May to June 2018", "2018-05-01", "2018-06-30", RANGE},
      {"Dec-Jan 2019", "2018-12-01", "2019-01-31", RANGE},
      {"May 2018 - 2019", "2018-05-01", "2019-12-31", RANGE},
      {"between 9 and 11 May 2018", "2018-05-09", "2018-05-11", RANGE},
      {"between April and September 1984", "1984-04-01", "1984-09-30", RANGE},
      {"between 1984 and 1986", "1984-01-01", "1986-12-31", RANGE},
      {"from 9 May 2018 to 11 May 2018", "2018-05-09", "2018-05-11", RANGE},
      {"from 1984 until 1986", "1984-01-01", "1986-12-31", RANGE},
      {"du 9 au 11 mai 2018", "2018-05-09", "2018-05-11", RANGE},
      {"entre le 9 et le 11 mai 2018", "2018-05-09", "2018-05-11", RANGE},
      {"9. bis 11. Mai 2018", "2018-05-09", "2018-05-11", RANGE},
      {"с 9 по 11 мая 2018 г.", "2018-05-09", "2018-05-11", RANGE},
      {"2018年5月9日~11日", "2018-05-09", "2018-05-11", RANGE},
      {"2018년 5월 9일부터 6월 3일까지", "2018-05-09", "2018-06-03", RANGE},
      {"early to mid May 2018", "2018-05-01", "2018-05-20", RANGE},
  };
  CHECK(NULL, cases);
}

static void doubtful(void **state) {
  (void)state;
  static const char *const cases[] = {"c. 1984",        "ca 1984",   "circa 1984", "about 1984",
                                      "approx. 1984",   "1984?",     "~1984",      "1984~",
                                      "1984 (approx.)", "(?) 1984",  "vers 1984",  "около 1984",
                                      "probably 1984",  "est. 1984", "약 1984년"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_date d;
    char buf[16];
    if (!ct_date_read(NULL, cases[i], strlen(cases[i]), &d)) fail_msg("'%s' is not read", cases[i]);
    assert_string_equal(ct_date_format(d.days.first, buf), "1984-01-01");
    assert_int_equal(d.grain, CT_DATE_YEAR);
    if (!d.approximate) fail_msg("'%s' is not in doubt", cases[i]);
  }
  struct ct_date d;
  assert_true(ct_date_read(NULL, "2018-05-09?", 11, &d) && d.approximate && d.grain == CT_DATE_DAY);
  assert_true(ct_date_read(NULL, "2018-05-09", 10, &d) && !d.approximate);
}

// What is no date, and why.
static void none(void **state) {
  (void)state;
  static const struct {
    const char *text;
    enum ct_date_fault fault;
  } cases[] = {
      {"", CT_DATE_NO_DATE},
      {" ", CT_DATE_NO_DATE},
      {"Unknown", CT_DATE_NO_DATE},
      {"n/a", CT_DATE_NO_DATE},
      {"-", CT_DATE_NO_DATE},
      {"?", CT_DATE_NO_DATE},
      {"May", CT_DATE_NO_DATE},
      {"May 18", CT_DATE_NO_DATE},
      {"9 May", CT_DATE_NO_DATE},
      {"Ma-84", CT_DATE_NO_DATE},
      {"Jui-84", CT_DATE_NO_DATE},  // juin or juillet
      {"9-Apr-", CT_DATE_NO_DATE},
      {"Wednesday", CT_DATE_NO_DATE},
      {"13:30", CT_DATE_NO_DATE},
      {"5", CT_DATE_NO_DATE},
      {"18", CT_DATE_NO_DATE},
      {"180", CT_DATE_NO_DATE},
      {"0000", CT_DATE_NO_DATE},
      {"-2018", CT_DATE_NO_DATE},
      {"+2018", CT_DATE_NO_DATE},
      {"20180", CT_DATE_NO_DATE},
      {"20180509", CT_DATE_NO_DATE},
      {"43229", CT_DATE_NO_DATE},
      {"1525824000", CT_DATE_NO_DATE},
      {"12.5", CT_DATE_NO_DATE},
      {"05.2018", CT_DATE_NO_DATE},
      {"39.7961", CT_DATE_NO_DATE},
      {"39.7961, 125.7558", CT_DATE_NO_DATE},
      {"39°47'46\"N", CT_DATE_NO_DATE},
      {"1,2,3", CT_DATE_NO_DATE},
      {"1-2-3", CT_DATE_NO_DATE},
      {"1.2.3", CT_DATE_NO_DATE},
      {"192.168.10.12", CT_DATE_NO_DATE},
      {"S/2019/691", CT_DATE_NO_DATE},
      {"ISBN 0-13-110362-8", CT_DATE_NO_DATE},
      {"+82 2 2100 2114", CT_DATE_NO_DATE},
      {"KN-2018-05", CT_DATE_NO_DATE},
      {"Mars rover 2018", CT_DATE_NO_DATE},
      {"2018-05-09 and later", CT_DATE_NO_DATE},
      {"since 2018", CT_DATE_NO_DATE},
      {"spring 2018", CT_DATE_NO_DATE},
      {"2018-05-09T", CT_DATE_NO_DATE},
      {"2018-05-09T1", CT_DATE_NO_DATE},
      {"2018-1", CT_DATE_NO_DATE},
      {"2018-1234", CT_DATE_BACKWARDS},
      {"2018-367", CT_DATE_NO_DATE},
      {"2018-000", CT_DATE_NO_DATE},
      {"2018-W54", CT_DATE_NO_SUCH_DAY},
      {"2018-W19-8", CT_DATE_NO_SUCH_DAY},
      {"Q5 2018", CT_DATE_NO_DATE},
      {"1985s", CT_DATE_NO_DATE},
      {"2018-13", CT_DATE_NO_SUCH_DAY},
      {"2018-13-05", CT_DATE_NO_SUCH_DAY},
      {"2018-02-30", CT_DATE_NO_SUCH_DAY},
      {"2019-02-29", CT_DATE_NO_SUCH_DAY},
      {"1900-02-29", CT_DATE_NO_SUCH_DAY},
      {"31/02/2018", CT_DATE_NO_SUCH_DAY},
      {"31-Apr-84", CT_DATE_NO_SUCH_DAY},
      {"32 May 2018", CT_DATE_NO_SUCH_DAY},
      {"2018-00-09", CT_DATE_NO_SUCH_DAY},
      {"2018년 13월", CT_DATE_NO_SUCH_DAY},
      {"2018-05-09T25:00", CT_DATE_NO_SUCH_DAY},
      {"2018-05-09 12:60", CT_DATE_NO_SUCH_DAY},
      {"2018-05-11/2018-05-09", CT_DATE_BACKWARDS},
      {"11-9 May 2018", CT_DATE_BACKWARDS},
      {"2018-2017", CT_DATE_BACKWARDS},
      {"June 2018 - May 2018", CT_DATE_BACKWARDS},
      {"05/09/2018", CT_DATE_ORDER_UNKNOWN},
      {"5.9.2018", CT_DATE_ORDER_UNKNOWN},
      {"05/09/2018-07/09/2018", CT_DATE_ORDER_UNKNOWN},
      {"10-11-12", CT_DATE_ORDER_UNKNOWN},
      {"12-30-45", CT_DATE_ORDER_UNKNOWN},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_date d;
    if (ct_date_read(NULL, cases[i].text, strlen(cases[i].text), &d)) fail_msg("'%s' is read", cases[i].text);
    if (d.fault != cases[i].fault) fail_msg("'%s' has fault %d", cases[i].text, (int)d.fault);
  }
  char many[4096];
  memset(many, '1', sizeof many);
  struct ct_date d;
  assert_false(ct_date_read(NULL, many, sizeof many, &d));
  assert_false(ct_date_read(NULL, "2018\0-05", 8, &d));
  assert_false(ct_date_read(NULL, "\xff\xfe\xe5", 3, &d));
  assert_false(ct_date_read(NULL, "9 \xe5\xb9", 4, &d));  // a cut letter
  assert_true(ct_date_read(NULL, "2018-05-09trailing", 10, &d));
}

// Texts that one order alone explains need no style; others follow it.
static void orders(void **state) {
  (void)state;
  static const struct good alone[] = {
      {"13/05/2018", "2018-05-13", NULL, DAY}, {"05/13/2018", "2018-05-13", NULL, DAY},
      {"05/05/2018", "2018-05-05", NULL, DAY}, {"31.12.2018", "2018-12-31", NULL, DAY},
      {"31/12/99", "1999-12-31", NULL, DAY},
  };
  static const struct good dmy[] = {
      {"05/09/2018", "2018-09-05", NULL, DAY},
      {"5.9.2018", "2018-09-05", NULL, DAY},
      {"5. 9. 2018", "2018-09-05", NULL, DAY},
      {"05-09-18", "2018-09-05", NULL, DAY},
      {"05/09/2018 13:30", "2018-09-05", NULL, TIME},
      {"05/13/2018", "2018-05-13", NULL, DAY},
      {"2018-05-09", "2018-05-09", NULL, DAY},
      {"05/09/2018 - 07/09/2018", "2018-09-05", "2018-09-07", RANGE},
      {"05/09 - 07/10/2018", "2018-09-05", "2018-10-07", RANGE},
  };
  static const struct good mdy[] = {
      {"05/09/2018", "2018-05-09", NULL, DAY},
      {"5/9/18", "2018-05-09", NULL, DAY},
      {"13/05/2018", "2018-05-13", NULL, DAY},
      {"05/09-05/11/2018", "2018-05-09", "2018-05-11", RANGE},
  };
  static const struct good ymd[] = {{"18-05-09", "2018-05-09", NULL, DAY}};
  CHECK(NULL, alone);
  CHECK(&(struct ct_date_style){.order = CT_DATE_DMY}, dmy);
  CHECK(&(struct ct_date_style){.order = CT_DATE_MDY}, mdy);
  CHECK(&(struct ct_date_style){.order = CT_DATE_YMD}, ymd);
  struct ct_date d;
  assert_true(ct_date_read(&(struct ct_date_style){.order = CT_DATE_DMY}, "05/13/2018", 10, &d) &&
              d.contrary);
  assert_false(ct_date_read(&(struct ct_date_style){.order = CT_DATE_DMY}, "31/02/2018", 10, &d));
}

static void numbers(void **state) {
  (void)state;
  static const struct good packed[] = {{"20180509", "2018-05-09", NULL, DAY},
                                       {"20180500", "2018-05-01", "2018-05-31", MONTH},
                                       {"201805", "2018-05-01", "2018-05-31", MONTH},
                                       {"2018", "2018-01-01", "2018-12-31", YEAR}};
  // Excel's own: 1 is 1 January 1900, 59 is 28 February, 61 is 1 March, 43229 is 9 May 2018.
  static const struct good excel[] = {
      {"1", "1900-01-01", NULL, DAY},         {"59", "1900-02-28", NULL, DAY},
      {"61", "1900-03-01", NULL, DAY},        {"43229", "2018-05-09", NULL, DAY},
      {"43229.75", "2018-05-09", NULL, TIME}, {"2958465", "9999-12-31", NULL, DAY},
      {"2018-05-09", "2018-05-09", NULL, DAY}};
  static const struct good seconds[] = {{"1525824000", "2018-05-09", NULL, TIME},
                                        {"1525823999", "2018-05-08", NULL, TIME},
                                        {"1525824000.5", "2018-05-09", NULL, TIME}};
  static const struct good millis[] = {{"1525824000000", "2018-05-09", NULL, TIME},
                                       {"1525823999999", "2018-05-08", NULL, TIME}};
  CHECK(&(struct ct_date_style){.number = CT_DATE_PACKED}, packed);
  CHECK(&(struct ct_date_style){.number = CT_DATE_EXCEL}, excel);
  CHECK(&(struct ct_date_style){.number = CT_DATE_EPOCH_S}, seconds);
  CHECK(&(struct ct_date_style){.number = CT_DATE_EPOCH_MS}, millis);
  struct ct_date d;
  static const struct ct_date_style serial = {.number = CT_DATE_EXCEL}, digits = {.number = CT_DATE_PACKED};
  assert_false(ct_date_read(&serial, "60", 2, &d));  // 29 February 1900 never was
  assert_false(ct_date_read(&serial, "2958466", 7, &d));
  assert_false(ct_date_read(&digits, "20180231", 8, &d));
  assert_false(ct_date_read(&digits, "201800", 6, &d));
  assert_false(ct_date_read(&digits, "43229", 5, &d));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(iso),    cmocka_unit_test(words),    cmocka_unit_test(partial),
      cmocka_unit_test(ranges), cmocka_unit_test(doubtful), cmocka_unit_test(none),
      cmocka_unit_test(orders), cmocka_unit_test(numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

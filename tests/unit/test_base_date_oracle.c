// SPDX-License-Identifier: MIT
// Dates against the C library's calendar and against ICU's names of months and weekdays.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/date.h"

static void read_day(const struct ct_date_style *style, const char *text, int first, int last,
                     const char *what) {
  struct ct_date d;
  if (!ct_date_read(style, text, strlen(text), &d)) fail_msg("%s: '%s' is not read", what, text);
  if (d.days.first != first || d.days.last != last)
    fail_msg("%s: '%s' is %d..%d, not %d..%d", what, text, d.days.first, d.days.last, first, last);
}

// Days of the years 1 to 9999 in the forms that strftime writes.
static void calendar(void **state) {
  (void)state;
  static const char *const forms[] = {"%Y-%m-%d",           "%G-W%V-%u", "%GW%V%u",      "%Y-%j",
                                      "%Y-%m-%dT%H:%M:%SZ", "%d %B %Y",  "%A, %d %b %Y", "%B %d, %Y",
                                      "%Y/%m/%d",           "%Y.%m.%d",  "%d-%b-%Y",     "%Y%m%dT%H%M%SZ"};
  static const struct ct_date_style dmy = {.order = CT_DATE_DMY}, mdy = {.order = CT_DATE_MDY},
                                    packed = {.number = CT_DATE_PACKED}, serial = {.number = CT_DATE_EXCEL},
                                    seconds = {.number = CT_DATE_EPOCH_S},
                                    millis = {.number = CT_DATE_EPOCH_MS};
  uint64_t random = 42;
  for (int i = 0; i < 4000; i++) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    int day = (int)((random >> 33) % 3652059) - 719162;  // 0001-01-01 .. 9999-12-31
    time_t t = (time_t)day * 86400 + 40000;
    struct tm tm;
    char text[80];
    assert_non_null(gmtime_r(&t, &tm));
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
      strftime(text, sizeof text, forms[k], &tm);
      int year = tm.tm_year + 1900;
      if (year < 1001 || year > 9998) continue;  // %Y does not pad, %G may be another year
      read_day(NULL, text, day, day, forms[k]);
    }
    if (tm.tm_year < -899) continue;
    strftime(text, sizeof text, "%d/%m/%Y", &tm);
    read_day(&dmy, text, day, day, "dmy");
    strftime(text, sizeof text, "%m-%d-%Y", &tm);
    read_day(&mdy, text, day, day, "mdy");
    strftime(text, sizeof text, "%Y%m%d", &tm);
    read_day(&packed, text, day, day, "packed");
    if (day > -25508) {  // 1900-03-01: day 61 of the 1900 system
      snprintf(text, sizeof text, "%d.46", day + 25569);
      read_day(&serial, text, day, day, "serial");
    }
    if (day < 1) continue;
    snprintf(text, sizeof text, "%lld", (long long)t);
    read_day(&seconds, text, day, day, "seconds");
    snprintf(text, sizeof text, "%lld", (long long)t * 1000 + 999);
    read_day(&millis, text, day, day, "milliseconds");
  }
}

// ISO texts from ct_date_format are what the C library prints.
static void printed(void **state) {
  (void)state;
  for (int day = -719162; day <= 2932896; day += 97) {
    time_t t = (time_t)day * 86400;
    struct tm tm;
    char want[40], buf[16];
    assert_non_null(gmtime_r(&t, &tm));
    snprintf(want, sizeof want, "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    assert_string_equal(ct_date_format(day, buf), want);
  }
}

static void formatted(const char *locale, UDateFormatStyle style, const char *pattern, int day, char *out,
                      int size) {
  UErrorCode e = U_ZERO_ERROR;
  UChar p[64], utc[8], text[128];
  u_uastrcpy(utc, "UTC");
  if (pattern) u_strFromUTF8(p, 64, NULL, pattern, -1, &e);
  UDateFormat *f = udat_open(pattern ? UDAT_PATTERN : style, pattern ? UDAT_PATTERN : style, locale, utc, -1,
                             pattern ? p : NULL, -1, &e);
  if (!pattern) {
    udat_close(f);
    f = udat_open(UDAT_NONE, style, locale, utc, -1, NULL, -1, &e);
  }
  assert_true(U_SUCCESS(e));
  udat_format(f, day * 86400000.0 + 4e7, text, 128, NULL, &e);
  u_strToUTF8(out, size, NULL, text, -1, &e);
  assert_true(U_SUCCESS(e));
  udat_close(f);
}

// Whole and medium dates, and months with years, in the languages' own words.
static void languages(void **state) {
  (void)state;
  static const char *const locales[] = {"en", "en_GB", "fr", "de",    "de_AT", "es", "pt", "it", "nl", "ru",
                                        "pl", "tr",    "ar", "ar_LB", "ar_MA", "ko", "ja", "zh", "id", "sv",
                                        "da", "nb",    "fi", "cs",    "uk",    "ro", "hu", "el", "bg", "he"};
  static const struct ct_date_style dmy = {.order = CT_DATE_DMY}, mdy = {.order = CT_DATE_MDY};
  for (size_t l = 0; l < sizeof locales / sizeof *locales; l++) {
    const struct ct_date_style *style = strcmp(locales[l], "en") == 0 ? &mdy : &dmy;
    char text[256];
    for (int m = 0; m < 12; m++) {
      int day = 17532 + m * 30 + m % 7 + 8;  // 2018-01-09 and on
      char iso[16];
      ct_date_format(day, iso);
      for (int k = 0; k < 3; k++) {
        static const UDateFormatStyle styles[] = {UDAT_FULL, UDAT_LONG, UDAT_MEDIUM};
        formatted(locales[l], styles[k], NULL, day, text, sizeof text);
        read_day(style, text, day, day, locales[l]);
      }
      formatted(locales[l], UDAT_LONG, "d MMM y", day, text, sizeof text);
      read_day(style, text, day, day, locales[l]);
      formatted(locales[l], UDAT_LONG, "d MMMM yyyy", day, text, sizeof text);
      read_day(style, text, day, day, locales[l]);
      struct ct_date d;
      formatted(locales[l], UDAT_LONG, "LLLL y", day, text, sizeof text);
      if (!ct_date_read(style, text, strlen(text), &d)) fail_msg("%s: '%s' is not read", locales[l], text);
      char first[16];
      ct_date_format(d.days.first, first);
      if (d.grain != CT_DATE_MONTH || strncmp(first, iso, 7) != 0)
        fail_msg("%s: '%s' is no month", locales[l], text);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(calendar), cmocka_unit_test(printed),
                                     cmocka_unit_test(languages)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Date spans: forms of weeks, quarters, halves and decades, and the date-time group.
#include "base/date_civil.h"
#include "base/date_cursor.h"

static bool span_of(struct ct_date_part *out, enum ct_date_grain grain, int first, int last) {
  out->span = (struct ct_interval){first, last};
  out->spanned = true;
  out->grain = grain;
  return true;
}

// Year and number around the word: 2018-W19, W19 2018, Q2 2018, 2Q 2018, 2018 Q2; weeks also with a day.
static bool counted(const struct ct_date_cursor *c, enum ct_date_word word, int *n, int *weekday,
                    struct ct_date_part *out) {
  struct ct_date_plain w = {.n = 0};
  if (!ct_date_without_marks(c, &w) || w.n < 3) return false;
  int at = -1;
  for (size_t i = 0; i < w.n; i++) {
    if (w.t[i]->kind == CT_DATE_TOKEN_WORD && w.t[i]->word == word && at < 0)
      at = (int)i;
    else if (w.t[i]->kind != CT_DATE_TOKEN_NUMBER)
      return false;
  }
  if (at < 0 || at > 1) return false;
  const struct ct_date_token *year = w.t[at == 0 ? 2 : at == 1 && w.t[0]->digits == 4 ? 0 : 2];
  const struct ct_date_token *number = w.t[at == 0 ? 1 : year == w.t[0] ? 2 : 0];
  bool iso_day = w.n == 4 && year == w.t[0] && word == CT_DATE_WORD_WEEK && w.t[3]->digits == 1;
  if (w.n == 4 && !iso_day) return false;
  *weekday = iso_day ? w.t[3]->value : 0;
  *n = number->value;
  if (word == CT_DATE_WORD_WEEK && w.n == 3 && number->digits == 3 && year == w.t[0]) {  // 2018W193
    *weekday = number->value % 10;
    *n = number->value / 10;
    return *weekday > 0 && year->digits == 4 && ct_date_take_year(c, year, out);
  }
  return number->digits <= 2 && year->digits == 4 && ct_date_take_year(c, year, out);
}

bool ct_date_form_week(const struct ct_date_cursor *c, struct ct_date_part *out) {
  int n, weekday;
  if (!counted(c, CT_DATE_WORD_WEEK, &n, &weekday, out)) return false;
  if (n < 1 || n > ct_civil_weeks(out->year) || weekday > 7) {
    out->fault = CT_DATE_NO_SUCH_DAY;
    return false;
  }
  int monday = ct_civil_week1(out->year) + 7 * (n - 1);
  if (weekday) return span_of(out, CT_DATE_DAY, monday + weekday - 1, monday + weekday - 1);
  return span_of(out, CT_DATE_WEEK, monday, monday + 6);
}

bool ct_date_form_quarter(const struct ct_date_cursor *c, struct ct_date_part *out) {
  int n, none;
  bool half = false;
  if (!counted(c, CT_DATE_WORD_QUARTER, &n, &none, out)) {
    if (!counted(c, CT_DATE_WORD_HALF, &n, &none, out)) return false;
    half = true;
  }
  int months = half ? 6 : 3;
  if (n < 1 || n > 12 / months) return false;
  int first = (n - 1) * months + 1, last = n * months;
  out->ends[0] = out->ends[1] = CT_DATE_MONTH;
  return span_of(out, half ? CT_DATE_RANGE : CT_DATE_QUARTER, ct_civil_day(out->year, first, 1),
                 ct_civil_day(out->year, last, ct_civil_month_days(out->year, last)));
}

bool ct_date_form_decade(const struct ct_date_cursor *c, struct ct_date_part *out) {
  if (c->n != 2 || !ct_cursor_number(c, 0) || !ct_cursor_word(c, 1, CT_DATE_WORD_DECADE)) return false;
  int year = c->t[0].value;
  if (c->t[0].digits != 4 || c->t[0].unknown || year % 10 || year < 10) return false;
  out->ends[0] = out->ends[1] = CT_DATE_YEAR;
  return span_of(out, CT_DATE_RANGE, ct_civil_day(year, 1, 1), ct_civil_day(year + 9, 12, 31));
}

// "091530Z MAY 18": day, hour and minute in one, as signals have it.
bool ct_date_form_group(const struct ct_date_cursor *c, struct ct_date_part *out) {
  if (c->n != 3 || !ct_cursor_number(c, 0) || c->t[0].digits != 6 || !ct_cursor_month(c, 1, false))
    return false;
  int v = c->t[0].value;
  if (v / 100 % 100 > 23 || v % 100 > 59 || !ct_date_set_year(c, 2, out)) return false;
  out->day = v / 10000;
  out->month = c->t[1].value;
  out->grain = CT_DATE_TIME;
  return out->day > 0;
}

// SPDX-License-Identifier: MIT
// Date numbers: forms of plain numbers, and the order of day, month and year in them.
#include "base/date_civil.h"
#include "base/date_cursor.h"

unsigned ct_date_orders(const int v[3], const int digits[3]) {
  static const int at[4][3] = {{0}, {2, 1, 0}, {2, 0, 1}, {0, 1, 2}};  // places of year, month, day
  unsigned orders = 0;
  for (int order = CT_DATE_DMY; order <= CT_DATE_YMD; order++) {
    const int *k = at[order];
    if (digits[k[1]] > 2 || digits[k[2]] > 2) continue;
    if (digits[k[0]] != 2 && digits[k[0]] != 4) continue;
    int year = digits[k[0]] == 4 ? v[k[0]] : v[k[0]] + 2000;
    if (year > 0 && ct_date_day_exists(year, v[k[1]], v[k[2]])) orders |= 1u << order;
  }
  return orders;
}

static bool same_both_ways(const int v[3], unsigned orders) {
  return orders == (1u << CT_DATE_DMY | 1u << CT_DATE_MDY) && v[0] == v[1];
}

// The order to read three numbers in: the style's, else the one that is left.
static enum ct_date_order choose(const struct ct_date_cursor *c, const int v[3], bool slashes,
                                 struct ct_date_part *out) {
  enum ct_date_order wanted = c->style ? c->style->order : CT_DATE_UNORDERED;
  unsigned orders = out->orders, day_month = 1u << CT_DATE_DMY | 1u << CT_DATE_MDY;
  if (wanted && (orders & 1u << wanted)) return wanted;
  if (wanted == CT_DATE_DMY || wanted == CT_DATE_MDY) {
    out->contrary = (orders & day_month) != 0;
    return orders & 1u << CT_DATE_DMY   ? CT_DATE_DMY
           : orders & 1u << CT_DATE_MDY ? CT_DATE_MDY
                                        : CT_DATE_UNORDERED;
  }
  if (wanted || (out->short_year && !slashes)) return CT_DATE_UNORDERED;
  for (enum ct_date_order o = CT_DATE_DMY; o <= CT_DATE_YMD; o++)
    if (orders == 1u << o) return o;
  return same_both_ways(v, orders) ? CT_DATE_DMY : CT_DATE_UNORDERED;
}

static bool three_numbers(const struct ct_date_cursor *c, struct ct_date_part *out) {
  const struct ct_date_token *t[3] = {&c->t[0], &c->t[2], &c->t[4]};
  int digits[3];
  for (int i = 0; i < 3; i++) {
    if (t[i]->unknown || t[i]->digits > 4 || t[i]->digits == 3) return false;
    if (t[i]->digits == 1 && t[i]->value == 0) return false;
    out->three[i] = t[i]->value;
    digits[i] = t[i]->digits;
  }
  int *v = out->three;
  bool year_first = digits[0] == 4;
  // ISO's own form has two digits; a single one is common with other marks, and harmless after a whole year.
  if (!year_first && digits[2] != 4 && digits[2] != 2) return false;
  out->short_year = !year_first && digits[2] == 2;
  bool slashes = c->t[1].value == '/';
  out->orders = ct_date_orders(v, digits);
  enum ct_date_order order = year_first ? CT_DATE_YMD : choose(c, v, slashes, out);
  if (year_first && !(out->orders & 1u << CT_DATE_YMD)) order = CT_DATE_UNORDERED;
  if (!order) {
    out->fault = out->orders ? CT_DATE_ORDER_UNKNOWN : CT_DATE_NO_SUCH_DAY;
    return false;
  }
  if (year_first) out->orders = 0;
  out->bare = out->short_year && !slashes;
  bool last = order != CT_DATE_YMD;
  int y = last ? 2 : 0;
  out->day = last ? v[order == CT_DATE_DMY ? 0 : 1] : v[2];
  out->month = last ? v[order == CT_DATE_DMY ? 1 : 0] : v[1];
  out->year = digits[y] == 4 ? v[y] : ct_date_full_year(c->style, v[y]);
  return true;
}

// 2018-129: the day of the year.
static bool ordinal(const struct ct_date_cursor *c, struct ct_date_part *out) {
  int n = c->t[2].value;
  if (c->t[2].digits != 3 || c->t[0].digits != 4 || c->t[0].unknown || !ct_cursor_mark(c, 1, '-'))
    return false;
  int year = c->t[0].value;
  if (year < 1 || n < 1 || n > ct_civil_year_days(year)) return false;
  int day = ct_civil_day(year, 1, 1) + n - 1;
  out->span = (struct ct_interval){day, day};
  out->spanned = out->bare = true;
  out->grain = CT_DATE_DAY;
  return true;
}

// 2018-05, 2018/5, 05/2018; 05.2018 only in a column of dates.
static bool two_numbers(const struct ct_date_cursor *c, struct ct_date_part *out) {
  const struct ct_date_token *a = &c->t[0], *b = &c->t[2];
  int mark = c->t[1].value;
  bool named = c->style && c->style->named;
  if (a->unknown || b->unknown) return false;
  if (a->digits == 4 && b->digits <= 2) {
    if (b->digits == 1 && mark != '/') return false;
    if (b->digits == 2 && b->value > 12 && mark == '/' && b->value == (a->value + 1) % 100) {
      out->span = (struct ct_interval){ct_civil_day(a->value, 1, 1), ct_civil_day(a->value + 1, 12, 31)};
      out->spanned = true;
      out->grain = CT_DATE_RANGE;
      out->ends[0] = out->ends[1] = CT_DATE_YEAR;
      return a->value > 0;
    }
    if (b->value == 0 && b->digits == 1) return false;
    out->bare = mark == '.' || mark == '/';
    out->year = a->value;
    out->month = b->value;
    out->fault = out->month > 12 ? CT_DATE_NO_SUCH_DAY : CT_DATE_NO_FAULT;
    return out->year > 0 && out->month <= 12;
  }
  if (b->digits == 4 && a->digits <= 2 && (mark != '.' || named)) {
    if (a->value < 1 || a->value > 12) return false;
    out->month = a->value;
    out->year = b->value;
    return out->year > 0;
  }
  if (c->partial && a->digits <= 2 && b->digits <= 2) {
    out->pair[0] = a->value;
    out->pair[1] = b->value;
    return a->value > 0 && b->value > 0;
  }
  return false;
}

static bool one_number(const struct ct_date_cursor *c, struct ct_date_part *out) {
  const struct ct_date_token *t = &c->t[0];
  if (c->partial && t->digits <= 2 && t->value > 0) {
    out->number = t->value;
    out->bare = true;
    return true;
  }
  if (t->digits != 4 || t->value < 1) return false;
  if (t->unknown) {
    int years = t->unknown == 1 ? 10 : 100;
    out->span =
        (struct ct_interval){ct_civil_day(t->value, 1, 1), ct_civil_day(t->value + years - 1, 12, 31)};
    out->spanned = true;
    out->grain = CT_DATE_RANGE;
    out->ends[0] = out->ends[1] = CT_DATE_YEAR;
    return true;
  }
  out->year = t->value;
  out->bare = true;
  return true;
}

bool ct_date_form_numbers(const struct ct_date_cursor *c, struct ct_date_part *out) {
  if (c->n == 1) return ct_cursor_number(c, 0) && one_number(c, out);
  if (!ct_cursor_number(c, 0) || !ct_cursor_separator(c, 1) || !ct_cursor_number(c, 2)) return false;
  if (c->n == 3) return ordinal(c, out) || two_numbers(c, out);
  return c->n == 5 && ct_cursor_separator(c, 3) && c->t[3].value == c->t[1].value && ct_cursor_number(c, 4) &&
         three_numbers(c, out);
}

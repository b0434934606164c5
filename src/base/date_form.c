// SPDX-License-Identifier: MIT
// Date form: one date, or one end of a range, from its tokens.
#include "base/date_form.h"

#include "base/date_civil.h"

struct cursor {
  const struct ct_date_style *style;
  const struct ct_date_token *t;
  size_t n;
  bool partial;
};

static bool number_at(const struct cursor *c, size_t i) {
  return i < c->n && c->t[i].kind == CT_DATE_TOKEN_NUMBER;
}

static bool word_at(const struct cursor *c, size_t i, enum ct_date_word word) {
  return i < c->n && c->t[i].kind == CT_DATE_TOKEN_WORD && c->t[i].word == word;
}

static bool mark_at(const struct cursor *c, size_t i, int mark) {
  return i < c->n && c->t[i].kind == CT_DATE_TOKEN_MARK && c->t[i].value == mark;
}

static bool separator_at(const struct cursor *c, size_t i) {
  return (mark_at(c, i, '-') || mark_at(c, i, '/') || mark_at(c, i, '.')) && !c->t[i].dash;
}

static bool month_at(const struct cursor *c, size_t i, bool roman) {
  return word_at(c, i, CT_DATE_WORD_MONTH) || word_at(c, i, CT_DATE_WORD_MONTH_OR_WEEKDAY) ||
         (roman && word_at(c, i, CT_DATE_WORD_ROMAN));
}

int ct_date_full_year(const struct ct_date_style *style, int year) {
  int pivot = style && style->pivot ? style->pivot : 69;
  return year < pivot ? 2000 + year : 1900 + year;
}

static bool set_year(const struct cursor *c, size_t i, struct ct_date_part *out) {
  const struct ct_date_token *t = &c->t[i];
  if (t->kind != CT_DATE_TOKEN_NUMBER || t->unknown || (t->digits != 4 && t->digits != 2)) return false;
  out->short_year = t->digits == 2;
  out->year = out->short_year ? ct_date_full_year(c->style, t->value) : t->value;
  return out->year > 0;
}

static bool short_number(const struct ct_date_token *t) {
  return t->kind == CT_DATE_TOKEN_NUMBER && t->digits <= 2;
}

// ---- Numbers alone

static bool day_exists(int year, int month, int day) {
  if (month > 12 || (!month && day)) return false;
  return !day || day <= ct_civil_month_days(year, month);
}

unsigned ct_date_orders(const int v[3], const int digits[3]) {
  static const int at[4][3] = {{0}, {2, 1, 0}, {2, 0, 1}, {0, 1, 2}};  // places of year, month, day
  unsigned orders = 0;
  for (int order = CT_DATE_DMY; order <= CT_DATE_YMD; order++) {
    const int *k = at[order];
    if (digits[k[1]] > 2 || digits[k[2]] > 2) continue;
    if (digits[k[0]] != 2 && digits[k[0]] != 4) continue;
    int year = digits[k[0]] == 4 ? v[k[0]] : v[k[0]] + 2000;
    if (year > 0 && day_exists(year, v[k[1]], v[k[2]])) orders |= 1u << order;
  }
  return orders;
}

static bool same_both_ways(const int v[3], unsigned orders) {
  return orders == (1u << CT_DATE_DMY | 1u << CT_DATE_MDY) && v[0] == v[1];
}

// The order to read three numbers in: the style's, else the one that is left.
static enum ct_date_order choose(const struct cursor *c, const int v[3], bool slashes,
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

static bool three_numbers(const struct cursor *c, struct ct_date_part *out) {
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
static bool ordinal(const struct cursor *c, struct ct_date_part *out) {
  int n = c->t[2].value;
  if (c->t[2].digits != 3 || c->t[0].digits != 4 || c->t[0].unknown || !mark_at(c, 1, '-')) return false;
  int year = c->t[0].value;
  if (year < 1 || n < 1 || n > ct_civil_year_days(year)) return false;
  int day = ct_civil_day(year, 1, 1) + n - 1;
  out->span = (struct ct_interval){day, day};
  out->spanned = out->bare = true;
  out->grain = CT_DATE_DAY;
  return true;
}

// 2018-05, 2018/5, 05/2018; 05.2018 only in a column of dates.
static bool two_numbers(const struct cursor *c, struct ct_date_part *out) {
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

static bool one_number(const struct cursor *c, struct ct_date_part *out) {
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

static bool numbers(const struct cursor *c, struct ct_date_part *out) {
  if (c->n == 1) return number_at(c, 0) && one_number(c, out);
  if (!number_at(c, 0) || !separator_at(c, 1) || !number_at(c, 2)) return false;
  if (c->n == 3) return ordinal(c, out) || two_numbers(c, out);
  return c->n == 5 && separator_at(c, 3) && c->t[3].value == c->t[1].value && number_at(c, 4) &&
         three_numbers(c, out);
}

// ---- With a month's name

// Words and numbers without the marks between them.
struct plain {
  const struct ct_date_token *t[4];
  size_t n;
  bool dashed;  // a mark before the last
};

static bool without_marks(const struct cursor *c, struct plain *out) {
  bool before = true;  // a mark, or the beginning
  for (size_t i = 0; i < c->n; i++) {
    bool mark = separator_at(c, i);
    if (c->t[i].kind == CT_DATE_TOKEN_MARK && (!mark || before)) return false;
    if (!mark && out->n == 4) return false;
    if (!mark) {
      out->dashed = before && out->n > 0;
      out->t[out->n++] = &c->t[i];
    }
    before = mark;
  }
  return out->n > 0 && !before;
}

static bool take_year(const struct cursor *c, const struct ct_date_token *t, struct ct_date_part *out) {
  struct cursor at = {c->style, t, 1, false};
  return set_year(&at, 0, out);
}

static bool day_of(const struct ct_date_token *t, struct ct_date_part *out) {
  out->day = t->value;
  return short_number(t);
}

// Which of the words is the month: the first that can be nothing else, or the last.
static int month_place(const struct cursor *c, const struct plain *w) {
  int found = -1;
  for (size_t i = 0; i < w->n; i++) {
    struct cursor at = {c->style, w->t[i], 1, false};
    if (!month_at(&at, 0, w->n == 3 && i == 1)) continue;
    if (found >= 0) return -1;
    found = (int)i;
  }
  return found;
}

static bool month_and_number(const struct cursor *c, const struct plain *w, int place,
                             struct ct_date_part *out) {
  const struct ct_date_token *t = w->t[place];
  if (t->digits == 4) return take_year(c, t, out);
  if (!short_number(t)) return false;
  // "Sep-84" and "May '18" are months, "May 18" only where the other end tells the year.
  bool year = place > 0 && t->digits == 2 && (w->dashed || t->value > 31);
  if (year) return take_year(c, t, out);
  return c->partial && day_of(t, out) && t->value > 0;
}

static bool with_month(const struct cursor *c, struct ct_date_part *out) {
  struct plain w = {.n = 0};
  if (!without_marks(c, &w)) return false;
  int k = month_place(c, &w);
  if (k < 0) return false;
  out->month = w.t[k]->value;
  for (size_t i = 0; i < w.n; i++)
    if ((int)i != k && w.t[i]->kind != CT_DATE_TOKEN_NUMBER) return false;
  if (w.n == 1) return c->partial;
  if (w.n == 2) return month_and_number(c, &w, k == 0, out);
  if (w.n != 3) return false;
  const struct ct_date_token *first = w.t[k == 0 ? 1 : 0], *last = w.t[2];
  if (k == 2) return false;
  bool year_first =
      k == 1 && (first->digits == 4 || (first->digits == 2 && first->value > 31 && short_number(last)));
  if (year_first) return take_year(c, first, out) && day_of(last, out);
  return take_year(c, last, out) && day_of(first, out);
}

// The "11, 2018" of "May 9-11, 2018".
static bool day_and_year(const struct cursor *c, struct ct_date_part *out) {
  return c->partial && c->n == 2 && number_at(c, 0) && c->t[1].digits == 4 && set_year(c, 1, out) &&
         day_of(&c->t[0], out) && out->day > 0;
}

// ---- 2018년 5월 9일

static bool units(const struct cursor *c, struct ct_date_part *out) {
  static const enum ct_date_word unit[3] = {CT_DATE_WORD_UNIT_YEAR, CT_DATE_WORD_UNIT_MONTH,
                                            CT_DATE_WORD_UNIT_DAY};
  int *const part[3] = {&out->year, &out->month, &out->day};
  size_t i = 0;
  int u = 0, first = -1;
  for (; u < 3 && i < c->n; u++) {
    if (!number_at(c, i) || !word_at(c, i + 1, unit[u])) {
      if (first < 0) continue;
      break;
    }
    if (u == 0 ? !set_year(c, i, out) : c->t[i].digits > 2 || c->t[i].value < 1) return false;
    if (u > 0) *part[u] = c->t[i].value;
    if (first < 0) first = u;
    i += 2;
  }
  return i == c->n && first >= 0 && (first == 0 || c->partial);
}

// ---- Weeks, quarters, halves, decades

static bool span_of(struct ct_date_part *out, enum ct_date_grain grain, int first, int last) {
  out->span = (struct ct_interval){first, last};
  out->spanned = true;
  out->grain = grain;
  return true;
}

// Year and number around the word: 2018-W19, W19 2018, Q2 2018, 2Q 2018, 2018 Q2; weeks also with a day.
static bool counted(const struct cursor *c, enum ct_date_word word, int *n, int *weekday,
                    struct ct_date_part *out) {
  struct plain w = {.n = 0};
  if (!without_marks(c, &w) || w.n < 3) return false;
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
    return *weekday > 0 && year->digits == 4 && take_year(c, year, out);
  }
  return number->digits <= 2 && year->digits == 4 && take_year(c, year, out);
}

static bool week(const struct cursor *c, struct ct_date_part *out) {
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

static bool quarter_or_half(const struct cursor *c, struct ct_date_part *out) {
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

static bool decade(const struct cursor *c, struct ct_date_part *out) {
  if (c->n != 2 || !number_at(c, 0) || !word_at(c, 1, CT_DATE_WORD_DECADE)) return false;
  int year = c->t[0].value;
  if (c->t[0].digits != 4 || c->t[0].unknown || year % 10 || year < 10) return false;
  out->ends[0] = out->ends[1] = CT_DATE_YEAR;
  return span_of(out, CT_DATE_RANGE, ct_civil_day(year, 1, 1), ct_civil_day(year + 9, 12, 31));
}

// "091530Z MAY 18": day, hour and minute in one, as signals have it.
static bool date_time_group(const struct cursor *c, struct ct_date_part *out) {
  if (c->n != 3 || !number_at(c, 0) || c->t[0].digits != 6 || !month_at(c, 1, false)) return false;
  int v = c->t[0].value;
  if (v / 100 % 100 > 23 || v % 100 > 59 || !set_year(c, 2, out)) return false;
  out->day = v / 10000;
  out->month = c->t[1].value;
  out->grain = CT_DATE_TIME;
  return out->day > 0;
}

// ---- One date

// "early", "mid" and "late" leave the tokens, with a dash behind them. Maybe one was a weekday ("mi").
static bool take_early(const struct cursor *c, struct ct_date_token *kept, size_t *n, bool *weekday,
                       struct ct_date_part *out) {
  *n = 0;
  for (size_t i = 0; i < c->n; i++) {
    const struct ct_date_token *t = &c->t[i];
    bool early = word_at(c, i, CT_DATE_WORD_EARLY) || word_at(c, i, CT_DATE_WORD_MID) ||
                 word_at(c, i, CT_DATE_WORD_LATE);
    if (!early) {
      kept[(*n)++] = *t;
      continue;
    }
    if (out->early) return false;
    out->early = t->word;
    *weekday = t->word == CT_DATE_WORD_MID && t->value == 1;
    if (mark_at(c, i + 1, '-')) i++;
  }
  return true;
}

static bool any_form(const struct cursor *c, struct ct_date_part *out) {
  static bool (*const forms[])(const struct cursor *, struct ct_date_part *) = {
      numbers, with_month, day_and_year, units, week, quarter_or_half, decade, date_time_group};
  struct ct_date_part empty = *out;
  enum ct_date_fault fault = CT_DATE_NO_FAULT;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    struct ct_date_part trial = empty;
    if (forms[i](c, &trial)) {
      *out = trial;
      return true;
    }
    if (!fault && trial.fault) {
      fault = trial.fault;
      *out = trial;
    }
  }
  return false;
}

static enum ct_date_grain grain_of(const struct ct_date_part *p) {
  return p->day ? CT_DATE_DAY : p->month ? CT_DATE_MONTH : CT_DATE_YEAR;
}

bool ct_date_form(const struct ct_date_style *style, const struct ct_date_token *t, size_t n, bool partial,
                  struct ct_date_part *out) {
  struct ct_date_token kept[CT_DATE_TOKENS];
  struct cursor c = {style, t, n, partial};
  *out = (struct ct_date_part){.grain = CT_DATE_DAY};
  if (!n || n > CT_DATE_TOKENS) return false;
  bool weekday = false;
  size_t left;
  if (!take_early(&c, kept, &left, &weekday, out)) return false;
  c.t = kept;
  c.n = left;
  if (!left && partial && out->early) return true;  // "early to mid May 2018"
  if (!c.n || !any_form(&c, out)) return false;
  if (!out->spanned && out->grain != CT_DATE_TIME) out->grain = grain_of(out);
  if (out->early && weekday && out->day) out->early = CT_DATE_WORD_NONE;
  if (!out->early) return true;
  out->bare = false;
  return !out->day && !out->spanned && !out->number && !out->pair[0];
}

static bool part_days(const struct ct_date_part *p, struct ct_interval *out) {
  int third = p->early == CT_DATE_WORD_EARLY ? 0 : p->early == CT_DATE_WORD_MID ? 1 : 2;
  if (!p->month) {
    int last = third * 4 + 4;
    *out = (struct ct_interval){ct_civil_day(p->year, third * 4 + 1, 1),
                                ct_civil_day(p->year, last, ct_civil_month_days(p->year, last))};
    return true;
  }
  *out = (struct ct_interval){ct_civil_day(p->year, p->month, third * 10 + 1),
                              ct_civil_day(p->year, p->month, third * 10 + 10)};
  if (third == 2) out->last = ct_civil_day(p->year, p->month, ct_civil_month_days(p->year, p->month));
  return true;
}

bool ct_date_form_days(struct ct_date_part *p, struct ct_interval *out) {
  if (p->spanned) {
    *out = p->span;
    return true;
  }
  p->fault = p->year ? CT_DATE_NO_SUCH_DAY : CT_DATE_NO_DATE;
  if (p->year < 1 || p->year > 9999 || !day_exists(p->year, p->month, p->day)) return false;
  p->fault = CT_DATE_NO_FAULT;
  if (p->early) {
    p->grain = CT_DATE_PART;
    p->ends[0] = p->ends[1] = p->month ? CT_DATE_MONTH : CT_DATE_YEAR;
    return part_days(p, out);
  }
  int m0 = p->month ? p->month : 1, m1 = p->month ? p->month : 12;
  *out = (struct ct_interval){ct_civil_day(p->year, m0, p->day ? p->day : 1),
                              ct_civil_day(p->year, m1, p->day ? p->day : ct_civil_month_days(p->year, m1))};
  return true;
}

// SPDX-License-Identifier: MIT
// Date read: texts of dates, ranges and doubtful ones as intervals of days.
#include "base/date_read.h"

#include <string.h>

#include "base/date_civil.h"
#include "base/date_form.h"
#include "base/date_token.h"

// ---- The form that nearly all rows of nearly all tables have

static int two(const char *s) {
  unsigned a = (unsigned)(s[0] - '0'), b = (unsigned)(s[1] - '0');
  return a < 10 && b < 10 ? (int)(a * 10 + b) : -1;
}

bool ct_date_iso_day(const char *s, size_t n, int *day) {
  if (n < 10 || s[4] != '-' || s[7] != '-') return false;
  int century = two(s), year = two(s + 2), m = two(s + 5), d = two(s + 8);
  if (century < 0 || year < 0 || m < 1 || m > 12 || d < 1) return false;
  year += century * 100;
  if (year < 1 || d > ct_civil_month_days(year, m)) return false;
  *day = ct_civil_day(year, m, d);
  return true;
}

// "2018-05-09", "2018-05-09T01:30", "2018-05-09 01:30:00", "...Z".
static bool iso(const char *s, size_t n, struct ct_date *out) {
  int day;
  if (n != 10 && n != 16 && n != 19 && n != 20) return false;
  if (!ct_date_iso_day(s, n, &day)) return false;
  if (n > 10) {
    if ((s[10] != 'T' && s[10] != ' ') || s[13] != ':' || two(s + 11) < 0 || two(s + 11) > 23) return false;
    if (two(s + 14) < 0 || two(s + 14) > 59) return false;
    if (n > 16 && (s[16] != ':' || two(s + 17) < 0 || two(s + 17) > 60)) return false;
    if (n == 20 && s[19] != 'Z') return false;
  }
  *out = (struct ct_date){.days = {day, day}, .grain = n > 10 ? CT_DATE_TIME : CT_DATE_DAY};
  return true;
}

// ---- What is left out before the grammar

struct reading {
  const struct ct_date_style *style;
  struct ct_date_tokens tokens;
  bool time, approximate, between;
};

static bool is_word(const struct ct_date_tokens *t, size_t i, enum ct_date_word w) {
  return i < t->n && t->v[i].kind == CT_DATE_TOKEN_WORD && t->v[i].word == w;
}

static bool is_mark(const struct ct_date_tokens *t, size_t i, int mark) {
  return i < t->n && t->v[i].kind == CT_DATE_TOKEN_MARK && t->v[i].value == mark;
}

static bool is_month(const struct ct_date_tokens *t, size_t i) {
  return is_word(t, i, CT_DATE_WORD_MONTH) || is_word(t, i, CT_DATE_WORD_MONTH_OR_WEEKDAY);
}

// "mar. 8 mai 2018": the first is mardi, not March.
static bool weekday_after_all(const struct ct_date_tokens *t, size_t i) {
  if (is_word(t, i, CT_DATE_WORD_WEEKDAY)) return true;
  if (!is_word(t, i, CT_DATE_WORD_MONTH_OR_WEEKDAY) || i + 2 >= t->n) return false;
  size_t k = i + 1;
  if (is_mark(t, k, ',')) k++;
  return k + 1 < t->n && t->v[k].kind == CT_DATE_TOKEN_NUMBER && is_month(t, k + 1);
}

// "주체107(2018)년": the era's year, and the same year said again.
static bool era(struct ct_date_tokens *t, size_t *i, struct ct_date_token *out) {
  if (*i + 1 >= t->n || t->v[*i + 1].kind != CT_DATE_TOKEN_NUMBER) return false;
  int year = t->v[*i].value + t->v[*i + 1].value;
  if (t->v[*i + 1].digits > 3) return false;
  *out = (struct ct_date_token){.kind = CT_DATE_TOKEN_NUMBER, .value = year, .digits = 4, .spaced = true};
  ++*i;
  const struct ct_date_token *again = *i + 1 < t->n ? &t->v[*i + 1] : NULL;
  if (again && again->kind == CT_DATE_TOKEN_NUMBER && again->digits == 4) {
    if (again->value != year) return false;
    ++*i;
  }
  return true;
}

// "13시 30분" and "13時30分15秒".
static bool clock_units(const struct ct_date_tokens *t, size_t *i) {
  size_t k = *i;
  while (k + 1 < t->n && t->v[k].kind == CT_DATE_TOKEN_NUMBER && is_word(t, k + 1, CT_DATE_WORD_CLOCK_UNIT)) {
    if (t->v[k].value > (t->v[k + 1].value ? 59 : 24)) return false;
    k += 2;
  }
  bool any = k > *i;
  *i = any ? k - 1 : k;
  return any;
}

// "5월 2018": before a year a numbered month is a name.
static bool numbered_month(const struct ct_date_tokens *t, size_t *i, struct ct_date_token *out) {
  if (!is_word(t, *i + 1, CT_DATE_WORD_UNIT_MONTH) || *i + 2 >= t->n || t->v[*i].value < 1 ||
      t->v[*i].value > 12)
    return false;
  if (t->v[*i + 2].kind != CT_DATE_TOKEN_NUMBER || t->v[*i + 2].digits != 4) return false;
  out->kind = CT_DATE_TOKEN_WORD;
  out->word = CT_DATE_WORD_MONTH;
  ++*i;
  return true;
}

enum fate { KEEP, DROP, DROP_WITH_MARK, REFUSE };

static enum fate fate_of(struct reading *r, size_t i, bool had_clock) {
  const struct ct_date_tokens *t = &r->tokens;
  const struct ct_date_token *k = &t->v[i];
  if (k->kind == CT_DATE_TOKEN_CLOCK) {
    r->time = true;
    return DROP;
  }
  if (k->kind == CT_DATE_TOKEN_MARK) return k->value == ',' ? DROP : KEEP;
  if (k->kind == CT_DATE_TOKEN_NUMBER) return KEEP;
  switch (k->word) {
    case CT_DATE_WORD_FILLER:
      return DROP;
    case CT_DATE_WORD_APPROX:
      if (!had_clock) r->approximate = true;
      return DROP;
    case CT_DATE_WORD_ZONE:
      return DROP;
    case CT_DATE_WORD_TIME:
      return i + 1 < t->n && t->v[i + 1].kind == CT_DATE_TOKEN_CLOCK ? DROP : REFUSE;
    case CT_DATE_WORD_BETWEEN:
      r->between = true;
      return DROP;
    case CT_DATE_WORD_TO:
      return i == 0 ? DROP : KEEP;
    case CT_DATE_WORD_MONTH_OR_WEEKDAY:
    case CT_DATE_WORD_WEEKDAY:
      return weekday_after_all(t, i) ? DROP_WITH_MARK : KEEP;
    case CT_DATE_WORD_CLOCK_UNIT:
      return REFUSE;
    default:
      return KEEP;
  }
}

// "~" is "about" at the ends and "to" between.
static void trim(struct reading *r) {
  struct ct_date_tokens *t = &r->tokens;
  if (is_mark(t, 0, '~')) {
    r->approximate = true;
    memmove(t->v, t->v + 1, --t->n * sizeof *t->v);
  }
  while (t->n && (is_mark(t, t->n - 1, '~') || is_mark(t, t->n - 1, '.'))) {
    r->approximate = r->approximate || is_mark(t, t->n - 1, '~');
    t->n--;
  }
  if (t->n && is_word(t, t->n - 1, CT_DATE_WORD_TO)) t->n--;  // 까지 stands behind
}

static bool clean(struct reading *r) {
  struct ct_date_tokens *t = &r->tokens;
  size_t n = 0;
  bool clock = false, spaced = false;
  for (size_t i = 0; i < t->n; i++) {
    struct ct_date_token kept = t->v[i];
    if (kept.kind == CT_DATE_TOKEN_NUMBER && clock_units(t, &i)) {
      clock = r->time = spaced = true;
      continue;
    }
    if (kept.kind == CT_DATE_TOKEN_NUMBER && numbered_month(t, &i, &kept)) {
      t->v[n++] = kept;
      continue;
    }
    if (is_word(t, i, CT_DATE_WORD_ERA) && !era(t, &i, &kept)) return false;
    enum fate f = kept.kind == CT_DATE_TOKEN_NUMBER ? KEEP : fate_of(r, i, clock);
    if (f == REFUSE) return false;
    clock = clock || kept.kind == CT_DATE_TOKEN_CLOCK;
    if (f == DROP_WITH_MARK && (is_mark(t, i + 1, '-') || is_mark(t, i + 1, '/'))) i++;
    if (f == KEEP) {
      kept.spaced = kept.spaced || spaced;
      t->v[n++] = kept;
    }
    spaced = f != KEEP;
  }
  t->n = n;
  trim(r);
  return t->n > 0;
}

// ---- Ranges

static bool splits(const struct reading *r, size_t i) {
  const struct ct_date_tokens *t = &r->tokens;
  if (r->between) return is_word(t, i, CT_DATE_WORD_AND);
  return is_word(t, i, CT_DATE_WORD_TO) || is_mark(t, i, '-') || is_mark(t, i, '/') || is_mark(t, i, '~') ||
         is_mark(t, i, '=') || is_mark(t, i, '&');
}

// 09/05 in a range takes the year from the other end, and its order from the column.
static bool order_pair(const struct ct_date_style *style, struct ct_date_part *p,
                       const struct ct_date_part *other) {
  if (!p->pair[0]) return true;
  if (!other->day) return false;
  int a = p->pair[0], b = p->pair[1];
  enum ct_date_order order = style ? style->order : CT_DATE_UNORDERED;
  if (!other->orders && other->year) order = CT_DATE_MDY;  // 2018-05-09/06-11
  if (!order) order = a > 12 ? CT_DATE_DMY : b > 12 || a == b ? CT_DATE_MDY : CT_DATE_UNORDERED;
  if (!order) {
    p->fault = CT_DATE_ORDER_UNKNOWN;
    p->orders = 1u << CT_DATE_DMY | 1u << CT_DATE_MDY;
    return false;
  }
  p->month = order == CT_DATE_DMY ? b : a;
  p->day = order == CT_DATE_DMY ? a : b;
  p->pair[0] = 0;
  return true;
}

// A bare number at the right end is the finest part the left one has: 2018-05-09/11, 2018-05/07, 2018/2019.
static bool place_right(const struct ct_date_part *left, struct ct_date_part *right) {
  if (!right->number) return true;
  if (left->spanned) return false;
  if (left->day)
    right->day = right->number;
  else if (left->month)
    right->month = right->number;
  else if (left->year && right->number == (left->year + 1) % 100)
    right->year = left->year + 1;
  else
    return false;
  right->number = 0;
  return true;
}

static bool place_left(struct ct_date_part *left, const struct ct_date_part *right) {
  if (!left->number) return true;
  if (right->spanned || !right->day) return false;
  left->day = left->number;
  left->number = 0;
  return true;
}

static bool fill(struct ct_date_part *left, struct ct_date_part *right) {
  if (left->early && !left->month && !left->year && !right->early) return false;
  if (!left->month && (left->day || (left->early && !left->year))) left->month = right->month;
  if (!right->month && right->day) right->month = left->month;
  if (!right->spanned && !right->year) {
    right->year = left->year;
    right->short_year = left->short_year;
  }
  if (!left->spanned && !left->year) {
    left->year = right->year;
    left->short_year = right->short_year;
    bool later = left->month > right->month || (left->month == right->month && left->day > right->day);
    if (later && right->month && left->month != right->month) left->year--;  // 30 Dec - 2 Jan 2019
  }
  left->bare = left->bare && right->bare;
  return true;
}

static enum ct_date_grain end_grain(const struct ct_date_part *p) {
  if (p->spanned) return p->grain == CT_DATE_RANGE || p->grain == CT_DATE_QUARTER ? p->ends[0] : CT_DATE_DAY;
  if (p->early) return p->month ? CT_DATE_DAY : CT_DATE_MONTH;
  return p->day ? CT_DATE_DAY : p->month ? CT_DATE_MONTH : CT_DATE_YEAR;
}

static void tell(const struct reading *r, const struct ct_date_part *p, struct ct_date *out) {
  out->approximate = out->approximate || r->approximate || p->approximate;
  out->short_year = out->short_year || p->short_year;
  out->contrary = out->contrary || p->contrary;
  out->orders |= p->orders;
}

static bool range_at(struct reading *r, size_t at, struct ct_date *out, int three[3]) {
  const struct ct_date_tokens *t = &r->tokens;
  struct ct_date_part end[2];
  struct ct_interval days[2];
  for (int e = 0; e < 2; e++) {
    const struct ct_date_token *v = e ? t->v + at + 1 : t->v;
    size_t n = e ? t->n - at - 1 : at;
    if (n > 1 && is_mark(t, (size_t)(v - t->v) + n - 1, '.')) n--;  // "9. bis 11. Mai"
    if (!ct_date_form(r->style, v, n, false, &end[e])) {
      if (end[e].fault == CT_DATE_ORDER_UNKNOWN || !ct_date_form(r->style, v, n, true, &end[e])) {
        if (end[e].fault > out->fault) out->fault = end[e].fault, out->orders = end[e].orders;
        if (end[e].orders) memcpy(three, end[e].three, sizeof end[e].three);
        return false;
      }
    }
  }
  if (!place_right(&end[0], &end[1]) || !place_left(&end[0], &end[1])) return false;
  if (!order_pair(r->style, &end[0], &end[1]) || !order_pair(r->style, &end[1], &end[0]) ||
      !fill(&end[0], &end[1])) {
    if (end[0].fault || end[1].fault) out->fault = CT_DATE_ORDER_UNKNOWN;
    return false;
  }
  for (int e = 0; e < 2; e++) {
    if (!ct_date_form_days(&end[e], &days[e])) {
      if (end[e].fault > out->fault) out->fault = end[e].fault;
      return false;
    }
    tell(r, &end[e], out);
    if (end[e].orders) memcpy(three, end[e].three, sizeof end[e].three);
  }
  if (days[1].last < days[0].first || days[1].first < days[0].first) {
    out->fault = CT_DATE_BACKWARDS;
    return false;
  }
  out->days = (struct ct_interval){days[0].first, days[1].last};
  out->ends[0] = end_grain(&end[0]);
  out->ends[1] = end_grain(&end[1]);
  out->grain = CT_DATE_RANGE;
  out->bare = end[0].bare && end[1].bare;
  bool one = days[0].first == days[1].first && days[0].last == days[1].last && out->ends[0] == out->ends[1];
  if (one) out->grain = out->ends[0];
  return true;
}

static bool range(struct reading *r, struct ct_date *out, int three[3]) {
  struct ct_date failed = *out;
  for (size_t i = 1; i + 1 < r->tokens.n; i++) {
    if (!splits(r, i)) continue;
    struct ct_date trial = {0};
    if (range_at(r, i, &trial, three)) {
      *out = trial;
      return true;
    }
    if (trial.fault > failed.fault) failed = trial;
  }
  *out = failed;
  return false;
}

static bool single(struct reading *r, struct ct_date *out, int three[3]) {
  struct ct_date_part p;
  struct ct_interval days;
  bool ok = ct_date_form(r->style, r->tokens.v, r->tokens.n, false, &p) && ct_date_form_days(&p, &days);
  out->fault = p.fault;
  out->orders = p.orders;
  memcpy(three, p.three, sizeof p.three);
  if (!ok) return false;
  tell(r, &p, out);
  out->days = days;
  out->grain = r->time && p.grain == CT_DATE_DAY ? CT_DATE_TIME : p.grain;
  out->ends[0] = p.ends[0];
  out->ends[1] = p.ends[1];
  out->bare = p.bare && !r->approximate;
  out->fault = CT_DATE_NO_FAULT;
  return true;
}

static bool read_tokens(const struct ct_date_style *style, const char *text, size_t n, struct ct_date *out,
                        int three[3]) {
  struct reading r = {.style = style};
  if (!ct_date_tokens_read(&r.tokens, text, n)) {
    out->fault = r.tokens.fault;
    return false;
  }
  if (!clean(&r)) return false;
  if (!r.between && single(&r, out, three)) return true;
  return range(&r, out, three);
}

// A number that a style explains; years of four digits are read as texts are.
static bool number(const struct ct_date_style *style, const struct ct_date_bare *b, struct ct_date *out) {
  return style && style->number && ct_date_of_number(style->number, b, out);
}

bool ct_date_read_three(const struct ct_date_style *style, const char *text, size_t n, struct ct_date *out,
                        int three[3]) {
  struct ct_date_bare b;
  while (n && (unsigned char)text[n - 1] <= ' ') n--;
  while (n && (unsigned char)*text <= ' ') text++, n--;
  *out = (struct ct_date){0};
  if (iso(text, n, out)) return true;
  bool whole = false;
  if (n && *text >= '0' && *text <= '9' && ct_date_bare_number(text, n, &b)) {
    whole = b.digits != 4 || b.fraction;
    if (whole && number(style, &b, out)) return true;
    // "2018.05" and "05.2018" may still be months.
    if (b.digits > 8 || (whole && !b.fraction)) {
      *out = (struct ct_date){.fault = CT_DATE_NO_DATE};
      return false;
    }
  }
  *out = (struct ct_date){0};
  if (n && read_tokens(style, text, n, out, three)) return true;
  struct ct_date failed = {.fault = out->fault ? out->fault : CT_DATE_NO_DATE, .orders = out->orders};
  *out = failed;
  return false;
}

bool ct_date_read(const struct ct_date_style *style, const char *text, size_t n, struct ct_date *out) {
  int three[3];
  return ct_date_read_three(style, text, n, out, three);
}

bool ct_date_parse(const char *text, struct ct_interval *out) {
  struct ct_date d;
  if (!ct_date_read(NULL, text, strlen(text), &d)) return false;
  *out = d.days;
  return true;
}

// SPDX-License-Identifier: MIT
// Date survey: how a column writes its dates, told by all its texts together.
#include <string.h>

#include "base/date_civil.h"
#include "base/date_read.h"

// Values that a packed date, a serial day (1927 to 2173), or an instant of 1973 to 2286 could have.
static void add_number(struct ct_date_survey *s, const struct ct_date_bare *b) {
  struct ct_date d;
  s->numbers++;
  if (b->digits == 4 && !b->fraction)
    s->years++;
  else if ((b->digits == 8 || b->digits == 6) && ct_date_of_number(CT_DATE_PACKED, b, &d))
    s->packed +=
        b->value >= (b->digits == 8 ? 15000000 : 150000) && b->value < (b->digits == 8 ? 22000000 : 220000);
  else if (b->value >= 10000 && b->value < 100000)
    s->serials++;
  else if (b->value >= 1e8 && b->value < 1e10)
    s->seconds++;
  else if (b->value >= 1e11 && b->value < 1e13)
    s->millis++;
}

static void add_bit(unsigned long long bits[2], int value) {
  if (value >= 0 && value < 128) bits[value / 64] |= 1ull << (value % 64);
}

static bool old(int year) {
  return year >= 40 && year < 69;
}

static void add_orders(struct ct_date_survey *s, const struct ct_date *d, const int three[3]) {
  s->orders[d->orders >> CT_DATE_DMY & 7]++;
  if (!d->short_year && (d->orders & 1u << CT_DATE_YMD) == 0 && three[2] > 99) return;
  s->short_orders++;
  s->old_last = s->old_last || old(three[2]);
  s->old_first = s->old_first || old(three[0]);
  add_bit(s->low, three[0]);
  add_bit(s->high, three[2]);
}

static void add_day(struct ct_date_survey *s, const struct ct_interval *days) {
  if (s->plain == 0 || days->first < s->first_day) s->first_day = days->first;
  if (s->plain == 0 || days->last > s->last_day) s->last_day = days->last;
}

void ct_date_survey_add(struct ct_date_survey *s, const char *text) {
  struct ct_date d;
  struct ct_date_bare b;
  int day, three[3];
  if (!text) return;
  size_t n = strlen(text);
  if (n == 10 && ct_date_iso_day(text, n, &day)) {
    add_day(s, &(struct ct_interval){day, day});
    s->filled++;
    s->plain++;
    return;
  }
  while (n && (unsigned char)*text <= ' ') text++, n--;
  while (n && (unsigned char)text[n - 1] <= ' ') n--;
  if (!n) return;
  s->filled++;
  if (*text >= '0' && *text <= '9' && ct_date_bare_number(text, n, &b)) {
    add_number(s, &b);
    return;
  }
  const struct ct_date_style style = {.named = s->named};
  bool ok = ct_date_read_three(&style, text, n, &d, three);
  if (d.orders) {
    add_orders(s, &d, three);
  } else if (ok) {
    if (!d.bare) add_day(s, &d.days);
    s->plain++;
    s->bare += d.bare;
    s->short_years += d.short_year;
    if (d.short_year) {
      int y, m, dm;
      ct_civil_from_day(d.days.first, &y, &m, &dm);
      s->old_named = s->old_named || old(y % 100);
    }
  }
}

// Texts of three numbers that the order gives a date for.
static size_t valid(const struct ct_date_survey *s, enum ct_date_order order) {
  size_t n = 0;
  for (unsigned bits = 1; bits < 8; bits++)
    if (bits << CT_DATE_DMY & 1u << order) n += s->orders[bits];
  return n;
}

static int distinct(const unsigned long long bits[2]) {
  return __builtin_popcountll(bits[0]) + __builtin_popcountll(bits[1]);
}

// The order most texts have a date in; day first where nothing tells. Years change less than days do,
// so of short years the place with far fewer values holds them.
static enum ct_date_order settle_order(const struct ct_date_survey *s) {
  size_t dmy = valid(s, CT_DATE_DMY), mdy = valid(s, CT_DATE_MDY), ymd = valid(s, CT_DATE_YMD);
  if (!dmy && !mdy && !ymd) return CT_DATE_UNORDERED;
  size_t best = dmy > mdy ? dmy : mdy;
  bool year_first = ymd > best || (ymd == best && distinct(s->low) * 2 <= distinct(s->high));
  if (s->short_orders && year_first) return CT_DATE_YMD;
  return mdy > dmy ? CT_DATE_MDY : CT_DATE_DMY;
}

// Numbers alone are dates when the column's name says so and nearly all are of one kind; packed ones also
// when all of them are calendar days. Serials stand between dates where a spreadsheet kept them as numbers.
static enum ct_date_number settle_number(const struct ct_date_survey *s) {
  size_t others = s->numbers - s->years;
  const size_t counts[] = {0, s->packed, s->serials, s->seconds, s->millis};
  enum ct_date_number best = CT_DATE_NO_NUMBER;
  for (enum ct_date_number k = CT_DATE_PACKED; k <= CT_DATE_EPOCH_MS; k++)
    if (counts[k] > counts[best]) best = k;
  if (!best || counts[best] * 10 < others * 9) return CT_DATE_NO_NUMBER;
  if (s->named) return best;
  if (best == CT_DATE_PACKED && s->packed >= 5 && s->packed == s->numbers) return best;
  size_t texts = s->filled - s->numbers;
  return best == CT_DATE_EXCEL && texts > s->numbers ? best : CT_DATE_NO_NUMBER;
}

static size_t count_numbers(const struct ct_date_survey *s, enum ct_date_number kind) {
  const size_t counts[] = {0, s->packed, s->serials, s->seconds, s->millis};
  return counts[kind];
}

static void count_orders(const struct ct_date_survey *s, enum ct_date_order order, struct ct_date_counts *c) {
  for (unsigned bits = 1; bits < 8; bits++) {
    unsigned orders = bits << CT_DATE_DMY;
    if (orders == 1u << order)
      c->decisive += s->orders[bits];
    else if (orders & 1u << order)
      c->ambiguous += s->orders[bits];
    else if (order != CT_DATE_YMD && (orders & (1u << CT_DATE_DMY | 1u << CT_DATE_MDY)))
      c->contradictory += s->orders[bits];
  }
}

struct ct_date_style ct_date_survey_settle(const struct ct_date_survey *s, struct ct_date_counts *counts) {
  struct ct_date_style style = {.order = settle_order(s), .number = settle_number(s), .named = s->named};
  bool old_years = s->old_named;
  if (s->short_orders) old_years = old_years || (style.order == CT_DATE_YMD ? s->old_first : s->old_last);
  // 58 beside 84 and 03 is 1958: what is reported has happened.
  style.pivot = old_years ? 40 : 69;
  if (!counts) return style;
  *counts = (struct ct_date_counts){.filled = s->filled};
  count_orders(s, style.order, counts);
  counts->numbers = count_numbers(s, style.number);
  counts->short_years = s->short_years + s->short_orders;
  counts->bare = s->bare + s->years + (s->named ? 0 : style.number == CT_DATE_PACKED ? 0 : counts->numbers);
  counts->read =
      s->plain + s->years + counts->numbers + counts->decisive + counts->ambiguous + counts->contradictory;
  counts->not_dates = s->filled - counts->read;
  return style;
}

// SPDX-License-Identifier: MIT
// Date names: forms with the name of a month, or with units behind the numbers.
#include "base/date_cursor.h"

static bool day_of(const struct ct_date_token *t, struct ct_date_part *out) {
  out->day = t->value;
  return ct_date_short_number(t);
}

// The place of the month among the words; -1 when there is none, or more than one.
static int month_place(const struct ct_date_cursor *c, const struct ct_date_plain *w) {
  int found = -1;
  for (size_t i = 0; i < w->n; i++) {
    struct ct_date_cursor at = {c->style, w->t[i], 1, false};
    if (!ct_cursor_month(&at, 0, w->n == 3 && i == 1)) continue;
    if (found >= 0) return -1;
    found = (int)i;
  }
  return found;
}

static bool month_and_number(const struct ct_date_cursor *c, const struct ct_date_plain *w, int place,
                             struct ct_date_part *out) {
  const struct ct_date_token *t = w->t[place];
  if (t->digits == 4) return ct_date_take_year(c, t, out);
  if (!ct_date_short_number(t)) return false;
  // "Sep-84" and "May '18" are months, "May 18" only where the other end tells the year.
  bool year = place > 0 && t->digits == 2 && (w->dashed || t->value > 31);
  if (year) return ct_date_take_year(c, t, out);
  return c->partial && day_of(t, out) && t->value > 0;
}

bool ct_date_form_month(const struct ct_date_cursor *c, struct ct_date_part *out) {
  struct ct_date_plain w = {.n = 0};
  if (!ct_date_without_marks(c, &w)) return false;
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
  bool year_first = k == 1 && (first->digits == 4 ||
                               (first->digits == 2 && first->value > 31 && ct_date_short_number(last)));
  if (year_first) return ct_date_take_year(c, first, out) && day_of(last, out);
  return ct_date_take_year(c, last, out) && day_of(first, out);
}

// The "11, 2018" of "May 9-11, 2018".
bool ct_date_form_day_year(const struct ct_date_cursor *c, struct ct_date_part *out) {
  return c->partial && c->n == 2 && ct_cursor_number(c, 0) && c->t[1].digits == 4 &&
         ct_date_set_year(c, 1, out) && day_of(&c->t[0], out) && out->day > 0;
}

bool ct_date_form_units(const struct ct_date_cursor *c, struct ct_date_part *out) {
  static const enum ct_date_word unit[3] = {CT_DATE_WORD_UNIT_YEAR, CT_DATE_WORD_UNIT_MONTH,
                                            CT_DATE_WORD_UNIT_DAY};
  int *const part[3] = {&out->year, &out->month, &out->day};
  size_t i = 0;
  int u = 0, first = -1;
  for (; u < 3 && i < c->n; u++) {
    if (!ct_cursor_number(c, i) || !ct_cursor_word(c, i + 1, unit[u])) {
      if (first < 0) continue;
      break;
    }
    if (u == 0 ? !ct_date_set_year(c, i, out) : c->t[i].digits > 2 || c->t[i].value < 1) return false;
    if (u > 0) *part[u] = c->t[i].value;
    if (first < 0) first = u;
    i += 2;
  }
  return i == c->n && first >= 0 && (first == 0 || c->partial);
}

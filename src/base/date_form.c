// SPDX-License-Identifier: MIT
// Date form: one date, or one end of a range, from its tokens.
#include "base/date_form.h"

#include "base/date_civil.h"
#include "base/date_cursor.h"

int ct_date_full_year(const struct ct_date_style *style, int year) {
  int pivot = style && style->pivot ? style->pivot : 69;
  return year < pivot ? 2000 + year : 1900 + year;
}

bool ct_date_set_year(const struct ct_date_cursor *c, size_t i, struct ct_date_part *out) {
  const struct ct_date_token *t = &c->t[i];
  if (t->kind != CT_DATE_TOKEN_NUMBER || t->unknown || (t->digits != 4 && t->digits != 2)) return false;
  out->short_year = t->digits == 2;
  out->year = out->short_year ? ct_date_full_year(c->style, t->value) : t->value;
  return out->year > 0;
}

bool ct_date_day_exists(int year, int month, int day) {
  if (month > 12 || (!month && day)) return false;
  return !day || day <= ct_civil_month_days(year, month);
}

bool ct_date_without_marks(const struct ct_date_cursor *c, struct ct_date_plain *out) {
  bool before = true;  // a mark, or the beginning
  for (size_t i = 0; i < c->n; i++) {
    bool mark = ct_cursor_separator(c, i);
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

bool ct_date_take_year(const struct ct_date_cursor *c, const struct ct_date_token *t,
                       struct ct_date_part *out) {
  struct ct_date_cursor at = {c->style, t, 1, false};
  return ct_date_set_year(&at, 0, out);
}

// "early", "mid" and "late" leave the tokens, with a dash behind them. Maybe one was a weekday ("mi").
static bool take_early(const struct ct_date_cursor *c, struct ct_date_token *kept, size_t *n, bool *weekday,
                       struct ct_date_part *out) {
  *n = 0;
  for (size_t i = 0; i < c->n; i++) {
    const struct ct_date_token *t = &c->t[i];
    bool early = ct_cursor_word(c, i, CT_DATE_WORD_EARLY) || ct_cursor_word(c, i, CT_DATE_WORD_MID) ||
                 ct_cursor_word(c, i, CT_DATE_WORD_LATE);
    if (!early) {
      kept[(*n)++] = *t;
      continue;
    }
    if (out->early) return false;
    out->early = t->word;
    *weekday = t->word == CT_DATE_WORD_MID && t->value == 1;
    if (ct_cursor_mark(c, i + 1, '-')) i++;
  }
  return true;
}

static bool any_form(const struct ct_date_cursor *c, struct ct_date_part *out) {
  static ct_date_form_fn *const forms[] = {ct_date_form_numbers, ct_date_form_month, ct_date_form_day_year,
                                           ct_date_form_units,   ct_date_form_week,  ct_date_form_quarter,
                                           ct_date_form_decade,  ct_date_form_group};
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
  struct ct_date_cursor c = {style, t, n, partial};
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
  if (p->year < 1 || p->year > 9999 || !ct_date_day_exists(p->year, p->month, p->day)) return false;
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

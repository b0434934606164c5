// SPDX-License-Identifier: MIT
// Format date: dates as they are printed on a page, as fine as they are told.
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/date_civil.h"
#include "base/format.h"
#include "base/str.h"

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct civil {
  int year, month, day;
};

static struct civil civil_of(int day) {
  struct civil c;
  ct_civil_from_day(day, &c.year, &c.month, &c.day);
  return c;
}

// The finest part alone: "9", "9 May", "9 May 2018" by how much of it is wanted.
static const char *told(struct ct_arena *a, struct civil c, enum ct_date_grain grain, bool month, bool year) {
  const char *text = grain <= CT_DATE_DAY ? ct_arena_printf(a, "%d", c.day) : "";
  if (grain <= CT_DATE_MONTH && (month || grain == CT_DATE_MONTH))
    text = ct_arena_printf(a, "%s%s%s", text, *text ? CT_NB_SPACE : "", months[c.month - 1]);
  if (year || grain == CT_DATE_YEAR)
    text = ct_arena_printf(a, "%s%s%04d", text, *text ? CT_NB_SPACE : "", c.year);
  return text;
}

// "9–11 May 2018", "30 Dec 2018 – 2 Jan 2019", "May–Jun 2018", "2017–2018": the dash is open where an
// end has a space in it.
static const char *span(struct ct_arena *a, const struct ct_date *d, enum ct_date_grain from,
                        enum ct_date_grain to) {
  struct civil c0 = civil_of(d->days.first), c1 = civil_of(d->days.last);
  bool alike = from == to, year = !alike || c0.year != c1.year, month = year || c0.month != c1.month;
  const char *left = told(a, c0, from, month, year), *right = told(a, c1, to, true, true);
  bool open = strstr(left, CT_NB_SPACE) != NULL;
  return ct_arena_printf(a, "%s%s" CT_EN_DASH "%s%s", left, open ? CT_NB_SPACE : "", open ? " " : "", right);
}

static const char *part(struct ct_arena *a, const struct ct_date *d) {
  struct civil c = civil_of(d->days.first);
  bool of_month = d->ends[0] == CT_DATE_MONTH;
  int third = of_month ? (c.day - 1) / 10 : (c.month - 1) / 4;
  const char *word = third == 0 ? "early" : third == 1 ? "mid" : "late";
  return ct_arena_printf(a, "%s" CT_NB_SPACE "%s", word,
                         told(a, c, of_month ? CT_DATE_MONTH : CT_DATE_YEAR, true, true));
}

static const char *printed(struct ct_arena *a, const struct ct_date *d) {
  struct civil c = civil_of(d->days.first);
  switch (d->grain) {
    case CT_DATE_TIME:
    case CT_DATE_DAY:
    case CT_DATE_MONTH:
    case CT_DATE_YEAR:
      return told(a, c, d->grain, true, true);
    case CT_DATE_PART:
      return part(a, d);
    case CT_DATE_QUARTER:
      return ct_arena_printf(a, "Q%d" CT_NB_SPACE "%04d", (c.month + 2) / 3, c.year);
    case CT_DATE_WEEK:
      return span(a, d, CT_DATE_DAY, CT_DATE_DAY);
    case CT_DATE_RANGE:
      break;
  }
  return span(a, d, d->ends[0], d->ends[1]);
}

const char *ct_format_date_as(struct ct_arena *a, const struct ct_date_style *style, const char *text) {
  struct ct_date d;
  if (!ct_date_read(style, text, strlen(text), &d)) return ct_arena_strdup(a, text);
  const char *out = printed(a, &d);
  return d.approximate ? ct_arena_printf(a, "c." CT_NB_SPACE "%s", out) : out;
}

const char *ct_format_date(struct ct_arena *a, const char *text) {
  return ct_format_date_as(a, NULL, text);
}

static bool is_day(const char *p) {
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? p[i] != '-' : p[i] < '0' || p[i] > '9') return false;
  return true;
}

// What would make the figures part of something else: an id, a file's name.
static bool joins(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' ||
         c == '/' || (unsigned char)c >= 0x80;
}

const char *ct_format_dates_in(struct ct_arena *a, const char *text) {
  struct ct_str s = {.arena = a};
  bool any = false;
  for (const char *p = text; *p;) {
    bool day = is_day(p) && !(p > text && joins(p[-1])) && !joins(p[10]);
    if (day) ct_str_add(&s, ct_format_date(a, ct_arena_printf(a, "%.10s", p)));
    if (!day) ct_str_add_n(&s, p, 1);
    p += day ? 10 : 1;
    any = any || day;
  }
  return any ? ct_str_text(&s) : text;
}

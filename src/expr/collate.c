// SPDX-License-Identifier: MIT
// Collators: comparing, casing and formatting by the rules of the root locale and of English.
#include "expr/collate.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <wctype.h>

#include "base/arena.h"
#include "base/str.h"
#include "expr/collate_base.h"

// The C library's own UTF-8 locale: the same on every machine, whatever LANG says.
static locale_t utf8_locale(void) {
  static locale_t loc;
  locale_t have = __atomic_load_n(&loc, __ATOMIC_ACQUIRE);
  if (have) return have;
  have = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  if (!have) have = newlocale(LC_CTYPE_MASK, "C", (locale_t)0);
  __atomic_store_n(&loc, have, __ATOMIC_RELEASE);
  return have;
}

static void add_utf8(struct ct_str *s, unsigned c) {
  char b[4];
  size_t n = 0;
  if (c < 0x80) {
    b[n++] = (char)c;
  } else if (c < 0x800) {
    b[n++] = (char)(0xC0 | c >> 6);
  } else if (c < 0x10000) {
    b[n++] = (char)(0xE0 | c >> 12);
    b[n++] = (char)(0x80 | (c >> 6 & 0x3F));
  } else {
    b[n++] = (char)(0xF0 | c >> 18);
    b[n++] = (char)(0x80 | (c >> 12 & 0x3F));
    b[n++] = (char)(0x80 | (c >> 6 & 0x3F));
  }
  if (c >= 0x80) b[n++] = (char)(0x80 | (c & 0x3F));
  ct_str_add_n(s, b, n);
}

const char *ct_text_upper(const char *text, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  for (unsigned c; (c = ct_utf8_next(&text));) {
    if (c == 0xDF)
      ct_str_add(&s, "SS");
    else
      add_utf8(&s, (unsigned)towupper_l((wint_t)c, utf8_locale()));
  }
  return ct_str_text(&s);
}

const char *ct_text_lower(const char *text, struct ct_arena *a) {
  struct ct_str s = {.arena = a};
  for (unsigned c; (c = ct_utf8_next(&text));) add_utf8(&s, (unsigned)towlower_l((wint_t)c, utf8_locale()));
  return ct_str_text(&s);
}

static unsigned lower(unsigned c) {
  return (unsigned)towlower_l((wint_t)c, utf8_locale());
}

static bool is_mark(unsigned c) {
  return c >= 0x300 && c < 0x370;
}

// The next letter and the mark on it.
static unsigned letter(const char **s, unsigned *mark) {
  unsigned c;
  while (is_mark(c = ct_utf8_next(s))) continue;
  unsigned base = ct_collate_base(c, mark);
  const char *ahead = *s;
  unsigned next = ct_utf8_next(&ahead);
  if (is_mark(next)) {
    *mark = next;
    *s = ahead;
  }
  return base;
}

// Order of letters: marks and punctuation before digits before letters.
static unsigned weight(unsigned c) {
  unsigned l = lower(c);
  if (l < 0x80 && !(l >= '0' && l <= '9') && !(l >= 'a' && l <= 'z')) return l;
  return l + 0x1000;
}

int ct_collate(const struct ct_collator *c, const char *x, const char *y) {
  int marks = 0, cases = 0;
  while (*x && *y) {
    unsigned mark[2] = {0, 0}, a = letter(&x, &mark[0]), b = letter(&y, &mark[1]);
    if (weight(a) != weight(b)) return weight(a) < weight(b) ? -1 : 1;
    if (!marks && mark[0] != mark[1]) marks = mark[0] < mark[1] ? -1 : 1;
    // Small letters come first.
    if (!cases && a != b) cases = a > b ? -1 : 1;
  }
  if (*x || *y) return *x ? 1 : -1;
  if (c->diacritic_sensitive && marks) return marks;
  return c->case_sensitive ? cases : 0;
}

const char *ct_collate_locale(const struct ct_collator *c) {
  return c->locale ? c->locale : "en-US";
}

const char *ct_number_format(double x, const struct ct_number_style *style, struct ct_arena *a,
                             const char **why) {
  int least = style->least_decimals, most = style->most_decimals;
  int usual = style->currency ? 2 : 3;
  if (least > 20 || most > 20 || (least >= 0 && most >= 0 && least > most)) {
    *why = "maximumFractionDigits value is out of range.";
    return NULL;
  }
  if (least < 0) least = style->currency ? (most >= 0 && most < 2 ? most : 2) : 0;
  if (most < 0) most = least > usual ? least : usual;
  char digits[400], fraction[24] = "";
  double whole, rest = modf(fabs(x), &whole), scale = pow(10, most);
  if (!isfinite(x)) return isnan(x) ? "NaN" : x < 0 ? "-∞" : "∞";
  double part = floor(rest * scale + .5);
  if (part >= scale) {
    whole += 1;
    part = 0;
  }
  snprintf(digits, sizeof digits, "%.0f", whole);
  if (most) snprintf(fraction, sizeof fraction, "%0*.0f", most, part);
  int n = most;
  while (n > least && fraction[n - 1] == '0') n--;
  struct ct_str s = {.arena = a};
  if (x < 0 && (whole != 0 || part != 0)) ct_str_add(&s, "-");
  if (style->currency) ct_str_add(&s, strcmp(style->currency, "USD") == 0 ? "$" : style->currency);
  size_t length = strlen(digits);
  for (size_t i = 0; i < length; i++) {
    if (i && (length - i) % 3 == 0) ct_str_add(&s, ",");
    ct_str_add_n(&s, digits + i, 1);
  }
  if (n) ct_str_addf(&s, ".%.*s", n, fraction);
  if (style->unit) ct_str_addf(&s, " %s", style->unit);
  return ct_str_text(&s);
}

// SPDX-License-Identifier: MIT
// Relative number: numbers in running text, with what they are rounded to.
#include "coord/relative_number.h"

#include <math.h>
#include <string.h>

enum { DIGITS_MAX = 15 };

static size_t one_of(const char *p, const char *end, const char *const *texts) {
  for (; *texts; texts++) {
    size_t n = strlen(*texts);
    if ((size_t)(end - p) >= n && memcmp(p, *texts, n) == 0) return n;
  }
  return 0;
}

size_t ct_relative_blank(const char *p, const char *end) {
  static const char *const blanks[] = {" ", "\t", "\r", "\n", "\u00A0", "\u2009", "\u202F", "\u3000", NULL};
  return one_of(p, end, blanks);
}

size_t ct_relative_dash(const char *p, const char *end) {
  static const char *const dashes[] = {"-", "–", "—", "−", "‐", "‑", "~", "～", "－", "〜", "∼", NULL};
  return one_of(p, end, dashes);
}

// The digit at p, ASCII or full-width, or -1; *size is its bytes.
static int digit_at(const char *p, const char *end, size_t *size) {
  *size = 1;
  if (p < end && *p >= '0' && *p <= '9') return *p - '0';
  *size = 3;
  if (end - p >= 3 && memcmp(p, "\xEF\xBC", 2) == 0 && (unsigned char)p[2] >= 0x90 &&
      (unsigned char)p[2] <= 0x99)
    return (unsigned char)p[2] - 0x90;
  return -1;
}

static bool digit(const char *p, const char *end) {
  size_t size;
  return digit_at(p, end, &size) >= 0;
}

// Digits at *p into *value; how many.
static int digits(const char **p, const char *end, double *value) {
  int n = 0;
  size_t size;
  for (int d; (d = digit_at(*p, end, &size)) >= 0; *p += size, n++)
    if (n < DIGITS_MAX) *value = *value * 10 + d;
  return n;
}

// Exactly three digits at p, and no fourth?
static bool three_digits(const char *p, const char *end) {
  double ignored = 0;
  return digits(&p, end, &ignored) == 3;
}

static double step_of(double value, int decimals) {
  double last = pow(10, -decimals);
  if (decimals) return fmod(round(value / last), 10) == 5 ? 5 * last : last;
  static const double steps[] = {100, 50, 10, 5};
  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
    if (value > 0 && fmod(value, steps[i]) == 0) return steps[i];
  return 1;
}

// "½" and its kin, or "1/2".
static bool fraction(const char **p, const char *end, double *value, double *part) {
  static const struct {
    const char *text;
    double value, part;
  } signs[] = {{"½", 0.5, 0.5},
               {"¼", 0.25, 0.25},
               {"¾", 0.75, 0.25},
               {"⅓", 1.0 / 3, 1.0 / 3},
               {"⅔", 2.0 / 3, 1.0 / 3}};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    size_t n = strlen(signs[i].text);
    if ((size_t)(end - *p) < n || memcmp(*p, signs[i].text, n) != 0) continue;
    *p += n;
    *value = signs[i].value;
    *part = signs[i].part;
    return true;
  }
  const char *s = *p;
  double a = 0, b = 0;
  if (digits(&s, end, &a) != 1 || s == end || *s != '/') return false;
  s++;
  if (digits(&s, end, &b) < 1 || !(a > 0 && a < b) || !(b <= 5 || b == 8 || b == 10)) return false;
  if (s < end && *s == '/') return false;  // a date
  *p = s;
  *value = a / b;
  *part = 1 / b;
  return true;
}

// Groups of three digits behind the first one: "1,200", "1 200 000".
static bool group(const char **p, const char *end, bool blanks, char *sign, double *value) {
  const char *s = *p;
  size_t n = blanks ? ct_relative_blank(s, end) : 0;
  char here = n ? ' ' : s < end && (*s == ',' || *s == '\'') ? *s : 0;
  if (!here || (*sign && here != *sign)) return false;
  s += n ? n : 1;
  if (!three_digits(s, end)) return false;
  *sign = here;
  digits(&s, end, value);
  *p = s;
  return true;
}

bool ct_relative_number_read(const char **p, const char *end, bool grouped, struct ct_relative_number *out) {
  const char *s = *p;
  double part;
  *out = (struct ct_relative_number){.thousands = NAN, .last = 1};
  if (fraction(p, end, &out->value, &part)) {
    out->step = out->last = part;
    return true;
  }
  bool zero = s < end && *s == '0';
  int n = digits(&s, end, &out->value);
  if (!n) return false;
  char sign = 0;
  out->three = n == 3;
  for (int i = 0; n <= 3 && !zero && i < 4 && group(&s, end, grouped, &sign, &out->value); i++)
    out->three = false;
  int decimals = 0;
  if (s + 1 < end && (*s == '.' || (*s == ',' && !sign)) && digit(s + 1, end)) {
    bool dot = *s++ == '.';
    double whole = out->value, frac = 0;
    decimals = digits(&s, end, &frac);
    if (decimals > DIGITS_MAX) decimals = DIGITS_MAX;
    out->value = whole + frac / pow(10, decimals);
    if (dot && decimals == 3 && n <= 3 && !zero && !sign) {
      out->thousands = whole * 1000 + frac;
      out->thousands_step = step_of(out->thousands, 0);
    }
    out->three = false;
  }
  out->last = pow(10, -decimals);
  out->step = step_of(out->value, decimals);
  const char *more = s;
  double extra;
  while (ct_relative_blank(more, end)) more += ct_relative_blank(more, end);
  if (!decimals && fraction(&more, end, &extra, &part)) {
    s = more;
    out->value += extra;
    out->step = out->last = part;
    out->three = false;
  }
  *p = s;
  return true;
}

// SPDX-License-Identifier: MIT
// Number: reading decimal numbers from cells, fast and exactly.
#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

static bool blank(char c) {
  return c == ' ' || c == '\t';
}

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

static bool read_slowly(const char *s, size_t n, double *out) {
  char buf[512];
  if (n >= sizeof buf || memchr(s, '\0', n)) return false;
  memcpy(buf, s, n);
  buf[n] = '\0';
  return ct_parse_number(buf, out);
}

// Clinger's fast path: a mantissa below 2^53 and a power of ten up to 10^22 are both
// exact doubles, so one division rounds correctly.
bool ct_number_read(const char *s, size_t n, double *out) {
  static const double power[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  const char *p = s, *end = s + n;
  while (p < end && blank(*p)) p++;
  bool minus = p < end && *p == '-';
  if (minus) p++;
  uint64_t mantissa = 0;
  int digits = 0, decimals = 0;
  while (p < end && digit(*p) && digits < 16) mantissa = mantissa * 10 + (uint64_t)(*p++ - '0'), digits++;
  if (p < end && *p == '.') {
    p++;
    while (p < end && digit(*p) && digits < 16)
      mantissa = mantissa * 10 + (uint64_t)(*p++ - '0'), digits++, decimals++;
  }
  while (p < end && blank(*p)) p++;
  if (p != end || digits == 0 || digits > 15) return read_slowly(s, n, out);
  double x = (double)mantissa / power[decimals];
  *out = minus ? -x : x;
  return true;
}

size_t ct_number_fixed(double x, int decimals, char buf[64]) {
  static const double power[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  double whole = decimals >= 0 && decimals <= 15 ? nearbyint(fabs(x) * power[decimals]) : NAN;
  if (!(whole < 9e15) || whole / power[decimals] != fabs(x))
    return (size_t)snprintf(buf, 64, "%.*f", decimals, x);
  char digits[32];
  int n = 0;
  for (uint64_t v = (uint64_t)whole; v || n <= decimals; v /= 10) digits[n++] = (char)('0' + v % 10);
  char *p = buf;
  if (signbit(x)) *p++ = '-';
  while (n) {
    if (n == decimals) *p++ = '.';
    *p++ = digits[--n];
  }
  *p = '\0';
  return (size_t)(p - buf);
}

bool ct_number_is_plain(const char *s, size_t n) {
  double x;
  while (n && blank(*s)) s++, n--;
  if (!n || *s == '+' || !ct_number_read(s, n, &x)) return false;
  if (*s == '-') s++, n--;
  if (n > 1 && s[0] == '0' && digit(s[1])) return false;
  size_t whole = 0;
  while (whole < n && digit(s[whole])) whole++;
  return whole <= 15;
}

int ct_number_decimals(const char *s, size_t n) {
  while (n && blank(*s)) s++, n--;
  while (n && blank(s[n - 1])) n--;
  if (n && (*s == '-' || *s == '+')) s++, n--;
  size_t i = 0;
  while (i < n && digit(s[i])) i++;
  if (i == 0) return -1;
  if (i == n) return 0;
  if (s[i] != '.' && s[i] != ',') return -1;
  size_t first = ++i;
  while (i < n && digit(s[i])) i++;
  return i == n ? (int)(i - first) : -1;
}

size_t ct_number_scaled(int64_t m, int decimals, char buf[CT_NUMBER_TEXT]) {
  char digits[CT_NUMBER_TEXT];
  int n = 0;
  size_t k = 0;
  uint64_t u = m < 0 ? (uint64_t)-m : (uint64_t)m;
  for (; u || n <= decimals; u /= 10) digits[n++] = (char)('0' + u % 10);
  if (m < 0) buf[k++] = '-';
  while (n > 0) {
    if (n == decimals) buf[k++] = '.';
    buf[k++] = digits[--n];
  }
  buf[k] = '\0';
  return k;
}

enum { MAX_SHORT = 12 };

size_t ct_number_short(double x, int most, char buf[CT_NUMBER_TEXT]) {
  static const double powers[MAX_SHORT + 1] = {1,   1e1, 1e2, 1e3,  1e4,  1e5, 1e6,
                                               1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
  // Below 2^53 both m and 10^d are exact, so that their quotient is the double nearest to that decimal: the same
  // that reading the text gives.
  for (int d = 0; d <= most && fabs(x) * powers[d] < 9007199254740992.0; d++) {
    double m = nearbyint(x * powers[d]);
    if (m / powers[d] == x) return ct_number_scaled((int64_t)m, d, buf);
  }
  return 0;
}

size_t ct_number_shortest(double x, char buf[CT_NUMBER_TEXT]) {
  size_t n = ct_number_short(x, MAX_SHORT, buf);
  return n ? n : strlen(ct_format_number(x, buf));
}

// SPDX-License-Identifier: MIT
// Strings: a growing buffer in an arena, and small text helpers free of the locale.
#include "base/str.h"

#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/number.h"

void ct_str_add_n(struct ct_str *s, const char *text, size_t n) {
  if (s->n + n + 1 > s->cap) {
    size_t cap = s->cap ? s->cap * 2 : 64;
    if (cap < s->n + n + 1) cap = s->n + n + 1;
    s->v = ct_arena_grow(s->arena, s->v, s->cap, cap, 1);
    s->cap = cap;
  }
  if (n) memcpy(s->v + s->n, text, n);
  s->n += n;
  s->v[s->n] = '\0';
}

void ct_str_add(struct ct_str *s, const char *text) {
  ct_str_add_n(s, text, strlen(text));
}

void ct_str_addf(struct ct_str *s, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  const char *text = ct_arena_vprintf(s->arena, fmt, ap);
  va_end(ap);
  ct_str_add(s, text);
}

const char *ct_str_text(const struct ct_str *s) {
  return s->v ? s->v : "";
}

static locale_t c_locale(void) {
  static locale_t loc;
  locale_t have = __atomic_load_n(&loc, __ATOMIC_ACQUIRE);
  if (have) return have;
  have = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  __atomic_store_n(&loc, have, __ATOMIC_RELEASE);
  return have;
}

bool ct_parse_number(const char *text, double *out) {
  while (*text == ' ' || *text == '\t') text++;
  if (!(*text == '-' || *text == '+' || *text == '.' || (*text >= '0' && *text <= '9'))) return false;
  if (text[strcspn(text, "xXpPnN")] != '\0') return false;  // no hex floats, no nan
  char *end;
  double x = strtod_l(text, &end, c_locale());
  if (end == text || !isfinite(x)) return false;
  while (*end == ' ' || *end == '\t') end++;
  if (*end) return false;
  *out = x;
  return true;
}

// Numbers with few decimals, as nearly all are. False: it is another sort of number.
static bool format_short(double x, char buf[32]) {
  enum { MOST = 9 };
  char text[CT_NUMBER_TEXT];
  double size = fabs(x);
  if (!(size < 1e6) || (size != 0 && size < 1e-4)) return false;
  size_t n = ct_number_short(x, MOST, text);
  if (n) memcpy(buf, text, n + 1);
  return n > 0;
}

const char *ct_format_number(double x, char buf[32]) {
  if (format_short(x, buf)) return buf;
  locale_t had = uselocale(c_locale());
  if (x == 0) x = 0;  // no "-0"
  if (x == floor(x) && fabs(x) < 1e21) {
    snprintf(buf, 32, "%.0f", x);
  } else {
    for (int digits = 1; digits <= 17; digits++) {
      snprintf(buf, 32, "%.*g", digits, x);
      if (strtod(buf, NULL) == x) break;
    }
  }
  uselocale(had);
  return buf;
}

bool ct_same_nocase(const char *a, const char *b) {
  return strcasecmp_l(a, b, c_locale()) == 0;
}

bool ct_starts_with(const char *s, const char *prefix) {
  return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool ct_ends_with(const char *s, const char *suffix) {
  size_t n = strlen(s), m = strlen(suffix);
  return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

// Optimal string alignment distance (a swap of neighbours counts one).
static int distance(const char *a, const char *b) {
  enum { MAX = 48 };
  int n = (int)strlen(a), m = (int)strlen(b);
  if (n > MAX || m > MAX) return n + m;
  int d[MAX + 1][MAX + 1];
  for (int i = 0; i <= n; i++) d[i][0] = i;
  for (int j = 0; j <= m; j++) d[0][j] = j;
  for (int i = 1; i <= n; i++)
    for (int j = 1; j <= m; j++) {
      int cost = a[i - 1] != b[j - 1];
      int best = d[i - 1][j - 1] + cost;
      if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
      if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
        best = d[i - 2][j - 2] + 1;
      d[i][j] = best;
    }
  return d[n][m];
}

const char *ct_nearest_name(const char *name, const char *const *names, size_t n) {
  const char *best = NULL;
  int limit = (int)strlen(name) / 3, least = (limit < 1 ? 1 : limit) + 1;
  for (size_t i = 0; i < n; i++) {
    if (ct_same_nocase(name, names[i])) return names[i];
    int d = distance(name, names[i]);
    if (d < least) {
      least = d;
      best = names[i];
    }
  }
  return best;
}

// Length of the well-formed sequence at p (n bytes left), 0 when it is not one.
static size_t sequence(const unsigned char *p, size_t n, unsigned *cp) {
  unsigned c = p[0];
  size_t need = c < 0x80                ? 1
                : c >= 0xC2 && c < 0xE0 ? 2
                : (c & 0xF0) == 0xE0    ? 3
                : c >= 0xF0 && c < 0xF5 ? 4
                                        : 0;
  if (!need || need > n) return 0;
  unsigned x = need == 1 ? c : c & (0x7Fu >> need);
  for (size_t i = 1; i < need; i++) {
    if ((p[i] & 0xC0) != 0x80) return 0;
    x = x << 6 | (p[i] & 0x3Fu);
  }
  static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (x < least[need] || x > 0x10FFFF || (x >= 0xD800 && x < 0xE000)) return 0;
  *cp = x;
  return need;
}

bool ct_utf8_valid(const char *s, size_t n) {
  const unsigned char *p = (const unsigned char *)s;
  unsigned cp;
  for (size_t i = 0; i < n;) {
    size_t len = sequence(p + i, n - i, &cp);
    if (!len) return false;
    i += len;
  }
  return true;
}

size_t ct_utf8_put(char out[4], unsigned c) {
  static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = n; i-- > 1; c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
  out[0] = (char)(lead[n] | c);
  return n;
}

void ct_str_add_char(struct ct_str *s, unsigned code_point) {
  char b[4] = {0};
  size_t n = ct_utf8_put(b, code_point);
  ct_str_add_n(s, b, n);
}

unsigned ct_utf8_next(const char **s) {
  const unsigned char *p = (const unsigned char *)*s;
  if (!*p) return 0;
  size_t left = 1;
  while (left < 4 && p[left]) left++;
  unsigned cp = 0xFFFD;
  size_t len = sequence(p, left, &cp);
  *s += len ? len : 1;
  return len ? cp : 0xFFFD;
}

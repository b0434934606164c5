// SPDX-License-Identifier: MIT
// Format: numbers, scales and capitals as they are printed on a page.
#include "base/format.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

// Puts thin spaces into the digits before the point; four digits stay together.
static const char *group_digits(struct ct_arena *a, const char *plain) {
  struct ct_str out = {.arena = a};
  size_t whole = strspn(plain, "0123456789");
  for (size_t i = 0; i < whole; i++) {
    if (i > 0 && whole > 4 && (whole - i) % 3 == 0) ct_str_add(&out, CT_THIN_SPACE);
    ct_str_add_n(&out, plain + i, 1);
  }
  ct_str_add(&out, plain + whole);
  return ct_str_text(&out);
}

const char *ct_format_count(struct ct_arena *a, unsigned long long n) {
  char plain[32];
  snprintf(plain, sizeof plain, "%llu", n);
  return group_digits(a, plain);
}

const char *ct_format_rounded(struct ct_arena *a, double x, int digits) {
  if (!isfinite(x) || x < 0 || x >= 1e15) return "";
  char plain[64];
  if (x > 0 && x < 1e-6) x = 0;
  double step = x > 0 ? pow(10, floor(log10(x)) - digits + 1) : 1;
  if (step >= 1) {
    snprintf(plain, sizeof plain, "%.0f", round(x / step) * step);
    return group_digits(a, plain);
  }
  int places = (int)ceil(-log10(step) - 1e-9);
  snprintf(plain, sizeof plain, "%.*f", places, x);
  char *end = plain + strlen(plain);
  while (end[-1] == '0') *--end = 0;
  if (end[-1] == '.') end[-1] = 0;
  return group_digits(a, plain);
}

const char *ct_format_scale(struct ct_arena *a, double scale) {
  if (!isfinite(scale) || scale <= 0 || scale >= 1e15) return NULL;
  return ct_arena_printf(a, "1:%s", ct_format_rounded(a, scale, 3));
}

// Simple case pairs of the alphabets that have them in one block each.
static unsigned capital(unsigned c) {
  if (c < 0x80) return (unsigned)(c >= 'a' && c <= 'z' ? c - 32 : c);
  if (c >= 0xe0 && c <= 0xfe && c != 0xf7) return c - 32;
  if (c == 0xff) return 0x178;
  if ((c >= 0x100 && c <= 0x137 && c != 0x131) || (c >= 0x14a && c <= 0x177)) return c & ~1u;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e)) return c - (c % 2 == 0);
  if (c >= 0x3b1 && c <= 0x3c9 && c != 0x3c2) return c - 32;
  if (c >= 0x430 && c <= 0x44f) return c - 32;
  if (c >= 0x450 && c <= 0x45f) return c - 80;
  return c;
}

const char *ct_format_capitals(struct ct_arena *a, const char *text) {
  struct ct_str out = {.arena = a};
  for (unsigned c; (c = ct_utf8_next(&text)) != 0;) ct_str_add_char(&out, capital(c));
  return ct_str_text(&out);
}

static bool is_rtl_letter(unsigned c) {
  return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff) ||
         (c >= 0x10800 && c <= 0x10fff) || (c >= 0x1e800 && c <= 0x1eeff);
}

bool ct_format_has_rtl(const char *text) {
  for (unsigned c; (c = ct_utf8_next(&text)) != 0;)
    if (is_rtl_letter(c)) return true;
  return false;
}

bool ct_format_is_rtl(const char *text) {
  for (unsigned c; (c = ct_utf8_next(&text)) != 0;) {
    bool rtl = is_rtl_letter(c);
    bool neutral = c < 0x41 || (c > 0x5a && c < 0x61) || (c > 0x7a && c < 0xc0) ||
                   (c >= 0x2000 && c <= 0x206f) || (c >= 0x660 && c <= 0x669);
    if (!neutral) return rtl;
  }
  return false;
}

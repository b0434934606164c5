// SPDX-License-Identifier: MIT
// Plus_code: full Open Location Codes.
// After the specification of google/open-location-code.
#include "coord/plus_code.h"

#include <math.h>
#include <string.h>

#include "coord/coord.h"
#include "coord/pair.h"

enum { PAIRS = 10, MAX = 15 };

// 0..19, -1: not a digit of codes.
static int value(char c) {
  static const char digits[] = "23456789CFGHJMPQRVWX";
  if (c >= 'a' && c <= 'z') c = (char)(c - 32);
  const char *at = c ? strchr(digits, c) : NULL;
  return at ? (int)(at - digits) : -1;
}

// The digits before padding; -1 when it is no code. *plus is where the plus sign stands.
static int scan(const char *s, size_t n, int digit[MAX], size_t *plus) {
  int count = 0;
  bool padded = false, seen = false;
  for (size_t i = 0; i < n; i++) {
    if (s[i] == '+') {
      if (seen) return -1;
      seen = true;
      *plus = i;
    } else if (s[i] == '0' && !seen && i > 0) {
      padded = true;
    } else {
      int v = value(s[i]);
      if (v < 0 || padded) return -1;
      if (count < MAX) digit[count] = v;  // finer digits than specified are ignored
      if (++count > 32) return -1;
    }
  }
  if (!seen || *plus > 8 || *plus % 2 || (padded && (count % 2 || *plus != 8)) || n - *plus == 2) return -1;
  return count < MAX ? count : MAX;
}

bool ct_plus_code_matches(const char *s, size_t n) {
  int digit[MAX];
  size_t plus = 0;
  if (n < 5 || n > 40 || !memchr(s, '+', n)) return false;
  int count = scan(s, n, digit, &plus);
  // A short code needs all of its tail, or "22+" would be one.
  return count >= 2 && (plus == 8 || (plus >= 2 && n - plus >= 3));
}

bool ct_plus_code_read(const char *s, size_t n, struct ct_coord *out) {
  int digit[MAX];
  size_t plus = 0;
  int count = scan(s, n, digit, &plus);
  if (count < 2 || plus != 8) {
    out->why = "a short plus code needs the place it belongs to: write the full code";
    return false;
  }
  double lat = -90, lon = -180, height = 400, width = 400;
  for (int i = 0; i < count;) {
    if (i < PAIRS) {
      height /= 20, width /= 20;
      lat += digit[i] * height, lon += digit[i + 1] * width;
      i += 2;
    } else {
      height /= 5, width /= 4;
      int row = digit[i] / 4, column = digit[i] % 4;
      lat += row * height, lon += column * width;
      i++;
    }
  }
  if (lat >= 90 || lon >= 180) {
    out->why = "a plus code beyond the pole or the 180th meridian";
    return false;
  }
  out->lat = lat + height / 2;
  out->lon = lon + width / 2;
  out->notation = CT_NOTATION_PLUS_CODE;
  out->precision_m = ct_pair_precision(out->lat, height, width);
  return true;
}

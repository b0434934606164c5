// SPDX-License-Identifier: MIT
// UTF-8 counted in code points and in UTF-16 units.
#include "expr/utf.h"

static int continues(char c) {
  return ((unsigned char)c & 0xC0) == 0x80;
}

size_t ct_utf_length(const char *s, size_t n) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++) count += !continues(s[i]);
  return count;
}

size_t ct_utf_offset(const char *s, size_t i) {
  size_t at = 0;
  while (i-- > 0 && s[at]) do
      at++;
    while (continues(s[at]));
  return at;
}

size_t ct_utf16_offset(const char *s, double i) {
  size_t at = 0;
  for (double unit = 0; unit < i && s[at];) {
    unit += (unsigned char)s[at] >= 0xF0 ? 2 : 1;
    do at++;
    while (continues(s[at]));
  }
  return at;
}

// SPDX-License-Identifier: MIT
// Text: a cell's text without what surrounds it, and with digits of other scripts as ASCII.
#include "coord/text.h"

#include <string.h>

// Bytes of the blank at p; 0: none. U+00A0, U+2000..U+200F, U+2028..U+202F, U+205F, U+2060, U+3000, U+FEFF.
static size_t blank_size(const char *p, size_t left) {
  unsigned char a = (unsigned char)p[0];
  if (a == ' ' || (a >= '\t' && a <= '\r')) return 1;
  if (a < 0xC2 || left < 2) return 0;
  unsigned char b = (unsigned char)p[1];
  if (a == 0xC2) return b == 0xA0 ? 2 : 0;
  if (left < 3) return 0;
  unsigned char c = (unsigned char)p[2];
  if (a == 0xE2 && b == 0x80) return c <= 0x8F || (c >= 0xA8 && c <= 0xAF) ? 3 : 0;
  if (a == 0xE2 && b == 0x81) return c == 0x9F || c == 0xA0 ? 3 : 0;
  return (a == 0xE3 && b == 0x80 && c == 0x80) || (a == 0xEF && b == 0xBB && c == 0xBF) ? 3 : 0;
}

void ct_text_trim(const char **s, size_t *n) {
  const char *p = *s, *end = *s + *n;
  for (size_t k; p < end && (k = blank_size(p, (size_t)(end - p))) > 0;) p += k;
  for (bool more = true; more && p < end;) {
    more = false;
    for (size_t k = 1; k <= 3 && (size_t)(end - p) >= k; k++)
      if (blank_size(end - k, k) == k) {
        end -= k;
        more = true;
        break;
      }
  }
  *s = p;
  *n = (size_t)(end - p);
}

void ct_text_unwrap(const char **s, size_t *n) {
  if (*n < 2) return;
  char first = **s, last = (*s)[*n - 1];
  if ((first == '"' && last == '"') || (first == '\'' && last == '\'') || (first == '(' && last == ')') ||
      (first == '[' && last == ']') || (first == '<' && last == '>')) {
    ++*s;
    *n -= 2;
    ct_text_trim(s, n);
  }
}

// The ASCII byte that the character at p stands for, 0: itself. *size is how many bytes it has.
static char ascii(const unsigned char *p, size_t left, size_t *size) {
  if (left >= 3 && p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x81) return *size = 3, (char)(p[2] - 0x81 + '!');
  if (left >= 3 && p[0] == 0xEF && p[1] == 0xBD && p[2] <= 0x9E) return *size = 3, (char)(p[2] - 0x80 + '`');
  if (left >= 2 && p[0] == 0xD9 && p[1] >= 0xA0 && p[1] <= 0xA9) return *size = 2, (char)(p[1] - 0xA0 + '0');
  if (left >= 2 && p[0] == 0xDB && p[1] >= 0xB0 && p[1] <= 0xB9) return *size = 2, (char)(p[1] - 0xB0 + '0');
  if (left >= 2 && p[0] == 0xD9 && p[1] == 0xAB) return *size = 2, '.';  // Arabic decimal separator
  return 0;
}

bool ct_text_fold(const char *s, size_t n, char *buf, size_t size, size_t *out_n) {
  bool any = false;
  size_t k = 0;
  if (!memchr(s, 0xEF, n) && !memchr(s, 0xD9, n) && !memchr(s, 0xDB, n)) return false;
  if (n > size) return false;
  for (size_t i = 0; i < n;) {
    size_t took = 1;
    char c = ascii((const unsigned char *)s + i, n - i, &took);
    buf[k++] = c ? c : s[i];
    any |= c != 0;
    i += took;
  }
  *out_n = k;
  return any;
}

// SPDX-License-Identifier: MIT
// Recode: texts that are not UTF-8, read as Windows-1252.
#include "load/recode.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

// Code points of bytes 0x80..0x9F: the WHATWG Encoding Standard's windows-1252 index,
// with its five C1 controls as U+FFFD.
static const uint16_t high[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

bool ct_recode_is_utf8(const char *s, size_t n) {
  size_t i = 0;
  for (uint64_t w; i + 8 <= n; i += 8) {
    memcpy(&w, s + i, 8);
    if (w & 0x8080808080808080u) return ct_utf8_valid(s, n);
  }
  for (; i < n; i++)
    if ((unsigned char)s[i] >= 0x80) return ct_utf8_valid(s, n);
  return true;
}

char *ct_recode_cp1252(struct ct_arena *a, const char *s, size_t n, size_t *out_n) {
  char *out = ct_arena_alloc(a, n + 1, 3), *p = out;
  for (size_t i = 0; i < n; i++) {
    unsigned c = (unsigned char)s[i];
    if (c >= 0x80 && c < 0xA0) c = high[c - 0x80];
    p += ct_utf8_put(p, c);
  }
  *p = '\0';
  *out_n = (size_t)(p - out);
  return out;
}

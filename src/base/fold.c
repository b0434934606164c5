// SPDX-License-Identifier: MIT
// Fold: letters without case and accents, so that names compare as people mean them.
#include "base/fold.h"

#include <string.h>

#include "base/fold_table.h"
#include "base/str.h"

unsigned ct_fold_next(const char **p, const char *end) {
  const unsigned char *s = (const unsigned char *)*p;
  size_t left = (size_t)(end - *p);
  unsigned c = *s;
  size_t need = c < 0x80                ? 1
                : c >= 0xC2 && c < 0xE0 ? 2
                : (c & 0xF0) == 0xE0    ? 3
                : (c & 0xF8) == 0xF0    ? 4
                                        : 0;
  ++*p;
  if (need <= 1) return need ? c : 0xFFFD;
  if (need > left) return 0xFFFD;
  c &= 0x7Fu >> need;
  for (size_t i = 1; i < need; i++) {
    if ((s[i] & 0xC0) != 0x80) return 0xFFFD;
    c = c << 6 | (s[i] & 0x3Fu);
  }
  *p += need - 1;
  return c;
}

static size_t latin(char plain, unsigned c, unsigned out[2]) {
  static const struct {
    char code;
    char letters[2];
  } two[] = {{'A', {'a', 'e'}}, {'O', {'o', 'e'}}, {'S', {'s', 's'}}, {'T', {'t', 'h'}},
             {'D', {'d', 'z'}}, {'L', {'l', 'j'}}, {'N', {'n', 'j'}}, {'I', {'i', 'j'}}};
  out[0] = plain == '.' ? c : (unsigned char)plain;
  for (size_t i = 0; i < sizeof two / sizeof *two; i++)
    if (two[i].code == plain) {
      out[0] = (unsigned char)two[i].letters[0];
      out[1] = (unsigned char)two[i].letters[1];
      return 2;
    }
  return 1;
}

static unsigned greek(unsigned c) {
  static const struct {
    unsigned short from, to;
  } accented[] = {{0x386, 0x3B1}, {0x388, 0x3B5}, {0x389, 0x3B7}, {0x38A, 0x3B9}, {0x38C, 0x3BF},
                  {0x38E, 0x3C5}, {0x38F, 0x3C9}, {0x390, 0x3B9}, {0x3AC, 0x3B1}, {0x3AD, 0x3B5},
                  {0x3AE, 0x3B7}, {0x3AF, 0x3B9}, {0x3B0, 0x3C5}, {0x3C2, 0x3C3}, {0x3CA, 0x3B9},
                  {0x3CB, 0x3C5}, {0x3CC, 0x3BF}, {0x3CD, 0x3C5}, {0x3CE, 0x3C9}};
  for (size_t i = 0; i < sizeof accented / sizeof *accented; i++)
    if (accented[i].from == c) return accented[i].to;
  return c >= 0x391 && c <= 0x3AB ? c + 0x20 : c;
}

static unsigned cyrillic(unsigned c) {
  if (c >= 0x410 && c <= 0x42F) c += 0x20;
  if (c >= 0x400 && c <= 0x40F) c += 0x50;
  if (c >= 0x460 && c <= 0x52F && c % 2 == 0 && (c < 0x482 || c > 0x48A)) c++;
  return c == 0x451 ? 0x435 : c;  // yo is often written ye
}

size_t ct_fold_char(unsigned c, unsigned out[2]) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c >= 0x300 && c <= 0x36F) return 0;
  if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  if (c >= 0xC0 && c < 0xC0 + sizeof fold_00c0 - 1) return latin(fold_00c0[c - 0xC0], c, out);
  if (c >= 0x1E00 && c < 0x1E00 + sizeof fold_1e00 - 1) return latin(fold_1e00[c - 0x1E00], c, out);
  out[0] = c >= 0x370 && c < 0x400 ? greek(c) : c >= 0x400 && c < 0x530 ? cyrillic(c) : c;
  return 1;
}

bool ct_fold_is_letter(unsigned c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (c < 0x80) return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7 || (c >= 0x2B0 && c <= 0x2FF)) return false;
  if (c >= 0x2000 && c <= 0x2BFF) return false;  // punctuation, symbols, arrows
  return !(c >= 0x3000 && c <= 0x3004) && !(c >= 0x3008 && c <= 0x3020) && c != 0x30FB && c != 0xFEFF &&
         !(c >= 0xFF5F && c <= 0xFF65) && c < 0x110000 && c != 0xFFFD;
}

bool ct_fold_is_cjk(unsigned c) {
  return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3005 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Signs inside a word: N'ampo, P'yŏngyang, St. Petersburg.
static bool inside_word(unsigned c) {
  return c == '\'' || c == '.' || c == '`' || c == 0xB4 || (c >= 0x2B0 && c <= 0x2FF) || c == 0x2018 ||
         c == 0x2019 || c == 0x2032 || c == 0xFF0E || c == 0xFF07;
}

size_t ct_fold_words(const char *s, size_t n, char *out, size_t size) {
  const char *end = s + n;
  size_t k = 0;
  bool gap = false;
  while (s < end) {
    unsigned folded[2], c = ct_fold_next(&s, end);
    if (inside_word(c) || (c >= 0x300 && c <= 0x36F)) continue;
    if (!ct_fold_is_letter(c)) {
      gap = k > 0;
      continue;
    }
    size_t m = ct_fold_char(c, folded);
    if (k + 10 > size) break;
    if (gap) out[k++] = ' ';
    gap = false;
    for (size_t i = 0; i < m; i++) k += ct_utf8_put(out + k, folded[i]);
  }
  if (size) out[k] = '\0';
  return k;
}

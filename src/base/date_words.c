// SPDX-License-Identifier: MIT
// Date words: names of months and weekdays and what else stands in dates, in many languages.
#include "base/date_words.h"

#include <string.h>

// U+00C0..U+017F without case and accents, as Unicode decomposes them (ß, æ, œ: their first letter).
static const char latin[] =
    "aaaaaaaceeeeiiii.nooooo.ouuuuy.saaaaaaaceeeeiiii.nooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghh.."
    "iiiiiiiiii..jjkk.llllll..llnnnnnn...oooooooorrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.";

static unsigned fold_greek(unsigned c) {
  static const unsigned short accented[][2] = {
      {0x386, 0x3b1}, {0x388, 0x3b5}, {0x389, 0x3b7}, {0x38a, 0x3b9}, {0x38c, 0x3bf}, {0x38e, 0x3c5},
      {0x38f, 0x3c9}, {0x390, 0x3b9}, {0x3aa, 0x3b9}, {0x3ab, 0x3c5}, {0x3ac, 0x3b1}, {0x3ad, 0x3b5},
      {0x3ae, 0x3b7}, {0x3af, 0x3b9}, {0x3b0, 0x3c5}, {0x3c2, 0x3c3}, {0x3ca, 0x3b9}, {0x3cb, 0x3c5},
      {0x3cc, 0x3bf}, {0x3cd, 0x3c5}, {0x3ce, 0x3c9}};
  for (size_t i = 0; i < sizeof accented / sizeof *accented; i++)
    if (accented[i][0] == c) return accented[i][1];
  return c >= 0x391 && c <= 0x3a9 ? c + 32 : c;
}

static unsigned fold_cyrillic(unsigned c) {
  if (c >= 0x400 && c <= 0x40f) c += 80;
  if (c >= 0x410 && c <= 0x42f) c += 32;
  switch (c) {
    case 0x439:  // й
    case 0x45d:
      return 0x438;
    case 0x450:
    case 0x451:  // ё
      return 0x435;
    case 0x457:  // ї
      return 0x456;
    default:
      return c;
  }
}

static unsigned fold_arabic(unsigned c) {
  if ((c >= 0x64b && c <= 0x65f) || c == 0x640 || c == 0x670) return 0;
  switch (c) {
    case 0x622:
    case 0x623:
    case 0x625:
      return 0x627;  // alef
    case 0x624:
      return 0x648;
    case 0x626:
    case 0x649:
    case 0x6cc:
      return 0x64a;  // yeh
    case 0x629:
      return 0x647;  // heh
    case 0x6a9:
      return 0x643;  // kaf
    default:
      return c;
  }
}

unsigned ct_date_fold(unsigned c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xc0 && c <= 0x17f) return latin[c - 0xc0] == '.' ? c : (unsigned)latin[c - 0xc0];
  if (c >= 0x218 && c <= 0x21b) return c < 0x21a ? 's' : 't';
  if ((c >= 0x300 && c <= 0x36f) || c == 0x2bc || (c >= 0x591 && c <= 0x5c7) || c == 0x5f3) return 0;
  if (c >= 0x370 && c <= 0x3ff) return fold_greek(c);
  if (c >= 0x400 && c <= 0x45f) return fold_cyrillic(c);
  if (c >= 0x620 && c <= 0x6ff) return fold_arabic(c);
  return c;
}

const struct ct_date_word_entry *ct_date_word_find(const char *folded, size_t n) {
  size_t lo = 0, hi = ct_date_word_count;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2, size = strlen(ct_date_word_table[mid].text);
    int order = memcmp(ct_date_word_table[mid].text, folded, size < n ? size : n);
    if (order == 0) order = size < n ? -1 : size > n;
    if (order == 0) return &ct_date_word_table[mid];
    if (order < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return NULL;
}

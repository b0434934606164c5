// SPDX-License-Identifier: MIT
// Date words: names of months and weekdays and what else stands in dates, in many languages.
#include "base/date_words.h"

#include <string.h>

#include "base/fold.h"

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

// Letters that the general folding keeps apart, as names of places do.
static unsigned fold_cyrillic(unsigned c) {
  switch (c) {
    case 0x439:  // short i
    case 0x45d:
      return 0x438;
    case 0x450:
      return 0x435;
    case 0x457:  // yi
      return 0x456;
    default:
      return c;
  }
}

// One code point: of two letters (sharp s, ae) the first, as the table of words has them.
unsigned ct_date_fold(unsigned c) {
  unsigned folded[2];
  if (c == 0x2bc || (c >= 0x591 && c <= 0x5c7) || c == 0x5f3) return 0;  // Hebrew points, apostrophes
  if (!ct_fold_char(c, folded)) return 0;
  if (folded[0] >= 0x430 && folded[0] <= 0x45f) return fold_cyrillic(folded[0]);
  return c >= 0x620 && c <= 0x6ff ? fold_arabic(c) : folded[0];
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

// SPDX-License-Identifier: MIT
// Relative words: what the words of a phrase of distance and direction mean.
#include "coord/relative_words.h"

#include <stdlib.h>
#include <string.h>

#include "coord/relative_table.h"

static int compare(const void *key, const void *entry) {
  return strcmp(key, ((const struct ct_relative_word *)entry)->text);
}

const struct ct_relative_word *ct_relative_word_find(const char *folded) {
  static const struct ct_relative_word none = {"", CT_WORD_NONE, "", 0};
  const struct ct_relative_word *w =
      bsearch(folded, words, sizeof words / sizeof *words, sizeof *words, compare);
  return w ? w : &none;
}

size_t ct_relative_unit_sign(const char *p, const char *end, double *metres) {
  static const struct {
    const char *text;
    double metres;
  } units[] = {
      {"㎞", 1000},       {"公里", 1000},     {"千米", 1000},     {"キロメートル", 1000},
      {"キロ", 1000},     {"粁", 1000},       {"킬로미터", 1000}, {"킬로", 1000},
      {"키로", 1000},     {"海里", 1852},     {"浬", 1852},       {"해리", 1852},
      {"カイリ", 1852},   {"英里", 1609.344}, {"哩", 1609.344},   {"マイル", 1609.344},
      {"마일", 1609.344}, {"メートル", 1},    {"미터", 1},        {"米", 1},
  };
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    size_t n = strlen(units[i].text);
    if ((size_t)(end - p) < n || memcmp(p, units[i].text, n) != 0) continue;
    *metres = units[i].metres;
    return n;
  }
  return 0;
}

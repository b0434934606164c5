// SPDX-License-Identifier: MIT
// Relative words: what the words of a phrase of distance and direction mean.
#ifndef CT_COORD_RELATIVE_WORDS_H
#define CT_COORD_RELATIVE_WORDS_H

#include <stddef.h>

enum ct_relative_word_kind {
  CT_WORD_NONE,
  CT_WORD_WIND,            // wind
  CT_WORD_ABBREVIATION,    // wind, when in upper case or behind a distance
  CT_WORD_O_ABBREVIATION,  // wind with O for east or west
  CT_WORD_UNIT,            // number: metres
  CT_WORD_MILE,
  CT_WORD_NAUTICAL,
  CT_WORD_STATUTE,
  CT_WORD_DEGREE,
  CT_WORD_TRUE,
  CT_WORD_MAGNETIC,
  CT_WORD_BEARING,
  CT_WORD_ABOUT,
  CT_WORD_BOUND,
  CT_WORD_OF,  // wind: "G" or "R" (see struct ct_relative_item), or ""
  CT_WORD_NOISE,
  CT_WORD_STOP,
  CT_WORD_RANGE,
  CT_WORD_NUMBER,
  CT_WORD_HUNDRED,
  CT_WORD_HALF,
  CT_WORD_DOZEN,
};

struct ct_relative_word {
  const char *text;
  enum ct_relative_word_kind kind;
  char wind[5];
  double number;
};

// The folded word's meaning; one of kind NONE when it has none.
const struct ct_relative_word *ct_relative_word_find(const char *folded);
// A unit of length written in Chinese, Japanese or Korean, or as one sign, at p: its bytes, 0: none.
size_t ct_relative_unit_sign(const char *p, const char *end, double *metres);

#endif

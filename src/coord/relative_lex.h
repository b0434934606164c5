// SPDX-License-Identifier: MIT
// Relative lex: a phrase of distance and direction in items: distances, directions, words.
#ifndef CT_COORD_RELATIVE_LEX_H
#define CT_COORD_RELATIVE_LEX_H

#include <stdbool.h>
#include <stddef.h>

enum ct_relative_kind {
  CT_RELATIVE_WORD,       // part of a name, or anything else
  CT_RELATIVE_DISTANCE,   // value: metres, unit: what it is rounded to
  CT_RELATIVE_WIND,       // wind: "N" .. "NNW"; value: degrees, spread: half its sector
  CT_RELATIVE_ANGLE,      // value: degrees, spread
  CT_RELATIVE_NUMBER,     // three digits that may be a bearing, or any other number (value NaN)
  CT_RELATIVE_OF,         // language: 'G' when O is east in it, 'R' when it is west, 0: not told
  CT_RELATIVE_NOISE,      // "about", "to the", "coast"
  CT_RELATIVE_STOP,       // "in", "on": noise, but it ends a name
  CT_RELATIVE_BEARING,    // "bearing", "azimuth"
  CT_RELATIVE_COMMA,      // a comma
  CT_RELATIVE_SEPARATOR,  // semicolon, bracket, full stop
};

struct ct_relative_item {
  enum ct_relative_kind kind;
  const char *from, *to;
  double value, unit, spread;
  double grouped, grouped_unit;  // of a distance whose point may group digits ("1.200 km"); NaN: it can't
  char wind[5];
  char language;
  bool coast;  // noise that may belong to a name
};

enum { CT_RELATIVE_ITEMS = 96, CT_RELATIVE_TEXT_MAX = 600 };

struct ct_relative_lex {
  struct ct_relative_item v[CT_RELATIVE_ITEMS];
  size_t n;
  bool about, bound;  // "about"; "more than", "within"
  bool cjk;           // Chinese, Japanese or Korean characters are among them
};

// Longer texts and more items are cut off: no phrase is that long.
void ct_relative_lex(const char *s, size_t n, struct ct_relative_lex *out);
// Degrees of "N" .. "NNW" and half the sector it stands for; false: no such wind.
bool ct_relative_wind(const char *wind, double *deg, double *spread);

#endif

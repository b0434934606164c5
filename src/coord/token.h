// SPDX-License-Identifier: MIT
// Token: a text with degrees in it cut into numbers, marks, letters and separators.
#ifndef CT_COORD_TOKEN_H
#define CT_COORD_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ct_token_kind {
  CT_TOKEN_NUMBER,  // unsigned
  CT_TOKEN_DEGREE,
  CT_TOKEN_MINUTE,
  CT_TOKEN_SECOND,
  CT_TOKEN_LOST,    // a mark whose character did not survive: "?", U+FFFD
  CT_TOKEN_LETTER,  // a hemisphere, letter or word
  CT_TOKEN_LABEL,   // "lat", "longitude"
  CT_TOKEN_SIGN,    // plus or minus
  CT_TOKEN_JOIN,    // what stands between degrees, minutes and seconds: "39-47-30", "39:47:30", "39.47.30"
  CT_TOKEN_COMMA,   // between two digits: a decimal comma or a separator, not decided yet
  CT_TOKEN_SEPARATOR,
  // Only in the tables of signs:
  CT_TOKEN_BLANK,
  CT_TOKEN_APPROX,  // "about"
  CT_TOKEN_DATUM,   // "WGS", of WGS 84
  CT_TOKEN_DASH,    // a minus sign, a join or a separator, by its neighbours
};

// Hemispheres, as bits: "O" is Ost or Ouest.
enum { CT_NORTH = 1, CT_SOUTH = 2, CT_EAST = 4, CT_WEST = 8 };

enum {
  CT_SIGN_DAMAGED = 1,  // what a wrong encoding or a stand-in made of a mark
  CT_SIGN_WRITTEN = 2,  // a mark in letters: "deg", "m"
  CT_SIGN_PRIME = 4,    // two of them are seconds
  CT_SIGN_GERMAN = 8,   // tells the language, and so what "O" is
  CT_SIGN_ROMANCE = 16,
  CT_SIGN_NEWLINE = 32,
  CT_SIGN_DASH = 64,  // a separator or join that was a dash
  CT_SIGN_DOT = 128,  // a join that was a dot
};

struct ct_token {
  uint8_t kind;
  uint8_t dirs;      // of a letter; of a label CT_NORTH for latitude, CT_EAST for longitude
  uint8_t flags;     // CT_SIGN_...
  uint8_t digits;    // of a number, before the point
  uint8_t decimals;  // behind it
  char c;            // first byte
  bool tight;        // no blank before it
  bool minus;        // of a sign
  const char *p;
  size_t size;
  double value;
};

enum { CT_TOKENS_MAX = 40 };

struct ct_tokens {
  struct ct_token t[CT_TOKENS_MAX];
  size_t n;
  size_t numbers, letters, labels, degrees, commas, separators, signs;
  size_t newlines, dashes;  // of the separators
  uint8_t language;         // CT_SIGN_GERMAN, CT_SIGN_ROMANCE
  bool approx;
  const char *mended, *why;
};

// False, with a why, when the text holds something that is no part of a coordinate. Separators at the ends are
// left out.
bool ct_tokens_read(struct ct_tokens *ts, const char *s, size_t n);

// "39" "," "7961" at i: one number with two tokens taken away. False when that is no number.
bool ct_tokens_decimal_comma(struct ct_tokens *ts, size_t i);

#endif

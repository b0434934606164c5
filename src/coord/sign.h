// SPDX-License-Identifier: MIT
// Sign: tables of the marks, letters and words that stand in coordinates, in several languages.
#ifndef CT_COORD_SIGN_H
#define CT_COORD_SIGN_H

#include <stddef.h>
#include <stdint.h>

struct ct_sign {
  const char *text;
  uint8_t size, kind, dirs, flags;  // kind: enum ct_token_kind
};

// The longest sign that begins at p and is not made of Latin letters. NULL: none.
const struct ct_sign *ct_sign_at(const char *p, const char *end);
// A word of Latin letters, any case. NULL: not one of a coordinate.
const struct ct_sign *ct_sign_word(const char *word, size_t n);
// How many bytes the Latin letter at p has; 0: it is none.
size_t ct_sign_letter_size(const char *p, const char *end);

#endif

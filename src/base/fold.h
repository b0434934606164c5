// SPDX-License-Identifier: MIT
// Fold: letters without case and accents, so that names compare as people mean them.
#ifndef CT_BASE_FOLD_H
#define CT_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

// Decodes the code point at *p, which advances; U+FFFD for a bad byte. *p is before end.
unsigned ct_fold_next(const char **p, const char *end);
// One code point in lower case without its accents (Latin, Greek, Cyrillic; full-width forms become plain), as
// up to two code points ("ß" is "ss"). 0: a combining mark, nothing stays.
size_t ct_fold_char(unsigned c, unsigned out[2]);
// A letter or digit of any script? (What is not known as a sign or a blank is one.)
bool ct_fold_is_letter(unsigned c);
// Chinese characters, kana or Hangul, which are written without blanks between words.
bool ct_fold_is_cjk(unsigned c);
// A text's words, folded, with one blank between them; apostrophes and full stops go without a gap, all other
// signs and blanks part words. NUL-terminated, cut off to fit `size`; returns its length.
size_t ct_fold_words(const char *s, size_t n, char *out, size_t size);

#endif

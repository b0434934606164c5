// SPDX-License-Identifier: MIT
// Fold: names brought to one spelling, so that "Côte d'Ivoire" and "COTE D IVOIRE" are equal.
#ifndef CT_DOCTOR_FOLD_H
#define CT_DOCTOR_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CT_FOLD_SIZE = 256 };

// Lower case without accents; apostrophes dropped, other punctuation one blank, '&' "and", "st" "saint", a
// leading "the" dropped. Returns the length; longer texts are cut. Text that is not UTF-8 is no harm.
size_t ct_fold(const char *s, char out[CT_FOLD_SIZE]);
// 64-bit hash of the folded text, never 0; 0 when nothing is left of it.
uint64_t ct_fold_hash(const char *s);

// Whole words of a folded text, one by one: true while there is one.
bool ct_fold_word(const char **at, const char **word, size_t *n);
// Is it one of the words (a list that ends with NULL)? Words of other scripts than Latin also match inside
// the text, as Chinese and Korean don't part words.
bool ct_fold_has(const char *folded, const char *const *words);

#endif

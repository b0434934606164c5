// SPDX-License-Identifier: MIT
// Text: a cell's text without what surrounds it, and with digits of other scripts as ASCII.
#ifndef CT_COORD_TEXT_H
#define CT_COORD_TEXT_H

#include <stdbool.h>
#include <stddef.h>

// Blanks of any kind taken off both ends.
void ct_text_trim(const char **s, size_t *n);
// One pair of quotes, parentheses or brackets that encloses all of it taken off, then trimmed.
void ct_text_unwrap(const char **s, size_t *n);
// Fullwidth forms and Arabic-Indic digits to ASCII. False when there is none, or no room.
bool ct_text_fold(const char *s, size_t n, char *buf, size_t size, size_t *out_n);

#endif

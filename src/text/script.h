// SPDX-License-Identifier: MIT
// Script: the language that each stretch of a text is shaped in.
#ifndef CT_TEXT_SCRIPT_H
#define CT_TEXT_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

// From `text` (UTF-8) on: bytes of the first stretch in one script. Blanks, digits and
// punctuation go with what is before them. *language is a fixed language of that script
// ("ko" for Hangul), so that shaping asks neither the locale nor the environment;
// *joined tells that the script's letters are joined and must not be spaced apart.
size_t ct_script_stretch(const char *text, const char **language, bool *joined);

// Bytes of the Hangul word at `text`, 0 when none begins there: Korean breaks lines at blanks.
size_t ct_script_hangul_word(const char *text);

#endif

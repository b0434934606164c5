// SPDX-License-Identifier: MIT
// Script: the language that each stretch of a text is shaped in.
#ifndef CT_TEXT_SCRIPT_H
#define CT_TEXT_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

// The first stretch of `text` (UTF-8) in one script, n bytes of it. Blanks, digits and
// punctuation go with what is before them. The language is a fixed one of that script
// ("ko" for Hangul), so that shaping asks neither the locale nor the environment; joined
// tells that the script's letters are joined and must not be spaced apart.
struct ct_stretch {
  size_t n;
  const char *language;
  bool joined;
  // Ideographs without kana: drawn in the font's own shapes, which are Korean in the bundled
  // one. Pango has no language for that but asks the environment for one.
  bool own_shapes;
};
struct ct_stretch ct_script_stretch(const char *text);

// Has the text letters that are joined to each other?
bool ct_script_any_joined(const char *text);

// Bytes of the Hangul word at `text`, 0 when none begins there: Korean breaks lines at blanks.
size_t ct_script_hangul_word(const char *text);

// May a line end before and after the character, as among ideographs (not Hangul)?
bool ct_script_breaks_anywhere(unsigned c);
// Is the character at `p` a blank between words, of whatever width?
bool ct_script_blank(const char *p);
// Does it stand upright in vertical lines (UTR #50, as the style specification's reference takes it)?
bool ct_script_upright(unsigned c);
// Is it of a script whose letters are shaped by their neighbours (Arabic, Indic ...)?
bool ct_script_complex(unsigned c);
// The form for vertical lines of a punctuation mark; the character itself when it has none.
unsigned ct_script_vertical_form(unsigned c);

#endif

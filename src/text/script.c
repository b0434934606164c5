// SPDX-License-Identifier: MIT
// Script: the language that each stretch of a text is shaped in.
#include "text/script.h"

#include <glib.h>
#include <string.h>

#include "base/str.h"

struct script {
  GUnicodeScript script;
  const char *language;
  bool joined;
};

// A language that Pango knows to be written in the script (pango_language_includes_script).
static const struct script scripts[] = {
    {G_UNICODE_SCRIPT_LATIN, "en", false},
    {G_UNICODE_SCRIPT_GREEK, "el", false},
    {G_UNICODE_SCRIPT_CYRILLIC, "ru", false},
    {G_UNICODE_SCRIPT_HANGUL, "ko", false},
    {G_UNICODE_SCRIPT_HAN, "ja", false},
    {G_UNICODE_SCRIPT_HIRAGANA, "ja", false},
    {G_UNICODE_SCRIPT_KATAKANA, "ja", false},
    {G_UNICODE_SCRIPT_BOPOMOFO, "zh-tw", false},
    {G_UNICODE_SCRIPT_ARABIC, "ar", true},
    {G_UNICODE_SCRIPT_HEBREW, "he", false},
    {G_UNICODE_SCRIPT_SYRIAC, "syr", true},
    {G_UNICODE_SCRIPT_THAANA, "dv", false},
    {G_UNICODE_SCRIPT_NKO, "nqo", true},
    {G_UNICODE_SCRIPT_TIFINAGH, "zgh", false},
    {G_UNICODE_SCRIPT_ARMENIAN, "hy", false},
    {G_UNICODE_SCRIPT_GEORGIAN, "ka", false},
    {G_UNICODE_SCRIPT_ETHIOPIC, "am", false},
    {G_UNICODE_SCRIPT_CHEROKEE, "chr", false},
    {G_UNICODE_SCRIPT_CANADIAN_ABORIGINAL, "iu", false},
    {G_UNICODE_SCRIPT_MONGOLIAN, "mn-cn", true},
    {G_UNICODE_SCRIPT_DEVANAGARI, "hi", false},
    {G_UNICODE_SCRIPT_BENGALI, "bn", false},
    {G_UNICODE_SCRIPT_GURMUKHI, "pa", false},
    {G_UNICODE_SCRIPT_GUJARATI, "gu", false},
    {G_UNICODE_SCRIPT_ORIYA, "or", false},
    {G_UNICODE_SCRIPT_TAMIL, "ta", false},
    {G_UNICODE_SCRIPT_TELUGU, "te", false},
    {G_UNICODE_SCRIPT_KANNADA, "kn", false},
    {G_UNICODE_SCRIPT_MALAYALAM, "ml", false},
    {G_UNICODE_SCRIPT_SINHALA, "si", false},
    {G_UNICODE_SCRIPT_THAI, "th", false},
    {G_UNICODE_SCRIPT_LAO, "lo", false},
    {G_UNICODE_SCRIPT_KHMER, "km", false},
    {G_UNICODE_SCRIPT_MYANMAR, "my", false},
    {G_UNICODE_SCRIPT_TIBETAN, "bo", false},
};

static const struct script other = {G_UNICODE_SCRIPT_COMMON, "en", false};

// NULL for characters that take the script of their neighbours.
static const struct script *script_of(unsigned c) {
  GUnicodeScript s = g_unichar_get_script(c);
  if (s == G_UNICODE_SCRIPT_COMMON || s == G_UNICODE_SCRIPT_INHERITED || s == G_UNICODE_SCRIPT_UNKNOWN)
    return NULL;
  for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
    if (scripts[i].script == s) return &scripts[i];
  return &other;
}

struct ct_stretch ct_script_stretch(const char *text) {
  const struct script *have = NULL;
  bool han = false, kana = false;
  const char *p = text;
  while (*p) {
    const char *next = p;
    const struct script *s = script_of(ct_utf8_next(&next));
    if (s && have && strcmp(s->language, have->language) != 0) break;
    if (s) have = s;
    if (s && s->script == G_UNICODE_SCRIPT_HAN)
      han = true;
    else if (s)
      kana = true;  // or no ideograph at all, and it does not matter
    p = next;
  }
  if (!have) have = &other;
  return (struct ct_stretch){(size_t)(p - text), have->language, have->joined, han && !kana};
}

size_t ct_script_hangul_word(const char *text) {
  const char *p = text;
  while (*p) {
    const char *next = p;
    unsigned c = ct_utf8_next(&next);
    if (g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL) break;
    p = next;
  }
  return (size_t)(p - text);
}

bool ct_script_any_joined(const char *text) {
  while (*text) {
    const struct script *s = script_of(ct_utf8_next(&text));
    if (s && s->joined) return true;
  }
  return false;
}

bool ct_script_blank(const char *p) {
  unsigned c = ct_utf8_next(&p);
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x3000;
}

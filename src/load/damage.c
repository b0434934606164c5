// SPDX-License-Identifier: MIT
// Damage: what wrong encodings have left in a text.
#include "load/damage.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "load/codepage.h"
#include "load/utf8_scan.h"

// A character of valid UTF-8; how many bytes it has, 0 at the end.
static size_t character(const char *s, const char *end, unsigned *c) {
  if (s >= end) return 0;
  unsigned char b = (unsigned char)*s;
  size_t n = b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
  if (n > (size_t)(end - s)) n = (size_t)(end - s);
  *c = n == 1 ? b : b & (0x7Fu >> n);
  for (size_t i = 1; i < n; i++) *c = *c << 6 | ((unsigned char)s[i] & 0x3F);
  return n;
}

// The byte that Windows-1252 (or Latin-1) shows as this character; 0: none.
static unsigned char byte_of(unsigned c) {
  if (c < 0x100) return c >= 0x80 ? (unsigned char)c : 0;
  for (unsigned i = 0; i < 32; i++)
    if (ct_codepages[CT_CODEPAGE_CP1252][i] == c && c != 0xFFFD) return (unsigned char)(0x80 + i);
  return 0;
}

// What people write; other results are two characters that met by chance.
static bool plausible(unsigned c) {
  return (c >= 0xA0 && c <= 0x17F) || (c >= 0x391 && c <= 0x3CE) || (c >= 0x401 && c <= 0x451) ||
         (c >= 0x5D0 && c <= 0x5EA) || (c >= 0x621 && c <= 0x64A) || (c >= 0xE01 && c <= 0xE5B) ||
         (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2010 && c <= 0x203A) || c == 0x20AC || c == 0x2122 ||
         (c >= 0x3000 && c <= 0x30FF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3);
}

// Characters at s that are the bytes of one: its code point, and how many bytes they take; 0: they are not.
static size_t twice(const char *s, const char *end, unsigned *out) {
  unsigned c;
  size_t used = character(s, end, &c);
  unsigned char b = used > 1 ? byte_of(c) : 0;
  if (b < 0xC2 || b > 0xEF) return 0;
  unsigned need = b < 0xE0 ? 1 : 2, u = b & (need == 1 ? 0x1F : 0x0F);
  for (unsigned i = 0; i < need; i++) {
    size_t k = character(s + used, end, &c);
    unsigned char next = k > 1 ? byte_of(c) : 0;
    if (next < 0x80 || next > 0xBF) return 0;
    u = u << 6 | (next & 0x3F);
    used += k;
  }
  *out = u;
  return plausible(u) ? used : 0;
}

// Most texts with accents hold none, and are to cost little. U+00C2 to U+00EF begin with C3.
static bool any_twice(const char *s, const char *end) {
  unsigned c;
  for (; (s = memchr(s, 0xC3, (size_t)(end - s))); s++)
    if (twice(s, end, &c)) return true;
  return false;
}

static const char *mend(struct ct_arena *a, const char *s, const char *end) {
  struct ct_str out = {.arena = a};
  size_t found = 0, sure = 0;
  while (s < end) {
    unsigned c, lead = 0;
    size_t used = twice(s, end, &c);
    if (used) {
      character(s, end, &lead);
      found++;
      // Â and Ã come before all of Latin-1; another capital before a sign may be a word's last letter.
      sure += lead == 0xC2 || lead == 0xC3 || lead >= 0xE0;
    } else {
      used = character(s, end, &c);
    }
    ct_str_add_char(&out, c);
    s += used;
  }
  return sure || found > 1 ? ct_str_text(&out) : NULL;
}

static bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

// Between two letters of one word, in a text that is no address.
static bool question_inside(const char *s, size_t n) {
  if (memmem(s, n, "://", 3) || memchr(s, '=', n) || memchr(s, '&', n)) return false;
  for (const char *p = s; (p = memchr(p, '?', n - (size_t)(p - s))); p++) {
    size_t i = (size_t)(p - s);
    if (i == 0 || i + 1 >= n || !letter(p[-1]) || !letter(p[1])) continue;
    bool new_sentence = p[1] >= 'A' && p[1] <= 'Z' && !(p[-1] >= 'A' && p[-1] <= 'Z');
    if (!new_sentence) return true;
  }
  return false;
}

enum ct_damage ct_damage_find(struct ct_arena *a, const char *s, size_t n, const char **mended) {
  *mended = NULL;
  if (ct_has_high_byte(s, n)) {
    if (memmem(s, n, "\xEF\xBF\xBD", 3)) return CT_DAMAGE_LOST;
    if (any_twice(s, s + n) && (*mended = mend(a, s, s + n))) return CT_DAMAGE_TWICE;
  }
  return memchr(s, '?', n) && question_inside(s, n) ? CT_DAMAGE_QUESTION : CT_DAMAGE_NONE;
}

// SPDX-License-Identifier: MIT
// Charset score: how much text looks like words when it is read in an encoding.
#include "load/charset_score.h"

#include <stdbool.h>
#include <string.h>

#include "load/charset_wide.h"

// What a letter's neighbours may be.
enum kind { SPACE, DIGIT, LOWER, UPPER, CYR_LOWER, CYR_UPPER, SYMBOL, NOTHING };

static enum kind kind_of(unsigned u) {
  if (u < 0x80) {
    if (u >= '0' && u <= '9') return DIGIT;
    if (u >= 'a' && u <= 'z') return LOWER;
    return u >= 'A' && u <= 'Z' ? UPPER : SPACE;
  }
  if (u < 0xA0 || u == 0xFFFD) return NOTHING;
  if (u >= 0xC0 && u <= 0xFF) return u == 0xD7 || u == 0xF7 ? SYMBOL : u < 0xDF ? UPPER : LOWER;
  if (u >= 0x100 && u <= 0x17F) {
    bool odd_upper = (u >= 0x139 && u <= 0x148) || u >= 0x179 || u == 0x178;
    return u == 0x178 || ((u & 1) == odd_upper) ? UPPER : LOWER;
  }
  if (u >= 0x410 && u <= 0x42F) return CYR_UPPER;
  if (u >= 0x430 && u <= 0x44F) return CYR_LOWER;
  if (u == 0x401) return CYR_UPPER;
  return u == 0x451 ? CYR_LOWER : SYMBOL;
}

static bool latin(enum kind k) {
  return k == LOWER || k == UPPER;
}

static bool cyrillic(enum kind k) {
  return k == CYR_LOWER || k == CYR_UPPER;
}

static bool letter(enum kind k) {
  return latin(k) || cyrillic(k);
}

// Letters that are frequent in some large language written with Latin letters.
static bool frequent(unsigned u) {
  static const char often[] =
      "\xE9\xE1\xED\xF3\xFA\xF1\xFC\xF6\xE4\xE7\xE3\xE8\xE0\xEA\xE5\xF8\xDF\xE2\xF4\xEE"
      "\xC9\xC1\xD3\xDC\xD6\xC4\xC5\xD8\xC7\xCD\xD1";
  return u <= 0xFF && strchr(often, (int)(unsigned char)u);
}

struct place {
  unsigned u;              // the character
  unsigned before, after;  // its neighbours
  enum kind kind, prev, next;
  bool high_before, high_after;  // they are over 0x7F
};

static double latin_letter(const struct place *p) {
  if (!letter(p->prev) && !letter(p->next)) return p->prev == DIGIT ? -2 : p->u == 0xE0 ? 0.5 : -0.5;
  double score = frequent(p->u) ? 3 : 2;
  // Æ and Œ stand among small letters no more than others; Þ, Ð, ý are rare.
  if (p->u == 0xFE || p->u == 0xF0 || p->u == 0xDE || p->u == 0xD0 || p->u == 0xFF) score = 1;
  if (p->kind == UPPER && p->prev == LOWER) return -3;
  if (p->kind == LOWER && p->next == UPPER) return -2;
  if (p->prev == DIGIT) return -1;
  if (p->kind == UPPER) score -= 0.5;
  // Words of accented letters alone are another alphabet read wrongly.
  if (p->high_before && p->high_after && latin(p->prev) && latin(p->next)) score -= 4;
  return score;
}

static double cyrillic_letter(const struct place *p) {
  if (latin(p->prev) || latin(p->next)) return -3;
  if (p->kind == CYR_UPPER && p->prev == CYR_LOWER) return -3;
  if (!cyrillic(p->prev) && !cyrillic(p->next)) return -0.5;
  static const uint16_t often[] = {0x43E, 0x435, 0x430, 0x438, 0x43D, 0x442, 0x441, 0x440, 0x432, 0x43B};
  for (size_t i = 0; i < sizeof often / sizeof *often; i++)
    if (p->u == often[i]) return 2.5;
  return 2;
}

static double quote(const struct place *p, bool inside) {
  if (p->u == 0x2019 && letter(p->prev) && letter(p->next))
    return p->next == UPPER && p->prev == LOWER ? -1 : 3;
  if (p->u == 0x2019) return 1;
  return inside ? -3 : 0.5;
}

static double symbol(const struct place *p) {
  bool inside = letter(p->prev) && letter(p->next);
  switch (p->u) {
    case 0xB0:  // degrees
      return p->prev == DIGIT ? 3 : inside ? -3 : 0;
    case 0xBA:
    case 0xAA:  // 1º, Nº
      return p->prev == DIGIT ? 2 : inside ? -3 : 0.5;
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
      return quote(p, inside);
    case 0x2013:
      return inside ? (p->next == UPPER ? 1 : -1) : 0.5;
    case 0x2014:
      return inside ? (p->next == UPPER || p->next == p->prev ? 1 : -1) : 0.5;
    case 0xA0:
      return inside && p->next == LOWER ? -2 : 0.5;
    case 0xB2:
    case 0xB3:
      return inside ? -3 : p->before == 'm' || p->prev == DIGIT ? 2 : -0.5;
    default:
      break;
  }
  if (p->u >= 0x2500 && p->u < 0x25A0) return -3;  // frames of DOS tables
  if (inside) return -3;
  return p->u < 0x100 || (p->u >= 0x2020 && p->u <= 0x2026) ? -0.3 : -1.5;
}

static double score_place(const struct place *p) {
  if (p->kind == NOTHING) return -6;
  if (latin(p->kind)) return latin_letter(p);
  return cyrillic(p->kind) ? cyrillic_letter(p) : symbol(p);
}

static unsigned decoded(const uint16_t *page, unsigned char c) {
  return c < 0x80 ? c : page[c - 0x80];
}

double ct_charset_score(enum ct_charset charset, const unsigned char *s, size_t n) {
  const uint16_t *page = ct_charset_page(charset);
  if (!page) return ct_charset_score_wide(charset, s, n);
  double sum = 0;
  size_t high = 0;
  for (size_t i = 0; i < n; i++) {
    if (s[i] < 0x80) continue;
    struct place p = {.u = page[s[i] - 0x80], .before = ' ', .after = ' '};
    if (i) p.before = decoded(page, s[i - 1]);
    if (i + 1 < n) p.after = decoded(page, s[i + 1]);
    p.kind = kind_of(p.u);
    p.prev = kind_of(p.before);
    p.next = kind_of(p.after);
    p.high_before = p.before >= 0x80;
    p.high_after = p.after >= 0x80;
    sum += score_place(&p);
    high++;
  }
  return high ? sum / (double)high : 0;
}

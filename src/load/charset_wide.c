// SPDX-License-Identifier: MIT
// Charset, wide: how much text looks like Korean, Chinese or Japanese in an encoding of two bytes.
#include "load/charset_wide.h"

// One character: its bytes (0: cannot be) and how usual it is. The standards put frequent characters into
// blocks of their own (KS X 1001 Hangul, GB 2312 and JIS X 0208 level 1, Big5 frequent), which is what tells.
struct wide {
  size_t bytes;
  double score;
};

static bool within(unsigned c, unsigned low, unsigned high) {
  return c >= low && c <= high;
}

static struct wide korean(const unsigned char *s, size_t n) {
  if (n < 2 || !within(s[0], 0x81, 0xFD)) return (struct wide){0};
  unsigned a = s[0], b = s[1];
  if (b < 0xA1 || a < 0xA1) {  // the rest of Hangul, as Windows adds it
    bool fits = a <= 0xC6 && (within(b, 'A', 'Z') || within(b, 'a', 'z') || within(b, 0x81, 0xFE));
    return (struct wide){fits ? 2 : 0, -1};
  }
  if (b > 0xFE || a == 0xC9) return (struct wide){0};
  if (within(a, 0xB0, 0xC8)) return (struct wide){2, 4.4};
  return (struct wide){2, a <= 0xA3 ? 0 : -2};
}

static struct wide chinese(const unsigned char *s, size_t n) {
  if (n < 2 || !within(s[0], 0x81, 0xFE)) return (struct wide){0};
  unsigned a = s[0], b = s[1];
  if (within(b, '0', '9')) {
    bool fits = n >= 4 && within(s[2], 0x81, 0xFE) && within(s[3], '0', '9');
    return (struct wide){fits ? 4 : 0, -2};
  }
  if (b < 0x40 || b == 0x7F || b == 0xFF) return (struct wide){0};
  if (b < 0xA1 || a < 0xA1) return (struct wide){2, -2};
  if (within(a, 0xB0, 0xD7)) return (struct wide){2, 4};
  if (within(a, 0xD8, 0xF7)) return (struct wide){2, 0.5};
  return (struct wide){2, a <= 0xA3 ? 0 : -2};
}

static struct wide big5(const unsigned char *s, size_t n) {
  if (n < 2 || !within(s[0], 0xA1, 0xF9)) return (struct wide){0};
  if (!within(s[1], 0x40, 0x7E) && !within(s[1], 0xA1, 0xFE)) return (struct wide){0};
  if (within(s[0], 0xA4, 0xC6)) return (struct wide){2, 4};
  return (struct wide){2, s[0] <= 0xA3 ? 0 : -1};
}

static struct wide shift_jis(const unsigned char *s, size_t n) {
  unsigned a = s[0];
  if (within(a, 0xA1, 0xDF)) return (struct wide){1, -1};  // narrow katakana
  if (n < 2 || !(within(a, 0x81, 0x9F) || within(a, 0xE0, 0xFC))) return (struct wide){0};
  unsigned b = s[1];
  if (!within(b, 0x40, 0x7E) && !within(b, 0x80, 0xFC)) return (struct wide){0};
  if ((a == 0x82 && b >= 0x9F) || (a == 0x83 && b <= 0x96)) return (struct wide){2, 4};
  if (within(a, 0x88, 0x97)) return (struct wide){2, 3};
  return (struct wide){2, a <= 0x82 ? 0 : -1};
}

static struct wide euc_jp(const unsigned char *s, size_t n) {
  if (n < 2 || (s[0] != 0x8E && !within(s[0], 0xA1, 0xFE)) || !within(s[1], 0xA1, 0xFE))
    return (struct wide){0};
  if (s[0] == 0x8E) return (struct wide){2, -1};
  if (s[0] == 0xA4 || s[0] == 0xA5) return (struct wide){2, 4.4};
  if (within(s[0], 0xB0, 0xCF)) return (struct wide){2, 3};
  return (struct wide){2, s[0] <= 0xA3 ? 0 : -1};
}

double ct_charset_score_wide(enum ct_charset charset, const unsigned char *s, size_t n) {
  struct wide (*read)(const unsigned char *, size_t) = charset == CT_CHARSET_CP949     ? korean
                                                       : charset == CT_CHARSET_GB18030 ? chinese
                                                       : charset == CT_CHARSET_BIG5    ? big5
                                                       : charset == CT_CHARSET_CP932   ? shift_jis
                                                                                       : euc_jp;
  enum { ENOUGH = 4 };  // characters
  double sum = 0;
  size_t high = 0, characters = 0, bad = 0;
  for (size_t i = 0; i < n;) {
    if (s[i] < 0x80) {
      i++;
      continue;
    }
    struct wide w = read(s + i, n - i);
    if (!w.bytes) {
      w = (struct wide){1, -8};
      bad++;
    }
    for (size_t k = 0; k < w.bytes; k++) high += s[i + k] >= 0x80;
    sum += w.score;
    characters++;
    i += w.bytes;
  }
  // A damaged place, or where evidence was cut, is no reason against a whole file.
  return characters < ENOUGH || bad * 100 > characters ? -100 : sum / (double)high;
}

// SPDX-License-Identifier: MIT
// UTF-8 scan: counts good and bad sequences of a text that comes in pieces.
#include "load/utf8_scan.h"

#include <stdint.h>
#include <string.h>

bool ct_has_high_byte(const char *s, size_t n) {
  size_t i = 0;
  for (; i + 64 <= n; i += 64) {
    uint64_t w[8];
    memcpy(w, s + i, 64);
    if ((w[0] | w[1] | w[2] | w[3] | w[4] | w[5] | w[6] | w[7]) & 0x8080808080808080u) return true;
  }
  for (; i < n; i++)
    if (s[i] & 0x80) return true;
  return false;
}

// The second byte's range keeps out overlong forms, surrogates and what lies past U+10FFFF
// (Unicode 15, table 3-7).
static void lead(struct ct_utf8_scan *u, unsigned char c) {
  u->low = 0x80;
  u->high = 0xBF;
  if (c >= 0xC2 && c <= 0xDF) {
    u->need = 1;
  } else if (c >= 0xE0 && c <= 0xEF) {
    u->need = 2;
    if (c == 0xE0) u->low = 0xA0;
    if (c == 0xED) u->high = 0x9F;
  } else if (c >= 0xF0 && c <= 0xF4) {
    u->need = 3;
    if (c == 0xF0) u->low = 0x90;
    if (c == 0xF4) u->high = 0x8F;
  } else {
    u->bad++;
  }
}

void ct_utf8_scan_add(struct ct_utf8_scan *u, const char *s, size_t n) {
  size_t i = 0;
  while (i < n) {
    unsigned char c = (unsigned char)s[i];
    if (u->need) {
      if (c >= u->low && c <= u->high) {
        u->low = 0x80;
        u->high = 0xBF;
        u->good += --u->need == 0;
        i++;
        continue;
      }
      u->bad++;
      u->need = 0;
    }
    if (c < 0x80) {
      uint64_t w;
      while (i + 8 <= n && (memcpy(&w, s + i, 8), !(w & 0x8080808080808080u))) i += 8;
      while (i < n && !(s[i] & 0x80)) i++;
      continue;
    }
    lead(u, c);
    i++;
  }
}

void ct_utf8_scan_end(struct ct_utf8_scan *u) {
  u->bad += u->need > 0;
  u->need = 0;
}

// SPDX-License-Identifier: MIT
// Fold: names brought to one spelling, so that "Côte d'Ivoire" and "COTE D IVOIRE" are equal.
#include "doctor/fold.h"

#include <string.h>

#include "base/fold.h"
#include "base/map.h"
#include "base/str.h"

struct out {
  char *v;
  size_t n;
  bool gap;
};

static void put(struct out *o, const char *s, size_t n) {
  if (o->n + n + 2 > CT_FOLD_SIZE) return;
  if (o->gap && o->n) o->v[o->n++] = ' ';
  o->gap = false;
  memcpy(o->v + o->n, s, n);
  o->n += n;
}

static bool apostrophe(unsigned c) {
  return c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2BB && c <= 0x2BF) || c == 0x2018 || c == 0x2019 ||
         c == 0x2032;
}

static void put_other(struct out *o, unsigned c) {
  unsigned folded[2];
  char utf8[8];
  if (apostrophe(c) || (c >= 0x300 && c < 0x370)) return;  // combining marks
  if (!ct_fold_is_letter(c)) {
    o->gap = true;
    return;
  }
  size_t n = 0, m = ct_fold_char(c, folded);
  for (size_t i = 0; i < m; i++) n += ct_utf8_put(utf8 + n, folded[i]);
  put(o, utf8, n);
}

static void saint(char *s, size_t *n) {
  if (*n + 4 > CT_FOLD_SIZE) return;
  if (strncmp(s, "st ", 3) == 0) {
    memmove(s + 5, s + 2, *n - 2 + 1);
    memcpy(s, "saint", 5);
    *n += 3;
  } else if (strncmp(s, "the ", 4) == 0) {
    memmove(s, s + 4, *n - 4 + 1);
    *n -= 4;
  }
}

size_t ct_fold(const char *s, char out[CT_FOLD_SIZE]) {
  struct out o = {.v = out};
  while (*s && o.n + 8 < CT_FOLD_SIZE) {
    unsigned char c = (unsigned char)*s;
    if (c >= 0x80) {
      put_other(&o, ct_utf8_next(&s));
      continue;
    }
    s++;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      put(&o, (const char *)&c, 1);
    } else if (c >= 'A' && c <= 'Z') {
      char low = (char)(c - 'A' + 'a');
      put(&o, &low, 1);
    } else if (c == '&') {
      o.gap = true;
      put(&o, "and", 3);
      o.gap = true;
    } else if (!apostrophe(c)) {
      o.gap = true;
    }
  }
  out[o.n] = '\0';
  saint(out, &o.n);
  return o.n;
}

uint64_t ct_fold_hash(const char *s) {
  char folded[CT_FOLD_SIZE];
  size_t n = ct_fold(s, folded);
  if (!n) return 0;
  uint64_t h = ct_hash(folded, n, 0);
  return h ? h : 1;
}

bool ct_fold_word(const char **at, const char **word, size_t *n) {
  while (**at == ' ') ++*at;
  *word = *at;
  while (**at && **at != ' ') ++*at;
  *n = (size_t)(*at - *word);
  return *n > 0;
}

// "power plant" as a run of whole words.
static bool has_phrase(const char *folded, const char *phrase) {
  size_t n = strlen(phrase);
  for (const char *p = strstr(folded, phrase); p; p = strstr(p + 1, phrase)) {
    bool starts = p == folded || p[-1] == ' ', ends = !p[n] || p[n] == ' ';
    if (starts && (ends || (p[n] == 's' && (!p[n + 1] || p[n + 1] == ' ')))) return true;
    if ((unsigned char)phrase[0] >= 0x80) return true;
  }
  return false;
}

bool ct_fold_has(const char *folded, const char *const *words) {
  for (; *words; words++)
    if (has_phrase(folded, *words)) return true;
  return false;
}

// SPDX-License-Identifier: MIT
// Relative lex: a phrase of distance and direction in items: distances, directions, words.
#include "coord/relative_lex.h"

#include <math.h>
#include <string.h>

#include "base/fold.h"
#include "coord/relative_number.h"
#include "coord/relative_scan.h"
#include "coord/relative_words.h"

bool ct_relative_wind(const char *wind, double *deg, double *spread) {
  static const char *const winds[] = {"N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
                                      "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"};
  for (int i = 0; i < 16; i++)
    if (strcmp(wind, winds[i]) == 0) {
      *deg = i * 22.5;
      *spread = i % 2 ? 11.25 : 22.5;
      return true;
    }
  return false;
}

struct ct_relative_item *ct_relative_push(struct ct_relative_scan *l, enum ct_relative_kind kind,
                                          const char *from) {
  struct ct_relative_lex *o = l->out;
  if (o->n == CT_RELATIVE_ITEMS) {
    l->p = l->end;
    o->n--;
  }
  o->v[o->n] =
      (struct ct_relative_item){.kind = kind, .from = from, .to = l->p, .value = NAN, .grouped = NAN};
  return &o->v[o->n++];
}

struct ct_relative_item *ct_relative_last(struct ct_relative_scan *l) {
  return l->out->n ? &l->out->v[l->out->n - 1] : NULL;
}

void ct_relative_skip_blanks(struct ct_relative_scan *l) {
  for (size_t n; l->p < l->end && (n = ct_relative_blank(l->p, l->end)) > 0;) l->p += n;
}

static bool apostrophe(unsigned c) {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x2BC || c == 0xB4 || c == '`';
}

// An article or preposition that is written together with its word: "d'", "l'", "dell'".
static bool elided(const char *folded) {
  static const char *const heads[] = {"d", "l", "dell", "all", "dall", "nell", "sull"};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    if (strcmp(folded, heads[i]) == 0) return true;
  return false;
}

bool ct_relative_scan_word(struct ct_relative_scan *l, char folded[CT_RELATIVE_WORD_SIZE], bool *cjk,
                           bool *upper) {
  size_t k = 0;
  bool first = true, fits = true;
  *upper = true;
  while (l->p < l->end) {
    const char *at = l->p;
    unsigned two[2], c = ct_fold_next(&l->p, l->end);
    bool mark = apostrophe(c) || (c >= 0x300 && c <= 0x36F);
    if (mark && !first && !*cjk) {
      folded[k] = '\0';
      if (apostrophe(c) && elided(folded)) break;
      continue;
    }
    bool digit = (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) || c == 0xBA;
    if (!ct_fold_is_letter(c) || digit || (!first && ct_fold_is_cjk(c) != *cjk)) {
      l->p = at;
      break;
    }
    *cjk = ct_fold_is_cjk(c);
    size_t n = ct_fold_char(c, two);
    *upper = *upper && two[0] != c;
    for (size_t i = 0; i < n && (fits = fits && k + 5 < CT_RELATIVE_WORD_SIZE); i++) {
      unsigned u = two[i];
      if (u >= 0x800) folded[k++] = (char)(0xE0 | u >> 12);
      if (u >= 0x800) folded[k++] = (char)(0x80 | (u >> 6 & 0x3F));
      if (u >= 0x80 && u < 0x800) folded[k++] = (char)(0xC0 | u >> 6);
      folded[k++] = u < 0x80 ? (char)u : (char)(0x80 | (u & 0x3F));
    }
    first = false;
  }
  folded[fits ? k : 0] = '\0';
  return !first;
}

// ---- Words

// Nothing but what joins words lies between.
static bool adjoin(const char *from, const char *to) {
  for (; from < to; from++)
    if (*from != ' ' && *from != '-' && *from != '.') return false;
  return true;
}

// "south" "south" "east": the longest run of them that is a wind.
static void merge_winds(struct ct_relative_lex *o) {
  size_t k = 0;
  for (size_t i = 0; i < o->n;) {
    struct ct_relative_item item = o->v[i];
    size_t taken = 1;
    char all[16];
    strcpy(all, item.wind);
    for (size_t j = i; item.kind == CT_RELATIVE_WIND && j + 1 < o->n && j < i + 3; j++) {
      const struct ct_relative_item *next = &o->v[j + 1];
      if (next->kind != CT_RELATIVE_WIND || !adjoin(o->v[j].to, next->from)) break;
      if (strlen(all) + strlen(next->wind) > 4) break;
      strcat(all, next->wind);
      if (!ct_relative_wind(all, &item.value, &item.spread)) continue;
      strcpy(item.wind, all);
      item.to = next->to;
      taken = j + 2 - i;
    }
    i += taken;
    o->v[k++] = item;
  }
  o->n = k;
}

static void push_wind(struct ct_relative_scan *l, const char *from, const struct ct_relative_word *w) {
  struct ct_relative_item *item = ct_relative_push(l, CT_RELATIVE_WIND, from);
  memcpy(item->wind, w->wind, sizeof item->wind);
  if (!ct_relative_wind(item->wind, &item->value, &item->spread)) item->value = NAN;
}

static void word_item(struct ct_relative_scan *l, const char *from, const struct ct_relative_word *w,
                      bool upper) {
  const struct ct_relative_item *before = ct_relative_last(l);
  bool behind = before && before->kind == CT_RELATIVE_DISTANCE;
  switch (w->kind) {
    case CT_WORD_ABBREVIATION:
      if (!upper && !behind) break;
      push_wind(l, from, w);
      return;
    case CT_WORD_O_ABBREVIATION:
      if (!upper) break;
      push_wind(l, from, w);
      return;
    case CT_WORD_WIND:
      push_wind(l, from, w);
      return;
    case CT_WORD_OF:
      ct_relative_push(l, CT_RELATIVE_OF, from)->language = w->wind[0];
      return;
    case CT_WORD_BEARING:
      ct_relative_push(l, CT_RELATIVE_BEARING, from);
      l->bearing = true;
      return;
    case CT_WORD_STOP:
      ct_relative_push(l, CT_RELATIVE_STOP, from);
      return;
    case CT_WORD_HALF:
      if (ct_relative_scan_half(l, from)) return;
      break;
    case CT_WORD_NUMBER:
      ct_relative_scan_number_word(l, from, w);
      return;
    case CT_WORD_BOUND:
      l->out->bound = true;
      ct_relative_push(l, CT_RELATIVE_NOISE, from);
      return;
    case CT_WORD_ABOUT:
      if (upper && strcmp(w->text, "ca") == 0) break;  // California
      l->out->about = true;
      ct_relative_push(l, CT_RELATIVE_NOISE, from);
      return;
    case CT_WORD_TRUE:
    case CT_WORD_NOISE:
    case CT_WORD_RANGE:
      ct_relative_push(l, CT_RELATIVE_NOISE, from)->coast =
          strncmp(w->text, "coast", 5) == 0 || strncmp(w->text, "cost", 4) == 0;
      return;
    default:
      break;
  }
  ct_relative_push(l, CT_RELATIVE_WORD, from);
  l->bearing = false;
}

static void sign_item(struct ct_relative_scan *l, const char *from, unsigned c) {
  const struct ct_relative_item *before = ct_relative_last(l);
  if (c == ',' || c == 0x3001 || c == 0xFF0C) ct_relative_push(l, CT_RELATIVE_COMMA, from);
  if (c == ';' || c == '(' || c == ')' || c == 0x3002 || c == 0xFF08 || c == 0xFF09 || c == 0xFF1B ||
      c == '\n')
    ct_relative_push(l, CT_RELATIVE_SEPARATOR, from);
  // A full stop ends a sentence, not an abbreviation: "St.", "N.E."
  bool gap = l->p == l->end || ct_relative_blank(l->p, l->end);
  if (c == '.' && gap && before && before->kind == CT_RELATIVE_WORD && before->to - before->from > 3)
    ct_relative_push(l, CT_RELATIVE_SEPARATOR, from);
}

static void next_item(struct ct_relative_scan *l) {
  const char *from = l->p;
  char folded[CT_RELATIVE_WORD_SIZE];
  bool cjk = false, upper;
  if (ct_relative_scan_number(l)) return;
  if (ct_relative_scan_word(l, folded, &cjk, &upper)) {
    l->out->cjk |= cjk;
    if (cjk)
      ct_relative_push(l, CT_RELATIVE_WORD, from);
    else
      word_item(l, from, ct_relative_word_find(folded), upper);
    return;
  }
  unsigned c = ct_fold_next(&l->p, l->end);
  if (c == ' ' || c == '-' || c == '/') return;
  sign_item(l, from, c);
}

void ct_relative_lex(const char *s, size_t n, struct ct_relative_lex *out) {
  if (n > CT_RELATIVE_TEXT_MAX) n = CT_RELATIVE_TEXT_MAX;
  struct ct_relative_scan l = {.p = s, .end = s + n, .out = out};
  out->n = 0;
  out->about = out->bound = out->cjk = false;
  while (l.p < l.end) next_item(&l);
  merge_winds(out);
}

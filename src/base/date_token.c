// SPDX-License-Identifier: MIT
// Date tokens: a text cut into numbers, known words, marks and times of day.
#include "base/date_token.h"

#include <string.h>

#include "base/str.h"

struct lexer {
  const char *p, *end;
  struct ct_date_tokens *out;
  bool spaced;
};

// The code point at p and its size; 0 at the end. Bad bytes come as U+FFFD, which nothing accepts.
static unsigned peek(const struct lexer *x, const char *p, size_t *size) {
  *size = 0;
  if (p >= x->end) return 0;
  unsigned char c = (unsigned char)*p;
  *size = 1;
  if (c < 0x80) return c ? c : 0xfffd;
  char part[5] = {0};
  size_t left = (size_t)(x->end - p);
  memcpy(part, p, left < 4 ? left : 4);
  const char *q = part;
  unsigned code = ct_utf8_next(&q);
  *size = (size_t)(q - part);
  if (*size > left) *size = left;
  return code;
}

// The digit's value in European, full-width, Arabic and Persian digits; -1.
static int digit(unsigned c) {
  if (c >= '0' && c <= '9') return (int)c - '0';
  if (c >= 0xff10 && c <= 0xff19) return (int)c - 0xff10;
  if (c >= 0x660 && c <= 0x669) return (int)c - 0x660;
  if (c >= 0x6f0 && c <= 0x6f9) return (int)c - 0x6f0;
  return -1;
}

static bool blank(unsigned c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || (c >= 0x2000 && c <= 0x200f) || c == 0x202f ||
         c == 0x3000 || c == 0xfeff;
}

static bool han_or_hangul(unsigned c) {
  return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7a3);
}

static bool letter(unsigned c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == 0xaa || c == 0xba || c == 0x2bc ||
         (c >= 0xc0 && c < 0x2000 && c != 0x60c && c != 0x61b && digit(c) < 0);
}

static struct ct_date_token *add(struct lexer *x, enum ct_date_token_kind kind, int value) {
  struct ct_date_tokens *t = x->out;
  if (t->n == CT_DATE_TOKENS) return NULL;
  t->v[t->n] = (struct ct_date_token){.kind = kind, .value = value, .spaced = x->spaced};
  x->spaced = false;
  return &t->v[t->n++];
}

static int scan_digits(struct lexer *x, const char **p, int most, int *count) {
  int v = 0, d;
  size_t size;
  for (*count = 0; (d = digit(peek(x, *p, &size))) >= 0 && size; ++*count, *p += size) {
    if (*count >= most) return -1;
    v = v * 10 + d;
  }
  return v;
}

static bool at(const struct lexer *x, const char *p, char c) {
  return p < x->end && *p == c;
}

// "Z", "+09:00", "-0330" directly after a time.
static void zone(struct lexer *x, const char **p) {
  int n;
  if (at(x, *p, 'Z') || at(x, *p, 'z')) {
    ++*p;
    return;
  }
  const char *q = *p;
  if (at(x, q, ' ')) q++;
  if (!at(x, q, '+') && !(at(x, q, '-') && q == *p)) return;
  q++;
  int h = scan_digits(x, &q, 4, &n);
  if (h < 0 || n < 2 || n == 3) return;
  if (n == 2 && at(x, q, ':')) {
    q++;
    if (scan_digits(x, &q, 2, &n) < 0 || n != 2) return;
  }
  *p = q;
}

// After an hour: ":30", ":30:15.250", then the zone.
static bool clock_time(struct lexer *x, const char *p, int hour) {
  int n, minute, second = 0;
  p++;
  minute = scan_digits(x, &p, 2, &n);
  if (minute < 0 || n != 2) return false;
  if (at(x, p, ':')) {
    p++;
    second = scan_digits(x, &p, 2, &n);
    if (second < 0 || n != 2) return false;
    if (at(x, p, '.') || at(x, p, ',')) {
      p++;
      if (digit((unsigned char)(p < x->end ? *p : 0)) < 0) return false;
      while (p < x->end && *p >= '0' && *p <= '9') p++;
    }
  }
  bool whole_day = hour == 24 && minute == 0 && second == 0;
  if ((hour > 23 && !whole_day) || minute > 59 || second > 60) {
    x->out->fault = CT_DATE_NO_SUCH_DAY;
    return false;
  }
  zone(x, &p);
  x->p = p;
  return add(x, CT_DATE_TOKEN_CLOCK, hour * 100 + minute) != NULL;
}

// The basic form of ISO 8601: 20180509T013000Z; also 0130Z alone after its T.
static bool basic_clock(struct lexer *x, int value, int digits) {
  int hhmm = digits == 6 ? value / 100 : digits == 4 ? value : value * 100;
  if (hhmm / 100 > 24 || hhmm % 100 > 59) return false;
  zone(x, &x->p);
  return add(x, CT_DATE_TOKEN_CLOCK, hhmm) != NULL;
}

static bool after_time_mark(const struct lexer *x) {
  const struct ct_date_tokens *t = x->out;
  return t->n > 0 && t->v[t->n - 1].kind == CT_DATE_TOKEN_WORD && t->v[t->n - 1].word == CT_DATE_WORD_TIME &&
         !x->spaced;
}

// 20180509 before a T becomes three numbers.
static bool packed(struct lexer *x, int v) {
  const int parts[3] = {v / 10000, v / 100 % 100, v % 100};
  for (int i = 0; i < 3; i++) {
    struct ct_date_token *t = i ? add(x, CT_DATE_TOKEN_MARK, '-') : NULL;
    if (i && !t) return false;
    if (!(t = add(x, CT_DATE_TOKEN_NUMBER, parts[i]))) return false;
    t->digits = i ? 2 : 4;
  }
  return true;
}

static bool number(struct lexer *x) {
  int n;
  const char *p = x->p;
  int v = scan_digits(x, &p, 8, &n);
  if (v < 0) return false;
  if (n <= 2 && at(x, p, ':')) return clock_time(x, p, v);
  x->p = p;
  if (after_time_mark(x) && (n == 2 || n == 4 || n == 6)) return basic_clock(x, v, n);
  if (n == 8) return (at(x, p, 'T') || at(x, p, 't')) && packed(x, v);
  struct ct_date_token *t = add(x, CT_DATE_TOKEN_NUMBER, v);
  if (!t) return false;
  t->digits = n;
  int masked = 0;
  while (x->p + masked < x->end && x->p[masked] && strchr("xX?*u", x->p[masked])) masked++;
  if (n < 2 || masked == 0 || n + masked != 4) return true;
  t->unknown = masked;
  t->digits = 4;
  x->p += masked;
  while (masked--) t->value *= 10;
  return true;
}

static bool add_word(struct lexer *x, const struct ct_date_word_entry *w) {
  struct ct_date_tokens *o = x->out;
  const struct ct_date_token *before = o->n ? &o->v[o->n - 1] : NULL;
  bool attached = before && before->kind == CT_DATE_TOKEN_NUMBER && !x->spaced;
  if (w->kind == CT_DATE_WORD_ORDINAL && before && before->value == '-' && o->n > 1)
    o->n--, attached = true;  // 9-го
  if (w->kind == CT_DATE_WORD_ORDINAL) return attached && o->v[o->n - 1].kind == CT_DATE_TOKEN_NUMBER;
  if (w->kind == CT_DATE_WORD_DECADE && !attached) return false;
  struct ct_date_token *t;
  if (w->kind == CT_DATE_WORD_BLANK) {
    t = add(x, CT_DATE_TOKEN_NUMBER, 0);
    return t != NULL;
  }
  t = add(x, CT_DATE_TOKEN_WORD, w->value);
  if (t) t->word = w->kind;
  return t != NULL;
}

// The longest known word at the place, for scripts that put no blanks between words.
static bool east_asian(struct lexer *x) {
  char buf[16];
  size_t used = 0, size, best = 0;
  const struct ct_date_word_entry *found = NULL;
  for (const char *p = x->p; used + 4 < sizeof buf && han_or_hangul(peek(x, p, &size)); p += size) {
    memcpy(buf + used, p, size);
    used += size;
    const struct ct_date_word_entry *w = ct_date_word_find(buf, used);
    if (w) found = w, best = used;
  }
  if (!found) return false;
  x->p += best;
  return add_word(x, found);
}

struct folded {
  char v[56];
  size_t n;
};

static const char *fold_word(struct lexer *x, const char *p, struct folded *out) {
  unsigned c;
  size_t size;
  while (letter(c = peek(x, p, &size)) && size) {
    if (out->n + 4 >= sizeof out->v) return NULL;
    c = ct_date_fold(c);
    if (c) out->n += ct_utf8_put(out->v + out->n, c);
    p += size;
  }
  return p;
}

// A month of two words, as the Levant has them, is one.
static const struct ct_date_word_entry *two_words(struct lexer *x, const struct folded *first,
                                                  const char **p) {
  struct folded both = *first;
  const char *q = *p;
  size_t size;
  if (!blank(peek(x, q, &size)) || both.n + 5 >= sizeof both.v) return NULL;
  both.v[both.n++] = ' ';
  q = fold_word(x, q + size, &both);
  const struct ct_date_word_entry *w = q ? ct_date_word_find(both.v, both.n) : NULL;
  if (w) *p = q;
  return w;
}

static bool word(struct lexer *x) {
  struct folded w = {.n = 0};
  const char *p = fold_word(x, x->p, &w);
  if (!p) return false;
  const struct ct_date_word_entry *found = ct_date_word_find(w.v, w.n);
  if (!found) found = two_words(x, &w, &p);
  if (!found && w.n > 1 && (w.v[0] == 't' || w.v[0] == 'q' || w.v[0] == 'w')) return false;
  if (!found) return false;
  x->p = p;
  if (at(x, x->p, '.') && !(x->p + 1 < x->end && x->p[1] == '.') && found->kind != CT_DATE_WORD_ROMAN) x->p++;
  return add_word(x, found);
}

// "(수)" and "(水)" are weekdays; 月 and 日 alone would be units.
static bool bracketed_weekday(struct lexer *x) {
  static const char days[] = "월화수목금토일月火水木金土日";
  size_t size, inner, close;
  peek(x, x->p, &size);
  const char *p = x->p + size;
  unsigned c = peek(x, p, &inner);
  unsigned end = peek(x, p + inner, &close);
  if (inner != 3 || (end != ')' && end != 0xff09)) return false;
  for (const char *d = days; *d;) {
    if (ct_utf8_next(&d) != c) continue;
    x->p = p + inner + close;
    x->spaced = true;
    return true;
  }
  return false;
}

static char mark_of(unsigned c) {
  if (c < 0x80 && strchr("-/.,~&", (int)c)) return (char)c;
  if (c == 0x301c || c == 0xff5e || c == 0x223c || c == 0x2248) return '~';
  if (c >= 0x2010 && c <= 0x2015) return '-';
  if (c == 0x2212 || c == 0xff0d || c == 0xfe63) return '-';
  if (c == 0xff0f || c == 0x2044) return '/';
  if (c == 0xff0e || c == 0x3002) return '.';
  if (c == 0xff0c || c == 0x3001 || c == 0x60c || c == 0x2e41) return ',';
  return 0;
}

static bool mark(struct lexer *x, unsigned c, size_t size) {
  char m = mark_of(c);
  x->p += size;
  if (m == '.' && at(x, x->p, '.')) {
    x->p++;
    m = '=';
  }
  struct ct_date_token *t = add(x, CT_DATE_TOKEN_MARK, m);
  if (t) t->dash = c >= 0x2012 && c <= 0x2015;
  return t != NULL;
}

static bool separates(unsigned c) {
  return c == '-' || c == '/' || c == '.';
}

// "??" between separators is a part that is not known; elsewhere "?" is doubt.
static bool doubt(struct lexer *x) {
  const struct ct_date_tokens *o = x->out;
  const struct ct_date_token *before = o->n ? &o->v[o->n - 1] : NULL;
  const char *from = x->p;
  while (x->p < x->end && *x->p == '?') x->p++;
  bool after =
      before && before->kind == CT_DATE_TOKEN_MARK && separates((unsigned)before->value) && !x->spaced;
  bool ahead = !before && x->p < x->end && separates((unsigned char)*x->p);
  if (after || ahead) return x->p - from <= 2 && add(x, CT_DATE_TOKEN_NUMBER, 0);
  struct ct_date_token *t = add(x, CT_DATE_TOKEN_WORD, 0);
  if (t) t->word = CT_DATE_WORD_APPROX;
  return t != NULL;
}

static bool one(struct lexer *x) {
  size_t size;
  unsigned c = peek(x, x->p, &size);
  if (blank(c)) {
    x->spaced = true;
    x->p += size;
    return true;
  }
  if (digit(c) >= 0) return number(x);
  if (c == '?') return doubt(x);
  if ((c == '(' || c == 0xff08) && bracketed_weekday(x)) return true;
  if (mark_of(c)) return mark(x, c, size);
  if ((c < 0x80 && strchr("()[]'`", (int)c)) || c == 0x2018 || c == 0x2019 || c == 0xff08 || c == 0xff09) {
    x->p += size;
    // "May '84": the apostrophe says that a year follows, as a dash would.
    if ((c == '\'' || c == 0x2018 || c == 0x2019) && x->p < x->end && digit((unsigned char)*x->p) >= 0) {
      x->spaced = false;
      return add(x, CT_DATE_TOKEN_MARK, '-') != NULL;
    }
    return true;
  }
  if (han_or_hangul(c)) return east_asian(x);
  return letter(c) && word(x);
}

bool ct_date_tokens_read(struct ct_date_tokens *t, const char *text, size_t n) {
  struct lexer x = {.p = text, .end = text + n, .out = t};
  t->n = 0;
  t->fault = CT_DATE_NO_DATE;
  if (n > CT_DATE_TEXT_MAX) return false;
  while (x.p < x.end)
    if (!one(&x)) return false;
  return true;
}

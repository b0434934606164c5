// SPDX-License-Identifier: MIT
// Token: a text with degrees in it cut into numbers, marks, letters and separators.
#include "coord/token.h"

#include <string.h>

#include "base/number.h"
#include "coord/sign.h"

static const char damaged[] = "signs damaged or replaced by others";

struct cursor {
  const char *p, *end;
  bool blank;  // one was just passed
};

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

static bool digit_at(const char *p, const char *end) {
  return p < end && digit(*p);
}

static bool fail(struct ct_tokens *ts, const char *why) {
  ts->why = why;
  return false;
}

static struct ct_token *last(struct ct_tokens *ts) {
  return ts->n ? &ts->t[ts->n - 1] : NULL;
}

static bool last_is(struct ct_tokens *ts, enum ct_token_kind kind) {
  return ts->n && ts->t[ts->n - 1].kind == kind;
}

// The new token, NULL when there are too many.
static struct ct_token *push(struct ct_tokens *ts, struct cursor *c, enum ct_token_kind kind, size_t size) {
  if (ts->n == CT_TOKENS_MAX) {
    ts->why = "too many parts for one coordinate";
    return NULL;
  }
  struct ct_token *t = &ts->t[ts->n++];
  *t = (struct ct_token){.kind = (uint8_t)kind, .c = *c->p, .tight = !c->blank, .p = c->p, .size = size};
  c->p += size;
  c->blank = false;
  return t;
}

// Separators side by side are one; those that begin the text are none.
static bool separator(struct ct_tokens *ts, struct cursor *c, size_t size, unsigned flags) {
  struct ct_token *before = last(ts);
  if (!before || before->kind == CT_TOKEN_SEPARATOR) {
    if (before && (before->flags & CT_SIGN_NEWLINE) && !(flags & CT_SIGN_NEWLINE)) {
      before->flags = (uint8_t)flags;
      ts->newlines--;
    }
    c->p += size;
    c->blank = true;
    return true;
  }
  struct ct_token *t = push(ts, c, CT_TOKEN_SEPARATOR, size);
  if (!t) return false;
  t->flags = (uint8_t)flags;
  ts->separators++;
  ts->newlines += (flags & CT_SIGN_NEWLINE) != 0;
  ts->dashes += (flags & CT_SIGN_DASH) != 0;
  return true;
}

static bool number_token(struct ct_tokens *ts, struct cursor *c, const char *point, const char *stop) {
  const char *from = c->p;
  struct ct_token *t = push(ts, c, CT_TOKEN_NUMBER, (size_t)(stop - from));
  if (!t) return false;
  size_t digits = (size_t)((point ? point : stop) - from);
  size_t decimals = point ? (size_t)(stop - point) - 1 : 0;
  if (digits > 200 || decimals > 200 || !ct_number_read(from, t->size, &t->value))
    return fail(ts, "a number that is too long");
  t->digits = (uint8_t)digits;
  t->decimals = (uint8_t)decimals;
  ts->numbers++;
  return true;
}

static bool join(struct ct_tokens *ts, struct cursor *c, size_t size, unsigned flags) {
  struct ct_token *t = push(ts, c, CT_TOKEN_JOIN, size);
  if (t) t->flags = (uint8_t)flags;
  return t != NULL;
}

// "39", "39.5", ".5", "39."; "39.47.30" and "39.47.30.5" are three numbers.
static bool number(struct ct_tokens *ts, struct cursor *c) {
  const char *q = c->p, *point = NULL;
  while (digit_at(q, c->end)) q++;
  if (q < c->end && *q == '.' && digit_at(q + 1, c->end)) {
    point = q++;
    while (digit_at(q, c->end)) q++;
    if (point > c->p && q < c->end && *q == '.' && digit_at(q + 1, c->end)) {
      return number_token(ts, c, NULL, point) && join(ts, c, 1, CT_SIGN_DOT) &&
             number_token(ts, c, NULL, q) && join(ts, c, 1, CT_SIGN_DOT) && number(ts, c);
    }
  }
  return number_token(ts, c, point, q);
}

// A comma between digits without blanks is decided later, when all is seen.
static bool comma(struct ct_tokens *ts, struct cursor *c) {
  struct ct_token *before = last(ts);
  bool close = before && before->kind == CT_TOKEN_NUMBER && !c->blank && digit_at(c->p + 1, c->end);
  if (!close || before->decimals) return separator(ts, c, 1, 0);
  ts->commas++;
  return push(ts, c, CT_TOKEN_COMMA, 1) != NULL;
}

static bool signed_number(struct ct_tokens *ts, struct cursor *c, size_t size, bool minus) {
  struct ct_token *t = push(ts, c, CT_TOKEN_SIGN, size);
  if (!t) return false;
  t->minus = minus;
  ts->signs++;
  return true;
}

// "39.5 -125.5" (minus), "39-47-30" (join), "39.5 - 125.5" and "39N-125E" (separator).
static bool dash(struct ct_tokens *ts, struct cursor *c, size_t size) {
  struct ct_token *before = last(ts);
  const char *next = c->p + size;
  bool number_next = digit_at(next, c->end) || (next < c->end && *next == '.');
  if (!before || before->kind == CT_TOKEN_SEPARATOR || before->kind == CT_TOKEN_LABEL) {
    while (next < c->end && *next == ' ') next++, size++;  // "- 39.5"
    return digit_at(next, c->end) || *c->p == '.' ? signed_number(ts, c, size, true)
                                                  : fail(ts, "a dash that stands for nothing");
  }
  if (before->kind == CT_TOKEN_LETTER) {
    // "S-12.5" has its letter in front, "39N-125E" and "39N - 125E" behind.
    bool front =
        ts->n == 1 || (before - 1)->kind == CT_TOKEN_SEPARATOR || (before - 1)->kind == CT_TOKEN_LABEL;
    return front && number_next ? signed_number(ts, c, size, true) : separator(ts, c, size, CT_SIGN_DASH);
  }
  if (c->blank) return number_next ? signed_number(ts, c, size, true) : separator(ts, c, size, CT_SIGN_DASH);
  if (before->kind <= CT_TOKEN_LOST) {  // a number or a mark
    const struct ct_token *value = before->kind == CT_TOKEN_NUMBER || ts->n < 2 ? before : before - 1;
    bool packed = ts->n == 2 && before->digits >= 4 && ts->t[0].kind == CT_TOKEN_SIGN;  // "-394730-1254521"
    if ((value->decimals || packed) && number_next) return signed_number(ts, c, size, true);
    return number_next || before->kind == CT_TOKEN_NUMBER ? join(ts, c, size, CT_SIGN_DASH)
                                                          : separator(ts, c, size, CT_SIGN_DASH);
  }
  return fail(ts, "a dash that stands for nothing");
}

static bool after_number(struct ct_tokens *ts) {
  return last_is(ts, CT_TOKEN_NUMBER);
}

static bool mark(struct ct_tokens *ts, struct cursor *c, enum ct_token_kind kind, size_t size,
                 unsigned flags) {
  struct ct_token *before = last(ts);
  if (!before) return fail(ts, "a degree, minute or second sign before any number");
  // Two primes of any shape are a double one.
  if ((flags & CT_SIGN_PRIME) && before->kind == CT_TOKEN_MINUTE && (before->flags & CT_SIGN_PRIME) &&
      !c->blank) {
    before->kind = CT_TOKEN_SECOND;
    c->p += size;
    return true;
  }
  struct ct_token *t = push(ts, c, kind, size);
  if (!t) return false;
  t->flags = (uint8_t)flags;
  ts->degrees += kind == CT_TOKEN_DEGREE;
  if ((flags & CT_SIGN_DAMAGED) && !ts->mended) ts->mended = damaged;
  return true;
}

// "30s" is seconds when minutes were written with a letter ("47m30s") or when a hemisphere follows ("47'30s N").
static void letter_s(struct ct_tokens *ts, bool hemisphere_follows) {
  if (ts->n < 3) return;
  struct ct_token *s = last(ts), *minute = &ts->t[ts->n - 3];
  if (s->kind != CT_TOKEN_LETTER || (s->c | 32) != 's' || s->size != 1 || s[-1].kind != CT_TOKEN_NUMBER)
    return;
  if (minute->kind != CT_TOKEN_MINUTE || (!(minute->flags & CT_SIGN_WRITTEN) && !hemisphere_follows)) return;
  s->kind = CT_TOKEN_SECOND;
  s->flags = CT_SIGN_WRITTEN;
  ts->letters--;
}

// "39o47'": a raised o that came down.
static bool letter_is_degree(struct ct_tokens *ts, const struct cursor *c) {
  if (*c->p != 'o' || c->blank || !after_number(ts)) return false;
  const char *next = c->p + 1;
  while (next < c->end && *next == ' ') next++;
  return digit_at(next, c->end) || (next < c->end && strchr("nNsSeEwW", *next));
}

static bool letter(struct ct_tokens *ts, struct cursor *c, const struct ct_sign *sign, size_t size) {
  letter_s(ts, true);
  struct ct_token *t = push(ts, c, CT_TOKEN_LETTER, size);
  if (!t) return false;
  t->dirs = sign->dirs;
  t->flags = sign->flags;
  ts->letters++;
  letter_s(ts, false);
  return true;
}

static void skip_datum(struct cursor *c) {
  if (c->p < c->end && strchr(" -_", *c->p)) c->p++;
  if (c->end - c->p >= 2 && memcmp(c->p, "84", 2) == 0) c->p += 2;
}

static bool take(struct ct_tokens *ts, struct cursor *c, const struct ct_sign *sign, size_t size) {
  ts->language |= sign->flags & (CT_SIGN_GERMAN | CT_SIGN_ROMANCE);
  struct ct_token *t;
  switch (sign->kind) {
    case CT_TOKEN_DEGREE:
    case CT_TOKEN_MINUTE:
    case CT_TOKEN_SECOND:
    case CT_TOKEN_LOST:
      return mark(ts, c, sign->kind, size, sign->flags);
    case CT_TOKEN_LETTER:
      return letter(ts, c, sign, size);
    case CT_TOKEN_SEPARATOR:
      return separator(ts, c, size, 0);
    case CT_TOKEN_DASH:
      return dash(ts, c, size);
    case CT_TOKEN_LABEL:
      if (!(t = push(ts, c, CT_TOKEN_LABEL, size))) return false;
      t->dirs = sign->dirs;
      ts->labels++;
      return true;
    case CT_TOKEN_APPROX:
      if (size == 1 && ts->n) return fail(ts, "words that are no part of a coordinate");  // "c. 39.5" only
      ts->approx = true;
      break;
    default:
      break;
  }
  c->p += size;
  c->blank = true;
  if (sign->kind == CT_TOKEN_DATUM) skip_datum(c);
  return true;
}

// A run of Latin letters.
static bool word(struct ct_tokens *ts, struct cursor *c) {
  const char *q = c->p;
  for (size_t n; q < c->end && (n = ct_sign_letter_size(q, c->end)) > 0;) q += n;
  size_t size = (size_t)(q - c->p);
  if (size == 1 && letter_is_degree(ts, c)) return mark(ts, c, CT_TOKEN_DEGREE, 1, CT_SIGN_DAMAGED);
  const struct ct_sign *sign = ct_sign_word(c->p, size);
  // "47mN", "30secN", "39oN": a mark and a hemisphere.
  if (!sign && size >= 2 && after_number(ts) && strchr("nNsSeEwW", q[-1])) {
    if (size == 2 && *c->p == 'o') return mark(ts, c, CT_TOKEN_DEGREE, 1, CT_SIGN_DAMAGED);
    if (size > 2 || strchr("dDmMsS", *c->p)) sign = ct_sign_word(c->p, --size);
  }
  if (!sign || (sign->kind <= CT_TOKEN_SECOND && !after_number(ts)))
    return fail(ts, "words that are no part of a coordinate");
  return take(ts, c, sign, size);
}

static bool has_digit(const char *p, const char *end) {
  while (p < end && !digit(*p)) p++;
  return p < end;
}

// Where the parentheses close whose words tell nothing of the position: "(harbour)", "(WGS84)", "(approx: true)".
static const char *aside(struct ct_tokens *ts, const struct cursor *c) {
  const char *q = c->p + 1;
  while (q < c->end && *q == ' ') q++;
  const char *from = q;
  for (size_t n; q < c->end && (n = ct_sign_letter_size(q, c->end)) > 0;) q += n;
  const char *close = memchr(q, ')', (size_t)(c->end - q));
  if (q - from < 2 || !close) return NULL;
  const struct ct_sign *sign = ct_sign_word(from, (size_t)(q - from));
  bool approx = sign && sign->kind == CT_TOKEN_APPROX && !has_digit(q, close);
  ts->approx |= approx;
  return approx || !sign ? close : NULL;
}

// Brackets are blanks; words in parentheses behind numbers are passed over.
static bool bracket(struct ct_tokens *ts, struct cursor *c) {
  if (*c->p == '[' && ts->n && !c->blank)
    return fail(ts, "signs that are no part of a coordinate");  // "n1[2]"
  const char *close = *c->p == '(' && ts->numbers ? aside(ts, c) : NULL;
  if (close) {
    if (!ts->mended && !ts->approx) ts->mended = "words in parentheses passed over";
    c->p = close;
  }
  c->p++;
  c->blank = true;
  return true;
}

static bool lost(struct ct_tokens *ts, struct cursor *c) {
  if (!ts->n || (*c->p == '?' && (c->blank || ts->t[ts->n - 1].kind != CT_TOKEN_NUMBER)))
    return fail(ts, "signs that are no part of a coordinate");
  return mark(ts, c, *c->p == '?' ? CT_TOKEN_LOST : CT_TOKEN_DEGREE, 1, CT_SIGN_DAMAGED);
}

static bool other(struct ct_tokens *ts, struct cursor *c) {
  if (ct_sign_letter_size(c->p, c->end)) return word(ts, c);
  const struct ct_sign *sign = ct_sign_at(c->p, c->end);
  return sign ? take(ts, c, sign, sign->size) : fail(ts, "signs that are no part of a coordinate");
}

static bool colon(struct ct_tokens *ts, struct cursor *c) {
  if (after_number(ts)) return join(ts, c, 1, 0);
  c->p++;
  c->blank = true;
  return true;
}

// A dot that begins a number, or that of "lat." and "39.".
static bool dot(struct ct_tokens *ts, struct cursor *c) {
  if (ts->n && c->p[-1] == '.') return fail(ts, "signs that are no part of a coordinate");  // "1..8"
  if (digit_at(c->p + 1, c->end)) return number(ts, c);
  c->p++;
  return true;
}

static bool about(struct ct_tokens *ts, struct cursor *c) {
  if (ts->numbers) return fail(ts, "signs that are no part of a coordinate");
  ts->approx = true;
  c->p++;
  return true;
}

static bool step(struct ct_tokens *ts, struct cursor *c) {
  char ch = *c->p;
  if (digit(ch)) return number(ts, c);
  switch (ch) {
    case '\n':
    case '\r':
      return separator(ts, c, 1, CT_SIGN_NEWLINE);
    case ' ':
    case '\t':
      c->blank = true;
      c->p++;
      return true;
    case '.':
      return dot(ts, c);
    case ',':
      return comma(ts, c);
    case ';':
    case '/':
    case '|':
      return separator(ts, c, 1, 0);
    case '-':
      return dash(ts, c, 1);
    case '+':
      return digit_at(c->p + 1, c->end) ? signed_number(ts, c, 1, false) : fail(ts, "a plus sign alone");
    case '\'':
    case '`':
      return mark(ts, c, CT_TOKEN_MINUTE, 1, CT_SIGN_PRIME);
    case '"':
      return mark(ts, c, CT_TOKEN_SECOND, 1, 0);
    case ':':
    case '=':
      return colon(ts, c);
    case '(':
    case ')':
    case '[':
    case ']':
      return bracket(ts, c);
    case '?':
    case '*':
    case '^':
      return lost(ts, c);
    case '~':
      return about(ts, c);
    default:
      return other(ts, c);
  }
}

// A comma with a decimal point beside it, or before a number of degrees, parts the two.
static void settle_commas(struct ct_tokens *ts) {
  for (size_t i = 1; ts->commas && i + 1 < ts->n; i++) {
    if (ts->t[i].kind != CT_TOKEN_COMMA) continue;
    bool minutes_before = i > 2 && ts->t[i - 2].kind == CT_TOKEN_DEGREE;
    bool degrees = i + 2 < ts->n && ts->t[i + 2].kind == CT_TOKEN_DEGREE && minutes_before;
    if (!ts->t[i + 1].decimals && !degrees) continue;
    ts->t[i].kind = CT_TOKEN_SEPARATOR;
    ts->separators++;
    ts->commas--;
  }
}

bool ct_tokens_read(struct ct_tokens *ts, const char *s, size_t n) {
  ts->n = ts->numbers = ts->letters = ts->labels = ts->degrees = ts->commas = ts->separators = ts->signs = 0;
  ts->newlines = ts->dashes = 0;
  ts->language = 0;
  ts->approx = false;
  ts->mended = ts->why = NULL;
  struct cursor c = {s, s + n, true};
  while (c.p < c.end)
    if (!step(ts, &c)) return false;
  if (last_is(ts, CT_TOKEN_SEPARATOR)) {
    const struct ct_token *t = last(ts);
    ts->newlines -= (t->flags & CT_SIGN_NEWLINE) != 0;
    ts->dashes -= (t->flags & CT_SIGN_DASH) != 0;
    ts->separators--;
    ts->n--;
  }
  settle_commas(ts);
  if (ts->approx && !ts->mended) ts->mended = "stated as approximate";
  return ts->numbers > 0 || fail(ts, "no number");
}

bool ct_tokens_decimal_comma(struct ct_tokens *ts, size_t i) {
  char buf[64];
  struct ct_token *whole = &ts->t[i - 1], *part = &ts->t[i + 1];
  if (whole->kind != CT_TOKEN_NUMBER || part->kind != CT_TOKEN_NUMBER || whole->decimals || part->decimals)
    return false;
  size_t n = whole->size + 1 + part->size;
  if (n > sizeof buf) return false;
  memcpy(buf, whole->p, n);
  buf[whole->size] = '.';
  if (!ct_number_read(buf, n, &whole->value)) return false;
  whole->decimals = part->digits;
  whole->size = n;
  memmove(whole + 1, part + 1, (ts->n - i - 2) * sizeof *part);
  ts->n -= 2;
  ts->numbers--;
  ts->commas--;
  return true;
}

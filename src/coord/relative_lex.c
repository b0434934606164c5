// SPDX-License-Identifier: MIT
// Relative lex: a phrase of distance and direction in items: distances, directions, words.
#include "coord/relative_lex.h"

#include <math.h>
#include <string.h>

#include "base/fold.h"
#include "coord/relative_number.h"
#include "coord/relative_words.h"

enum { WORD_SIZE = 40 };

struct lexer {
  const char *p, *end;
  struct ct_relative_lex *out;
  bool bearing;  // a number without unit is one
};

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

static struct ct_relative_item *push(struct lexer *l, enum ct_relative_kind kind, const char *from) {
  struct ct_relative_lex *o = l->out;
  if (o->n == CT_RELATIVE_ITEMS) {
    l->p = l->end;
    o->n--;
  }
  o->v[o->n] =
      (struct ct_relative_item){.kind = kind, .from = from, .to = l->p, .value = NAN, .grouped = NAN};
  return &o->v[o->n++];
}

static struct ct_relative_item *last_item(struct lexer *l) {
  return l->out->n ? &l->out->v[l->out->n - 1] : NULL;
}

static void skip_blanks(struct lexer *l) {
  for (size_t n; l->p < l->end && (n = ct_relative_blank(l->p, l->end)) > 0;) l->p += n;
}

static bool accept(struct lexer *l, const char *text) {
  size_t n = strlen(text);
  if ((size_t)(l->end - l->p) < n || memcmp(l->p, text, n) != 0) return false;
  l->p += n;
  return true;
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

// A run of letters of one kind (alphabetic, or CJK), folded. Apostrophes are part of a word.
static bool read_word(struct lexer *l, char folded[WORD_SIZE], bool *cjk, bool *upper) {
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
    for (size_t i = 0; i < n && (fits = fits && k + 5 < WORD_SIZE); i++) {
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

// ---- Numbers and what follows them

// The word at the lexer, without taking it.
static const struct ct_relative_word *peek(const struct lexer *l, const char **after, bool *upper) {
  struct lexer ahead = *l;
  char text[WORD_SIZE];
  bool cjk = false;
  if (!read_word(&ahead, text, &cjk, upper)) text[0] = '\0';
  *after = ahead.p;
  return ct_relative_word_find(text);
}

static bool take_kind(struct lexer *l, enum ct_relative_word_kind kind) {
  const char *start = l->p, *after;
  bool upper;
  skip_blanks(l);
  if (peek(l, &after, &upper)->kind != kind) {
    l->p = start;
    return false;
  }
  l->p = after;
  return true;
}

// A mile at sea or on land: "nautical miles", "milles marins", "statute miles", "miles".
static bool read_mile(struct lexer *l, double *metres) {
  *metres = 1609.344;
  bool sea = take_kind(l, CT_WORD_NAUTICAL);
  if (!sea) take_kind(l, CT_WORD_STATUTE);
  if (!take_kind(l, CT_WORD_MILE)) return false;
  sea = sea || take_kind(l, CT_WORD_NAUTICAL);
  if (sea) *metres = 1852;
  return true;
}

static bool read_unit(struct lexer *l, double *metres) {
  const char *start = l->p, *after;
  bool upper = false;
  skip_blanks(l);
  if (l->p < l->end && *l->p == '-') l->p++;
  size_t sign = ct_relative_unit_sign(l->p, l->end, metres);
  if (sign) {
    l->p += sign;
    return true;
  }
  const char *word = l->p;
  const struct ct_relative_word *w = peek(l, &after, &upper);
  bool found = false;
  if (w->kind == CT_WORD_UNIT) {
    found = true;
    l->p = after;
    *metres = w->number;
    // A capital M alone is the mariners' mile.
    if (after - word == 1 && *word == 'M') *metres = 1852;
  } else if (w->kind == CT_WORD_MILE || w->kind == CT_WORD_NAUTICAL || w->kind == CT_WORD_STATUTE) {
    found = read_mile(l, metres);
  }
  if (!found) l->p = start;
  if (found && l->p < l->end && *l->p == '.') l->p++;
  return found;
}

static bool read_degree_sign(struct lexer *l) {
  static const char *const signs[] = {"°", "º", "˚", "度", "도"};
  const char *start = l->p;
  skip_blanks(l);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (accept(l, signs[i])) return true;
  l->p = start;
  return take_kind(l, CT_WORD_DEGREE);
}

// "30'" behind the degrees.
static void read_minutes(struct lexer *l, struct ct_relative_number *deg) {
  const char *start = l->p;
  struct ct_relative_number minutes;
  skip_blanks(l);
  if (l->p < l->end && ct_relative_number_read(&l->p, l->end, false, &minutes) && minutes.value < 60 &&
      (accept(l, "'") || accept(l, "′") || accept(l, "’"))) {
    deg->value += minutes.value / 60;
    deg->last = minutes.last / 60;
  } else {
    l->p = start;
  }
}

// "N45°E", "S 30 W": the number stands between two cardinal points.
static bool quadrant(struct lexer *l, const struct ct_relative_number *deg) {
  struct ct_relative_item *before = last_item(l);
  const char *start = l->p, *after;
  bool upper;
  if (!before || before->kind != CT_RELATIVE_WIND || before->wind[1] || deg->value > 90) return false;
  bool north = before->wind[0] == 'N';
  if (!north && before->wind[0] != 'S') return false;
  skip_blanks(l);
  const struct ct_relative_word *w = peek(l, &after, &upper);
  bool wind = w->kind == CT_WORD_WIND || (w->kind == CT_WORD_ABBREVIATION && upper);
  if (!wind || w->wind[1] || (w->wind[0] != 'E' && w->wind[0] != 'W')) {
    l->p = start;
    return false;
  }
  l->p = before->to = after;
  double turn = w->wind[0] == 'E' ? deg->value : -deg->value;
  before->value = fmod((north ? turn : 180 - turn) + 360, 360);
  before->kind = CT_RELATIVE_ANGLE;
  before->spread = deg->last / 2;
  return true;
}

static void push_angle(struct lexer *l, const char *from, const struct ct_relative_number *deg) {
  struct ct_relative_item *before = last_item(l);
  if (l->bearing && before && before->kind == CT_RELATIVE_OF)
    before->kind = CT_RELATIVE_NOISE;  // "bearing of"
  struct ct_relative_item *item = push(l, CT_RELATIVE_ANGLE, from);
  item->value = fmod(deg->value, 360);
  item->spread = deg->last / 2;
  l->bearing = false;
  if (take_kind(l, CT_WORD_TRUE)) return;
  const char *after;
  bool upper, joined = l->p < l->end && *l->p == 'M';
  // The magnetic pole's direction is not known here; it is rarely further off than this.
  if (take_kind(l, CT_WORD_MAGNETIC) ||
      (joined && peek(l, &after, &upper)->number == 1 && after == l->p + 1)) {
    item->spread = 15;
    if (joined) l->p++;
  }
  item->to = l->p;
}

struct distance {
  struct ct_relative_number low, high;
  bool range;
};

static void push_distance(struct lexer *l, const char *from, const struct distance *d, double metres) {
  struct ct_relative_item *item = push(l, CT_RELATIVE_DISTANCE, from);
  double low = d->low.value, high = d->range ? d->high.value : low;
  item->value = (low + high) / 2 * metres;
  item->unit = (high - low + (d->range ? fmin(d->low.step, d->high.step) : d->low.step)) * metres;
  item->grouped = d->range ? NAN : d->low.thousands * metres;
  item->grouped_unit = d->low.thousands_step * metres;
}

// Behind the first number: "-410", "to 410", with or without a unit before.
static bool read_range(struct lexer *l, struct distance *d) {
  const char *start = l->p, *after;
  double ignored;
  bool upper;
  read_unit(l, &ignored);
  skip_blanks(l);
  size_t dash = ct_relative_dash(l->p, l->end);
  const struct ct_relative_word *w = peek(l, &after, &upper);
  bool word = w->kind == CT_WORD_RANGE || strcmp(w->text, "to") == 0 || strcmp(w->text, "a") == 0 ||
              strcmp(w->text, "and") == 0;
  if (dash)
    l->p += dash;
  else if (word)
    l->p = after;
  skip_blanks(l);
  d->range = (dash || word) && l->p < l->end && ct_relative_number_read(&l->p, l->end, true, &d->high) &&
             d->high.value > d->low.value;
  if (d->range) {
    const char *behind = l->p;
    d->range = read_unit(l, &ignored);
    l->p = behind;
  }
  if (!d->range) l->p = start;
  return d->range;
}

static void number_word(struct lexer *l, struct ct_relative_number *n) {
  if (take_kind(l, CT_WORD_HUNDRED)) n->value *= 100, n->step *= 100;
  if (take_kind(l, CT_WORD_DOZEN)) n->value *= 12, n->step *= 12;
}

// What a number that was read stands for.
static void number_item(struct lexer *l, const char *from, struct distance *d) {
  double metres;
  number_word(l, &d->low);
  read_range(l, d);
  if (read_unit(l, &metres)) {
    push_distance(l, from, d, metres);
    return;
  }
  bool sign = read_degree_sign(l);
  if (sign) read_minutes(l, &d->low);
  if (quadrant(l, &d->low)) return;
  if ((sign || l->bearing) && d->low.value <= 360 && !d->range) {
    push_angle(l, from, &d->low);
    return;
  }
  struct ct_relative_item *item = push(l, CT_RELATIVE_NUMBER, from);
  if (d->low.three && d->low.value <= 360 && !d->range) item->value = d->low.value;
  item->spread = 0.5;
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

static void push_wind(struct lexer *l, const char *from, const struct ct_relative_word *w) {
  struct ct_relative_item *item = push(l, CT_RELATIVE_WIND, from);
  memcpy(item->wind, w->wind, sizeof item->wind);
  if (!ct_relative_wind(item->wind, &item->value, &item->spread)) item->value = NAN;
}

static void word_item(struct lexer *l, const char *from, const struct ct_relative_word *w, bool upper) {
  const struct ct_relative_item *before = last_item(l);
  bool behind = before && before->kind == CT_RELATIVE_DISTANCE;
  struct distance d = {.low = {.value = w->number, .step = 1, .last = 1, .thousands = NAN}};
  double metres;
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
      push(l, CT_RELATIVE_OF, from)->language = w->wind[0];
      return;
    case CT_WORD_BEARING:
      push(l, CT_RELATIVE_BEARING, from);
      l->bearing = true;
      return;
    case CT_WORD_STOP:
      push(l, CT_RELATIVE_STOP, from);
      return;
    case CT_WORD_HALF:
      d.low.step = d.low.last = 0.5;
      take_kind(l, CT_WORD_NOISE);
      skip_blanks(l);
      if (read_unit(l, &metres)) {
        push_distance(l, from, &d, metres);
        return;
      }
      break;
    case CT_WORD_NUMBER:
      number_item(l, from, &d);
      // "ten noorden van" is Dutch.
      if (last_item(l)->kind == CT_RELATIVE_NUMBER)
        last_item(l)->kind = strcmp(w->text, "ten") == 0 ? CT_RELATIVE_NOISE : CT_RELATIVE_WORD;
      return;
    case CT_WORD_BOUND:
      l->out->bound = true;
      push(l, CT_RELATIVE_NOISE, from);
      return;
    case CT_WORD_ABOUT:
      if (upper && strcmp(w->text, "ca") == 0) break;  // California
      l->out->about = true;
      push(l, CT_RELATIVE_NOISE, from);
      return;
    case CT_WORD_TRUE:
    case CT_WORD_NOISE:
    case CT_WORD_RANGE:
      push(l, CT_RELATIVE_NOISE, from)->coast =
          strncmp(w->text, "coast", 5) == 0 || strncmp(w->text, "cost", 4) == 0;
      return;
    default:
      break;
  }
  push(l, CT_RELATIVE_WORD, from);
  l->bearing = false;
}

static void sign_item(struct lexer *l, const char *from, unsigned c) {
  const struct ct_relative_item *before = last_item(l);
  if (c == ',' || c == 0x3001 || c == 0xFF0C) push(l, CT_RELATIVE_COMMA, from);
  if (c == ';' || c == '(' || c == ')' || c == 0x3002 || c == 0xFF08 || c == 0xFF09 || c == 0xFF1B ||
      c == '\n')
    push(l, CT_RELATIVE_SEPARATOR, from);
  // A full stop ends a sentence, not an abbreviation: "St.", "N.E."
  bool gap = l->p == l->end || ct_relative_blank(l->p, l->end);
  if (c == '.' && gap && before && before->kind == CT_RELATIVE_WORD && before->to - before->from > 3)
    push(l, CT_RELATIVE_SEPARATOR, from);
}

static void next_item(struct lexer *l) {
  const char *from = l->p;
  struct distance d = {0};
  char folded[WORD_SIZE];
  bool cjk = false, upper;
  bool grouped = !l->bearing;
  if (ct_relative_number_read(&l->p, l->end, grouped, &d.low)) {
    number_item(l, from, &d);
    return;
  }
  if (read_word(l, folded, &cjk, &upper)) {
    l->out->cjk |= cjk;
    if (cjk)
      push(l, CT_RELATIVE_WORD, from);
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
  struct lexer l = {.p = s, .end = s + n, .out = out};
  out->n = 0;
  out->about = out->bound = out->cjk = false;
  while (l.p < l.end) next_item(&l);
  merge_winds(out);
}

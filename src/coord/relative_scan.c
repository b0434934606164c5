// SPDX-License-Identifier: MIT
// Relative scan: numbers with their units, degrees, ranges and quadrants.
#include "coord/relative_scan.h"

#include <math.h>
#include <string.h>

#include "coord/relative_number.h"
#include "coord/relative_words.h"

static bool accept(struct ct_relative_scan *l, const char *text) {
  size_t n = strlen(text);
  if ((size_t)(l->end - l->p) < n || memcmp(l->p, text, n) != 0) return false;
  l->p += n;
  return true;
}

// The word at the lexer, without taking it.
static const struct ct_relative_word *peek(const struct ct_relative_scan *l, const char **after,
                                           bool *upper) {
  struct ct_relative_scan ahead = *l;
  char text[CT_RELATIVE_WORD_SIZE];
  bool cjk = false;
  if (!ct_relative_scan_word(&ahead, text, &cjk, upper)) text[0] = '\0';
  *after = ahead.p;
  return ct_relative_word_find(text);
}

static bool take_kind(struct ct_relative_scan *l, enum ct_relative_word_kind kind) {
  const char *start = l->p, *after;
  bool upper;
  ct_relative_skip_blanks(l);
  if (peek(l, &after, &upper)->kind != kind) {
    l->p = start;
    return false;
  }
  l->p = after;
  return true;
}

// A mile at sea or on land: "nautical miles", "milles marins", "statute miles", "miles".
static bool read_mile(struct ct_relative_scan *l, double *metres) {
  *metres = 1609.344;
  bool sea = take_kind(l, CT_WORD_NAUTICAL);
  if (!sea) take_kind(l, CT_WORD_STATUTE);
  if (!take_kind(l, CT_WORD_MILE)) return false;
  sea = sea || take_kind(l, CT_WORD_NAUTICAL);
  if (sea) *metres = 1852;
  return true;
}

static bool read_unit(struct ct_relative_scan *l, double *metres) {
  const char *start = l->p, *after;
  bool upper = false;
  ct_relative_skip_blanks(l);
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

static bool read_degree_sign(struct ct_relative_scan *l) {
  static const char *const signs[] = {"°", "º", "˚", "度", "도"};
  const char *start = l->p;
  ct_relative_skip_blanks(l);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (accept(l, signs[i])) return true;
  l->p = start;
  return take_kind(l, CT_WORD_DEGREE);
}

// "30'" behind the degrees.
static void read_minutes(struct ct_relative_scan *l, struct ct_relative_number *deg) {
  const char *start = l->p;
  struct ct_relative_number minutes;
  ct_relative_skip_blanks(l);
  if (l->p < l->end && ct_relative_number_read(&l->p, l->end, false, &minutes) && minutes.value < 60 &&
      (accept(l, "'") || accept(l, "′") || accept(l, "’"))) {
    deg->value += minutes.value / 60;
    deg->last = minutes.last / 60;
  } else {
    l->p = start;
  }
}

// "N45°E", "S 30 W": the number stands between two cardinal points.
static bool quadrant(struct ct_relative_scan *l, const struct ct_relative_number *deg) {
  struct ct_relative_item *before = ct_relative_last(l);
  const char *start = l->p, *after;
  bool upper;
  if (!before || before->kind != CT_RELATIVE_WIND || before->wind[1] || deg->value > 90) return false;
  bool north = before->wind[0] == 'N';
  if (!north && before->wind[0] != 'S') return false;
  ct_relative_skip_blanks(l);
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

static void push_angle(struct ct_relative_scan *l, const char *from, const struct ct_relative_number *deg) {
  struct ct_relative_item *before = ct_relative_last(l);
  if (l->bearing && before && before->kind == CT_RELATIVE_OF)
    before->kind = CT_RELATIVE_NOISE;  // "bearing of"
  struct ct_relative_item *item = ct_relative_push(l, CT_RELATIVE_ANGLE, from);
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

static void push_distance(struct ct_relative_scan *l, const char *from, const struct distance *d,
                          double metres) {
  struct ct_relative_item *item = ct_relative_push(l, CT_RELATIVE_DISTANCE, from);
  double low = d->low.value, high = d->range ? d->high.value : low;
  item->value = (low + high) / 2 * metres;
  item->unit = (high - low + (d->range ? fmin(d->low.step, d->high.step) : d->low.step)) * metres;
  item->grouped = d->range ? NAN : d->low.thousands * metres;
  item->grouped_unit = d->low.thousands_step * metres;
}

// Behind the first number: "-410", "to 410", with or without a unit before.
static bool read_range(struct ct_relative_scan *l, struct distance *d) {
  const char *start = l->p, *after;
  double ignored;
  bool upper;
  read_unit(l, &ignored);
  ct_relative_skip_blanks(l);
  size_t dash = ct_relative_dash(l->p, l->end);
  const struct ct_relative_word *w = peek(l, &after, &upper);
  bool word = w->kind == CT_WORD_RANGE || strcmp(w->text, "to") == 0 || strcmp(w->text, "a") == 0 ||
              strcmp(w->text, "and") == 0;
  if (dash)
    l->p += dash;
  else if (word)
    l->p = after;
  ct_relative_skip_blanks(l);
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

static void number_word(struct ct_relative_scan *l, struct ct_relative_number *n) {
  if (take_kind(l, CT_WORD_HUNDRED)) n->value *= 100, n->step *= 100;
  if (take_kind(l, CT_WORD_DOZEN)) n->value *= 12, n->step *= 12;
}

// What a number that was read stands for.
static void number_item(struct ct_relative_scan *l, const char *from, struct distance *d) {
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
  struct ct_relative_item *item = ct_relative_push(l, CT_RELATIVE_NUMBER, from);
  if (d->low.three && d->low.value <= 360 && !d->range) item->value = d->low.value;
  item->spread = 0.5;
}

bool ct_relative_scan_number(struct ct_relative_scan *l) {
  const char *from = l->p;
  struct distance d = {0};
  // "bearing 185 120 km": two numbers.
  if (!ct_relative_number_read(&l->p, l->end, !l->bearing, &d.low)) return false;
  number_item(l, from, &d);
  return true;
}

void ct_relative_scan_number_word(struct ct_relative_scan *l, const char *from,
                                  const struct ct_relative_word *w) {
  struct distance d = {.low = {.value = w->number, .step = 1, .last = 1, .thousands = NAN}};
  number_item(l, from, &d);
  struct ct_relative_item *item = ct_relative_last(l);
  if (item->kind != CT_RELATIVE_NUMBER) return;
  // "ten noorden van" is Dutch.
  item->kind = strcmp(w->text, "ten") == 0 ? CT_RELATIVE_NOISE : CT_RELATIVE_WORD;
}

bool ct_relative_scan_half(struct ct_relative_scan *l, const char *from) {
  struct distance d = {.low = {.value = 0.5, .step = 0.5, .last = 0.5, .thousands = NAN}};
  double metres;
  take_kind(l, CT_WORD_NOISE);
  if (!read_unit(l, &metres)) return false;
  push_distance(l, from, &d, metres);
  return true;
}

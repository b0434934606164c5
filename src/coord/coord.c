// SPDX-License-Identifier: MIT
// Coord: a position as people write it, in one cell or two, to longitude and latitude.
#include "coord/coord.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

struct scan {
  const char *p, *end;
};

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

// Blanks of any kind: ASCII, no-break, narrow no-break and thin spaces.
static size_t blank_size(const char *p, const char *end) {
  static const char *const blanks[] = {" ", "\t", "\r", "\n", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
    size_t n = strlen(blanks[i]);
    if ((size_t)(end - p) >= n && memcmp(p, blanks[i], n) == 0) return n;
  }
  return 0;
}

static void skip_blanks(struct scan *s) {
  for (size_t n; s->p < s->end && (n = blank_size(s->p, s->end)) > 0;) s->p += n;
}

static void trim(struct scan *s) {
  skip_blanks(s);
  for (bool more = true; more && s->p < s->end;) {
    more = false;
    for (size_t n = 1; n <= 3 && (size_t)(s->end - s->p) >= n; n++)
      if (blank_size(s->end - n, s->end) == n) {
        s->end -= n;
        more = true;
        break;
      }
  }
}

static bool accept(struct scan *s, const char *text) {
  size_t n = strlen(text);
  if ((size_t)(s->end - s->p) < n || memcmp(s->p, text, n) != 0) return false;
  s->p += n;
  return true;
}

static char hemisphere(char c) {
  if (c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
  return c == 'N' || c == 'S' || c == 'E' || c == 'W' ? c : 0;
}

static bool of_axis(char letter, char axis) {
  return axis == 'N' ? letter == 'N' || letter == 'S' : letter == 'E' || letter == 'W';
}

// What may stand after the degrees, minutes and seconds. Two primes before one.
static const char *const degree_signs[] = {"\xC2\xB0", "\xC2\xBA", "\xCB\x9A", "deg", "d", NULL};
static const char *const minute_signs[] = {
    "'", "\xE2\x80\xB2", "\xE2\x80\x99", "\xE2\x80\x98", "\xC2\xB4", "`", "min", "m", NULL};
static const char *const second_signs[] = {"\"",
                                           "''",
                                           "\xE2\x80\xB3",
                                           "\xE2\x80\x9D",
                                           "\xE2\x80\x9C",
                                           "\xE2\x80\x99\xE2\x80\x99",
                                           "\xE2\x80\xB2\xE2\x80\xB2",
                                           "sec",
                                           "s",
                                           NULL};

static bool accept_any(struct scan *s, const char *const *signs) {
  for (; *signs; signs++)
    if (accept(s, *signs)) return true;
  return false;
}

// An unsigned number; *whole is false when it has a fraction. A comma counts as a point
// when digits follow it.
static bool number(struct scan *s, double *out, bool *whole) {
  char buf[64];
  size_t n = 0;
  *whole = true;
  while (s->p < s->end && n < sizeof buf - 1) {
    char c = *s->p;
    if ((c == '.' || c == ',') && *whole && n && s->p + 1 < s->end && digit(s->p[1])) {
      *whole = false;
      c = '.';
    } else if (c == '.' && *whole && n && (s->p + 1 == s->end || !digit(s->p[1]))) {
      s->p++;  // "39." is 39
      break;
    } else if (!digit(c)) {
      break;
    }
    buf[n++] = c;
    s->p++;
  }
  return n && ct_number_read(buf, n, out);
}

// Degrees, then minutes and seconds while they come. False when it is not that.
static bool sexagesimal(struct scan *s, double *deg) {
  static const char *const *const signs[] = {degree_signs, minute_signs, second_signs};
  double part[3] = {0};
  bool whole = true;
  int n = 0;
  for (; n < 3; n++) {
    skip_blanks(s);
    if (s->p == s->end || !digit(*s->p)) break;
    if (!whole || !number(s, &part[n], &whole)) return false;  // only the last may have a fraction
    if (n > 0 && part[n] >= 60) return false;
    skip_blanks(s);
    // "39°", "47'": a sign out of turn (39' 47") is caught as a leftover.
    if (!accept_any(s, signs[n]) && n < 2 && s->p + 1 < s->end && digit(s->p[1]) &&
        (*s->p == ':' || *s->p == '-'))
      s->p++;
  }
  *deg = part[0] + part[1] / 60 + part[2] / 3600;
  return n > 0;
}

static enum ct_coord_kind read_axis(const char *text, size_t n, char axis, double *deg) {
  if (ct_number_read(text, n, deg)) return CT_COORD_OK;
  struct scan s = {text, text + n};
  trim(&s);
  if (s.p == s.end) return CT_COORD_EMPTY;
  if (ct_coord_is_sentinel(s.p, (size_t)(s.end - s.p))) return CT_COORD_SENTINEL;
  char letter = 0;
  bool minus = false;
  if (hemisphere(*s.p)) letter = hemisphere(*s.p++);
  skip_blanks(&s);
  if (accept(&s, "-") || accept(&s, "\xE2\x88\x92"))  // U+2212 minus sign
    minus = true;
  else
    accept(&s, "+");
  // A letter at the end is cut off first, or "39 47 46 S" would read as seconds.
  if (!letter && s.p < s.end && hemisphere(s.end[-1])) {
    letter = hemisphere(*--s.end);
    trim(&s);
  }
  if (!sexagesimal(&s, deg)) return CT_COORD_BAD;
  skip_blanks(&s);
  if (s.p != s.end || (letter && (minus || !of_axis(letter, axis)))) return CT_COORD_BAD;
  if (minus || letter == 'S' || letter == 'W') *deg = -*deg;
  return CT_COORD_OK;
}

enum ct_coord_kind ct_coord_read(const char *text, size_t n, char axis, struct ct_coord_axis *out) {
  *out = (struct ct_coord_axis){.notation = CT_NOTATION_DECIMAL};
  return read_axis(text, n, axis, &out->deg);
}

bool ct_coord_is_sentinel(const char *text, size_t n) {
  static const char *const words[] = {"unknown",
                                      "n/a",
                                      "na",
                                      "n.a.",
                                      "nan",
                                      "null",
                                      "none",
                                      "nil",
                                      "-",
                                      "--",
                                      "---",
                                      "\xE2\x80\x93",
                                      "\xE2\x80\x94",
                                      "?",
                                      "??",
                                      "unk",
                                      "tbd",
                                      "not available",
                                      "not known",
                                      "undisclosed",
                                      "missing",
                                      "#n/a",
                                      "#value!",
                                      "x",
                                      "."};
  struct scan s = {text, text + n};
  trim(&s);
  size_t size = (size_t)(s.end - s.p);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strlen(words[i]) != size) continue;
    size_t k = 0;
    while (k < size && (s.p[k] >= 'A' && s.p[k] <= 'Z' ? s.p[k] + 32 : s.p[k]) == words[i][k]) k++;
    if (k == size) return true;
  }
  return false;
}

bool ct_coord_is_sentinel_number(double x) {
  static const double numbers[] = {99, 999, 9999, 99999, 999999, 99.99, 999.99, 9999.99};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (fabs(x) == numbers[i]) return true;
  return false;
}

static enum ct_coord_kind halves(const char *s, size_t n, size_t cut, double *lat, double *lon) {
  size_t from = cut + 1;
  if (read_axis(s, cut, 'N', lat) == CT_COORD_OK && read_axis(s + from, n - from, 'E', lon) == CT_COORD_OK)
    return CT_COORD_OK;
  // Longitude first only when a letter says so, else both orders would be taken.
  bool letters = false;
  for (size_t i = 0; i < n; i++) letters |= hemisphere(s[i]) != 0;
  if (letters && read_axis(s, cut, 'E', lon) == CT_COORD_OK &&
      read_axis(s + from, n - from, 'N', lat) == CT_COORD_OK)
    return CT_COORD_OK;
  return CT_COORD_BAD;
}

static enum ct_coord_kind read_pair(const char *text, size_t n, double *lat, double *lon) {
  struct scan t = {text, text + n};
  trim(&t);
  if (t.p < t.end && (*t.p == '(' || *t.p == '[') && (t.end[-1] == ')' || t.end[-1] == ']')) t.p++, t.end--;
  const char *s = t.p;
  size_t size = (size_t)(t.end - t.p), cut = 0, cuts = 0;
  if (!size) return CT_COORD_EMPTY;
  if (ct_coord_is_sentinel(s, size)) return CT_COORD_SENTINEL;
  static const char separators[] = ";,/ ";
  for (const char *c = separators; *c; c++) {
    cuts = 0;
    for (size_t i = 0; i < size; i++)
      if (s[i] == *c) cut = cuts++ ? cut : i;
    if (cuts != 1) continue;
    return halves(s, size, cut, lat, lon);
  }
  for (size_t i = 0; i + 1 < size; i++)  // "39°47'46"N 125°45'21"E"
    if ((hemisphere(s[i]) && s[i + 1] == ' ') || (s[i] == ',' && s[i + 1] == ' '))
      return halves(s, size, i + 1, lat, lon);
  return CT_COORD_BAD;
}

enum ct_coord_kind ct_coord_read_point(struct ct_coord_reader *reader, const char *s, size_t n,
                                       struct ct_coord *out) {
  (void)reader;
  *out = (struct ct_coord){.notation = CT_NOTATION_DECIMAL, .precision_m = NAN};
  return read_pair(s, n, &out->lat, &out->lon);
}

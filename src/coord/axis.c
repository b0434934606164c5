// SPDX-License-Identifier: MIT
// Axis: the tokens of one latitude or longitude to degrees.
#include "coord/axis.h"

#include <math.h>
#include <string.h>

#include "coord/token.h"

enum { NO_MARK = CT_TOKEN_NUMBER };

// Up to three numbers and the mark behind each.
struct parts {
  const struct ct_token *number[3];
  double value[3];
  uint8_t digits[3], decimals[3], mark[3];
  int n;
  bool odd;  // a "*" or "^" for a degree sign, which is more often arithmetic
};

static const double power[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                               1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

double ct_decimal_unit(int decimals) {
  return decimals < 0 ? NAN : decimals < 16 ? 1 / power[decimals] : pow(10, -decimals);
}

static bool fail(struct ct_half *out, const char *why) {
  out->why = why;
  return false;
}

static void mend(struct ct_half *out, const char *how) {
  if (!out->mended) out->mended = how;
}

static uint8_t axis_of(unsigned dirs) {
  return !(dirs & (CT_EAST | CT_WEST)) ? 'N' : !(dirs & (CT_NORTH | CT_SOUTH)) ? 'E' : 0;
}

static bool set_axis(struct ct_half *out, unsigned dirs, char axis) {
  char here = (char)axis_of(dirs);
  if (axis && here != axis)
    return fail(
        out, axis == 'N' ? "a latitude with a letter of longitude" : "a longitude with a letter of latitude");
  if (out->axis && here != out->axis) return fail(out, "letters of latitude and longitude in one value");
  out->axis = here;
  out->marked = true;
  return true;
}

// Letters, labels and the sign before the numbers (*i moves on).
struct around {
  unsigned dirs;
  bool plus, minus;
  bool closed;  // the numbers have been read
};

static bool surrounding(const struct ct_token *t, size_t n, size_t *i, char axis, struct around *a,
                        struct ct_half *out) {
  for (; *i < n; ++*i) {
    const struct ct_token *at = &t[*i];
    if (at->kind == CT_TOKEN_LETTER) {
      if (a->dirs && !(a->dirs & at->dirs)) return fail(out, "two different hemispheres");
      a->dirs = a->dirs ? a->dirs & at->dirs : at->dirs;
      if (!set_axis(out, at->dirs, axis)) return false;
      out->letter = true;
    } else if (at->kind == CT_TOKEN_LABEL) {
      if (!set_axis(out, at->dirs, axis)) return false;
    } else if (at->kind == CT_TOKEN_SIGN && !a->closed && !out->sign) {
      *(at->minus ? &a->minus : &a->plus) = true;
      out->sign = true;
    } else {
      break;
    }
  }
  return true;
}

static bool is_mark(uint8_t kind) {
  return kind >= CT_TOKEN_DEGREE && kind <= CT_TOKEN_LOST;
}

static void numbers(const struct ct_token *t, size_t n, size_t *i, struct parts *p, struct ct_half *out) {
  while (p->n < 3 && *i < n && t[*i].kind == CT_TOKEN_NUMBER) {
    const struct ct_token *number = &t[*i];
    int k = p->n++;
    p->number[k] = number;
    p->value[k] = number->value;
    p->digits[k] = number->digits;
    p->decimals[k] = number->decimals;
    p->mark[k] = NO_MARK;
    ++*i;
    if (*i < n && is_mark(t[*i].kind)) {
      p->mark[k] = t[*i].kind;
      p->odd |= t[*i].c == '*' || t[*i].c == '^';
      out->marked = true;
      ++*i;
      // 48°.85, 47'30".5: the decimals behind the mark.
      if (*i < n && t[*i].kind == CT_TOKEN_NUMBER && !t[*i].digits && t[*i].tight && !p->decimals[k]) {
        p->value[k] += t[*i].value;
        p->decimals[k] = t[*i].decimals;
        ++*i;
      }
    }
    bool dash = *i < n && t[*i].kind == CT_TOKEN_SEPARATOR && (t[*i].flags & CT_SIGN_DASH);
    if (*i + 1 < n && (t[*i].kind == CT_TOKEN_JOIN || dash) && t[*i + 1].kind == CT_TOKEN_NUMBER && k < 2) {
      out->join = t[*i].flags & CT_SIGN_DASH ? '-' : t[*i].flags & CT_SIGN_DOT ? '.' : ':';
      ++*i;
    } else if (*i < n && t[*i].kind == CT_TOKEN_SEPARATOR && (t[*i].flags & CT_SIGN_NEWLINE)) {
      ++*i;  // a line break within one value
    }
  }
}

// 3943 to 39 and 43 in places k and k + 1, the later parts moving up.
static void split(struct parts *p, int k, int tail_digits) {
  for (int j = p->n++; j > k + 1; j--) {
    p->value[j] = p->value[j - 1];
    p->digits[j] = p->digits[j - 1];
    p->decimals[j] = p->decimals[j - 1];
    p->mark[j] = p->mark[j - 1];
  }
  const double size = tail_digits == 4 ? 10000 : 100;
  double whole = floor(p->value[k] / size);
  p->value[k + 1] = p->value[k] - whole * size;
  // What is left of 3947.25 - 3900 is off by the rounding of the larger number.
  if (p->decimals[k] && p->decimals[k] < 12)
    p->value[k + 1] = round(p->value[k + 1] * power[p->decimals[k]]) / power[p->decimals[k]];
  p->value[k] = whole;
  p->decimals[k + 1] = p->decimals[k];
  p->digits[k + 1] = (uint8_t)tail_digits;
  p->mark[k + 1] = p->mark[k];
  p->decimals[k] = 0;
  p->digits[k] = (uint8_t)(p->digits[k] - tail_digits);
  p->mark[k] = NO_MARK;
}

// 394730N, 1254530E, 3947.5N: packed when a letter is there; how many digits tells what is in it.
static bool unpack(struct parts *p, char axis, bool padded, struct ct_half *out) {
  int d = p->digits[0];
  int degrees = axis == 'E' ? 3 : 2;
  if (d <= degrees || d == 3) return true;  // 125.5 N: degrees, though out of range
  if (padded ? d != degrees + 2 && d != degrees + 4 : d > degrees + 4 || (axis == 'N' && d % 2))
    return fail(out, "a packed number with a wrong count of digits");
  if (d > degrees + 2) {
    // Longitudes may lack a leading zero: 6 digits are DDMMSS.
    split(p, 0, 4);
    split(p, 1, 2);
  } else {
    split(p, 0, 2);
  }
  return true;
}

// Numbers whose mark tells that the one before it was lost: 3943'30", 39°4730".
static bool lost_marks(struct parts *p, struct ct_half *out) {
  static const char degree[] = "degree sign missing", minute[] = "minute sign missing";
  if (p->n < 3 && p->mark[0] == CT_TOKEN_MINUTE && p->digits[0] >= 3 && p->digits[0] <= 5) {
    split(p, 0, 2);
    mend(out, degree);
  } else if (p->n == 1 && p->mark[0] == CT_TOKEN_SECOND && p->digits[0] >= 5 && p->digits[0] <= 7) {
    split(p, 0, 4);
    split(p, 1, 2);
    mend(out, degree);
  } else if (p->n == 2 && p->mark[0] == CT_TOKEN_DEGREE && p->digits[1] == 4 &&
             p->mark[1] != CT_TOKEN_MINUTE) {
    split(p, 1, 2);
    mend(out, minute);
  }
  if (p->n == 1 && (p->mark[0] == CT_TOKEN_MINUTE || p->mark[0] == CT_TOKEN_SECOND))
    return fail(out, "minutes or seconds without degrees");
  return true;
}

// 39.47.123 has decimal minutes: seconds have two digits.
static void dotted_minutes(struct parts *p, struct ct_half *out) {
  if (p->n != 3 || out->join != '.' || p->digits[2] < 3 || p->digits[2] > 9 || p->decimals[1] ||
      p->decimals[2])
    return;
  p->n = 2;
  p->value[1] += p->value[2] / power[p->digits[2]];
  p->decimals[1] = p->digits[2];
  p->mark[1] = p->mark[2];
}

// Marks out of their turn that leave one reading.
static bool check_marks(const struct parts *p, struct ct_half *out) {
  const uint8_t *m = p->mark;
  if (m[0] == CT_TOKEN_SECOND) return fail(out, "seconds without degrees and minutes");
  if (p->n == 2) {
    if (m[1] == CT_TOKEN_SECOND)
      return fail(
          out, m[0] == CT_TOKEN_MINUTE ? "minutes and seconds without degrees" : "seconds without minutes");
    if (m[0] == CT_TOKEN_MINUTE && m[1] != CT_TOKEN_MINUTE) return fail(out, "minutes without degrees");
    if (m[0] == CT_TOKEN_MINUTE) mend(out, "a minute sign in the place of the degree sign");
    if (m[1] == CT_TOKEN_DEGREE) mend(out, "a degree sign in the place of the minute sign");
  } else if (p->n == 3) {
    if (m[2] == CT_TOKEN_DEGREE) return fail(out, "a degree sign behind the seconds");
    if (m[0] == CT_TOKEN_MINUTE && m[1] != CT_TOKEN_MINUTE) return fail(out, "minutes without degrees");
    if (m[0] == CT_TOKEN_MINUTE) mend(out, "a minute sign in the place of the degree sign");
    if (m[1] == CT_TOKEN_DEGREE) mend(out, "a degree sign in the place of the minute sign");
    if (m[1] == CT_TOKEN_SECOND) mend(out, "a second sign in the place of the minute sign");
    if (m[2] == CT_TOKEN_MINUTE) mend(out, "a minute sign in the place of the second sign");
  }
  return true;
}

static bool sum(const struct parts *p, struct ct_half *out) {
  static const double unit[] = {1, 60, 3600};
  static const enum ct_notation notation[] = {CT_NOTATION_DECIMAL, CT_NOTATION_DM, CT_NOTATION_DMS};
  int n = p->n, end = n - 1;
  for (int k = 0; k < n; k++) {
    if (k < end && p->decimals[k])
      return fail(out, k ? "minutes with decimals before seconds" : "degrees with decimals before minutes");
    if (k && p->value[k] > 60) return fail(out, "minutes or seconds of 60 or more");
    if (k && p->value[k] == 60) mend(out, "60 minutes or seconds carried over");
  }
  if (n > 1 && p->value[0] > 360) return fail(out, "more than 360 degrees");
  // Whole numbers are summed exactly and rounded once.
  out->deg = p->value[0];
  if (n == 2) out->deg = (p->value[0] * 60 + p->value[1]) / 60;
  if (n == 3) out->deg = (p->value[0] * 3600 + p->value[1] * 60 + p->value[2]) / 3600;
  out->decimals = p->decimals[end];
  out->unit_deg = ct_decimal_unit(out->decimals) / unit[end];
  out->notation = notation[end];
  out->parts = (uint8_t)n;
  return true;
}

static bool hemisphere(struct around *a, char axis, unsigned hints, struct ct_half *out) {
  if (a->dirs == (CT_EAST | CT_WEST)) {
    bool german = hints & CT_SIGN_GERMAN, romance = hints & CT_SIGN_ROMANCE;
    if (german == romance) return fail(out, "'O' is east in German and west in French and Spanish");
    a->dirs = german ? CT_EAST : CT_WEST;
  }
  if (axis && out->axis && out->axis != axis) return fail(out, "a letter of the other axis");
  bool negative = a->dirs == CT_SOUTH || a->dirs == CT_WEST;
  if (a->dirs && ((a->minus && !negative) || (a->plus && negative)))
    return fail(out, "the sign contradicts the letter");
  if (a->minus && negative) mend(out, "a minus sign and a letter of south or west taken as one");
  if (a->minus || negative) out->deg = -out->deg;
  return true;
}

bool ct_half_read(const struct ct_token *t, size_t n, char axis, unsigned hints, struct ct_half *out) {
  struct around around = {0};
  struct parts p;
  size_t i = 0;
  p.n = 0;
  p.odd = false;
  *out = (struct ct_half){0};
  if (!surrounding(t, n, &i, axis, &around, out)) return false;
  numbers(t, n, &i, &p, out);
  if (!p.n) return fail(out, "no number");
  around.closed = true;
  if (!surrounding(t, n, &i, axis, &around, out)) return false;
  if (i < n)
    return fail(out,
                t[i].kind == CT_TOKEN_NUMBER || t[i].kind == CT_TOKEN_SEPARATOR || t[i].kind == CT_TOKEN_COMMA
                    ? "more numbers than degrees, minutes and seconds"
                    : "signs out of their order");
  if (p.odd && !out->letter) return fail(out, "signs that are no part of a coordinate");
  bool packed = hints & CT_HALF_PACKED;
  if (p.n == 1 && p.mark[0] == NO_MARK && (packed || (out->letter && !around.minus && !around.plus)) &&
      !unpack(&p, packed ? axis : out->axis, packed, out))
    return false;
  dotted_minutes(&p, out);
  return lost_marks(&p, out) && check_marks(&p, out) && sum(&p, out) && hemisphere(&around, axis, hints, out);
}

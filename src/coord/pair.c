// SPDX-License-Identifier: MIT
// Pair: latitude and longitude in one text.
#include "coord/pair.h"

#include <math.h>
#include <string.h>

#include "coord/axis.h"
#include "coord/coord.h"
#include "coord/token.h"

static const double metres_per_degree = 111320;

// The first value is tokens 0 .. end-1, the second begin .. n-1.
struct cut {
  size_t end, begin;
};

static bool fail(struct ct_coord *out, const char *why) {
  if (!out->why) out->why = why;
  return false;
}

double ct_pair_precision(double lat, double lat_unit_deg, double lon_unit_deg) {
  // Beyond the poles latitude and longitude may have been swapped: no shortening then.
  double shrink = fabs(lat) <= 90 ? cos(lat * (3.14159265358979323846 / 180)) : 1;
  if (isnan(lat_unit_deg) || isnan(lon_unit_deg)) return NAN;
  return metres_per_degree * fmax(lat_unit_deg, lon_unit_deg * shrink);
}

static void undo_comma(struct ct_tokens *ts, size_t i) {
  ts->t[i].kind = CT_TOKEN_SEPARATOR;
  ts->t[i].flags = 0;
  ts->separators++;
  ts->commas--;
}

static bool all_decimal(struct ct_tokens *ts) {
  for (size_t i = 1; i + 1 < ts->n && ts->commas; i++)
    if (ts->t[i].kind == CT_TOKEN_COMMA && !ct_tokens_decimal_comma(ts, i)) return false;
  return ts->commas == 0;
}

// "39,7961,125,7558" has two decimal commas; "1,2,3,4" is a list.
static bool long_decimals(const struct ct_tokens *ts) {
  for (size_t i = 0, seen = 0; i < ts->n; i++)
    if (ts->t[i].kind == CT_TOKEN_NUMBER && ++seen % 2 == 0 && ts->t[i].digits < 3) return false;
  return true;
}

// Commas between digits: "39,7961 125,7558" has decimals, "39 47 30,125 45 21" two values,
// "39,7961,125,7558" both, "39,125" may be either.
static bool decide_commas(struct ct_tokens *ts, struct ct_coord *out) {
  if (!ts->commas) return true;
  bool parted = ts->separators > ts->dashes || ts->letters > 1 || ts->degrees > 1 || ts->labels > 1;
  if (!parted && ts->commas == 3 && ts->numbers == 4) {
    size_t seen = 0;
    if (!long_decimals(ts)) return fail(out, "four numbers, or two with decimal commas");
    for (size_t i = 0; i < ts->n; i++)
      if (ts->t[i].kind == CT_TOKEN_COMMA && ++seen == 2) {
        undo_comma(ts, i);
        break;
      }
  } else if (!parted && ts->commas == 1) {
    size_t at = 0, left = 0;
    for (size_t i = 0; i < ts->n && ts->t[i].kind != CT_TOKEN_COMMA; i++)
      at = i + 1, left += ts->t[i].kind == CT_TOKEN_NUMBER;
    if (left * 2 == ts->numbers) {
      // "0,0" is the point 0/0 that the caller looks for.
      if (ts->numbers == 2 && (ts->t[at - 1].value != 0 || ts->t[at + 1].value != 0))
        return fail(out, "one number with a decimal comma, or two without a blank between them");
      undo_comma(ts, at);
    }
  }
  return all_decimal(ts) || fail(out, "commas that are neither decimal nor part two values");
}

static bool cut_at_separator(const struct ct_tokens *ts, bool newline, bool dash, struct cut *cut) {
  size_t found = 0;
  for (size_t i = 0; i < ts->n; i++) {
    const struct ct_token *t = &ts->t[i];
    if (t->kind != CT_TOKEN_SEPARATOR || (!newline && (t->flags & CT_SIGN_NEWLINE)) ||
        (!dash && (t->flags & CT_SIGN_DASH)))
      continue;
    found++;
    *cut = (struct cut){i, i + 1};
  }
  return found == 1;
}

// Behind the first letter, or before the second when the text begins with one (labels aside).
static bool cut_at_letter(const struct ct_tokens *ts, struct cut *cut) {
  bool number = false, front = false;
  size_t seen = 0;
  for (size_t i = 0; i < ts->n; i++) {
    number |= ts->t[i].kind == CT_TOKEN_NUMBER;
    if (ts->t[i].kind != CT_TOKEN_LETTER) continue;
    if (!seen++) front = !number;
    if (seen == 1 && front) continue;
    size_t end = front ? i : i + 1;
    while (front && end > 0 && ts->t[end - 1].kind == CT_TOKEN_LABEL) end--;
    size_t begin = end;
    while (begin < ts->n && ts->t[begin].kind == CT_TOKEN_SEPARATOR) begin++;
    while (end > 0 && ts->t[end - 1].kind == CT_TOKEN_SEPARATOR) end--;
    *cut = (struct cut){end, begin};
    return end > 0 && begin < ts->n;
  }
  return false;
}

// May a value begin at i? Not right behind a letter or a mark in letters: "1e6", "8D345D30".
static bool apart(const struct ct_tokens *ts, size_t i) {
  const struct ct_token *before = &ts->t[i - 1];
  bool letters = before->kind == CT_TOKEN_LETTER || (before->flags & CT_SIGN_WRITTEN);
  return !ts->t[i].tight || !letters;
}

// Before the second thing of the kind (a sign: that is not the first token).
static bool cut_before(const struct ct_tokens *ts, enum ct_token_kind kind, struct cut *cut) {
  size_t seen = 0;
  for (size_t i = 0; i < ts->n; i++) {
    if (ts->t[i].kind != kind || (++seen < 2 && (kind != CT_TOKEN_SIGN || i == 0))) continue;
    // A degree sign stands behind its number, and that behind its sign.
    size_t at = i;
    if (kind == CT_TOKEN_DEGREE) at = i > 1 && ts->t[i - 2].kind == CT_TOKEN_SIGN ? i - 2 : i - 1;
    size_t end = at;
    while (end > 0 && ts->t[end - 1].kind == CT_TOKEN_SEPARATOR) end--;
    *cut = (struct cut){end, at};
    return end > 0 && apart(ts, at);
  }
  return false;
}

// Without any help: as many numbers on both sides; decimals end a value.
static bool cut_evenly(const struct ct_tokens *ts, struct cut *cut) {
  size_t seen = 0;
  for (size_t i = 0; i < ts->n; i++) {
    if (ts->t[i].kind != CT_TOKEN_NUMBER || seen++ * 2 != ts->numbers) continue;
    *cut = (struct cut){i, i};
    // "39° 47" is one value.
    return i > 0 && ts->t[i - 1].kind != CT_TOKEN_JOIN && ts->t[i - 1].kind != CT_TOKEN_DEGREE &&
           apart(ts, i);
  }
  return false;
}

static bool find_cut(const struct ct_tokens *ts, struct cut *cut) {
  size_t hard = ts->separators - ts->newlines - ts->dashes;
  if (hard) return hard == 1 && cut_at_separator(ts, false, false, cut);
  if (ts->dashes == 1 && !ts->newlines) return cut_at_separator(ts, false, true, cut);
  if (ts->letters > 1) return cut_at_letter(ts, cut);
  if (ts->labels > 1) return cut_before(ts, CT_TOKEN_LABEL, cut);
  if (ts->newlines == 1) return cut_at_separator(ts, true, false, cut);
  if (ts->degrees > 1) return cut_before(ts, CT_TOKEN_DEGREE, cut);
  return (ts->signs && cut_before(ts, CT_TOKEN_SIGN, cut)) || cut_evenly(ts, cut);
}

// What unmarked numbers are mostly: versions, fractions, ranges, times, dates.
static bool plain_pair(const struct ct_tokens *ts, const struct ct_half *a, const struct ct_half *b,
                       const struct cut *cut, struct ct_coord *out) {
  const struct ct_token *between = cut->end < cut->begin ? &ts->t[cut->end] : NULL;
  bool dash = between && (between->flags & CT_SIGN_DASH), slash = between && between->c == '/';
  bool close = !between && ts->t[cut->begin].tight;
  switch (a->join ? a->join : b->join) {
    case '-':
      return fail(out, "numbers joined by dashes, without letters");
    case ':':
      out->bare = a->parts < 3;
      return !dash || fail(out, "may be two times of day");
    case '.':
      return fabs(b->deg) >= 32 || fail(out, "may be two dates");
    default:
      break;
  }
  if (close && b->sign && !a->sign) return fail(out, "may be a range of numbers");  // "3.1-3.5"
  bool whole = !a->decimals && !b->decimals;
  // "12 -34", but not "12+34", "1/2", "12 34".
  if (whole && (!between || slash || dash) && a->parts < 3 && !(a->sign && b->sign) && !(b->sign && !close))
    return fail(out, "numbers without degree signs, letters or decimals");
  out->bare =
      whole || (slash && a->decimals < 2 && b->decimals < 2) || (fabs(a->deg) > 90 && fabs(b->deg) > 90);
  return true;
}

static bool plausible(const struct ct_tokens *ts, const struct ct_half *a, const struct ct_half *b,
                      const struct cut *cut, struct ct_coord *out) {
  if (!a->marked && !b->marked) return plain_pair(ts, a, b, cut, out);
  const struct ct_token *between = cut->end < cut->begin ? &ts->t[cut->end] : NULL;
  bool dash = between && (between->flags & CT_SIGN_DASH), slash = between && between->c == '/';
  out->bare = slash && !a->letter && !b->letter && a->parts == 1 && !a->decimals && !b->decimals;  // "2d/3d"
  if (dash && a->letter != b->letter)
    return fail(out, "a dash between a value with a letter and one without");
  return true;
}

// ISO 6709: +394730+1254530/
static unsigned packed(const struct ct_tokens *ts) {
  if (ts->n != 4 || ts->signs != 2 || ts->t[0].kind != CT_TOKEN_SIGN || ts->t[2].kind != CT_TOKEN_SIGN)
    return 0;
  int lat = ts->t[1].digits, lon = ts->t[3].digits;
  return (lat == 4 || lat == 6) && lon == lat + 1 && ts->t[2].tight && ts->t[1].tight ? CT_HALF_PACKED : 0;
}

static void finish(const struct ct_tokens *ts, const struct ct_half *lat, const struct ct_half *lon,
                   struct ct_coord *out) {
  out->lat = lat->deg;
  out->lon = lon->deg;
  out->precision_m = ct_pair_precision(lat->deg, lat->unit_deg, lon->unit_deg);
  out->notation = lat->notation;
  out->mended = lat->mended ? lat->mended : lon->mended ? lon->mended : ts->mended;
  out->approx = ts->approx;
}

// Latitude first unless letters or labels say otherwise.
static bool in_order(struct ct_half *a, struct ct_half *b, struct ct_coord *out) {
  if (a->axis && a->axis == b->axis) return fail(out, a->axis == 'N' ? "two latitudes" : "two longitudes");
  out->swapped = a->axis == 'E' || b->axis == 'N';
  return true;
}

static bool one_pair(const char *s, size_t n, struct ct_coord *out) {
  struct ct_tokens ts;
  struct ct_half a, b;
  struct cut cut;
  if (!ct_tokens_read(&ts, s, n)) return fail(out, ts.why);
  if (ts.numbers < 2) return fail(out, "one number where two are needed");
  if (!decide_commas(&ts, out)) return false;
  unsigned iso = packed(&ts);
  if (!find_cut(&ts, &cut)) return fail(out, "no telling where latitude ends and longitude begins");
  unsigned hints = ts.language | iso;
  if (!ct_half_read(ts.t, cut.end, iso ? 'N' : 0, hints, &a)) return fail(out, a.why);
  if (!ct_half_read(ts.t + cut.begin, ts.n - cut.begin, iso ? 'E' : 0, hints, &b)) return fail(out, b.why);
  if (iso) a.marked = true;
  if (fabs(a.deg) > 360 || fabs(b.deg) > 360) return fail(out, "more than 360 degrees");
  if (!in_order(&a, &b, out) || !plausible(&ts, &a, &b, &cut, out)) return false;
  finish(&ts, out->swapped ? &b : &a, out->swapped ? &a : &b, out);
  return true;
}

// " / " at or behind p; end when there is none.
static const char *next_slash(const char *p, const char *end) {
  for (; p < end && (p = memchr(p, '/', (size_t)(end - p))) != NULL; p++)
    if (p[-1] == ' ' && p + 1 < end && p[1] == ' ') return p;
  return end;
}

// "39°47'N 125°45'E / 39.79°N 125.75°E", as encyclopedias print it: the first when the second agrees.
static bool two_notations(const char *s, size_t n, struct ct_coord *out) {
  const char *end = s + n, *slash = next_slash(s + 1, end);
  if (slash == end) return false;
  struct ct_coord first = *out, second = *out;
  first.why = second.why = NULL;
  const char *stop = next_slash(slash + 1, end);
  if (!one_pair(s, (size_t)(slash - s), &first) || !one_pair(slash + 2, (size_t)(stop - slash - 2), &second))
    return false;
  double off = fmax(fabs(first.lat - second.lat), fabs(first.lon - second.lon));
  if (off > fmax(0.02, 2 * fmax(first.precision_m, second.precision_m) / metres_per_degree)) {
    out->why = "two different positions";
    return false;
  }
  if (!first.mended) first.mended = "two notations of one position: the first is read";
  *out = first;
  return true;
}

bool ct_pair_read(const char *s, size_t n, struct ct_coord *out) {
  if (n < 2) return fail(out, "one number where two are needed");
  return one_pair(s, n, out) || two_notations(s, n, out);
}

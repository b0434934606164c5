// SPDX-License-Identifier: MIT
// Utm: zone, easting and northing in one text, in any order and dress.
#include "coord/utm.h"

#include <string.h>

#include "base/number.h"
#include "coord/axis.h"
#include "coord/coord.h"

enum { NUMBERS_MAX = 6 };

struct metres {
  double value;
  int digits, decimals;
  char mark;  // 'E', 'N' or 0
};

struct utm {
  const char *p, *end;
  struct metres m[NUMBERS_MAX];
  int n;
  int zone;      // 0: none yet
  char band;     // 0: none yet
  bool named;    // "UTM" or "zone" was written
  bool after;    // the zone's number is the last thing read
  char pending;  // 'E' or 'N' before its number
  bool foreign;  // a datum that is not WGS 84's
};

static bool digit(const char *p, const char *end) {
  return p < end && *p >= '0' && *p <= '9';
}

static bool alphabetic(const char *p, const char *end) {
  return p < end && (*p | 32) >= 'a' && (*p | 32) <= 'z';
}

static size_t digits_at(const char *p, const char *end) {
  const char *q = p;
  while (digit(q, end)) q++;
  return (size_t)(q - p);
}

// Bytes of a mark between groups of three digits at p. A plain blank is none: it parts numbers first.
static size_t group_mark(const char *p, const char *end) {
  static const char *const marks[] = {",", ".", "'", "’", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t n = strlen(marks[i]);
    if ((size_t)(end - p) > n && memcmp(p, marks[i], n) == 0) return n;
  }
  return 0;
}

// 312345.6, 312,345.6, 312.345,6, 312345,6; "312345,4405678" ends at the comma.
static bool number(struct utm *u, struct metres *m) {
  char buf[32];
  size_t n = digits_at(u->p, u->end), g;
  if (n > 10) return false;
  memcpy(buf, u->p, n);
  u->p += n;
  m->digits = (int)n;
  char grouped = 0;
  while (m->digits <= 9 && (grouped || n <= 3) && (g = group_mark(u->p, u->end)) > 0 &&
         (!grouped || *u->p == grouped) && digits_at(u->p + g, u->end) == 3) {
    grouped = *u->p;
    memcpy(buf + m->digits, u->p + g, 3);
    u->p += g + 3;
    m->digits += 3;
  }
  n = (size_t)m->digits;
  size_t decimals = u->p < u->end ? digits_at(u->p + 1, u->end) : 0;
  if (decimals && decimals <= 12 &&
      ((*u->p == '.' && grouped != '.') || (*u->p == ',' && grouped != ',' && decimals < 5))) {
    buf[n++] = '.';
    memcpy(buf + n, u->p + 1, decimals);
    n += decimals;
    u->p += 1 + decimals;
    m->decimals = (int)decimals;
  }
  return ct_number_read(buf, n, &m->value);
}

struct utm_word {
  const char *text;
  char
      what;  // Z: zone, E and N: mark, n and s: hemisphere or northing, b: nothing, w: datum, x: another datum
};

static char meaning(const char *p, size_t n) {
  static const struct utm_word words[] = {
      {"utm", 'Z'},      {"zone", 'Z'},    {"zona", 'Z'},     {"huso", 'Z'},       {"fuso", 'Z'},
      {"fuseau", 'Z'},   {"utmzone", 'Z'}, {"z", 'Z'},        {"easting", 'E'},    {"me", 'E'},
      {"x", 'E'},        {"este", 'E'},    {"east", 'E'},     {"est", 'E'},        {"northing", 'N'},
      {"mn", 'N'},       {"y", 'N'},       {"north", 'n'},    {"norte", 'n'},      {"nord", 'n'},
      {"northern", 'n'}, {"south", 's'},   {"southern", 's'}, {"sur", 's'},        {"sul", 's'},
      {"sud", 's'},      {"m", 'b'},       {"metres", 'b'},   {"hemisphere", 'b'}, {"hem", 'b'},
      {"and", 'b'},      {"wgs", 'w'},     {"etrs", 'w'},     {"psad", 'x'},       {"sad", 'x'},
      {"nad", 'x'},      {"ed", 'x'},      {"datum", 'b'},    {"sirgas", 'w'},     {"pulkovo", 'x'}};
  char low[12];
  if (n > sizeof low) return 0;
  for (size_t i = 0; i < n; i++) low[i] = (char)(p[i] | 32);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i].text) == n && memcmp(words[i].text, low, n) == 0) return words[i].what;
  return 0;
}

static bool mark(struct utm *u, char which) {
  if (u->n && !u->m[u->n - 1].mark && !u->pending && u->p[-1] != ':')
    u->m[u->n - 1].mark = which;
  else if (!u->pending)
    u->pending = which;
  else
    return false;
  return true;
}

static bool single(struct utm *u, char letter, bool before_digit) {
  if (u->after && !u->band && letter >= 'C' && letter <= 'X' && letter != 'I' && letter != 'O' &&
      !((letter == 'E' || letter == 'N') && before_digit)) {
    u->band = letter;
    return true;
  }
  return (letter == 'E' || letter == 'N') && mark(u, letter);
}

static bool word(struct utm *u) {
  const char *from = u->p;
  while (alphabetic(u->p, u->end)) u->p++;
  size_t n = (size_t)(u->p - from);
  char what = meaning(from, n), letter = (char)(*from & ~32);
  bool zone_before = u->after;
  bool assigned = u->p < u->end && strchr(":=", *u->p);  // "X=312345"
  bool known = what == 'Z' || what == 'b' || what == 'E' || what == 'N';
  if (n == 1 && (!known || (zone_before && !u->band && !assigned))) {
    bool ok = single(u, letter, digit(u->p, u->end));
    u->after = false;
    return ok;
  }
  u->after = false;
  switch (what) {
    case 'Z':
      u->named = true;
      return true;
    case 'E':
    case 'N':
      return mark(u, what);
    case 'n':
    case 's':
      // Behind the zone a hemisphere that is no band: stored in lower case.
      if ((zone_before || what == 's' || (u->zone && !u->band && u->n != 1)) && !u->band)
        u->band = what;
      else if (what == 'n')
        return mark(u, 'N');
      return true;
    case 'x':
      u->foreign = true;  // fall through
    case 'w':
      while (u->p < u->end && strchr(" -_", *u->p)) u->p++;
      u->p += digits_at(u->p, u->end);
      return true;
    case 'b':
      u->after = zone_before;
      return true;
    default:
      return false;
  }
}

// Is the number at the cursor the zone's? Announced, or with a letter behind it that is no mark of metres.
static bool zone_number(const struct utm *u, const struct metres *m) {
  if (u->zone || m->decimals || m->digits > 2 || m->value < 1 || m->value > 60) return false;
  if (u->named) return true;
  const char *q = u->p;
  if (q < u->end && *q == ' ') q++;
  const char *from = q;
  while (alphabetic(q, u->end)) q++;
  if (q - from > 1) {
    char what = meaning(from, (size_t)(q - from));
    return what == 'n' || what == 's';
  }
  return q - from == 1 && strchr("CDEFGHJKLMNPQRSTUVWX", *from & ~32);
}

static bool scan(struct utm *u) {
  while (u->p < u->end) {
    if (digit(u->p, u->end)) {
      struct metres m = {0};
      if (!number(u, &m)) return false;
      if (zone_number(u, &m)) {
        u->zone = (int)m.value;
        u->after = true;
        continue;
      }
      if (u->n == NUMBERS_MAX) return false;
      m.mark = u->pending;
      u->pending = 0;
      u->after = false;
      u->m[u->n++] = m;
    } else if (alphabetic(u->p, u->end)) {
      if (!word(u)) return false;
    } else if (strchr(" \t\r\n,;:=/()[]+.", *u->p)) {
      u->p++;
    } else {
      size_t g = group_mark(u->p, u->end);
      if (!g) return false;
      u->p += g;
    }
  }
  return true;
}

// 312 345 4 405 678: groups of three parted by blanks.
static void join_groups(struct utm *u) {
  if (u->n != 4 && u->n != 5) return;
  for (int i = 0; i < u->n; i++)
    if (u->m[i].digits != 3 && !(i == 2 && u->n == 5 && u->m[i].digits <= 2)) return;
  struct metres *m = u->m, *tail = &u->m[u->n - 1];
  struct metres north = {0, u->n == 5 ? 7 : 6, tail->decimals, tail->mark};
  for (int i = 2; i < u->n; i++) north.value = north.value * 1000 + m[i].value;
  m[0] = (struct metres){m[0].value * 1000 + m[1].value, 6, m[1].decimals, m[1].mark ? m[1].mark : m[0].mark};
  m[1] = north;
  u->n = 2;
}

static bool fail(struct ct_coord *out, const char *why) {
  out->why = why;
  return false;
}

bool ct_utm_in_band_s(struct ct_coord_reader *r, int zone, double easting, double northing) {
  double lon, lat;
  return ct_coord_from_utm(r, zone, true, easting, northing, &lon, &lat) && lat >= 32 && lat < 40;
}

// A letter may be a latitude band or a hemisphere; only N and S are both. S is taken for the band when the
// northern reading lies in it.
static bool hemisphere(struct ct_coord_reader *r, const struct utm *u, double e, double n,
                       struct ct_coord *out) {
  static const char bands[] = "CDEFGHJKLMNPQRSTUVWX";
  char band = u->band;
  bool north = band == 'n' || (band >= 'N' && band <= 'X' && band != 'S');
  if (band == 'S' && ct_utm_in_band_s(r, u->zone, e, n)) {
    ct_coord_from_utm(r, u->zone, true, e, n, &out->lon, &out->lat);
    out->mended = "'S' taken for the latitude band 32 to 40 north";
    return true;
  }
  if (!ct_coord_from_utm(r, u->zone, north, e, n, &out->lon, &out->lat))
    return fail(out, "easting and northing outside the zone");
  if (!strchr("nsNS", band)) {
    double low = -80 + 8.0 * (double)(strchr(bands, band) - bands);
    if (out->lat < low - 0.5 || out->lat > low + (band == 'X' ? 12 : 8) + 0.5)
      return fail(out, "the northing lies outside the latitude band of that letter");
  }
  return true;
}

bool ct_utm_read(struct ct_coord_reader *r, const char *s, size_t n, struct ct_coord *out) {
  struct utm u = {.p = s, .end = s + n};
  if (!scan(&u)) return false;
  join_groups(&u);
  if (u.n != 2) return u.zone && u.named ? fail(out, "a zone needs one easting and one northing") : false;
  struct metres e = u.m[0], m = u.m[1];
  bool told = e.mark == 'N' || m.mark == 'E';
  if (told || (!e.mark && !m.mark && e.value >= 1e6 && m.value < 1e6)) {
    e = u.m[1], m = u.m[0];
    if (!told) out->mended = "northing written before easting";
  }
  bool big = e.value >= 1e5 && e.value < 1e6 && m.value <= 1e7;
  if (!u.zone) return big && m.value >= 1e5 ? fail(out, "easting and northing without a zone") : false;
  if (e.mark && e.mark == m.mark) return fail(out, "two eastings or two northings");
  if (!big) return fail(out, "easting or northing outside the zone");
  if (u.foreign) return fail(out, "a grid on another datum than WGS 84: state its coordinate system");
  if (!u.band) return fail(out, "a zone without north or south");
  if (!r) return fail(out, "a grid position, which is not read here");
  if (!hemisphere(r, &u, e.value, m.value, out)) return false;
  out->notation = CT_NOTATION_UTM;
  out->precision_m = ct_decimal_unit(e.decimals < m.decimals ? e.decimals : m.decimals);
  return true;
}

bool ct_coord_read_zone(const char *s, size_t n, int *zone, char *band) {
  struct utm u = {.p = s, .end = s + n, .named = true};
  if (n > 64 || !scan(&u) || !u.zone || u.n || u.pending || u.foreign) return false;
  *zone = u.zone;
  *band = (char)(u.band & ~32);
  return true;
}

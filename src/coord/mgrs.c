// SPDX-License-Identifier: MIT
// Mgrs: squares of the military and US national grids, polar ones too.
// After NGA.STND.0037 (grids and grid reference systems); which rows meet a band is as in GeographicLib's MGRS.
#include "coord/mgrs.h"

#include <math.h>
#include <string.h>

#include "coord/coord.h"
#include "coord/reader.h"

enum { DIGITS_MAX = 11 };  // a micrometre

struct square {
  int zone;  // 0: polar
  char band, column, row;
  int n;                     // digits a coordinate
  double east, north, side;  // within the 100 km square
  bool bare;
};

static char capital(char c) {
  return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool digit(char c) {
  return c >= '0' && c <= '9';
}

static bool grid_letter(char c) {
  c = capital(c);
  return c >= 'A' && c <= 'Z' && c != 'I' && c != 'O';
}

static const char *skip_blanks(const char *p, const char *end) {
  while (p < end && (*p == ' ' || *p == '\t')) p++;
  return p;
}

// Easting and northing digits: together, or in two groups of one length.
static bool scan_digits(const char *p, const char *end, struct square *q) {
  char d[2 * DIGITS_MAX];
  size_t count = 0, groups = 0, first = 0;
  while (p < end) {
    if (groups++ == 1) first = count;
    for (; p < end && digit(*p); p++) {
      if (count == sizeof d) return false;
      d[count++] = *p;
    }
    if (p < end && *p != ' ' && *p != '\t') return false;
    p = skip_blanks(p, end);
  }
  if (count % 2 || groups > 2 || (groups == 2 && first * 2 != count)) return false;
  q->n = (int)(count / 2);
  q->side = 1e5;
  q->east = q->north = 0;
  const size_t half = count / 2;
  for (size_t i = 0; i < half; i++) {
    q->side = pow(10, 4 - (double)i);
    q->east += (d[i] - '0') * q->side;
    q->north += (d[half + i] - '0') * q->side;
  }
  return true;
}

static bool scan(const char *s, size_t n, struct square *q) {
  const char *p = s, *end = s + n;
  *q = (struct square){0};
  if (n > 64) return false;
  int zone_digits = 0;
  for (; p < end && digit(*p) && zone_digits < 2; zone_digits++) q->zone = q->zone * 10 + (*p++ - '0');
  if (zone_digits && (q->zone < 1 || q->zone > 60)) return false;
  char *const letters[] = {&q->band, &q->column, &q->row};
  bool capitals = true;
  for (int i = 0; i < 3; i++) {
    if (zone_digits || i) p = skip_blanks(p, end);
    if (p == end || !grid_letter(*p)) return false;
    capitals &= *p == capital(*p);
    *letters[i] = capital(*p++);
  }
  p = skip_blanks(p, end);
  if (!scan_digits(p, end, q)) return false;
  bool polar = strchr("ABYZ", q->band);
  // Three letters alone are a word far more often than a square at a pole.
  if (polar ? zone_digits || q->n == 0 || !capitals : !zone_digits) return false;
  q->bare = q->n < (polar ? 4 : 2) || !capitals;
  return true;
}

bool ct_mgrs_matches(const char *s, size_t n) {
  struct square q;
  return scan(s, n, &q);
}

static int place(const char *letters, char c) {
  const char *at = strchr(letters, c);
  return at ? (int)(at - letters) : -1;
}

// The row of 100 km squares counted from the equator: letters repeat every 20, the band picks one. False: that
// row does not meet the band.
static bool find_row(int band, int column, int letter_row, int *row) {
  double centre = 100 * (8 * band + 4) / 90.0;
  double shift = band >= 0 ? 0.1 : 0;
  int low = band > -10 ? (int)floor(centre - 4.3 - shift) : -90;
  int high = band < 9 ? (int)floor(centre + 4.4 - shift) : 94;
  int base = (low + high) / 2 - 10;
  int r = (letter_row - base + 100) % 20 + base;
  *row = r;
  if (r >= low && r <= high) return true;
  // Near 7100 and 8000 km the bands' edges cut through rows, so that some columns of them belong too.
  int b = band >= 0 ? band : -band - 1, a = r >= 0 ? r : -r - 1, c = column < 4 ? column : 7 - column;
  return (a == 70 && b == 8 && c >= 2) || (a == 71 && b == 7 && c <= 2) || (a == 79 && b == 9 && c >= 1) ||
         (a == 80 && b == 8 && c <= 1);
}

static bool fail(struct ct_coord *out, const char *why) {
  out->why = why;
  return false;
}

static bool read_utm(struct ct_coord_reader *r, const struct square *q, struct ct_coord *out) {
  static const char *const columns[] = {"STUVWXYZ", "ABCDEFGH", "JKLMNPQR"};
  int band = place("CDEFGHJKLMNPQRSTUVWX", q->band) - 10;
  int column = place(columns[q->zone % 3], q->column);
  int letter = place("ABCDEFGHJKLMNPQRSTUV", q->row), row;
  if (column < 0 || letter < 0) return fail(out, "no such 100 km square in that zone");
  if (q->zone % 2 == 0) letter = (letter + 15) % 20;  // even zones begin with F
  if (!find_row(band, column, letter, &row)) return fail(out, "the 100 km square lies outside that band");
  double northing = row * 1e5 + q->north + q->side / 2;
  bool north = band >= 0;
  if (!ct_coord_from_utm(r, q->zone, north, (column + 1) * 1e5 + q->east + q->side / 2,
                         north ? northing : northing + 1e7, &out->lon, &out->lat))
    return fail(out, "a grid square that cannot be placed");
  return true;
}

static bool read_ups(struct ct_coord_reader *r, const struct square *q, struct ct_coord *out) {
  static const char *const columns[] = {"JKLPQRSTUXYZ", "ABCFGHJKLPQR", "RSTUXYZ", "ABCFGHJ"};
  static const char *const rows[] = {"ABCDEFGHJKLMNPQRSTUVWXYZ", "ABCDEFGHJKLMNP"};
  int band = place("ABYZ", q->band);
  if (band < 0) return fail(out, "no such square at the pole");
  bool north = band >= 2;
  int column = place(columns[band], q->column), row = place(rows[north], q->row);
  if (column < 0 || row < 0) return fail(out, "no such 100 km square at the pole");
  int first = north ? 13 : 8;
  if (!ct_coord_from_ups(r, north, (column + (band % 2 ? 20 : first)) * 1e5 + q->east + q->side / 2,
                         (row + first) * 1e5 + q->north + q->side / 2, &out->lon, &out->lat))
    return fail(out, "a grid square that cannot be placed");
  return true;
}

bool ct_mgrs_read(struct ct_coord_reader *r, const char *s, size_t n, struct ct_coord *out) {
  struct square q;
  if (!scan(s, n, &q)) return fail(out, "not a grid square");
  out->notation = CT_NOTATION_MGRS;
  out->precision_m = q.side;
  out->bare = q.bare;
  return q.zone ? read_utm(r, &q, out) : read_ups(r, &q, out);
}

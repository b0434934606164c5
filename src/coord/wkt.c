// SPDX-License-Identifier: MIT
// Wkt: points in well-known text and hexadecimal well-known binary, PostGIS's variants too.
#include "coord/wkt.h"

#include <math.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "coord/axis.h"
#include "coord/pair.h"

static const char not_a_point[] = "a line/polygon, not a point";
static const char other_srid[] =
    "another SRID than 4326, the only one read here: state the coordinate system";

static enum ct_coord_kind bad(struct ct_coord *out, const char *why) {
  out->why = why;
  return CT_COORD_BAD;
}

static bool alphabetic(char c) {
  return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool begins(const char *p, const char *end, const char *with) {
  size_t k = strlen(with);
  return (size_t)(end - p) >= k && strncasecmp(p, with, k) == 0;
}

static const char *skip(const char *p, const char *end) {
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')) p++;
  return p;
}

static const char *const shapes[] = {
    "LINESTRING",     "POLYGON",       "MULTIPOINT",   "MULTILINESTRING",    "MULTIPOLYGON",
    "CIRCULARSTRING", "COMPOUNDCURVE", "CURVEPOLYGON", "GEOMETRYCOLLECTION", "MULTICURVE",
    "MULTISURFACE",   "TRIANGLE",      "TIN",          "LINEARRING",         "POLYHEDRALSURFACE"};

static bool other_shape(const char *p, const char *end) {
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    if (!begins(p, end, shapes[i])) continue;
    p = skip(p + strlen(shapes[i]), end);
    while (p < end && strchr("zmZM ", *p)) p++;
    return p < end && (*p == '(' || begins(p, end, "EMPTY"));
  }
  return false;
}

bool ct_wkt_matches(const char *s, size_t n) {
  const char *end = s + n;
  if (begins(s, end, "SRID=")) return true;
  if (begins(s, end, "POINT")) {
    const char *p = skip(s + 5, end);
    while (p < end && strchr("zmZM ", *p)) p++;
    return p < end && (*p == '(' || begins(p, end, "EMPTY"));
  }
  return other_shape(s, end);
}

static bool number(const char **p, const char *end, double *out, double *unit) {
  const char *s = skip(*p, end), *q = s;
  while (q < end && strchr("+-.0123456789eE", *q)) q++;
  size_t n = (size_t)(q - s);
  if (!n || n > 64 || !ct_number_read(s + (*s == '+'), n - (*s == '+'), out)) return false;
  int decimals = ct_number_decimals(s, n);
  *unit = ct_decimal_unit(decimals);
  *p = q;
  return true;
}

// 0 is PostGIS's "not told".
static bool plain_srid(double srid) {
  return srid == 4326 || srid == 0;
}

enum ct_coord_kind ct_wkt_read(const char *s, size_t n, struct ct_coord *out) {
  const char *p = s, *end = s + n;
  double srid, x, y, more, x_unit, y_unit, unit;
  if (begins(p, end, "SRID=")) {
    p += 5;
    if (!number(&p, end, &srid, &unit)) return bad(out, "SRID= without a number");
    p = skip(p, end);
    if (p == end || *p++ != ';') return bad(out, "SRID= without a geometry");
    if (!plain_srid(srid)) return bad(out, other_srid);
    p = skip(p, end);
  }
  if (other_shape(p, end)) return bad(out, not_a_point);
  if (!begins(p, end, "POINT")) return bad(out, "not well-known text of a point");
  p = skip(p + 5, end);
  for (const char *from = p; p < end && alphabetic(*p) && p - from < 2 && !begins(p, end, "EMPTY");) p++;
  p = skip(p, end);
  if (begins(p, end, "EMPTY")) return CT_COORD_EMPTY;
  if (p == end || *p++ != '(') return bad(out, "a WKT point without parentheses");
  if (!number(&p, end, &x, &x_unit) || !number(&p, end, &y, &y_unit))
    return bad(out, "a WKT point without two numbers");
  for (int i = 0; i < 2 && number(&p, end, &more, &unit);) i++;
  p = skip(p, end);
  if (p == end || *p++ != ')' || skip(p, end) != end)
    return bad(out, "a WKT point that does not end with ')'");
  out->lon = x;
  out->lat = y;
  out->notation = CT_NOTATION_WKT;
  out->precision_m = ct_pair_precision(y, y_unit, x_unit);
  return CT_COORD_OK;
}

static int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void strip_prefix(const char **s, size_t *n) {
  if (*n >= 2 && ((**s == '\\' && (*s)[1] == 'x') || (**s == '0' && ((*s)[1] | 32) == 'x'))) *s += 2, *n -= 2;
}

// Byte order and a type's first byte at least; all of it hexadecimal.
bool ct_hex_wkb_matches(const char *s, size_t n) {
  strip_prefix(&s, &n);
  if (n < 18 || n % 2 || s[0] != '0' || (s[1] != '0' && s[1] != '1')) return false;
  for (size_t i = 0; i < n; i++)
    if (nibble(s[i]) < 0) return false;
  return true;
}

static uint64_t unsigned_at(const char *s, size_t bytes, bool little) {
  uint64_t x = 0;
  for (size_t i = 0; i < bytes; i++) {
    const char *b = s + 2 * (little ? bytes - 1 - i : i);
    x = x << 8 | (uint64_t)(nibble(b[0]) * 16 + nibble(b[1]));
  }
  return x;
}

static double double_at(const char *s, bool little) {
  uint64_t bits = unsigned_at(s, 8, little);
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

enum ct_coord_kind ct_hex_wkb_read(const char *s, size_t n, struct ct_coord *out) {
  strip_prefix(&s, &n);
  bool little = s[1] == '1';
  uint32_t type = (uint32_t)unsigned_at(s + 2, 4, little);
  // PostGIS's flags, then ISO's thousands, for Z and M.
  unsigned ordinates = 2 + (type >> 31 & 1) + (type >> 30 & 1);
  bool srid = type >> 29 & 1;
  type &= 0x1FFFFFFF;
  if (type >= 1000 && type < 4000) {
    ordinates += type / 1000 == 3 ? 2 : 1;
    type %= 1000;
  }
  if (type == 0 || type > 17) return bad(out, "hexadecimal digits that are no WKB geometry");
  if (type != 1) return bad(out, not_a_point);
  size_t at = 10;
  if (srid) {
    if (n < 18 || !plain_srid((double)unsigned_at(s + at, 4, little))) return bad(out, other_srid);
    at += 8;
  }
  if (n != at + (size_t)ordinates * 16) return bad(out, "a WKB point of the wrong length");
  out->lon = double_at(s + at, little);
  out->lat = double_at(s + at + 16, little);
  if (isnan(out->lon) && isnan(out->lat)) return CT_COORD_EMPTY;
  if (!isfinite(out->lon) || !isfinite(out->lat)) return bad(out, "a WKB point that is not finite");
  out->notation = CT_NOTATION_WKB;
  return CT_COORD_OK;
}

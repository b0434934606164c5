// SPDX-License-Identifier: MIT
// Coord: a position as people write it, in one cell or two, to longitude and latitude.
#include "coord/coord.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "coord/axis.h"
#include "coord/geojson_cell.h"
#include "coord/link.h"
#include "coord/mgrs.h"
#include "coord/pair.h"
#include "coord/plus_code.h"
#include "coord/text.h"
#include "coord/token.h"
#include "coord/utm.h"
#include "coord/wkt.h"

// Longer texts are tried as geometries only.
enum { TEXT_MAX = 4096, FOLD_MAX = 256 };

static const char too_long[] = "a text too long for a coordinate";

// What is left when a text is no coordinate: nothing, a word for nothing, or something else.
static enum ct_coord_kind no_coordinate(const char *s, size_t n) {
  if (!n) return CT_COORD_EMPTY;
  return ct_coord_is_sentinel(s, n) ? CT_COORD_SENTINEL : CT_COORD_BAD;
}

static bool plain_number(const char *s, size_t n, struct ct_coord_axis *out) {
  if (!ct_number_read(s, n, &out->deg)) return false;
  int decimals = ct_number_decimals(s, n);
  out->unit_deg = ct_decimal_unit(decimals);
  return true;
}

static bool axis_text(const char *s, size_t n, char axis, struct ct_coord_axis *out) {
  struct ct_tokens ts;
  struct ct_half half;
  if (!ct_tokens_read(&ts, s, n)) return out->why = ts.why, false;
  for (size_t i = 1; i + 1 < ts.n && ts.commas; i++)
    if (ts.t[i].kind == CT_TOKEN_COMMA && !ct_tokens_decimal_comma(&ts, i))
      return out->why = "more than one comma in a number", false;
  if (!ct_half_read(ts.t, ts.n, axis, ts.language, &half)) return out->why = half.why, false;
  out->deg = half.deg;
  out->unit_deg = half.unit_deg;
  out->notation = half.notation;
  out->letter = half.letter;
  out->mended = half.mended ? half.mended : ts.mended;
  out->approx = ts.approx;
  return true;
}

enum ct_coord_kind ct_coord_read(const char *s, size_t n, char axis, struct ct_coord_axis *out) {
  *out = (struct ct_coord_axis){.notation = CT_NOTATION_DECIMAL, .unit_deg = NAN};
  if (plain_number(s, n, out)) return CT_COORD_OK;
  ct_text_trim(&s, &n);
  if (n > TEXT_MAX) return out->why = too_long, CT_COORD_BAD;
  char buf[FOLD_MAX];
  size_t folded;
  const char *text = s;
  size_t size = n;
  if (ct_text_fold(s, n, buf, sizeof buf, &folded)) text = buf, size = folded;
  ct_text_unwrap(&text, &size);
  if (!size) return CT_COORD_EMPTY;
  if (axis_text(text, size, axis, out)) return CT_COORD_OK;
  return no_coordinate(s, n);
}

static bool is_json(const char *s, size_t n) {
  return n && *s == '{';
}

static enum ct_coord_kind ok_or_bad(bool ok) {
  return ok ? CT_COORD_OK : CT_COORD_BAD;
}

static enum ct_coord_kind read_geo(struct ct_coord_reader *r, const char *s, size_t n, struct ct_coord *out) {
  (void)r;
  return ok_or_bad(ct_geo_uri_read(s, n, out));
}

static enum ct_coord_kind read_link(struct ct_coord_reader *r, const char *s, size_t n,
                                    struct ct_coord *out) {
  (void)r;
  return ok_or_bad(ct_map_link_read(s, n, out));
}

static enum ct_coord_kind read_plus(struct ct_coord_reader *r, const char *s, size_t n,
                                    struct ct_coord *out) {
  (void)r;
  return ok_or_bad(ct_plus_code_read(s, n, out));
}

static enum ct_coord_kind read_mgrs(struct ct_coord_reader *r, const char *s, size_t n,
                                    struct ct_coord *out) {
  if (r) return ok_or_bad(ct_mgrs_read(r, s, n, out));
  out->why = "a grid position, which is not read here";
  return CT_COORD_BAD;
}

static enum ct_coord_kind read_wkt(struct ct_coord_reader *r, const char *s, size_t n, struct ct_coord *out) {
  (void)r;
  return ct_wkt_read(s, n, out);
}

static enum ct_coord_kind read_wkb(struct ct_coord_reader *r, const char *s, size_t n, struct ct_coord *out) {
  (void)r;
  return ct_hex_wkb_read(s, n, out);
}

static enum ct_coord_kind read_json(struct ct_coord_reader *r, const char *s, size_t n,
                                    struct ct_coord *out) {
  (void)r;
  return ct_geojson_cell_read(s, n, out);
}

// Latitude and longitude, else UTM: of the two, the reason of what the text looks like.
static enum ct_coord_kind read_degrees(struct ct_coord_reader *r, const char *s, size_t n,
                                       struct ct_coord *out) {
  if (ct_pair_read(s, n, out)) return CT_COORD_OK;
  const char *why = out->why;
  out->why = NULL;
  if (ct_utm_read(r, s, n, out)) return CT_COORD_OK;
  if (!out->why) out->why = why;
  return CT_COORD_BAD;
}

static bool any(const char *s, size_t n) {
  (void)s, (void)n;
  return true;
}

struct reading {
  bool (*matches)(const char *s, size_t n);
  enum ct_coord_kind (*read)(struct ct_coord_reader *r, const char *s, size_t n, struct ct_coord *out);
  bool geometry;  // may be long
};

// The first that matches reads it. Those that begin with a letter or sign are not even asked about digits.
static const struct reading readings[] = {{is_json, read_json, true},
                                          {ct_wkt_matches, read_wkt, true},
                                          {ct_geo_uri_matches, read_geo, false},
                                          {ct_map_link_matches, read_link, false},
                                          {ct_hex_wkb_matches, read_wkb, true},
                                          {ct_plus_code_matches, read_plus, false},
                                          {ct_mgrs_matches, read_mgrs, false},
                                          {any, read_degrees, false}};
enum { FIRST_WITH_DIGIT = 4 };

static enum ct_coord_kind read_text(struct ct_coord_reader *r, const char *s, size_t n,
                                    struct ct_coord *out) {
  bool digit = *s >= '0' && *s <= '9';
  for (size_t i = digit ? FIRST_WITH_DIGIT : 0; i < sizeof readings / sizeof *readings; i++) {
    if (n > TEXT_MAX && !readings[i].geometry) continue;
    if (readings[i].matches(s, n)) return readings[i].read(r, s, n, out);
  }
  out->why = too_long;
  return CT_COORD_BAD;
}

enum ct_coord_kind ct_coord_read_point(struct ct_coord_reader *reader, const char *s, size_t n,
                                       struct ct_coord *out) {
  *out = (struct ct_coord){.notation = CT_NOTATION_DECIMAL, .precision_m = NAN};
  ct_text_trim(&s, &n);
  if (!n) return CT_COORD_EMPTY;
  char buf[FOLD_MAX];
  size_t size = n, folded;
  const char *text = s;
  if (ct_text_fold(s, n, buf, sizeof buf, &folded)) text = buf, size = folded;
  ct_text_unwrap(&text, &size);
  enum ct_coord_kind kind = size ? read_text(reader, text, size, out) : CT_COORD_EMPTY;
  if (kind != CT_COORD_BAD) return kind;
  return no_coordinate(s, n);
}

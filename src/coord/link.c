// SPDX-License-Identifier: MIT
// Link: geo: URIs and links to map sites.
#include "coord/link.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "coord/axis.h"
#include "coord/coord.h"
#include "coord/pair.h"

struct two {
  double a, b, a_unit, b_unit;
};

static bool fail(struct ct_coord *out, const char *why) {
  out->why = why;
  return false;
}

static bool begins(const char *s, size_t n, const char *with) {
  size_t k = strlen(with);
  return n >= k && strncasecmp(s, with, k) == 0;
}

// A signed decimal number at *p, which moves behind it.
static bool number(const char **p, const char *end, double *out, double *unit) {
  const char *q = *p, *point = NULL;
  if (q < end && (*q == '-' || *q == '+')) q++;
  const char *first = q;
  for (; q < end && ((*q >= '0' && *q <= '9') || (*q == '.' && !point)); q++)
    if (*q == '.') point = q;
  if (q == first || q - first > 40) return false;
  const char *from = *first == '+' ? first + 1 : **p == '+' ? *p + 1 : *p;
  if (!ct_number_read(from, (size_t)(q - from), out)) return false;
  *unit = ct_decimal_unit(point ? (int)(q - point - 1) : 0);
  *p = q;
  return true;
}

// A comma, or its escape, in its dress of blanks.
static bool comma(const char **p, const char *end, char also) {
  const char *q = *p;
  while (q < end && (*q == '+' || *q == ' ')) q++;
  if (end - q >= 3 && strncasecmp(q, "%2c", 3) == 0)
    q += 3;
  else if (q < end && (*q == ',' || (also && *q == also)))
    q++;
  else if (also == '~' && end - q >= 3 && strncasecmp(q, "%7e", 3) == 0)
    q += 3;
  else
    return false;
  while (q < end && (*q == '+' || *q == ' ' || begins(q, (size_t)(end - q), "%20"))) q += *q == '%' ? 3 : 1;
  *p = q;
  return true;
}

static bool two(const char **p, const char *end, char also, struct two *t) {
  return number(p, end, &t->a, &t->a_unit) && comma(p, end, also) && number(p, end, &t->b, &t->b_unit);
}

static void put(struct ct_coord *out, const struct two *t, bool lon_first) {
  out->lat = lon_first ? t->b : t->a;
  out->lon = lon_first ? t->a : t->b;
  out->precision_m =
      ct_pair_precision(out->lat, lon_first ? t->b_unit : t->a_unit, lon_first ? t->a_unit : t->b_unit);
}

bool ct_geo_uri_matches(const char *s, size_t n) {
  return begins(s, n, "geo:");
}

static bool geo_parameter(const char *p, const char *end, struct ct_coord *out) {
  size_t n = (size_t)(end - p);
  double u, unit;
  if (begins(p, n, "crs="))
    return (n == 9 && begins(p + 4, n - 4, "wgs84")) || fail(out, "a geo: URI in another crs than wgs84");
  if (begins(p, n, "u=")) {
    p += 2;
    if (!number(&p, end, &u, &unit) || p != end || u < 0) return fail(out, "a geo: URI with a bad u=");
    out->precision_m = u;
  }
  return true;
}

bool ct_geo_uri_read(const char *s, size_t n, struct ct_coord *out) {
  const char *p = s + 4, *end = s + n;
  struct two t;
  double altitude, unit;
  out->notation = CT_NOTATION_GEO_URI;
  if (!two(&p, end, 0, &t)) return fail(out, "a geo: URI without latitude and longitude");
  // Android's "geo:0,0?q=39.8,125.7(name)".
  const char *query = memchr(p, '?', (size_t)(end - p));
  if (query) {
    const char *q = query + 1;
    bool asks = begins(q, (size_t)(end - q), "q=");
    q += asks ? 2 : 0;
    if (asks && !two(&q, end, 0, &t)) return fail(out, "a geo: URI that searches for a name");
    put(out, &t, false);
    return true;
  }
  put(out, &t, false);
  if (p < end && *p == ',') {
    p++;
    if (!number(&p, end, &altitude, &unit)) return fail(out, "a geo: URI with a bad altitude");
  }
  if (p < end && *p != ';') return fail(out, "a geo: URI with something behind its numbers");
  while (p < end) {
    p++;
    const char *stop = memchr(p, ';', (size_t)(end - p));
    if (!stop) stop = end;
    if (!geo_parameter(p, stop, out)) return false;
    p = stop;
  }
  return true;
}

bool ct_map_link_matches(const char *s, size_t n) {
  if (begins(s, n, "http://") || begins(s, n, "https://") || begins(s, n, "www.") || begins(s, n, "maps."))
    return true;
  static const char *const hosts[] = {"google.",  "openstreetmap.org", "osm.org",
                                      "bing.com", "yandex.",           "goo.gl"};
  for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
    if (begins(s, n, hosts[i])) return true;
  return false;
}

// What has been found so far; a later find of equal rank wins only when `last` is set.
struct find {
  int rank;
  struct two t;
  bool lon_first;
  double part[2][2], unit[2][2];  // mlat/mlon and lat/lon, until both are there
  bool have[2][2];
};

static void found(struct find *f, int rank, const struct two *t, bool lon_first) {
  if (rank < f->rank) return;
  f->rank = rank;
  f->t = *t;
  f->lon_first = lon_first;
}

enum { RANK_MAP = 1, RANK_AT, RANK_LL, RANK_QUERY, RANK_MARKER, RANK_PLACE };

static void half(struct find *f, int pair, int axis, int rank, const char *p, const char *end) {
  if (!number(&p, end, &f->part[pair][axis], &f->unit[pair][axis])) return;
  f->have[pair][axis] = true;
  if (!f->have[pair][0] || !f->have[pair][1]) return;
  struct two t = {f->part[pair][0], f->part[pair][1], f->unit[pair][0], f->unit[pair][1]};
  found(f, rank, &t, false);
}

static void osm_map(struct find *f, const char *p, const char *end) {
  struct two t;
  double zoom, unit;
  if (!number(&p, end, &zoom, &unit) || p == end || *p++ != '/') return;
  if (!number(&p, end, &t.a, &t.a_unit) || p == end || *p++ != '/') return;
  if (number(&p, end, &t.b, &t.b_unit)) found(f, RANK_MAP, &t, false);
}

// One piece of the link between its delimiters.
static void piece(struct find *f, const char *p, const char *end, bool yandex) {
  static const struct {
    const char *key;
    int rank;
    char between;    // may stand for the comma
    bool lon_first;  // at Yandex
  } keys[] = {{"q=", RANK_QUERY, 0, false},      {"query=", RANK_QUERY, 0, false},
              {"daddr=", RANK_QUERY, 0, false},  {"destination=", RANK_QUERY, 0, false},
              {"where1=", RANK_QUERY, 0, false}, {"coordinate=", RANK_QUERY, 0, false},
              {"loc:", RANK_QUERY, 0, false},    {"ll=", RANK_LL, 0, true},
              {"sll=", RANK_MAP, 0, false},      {"center=", RANK_LL, 0, false},
              {"cbll=", RANK_LL, 0, false},      {"viewpoint=", RANK_LL, 0, false},
              {"cp=", RANK_LL, '~', false},      {"sp=point.", RANK_MARKER, '_', false},
              {"pt=", RANK_MARKER, 0, true},     {"markers=", RANK_MARKER, 0, false}};
  size_t n = (size_t)(end - p);
  struct two t;
  if (begins(p, n, "map=")) osm_map(f, p + 4, end);
  if (begins(p, n, "mlat=")) half(f, 0, 0, RANK_MARKER, p + 5, end);
  if (begins(p, n, "mlon=")) half(f, 0, 1, RANK_MARKER, p + 5, end);
  if (begins(p, n, "lat=")) half(f, 1, 0, RANK_LL, p + 4, end);
  if (begins(p, n, "lon=") || begins(p, n, "lng=")) half(f, 1, 1, RANK_LL, p + 4, end);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    size_t k = strlen(keys[i].key);
    if (!begins(p, n, keys[i].key)) continue;
    if (begins(p + k, n - k, "loc:")) k += 4;
    const char *value = p + k;
    if (two(&value, end, keys[i].between, &t)) found(f, keys[i].rank, &t, yandex && keys[i].lon_first);
  }
}

// Google's "!3d39.8!4d125.7": the place the link is of.
static void google_place(struct find *f, const char *p, const char *end) {
  struct two t;
  if (!number(&p, end, &t.a, &t.a_unit) || end - p < 3 || memcmp(p, "!4d", 3) != 0) return;
  p += 3;
  if (number(&p, end, &t.b, &t.b_unit)) found(f, RANK_PLACE, &t, false);
}

// Wikipedia's "params=39_47_30_N_125_45_21_E_type:landmark": underscores for blanks.
static bool geohack(const char *p, const char *end, struct ct_coord *out) {
  char text[64] = "";
  size_t n = 0;
  for (; p < end && *p != '&' && n < sizeof text; p++) {
    if (n && (*p | 32) == 'e' && text[n - 1] == ' ') {
      text[n++] = *p;
      break;
    }
    if (n && (*p | 32) == 'w' && text[n - 1] == ' ') {
      text[n++] = *p;
      break;
    }
    text[n++] = *p == '_' ? ' ' : *p;
  }
  return ct_pair_read(text, n, out);
}

bool ct_map_link_read(const char *s, size_t n, struct ct_coord *out) {
  const char *end = s + n, *host = s;
  struct find f = {0};
  bool yandex = false, china = false;
  for (const char *p = s; p < end; p++) {  // pieces begin behind a delimiter
    size_t left = (size_t)(end - p);
    if (p == host && (begins(p, left, "http://") || begins(p, left, "https://"))) continue;
    if (p != s && !strchr("/?&#;@!.", p[-1])) continue;
    if (begins(p, left, "yandex.")) yandex = true;
    if (begins(p, left, "baidu.") || begins(p, left, "amap.") || begins(p, left, "gaode.")) china = true;
    if (begins(p, left, "params=") && geohack(p + 7, end, out)) {
      out->notation = CT_NOTATION_MAP_LINK;
      return true;
    }
    if (p[-(p > s)] == '.') continue;
    struct two t;
    const char *q = p;
    if (begins(p, left, "3d") && p > s && p[-1] == '!')
      google_place(&f, p + 2, end);
    else if (p > s && p[-1] == '@') {
      if (two(&q, end, 0, &t)) found(&f, RANK_AT, &t, false);
    } else if (p > s && p[-1] == '/' && two(&q, end, 0, &t)) {
      found(&f, RANK_AT, &t, false);
    } else {
      piece(&f, p, end, yandex);
    }
  }
  out->why = NULL;
  if (china) return fail(out, "a map link in China's shifted coordinates");
  if (!f.rank) return fail(out, "a link without a position in it");
  put(out, &f.t, f.lon_first);
  out->notation = CT_NOTATION_MAP_LINK;
  return true;
}

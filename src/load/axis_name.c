// SPDX-License-Identifier: MIT
// Axis name: which columns of a plain table hold latitude and longitude.
#include "load/axis_name.h"

#include <string.h>

#include "base/number.h"
#include "coord/coord.h"

enum { AXIS_LAT, AXIS_LON };

struct word {
  const char *text;
  int score;
};

// Whole words of a header, best first. 3: says what it is; 2: mostly; 1: a bare letter.
static const struct word lat_words[] = {
    {"latitude", 3},   {"lat", 3},       {"breite", 3},      {"breitengrad", 3}, {"latitud", 3},
    {"latitudine", 3}, {"lat84", 3},     {"latdd", 3},       {"latdec", 3},      {"latwgs84", 3},
    {"reclat", 3},     {"ylat", 3},      {"latd", 2},        {"szerokosc", 3},   {"leveysaste", 3},
    {"breddegrad", 3}, {"breddgrad", 3}, {"enlem", 3},       {"위도", 3},        {"纬度", 3},
    {"緯度", 3},       {"широта", 3},    {"Широта", 3},      {"خط العرض", 3},    {"عرض", 2},
    {"vĩ độ", 3},      {"ycoord", 2},    {"ycoordinate", 2}, {"pointy", 2},      {"geoy", 2},
    {"coordy", 2},     {"y", 1},
};
static const struct word lon_words[] = {
    {"longitude", 3}, {"lon", 3},         {"lng", 3},         {"long", 3},        {"länge", 3},
    {"laenge", 3},    {"längengrad", 3},  {"longitud", 3},    {"longitudine", 3}, {"lon84", 3},
    {"londd", 3},     {"londec", 3},      {"lonwgs84", 3},    {"reclong", 3},     {"reclon", 3},
    {"xlong", 3},     {"xlon", 3},        {"longdd", 3},      {"longdec", 3},     {"lond", 2},
    {"longd", 2},     {"dlugosc", 3},     {"pituusaste", 3},  {"lengdegrad", 3},  {"längdgrad", 3},
    {"boylam", 3},    {"laengengrad", 3}, {"경도", 3},        {"经度", 3},        {"經度", 3},
    {"経度", 3},      {"долгота", 3},     {"Долгота", 3},     {"خط الطول", 3},    {"طول", 2},
    {"kinh độ", 3},   {"xcoord", 2},      {"xcoordinate", 2}, {"pointx", 2},      {"geox", 2},
    {"coordx", 2},    {"x", 1},
};
static const struct word north_words[] = {
    {"northing", 3}, {"hochwert", 3}, {"nord", 2}, {"north", 2}, {"n", 1}};
static const struct word east_words[] = {{"easting", 3}, {"rechtswert", 3}, {"est", 2},
                                         {"ost", 2},     {"east", 2},       {"e", 1}};
static const struct word pair_words[] = {
    {"coordinates", 3}, {"coordinate", 3},  {"coords", 3},   {"coord", 3},    {"latlon", 3},
    {"latlong", 3},     {"latlng", 3},      {"geopoint", 3}, {"geo", 2},      {"geolocation", 3},
    {"gps", 3},         {"koordinaten", 3}, {"좌표", 3},     {"坐标", 3},     {"座標", 3},
    {"координаты", 3},  {"Координаты", 3},  {"location", 1}, {"position", 1}, {"point", 1},
};

enum { MAX_TOKENS = 12, TOKEN_SIZE = 48 };

struct tokens {
  char v[MAX_TOKENS][TOKEN_SIZE];
  size_t n;
};

static bool letter_or_digit(unsigned char c) {
  return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool upper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}

// A header's words in lower case: "Facility Latitude", "lat_dd", "decimalLatitude".
static struct tokens split(const char *name) {
  struct tokens t = {0};
  size_t k = 0;
  for (const unsigned char *p = (const unsigned char *)name; *p && t.n < MAX_TOKENS; p++) {
    bool hump = k && upper(*p) && p > (const unsigned char *)name && !upper(p[-1]);
    if (k && (!letter_or_digit(*p) || hump)) {
      t.n++;
      k = 0;
      if (t.n == MAX_TOKENS) break;
    }
    if (letter_or_digit(*p) && k < TOKEN_SIZE - 1)
      t.v[t.n][k++] = upper(*p) ? (char)(*p - 'A' + 'a') : (char)*p;
  }
  if (k && t.n < MAX_TOKENS) t.n++;
  return t;
}

static int word_score(const char *token, const struct word *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(token, words[i].text) == 0) return words[i].score;
  return 0;
}

// 0: no. Whole-name matches beat matches of one word among others; a bare letter must
// be the whole name. *rest gets the name without the word, to pair up columns.
static int name_score(const char *name, const struct word *words, size_t n, char *rest, size_t size) {
  struct tokens t = split(name);
  char whole[MAX_TOKENS * TOKEN_SIZE] = "", spaced[MAX_TOKENS * TOKEN_SIZE] = "";
  for (size_t i = 0; i < t.n; i++) {
    strcat(whole, t.v[i]);
    if (i) strcat(spaced, " ");
    strcat(spaced, t.v[i]);
  }
  rest[0] = '\0';
  int score = word_score(whole, words, n);
  if (!score) score = word_score(spaced, words, n);
  if (score) return score * 2 + 1;
  size_t at = 0;
  for (size_t i = 0; i < t.n; i++) {
    int s = word_score(t.v[i], words, n);
    if (s > 1 && s > score) {
      score = s;
      at = i;
    }
  }
  for (size_t i = 0; score && i < t.n; i++)
    if (i != at && strlen(rest) + strlen(t.v[i]) + 1 < size) strcat(rest, t.v[i]);
  // "lat" and "long" inside a sentence are not columns of degrees ("how long ago").
  return t.n > 5 ? 0 : score * 2;
}

struct candidate {
  int column, score;
  char rest[128];
};

// Do the cells contradict the name?
static bool plausible(const struct ct_survey *c, int axis, bool projected) {
  if (!c->filled) return true;
  if (projected) return c->numbers > 0;
  return c->numbers > 0 || (axis == AXIS_LAT ? c->lats : c->lons) > 0;
}

static bool in_range(const struct ct_survey *c, int axis) {
  double limit = axis == AXIS_LAT ? 90 : 180;
  return c->numbers > 0 && c->min >= -limit && c->max <= limit;
}

static size_t candidates(const struct ct_survey *c, size_t n, int axis, bool projected, struct candidate *out,
                         size_t max) {
  size_t k = 0;
  for (size_t i = 0; i < n && k < max; i++) {
    struct candidate *d = &out[k];
    d->score =
        axis == AXIS_LAT
            ? name_score(c[i].name, lat_words, sizeof lat_words / sizeof *lat_words, d->rest, sizeof d->rest)
            : name_score(c[i].name, lon_words, sizeof lon_words / sizeof *lon_words, d->rest, sizeof d->rest);
    if (!d->score && projected)
      d->score = axis == AXIS_LAT
                     ? name_score(c[i].name, north_words, sizeof north_words / sizeof *north_words, d->rest,
                                  sizeof d->rest)
                     : name_score(c[i].name, east_words, sizeof east_words / sizeof *east_words, d->rest,
                                  sizeof d->rest);
    if (!d->score || !plausible(&c[i], axis, projected)) continue;
    if (d->score <= 3 && !projected && !in_range(&c[i], axis)) continue;  // x and y are often something else
    d->column = (int)i;
    k++;
  }
  return k;
}

void ct_survey_add(struct ct_survey *c, const char *cell, size_t size) {
  enum { TRY_MAX = 1000 };
  double x;
  if (!size) return;
  c->filled++;
  if (c->named && !c->candidate) return;
  if (ct_number_read(cell, size, &x)) {
    if (!c->numbers || x < c->min) c->min = x;
    if (!c->numbers || x > c->max) c->max = x;
    c->numbers++;
    if (c->decimals + 1 == c->filled && ct_number_decimals(cell, size) >= 3) c->decimals++;
    if (!c->named && !ct_number_is_plain(cell, size)) c->named = true;
    return;
  }
  c->named = true;
  if (!c->candidate || c->tried >= TRY_MAX) return;
  c->tried++;
  struct ct_coord_axis axis;
  struct ct_coord point;
  c->lats += ct_coord_read(cell, size, 'N', &axis) == CT_COORD_OK;
  c->lons += ct_coord_read(cell, size, 'E', &axis) == CT_COORD_OK;
  c->pairs += ct_coord_read_point(NULL, cell, size, &point) == CT_COORD_OK;
}

bool ct_survey_is_number(const struct ct_survey *c) {
  return c->filled > 0 && !c->named;
}

// Best pair: good names, the same remaining words ("origin_lat", "origin_lon"), filled
// cells; the first of equals.
static void best_pair(const struct ct_survey *c, size_t n, bool projected, struct ct_axes *out) {
  enum { MAX = 64 };
  struct candidate lat[MAX], lon[MAX];
  size_t nlat = candidates(c, n, AXIS_LAT, projected, lat, MAX);
  size_t nlon = candidates(c, n, AXIS_LON, projected, lon, MAX);
  int best = 0;
  for (size_t i = 0; i < nlat; i++)
    for (size_t j = 0; j < nlon; j++) {
      if (lat[i].column == lon[j].column) continue;
      bool same = strcmp(lat[i].rest, lon[j].rest) == 0;
      int score = 4 * (lat[i].score + lon[j].score) + (same ? 10 : 0);
      if (c[lat[i].column].filled) score += 2;
      if (projected || in_range(&c[lat[i].column], AXIS_LAT)) score++;
      if (projected || in_range(&c[lon[j].column], AXIS_LON)) score++;
      if (score > best) {
        best = score;
        out->lat = lat[i].column;
        out->lon = lon[j].column;
      }
    }
  for (size_t i = 0; i < nlat && out->lat >= 0; i++)
    if (lat[i].column != out->lat && lat[i].score >= 5 && out->other_lat < 0)
      for (size_t j = 0; j < nlon; j++)
        if (lon[j].column != out->lon && strcmp(lat[i].rest, lon[j].rest) == 0)
          out->other_lat = lat[i].column;
}

static void pair_column(const struct ct_survey *c, size_t n, struct ct_axes *out) {
  int best = 0;
  for (size_t i = 0; i < n; i++) {
    char rest[128];
    int score = name_score(c[i].name, pair_words, sizeof pair_words / sizeof *pair_words, rest, sizeof rest);
    if (score <= best || c[i].pairs == 0 || c[i].pairs * 2 < c[i].tried) continue;
    best = score;
    out->pair = (int)i;
  }
}

// Without a telling name: the only two neighbouring columns whose numbers all have
// three or more decimals, with ranges that leave one reading.
static void by_content(const struct ct_survey *c, size_t n, struct ct_axes *out) {
  int found = 0;
  struct ct_axes guess = {.lat = -1, .lon = -1, .pair = -1, .other_lat = -1, .by_content = true};
  for (size_t i = 0; i + 1 < n; i++) {
    const struct ct_survey *a = &c[i], *b = &c[i + 1];
    if (!a->filled || !b->filled || a->decimals < a->filled || b->decimals < b->filled) continue;
    bool lat_first = in_range(a, AXIS_LAT) && in_range(b, AXIS_LON);
    bool lon_first = in_range(a, AXIS_LON) && in_range(b, AXIS_LAT);
    if (!lat_first && !lon_first) continue;
    found++;
    if (lat_first == lon_first) found++;  // both readings fit: no guess
    guess.lat = (int)(lat_first ? i : i + 1);
    guess.lon = (int)(lat_first ? i + 1 : i);
  }
  if (found == 1) *out = guess;
}

struct ct_axes ct_axes_find(const struct ct_survey *c, size_t n, bool projected) {
  struct ct_axes out = {.lat = -1, .lon = -1, .pair = -1, .other_lat = -1};
  best_pair(c, n, projected, &out);
  if (out.lat < 0 && !projected) pair_column(c, n, &out);
  if (out.lat < 0 && out.pair < 0 && !projected) by_content(c, n, &out);
  return out;
}

bool ct_axes_candidate(const char *name) {
  char rest[128];
  return name_score(name, lat_words, sizeof lat_words / sizeof *lat_words, rest, sizeof rest) ||
         name_score(name, lon_words, sizeof lon_words / sizeof *lon_words, rest, sizeof rest) ||
         name_score(name, pair_words, sizeof pair_words / sizeof *pair_words, rest, sizeof rest);
}

// SPDX-License-Identifier: MIT
// Axis name: what a column's name says about positions.
#include "load/axis_name.h"

#include <string.h>

#include "model/column_role.h"

struct word {
  const char *text;
  int score;
};

// Whole words of a header, best first. 3: says what it is; 2: mostly; 1: a bare letter.
static const struct word lat_words[] = {
    {"latitude", 3},    {"lat", 3},         {"breite", 3},        {"breitengrad", 3},  {"latitud", 3},
    {"latitudine", 3},  {"lat84", 3},       {"latdd", 3},         {"latdec", 3},       {"latwgs84", 3},
    {"reclat", 3},      {"ylat", 3},        {"latd", 2},          {"szerokosc", 3},    {"szerokość", 3},
    {"leveysaste", 3},  {"breddegrad", 3},  {"breddgrad", 3},     {"breedtegraad", 3}, {"enlem", 3},
    {"šířka", 3},       {"szélesség", 3},   {"lintang", 3},       {"위도", 3},         {"북위", 3},
    {"纬度", 3},        {"緯度", 3},        {"широта", 3},        {"Широта", 3},       {"ШИРОТА", 3},
    {"خط العرض", 3},    {"دائرة العرض", 3}, {"عرض جغرافیایی", 3}, {"عرض", 2},          {"vĩ độ", 3},
    {"अक्षांश", 3},       {"ละติจูด", 3},       {"קו רוחב", 3},       {"πλάτος", 2},       {"ycoord", 2},
    {"ycoordinate", 2}, {"pointy", 2},      {"geoy", 2},          {"geomy", 2},        {"centroidy", 2},
    {"coordy", 2},      {"y좌표", 2},       {"y坐标", 2},         {"y座標", 2},        {"y", 1},
};
static const struct word lon_words[] = {
    {"longitude", 3},   {"lon", 3},           {"lng", 3},      {"long", 3},        {"länge", 3},
    {"laenge", 3},      {"längengrad", 3},    {"longitud", 3}, {"longitudine", 3}, {"lon84", 3},
    {"londd", 3},       {"londec", 3},        {"lonwgs84", 3}, {"reclong", 3},     {"reclon", 3},
    {"xlong", 3},       {"xlon", 3},          {"longdd", 3},   {"longdec", 3},     {"lond", 2},
    {"longd", 2},       {"dlugosc", 3},       {"długość", 3},  {"pituusaste", 3},  {"lengdegrad", 3},
    {"längdgrad", 3},   {"lengtegraad", 3},   {"boylam", 3},   {"délka", 2},       {"hosszúság", 3},
    {"bujur", 3},       {"laengengrad", 3},   {"경도", 3},     {"동경", 3},        {"经度", 3},
    {"經度", 3},        {"経度", 3},          {"долгота", 3},  {"Долгота", 3},     {"ДОЛГОТА", 3},
    {"خط الطول", 3},    {"طول جغرافیایی", 3}, {"طول", 2},      {"kinh độ", 3},     {"देशांतर", 3},
    {"देशान्तर", 3},      {"ลองจิจูด", 3},        {"קו אורך", 3},  {"μήκος", 2},       {"xcoord", 2},
    {"xcoordinate", 2}, {"pointx", 2},        {"geox", 2},     {"geomx", 2},       {"centroidx", 2},
    {"coordx", 2},      {"x좌표", 2},         {"x坐标", 2},    {"x座標", 2},       {"x", 1},
};
static const struct word north_words[] = {
    {"northing", 3}, {"northings", 3}, {"hochwert", 3},   {"utmn", 3},        {"utmnorte", 3},
    {"utmnorth", 3}, {"utmy", 3},      {"yutm", 3},       {"norte", 2},       {"nord", 2},
    {"north", 2},    {"ynorth", 2},    {"ycoord", 2},     {"ycoordinate", 2}, {"coordy", 2},
    {"pointy", 2},   {"yl93", 3},      {"ylambert93", 3}, {"coordonneey", 2}, {"y좌표", 2},
    {"y", 1},        {"n", 1},
};
static const struct word east_words[] = {
    {"easting", 3},    {"eastings", 3},    {"rechtswert", 3},  {"utme", 3},   {"utmeste", 3}, {"utmeast", 3},
    {"utmx", 3},       {"xutm", 3},        {"este", 2},        {"est", 2},    {"ost", 2},     {"east", 2},
    {"xeast", 2},      {"xcoord", 2},      {"xcoordinate", 2}, {"coordx", 2}, {"pointx", 2},  {"xl93", 3},
    {"xlambert93", 3}, {"coordonneex", 2}, {"x좌표", 2},       {"x", 1},      {"e", 1},
};
static const struct word pair_words[] = {
    {"coordinates", 3}, {"coordinate", 3},  {"coords", 3},      {"coord", 3},       {"latlon", 3},
    {"latlong", 3},     {"latlng", 3},      {"lonlat", 3},      {"geopoint", 3},    {"geo", 2},
    {"geolocation", 3}, {"gps", 3},         {"koordinaten", 3}, {"koordinater", 3}, {"coordenadas", 3},
    {"coordonnées", 3}, {"coordonnees", 3}, {"coordinate", 3},  {"coördinaten", 3}, {"współrzędne", 3},
    {"koordinat", 3},   {"좌표", 3},        {"위경도", 3},      {"위치좌표", 3},    {"坐标", 3},
    {"座標", 3},        {"经纬度", 3},      {"經緯度", 3},      {"緯度経度", 3},    {"координаты", 3},
    {"Координаты", 3},  {"إحداثيات", 3},    {"mgrs", 3},        {"usng", 3},        {"utm", 3},
    {"wkt", 3},         {"wkb", 3},         {"ewkb", 3},        {"geom", 3},        {"geometry", 3},
    {"thegeom", 3},     {"shape", 1},       {"geojson", 3},     {"pluscode", 3},    {"olc", 3},
    {"gridref", 2},     {"maplink", 2},     {"googlemaps", 2},  {"location", 1},    {"position", 1},
    {"point", 1},       {"위치", 1},        {"位置", 1},        {"map", 1},         {"link", 1},
};
static const struct word zone_words[] = {
    {"utmzone", 3}, {"zoneutm", 3}, {"zonautm", 3}, {"husoutm", 3}, {"gridzone", 3}, {"huso", 3},
    {"fuseau", 3},  {"fuso", 3},    {"zone", 2},    {"zona", 2},    {"zon", 1},
};
static const struct word precision_words[] = {
    {"precisionm", 3},  {"accuracym", 3},  {"uncertaintym", 3},       {"coordinateuncertaintyinmeters", 3},
    {"precision", 3},   {"accuracy", 3},   {"positionalaccuracy", 3}, {"coordinateprecisionm", 3},
    {"precisionkm", 3}, {"accuracykm", 3}, {"uncertaintykm", 3},      {"coordinateuncertainty", 3},
    {"uncertainty", 2},
};

static const struct word approx_words[] = {
    {"approx", 3}, {"approximate", 3}, {"approximated", 3}, {"isapproximate", 3}, {"isapprox", 3},
};

struct list {
  const struct word *words;
  size_t n;
};
#define LIST(words) \
  { words, sizeof words / sizeof *words }
static const struct list lists[CT_AXES] = {
    [CT_AXIS_LAT] = LIST(lat_words),
    [CT_AXIS_LON] = LIST(lon_words),
    [CT_AXIS_NORTH] = LIST(north_words),
    [CT_AXIS_EAST] = LIST(east_words),
    [CT_AXIS_PAIR] = LIST(pair_words),
    [CT_AXIS_ZONE] = LIST(zone_words),
    [CT_AXIS_PRECISION] = LIST(precision_words),
    [CT_AXIS_APPROX] = LIST(approx_words),
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

static bool lower(unsigned char c) {
  return c >= 'a' && c <= 'z';
}

// A header's words in lower case: "Facility Latitude", "lat_dd", "decimalLatitude", "ARPLatitude".
static struct tokens split(const char *name) {
  struct tokens t = {0};
  size_t k = 0;
  for (const unsigned char *p = (const unsigned char *)name; *p && t.n < MAX_TOKENS; p++) {
    bool hump = k && upper(*p) && p > (const unsigned char *)name && (!upper(p[-1]) || lower(p[1]));
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

static int word_score(const char *token, const struct list *list) {
  for (size_t i = 0; i < list->n; i++)
    if (strcmp(token, list->words[i].text) == 0) return list->words[i].score;
  return 0;
}

// 0: no. Whole-name matches beat matches of one word among others; a bare letter must
// be the whole name. *rest gets the name without the word, to pair up columns.
static int name_score(const char *name, const struct list *list, char *rest, size_t size) {
  struct tokens t = split(name);
  char whole[MAX_TOKENS * TOKEN_SIZE] = "", spaced[MAX_TOKENS * TOKEN_SIZE] = "";
  for (size_t i = 0; i < t.n; i++) {
    strcat(whole, t.v[i]);
    if (i) strcat(spaced, " ");
    strcat(spaced, t.v[i]);
  }
  rest[0] = '\0';
  int score = word_score(whole, list);
  if (!score) score = word_score(spaced, list);
  if (score) return score * 2 + 1;
  size_t at = 0;
  for (size_t i = 0; i < t.n; i++) {
    int s = word_score(t.v[i], list);
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

// Names of rows are told by the list that everybody has (model/column_role.h).
static int called_score(const char *name) {
  size_t n;
  const struct ct_role_name *known = ct_role_names(&n);
  int whole = ct_role_name(name), best = 0;
  if (whole >= 0) return known[whole].weight * 2 + 1;
  struct tokens t = split(name);
  for (size_t k = 0; t.n <= 5 && k < n; k++)
    for (size_t i = 0; known[k].is_word && known[k].weight > 1 && i < t.n; i++)
      if (known[k].weight > best && strcmp(t.v[i], known[k].words) == 0) best = known[k].weight;
  return best * 2;
}

int ct_axis_score(const char *name, enum ct_axis axis, char *rest, size_t size) {
  if (axis == CT_AXIS_NAME) {
    rest[0] = '\0';
    return called_score(name);
  }
  return name_score(name, &lists[axis], rest, size);
}

bool ct_axes_candidate(const char *name) {
  char rest[128];
  static const enum ct_axis axes[] = {CT_AXIS_LAT, CT_AXIS_LON, CT_AXIS_PAIR};
  for (size_t i = 0; i < sizeof axes / sizeof *axes; i++)
    if (ct_axis_score(name, axes[i], rest, sizeof rest)) return true;
  return false;
}

bool ct_axis_has_word(const char *name, const char *word) {
  struct tokens t = split(name);
  for (size_t i = 0; i < t.n; i++)
    if (strcmp(t.v[i], word) == 0) return true;
  return false;
}

const char *ct_axis_crs(const char *name) {
  static const struct {
    const char *word, *crs;
  } known[] = {{"l93", "EPSG:2154"},        {"lambert93", "EPSG:2154"},   {"lv95", "EPSG:2056"},
               {"lv03", "EPSG:21781"},      {"osgb", "EPSG:27700"},       {"osgb36", "EPSG:27700"},
               {"bng", "EPSG:27700"},       {"rd", "EPSG:28992"},         {"rdnew", "EPSG:28992"},
               {"sweref99tm", "EPSG:3006"}, {"etrs3035", "EPSG:3035"},    {"laea", "EPSG:3035"},
               {"nztm", "EPSG:2193"},       {"webmercator", "EPSG:3857"}, {"3857", "EPSG:3857"},
               {"2154", "EPSG:2154"},       {"pl1992", "EPSG:2180"}};
  struct tokens t = split(name);
  for (size_t i = 0; i < t.n; i++)
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
      if (strcmp(t.v[i], known[k].word) == 0) return known[k].crs;
  return NULL;
}

// SPDX-License-Identifier: MIT
// Kind: what is known about PROJ's projections by name: domain, words for the page.
#include "project/kind.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "project/projection.h"

enum domain_of {
  WORLD,      // cut at lon_0 +- 180
  CONIC,      // the same, and short of the far pole
  MERCATOR,   // short of the poles
  STRIP,      // transverse: lon_0 +- 80
  DISC,       // azimuthal, `limit` degrees around the centre
  SATELLITE,  // azimuthal, as far as the height +h allows
};

enum words { PLAIN, MERIDIAN, CENTRE, PARALLELS };

struct kind {
  const char *proj;
  const char *words;
  enum domain_of domain;
  double limit;
  enum words detail;
};

// Limits: d3-geo's clip angles, a little inside for PROJ's singular rims.
static const struct kind kinds[] = {
    {"longlat", "Geographic coordinates", WORLD, 0, PLAIN},
    {"eqearth", "Equal Earth", WORLD, 0, MERIDIAN},
    {"robin", "Robinson", WORLD, 0, MERIDIAN},
    {"moll", "Mollweide", WORLD, 0, MERIDIAN},
    {"natearth", "Natural Earth", WORLD, 0, MERIDIAN},
    {"natearth2", "Natural Earth II", WORLD, 0, MERIDIAN},
    {"wintri", "Winkel tripel", WORLD, 0, MERIDIAN},
    {"hammer", "Hammer", WORLD, 0, MERIDIAN},
    {"aitoff", "Aitoff", WORLD, 0, MERIDIAN},
    {"sinu", "Sinusoidal", WORLD, 0, MERIDIAN},
    {"eck4", "Eckert IV", WORLD, 0, MERIDIAN},
    {"eck6", "Eckert VI", WORLD, 0, MERIDIAN},
    {"kav7", "Kavraisky VII", WORLD, 0, MERIDIAN},
    {"vandg", "Van der Grinten", WORLD, 0, MERIDIAN},
    {"patterson", "Patterson", WORLD, 0, MERIDIAN},
    {"mill", "Miller", WORLD, 0, MERIDIAN},
    {"gall", "Gall stereographic", WORLD, 0, MERIDIAN},
    {"eqc", "Equirectangular", WORLD, 0, MERIDIAN},
    {"cea", "Cylindrical equal-area", WORLD, 0, MERIDIAN},
    {"merc", "Mercator", MERCATOR, CT_MERCATOR_LAT, MERIDIAN},
    {"webmerc", "Web Mercator", MERCATOR, CT_MERCATOR_LAT, MERIDIAN},
    {"tmerc", "Transverse Mercator", STRIP, 80, MERIDIAN},
    {"etmerc", "Transverse Mercator", STRIP, 80, MERIDIAN},
    {"utm", "UTM", STRIP, 80, PLAIN},
    {"cass", "Cassini", STRIP, 80, MERIDIAN},
    {"lcc", "Lambert conformal conic", CONIC, 0, PARALLELS},
    {"aea", "Albers equal-area conic", CONIC, 0, PARALLELS},
    {"eqdc", "Equidistant conic", CONIC, 0, PARALLELS},
    {"laea", "Lambert azimuthal equal-area", DISC, 179.5, CENTRE},
    {"aeqd", "Azimuthal equidistant", DISC, 179.5, CENTRE},
    {"stere", "Stereographic", DISC, 142, CENTRE},
    {"sterea", "Stereographic", DISC, 142, CENTRE},
    {"ups", "Universal polar stereographic", DISC, 90, PLAIN},
    {"gnom", "Gnomonic", DISC, 60, CENTRE},
    {"ortho", "Orthographic", DISC, 90 - 1e-6, CENTRE},
    {"nsper", "Perspective", SATELLITE, 0, CENTRE},
    {"tpers", "Tilted perspective", SATELLITE, 0, CENTRE},
    {"geos", "Geostationary view", SATELLITE, 0, MERIDIAN},
};

static const struct kind *kind_find(const char *params) {
  const char *p = strstr(params, "+proj=");
  if (!p) return NULL;
  p += 6;
  size_t n = strcspn(p, " ");
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strlen(kinds[i].proj) == n && strncmp(kinds[i].proj, p, n) == 0) return &kinds[i];
  return NULL;
}

static double param(const char *params, const char *key, double otherwise) {
  for (const char *p = params; (p = strstr(p, key)); p += strlen(key)) {
    if (p > params && p[-1] != ' ') continue;
    p += strlen(key);
    char text[64];
    size_t n = strcspn(p, " ");
    double x;
    if (n >= sizeof text) return otherwise;
    memcpy(text, p, n);
    text[n] = '\0';
    return ct_parse_number(text, &x) ? x : otherwise;
  }
  return otherwise;
}

static const char *degrees(struct ct_arena *a, double x, char positive, char negative) {
  char buf[32];
  double r = round(fabs(x) * 100) / 100;
  if (r == 0) return "0°";
  return ct_arena_printf(a, "%s° %c", ct_format_number(r, buf), x > 0 ? positive : negative);
}

static const char *lat_words(struct ct_arena *a, double lat) {
  return degrees(a, lat, 'N', 'S');
}

static const char *lon_words(struct ct_arena *a, double lon) {
  lon = ct_lon_near(lon, 0);
  return fabs(lon) == 180 ? "180°" : degrees(a, lon, 'E', 'W');
}

static const char *name_of(const struct kind *k, const struct ct_proj *p, struct ct_arena *a,
                           const char *params) {
  const char *lon = lon_words(a, p->lon_0), *lat = lat_words(a, p->lat_0);
  switch (k->detail) {
    case MERIDIAN:
      if (p->lon_0 == 0 && k->domain != STRIP) return k->words;
      return ct_arena_printf(a, "%s, central meridian %s", k->words, lon);
    case CENTRE:
      if (fabs(p->lat_0) == 90)
        return ct_arena_printf(a, "%s, centred on the %s Pole", k->words, p->lat_0 > 0 ? "North" : "South");
      return ct_arena_printf(a, "%s, centre %s %s", k->words, lat, lon);
    case PARALLELS: {
      double lat_1 = param(params, "+lat_1=", p->lat_0), lat_2 = param(params, "+lat_2=", lat_1);
      if (lat_1 == lat_2)
        return ct_arena_printf(a, "%s, standard parallel %s, central meridian %s", k->words,
                               lat_words(a, lat_1), lon);
      return ct_arena_printf(a, "%s, standard parallels %s and %s, central meridian %s", k->words,
                             lat_words(a, lat_1), lat_words(a, lat_2), lon);
    }
    default:
      return k->words;
  }
}

static void domain_set(struct ct_proj *p, const struct kind *k, const char *params) {
  p->domain = CT_DOMAIN_BOX;
  p->reach = 180 - CT_SEAM_DEG;
  p->lat_min = -90, p->lat_max = 90;
  p->guessed = !k;
  if (!k) return;
  if (k->domain == STRIP) p->reach = k->limit;
  if (k->domain == MERCATOR) p->lat_min = -k->limit, p->lat_max = k->limit;
  if (k->domain == CONIC) {
    double mid = (param(params, "+lat_1=", p->lat_0) + param(params, "+lat_2=", p->lat_0)) / 2;
    if (mid >= 0) p->lat_min = -60;
    if (mid < 0) p->lat_max = 60;
  }
  if (k->domain == DISC) p->domain = CT_DOMAIN_CIRCLE, p->radius = k->limit;
  if (k->domain == SATELLITE) {
    double h = param(params, "+h=", 35785831);
    p->domain = CT_DOMAIN_CIRCLE;
    // The tangent from the satellite, kept a hair inside PROJ's own limit.
    p->radius = acos(CT_EARTH_A / (CT_EARTH_A + h)) / CT_RAD - 1e-3;
  }
}

static bool is_web_mercator(const char *params, const struct kind *k) {
  if (!k || k->domain != MERCATOR) return false;
  if (strcmp(k->proj, "webmerc") == 0) return true;
  return strstr(params, "+nadgrids=@null") && param(params, "+a=", 0) == CT_EARTH_A &&
         param(params, "+b=", 0) == CT_EARTH_A && param(params, "+lat_ts=", 0) == 0 &&
         param(params, "+x_0=", 0) == 0 && param(params, "+y_0=", 0) == 0 && param(params, "+k=", 1) == 1 &&
         param(params, "+lon_0=", 0) == 0 && strstr(params, "+units=m");
}

void ct_kind_describe(struct ct_proj *proj, struct ct_arena *a, const char *params, const char *crs_name) {
  const struct kind *k = kind_find(params);
  proj->lon_0 = param(params, "+lon_0=", 0);
  proj->lat_0 = param(params, "+lat_0=", 0);
  double zone = param(params, "+zone=", 0);
  if (zone > 0) proj->lon_0 = 6 * zone - 183;
  if (k && strcmp(k->proj, "ups") == 0) proj->lat_0 = strstr(params, "+south") ? -90 : 90;
  domain_set(proj, k, params);
  proj->web_mercator = is_web_mercator(params, k);
  bool named =
      crs_name && *crs_name && !ct_same_nocase(crs_name, "unknown") && !ct_same_nocase(crs_name, "unnamed");
  if (proj->web_mercator)
    proj->name = "Web Mercator";
  else if (named)
    proj->name = ct_arena_strdup(a, crs_name);
  else
    proj->name = k ? name_of(k, proj, a, params) : "PROJ string as given";
  if (!named && k && strcmp(k->proj, "utm") == 0)
    proj->name = ct_arena_printf(a, "UTM zone %d%s", (int)zone, strstr(params, "+south") ? "S" : "N");
}

#define WEB_MERCATOR                                                                                 \
  "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null " \
  "+wktext +no_defs"

// Is the parameter at `p` (n bytes) one that changes nothing but the projection's place?
static bool plain_param(const char *p, size_t n) {
  static const char *const numbers[] = {"+lat_0=", "+lon_0=", "+lat_1=", "+lat_2=", "+lat_ts=", "+k=",
                                        "+k_0=",   "+x_0=",   "+y_0=",   "+h=",     "+zone="};
  static const char *const words[] = {"+datum=WGS84", "+ellps=WGS84", "+units=m",
                                      "+no_defs",     "+type=crs",    "+south"};
  char text[64];
  double x;
  if (n >= sizeof text) return false;
  memcpy(text, p, n);
  text[n] = '\0';
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(text, words[i]) == 0) return true;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (ct_starts_with(text, numbers[i])) return ct_parse_number(text + strlen(numbers[i]), &x);
  return false;
}

const char *ct_kind_plain(const char *text, struct ct_arena *a) {
  if (ct_same_nocase(text, "EPSG:3857")) return WEB_MERCATOR;
  const struct kind *k = ct_starts_with(text, "+proj=") ? kind_find(text) : NULL;
  if (!k || strcmp(k->proj, "longlat") == 0 || k->domain == SATELLITE) return NULL;
  for (const char *p = text + strcspn(text, " "); *p;) {
    p += strspn(p, " ");
    size_t n = strcspn(p, " ");
    if (n && !plain_param(p, n)) return NULL;
    p += n;
  }
  const char *type = strstr(text, "+type=crs");
  if (type && type[9] != '\0') return NULL;
  return ct_arena_printf(a, "%.*s +ellps=WGS84", (int)(type ? (size_t)(type - text) : strlen(text)), text);
}

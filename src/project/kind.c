// SPDX-License-Identifier: MIT
// Kind: what is known about PROJ's projections by name: domain, words for the page.
#include "project/kind.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "project/domain.h"
#include "project/projection.h"

enum words { PLAIN, MERIDIAN, CENTRE, PARALLELS };

struct kind {
  const char *proj;
  const char *words;
  enum ct_domain_of domain;
  double limit;
  enum words detail;
  bool plain;  // PROJ's string and its CRS mean the same: the string may go straight to PROJ
};

#define WORLD(proj, words) \
  { proj, words, CT_OF_WORLD, 0, MERIDIAN, false }
#define PLAIN_WORLD(proj, words) \
  { proj, words, CT_OF_WORLD, 0, MERIDIAN, true }

// Limits: d3-geo's clip angles, a little inside for PROJ's singular rims; of series and polynomials,
// as far as they go without folding.
static const struct kind kinds[] = {
    {"longlat", "Geographic coordinates", CT_OF_WORLD, 0, PLAIN, false},
    PLAIN_WORLD("eqearth", "Equal Earth"),
    PLAIN_WORLD("robin", "Robinson"),
    PLAIN_WORLD("moll", "Mollweide"),
    PLAIN_WORLD("natearth", "Natural Earth"),
    PLAIN_WORLD("natearth2", "Natural Earth II"),
    PLAIN_WORLD("hammer", "Hammer"),
    PLAIN_WORLD("aitoff", "Aitoff"),
    PLAIN_WORLD("sinu", "Sinusoidal"),
    PLAIN_WORLD("eck4", "Eckert IV"),
    PLAIN_WORLD("eck6", "Eckert VI"),
    PLAIN_WORLD("kav7", "Kavraisky VII"),
    PLAIN_WORLD("patterson", "Patterson"),
    PLAIN_WORLD("gall", "Gall stereographic"),
    PLAIN_WORLD("eqc", "Equirectangular"),
    PLAIN_WORLD("cea", "Cylindrical equal-area"),
    WORLD("wintri", "Winkel tripel"),
    WORLD("vandg", "Van der Grinten"),
    WORLD("mill", "Miller"),
    WORLD("vandg2", "Van der Grinten II"),
    WORLD("vandg3", "Van der Grinten III"),
    WORLD("vandg4", "Van der Grinten IV"),
    WORLD("eck1", "Eckert I"),
    WORLD("eck2", "Eckert II"),
    WORLD("eck3", "Eckert III"),
    WORLD("eck5", "Eckert V"),
    WORLD("wag1", "Wagner I"),
    WORLD("wag2", "Wagner II"),
    WORLD("wag3", "Wagner III"),
    WORLD("wag4", "Wagner IV"),
    WORLD("wag5", "Wagner V"),
    WORLD("wag6", "Wagner VI"),
    WORLD("wag7", "Wagner VII"),
    WORLD("wink1", "Winkel I"),
    WORLD("wink2", "Winkel II"),
    WORLD("kav5", "Kavraisky V"),
    WORLD("putp1", "Putnins P1"),
    WORLD("putp2", "Putnins P2"),
    WORLD("putp3", "Putnins P3"),
    WORLD("putp3p", "Putnins P3'"),
    WORLD("putp4p", "Putnins P4'"),
    WORLD("putp5", "Putnins P5"),
    WORLD("putp5p", "Putnins P5'"),
    WORLD("putp6", "Putnins P6"),
    WORLD("putp6p", "Putnins P6'"),
    WORLD("apian", "Apian"),
    WORLD("august", "August"),
    WORLD("bacon", "Bacon"),
    WORLD("ortel", "Ortelius"),
    WORLD("boggs", "Boggs"),
    WORLD("bonne", "Bonne"),
    WORLD("collg", "Collignon"),
    WORLD("comill", "Compact Miller"),
    WORLD("crast", "Craster"),
    WORLD("denoy", "Denoyer"),
    WORLD("fahey", "Fahey"),
    WORLD("fouc", "Foucaut"),
    WORLD("fouc_s", "Foucaut sinusoidal"),
    WORLD("gins8", "Ginzburg VIII"),
    WORLD("gn_sinu", "General sinusoidal"),
    {"goode", "Goode homolosine, uninterrupted", CT_OF_GOODE, 0, MERIDIAN, false},
    WORLD("hatano", "Hatano"),
    WORLD("lagrng", "Lagrange"),
    WORLD("larr", "Larrivee"),
    WORLD("lask", "Laskowski"),
    WORLD("loxim", "Loximuthal"),
    WORLD("mbt_s", "McBryde-Thomas sine"),
    WORLD("mbt_fps", "McBryde-Thomas flat-pole sine"),
    WORLD("mbtfpp", "McBryde-Thomas flat-polar parabolic"),
    WORLD("mbtfpq", "McBryde-Thomas flat-polar quartic"),
    WORLD("mbtfps", "McBryde-Thomas flat-polar sinusoidal"),
    WORLD("nell", "Nell"),
    WORLD("nell_h", "Nell-Hammer"),
    WORLD("poly", "Polyconic"),
    WORLD("qua_aut", "Quartic authalic"),
    WORLD("rpoly", "Rectangular polyconic"),
    WORLD("times", "Times"),
    WORLD("urm5", "Urmaev V"),
    WORLD("urmfps", "Urmaev flat-polar sinusoidal"),
    WORLD("weren", "Werenskiold"),
    WORLD("leac", "Lambert equal-area conic"),
    WORLD("adams_ws1", "Adams world in a square I"),
    WORLD("adams_ws2", "Adams world in a square II"),
    {"igh", "Goode homolosine", CT_OF_GOODE_LOBES, 0, MERIDIAN, false},
    {"igh_o", "Goode homolosine, oceans", CT_OF_GOODE_OCEANS, 0, MERIDIAN, false},
    {"imoll", "Interrupted Mollweide", CT_OF_LOBES, 0, MERIDIAN, false},
    {"imoll_o", "Interrupted Mollweide, oceans", CT_OF_OCEANS, 0, MERIDIAN, false},
    {"healpix", "HEALPix", CT_OF_HEALPIX, 0, MERIDIAN, false},
    {"bertin1953", "Bertin 1953", CT_OF_BERTIN, 0, PLAIN, false},
    {"merc", "Mercator", CT_OF_MERCATOR, CT_MERCATOR_LAT, MERIDIAN, true},
    {"webmerc", "Web Mercator", CT_OF_MERCATOR, CT_MERCATOR_LAT, MERIDIAN, true},
    {"tobmerc", "Tobler Mercator", CT_OF_MERCATOR, CT_MERCATOR_LAT, MERIDIAN, false},
    {"cc", "Central cylindrical", CT_OF_MERCATOR, 75, MERIDIAN, false},
    {"tcea", "Transverse cylindrical equal-area", CT_OF_TRANSVERSE, 0, MERIDIAN, false},
    {"tcc", "Transverse central cylindrical", CT_OF_TRANSVERSE, 75, MERIDIAN, false},
    {"tmerc", "Transverse Mercator", CT_OF_STRIP, 80, MERIDIAN, true},
    {"etmerc", "Transverse Mercator", CT_OF_STRIP, 80, MERIDIAN, true},
    {"gstmerc", "Gauss-Schreiber transverse Mercator", CT_OF_STRIP, 80, MERIDIAN, false},
    {"utm", "UTM", CT_OF_STRIP, 80, PLAIN, true},
    {"cass", "Cassini", CT_OF_STRIP, 80, MERIDIAN, true},
    {"lcc", "Lambert conformal conic", CT_OF_CONIC, 0, PARALLELS, true},
    {"aea", "Albers equal-area conic", CT_OF_CONIC, 0, PARALLELS, true},
    {"eqdc", "Equidistant conic", CT_OF_CONIC, 0, PARALLELS, true},
    {"euler", "Euler conic", CT_OF_CONIC, 0, PARALLELS, false},
    {"murd1", "Murdoch I conic", CT_OF_CONIC, 0, PARALLELS, false},
    {"murd3", "Murdoch III conic", CT_OF_CONIC, 0, PARALLELS, false},
    {"murd2", "Murdoch II conic", CT_OF_CONIC, 60, PARALLELS, false},
    {"pconic", "Perspective conic", CT_OF_CONIC, 60, PARALLELS, false},
    {"ccon", "Central conic", CT_OF_CONIC, 60, PARALLELS, false},
    {"tissot", "Tissot conic", CT_OF_CONIC, 0, PARALLELS, false},
    {"vitk1", "Vitkovsky conic", CT_OF_CONIC, 0, PARALLELS, false},
    {"lcca", "Lambert conformal conic, alternative", CT_OF_DISC, 40, CENTRE, false},
    {"imw_p", "Modified polyconic", CT_OF_DISC, 30, MERIDIAN, false},
    {"krovak", "Krovak", CT_OF_KROVAK, 40, PLAIN, false},
    {"mod_krovak", "Modified Krovak", CT_OF_DISC, 15, PLAIN, false},
    {"omerc", "Oblique Mercator", CT_OF_DISC, 70, CENTRE, false},
    {"somerc", "Swiss oblique Mercator", CT_OF_DISC, 80, CENTRE, false},
    {"labrd", "Laborde", CT_OF_DISC, 15, CENTRE, false},
    {"nzmg", "New Zealand map grid", CT_OF_DISC, 12, PLAIN, false},
    {"rouss", "Roussilhe", CT_OF_DISC, 40, CENTRE, false},
    {"alsk", "Modified stereographic of Alaska", CT_OF_DISC, 30, PLAIN, false},
    {"gs48", "Modified stereographic of the 48 states", CT_OF_DISC, 28, PLAIN, false},
    {"gs50", "Modified stereographic of the 50 states", CT_OF_DISC, 45, PLAIN, false},
    {"lee_os", "Lee oblated stereographic", CT_OF_DISC, 60, PLAIN, false},
    {"mil_os", "Miller oblated stereographic", CT_OF_DISC, 60, PLAIN, false},
    {"laea", "Lambert azimuthal equal-area", CT_OF_DISC, 179.5, CENTRE, true},
    {"aeqd", "Azimuthal equidistant", CT_OF_DISC, 179.5, CENTRE, true},
    {"airy", "Airy", CT_OF_DISC, 90 - 1e-6, CENTRE, false},
    {"stere", "Stereographic", CT_OF_DISC, 142, CENTRE, true},
    {"sterea", "Stereographic", CT_OF_DISC, 142, CENTRE, true},
    {"ups", "Universal polar stereographic", CT_OF_DISC, 90, PLAIN, true},
    {"gnom", "Gnomonic", CT_OF_DISC, 60, CENTRE, true},
    {"ortho", "Orthographic", CT_OF_DISC, 90 - 1e-6, CENTRE, true},
    {"guyou", "Guyou", CT_OF_DISC, 90 - 1e-6, MERIDIAN, false},
    {"adams_hemi", "Adams hemisphere in a square", CT_OF_DISC, 90 - 1e-6, MERIDIAN, false},
    {"nicol", "Nicolosi globular", CT_OF_DISC, 90 - 1e-6, CENTRE, false},
    {"qsc", "Quadrilateralised spherical cube", CT_OF_DISC, 44, CENTRE, false},
    {"s2", "S2 cube", CT_OF_DISC, 44, CENTRE, false},
    {"nsper", "Perspective", CT_OF_SATELLITE, 0, CENTRE, false},
    {"tpers", "Tilted perspective", CT_OF_SATELLITE, 0, CENTRE, false},
    {"geos", "Geostationary view", CT_OF_SATELLITE, 0, MERIDIAN, false},
};

// Where those are made for that have it built in.
static const struct {
  const char *proj;
  double lon, lat;
} built_in[] = {{"krovak", 24.8333333333333, 49.5},
                {"mod_krovak", 24.8333333333333, 49.5},
                {"nzmg", 173, -41},
                {"alsk", -152, 64},
                {"gs48", -96, 39},
                {"gs50", -120, 45},
                {"lee_os", -165, -10},
                {"mil_os", 20, 18}};

static const struct kind *kind_find(const char *params, const char *key) {
  const char *p = strstr(params, key);
  if (!p) return NULL;
  p += strlen(key);
  size_t n = strcspn(p, " ");
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strlen(kinds[i].proj) == n && strncmp(kinds[i].proj, p, n) == 0) return &kinds[i];
  return NULL;
}

double ct_kind_param(const char *params, const char *key, double otherwise) {
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
      if (p->lon_0 == 0 && k->domain != CT_OF_STRIP) return k->words;
      return ct_arena_printf(a, "%s, central meridian %s", k->words, lon);
    case CENTRE:
      if (fabs(p->lat_0) == 90)
        return ct_arena_printf(a, "%s, centred on the %s Pole", k->words, p->lat_0 > 0 ? "North" : "South");
      return ct_arena_printf(a, "%s, centre %s %s", k->words, lat, lon);
    case PARALLELS: {
      double lat_1 = ct_kind_param(params, "+lat_1=", p->lat_0),
             lat_2 = ct_kind_param(params, "+lat_2=", lat_1);
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

// ob_tran turns another projection: its cuts are straight in the turned frame.
static const struct kind *turned_kind(struct ct_proj *p, const char *params) {
  const struct kind *k = kind_find(params, "+o_proj=");
  if (!k || (k->domain != CT_OF_WORLD && k->domain != CT_OF_MERCATOR) || !strstr(params, "+o_lat_p="))
    return NULL;
  ct_aspect_init_pole(&p->aspect, p->lon_0, ct_kind_param(params, "+o_lat_p=", 90),
                      ct_kind_param(params, "+o_lon_p=", 0));
  return k;
}

static void centre_set(struct ct_proj *p, const char *params, const struct kind *k) {
  p->lon_0 = ct_kind_param(params, "+lon_0=", ct_kind_param(params, "+lonc=", 0)) + p->meridian;
  p->lat_0 = ct_kind_param(params, "+lat_0=", 0);
  double zone = ct_kind_param(params, "+zone=", 0);
  if (zone > 0) p->lon_0 = 6 * zone - 183;
  if (k && strcmp(k->proj, "ups") == 0) p->lat_0 = strstr(params, "+south") ? -90 : 90;
  if (k && strcmp(k->proj, "imw_p") == 0)
    p->lat_0 = (ct_kind_param(params, "+lat_1=", 0) + ct_kind_param(params, "+lat_2=", 0)) / 2;
  for (size_t i = 0; k && i < sizeof built_in / sizeof *built_in; i++)
    if (strcmp(k->proj, built_in[i].proj) == 0) p->lon_0 = built_in[i].lon, p->lat_0 = built_in[i].lat;
}

static bool is_web_mercator(const char *params, const struct kind *k) {
  if (!k || k->domain != CT_OF_MERCATOR) return false;
  if (strcmp(k->proj, "webmerc") == 0) return true;
  return strstr(params, "+nadgrids=@null") && ct_kind_param(params, "+a=", 0) == CT_EARTH_A &&
         ct_kind_param(params, "+b=", 0) == CT_EARTH_A && ct_kind_param(params, "+lat_ts=", 0) == 0 &&
         ct_kind_param(params, "+x_0=", 0) == 0 && ct_kind_param(params, "+y_0=", 0) == 0 &&
         ct_kind_param(params, "+k=", 1) == 1 && ct_kind_param(params, "+lon_0=", 0) == 0 &&
         strstr(params, "+units=m");
}

void ct_kind_describe(struct ct_proj *proj, struct ct_arena *a, const char *params, const char *crs_name) {
  const struct kind *k = kind_find(params, "+proj=");
  double zone = ct_kind_param(params, "+zone=", 0);
  centre_set(proj, params, k);
  const struct kind *of = k ? k : turned_kind(proj, params);
  ct_domain_set(proj, a, of ? of->domain : CT_OF_UNKNOWN, of ? of->limit : 0, params);
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

const char *ct_kind_complete(const char *text, struct ct_arena *a) {
  bool open = ct_starts_with(text, "+proj=wintri") && !strstr(text, "+lat_1=");
  return open ? ct_arena_printf(a, "%s +lat_1=50.4597762521898", text) : ct_arena_strdup(a, text);
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
  const struct kind *k = ct_starts_with(text, "+proj=") ? kind_find(text, "+proj=") : NULL;
  if (!k || !k->plain) return NULL;
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

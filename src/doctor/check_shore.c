// SPDX-License-Identifier: MIT
// Check shore: what stands on land but lies at sea, and ships that lie on land.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/vec.h"
#include "doctor/areas.h"
#include "doctor/doctor.h"
#include "doctor/exam.h"
#include "doctor/fold.h"
#include "doctor/measure.h"
#include "model/diag.h"
#include "model/table.h"

static const char *const on_land[] = {
    "power plant", "powerplant", "power station", "plant",          "reactor",      "nuclear",
    "uranium",     "enrichment", "mine",          "mining",         "quarry",       "airport",
    "airfield",    "air base",   "airbase",       "aerodrome",      "airstrip",     "factory",
    "mill",        "refinery",   "smelter",       "missile",        "missile base", "operating base",
    "base",        "barracks",   "camp",          "city",           "town",         "village",
    "settlement",  "hospital",   "clinic",        "school",         "university",   "bank",
    "railway",     "dam",        "prison",        "warehouse",      "depot",        "reprocessing",
    "facility",    "industrial", "embassy",       "market",         "launch site",  "populated place",
    "capital",     "kraftwerk",  "flughafen",     "flugplatz",      "bergwerk",     "fabrik",
    "werk",        "stadt",      "dorf",          "krankenhaus",    "schule",       "usine",
    "centrale",    "aeroport",   "hopital",       "ecole",          "ville",        "fabrica",
    "aeropuerto",  "planta",     "mina",          "ciudad",         "escuela",      "центр",
    "аэропорт",    "завод",      "шахта",         "электростанция", "город",        "рудник",
    "больница",    "школа",      "발전소",        "공장",           "공항",         "광산",
    "원자로",      "병원",       "학교",          "기지",           "도시",         "电厂",
    "发电",        "工厂",       "机场",          "煤矿",           "医院",         "学校",
    "城市",        "発電所",     "工場",          "空港",           "鉱山",         "病院",
    "مصنع",        "مطار",       "مدينة",         "مستشفى",         "منجم",         NULL};
static const char *const at_sea[] = {"ship",      "vessel",        "tanker",       "transfer",
                                     "sts",       "piracy",        "pirate",       "anchorage",
                                     "wreck",     "shipwreck",     "buoy",         "offshore",
                                     "ais",       "ship to ship",  "bulk carrier", "trawler",
                                     "bunkering", "transshipment", "transhipment", "schiff",
                                     "navire",    "buque",         "barco",        "nave",
                                     "선박",      "환적",          "船舶",         "船只",
                                     "судно",     "корабль",       "танкер",       "سفينة",
                                     NULL};
// May be on either side of the shore, whatever else the words say.
static const char *const on_either[] = {
    "port",       "harbour",   "harbor",    "hafen",       "puerto",   "porto",     "shipyard", "dockyard",
    "dock",       "pier",      "jetty",     "naval",       "navy",     "submarine", "coast",    "coastal",
    "lighthouse", "light",     "island",    "isle",        "reef",     "bridge",    "wind",     "tidal",
    "wave",       "cable",     "pipeline",  "test",        "launch",   "launches",  "landing",  "impact",
    "splash",     "event",     "incident",  "earthquake",  "quake",    "sea",       "marine",   "ocean",
    "fish",       "fishing",   "fishery",   "aquaculture", "terminal", "ferry",     "heliport", "platform",
    "rig",        "oil field", "gas field", "field",       "well",     "river",     "canal",    "barge",
    "space",      "항구",      "항만",      "등대",        "조선소",   "港",        "порт",     "ميناء",
    "museum",     "station",   "attack",    "strike",      "crash",    "volcano",   NULL};

enum kind { UNKNOWN, LAND, SEA, EITHER };

static enum kind kind_of(const char *text) {
  char folded[CT_FOLD_SIZE];
  if (!text || !ct_fold(text, folded)) return UNKNOWN;
  // A launch site is a place; a launch may be anywhere.
  bool land = ct_fold_has(folded, on_land), sea = ct_fold_has(folded, at_sea);
  if (strstr(folded, "launch site")) return LAND;
  if (ct_fold_has(folded, on_either)) return EITHER;
  return land && sea ? EITHER : land ? LAND : sea ? SEA : UNKNOWN;
}

static enum kind table_kind(const struct ct_exam_table *et) {
  static const char *const ship_columns[] = {"mmsi",      "imo",       "imo number",  "vessel", "vessel name",
                                             "ship name", "ship type", "vessel type", "ship",   NULL};
  char folded[CT_FOLD_SIZE];
  const struct ct_table *t = et->t;
  for (size_t k = 0; k < t->ncolumns; k++) {
    ct_fold(t->columns[k].name, folded);
    for (const char *const *s = ship_columns; *s; s++)
      if (strcmp(folded, *s) == 0) return SEA;
  }
  const char *file = t->file ? t->file : t->name ? t->name : "";
  const char *slash = strrchr(file, '/');
  char stem[128];
  snprintf(stem, sizeof stem, "%.*s", (int)strcspn(slash ? slash + 1 : file, "."), slash ? slash + 1 : file);
  return kind_of(stem);
}

bool ct_exam_afloat(const struct ct_exam_table *et) {
  return table_kind(et) == SEA;
}

struct work {
  struct ct_exam *x;
  struct ct_exam_table *et;
  enum kind table;
  struct ct_exam_memo memo;
  bool islands_known;
  ct_vec(uint32_t) islands;  // rows of the gazetteer
};

static enum kind cell_kind(struct work *w, int column, size_t i) {
  char buf[32];
  if (column < 0 || w->et->t->columns[column].type != CT_COLUMN_STRING) return UNKNOWN;
  const char *s = ct_table_text(w->et->t, column, i, buf);
  if (!s) return UNKNOWN;
  size_t k = ct_exam_memo_slot(s);
  if (s != w->memo.text[k]) {
    w->memo.text[k] = s;
    w->memo.value[k] = (uint16_t)kind_of(s);
  }
  return (enum kind)w->memo.value[k];
}

// What a row says itself beats what its table is called.
static enum kind row_kind(struct work *w, size_t i) {
  enum kind a = cell_kind(w, w->et->roles.class_column, i), b = cell_kind(w, w->et->roles.subclass, i);
  if (a == UNKNOWN) a = b;
  if (a == EITHER || b == EITHER || (b != UNKNOWN && a != b)) return EITHER;
  return a != UNKNOWN ? a : w->table;
}

static const char *class_text(const struct work *w, size_t i, char buf[32]) {
  const char *s = ct_table_text(w->et->t, w->et->roles.class_column, i, buf);
  return s && *s ? s : NULL;
}

static void say(struct work *w, size_t i, const char *code, double lon, double lat, const char *what) {
  char a[32], b[32], buf[32], name[32], published[96];
  const char *class = class_text(w, i, buf), *called = ct_exam_name(w->et, i, name);
  struct ct_exam_finding d = {code,
                              CT_WARNING,
                              w->et->t,
                              (long long)i,
                              w->et->roles.lat,
                              ct_exam_published(w->et->t, i, published),
                              "check the position"};
  ct_exam_say(w->x, &d, "latitude %s, longitude %s lies %s, but %s%.80s%s is %s%.60s",
              ct_exam_degrees(lat, a), ct_exam_degrees(lon, b), what, called ? "'" : "",
              called ? called : "it", called ? "'" : "", class ? "of class " : "",
              class            ? class
              : code[6] == '8' ? "a place on land"
                               : "a place at sea");
}

// Populated places that the base layer has at sea: small islands are missing there.
static void find_islands(struct work *w) {
  const struct ct_table *p = w->x->q->places;
  w->islands_known = true;
  for (size_t k = 0; p && k < p->n; k++) {
    double lon, lat;
    if (!ct_exam_point(p, k, &lon, &lat) || ct_areas_at(w->x->land, lon, lat) != CT_AREAS_NONE) continue;
    ct_vec_push(&w->x->scratch, &w->islands, (uint32_t)k);
  }
}

static bool on_small_island(struct work *w, double lon, double lat) {
  if (!w->islands_known) find_islands(w);
  for (size_t k = 0; k < w->islands.n; k++) {
    double plon, plat;
    ct_exam_point(w->x->q->places, w->islands.v[k], &plon, &plat);
    if (fabs(plat - lat) < 0.3 && ct_measure_m(lon, lat, plon, plat) < 30e3) return true;
  }
  return false;
}

static const char *say_far(const char *side, const char *from, double m, char buf[96]) {
  char far[32];
  if (isfinite(m))
    snprintf(buf, 96, "%s, %s from %s", side, ct_measure_say(m, far), from);
  else
    snprintf(buf, 96, "%s, more than %.0f km from %s", side, CT_EXAM_SHORE_M / 1000, from);
  return buf;
}

static bool is_at_sea(struct work *w, size_t i, double lon, double lat) {
  double limit = 5000 + ct_exam_precision_m(w->et->t, i);
  if (lat < CT_EXAM_ICE_LAT || limit > CT_EXAM_SHORE_M) return false;
  return ct_areas_distance_m(w->x->land, 0, lon, lat, limit) > limit && !on_small_island(w, lon, lat);
}

static void land_row(struct work *w, size_t i, double lon, double lat) {
  char what[96];
  if (!is_at_sea(w, i, lon, lat)) return;
  double m = ct_areas_edge_m(w->x->land, 0, lon, lat, CT_EXAM_SHORE_M);
  say(w, i, "CT-D138", lon, lat, say_far("at sea", "land", m, what));
}

static void sea_row(struct work *w, size_t i, double lon, double lat) {
  char what[96];
  double limit = 2000 + ct_exam_precision_m(w->et->t, i);
  if (limit > CT_EXAM_SHORE_M || ct_areas_at(w->x->land, lon, lat) == CT_AREAS_NONE) return;
  double m = ct_areas_edge_m(w->x->land, 0, lon, lat, CT_EXAM_SHORE_M);
  if (m <= limit) return;
  if (w->x->lakes && ct_areas_distance_m(w->x->lakes, 0, lon, lat, limit) <= limit) return;
  say(w, i, "CT-D139", lon, lat, say_far("on land", "the coast", m, what));
}

bool ct_exam_on_shore(const struct ct_exam_table *et) {
  enum kind k = table_kind(et);
  return et->roles.class_column >= 0 || et->roles.subclass >= 0 || k == LAND || k == SEA;
}

// In a large table of which a good part lies on the wrong side, it is the classes that mislead, or the positions as a
// whole: a hundred thousand findings would tell no more than one.
static bool misleads(struct work *w) {
  enum { LARGE = 5000, SAMPLE = 1000 };
  const struct ct_table *t = w->et->t;
  size_t looked = 0, wrong = 0, step = t->n / SAMPLE;
  if (t->n < LARGE) return false;
  for (size_t i = 0; i < t->n; i += step) {
    double lon, lat;
    enum kind k = row_kind(w, i);
    if ((k != LAND && k != SEA) || !ct_exam_point(t, i, &lon, &lat)) continue;
    looked++;
    if (k == LAND)
      wrong += is_at_sea(w, i, lon, lat);
    else
      wrong += ct_areas_at(w->x->land, lon, lat) != CT_AREAS_NONE &&
               ct_areas_edge_m(w->x->land, 0, lon, lat, 20000) > 20000;
  }
  if (looked < 100 || wrong * 10 < looked * 3) return false;
  struct ct_exam_finding d = {
      .code = "CT-D156", .severity = CT_WARNING, .t = t, .i = CT_EXAM_WHOLE, .column = -1};
  d.suggestion =
      "look whether the positions or the classes are right; name another column with --class-column";
  ct_exam_say(w->x, &d,
              "rows are not compared with the coast one by one: of %zu looked at, %zu lie at sea though "
              "their class is "
              "on land, or the other way round",
              looked, wrong);
  return true;
}

void ct_exam_shore(struct ct_exam *x, struct ct_exam_table *et) {
  struct work w = {.x = x, .et = et, .table = table_kind(et)};
  if (!x->land || !ct_exam_on_shore(et) || misleads(&w)) return;
  for (size_t i = 0; i < et->t->n; i++) {
    double lon, lat;
    if (et->told[i] || !ct_exam_point(et->t, i, &lon, &lat)) continue;
    enum kind k = row_kind(&w, i);
    if (k == LAND) land_row(&w, i, lon, lat);
    if (k == SEA) sea_row(&w, i, lon, lat);
  }
}

// SPDX-License-Identifier: MIT
// Check centre: positions that are the middle of a country or a town's point in the gazetteer.
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/str.h"
#include "base/vec.h"
#include "doctor/areas.h"
#include "doctor/doctor.h"
#include "doctor/exam.h"
#include "doctor/fold.h"
#include "doctor/measure.h"
#include "doctor/nations.h"
#include "doctor/spots.h"
#include "model/diag.h"
#include "model/table.h"

// Among very many rows some are near a middle by chance.
enum { MANY = 5000 };
static const double country_m = 2000, country_many_m = 100, country_deg = 0.03;
static const double town_m = 20, town_deg = 0.006;
// Lists of countries give their middle in whole or half degrees; it may be that far from the centroid.
static const double coarse_deg = 1.0;

struct work {
  struct ct_exam *x;
  struct ct_exam_table *et;
  struct ct_spots countries, towns;
  ct_vec(struct ct_spot) country_v, town_v;
  bool coarse_is_rare;  // the table's positions are mostly finer than half degrees
};

static bool names_a_country(const struct work *w, size_t i) {
  char buf[32];
  const char *s = ct_exam_name(w->et, i, buf);
  return s && ct_nations_find(w->x->nations, s, false) != CT_NATION_NONE;
}

static void gather_countries(struct work *w) {
  const struct ct_nations *s = w->x->nations;
  for (uint32_t k = 0; k < s->n; k++) {
    double lon, lat;
    // In a small country every place is near its middle.
    if (!ct_areas_centroid(w->x->countries, (uint16_t)k, &lon, &lat)) continue;
    if (ct_areas_edge_m(w->x->countries, (uint16_t)k, lon, lat, 20e3) < 20e3) continue;
    ct_vec_push(&w->x->scratch, &w->country_v, (struct ct_spot){lon, lat, k});
    lon = s->v[k].label_lon;
    lat = s->v[k].label_lat;
    if (isfinite(lon) && isfinite(lat))
      ct_vec_push(&w->x->scratch, &w->country_v, (struct ct_spot){lon, lat, k});
  }
  ct_spots_make(&w->countries, &w->x->scratch, w->country_v.v, w->country_v.n, country_deg);
}

static void gather_towns(struct work *w) {
  const struct ct_table *p = w->x->q->places;
  for (size_t k = 0; p && k < p->n; k++) {
    double lon, lat;
    if (ct_exam_point(p, k, &lon, &lat))
      ct_vec_push(&w->x->scratch, &w->town_v, (struct ct_spot){lon, lat, (uint32_t)k});
  }
  ct_spots_make(&w->towns, &w->x->scratch, w->town_v.v, w->town_v.n, town_deg);
}

static bool is_half(double x) {
  return x * 2 == nearbyint(x * 2);
}

static void say_country(struct work *w, size_t i, uint32_t nation, const char *what) {
  char published[96];
  const char *name = w->x->nations->v[nation].name;
  struct ct_exam_finding d = {
      "CT-D148",
      CT_WARNING,
      w->et->t,
      (long long)i,
      w->et->roles.lat,
      ct_exam_published(w->et->t, i, published),
      "it stands for the country; find the place itself, or leave it without position"};
  ct_exam_say(w->x, &d, "the position is %s %.100s", what, name);
}

static bool at_country(struct work *w, size_t i, double lon, double lat) {
  size_t n;
  const uint32_t *near = ct_spots_near(&w->countries, lon, lat, &n);
  for (size_t k = 0; k < n; k++) {
    const struct ct_spot *s = &w->country_v.v[near[k]];
    double limit = w->et->t->n > MANY ? country_many_m : country_m;
    if (fabs(s->lat - lat) > country_deg || ct_measure_m(lon, lat, s->lon, s->lat) > limit) continue;
    if (!names_a_country(w, i)) say_country(w, i, s->id, "the middle of");
    return true;
  }
  if (!w->coarse_is_rare || !is_half(lon) || !is_half(lat)) return false;
  uint16_t at = ct_areas_at(w->x->countries, lon, lat);
  double clon, clat;
  if (at == CT_AREAS_NONE || !ct_areas_centroid(w->x->countries, at, &clon, &clat)) return false;
  if (fabs(clon - lon) > coarse_deg || fabs(clat - lat) > coarse_deg || names_a_country(w, i)) return false;
  say_country(w, i, at, "in whole or half degrees, as lists give the middle of");
  return true;
}

// The unit of the last digit that is written, degrees; 0 when that is no decimal number.
static double unit_of(const struct ct_exam_table *et, int column, double value, size_t i) {
  char buf[32];
  const char *s = et->roles.lat == et->roles.lon ? NULL : ct_table_text(et->t, column, i, buf);
  if (!s) s = ct_format_number(value, buf);
  int n = ct_number_decimals(s, strlen(s));
  return n < 0 || n > 15 ? 0 : pow(10, -n);
}

static bool has_name(const struct work *w, const char *cell, uint32_t town) {
  static const char *const columns[] = {"name", "name_alt", "name_local"};
  const struct ct_table *p = w->x->q->places;
  char buf[32], name[CT_FOLD_SIZE], other[CT_FOLD_SIZE];
  if (!cell || !ct_fold(cell, name)) return false;
  for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
    const char *s = ct_table_text(p, ct_table_column(p, columns[k]), town, buf);
    if (s && ct_fold(s, other) && (strstr(name, other) || strstr(other, name))) return true;
  }
  return false;
}

// Is the row about that town, or about one at all?
static bool is_called(const struct work *w, size_t i, uint32_t town) {
  static const char *const towns[] = {"city",  "town",  "village", "settlement", "capital", "populated place",
                                      "ppl",   "stadt", "ville",   "ciudad",     "도시",    "城市",
                                      "город", NULL};
  const struct ct_exam_roles *r = &w->et->roles;
  char buf[32], folded[CT_FOLD_SIZE];
  const char *class = ct_table_text(w->et->t, r->class_column, i, buf);
  if (class && ct_fold(class, folded) && ct_fold_has(folded, towns)) return true;
  const char *name = ct_exam_name(w->et, i, buf);
  if (!name || has_name(w, name, town)) return true;  // without a name there is nothing to say
  return has_name(w, ct_table_text(w->et->t, r->site, i, buf), town);
}

static void at_town(struct work *w, size_t i, double lon, double lat) {
  size_t n;
  const uint32_t *near = ct_spots_near(&w->towns, lon, lat, &n);
  for (size_t k = 0; k < n; k++) {
    const struct ct_spot *s = &w->town_v.v[near[k]];
    if (fabs(s->lat - lat) > town_deg || fabs(s->lon - lon) > 1) continue;
    double ulat = unit_of(w->et, w->et->roles.lat, lat, i), ulon = unit_of(w->et, w->et->roles.lon, lon, i);
    if (fmax(ulat, ulon) > 0.0101) continue;  // a whole town has such positions
    bool rounded = fabs(s->lat - lat) <= ulat / 2 + 1e-9 && fabs(s->lon - lon) <= ulon / 2 + 1e-9;
    if (!rounded && ct_measure_m(lon, lat, s->lon, s->lat) > town_m) continue;
    if (is_called(w, i, s->id)) continue;
    char published[96], buf[32], name[32];
    const char *town = ct_table_text(w->x->q->places, ct_table_column(w->x->q->places, "name"), s->id, buf);
    const char *called = ct_exam_name(w->et, i, name);
    struct ct_exam_finding d = {"CT-D149",
                                CT_NOTE,
                                w->et->t,
                                (long long)i,
                                w->et->roles.lat,
                                ct_exam_published(w->et->t, i, published),
                                "it may stand for the town"};
    ct_exam_say(w->x, &d, "the position of '%.100s' is the gazetteer's point for %.80s", called ? called : "",
                town ? town : "a town");
    return;
  }
}

static bool coarse_is_rare(const struct ct_table *t) {
  size_t n = 0, coarse = 0;
  for (size_t i = 0; i < t->n; i++) {
    double lon, lat;
    if (!ct_exam_point(t, i, &lon, &lat)) continue;
    n++;
    coarse += is_half(lon) && is_half(lat);
  }
  return coarse * 5 < n;
}

void ct_exam_centres(struct ct_exam *x, struct ct_exam_table *et) {
  struct work w = {.x = x, .et = et, .coarse_is_rare = coarse_is_rare(et->t)};
  if (!x->countries || ct_exam_afloat(et)) return;
  gather_countries(&w);
  gather_towns(&w);
  for (size_t i = 0; i < et->t->n; i++) {
    double lon, lat;
    if (!et->told[i] && ct_exam_point(et->t, i, &lon, &lat) && !at_country(&w, i, lon, lat))
      at_town(&w, i, lon, lat);
  }
}

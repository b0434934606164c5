// SPDX-License-Identifier: MIT
// Axes: which columns of a plain table say where its rows are.
#include "load/axes.h"

#include <math.h>
#include <string.h>

#include "load/axis_name.h"
#include "load/place_relative.h"
#include "load/survey.h"

const struct ct_axes ct_axes_none = {.lat = -1,
                                     .lon = -1,
                                     .pair = -1,
                                     .north = -1,
                                     .east = -1,
                                     .zone = -1,
                                     .precision = -1,
                                     .approx = -1,
                                     .name = -1,
                                     .phrase = -1,
                                     .from_place = -1,
                                     .from_direction = -1,
                                     .from_distance = -1,
                                     .other_lat = -1,
                                     .unsure = {-1, -1}};

enum unit { DEGREES, METRES, STATED };  // STATED: whatever the coordinate system given counts in

struct candidate {
  int column, score;
  char rest[128];
};

static bool in_range(const struct ct_survey *c, enum ct_axis axis) {
  double limit = axis == CT_AXIS_LAT ? 90 : 180;
  return c->numbers > 0 && c->min >= -limit && c->max <= limit;
}

// Numbers of metres: some are large, and none is a fraction of a degree.
static bool in_metres(const struct ct_survey *c) {
  return c->numbers > 0 && fmax(fabs(c->min), fabs(c->max)) > 1000;
}

static bool all_beyond_degrees(const struct ct_survey *c) {
  return c->numbers > 0 && c->numbers == c->filled && (c->min > 360 || c->max < -360);
}

// "DMS_LAT" over 330512: degrees, minutes and seconds in one number.
static bool is_packed(const struct ct_survey *c) {
  static const char *const words[] = {"dms", "ddmmss", "dddmmss"};
  bool large = c->numbers == c->filled && fmax(fabs(c->min), fabs(c->max)) > 360;
  for (size_t i = 0; large && i < sizeof words / sizeof *words; i++)
    if (ct_axis_has_word(c->name, words[i])) return true;
  return false;
}

// Longitudes counted eastward all round: none is negative and a good part lies beyond 180, so that it is no slip.
static bool is_turn(const struct ct_survey *lon) {
  return lon->min >= 0 && lon->max <= 360 && lon->beyond >= 2 && lon->beyond * 20 >= lon->numbers;
}

// Do the cells contradict the name? Vague words (x, y, coord_x) are often something else.
static bool plausible(const struct ct_survey *c, enum ct_axis axis, enum unit unit, int score) {
  if (unit == STATED) return !c->filled || c->numbers > 0;
  if (unit == METRES) return in_metres(c);
  if (!c->filled) return score > 5;
  if (all_beyond_degrees(c)) return is_packed(c);
  bool texts = (axis == CT_AXIS_LAT ? c->lats : c->lons) > 0;
  return score > 5 ? texts || c->numbers > 0 : in_range(c, axis) && (c->numbers == c->filled || texts);
}

static size_t candidates(const struct ct_survey *c, size_t n, enum ct_axis axis, enum unit unit,
                         struct candidate *out, size_t max) {
  size_t k = 0;
  enum ct_axis metric = axis == CT_AXIS_LAT ? CT_AXIS_NORTH : CT_AXIS_EAST;
  for (size_t i = 0; i < n && k < max; i++) {
    struct candidate *d = &out[k];
    d->score = ct_axis_score(c[i].name, axis, d->rest, sizeof d->rest);
    if (!d->score && unit != DEGREES) d->score = ct_axis_score(c[i].name, metric, d->rest, sizeof d->rest);
    if (!d->score || !plausible(&c[i], axis, unit, d->score)) continue;
    d->column = (int)i;
    k++;
  }
  return k;
}

struct found {
  int lat, lon, other_lat;
  int lat_score;
};

// Best pair: good names, the same remaining words ("origin_lat", "origin_lon"), filled
// cells; the first of equals.
static struct found best_pair(const struct ct_survey *c, size_t n, enum unit unit) {
  enum { MAX = 64 };
  struct candidate lat[MAX], lon[MAX];
  struct found out = {-1, -1, -1, 0};
  size_t nlat = candidates(c, n, CT_AXIS_LAT, unit, lat, MAX);
  size_t nlon = candidates(c, n, CT_AXIS_LON, unit, lon, MAX);
  int best = 0;
  for (size_t i = 0; i < nlat; i++)
    for (size_t j = 0; j < nlon; j++) {
      const struct ct_survey *a = &c[lat[i].column], *b = &c[lon[j].column];
      if (a == b) continue;
      bool same = strcmp(lat[i].rest, lon[j].rest) == 0;
      int score = 4 * (lat[i].score + lon[j].score) + (same ? 10 : 0);
      score += (a->filled ? 2 : 0) + (b->filled ? 2 : 0);
      score += (unit != DEGREES || in_range(a, CT_AXIS_LAT)) + (unit != DEGREES || in_range(b, CT_AXIS_LON));
      if (score <= best) continue;
      best = score;
      out.lat = lat[i].column;
      out.lat_score = lat[i].score;
      out.lon = lon[j].column;
    }
  for (size_t i = 0; i < nlat && out.lat >= 0; i++)
    if (lat[i].column != out.lat && lat[i].score >= out.lat_score && lat[i].score >= 5 && out.other_lat < 0)
      for (size_t j = 0; j < nlon; j++)
        if (lon[j].column != out.lon && strcmp(lat[i].rest, lon[j].rest) == 0) out.other_lat = lat[i].column;
  return out;
}

// A column of whole positions: best by its name, else the only one that looks so.
static int pair_column(const struct ct_survey *c, size_t n, bool name_tells) {
  int best = 0, column = -1, found = 0;
  for (size_t i = 0; i < n; i++) {
    char rest[128];
    int score = name_tells ? ct_axis_score(c[i].name, CT_AXIS_PAIR, rest, sizeof rest) : 1;
    if (!score || !ct_survey_is_pair(&c[i], name_tells)) continue;
    found++;
    if (score <= best) continue;
    best = score;
    column = (int)i;
  }
  return name_tells || found == 1 ? column : -1;
}

static int best_named(const struct ct_survey *c, size_t n, enum ct_axis axis) {
  int best = 0, column = -1;
  for (size_t i = 0; i < n; i++) {
    char rest[128];
    int score = c[i].filled ? ct_axis_score(c[i].name, axis, rest, sizeof rest) : 0;
    if (score <= best) continue;
    best = score;
    column = (int)i;
  }
  return column;
}

static bool mostly(size_t part, size_t whole) {
  return part > 0 && part * 10 >= whole * 9;
}

// Numbers of degrees by their digits: nearly all have three or more decimals.
static bool fine_numbers(const struct ct_survey *c) {
  return mostly(c->numbers, c->filled) && mostly(c->decimals, c->filled);
}

// Texts that say by a letter which axis they are.
static bool lettered(const struct ct_survey *c, size_t n) {
  return c->tried > 0 && mostly(n, c->tried);
}

// Without a telling name: the only two neighbouring columns of fine numbers whose ranges
// leave one reading, or of texts whose letters do.
static void by_content(const struct ct_survey *c, size_t n, struct ct_axes *out) {
  int found = 0, lat = -1, lon = -1;
  for (size_t i = 0; i + 1 < n; i++) {
    const struct ct_survey *a = &c[i], *b = &c[i + 1];
    bool lat_first = lettered(a, a->lat_letters) && lettered(b, b->lon_letters);
    bool lon_first = lettered(a, a->lon_letters) && lettered(b, b->lat_letters);
    if (fine_numbers(a) && fine_numbers(b)) {
      lat_first = in_range(a, CT_AXIS_LAT) && in_range(b, CT_AXIS_LON);
      lon_first = in_range(a, CT_AXIS_LON) && in_range(b, CT_AXIS_LAT);
    }
    if (!lat_first && !lon_first) continue;
    found += lat_first == lon_first ? 2 : 1;  // both readings fit: no guess
    lat = (int)(lat_first ? i : i + 1);
    lon = (int)(lat_first ? i + 1 : i);
  }
  if (found == 2 && lat >= 0) {
    out->unsure[0] = lat;
    out->unsure[1] = lon;
  }
  if (found != 1) return;
  out->lat = lat;
  out->lon = lon;
  out->by_content = true;
}

static void in_degrees(const struct ct_survey *c, size_t n, struct ct_axes *out) {
  struct found f = best_pair(c, n, DEGREES);
  out->lat = f.lat;
  out->lon = f.lon;
  out->other_lat = f.other_lat;
  out->pair = pair_column(c, n, true);
  if (out->lat >= 0) return;
  if (out->pair < 0) {
    f = best_pair(c, n, METRES);
    out->north = f.lat;
    out->east = f.lon;
    if (out->north >= 0) out->zone = best_named(c, n, CT_AXIS_ZONE);
  }
  if (out->pair >= 0 || out->north >= 0) return;
  by_content(c, n, out);
  if (out->lat < 0) out->pair = pair_column(c, n, false);
  out->by_content |= out->pair >= 0;
}

// "precision" may also be a code of 1 to 3: without a unit in its name it holds metres when
// some number is too large for one.
static bool tells_metres(const struct ct_survey *c) {
  static const char *const units[] = {
      "m",          "km",        "meters",       "metres",      "meter",      "metre",
      "precisionm", "accuracym", "uncertaintym", "precisionkm", "accuracykm", "uncertaintykm"};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (ct_axis_has_word(c->name, units[i])) return true;
  return c->numbers < c->filled || c->max >= 20;
}

struct ct_axes ct_axes_find(const struct ct_survey *c, size_t n, bool projected) {
  struct ct_axes out = ct_axes_none;
  if (projected) {
    struct found f = best_pair(c, n, STATED);
    out.lat = f.lat;
    out.lon = f.lon;
    out.other_lat = f.other_lat;
  } else {
    in_degrees(c, n, &out);
  }
  if (out.lat >= 0 && !projected) {
    out.packed = is_packed(&c[out.lat]) && is_packed(&c[out.lon]);
    out.turn = !out.packed && is_turn(&c[out.lon]);
  }
  out.precision = best_named(c, n, CT_AXIS_PRECISION);
  out.approx = best_named(c, n, CT_AXIS_APPROX);
  out.name = best_named(c, n, CT_AXIS_NAME);
  ct_place_relative_find(c, n, &out);
  // What says where a row is does not name it.
  if (out.name >= 0 && (out.name == out.phrase || out.name == out.from_place)) out.name = -1;
  if (out.precision >= 0 && !tells_metres(&c[out.precision])) out.precision = -1;
  return out;
}

bool ct_axes_any(const struct ct_axes *a) {
  return a->lat >= 0 || a->pair >= 0 || a->north >= 0 || ct_place_relative_any(a);
}

size_t ct_axes_indices(struct ct_axes *a, int *out[CT_AXES_INDICES]) {
  int *const all[CT_AXES_INDICES] = {
      &a->lat,    &a->lon,  &a->pair,      &a->north,  &a->east,       &a->zone,           &a->precision,
      &a->approx, &a->name, &a->other_lat, &a->phrase, &a->from_place, &a->from_direction, &a->from_distance};
  memcpy(out, all, sizeof all);
  return CT_AXES_INDICES;
}

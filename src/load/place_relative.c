// SPDX-License-Identifier: MIT
// Place relative: rows whose position is a distance and direction from a named place.
#include "load/place_relative.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "coord/coord.h"
#include "coord/gazetteer.h"
#include "coord/relative.h"
#include "load/axes.h"
#include "load/axis_name.h"
#include "load/load.h"
#include "load/place_cell.h"
#include "load/run.h"
#include "load/survey.h"

enum { TRY_NAMED = 1000, TRY_OTHER = 40, HINTS_MAX = 100 };

// ---- Which columns

bool ct_place_relative_name(const char *name) {
  static const char *const words[] = {
      "place",       "location", "position",  "locality",       "where",  "situation", "lieu",
      "emplacement", "lugar",    "ubicacion", "ubicación",      "local",  "luogo",     "ort",
      "lage",        "standort", "место",     "местоположение", "위치",   "장소",      "位置",
      "地点",        "地點",     "場所",      "published",      "region", "area",      "description"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (ct_axis_has_word(name, words[i])) return true;
  return false;
}

// A short text with a blank and a digit, or with letters that need no blanks: worth a closer look.
static bool promising(const char *cell, size_t size) {
  bool digit = false, other = false;
  for (size_t i = 0; i < size; i++) {
    digit |= cell[i] >= '0' && cell[i] <= '9';
    other |= cell[i] == ' ' || (cell[i] & 0x80);
  }
  return digit && other;
}

void ct_place_relative_survey(struct ct_survey *c, const char *cell, size_t size) {
  if (c->phrase_tried >= (c->phrase_name ? TRY_NAMED : TRY_OTHER) || size < 5) return;
  c->phrase_tried++;
  struct ct_relative read;
  if (!c->phrase_name && !promising(cell, size)) return;
  c->phrases += ct_relative_read(cell, size, &read) && (c->phrase_name || !isnan(read.distance_m));
}

static int named(const struct ct_survey *c, size_t n, const char *const *words) {
  for (; *words; words++)
    for (size_t i = 0; i < n; i++)
      if (c[i].filled && ct_axis_has_word(c[i].name, *words)) return (int)i;
  return -1;
}

// Whole names, as "from" and "ref" mean much else inside longer ones.
static int named_whole(const struct ct_survey *c, size_t n, const char *const *names) {
  for (; *names; names++)
    for (size_t i = 0; i < n; i++) {
      const char *p = c[i].name, *q = *names;
      for (; *p && *q; p++, q++) {
        char a = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p == ' ' || *p == '-' ? '_' : *p;
        if (a != *q) break;
      }
      if (!*p && !*q && c[i].filled) return (int)i;
    }
  return -1;
}

static double unit_in_name(const char *name) {
  static const struct {
    const char *word;
    double m;
  } units[] = {{"nm", 1852},   {"nmi", 1852},  {"miles", 1609.344}, {"mi", 1609.344},
               {"m", 1},       {"metres", 1},  {"meters", 1},       {"ft", 0.3048},
               {"해리", 1852}, {"海里", 1852}, {"nautical", 1852},  {"kilometres", 1000},
               {"km", 1000}};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (ct_axis_has_word(name, units[i].word)) return units[i].m;
  return 1000;
}

static void find_parts(const struct ct_survey *c, size_t n, struct ct_axes *axes) {
  static const char *const places[] = {"reference_place",
                                       "ref_place",
                                       "reference_point",
                                       "reference",
                                       "ref",
                                       "from_place",
                                       "from",
                                       "relative_to",
                                       "nearest_place",
                                       "nearest_city",
                                       "nearest_town",
                                       "landmark",
                                       "기준점",
                                       "기준지",
                                       "참조지점",
                                       "基准点",
                                       "基準点",
                                       NULL};
  static const char *const directions[] = {"direction", "dir",  "bearing", "azimuth", "brg",  "richtung",
                                           "rumbo",     "방향", "방위",    "方向",    "方位", NULL};
  static const char *const distances[] = {"distance", "dist", "entfernung", "distancia",
                                          "거리",     "距离", "距離",       NULL};
  axes->from_place = named_whole(c, n, places);
  axes->from_direction = named(c, n, directions);
  axes->from_distance = named(c, n, distances);
  // All three or none: a table of flights has two of them.
  if (axes->from_place < 0 || axes->from_direction < 0 || axes->from_distance < 0)
    axes->from_place = axes->from_direction = axes->from_distance = -1;
  else
    axes->from_unit_m = unit_in_name(c[axes->from_distance].name);
}

void ct_place_relative_find(const struct ct_survey *c, size_t n, struct ct_axes *axes) {
  size_t best = 0;
  axes->phrase = -1;
  for (size_t i = 0; i < n; i++) {
    bool enough = c[i].phrase_name ? c[i].phrases > 0 : c[i].phrases * 2 > c[i].phrase_tried;
    if (!enough || c[i].phrases <= best) continue;
    best = c[i].phrases;
    axes->phrase = (int)i;
  }
  find_parts(c, n, axes);
}

bool ct_place_relative_any(const struct ct_axes *axes) {
  return axes->phrase >= 0 || axes->from_place >= 0;
}

// ---- One row

struct reading {
  struct ct_relative what;
  const struct ct_build_column *column;  // where the finding points to
  const char *text;                      // as published
  bool parts;                            // the columns of parts said something
};

static const char *cell(const struct ct_load_run *r, int column, size_t row, char buf[64]) {
  if (column < 0) return "";
  const char *text = ct_place_text(&r->build.columns[column], row, buf);
  return ct_coord_is_sentinel(text, strlen(text)) ? "" : text;
}

// The parts' columns over what the phrase said.
static void read_parts(struct ct_load_run *r, const struct ct_axes *x, size_t row, struct reading *out) {
  char buf[3][64];
  const char *place = cell(r, x->from_place, row, buf[0]);
  const char *direction = cell(r, x->from_direction, row, buf[1]);
  const char *distance = cell(r, x->from_distance, row, buf[2]);
  double deg, spread, m, rounded;
  bool has_direction = ct_relative_read_direction(direction, strlen(direction), &deg, &spread);
  bool has_distance = ct_relative_read_distance(distance, strlen(distance), x->from_unit_m, &m, &rounded);
  if (!place[0] || (!has_direction && !has_distance)) return;
  out->parts = true;
  if (has_direction) {
    out->what.bearing_deg = deg;
    out->what.spread_deg = spread;
  }
  // "277.8" in the column may be made of "150 nautical miles" in the text, which tells how it is rounded.
  if (has_distance && !(fabs(out->what.distance_m - m) <= 0.02 * m)) {
    out->what.distance_m = m;
    out->what.distance_unit_m = rounded;
  }
  out->what.place = ct_arena_strdup(&r->scratch, place);
  out->what.place_n = strlen(place);
  if (out->text[0]) return;
  out->column = &r->build.columns[x->from_place];
  out->text = ct_arena_printf(r->arena, "%s%s%s%s%s", place, direction[0] ? " " : "", direction,
                              distance[0] ? " " : "", distance);
}

static bool read_row(struct ct_load_run *r, const struct ct_axes *x, size_t row, struct reading *out) {
  char buf[64];
  const char *text = cell(r, x->phrase, row, buf);
  struct ct_relative none = {.distance_m = NAN, .bearing_deg = NAN, .spread_deg = NAN};
  *out = (struct reading){.what = none, .text = text == buf ? ct_arena_strdup(r->arena, text) : text};
  out->column = &r->build.columns[x->phrase >= 0 ? x->phrase : x->from_place];
  bool phrase = text[0] && ct_relative_read(out->text, strlen(out->text), &out->what);
  if (!phrase) out->what = none;
  if (x->from_place >= 0) read_parts(r, x, row, out);
  return phrase || out->parts;
}

static const struct ct_gazetteer *places_of(struct ct_load_run *r) {
  if (!r->places && r->req->places) r->places = r->req->places(r->req->places_user);
  return r->places;
}

#define say(v, code, d, ...) ct_place_say(v, code, (d)->column, (d)->text, __VA_ARGS__)

static void unknown_place(struct ct_load_run *r, const struct reading *d, struct ct_place_verdict *v) {
  int n = (int)(d->what.place_n < 60 ? d->what.place_n : 60);
  say(v, "CT-D127", d, "position '%.80s' counts from '%.*s', a place that is not known", d->text, n,
      d->what.place);
  const struct ct_gazetteer_place *near =
      r->place_hints++ < HINTS_MAX ? ct_gazetteer_near(r->places, d->what.place, d->what.place_n) : NULL;
  if (near)
    snprintf(v->hint, sizeof v->hint, "did you mean '%.80s'?", near->name);
  else
    snprintf(v->hint, sizeof v->hint,
             "load a dataset that has the place before this one, or give coordinates");
  v->suggestion = v->hint;
}

static void refused(struct ct_load_run *r, const struct reading *d, const struct ct_relative_result *out,
                    struct ct_place_verdict *v) {
  if (isnan(d->what.bearing_deg)) {
    say(v, "CT-D125", d, "position '%.80s' tells a distance and no direction", d->text);
    v->suggestion = "add the direction, or give coordinates";
  } else if (isnan(d->what.distance_m)) {
    say(v, "CT-D126", d, "position '%.80s' tells a direction and no distance", d->text);
    v->suggestion = "add the distance, or give coordinates";
  } else if (out->place) {
    say(v, "CT-D126", d, "position '%.80s': %s", d->text, out->why);
  } else {
    unknown_place(r, d, v);
  }
}

static void placed(const struct reading *d, const struct ct_relative_result *out,
                   struct ct_place_verdict *v) {
  v->ok = true;
  v->empty = false;
  v->lon = out->lon;
  v->lat = out->lat;
  v->precision_m = out->precision_m;
  v->notation = CT_NOTATION_RELATIVE;
  v->published = d->text;
  if (!out->other) return;
  say(v, "CT-D128", d, "position '%.80s' counts from %s at %.2f, %.2f; there is another one at %.2f, %.2f",
      d->text, out->place->name, out->place->lat, out->place->lon, out->other->lat, out->other->lon);
  v->suggestion = "write the country or province behind a comma, or give coordinates";
}

void ct_place_from_relative(struct ct_load_run *r, const struct ct_axes *axes, size_t row,
                            struct ct_place_verdict *v) {
  struct reading d;
  struct ct_relative_result out;
  if (!read_row(r, axes, row, &d)) {
    if (v->code && (!d.text[0] || strcmp(v->code, "CT-D110") != 0)) return;
    v->empty = true;
    if (!d.text[0])
      say(v, "CT-D110", &d, "no coordinates");
    else
      say(v, "CT-D110", &d, "no coordinates, and '%.80s' is no distance and direction from a place", d.text);
    return;
  }
  bool ok = ct_relative_place(&d.what, places_of(r), &out);
  // "52 km north of the DMZ, 125 km north of Seoul": the first that is known.
  const char *end = d.text + strlen(d.text), *p = d.text + d.what.end;
  for (int i = 0; !ok && !d.parts && i < 3 && p < end; i++) {
    struct reading next = d;
    struct ct_relative_result there;
    if (!ct_relative_read(p, (size_t)(end - p), &next.what)) break;
    p += next.what.end;
    if (!ct_relative_place(&next.what, r->places, &there)) continue;
    ok = true;
    out = there;
  }
  v->code = NULL;
  v->suggestion = NULL;
  if (ok)
    placed(&d, &out, v);
  else
    refused(r, &d, &out, v);
}

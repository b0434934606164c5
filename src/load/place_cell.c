// SPDX-License-Identifier: MIT
// Place cell: what the cells of one row say about its position, with the reason when they say none.
#include "load/place_cell.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/str.h"
#include "coord/coord.h"
#include "coord/pair.h"
#include "coord/utm.h"
#include "load/axes.h"
#include "load/build.h"
#include "load/run.h"

struct cell {
  const char *name;  // "latitude"
  const struct ct_build_column *column;
  enum ct_coord_kind kind;
  struct ct_coord_axis read;
  const char *text;
  char buf[64];
};

// Digits after the point: as written where that is known, else those a number needs.
static int decimals_of(const struct ct_build_column *c, size_t row) {
  char buf[32];
  if (c->decimals) return c->decimals[row];
  ct_format_number(c->number[row], buf);
  return ct_number_decimals(buf, strlen(buf));
}

const char *ct_place_text(const struct ct_build_column *c, size_t row, char buf[64]) {
  if (c->type == CT_COLUMN_STRING) return c->string[row] ? c->string[row] : "";
  if (c->type != CT_COLUMN_NUMBER || isnan(c->number[row])) return "";
  int decimals = decimals_of(c, row);
  if (decimals < 0 || decimals > 17 || fabs(c->number[row]) >= 1e15)
    ct_format_number(c->number[row], buf);
  else
    ct_number_fixed(c->number[row], decimals, buf);
  return buf;
}

static double unit_of(int decimals) {
  static const double units[] = {1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};
  if (decimals < 0 || decimals > 200) return NAN;
  return decimals < 10 ? units[decimals] : pow(10, -decimals);
}

static void read_cell(struct cell *c, size_t row, char axis) {
  const struct ct_build_column *k = c->column;
  c->text = ct_place_text(k, row, c->buf);
  if (k->type != CT_COLUMN_NUMBER || !c->text[0]) {
    c->kind = ct_coord_read(c->text, strlen(c->text), axis, &c->read);
    return;
  }
  int decimals = decimals_of(k, row);
  c->kind = CT_COORD_OK;
  c->read = (struct ct_coord_axis){.deg = k->number[row], .notation = CT_NOTATION_DECIMAL};
  c->read.unit_deg = unit_of(decimals);
}

void ct_place_say(struct ct_place_verdict *v, const char *code, const struct ct_build_column *column,
                  const char *text, const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(v->message, sizeof v->message, fmt, ap);
  va_end(ap);
  v->code = code;
  v->column = column;
  snprintf(v->text, sizeof v->text, "%.150s", text);
  v->value = v->text[0] ? v->text : NULL;
}

#define fail(v, code, c, ...) ct_place_say(v, code, (c)->column, (c)->text, __VA_ARGS__)

static const char *expected(bool projected) {
  return projected ? "expected a number"
                   : "expected degrees such as 39.7961 or 39\xC2\xB0"
                     "47'46\"N";
}

static void not_read(struct ct_place_verdict *v, const struct cell *c, bool projected) {
  if (c->kind == CT_COORD_SENTINEL)
    fail(v, "CT-D111", c, "%s '%.80s' stands for no value", c->name, c->text);
  else if (c->read.why)
    fail(v, "CT-D114", c, "%s '%.80s' is not a coordinate: %s", c->name, c->text, c->read.why);
  else
    fail(v, "CT-D114", c, "%s '%.80s' is not a coordinate (%s)", c->name, c->text, expected(projected));
}

static bool both_read(struct ct_place_verdict *v, const struct cell *lat, const struct cell *lon,
                      bool projected) {
  bool no_lat = lat->kind == CT_COORD_EMPTY, no_lon = lon->kind == CT_COORD_EMPTY;
  v->empty = no_lat && no_lon;
  if (v->empty)
    fail(v, "CT-D110", lat, "no coordinates");
  else if (no_lat || no_lon)
    fail(v, "CT-D110", no_lat ? lat : lon, "no %s", no_lat ? lat->name : lon->name);
  else if (lat->kind != CT_COORD_OK)
    not_read(v, lat, projected);
  else if (lon->kind != CT_COORD_OK)
    not_read(v, lon, projected);
  else
    return true;
  return false;
}

// -99 may be a longitude; it is no value when the latitude beside it is one as well.
static bool real_numbers(struct ct_place_verdict *v, const struct cell *lat, const struct cell *lon,
                         bool projected) {
  if (lat->read.deg == 0 && lon->read.deg == 0) {
    fail(v, "CT-D115", lat, "latitude and longitude are both 0: no position");
    return false;
  }
  bool lat_none = ct_coord_is_sentinel_number(lat->read.deg);
  bool lon_none = ct_coord_is_sentinel_number(lon->read.deg);
  const struct cell *bad = lat_none && (!projected || lon_none)                  ? lat
                           : lon_none && fabs(lon->read.deg) > 180 && !projected ? lon
                                                                                 : NULL;
  if (bad) fail(v, "CT-D111", bad, "%s '%.80s' stands for no value", bad->name, bad->text);
  return !bad;
}

static bool within(struct ct_place_verdict *v, const struct cell *lat, const struct cell *lon) {
  double y = lat->read.deg, x = lon->read.deg;
  bool lat_ok = fabs(y) <= 90, lon_ok = fabs(x) <= 180;
  if (lat_ok && lon_ok) return true;
  const struct cell *c = lat_ok ? lon : lat;
  if (lat->column == lon->column)  // one cell with both: name the number
    fail(v, lat_ok ? "CT-D112" : "CT-D113", c, "%s %g in '%.80s' is outside %s",
         lat_ok ? "longitude" : "latitude", c->read.deg, c->text, lat_ok ? "-180..180" : "-90..90");
  else
    fail(v, lat_ok ? "CT-D112" : "CT-D113", c, "%s '%.80s' is outside %s", c->name, c->text,
         lat_ok ? "-180..180" : "-90..90");
  if (fabs(y) <= 180 && fabs(x) <= 90) {
    snprintf(v->hint, sizeof v->hint, "latitude and longitude may be swapped: latitude %.9g, longitude %.9g",
             x, y);
    v->suggestion = v->hint;
  }
  return false;
}

static void accept(struct ct_place_verdict *v, const struct cell *lat, const struct cell *lon,
                   bool projected) {
  v->ok = true;
  v->lat = lat->read.deg;
  v->lon = lon->read.deg;
  v->approx = lat->read.approx || lon->read.approx;
  v->notation = projected ? CT_NOTATION_PROJECTED : lat->read.notation;
  v->precision_m = projected ? fmax(lat->read.unit_deg, lon->read.unit_deg)
                             : ct_pair_precision(v->lat, lat->read.unit_deg, lon->read.unit_deg);
  const struct cell *c = lat->read.mended ? lat : lon;
  v->mended = c->read.mended;
  if (v->mended)
    fail(v, "CT-D124", c, "%s '%.80s' was read in spite of this: %s", c->name, c->text, v->mended);
}

// 330512 is 33 degrees, 5 minutes, 12 seconds.
static void unpack(struct cell *c) {
  if (c->kind != CT_COORD_OK || c->column->type != CT_COLUMN_NUMBER) return;
  double x = fabs(c->read.deg), whole = floor(x), seconds = fmod(whole, 100) + (x - whole);
  double minutes = fmod(floor(whole / 100), 100), degrees = floor(whole / 10000);
  if (minutes >= 60 || seconds >= 60) {
    c->kind = CT_COORD_BAD;
    c->read.why = "minutes or seconds of 60 or more";
    return;
  }
  c->read.deg = copysign(degrees + minutes / 60 + seconds / 3600, c->read.deg);
  c->read.unit_deg /= 3600;
  c->read.notation = CT_NOTATION_DMS;
}

// Letters that tell the other axis, in both cells: the two stand in each other's column.
static void letters_swap(struct cell *lat, struct cell *lon) {
  struct ct_coord_axis y, x;
  if (lat->kind != CT_COORD_BAD || lon->kind != CT_COORD_BAD) return;
  if (ct_coord_read(lon->text, strlen(lon->text), 'N', &y) != CT_COORD_OK || !y.letter ||
      ct_coord_read(lat->text, strlen(lat->text), 'E', &x) != CT_COORD_OK || !x.letter)
    return;
  lat->kind = lon->kind = CT_COORD_OK;
  lat->read = y;
  lon->read = x;
  lat->read.mended = "its letter tells that latitude and longitude stand in each other's column";
}

void ct_place_from_axes(const struct ct_load_run *r, const struct ct_axes *axes, size_t row,
                        struct ct_place_verdict *v) {
  bool p = r->projected;
  struct cell lat = {.name = p ? "northing" : "latitude", .column = &r->build.columns[axes->lat]};
  struct cell lon = {.name = p ? "easting" : "longitude", .column = &r->build.columns[axes->lon]};
  read_cell(&lat, row, 'N');
  read_cell(&lon, row, 'E');
  if (axes->packed) {
    unpack(&lat);
    unpack(&lon);
  }
  if (axes->turn && lon.kind == CT_COORD_OK && lon.read.deg > 180 && lon.read.deg <= 360) lon.read.deg -= 360;
  letters_swap(&lat, &lon);
  if (both_read(v, &lat, &lon, p) && real_numbers(v, &lat, &lon, p) && (p || within(v, &lat, &lon)))
    accept(v, &lat, &lon, p);
}

void ct_place_from_pair(struct ct_load_run *r, const struct ct_axes *axes, size_t row,
                        struct ct_place_verdict *v) {
  struct cell lat = {.name = "position", .column = &r->build.columns[axes->pair]};
  struct ct_coord point = {.precision_m = NAN};
  lat.text = ct_place_text(lat.column, row, lat.buf);
  lat.kind = ct_coord_read_point(r->handles.coords, lat.text, strlen(lat.text), &point);
  lat.read = (struct ct_coord_axis){.deg = point.lat,
                                    .notation = point.notation,
                                    .mended = point.mended,
                                    .why = point.why,
                                    .approx = point.approx};
  struct cell lon = lat;
  lon.read.deg = point.lon;
  if (!both_read(v, &lat, &lon, false) || !real_numbers(v, &lat, &lon, false) || !within(v, &lat, &lon))
    return;
  accept(v, &lat, &lon, false);
  v->precision_m = point.precision_m;
}

struct metres {
  struct cell north, east, zone;
  int number;  // of the zone
  char band;
};

static bool read_metres(const struct ct_load_run *r, const struct ct_axes *axes, size_t row,
                        struct metres *m) {
  m->north = (struct cell){.name = "northing", .column = &r->build.columns[axes->north]};
  m->east = (struct cell){.name = "easting", .column = &r->build.columns[axes->east]};
  read_cell(&m->north, row, 'N');
  read_cell(&m->east, row, 'E');
  m->band = 0;
  if (axes->zone < 0) return false;
  m->zone = (struct cell){.name = "zone", .column = &r->build.columns[axes->zone]};
  m->zone.text = ct_place_text(m->zone.column, row, m->zone.buf);
  return ct_coord_read_zone(m->zone.text, strlen(m->zone.text), &m->number, &m->band);
}

bool ct_place_s_is_south(struct ct_load_run *r, const struct ct_axes *axes) {
  for (size_t i = 0; i < r->build.n; i++) {
    struct metres m;
    if (!read_metres(r, axes, i, &m) || m.band != 'S') continue;
    if (m.north.kind == CT_COORD_OK && m.east.kind == CT_COORD_OK &&
        !ct_utm_in_band_s(r->handles.coords, m.number, m.east.read.deg, m.north.read.deg))
      return true;
  }
  return false;
}

void ct_place_from_metres(struct ct_load_run *r, const struct ct_axes *axes, size_t row, bool s_is_south,
                          struct ct_place_verdict *v) {
  struct metres m;
  bool zoned = read_metres(r, axes, row, &m);
  if (!both_read(v, &m.north, &m.east, true) || !real_numbers(v, &m.north, &m.east, true)) return;
  v->suggestion = "give the coordinate system, such as crs EPSG:32652 (UTM zone 52 north)";
  if (axes->zone < 0) {
    fail(v, "CT-D121", &m.east,
         "easting '%s' and northing '%s' are metres, and nothing tells in which system", m.east.text,
         m.north.text);
  } else if (!zoned) {
    fail(v, "CT-D123", &m.zone, "'%.60s' is no UTM zone (expected 1 to 60 with N or S)", m.zone.text);
  } else if (!m.band) {
    fail(v, "CT-D123", &m.zone, "UTM zone '%.60s' does not say whether north or south of the equator",
         m.zone.text);
  } else {
    bool north = m.band >= 'N' && !(m.band == 'S' && s_is_south);
    v->suggestion = NULL;
    if (!ct_coord_from_utm(r->handles.coords, m.number, north, m.east.read.deg, m.north.read.deg, &v->lon,
                           &v->lat)) {
      fail(v, "CT-D123", &m.east, "easting '%s' and northing '%s' are outside UTM zone '%.60s'", m.east.text,
           m.north.text, m.zone.text);
      return;
    }
    v->ok = true;
    v->notation = CT_NOTATION_UTM;
    v->precision_m = fmax(m.north.read.unit_deg, m.east.read.unit_deg);
  }
}

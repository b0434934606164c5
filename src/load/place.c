// SPDX-License-Identifier: MIT
// Place: rows of a plain table get their position from coordinate columns.
#include "load/place.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "coord/coord.h"
#include "load/axis_name.h"
#include "load/load.h"
#include "load/run.h"
#include "model/diag.h"

static const char **names_of(struct ct_load_run *r) {
  const struct ct_build *b = &r->build;
  const char **names = CT_NEW_N(&r->scratch, const char *, b->ncolumns);
  for (size_t i = 0; i < b->ncolumns; i++) names[i] = b->columns[i].name;
  return names;
}

static bool find_column(struct ct_load_run *r, const char *key, const char *name, int *out) {
  const struct ct_build *b = &r->build;
  for (size_t i = 0; i < b->ncolumns; i++)
    if (strcmp(b->columns[i].name, name) == 0) {
      *out = (int)i;
      return true;
    }
  const char **names = names_of(r);
  const char *near = ct_nearest_name(name, names, b->ncolumns);
  if (near)
    return ct_fail(r->err, "%s: no column '%s' for %s (did you mean '%s'?)", r->place, name, key, near);
  return ct_fail(r->err, "%s: no column '%s' for %s (it has %s)", r->place, name, key,
                 ct_load_names(&r->scratch, names, b->ncolumns));
}

static bool none_found(struct ct_load_run *r) {
  const struct ct_build *b = &r->build;
  if (!r->req->need_place) return true;
  return ct_fail(
      r->err,
      "%s: no coordinates: no column looks like latitude or longitude (it has %s; name them with lat "
      "and lon)",
      r->place, ct_load_names(&r->scratch, names_of(r), b->ncolumns));
}

bool ct_place_axes(struct ct_load_run *r, const struct ct_survey *columns, struct ct_axes *axes) {
  const struct ct_load_request *q = r->req;
  *axes = ct_axes_find(columns, r->build.ncolumns, r->projected);
  if (q->lat && !find_column(r, "lat", q->lat, &axes->lat)) return false;
  if (q->lon && !find_column(r, "lon", q->lon, &axes->lon)) return false;
  if (q->lat || q->lon) axes->pair = axes->other_lat = -1;
  if (q->lat && axes->lon < 0)
    return ct_fail(r->err, "%s: no longitude column goes with '%s' (name it with lon)", r->place, q->lat);
  if (q->lon && axes->lat < 0)
    return ct_fail(r->err, "%s: no latitude column goes with '%s' (name it with lat)", r->place, q->lon);
  if (axes->lat < 0 && axes->pair < 0) return none_found(r);
  if (axes->by_content || axes->other_lat >= 0)
    ct_diag_say(r->diags, "CT-D103", CT_NOTE, r->place, 0,
                "positions are taken from '%s' and '%s'%s (name others with lat and lon)",
                columns[axes->lat].name, columns[axes->lon].name,
                axes->by_content ? ", the only columns that look like degrees" : "");
  return true;
}

struct ct_survey *ct_place_survey(struct ct_load_run *r) {
  const struct ct_build *b = &r->build;
  struct ct_survey *all = CT_NEW_N(&r->scratch, struct ct_survey, b->ncolumns);
  for (size_t k = 0; k < b->ncolumns; k++) {
    const struct ct_build_column *c = &b->columns[k];
    struct ct_survey *s = &all[k];
    s->name = c->name;
    s->candidate = ct_axes_candidate(c->name);
    char buf[32];
    for (size_t i = 0; i < b->n; i++) {
      const char *text = c->type == CT_COLUMN_STRING ? c->string[i]
                         : c->type == CT_COLUMN_NUMBER && !isnan(c->number[i])
                             ? ct_format_number(c->number[i], buf)
                             : NULL;
      if (text) ct_survey_add(s, text, strlen(text));
    }
  }
  return all;
}

// One cell as coordinate; *text is what to show.
static enum ct_coord_kind read_cell(const struct ct_build_column *c, size_t i, char axis, double *out,
                                    const char **text, char buf[32]) {
  if (c->type == CT_COLUMN_NUMBER) {
    *out = c->number[i];
    *text = isnan(*out) ? "" : NULL;
    (void)buf;
    return isnan(*out) ? CT_COORD_EMPTY : CT_COORD_OK;
  }
  *text = c->type == CT_COLUMN_STRING && c->string[i] ? c->string[i] : "";
  struct ct_coord_axis read;
  enum ct_coord_kind kind = ct_coord_read(*text, strlen(*text), axis, &read);
  *out = read.deg;
  return kind;
}

struct cell {
  const char *axis_name;
  const struct ct_build_column *column;
  enum ct_coord_kind kind;
  double value;
  const char *text;  // NULL: format value
  char buf[32];
};

static const char *cell_text(struct cell *c) {
  return c->text ? c->text : ct_format_number(c->value, c->buf);
}

static bool blame(const struct ct_load_run *r, uint32_t row, struct cell *c, const char *code,
                  const char *what) {
  const char *text = cell_text(c);
  struct ct_load_finding f = {.code = code, .row = row, .field = c->column->name, .value = text};
  ct_load_row_warn(r, &f, "%s '%.80s' %s", c->axis_name, text, what);
  return false;
}

static bool both_present(const struct ct_load_run *r, uint32_t row, struct cell *lat, struct cell *lon) {
  if (lat->kind == CT_COORD_EMPTY || lon->kind == CT_COORD_EMPTY) {
    bool both = lat->kind == lon->kind;
    const struct cell *c = lat->kind == CT_COORD_EMPTY ? lat : lon;
    struct ct_load_finding f = {.code = "CT-D110", .row = row, .field = c->column->name};
    if (both)
      ct_load_row_warn(r, &f, "no coordinates");
    else
      ct_load_row_warn(r, &f, "no %s", c->axis_name);
    return false;
  }
  struct cell *const cells[] = {lat, lon};
  for (int i = 0; i < 2; i++) {
    if (cells[i]->kind == CT_COORD_SENTINEL) return blame(r, row, cells[i], "CT-D111", "stands for no value");
    if (cells[i]->kind == CT_COORD_BAD)
      return blame(r, row, cells[i], "CT-D114",
                   "is not a coordinate (expected degrees such as 39.7961 or 39°47'46\"N)");
  }
  return true;
}

// -99 may be a longitude; it is no value when the latitude beside it is one as well.
static bool real_numbers(const struct ct_load_run *r, uint32_t row, struct cell *lat, struct cell *lon) {
  if (lat->value == 0 && lon->value == 0) {
    struct ct_load_finding f = {.code = "CT-D115", .row = row, .field = lat->column->name, .value = "0"};
    ct_load_row_warn(r, &f, "latitude and longitude are both 0: no position");
    return false;
  }
  bool lat_none = ct_coord_is_sentinel_number(lat->value), lon_none = ct_coord_is_sentinel_number(lon->value);
  if (lat_none && (r->projected ? lon_none : true))
    return blame(r, row, lat, "CT-D111", "stands for no value");
  if (lon_none && fabs(lon->value) > 180 && !r->projected)
    return blame(r, row, lon, "CT-D111", "stands for no value");
  return true;
}

static bool within(const struct ct_load_run *r, uint32_t row, struct cell *lat, struct cell *lon) {
  if (r->projected) return true;
  bool lat_ok = fabs(lat->value) <= 90, lon_ok = fabs(lon->value) <= 180;
  if (lat_ok && lon_ok) return true;
  struct cell *c = lat_ok ? lon : lat;
  const char *text = cell_text(c);
  bool swapped = fabs(lat->value) <= 180 && fabs(lon->value) <= 90;
  struct ct_load_finding f = {.code = lat_ok ? "CT-D112" : "CT-D113",
                              .row = row,
                              .field = c->column->name,
                              .value = text,
                              .suggestion = swapped ? "latitude and longitude may be swapped" : NULL};
  ct_load_row_warn(r, &f, "%s '%.80s' is outside %s", c->axis_name, text, lat_ok ? "-180..180" : "-90..90");
  return false;
}

void ct_place_rows(struct ct_load_run *r, const struct ct_axes *axes) {
  struct ct_build *b = &r->build;
  if (axes->lat < 0 && axes->pair < 0) return;
  bool pair = axes->pair >= 0;
  struct cell lat = {.axis_name = "latitude", .column = &b->columns[pair ? axes->pair : axes->lat]};
  struct cell lon = {.axis_name = "longitude", .column = &b->columns[pair ? axes->pair : axes->lon]};
  if (pair) lat.axis_name = lon.axis_name = "position";
  if (!pair && r->projected) {
    lat.axis_name = "northing";
    lon.axis_name = "easting";
  }
  for (size_t i = 0; i < b->n; i++) {
    if (pair) {
      const char *s =
          lat.column->type == CT_COLUMN_STRING && lat.column->string[i] ? lat.column->string[i] : "";
      struct ct_coord point;
      lat.kind = lon.kind = ct_coord_read_point(NULL, s, strlen(s), &point);
      lat.value = point.lat;
      lon.value = point.lon;
      lat.text = lon.text = s;
    } else {
      lat.kind = read_cell(lat.column, i, 'N', &lat.value, &lat.text, lat.buf);
      lon.kind = read_cell(lon.column, i, 'E', &lon.value, &lon.text, lon.buf);
    }
    uint32_t row = b->row[i];
    if (!both_present(r, row, &lat, &lon) || !real_numbers(r, row, &lat, &lon) || !within(r, row, &lat, &lon))
      continue;
    b->lonlat[2 * i] = lon.value;
    b->lonlat[2 * i + 1] = lat.value;
  }
}

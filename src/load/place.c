// SPDX-License-Identifier: MIT
// Place: rows of a plain table get their position from coordinate columns.
#include "load/place.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "coord/coord.h"
#include "load/axes.h"
#include "load/axis_name.h"
#include "load/cell_shape.h"
#include "load/crs.h"
#include "load/load.h"
#include "load/place_cell.h"
#include "load/place_precision.h"
#include "load/place_relative.h"
#include "load/run.h"
#include "load/survey.h"
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
  double number;
  if (ct_parse_number(name, &number) && number >= 1 && number <= (double)b->ncolumns &&
      number == floor(number)) {  // of a column, from 1
    *out = (int)number - 1;
    return true;
  }
  const char **names = names_of(r);
  const char *near = ct_nearest_name(name, names, b->ncolumns);
  if (near)
    return ct_fail(r->err, "%s: no column '%s' for %s (did you mean '%s'?)", r->place, name, key, near);
  return ct_fail(r->err, "%s: no column '%s' for %s (it has %s)", r->place, name, key,
                 ct_load_names(&r->scratch, names, b->ncolumns));
}

// The rows are read all the same, so that they can be counted; ct_load fails in the end.
static void none_found(struct ct_load_run *r, const struct ct_axes *axes) {
  const struct ct_build *b = &r->build;
  if (axes->unsure[0] >= 0) {
    const char *first = b->columns[axes->unsure[0]].name, *second = b->columns[axes->unsure[1]].name;
    r->no_axes =
        ct_arena_printf(r->arena,
                        "no coordinates: '%.60s' and '%.60s' look like degrees, but nothing tells which is "
                        "the latitude (name them with lat and lon)",
                        first, second);
    return;
  }
  r->no_axes = ct_arena_printf(
      r->arena,
      "no coordinates: no column looks like latitude or longitude (it has %s; name them with lat and lon)",
      ct_load_names(&r->scratch, names_of(r), b->ncolumns));
}

// The columns that the request names go before those that were recognised.
static bool named_axes(struct ct_load_run *r, struct ct_axes *axes) {
  const struct ct_load_request *q = r->req;
  if (!q->lat && !q->lon) return true;
  axes->pair = axes->north = axes->east = axes->other_lat = -1;
  axes->by_content = false;
  if (q->lat && q->lon && strcmp(q->lat, q->lon) == 0) {  // one column for both: whole positions
    axes->lat = axes->lon = -1;
    return find_column(r, "lat", q->lat, &axes->pair);
  }
  if (q->lat && !find_column(r, "lat", q->lat, &axes->lat)) return false;
  if (q->lon && !find_column(r, "lon", q->lon, &axes->lon)) return false;
  if (axes->lon < 0)
    return ct_fail(r->err, "%s: no longitude column goes with '%s' (name it with lon)", r->place, q->lat);
  if (axes->lat < 0)
    return ct_fail(r->err, "%s: no latitude column goes with '%s' (name it with lat)", r->place, q->lon);
  return true;
}

// Columns of metres whose names tell the system: "X_L93".
static bool system_by_name(struct ct_load_run *r, const struct ct_survey *columns, struct ct_axes *axes) {
  if (axes->north < 0 || axes->zone >= 0) return true;
  const char *east = columns[axes->east].name, *north = columns[axes->north].name;
  const char *crs = ct_axis_crs(east);
  if (!crs || !ct_axis_crs(north) || strcmp(crs, ct_axis_crs(north)) != 0) return true;
  if (!ct_crs_prepare(r, NULL, crs)) return false;
  ct_diag_say(
      r->diags, "CT-D122", CT_NOTE, r->place, 0,
      "'%s' and '%s' are read in the coordinate system %s, which their names tell (give another with crs)",
      east, north, crs);
  axes->lat = axes->north;
  axes->lon = axes->east;
  axes->north = axes->east = -1;
  return true;
}

static void tell_turn(struct ct_load_run *r, const struct ct_survey *columns, const struct ct_axes *axes) {
  if (axes->turn)
    ct_diag_say(r->diags, "CT-D120", CT_NOTE, r->place, 0,
                "longitudes in '%s' run from 0 to 360: those beyond 180 are read as west",
                columns[axes->lon].name);
}

static void tell(struct ct_load_run *r, const struct ct_survey *columns, const struct ct_axes *axes) {
  if (axes->by_content && axes->pair >= 0)
    ct_diag_say(
        r->diags, "CT-D103", CT_NOTE, r->place, 0,
        "positions are taken from '%s', whose cells look like them (name another column with lat and lon)",
        columns[axes->pair].name);
  else if (axes->lat >= 0 && (axes->by_content || axes->other_lat >= 0))
    ct_diag_say(r->diags, "CT-D103", CT_NOTE, r->place, 0,
                "positions are taken from '%s' and '%s'%s (name others with lat and lon)",
                columns[axes->lat].name, columns[axes->lon].name,
                axes->by_content ? ", the only columns that look like degrees" : "");
}

bool ct_place_axes(struct ct_load_run *r, const struct ct_survey *columns, struct ct_axes *axes) {
  *axes = ct_axes_find(columns, r->build.ncolumns, r->projected);
  if (!r->req->places) axes->phrase = axes->from_place = axes->from_direction = axes->from_distance = -1;
  if (!named_axes(r, axes) || !system_by_name(r, columns, axes)) return false;
  if (axes->lat >= 0) tell_turn(r, columns, axes);
  if (ct_axes_any(axes))
    tell(r, columns, axes);
  else
    none_found(r, axes);
  return true;
}

struct ct_survey *ct_place_survey(struct ct_load_run *r) {
  const struct ct_build *b = &r->build;
  if (!ct_load_coords(r)) return NULL;
  struct ct_survey *all = CT_NEW_N(&r->scratch, struct ct_survey, b->ncolumns);
  for (size_t k = 0; k < b->ncolumns; k++) {
    const struct ct_build_column *c = &b->columns[k];
    struct ct_survey *s = &all[k];
    s->name = c->name;
    s->reader = r->handles.coords;
    s->candidate = ct_axes_candidate(c->name);
    s->phrase_name = ct_place_relative_name(c->name);
    char buf[64];
    for (size_t i = 0; i < b->n; i++) {
      const char *text = ct_place_text(c, i, buf);
      ct_survey_add(s, text, strlen(text));
    }
  }
  return all;
}

struct placing {
  struct ct_load_run *r;
  const struct ct_axes *axes;
  bool s_is_south;
  bool shapes;  // some cell holds a line or area
};

static bool cell_is_shape(const struct placing *p, size_t i) {
  if (p->axes->pair < 0) return false;
  const struct ct_build_column *c = &p->r->build.columns[p->axes->pair];
  return c->type == CT_COLUMN_STRING && c->string[i] && ct_cell_is_shape(c->string[i], strlen(c->string[i]));
}

static void report(const struct placing *p, size_t i, const struct ct_place_verdict *v) {
  const struct ct_build *b = &p->r->build;
  struct ct_load_finding f = {.code = v->code,
                              .row = b->row[i],
                              .field = v->column->name,
                              .value = v->value,
                              .suggestion = v->suggestion};
  char buf[64];
  const char *name = p->axes->name >= 0 ? ct_place_text(&b->columns[p->axes->name], i, buf) : "";
  if (v->ok)
    ct_load_row_note(p->r, &f, "%s", v->message);
  else if (name[0])
    ct_load_row_warn(p->r, &f, "'%.80s': %s", name, v->message);
  else
    ct_load_row_warn(p->r, &f, "%s", v->message);
}

// Nothing but a description can be meant: coordinates that are wrong stay wrong.
static bool nothing_there(const struct ct_axes *x, const struct ct_place_verdict *v) {
  return !v->code || v->empty || strcmp(v->code, "CT-D110") == 0 || strcmp(v->code, "CT-D111") == 0 ||
         strcmp(v->code, "CT-D115") == 0 || (x->pair >= 0 && x->pair == x->phrase);
}

// The first of the row's ways to say where it is that does; else the first that says anything.
static void judge(struct placing *p, size_t i, struct ct_place_verdict *v) {
  struct ct_load_run *r = p->r;
  const struct ct_axes *x = p->axes;
  struct ct_place_verdict other = {.empty = true};
  *v = (struct ct_place_verdict){.empty = true, .precision_m = NAN};
  if (x->lat >= 0) ct_place_from_axes(r, x, i, v);
  if (x->north >= 0) ct_place_from_metres(r, x, i, p->s_is_south, v);
  if (!v->ok && x->pair >= 0) {
    ct_place_from_pair(r, x, i, &other);
    if (other.ok || !v->code || (v->empty && !other.empty)) *v = other;
  }
  if (!v->ok && ct_place_relative_any(x) && nothing_there(x, v)) ct_place_from_relative(r, x, i, v);
}

static void keep(struct ct_load_run *r, size_t i, const struct ct_place_verdict *v) {
  struct ct_build *b = &r->build;
  b->lonlat[2 * i] = v->lon;
  b->lonlat[2 * i + 1] = v->lat;
  b->notation[i] = (uint8_t)v->notation;
  b->precision_m[i] = (float)v->precision_m;
  b->approx[i] = v->approx || v->notation == CT_NOTATION_RELATIVE;
  if (v->published) b->published[i] = v->published;
}

static const char *published(struct ct_load_run *r, const struct ct_axes *x, size_t i) {
  const struct ct_build *b = &r->build;
  char lat[64], lon[64];
  bool one_cell = x->pair >= 0 && x->lat < 0 && x->north < 0;
  if (one_cell) {
    const struct ct_build_column *c = &b->columns[x->pair];
    return c->type == CT_COLUMN_STRING ? c->string[i] : NULL;
  }
  if (!r->req->keep_published || (x->lat < 0 && x->north < 0)) return NULL;
  const char *y = ct_place_text(&b->columns[x->lat >= 0 ? x->lat : x->north], i, lat);
  const char *e = ct_place_text(&b->columns[x->lat >= 0 ? x->lon : x->east], i, lon);
  if (!y[0] && !e[0]) return NULL;
  const char *zone = x->lat < 0 && x->zone >= 0 ? b->columns[x->zone].string[i] : NULL;
  size_t nz = zone ? strlen(zone) : 0, ny = strlen(y), ne = strlen(e);
  char text[160];
  if (nz > 20) return NULL;
  char *p = text;
  if (zone) p = mempcpy(mempcpy(p, zone, nz), " ", 1);
  p = mempcpy(p, y, ny < 60 ? ny : 60);
  p = mempcpy(p, ", ", 2);
  p = mempcpy(p, e, ne < 60 ? ne : 60);
  return ct_build_text(&r->build, NULL, text, (size_t)(p - text));
}

static void place_row(struct placing *p, size_t i) {
  struct ct_load_run *r = p->r;
  struct ct_place_verdict v;
  r->build.published[i] = published(r, p->axes, i);
  if (cell_is_shape(p, i)) {
    p->shapes = true;
    return;
  }
  judge(p, i, &v);
  if (v.ok) keep(r, i, &v);
  if (v.code) report(p, i, &v);
}

bool ct_place_rows(struct ct_load_run *r, const struct ct_axes *axes) {
  if (!ct_axes_any(axes)) return true;
  if (!ct_load_coords(r)) return false;
  struct placing p = {.r = r, .axes = axes};
  ct_build_provenance(&r->build);
  p.s_is_south = axes->zone >= 0 && ct_place_s_is_south(r, axes);
  for (size_t i = 0; i < r->build.n; i++) place_row(&p, i);
  ct_place_precision(r, axes);
  return !p.shapes || ct_cell_shapes(r, axes->pair);
}

// SPDX-License-Identifier: MIT
// Ghosts: features of an older edition as rows of the newer one's table.
#include "edition/ghosts.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/str.h"
#include "model/edition.h"
#include "model/table.h"

struct joint {
  const struct ct_table *t;
  const struct ct_edition_feature *const *v;
  size_t n;
  struct ct_arena *a;
};

static const char *value_of(const struct ct_edition_feature *f, const char *name) {
  for (size_t i = 0; i < f->nfields; i++)
    if (strcmp(f->fields[i].name, name) == 0) return f->fields[i].value;
  return NULL;
}

static int8_t truth(const char *text) {
  return !text || !*text ? -1 : strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
}

// An array of t->n elements with room for the ghosts', which are zeroed.
static void *longer(const struct joint *j, const void *from, size_t size) {
  char *to = ct_arena_alloc(j->a, j->t->n + j->n, size);
  memset(to, 0, (j->t->n + j->n) * size);
  if (from && j->t->n) memcpy(to, from, j->t->n * size);
  return to;
}

static struct ct_column column_of(const struct joint *j, const struct ct_column *c) {
  struct ct_column out = {.name = c->name, .type = c->type};
  const char **string = NULL;
  double *number = NULL;
  int8_t *boolean = NULL;
  if (c->type == CT_COLUMN_STRING) out.string = string = longer(j, c->string, sizeof *string);
  if (c->type == CT_COLUMN_NUMBER) out.number = number = longer(j, c->number, sizeof *number);
  if (c->type == CT_COLUMN_BOOL) out.boolean = boolean = longer(j, c->boolean, sizeof *boolean);
  if (c->type == CT_COLUMN_JSON) out.json = longer(j, c->json, sizeof *c->json);
  for (size_t i = 0; i < j->n; i++) {
    const char *text = value_of(j->v[i], c->name);
    size_t at = j->t->n + i;
    if (string) string[at] = text;
    if (boolean) boolean[at] = truth(text);
    if (number && (!text || !ct_parse_number(text, &number[at]))) number[at] = NAN;
  }
  return out;
}

static bool placed(const struct ct_edition_feature *f) {
  return isfinite(f->lon) && isfinite(f->lat);
}

static void add_points(const struct joint *j, struct ct_geoms *g) {
  double *lonlat = ct_arena_alloc(j->a, j->t->n + j->n, 2 * sizeof *lonlat);
  for (size_t i = 0; i < 2 * j->t->n; i++) lonlat[i] = g->lonlat ? g->lonlat[i] : NAN;
  for (size_t i = 0; i < j->n; i++) {
    lonlat[2 * (j->t->n + i)] = placed(j->v[i]) ? j->v[i]->lon : NAN;
    lonlat[2 * (j->t->n + i) + 1] = placed(j->v[i]) ? j->v[i]->lat : NAN;
  }
  g->lonlat = lonlat;
  g->nparts = g->ncoords = j->t->n + j->n;
}

// Its shape in the older table; NULL: a point, or not known.
static const struct ct_geoms *shape_of(const struct ct_edition_gone *gone, size_t i) {
  if (!gone->of || !gone->of->geoms.part0 || !gone->of->geoms.coord0) return NULL;
  enum ct_geom_type type = ct_table_geom_type(gone->of, gone->row[i]);
  return type == CT_GEOM_LINE || type == CT_GEOM_POLYGON ? &gone->of->geoms : NULL;
}

static bool any_shape(const struct ct_edition_gone *gone) {
  for (size_t i = 0; i < gone->n; i++)
    if (shape_of(gone, i)) return true;
  return false;
}

struct shapes {
  uint8_t *type, *hole, *cut;
  uint32_t *part0, *coord0;
  double *lonlat;
  size_t part, coord;
};

static struct shapes room_for(const struct joint *j, const struct ct_edition_gone *gone,
                              const struct ct_geoms *g) {
  size_t n = j->t->n + j->n, parts = g->nparts + j->n, coords = g->ncoords + j->n;
  bool cut = g->cut != NULL;
  for (size_t i = 0; i < j->n; i++) {
    const struct ct_geoms *old = shape_of(gone, i);
    if (!old) continue;
    size_t p0 = old->part0[gone->row[i]], p1 = old->part0[gone->row[i] + 1];
    parts += p1 - p0;
    coords += old->coord0[p1] - old->coord0[p0];
    cut = cut || old->cut;
  }
  return (struct shapes){.type = CT_NEW_N(j->a, uint8_t, n),
                         .hole = CT_NEW_N(j->a, uint8_t, parts),
                         .cut = cut ? CT_NEW_N(j->a, uint8_t, coords) : NULL,
                         .part0 = CT_NEW_N(j->a, uint32_t, n + 1),
                         .coord0 = CT_NEW_N(j->a, uint32_t, parts + 1),
                         .lonlat = ct_arena_alloc(j->a, coords, 2 * sizeof(double))};
}

static void add_shape(struct shapes *s, const struct ct_geoms *old, size_t row) {
  for (size_t p = old->part0[row]; p < old->part0[row + 1]; p++) {
    size_t from = old->coord0[p], n = old->coord0[p + 1] - from;
    s->hole[s->part] = old->hole ? old->hole[p] : 0;
    s->coord0[s->part++] = (uint32_t)s->coord;
    if (s->cut && old->cut) memcpy(s->cut + s->coord, old->cut + from, n);
    memcpy(s->lonlat + 2 * s->coord, old->lonlat + 2 * from, 2 * n * sizeof *s->lonlat);
    s->coord += n;
  }
}

static void add_point(struct shapes *s, const struct ct_edition_feature *f) {
  s->coord0[s->part++] = (uint32_t)s->coord;
  s->lonlat[2 * s->coord] = f->lon;
  s->lonlat[2 * s->coord++ + 1] = f->lat;
}

static void add_shapes(const struct joint *j, const struct ct_edition_gone *gone, struct ct_geoms *g) {
  size_t n = j->t->n + j->n;
  struct shapes s = room_for(j, gone, g);
  s.part = g->nparts;
  s.coord = g->ncoords;
  for (size_t i = 0; i < j->t->n; i++) {
    s.type[i] = (uint8_t)ct_table_geom_type(j->t, i);
    s.part0[i] = g->part0 ? g->part0[i] : (uint32_t)i;
  }
  for (size_t p = 0; p < s.part; p++) s.coord0[p] = g->coord0 ? g->coord0[p] : (uint32_t)p;
  if (g->hole) memcpy(s.hole, g->hole, s.part);
  if (g->cut) memcpy(s.cut, g->cut, s.coord);
  if (s.coord) memcpy(s.lonlat, g->lonlat, 2 * s.coord * sizeof *s.lonlat);
  for (size_t i = 0; i < j->n; i++) {
    const struct ct_geoms *old = shape_of(gone, i);
    s.part0[j->t->n + i] = (uint32_t)s.part;
    if (!old && !placed(j->v[i])) continue;
    s.type[j->t->n + i] = old ? (uint8_t)ct_table_geom_type(gone->of, gone->row[i]) : (uint8_t)CT_GEOM_POINT;
    if (old)
      add_shape(&s, old, gone->row[i]);
    else
      add_point(&s, j->v[i]);
  }
  s.part0[n] = (uint32_t)s.part;
  s.coord0[s.part] = (uint32_t)s.coord;
  *g = (struct ct_geoms){s.type, s.part0, s.coord0, s.hole, s.part, s.coord, s.lonlat, s.cut};
}

static void add_extent(const struct joint *j, struct ct_table *out) {
  double *b = out->bbox;
  for (size_t i = 0; i < j->n; i++) {
    const struct ct_edition_feature *f = j->v[i];
    if (!placed(f)) continue;
    bool first = out->placed++ == 0;
    b[0] = first ? f->lon : fmin(b[0], f->lon);
    b[1] = first ? f->lat : fmin(b[1], f->lat);
    b[2] = first ? f->lon : fmax(b[2], f->lon);
    b[3] = first ? f->lat : fmax(b[3], f->lat);
  }
}

// What files tell of their rows.
static void add_pedigree(const struct joint *j, struct ct_table *out) {
  const struct ct_table *t = j->t;
  uint32_t *row = longer(j, t->row, sizeof *row);
  const char **key = longer(j, t->feature_key, sizeof *key);
  for (size_t i = 0; i < t->n && !t->row; i++) row[i] = (uint32_t)i + 1;
  for (size_t i = 0; i < j->n; i++) key[t->n + i] = j->v[i]->id;
  out->row = row;
  out->feature_key = t->feature_key ? key : NULL;
  if (t->feature_id) {
    double *id = longer(j, t->feature_id, sizeof *id);
    for (size_t i = 0; i < j->n; i++) id[t->n + i] = NAN;
    out->feature_id = id;
  }
  if (t->precision_m) {
    float *m = longer(j, t->precision_m, sizeof *m);
    for (size_t i = 0; i < j->n; i++) m[t->n + i] = NAN;
    out->precision_m = m;
  }
  if (t->notation) out->notation = longer(j, t->notation, sizeof *t->notation);
  if (t->published) out->published = longer(j, t->published, sizeof *t->published);
  if (t->approx) out->approx = longer(j, t->approx, sizeof *t->approx);
}

const struct ct_table *ct_edition_ghosts(const struct ct_table *t, const struct ct_edition_gone *gone,
                                         struct ct_arena *a) {
  const struct joint j = {t, gone->v, gone->n, a};
  if (!gone->n) return t;
  struct ct_table *out = CT_NEW(a, struct ct_table);
  struct ct_column *columns = CT_NEW_N(a, struct ct_column, t->ncolumns + 1);
  *out = *t;
  for (size_t i = 0; i < t->ncolumns; i++) columns[i] = column_of(&j, &t->columns[i]);
  out->columns = columns;
  add_pedigree(&j, out);
  if (t->geoms.part0 || any_shape(gone))
    add_shapes(&j, gone, &out->geoms);
  else
    add_points(&j, &out->geoms);
  add_extent(&j, out);
  out->n = t->n + gone->n;
  return out;
}

// SPDX-License-Identifier: MIT
// Table: looking up columns and cells.
#include "model/table.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "base/value.h"

int ct_table_column(const struct ct_table *t, const char *name) {
  for (size_t i = 0; name && i < t->ncolumns; i++)
    if (strcmp(t->columns[i].name, name) == 0) return (int)i;
  return -1;
}

static bool separator(char c) {
  return c == ' ' || c == '_' || c == '-';
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool alike(const char *a, const char *b) {
  for (;; a++, b++) {
    while (separator(*a)) a++;
    while (separator(*b)) b++;
    if (lower(*a) != lower(*b)) return false;
    if (!*a) return true;
  }
}

int ct_table_column_like(const struct ct_table *t, const char *name) {
  int exact = ct_table_column(t, name);
  if (exact >= 0) return exact;
  for (size_t i = 0; i < t->ncolumns; i++)
    if (alike(t->columns[i].name, name)) return (int)i;
  return -1;
}

enum ct_geom_type ct_table_geom_type(const struct ct_table *t, size_t i) {
  if (t->geoms.type) return (enum ct_geom_type)t->geoms.type[i];
  if (!t->geoms.lonlat) return CT_GEOM_NONE;
  size_t part = t->geoms.part0 ? t->geoms.part0[i] : i;
  if (t->geoms.part0 && t->geoms.part0[i + 1] == part) return CT_GEOM_NONE;
  size_t coord = t->geoms.coord0 ? t->geoms.coord0[part] : part;
  return isnan(t->geoms.lonlat[2 * coord]) ? CT_GEOM_NONE : CT_GEOM_POINT;
}

bool ct_table_placed(const struct ct_table *t, size_t i) {
  return ct_table_geom_type(t, i) != CT_GEOM_NONE;
}

void ct_table_measure(struct ct_table *t) {
  double *box = t->bbox;
  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
  t->placed = 0;
  for (size_t i = 0; i < t->n; i++) t->placed += ct_table_placed(t, i);
  for (size_t i = 0; i < t->geoms.ncoords; i++) {
    const double *p = t->geoms.lonlat + 2 * i;
    if (isnan(p[0])) continue;
    if (p[0] < box[0]) box[0] = p[0];
    if (p[0] > box[2]) box[2] = p[0];
    if (p[1] < box[1]) box[1] = p[1];
    if (p[1] > box[3]) box[3] = p[1];
  }
  if (!t->placed) box[0] = box[1] = box[2] = box[3] = 0;
}

const char *ct_table_text(const struct ct_table *t, int column, size_t i, char buf[32]) {
  if (column < 0 || (size_t)column >= t->ncolumns) return NULL;
  const struct ct_column *c = &t->columns[column];
  switch (c->type) {
    case CT_COLUMN_STRING:
      return c->string[i];
    case CT_COLUMN_NUMBER:
      return isnan(c->number[i]) ? NULL : ct_format_number(c->number[i], buf);
    case CT_COLUMN_BOOL:
      return c->boolean[i] < 0 ? NULL : c->boolean[i] ? "true" : "false";
    case CT_COLUMN_JSON:
      break;
  }
  const struct ct_value *v = c->json[i];
  if (!v) return NULL;
  if (v->kind == CT_NUMBER) return v->string ? v->string : ct_format_number(v->number, buf);
  if (v->kind == CT_BOOL) return v->boolean ? "true" : "false";
  return ct_value_string(v);  // lists and objects have no text
}

double ct_table_number(const struct ct_table *t, int column, size_t i) {
  if (column < 0 || (size_t)column >= t->ncolumns) return NAN;
  const struct ct_column *c = &t->columns[column];
  double x;
  switch (c->type) {
    case CT_COLUMN_STRING:
      return c->string[i] && ct_parse_number(c->string[i], &x) ? x : NAN;
    case CT_COLUMN_NUMBER:
      return c->number[i];
    case CT_COLUMN_BOOL:
      return NAN;
    case CT_COLUMN_JSON:
      break;
  }
  const struct ct_value *v = c->json[i];
  const char *s = ct_value_string(v);
  if (s) return ct_parse_number(s, &x) ? x : NAN;
  return ct_value_number(v, NAN);
}

double ct_table_precision(const struct ct_table *t, size_t row) {
  if (!t->precision_m) return NAN;
  // Three digits tell all there is to tell of a precision.
  double x = t->precision_m[row], unit;
  if (!(x > 0) || !isfinite(x)) return x >= 0 ? x : NAN;
  unit = pow(10, floor(log10(x)) - 2);
  return unit < 1 ? nearbyint(x / unit) / nearbyint(1 / unit) : nearbyint(x / unit) * unit;
}

const char *ct_notation_name(enum ct_notation notation) {
  static const char *const names[CT_NOTATIONS] = {"",          "geometry", "decimal", "dm",      "dms",
                                                  "projected", "utm",      "mgrs",    "geo",     "link",
                                                  "plus-code", "wkt",      "wkb",     "geojson", "relative"};
  return notation < CT_NOTATIONS ? names[notation] : "";
}

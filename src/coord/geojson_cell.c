// SPDX-License-Identifier: MIT
// Geojson_cell: a GeoJSON point within one cell.
#include "coord/geojson_cell.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "coord/axis.h"
#include "coord/pair.h"

enum { DEPTH = 64 };

struct cell {
  const char *p, *end;
  char type[24];  // of the object that holds the coordinates; "" when it had none
  bool position;  // the coordinates begin with numbers
  bool null;      // Feature without geometry, or empty coordinates
  double xy[2], unit[2];
};

static void blanks(struct cell *c) {
  while (c->p < c->end && strchr(" \t\r\n", *c->p) && *c->p) c->p++;
}

static bool take(struct cell *c, char which) {
  blanks(c);
  if (c->p == c->end || *c->p != which) return false;
  c->p++;
  return true;
}

// Between the quotes; escapes are kept as they are: no key looked for has any.
static bool string(struct cell *c, const char **s, size_t *n) {
  if (!take(c, '"')) return false;
  *s = c->p;
  for (; c->p < c->end && *c->p != '"'; c->p++)
    if (*c->p == '\\' && ++c->p == c->end) return false;
  *n = (size_t)(c->p - *s);
  return take(c, '"');
}

// Any value, by counting brackets.
static bool skip(struct cell *c) {
  const char *s;
  size_t n;
  int depth = 0;
  do {
    blanks(c);
    if (c->p == c->end) return false;
    if (*c->p == '"') {
      if (!string(c, &s, &n)) return false;
      continue;
    }
    if (*c->p == '{' || *c->p == '[') {
      if (++depth > DEPTH) return false;
    } else if (*c->p == '}' || *c->p == ']') {
      if (--depth < 0) return false;
    } else if (!depth) {
      while (c->p < c->end && !strchr(",]} \t\r\n", *c->p)) c->p++;
      return true;
    }
    c->p++;
  } while (depth);
  return true;
}

static bool coordinates(struct cell *c) {
  const char *from = c->p;
  c->null = c->position = false;
  if (!take(c, '[')) return false;
  blanks(c);
  if (take(c, ']')) return c->null = true;
  for (int i = 0; i < 2; i++) {
    blanks(c);
    const char *s = c->p;
    while (c->p < c->end && strchr("+-.0123456789eE", *c->p) && *c->p) c->p++;
    size_t n = (size_t)(c->p - s);
    if (!n) break;  // nested: a line or polygon, or bad
    if (!ct_number_read(s, n, &c->xy[i])) return false;
    int decimals = ct_number_decimals(s, n);
    c->unit[i] = ct_decimal_unit(decimals);
    c->position = i == 1;
    if (!i && !take(c, ',')) return false;
  }
  c->p = from;
  return skip(c);
}

static bool is(const char *s, size_t n, const char *text) {
  return strlen(text) == n && memcmp(s, text, n) == 0;
}

static bool object(struct cell *c, bool feature) {
  if (!take(c, '{')) return false;
  for (bool first = true; !take(c, '}'); first = false) {
    const char *key, *s;
    size_t n, size;
    if ((!first && !take(c, ',')) || !string(c, &key, &n) || !take(c, ':')) return false;
    blanks(c);
    if (is(key, n, "type") && c->p < c->end && *c->p == '"') {
      if (!string(c, &s, &size)) return false;
      if (size >= sizeof c->type || is(s, size, "Feature")) continue;
      memcpy(c->type, s, size);
      c->type[size] = '\0';
    } else if (is(key, n, "coordinates")) {
      if (!coordinates(c)) return false;
    } else if (feature && is(key, n, "geometry")) {
      if (c->p < c->end && *c->p == 'n') c->null = true;
      if (c->p < c->end && *c->p == '{' ? !object(c, false) : !skip(c)) return false;
    } else if (!skip(c)) {
      return false;
    }
  }
  return true;
}

enum ct_coord_kind ct_geojson_cell_read(const char *s, size_t n, struct ct_coord *out) {
  struct cell c = {.p = s, .end = s + n};
  bool ok = object(&c, true);
  blanks(&c);
  out->why = "GeoJSON that is not well formed";
  if (!ok || c.p != c.end) return CT_COORD_BAD;
  out->why = NULL;
  if (c.null) return CT_COORD_EMPTY;
  out->why = "JSON that is no GeoJSON geometry";
  if (!c.type[0]) return CT_COORD_BAD;
  out->why = "a line/polygon, not a point";
  if (strcmp(c.type, "Point") != 0) return CT_COORD_BAD;
  out->why = "a GeoJSON point without longitude and latitude";
  if (!c.position) return CT_COORD_BAD;
  out->why = NULL;
  out->lon = c.xy[0];
  out->lat = c.xy[1];
  out->notation = CT_NOTATION_GEOJSON;
  out->precision_m = ct_pair_precision(out->lat, c.unit[1], c.unit[0]);
  return CT_COORD_OK;
}

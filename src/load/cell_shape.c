// SPDX-License-Identifier: MIT
// Cell shape: lines and areas written in a cell as WKT, hex WKB or GeoJSON.
#include "load/cell_shape.h"

#include <math.h>
#include <ogr_api.h>
#include <string.h>

#include "base/err.h"
#include "base/str.h"
#include "load/load.h"
#include "load/run.h"
#include "load/wkb.h"

static char upper(char c) {
  return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static bool begins(const char *s, size_t n, const char *word) {
  size_t k = 0;
  while (k < n && word[k] && upper(s[k]) == word[k]) k++;
  return !word[k];
}

static int hex(char c) {
  return c >= '0' && c <= '9' ? c - '0' : upper(c) >= 'A' && upper(c) <= 'F' ? upper(c) - 'A' + 10 : -1;
}

// Byte order, then the type: 2 and more are no points. 18 digits are a header and a count.
static bool is_hex_shape(const char *s, size_t n) {
  if (n < 18 || n % 2 || s[0] != '0' || (s[1] != '0' && s[1] != '1')) return false;
  for (size_t i = 0; i < 18; i++)
    if (hex(s[i]) < 0) return false;
  const char *low = s[1] == '1' ? s + 2 : s + 8;
  int type = hex(low[0]) * 16 + hex(low[1]);
  return type >= 2 && type <= 17;
}

static bool is_json_shape(const char *s, size_t n) {
  static const char *const kinds[] = {"\"LineString\"",      "\"Polygon\"",      "\"MultiPoint\"",
                                      "\"MultiLineString\"", "\"MultiPolygon\"", "\"GeometryCollection\""};
  if (s[0] != '{') return false;
  size_t look = n < 400 ? n : 400;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (memmem(s, look, kinds[i], strlen(kinds[i]))) return true;
  return false;
}

static void trim(const char **s, size_t *n) {
  while (*n && (**s == ' ' || **s == '\n' || **s == '\t' || **s == '\r')) ++*s, --*n;
}

static bool is_wkt_shape(const char *s, size_t n) {
  static const char *const kinds[] = {"LINESTRING",         "POLYGON",      "MULTI",
                                      "GEOMETRYCOLLECTION", "CURVEPOLYGON", "COMPOUNDCURVE",
                                      "CIRCULARSTRING",     "TIN",          "POLYHEDRALSURFACE"};
  const char *semicolon = begins(s, n, "SRID=") ? memchr(s, ';', n < 20 ? n : 20) : NULL;
  if (semicolon) {
    n -= (size_t)(semicolon + 1 - s);
    s = semicolon + 1;
  }
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (begins(s, n, kinds[i])) return memchr(s, '(', n < 64 ? n : 64) != NULL;
  return false;
}

bool ct_cell_is_shape(const char *s, size_t n) {
  trim(&s, &n);
  return n && (is_hex_shape(s, n) || is_json_shape(s, n) || is_wkt_shape(s, n));
}

static OGRGeometryH from_hex(struct ct_load_run *r, const char *s) {
  OGRGeometryH g = NULL;
  size_t n = strlen(s) / 2;
  unsigned char *bytes = CT_NEW_N(&r->scratch, unsigned char, n);
  for (size_t i = 0; i < n; i++) {
    int high = hex(s[2 * i]), low = hex(s[2 * i + 1]);
    if (high < 0 || low < 0) return NULL;
    bytes[i] = (unsigned char)(high * 16 + low);
  }
  return OGR_G_CreateFromWkbEx(bytes, NULL, &g, n) == OGRERR_NONE ? g : NULL;
}

// EWKT names its system in front; only WGS 84 is lon/lat here.
static OGRGeometryH from_wkt(const char *s) {
  OGRGeometryH g = NULL;
  if (begins(s, strlen(s), "SRID=")) {
    if (strncmp(s + 5, "4326;", 5) != 0) return NULL;
    s += 10;
  }
  char *text = (char *)(uintptr_t)s;  // only moved along
  return OGR_G_CreateFromWkt(&text, NULL, &g) == OGRERR_NONE ? g : NULL;
}

static OGRGeometryH parse(struct ct_load_run *r, const char *s, enum ct_notation *notation) {
  size_t n = strlen(s);
  trim(&s, &n);
  *notation = s[0] == '{' ? CT_NOTATION_GEOJSON : s[0] == '0' ? CT_NOTATION_WKB : CT_NOTATION_WKT;
  return s[0] == '{' ? OGR_G_CreateGeometryFromJson(s) : s[0] == '0' ? from_hex(r, s) : from_wkt(s);
}

// One row has one kind of geometry: of a mixed collection the highest.
static bool append(struct ct_load_run *r, size_t i, const char *text) {
  enum ct_notation notation;
  unsigned kinds = 0;
  OGRGeometryH g = parse(r, text, &notation), linear = g ? OGR_G_GetLinearGeometry(g, 0, NULL) : NULL;
  size_t size = linear ? (size_t)OGR_G_WkbSize(linear) : 0;
  unsigned char *wkb = CT_NEW_N(&r->scratch, unsigned char, size + 1);
  bool ok =
      linear && OGR_G_ExportToIsoWkb(linear, wkbNDR, wkb) == OGRERR_NONE && ct_wkb_kinds(wkb, size, &kinds);
  if (linear) OGR_G_DestroyGeometry(linear);
  if (g) OGR_G_DestroyGeometry(g);
  if (!ok || !kinds) return false;
  unsigned kind = CT_GEOM_POLYGON;
  while (!(kinds & 1u << kind)) kind--;
  ct_wkb_parts(wkb, size, kind, &r->build);
  r->build.notation[i] = (uint8_t)notation;
  return true;
}

bool ct_cell_shapes(struct ct_load_run *r, int column) {
  struct ct_build *b = &r->build;
  const struct ct_build_column *c = &b->columns[column];
  size_t n = b->n;
  double *points = CT_NEW_N(&r->scratch, double, 2 * n);
  memcpy(points, b->lonlat, 2 * n * sizeof *points);
  b->lonlat[0] = b->lonlat[1] = NAN;
  for (size_t i = 0; i < n; i++) {
    const char *text = c->string[i];
    b->n = i + 1;
    if (b->shapes) {
      b->type[i] = CT_GEOM_NONE;
      b->part0[i + 1] = b->part0[i];
    } else {
      ct_build_shape_end(b, CT_GEOM_NONE);  // from here on rows have shapes
    }
    if (!isnan(points[2 * i])) {
      ct_build_point(b, points[2 * i], points[2 * i + 1]);
    } else if (text && ct_cell_is_shape(text, strlen(text)) && !append(r, i, text)) {
      struct ct_load_finding f = {.code = "CT-D117", .row = b->row[i], .field = c->name, .value = text};
      ct_load_row_warn(r, &f, "the geometry '%.60s' cannot be read", text);
    }
    if (b->too_many) return ct_fail(r->err, "%s: more coordinates than 4 294 967 295", r->place);
  }
  return true;
}

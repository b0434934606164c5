// SPDX-License-Identifier: MIT
// Blob: a row's geometry as a GeoPackage keeps it (OGC 12-128r17, 2.1.3), and the functions of its index.
#include "catalog/blob.h"

#include <math.h>
#include <sqlite3.h>
#include <stdint.h>
#include <string.h>

#include "model/table.h"

enum { POINT = 1, LINE, POLYGON, MULTI = 3, HEADER = 8, ENVELOPE = 32, SRS = 4326 };

static void put(struct ct_blob *b, const void *data, size_t size) {
  ct_vec_reserve(b->arena, &b->bytes, size);
  memcpy(b->bytes.v + b->bytes.n, data, size);
  b->bytes.n += size;
}

static void put_u32(struct ct_blob *b, size_t x) {
  uint32_t n = (uint32_t)x;
  unsigned char le[4] = {(unsigned char)n, (unsigned char)(n >> 8), (unsigned char)(n >> 16),
                         (unsigned char)(n >> 24)};
  put(b, le, 4);
}

static void put_double(struct ct_blob *b, double x) {
  uint64_t n;
  unsigned char le[8];
  x += 0;  // no -0
  memcpy(&n, &x, 8);
  for (int i = 0; i < 8; i++) le[i] = (unsigned char)(n >> 8 * i);
  put(b, le, 8);
}

static void begin(struct ct_blob *b, size_t type) {
  put(b, "\1", 1);
  put_u32(b, type);
}

static size_t part_start(const struct ct_geoms *g, size_t part) {
  return g->coord0 ? g->coord0[part] : part;
}

static void put_points(struct ct_blob *b, const struct ct_geoms *g, size_t part, bool ring) {
  size_t from = part_start(g, part), to = part_start(g, part + 1);
  put_u32(b, to - from + (ring && to > from));
  for (size_t c = from; c < to + (ring && to > from); c++)
    for (size_t k = 0; k < 2; k++) put_double(b, g->lonlat[2 * (c < to ? c : from) + k]);
}

// Parts of a row that begin a geometry of their own: points, lines, exteriors.
static size_t count(const struct ct_geoms *g, enum ct_geom_type type, size_t from, size_t to) {
  if (type == CT_GEOM_POINT) return part_start(g, to) - part_start(g, from);
  size_t n = 0;
  for (size_t p = from; p < to; p++) n += !(type == CT_GEOM_POLYGON && g->hole && g->hole[p]);
  return n;
}

static void put_polygon(struct ct_blob *b, const struct ct_geoms *g, size_t from, size_t to) {
  size_t end = from + 1;
  while (end < to && g->hole && g->hole[end]) end++;
  begin(b, POLYGON);
  put_u32(b, end - from);
  for (; from < end; from++) put_points(b, g, from, true);
}

static void put_geometry(struct ct_blob *b, const struct ct_geoms *g, enum ct_geom_type type, size_t from,
                         size_t to) {
  static const size_t codes[] = {0, POINT, LINE, POLYGON};
  size_t n = count(g, type, from, to);
  if (n > 1) {
    begin(b, codes[type] + MULTI);
    put_u32(b, n);
  }
  if (type == CT_GEOM_POINT) {
    for (size_t c = part_start(g, from); c < part_start(g, to); c++) {
      begin(b, POINT);
      put_double(b, g->lonlat[2 * c]);
      put_double(b, g->lonlat[2 * c + 1]);
    }
    return;
  }
  for (size_t p = from; p < to; p++) {
    if (type == CT_GEOM_POLYGON) {
      if (p == from || !(g->hole && g->hole[p])) put_polygon(b, g, p, to);
      continue;
    }
    begin(b, LINE);
    put_points(b, g, p, false);
  }
}

static void find_box(const struct ct_geoms *g, size_t c, size_t end, double box[4]) {
  box[0] = box[1] = INFINITY;
  box[2] = box[3] = -INFINITY;
  for (; c < end; c++) {
    const double *p = g->lonlat + 2 * c;
    box[0] = fmin(box[0], p[0]);
    box[1] = fmin(box[1], p[1]);
    box[2] = fmax(box[2], p[0]);
    box[3] = fmax(box[3], p[1]);
  }
}

bool ct_blob_of_row(const struct ct_table *t, size_t row, struct ct_blob *out) {
  static const char *const types[][2] = {
      {"", ""}, {"POINT", "MULTIPOINT"}, {"LINESTRING", "MULTILINESTRING"}, {"POLYGON", "MULTIPOLYGON"}};
  const struct ct_geoms *g = &t->geoms;
  enum ct_geom_type type = ct_table_geom_type(t, row);
  out->bytes.n = 0;
  if (type == CT_GEOM_NONE) return false;
  size_t from = g->part0 ? g->part0[row] : row, to = g->part0 ? g->part0[row + 1] : row + 1;
  bool multi = count(g, type, from, to) > 1, bare = type == CT_GEOM_POINT && !multi;
  find_box(g, part_start(g, from), part_start(g, to), out->box);
  out->type = types[type][multi];
  put(out, bare ? "GP\0\1" : "GP\0\3", 4);
  put_u32(out, SRS);
  static const int order[] = {0, 2, 1, 3};
  for (int i = 0; i < 4 && !bare; i++) put_double(out, out->box[order[i]]);
  put_geometry(out, g, type, from, to);
  return true;
}

static double get_double(const unsigned char *p, bool little) {
  uint64_t n = 0;
  for (int i = 0; i < 8; i++) n |= (uint64_t)p[i] << 8 * (little ? i : 7 - i);
  double x;
  memcpy(&x, &n, 8);
  return x;
}

// Of points without an envelope; whatever else lacks one is not of this program's making.
static bool point_box(const unsigned char *p, size_t size, double box[4]) {
  if (size < 21 || p[0] > 1) return false;
  if ((p[0] ? p[1] : p[4]) != POINT) return false;
  box[0] = box[2] = get_double(p + 5, p[0]);
  box[1] = box[3] = get_double(p + 13, p[0]);
  return !isnan(box[0]) && !isnan(box[1]);
}

bool ct_blob_box(const unsigned char *blob, size_t size, double box[4]) {
  if (size < HEADER || memcmp(blob, "GP", 2) != 0 || blob[3] & 0x10) return false;
  int envelope = blob[3] >> 1 & 7;
  if (!envelope) return point_box(blob + HEADER, size - HEADER, box);
  if (envelope > 4 || size < HEADER + ENVELOPE) return false;
  static const int order[] = {0, 2, 1, 3};
  for (int i = 0; i < 4; i++) box[order[i]] = get_double(blob + HEADER + 8 * i, blob[3] & 1);
  return !isnan(box[0]);
}

// The side of the box whose number is the function's own; -1: is it empty?
static void on_call(sqlite3_context *to, int n, sqlite3_value **v) {
  (void)n;
  int side = (int)(intptr_t)sqlite3_user_data(to);
  double box[4];
  if (sqlite3_value_type(v[0]) != SQLITE_BLOB) {
    sqlite3_result_null(to);
    return;
  }
  const unsigned char *blob = sqlite3_value_blob(v[0]);
  bool has = ct_blob_box(blob, (size_t)sqlite3_value_bytes(v[0]), box);
  if (side < 0)
    sqlite3_result_int(to, !has);
  else if (has)
    sqlite3_result_double(to, box[side]);
}

bool ct_blob_functions(struct sqlite3 *db) {
  static const struct {
    const char *name;
    int side;
  } functions[] = {{"ST_MinX", 0}, {"ST_MinY", 1}, {"ST_MaxX", 2}, {"ST_MaxY", 3}, {"ST_IsEmpty", -1}};
  bool ok = true;
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    ok = sqlite3_create_function(db, functions[i].name, 1,
                                 SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                 (void *)(intptr_t)functions[i].side, on_call, NULL, NULL) == SQLITE_OK &&
         ok;
  return ok;
}

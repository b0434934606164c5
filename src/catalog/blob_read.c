// SPDX-License-Identifier: MIT
// Blob, reading: geometries of a catalogue's rows (OGC 12-128r17, 2.1.3), one after the other, into a table's arrays.
#include "catalog/blob_read.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

enum { MULTI = 3, HEADER = 8, ENVELOPE = 32, MOST = UINT32_MAX - 1 };

struct cursor {
  const unsigned char *p, *end;
  struct ct_blob_shapes *to;
};

static bool take_u32(struct cursor *c, uint32_t *out) {
  if (c->end - c->p < 4) return false;
  *out = (uint32_t)c->p[0] | (uint32_t)c->p[1] << 8 | (uint32_t)c->p[2] << 16 | (uint32_t)c->p[3] << 24;
  c->p += 4;
  return true;
}

static double double_at(const unsigned char *p) {
  uint64_t n = 0;
  double x;
  for (int i = 0; i < 8; i++) n |= (uint64_t)p[i] << 8 * i;
  memcpy(&x, &n, 8);
  return x;
}

// Byte order and type.
static bool take_type(struct cursor *c, uint32_t *type) {
  if (c->end - c->p < 5 || *c->p != 1) return false;
  c->p++;
  return take_u32(c, type);
}

// n coordinates as a part; rings come with their first point at the end, which a table does without.
static bool take_part(struct cursor *c, uint32_t n, bool ring, bool hole) {
  struct ct_blob_shapes *to = c->to;
  if (!n || n > (size_t)(c->end - c->p) / 16 || (ring && n < 2)) return false;
  if (ring && memcmp(c->p, c->p + 16 * (size_t)(n - 1), 16) != 0) return false;
  if (to->lonlat.n / 2 + n > MOST) return false;
  ct_vec_push(to->arena, &to->start, (uint32_t)(to->lonlat.n / 2));
  ct_vec_push(to->arena, &to->hole, hole);
  ct_vec_reserve(to->arena, &to->lonlat, 2 * (size_t)n);
  for (uint32_t i = 0; i < 2 * (n - ring); i++)
    to->lonlat.v[to->lonlat.n++] = double_at(c->p + 8 * (size_t)i);
  c->p += 16 * (size_t)n;
  return true;
}

static bool take_polygon(struct cursor *c) {
  uint32_t rings, n;
  if (!take_u32(c, &rings) || !rings) return false;
  for (uint32_t i = 0; i < rings; i++)
    if (!take_u32(c, &n) || !take_part(c, n, true, i > 0)) return false;
  return true;
}

static bool take_one(struct cursor *c, enum ct_geom_type type) {
  uint32_t n;
  if (type == CT_GEOM_POINT) return take_part(c, 1, false, false);
  if (type == CT_GEOM_POLYGON) return take_polygon(c);
  return take_u32(c, &n) && take_part(c, n, false, false);
}

static bool take_geometry(struct cursor *c, enum ct_geom_type *type) {
  uint32_t code, n, one;
  if (!take_type(c, &code) || code < CT_GEOM_POINT || code > CT_GEOM_POLYGON + MULTI) return false;
  *type = (enum ct_geom_type)(code > MULTI ? code - MULTI : code);
  if (code <= MULTI) return take_one(c, *type);
  if (!take_u32(c, &n) || !n) return false;
  for (uint32_t i = 0; i < n; i++)
    if (!take_type(c, &one) || one != code - MULTI || !take_one(c, *type)) return false;
  return true;
}

bool ct_blob_read(struct ct_blob_shapes *s, const unsigned char *blob, size_t size,
                  struct ct_blob_span *out) {
  if (size < HEADER || memcmp(blob, "GP", 3) != 0 || (blob[3] != 1 && blob[3] != 3)) return false;
  size_t from = blob[3] == 1 ? HEADER : HEADER + ENVELOPE;
  if (size < from) return false;
  struct cursor c = {blob + from, blob + size, s};
  size_t first = s->start.n;
  if (!take_geometry(&c, &out->type) || c.p != c.end) return false;
  out->part = (uint32_t)first;
  out->nparts = (uint32_t)(s->start.n - first);
  return true;
}

static size_t end_of(const struct ct_blob_shapes *s, size_t part) {
  return part + 1 < s->start.n ? s->start.v[part + 1] : s->lonlat.n / 2;
}

// Tables of plain points have no arrays but their coordinates.
static bool plain(const struct ct_blob_span *rows, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (rows[i].nparts > 1 || (rows[i].nparts && rows[i].type != CT_GEOM_POINT)) return false;
  return true;
}

static void plain_geoms(const struct ct_blob_shapes *s, const struct ct_blob_span *rows, size_t n,
                        struct ct_geoms *out) {
  double *at = CT_NEW_N(s->arena, double, 2 * n);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < 2; k++)
      at[2 * i + k] = rows[i].nparts ? s->lonlat.v[2 * (size_t)s->start.v[rows[i].part] + k] : NAN;
  *out = (struct ct_geoms){.nparts = n, .ncoords = n, .lonlat = at};
}

void ct_blob_geoms(const struct ct_blob_shapes *s, const struct ct_blob_span *rows, size_t n,
                   struct ct_geoms *out) {
  if (plain(rows, n)) {
    plain_geoms(s, rows, n, out);
    return;
  }
  struct ct_arena *a = s->arena;
  uint8_t *type = CT_NEW_N(a, uint8_t, n), *hole = CT_NEW_N(a, uint8_t, s->start.n + 1);
  uint32_t *part0 = CT_NEW_N(a, uint32_t, n + 1), *coord0 = CT_NEW_N(a, uint32_t, s->start.n + 1);
  double *lonlat = CT_NEW_N(a, double, s->lonlat.n + 2);
  uint32_t part = 0, coord = 0;
  for (size_t i = 0; i < n; i++) {
    type[i] = rows[i].nparts ? (uint8_t)rows[i].type : CT_GEOM_NONE;
    part0[i] = part;
    for (size_t p = rows[i].part; p < rows[i].part + rows[i].nparts; p++, part++) {
      size_t from = s->start.v[p], count = end_of(s, p) - from;
      coord0[part] = coord;
      hole[part] = s->hole.v[p];
      memcpy(lonlat + 2 * (size_t)coord, s->lonlat.v + 2 * from, count * 2 * sizeof *lonlat);
      coord += (uint32_t)count;
    }
  }
  part0[n] = part;
  coord0[part] = coord;
  *out = (struct ct_geoms){type, part0, coord0, hole, part, coord, lonlat, NULL};
}

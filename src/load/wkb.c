// SPDX-License-Identifier: MIT
// WKB: well-known binary geometry into a table under construction.
#include "load/wkb.h"

#include <math.h>
#include <string.h>

#include "load/build.h"

// OGC 06-103r4 section 8.2; type + 1000 Z, + 2000 M, + 3000 ZM (ISO), or the high bits (EWKB).
enum {
  WKB_POINT = 1,
  WKB_LINE,
  WKB_POLYGON,
  WKB_MULTIPOINT,
  WKB_MULTILINE,
  WKB_MULTIPOLYGON,
  WKB_COLLECTION
};
enum { DEPTH_MAX = 32 };

struct cursor {
  const unsigned char *p, *end;
  bool swap;  // big-endian bytes
  int dims;
};

static bool take(struct cursor *c, void *out, size_t n) {
  if ((size_t)(c->end - c->p) < n) return false;
  memcpy(out, c->p, n);
  c->p += n;
  return true;
}

static bool take_u32(struct cursor *c, uint32_t *out) {
  if (!take(c, out, 4)) return false;
  if (c->swap) *out = __builtin_bswap32(*out);
  return true;
}

static double double_at(const unsigned char *p, bool swap) {
  uint64_t u;
  double x;
  memcpy(&u, p, 8);
  if (swap) u = __builtin_bswap64(u);
  memcpy(&x, &u, 8);
  return x;
}

static bool take_header(struct cursor *c, uint32_t *type) {
  unsigned char order;
  if (!take(c, &order, 1) || order > 1) return false;
  c->swap = order == 0;
  if (!take_u32(c, type)) return false;
  bool z = *type & 0x80000000u, m = *type & 0x40000000u;
  if (*type & 0x20000000u) c->p += c->end - c->p >= 4 ? 4 : 0;  // EWKB SRID
  *type &= 0x0FFFFFFFu;
  uint32_t iso = *type / 1000;
  *type %= 1000;
  c->dims = 2 + (z || iso == 1 || iso == 3) + (m || iso == 2 || iso == 3);
  return iso <= 3 && *type >= WKB_POINT && *type <= WKB_COLLECTION;
}

static bool take_count(struct cursor *c, size_t least, uint32_t *n) {
  return take_u32(c, n) && *n <= (size_t)(c->end - c->p) / least;
}

static bool skip_coords(struct cursor *c, uint32_t *n) {
  size_t one = (size_t)c->dims * 8;
  if (!take_count(c, one, n)) return false;
  c->p += *n * one;
  return true;
}

static bool point_kind(struct cursor *c, unsigned *kinds) {
  size_t one = (size_t)c->dims * 8;
  if ((size_t)(c->end - c->p) < one) return false;
  if (!isnan(double_at(c->p, c->swap))) *kinds |= 1u << CT_GEOM_POINT;
  c->p += one;
  return true;
}

static bool polygon_kind(struct cursor *c, unsigned *kinds) {
  uint32_t rings, n;
  if (!take_count(c, 4, &rings)) return false;
  for (uint32_t i = 0; i < rings; i++) {
    if (!skip_coords(c, &n)) return false;
    if (n) *kinds |= 1u << CT_GEOM_POLYGON;
  }
  return true;
}

static bool kinds_of(struct cursor *c, int depth, unsigned *kinds) {
  uint32_t type, n;
  if (depth > DEPTH_MAX || !take_header(c, &type)) return false;
  if (type == WKB_POINT) return point_kind(c, kinds);
  if (type == WKB_POLYGON) return polygon_kind(c, kinds);
  if (type == WKB_LINE) {
    if (!skip_coords(c, &n)) return false;
    if (n) *kinds |= 1u << CT_GEOM_LINE;
    return true;
  }
  if (!take_count(c, 5, &n)) return false;
  for (uint32_t i = 0; i < n; i++)
    if (!kinds_of(c, depth + 1, kinds)) return false;
  return true;
}

bool ct_wkb_kinds(const unsigned char *wkb, size_t size, unsigned *kinds) {
  struct cursor c = {wkb, wkb + size, false, 2};
  *kinds = 0;
  return kinds_of(&c, 0, kinds);
}

// The next n coordinates become a part, or are passed over.
static void coords(struct cursor *c, uint32_t n, bool wanted, bool hole, struct ct_build *b) {
  size_t one = (size_t)c->dims * 8;
  if (wanted && n) {
    ct_build_part(b, hole);
    double *xy = ct_build_coords(b, n);
    for (uint32_t i = 0; xy && i < n; i++) {
      xy[2 * i] = double_at(c->p + i * one, c->swap);
      xy[2 * i + 1] = double_at(c->p + i * one + 8, c->swap);
    }
  }
  c->p += n * one;
}

static void parts_of(struct cursor *c, unsigned kind, struct ct_build *b) {
  uint32_t type, n, count;
  if (!take_header(c, &type)) return;
  if (type == WKB_POINT) {
    bool empty = isnan(double_at(c->p, c->swap));
    coords(c, 1, kind == CT_GEOM_POINT && !empty, false, b);
    return;
  }
  if (!take_u32(c, &n)) return;
  if (type == WKB_LINE) {
    coords(c, n, kind == CT_GEOM_LINE, false, b);
    return;
  }
  for (uint32_t i = 0; i < n; i++) {
    if (type != WKB_POLYGON)
      parts_of(c, kind, b);
    else if (take_u32(c, &count))
      coords(c, count, kind == CT_GEOM_POLYGON, i > 0, b);
  }
}

void ct_wkb_parts(const unsigned char *wkb, size_t size, unsigned kind, struct ct_build *b) {
  struct cursor c = {wkb, wkb + size, false, 2};
  parts_of(&c, kind, b);
  ct_build_shape_end(b, (enum ct_geom_type)kind);
}

bool ct_wkb_point(const unsigned char *wkb, size_t size, double xy[2]) {
  if (size < 21 || wkb[0] != 1) return false;
  uint32_t type;
  memcpy(&type, wkb + 1, 4);
  if (type != 1 && type != 1001 && type != 2001 && type != 3001 && type != 0x80000001u) return false;
  xy[0] = double_at(wkb + 5, false);
  xy[1] = double_at(wkb + 13, false);
  return true;
}

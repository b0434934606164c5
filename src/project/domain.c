// SPDX-License-Identifier: MIT
// Domain: what part of the globe a projection shows in one piece, by its kind and by looking.
#include "project/domain.h"

#include <math.h>

#include "base/arena.h"
#include "base/vec.h"
#include "project/kind.h"
#include "project/projection.h"

// Cells in which an unknown projection is looked at, and how far those at its tears are halved.
enum { CELL_DEG = 15, HALVINGS = 8 };
#define GOODE_LAT (40 + 44 / 60.0 + 11.8 / 3600)  // the sinusoidal's equatorward, Mollweide's poleward
// A HEALPix's triangles begin where sin(lat) is 2/3. (Of the ellipsoid a little farther on; in
// between both ways are one.)
#define HEALPIX_LAT 41.810314895778598

// Cuts at longitudes from lon_0, north and south of the equator.
static void lobes(struct ct_proj *p, struct ct_arena *a, const double *north, size_t n, const double *south,
                  size_t m) {
  struct ct_box *b = CT_NEW_N(a, struct ct_box, n + m - 2);
  for (size_t i = 0; i + 1 < n; i++)
    *b++ = (struct ct_box){p->lon_0 + north[i] + CT_SEAM_DEG, 0, p->lon_0 + north[i + 1] - CT_SEAM_DEG, 90};
  for (size_t i = 0; i + 1 < m; i++)
    *b++ = (struct ct_box){p->lon_0 + south[i] + CT_SEAM_DEG, -90, p->lon_0 + south[i + 1] - CT_SEAM_DEG, 0};
  p->npieces = n + m - 2;
  p->pieces = b - p->npieces;
}

static void healpix(struct ct_proj *p, struct ct_arena *a) {
  struct ct_box *b = CT_NEW_N(a, struct ct_box, 9);
  p->npieces = 9;
  p->pieces = b;
  double west = p->lon_0 - 180 + CT_SEAM_DEG, step = 90;
  *b++ = (struct ct_box){west, -HEALPIX_LAT, p->lon_0 + 180 - CT_SEAM_DEG, HEALPIX_LAT};
  for (int i = 0; i < 4; i++, west += step)
    for (int side = -1; side <= 1; side += 2) {
      double lat = side * HEALPIX_LAT, pole = side * 90;
      *b++ = (struct ct_box){west, fmin(lat, pole), west + step - 2 * CT_SEAM_DEG, fmax(lat, pole)};
    }
}

static void conic(struct ct_proj *p, double limit, const char *params) {
  double lat_1 = ct_kind_param(params, "+lat_1=", p->lat_0);
  double mid = (lat_1 + ct_kind_param(params, "+lat_2=", lat_1)) / 2;
  if (limit > 0) {
    p->lat_min = fmax(-90, mid - limit), p->lat_max = fmin(90, mid + limit);
    return;
  }
  if (mid >= 0) p->lat_min = -60;
  if (mid < 0) p->lat_max = 60;
}

static void disc(struct ct_proj *p, double radius) {
  p->domain = CT_DOMAIN_CIRCLE;
  p->radius = radius;
}

void ct_domain_set(struct ct_proj *p, struct ct_arena *a, enum ct_domain_of of, double limit,
                   const char *params) {
  static const double land_north[] = {-180, -40, 180}, land_south[] = {-180, -100, -20, 80, 180};
  static const double sea_north[] = {-180, -90, 60, 180}, sea_south[] = {-180, -60, 90, 180};
  p->domain = CT_DOMAIN_BOX;
  p->frame_lon = p->lon_0;
  p->reach = of == CT_OF_STRIP ? limit : 180 - CT_SEAM_DEG;
  p->lat_min = -90, p->lat_max = 90;
  p->guessed = of == CT_OF_UNKNOWN;
  if (of == CT_OF_MERCATOR) p->lat_min = -limit, p->lat_max = limit;
  if (of == CT_OF_CONIC) conic(p, limit, params);
  if (of == CT_OF_DISC) disc(p, limit);
  // The tangent from the satellite, kept a hair inside PROJ's own limit.
  double h = ct_kind_param(params, "+h=", 35785831);
  if (of == CT_OF_SATELLITE) disc(p, acos(CT_EARTH_A / (CT_EARTH_A + h)) / CT_RAD - 1e-3);
  bool goode = of == CT_OF_GOODE || of == CT_OF_GOODE_LOBES || of == CT_OF_GOODE_OCEANS;
  if (goode) p->crease_lat = GOODE_LAT;
  if (of == CT_OF_LOBES || of == CT_OF_GOODE_LOBES) lobes(p, a, land_north, 3, land_south, 5);
  if (of == CT_OF_OCEANS || of == CT_OF_GOODE_OCEANS) lobes(p, a, sea_north, 4, sea_south, 4);
  if (of == CT_OF_HEALPIX) healpix(p, a);
  if (of == CT_OF_BERTIN) ct_aspect_init(&p->aspect, 16.5, 42, 0);
  if (of == CT_OF_TRANSVERSE) ct_aspect_init(&p->aspect, p->lon_0, 0, -90);
  // Its cone stands on 59°45' N and is PROJ's to a quarter turn on either side of Bohemia.
  if (of == CT_OF_KROVAK) ct_aspect_init(&p->aspect, p->lon_0, -30.2424, 0);
  if (!p->aspect.turned) return;
  // In a turned frame all is counted from its middle.
  p->frame_lon = 0;
  if (limit > 0) p->lat_min = -limit, p->lat_max = limit;
  if (of == CT_OF_KROVAK) p->reach = 90 - 1e-3, p->lat_min = limit, p->lat_max = 90;
}

// A datum has its own 180: the domain ends where neither side of the seam comes out on the other.
static void look_at_seam(struct ct_proj *p, struct ct_proj_handle *h) {
  if (p->domain != CT_DOMAIN_BOX || p->reach < 179 || p->web_mercator || p->aspect.turned) return;
  for (double eps = CT_SEAM_DEG; eps < 0.1; eps *= 10) {
    bool apart = true;
    for (double lat = -60; lat <= 60; lat += 40) {
      struct ct_vertex v[4] = {{p->lon_0 - 180 + eps, lat, 0, 0},
                               {p->lon_0 - 179, lat, 0, 0},
                               {p->lon_0 + 179, lat, 0, 0},
                               {p->lon_0 + 180 - eps, lat, 0, 0}};
      ct_proj_forward(p, h, v, 4);
      double west = hypot(v[0].x - v[1].x, v[0].y - v[1].y), east = hypot(v[2].x - v[3].x, v[2].y - v[3].y);
      double across = hypot(v[1].x - v[2].x, v[1].y - v[2].y);
      if (fmin(west, east) < across && fmax(west, east) > 0.5 * across) apart = false;
    }
    if (!apart) continue;
    p->reach = 180 - eps;
    return;
  }
}

// Does the meridian go on to the latitude as it came?
static bool goes_on(const struct ct_proj *p, struct ct_proj_handle *h, double lon, double lat, double wide) {
  double side = copysign(1, lat);
  struct ct_vertex v[3] = {{lon, 88 * side, 0, 0}, {lon, 89 * side, 0, 0}, {lon, lat, 0, 0}};
  ct_proj_forward(p, h, v, 3);
  double step = fabs(lat) - 89, dx = v[1].x - v[0].x, dy = v[1].y - v[0].y;
  double off = hypot(v[2].x - v[1].x - step * dx, v[2].y - v[1].y - step * dy);
  return !isfinite(off) || off < 0.5 * hypot(dx, dy) + 0.02 * wide;
}

// On its way through a datum a pole is moved and longitudes near it are scrambled: where the pole is
// a line the domain ends short of it.
static void look_at_poles(struct ct_proj *p, struct ct_proj_handle *h) {
  if (p->domain != CT_DOMAIN_BOX || p->web_mercator || p->aspect.turned) return;
  for (int side = -1; side <= 1; side += 2) {
    if ((side < 0 ? -p->lat_min : p->lat_max) < 90) continue;
    struct ct_vertex v[4] = {{p->lon_0 + 90, side * 89.99, 0, 0},
                             {p->lon_0 - 90, side * 89.99, 0, 0},
                             {p->lon_0 + 90, side * 89.0, 0, 0},
                             {p->lon_0 - 90, side * 89.0, 0, 0}};
    ct_proj_forward(p, h, v, 4);
    double wide = hypot(v[1].x - v[0].x, v[1].y - v[0].y), eps = 0;
    if (!(wide > 0.5 * hypot(v[3].x - v[2].x, v[3].y - v[2].y))) continue;
    for (double next = 1e-7; eps < 0.05; eps = next, next *= 10) {
      bool all = true;
      for (int i = -5; i <= 5; i++) all &= goes_on(p, h, p->lon_0 + 35 * i, side * (90 - eps), wide);
      if (all) break;
    }
    if (side < 0) p->lat_min += eps;
    if (side > 0) p->lat_max -= eps;
  }
}

// ---- unknown projections

struct looking {
  const struct ct_proj *proj;
  struct ct_proj_handle *h;
  struct ct_arena *arena;
  ct_vec(struct ct_box) whole;
};

// Is the picture of the box like a parallelogram, its middles near the means of its corners?
static bool smooth(const struct looking *l, const struct ct_box *b) {
  struct ct_vertex v[9];
  double dx = (b->x1 - b->x0) / 2, dy = (b->y1 - b->y0) / 2;
  // A hair inside: a tear along its side is none of the box.
  for (int i = 0; i < 9; i++) {
    int across = i % 3 - 1, along = i / 3 - 1;
    v[i] =
        (struct ct_vertex){b->x0 + dx + across * dx * (1 - 1e-6), b->y0 + dy + along * dy * (1 - 1e-6), 0, 0};
  }
  ct_proj_forward(l->proj, l->h, v, 9);
  for (int i = 0; i < 9; i++)
    if (!isfinite(v[i].x) || !isfinite(v[i].y)) return false;
  double size = fmax(hypot(v[8].x - v[0].x, v[8].y - v[0].y), hypot(v[6].x - v[2].x, v[6].y - v[2].y));
  // Midpoints of sides and of the whole, by the corners (0, 2, 6, 8) around them.
  static const uint8_t middles[][3] = {{1, 0, 2}, {3, 0, 6}, {5, 2, 8}, {7, 6, 8}, {4, 0, 8}, {4, 2, 6}};
  for (size_t i = 0; i < sizeof middles / sizeof *middles; i++) {
    const struct ct_vertex *m = &v[middles[i][0]], *p = &v[middles[i][1]], *q = &v[middles[i][2]];
    if (hypot(m->x - (p->x + q->x) / 2, m->y - (p->y + q->y) / 2) > 0.15 * size) return false;
  }
  // Longer than any projection that is still a map stretches it: it is torn right through the middle.
  return size < 4e6 * fmax(2 * dx, 2 * dy) / CELL_DEG * 3;
}

static void look_at_box(struct looking *l, const struct ct_box *b, int depth) {
  if (smooth(l, b)) {
    ct_vec_push(l->arena, &l->whole, *b);
    return;
  }
  if (depth == HALVINGS) return;
  double mx = (b->x0 + b->x1) / 2, my = (b->y0 + b->y1) / 2;
  const struct ct_box quarter[4] = {
      {b->x0, b->y0, mx, my}, {mx, b->y0, b->x1, my}, {b->x0, my, mx, b->y1}, {mx, my, b->x1, b->y1}};
  for (int i = 0; i < 4; i++) look_at_box(l, &quarter[i], depth + 1);
}

void ct_domain_look(struct ct_proj *p, struct ct_proj_handle *h, struct ct_arena *a) {
  look_at_seam(p, h);
  look_at_poles(p, h);
  if (!p->guessed) return;
  struct looking l = {p, h, a, {0}};
  for (int y = -90; y < 90; y += CELL_DEG)
    for (int x = -180; x < 180; x += CELL_DEG) {
      struct ct_box b = {p->lon_0 + x, y, p->lon_0 + x + CELL_DEG, y + CELL_DEG};
      look_at_box(&l, &b, 0);
    }
  p->npieces = l.whole.n;
  p->pieces = l.whole.v;
}

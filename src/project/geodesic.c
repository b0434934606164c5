// SPDX-License-Identifier: MIT
// Geodesic: shortest lines and distance rings on WGS 84, and tables made of them.
#include <geodesic.h>
#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "model/table.h"
#include "project/project.h"
#include "project/projection.h"

#define TRACK_STEP_M 25000.0
#define TRACK_MAX_M 2e7  // half the way round
#define RING_STEPS 360

static struct geod_geodesic wgs84(void) {
  struct geod_geodesic g;
  geod_init(&g, CT_EARTH_A, 1 / 298.257223563);
  return g;
}

void ct_geodesic_direct(double lon, double lat, double bearing_deg, double distance_m, double *lon2,
                        double *lat2) {
  struct geod_geodesic g = wgs84();
  geod_direct(&g, lat, lon, bearing_deg, distance_m, lat2, lon2, NULL);
}

double ct_geodesic_distance(double lon1, double lat1, double lon2, double lat2) {
  struct geod_geodesic g = wgs84();
  double s = NAN;
  geod_inverse(&g, lat1, lon1, lat2, lon2, &s, NULL, NULL);
  return s;
}

// A geometry column in the making.
struct making {
  struct ct_arena *arena;
  struct {
    uint8_t *v;
    size_t n, cap;
  } type, hole;
  struct {
    uint32_t *v;
    size_t n, cap;
  } part0, coord0;
  struct {
    double *v;
    size_t n, cap;
  } lonlat;
  size_t placed;
  double bbox[4];
};

static void make_vertex(struct making *m, double lon, double lat) {
  ct_vec_reserve(m->arena, &m->lonlat, 2);
  m->lonlat.v[m->lonlat.n++] = lon;
  m->lonlat.v[m->lonlat.n++] = lat;
  if (m->lonlat.n == 2) m->bbox[0] = m->bbox[2] = lon, m->bbox[1] = m->bbox[3] = lat;
  m->bbox[0] = fmin(m->bbox[0], lon), m->bbox[1] = fmin(m->bbox[1], lat);
  m->bbox[2] = fmax(m->bbox[2], lon), m->bbox[3] = fmax(m->bbox[3], lat);
}

static void make_part(struct making *m, bool hole) {
  ct_vec_push(m->arena, &m->coord0, (uint32_t)(m->lonlat.n / 2));
  ct_vec_push(m->arena, &m->hole, (uint8_t)hole);
}

static void make_row(struct making *m, enum ct_geom_type type) {
  ct_vec_push(m->arena, &m->type, (uint8_t)type);
  ct_vec_push(m->arena, &m->part0, (uint32_t)m->coord0.n);
  m->placed += type != CT_GEOM_NONE;
}

static bool make_finish(struct making *m, const struct ct_table *of, struct ct_table *out,
                        struct ct_err *err) {
  if (m->lonlat.n / 2 > UINT32_MAX) return ct_fail(err, "%s: makes too many vertices", of->name);
  ct_vec_push(m->arena, &m->part0, (uint32_t)m->coord0.n);
  ct_vec_push(m->arena, &m->coord0, (uint32_t)(m->lonlat.n / 2));
  *out = *of;
  out->geoms = (struct ct_geoms){.type = m->type.v,
                                 .part0 = m->part0.v,
                                 .coord0 = m->coord0.v,
                                 .hole = m->hole.v,
                                 .nparts = m->coord0.n - 1,
                                 .ncoords = m->lonlat.n / 2,
                                 .lonlat = m->lonlat.v};
  out->placed = m->placed;
  for (int i = 0; i < 4; i++) out->bbox[i] = m->bbox[i];
  return true;
}

static bool row_point(const struct ct_table *t, size_t i, double *lon, double *lat) {
  if (ct_table_geom_type(t, i) != CT_GEOM_POINT) return false;
  size_t part = t->geoms.part0 ? t->geoms.part0[i] : i;
  size_t at = t->geoms.coord0 ? t->geoms.coord0[part] : part;
  *lon = t->geoms.lonlat[2 * at], *lat = t->geoms.lonlat[2 * at + 1];
  return isfinite(*lon) && fabs(*lat) <= 90;
}

static bool column_of(const struct ct_table *t, const char *name, int *column, struct ct_err *err) {
  *column = ct_table_column_like(t, name);
  return *column >= 0 || ct_fail(err, "%s: has no column '%.100s'", t->name, name);
}

// ---- tracks

static void track(struct making *m, double lon, double lat, double bearing, double distance_m) {
  struct geod_geodesic g = wgs84();
  struct geod_geodesicline line;
  // Unrolled: a track across 180 goes on to 181.
  geod_lineinit(&line, &g, lat, lon, bearing, GEOD_LATITUDE | GEOD_LONGITUDE | GEOD_DISTANCE_IN);
  int steps = (int)ceil(distance_m / TRACK_STEP_M);
  if (steps < 1) steps = 1;
  make_part(m, false);
  for (int i = 0; i <= steps; i++) {
    double lat2, lon2;
    geod_genposition(&line, GEOD_LONG_UNROLL, distance_m * i / steps, &lat2, &lon2, NULL, NULL, NULL, NULL,
                     NULL, NULL);
    make_vertex(m, lon2, lat2);
  }
}

bool ct_geodesic_tracks(const struct ct_table *table, const char *bearing_column,
                        const char *distance_km_column, struct ct_arena *a, struct ct_table *out,
                        struct ct_err *err) {
  int bearing, distance;
  if (!column_of(table, bearing_column, &bearing, err)) return false;
  if (!column_of(table, distance_km_column, &distance, err)) return false;
  struct making m = {.arena = a};
  for (size_t i = 0; i < table->n; i++) {
    double lon, lat, az = ct_table_number(table, bearing, i),
                     m_long = 1000 * ct_table_number(table, distance, i);
    bool ok = row_point(table, i, &lon, &lat) && fabs(az) <= 720 && m_long > 0 && m_long <= TRACK_MAX_M;
    make_row(&m, ok ? CT_GEOM_LINE : CT_GEOM_NONE);
    if (ok) track(&m, lon, lat, az, m_long);
  }
  return make_finish(&m, table, out, err);
}

// ---- rings

static double pole_distance(double lat, double pole) {
  return ct_geodesic_distance(0, lat, 0, pole);
}

// A ring in the making: bearings from 360 down to 0, so anticlockwise.
struct turn {
  struct ct_arena *arena;
  double lon, lat, radius_m;
  double *v;
  size_t n, cap;  // of numbers
};

// Vertices from the bearing b (already there) to the bearing c, the latter included.
// Close to a pole longitudes run fast: more of them there.
static void turn_on(struct turn *t, double b, double c, int depth) {
  double lon, lat, last = t->v[t->n - 2];
  ct_geodesic_direct(t->lon, t->lat, c, t->radius_m, &lon, &lat);
  lon = ct_lon_near(lon, last);
  if (fabs(lon - last) > 5 && depth < 12) {
    turn_on(t, b, (b + c) / 2, depth + 1);
    turn_on(t, (b + c) / 2, c, depth + 1);
    return;
  }
  ct_vec_reserve(t->arena, t, 2);
  t->v[t->n++] = lon;
  t->v[t->n++] = lat;
}

// All round; the last vertex is the first again, perhaps a turn away.
static void turn_round(struct turn *t) {
  ct_vec_reserve(t->arena, t, 2 * RING_STEPS + 2);
  t->n = 2;
  ct_geodesic_direct(t->lon, t->lat, 0, t->radius_m, &t->v[0], &t->v[1]);
  t->v[0] = ct_lon_near(t->v[0], t->lon);
  for (int i = 0; i < RING_STEPS; i++)
    turn_on(t, 360.0 - i * (360.0 / RING_STEPS), 360.0 - (i + 1) * (360.0 / RING_STEPS), 0);
}

static void make_world(struct making *m) {
  make_part(m, false);
  make_vertex(m, -180, -90);
  make_vertex(m, 180, -90);
  make_vertex(m, 180, 90);
  make_vertex(m, -180, 90);
}

// The edge of the ring that meets 180, and where.
static size_t seam_after(const struct turn *t, double *lat) {
  const double *v = t->v;
  for (size_t i = 0; i + 2 < t->n; i += 2) {
    double x = v[i], x2 = v[i + 2], k = floor((fmin(x, x2) + 180) / 360) * 360 + 180;
    if (!(k > fmin(x, x2) && k <= fmax(x, x2))) continue;
    *lat = v[i + 1] + (k - x) / (x2 - x) * (v[i + 3] - v[i + 1]);
    return i;
  }
  *lat = v[1];
  return 0;
}

// A ring round one pole: from the seam at 180 once round to the seam, then over the pole.
static void ring_over_pole(struct making *m, const struct turn *t, double pole) {
  double lat, from = t->v[t->n - 2] > t->v[0] ? -180 : 180;
  size_t at = seam_after(t, &lat), n = t->n - 2;  // without the repeated vertex
  make_part(m, false);
  make_vertex(m, from, lat);
  for (size_t k = 2; k <= n; k += 2) {
    const double *p = t->v + (at + k) % n;
    double x = ct_lon_near(p[0], 0);
    if (fabs(x) < 180) make_vertex(m, x, p[1]);
  }
  make_vertex(m, -from, lat);
  make_vertex(m, -from, pole);
  make_vertex(m, from, pole);
}

static void plain_ring(struct making *m, const struct turn *t, bool hole) {
  make_part(m, hole);
  for (size_t i = 0; i + 2 < t->n; i += 2) make_vertex(m, t->v[i], t->v[i + 1]);
}

static void ring(struct making *m, struct turn *t) {
  turn_round(t);
  bool north = pole_distance(t->lat, 90) < t->radius_m, south = pole_distance(t->lat, -90) < t->radius_m;
  if (north && south) {  // all of the world but a patch around the antipode, which is kept on the right
    make_world(m);
    plain_ring(m, t, true);
  } else if (fabs(t->v[t->n - 2] - t->v[0]) > 180) {
    ring_over_pole(m, t, north ? 90 : -90);
  } else {
    plain_ring(m, t, false);
  }
}

bool ct_geodesic_rings(const struct ct_table *table, const char *radius_m_column, struct ct_arena *a,
                       struct ct_table *out, struct ct_err *err) {
  int column = -1;
  if (radius_m_column && !column_of(table, radius_m_column, &column, err)) return false;
  struct making m = {.arena = a};
  struct turn t = {.arena = a};
  for (size_t i = 0; i < table->n; i++) {
    double radius = NAN;
    if (radius_m_column)
      radius = ct_table_number(table, column, i);
    else if (table->precision_m)
      radius = table->precision_m[i];
    bool ok = row_point(table, i, &t.lon, &t.lat) && radius > 0 && radius < 2.0003e7;
    make_row(&m, ok ? CT_GEOM_POLYGON : CT_GEOM_NONE);
    t.radius_m = radius;
    if (ok) ring(&m, &t);
  }
  return make_finish(&m, table, out, err);
}

// SPDX-License-Identifier: MIT
// Geodesic areas: tables of circles and of their parts, whole also where a pole or 180 is inside.
#include <math.h>

#include "base/err.h"
#include "model/derived.h"
#include "project/curve.h"
#include "project/making.h"
#include "project/project.h"
#include "project/projection.h"

#define RADIUS_MAX_M (1000 * CT_RADIUS_MAX_KM)

enum { RING_STEPS = 12, ARC_STEP_DEG = 30 };

// A place and a bearing: distances vary.
struct ray {
  double lon, lat, bearing;
};

static void on_ray(const void *user, double distance_m, double p[2]) {
  const struct ray *r = user;
  ct_geodesic_direct(r->lon, r->lat, r->bearing, distance_m, &p[0], &p[1]);
}

// ---- closed curves to parts

static void add_world(struct ct_making *m) {
  static const double corners[] = {-180, -90, 180, -90, 180, 90, -180, 90};
  ct_making_part(m, false);
  for (int i = 0; i < 8; i += 2) ct_making_vertex(m, corners[i], corners[i + 1]);
}

// The edge of the curve that meets 180, and where.
static size_t seam_after(const struct ct_curve *c, double *lat) {
  const double *v = c->v;
  for (size_t i = 0; i + 2 < c->n; i += 2) {
    double x = v[i], x2 = v[i + 2], k = floor((fmin(x, x2) + 180) / 360) * 360 + 180;
    if (!(k > fmin(x, x2) && k <= fmax(x, x2))) continue;
    *lat = v[i + 1] + (k - x) / (x2 - x) * (v[i + 3] - v[i + 1]);
    return i;
  }
  *lat = v[1];
  return 0;
}

// Round one pole: from the seam at 180 once round to the seam, then over the pole.
static void add_over_pole(struct ct_making *m, const struct ct_curve *c, double pole, bool hole) {
  double lat, from = c->v[c->n - 2] > c->v[0] ? -180 : 180;
  size_t at = seam_after(c, &lat), n = c->n - 2;  // without the repeated vertex
  ct_making_part(m, hole);
  ct_making_vertex(m, from, lat);
  for (size_t k = 2; k <= n; k += 2) {
    const double *p = c->v + (at + k) % n;
    double x = ct_lon_near(p[0], 0);
    if (fabs(x) < 180) ct_making_vertex(m, x, p[1]);
  }
  ct_making_vertex(m, -from, lat);
  ct_making_vertex(m, -from, pole);
  ct_making_vertex(m, from, pole);
}

static void add_plain(struct ct_making *m, const struct ct_curve *c, bool hole) {
  ct_making_part(m, hole);
  for (size_t i = 0; i + 2 < c->n; i += 2) ct_making_vertex(m, c->v[i], c->v[i + 1]);
}

static bool winds(const struct ct_curve *c) {
  return fabs(c->v[c->n - 2] - c->v[0]) > 180;
}

// The area on the left of a closed curve, in which these poles are.
static void add_area(struct ct_making *m, const struct ct_curve *c, const bool pole[2]) {
  if (winds(c)) {
    add_over_pole(m, c, pole[0] ? 90 : -90, false);
  } else if (pole[0] && pole[1]) {  // all of the world but a patch
    add_world(m);
    add_plain(m, c, true);
  } else {
    add_plain(m, c, false);
  }
}

// ---- rings

static void poles_within(const struct ct_circle *c, bool pole[2]) {
  pole[0] = ct_geodesic_distance(0, c->lat, 0, 90) < c->radius_m;
  pole[1] = ct_geodesic_distance(0, c->lat, 0, -90) < c->radius_m;
}

static void turn_round(struct ct_curve *v, const struct ct_circle *c, double from, double to) {
  ct_curve_start(v, ct_circle_at, c, from);
  ct_curve_on(v, ct_circle_at, c, (double[]){from, to}, RING_STEPS);
}

static void add_ring(struct ct_making *m, struct ct_curve *v, const struct ct_circle *c) {
  bool pole[2];
  poles_within(c, pole);
  turn_round(v, c, 360, 0);  // anticlockwise
  add_area(m, v, pole);
}

// What the inner circle takes from the outer one.
static void add_inner(struct ct_making *m, struct ct_curve *v, const struct ct_circle *c) {
  bool pole[2];
  poles_within(c, pole);
  turn_round(v, c, 0, 360);
  if (winds(v))
    add_over_pole(m, v, pole[0] ? 90 : -90, true);
  else
    add_plain(m, v, true);
}

static bool circle_of(const struct ct_table *t, size_t i, double radius_m, struct ct_circle *c) {
  c->radius_m = radius_m;
  return ct_row_point(t, i, &c->lon, &c->lat) && radius_m > 0 && radius_m < RADIUS_MAX_M;
}

bool ct_geodesic_rings(const struct ct_table *table, const char *radius_m_column, const struct ct_view *view,
                       struct ct_arena *a, struct ct_table *out, struct ct_err *err) {
  int column = ct_table_column_like(table, radius_m_column);
  if (column < 0) return ct_fail(err, "%s: has no column '%.100s'", table->name, radius_m_column);
  struct ct_making m = {.arena = a};
  struct ct_curve v;
  ct_curve_open(&v, view, a);
  for (size_t i = 0; i < table->n; i++) {
    struct ct_circle c;
    bool ok = circle_of(table, i, ct_table_number(table, column, i), &c);
    ct_making_row(&m, ok ? CT_GEOM_POLYGON : CT_GEOM_NONE);
    if (ok) add_ring(&m, &v, &c);
  }
  ct_curve_close(&v);
  return ct_making_finish(&m, table, out, err);
}

// ---- sectors

struct sector {
  struct ct_circle outer;
  double inner_m, from, to;  // from..to, clockwise
};

// Is the pole that lies that way inside?
static bool holds_pole(const struct sector *s, double pole) {
  double away = ct_geodesic_distance(0, s->outer.lat, 0, pole), bearing = pole > 0 ? 0 : 180;
  double turn = fmod(fmod(bearing - s->from, 360) + 360, 360);
  return away < s->outer.radius_m && away > s->inner_m && turn < s->to - s->from;
}

static void add_sector(struct ct_making *m, struct ct_curve *v, const struct sector *s) {
  const bool pole[2] = {holds_pole(s, 90), holds_pole(s, -90)};
  const struct ct_circle *o = &s->outer;
  const struct ray out = {o->lon, o->lat, s->to}, back = {o->lon, o->lat, s->from};
  struct ct_circle inner = *o;
  int steps = 1 + (int)((s->to - s->from) / ARC_STEP_DEG), legs = 1 + (int)(o->radius_m / 500e3);
  inner.radius_m = s->inner_m;
  // Anticlockwise: out along the last bearing, back along the first.
  ct_curve_start(v, on_ray, &out, s->inner_m);
  ct_curve_on(v, on_ray, &out, (double[]){s->inner_m, o->radius_m}, legs);
  ct_curve_on(v, ct_circle_at, o, (double[]){s->to, s->from}, steps);
  ct_curve_on(v, on_ray, &back, (double[]){o->radius_m, s->inner_m}, legs);
  if (s->inner_m > 0) ct_curve_on(v, ct_circle_at, &inner, (double[]){s->from, s->to}, steps);
  add_area(m, v, pole);
}

static void add_annulus(struct ct_making *m, struct ct_curve *v, const struct sector *s) {
  struct ct_circle inner = s->outer;
  bool pole[2];
  inner.radius_m = s->inner_m;
  poles_within(&inner, pole);
  if (s->inner_m > 0 && pole[0] && pole[1]) {  // both circles are patches round the antipode
    turn_round(v, &inner, 0, 360);
    add_plain(m, v, false);
    turn_round(v, &s->outer, 360, 0);
    add_plain(m, v, true);
    return;
  }
  add_ring(m, v, &s->outer);
  if (s->inner_m > 0) add_inner(m, v, &inner);
}

enum { FROM, TO, BEARING, WIDTH, RADIUS, INNER, NUMBERS };

struct numbers {
  struct ct_data_number ask[NUMBERS];
  int column[NUMBERS];
};

static double number_of(const struct ct_table *t, const struct numbers *n, int which, size_t i) {
  return n->ask[which].column ? ct_table_number(t, n->column[which], i) : n->ask[which].value;
}

// False where the row says of none.
static bool sector_of(const struct ct_table *t, const struct numbers *n, size_t i, struct sector *s) {
  double from = number_of(t, n, FROM, i), to = number_of(t, n, TO, i);
  double bearing = number_of(t, n, BEARING, i), width = number_of(t, n, WIDTH, i);
  double inner = number_of(t, n, INNER, i);
  if (isfinite(bearing) && isfinite(width)) {
    from = bearing - width / 2;
    to = bearing + width / 2;
  } else {
    while (to < from && to > from - 1440) to += 360;
  }
  s->from = from;
  s->to = to;
  s->inner_m = inner > 0 ? 1000 * inner : 0;
  return fabs(from) <= 720 && to > from && circle_of(t, i, 1000 * number_of(t, n, RADIUS, i), &s->outer) &&
         s->inner_m < s->outer.radius_m;
}

bool ct_geodesic_sectors(const struct ct_table *table, const struct ct_data_sectors *ask,
                         const struct ct_view *view, struct ct_arena *a, struct ct_table *out,
                         struct ct_err *err) {
  struct numbers n = {
      .ask = {ask->from, ask->to, ask->bearing, ask->width_deg, ask->radius_km, ask->inner_km}};
  for (int i = 0; i < NUMBERS; i++) {
    if (!n.ask[i].column) continue;
    n.column[i] = ct_table_column_like(table, n.ask[i].column);
    if (n.column[i] < 0) return ct_fail(err, "%s: has no column '%.100s'", table->name, n.ask[i].column);
  }
  struct ct_making m = {.arena = a};
  struct ct_curve v;
  ct_curve_open(&v, view, a);
  for (size_t i = 0; i < table->n; i++) {
    struct sector s;
    bool ok = sector_of(table, &n, i, &s);
    ct_making_row(&m, ok ? CT_GEOM_POLYGON : CT_GEOM_NONE);
    if (ok && s.to - s.from >= 360)
      add_annulus(&m, &v, &s);
    else if (ok)
      add_sector(&m, &v, &s);
  }
  ct_curve_close(&v);
  return ct_making_finish(&m, table, out, err);
}

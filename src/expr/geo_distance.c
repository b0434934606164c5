// SPDX-License-Identifier: MIT
// Distances between points, lines and polygons in degrees, in metres on the ellipsoid near a latitude.
#include "expr/geo_distance.h"

#include <math.h>

void ct_ruler_init(struct ct_ruler *r, double lat) {
  static const double radius = 6378.137, e2 = 0.0066943799901413165, rad = M_PI / 180;
  double m = rad * radius * 1e3, c = cos(lat * rad), w2 = 1 / (1 - e2 * (1 - c * c)), w = sqrt(w2);
  r->kx = m * w * c;
  r->ky = m * w * w2 * 0.9933056200098587;  // 1 - e2
}

static double wrap(double deg) {
  return deg < -180 || deg > 180 ? remainder(deg, 360) : deg;
}

static double between(const double *a, const double *b, const struct ct_ruler *r) {
  double dx = wrap(a[0] - b[0]) * r->kx, dy = (a[1] - b[1]) * r->ky;
  return sqrt(dx * dx + dy * dy);
}

static double to_segment(const double *p, const double *a, const double *b, const struct ct_ruler *r) {
  double at[2] = {a[0], a[1]}, dx = wrap(b[0] - a[0]) * r->kx, dy = (b[1] - a[1]) * r->ky;
  if (dx != 0 || dy != 0) {
    double t = (wrap(p[0] - a[0]) * r->kx * dx + (p[1] - a[1]) * r->ky * dy) / (dx * dx + dy * dy);
    if (t > 1) {
      at[0] = b[0];
      at[1] = b[1];
    } else if (t > 0) {
      at[0] += dx / r->kx * t;
      at[1] += dy / r->ky * t;
    }
  }
  return between(p, at, r);
}

static double segments(const double *p, const double *q, const struct ct_ruler *r) {
  if (ct_geo_cross(p, p + 2, q, q + 2)) return 0;
  double d = fmin(to_segment(p, q, q + 2, r), to_segment(p + 2, q, q + 2, r));
  return fmin(d, fmin(to_segment(q, p, p + 2, r), to_segment(q + 2, p, p + 2, r)));
}

// Least distance that a segment can have to another, from their boxes; cheap.
static double boxes(const double *p, const double *q, const struct ct_ruler *r) {
  double dx = fmax(fmin(q[0], q[2]) - fmax(p[0], p[2]), fmin(p[0], p[2]) - fmax(q[0], q[2]));
  double dy = fmax(fmin(q[1], q[3]) - fmax(p[1], p[3]), fmin(p[1], p[3]) - fmax(q[1], q[3]));
  if (dx > 170) return 0;  // may be near across the antimeridian
  return hypot(fmax(dx, 0) * r->kx, fmax(dy, 0) * r->ky);
}

static double point_to_run(const double *p, const struct ct_geo_run *run, const struct ct_ruler *r) {
  double least = run->n == 1 ? between(p, run->xy, r) : INFINITY;
  for (size_t i = 0; i + 1 < run->n; i++)
    least = fmin(least, to_segment(p, run->xy + 2 * i, run->xy + 2 * i + 2, r));
  return least;
}

static double points_to_points(const struct ct_geo_run *x, const struct ct_geo_run *y,
                               const struct ct_ruler *r) {
  double least = INFINITY;
  for (size_t i = 0; i < x->n; i++)
    for (size_t k = 0; k < y->n; k++) least = fmin(least, between(x->xy + 2 * i, y->xy + 2 * k, r));
  return least;
}

static double points_to_line(const struct ct_geo_run *points, const struct ct_geo_run *line,
                             const struct ct_ruler *r) {
  double least = INFINITY;
  for (size_t i = 0; i < points->n && least > 0; i++)
    least = fmin(least, point_to_run(points->xy + 2 * i, line, r));
  return least;
}

static double lines(const struct ct_geo_run *x, const struct ct_geo_run *y, const struct ct_ruler *r) {
  double least = between(x->xy, y->xy, r);
  for (size_t i = 0; i + 1 < x->n; i++)
    for (size_t k = 0; k + 1 < y->n && least > 0; k++) {
      const double *p = x->xy + 2 * i, *q = y->xy + 2 * k;
      if (boxes(p, q, r) < least) least = fmin(least, segments(p, q, r));
    }
  return least;
}

// The segment from a ring's last point to its first, when it is not closed.
static bool closing(const struct ct_geo_run *ring, double out[4]) {
  const double *last = ring->xy + 2 * (ring->n - 1);
  out[0] = last[0];
  out[1] = last[1];
  out[2] = ring->xy[0];
  out[3] = ring->xy[1];
  return out[0] != out[2] || out[1] != out[3];
}

static double line_to_ring(const struct ct_geo_run *line, const struct ct_geo_run *ring,
                           const struct ct_ruler *r) {
  double end[4], least = lines(line, ring, r);
  if (closing(ring, end)) least = fmin(least, lines(line, &(struct ct_geo_run){2, end}, r));
  return least;
}

static bool any_inside(const struct ct_geo_run *points, const struct ct_geo_shape *polygon) {
  for (size_t i = 0; i < points->n; i++)
    if (ct_geo_in_polygon(points->xy + 2 * i, polygon, true)) return true;
  return false;
}

static double run_to_polygon(const struct ct_geo_run *run, bool line, const struct ct_geo_shape *polygon,
                             const struct ct_ruler *r) {
  double least = INFINITY, end[4];
  if (any_inside(run, polygon)) return 0;
  for (size_t i = 0; i < polygon->n && least > 0; i++) {
    const struct ct_geo_run *ring = &polygon->runs[i];
    if (line && run->n > 1) {
      least = fmin(least, line_to_ring(run, ring, r));
      continue;
    }
    least = fmin(least, points_to_line(run, ring, r));
    if (closing(ring, end)) least = fmin(least, points_to_line(run, &(struct ct_geo_run){2, end}, r));
  }
  return least;
}

static void box_of(const struct ct_geo_shape *s, struct ct_geo_box *b) {
  ct_geo_box_empty(b);
  for (size_t i = 0; i < s->n; i++)
    for (size_t k = 0; k < s->runs[i].n; k++) ct_geo_box_add(b, s->runs[i].xy + 2 * k);
}

static bool touches(const struct ct_geo_shape *x, const struct ct_geo_shape *y) {
  for (size_t i = 0; i < x->n; i++)
    if (any_inside(&x->runs[i], y)) return true;
  return false;
}

static double polygons(const struct ct_geo_shape *x, const struct ct_geo_shape *y, const struct ct_ruler *r) {
  struct ct_geo_box bx, by;
  box_of(x, &bx);
  box_of(y, &by);
  if (ct_geo_box_within(&bx, &by) ? touches(x, y) : touches(y, x)) return 0;
  double least = INFINITY, end[4];
  for (size_t i = 0; i < x->n && least > 0; i++)
    for (size_t k = 0; k < y->n && least > 0; k++) {
      least = fmin(least, line_to_ring(&x->runs[i], &y->runs[k], r));
      if (closing(&x->runs[i], end))
        least = fmin(least, line_to_ring(&(struct ct_geo_run){2, end}, &y->runs[k], r));
    }
  return least;
}

double ct_geo_distance(const struct ct_geo_shape *from, const struct ct_geo_shape *to,
                       const struct ct_ruler *r) {
  bool line = from->type == CT_GEOM_LINE, to_line = to->type == CT_GEOM_LINE;
  if (from->type == CT_GEOM_POLYGON && to->type == CT_GEOM_POLYGON) return polygons(from, to, r);
  if (from->type == CT_GEOM_POLYGON) return run_to_polygon(to->runs, to_line, from, r);
  if (to->type == CT_GEOM_POLYGON) return run_to_polygon(from->runs, line, to, r);
  if (line && to_line) return lines(from->runs, to->runs, r);
  if (line) return points_to_line(to->runs, from->runs, r);
  if (to_line) return points_to_line(from->runs, to->runs, r);
  return points_to_points(from->runs, to->runs, r);
}

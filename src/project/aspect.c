// SPDX-License-Identifier: MIT
// Aspect: a globe turned before it is flattened, as oblique projections do: their cuts are straight in its frame.
#include "project/aspect.h"

#include <math.h>

#include "project/projection.h"

// Steps of this size hide nothing of what an edge does in the frame.
#define EDGE_DEG 2.0
enum { DEPTH_MAX = 12 };

static void rows_set(struct ct_aspect *a, const double u[3], const double v[3], const double w[3]) {
  a->turned = true;
  for (int i = 0; i < 3; i++) a->axis[0][i] = u[i], a->axis[1][i] = v[i], a->axis[2][i] = w[i];
}

void ct_aspect_init(struct ct_aspect *a, double lon, double lat, double twist_deg) {
  double sl = sin(lon * CT_RAD), cl = cos(lon * CT_RAD), sp = sin(lat * CT_RAD), cp = cos(lat * CT_RAD);
  double st = sin(twist_deg * CT_RAD), ct = cos(twist_deg * CT_RAD);
  const double out[3] = {cp * cl, cp * sl, sp}, east[3] = {-sl, cl, 0}, north[3] = {-sp * cl, -sp * sl, cp};
  double right[3], up[3];
  for (int i = 0; i < 3; i++) {
    right[i] = ct * east[i] - st * north[i];
    up[i] = st * east[i] + ct * north[i];
  }
  rows_set(a, out, right, up);
}

void ct_aspect_init_pole(struct ct_aspect *a, double lon_0, double o_lat_p, double o_lon_p) {
  double sl = sin(lon_0 * CT_RAD), cl = cos(lon_0 * CT_RAD);
  double sp = sin(o_lat_p * CT_RAD), cp = cos(o_lat_p * CT_RAD);
  double so = sin(o_lon_p * CT_RAD), co = cos(o_lon_p * CT_RAD);
  // About the globe's axis by lon_0, down to the new pole, about it by o_lon_p.
  const double x[3] = {sp * cl, sp * sl, cp}, y[3] = {-sl, cl, 0}, z[3] = {-cp * cl, -cp * sl, sp};
  double u[3], v[3];
  for (int i = 0; i < 3; i++) {
    u[i] = co * x[i] - so * y[i];
    v[i] = so * x[i] + co * y[i];
  }
  rows_set(a, u, v, z);
}

static void unit(double lon, double lat, double u[3]) {
  double c = cos(lat * CT_RAD);
  u[0] = c * cos(lon * CT_RAD), u[1] = c * sin(lon * CT_RAD), u[2] = sin(lat * CT_RAD);
}

static void angles(const double u[3], double *lon, double *lat) {
  *lon = atan2(u[1], u[0]) / CT_RAD;
  *lat = atan2(u[2], hypot(u[0], u[1])) / CT_RAD;
}

void ct_aspect_turn(const struct ct_aspect *a, double lon, double lat, double *x, double *y) {
  double u[3], t[3];
  unit(lon, lat, u);
  for (int i = 0; i < 3; i++) t[i] = a->axis[i][0] * u[0] + a->axis[i][1] * u[1] + a->axis[i][2] * u[2];
  angles(t, x, y);
}

void ct_aspect_back(const struct ct_aspect *a, double x, double y, double *lon, double *lat) {
  double u[3], t[3];
  unit(x, y, t);
  for (int i = 0; i < 3; i++) u[i] = a->axis[0][i] * t[0] + a->axis[1][i] * t[1] + a->axis[2][i] * t[2];
  angles(u, lon, lat);
}

struct turning {
  const struct ct_aspect *aspect;
  double tol_deg;
  struct ct_chain *out;
};

static struct ct_vertex turned(const struct ct_aspect *a, const struct ct_vertex *v, double near) {
  struct ct_vertex t = {0, 0, v->flags, v->mark};
  ct_aspect_turn(a, v->x, v->y, &t.x, &t.y);
  t.x = ct_lon_near(t.x, near);
  return t;
}

// A globe's edge along a pole is one place: only its last flags count.
static void push(struct ct_chain *out, const struct ct_vertex *v) {
  if (out->n && out->v[out->n - 1].x == v->x && out->v[out->n - 1].y == v->y)
    out->v[out->n - 1].flags = v->flags;
  else
    ct_chain_push_marked(out, v->x, v->y, v->flags, v->mark);
}

// What lies between p and q (a and b in the frame); b is pushed by the next edge.
static void split(struct turning *t, const struct ct_vertex pq[2], const struct ct_vertex *a, int depth) {
  const struct ct_vertex *p = &pq[0], *q = &pq[1];
  struct ct_vertex m = {(p->x + q->x) / 2, (p->y + q->y) / 2, p->flags, (p->mark + q->mark) / 2};
  struct ct_vertex b = turned(t->aspect, q, a->x), at = turned(t->aspect, &m, (a->x + b.x) / 2);
  double size = fmax(fabs(q->x - p->x), fabs(q->y - p->y));
  double off = fmax(fabs(at.x - (a->x + b.x) / 2) * cos(at.y * CT_RAD), fabs(at.y - (a->y + b.y) / 2));
  bool far = size > EDGE_DEG && depth < DEPTH_MAX;
  if (depth >= DEPTH_MAX || (!far && off <= t->tol_deg && fabs(b.x - a->x) < 90)) return;
  const struct ct_vertex first[2] = {*p, m}, second[2] = {m, *q};
  split(t, first, a, depth + 1);
  at = turned(t->aspect, &m, t->out->v[t->out->n - 1].x);
  push(t->out, &at);
  split(t, second, &at, depth + 1);
}

static void turn_chain(const struct ct_aspect *a, double tol_deg, const struct ct_chain *c, bool ring,
                       struct ct_chain *out) {
  struct turning t = {a, tol_deg, out};
  out->n = 0;
  for (size_t i = 0; i < c->n; i++) {
    struct ct_vertex at = turned(a, &c->v[i], out->n ? out->v[out->n - 1].x : 0);
    push(out, &at);
    bool last = i + 1 == c->n;
    if ((last && !ring) || (!ring && (c->v[i].flags & CT_EDGE_CUT))) continue;
    const struct ct_vertex pq[2] = {c->v[i], c->v[last ? 0 : i + 1]};
    split(&t, pq, &at, 0);
  }
}

static void swap(struct ct_chain *a, struct ct_chain *b) {
  struct ct_chain t = *a;
  *a = *b;
  *b = t;
}

void ct_aspect_line(const struct ct_aspect *a, double tol_deg, struct ct_chain *c, struct ct_chain *spare) {
  turn_chain(a, tol_deg, c, false, spare);
  swap(c, spare);
}

void ct_aspect_ring(const struct ct_aspect *a, double tol_deg, struct ct_chain *c, struct ct_chain *spare) {
  turn_chain(a, tol_deg, c, true, spare);
  swap(c, spare);
  if (c->n < 2) return;
  double x = c->v[0].x, y = c->v[0].y, end = ct_lon_near(x, c->v[c->n - 1].x);
  if (fabs(end - x) < 180) return;
  ct_chain_push(c, end, y, CT_EDGE_CUT);
  ct_chain_push(c, end, 90, CT_EDGE_CUT);
  ct_chain_push(c, x, 90, CT_EDGE_CUT);
}

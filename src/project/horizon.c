// SPDX-License-Identifier: MIT
// Horizon: clipping lon/lat chains to a circle on the globe, as d3-geo's clipCircle does.
#include "project/horizon.h"

#include <math.h>

#include "project/projection.h"

// Chords of the horizon: 0.003 pt off the circle on an A0 globe.
#define ARC_DEG 0.25
// Lon/lat edges are no great circles; steps of this size hide nothing from the horizon.
#define EDGE_DEG 2.0

static double dot(const double a[3], const double b[3]) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void unit(double lon, double lat, double u[3]) {
  double c = cos(lat * CT_RAD);
  u[0] = c * cos(lon * CT_RAD), u[1] = c * sin(lon * CT_RAD), u[2] = sin(lat * CT_RAD);
}

// The lon/lat at an azimuth and distance from the centre.
static void place(const struct ct_horizon *h, double azimuth, double cos_d, double sin_d, double *lon,
                  double *lat) {
  double u[3], s = sin(azimuth) * sin_d, c = cos(azimuth) * sin_d;
  for (int i = 0; i < 3; i++) u[i] = h->center[i] * cos_d + h->east[i] * s + h->north[i] * c;
  *lon = atan2(u[1], u[0]) / CT_RAD;
  *lat = atan2(u[2], hypot(u[0], u[1])) / CT_RAD;
}

// Lambert's plane around the centre: keeps inside and outside apart for any radius.
static void flatten(const struct ct_horizon *h, double lon, double lat, double *x, double *y) {
  double u[3];
  unit(lon, lat, u);
  double k = sqrt(2 / fmax(1 + dot(u, h->center), 1e-12));
  *x = k * dot(u, h->east), *y = k * dot(u, h->north);
}

void ct_horizon_init(struct ct_horizon *h, double lon_0, double lat_0, double radius_deg) {
  double sl = sin(lon_0 * CT_RAD), cl = cos(lon_0 * CT_RAD), sp = sin(lat_0 * CT_RAD),
         cp = cos(lat_0 * CT_RAD);
  *h = (struct ct_horizon){.lon_0 = lon_0,
                           .lat_0 = lat_0,
                           .radius_deg = radius_deg,
                           .center = {cp * cl, cp * sl, sp},
                           .east = {-sl, cl, 0},
                           .north = {-sp * cl, -sp * sl, cp},
                           .cos_r = cos(radius_deg * CT_RAD),
                           .sin_r = sin(radius_deg * CT_RAD)};
  // Any place will do that no coast is likely to pass through.
  double d = 0.37137 * radius_deg * CT_RAD;
  place(h, 1.2345678, cos(d), sin(d), &h->probe_lon, &h->probe_lat);
  flatten(h, h->probe_lon, h->probe_lat, &h->probe_x, &h->probe_y);
}

static double height(const struct ct_horizon *h, double lon, double lat) {
  double u[3];
  unit(lon, lat, u);
  return dot(u, h->center) - h->cos_r;
}

static double azimuth(const struct ct_horizon *h, double lon, double lat) {
  double u[3];
  unit(lon, lat, u);
  return atan2(dot(u, h->east), dot(u, h->north));
}

static void split_edge(struct ct_chain *out, const struct ct_vertex *p, const struct ct_vertex *q) {
  ct_chain_push_marked(out, p->x, p->y, p->flags, p->mark);
  double size = fmax(fabs(q->x - p->x), fabs(q->y - p->y));
  if (!(size > EDGE_DEG) || (p->flags & CT_EDGE_ARC)) return;
  int steps = (int)fmin(ceil(size / EDGE_DEG), 1000);
  for (int i = 1; i < steps; i++) {
    double t = (double)i / steps;
    ct_chain_push_marked(out, p->x + t * (q->x - p->x), p->y + t * (q->y - p->y), p->flags,
                         (float)(p->mark + t * ((double)q->mark - p->mark)));
  }
}

// Where p-q crosses the horizon.
static struct ct_vertex crossing(const struct ct_horizon *h, const struct ct_vertex *p,
                                 const struct ct_vertex *q) {
  double lo = 0, hi = 1;
  bool from = height(h, p->x, p->y) >= 0;
  for (int i = 0; i < 50; i++) {
    double t = (lo + hi) / 2;
    bool in = height(h, p->x + t * (q->x - p->x), p->y + t * (q->y - p->y)) >= 0;
    if (in == from)
      lo = t;
    else
      hi = t;
  }
  return (struct ct_vertex){p->x + lo * (q->x - p->x), p->y + lo * (q->y - p->y), 0,
                            (float)(p->mark + lo * ((double)q->mark - p->mark))};
}

static void push_arc(const struct ct_horizon *h, struct ct_chain *out, double from, double turned) {
  const double step = ARC_DEG * CT_RAD;
  const long way = turned > 0 ? 1 : -1;
  double end = (from + turned) / step;
  long first = (long)(turned > 0 ? floor(from / step) + 1 : ceil(from / step) - 1);
  long last = (long)(turned > 0 ? ceil(end) - 1 : floor(end) + 1);
  // On a fixed grid, so that arcs run over twice cancel out exactly.
  for (long k = first; way * k <= way * last; k += way) {
    double lon, lat;
    place(h, (double)k * step, h->cos_r, h->sin_r, &lon, &lat);
    ct_chain_push(out, lon, lat, CT_EDGE_CUT | CT_EDGE_ARC);
  }
}

// The part of a ring beyond the horizon: where it left and how far it has turned since.
struct outside {
  double left_at, last, turned;
};

static void outside_add(struct outside *o, double az) {
  double d = az - o->last;
  if (d > 180 * CT_RAD) d -= 360 * CT_RAD;
  if (d < -180 * CT_RAD) d += 360 * CT_RAD;
  o->turned += d;
  o->last = az;
}

static void clip_ring(const struct ct_horizon *h, const struct ct_chain *in, size_t start,
                      struct ct_chain *out) {
  struct outside o = {0, 0, 0};
  for (size_t k = 0; k < in->n; k++) {
    const struct ct_vertex *p = &in->v[(start + k) % in->n], *q = &in->v[(start + k + 1) % in->n];
    bool pin = height(h, p->x, p->y) >= 0, qin = height(h, q->x, q->y) >= 0;
    if (pin) ct_chain_push(out, p->x, p->y, p->flags);
    if (!pin) outside_add(&o, azimuth(h, p->x, p->y));
    if (pin == qin) continue;
    struct ct_vertex m = crossing(h, p, q);
    double az = azimuth(h, m.x, m.y);
    if (pin) {
      o = (struct outside){az, az, 0};
      ct_chain_push(out, m.x, m.y, CT_EDGE_CUT | CT_EDGE_ARC);
    } else {
      outside_add(&o, az);
      push_arc(h, out, o.left_at, o.turned);
      ct_chain_push(out, m.x, m.y, p->flags);
    }
  }
}

static bool flat_probe_in(const struct ct_horizon *h, const struct ct_chain *c) {
  bool in = false;
  double px = 0, py = 0;
  if (c->n) flatten(h, c->v[c->n - 1].x, c->v[c->n - 1].y, &px, &py);
  for (size_t i = 0; i < c->n; i++) {
    double qx, qy;
    flatten(h, c->v[i].x, c->v[i].y, &qx, &qy);
    if ((py > h->probe_y) != (qy > h->probe_y) && h->probe_x < (qx - px) * (h->probe_y - py) / (qy - py) + px)
      in = !in;
    px = qx, py = qy;
  }
  return in;
}

static bool densify(struct ct_chain *c, struct ct_chain *spare, bool ring) {
  spare->n = 0;
  for (size_t i = 0; i + 1 < c->n; i++) split_edge(spare, &c->v[i], &c->v[i + 1]);
  if (c->n && ring) split_edge(spare, &c->v[c->n - 1], &c->v[0]);
  if (!c->n || ring) return spare->n > 0;
  const struct ct_vertex *last = &c->v[c->n - 1];
  ct_chain_push_marked(spare, last->x, last->y, last->flags, last->mark);
  return spare->n > 0;
}

void ct_horizon_clip_ring(const struct ct_horizon *h, struct ct_chain *c, struct ct_chain *spare,
                          bool *probe) {
  size_t inside = 0, start = 0;
  if (densify(c, spare, true)) {
    for (size_t i = 0; i < spare->n; i++)
      if (height(h, spare->v[i].x, spare->v[i].y) >= 0) start = i, inside++;
  }
  c->n = 0;
  if (inside == spare->n)
    ct_chain_copy(c, spare);
  else if (inside)
    clip_ring(h, spare, start, c);
  *probe ^= flat_probe_in(h, c);
}

void ct_horizon_clip_line(const struct ct_horizon *h, struct ct_chain *c, struct ct_chain *spare) {
  densify(c, spare, false);
  c->n = 0;
  for (size_t i = 0; i < spare->n; i++) {
    const struct ct_vertex *p = &spare->v[i], *q = p + 1;
    bool last = i + 1 == spare->n, gap = last || (p->flags & CT_EDGE_CUT);
    bool pin = height(h, p->x, p->y) >= 0, qin = !last && height(h, q->x, q->y) >= 0;
    if (pin) ct_chain_push_marked(c, p->x, p->y, p->flags | (last ? CT_EDGE_CUT : 0), p->mark);
    if (gap || pin == qin) continue;
    struct ct_vertex m = crossing(h, p, q);
    ct_chain_push_marked(c, m.x, m.y, pin ? CT_EDGE_CUT : p->flags, m.mark);
  }
}

void ct_horizon_ring(const struct ct_horizon *h, struct ct_chain *out) {
  out->n = 0;
  for (int k = (int)(360 / ARC_DEG) - 1; k >= 0; k--) {
    double lon, lat;
    place(h, k * ARC_DEG * CT_RAD, h->cos_r, h->sin_r, &lon, &lat);
    ct_chain_push(out, lon, lat, CT_EDGE_CUT | CT_EDGE_ARC);
  }
}

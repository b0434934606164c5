// SPDX-License-Identifier: MIT
// Unwrap: rings and lines as published to chains with continuous longitudes.
#include "project/unwrap.h"

#include <math.h>

#include "project/projection.h"

#define SAME_DEG 1e-7
#define SEAM_DEG 5e-5   // simplified and quantised data is some metres off 180
#define POLE_LAT 89.99  // Natural Earth's pole edges are at -89.9989

static bool on_seam(double lon) {
  if (fabs(lon) < 179.9) return false;
  return fabs(fabs(remainder(lon, 360)) - 180) < SEAM_DEG;
}

static bool on_pole(double lat) {
  return fabs(lat) > POLE_LAT;
}

static void load(const double *lonlat, const uint8_t *cut, size_t n, struct ct_chain *out) {
  out->n = 0;
  for (size_t i = 0; i < n; i++) {
    double lon = lonlat[2 * i], lat = lonlat[2 * i + 1];
    if (!(fabs(lon) < 1e6) || !(fabs(lat) < 1e6)) continue;
    ct_chain_push(out, lon, lat > 90 ? 90 : lat < -90 ? -90 : lat, cut && cut[i] ? CT_EDGE_CUT : 0);
  }
}

// An edge p-q of exactly a turn, from 180 to -180: is it a jump over the seam? It is when
// the line comes to the seam and leaves it again; not when it runs along the seam or a pole.
static bool jumps_seam(double before, const struct ct_vertex *p, const struct ct_vertex *q, double after) {
  if (on_pole(p->y) || isnan(before) || isnan(after)) return false;
  return before != p->x && after != q->x;
}

// Whole turns too many in the edge p-q; before and after are the longitudes around it.
static double edge_turns(double before, const struct ct_vertex *p, const struct ct_vertex *q, double after) {
  double d = q->x - p->x;
  if (fabs(d) <= 180) return 0;
  if (fabs(fabs(d) - 360) < SAME_DEG && !jumps_seam(before, p, q, after)) return 0;
  return round(d / 360);
}

// Makes longitudes continuous; for a ring, returns the turns from its last vertex on to
// where it started: 0 unless it winds round the globe.
static double unwrap(struct ct_chain *c, bool ring) {
  const size_t n = c->n;
  if (n < 2) return 0;
  double turns = 0, first = c->v[0].x, second = c->v[1].x, before = ring ? c->v[n - 1].x : NAN;
  for (size_t i = 1; i < n; i++) {
    struct ct_vertex raw = c->v[i - 1];
    double after = i + 1 < n ? c->v[i + 1].x : ring ? first : NAN;
    double step = edge_turns(before, &raw, &c->v[i], after);
    c->v[i - 1].x -= 360 * turns;
    turns += step;
    before = raw.x;
  }
  double closing =
      ring ? edge_turns(before, &c->v[n - 1], &(struct ct_vertex){first, c->v[0].y, 0, 0}, second) : 0;
  c->v[n - 1].x -= 360 * turns;
  return turns + closing;
}

void ct_unwrap_line(const double *lonlat, size_t n, struct ct_chain *out) {
  load(lonlat, NULL, n, out);
  unwrap(out, false);
}

static void mark_seams(struct ct_chain *c, bool ring) {
  for (size_t i = 0; i + (ring ? 0 : 1) < c->n; i++) {
    struct ct_vertex *p = &c->v[i];
    const struct ct_vertex *q = &c->v[i + 1 < c->n ? i + 1 : 0];
    bool along_seam = on_seam(p->x) && on_seam(q->x) && fabs(p->x - q->x) < 2 * SEAM_DEG;
    bool along_pole = on_pole(p->y) && on_pole(q->y) && p->y * q->y > 0;
    if (along_seam || along_pole) p->flags |= CT_EDGE_CUT;
  }
}

// Sign of the pole that the ring goes round closer, weighed by the area on each side.
static double nearer_pole(const struct ct_chain *c, double turns) {
  double sum = 0, way = 0;
  for (size_t i = 0; i < c->n; i++) {
    const struct ct_vertex *p = &c->v[i], *q = &c->v[i + 1 < c->n ? i + 1 : 0];
    double d = q->x - p->x - (i + 1 < c->n ? 0 : 360 * turns);
    sum += d * sin((p->y + q->y) / 2 * CT_RAD);
    way += d;
  }
  double mean = way != 0 ? sum / way : 0;
  if (fabs(mean) < 1e-9) return way > 0 ? 1 : -1;  // the equator: interior on the left
  return mean > 0 ? 1 : -1;
}

static void close_over_pole(struct ct_chain *c, double turns, bool hole) {
  double pole = nearer_pole(c, turns), x = c->v[0].x, far = x - 360 * turns;
  ct_chain_push(c, far, c->v[0].y, CT_EDGE_CUT);
  if (!(fabs(c->v[0].y - 90 * pole) < SAME_DEG)) {
    ct_chain_push(c, far, 90 * pole, CT_EDGE_CUT);
    ct_chain_push(c, x, 90 * pole, CT_EDGE_CUT);
  }
  if ((ct_chain_area2(c) < 0) != hole) ct_chain_reverse(c);
}

void ct_unwrap_ring(const double *lonlat, const uint8_t *cut, size_t n, bool hole, struct ct_chain *out) {
  load(lonlat, cut, n, out);
  double turns = unwrap(out, true);
  mark_seams(out, true);
  if (turns != 0 && out->n > 1)
    close_over_pole(out, turns, hole);
  else if (out->n > 2 && (ct_chain_area2(out) < 0) != hole)
    ct_chain_reverse(out);
}

void ct_unwrap_not(const double *lonlat, const uint8_t *cut, size_t n, bool ring, struct ct_chain *out) {
  load(lonlat, cut, n, out);
  if (ring) mark_seams(out, true);
}

double ct_mercator_deg(double lat) {
  if (!(fabs(lat) < CT_MERCATOR_LAT)) return copysign(180, lat);
  return asinh(tan(lat * CT_RAD)) / CT_RAD;
}

void ct_unwrap_mercator(struct ct_chain *c) {
  for (size_t i = 0; i < c->n; i++) c->v[i].y = ct_mercator_deg(c->v[i].y);
}

void ct_unwrap_ring_line(const double *lonlat, const uint8_t *cut, size_t n, struct ct_chain *out) {
  load(lonlat, cut, n, out);
  if (out->n < 2) return;
  double turns = unwrap(out, true);
  ct_chain_push(out, out->v[0].x - 360 * turns, out->v[0].y, 0);
  mark_seams(out, false);
}

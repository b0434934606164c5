// SPDX-License-Identifier: MIT
// Side: polylines moved sideways, shortened, and ended by arrowheads.
#include "paint/side.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

// Unit vector from one point to another; false when they are one.
static bool direction(const float *from, const float *to, double d[2]) {
  d[0] = (double)to[0] - from[0];
  d[1] = (double)to[1] - from[1];
  double l = hypot(d[0], d[1]);
  if (!(l > 1e-6)) return false;
  d[0] /= l;
  d[1] /= l;
  return true;
}

// Leaves out points that are nearer to the one before than `least`: on the inner side of a
// bend they would make spikes.
static size_t thin(const struct ct_polyline *p, float least, float *xy, float *along) {
  size_t m = 0;
  for (size_t i = 0; i < p->n; i++) {
    const float *v = p->xy + 2 * i;
    if (m > 0 && hypotf(v[0] - xy[2 * m - 2], v[1] - xy[2 * m - 1]) < least) {
      if (i + 1 < p->n || m < 2) continue;
      m--;  // the end stays where it is
    }
    if (along) along[m] = p->along[i];
    memcpy(xy + 2 * m++, v, 2 * sizeof *v);
  }
  return m;
}

struct ct_polyline ct_side_move(struct ct_arena *a, const struct ct_polyline *line, float by) {
  float *p = CT_NEW_N(a, float, 2 * line->n + 2), *to = CT_NEW_N(a, float, 2 * line->n + 2);
  float *along = line->along ? CT_NEW_N(a, float, line->n + 1) : NULL;
  const size_t n = thin(line, fmaxf(0.05f, fabsf(by) / 4), p, along);
  const bool closed = line->closed;
  if (n < 2) return (struct ct_polyline){NULL, NULL, 0, closed};
  for (size_t i = 0; i < n; i++) {
    double in[2] = {0, 0}, next[2] = {0, 0};
    bool has_in = (i > 0 || closed) && direction(p + 2 * (i ? i - 1 : n - 1), p + 2 * i, in);
    bool has_next = (i + 1 < n || closed) && direction(p + 2 * i, p + 2 * (i + 1 < n ? i + 1 : 0), next);
    if (!has_in) memcpy(in, next, sizeof in);
    if (!has_next) memcpy(next, in, sizeof next);
    // The mitre runs along the sum of both normals; it is 1 / cos of half the turn long.
    double nx = -(in[1] + next[1]), ny = in[0] + next[0], l2 = nx * nx + ny * ny;
    double grow = l2 > 1 ? 2 / l2 : 2;
    if (l2 < 1e-9) nx = -in[1], ny = in[0], grow = 1;
    to[2 * i] = (float)(p[2 * i] + by * nx * grow);
    to[2 * i + 1] = (float)(p[2 * i + 1] + by * ny * grow);
  }
  return (struct ct_polyline){to, along, n, closed};
}

double ct_side_length(const float *xy, size_t n) {
  double sum = 0;
  for (size_t i = 1; i < n; i++)
    sum += hypot((double)xy[2 * i] - xy[2 * i - 2], (double)xy[2 * i + 1] - xy[2 * i - 1]);
  return sum;
}

size_t ct_side_shorten(float *xy, size_t n, float length) {
  double left = length;
  while (n > 1) {
    float *b = xy + 2 * (n - 1);
    const float *a = b - 2;
    double l = hypot((double)b[0] - a[0], (double)b[1] - a[1]);
    if (l > left) {
      double t = left / l;
      b[0] = (float)(b[0] + (a[0] - b[0]) * t);
      b[1] = (float)(b[1] + (a[1] - b[1]) * t);
      return n;
    }
    left -= l;
    n--;
  }
  return n;
}

void ct_side_arrow(const float *xy, size_t n, float length, float width, float out[6]) {
  const float *tip = xy + 2 * (n - 1);
  // The point `length` before the tip, along the line.
  float base[2] = {tip[0], tip[1]};
  double left = length;
  for (size_t i = n - 1; i > 0; i--) {
    const float *a = xy + 2 * i - 2, *b = xy + 2 * i;
    double l = hypot((double)b[0] - a[0], (double)b[1] - a[1]), t = l > left ? left / l : 1;
    base[0] = (float)(b[0] + (a[0] - b[0]) * t);
    base[1] = (float)(b[1] + (a[1] - b[1]) * t);
    if (l > left) break;
    left -= l;
  }
  double d[2];
  if (!direction(base, tip, d)) d[0] = 1, d[1] = 0;
  double bx = tip[0] - d[0] * length, by = tip[1] - d[1] * length;
  out[0] = tip[0];
  out[1] = tip[1];
  out[2] = (float)(bx - d[1] * width / 2);
  out[3] = (float)(by + d[0] * width / 2);
  out[4] = (float)(bx + d[1] * width / 2);
  out[5] = (float)(by - d[0] * width / 2);
}

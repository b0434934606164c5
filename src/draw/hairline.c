// SPDX-License-Identifier: MIT
// Hairline: lines one pixel wide put straight into image data.
#include "draw/hairline.h"

#include <math.h>
#include <stdbool.h>

#include "draw/sprite.h"
#include "model/scene.h"

// Places beyond this many pixels are cut before they become whole numbers.
#define FAR_PX 1e7

struct pen {
  const struct ct_canvas *c;
  bool outside;         // only on the left of the way
  uint32_t shade[257];  // the colour premultiplied, by coverage in 256ths
};

static uint32_t premultiplied(struct ct_color c, double cover) {
  double a = fmin(fmax(c.a, 0), 1) * cover;
  const double v[4] = {a, a * fmin(fmax(c.r, 0), 1), a * fmin(fmax(c.g, 0), 1), a * fmin(fmax(c.b, 0), 1)};
  uint32_t out = 0;
  for (int i = 0; i < 4; i++) out = out << 8 | (uint32_t)(v[i] * 255 + 0.5);
  return out;
}

static void put(const struct pen *pen, long x, long y, double distance) {
  const struct ct_canvas *c = pen->c;
  if (x < c->x0 || x >= c->x1 || y < c->y0 || y >= c->y1) return;
  double t = fmin(distance, 1), cover = 1 - t * t * (3 - 2 * t);
  uint32_t *at = c->pixels + (ptrdiff_t)y * c->stride + x;
  *at = ct_pixel_over(pen->shade[(int)(cover * 256 + 0.5)], *at);
}

// The part of from..to whose pixel centres lie on the canvas: first and last whole number.
static bool columns(double from, double to, int low, int high, long *first, long *last) {
  double a = fmax(ceil(fmin(from, to) - 0.5), low), b = fmin(ceil(fmax(from, to) - 0.5) - 1, high - 1);
  if (!(a <= b)) return false;
  *first = (long)a;
  *last = (long)b;
  return true;
}

static void draw_segment(const struct pen *pen, const double p[2], const double q[2]) {
  double dx = q[0] - p[0], dy = q[1] - p[1];
  bool steep = fabs(dy) > fabs(dx);
  int u = steep ? 1 : 0, v = 1 - u;
  const struct ct_canvas *c = pen->c;
  long first, last;
  if (!(fabs(dx) + fabs(dy) > 0)) return;
  if (!columns(p[u], q[u], steep ? c->y0 : c->x0, steep ? c->y1 : c->x1, &first, &last)) return;
  double slope = (q[v] - p[v]) / (q[u] - p[u]);
  for (long i = first; i <= last; i++) {
    double at = p[v] + ((double)i + 0.5 - p[u]) * slope;
    if (!(fabs(at) < FAR_PX)) continue;
    long k = (long)floor(at);
    // Right of the way is where y is larger for a way to larger x, x smaller for one to larger y.
    bool right = steep ? ((double)k + 0.5 < at) == (dy > 0) : ((double)k + 0.5 > at) == (dx > 0);
    if (pen->outside && right) continue;
    put(pen, steep ? k : i, steep ? i : k, fabs(at - (double)k - 0.5));
  }
}

static void place(const struct ct_canvas *c, const float *xy, double out[2]) {
  out[0] = xy[0] * c->scale + c->dx;
  out[1] = xy[1] * c->scale + c->dy;
}

static void draw(const struct ct_canvas *canvas, const struct ct_path *path, struct ct_color color,
                 bool outside) {
  struct pen pen = {.c = canvas, .outside = outside};
  for (int i = 0; i <= 256; i++) pen.shade[i] = premultiplied(color, i / 256.0);
  uint32_t nparts = path->part0 ? path->nparts : 1;
  for (uint32_t k = 0; k < nparts; k++) {
    uint32_t from = path->part0 ? path->part0[k] : 0, to = path->part0 ? path->part0[k + 1] : path->n;
    double p[2], q[2];
    if (to - from < 2) continue;
    place(canvas, path->xy + 2 * (size_t)(path->closed ? to - 1 : from), p);
    for (uint32_t i = path->closed ? from : from + 1; i < to; i++) {
      place(canvas, path->xy + 2 * (size_t)i, q);
      if (isfinite(p[0]) && isfinite(p[1]) && isfinite(q[0]) && isfinite(q[1])) draw_segment(&pen, p, q);
      p[0] = q[0], p[1] = q[1];
    }
  }
}

void ct_hairline_draw(const struct ct_canvas *canvas, const struct ct_path *path, struct ct_color color) {
  draw(canvas, path, color, false);
}

void ct_hairline_fringe(const struct ct_canvas *canvas, const struct ct_path *path, struct ct_color color) {
  draw(canvas, path, color, true);
}

// SPDX-License-Identifier: MIT
// Polyline: scene paths to Cairo paths.
#include "draw/polyline.h"

#include <cairo.h>
#include <math.h>

#include "model/scene.h"

// Cairo's device space is 24.8 fixed point: at 1200 dpi 100,000 points still fit.
#define FAR_PT 1e5f

// Of coasts and borders, whose numbers are most of a file, but not of single curves, in which it would show far
// zoomed in.
enum { LONG = 2000 };

struct trace {
  cairo_t *cr;
  float step2, per_pt;  // of the grid; 0: none
};

static float near_page(float v) {
  return v < -FAR_PT ? -FAR_PT : v > FAR_PT ? FAR_PT : v;
}

static float on_grid(const struct trace *t, float v) {
  v = near_page(v);
  return t->per_pt > 0 ? roundf(v * t->per_pt) / t->per_pt : v;
}

static void trace_part(const struct trace *t, const float *xy, size_t n, bool closed) {
  cairo_t *cr = t->cr;
  float px = 0, py = 0;
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    float x = on_grid(t, xy[2 * i]), y = on_grid(t, xy[2 * i + 1]);
    if (isnan(x) || isnan(y)) continue;
    if (kept == 0) {
      cairo_move_to(cr, x, y);
    } else {
      float d2 = (x - px) * (x - px) + (y - py) * (y - py);
      bool last = !closed && i + 1 == n;
      if (d2 < t->step2 && !(last && d2 > 0)) continue;
      if (d2 == 0) continue;
      cairo_line_to(cr, x, y);
    }
    px = x;
    py = y;
    kept++;
  }
  if (closed && kept > 1) cairo_close_path(cr);
}

void ct_polyline_trace(cairo_t *cr, const struct ct_path *path, double min_step, double grid) {
  const struct trace t = {cr, (float)(min_step * min_step),
                          grid > 0 && path->n > LONG ? (float)(1 / grid) : 0};
  cairo_new_path(cr);
  if (!path->part0) {
    trace_part(&t, path->xy, path->n, path->closed);
    return;
  }
  for (uint32_t k = 0; k < path->nparts; k++)
    trace_part(&t, path->xy + 2 * (size_t)path->part0[k], path->part0[k + 1] - path->part0[k], path->closed);
}

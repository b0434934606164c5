// SPDX-License-Identifier: MIT
// Polyline: scene paths to Cairo paths.
#include "draw/polyline.h"

#include <cairo.h>
#include <math.h>

#include "model/scene.h"

// Cairo's device space is 24.8 fixed point: at 1200 dpi 100,000 points still fit.
#define FAR_PT 1e5f

static float near_page(float v) {
  return v < -FAR_PT ? -FAR_PT : v > FAR_PT ? FAR_PT : v;
}

static void trace_part(cairo_t *cr, const float *xy, size_t n, bool closed, float step2) {
  float px = 0, py = 0;
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    float x = near_page(xy[2 * i]), y = near_page(xy[2 * i + 1]);
    if (isnan(x) || isnan(y)) continue;
    if (kept == 0) {
      cairo_move_to(cr, x, y);
    } else {
      float d2 = (x - px) * (x - px) + (y - py) * (y - py);
      bool last = !closed && i + 1 == n;
      if (d2 < step2 && !(last && d2 > 0)) continue;
      if (d2 == 0) continue;
      cairo_line_to(cr, x, y);
    }
    px = x;
    py = y;
    kept++;
  }
  if (closed && kept > 1) cairo_close_path(cr);
}

void ct_polyline_trace(cairo_t *cr, const struct ct_path *path, double min_step) {
  float step2 = (float)(min_step * min_step);
  cairo_new_path(cr);
  if (!path->part0) {
    trace_part(cr, path->xy, path->n, path->closed, step2);
    return;
  }
  for (uint32_t k = 0; k < path->nparts; k++)
    trace_part(cr, path->xy + 2 * (size_t)path->part0[k], path->part0[k + 1] - path->part0[k], path->closed,
               step2);
}

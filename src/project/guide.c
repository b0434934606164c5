// SPDX-License-Identifier: MIT
// Guide: what the scale bar and the north arrow tell of a settled view.
#include "project/guide.h"

#include <math.h>

#include "project/extent.h"
#include "project/project.h"
#include "project/projection.h"

// Half the length, in points, of the line that a local scale is taken from.
#define REACH_PT 3.0
#define VARIES 1.02

enum { SAMPLES = 16, COLUMNS = 9, ROWS = 5 };

// The scale of a level line through a place on the page; 0: there is none.
static double level_scale(const struct ct_view *v, double x, double y) {
  double lon[2], lat[2];
  if (!ct_unproject_point(v, x - REACH_PT, y, &lon[0], &lat[0]) ||
      !ct_unproject_point(v, x + REACH_PT, y, &lon[1], &lat[1]))
    return 0;
  double m = ct_geodesic_distance(lon[0], lat[0], lon[1], lat[1]);
  return isfinite(m) ? m / (2 * REACH_PT) / CT_M_PER_PT : 0;
}

// At a latitude, as near to the frame's middle meridian as it is seen.
static double scale_at(const struct ct_view *v, double lat) {
  double span = v->east - v->west;
  if (span <= 0) span += 360;
  for (int i = 0; i <= 2 * SAMPLES; i++) {
    int steps = (i % 2 ? 1 : -1) * ((i + 1) / 2);
    double lon = v->center_lon + steps * span / (2 * SAMPLES), x, y;
    if (!ct_project_point(v, ct_lon_near(lon, 0), lat, &x, &y) || !ct_rect_has(&v->frame, x, y)) continue;
    double scale = level_scale(v, x, y);
    if (scale > 0) return scale;
  }
  return 0;
}

// Largest to smallest along the frame's middle meridian.
static double variation(const struct ct_view *v) {
  double most = 0, least = INFINITY, x, y;
  for (int i = 0; i <= SAMPLES; i++) {
    double lat = v->south + (v->north - v->south) * i / SAMPLES;
    if (!ct_project_point(v, v->center_lon, lat, &x, &y) || !ct_rect_has(&v->frame, x, y)) continue;
    double scale = level_scale(v, x, y);
    if (scale > 0) most = fmax(most, scale), least = fmin(least, scale);
  }
  return most > 0 ? most / least : 1;
}

static bool bar_set(struct ct_view *v, bool asked, double lat) {
  v->bar_scale = 0;
  v->bar_lat = v->center_lat;
  v->bar_at = false;
  double scale = asked ? scale_at(v, lat) : 0;
  if (scale > 0) {
    v->bar_scale = scale, v->bar_lat = lat, v->bar_at = true;
    return true;
  }
  if (!(variation(v) > VARIES)) return !asked;
  // The bar is true at the very latitude that it names.
  double rounded = v->north - v->south > 8 ? round(v->center_lat) : round(v->center_lat * 10) / 10;
  scale = scale_at(v, rounded);
  if (scale > 0) v->bar_scale = scale, v->bar_lat = rounded, v->bar_at = true;
  return !asked;
}

// North at a place, clockwise from page up.
static bool north_at(const struct ct_view *v, double x, double y, double *deg) {
  double lon, lat, p[2][2];
  double step = fmin(0.05, fmax(1e-6, 4 * v->scale * CT_M_PER_PT / 111200));
  if (!ct_unproject_point(v, x, y, &lon, &lat) || fabs(lat) + step >= 90) return false;
  for (int i = 0; i < 2; i++)
    if (!ct_project_point(v, lon, lat + (i ? step : -step), &p[i][0], &p[i][1])) return false;
  *deg = atan2(p[1][0] - p[0][0], p[0][1] - p[1][1]) / CT_RAD;
  return isfinite(*deg);
}

static void north_set(struct ct_view *v) {
  v->north_least_deg = v->north_most_deg = 0;
  for (int i = 0; i <= COLUMNS; i++)
    for (int k = 0; k <= ROWS; k++) {
      double north;
      if (!north_at(v, v->frame.x + v->frame.w * i / COLUMNS, v->frame.y + v->frame.h * k / ROWS, &north))
        continue;
      double off = ct_lon_near(north - v->north_deg, 0);
      v->north_least_deg = fmin(v->north_least_deg, off);
      v->north_most_deg = fmax(v->north_most_deg, off);
    }
}

bool ct_view_guide(struct ct_view *view, bool asked, double lat) {
  north_set(view);
  return bar_set(view, asked, lat);
}

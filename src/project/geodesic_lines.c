// SPDX-License-Identifier: MIT
// Geodesic lines: tables of tracks by bearing and distance, and of links between places.
#include <geodesic.h>
#include <math.h>

#include "base/err.h"
#include "model/derived.h"
#include "project/curve.h"
#include "project/making.h"
#include "project/project.h"
#include "project/projection.h"

#define TRACK_MAX_M 2e7  // half the way round
#define STEP_M 500e3

static void on_line(const void *user, double distance_m, double p[2]) {
  geod_genposition(user, GEOD_NOFLAGS, distance_m, &p[1], &p[0], NULL, NULL, NULL, NULL, NULL, NULL);
}

static void add_line(struct ct_making *m, struct ct_curve *c, const double from[2], double bearing_deg,
                     double distance_m) {
  struct geod_geodesic g;
  struct geod_geodesicline line;
  geod_init(&g, CT_EARTH_A, 1 / 298.257223563);
  geod_lineinit(&line, &g, from[1], from[0], bearing_deg, GEOD_LATITUDE | GEOD_LONGITUDE | GEOD_DISTANCE_IN);
  ct_curve_start(c, on_line, &line, 0);
  // It begins with the longitude that the point was given.
  c->v[0] = from[0];
  ct_curve_on(c, on_line, &line, (double[]){0, distance_m}, 1 + (int)(distance_m / STEP_M));
  ct_making_part(m, false);
  for (size_t i = 0; i < c->n; i += 2) ct_making_vertex(m, c->v[i], c->v[i + 1]);
}

bool ct_geodesic_tracks(const struct ct_table *table, const struct ct_data_tracks *ask,
                        const struct ct_view *view, struct ct_arena *a, struct ct_table *out,
                        struct ct_err *err) {
  const char *const names[2] = {ask->bearing, ask->distance_km};
  int column[2];
  for (int i = 0; i < 2; i++) {
    column[i] = ct_table_column_like(table, names[i]);
    if (column[i] < 0) return ct_fail(err, "%s: has no column '%.100s'", table->name, names[i]);
  }
  struct ct_making m = {.arena = a};
  struct ct_curve c;
  ct_curve_open(&c, view, a);
  for (size_t i = 0; i < table->n; i++) {
    double from[2], bearing = ct_table_number(table, column[0], i),
                    distance_m = 1000 * ct_table_number(table, column[1], i);
    bool ok = ct_row_point(table, i, &from[0], &from[1]) && fabs(bearing) <= 720 && distance_m > 0 &&
              distance_m <= TRACK_MAX_M;
    ct_making_row(&m, ok ? CT_GEOM_LINE : CT_GEOM_NONE);
    if (ok) add_line(&m, &c, from, bearing, distance_m);
  }
  ct_curve_close(&c);
  return ct_making_finish(&m, table, out, err);
}

bool ct_geodesic_links(const struct ct_table *table, const double *ends, const struct ct_view *view,
                       struct ct_arena *a, struct ct_table *out, struct ct_err *err) {
  struct ct_making m = {.arena = a};
  struct ct_curve c;
  ct_curve_open(&c, view, a);
  for (size_t i = 0; i < table->n; i++) {
    const double *e = ends + 4 * i;
    double bearing = NAN, distance_m = NAN;
    if (isfinite(e[0] + e[1] + e[2] + e[3]))
      distance_m = ct_geodesic_inverse(e[0], e[1], e[2], e[3], &bearing);
    bool ok = distance_m > 0;
    ct_making_row(&m, ok ? CT_GEOM_LINE : CT_GEOM_NONE);
    if (ok) add_line(&m, &c, e, bearing, distance_m);
  }
  ct_curve_close(&c);
  return ct_making_finish(&m, table, out, err);
}

// SPDX-License-Identifier: MIT
// Geodesics against GeographicLib's GeodSolve, rings over poles and the dateline, tracks.
#include <unistd.h>

#include "test_project_help.h"

#define RAD (3.14159265358979323846 / 180)

// Runs GeodSolve over lines of numbers; fills `out` with the first two numbers of each.
static bool geodsolve(const char *options, const double *in, int columns, int n, double *out) {
  char name[] = "/tmp/test_geodesic_XXXXXX", command[256];
  int fd = mkstemp(name);
  if (fd < 0) return false;
  FILE *f = fdopen(fd, "w");
  for (int i = 0; i < n; i++)
    for (int k = 0; k < columns; k++)
      fprintf(f, "%.15g%c", in[i * columns + k], k + 1 < columns ? ' ' : '\n');
  fclose(f);
  snprintf(command, sizeof command, "GeodSolve %s -p 9 <%s", options, name);
  f = popen(command, "r");
  int got = 0;
  char line[256];
  while (f && got < n && fgets(line, sizeof line, f))
    if (sscanf(line, "%lf %lf", &out[2 * got], &out[2 * got + 1]) == 2) got++;
  if (f) pclose(f);
  unlink(name);
  return got == n;
}

static void test_direct_inverse(void **state) {
  (void)state;
  if (!have_tool("GeodSolve")) skip();
  enum { N = 300 };
  static double in[4 * N], out[2 * N], back[4 * N], inverse[2 * N];
  uint64_t seed = 3;
  for (int i = 0; i < N; i++) {
    double u[4];
    for (int k = 0; k < 4; k++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      u[k] = (double)(seed >> 11) / 9007199254740992.0;
    }
    in[4 * i] = 180 * u[0] - 90, in[4 * i + 1] = 360 * u[1] - 180;
    in[4 * i + 2] = 360 * u[2], in[4 * i + 3] = 2e7 * u[3];
  }
  assert_true(geodsolve("", in, 4, N, out));
  for (int i = 0; i < N; i++) {
    double lon, lat;
    ct_geodesic_direct(in[4 * i + 1], in[4 * i], in[4 * i + 2], in[4 * i + 3], &lon, &lat);
    double off =
        hypot((lat - out[2 * i]) * 111320, remainder(lon - out[2 * i + 1], 360) * 111320 * cos(lat * RAD));
    assert_true(off < 1e-3);
    back[4 * i] = in[4 * i], back[4 * i + 1] = in[4 * i + 1], back[4 * i + 2] = lat, back[4 * i + 3] = lon;
  }
  // -i prints azimuths and distance; -f would too: the distance is the third number.
  (void)inverse;
  char name[] = "/tmp/test_geodesic_XXXXXX", command[128], line[256];
  int fd = mkstemp(name);
  FILE *f = fdopen(fd, "w");
  for (int i = 0; i < N; i++)
    fprintf(f, "%.15g %.15g %.15g %.15g\n", back[4 * i], back[4 * i + 1], back[4 * i + 2], back[4 * i + 3]);
  fclose(f);
  snprintf(command, sizeof command, "GeodSolve -i -p 6 <%s", name);
  f = popen(command, "r");
  for (int i = 0; i < N; i++) {
    double azi1, azi2, s;
    assert_non_null(fgets(line, sizeof line, f));
    assert_int_equal(sscanf(line, "%lf %lf %lf", &azi1, &azi2, &s), 3);
    assert_true(fabs(s - ct_geodesic_distance(back[4 * i + 1], back[4 * i], back[4 * i + 3],
                                              back[4 * i + 2])) < 1e-3);
  }
  pclose(f);
  unlink(name);
}

static struct ct_table points_with(struct ct_arena *a, size_t n, const double *lonlat, const double *c1,
                                   const double *c2) {
  struct ct_column *c = CT_NEW_N(a, struct ct_column, 2);
  c[0] = (struct ct_column){.name = "a", .type = CT_COLUMN_NUMBER, .number = c1};
  c[1] = (struct ct_column){.name = "b", .type = CT_COLUMN_NUMBER, .number = c2};
  return (struct ct_table){.name = "t",
                           .n = n,
                           .ncolumns = 2,
                           .columns = c,
                           .geoms = {.nparts = n, .ncoords = n, .lonlat = lonlat}};
}

static void test_rings(void **state) {
  (void)state;
  static const double at[] = {125.75, 39.03,  0,     89.5,   179.9, -17, -60, -89, 10,
                              0,      125.75, 39.03, 125.75, 39.03, NAN, NAN, 5,   5};
  static const double radius[] = {500e3, 1300e3, 300e3, 5500e3, 1000, 13000e3, 19000e3, 1000, NAN};
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_table t = points_with(&a, 9, at, radius, radius), rings;
  assert_true(ct_geodesic_rings(&t, "a", &a, &rings, &err));
  assert_int_equal(rings.n, 9);
  assert_int_equal(rings.placed, 7);
  for (size_t i = 0; i < 7; i++) {
    assert_int_equal(ct_table_geom_type(&rings, i), CT_GEOM_POLYGON);
    size_t on = 0;
    for (uint32_t p = rings.geoms.part0[i]; p < rings.geoms.part0[i + 1]; p++)
      for (uint32_t k = rings.geoms.coord0[p]; k < rings.geoms.coord0[p + 1]; k++) {
        const double *v = rings.geoms.lonlat + 2 * k;
        if (fabs(v[1]) == 90 || fabs(v[0]) == 180) continue;  // closes the ring on a flat world
        double d = ct_geodesic_distance(at[2 * i], at[2 * i + 1], v[0], v[1]);
        if (fabs(d - radius[i]) > 1) fail_msg("ring %zu: %g,%g is %.1f m away", i, v[0], v[1], d);
        on++;
      }
    assert_true(on >= 350);
  }
  assert_int_equal(ct_table_geom_type(&rings, 7), CT_GEOM_NONE);
  assert_int_equal(ct_table_geom_type(&rings, 8), CT_GEOM_NONE);
  ct_arena_release(&a);
}

// Drawn in any projection, a ring holds just the places nearer than its radius.
static void test_rings_drawn(void **state) {
  (void)state;
  static const char *const projections[] = {"+proj=eqearth",
                                            "+proj=eqearth +lon_0=150",
                                            "EPSG:3857",
                                            "+proj=ortho +lat_0=39 +lon_0=125",
                                            "+proj=ortho +lat_0=-40 +lon_0=-60",
                                            "+proj=laea +lat_0=90",
                                            "+proj=aeqd +lat_0=39.03 +lon_0=125.75"};
  static const double at[] = {125.75, 39.03,  0,     89.5,   179.9, -17,  -60,
                              -80,    125.75, 39.03, 125.75, 39.03, -170, 70};
  static const double radius[] = {1300e3, 2000e3, 1500e3, 5500e3, 13000e3, 19000e3, 9000e3};
  uint64_t seed = 5;
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_err err = {0};
    struct ct_table t = points_with(&a, 7, at, radius, radius), rings;
    struct ct_view view;
    struct ct_view_request r = request_of(projections[i], 800, 700);
    settle_or_die(&r, &a, &view);
    assert_true(ct_geodesic_rings(&t, "a", &a, &rings, &err));
    struct ct_shapes s = project_or_die(&view, &rings, CT_AS_AREAS, 5, &a);
    for (int k = 0; k < 3000; k++) {
      double u[2], x, y;
      for (int m = 0; m < 2; m++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        u[m] = (double)(seed >> 11) / 9007199254740992.0;
      }
      double lon = 360 * u[0] - 180, lat = asin(2 * u[1] - 1) / RAD;
      if (!ct_project_point(&view, lon, lat, &x, &y) || x < 0 || y < 0 || x > 800 || y > 700) continue;
      bool drawn[7] = {false}, near_edge = false;
      for (size_t q = 0; q < s.n; q++) {
        int winding = 0;
        for (uint32_t p = s.part0[q]; p < s.part0[q + 1]; p++)
          for (uint32_t m = s.coord0[p], j = s.coord0[p + 1] - 1; m < s.coord0[p + 1]; j = m++) {
            const float *b = s.xy + 2 * j, *c = s.xy + 2 * m;
            double dx = c[0] - b[0], dy = c[1] - b[1], l2 = dx * dx + dy * dy;
            double w = l2 > 0 ? fmin(1, fmax(0, ((x - b[0]) * dx + (y - b[1]) * dy) / l2)) : 0;
            near_edge |= hypot(x - b[0] - w * dx, y - b[1] - w * dy) < 0.3;
            if ((b[1] > y) != (c[1] > y) && x < (c[0] - b[0]) * (y - b[1]) / (c[1] - b[1]) + b[0])
              winding += c[1] > b[1] ? 1 : -1;
          }
        drawn[s.feature[q]] = winding != 0;
      }
      for (int q = 0; q < 7 && !near_edge; q++) {
        double d = ct_geodesic_distance(at[2 * q], at[2 * q + 1], lon, lat);
        // Near the rim of azimuthal maps a point is hundreds of kilometres.
        if (fabs(d - radius[q]) < 4 * view.units_per_pt || fabs(d - radius[q]) < 250e3) continue;
        if (drawn[q] != (d < radius[q]))
          fail_msg("%s: ring %d is %s at %.2f,%.2f", projections[i], q, drawn[q] ? "filled" : "missing", lon,
                   lat);
      }
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

static void test_tracks(void **state) {
  (void)state;
  static const double at[] = {125.75, 39.03, 170, 60, 0, 0, 1, 1};
  static const double bearing[] = {80, 70, NAN, 10}, km[] = {1000, 3000, 5, -1};
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_table t = points_with(&a, 4, at, bearing, km), tracks;
  assert_true(ct_geodesic_tracks(&t, "a", "b", &a, &tracks, &err));
  assert_int_equal(tracks.n, 4);
  assert_int_equal(tracks.placed, 2);
  assert_ptr_equal(tracks.columns, t.columns);
  for (size_t i = 0; i < 2; i++) {
    uint32_t part = tracks.geoms.part0[i], from = tracks.geoms.coord0[part],
             to = tracks.geoms.coord0[part + 1];
    const double *v = tracks.geoms.lonlat;
    double way = 0, lon, lat;
    for (uint32_t k = from + 1; k < to; k++) {
      double step = ct_geodesic_distance(v[2 * k - 2], v[2 * k - 1], v[2 * k], v[2 * k + 1]);
      assert_true(step < 25001 && fabs(v[2 * k] - v[2 * k - 2]) < 2);
      way += step;
    }
    assert_true(fabs(way - 1000 * km[i]) < 0.01);
    ct_geodesic_direct(at[2 * i], at[2 * i + 1], bearing[i], 1000 * km[i], &lon, &lat);
    assert_true(ct_geodesic_distance(v[2 * to - 2], v[2 * to - 1], lon, lat) < 0.01);
  }
  assert_false(ct_geodesic_tracks(&t, "nosuch", "b", &a, &tracks, &err));
  assert_non_null(strstr(err.message, "'nosuch'"));
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_direct_inverse),
      cmocka_unit_test(test_rings),
      cmocka_unit_test(test_rings_drawn),
      cmocka_unit_test(test_tracks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

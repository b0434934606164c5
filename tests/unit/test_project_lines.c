// SPDX-License-Identifier: MIT
// Lines and label places: clipping, joining, curving, thinning, and hostile geometry.
#include "test_project_help.h"

static struct ct_view_request plain(double w, double s, double e, double n) {
  struct ct_view_request r = request_of("EPSG:3857", 400, 400);
  r.has_bbox = true, r.west = w, r.south = s, r.east = e, r.north = n;
  return r;
}

static void test_clip(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_view_request r = plain(0, 0, 10, 10);
  settle_or_die(&r, &a, &view);
  // In, out on the east, in again, out for good.
  const size_t counts[] = {5};
  const double zigzag[] = {1, 5, 12, 5, 12, 6, 1, 6, 1, 20};
  struct ct_table t = table_of(&a, CT_GEOM_LINE, 1, counts, zigzag);
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_LINES, 0, &a);
  assert_int_equal(s.n, 1);
  assert_int_equal(s.part0[1], 2);
  for (size_t i = 0; i < 2 * s.ncoords; i++) assert_true(s.xy[i] > -0.001 && s.xy[i] < 400.001);
  // A box round the frame: its outline leaves nothing.
  const size_t four[] = {4};
  const double around[] = {-5, -5, 15, -5, 15, 15, -5, 15};
  t = table_of(&a, CT_GEOM_POLYGON, 1, four, around);
  s = project_or_die(&view, &t, CT_AS_LINES, 2, &a);
  assert_int_equal(s.n, 0);
  s = project_or_die(&view, &t, CT_AS_AREAS, 2, &a);
  assert_int_equal(s.n, 1);
  assert_true(fabs(drawn_area(&s) - 404 * 404) < 1);
  // Outside: no shape at all.
  const double far[] = {50, 50, 55, 50, 55, 55, 50, 55};
  t = table_of(&a, CT_GEOM_POLYGON, 1, four, far);
  assert_int_equal(project_or_die(&view, &t, CT_AS_AREAS, 2, &a).n, 0);
  assert_int_equal(project_or_die(&view, &t, CT_AS_LINES, 2, &a).n, 0);
  assert_int_equal(project_or_die(&view, &t, CT_AS_LABELS, 2, &a).n, 0);
  ct_view_release(&view);
  ct_arena_release(&a);
}

// A ring is one closed line; cut by the frame it is one line from side to side, wherever
// its first vertex is.
static void test_ring_lines(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_view_request r = plain(0, 0, 10, 10);
  settle_or_die(&r, &a, &view);
  const size_t four[] = {4};
  const double inside[] = {2, 2, 8, 2, 8, 8, 2, 8};
  struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 1, four, inside);
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_LINES, 0, &a);
  assert_int_equal(s.nparts, 1);
  assert_int_equal(s.type[0], CT_GEOM_LINE);
  assert_true(s.xy[0] == s.xy[2 * s.ncoords - 2] && s.xy[1] == s.xy[2 * s.ncoords - 1]);
  double across[8] = {2, 2, 18, 2, 18, 8, 2, 8};
  for (int k = 0; k < 4; k++) {
    t = table_of(&a, CT_GEOM_POLYGON, 1, four, across);
    s = project_or_die(&view, &t, CT_AS_LINES, 0, &a);
    assert_int_equal(s.nparts, 1);
    assert_int_equal(s.ncoords, 4);
    double first[2] = {across[0], across[1]};
    memmove(across, across + 2, 6 * sizeof *across);
    across[6] = first[0], across[7] = first[1];
  }
  ct_view_release(&view);
  ct_arena_release(&a);
}

// Every point of a straight lon/lat edge is within a quarter of a pixel of the drawn line.
static void test_curves(void **state) {
  (void)state;
  static const char *const projections[] = {"+proj=eqearth",
                                            "+proj=laea +lat_0=60 +lon_0=20",
                                            "+proj=ortho +lat_0=40",
                                            "+proj=lcc +lat_1=20 +lat_2=60",
                                            "EPSG:3857",
                                            "+proj=aeqd +lat_0=39"};
  static const double lines[][4] = {
      {-60, 10, 70, 60}, {-70, 50, 70, 50}, {0, -30, 0, 80}, {-5, 80, 60, 20}, {10, 10, 14, 11}};
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_view_request r = request_of(projections[i], 900, 700);
    r.has_bbox = true, r.west = -60, r.south = 0, r.east = 60, r.north = 80;
    settle_or_die(&r, &a, &view);
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
      const size_t two[] = {2};
      struct ct_table t = table_of(&a, CT_GEOM_LINE, 1, two, lines[k]);
      struct ct_shapes s = project_or_die(&view, &t, CT_AS_LINES, 0, &a);
      for (int m = 0; m <= 1000; m++) {
        double u = m / 1000.0, x, y, least = INFINITY;
        double lon = lines[k][0] + u * (lines[k][2] - lines[k][0]),
               lat = lines[k][1] + u * (lines[k][3] - lines[k][1]);
        if (!ct_project_point(&view, lon, lat, &x, &y) || x < 0 || y < 0 || x > 900 || y > 700) continue;
        for (size_t p = 0; p < s.nparts; p++)
          for (uint32_t q = s.coord0[p] + 1; q < s.coord0[p + 1]; q++) {
            const float *b = s.xy + 2 * q - 2, *c = s.xy + 2 * q;
            double dx = c[0] - b[0], dy = c[1] - b[1], l2 = dx * dx + dy * dy;
            double v = l2 > 0 ? fmin(1, fmax(0, ((x - b[0]) * dx + (y - b[1]) * dy) / l2)) : 0;
            least = fmin(least, hypot(x - b[0] - v * dx, y - b[1] - v * dy));
          }
        if (least > 0.1875)
          fail_msg("%s: line %zu is %.3f pt off at %g,%g", projections[i], k, least, lon, lat);
      }
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

static void test_thinning(void **state) {
  (void)state;
  enum { N = 20000 };
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_view_request r = plain(0, 0, 10, 10);
  settle_or_die(&r, &a, &view);
  double *v = malloc(2 * N * sizeof *v);
  for (int i = 0; i < N; i++) {
    double u = (double)i / N * 6.283185307179586;
    v[2 * i] = 5 + 4 * cos(u) + 0.001 * cos(300 * u), v[2 * i + 1] = 5 + 4 * sin(u) + 0.001 * sin(170 * u);
  }
  const size_t counts[] = {N};
  struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 1, counts, v);
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_AREAS, 0, &a);
  assert_true(s.ncoords < 4000);
  double worst = 0;
  for (int i = 0; i < N; i += 7) {
    double x, y, least = INFINITY;
    assert_true(ct_project_point(&view, v[2 * i], v[2 * i + 1], &x, &y));
    for (uint32_t m = 0, j = (uint32_t)s.ncoords - 1; m < s.ncoords; j = m++) {
      const float *b = s.xy + 2 * j, *c = s.xy + 2 * m;
      double dx = c[0] - b[0], dy = c[1] - b[1], l2 = dx * dx + dy * dy;
      double w = l2 > 0 ? fmin(1, fmax(0, ((x - b[0]) * dx + (y - b[1]) * dy) / l2)) : 0;
      least = fmin(least, hypot(x - b[0] - w * dx, y - b[1] - w * dy));
    }
    worst = fmax(worst, least);
  }
  print_message("%d vertices to %zu, at most %.3f pt off\n", N, s.ncoords, worst);
  assert_true(worst < view.tolerance_pt);
  free(v);
  ct_view_release(&view);
  ct_arena_release(&a);
}

static void test_labels(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_view_request r = plain(0, 0, 10, 10);
  settle_or_die(&r, &a, &view);
  // An L whose middle is outside; only its part in the frame counts.
  const size_t six[] = {6};
  const double ell[] = {0, 0, 30, 0, 30, 3, 2, 3, 2, 9, 0, 9};
  struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 1, six, ell);
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_LABELS, 0, &a);
  assert_int_equal(s.n, 1);
  double lon, lat;
  assert_true(ct_unproject_point(&view, s.xy[0], s.xy[1], &lon, &lat));
  assert_true(lon > 1 && lon < 8.7 && lat > 1.2 && lat < 1.8);
  // A ring with a hole in its middle.
  const size_t holed[] = {4, 4};
  const double frame[] = {0, 0, 10, 0, 10, 10, 0, 10, 1, 1, 1, 9, 6, 9, 6, 1};
  t = table_of(&a, CT_GEOM_POLYGON, 2, holed, frame);
  s = project_or_die(&view, &t, CT_AS_LABELS, 0, &a);
  assert_true(ct_unproject_point(&view, s.xy[0], s.xy[1], &lon, &lat));
  assert_true(lon > 7.5 && lon < 8.5);
  // A line's middle, of the part in the frame.
  const size_t two[] = {2};
  const double line[] = {-10, 5, 10, 5};
  t = table_of(&a, CT_GEOM_LINE, 1, two, line);
  s = project_or_die(&view, &t, CT_AS_LABELS, 0, &a);
  assert_true(ct_unproject_point(&view, s.xy[0], s.xy[1], &lon, &lat));
  assert_true(fabs(lon - 5) < 0.05 && fabs(lat - 5) < 0.01);
  // Too small to draw, still labelled.
  const size_t three[] = {3};
  const double islet[] = {5, 5, 5.00001, 5, 5, 5.00001};
  t = table_of(&a, CT_GEOM_POLYGON, 1, three, islet);
  assert_int_equal(project_or_die(&view, &t, CT_AS_AREAS, 0, &a).n, 0);
  assert_int_equal(project_or_die(&view, &t, CT_AS_LABELS, 0, &a).n, 1);
  ct_view_release(&view);
  ct_arena_release(&a);
}

// Whatever comes, the page gets finite numbers within the frame and margin.
static void test_hostile(void **state) {
  (void)state;
  static const char *const projections[] = {"EPSG:3857",
                                            "+proj=eqearth +lon_0=150",
                                            "+proj=ortho +lat_0=38 +lon_0=127",
                                            "+proj=laea +lat_0=90",
                                            "+proj=omerc +lat_0=40 +lonc=20 +alpha=30",
                                            "+proj=igh",
                                            "+proj=ob_tran +o_proj=moll +o_lat_p=45 +o_lon_p=0"};
  static const double odd[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e7, 180,    -180,
                               540, 90,       -90,       91,    0,      360, 1e-300, -179.9999999};
  uint64_t seed = 11;
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_view_request r = request_of(projections[i], 300, 200);
    if (strstr(projections[i], "omerc")) {
      r.has_bbox = true, r.west = 10, r.south = 30, r.east = 30, r.north = 50;
    }
    settle_or_die(&r, &a, &view);
    for (int k = 0; k < 80; k++) {
      double v[60];
      size_t n = 1 + (size_t)k % 30;
      for (size_t m = 0; m < 2 * n; m++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        double u = (double)(seed >> 11) / 9007199254740992.0;
        v[m] = (seed >> 40) % 5 == 0 ? odd[(seed >> 33) % 16] : m % 2 ? 180 * u - 90 : 720 * u - 360;
      }
      size_t counts[3] = {n / 2, n - n / 2, 0};
      for (int type = CT_GEOM_POINT; type <= CT_GEOM_POLYGON; type++)
        for (int mode = CT_AS_AREAS; mode <= CT_AS_LABELS; mode++) {
          struct ct_table t = table_of(&a, (enum ct_geom_type)type, 3, counts, v);
          struct ct_shapes s = project_or_die(&view, &t, (enum ct_project_mode)mode, 3, &a);
          for (size_t m = 0; m < s.ncoords; m++) {
            assert_true(s.xy[2 * m] > -3.01 && s.xy[2 * m] < 303.01);
            assert_true(s.xy[2 * m + 1] > -3.01 && s.xy[2 * m + 1] < 203.01);
          }
        }
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

// The share of a line at its vertices, also where the frame cuts it: against Mercator's plane.
static void test_measure(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_view_request r = request_of("EPSG:3857", 400, 400);
  r.has_center = true, r.zoom = 4, r.as_web = true;
  settle_or_die(&r, &a, &view);
  // Along the equator from 40 W to 60 E, then north by as much on the plane as 20 degrees of longitude.
  const double lat = atan(sinh(20 * M_PI / 180)) * 180 / M_PI, line[] = {-40, 0, 60, 0, 60, lat};
  const size_t three[] = {3};
  struct ct_table t = table_of(&a, CT_GEOM_LINE, 1, three, line);
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_MEASURED_LINES, 0, &a);
  assert_non_null(s.along);
  assert_int_equal(s.nparts, 1);
  for (size_t i = 0; i < s.ncoords; i++) {
    double lon, at;
    assert_true(ct_unproject_point(&view, s.xy[2 * i], s.xy[2 * i + 1], &lon, &at));
    assert_float_equal(s.along[i], (lon + 40) / 120, 1e-5);
  }
  assert_true(s.along[0] > 0.2 && s.along[s.ncoords - 1] < 0.6);
  assert_null(project_or_die(&view, &t, CT_AS_LINES, 0, &a).along);
  // The page begins at 11.7 W, in the tile from 22.5 W on, which with its margin begins at 28.125 W.
  s = project_or_die(&view, &t, CT_AS_DASHED_LINES, 0, &a);
  for (size_t i = 0; i < s.ncoords; i++) {
    double lon, at;
    assert_true(ct_unproject_point(&view, s.xy[2 * i], s.xy[2 * i + 1], &lon, &at));
    assert_float_equal(s.along[i], (lon + 28.125) / 120, 1e-5);
  }
  ct_view_release(&view);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_clip),    cmocka_unit_test(test_ring_lines), cmocka_unit_test(test_curves),
      cmocka_unit_test(test_measure), cmocka_unit_test(test_thinning),   cmocka_unit_test(test_labels),
      cmocka_unit_test(test_hostile),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of a style's web Mercator: the world repeats, edges are straight in the plane of the tiles. Expected places
// are those of the published formula (x = lon / 360 + 1/2, y = 1/2 - asinh(tan lat) / 2 pi, in worlds of 512 px).
#include "test_project_help.h"

enum { SIDE = 512 };

// A frame of whole style pixels, so that page points are 0.75 of them.
static void settle_web(double w, double lon, double lat, double zoom, struct ct_arena *a,
                       struct ct_view *view) {
  struct ct_view_request r = request_of("EPSG:3857", w * 0.75, SIDE * 0.75);
  r.has_center = true, r.center_lon = lon, r.center_lat = lat;
  r.zoom = zoom;
  r.as_web = true;
  settle_or_die(&r, a, view);
}

static double x_px(const struct ct_shapes *s, size_t i) {
  return s->xy[2 * i] / 0.75;
}

static void test_points_repeat(void **state) {
  static const double at[] = {170, 10};
  const size_t one[] = {1};
  struct ct_arena a = {0};
  struct ct_view view;
  (void)state;
  settle_web(2.5 * SIDE, 0, 0, 0, &a, &view);
  struct ct_table t = table_of(&a, CT_GEOM_POINT, 1, one, at);
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_POINTS, 0, &a);
  assert_int_equal(s.n, 1);
  assert_int_equal(s.ncoords, 2);
  double middle = 1.25 * SIDE, x = middle + 170.0 / 360 * SIDE;
  assert_true(fabs(x_px(&s, 0) - (x - SIDE)) < 0.01);
  assert_true(fabs(x_px(&s, 1) - x) < 0.01);
  ct_view_release(&view);
  ct_arena_release(&a);
}

static void test_areas_repeat(void **state) {
  static const double box[] = {-10, -10, 10, -10, 10, 10, -10, 10};
  const size_t four[] = {4};
  struct ct_arena a = {0};
  struct ct_view view;
  (void)state;
  settle_web(3 * SIDE, 0, 0, 0, &a, &view);
  struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 1, four, box);
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_AREAS, 0, &a);
  assert_int_equal(s.nparts, 3);
  double one = 20.0 / 360 * SIDE * 2 * asinh(tan(10 * M_PI / 180)) / (2 * M_PI) * SIDE * 0.75 * 0.75;
  assert_true(fabs(drawn_area(&s) - 3 * one) < 0.01);
  ct_view_release(&view);
  ct_arena_release(&a);
}

// Also far along an edge that is cut before it is projected.
static void test_edges_are_straight(void **state) {
  static const double line[] = {-175, 70, 175, -70};
  const size_t two[] = {2};
  struct ct_arena a = {0};
  struct ct_view view;
  (void)state;
  for (double zoom = 0; zoom <= 18; zoom += 9) {
    settle_web(SIDE, 0, 0, zoom, &a, &view);
    struct ct_table t = table_of(&a, CT_GEOM_LINE, 1, two, line);
    struct ct_shapes s = project_or_die(&view, &t, CT_AS_LINES, 0, &a);
    double slope = asinh(tan(70 * M_PI / 180)) / (175 * M_PI / 180);
    assert_int_equal(s.nparts, 1);
    for (size_t i = 0; i < s.ncoords; i++) {
      double x = x_px(&s, i) - SIDE / 2.0, y = s.xy[2 * i + 1] / 0.75 - SIDE / 2.0;
      assert_true(fabs(y - slope * x) < 0.02);
    }
    ct_view_release(&view);
  }
  ct_arena_release(&a);
}

// Edges of more than half a turn are not taken the short way.
static void test_wide_areas(void **state) {
  static const double box[] = {-170, -10, 170, -10, 170, 10, -170, 10};
  const size_t four[] = {4};
  struct ct_arena a = {0};
  struct ct_view view;
  (void)state;
  settle_web(SIDE, 0, 0, 0, &a, &view);
  struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 1, four, box);
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_AREAS, 0, &a);
  assert_int_equal(s.nparts, 1);
  double area = 340.0 / 360 * SIDE * 2 * asinh(tan(10 * M_PI / 180)) / (2 * M_PI) * SIDE * 0.75 * 0.75;
  assert_true(fabs(drawn_area(&s) - area) < 0.1);
  ct_view_release(&view);
  ct_arena_release(&a);
}

// Edges that tiles were cut along are areas' edges but no lines.
static void test_cut_edges_are_no_lines(void **state) {
  static const double box[] = {-10, -10, 10, -10, 10, 10, -10, 10};
  static const uint8_t cut[] = {0, 1, 0, 0};
  const size_t four[] = {4};
  struct ct_arena a = {0};
  struct ct_view view;
  (void)state;
  for (int web = 0; web < 2; web++) {
    struct ct_view_request r = request_of(web ? "EPSG:3857" : "+proj=laea", 400, 400);
    r.has_center = true, r.scale = 4e7, r.as_web = web;
    settle_or_die(&r, &a, &view);
    struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 1, four, box);
    struct ct_shapes whole = project_or_die(&view, &t, CT_AS_LINES, 0, &a);
    t.geoms.cut = cut;
    struct ct_shapes open = project_or_die(&view, &t, CT_AS_LINES, 0, &a);
    struct ct_shapes area = project_or_die(&view, &t, CT_AS_AREAS, 0, &a);
    assert_int_equal(area.nparts, 1);
    assert_int_equal(open.nparts, 1);
    assert_true(fabs(drawn_length(&open) / drawn_length(&whole) - 0.75) < 0.01);
    ct_view_release(&view);
  }
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_points_repeat),          cmocka_unit_test(test_areas_repeat),
      cmocka_unit_test(test_edges_are_straight),     cmocka_unit_test(test_wide_areas),
      cmocka_unit_test(test_cut_edges_are_no_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

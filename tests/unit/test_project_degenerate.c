// SPDX-License-Identifier: MIT
// Geometry that is no geometry: nothing is read out of bounds, and nothing is drawn that nobody asked for.
#include "test_project_help.h"

enum { W = 500, H = 400, MARGIN = 5 };

static const char *const projections[] = {
    "EPSG:3857",
    "+proj=eqearth +lon_0=150",
    "+proj=laea +lat_0=38 +lon_0=127",
    "+proj=ortho +lat_0=-80",
    "+proj=igh",
    "+proj=healpix",
    "+proj=bertin1953",
    "+proj=lcc +lat_1=30 +lat_2=60 +lon_0=100",
    "EPSG:32652",
    "EPSG:3031",
    "+proj=isea",
};

// `area`: the largest share of the map that may be filled; -1: whatever.
static const struct shape {
  const char *name;
  double area;
  size_t nparts, counts[2];
  double v[32];
} shapes[] = {
    {"no vertices", 0, 1, {0}, {0}},
    {"one vertex", 0, 1, {1}, {127, 38}},
    {"two vertices", 1e-4, 1, {2}, {127, 38, 130, 40}},
    {"two vertices over 180", 1e-4, 1, {2}, {179, 38, -179, 40}},
    {"the same vertex", 1e-4, 1, {4}, {127, 38, 127, 38, 127, 38, 127, 38}},
    {"no area", 1e-4, 1, {4}, {100, 20, 120, 40, 140, 60, 120, 40}},
    {"no area over the pole", 1e-4, 1, {4}, {10, 80, 10, 90, 10, 80, 10, 70}},
    {"not a number", 1e-4, 1, {4}, {NAN, NAN, NAN, 1, 2, NAN, NAN, NAN}},
    {"infinite", 1e-4, 1, {3}, {INFINITY, 0, -INFINITY, 10, 20, INFINITY}},
    {"a NaN among numbers", 0.05, 1, {5}, {100, 20, NAN, 30, 120, 20, 120, 30, 100, 30}},
    {"an infinity among numbers", 0.05, 1, {5}, {100, 20, INFINITY, 30, 120, 20, 120, 30, 100, 30}},
    {"a billion degrees", 1e-4, 1, {3}, {1e9, 1e9, -1e9, 1e9, 1e9, -1e9}},
    {"the largest numbers", 1e-4, 1, {3}, {1e308, 1e308, -1e308, 1e308, 1e308, -1e308}},
    {"the smallest numbers", 1e-4, 1, {3}, {5e-324, 0, 0, 5e-324, -5e-324, 0}},
    {"latitudes beyond the poles", -1, 1, {4}, {0, 100, 10, 1000, 20, -200, 5, 95}},
    {"many turns", -1, 1, {4}, {3600, 10, 7200, 20, -3600, 30, 99999, -10}},
    {"twice each", 0.05, 1, {8}, {100, 20, 100, 20, 120, 20, 120, 20, 120, 30, 120, 30, 100, 30, 100, 30}},
    {"a bow tie", 0.05, 1, {4}, {100, 20, 120, 30, 120, 20, 100, 30}},
    {"touching itself", 0.05, 1, {6}, {100, 20, 110, 25, 120, 20, 120, 30, 110, 25, 100, 30}},
    {"a hole without vertices", 0.05, 2, {4, 0}, {100, 20, 120, 20, 120, 30, 100, 30}},
    {"a hole as large as its area",
     1e-3,
     2,
     {4, 4},
     {100, 20, 120, 20, 120, 30, 100, 30, 100, 20, 120, 20, 120, 30, 100, 30}},
    {"a hole outside",
     0.1,
     2,
     {4, 4},
     {100, 20, 120, 20, 120, 30, 100, 30, 130, 20, 140, 20, 140, 30, 130, 30}},
    {"an exterior without vertices", -1, 2, {0, 4}, {100, 20, 120, 20, 120, 30, 100, 30}},
    {"all at a pole", 1e-4, 1, {4}, {0, 90, 90, 90, 180, 90, -90, 90}},
    {"all along 180", 1e-4, 1, {4}, {180, 0, -180, 10, 180, 20, -180, 30}},
};

static int judge_finite(const char *text, const char *name, const struct ct_shapes *s) {
  for (size_t i = 0; i < 2 * s->ncoords; i++) {
    double most = (i % 2 ? H : W) + MARGIN + 0.01;
    if (isfinite(s->xy[i]) && s->xy[i] >= -MARGIN - 0.01 && s->xy[i] <= most) continue;
    print_error("%s: '%s' has a vertex at %g, off the page\n", text, name, (double)s->xy[i]);
    return 1;
  }
  return 0;
}

static int judge(const struct ct_view *view, const char *text, const struct shape *shape, double world) {
  static const enum ct_project_mode modes[] = {CT_AS_AREAS,        CT_AS_LINES,  CT_AS_MEASURED_LINES,
                                               CT_AS_DASHED_LINES, CT_AS_POINTS, CT_AS_LABELS,
                                               CT_AS_STARTS};
  static const enum ct_geom_type types[] = {CT_GEOM_POLYGON, CT_GEOM_LINE};
  struct ct_arena a = {0};
  int wrong = 0;
  for (size_t k = 0; k < sizeof types / sizeof *types; k++)
    for (size_t m = 0; m < sizeof modes / sizeof *modes; m++) {
      struct ct_table t = table_of(&a, types[k], shape->nparts, shape->counts, shape->v);
      struct ct_shapes s = project_or_die(view, &t, modes[m], MARGIN, &a);
      wrong += judge_finite(text, shape->name, &s);
      if (m > 0 || shape->area < 0 || drawn_area(&s) <= shape->area * world) continue;
      print_error("%s: '%s' fills %.5f of the map\n", text, shape->name, drawn_area(&s) / world), wrong++;
    }
  for (size_t i = 0; i < 16; i++) {
    double x, y, lon, lat;
    if (ct_project_point(view, shape->v[2 * i], shape->v[2 * i + 1], &x, &y) && !(isfinite(x) && isfinite(y)))
      print_error("%s: %g,%g is nowhere\n", text, shape->v[2 * i], shape->v[2 * i + 1]), wrong++;
    if (ct_unproject_point(view, shape->v[2 * i], shape->v[2 * i + 1], &lon, &lat) && !(fabs(lat) <= 90))
      print_error("%s: no place at %g,%g\n", text, shape->v[2 * i], shape->v[2 * i + 1]), wrong++;
  }
  ct_arena_release(&a);
  return wrong;
}

static void test_degenerate(void **state) {
  (void)state;
  int wrong = 0;
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_shapes sphere;
    struct ct_err err = {0};
    struct ct_view_request r = request_of(projections[i], W, H);
    settle_or_die(&r, &a, &view);
    assert_true(ct_project_sphere(&view, &a, &sphere, &err));
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
      wrong += judge(&view, projections[i], &shapes[k], drawn_area(&sphere));
    ct_view_release(&view);
    ct_arena_release(&a);
  }
  assert_int_equal(wrong, 0);
}

// Views of the same kind of numbers are refused or settled, never a crash or a view of nothing.
static void test_views(void **state) {
  (void)state;
  static const double odd[] = {NAN, INFINITY, -INFINITY, 1e9, -1e308, 5e-324, 0, 90, -90, 180, 360};
  enum { N = sizeof odd / sizeof *odd };
  for (size_t i = 0; i < N * N * 2; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_err err = {0};
    struct ct_view_request r = request_of(i % 2 ? "auto" : "+proj=laea +lat_0=38 +lon_0=127", W, H);
    double u = odd[i / 2 % N], v = odd[i / 2 / N];
    if (i % 3 == 0) r.has_bbox = true, r.west = u, r.south = v, r.east = 140, r.north = 45;
    if (i % 3 == 1) r.has_center = true, r.center_lon = u, r.center_lat = v, r.scale = 1e6;
    if (i % 3 == 2)
      r.has_center = true, r.center_lon = 127, r.center_lat = 38, r.scale = u, r.rotation_deg = v;
    if (ct_view_settle(&r, &a, &view, &err)) {
      assert_true(isfinite(view.units_per_pt) && view.units_per_pt > 0);
      assert_true(isfinite(view.scale) && isfinite(view.zoom) && isfinite(view.rotation_deg));
    } else {
      assert_true(err.message[0] != '\0');
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_degenerate), cmocka_unit_test(test_views)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Views: choice of projection, words, fit, scale, zoom, rotation, boxes, and what is refused.
#include "test_project_help.h"

static struct ct_view_request boxed(const char *projection, double w, double s, double e, double n) {
  struct ct_view_request r = request_of(projection, 800, 600);
  r.has_bbox = true, r.west = w, r.south = s, r.east = e, r.north = n;
  return r;
}

static void check_name(const struct ct_view_request *r, const char *name) {
  struct ct_arena a = {0};
  struct ct_view view;
  settle_or_die(r, &a, &view);
  assert_string_equal(view.crs_name, name);
  ct_view_release(&view);
  ct_arena_release(&a);
}

static void test_auto(void **state) {
  (void)state;
  struct {
    double box[4];
    const char *name;
  } cases[] = {
      {{-180, -90, 180, 90}, "Equal Earth"},
      {{100, -60, -70, 65}, "Equal Earth, central meridian 170° W"},
      {{124, 33, 131, 43}, "Lambert azimuthal equal-area, centre 38° N 127.5° E"},
      {{125.7, 39.75, 125.8, 39.85}, "Transverse Mercator, central meridian 125.75° E"},
      {{-180, 66, 180, 90}, "Lambert azimuthal equal-area, centred on the North Pole"},
      {{-180, -90, 180, -60}, "Lambert azimuthal equal-area, centred on the South Pole"},
      {{-125, 25, -66, 49},
       "Lambert conformal conic, standard parallels 29° N and 45° N, central meridian 96° W"},
      {{177, -21, -178, -16}, "Transverse Mercator, central meridian 179.5° E"},
      {{95, -11, 141, 6}, "Lambert azimuthal equal-area, centre 3° S 118° E"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const double *b = cases[i].box;
    struct ct_view_request r = boxed("auto", b[0], b[1], b[2], b[3]);
    check_name(&r, cases[i].name);
    r.projection = NULL;
    check_name(&r, cases[i].name);
  }
}

static void test_names(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"EPSG:3857", "Web Mercator"},
      {"EPSG:5179", "Korea 2000 / Unified CS"},
      {"EPSG:4326", "WGS 84"},
      {"+proj=robin +lon_0=11", "Robinson, central meridian 11° E"},
      {"+proj=utm +zone=52", "UTM zone 52N"},
      {"utm", "WGS 84 / UTM zone 52N"},
      {"globe", "Orthographic, centre 38° N 128° E"},
      {"local", "Transverse Mercator, central meridian 127.5° E"},
      {"+proj=laea +lat_0=90", "Lambert azimuthal equal-area, centred on the North Pole"},
      {"+proj=stere +lat_0=-33.5 +lon_0=-70.25", "Stereographic, centre 33.5° S 70.25° W"},
      {"+proj=aea +lat_1=27 +lat_2=45 +lon_0=105",
       "Albers equal-area conic, standard parallels 27° N and 45° N, central meridian 105° E"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_view_request r = boxed(cases[i][0], 124, 33, 131, 43);
    if (strstr(cases[i][0], "stere")) r = boxed(cases[i][0], -75, -40, -65, -30);
    check_name(&r, cases[i][1]);
  }
}

static void test_zoom(void **state) {
  (void)state;
  static const double lats[] = {0, 39.8, -65, 84};
  for (int i = 0; i < 4; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_view_request r = request_of("EPSG:3857", 600, 450);
    r.has_center = true, r.center_lon = 125.75, r.center_lat = lats[i];
    r.zoom = 11.5;
    settle_or_die(&r, &a, &view);
    // MapLibre: the world is 512 * 2^zoom style pixels wide.
    double px = 2 * 3.14159265358979323846 * 6378137 / view.units_per_pt / CT_PX_PT;
    assert_true(fabs(px / (512 * exp2(11.5)) - 1) < 1e-9);
    assert_true(fabs(view.zoom - 11.5) < 1e-9);
    assert_true(fabs(view.center_lon - 125.75) < 1e-9 && fabs(view.center_lat - lats[i]) < 1e-9);
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

// A kilometre east-west and north-south of the centre has the length the scale says.
static void test_scale(void **state) {
  (void)state;
  static const char *const conformal[] = {
      "+proj=laea +lat_0=39 +lon_0=127",          "EPSG:5179", "+proj=tmerc +lon_0=120", "EPSG:3395",
      "+proj=lcc +lat_1=20 +lat_2=40 +lon_0=100", "local"};
  for (size_t i = 0; i < sizeof conformal / sizeof *conformal; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_view_request r = request_of(conformal[i], 600, 450);
    r.has_center = true, r.center_lon = 127, r.center_lat = 39;
    r.scale = 100000, r.rotation_deg = 30;
    settle_or_die(&r, &a, &view);
    for (int bearing = 0; bearing < 360; bearing += 90) {
      double lon, lat, x, y;
      ct_geodesic_direct(127, 39, bearing, 1000, &lon, &lat);
      assert_true(ct_project_point(&view, lon, lat, &x, &y));
      double mm = hypot(x - 300, y - 225) * 25.4 / 72;
      if (fabs(mm - 10) > 0.005) fail_msg("%s: a kilometre at 1:100 000 is %.4f mm", conformal[i], mm);
      // North turns with the map.
      double turned = atan2(x - 300, 225 - y) * 57.29577951308232 - bearing;
      turned -= 360 * round((turned - view.north_deg) / 360);
      if (fabs(turned - view.north_deg) > 0.1)
        fail_msg("%s: north is %.3f, not %.3f", conformal[i], turned, view.north_deg);
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

static void test_fit_points(void **state) {
  (void)state;
  static const char *const projections[] = {"auto", "EPSG:3857", "+proj=ortho +lat_0=0 +lon_0=180",
                                            "+proj=eqearth"};
  const double fiji[] = {177, -18, -178.5, -17, NAN, NAN, 179, -19.5};
  for (int i = 0; i < 4; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_view_request r = request_of(projections[i], 400, 700);
    r.nfit = 4, r.fit_lonlat = fiji, r.padding_pt = 20, r.rotation_deg = -17;
    settle_or_die(&r, &a, &view);
    double x0 = INFINITY, x1 = -INFINITY;
    for (int k = 0; k < 4; k++) {
      double x, y;
      if (isnan(fiji[2 * k])) continue;
      assert_true(ct_project_point(&view, fiji[2 * k], fiji[2 * k + 1], &x, &y));
      assert_true(x > 19.99 && x < 380.01 && y > 19.99 && y < 680.01);
      x0 = fmin(x0, x), x1 = fmax(x1, x);
    }
    assert_true(fabs(x0 - 20) < 0.01 && fabs(x1 - 380) < 0.01);
    if (i < 3) assert_true(view.west > 160 && view.east < -160);
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

static void test_single_point(void **state) {
  (void)state;
  const double point[] = {125.755, 39.796};
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_view_request r = request_of("auto", 500, 400);
  r.nfit = 1, r.fit_lonlat = point, r.min_extent_m = 20000;
  settle_or_die(&r, &a, &view);
  assert_true(fabs(view.scale * 400 * 0.0254 / 72 - 20000) < 5);
  assert_true(fabs(view.center_lon - point[0]) < 1e-9);
  ct_view_release(&view);
  ct_arena_release(&a);
}

// Every place of the frame is in the box.
static void test_boxes(void **state) {
  (void)state;
  struct {
    const char *projection;
    double box[4];
  } cases[] = {{"auto", {124, 33, 131, 43}},
               {"+proj=laea +lat_0=80 +lon_0=20", {0, 70, 60, 85}},
               {"EPSG:3857", {170, -50, -170, -30}},
               {"auto", {60, 20, 150, 60}},
               {"+proj=eqearth", {-180, -90, 180, 90}},
               {"+proj=laea +lat_0=90", {-180, 70, 180, 90}},
               {"+proj=ortho +lat_0=20", {-60, -40, 60, 80}},
               {"+proj=eqearth +lon_0=150", {150, -20, -120, 30}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_arena a = {0};
    struct ct_view v;
    const double *b = cases[i].box;
    struct ct_view_request r = boxed(cases[i].projection, b[0], b[1], b[2], b[3]);
    settle_or_die(&r, &a, &v);
    assert_true(v.scale_variation >= 1 && isfinite(v.scale_variation));
    for (int k = 0; k < 97 * 83; k++) {
      double lon, lat;
      if (!ct_unproject_point(&v, 800.0 * (k % 97) / 96, 600.0 * (k / 97) / 82, &lon, &lat)) continue;
      bool in = v.west <= v.east ? lon >= v.west && lon <= v.east : lon >= v.west || lon <= v.east;
      if (!in || lat < v.south || lat > v.north)
        fail_msg("%s: %g,%g is outside %g,%g,%g,%g", cases[i].projection, lon, lat, v.west, v.south, v.east,
                 v.north);
    }
    ct_view_release(&v);
    ct_arena_release(&a);
  }
}

static void check_refused(struct ct_view_request r, const char *words) {
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_err err = {0};
  assert_false(ct_view_settle(&r, &a, &view, &err));
  assert_true(err.failed);
  if (!strstr(err.message, words)) fail_msg("'%s' lacks '%s'", err.message, words);
  assert_null(view.proj);
  ct_view_release(&view);
  ct_arena_release(&a);
}

static void test_refused(void **state) {
  (void)state;
  check_refused(boxed("EPSG:99999999", 1, 2, 3, 4), "unknown projection 'EPSG:99999999'");
  check_refused(boxed("robinson", 1, 2, 3, 4), "unknown projection 'robinson'");
  check_refused(boxed("+proj=nosuch", 1, 2, 3, 4), "+proj=nosuch");
  check_refused(boxed("+proj=laea +lat_0=abc", 1, 2, 3, 4), "+proj=laea");
  check_refused(boxed("EPSG:4978", 1, 2, 3, 4), "no projected or geographic");
  check_refused(boxed("EPSG:5773", 1, 2, 3, 4), "no projected or geographic");
  check_refused(boxed("GEOGCRS[\"broken\"", 1, 2, 3, 4), "unknown projection");
  check_refused(boxed("auto", 1, 4, 3, 4), "is empty");
  check_refused(boxed("auto", 1, 2, 1, 4), "is empty");
  check_refused(boxed("auto", 1, 2, NAN, 4), "no number");
  check_refused(boxed("auto", 1, -91, 3, 4), "'-91' is outside");
  check_refused(boxed("auto", 1, 2, 1e300, 4), "outside -180..180");
  check_refused(boxed("+proj=ortho +lat_0=0 +lon_0=0", 170, -5, 175, 5), "can't show");
  struct ct_view_request r = request_of("auto", 0, 100);
  check_refused(r, "frame is empty");
  r = request_of("auto", 100, NAN);
  check_refused(r, "frame is empty");
  r = request_of("+proj=gnom +lat_0=0 +lon_0=0", 100, 100);
  r.has_center = true, r.center_lon = 100, r.scale = 1e6;
  check_refused(r, "can't show the centre");
  r.center_lat = 91;
  check_refused(r, "no place on the globe");
  r = request_of("auto", 100, 100);
  r.has_center = true, r.zoom = 1e9;
  check_refused(r, "zoom");
  r = request_of("auto", 100, 100);
  r.has_center = true, r.scale = INFINITY;
  check_refused(r, "scale");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_auto),  cmocka_unit_test(test_names),      cmocka_unit_test(test_zoom),
      cmocka_unit_test(test_scale), cmocka_unit_test(test_fit_points), cmocka_unit_test(test_single_point),
      cmocka_unit_test(test_boxes), cmocka_unit_test(test_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

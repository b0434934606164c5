// SPDX-License-Identifier: MIT
// Polygons over the antimeridian, the poles and the horizon: what is drawn is what is true.
#include "test_project_help.h"

#define RAD (3.14159265358979323846 / 180)

// Input as it may be published, and the same area as plain rings in the lon/lat plane
// (east of 180 allowed), which a reader can check by eye.
struct polygon {
  const char *name;
  size_t nin, in_count[2];
  double in[800];
  size_t ntrue, true_count[2];
  double truth[800];
};

static const char *const projections[] = {
    "+proj=eqearth",
    "+proj=eqearth +lon_0=150",
    "+proj=eqearth +lon_0=-60.5",
    "+proj=moll +lon_0=100",
    "+proj=robin +lon_0=180",
    "+proj=sinu +lon_0=-170",
    "+proj=laea",
    "+proj=laea +lat_0=38 +lon_0=127",
    "+proj=laea +lat_0=90",
    "+proj=laea +lat_0=-90 +lon_0=77",
    "+proj=laea +lat_0=-30 +lon_0=-150",
    "+proj=ortho +lat_0=38 +lon_0=127",
    "+proj=ortho +lat_0=-20 +lon_0=179",
    "+proj=ortho +lat_0=90",
    "+proj=ortho +lat_0=-90 +lon_0=20",
    "+proj=ortho",
    "+proj=stere +lat_0=60 +lon_0=-100",
    "+proj=gnom +lat_0=20 +lon_0=170",
    "+proj=aeqd +lat_0=39 +lon_0=125.75",
    "+proj=nsper +h=5000000 +lat_0=-60 +lon_0=170",
    "+proj=geos +h=35785831 +lon_0=128",
    "EPSG:3857",
    "EPSG:3395",
    "+proj=lcc +lat_1=30 +lat_2=60 +lon_0=100",
    "+proj=aea +lat_1=-20 +lat_2=-50 +lon_0=-60",
    "+proj=tmerc +lon_0=100",
    "+proj=vandg",
    "EPSG:4326",
};

static size_t wave(double *out, double lat, double swing, int from, int to, int step) {
  size_t n = 0;
  for (int lon = from; step > 0 ? lon < to : lon > to; lon += step) {
    out[2 * n] = lon;
    out[2 * n++ + 1] = lat + swing * sin(3 * lon * RAD);
  }
  return n;
}

static void wrap_all(double *v, size_t n) {
  for (size_t i = 0; i < n; i++) v[2 * i] -= 360 * floor((v[2 * i] + 180) / 360);
}

static size_t close_over(double *v, size_t n, double from, double pole) {
  double far = from + 360, lat = v[1];
  const double more[6] = {far, lat, far, pole, from, pole};
  memcpy(v + 2 * n, more, sizeof more);
  return n + 3;
}

// A ring round a pole, published open-ended with wrapped longitudes.
static struct polygon round_pole(const char *name, double lat, double swing, bool backwards) {
  struct polygon p = {.name = name, .nin = 1, .ntrue = 1};
  p.true_count[0] = wave(p.truth, lat, swing, -170, 190, 2);
  p.true_count[0] = close_over(p.truth, p.true_count[0], -170, lat > 0 ? 90 : -90);
  p.in_count[0] = backwards ? wave(p.in, lat, swing, 40, -320, -2) : wave(p.in, lat, swing, 40, 400, 2);
  wrap_all(p.in, p.in_count[0]);
  return p;
}

static struct polygon of_rings(const char *name, size_t n1, const double *r1, size_t n2, const double *r2) {
  struct polygon p = {.name = name, .nin = n2 ? 2 : 1, .in_count = {n1, n2}};
  memcpy(p.in, r1, n1 * 2 * sizeof *r1);
  if (n2) memcpy(p.in + 2 * n1, r2, n2 * 2 * sizeof *r2);
  p.ntrue = p.nin;
  memcpy(p.true_count, p.in_count, sizeof p.in_count);
  memcpy(p.truth, p.in, sizeof p.in);
  return p;
}

enum { POLYGONS = 13 };

static void polygons_make(struct polygon *p) {
  static const double over[] = {160, -20, 200, -25, 205, 15, 170, 30};
  static const double hole[] = {175, -5, 172, 5, 185, 8, 190, -8};
  static const double exact[] = {170,  -10, 180,  -10, -180, -10, -170, -10,
                                 -170, 10,  -180, 10,  180,  10,  170,  10};
  static const double exact_true[] = {170, -10, 190, -10, 190, 10, 170, 10};
  static const double world[] = {-180, -60, 180, -60, 180, 70, -180, 70};
  static const double whole[] = {-180, -90, 180, -90, 180, 90, -180, 90};
  static const double patch[] = {100, 20, 100, 60, 140, 50, 150, 10};
  static const double half[] = {-90, -90, 90, -90, 90, 90, -90, 90};
  static const double equator[] = {0, 0, 120, 0, -120, 0};
  static const double equator_true[] = {-180, 0, 180, 0, 180, 90, -180, 90};
  static const double octant[] = {10, 0, 100, 0, 100, 90, 10, 90};
  p[0] = round_pole("round the north pole", 60, 10, false);
  p[1] = round_pole("round the north pole, backwards", 60, 10, true);
  p[2] = round_pole("round the south pole", -70, 8, false);
  p[3] = of_rings("over 180, continuous", 4, over, 0, NULL);
  p[4] = of_rings("over 180, with a hole", 4, over, 4, hole);
  p[5] = p[4];
  p[5].name = "over 180, wrapped, with a hole";
  wrap_all(p[5].in, 8);
  p[6] = of_rings("over 180, with vertices on it", 8, exact, 0, NULL);
  p[6].true_count[0] = 4;
  memcpy(p[6].truth, exact_true, sizeof exact_true);
  p[7] = of_rings("a belt round the world", 4, world, 0, NULL);
  p[8] = of_rings("the world without a patch", 4, whole, 4, patch);
  p[9] = of_rings("half of the world", 4, half, 0, NULL);
  p[10] = of_rings("north of the equator", 3, equator, 0, NULL);
  p[10].true_count[0] = 4;
  memcpy(p[10].truth, equator_true, sizeof equator_true);
  p[11] = of_rings("an eighth with a pole corner", 4, octant, 0, NULL);
  // Natural Earth's way with Antarctica.
  p[12] = (struct polygon){.name = "a cap closed along 180 and the pole", .nin = 1, .ntrue = 1};
  p[12].in_count[0] = close_over(p[12].in, wave(p[12].in, -70, 5, -180, 181, 3), 0, 0) - 3;
  const double corner[4] = {180, -90, -180, -90};
  memcpy(p[12].in + 2 * p[12].in_count[0], corner, sizeof corner);
  p[12].in_count[0] += 2;
  p[12].true_count[0] = p[12].in_count[0];
  memcpy(p[12].truth, p[12].in, sizeof p[12].in);
}

static bool in_rings(const double *v, const size_t *counts, size_t nrings, double lon, double lat) {
  bool in = false;
  for (size_t r = 0; r < nrings; v += 2 * counts[r], r++)
    for (double x = lon - 360; x < lon + 361; x += 360)
      for (size_t i = 0, j = counts[r] - 1; i < counts[r]; j = i++) {
        const double *p = v + 2 * i, *q = v + 2 * j;
        if ((p[1] > lat) != (q[1] > lat) && x < (q[0] - p[0]) * (lat - p[1]) / (q[1] - p[1]) + p[0]) in = !in;
      }
  return in;
}

// Non-zero winding on the page, and the distance to the nearest edge.
static bool in_shapes(const struct ct_shapes *s, double x, double y, double *edge) {
  int winding = 0;
  *edge = INFINITY;
  for (size_t part = 0; part < s->nparts; part++) {
    uint32_t from = s->coord0[part], to = s->coord0[part + 1];
    for (uint32_t i = from, j = to - 1; i < to; j = i++) {
      const float *p = s->xy + 2 * j, *q = s->xy + 2 * i;
      double dx = q[0] - p[0], dy = q[1] - p[1], l2 = dx * dx + dy * dy;
      double t = l2 > 0 ? fmin(1, fmax(0, ((x - p[0]) * dx + (y - p[1]) * dy) / l2)) : 0;
      *edge = fmin(*edge, hypot(x - p[0] - t * dx, y - p[1] - t * dy));
      if ((p[1] > y) == (q[1] > y)) continue;
      if (x < dx * (y - p[1]) / dy + p[0]) winding += q[1] > p[1] ? 1 : -1;
    }
  }
  return winding != 0;
}

static int failures;  // told one by one, so that one run shows them all
#define COMPLAIN(...) (print_error(__VA_ARGS__), failures++)

static uint64_t seed = 12345;
static double random01(void) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(seed >> 11) / 9007199254740992.0;
}

static void view_of_world(const char *projection, double w, double h, struct ct_arena *a,
                          struct ct_view *view) {
  struct ct_view_request r = request_of(projection, w, h);
  // What shows one side of the globe is fitted to that side.
  if (strstr(projection, "gnom") || strstr(projection, "tmerc")) {
    r.has_center = true;
    r.center_lon = strstr(projection, "gnom") ? 170 : 100;
    r.center_lat = 20;
    r.scale = 1e8;
  }
  settle_or_die(&r, a, view);
}

static void sample(const struct ct_view *view, const struct polygon *p, const struct ct_shapes *s,
                   const char *projection) {
  size_t seen = 0;
  for (int k = 0; k < 1500; k++) {
    double lon = 360 * random01() - 180, lat = asin(2 * random01() - 1) / RAD, x, y, edge;
    if (!ct_project_point(view, lon, lat, &x, &y)) continue;
    if (x < 0 || y < 0 || x > view->frame.w || y > view->frame.h) continue;
    seen++;
    bool drawn = in_shapes(s, x, y, &edge);
    if (edge < 0.4) continue;
    bool truth = in_rings(p->truth, p->true_count, p->ntrue, lon, lat);
    if (drawn != truth)
      COMPLAIN("%s: '%s' is %s at %.3f,%.3f\n", projection, p->name, truth ? "missing" : "filled", lon, lat);
    if (drawn != truth) break;
  }
  assert_true(seen > 100);
}

static void test_fills(void **state) {
  (void)state;
  failures = 0;
  struct polygon *p = calloc(POLYGONS, sizeof *p);
  polygons_make(p);
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    view_of_world(projections[i], 800, 600, &a, &view);
    for (size_t k = 0; k < POLYGONS; k++) {
      struct ct_table t = table_of(&a, CT_GEOM_POLYGON, p[k].nin, p[k].in_count, p[k].in);
      struct ct_shapes s = project_or_die(&view, &t, CT_AS_AREAS, 5, &a);
      sample(&view, &p[k], &s, projections[i]);
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
  free(p);
  assert_int_equal(failures, 0);
}

// ---- drawn against true area, in equal-area projections

// Integral of the ellipsoid's M N cos(lat) from the equator.
static double zone(double lat) {
  const double e2 = 0.0066943799901413165, e = sqrt(e2), a = 6378137, s = sin(lat * RAD);
  return a * a * (1 - e2) / 2 * (s / (1 - e2 * s * s) + log((1 + e * s) / (1 - e * s)) / (2 * e));
}

static double true_area(const struct polygon *p) {
  double sum[2] = {0, 0};
  const double *v = p->truth;
  for (size_t r = 0; r < p->ntrue; v += 2 * p->true_count[r], r++)
    for (size_t i = 0; i < p->true_count[r]; i++) {
      const double *b = v + 2 * ((i + 1) % p->true_count[r]), *c = v + 2 * i;
      for (int k = 0; k < 64; k++)
        sum[r] += zone(c[1] + (b[1] - c[1]) * (k + 0.5) / 64) * (b[0] - c[0]) / 64 * RAD;
    }
  return fabs(sum[0]) - fabs(sum[1]);
}

static double outline(const struct ct_shapes *s) {
  double sum = 0;
  for (size_t p = 0; p < s->nparts; p++)
    for (uint32_t i = s->coord0[p], j = s->coord0[p + 1] - 1; i < s->coord0[p + 1]; j = i++)
      sum += hypot(s->xy[2 * i] - s->xy[2 * j], s->xy[2 * i + 1] - s->xy[2 * j + 1]);
  return sum;
}

static void test_areas(void **state) {
  (void)state;
  failures = 0;
  static const char *const equal_area[] = {"+proj=eqearth",
                                           "+proj=eqearth +lon_0=150",
                                           "+proj=eqearth +lon_0=-60.5",
                                           "+proj=cea +lon_0=33",
                                           "+proj=laea",
                                           "+proj=laea +lat_0=38 +lon_0=127",
                                           "+proj=laea +lat_0=90",
                                           "+proj=laea +lat_0=-90 +lon_0=77"};
  struct polygon *p = calloc(POLYGONS, sizeof *p);
  polygons_make(p);
  for (size_t i = 0; i < sizeof equal_area / sizeof *equal_area; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_view_request r = request_of(equal_area[i], 1000, 1000);
    r.has_center = true;
    if (strstr(equal_area[i], "lon_0=")) r.center_lon = atof(strstr(equal_area[i], "lon_0=") + 6);
    if (strstr(equal_area[i], "lat_0=")) r.center_lat = atof(strstr(equal_area[i], "lat_0=") + 6);
    r.scale = 1.2e8;
    settle_or_die(&r, &a, &view);
    for (size_t k = 0; k < POLYGONS; k++) {
      struct ct_table t = table_of(&a, CT_GEOM_POLYGON, p[k].nin, p[k].in_count, p[k].in);
      struct ct_shapes s = project_or_die(&view, &t, CT_AS_AREAS, 5, &a);
      double drawn = drawn_area(&s) * view.units_per_pt * view.units_per_pt, truth = true_area(&p[k]);
      // Vertices may be off by a few hundredths of a point, all along.
      double slack = 0.04 * outline(&s) * view.units_per_pt * view.units_per_pt;
      if (fabs(drawn - truth) > 0.0005 * truth + slack)
        COMPLAIN("%s: '%s' has %.5f of its area\n", equal_area[i], p[k].name, drawn / truth);
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
  free(p);
  assert_int_equal(failures, 0);
}

// ---- outlines

// Degrees (of the plane) from a place to the nearest edge of the true rings that is no
// artefact of the flat world.
static double off_outline(const struct polygon *p, double lon, double lat) {
  double least = INFINITY;
  const double *v = p->truth;
  for (size_t r = 0; r < p->ntrue; v += 2 * p->true_count[r], r++)
    for (size_t i = 0, j = p->true_count[r] - 1; i < p->true_count[r]; j = i++) {
      const double *b = v + 2 * j, *c = v + 2 * i;
      bool seam = b[0] == c[0] && (fabs(b[1]) == 90 || fabs(c[1]) == 90) &&
                  strstr(p->name, "eighth") == NULL && strstr(p->name, "half") == NULL;
      if (seam || (fabs(b[1]) == 90 && b[1] == c[1])) continue;
      if (b[0] == c[0] && fabs(b[0]) == 180) continue;
      for (double x = lon - 360; x < lon + 361; x += 360) {
        double dx = c[0] - b[0], dy = c[1] - b[1], l2 = dx * dx + dy * dy;
        double t = fmin(1, fmax(0, ((x - b[0]) * dx + (lat - b[1]) * dy) / l2));
        least = fmin(least, hypot(x - b[0] - t * dx, lat - b[1] - t * dy));
      }
    }
  return least;
}

static void check_outline(const struct ct_view *view, const struct polygon *p, const struct ct_shapes *s,
                          const char *projection) {
  for (size_t part = 0; part < s->nparts; part++)
    for (uint32_t i = s->coord0[part] + 1; i < s->coord0[part + 1]; i++) {
      double x = (s->xy[2 * i] + s->xy[2 * i - 2]) / 2.0, y = (s->xy[2 * i + 1] + s->xy[2 * i - 1]) / 2.0;
      double lon, lat;
      if (x < 0 || y < 0 || x > view->frame.w || y > view->frame.h) continue;
      if (!ct_unproject_point(view, x, y, &lon, &lat) || fabs(lat) > 85) continue;
      double off = off_outline(p, lon, lat) * cos(lat * RAD) * 111320 / (view->scale * 0.0254 / 72);
      // In points at the centre's scale; the rim of some projections is ten times smaller.
      if (off <= 6) continue;
      COMPLAIN("%s: '%s' has a stray line at %.3f,%.3f (%.1f pt)\n", projection, p->name, lon, lat, off);
      return;
    }
}

static void test_outlines(void **state) {
  (void)state;
  failures = 0;
  struct polygon *p = calloc(POLYGONS, sizeof *p);
  polygons_make(p);
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    view_of_world(projections[i], 800, 600, &a, &view);
    for (size_t k = 0; k < POLYGONS; k++) {
      struct ct_table t = table_of(&a, CT_GEOM_POLYGON, p[k].nin, p[k].in_count, p[k].in);
      struct ct_shapes s = project_or_die(&view, &t, CT_AS_LINES, 5, &a);
      check_outline(&view, &p[k], &s, projections[i]);
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
  free(p);
  assert_int_equal(failures, 0);
}

static void test_sphere(void **state) {
  (void)state;
  failures = 0;
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_shapes s;
    struct ct_err err = {0};
    view_of_world(projections[i], 800, 600, &a, &view);
    assert_true(ct_project_sphere(&view, &a, &s, &err));
    assert_int_equal(s.n, 1);
    for (int k = 0; k < 3000; k++) {
      double x = 800 * random01(), y = 600 * random01(), lon, lat, edge;
      bool drawn = in_shapes(&s, x, y, &edge);
      if (edge < 0.5) continue;
      bool truth = ct_unproject_point(&view, x, y, &lon, &lat);
      if (drawn == truth) continue;
      COMPLAIN("%s: sphere is %s at %.1f,%.1f\n", projections[i], truth ? "missing" : "filled", x, y);
      break;
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
  assert_int_equal(failures, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fills),
      cmocka_unit_test(test_areas),
      cmocka_unit_test(test_outlines),
      cmocka_unit_test(test_sphere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

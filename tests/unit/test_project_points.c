// SPDX-License-Identifier: MIT
// Marks: within 0.05 px of cs2cs, the compact form, speed of a million, several threads at once.
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "test_project_help.h"

struct place {
  double lon, lat;
};

struct oracle {
  const char *projection;  // for us
  const char *cs2cs;       // for cs2cs
  double bbox[4];
};

static const struct oracle oracles[] = {
    {"EPSG:3857", "EPSG:3857", {124, 33, 132, 43}},
    {"EPSG:3857", "EPSG:3857", {-180, -85, 180, 85}},
    {"EPSG:5179", "EPSG:5179", {124, 33, 132, 43}},
    {"EPSG:32652", "EPSG:32652", {124, 33, 132, 43}},
    {"EPSG:27700", "EPSG:27700", {-5, 51, 0, 55}},
    {"EPSG:2154", "EPSG:2154", {-5, 42, 8, 51}},
    {"EPSG:3031", "EPSG:3031", {-180, -90, 180, -60}},
    {"EPSG:4326", "OGC:CRS84", {100, -20, 150, 45}},
    {"ESRI:54030", "ESRI:54030", {-180, -90, 180, 90}},
    {"+proj=eqearth +lon_0=150", "+proj=eqearth +lon_0=150 +datum=WGS84 +type=crs", {-20, -60, -40, 80}},
    {"+proj=laea +lat_0=39 +lon_0=127",
     "+proj=laea +lat_0=39 +lon_0=127 +datum=WGS84 +type=crs",
     {60, 0, 180, 70}},
    {"+proj=tmerc +lon_0=125.8", "+proj=tmerc +lon_0=125.8 +datum=WGS84 +type=crs", {125.5, 39.5, 126, 40}},
    {"+proj=lcc +lat_1=27 +lat_2=53 +lat_0=40 +lon_0=105",
     "+proj=lcc +lat_1=27 +lat_2=53 +lat_0=40 +lon_0=105 +datum=WGS84 +type=crs",
     {60, 20, 150, 60}},
    {"+proj=ortho +lat_0=38 +lon_0=127",
     "+proj=ortho +lat_0=38 +lon_0=127 +datum=WGS84 +type=crs",
     {90, 0, 160, 70}},
};

enum { PLACES = 200 };

static void places_make(const double *bbox, struct place *p) {
  uint64_t seed = 7;
  double east = bbox[2] < bbox[0] ? bbox[2] + 360 : bbox[2];
  for (int i = 0; i < PLACES; i++) {
    double u[2];
    for (int k = 0; k < 2; k++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      u[k] = (double)(seed >> 11) / 9007199254740992.0;
    }
    p[i].lon = bbox[0] + u[0] * (east - bbox[0]);
    if (p[i].lon > 180) p[i].lon -= 360;
    p[i].lat = bbox[1] + u[1] * (bbox[3] - bbox[1]);
  }
}

static bool ask_cs2cs(const char *to, const struct place *p, struct place *out) {
  char in[] = "/tmp/test_project_XXXXXX", command[512];
  int fd = mkstemp(in);
  if (fd < 0) return false;
  FILE *f = fdopen(fd, "w");
  for (int i = 0; i < PLACES; i++) fprintf(f, "%.12f %.12f\n", p[i].lon, p[i].lat);
  fclose(f);
  if (to[0] == '+')
    snprintf(command, sizeof command, "cs2cs -f %%.9f +proj=longlat +datum=WGS84 +to %s <%s", to, in);
  else
    snprintf(command, sizeof command, "cs2cs -f %%.9f OGC:CRS84 %s <%s", to, in);
  f = popen(command, "r");
  int n = 0;
  char line[256];
  bool swap = strcmp(to, "EPSG:5179") == 0;  // its axes are northing, easting
  while (n < PLACES && f && fgets(line, sizeof line, f))
    if (sscanf(line, "%lf %lf", swap ? &out[n].lat : &out[n].lon, swap ? &out[n].lon : &out[n].lat) == 2) n++;
  if (f) pclose(f);
  unlink(in);
  return n == PLACES;
}

static void test_cs2cs(void **state) {
  (void)state;
  if (!have_tool("cs2cs")) skip();
  for (size_t i = 0; i < sizeof oracles / sizeof *oracles; i++) {
    const struct oracle *o = &oracles[i];
    struct ct_arena a = {0};
    struct ct_view view;
    struct place p[PLACES], q[PLACES];
    struct ct_view_request r = request_of(o->projection, 842, 595);
    r.has_bbox = true, r.west = o->bbox[0], r.south = o->bbox[1], r.east = o->bbox[2], r.north = o->bbox[3];
    settle_or_die(&r, &a, &view);
    places_make(o->bbox, p);
    assert_true(ask_cs2cs(o->cs2cs, p, q));
    for (int k = 0; k < PLACES; k++) {
      double x, y, lon, lat;
      if (!isfinite(q[k].lon)) continue;
      if (!ct_project_point(&view, p[k].lon, p[k].lat, &x, &y))
        fail_msg("%s: no %g,%g", o->projection, p[k].lon, p[k].lat);
      double ex = 421 + (q[k].lon - view.center_x) / view.units_per_pt;
      double ey = 297.5 - (q[k].lat - view.center_y) / view.units_per_pt;
      if (hypot(x - ex, y - ey) > 0.05 * CT_PX_PT)
        fail_msg("%s: %g,%g is off by %g pt", o->projection, p[k].lon, p[k].lat, hypot(x - ex, y - ey));
      if (!ct_unproject_point(&view, x, y, &lon, &lat))
        fail_msg("%s: no way back to %g,%g", o->projection, p[k].lon, p[k].lat);
      double back_x, back_y;
      assert_true(ct_project_point(&view, lon, lat, &back_x, &back_y));
      assert_true(hypot(back_x - x, back_y - y) < 0.001);
      // What is fitted is in the frame.
      assert_true(x > -0.01 && y > -0.01 && x < 842.01 && y < 595.01);
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

static void test_compact(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view view;
  const double lonlat[] = {126, 39, NAN, NAN, 0, 0, 127, 40, 125, 100, 128, 38};
  struct ct_table t = {.name = "t", .n = 6, .geoms = {.nparts = 6, .ncoords = 6, .lonlat = lonlat}};
  struct ct_view_request r = request_of("auto", 400, 300);
  r.nfit = 6, r.fit_lonlat = lonlat;
  r.has_bbox = true, r.west = 124, r.south = 37, r.east = 130, r.north = 42;
  settle_or_die(&r, &a, &view);
  const enum ct_project_mode modes[] = {CT_AS_POINTS, CT_AS_LABELS};
  for (int i = 0; i < 2; i++) {
    struct ct_shapes s = project_or_die(&view, &t, modes[i], 0, &a);
    assert_int_equal(s.n, 3);
    assert_int_equal(s.ncoords, 3);
    assert_null(s.type);
    assert_null(s.part0);
    assert_int_equal(s.feature[0], 0);
    assert_int_equal(s.feature[1], 3);
    assert_int_equal(s.feature[2], 5);
  }
  const uint32_t picked[] = {3, 4};
  struct ct_rows rows = {false, 2, picked};
  struct ct_shapes s;
  struct ct_err err = {0};
  assert_true(ct_project(&view, &t, &rows, CT_AS_POINTS, 0, &a, &s, &err));
  assert_int_equal(s.n, 1);
  assert_int_equal(s.feature[0], 3);
  s = project_or_die(&view, &t, CT_AS_LINES, 0, &a);
  assert_int_equal(s.n, 0);
  // Several points a row.
  const size_t counts[] = {3};
  const double many[] = {126, 39, 0, 0, 127, 40};
  struct ct_table multi = table_of(&a, CT_GEOM_POINT, 1, counts, many);
  s = project_or_die(&view, &multi, CT_AS_POINTS, 0, &a);
  assert_int_equal(s.n, 1);
  assert_non_null(s.part0);
  assert_int_equal(s.part0[1], 2);
  ct_view_release(&view);
  ct_arena_release(&a);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void test_million(void **state) {
  (void)state;
  enum { N = 1000000 };
  struct ct_arena a = {0};
  struct ct_view view;
  double *lonlat = malloc(2 * N * sizeof *lonlat);
  for (int i = 0; i < N; i++)
    lonlat[2 * i] = (i % 3600) * 0.1 - 180, lonlat[2 * i + 1] = (i / 3600) * 0.5 - 70;
  struct ct_table t = {.name = "t", .n = N, .geoms = {.nparts = N, .ncoords = N, .lonlat = lonlat}};
  struct ct_view_request r = request_of("EPSG:3857", 1200, 900);
  r.nfit = N, r.fit_lonlat = lonlat, r.padding_pt = 2;
  double t0 = seconds();
  settle_or_die(&r, &a, &view);
  double t1 = seconds();
  struct ct_shapes s = project_or_die(&view, &t, CT_AS_POINTS, 0, &a);
  double t2 = seconds();
  print_message("a million points: settled in %.3f s, projected in %.3f s\n", t1 - t0, t2 - t1);
  assert_int_equal(s.n, N);
  assert_null(s.part0);
  ct_view_release(&view);
  ct_arena_release(&a);
  free(lonlat);
}

struct worker {
  const struct ct_view *view;
  const struct ct_table *table;
  float sum;
};

static void *work(void *user) {
  struct worker *w = user;
  for (int i = 0; i < 30; i++) {
    struct ct_arena a = {0};
    struct ct_shapes s;
    struct ct_err err = {0};
    if (!ct_project(w->view, w->table, &all_rows, CT_AS_AREAS, 5, &a, &s, &err)) return NULL;
    w->sum = 0;
    for (size_t k = 0; k < 2 * s.ncoords; k++) w->sum += s.xy[k];
    ct_arena_release(&a);
  }
  return NULL;
}

static void test_threads(void **state) {
  (void)state;
  static const char *const projections[] = {"+proj=laea +lat_0=10 +lon_0=10", "EPSG:5179"};
  for (int i = 0; i < 2; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    const size_t counts[] = {4};
    const double ring[] = {120, 30, 140, 30, 140, 45, 120, 45};
    struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 1, counts, ring);
    struct ct_view_request r = request_of(projections[i], 400, 300);
    r.has_bbox = true, r.west = 118, r.south = 28, r.east = 142, r.north = 47;
    settle_or_die(&r, &a, &view);
    pthread_t threads[4];
    struct worker w[4];
    for (int k = 0; k < 4; k++) {
      w[k] = (struct worker){&view, &t, NAN};
      pthread_create(&threads[k], NULL, work, &w[k]);
    }
    for (int k = 0; k < 4; k++) pthread_join(threads[k], NULL);
    for (int k = 0; k < 4; k++) assert_true(w[k].sum == w[0].sum);
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cs2cs),
      cmocka_unit_test(test_compact),
      cmocka_unit_test(test_million),
      cmocka_unit_test(test_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

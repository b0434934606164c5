// SPDX-License-Identifier: MIT
// Geodesics against GeographicLib's GeodSolve, rings over poles and the dateline, tracks.
#include <unistd.h>

#include "model/derived.h"
#include "test_project_help.h"

#define RAD (3.14159265358979323846 / 180)

// Runs GeodSolve over lines of numbers (not 1e-6: it takes the e for east); fills `out` with the first two numbers of each.
static bool geodsolve(const char *options, const double *in, int columns, int n, double *out) {
  char name[] = "/tmp/test_geodesic_XXXXXX", command[256];
  int fd = mkstemp(name);
  if (fd < 0) return false;
  FILE *f = fdopen(fd, "w");
  for (int i = 0; i < n; i++)
    for (int k = 0; k < columns; k++)
      fprintf(f, "%.12f%c", in[i * columns + k], k + 1 < columns ? ' ' : '\n');
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
  if (!have_tool("GeodSolve")) {
    print_message("skipped: GeodSolve (geographiclib-tools) is not installed\n");
    skip();
  }
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
    fprintf(f, "%.12f %.12f %.12f %.12f\n", back[4 * i], back[4 * i + 1], back[4 * i + 2], back[4 * i + 3]);
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
  assert_true(ct_geodesic_rings(&t, "a", NULL, &a, &rings, &err));
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
    assert_true(on >= 12);
  }
  assert_int_equal(ct_table_geom_type(&rings, 7), CT_GEOM_NONE);
  assert_int_equal(ct_table_geom_type(&rings, 8), CT_GEOM_NONE);
  ct_arena_release(&a);
}

static void test_tracks(void **state) {
  (void)state;
  static const double at[] = {125.75, 39.03, 170, 60, 0, 0, 1, 1};
  static const double bearing[] = {80, 70, NAN, 10}, km[] = {1000, 3000, 5, -1};
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_table t = points_with(&a, 4, at, bearing, km), tracks;
  struct ct_data_tracks ask = {.bearing = "a", .distance_km = "b"};
  assert_true(ct_geodesic_tracks(&t, &ask, NULL, &a, &tracks, &err));
  assert_int_equal(tracks.n, 4);
  assert_int_equal(tracks.placed, 2);
  assert_ptr_equal(tracks.columns, t.columns);
  for (size_t i = 0; i < 2; i++) {
    uint32_t part = tracks.geoms.part0[i], from = tracks.geoms.coord0[part],
             to = tracks.geoms.coord0[part + 1];
    const double *v = tracks.geoms.lonlat;
    double way = 0, lon, lat;
    for (uint32_t k = from + 1; k < to; k++) {
      way += ct_geodesic_distance(v[2 * k - 2], v[2 * k - 1], v[2 * k], v[2 * k + 1]);
      assert_true(fabs(v[2 * k] - v[2 * k - 2]) <= 5);
    }
    assert_true(fabs(way - 1000 * km[i]) < 0.01);
    ct_geodesic_direct(at[2 * i], at[2 * i + 1], bearing[i], 1000 * km[i], &lon, &lat);
    assert_true(ct_geodesic_distance(v[2 * to - 2], v[2 * to - 1], lon, lat) < 0.01);
  }
  ask.bearing = "nosuch";
  assert_false(ct_geodesic_tracks(&t, &ask, NULL, &a, &tracks, &err));
  assert_non_null(strstr(err.message, "'nosuch'"));
  ct_arena_release(&a);
}

// ---- against GeographicLib

static double next_random(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) / 9007199254740992.0;
}

// Cases of the kinds that the published GeodTest.dat has: lat, lon, azimuth, distance.
static void geodtest_case(int i, uint64_t *seed, double out[4]) {
  double u[4];
  for (int k = 0; k < 4; k++) u[k] = next_random(seed);
  out[0] = 180 * u[0] - 90, out[1] = 360 * u[1] - 180, out[2] = 360 * u[2], out[3] = 1.99e7 * u[3] + 1;
  switch (i % 7) {
    case 0:  // short
      out[3] = pow(10, 5 * u[3]);
      break;
    case 1:  // nearly antipodal
      out[3] = 1.99999e7 - 1000 * u[3];
      out[0] = 60 * u[0] - 30;
      break;
    case 2:  // one end near a pole
      out[0] = (u[0] < 0.5 ? 1 : -1) * (90 - pow(10, -4 * u[1]));
      break;
    case 3:  // over a pole, or nearly
      out[2] = (u[0] < 0.5 ? 0 : 180) + pow(10, -6 * u[2]);
      break;
    case 4:  // across 180
      out[1] = u[1] < 0.5 ? 179.99 : -179.99;
      out[2] = u[1] < 0.5 ? 90 : 270;
      break;
    case 5:  // along the equator, or nearly
      out[0] = 1e-5 * u[0];
      out[2] = 90 + 1e-5 * u[2];
      break;
    default:
      break;
  }
}

struct case_list {
  size_t n;
  double *in, *lonlat;  // what GeodSolve is asked, and what we have
};

// Every vertex is where GeodSolve has it, to a metre.
static void judge(const struct case_list *c, const char *what) {
  double *out = calloc(2 * c->n, sizeof *out);
  if (!geodsolve("", c->in, 4, (int)c->n, out)) fail_msg("GeodSolve does not answer for all of %s", what);
  for (size_t i = 0; i < c->n; i++) {
    double dy = (c->lonlat[2 * i + 1] - out[2 * i]) * 111320;
    double dx = remainder(c->lonlat[2 * i] - out[2 * i + 1], 360) * 111320 * cos(out[2 * i] * RAD);
    if (hypot(dx, dy) > 0.01)
      fail_msg("%s: vertex %zu is %.3f m off (%.9g %.9g %.9g %.9g)", what, i, hypot(dx, dy), c->in[4 * i],
               c->in[4 * i + 1], c->in[4 * i + 2], c->in[4 * i + 3]);
  }
  free(out);
}

enum { CASES = 210 };

static void list_case(struct case_list *c, const double in[4], const double *lonlat) {
  if (!c->in) c->in = calloc(4 * 400000, sizeof *c->in), c->lonlat = calloc(2 * 400000, sizeof *c->lonlat);
  if (c->n >= 400000) return;
  memcpy(c->in + 4 * c->n, in, 4 * sizeof *in);
  memcpy(c->lonlat + 2 * c->n++, lonlat, 2 * sizeof *lonlat);
}

static void test_tracks_geodsolve(void **state) {
  (void)state;
  if (!have_tool("GeodSolve")) {
    print_message("skipped: GeodSolve (geographiclib-tools) is not installed\n");
    skip();
  }
  static double at[2 * CASES], bearing[CASES], km[CASES], ends[4 * CASES];
  uint64_t seed = 11;
  for (int i = 0; i < CASES; i++) {
    double c[4];
    geodtest_case(i, &seed, c);
    at[2 * i] = c[1], at[2 * i + 1] = c[0], bearing[i] = c[2], km[i] = c[3] / 1000;
  }
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_table t = points_with(&a, CASES, at, bearing, km), tracks, links;
  struct ct_data_tracks ask = {.bearing = "a", .distance_km = "b"};
  struct ct_view view;
  struct ct_view_request r = request_of("+proj=eqearth", 3000, 1500);
  settle_or_die(&r, &a, &view);
  assert_true(ct_geodesic_tracks(&t, &ask, &view, &a, &tracks, &err));
  assert_int_equal(tracks.placed, CASES);
  struct case_list list = {0};
  for (size_t i = 0; i < CASES; i++) {
    uint32_t from = tracks.geoms.coord0[i], to = tracks.geoms.coord0[i + 1];
    const double *v = tracks.geoms.lonlat;
    double way = 0;
    for (uint32_t k = from; k < to; k++) {
      if (k > from) way += ct_geodesic_distance(v[2 * k - 2], v[2 * k - 1], v[2 * k], v[2 * k + 1]);
      list_case(&list, (double[]){at[2 * i + 1], at[2 * i], bearing[i], way}, v + 2 * k);
    }
    memcpy(ends + 4 * i, at + 2 * i, 2 * sizeof *ends);
    memcpy(ends + 4 * i + 2, v + 2 * (to - 1), 2 * sizeof *ends);
    if (fabs(way - 1000 * km[i]) > 0.01) fail_msg("track %zu is %.3f m long, not %.3f", i, way, 1000 * km[i]);
  }
  judge(&list, "tracks");
  // A link between the ends of a track is no longer, and goes from the one to the other.
  assert_true(ct_geodesic_links(&t, ends, &view, &a, &links, &err));
  for (size_t i = 0; i < CASES; i++) {
    uint32_t from = links.geoms.coord0[i], to = links.geoms.coord0[i + 1];
    const double *v = links.geoms.lonlat;
    double way = 0;
    for (uint32_t k = from + 1; k < to; k++)
      way += ct_geodesic_distance(v[2 * k - 2], v[2 * k - 1], v[2 * k], v[2 * k + 1]);
    assert_true(way < 1000 * km[i] + 0.01);
    assert_true(ct_geodesic_distance(v[2 * from], v[2 * from + 1], ends[4 * i], ends[4 * i + 1]) < 0.01);
    assert_true(ct_geodesic_distance(v[2 * to - 2], v[2 * to - 1], ends[4 * i + 2], ends[4 * i + 3]) < 0.01);
  }
  free(list.in);
  free(list.lonlat);
  ct_view_release(&view);
  ct_arena_release(&a);
}

// GeodSolve says of every vertex of a ring how far it is from the ring's middle.
static void test_rings_geodsolve(void **state) {
  (void)state;
  if (!have_tool("GeodSolve")) {
    print_message("skipped: GeodSolve (geographiclib-tools) is not installed\n");
    skip();
  }
  static double at[2 * CASES], radius[CASES];
  uint64_t seed = 12;
  for (int i = 0; i < CASES; i++) {
    double c[4];
    geodtest_case(i, &seed, c);
    at[2 * i] = c[1], at[2 * i + 1] = c[0], radius[i] = fmin(c[3], 1.9969e7 - i);
  }
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_table t = points_with(&a, CASES, at, radius, radius), rings;
  struct ct_view view;
  struct ct_view_request r = request_of("+proj=laea +lat_0=40 +lon_0=100", 2000, 2000);
  settle_or_die(&r, &a, &view);
  assert_true(ct_geodesic_rings(&t, "a", &view, &a, &rings, &err));
  assert_int_equal(rings.placed, CASES);
  struct case_list list = {0};
  static double radius_of[400000];
  for (size_t i = 0; i < CASES; i++)
    for (uint32_t p = rings.geoms.part0[i]; p < rings.geoms.part0[i + 1]; p++)
      for (uint32_t k = rings.geoms.coord0[p]; k < rings.geoms.coord0[p + 1]; k++) {
        const double *v = rings.geoms.lonlat + 2 * k;
        // What closes a ring on a flat world is no part of it.
        if (fabs(v[1]) == 90 || fabs(v[0]) == 180 || list.n >= 400000) continue;
        radius_of[list.n] = radius[i];
        list_case(&list, (double[]){at[2 * i + 1], at[2 * i], v[1], v[0]}, v);
      }
  char name[] = "/tmp/test_geodesic_XXXXXX", command[128], line[256];
  FILE *f = fdopen(mkstemp(name), "w");
  for (size_t i = 0; i < list.n; i++)
    fprintf(f, "%.12f %.12f %.12f %.12f\n", list.in[4 * i], list.in[4 * i + 1], list.in[4 * i + 2],
            list.in[4 * i + 3]);
  fclose(f);
  snprintf(command, sizeof command, "GeodSolve -i -p 6 <%s", name);
  f = popen(command, "r");
  double worst = 0;
  for (size_t i = 0; i < list.n; i++) {
    double azi1, azi2, s;
    assert_non_null(fgets(line, sizeof line, f));
    assert_int_equal(sscanf(line, "%lf %lf %lf", &azi1, &azi2, &s), 3);
    worst = fmax(worst, fabs(s - radius_of[i]));
    if (fabs(s - radius_of[i]) > 1) fail_msg("a vertex of %.0f m is %.3f m away", radius_of[i], s);
  }
  pclose(f);
  unlink(name);
  print_message("%zu vertices of rings: at most %.6f m off\n", list.n, worst);
  free(list.in);
  free(list.lonlat);
  ct_view_release(&view);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_direct_inverse),  cmocka_unit_test(test_rings),
      cmocka_unit_test(test_tracks),          cmocka_unit_test(test_tracks_geodsolve),
      cmocka_unit_test(test_rings_geodsolve),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Rings, sectors and tracks as they are drawn: over poles and the dateline, true to a quarter of a pixel, with names.
#include "model/derived.h"
#include "test_project_help.h"

#define RAD (3.14159265358979323846 / 180)

static double next_random(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 11) / 9007199254740992.0;
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
    assert_true(ct_geodesic_rings(&t, "a", &view, &a, &rings, &err));
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

static double off_drawn(const struct ct_shapes *s, uint32_t row, double x, double y) {
  double best = INFINITY;
  for (size_t q = 0; q < s->n; q++) {
    if (s->feature[q] != row) continue;
    for (uint32_t p = s->part0[q]; p < s->part0[q + 1]; p++)
      for (uint32_t k = s->coord0[p]; k + 1 < s->coord0[p + 1]; k++) {
        const float *a = s->xy + 2 * k;
        double dx = a[2] - a[0], dy = a[3] - a[1], l2 = dx * dx + dy * dy;
        double t = l2 > 0 ? fmin(1, fmax(0, ((x - a[0]) * dx + (y - a[1]) * dy) / l2)) : 0;
        best = fmin(best, hypot(x - a[0] - t * dx, y - a[1] - t * dy));
      }
  }
  return best;
}

// At any scale and in any projection what is drawn is nowhere farther from the true ring or track than a quarter of
// a pixel, and vertices are not absurdly many.
static void test_drawn_true(void **state) {
  (void)state;
  static const struct {
    const char *projection;
    double lon, lat, scale;
  } views[] = {{"+proj=eqearth +lon_0=125", 125, 10, 9e7},
               {"+proj=aeqd +lat_0=39.03 +lon_0=125.75", 125.75, 39.03, 6e7},
               {"+proj=ortho +lat_0=60 +lon_0=170", 170, 60, 5e7},
               {"+proj=stere +lat_0=90", 0, 89.9, 3e7},
               {"EPSG:3857", 125.75, 60, 2e7},
               {"+proj=laea +lat_0=39 +lon_0=126", 126, 39, 3e6},
               {"auto", 125.75, 39.03, 1e5},
               {"auto", 125.7573, 39.03 + 0.0045, 1e4},
               {"auto", 131.5, 41.5, 1e4}};  // on the ring of 600 km, roughly; moved onto it below
  static const double at[] = {125.75, 39.03, 125.75, 39.03, 125.75, 39.03,
                              125.75, 39.03, 170,    85,    125.75, 39.03};
  static double radius[] = {500, 600e3, 1300e3, 5500e3, 2500e3, 12000e3};
  static const double bearing[] = {40, 80, 300, 10, 120, 47}, km[] = {0.5, 600, 9000, 15000, 7000, 700};
  for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
    struct ct_arena a = {0};
    struct ct_err err = {0};
    struct ct_view view;
    struct ct_view_request r = request_of(views[i].projection, 800, 700);
    r.has_center = true, r.center_lon = views[i].lon, r.center_lat = views[i].lat, r.scale = views[i].scale;
    if (i + 1 == sizeof views / sizeof *views)
      ct_geodesic_direct(at[0], at[1], 47, 600e3, &r.center_lon, &r.center_lat);
    settle_or_die(&r, &a, &view);
    struct ct_table t = points_with(&a, 6, at, radius, radius), rings, tracks;
    struct ct_table b = points_with(&a, 6, at, bearing, km);
    struct ct_data_tracks ask = {.bearing = "a", .distance_km = "b"};
    assert_true(ct_geodesic_rings(&t, "a", &view, &a, &rings, &err));
    assert_true(ct_geodesic_tracks(&b, &ask, &view, &a, &tracks, &err));
    struct ct_shapes drawn[2] = {project_or_die(&view, &rings, CT_AS_LINES, 20, &a),
                                 project_or_die(&view, &tracks, CT_AS_LINES, 20, &a)};
    double worst = 0;
    size_t looked = 0;
    for (uint32_t q = 0; q < 12; q++) {
      const struct ct_shapes *s = &drawn[q / 6];
      uint32_t row = q % 6;
      enum { LOOKS = 20000 };
      for (int k = 0; k <= LOOKS; k++) {
        double lon, lat, x, y, u = (double)k / LOOKS;
        if (q < 6)
          ct_geodesic_direct(at[2 * row], at[2 * row + 1], 360 * u, radius[row], &lon, &lat);
        else
          ct_geodesic_direct(at[2 * row], at[2 * row + 1], bearing[row], 1000 * km[row] * u, &lon, &lat);
        if (!ct_project_point(&view, lon, lat, &x, &y) || x < 0 || y < 0 || x > 800 || y > 700) continue;
        // Within a point of the seam or the horizon lines are cut.
        if (fabs(remainder(lon - 305, 360)) < 0.5 && i == 0) continue;
        if (i == 2 && ct_geodesic_distance(170, 60, lon, lat) > 9.8e6) continue;
        // What is smaller than a dot is not drawn.
        double size_m = q < 6 ? radius[row] : 1000 * km[row];
        if (size_m / view.scale * 72 / 0.0254 < 1) continue;
        double off = off_drawn(s, row, x, y);
        looked++;
        worst = fmax(worst, off);
        if (off > 0.25 * CT_PX_PT)
          fail_msg("%s 1:%.0f: %s %u is %.3f pt from where it is drawn", views[i].projection, views[i].scale,
                   q < 6 ? "ring" : "track", row, off);
      }
    }
    size_t vertices = rings.geoms.ncoords + tracks.geoms.ncoords;
    print_message("%s 1:%.0f: %zu places at most %.3f px off, %zu vertices, %zu drawn\n", views[i].projection,
                  views[i].scale, looked, worst / CT_PX_PT, vertices, drawn[0].ncoords + drawn[1].ncoords);
    assert_true(looked > 20);
    assert_true(vertices < 12000);
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

// ---- sectors

// A sector holds the places of its bearings and distances, whatever of the world it covers.
static void test_sectors_drawn(void **state) {
  (void)state;
  static const double at[] = {125.75, 39.03, 20, 85, 179.5, -17, -60, -80, 30, 70, 10, -50};
  static const double from[] = {10, 300, 200, 90, 330, 0}, to[] = {80, 100, 340, 280, 30, 360};
  static const double outer_km[] = {3000, 4000, 2500, 3500, 17500, 5000},
                      inner_km[] = {0, 300, 800, 100, 0, 2000};
  static const char *const projections[] = {"+proj=eqearth", "+proj=ortho +lat_0=70 +lon_0=30",
                                            "+proj=laea +lat_0=-90", "EPSG:3857"};
  uint64_t seed = 9;
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_err err = {0};
    struct ct_column c[4] = {{.name = "f", .type = CT_COLUMN_NUMBER, .number = from},
                             {.name = "t", .type = CT_COLUMN_NUMBER, .number = to},
                             {.name = "o", .type = CT_COLUMN_NUMBER, .number = outer_km},
                             {.name = "i", .type = CT_COLUMN_NUMBER, .number = inner_km}};
    struct ct_table t = {
        .name = "t", .n = 6, .ncolumns = 4, .columns = c, .geoms = {.nparts = 6, .ncoords = 6, .lonlat = at}};
    struct ct_table out;
    const struct ct_data_number none = {.value = NAN};
    struct ct_data_sectors ask = {.given = true,
                                  .from = {"f", NAN},
                                  .to = {"t", NAN},
                                  .bearing = none,
                                  .width_deg = none,
                                  .radius_km = {"o", NAN},
                                  .inner_km = {"i", NAN}};
    struct ct_view view;
    struct ct_view_request r = request_of(projections[i], 800, 700);
    settle_or_die(&r, &a, &view);
    assert_true(ct_geodesic_sectors(&t, &ask, &view, &a, &out, &err));
    assert_int_equal(out.placed, 6);
    struct ct_shapes s = project_or_die(&view, &out, CT_AS_AREAS, 5, &a);
    size_t judged = 0;
    for (int k = 0; k < 4000; k++) {
      double lon = 360 * next_random(&seed) - 180, lat = asin(2 * next_random(&seed) - 1) / RAD, x, y;
      if (!ct_project_point(&view, lon, lat, &x, &y) || x < 0 || y < 0 || x > 800 || y > 700) continue;
      // The rim of the azimuthal map is one place.
      if (i == 2 && lat > 70) continue;
      for (uint32_t q = 0; q < 6; q++) {
        double bearing, d = ct_geodesic_inverse(at[2 * q], at[2 * q + 1], lon, lat, &bearing);
        double turn = fmod(fmod(bearing - from[q], 360) + 360, 360),
               width = fmod(to[q] - from[q] + 359.999, 360) + 0.001;
        double edge = fmin(turn, fmin(fabs(turn - width), 360 - turn));
        bool round = width >= 359.99,
             inside = (round || turn < width) && d > 1000 * inner_km[q] && d < 1000 * outer_km[q];
        // Near an edge, and near the rim of azimuthal maps, a point is hundreds of kilometres.
        if (fabs(d - 1000 * outer_km[q]) < 250e3 || fabs(d - 1000 * inner_km[q]) < 250e3) continue;
        if (!round && (sin(edge * RAD) * sin(fmin(d / 6.371e6, 3.14)) < 0.04)) continue;
        int winding = 0;
        for (size_t z = 0; z < s.n; z++) {
          if (s.feature[z] != q) continue;
          for (uint32_t p = s.part0[z]; p < s.part0[z + 1]; p++)
            for (uint32_t m = s.coord0[p], j = s.coord0[p + 1] - 1; m < s.coord0[p + 1]; j = m++) {
              const float *b = s.xy + 2 * j, *e = s.xy + 2 * m;
              if ((b[1] > y) != (e[1] > y) && x < (e[0] - b[0]) * (y - b[1]) / (e[1] - b[1]) + b[0])
                winding += e[1] > b[1] ? 1 : -1;
            }
        }
        judged++;
        if ((winding != 0) != inside)
          fail_msg("%s: sector %u is %s at %.2f,%.2f", projections[i], q, inside ? "missing" : "filled", lon,
                   lat);
      }
    }
    assert_true(judged > 2000);
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

// Names of rings stand on what the frame shows of them, near the top of it.
static void test_ring_names(void **state) {
  (void)state;
  static const double at[] = {126, 39, 126, 39, 126, 39}, radius[] = {100e3, 400e3, 5000e3};
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_table t = points_with(&a, 3, at, radius, radius), names;
  struct ct_view view;
  struct ct_view_request r = request_of("+proj=aeqd +lat_0=39 +lon_0=126", 400, 300);
  r.has_center = true, r.center_lon = 126, r.center_lat = 39, r.scale = 5e6;
  settle_or_die(&r, &a, &view);
  assert_true(ct_geodesic_ring_names(&t, "a", &view, &a, &names, &err));
  assert_int_equal(ct_table_geom_type(&names, 0), CT_GEOM_LINE);
  assert_int_equal(ct_table_geom_type(&names, 1), CT_GEOM_LINE);
  assert_int_equal(ct_table_geom_type(&names, 2), CT_GEOM_NONE);
  for (uint32_t i = 0; i < 2; i++) {
    uint32_t from = names.geoms.coord0[i], to = names.geoms.coord0[i + 1];
    double top = INFINITY;
    for (uint32_t k = from; k < to; k++) {
      double x, y;
      assert_true(ct_project_point(&view, names.geoms.lonlat[2 * k], names.geoms.lonlat[2 * k + 1], &x, &y));
      assert_true(x > 0 && y > 0 && x < 400 && y < 300);
      top = fmin(top, y);
    }
    // 100 km are 57 pt: the whole ring is seen. Of 400 km the sides are, up to the frame's edge.
    if (i == 0) assert_true(fabs(top - (150 - 100e3 / 5e6 * 72 / 0.0254)) < 0.3);
    if (i == 1) assert_true(top < 12);
  }
  ct_view_release(&view);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rings_drawn),
      cmocka_unit_test(test_drawn_true),
      cmocka_unit_test(test_sectors_drawn),
      cmocka_unit_test(test_ring_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

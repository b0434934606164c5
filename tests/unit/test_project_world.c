// SPDX-License-Identifier: MIT
// The real world in many projections: land where there is land, areas as the planimeter has them.
#include <gdal.h>
#include <geodesic.h>
#include <ogr_api.h>

#include "test_project_help.h"

#define COUNTRIES "layers/base/countries_110m.fgb"

struct world {
  struct ct_arena arena;
  struct ct_table table;
  char (*code)[8];
};

static const char *const projections[] = {
    "+proj=eqearth",
    "+proj=eqearth +lon_0=150",
    "+proj=moll +lon_0=-60",
    "+proj=laea +lat_0=38 +lon_0=127",
    "+proj=laea +lat_0=90",
    "+proj=laea +lat_0=-90",
    "+proj=ortho +lat_0=38 +lon_0=127",
    "+proj=ortho +lat_0=-80 +lon_0=0",
    "+proj=ortho +lon_0=180",
    "EPSG:3857",
};

struct build {
  struct ct_arena *a;
  uint8_t *type, *hole;
  uint32_t *part0, *coord0;
  double *lonlat;
  size_t nparts, ncoords;
};

static void add_ring(struct build *b, OGRGeometryH ring, bool hole) {
  b->hole[b->nparts] = hole;
  b->coord0[b->nparts++] = (uint32_t)b->ncoords;
  size_t n = (size_t)OGR_G_GetPointCount(ring) - 1;
  double area = 0;
  for (size_t i = 0; i < n; i++) {
    int k = (int)i;
    area += OGR_G_GetX(ring, k) * OGR_G_GetY(ring, k + 1) - OGR_G_GetX(ring, k + 1) * OGR_G_GetY(ring, k);
  }
  bool turn = (area < 0) != hole;
  for (size_t i = 0; i < n; i++) {
    int k = (int)(turn ? n - 1 - i : i);
    b->lonlat[2 * b->ncoords] = OGR_G_GetX(ring, k);
    b->lonlat[2 * b->ncoords++ + 1] = OGR_G_GetY(ring, k);
  }
}

static void add_geometry(struct build *b, OGRGeometryH g) {
  bool polygon = wkbFlatten(OGR_G_GetGeometryType(g)) == wkbPolygon;
  for (int i = 0; i < OGR_G_GetGeometryCount(g); i++) {
    OGRGeometryH part = OGR_G_GetGeometryRef(g, i);
    if (polygon)
      add_ring(b, part, i > 0);
    else
      add_geometry(b, part);
  }
}

static bool world_load(struct world *w) {
  GDALAllRegister();
  GDALDatasetH d = GDALOpenEx(COUNTRIES, GDAL_OF_VECTOR, NULL, NULL, NULL);
  if (!d) return false;
  OGRLayerH layer = GDALDatasetGetLayer(d, 0);
  size_t n = (size_t)OGR_L_GetFeatureCount(layer, 1), i = 0;
  struct build b = {.a = &w->arena,
                    .type = CT_NEW_N(&w->arena, uint8_t, n),
                    .hole = CT_NEW_N(&w->arena, uint8_t, 50000),
                    .part0 = CT_NEW_N(&w->arena, uint32_t, n + 1),
                    .coord0 = CT_NEW_N(&w->arena, uint32_t, 50001),
                    .lonlat = CT_NEW_N(&w->arena, double, 2000000)};
  w->code = ct_arena_alloc(&w->arena, n, sizeof *w->code);
  for (OGRFeatureH f; i < n && (f = OGR_L_GetNextFeature(layer)); i++) {
    b.part0[i] = (uint32_t)b.nparts;
    b.type[i] = CT_GEOM_POLYGON;
    snprintf(w->code[i], sizeof *w->code, "%s", OGR_F_GetFieldAsString(f, OGR_F_GetFieldIndex(f, "adm0_a3")));
    add_geometry(&b, OGR_F_GetGeometryRef(f));
    OGR_F_Destroy(f);
  }
  b.part0[i] = (uint32_t)b.nparts;
  b.coord0[b.nparts] = (uint32_t)b.ncoords;
  w->table = (struct ct_table){.name = "countries",
                               .n = i,
                               .geoms = {b.type, b.part0, b.coord0, b.hole, b.nparts, b.ncoords, b.lonlat}};
  GDALClose(d);
  return true;
}

static bool on_land(const struct ct_geoms *g, double lon, double lat) {
  bool in = false;
  for (size_t p = 0; p < g->nparts; p++)
    for (uint32_t i = g->coord0[p], j = g->coord0[p + 1] - 1; i < g->coord0[p + 1]; j = i++) {
      const double *a = g->lonlat + 2 * i, *b = g->lonlat + 2 * j;
      if ((a[1] > lat) != (b[1] > lat) && lon < (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]) + a[0]) in = !in;
    }
  return in;
}

static bool drawn_at(const struct ct_shapes *s, double x, double y, double *edge) {
  bool any = false;
  *edge = INFINITY;
  for (size_t k = 0; k < s->n; k++) {
    int winding = 0;
    for (uint32_t part = s->part0[k]; part < s->part0[k + 1]; part++)
      for (uint32_t i = s->coord0[part], j = s->coord0[part + 1] - 1; i < s->coord0[part + 1]; j = i++) {
        const float *p = s->xy + 2 * j, *q = s->xy + 2 * i;
        if (fmin(fabs(p[0] - x), fabs(q[0] - x)) < 30) {
          double dx = q[0] - p[0], dy = q[1] - p[1], l2 = dx * dx + dy * dy;
          double t = l2 > 0 ? fmin(1, fmax(0, ((x - p[0]) * dx + (y - p[1]) * dy) / l2)) : 0;
          *edge = fmin(*edge, hypot(x - p[0] - t * dx, y - p[1] - t * dy));
        }
        if ((p[1] > y) != (q[1] > y) && x < (q[0] - p[0]) * (y - p[1]) / (q[1] - p[1]) + p[0])
          winding += q[1] > p[1] ? 1 : -1;
      }
    any |= winding != 0;
  }
  return any;
}

static void test_land(void **state) {
  struct world *w = *state;
  if (!w->table.n) skip();
  uint64_t seed = 99;
  int wrong = 0;
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_view_request r = request_of(projections[i], 900, 700);
    settle_or_die(&r, &a, &view);
    struct ct_shapes s = project_or_die(&view, &w->table, CT_AS_AREAS, 5, &a);
    for (int k = 0; k < 400; k++) {
      double u[2], x, y, edge;
      for (int m = 0; m < 2; m++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        u[m] = (double)(seed >> 11) / 9007199254740992.0;
      }
      double lon = 360 * u[0] - 180, lat = asin(2 * u[1] - 1) * 57.29577951308232;
      if (!ct_project_point(&view, lon, lat, &x, &y)) continue;
      if (x < 0 || y < 0 || x > 900 || y > 700) continue;
      bool drawn = drawn_at(&s, x, y, &edge);
      if (edge < 0.4 || drawn == on_land(&w->table.geoms, lon, lat)) continue;
      print_error("%s: %s at %.3f,%.3f\n", projections[i], drawn ? "filled" : "missing", lon, lat);
      wrong++;
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
  assert_int_equal(wrong, 0);
}

static double planimeter(const struct ct_geoms *g, size_t row) {
  struct geod_geodesic wgs84;
  geod_init(&wgs84, 6378137, 1 / 298.257223563);
  double sum = 0;
  for (uint32_t p = g->part0[row]; p < g->part0[row + 1]; p++) {
    struct geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    for (uint32_t i = g->coord0[p], j = g->coord0[p + 1] - 1; i < g->coord0[p + 1]; j = i++) {
      const double *from = g->lonlat + 2 * j, *to = g->lonlat + 2 * i;
      // The planimeter's edges are geodesics, ours are straight in the lon/lat plane.
      int steps = 1 + (int)(4 * (fabs(to[0] - from[0]) + fabs(to[1] - from[1])));
      for (int k = 1; k <= steps; k++)
        geod_polygon_addpoint(&wgs84, &polygon, from[1] + (to[1] - from[1]) * k / steps,
                              from[0] + (to[0] - from[0]) * k / steps);
    }
    double area;
    geod_polygon_compute(&wgs84, &polygon, 0, 1, &area, NULL);
    sum += area;
  }
  return sum;
}

// Shares of each country's area, drawn large and in one row of a table.
static void test_country_areas(void **state) {
  struct world *w = *state;
  if (!w->table.n) skip();
  static const char *const codes[] = {"ATA", "RUS", "FJI", "USA", "KOR", "NZL", "CHL"};
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    bool equal_area = strstr(projections[i], "laea") || strstr(projections[i], "eqearth");
    if (!equal_area) continue;
    struct ct_arena a = {0};
    struct ct_view view;
    struct ct_view_request r = request_of(projections[i], 6000, 5000);
    settle_or_die(&r, &a, &view);
    struct ct_shapes s = project_or_die(&view, &w->table, CT_AS_AREAS, 5, &a);
    for (size_t k = 0; k < s.n; k++) {
      bool wanted = false;
      for (size_t c = 0; c < sizeof codes / sizeof *codes; c++)
        wanted |= strcmp(codes[c], w->code[s.feature[k]]) == 0;
      if (!wanted) continue;
      double sum = 0, truth = planimeter(&w->table.geoms, s.feature[k]), rim = 0;
      for (uint32_t p = s.part0[k]; p < s.part0[k + 1]; p++)
        for (uint32_t m = s.coord0[p], j = s.coord0[p + 1] - 1; m < s.coord0[p + 1]; j = m++) {
          const float *b = s.xy + 2 * j, *c = s.xy + 2 * m;
          sum += (double)b[0] * c[1] - (double)c[0] * b[1];
          rim += hypot(c[0] - b[0], c[1] - b[1]);
        }
      double drawn = fabs(sum) / 2, share = drawn * view.units_per_pt * view.units_per_pt / truth;
      if (fabs(share - 1) > 0.0005 + 0.01 * rim / drawn)
        fail_msg("%s: %s has %.5f of its area", projections[i], w->code[s.feature[k]], share);
    }
    ct_view_release(&view);
    ct_arena_release(&a);
  }
}

// Neighbours share their border: what one leaves the other takes, to a hair.
static void test_no_gaps(void **state) {
  struct world *w = *state;
  if (!w->table.n) skip();
  struct ct_arena a = {0};
  struct ct_view view;
  struct ct_view_request r = request_of("EPSG:3857", 1200, 900);
  settle_or_die(&r, &a, &view);
  struct ct_shapes s = project_or_die(&view, &w->table, CT_AS_AREAS, 5, &a);
  // Every vertex of landlocked Mongolia is one of its neighbours'.
  size_t shared = 0, all = 0;
  for (size_t k = 0; k < s.n; k++) {
    if (strcmp(w->code[s.feature[k]], "MNG") != 0) continue;
    for (uint32_t i = s.coord0[s.part0[k]]; i < s.coord0[s.part0[k] + 1]; i++) {
      bool found = false;
      for (uint32_t j = 0; j < s.ncoords && !found; j++)
        found = (j < s.coord0[s.part0[k]] || j >= s.coord0[s.part0[k] + 1]) && s.xy[2 * j] == s.xy[2 * i] &&
                s.xy[2 * j + 1] == s.xy[2 * i + 1];
      shared += found, all++;
    }
  }
  print_message("shared %zu of %zu vertices\n", shared, all);
  assert_true(all > 20);
  assert_true(shared + 6 >= all);
  ct_view_release(&view);
  ct_arena_release(&a);
}

static int setup(void **state) {
  static struct world w;
  world_load(&w);
  *state = &w;
  return 0;
}

static int teardown(void **state) {
  struct world *w = *state;
  ct_arena_release(&w->arena);
  GDALDestroyDriverManager();
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_land),
      cmocka_unit_test(test_country_areas),
      cmocka_unit_test(test_no_gaps),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}

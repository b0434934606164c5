// SPDX-License-Identifier: MIT
// Rasters on the page: against GDAL's own warper, tiles that a view needs, sampling, corners, mipmaps.
#include "test_project_help.h"

#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <ogr_srs_api.h>

#include "base/str.h"
#include "model/raster.h"
#include "project/raster.h"

static struct ct_arena arena;

static struct ct_grain whole_frame(const struct ct_view *v, double step) {
  return (struct ct_grain){v->frame.x, v->frame.y, step, (int)lround(v->frame.w / step),
                           (int)lround(v->frame.h / step)};
}

static float hills(double lon, double lat) {
  return (float)(500 + 200 * sin(lon * 3) * cos(lat * 2) + 30 * lon);
}

// 300 by 200 pixels of 0.02 degrees from 124 E, 38 N, as a dataset and as a raster.
static GDALDatasetH make_grid(struct ct_raster *r) {
  enum { W = 300, H = 200 };
  float *v = CT_NEW_N(&arena, float, (size_t)(W * H));
  for (int k = 0; k < W * H; k++) v[k] = hills(124 + (k % W + 0.5) * 0.02, 38 - (k / W + 0.5) * 0.02);
  struct ct_raster_piece *p = CT_NEW(&arena, struct ct_raster_piece);
  *p = (struct ct_raster_piece){
      .w = W, .h = H, .elevation = v, .u = {-124 / 0.02, 1 / 0.02, 0}, .v = {38 / 0.02, 0, -1 / 0.02}};
  *r = (struct ct_raster){
      .crs = "EPSG:4326", .lon_mid = 127, .elevation = true, .zoom = 8, .n = 1, .pieces = p};
  GDALDatasetH d = GDALCreate(GDALGetDriverByName("MEM"), "", W, H, 1, GDT_Float32, NULL);
  double geo[6] = {124, 0.02, 0, 38, 0, -0.02};
  GDALSetGeoTransform(d, geo);
  GDALSetProjection(d, SRS_WKT_WGS84_LAT_LONG);
  assert_int_equal(GDALRasterIO(GDALGetRasterBand(d, 1), GF_Write, 0, 0, W, H, v, W, H, GDT_Float32, 0, 0),
                   CE_None);
  return d;
}

// The view's frame as GDAL warps it.
static const float *warp(GDALDatasetH d, const struct ct_view *v, const struct ct_grain *g) {
  double half_w = v->frame.w / 2 * v->units_per_pt, half_h = v->frame.h / 2 * v->units_per_pt;
  char **args = NULL;
  const char *const list[] = {"-of",
                              "MEM",
                              "-t_srs",
                              v->crs,
                              "-r",
                              "bilinear",
                              "-et",
                              "0",
                              "-dstnodata",
                              "-9999",
                              "-te",
                              ct_arena_printf(&arena, "%.12g", v->center_x - half_w),
                              ct_arena_printf(&arena, "%.12g", v->center_y - half_h),
                              ct_arena_printf(&arena, "%.12g", v->center_x + half_w),
                              ct_arena_printf(&arena, "%.12g", v->center_y + half_h),
                              "-ts",
                              ct_arena_printf(&arena, "%d", g->w),
                              ct_arena_printf(&arena, "%d", g->h)};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) args = CSLAddString(args, list[i]);
  GDALWarpAppOptions *o = GDALWarpAppOptionsNew(args, NULL);
  int failed = 0;
  GDALDatasetH out = GDALWarp("", NULL, 1, &d, o, &failed);
  assert_non_null(out);
  float *px = CT_NEW_N(&arena, float, (size_t)g->w *(size_t)g->h);
  assert_int_equal(
      GDALRasterIO(GDALGetRasterBand(out, 1), GF_Read, 0, 0, g->w, g->h, px, g->w, g->h, GDT_Float32, 0, 0),
      CE_None);
  GDALClose(out);
  GDALWarpAppOptionsFree(o);
  CSLDestroy(args);
  return px;
}

static void test_as_gdalwarp(void **state) {
  (void)state;
  static const char *const projections[] = {"EPSG:3857", "EPSG:32652",
                                            "+proj=laea +lat_0=40 +lon_0=120 +datum=WGS84",
                                            "+proj=stere +lat_0=90 +lon_0=0 +datum=WGS84", "EPSG:4326"};
  struct ct_raster raster;
  GDALDatasetH d = make_grid(&raster);
  for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
    struct ct_view view;
    struct ct_view_request q = request_of(projections[i], 210, 150);
    q.has_center = true, q.center_lon = 126.5, q.center_lat = 36.2, q.zoom = 8.6;
    settle_or_die(&q, &arena, &view);
    struct ct_grain g = whole_frame(&view, 0.75);
    struct ct_relief relief;
    struct ct_err err = {0};
    assert_true(ct_project_relief(&view, &raster, &g, CT_RELIEF_BLENDED, &arena, &relief, &err));
    const float *expected = warp(d, &view, &g);
    int margin = (relief.grain.w - g.w) / 2, seen = 0;
    for (int k = 0; k < g.w * g.h; k++) {
      int x = k % g.w + margin, y = k / g.w + margin;
      float got = relief.elevation[(size_t)y * (size_t)relief.grain.w + (size_t)x];
      if (isnan(got) || expected[k] == -9999) continue;
      // A metre is a twelfth of a pixel on the steepest slope.
      if (fabsf(got - expected[k]) > 1)
        fail_msg("%s: pixel %d: %g, not %g", projections[i], k, got, expected[k]);
      seen++;
    }
    assert_true(seen > g.w * g.h * 9 / 10);
    ct_view_release(&view);
  }
  GDALClose(d);
}

// Metres east and south of a pixel's step, from the geodesic.
static void test_ground(void **state) {
  (void)state;
  struct ct_raster raster;
  GDALDatasetH d = make_grid(&raster);
  struct ct_view view;
  struct ct_view_request q = request_of("+proj=laea +lat_0=40 +lon_0=120 +datum=WGS84", 210, 150);
  q.has_center = true, q.center_lon = 126.5, q.center_lat = 36.2, q.zoom = 8.6, q.rotation_deg = 30;
  settle_or_die(&q, &arena, &view);
  struct ct_grain g = whole_frame(&view, 0.75);
  struct ct_relief relief;
  struct ct_err err = {0};
  assert_true(ct_project_relief(&view, &raster, &g, CT_RELIEF_BLENDED, &arena, &relief, &err));
  const struct ct_ground *at = &relief.ground[(relief.cells_h / 2) * relief.cells_w + relief.cells_w / 2];
  double x = relief.grain.x + relief.cells_w / 2 * relief.cell * 0.75;
  double y = relief.grain.y + relief.cells_h / 2 * relief.cell * 0.75, lon[2], lat[2];
  assert_true(ct_unproject_point(&view, x, y, &lon[0], &lat[0]));
  assert_true(ct_unproject_point(&view, x + 0.75 * relief.cell, y, &lon[1], &lat[1]));
  double step = ct_geodesic_distance(lon[0], lat[0], lon[1], lat[1]) / relief.cell;
  assert_float_equal(hypot(at->east_x, at->south_x) / step, 1, 0.005);
  // The page is turned 30 degrees, and north there leans by the view's convergence.
  assert_float_equal(atan2(-at->east_y, at->south_y) * 180 / M_PI, -view.north_deg, 0.5);
  ct_view_release(&view);
  GDALClose(d);
}

// With one slope a pixel of the source, each pixel of the page leads to that pixel's middle.
static void test_facets(void **state) {
  (void)state;
  struct ct_raster raster;
  GDALDatasetH d = make_grid(&raster);
  struct ct_view view;
  struct ct_view_request q = request_of("EPSG:4326", 210, 150);
  q.has_center = true, q.center_lon = 126.5, q.center_lat = 36.2, q.zoom = 10.2, q.rotation_deg = 20;
  settle_or_die(&q, &arena, &view);
  struct ct_grain g = whole_frame(&view, 0.75);
  struct ct_relief relief;
  struct ct_err err = {0};
  assert_true(ct_project_relief(&view, &raster, &g, CT_RELIEF_FACETS, &arena, &relief, &err));
  assert_true(relief.reach > 3);
  for (int k = 0; k < relief.grain.w * relief.grain.h; k += 37) {
    double x = relief.grain.x + (k % relief.grain.w + 0.5) * 0.75, lon[2], lat[2];
    double y = relief.grain.y + (k / relief.grain.w + 0.5) * 0.75;
    const float *s = relief.snap + 2 * k;
    assert_true(ct_unproject_point(&view, x, y, &lon[0], &lat[0]));
    assert_true(ct_unproject_point(&view, x + s[0] * 0.75, y + s[1] * 0.75, &lon[1], &lat[1]));
    double col = (lon[0] - 124) / 0.02, row = (38 - lat[0]) / 0.02;
    if (fabs(col - round(col)) < 0.01 || fabs(row - round(row)) < 0.01) continue;
    assert_float_equal((lon[1] - 124) / 0.02, floor(col) + 0.5, 0.01);
    assert_float_equal((38 - lat[1]) / 0.02, floor(row) + 0.5, 0.01);
  }
  ct_view_release(&view);
  GDALClose(d);
}

static size_t covered(const char *projection, double lon, double lat, double zoom, int z,
                      struct ct_tile_cover *c) {
  struct ct_view view;
  struct ct_view_request q = request_of(projection, 192, 192);
  q.has_center = true, q.center_lon = lon, q.center_lat = lat, q.zoom = zoom;
  settle_or_die(&q, &arena, &view);
  struct ct_grain g = whole_frame(&view, 0.75);
  struct ct_err err = {0};
  assert_true(ct_project_cover(&view, &g, z, 100, &arena, c, &err));
  ct_view_release(&view);
  size_t n = 0;
  for (int i = 0; i < c->nx * c->ny; i++) n += c->wanted[i];
  return n;
}

static void test_cover(void **state) {
  (void)state;
  struct ct_tile_cover c;
  // Frame of 256 style pixels, half a tile of 512: its corner at 0,0 of zoom 4 is tile 8/8.
  assert_int_equal(covered("EPSG:3857", 5, 5, 4, 4, &c), 4);
  assert_int_equal(c.x0, 7);
  assert_int_equal(c.y0, 7);
  assert_int_equal(covered("EPSG:3857", 11.25, -11.25, 4, 4, &c), 1);
  assert_int_equal(c.x0, 8);
  assert_int_equal(c.y0, 8);
  // Over 180: columns run on.
  assert_int_equal(covered("EPSG:3857", 179, -11.25, 4, 4, &c), 2);
  assert_int_equal(c.x0, 15);
  assert_int_equal(c.nx, 2);
  // Around the pole all columns of the top row; 1:20 000 000 on 192 points shows 78 degrees.
  struct ct_view view;
  struct ct_view_request q = request_of("+proj=stere +lat_0=90 +datum=WGS84", 192, 192);
  q.has_center = true, q.center_lat = 90, q.scale = 2e7;
  settle_or_die(&q, &arena, &view);
  struct ct_grain g = whole_frame(&view, 0.75);
  struct ct_err err = {0};
  assert_true(ct_project_cover(&view, &g, 2, 100, &arena, &c, &err));
  assert_int_equal(c.nx, 4);
  assert_int_equal(c.ny, 1);
  // The pole itself has no zoom to speak of; at 78 degrees, 5292 m a pixel are zoom 1.6, and
  // one less will do.
  assert_float_equal(ct_project_tile_zoom(&view),
                     log2(40075016.686 * cos(81.5 * M_PI / 180) / 512 / 5292) - 1, 0.6);
  ct_view_release(&view);
  // So many tiles that a lower zoom is taken.
  assert_true(covered("EPSG:3857", 5, 5, 4, 12, &c) <= 100);
  assert_true(c.z < 12 && c.z > 6);
}

// One red and green checkerboard over the world, by pixel.
static void make_board(struct ct_raster *r, int side) {
  uint32_t *px = CT_NEW_N(&arena, uint32_t, (size_t)side * (size_t)side);
  for (int k = 0; k < side * side; k++) px[k] = (k / side + k % side) % 2 ? 0xffff0000 : 0xff00ff00;
  struct ct_raster_piece *p = CT_NEW(&arena, struct ct_raster_piece);
  *p = (struct ct_raster_piece){.w = side, .h = side, .pixels = px, .u = {0, side, 0}, .v = {0, 0, side}};
  *r = (struct ct_raster){.n = 1, .pieces = p};
}

static uint8_t *colors(const struct ct_raster *r, double zoom, double step, bool nearest, int *n) {
  struct ct_view view;
  struct ct_view_request q = request_of("EPSG:3857", 96, 96);
  q.has_center = true, q.zoom = zoom;
  settle_or_die(&q, &arena, &view);
  struct ct_grain g = whole_frame(&view, step);
  struct ct_err err = {0};
  uint8_t *rgba;
  assert_true(ct_project_raster(&view, r, &g, nearest, &arena, &rgba, &err));
  ct_view_release(&view);
  *n = g.w;
  return rgba;
}

static void test_sampling(void **state) {
  (void)state;
  struct ct_raster r;
  int n;
  // 512 style pixels of world on 128 of frame: 512 pixels are drawn one to one, unblended.
  make_board(&r, 512);
  const uint8_t *px = colors(&r, 0, 0.75, false, &n);
  assert_int_equal(n, 128);
  assert_int_equal(px[0] + px[1], 255);
  assert_int_equal(px[0] * px[1], 0);
  assert_int_equal(px[4] + px[0], 255);
  // A quarter of the size: all pixels are means, none picked out.
  make_board(&r, 2048);
  px = colors(&r, 0, 0.75, false, &n);
  for (int k = 0; k < n * n; k++) assert_in_range(px[4 * k], 126, 129);
  // Magnified eight times: squares when nearest, blends else.
  make_board(&r, 64);
  px = colors(&r, 0, 0.75, true, &n);
  for (int k = 0; k < n * n; k++) assert_true(px[4 * k] == 0 || px[4 * k] == 255);
  px = colors(&r, 0, 0.75, false, &n);
  size_t blends = 0;
  for (int k = 0; k < n * n; k++) blends += px[4 * k] > 10 && px[4 * k] < 245;
  assert_true(blends > (size_t)(n * n) / 2);
}

static void test_quad(void **state) {
  (void)state;
  // Two triangles with a corner missing between them: top left, top right, bottom right
  // (0.6, 0.6), bottom left of the middle of the world.
  uint32_t px[4] = {0xff0000ff, 0xff0000ff, 0xffff0000, 0xffff0000};
  struct ct_raster_piece p = {.w = 2,
                              .h = 2,
                              .pixels = px,
                              .quad = true,
                              .u = {-0.4 * 2 / 0.2, 2 / 0.2, 0},
                              .v = {-0.4 * 2 / 0.2, 0, 2 / 0.2},
                              .u2 = {-0.4 * 2 / 0.2, 2 / 0.2, 0},
                              .v2 = {-0.4 * 2 / 0.2, 0, 2 / 0.2}};
  struct ct_raster r = {.n = 1, .pieces = &p};
  int n;
  const uint8_t *out = colors(&r, 0, 0.75, true, &n);
  // 0.2 of 512 pixels, around the middle.
  size_t drawn = 0;
  for (int k = 0; k < n * n; k++) drawn += out[4 * k + 3] > 0;
  assert_true(drawn >= 102 * 102 && drawn <= 104 * 104);
  assert_int_equal(out[4 * (30 * n + 64) + 2], 255);
  assert_int_equal(out[4 * (90 * n + 64)], 255);
  // Without the second triangle half of it is gone.
  p.u2[0] = NAN;
  out = colors(&r, 0, 0.75, true, &n);
  size_t half = 0;
  for (int k = 0; k < n * n; k++) half += out[4 * k + 3] > 0;
  assert_true(half * 2 > drawn - 110 && half * 2 < drawn + 220);
}

static int set_up(void **state) {
  (void)state;
  GDALAllRegister();
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  ct_arena_release(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_as_gdalwarp), cmocka_unit_test(test_ground),   cmocka_unit_test(test_cover),
      cmocka_unit_test(test_facets),      cmocka_unit_test(test_sampling), cmocka_unit_test(test_quad),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}

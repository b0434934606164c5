// SPDX-License-Identifier: MIT
// Pixels painted: the raster shader by hand, hillshades against gdaldem's, ramps, heatmaps by their formula.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>

#include "base/arena.h"
#include "model/raster.h"
#include "model/scene.h"
#include "model/shapes.h"
#include "paint/hillshade.h"
#include "paint/paint.h"

static struct ct_arena arena;
static struct ct_scene scene;

static void start(void) {
  ct_scene_init(&scene, 100, 100);
}

// The image of the first layer, or NULL.
static const struct ct_image_op *image(void) {
  const struct ct_op *group = scene.root.group.first;
  return group && group->group.first ? &group->group.first->image : NULL;
}

static void split(uint32_t c, int out[4]) {
  out[0] = (int)(c >> 16 & 255), out[1] = (int)(c >> 8 & 255), out[2] = (int)(c & 255),
  out[3] = (int)(c >> 24);
}

// ---- raster

static void shaded(struct ct_raster_style s, const uint8_t in[4], const int expected[4]) {
  struct ct_items items = {.layer_id = "r", .type = CT_LAYER_RASTER, .nstyles = 1, .styles.raster = &s};
  struct ct_grain g = {0, 0, 1, 1, 1};
  int got[4];
  start();
  ct_paint_raster(&arena, &scene.root, &items, &g, in);
  assert_non_null(image());
  split(image()->pixels[0], got);
  for (int k = 0; k < 4; k++)
    if (abs(got[k] - expected[k]) > 1) fail_msg("channel %d is %d, not %d", k, got[k], expected[k]);
}

static void test_raster_shader(void **state) {
  (void)state;
  const uint8_t in[4] = {200, 100, 60, 255}, half[4] = {200, 100, 60, 128};
  const struct ct_raster_style plain = {.opacity = 1, .brightness_max = 1};
  struct ct_raster_style s = plain;
  shaded(s, in, (int[]){200, 100, 60, 255});
  shaded(s, half, (int[]){100, 50, 30, 128});
  s.opacity = 0.5f;
  shaded(s, in, (int[]){100, 50, 30, 128});
  s = plain, s.hue_rotate_deg = 120;  // red becomes green
  shaded(s, in, (int[]){60, 200, 100, 255});
  s = plain, s.saturation = -1;  // the mean, 120
  shaded(s, in, (int[]){120, 120, 120, 255});
  s = plain, s.saturation = 0.5f;  // 120 + (c - 120) / (1.001 - 0.5)
  shaded(s, in, (int[]){255, 80, 0, 255});
  s = plain, s.contrast = -0.5f;  // half the way to 127.5
  shaded(s, in, (int[]){164, 114, 94, 255});
  s = plain, s.contrast = 0.5f;  // 127.5 + 2 (c - 127.5)
  shaded(s, in, (int[]){255, 72, 0, 255});
  s = plain, s.brightness_min = 0.2f, s.brightness_max = 0.8f;  // 51 + 0.6 c
  shaded(s, in, (int[]){171, 111, 87, 255});
}

// ---- hillshade

enum { N = 40 };

// Ten metres a pixel.
static float field[N * N];

static void make_field(void) {
  for (int k = 0; k < N * N; k++) {
    double x = k % N, y = k / N;
    field[k] =
        (float)(60 * exp(-((x - 18) * (x - 18) + (y - 22) * (y - 22)) / 60) + 8 * sin(x / 3) * cos(y / 4));
  }
}

static uint8_t *gdaldem(const char *const *args) {
  GDALDatasetH d = GDALCreate(GDALGetDriverByName("MEM"), "", N, N, 1, GDT_Float32, NULL);
  double geo[6] = {0, 10, 0, 0, 0, -10};
  GDALSetGeoTransform(d, geo);
  assert_int_equal(
      GDALRasterIO(GDALGetRasterBand(d, 1), GF_Write, 0, 0, N, N, field, N, N, GDT_Float32, 0, 0), CE_None);
  char **list = NULL;
  list = CSLAddString(CSLAddString(list, "-of"), "MEM");
  for (; *args; args++) list = CSLAddString(list, *args);
  GDALDEMProcessingOptions *o = GDALDEMProcessingOptionsNew(list, NULL);
  int failed = 0;
  GDALDatasetH out = GDALDEMProcessing("", d, "hillshade", NULL, o, &failed);
  assert_non_null(out);
  uint8_t *px = CT_NEW_N(&arena, uint8_t, (size_t)(N * N));
  assert_int_equal(GDALRasterIO(GDALGetRasterBand(out, 1), GF_Read, 0, 0, N, N, px, N, N, GDT_Byte, 0, 0),
                   CE_None);
  GDALDEMProcessingOptionsFree(o);
  CSLDestroy(list);
  GDALClose(out);
  GDALClose(d);
  return px;
}

// The hillshade of the field on a page turned by `turn` quarter turns clockwise (which the heights
// already are), over `paper`: its grey.
static double *hillshade(const struct ct_hillshade_style *s, double paper) {
  struct ct_ground ground = {10, 0, 0, 10, 1};
  struct ct_relief r = {.grain = {0, 0, 1, N, N},
                        .elevation = field,
                        .reach = 1,
                        .zoom = 15,
                        .cell = N,
                        .cells_w = 1,
                        .cells_h = 1,
                        .ground = &ground};
  struct ct_items items = {.layer_id = "h", .type = CT_LAYER_HILLSHADE, .nstyles = 1, .styles.hillshade = s};
  double *out = CT_NEW_N(&arena, double, (size_t)(N * N));
  start();
  ct_paint_relief(&arena, &scene.root, &items, &r.grain, &r);
  const struct ct_image_op *op = image();
  assert_non_null(op);
  int x0 = (int)op->to.x, y0 = (int)op->to.y;
  for (int k = 0; k < N * N; k++) {
    int x = k % N - x0, y = k / N - y0, c[4] = {0};
    if (x >= 0 && y >= 0 && x < op->w && y < op->h) split(op->pixels[y * op->w + x], c);
    out[k] = c[0] + paper * (255 - c[3]);
  }
  return out;
}

static void agree(const char *what, const uint8_t *expected, const double *got) {
  for (int k = 0; k < N * N; k++) {
    int x = k % N, y = k / N;
    if (x < 1 || y < 1 || x > N - 2 || y > N - 2) continue;
    if (fabs(expected[k] - got[k]) > 2.5) fail_msg("%s: pixel %d: %g, not %d", what, k, got[k], expected[k]);
  }
}

static void test_hillshade_as_gdaldem(void **state) {
  (void)state;
  make_field();
  const struct ct_color black = {0, 0, 0, 1}, white = {1, 1, 1, 1}, none = {0, 0, 0, 0};
  static const float azimuths[] = {335, 90, 200};
  static const char *const names[] = {"335", "90", "200"};
  for (int i = 0; i < 3; i++) {
    struct ct_light light = {azimuths[i], 40, black, white};
    struct ct_hillshade_style s = {
        .method = CT_HILLSHADE_BASIC, .exaggeration = 0.5f, .nlights = 1, .lights = &light, .of_map = true};
    const char *const plain[] = {"-az", names[i], "-alt", "40", NULL};
    agree("basic", gdaldem(plain), hillshade(&s, 0.5));
    light.highlight = none;
    s.method = CT_HILLSHADE_COMBINED;
    const char *const combined[] = {"-combined", "-az", names[i], "-alt", "40", NULL};
    agree("combined", gdaldem(combined), hillshade(&s, 1));
    s.method = CT_HILLSHADE_IGOR;
    const char *const igor[] = {"-igor", "-az", names[i], NULL};
    agree("igor", gdaldem(igor), hillshade(&s, 1));
  }
}

static void test_hillshade_turns(void **state) {
  (void)state;
  const struct ct_color black = {0, 0, 0, 1}, white = {1, 1, 1, 1};
  struct ct_light lights[2] = {{335, 45, black, white}, {65, 45, black, white}};
  struct ct_hillshade_style s = {
      .method = CT_HILLSHADE_STANDARD, .exaggeration = 0.5f, .accent = black, .nlights = 1, .lights = lights};
  float a[4], b[4];
  // Light from a quarter further on is the same on a slope a quarter further on.
  ct_hillshade_color(&s, 0, 0.3, -0.2, a);
  ct_hillshade_color(&s, M_PI / 2, 0.2, 0.3, b);
  for (int k = 0; k < 4; k++) assert_float_equal(a[k], b[k], 1e-6);
  // Towards the light is bright, away from it dark: the land rises to the south east and falls to it.
  ct_hillshade_color(&s, 0, 0.2, 0.45, a);
  ct_hillshade_color(&s, 0, -0.2, -0.45, b);
  assert_true(a[0] / a[3] > 0.8 && b[0] / b[3] < 0.1);
  // Flat ground is left alone.
  ct_hillshade_color(&s, 0, 0, 0, a);
  assert_float_equal(a[3], 0, 1e-6);
  // Several lights are the mean of each alone.
  s.method = CT_HILLSHADE_MULTIDIRECTIONAL;
  s.nlights = 2;
  ct_hillshade_color(&s, 0, 0.3, -0.2, a);
  float sum[4] = {0};
  for (int i = 0; i < 2; i++) {
    struct ct_hillshade_style one = s;
    one.method = CT_HILLSHADE_BASIC;
    one.nlights = 1;
    one.lights = &lights[i];
    ct_hillshade_color(&one, 0, 0.3, -0.2, b);
    for (int k = 0; k < 4; k++) sum[k] += b[k] / 2;
  }
  for (int k = 0; k < 4; k++) assert_float_equal(a[k], sum[k], 1e-6);
}

// The reference's table of steepness by zoom.
static void test_steepening(void **state) {
  (void)state;
  assert_float_equal(ct_hillshade_steepening(15), 1, 0);
  assert_float_equal(ct_hillshade_steepening(18), 1, 0);
  assert_float_equal(ct_hillshade_steepening(10), exp2(1.5), 1e-12);
  assert_float_equal(ct_hillshade_steepening(4), exp2(3.85), 1e-12);
  assert_float_equal(ct_hillshade_steepening(1), exp2(5.6), 1e-12);
}

// ---- color-relief

static void test_relief_ramp(void **state) {
  (void)state;
  static const float heights[] = {-5, 0, 25, 99.9f, 100, 150, 1e6f, NAN};
  const double at[] = {0, 100, 100, 200};
  // Up to 100 from black to half transparent red; beyond, blue to white.
  const struct ct_color colors[] = {{0, 0, 0, 1}, {0.5f, 0, 0, 0.5f}, {0, 0, 1, 1}, {1, 1, 1, 1}};
  const int expected[][4] = {{0, 0, 0, 255},   {0, 0, 0, 255},       {32, 0, 0, 223},      {127, 0, 0, 128},
                             {0, 0, 255, 255}, {128, 128, 255, 255}, {255, 255, 255, 255}, {0, 0, 0, 0}};
  struct ct_ramp ramp = {4, at, colors};
  struct ct_relief_style s = {.opacity = 1};
  struct ct_relief r = {.grain = {0, 0, 1, 8, 1}, .elevation = heights, .reach = 1};
  struct ct_items items = {
      .layer_id = "c", .type = CT_LAYER_COLOR_RELIEF, .ramp = &ramp, .nstyles = 1, .styles.relief = &s};
  start();
  ct_paint_relief(&arena, &scene.root, &items, &r.grain, &r);
  assert_int_equal(image()->w, 7);  // the empty pixel at the end is cut off
  for (int i = 0; i < 7; i++) {
    int got[4];
    split(image()->pixels[i], got);
    for (int k = 0; k < 4; k++)
      if (abs(got[k] - expected[i][k]) > 1)
        fail_msg("%g: channel %d is %d, not %d", heights[i], k, got[k], expected[i][k]);
  }
}

// ---- heatmap

static const uint32_t *heat(const struct ct_heatmap_style *styles, size_t n, const float *xy, double step) {
  enum { COLORS = 256 };
  static struct ct_color colors[COLORS];
  for (int i = 0; i < COLORS; i++) {
    float v = (float)i / (COLORS - 1);
    colors[i] = (struct ct_color){v, v, v, v};
  }
  static const double at[COLORS];
  struct ct_ramp ramp = {COLORS, at, colors};
  uint32_t *row = CT_NEW_N(&arena, uint32_t, n);
  for (size_t i = 0; i < n; i++) row[i] = (uint32_t)i;
  struct ct_shapes shapes = {.n = n, .feature = row, .nparts = n, .ncoords = n, .xy = (float *)(uintptr_t)xy};
  struct ct_items items = {.layer_id = "h",
                           .type = CT_LAYER_HEATMAP,
                           .n = n,
                           .feature = row,
                           .style = row,
                           .ramp = &ramp,
                           .nstyles = n,
                           .styles.heatmap = styles};
  struct ct_grain g = {0, 0, step, (int)(100 / step), (int)(100 / step)};
  start();
  ct_paint_heatmap(&arena, &scene.root, &items, &shapes, &g);
  assert_non_null(image());
  uint32_t *px = CT_NEW_N(&arena, uint32_t, (size_t)g.w * (size_t)g.h);
  int x0 = (int)lround(image()->to.x / step), y0 = (int)lround(image()->to.y / step);
  for (int y = 0; y < image()->h; y++)
    memcpy(px + (y + y0) * g.w + x0, image()->pixels + y * image()->w, (size_t)image()->w * 4);
  return px;
}

static void test_heatmap_density(void **state) {
  (void)state;
  const struct ct_heatmap_style styles[2] = {{30, 1, 1.5f, 1}, {18, 0.8f, 1.5f, 1}};
  const float xy[4] = {45.3f, 50.2f, 62, 41};
  static const double steps[] = {1, 0.25};
  for (int i = 0; i < 2; i++) {
    double step = steps[i];
    int n = (int)(100 / step);
    const uint32_t *px = heat(styles, 2, xy, step);
    for (int k = 0; k < n * n; k++) {
      double x = (k % n + 0.5) * step, y = (k / n + 0.5) * step, density = 0;
      // Weight, intensity, 1 / sqrt(2 pi), and a Gauss curve of a third of the radius.
      for (int p = 0; p < 2; p++) {
        double d = hypot(x - xy[2 * p], y - xy[2 * p + 1]) / styles[p].radius * 3;
        density += styles[p].weight * styles[p].intensity / sqrt(2 * M_PI) * exp(-0.5 * d * d);
      }
      double got = (double)(px[k] >> 24) / 255;
      if (fabs(got - fmin(density, 1)) > 0.012) fail_msg("pixel %d: %g, not %g", k, got, density);
    }
  }
}

static void test_heatmap_of_nothing(void **state) {
  (void)state;
  const struct ct_heatmap_style styles[4] = {
      {30, 0, 1, 1}, {0, 1, 1, 1}, {INFINITY, NAN, 1, 1}, {30, 1, 1, 1}};
  const float xy[8] = {50, 50, 50, 50, 50, 50, NAN, 1e30f};
  struct ct_ramp ramp = {2, (double[]){0, 1}, (struct ct_color[]){{0, 0, 0, 0}, {1, 1, 1, 1}}};
  uint32_t rows[4] = {0, 1, 2, 3};
  struct ct_shapes shapes = {
      .n = 4, .feature = rows, .nparts = 4, .ncoords = 4, .xy = (float *)(uintptr_t)xy};
  struct ct_items items = {.layer_id = "h",
                           .type = CT_LAYER_HEATMAP,
                           .n = 4,
                           .feature = rows,
                           .style = rows,
                           .ramp = &ramp,
                           .nstyles = 4,
                           .styles.heatmap = styles};
  struct ct_grain g = {0, 0, 1, 100, 100};
  start();
  ct_paint_heatmap(&arena, &scene.root, &items, &shapes, &g);
  assert_null(image());
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
      cmocka_unit_test(test_raster_shader),      cmocka_unit_test(test_hillshade_as_gdaldem),
      cmocka_unit_test(test_hillshade_turns),    cmocka_unit_test(test_steepening),
      cmocka_unit_test(test_relief_ramp),        cmocka_unit_test(test_heatmap_density),
      cmocka_unit_test(test_heatmap_of_nothing),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}

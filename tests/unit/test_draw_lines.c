// SPDX-License-Identifier: MIT
// Hairlines, ramps, patterns, blurs and groups that fade, against the formulas that MapLibre draws them by.
#include <cairo.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cartouche.h"
#include "draw/draw.h"
#include "model/scene.h"
#include "model/shapes.h"
#include "model/table.h"
#include "paint/paint.h"

enum { SIDE = 64 };

static const struct ct_color black = {0, 0, 0, 1};

struct picture {
  cairo_surface_t *surface;
  const uint32_t *pixels;
  int stride;
};

// The scene at one pixel a point on white.
static struct picture picture_of(const struct ct_scene *scene, const char *sprite) {
  struct ct_err err = {0};
  struct ct_draw *draw;
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  if (sprite && !ct_draw_add_sprite(draw, NULL, sprite, false, &err)) fail_msg("%s", err.message);
  struct picture p = {cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE), NULL, 0};
  cairo_t *cr = cairo_create(p.surface);
  if (!ct_draw_scene(draw, scene, cr, 1, &err)) fail_msg("%s", err.message);
  cairo_destroy(cr);
  ct_draw_free(draw);
  cairo_surface_flush(p.surface);
  p.pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(p.surface);
  p.stride = cairo_image_surface_get_stride(p.surface) / 4;
  return p;
}

// Channel k (0 blue, 1 green, 2 red) of a pixel, 0..255.
static int channel(const struct picture *p, int x, int y, int k) {
  return (int)(p->pixels[y * p->stride + x] >> (8 * k) & 255);
}

static double smoothstep(double t) {
  t = fmin(fmax(t, 0), 1);
  return t * t * (3 - 2 * t);
}

// fill_outline.fragment.glsl: alpha = 1 - smoothstep(0, 1, distance to the pixel's centre), in the one
// pixel of each column that the line passes through.
static void hairlines_are_shaded_as_in_maplibre(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  const float xy[] = {4.25f, 10.3f, 60.75f, 27.9f};
  ct_scene_add(&a, &scene.root, CT_OP_STROKE)->stroke = (struct ct_stroke_op){
      .path = {.n = 2, .xy = xy}, .color = black, .width = 0.5f, .miter_limit = 2, .hairline = true};
  struct picture p = picture_of(&scene, NULL);
  for (int x = 0; x < SIDE; x++) {
    double at = xy[1] + (x + 0.5 - xy[0]) * (xy[3] - xy[1]) / (xy[2] - xy[0]);
    for (int y = 0; y < SIDE; y++) {
      bool on = x + 0.5 >= xy[0] && x + 0.5 < xy[2] && y == (int)floor(at);
      double ink = on ? 1 - smoothstep(fabs(at - y - 0.5)) : 0;
      assert_true(fabs(channel(&p, x, y, 0) - 255 * (1 - ink)) <= 2);
    }
  }
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

// A fringe is outside only, whatever way the edges run.
static void fringe_is_outside(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  // Clockwise on the page; edges at 10.25 and 40.25: the pixels before are outside at the left and top
  // (a distance of 0.25 off the centre of pixel 10), pixel 40 at the right and bottom.
  const float xy[] = {10.75f, 10.75f, 40.25f, 10.75f, 40.25f, 40.25f, 10.75f, 40.25f};
  ct_scene_add(&a, &scene.root, CT_OP_FILL)->fill = (struct ct_fill_op){
      .path = {.n = 4, .xy = xy, .closed = true}, .color = black, .antialias = true, .fringe = true};
  struct picture p = picture_of(&scene, NULL);
  double ring = smoothstep(0.25);  // what is left of white by the fringe, then by a quarter of the fill
  for (int i = 20; i < 30; i++) {
    assert_true(abs(channel(&p, 10, i, 0) - (int)(255 * ring * 0.75)) <= 2);
    assert_true(abs(channel(&p, i, 10, 0) - (int)(255 * ring * 0.75)) <= 2);
    assert_true(abs(channel(&p, 40, i, 0) - (int)(255 * ring * 0.75)) <= 2);
    assert_true(abs(channel(&p, i, 40, 0) - (int)(255 * ring * 0.75)) <= 2);
    assert_int_equal(channel(&p, 9, i, 0), 255);
    assert_int_equal(channel(&p, 41, i, 0), 255);
    assert_int_equal(channel(&p, 11, i, 0), 0);
  }
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

// A line whose colour goes with its progress: each pixel on it has the colour of its own share.
static void ramps_follow_the_line(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  static const float at[] = {0, 0.5f, 0.5f, 1}, along[] = {0, 0.5f, 1};
  static const struct ct_color color[] = {{1, 0, 0, 1}, {0, 0, 1, 1}, {0, 1, 0, 1}, {0, 1, 0, 1}};
  static const struct ct_gradient ramp = {4, at, color};
  const float xy[] = {4, 10, 54, 10, 54, 60};
  ct_scene_add(&a, &scene.root, CT_OP_STROKE)->stroke = (struct ct_stroke_op){.path = {.n = 3, .xy = xy},
                                                                              .color = black,
                                                                              .width = 8,
                                                                              .miter_limit = 2,
                                                                              .ramp = &ramp,
                                                                              .along = along};
  struct picture p = picture_of(&scene, NULL);
  for (int x = 8; x < 48; x++)
    for (int y = 7; y < 13; y++) {
      double t = (x + 0.5 - 4) / 50;
      if (fabs(channel(&p, x, y, 2) - 255 * (1 - t)) > 4 || fabs(channel(&p, x, y, 0) - 255 * t) > 4)
        fail_msg("%d,%d: %06x at %g", x, y, (unsigned)p.pixels[y * p.stride + x], t);
    }
  for (int y = 16; y < 58; y++) assert_int_equal(p.pixels[y * p.stride + 54] & 0xffffff, 0x00ff00);
  assert_int_equal(p.pixels[30 * p.stride + 20] & 0xffffff, 0xffffff);
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

static void no_pattern_no_ink(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  const float xy[] = {0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE};
  static const struct ct_pattern missing = {"no-such-image", 1, 0, 0, 1, 0, 0, 1},
                                 flat = {"square", 0, 0, 0, 0, 0, 0, 1};
  ct_scene_add(&a, &scene.root, CT_OP_FILL)->fill = (struct ct_fill_op){
      .path = {.n = 4, .xy = xy, .closed = true}, .color = black, .antialias = true, .pattern = &missing};
  ct_scene_add(&a, &scene.root, CT_OP_FILL)->fill = (struct ct_fill_op){
      .path = {.n = 4, .xy = xy, .closed = true}, .color = black, .antialias = true, .pattern = &flat};
  struct picture p = picture_of(&scene, NULL);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) assert_int_equal(p.pixels[y * p.stride + x] & 0xffffff, 0xffffff);
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

// A sprite of two pixels, left red and right blue, four points a pixel, begun at 3,0: what is where.
static void patterns_repeat(void **state) {
  (void)state;
  const char *folder = getenv("B") ? getenv("B") : "build";
  char base[200], path[220];
  snprintf(base, sizeof base, "%s/tests/two_pixels", folder);
  cairo_surface_t *two = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 2, 1);
  uint32_t *pixels = (uint32_t *)(void *)cairo_image_surface_get_data(two);
  pixels[0] = 0xffff0000;
  pixels[1] = 0xff0000ff;
  cairo_surface_mark_dirty(two);
  snprintf(path, sizeof path, "%s.png", base);
  assert_int_equal(cairo_surface_write_to_png(two, path), CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(two);
  snprintf(path, sizeof path, "%s.json", base);
  FILE *f = fopen(path, "w");
  assert_non_null(f);
  fputs("{\"two\":{\"x\":0,\"y\":0,\"width\":2,\"height\":1,\"pixelRatio\":1}}", f);
  fclose(f);
  struct ct_arena a = {0};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  const float xy[] = {0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE};
  static const struct ct_pattern two_px = {"two", 8, 0, 0, 8, 3, 0, 0.5f};
  ct_scene_add(&a, &scene.root, CT_OP_FILL)->fill =
      (struct ct_fill_op){.path = {.n = 4, .xy = xy, .closed = true}, .antialias = true, .pattern = &two_px};
  struct picture p = picture_of(&scene, base);
  for (int x = 0; x < SIDE; x++) {
    int in = ((x - 3) % 16 + 16) % 16, first = in < 8 ? 2 : 0;
    // Half opacity over white; as far as a place is off its pixel's middle, the other colour mixes in.
    double mixed = fabs((in % 8 + 0.5) / 8 - 0.5);
    assert_true(fabs(channel(&p, x, 30, first) - (255 - 127.5 * mixed)) <= 3);
    assert_true(fabs(channel(&p, x, 30, 2 - first) - (127.5 + 127.5 * mixed)) <= 3);
    assert_true(abs(channel(&p, x, 30, 1) - 127) <= 2);
  }
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

// line.fragment.glsl: alpha = clamp(min(dist - (inset - blur2), outset - dist) / blur2), blur2 = blur + 1.
static void blurs_fade_as_in_maplibre(void **state) {
  (void)state;
  static const float cases[][3] = {{16, 0, 6}, {6, 12, 4}, {10, 8, 0}, {20, 0, 12}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    float width = cases[i][0], gap = cases[i][1], blur = cases[i][2];
    struct ct_arena a = {0};
    struct ct_scene scene;
    ct_scene_init(&scene, SIDE, SIDE);
    const float xy[] = {4, 32.5f, 60, 32.5f};
    const uint8_t type = CT_GEOM_LINE;
    const uint32_t part0[] = {0, 1}, coord0[] = {0, 2}, feature = 0;
    const struct ct_shapes shapes = {.n = 1,
                                     .feature = &feature,
                                     .type = &type,
                                     .part0 = part0,
                                     .coord0 = coord0,
                                     .nparts = 1,
                                     .ncoords = 2,
                                     .xy = xy};
    const struct ct_line_style style = {
        .color = black, .width = width, .gap_width = gap, .blur = blur, .miter_limit = 2, .round_limit = 1};
    const struct ct_items items = {.layer_id = "t",
                                   .type = CT_LAYER_LINE,
                                   .n = 1,
                                   .feature = &feature,
                                   .nstyles = 1,
                                   .styles.line = &style};
    ct_paint_line(&a, &scene.root, &items, &shapes, false, NULL);
    struct picture p = picture_of(&scene, NULL);
    double outset = (gap > 0 ? gap / 2 + width : width / 2) + 0.5, inset = gap > 0 ? gap / 2 + 0.5 : 0,
           blur2 = blur + 1;
    for (int y = 0; y < SIDE; y++) {
      double dist = fabs(y + 0.5 - 32.5);
      double alpha = fmin(fmax(fmin(dist - (inset - blur2), outset - dist) / blur2, 0), 1);
      if (fabs(channel(&p, 30, y, 0) - 255 * (1 - alpha)) > 255 * 0.09)
        fail_msg("case %zu, row %d: %d instead of %.0f", i, y, channel(&p, 30, y, 0), 255 * (1 - alpha));
    }
    cairo_surface_destroy(p.surface);
    ct_arena_release(&a);
  }
}

// Overlaps within a group that fades are one surface.
static void groups_fade_as_one(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  struct ct_op *group = ct_scene_group(&a, &scene.root, "layer");
  group->group.fade = 0.75f;
  const float xy[2][8] = {{0, 0, 40, 0, 40, 40, 0, 40}, {20, 20, 60, 20, 60, 60, 20, 60}}, spot[] = {50, 50};
  for (int i = 0; i < 2; i++)
    ct_scene_add(&a, group, CT_OP_FILL)->fill =
        (struct ct_fill_op){.path = {.n = 4, .xy = xy[i], .closed = true}, .color = black, .antialias = true};
  static const struct ct_symbol disc = {.color = {1, 0, 0, 1}, .radius = 5};
  ct_scene_add(&a, group, CT_OP_MARKS)->marks =
      (struct ct_marks_op){.symbols = &disc, .nsymbols = 1, .n = 1, .xy = spot};
  struct picture p = picture_of(&scene, NULL);
  for (int k = 0; k < 3; k++) {
    assert_true(abs(channel(&p, 10, 10, k) - 191) <= 1);
    assert_true(abs(channel(&p, 30, 30, k) - 191) <= 1);
  }
  assert_true(abs(channel(&p, 50, 50, 2) - 255) <= 1);
  assert_true(abs(channel(&p, 50, 50, 0) - 191) <= 1);
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

// Numbers that no line should have end in a picture, not in a crash.
static void hostile_lines(void **state) {
  (void)state;
  static const float xy[] = {NAN, 1, 1e30f, -1e30f, 5, 5, 5, 5, INFINITY, 3, 20, 20},
                     along[] = {0, NAN, 1, 1, -5, 1e30f};
  static const float at[] = {0, 0, 1};
  static const struct ct_color color[] = {{1, 0, 0, 1}, {NAN, 0, 1, 1}, {0, 1, 0, 1}};
  static const struct ct_gradient ramp = {3, at, color}, none = {0, NULL, NULL};
  static const float widths[] = {0.5f, 8, 1e30f};
  struct ct_arena a = {0};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  for (int i = 0; i < 6; i++)
    ct_scene_add(&a, &scene.root, CT_OP_STROKE)->stroke =
        (struct ct_stroke_op){.path = {.n = 6, .xy = xy, .closed = i % 2},
                              .color = black,
                              .width = widths[i % 3],
                              .miter_limit = 2,
                              .hairline = i < 3,
                              .ramp = i < 3   ? NULL
                                      : i < 5 ? &ramp
                                              : &none,
                              .along = along};
  static const struct ct_pattern bad[] = {{"square", NAN, 0, 0, 1, 0, 0, 1},
                                          {"square", 1e-30, 0, 0, 1e30, 0, 1e30, NAN}};
  for (int i = 0; i < 2; i++)
    ct_scene_add(&a, &scene.root, CT_OP_FILL)->fill = (struct ct_fill_op){
        .path = {.n = 6, .xy = xy, .closed = true}, .color = black, .fringe = true, .pattern = &bad[i]};
  struct picture p = picture_of(&scene, NULL);
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hairlines_are_shaded_as_in_maplibre),
      cmocka_unit_test(fringe_is_outside),
      cmocka_unit_test(ramps_follow_the_line),
      cmocka_unit_test(no_pattern_no_ink),
      cmocka_unit_test(patterns_repeat),
      cmocka_unit_test(blurs_fade_as_in_maplibre),
      cmocka_unit_test(groups_fade_as_one),
      cmocka_unit_test(hostile_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

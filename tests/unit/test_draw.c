// SPDX-License-Identifier: MIT
// Fills, strokes, images and links, with numbers no map should have.
#include <cairo-pdf.h>
#include <cairo.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cartouche.h"
#include "draw/draw.h"
#include "draw/polyline.h"
#include "model/scene.h"

enum { SIDE = 64 };

static const struct ct_color red = {1, 0, 0, 1};

// Plays the scene on an image, and on a PDF that goes nowhere; *at gets pixel x, y.
static uint32_t pixel_of(const struct ct_scene *scene, int x, int y) {
  struct ct_err err = {0};
  struct ct_draw *draw;
  assert_true(ct_draw_new("styles/icons", NULL, &draw, &err));
  cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(NULL, NULL, SIDE, SIDE);
  cairo_t *cr = cairo_create(image);
  assert_true(ct_draw_scene(draw, scene, cr, 1, &err));
  cairo_destroy(cr);
  cr = cairo_create(pdf);
  assert_true(ct_draw_scene(draw, scene, cr, 0, &err));
  cairo_destroy(cr);
  // The font of marks outlives what drew with it.
  ct_draw_free(draw);
  cairo_surface_finish(pdf);
  assert_int_equal(cairo_surface_status(pdf), CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(pdf);
  cairo_surface_flush(image);
  const uint32_t *row = (const uint32_t *)(const void *)(cairo_image_surface_get_data(image) +
                                                         y * cairo_image_surface_get_stride(image));
  uint32_t pixel = row[x] & 0xffffff;
  cairo_surface_destroy(image);
  return pixel;
}

static void bad_numbers_draw_what_is_left(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  ct_scene_init(&s, SIDE, SIDE);
  const float xy[] = {NAN, 3, 10, 10, 1e30f, 10, INFINITY, 50, 10, 50, -NAN, -INFINITY};
  ct_scene_add(&a, &s.root, CT_OP_FILL)->fill =
      (struct ct_fill_op){.path = {.n = 6, .xy = xy, .closed = true}, .color = red, .antialias = true};
  static const float dashes[][2] = {{0, 0}, {-1, 2}, {1e-30f, 1e-30f}, {NAN, 1}, {1e30f, 1e30f}};
  for (int i = 0; i < 5; i++)
    ct_scene_add(&a, &s.root, CT_OP_STROKE)->stroke =
        (struct ct_stroke_op){.path = {.n = 6, .xy = xy},
                              .color = {0, 0, 1, 0.1f},
                              .width = i % 2 ? 1e30f : 0.5f,
                              .cap = CT_CAP_ROUND,
                              .dash_n = 2,
                              .dash = dashes[i],
                              .dash_start = i % 2 ? NAN : 1e30f};
  const struct ct_symbol symbols[] = {
      {.color = red, .radius = 1e30f},
      {.color = red, .radius = -5, .edge_width = NAN, .edge_color = red},
      {.kind = CT_SYMBOL_ICON, .icon = "circle", .icon_w = 1e20f, .icon_h = 1},
      {.kind = CT_SYMBOL_ICON, .color = red},
      {.color = {NAN, 2, -1, 1}, .radius = 2, .blur = 1e9f}};
  enum { N = 400 };
  uint16_t *symbol = CT_NEW_N(&a, uint16_t, N);
  float *at = CT_NEW_N(&a, float, 2 * N);
  for (int i = 0; i < N; i++) {
    symbol[i] = (uint16_t)(1 + i % 4);
    at[2 * i] = at[2 * i + 1] = i % 7 ? (float)i : NAN;
  }
  ct_scene_add(&a, &s.root, CT_OP_MARKS)->marks = (struct ct_marks_op){symbols, 5, symbol, N, at, NULL};
  symbol[3] = 999;
  assert_int_equal(pixel_of(&s, 40, 30) >> 16, 0xff - 0x00);
  ct_arena_release(&a);
}

static void empty_things_draw_nothing(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  ct_scene_init(&s, SIDE, SIDE);
  ct_scene_add(&a, &s.root, CT_OP_FILL)->fill.color = red;
  ct_scene_add(&a, &s.root, CT_OP_STROKE)->stroke.width = 3;
  ct_scene_add(&a, &s.root, CT_OP_MARKS);
  ct_scene_add(&a, &s.root, CT_OP_TEXT);
  ct_scene_add(&a, &s.root, CT_OP_IMAGE);
  ct_scene_add(&a, &s.root, CT_OP_LINK)->link.url = "";
  assert_int_equal(pixel_of(&s, 5, 5), 0xffffff);
  ct_arena_release(&a);
}

static void clips_nest(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  ct_scene_init(&s, SIDE, SIDE);
  const float xy[] = {0, 0, SIDE, 0, SIDE, SIDE, 0, SIDE};
  const struct ct_fill_op all = {.path = {.n = 4, .xy = xy, .closed = true}, .color = red, .antialias = true};
  struct ct_op *outer = ct_scene_group(&a, &s.root, "outer"), *inner = ct_scene_group(&a, outer, "inner");
  outer->group.has_clip = inner->group.has_clip = true;
  outer->group.clip = (struct ct_rect){10, 10, 30, 30};
  inner->group.clip = (struct ct_rect){0, 0, 20.4, 20.4};
  ct_scene_add(&a, inner, CT_OP_FILL)->fill = all;
  assert_int_equal(pixel_of(&s, 9, 15), 0xffffff);
  assert_int_equal(pixel_of(&s, 15, 15), 0xff0000);
  assert_int_equal(pixel_of(&s, 20, 15), 0xffffff);  // the edge is moved to whole pixels
  ct_arena_release(&a);
}

static void images_fill_their_box(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_scene s;
  ct_scene_init(&s, SIDE, SIDE);
  static const uint32_t pixels[] = {0xffff0000, 0xff00ff00, 0xff0000ff, 0xff000000};
  ct_scene_add(&a, &s.root, CT_OP_IMAGE)->image = (struct ct_image_op){{10, 10, 40, 20}, 2, 2, pixels, false};
  assert_int_equal(pixel_of(&s, 10, 10), 0xff0000);
  assert_int_equal(pixel_of(&s, 49, 10), 0x00ff00);
  assert_int_equal(pixel_of(&s, 29, 29), 0x0000ff);
  assert_int_equal(pixel_of(&s, 50, 29), 0xffffff);
  ct_arena_release(&a);
}

// What is left of a path: the number of its points.
static int points_left(const struct ct_path *path, double step) {
  cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create(s);
  ct_polyline_trace(cr, path, step, 0);
  cairo_path_t *p = cairo_copy_path(cr);
  int n = 0;
  for (int i = 0; i < p->num_data; i += p->data[i].header.length)
    n += p->data[i].header.type == CAIRO_PATH_LINE_TO ||
         (i == 0 && p->data[i].header.type == CAIRO_PATH_MOVE_TO);
  cairo_path_destroy(p);
  cairo_destroy(cr);
  cairo_surface_destroy(s);
  return n;
}

static void near_points_are_left_out(void **state) {
  (void)state;
  const float xy[] = {0, 0, 0.1f, 0.1f, 0.2f, 0, 5, 1, 5.05f, 0.9f};
  assert_int_equal(points_left(&(struct ct_path){.n = 5, .xy = xy}, 0.25), 3);  // the end stays
  assert_int_equal(points_left(&(struct ct_path){.n = 5, .xy = xy, .closed = true}, 0.25), 2);
  assert_int_equal(points_left(&(struct ct_path){.n = 5, .xy = xy}, 0), 5);
}

// Where point i of a path of n points, all 1.03 apart in x, is drawn with a grid of a sixteenth.
static double x_on_grid(size_t n, int at) {
  float *xy = calloc(2 * n, sizeof *xy);
  assert_non_null(xy);
  for (size_t i = 0; i < n; i++) {
    xy[2 * i] = 1.03f * (float)i;
    xy[2 * i + 1] = (float)(i % 2);  // Cairo would join what lies on one line
  }
  cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create(s);
  ct_polyline_trace(cr, &(struct ct_path){.n = (uint32_t)n, .xy = xy}, 0, 1.0 / 16);
  cairo_path_t *p = cairo_copy_path(cr);
  double x = p->data[2 * at + 1].point.x;
  cairo_path_destroy(p);
  cairo_destroy(cr);
  cairo_surface_destroy(s);
  free(xy);
  return x;
}

static void long_paths_lie_on_a_grid(void **state) {
  (void)state;
  assert_true(fabs(x_on_grid(100, 1) - 1.03) < 0.005);  // a curve stays as it is
  assert_true(x_on_grid(5000, 1) == 1);
  assert_true(x_on_grid(5000, 2) == 2.0625);
  assert_true(fabs(x_on_grid(5000, 4321) - 1.03 * 4321) < 0.04);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bad_numbers_draw_what_is_left),
      cmocka_unit_test(empty_things_draw_nothing),
      cmocka_unit_test(clips_nest),
      cmocka_unit_test(images_fill_their_box),
      cmocka_unit_test(near_points_are_left_out),
      cmocka_unit_test(long_paths_lie_on_a_grid),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Marks on images against Cairo drawing sixteen times larger, and their order in PDF.
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
#include "draw/draw.h"
#include "draw/layers.h"
#include "model/diag.h"
#include "model/scene.h"

enum { SIDE = 40 };

static const struct ct_color white = {1, 1, 1, 1}, red = {0.8f, 0.1f, 0.2f, 1}, blue = {0, 0.3f, 0.7f, 1};

struct picture {
  cairo_surface_t *surface;
  const uint32_t *pixels;
  int stride;
};

static struct picture picture_of(struct ct_scene *scene, double scale, struct ct_diags *diags) {
  struct ct_err err = {0};
  struct ct_draw *draw;
  struct picture p;
  p.surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(scene->w_pt * scale), (int)(scene->h_pt * scale));
  cairo_t *cr = cairo_create(p.surface);
  cairo_scale(cr, scale, scale);
  assert_true(ct_draw_new("styles/icons", diags, &draw, &err));
  assert_true(ct_draw_scene(draw, scene, cr, scale, &err));
  ct_draw_free(draw);
  cairo_destroy(cr);
  cairo_surface_flush(p.surface);
  p.pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(p.surface);
  p.stride = cairo_image_surface_get_stride(p.surface) / 4;
  return p;
}

static struct ct_op *add_marks(struct ct_arena *a, struct ct_op *group, const struct ct_symbol *s, size_t n,
                               const float *xy) {
  struct ct_op *op = ct_scene_add(a, group, CT_OP_MARKS);
  op->marks = (struct ct_marks_op){s, 1, NULL, n, xy, NULL};
  return op;
}

static int channel(uint32_t pixel, int k) {
  return (int)(pixel >> (8 * k) & 255);
}

static double smooth(double from, double to, double x) {
  double t = fmin(fmax((x - from) / (to - from), 0), 1);
  return t * t * (3 - 2 * t);
}

// MapLibre GL JS, circle.fragment.glsl, with the names it has there: the oracle. Opaque colours.
static void shade(const struct ct_symbol *s, double distance, double rgb[3]) {
  double radius = s->radius, stroke_width = s->edge_width,
         extrude_length = distance / (radius + stroke_width);
  double antialiased_blur = -fmax(s->blur, 1 / (radius + stroke_width));
  double opacity_t = smooth(0, antialiased_blur, extrude_length - 1);
  double color_t = stroke_width < 0.01
                       ? 0
                       : smooth(antialiased_blur, 0, extrude_length - radius / (radius + stroke_width));
  const float color[3] = {s->color.r, s->color.g, s->color.b},
              stroke_color[3] = {s->edge_color.r, s->edge_color.g, s->edge_color.b};
  for (int k = 0; k < 3; k++)
    rgb[k] = opacity_t * (color[k] * (1 - color_t) + stroke_color[k] * color_t) + (1 - opacity_t);
}

static void circles_are_shaded_as_in_maplibre(void **state) {
  (void)state;
  struct ct_arena a = {0};
  for (int i = 0; i < 64; i++) {
    struct ct_symbol s = {.color = red,
                          .edge_color = blue,
                          .edge_width = 0.5f * (float)(i % 3),
                          .blur = 0.25f * (float)(i % 2),
                          .radius = 1.25f + 0.37f * (float)(i % 11)};
    float *xy = CT_NEW_N(&a, float, 2);
    xy[0] = 20 + (float)(i * 7 % 16) / 16;
    xy[1] = 19 + (float)(i * 5 % 16) / 16;
    struct ct_scene scene;
    ct_scene_init(&scene, SIDE, SIDE);
    add_marks(&a, &scene.root, &s, 1, xy);
    struct picture got = picture_of(&scene, 1, NULL);
    for (int y = 0; y < SIDE; y++)
      for (int x = 0; x < SIDE; x++) {
        double rgb[3];
        shade(&s, hypot(x + 0.5 - xy[0], y + 0.5 - xy[1]), rgb);
        for (int k = 0; k < 3; k++)
          assert_true(fabs(channel(got.pixels[y * got.stride + x], 2 - k) - 255 * rgb[k]) <= 2);
      }
    cairo_surface_destroy(got.surface);
  }
  ct_arena_release(&a);
}

// Icons: the sprite against librsvg's own drawing of a solid shape; only edges may differ.
static void icons_lie_where_asked(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_symbol s = {.kind = CT_SYMBOL_ICON, .color = red, .icon = "square", .icon_w = 30, .icon_h = 30};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  const float xy[] = {20.25f, 19.5f};
  add_marks(&a, &scene.root, &s, 1, xy);
  struct picture p = picture_of(&scene, 1, NULL);
  // The file's square runs from 3.32 to 11.68 of 15: from 11.89 to 28.61 across here.
  double sum_x = 0, sum_y = 0, sum = 0;
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) {
      double ink = (255 - channel(p.pixels[y * p.stride + x], 1)) / (255 * 0.9);
      sum += ink;
      sum_x += ink * (x + 0.5);
      sum_y += ink * (y + 0.5);
    }
  assert_true(fabs(sum - 16.72 * 16.72) < 2);
  assert_true(fabs(sum_x / sum - 20.25) < 0.02);
  assert_true(fabs(sum_y / sum - 19.5) < 0.02);
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

static void alpha_is_applied_once(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_symbol s = {
      .color = {1, 0, 0, 0.5f}, .edge_color = {0, 0, 1, 0.5f}, .edge_width = 5, .radius = 8};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  const float xy[] = {20, 20};
  add_marks(&a, &scene.root, &s, 1, xy);
  struct picture p = picture_of(&scene, 1, NULL);
  assert_int_equal(p.pixels[20 * p.stride + 20] & 0xffffff, 0xff8080 - 0x000101 + 0x0000);
  assert_int_equal(p.pixels[20 * p.stride + 30] & 0xffffff, 0x8080ff - 0x010100);
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

static void clip_and_page_edges_hold(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_symbol s = {.color = red, .edge_color = blue, .edge_width = 1, .radius = 4};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  struct ct_op *group = ct_scene_group(&a, &scene.root, "map");
  group->group.has_clip = true;
  group->group.clip = (struct ct_rect){10, 10, 20, 20};
  enum { N = 2000 };
  float *xy = CT_NEW_N(&a, float, 2 * N);
  for (int i = 0; i < N; i++) {
    xy[2 * i] = (float)(i * 37 % 600) / 10 - 10;
    xy[2 * i + 1] = (float)(i * 53 % 600) / 10 - 10;
  }
  xy[0] = NAN;
  xy[3] = INFINITY;
  xy[4] = -3e38f;
  add_marks(&a, group, &s, N, xy);
  struct picture p = picture_of(&scene, 1, NULL);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) {
      bool inside = x >= 10 && x < 30 && y >= 10 && y < 30;
      assert_true(((p.pixels[y * p.stride + x] & 0xffffff) == 0xffffff) == !inside);
    }
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

// A later mark lies on an earlier one, casing and all, sprite or path.
static void later_marks_are_on_top(void **state) {
  (void)state;
  struct ct_arena a = {0};
  const struct ct_symbol s[2] = {{.color = red, .edge_color = white, .edge_width = 2, .radius = 6},
                                 {.color = blue, .edge_color = white, .edge_width = 2, .radius = 6}};
  const uint16_t symbol[] = {0, 1};
  const float xy[] = {16, 20, 24, 20};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  ct_scene_add(&a, &scene.root, CT_OP_MARKS)->marks = (struct ct_marks_op){s, 2, symbol, 2, xy, NULL};
  struct picture p = picture_of(&scene, 1, NULL);
  assert_int_equal(p.pixels[20 * p.stride + 13] & 0xffffff, 0xcc1a33);
  assert_int_equal(p.pixels[20 * p.stride + 17] & 0xffffff, 0xffffff);
  assert_int_equal(p.pixels[20 * p.stride + 20] & 0xffffff, 0x004db3);
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

static void count_diagnostic(void *user, const struct ct_diagnostic *d) {
  assert_non_null(strstr(d->message, "no-such-icon"));
  ++*(int *)user;
}

static void missing_icon_is_said_once(void **state) {
  (void)state;
  struct ct_arena a = {0};
  int said = 0;
  struct ct_diags diags = {.fn = count_diagnostic, .user = &said};
  struct ct_symbol s = {
      .kind = CT_SYMBOL_ICON, .color = red, .icon = "no-such-icon", .icon_w = 8, .icon_h = 8};
  struct ct_scene scene;
  ct_scene_init(&scene, SIDE, SIDE);
  const float xy[] = {20, 20};
  add_marks(&a, &scene.root, &s, 1, xy);
  add_marks(&a, &scene.root, &s, 1, xy);
  struct picture p = picture_of(&scene, 1, &diags);
  assert_int_equal(said, 1);
  cairo_surface_destroy(p.surface);
  ct_arena_release(&a);
}

static void icon_names_stay_in_the_folder(void **state) {
  (void)state;
  struct ct_err err = {0};
  struct ct_draw *draw;
  float w, h;
  assert_true(ct_draw_new("styles/icons/shapes", NULL, &draw, &err));
  assert_true(ct_draw_icon_size(draw, "circle", &w, &h));
  assert_true(fabs(w - 11.25) < 1e-4 && fabs(h - 11.25) < 1e-4);
  assert_false(ct_draw_icon_size(draw, "../maki/rocket", &w, &h));
  assert_false(ct_draw_icon_size(draw, "/etc/passwd", &w, &h));
  assert_false(ct_draw_icon_size(draw, "", &w, &h));
  ct_draw_free(draw);
}

// Brute force over all pairs: those that overlap are drawn in the order given.
static void layers_keep_the_order_of_overlaps(void **state) {
  (void)state;
  enum { N = 1500 };
  struct ct_arena a = {0};
  const struct ct_symbol s[3] = {{.color = red, .edge_color = white, .edge_width = 1, .radius = 2},
                                 {.color = blue, .edge_color = white, .edge_width = 1, .radius = 5},
                                 {.color = blue, .radius = 9}};
  const float reach[] = {3, 6, 9};
  uint16_t *symbol = CT_NEW_N(&a, uint16_t, N);
  float *xy = CT_NEW_N(&a, float, 2 * N);
  unsigned seed = 3;
  for (int i = 0; i < N; i++) {
    symbol[i] = (uint16_t)(i * 7 % 3);
    for (int k = 0; k < 2; k++) {
      seed = seed * 1664525u + 1013904223u;
      xy[2 * i + k] = (float)(seed >> 8) * (300.0f / (1 << 24));
    }
  }
  struct ct_marks_op op = {s, 3, symbol, N, xy, NULL};
  struct ct_layered *v;
  size_t n = ct_layers_sort(&a, &op, reach, 300, 300, &v);
  assert_int_equal(n, N);
  for (int i = 0; i < N; i++)
    for (int j = i + 1; j < N; j++) {
      double far = reach[symbol[i]] + reach[symbol[j]];
      if (hypot(xy[2 * i] - xy[2 * j], xy[2 * i + 1] - xy[2 * j + 1]) >= far) continue;
      size_t at[2] = {N, N};
      for (size_t k = 0; k < n; k++)
        for (int e = 0; e < 2; e++) {
          int m = e ? j : i;
          if (v[k].symbol == symbol[m] && v[k].x == lround(xy[2 * m] * 100.0) &&
              v[k].y == lround(xy[2 * m + 1] * 100.0))
            at[e] = k;
        }
      assert_true(v[at[0]].layer < v[at[1]].layer);
      j += 40;  // a sample of the pairs is enough
    }
  ct_arena_release(&a);
}

// A heap of marks in four colours, as the data has them: between two of one symbol lie two of others on average, and
// marks are in longer groups than layers of all symbols would give (then 4 a layer).
static void heaps_have_few_groups(void **state) {
  (void)state;
  enum { N = 20000 };
  struct ct_arena a = {0};
  struct ct_symbol s[4];
  const float reach[] = {2, 2, 2, 2};
  uint16_t *symbol = CT_NEW_N(&a, uint16_t, N);
  float *xy = CT_NEW_N(&a, float, 2 * N);
  unsigned seed = 5;
  for (int i = 0; i < 4; i++) s[i] = (struct ct_symbol){.color = red, .radius = 2};
  for (int i = 0; i < N; i++) {
    for (int k = 0; k < 2; k++) {
      seed = seed * 1664525u + 1013904223u;
      xy[2 * i + k] = (float)(seed >> 8) * (100.0f / (1 << 24));
    }
    symbol[i] = (uint16_t)((seed >> 13) % 4);
  }
  struct ct_layered *v;
  struct ct_marks_op op = {s, 4, symbol, N, xy, NULL};
  size_t n = ct_layers_sort(&a, &op, reach, 100, 100, &v), groups = 1;
  for (size_t i = 1; i < n; i++) groups += v[i].layer != v[i - 1].layer || v[i].symbol != v[i - 1].symbol;
  assert_int_equal(n, N);
  assert_true(groups <= v[n - 1].layer + 1);  // one a layer
  assert_true((double)n / (double)groups > 25);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(circles_are_shaded_as_in_maplibre),
      cmocka_unit_test(icons_lie_where_asked),
      cmocka_unit_test(alpha_is_applied_once),
      cmocka_unit_test(clip_and_page_edges_hold),
      cmocka_unit_test(later_marks_are_on_top),
      cmocka_unit_test(missing_icon_is_said_once),
      cmocka_unit_test(icon_names_stay_in_the_folder),
      cmocka_unit_test(layers_keep_the_order_of_overlaps),
      cmocka_unit_test(heaps_have_few_groups),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Sprites: resolutions, colouring, stretching, hostile indexes, folders of icons; pixels against what was written.
#include <cairo.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "cartouche.h"
#include "draw/draw.h"
#include "draw/sheet.h"
#include "model/scene.h"
#include "model/view.h"

// A page of 40 x 40 style pixels.
enum { SIDE = 40, MIDDLE = 20 };

#define RED 0xFFFF0000u
#define GREEN 0xFF00FF00u
#define BLUE 0xFF0000FFu
#define YELLOW 0xFFFFFF00u
#define BLACK 0xFF000000u
#define WHITE 0xFFFFFFFFu

static struct ct_arena arena;
static char dir[64];
static uint32_t got[SIDE * SIDE];

static const char *path_of(const char *name) {
  return ct_arena_printf(&arena, "%s/%s", dir, name);
}

static int setup(void **state) {
  (void)state;
  strcpy(dir, "/tmp/ct_sheet_XXXXXX");
  return mkdtemp(dir) ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  char command[96];
  snprintf(command, sizeof command, "rm -rf '%s'", dir);
  ct_arena_release(&arena);
  return system(command);
}

static void write_text(const char *name, const char *words) {
  FILE *f = fopen(path_of(name), "wb");
  assert_non_null(f);
  fputs(words, f);
  assert_int_equal(fclose(f), 0);
}

// Columns of the image have the colours of `columns`, all rows alike; premultiplied.
static void write_columns(const char *name, const uint32_t *columns, int w, int h) {
  cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h);
  int stride = cairo_image_surface_get_stride(s) / 4;
  uint32_t *p = (uint32_t *)(void *)cairo_image_surface_get_data(s);
  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++) p[y * stride + x] = columns[x];
  cairo_surface_mark_dirty(s);
  assert_int_equal(cairo_surface_write_to_png(s, path_of(name)), CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(s);
}

static void write_plain(const char *name, uint32_t color, int side) {
  uint32_t columns[64];
  assert_true(side <= 64);
  for (int i = 0; i < side; i++) columns[i] = color;
  write_columns(name, columns, side, side);
}

static struct ct_draw *draw_new(void) {
  struct ct_err err = {0};
  struct ct_draw *d;
  assert_true(ct_draw_new("styles/icons", NULL, &d, &err));
  return d;
}

static struct ct_draw *draw_with(const char *id, const char *sprite, bool fine) {
  struct ct_err err = {0};
  struct ct_draw *d = draw_new();
  if (!ct_draw_add_sprite(d, id, path_of(sprite), fine, &err)) fail_msg("%s", err.message);
  return d;
}

// A symbol of that many style pixels.
static struct ct_symbol symbol(const char *icon, double w_px, double h_px) {
  return (struct ct_symbol){.kind = CT_SYMBOL_ICON,
                            .color = {0, 0, 0, 1},
                            .icon = icon,
                            .icon_w = (float)(w_px * CT_PX_PT),
                            .icon_h = (float)(h_px * CT_PX_PT),
                            .icon_scale = 1};
}

// Draws it in the middle of the page, a pixel a style pixel, into `got`.
static void play(struct ct_draw *d, const struct ct_symbol *s) {
  struct ct_err err = {0};
  struct ct_scene scene;
  const float xy[] = {MIDDLE * (float)CT_PX_PT, MIDDLE * (float)CT_PX_PT};
  ct_scene_init(&scene, SIDE * CT_PX_PT, SIDE * CT_PX_PT);
  scene.paper = (struct ct_color){1, 1, 1, 1};
  ct_scene_add(&arena, &scene.root, CT_OP_MARKS)->marks = (struct ct_marks_op){s, 1, NULL, 1, xy, NULL};
  cairo_surface_t *to = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create(to);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_scale(cr, 1 / CT_PX_PT, 1 / CT_PX_PT);
  assert_true(ct_draw_scene(d, &scene, cr, 1 / CT_PX_PT, &err));
  cairo_surface_flush(to);
  const uint32_t *p = (const uint32_t *)(const void *)cairo_image_surface_get_data(to);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      got[y * SIDE + x] = p[y * cairo_image_surface_get_stride(to) / 4 + x] | 0xFF000000u;
  cairo_destroy(cr);
  cairo_surface_destroy(to);
}

static uint32_t at(int x, int y) {
  return got[y * SIDE + x];
}

static void assert_near(uint32_t a, uint32_t b) {
  for (int k = 0; k < 24; k += 8) assert_true(abs((int)(a >> k & 255) - (int)(b >> k & 255)) <= 2);
}

static void assert_info(struct ct_draw *d, const char *name, double w, double h) {
  struct ct_image_info m;
  if (!ct_draw_image_info(d, name, &m)) fail_msg("there is no image '%s'", name);
  assert_float_equal(m.w, w, 1e-6);
  assert_float_equal(m.h, h, 1e-6);
}

static void assert_missing(struct ct_draw *d, const char *name) {
  struct ct_image_info m;
  assert_false(ct_draw_image_info(d, name, &m));
}

// ---- Resolutions

static uint32_t middle_of(const char *sprite, bool fine) {
  struct ct_draw *d = draw_with(NULL, sprite, fine);
  struct ct_symbol s = symbol("a", 8, 8);
  assert_info(d, "a", 8, 8);
  play(d, &s);
  ct_draw_free(d);
  // All of the image, and nothing beside it.
  for (int i = MIDDLE - 4; i < MIDDLE + 4; i++) assert_near(at(i, i), at(MIDDLE, MIDDLE));
  assert_int_equal(at(MIDDLE - 5, MIDDLE), WHITE);
  assert_int_equal(at(MIDDLE + 4, MIDDLE), WHITE);
  return at(MIDDLE, MIDDLE);
}

static void the_finer_is_taken_when_asked(void **state) {
  (void)state;
  write_plain("r.png", RED, 8);
  write_text("r.json", "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 8, \"height\": 8, \"pixelRatio\": 1}}");
  write_plain("r@2x.png", BLUE, 16);
  write_text("r@2x.json", "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 16, \"height\": 16, \"pixelRatio\": 2}}");
  assert_near(middle_of("r", false), RED);
  assert_near(middle_of("r", true), BLUE);
  // The other one is better than none.
  unlink(path_of("r.json"));
  assert_near(middle_of("r", false), BLUE);
  write_text("r.json", "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 8, \"height\": 8}}");
  unlink(path_of("r@2x.json"));
  assert_near(middle_of("r", true), RED);
}

static void images_are_cut_out_of_the_sheet(void **state) {
  (void)state;
  static const uint32_t columns[8] = {RED, RED, GREEN, GREEN, GREEN, GREEN, BLUE, BLUE};
  write_columns("c.png", columns, 8, 4);
  write_text("c.json",
             "{\"left\": {\"x\": 0, \"y\": 0, \"width\": 2, \"height\": 2}, "
             "\"mid\": {\"x\": 2, \"y\": 1, \"width\": 4, \"height\": 2}}");
  struct ct_draw *d = draw_with(NULL, "c", false);
  struct ct_symbol s = symbol("mid", 4, 2);
  assert_info(d, "left", 2, 2);
  play(d, &s);
  for (int x = MIDDLE - 2; x < MIDDLE + 2; x++) assert_int_equal(at(x, MIDDLE), GREEN);
  assert_int_equal(at(MIDDLE - 3, MIDDLE), WHITE);
  assert_int_equal(at(MIDDLE, MIDDLE - 2), WHITE);
  ct_draw_free(d);
}

static void opacity_and_turn_apply(void **state) {
  (void)state;
  static const uint32_t columns[8] = {RED, RED, RED, RED, BLUE, BLUE, BLUE, BLUE};
  write_columns("t.png", columns, 8, 8);
  write_text("t.json", "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 8, \"height\": 8}}");
  struct ct_draw *d = draw_with(NULL, "t", false);
  struct ct_symbol s = symbol("a", 8, 8);
  s.color.a = 0.5F;
  play(d, &s);
  assert_near(at(MIDDLE - 2, MIDDLE), 0xFFFF8080u);
  assert_near(at(MIDDLE + 2, MIDDLE), 0xFF8080FFu);
  // A quarter clockwise: what was left is above.
  s.color.a = 1;
  s.rotate_deg = 90;
  play(d, &s);
  assert_near(at(MIDDLE, MIDDLE - 3), RED);
  assert_near(at(MIDDLE, MIDDLE + 2), BLUE);
  ct_draw_free(d);
}

// ---- Distance fields

// A field of one distance all over: what symbol_sdf.fragment.glsl makes of it.
static uint32_t of_distance(unsigned alpha, float halo_px, float blur_px) {
  write_plain("d.png", alpha << 24, 8);
  write_text("d.json", "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 8, \"height\": 8, \"sdf\": true}}");
  struct ct_draw *d = draw_with(NULL, "d", false);
  struct ct_image_info m;
  struct ct_symbol s = symbol("a", 8, 8);
  s.color = (struct ct_color){1, 0, 0, 1};
  s.edge_color = (struct ct_color){0, 0, 1, 1};
  s.edge_width = halo_px * (float)CT_PX_PT;
  s.edge_blur = blur_px * (float)CT_PX_PT;
  assert_true(ct_draw_image_info(d, "a", &m) && m.one_color);
  play(d, &s);
  ct_draw_free(d);
  return at(MIDDLE, MIDDLE);
}

static void distances_are_coloured(void **state) {
  (void)state;
  // The edge is at 0.75, a transition 0.105 to either side.
  assert_near(of_distance(230, 0, 0), RED);
  assert_near(of_distance(150, 0, 0), WHITE);
  // A halo of 2 px reaches to (6 - 2) / 8 = 0.5.
  assert_near(of_distance(230, 2, 0), RED);
  assert_near(of_distance(160, 2, 0), BLUE);
  assert_near(of_distance(95, 2, 0), WHITE);
  // Half way, by smoothstep at (128 / 255 - 0.395) / 0.21 = 0.509: 0.514 of blue.
  assert_near(of_distance(128, 2, 0), 0xFF7C7CFFu);
  // Blurred by 1 px the transition is 0.105 + 1.19 / 8 wide: at 95 / 255, t = 0.247 and 0.153 of blue.
  assert_near(of_distance(95, 2, 1), 0xFFD8D8FFu);
}

// ---- Stretching

static const uint32_t stripes[10] = {RED, RED, GREEN, GREEN, BLUE, BLUE, YELLOW, YELLOW, BLACK, BLACK};

static void fit(const char *index, double w_px) {
  write_columns("f.png", stripes, 10, 4);
  write_text("f.json",
             ct_arena_printf(&arena, "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 10, \"height\": 4%s}}", index));
  struct ct_draw *d = draw_with(NULL, "f", false);
  struct ct_symbol s = symbol("a", w_px, 4);
  s.fit = true;
  play(d, &s);
  ct_draw_free(d);
}

static void only_zones_are_stretched(void **state) {
  (void)state;
  // 10 px become 24: the blue ones 16, the others keep their 2.
  fit(", \"stretchX\": [[4, 6]]", 24);
  static const uint32_t left[] = {WHITE, RED, RED, GREEN};
  for (int i = 0; i < 4; i++) assert_near(at(MIDDLE - 13 + i, MIDDLE), left[i]);
  assert_near(at(MIDDLE, MIDDLE), BLUE);
  assert_near(at(MIDDLE - 3, MIDDLE), BLUE);
  static const uint32_t right[] = {YELLOW, BLACK, BLACK, WHITE};
  for (int i = 0; i < 4; i++) assert_near(at(MIDDLE + 9 + i, MIDDLE), right[i]);
}

static void content_is_what_is_fitted(void **state) {
  (void)state;
  // Green to yellow is fitted to 12 px; red and black are outside, 2 px each.
  fit(", \"stretchX\": [[4, 6]], \"content\": [2, 0, 8, 4]", 12);
  static const uint32_t left[] = {WHITE, RED, RED, GREEN};
  for (int i = 0; i < 4; i++) assert_near(at(MIDDLE - 9 + i, MIDDLE), left[i]);
  assert_near(at(MIDDLE, MIDDLE), BLUE);
  static const uint32_t right[] = {YELLOW, BLACK, BLACK, WHITE};
  for (int i = 0; i < 4; i++) assert_near(at(MIDDLE + 5 + i, MIDDLE), right[i]);
  // Without zones all is stretched, twofold.
  fit(", \"content\": [2, 0, 8, 4]", 12);
  assert_near(at(MIDDLE - 11, MIDDLE), WHITE);
  assert_near(at(MIDDLE - 9, MIDDLE), RED);
  assert_near(at(MIDDLE, MIDDLE), BLUE);
  assert_near(at(MIDDLE + 8, MIDDLE), BLACK);
  assert_near(at(MIDDLE + 10, MIDDLE), WHITE);
}

static void facts_are_in_style_pixels(void **state) {
  (void)state;
  struct ct_image_info m;
  write_columns("q.png", stripes, 10, 4);
  write_text(
      "q.json",
      "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 10, \"height\": 4, \"pixelRatio\": 2, \"content\": [2, 1, 8, "
      "3],"
      "\"stretchX\": [[4, 6]], \"textFitWidth\": \"stretchOnly\", \"textFitHeight\": \"proportional\"}}");
  struct ct_draw *d = draw_with(NULL, "q", false);
  assert_true(ct_draw_image_info(d, "a", &m));
  assert_true(m.has_content);
  static const float content[4] = {1, 0.5F, 4, 1.5F};
  assert_memory_equal(m.content, content, sizeof content);
  assert_int_equal(m.fit_width, CT_FIT_STRETCH_ONLY);
  assert_int_equal(m.fit_height, CT_FIT_PROPORTIONAL);
  // Of the content's 6 px 4 are fixed: 2 style pixels; across there are no zones.
  assert_float_equal(m.fixed_w, 2, 1e-6);
  assert_float_equal(m.fixed_h, 0, 1e-6);
  ct_draw_free(d);
}

// ---- Hostile and missing

static void images_outside_the_sheet_are_left_out(void **state) {
  (void)state;
  write_plain("h.png", RED, 8);
  write_text("h.json",
             "{\"good\": {\"x\": 0, \"y\": 0, \"width\": 8, \"height\": 8, \"pixelRatio\": 1},"
             "\"right\": {\"x\": 1, \"y\": 0, \"width\": 8, \"height\": 8},"
             "\"below\": {\"x\": 0, \"y\": 8, \"width\": 1, \"height\": 1},"
             "\"negative\": {\"x\": -1, \"y\": 0, \"width\": 2, \"height\": 2},"
             "\"none\": {\"x\": 0, \"y\": 0, \"width\": 0, \"height\": 2},"
             "\"huge\": {\"x\": 0, \"y\": 0, \"width\": 4294967297, \"height\": 1e300},"
             "\"sum\": {\"x\": 2147483647, \"y\": 0, \"width\": 2147483647, \"height\": 1},"
             "\"ratio\": {\"x\": 0, \"y\": 0, \"width\": 8, \"height\": 8, \"pixelRatio\": 0},"
             "\"minus\": {\"x\": 0, \"y\": 0, \"width\": 8, \"height\": 8, \"pixelRatio\": -2},"
             "\"text\": {\"x\": \"0\", \"y\": 0, \"width\": \"8\", \"height\": 8},"
             "\"list\": [0, 0, 8, 8], \"number\": 5, \"null\": null, \"\": {}}");
  struct ct_sheet *sheet;
  struct ct_err err = {0};
  assert_true(ct_sheet_read(&arena, path_of("h"), false, &sheet, &err));
  assert_int_equal(ct_sheet_size(sheet), 1);
  assert_non_null(ct_sheet_find(sheet, "good"));
  ct_sheet_release(sheet);
}

// Odd zones and contents: the image is there, and drawing it ends.
static void odd_zones_do_no_harm(void **state) {
  (void)state;
  static const char *const odd[] = {", \"stretchX\": [[6, 4]]",
                                    ", \"stretchX\": [[-1, 4]]",
                                    ", \"stretchX\": [[0, 11]]",
                                    ", \"stretchX\": [[4, 6], [1, 2]]",
                                    ", \"stretchX\": [[3, 3]], \"stretchY\": [[2, 2]]",
                                    ", \"stretchX\": [[0, 10]], \"content\": [10, 4, 0, 0]",
                                    ", \"content\": [0, 0, 0, 0]",
                                    ", \"content\": [5, 2, 5, 2], \"stretchX\": [[5, 5]]",
                                    ", \"content\": [-1e30, -1e30, 1e30, 1e30]",
                                    ", \"content\": [1e308, 0, -1e308, 4]",
                                    ", \"content\": [1, 2, 3]",
                                    ", \"content\": \"all\", \"stretchX\": 5, \"textFitWidth\": 7",
                                    ", \"stretchX\": [[], [1], \"x\", [1, 2, 3]]",
                                    ", \"pixelRatio\": 99, \"stretchX\": [[1, 2], [3, 4], [5, 6], [7, 8]]"};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    for (double w = 0.01; w < 1e5; w *= 30) fit(odd[i], w);
}

static void assert_refused(const char *sprite, const char *message) {
  struct ct_err err = {0};
  struct ct_draw *d = draw_new();
  assert_false(ct_draw_add_sprite(d, NULL, path_of(sprite), false, &err));
  if (!strstr(err.message, message)) fail_msg("'%s' does not say '%s'", err.message, message);
  ct_draw_free(d);
}

// The head of a PNG of 16000 x 16000 pixels, and no more.
static void write_claim(const char *name) {
  static const unsigned char head[] = {0x89, 'P',  'N', 'G', '\r', '\n', 0x1A, '\n', 0,    0, 0,
                                       13,   'I',  'H', 'D', 'R',  0,    0,    0x3E, 0x80, 0, 0,
                                       0x3E, 0x80, 8,   6,   0,    0,    0,    0,    0,    0, 0};
  FILE *f = fopen(path_of(name), "wb");
  assert_non_null(f);
  fwrite(head, 1, sizeof head, f);
  fclose(f);
}

static void what_cannot_be_read_is_an_error(void **state) {
  (void)state;
  assert_refused("none", "none.png: No such file");
  write_plain("e.png", RED, 8);
  assert_refused("e", "e.json");
  write_text("e.json", "[]");
  assert_refused("e", "e.json: is no sprite index");
  write_text("e.json", "{\"a\": {\"x\": ");
  assert_refused("e", "e.json:1:");
  write_text("e.json", "{}");
  write_text("e.png", "this is no picture");
  assert_refused("e", "e.png: is no PNG that can be read");
  write_claim("e.png");
  assert_refused("e", "e.png: is no PNG that can be read");
  write_text("e.png", "");
  assert_refused("e", "e.png: is no PNG that can be read");
}

// ---- Several, and folders

static void write_svg(const char *name, int side) {
  write_text(name, ct_arena_printf(&arena,
                                   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\">"
                                   "<rect width=\"%d\" height=\"%d\" fill=\"#0f0\"/></svg>",
                                   side, side, side, side));
}

static void a_folder_of_icons_is_a_sprite(void **state) {
  (void)state;
  assert_int_equal(mkdir(path_of("icons"), 0700), 0);
  write_svg("icons/box.svg", 10);
  write_svg("icons/circle.svg", 6);
  write_svg("secret.svg", 5);
  write_text("icons/broken.svg", "<svg");
  struct ct_draw *d = draw_with(NULL, "icons", false);
  struct ct_symbol s = symbol("box", 10, 10);
  s.color = (struct ct_color){0, 0, 1, 1};
  assert_info(d, "box", 10, 10);
  // It hides the bundled icon of that name; what it lacks is still bundled.
  assert_info(d, "circle", 6, 6);
  struct ct_image_info m;
  assert_true(ct_draw_image_info(d, "square", &m));
  assert_missing(d, "../secret");
  assert_missing(d, "broken");
  // A style's own files have their own colours, of which only the opacity is the style's, and no halo.
  s.edge_color = (struct ct_color){1, 0, 0, 1};
  s.edge_width = 3;
  play(d, &s);
  assert_near(at(MIDDLE - 4, MIDDLE - 4), GREEN);
  assert_near(at(MIDDLE + 4, MIDDLE + 4), GREEN);
  assert_int_equal(at(MIDDLE - 6, MIDDLE), WHITE);
  s.color.a = 0.5F;
  play(d, &s);
  assert_near(at(MIDDLE, MIDDLE), 0xFF80FF80u);
  // Bundled ones take the style's.
  s.color.a = 1;
  s.icon = "square";
  play(d, &s);
  assert_near(at(MIDDLE, MIDDLE), BLUE);
  ct_draw_free(d);
}

static void sprites_have_ids(void **state) {
  (void)state;
  struct ct_err err = {0};
  write_plain("one.png", RED, 8);
  write_text("one.json", "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 8, \"height\": 8}}");
  write_plain("two.png", BLUE, 8);
  write_text("two.json",
             "{\"a\": {\"x\": 0, \"y\": 0, \"width\": 4, \"height\": 4}, "
             "\"b\": {\"x\": 0, \"y\": 0, \"width\": 3, \"height\": 3}}");
  struct ct_draw *d = draw_with(NULL, "one", false);
  assert_true(ct_draw_add_sprite(d, "more", path_of("two"), false, &err));
  assert_info(d, "a", 8, 8);
  assert_info(d, "more:a", 4, 4);
  assert_info(d, "more:b", 3, 3);
  assert_missing(d, "b");
  assert_missing(d, "more");
  assert_missing(d, "more:");
  assert_missing(d, "mor:a");
  struct ct_symbol s = symbol("more:a", 4, 4);
  play(d, &s);
  assert_near(at(MIDDLE, MIDDLE), BLUE);
  ct_draw_free(d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_finer_is_taken_when_asked),
      cmocka_unit_test(images_are_cut_out_of_the_sheet),
      cmocka_unit_test(opacity_and_turn_apply),
      cmocka_unit_test(distances_are_coloured),
      cmocka_unit_test(only_zones_are_stretched),
      cmocka_unit_test(content_is_what_is_fitted),
      cmocka_unit_test(facts_are_in_style_pixels),
      cmocka_unit_test(images_outside_the_sheet_are_left_out),
      cmocka_unit_test(odd_zones_do_no_harm),
      cmocka_unit_test(what_cannot_be_read_is_an_error),
      cmocka_unit_test(a_folder_of_icons_is_a_sprite),
      cmocka_unit_test(sprites_have_ids),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}

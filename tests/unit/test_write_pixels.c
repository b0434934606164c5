// SPDX-License-Identifier: MIT
// Pixels: few colours that stay true, and what files say of themselves and of where they lie.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/sink.h"
#include "cartouche.h"
#include "model/scene.h"
#include "write/about.h"
#include "write/format.h"
#include "write/ground.h"
#include "write/palette.h"
#include "write/palette_cut.h"
#include "write/png_rows.h"
#include "write/write.h"

enum { W = 200, H = 100 };

static uint32_t pixels[W * H];

static uint32_t rgb(unsigned r, unsigned g, unsigned b) {
  return 0xFF000000U | r << 16 | g << 8 | b;
}

static struct ct_palette palette_of(bool opaque) {
  struct ct_palette p;
  struct ct_err err = {0};
  assert_true(ct_palette_make(&(struct ct_pixels){pixels, W, H, W, opaque}, &p, &err));
  return p;
}

static const uint8_t *color_at(const struct ct_palette *p, int x, int y) {
  return p->rgba[p->index[y * W + x]];
}

static void few_colors_stay_as_they_are(void **state) {
  (void)state;
  for (int i = 0; i < W * H; i++) pixels[i] = rgb((unsigned)(i % 16) * 16, (unsigned)(i / W % 16), 7);
  struct ct_palette p = palette_of(true);
  assert_int_equal(p.n, 256);
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++) {
      const uint8_t want[] = {(uint8_t)((y * W + x) % 16 * 16), (uint8_t)(y % 16), 7, 255};
      assert_memory_equal(color_at(&p, x, y), want, 4);
    }
  ct_palette_release(&p);
}

// Two flat areas and a picture of thousands of colours between them.
static void flat_colors_stay_among_many(void **state) {
  (void)state;
  for (int y = 0; y < H; y++)
    for (int x = 0; x < W; x++)
      pixels[y * W + x] = x < 80    ? rgb(220, 230, 236)
                          : x < 120 ? rgb((unsigned)x * 2, (unsigned)y * 2, (unsigned)(x * y) % 256)
                                    : rgb(246, 244, 239);
  struct ct_palette p = palette_of(true);
  assert_in_range(p.n, 200, 256);
  long error = 0;
  for (int y = 0; y < H; y++) {
    assert_memory_equal(color_at(&p, 10, y), ((uint8_t[]){220, 230, 236, 255}), 4);
    assert_memory_equal(color_at(&p, 150, y), ((uint8_t[]){246, 244, 239, 255}), 4);
    for (int x = 80; x < 120; x++)
      for (int c = 0; c < 3; c++)
        error += labs((long)(pixels[y * W + x] >> (16 - 8 * c) & 255) - color_at(&p, x, y)[c]);
  }
  // 4000 colours that fill the whole space on 254: some ten steps a channel are what must be lost.
  assert_in_range(error / (40 * H * 3), 1, 12);
  ct_palette_release(&p);
}

static void what_shows_through_comes_first(void **state) {
  (void)state;
  // Premultiplied, as Cairo has it: nothing, half of red, all of white.
  for (int i = 0; i < W * H; i++) pixels[i] = i % 3 == 0 ? 0 : i % 3 == 1 ? 0x80800000U : 0xFFFFFFFFU;
  struct ct_palette p = palette_of(false);
  assert_int_equal(p.n, 3);
  assert_memory_equal(p.rgba[0], ((uint8_t[]){0, 0, 0, 0}), 4);
  assert_memory_equal(p.rgba[1], ((uint8_t[]){255, 0, 0, 128}), 4);
  assert_memory_equal(p.rgba[2], ((uint8_t[]){255, 255, 255, 255}), 4);
  assert_int_equal(p.index[0], 0);
  assert_int_equal(p.index[1], 1);
  assert_int_equal(p.index[2], 2);
  ct_palette_release(&p);
}

static void a_cut_takes_what_there_is(void **state) {
  (void)state;
  const struct ct_cut_color v[] = {{rgb(0, 0, 0), 5}, {rgb(0, 0, 1), 1}, {rgb(255, 255, 255), 9}};
  uint32_t out[8] = {rgb(255, 0, 0)};
  size_t made;
  assert_true(ct_cut(v, 3, out, 1, 3, &made));
  assert_int_equal(made, 3);
  assert_int_equal(out[0], rgb(255, 0, 0));
  assert_int_equal(out[ct_cut_nearest(out, made, v[0].color)], rgb(0, 0, 0));
  assert_int_equal(out[ct_cut_nearest(out, made, v[2].color)], rgb(255, 255, 255));
  assert_true(ct_cut(v, 3, out, 0, 8, &made));
  assert_int_equal(made, 3);
  assert_true(ct_cut(v, 0, out, 1, 8, &made));
  assert_int_equal(made, 1);
}

static void smooth_is_not_flat(void **state) {
  (void)state;
  const struct ct_pixels p = {pixels, W, H, W, true};
  for (int i = 0; i < W * H; i++) pixels[i] = rgb((unsigned)(i % W), (unsigned)(i / W), 0);
  assert_true(ct_pixels_are_smooth(&p));
  for (int i = 0; i < W * H; i++) pixels[i] = i % W < W / 2 ? rgb(200, 200, 200) : rgb(10, 10, 10);
  assert_false(ct_pixels_are_smooth(&p));
}

// ---- What files say

static void scene_times(void **state) {
  (void)state;
  static const struct {
    const char *date, *time, *when;
  } cases[] = {{"2019", "2019-01-01T00:00:00Z", "2019-01-01"},
               {"2019-09", "2019-09-01T00:00:00Z", "2019-09-01"},
               {"2019-09-05", "2019-09-05T00:00:00Z", "2019-09-05"},
               {"2019-09-05T01:02:03Z", "2019-09-05T01:02:03Z", "2019-09-05T01:02:03Z"}};
  char buf[21];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_scene s = {.date = cases[i].date};
    assert_true(ct_scene_time(&s, buf));
    assert_string_equal(buf, cases[i].time);
    assert_string_equal(ct_scene_when(&s, buf), cases[i].when);
  }
  assert_null(ct_scene_when(&(struct ct_scene){.date = "spring"}, buf));
  assert_null(ct_scene_when(&(struct ct_scene){0}, buf));
}

static uint32_t read32(const unsigned char *p) {
  return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

// Entries ascend, and what lies behind them is within the block.
static void exif_is_a_directory(void **state) {
  (void)state;
  const struct ct_scene s = {.title = "Maps", .author = "Ed", .date = "2019-09-05"};
  const struct ct_write_options o = {.dpi = 72.5, .program = "x"};
  struct ct_sink out;
  ct_sink_open_memory(&out);
  assert_true(ct_about_exif(&s, &o, &out));
  assert_memory_equal(out.data, "II*\0", 4);
  const unsigned char *at = out.data + read32(out.data + 4);
  int n = at[0] | at[1] << 8, last = 0, seen = 0;
  assert_int_equal(n, 7);
  for (int i = 0; i < n; i++) {
    const unsigned char *e = at + 2 + 12 * i;
    int tag = e[0] | e[1] << 8, type = e[2] | e[3] << 8;
    uint32_t count = read32(e + 4), where = read32(e + 8);
    assert_true(tag > last);
    last = tag;
    if (tag == 0x010E) seen += count == 5 && strcmp((const char *)out.data + where, "Maps") == 0;
    if (tag == 0x013B) seen += count == 3 && strcmp((const char *)e + 8, "Ed") == 0;
    if (tag == 0x011A)
      seen += type == 5 && read32(out.data + where) == 72500 && read32(out.data + where + 4) == 1000;
    if (tag == 0x0132) seen += strcmp((const char *)out.data + where, "2019:09:05 00:00:00") == 0;
    if (type == 5 || (type == 2 && count > 4))
      assert_true(where % 2 == 0 && where + (type == 5 ? 8 : count) <= out.n);
  }
  assert_int_equal(seen, 4);
  ct_sink_drop(&out);
}

static void keywords_are_parted(void **state) {
  (void)state;
  static const char *const want[] = {"ports", "a b", "c"};
  const char *text = " ports,, a b ;c,";
  size_t n;
  for (int i = 0; i < 3; i++) {
    const char *word = ct_about_keyword(&text, &n);
    assert_non_null(word);
    assert_int_equal(n, strlen(want[i]));
    assert_memory_equal(word, want[i], n);
  }
  assert_null(ct_about_keyword(&text, &n));
  text = "  ";
  assert_null(ct_about_keyword(&text, &n));
}

// ---- Where they lie

static void expect_text(const struct ct_sink *s, const char *want) {
  assert_int_equal(s->n, strlen(want));
  assert_memory_equal(s->data, want, s->n);
}

static void ground_of_pixels(void **state) {
  (void)state;
  // A point is 4 pixels; the map is turned by a quarter.
  const struct ct_scene s = {.w_pt = 100, .map = {.crs = "EPSG:32652", .to_crs = {500, 0, 8, 900, 8, 0}}};
  const struct ct_write_options o = {.width_px = 400};
  const double want[] = {500, 0, 2, 900, 2, 0};
  double gt[6];
  struct ct_sink out;
  struct ct_err err = {0};
  ct_ground_transform(&s, &o, gt);
  assert_memory_equal(gt, want, sizeof gt);
  ct_sink_open_memory(&out);
  assert_true(ct_ground_world(gt, &out));
  expect_text(&out, "0\n2\n2\n0\n501\n901\n");
  ct_sink_drop(&out);
  assert_true(ct_ground_text(&s, &out, &err));
  assert_true(ct_sink_put(&out, "", 1));
  assert_non_null(strstr((const char *)out.data, "UTM zone 52N"));
  ct_sink_drop(&out);
}

static void no_map_no_ground(void **state) {
  (void)state;
  struct ct_err err = {0};
  struct ct_sink out;
  ct_sink_open_memory(&out);
  assert_false(ct_ground_text(&(struct ct_scene){0}, &out, &err));
  assert_string_equal(err.message, "the page has no map, so it lies nowhere on the ground");
  err = (struct ct_err){0};
  assert_false(ct_ground_text(&(struct ct_scene){.map.crs = "+proj=nothing"}, &out, &err));
  assert_non_null(strstr(err.message, "'+proj=nothing'"));
  ct_sink_drop(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(few_colors_stay_as_they_are),
      cmocka_unit_test(flat_colors_stay_among_many),
      cmocka_unit_test(what_shows_through_comes_first),
      cmocka_unit_test(a_cut_takes_what_there_is),
      cmocka_unit_test(smooth_is_not_flat),
      cmocka_unit_test(scene_times),
      cmocka_unit_test(exif_is_a_directory),
      cmocka_unit_test(keywords_are_parted),
      cmocka_unit_test(ground_of_pixels),
      cmocka_unit_test(no_map_no_ground),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

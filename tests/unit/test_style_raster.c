// SPDX-License-Identifier: MIT
// Raster sources and layers of pixels, from style documents to plain values.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/value.h"
#include "cartouche.h"
#include "model/diag.h"
#include "model/raster.h"
#include "style/style.h"

static struct ct_arena arena;

static const struct ct_value *parse(const char *text) {
  const struct ct_value *v = NULL;
  struct ct_err err = {0};
  if (!ct_value_parse(&arena, text, strlen(text), "t", CT_SYNTAX_JSON, &v, &err)) fail_msg("%s", err.message);
  return v;
}

static bool source(const char *text, struct ct_raster_source *out) {
  struct ct_style_source s = {.name = "s", .value = parse(text)};
  s.type = ct_value_string(ct_value_get(s.value, "type"));
  return ct_style_raster(&s, "/styles", &arena, out);
}

static void test_sources(void **state) {
  (void)state;
  struct ct_raster_source s;
  assert_true(
      source("{\"type\":\"raster\",\"tiles\":[\"t/{z}/{x}/{y}.png\",\"https://a/{z}\"],\"minzoom\":2,"
             "\"maxzoom\":9,\"tileSize\":256,\"scheme\":\"tms\",\"bounds\":[1,2,3,4]}",
             &s));
  assert_int_equal(s.kind, CT_RASTER_TILES);
  assert_int_equal(s.ntiles, 2);
  assert_string_equal(s.tiles[0], "/styles/t/{z}/{x}/{y}.png");
  assert_string_equal(s.tiles[1], "https://a/{z}");
  assert_int_equal(s.minzoom, 2);
  assert_int_equal(s.maxzoom, 9);
  assert_true(s.tms && !s.elevation && s.tile_size == 256 && s.bounds[2] == 3);
  assert_true(source("{\"type\":\"raster\",\"tiles\":[\"file:///a%20b/{z}.png\"],\"tileSize\":-7}", &s));
  assert_string_equal(s.tiles[0], "/a b/{z}.png");
  assert_true(s.tile_size == 512 && s.maxzoom == 22);
  static const struct {
    const char *url, *path;
    enum ct_raster_kind kind;
    bool tile_json;
  } urls[] = {{"mbtiles://m.mbtiles", "/styles/m.mbtiles", CT_RASTER_MBTILES, false},
              {"mbtiles:///x/m.db", "/x/m.db", CT_RASTER_MBTILES, false},
              {"m.mbtiles", "/styles/m.mbtiles", CT_RASTER_MBTILES, false},
              {"tiles.json", "/styles/tiles.json", CT_RASTER_TILES, true},
              {"dem.tif", "/styles/dem.tif", CT_RASTER_DATASET, false}};
  for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
    assert_true(source(ct_arena_printf(&arena, "{\"type\":\"raster-dem\",\"url\":\"%s\"}", urls[i].url), &s));
    assert_string_equal(s.path, urls[i].path);
    assert_int_equal(s.kind, urls[i].kind);
    assert_true(s.tile_json == urls[i].tile_json && s.elevation);
  }
  assert_true(source("{\"type\":\"image\",\"url\":\"i.png\",\"coordinates\":[[1,2],[3,4],[5,6],[7,8]]}", &s));
  assert_true(s.kind == CT_RASTER_IMAGE && s.corners[5] == 6);
  assert_false(source("{\"type\":\"raster\"}", &s));
  assert_false(source("{\"type\":\"geojson\",\"url\":\"a.tif\"}", &s));
}

static void test_encodings(void **state) {
  (void)state;
  struct ct_raster_source s;
  static const struct {
    const char *more;
    double unpack[4];
  } cases[] = {{"", {6553.6, 25.6, 0.1, 10000}},
               {",\"encoding\":\"terrarium\"", {256, 1, 0.00390625, 32768}},
               {",\"encoding\":\"custom\",\"redFactor\":3,\"baseShift\":9", {3, 1, 1, 9}}};
  for (size_t i = 0; i < 3; i++) {
    assert_true(
        source(ct_arena_printf(&arena, "{\"type\":\"raster-dem\",\"url\":\"a.tif\"%s}", cases[i].more), &s));
    for (int k = 0; k < 4; k++) assert_float_equal(s.unpack[k], cases[i].unpack[k], 1e-12);
  }
}

static const struct ct_items *resolve(const char *type, const char *paint, double zoom) {
  struct ct_diags diags = {0};
  struct ct_err err = {0};
  struct ct_style *style;
  struct ct_items *items = CT_NEW(&arena, struct ct_items);
  const char *text =
      ct_arena_printf(&arena,
                      "{\"version\":8,\"sources\":{\"s\":{\"type\":\"%s\",\"url\":\"a.tif\"}},"
                      "\"layers\":[{\"id\":\"l\",\"type\":\"%s\",\"source\":\"s\",\"paint\":{%s}}]}",
                      strcmp(type, "raster") ? "raster-dem" : "raster", type, paint);
  if (!ct_style_compile(parse(text), "t", &arena, &diags, &style, &err) ||
      !ct_style_resolve(style, 0, NULL, NULL, zoom, &arena, &diags, items, &err))
    fail_msg("%s", err.message);
  return items;
}

static void test_raster_layer(void **state) {
  (void)state;
  const struct ct_raster_style *s = resolve("raster", "", 3)->styles.raster;
  assert_true(s->opacity == 1 && s->brightness_min == 0 && s->brightness_max == 1 && !s->nearest);
  s = resolve("raster",
              "\"raster-opacity\":{\"stops\":[[2,0],[4,1]]},\"raster-hue-rotate\":90,"
              "\"raster-resampling\":\"nearest\",\"raster-contrast\":[\"literal\",0.25]",
              3)
          ->styles.raster;
  assert_float_equal(s->opacity, 0.5, 1e-6);
  assert_float_equal(s->hue_rotate_deg, 90, 0);
  assert_true(s->nearest);
  assert_true(resolve("raster", "\"resampling\":\"nearest\"", 3)->styles.raster->nearest);
}

static void test_lights(void **state) {
  (void)state;
  const struct ct_hillshade_style *s = resolve("hillshade", "", 3)->styles.hillshade;
  assert_int_equal(s->nlights, 1);
  assert_true(s->method == CT_HILLSHADE_STANDARD && !s->of_map && s->exaggeration == 0.5f);
  assert_true(s->lights[0].azimuth_deg == 335 && s->lights[0].altitude_deg == 45);
  assert_true(s->lights[0].highlight.r == 1 && s->lights[0].shadow.r == 0 && s->accent.a == 1);
  // Short lists go on with their last item.
  s = resolve("hillshade",
              "\"hillshade-method\":\"multidirectional\",\"hillshade-illumination-anchor\":\"map\","
              "\"hillshade-illumination-direction\":[270,315,0],\"hillshade-illumination-altitude\":[30,60],"
              "\"hillshade-shadow-color\":[\"red\",\"lime\"],\"hillshade-highlight-color\":\"blue\"",
              3)
          ->styles.hillshade;
  assert_int_equal(s->nlights, 3);
  assert_true(s->method == CT_HILLSHADE_MULTIDIRECTIONAL && s->of_map);
  assert_true(s->lights[2].azimuth_deg == 0 && s->lights[2].altitude_deg == 60);
  assert_true(s->lights[0].shadow.r == 1 && s->lights[2].shadow.g == 1 && s->lights[2].highlight.b == 1);
}

static void test_ramps(void **state) {
  (void)state;
  const struct ct_items *i = resolve("color-relief",
                                     "\"color-relief-opacity\":0.5,\"color-relief-color\":[\"interpolate\","
                                     "[\"linear\"],[\"elevation\"],-10,\"red\",50.5,\"rgba(0,255,0,0.5)\"]",
                                     3);
  assert_int_equal(i->ramp->n, 2);
  assert_float_equal(i->ramp->at[1], 50.5, 0);
  assert_float_equal(i->ramp->color[1].g, 0.5, 1e-6);  // multiplied by alpha
  assert_float_equal(i->ramp->color[0].r, 1, 1e-6);
  assert_float_equal(i->styles.relief->opacity, 0.5, 0);
  // Steps are pairs of stops.
  i = resolve("color-relief", "\"color-relief-color\":[\"step\",[\"elevation\"],\"red\",7,\"blue\"]", 3);
  assert_int_equal(i->ramp->n, 2);
  assert_true(i->ramp->color[0].r == 1 && i->ramp->color[1].b == 1 && i->ramp->at[1] == 7 &&
              i->ramp->at[0] == 7);
  // Anything else is sampled.
  i = resolve("color-relief",
              "\"color-relief-color\":[\"case\",[\">\",[\"elevation\"],100],\"white\",\"black\"]", 3);
  assert_true(i->ramp->n > 1000);
  assert_true(i->ramp->color[0].r == 0 && i->ramp->color[i->ramp->n - 1].r == 1);
  assert_null(resolve("color-relief", "", 3)->ramp);
}

static int tear_down(void **state) {
  (void)state;
  ct_arena_release(&arena);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sources), cmocka_unit_test(test_encodings), cmocka_unit_test(test_raster_layer),
      cmocka_unit_test(test_lights),  cmocka_unit_test(test_ramps),
  };
  return cmocka_run_group_tests(tests, NULL, tear_down);
}

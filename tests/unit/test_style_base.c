// SPDX-License-Identifier: MIT
// Tests of a theme's base map changed by policy: lines sorted, names renamed, rasters put in or left out.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "cartouche.h"
#include "model/document.h"
#include "style/base.h"

static const char theme_text[] =
    "{version: 8, sources: {borders: {type: geojson, data: 'base:borders'}, seas: {type: geojson, data: "
    "'base:seas'},"
    " countries: {type: geojson, data: 'base:countries'}, image: {type: raster, url: none},"
    " heights: {type: raster-dem, url: none}},"
    "layers: ["
    "{id: image, type: raster, source: image, metadata: {'cartouche:part': imagery}},"
    "{id: hills, type: hillshade, source: heights, metadata: {'cartouche:part': hillshade}},"
    "{id: lakes, type: fill, source: seas, metadata: {'cartouche:over-imagery': false}},"
    "{id: zone, type: line, source: borders, metadata: {'cartouche:boundary': zone}},"
    "{id: border, type: line, source: borders, metadata: {'cartouche:boundary': international,"
    "  'cartouche:over-imagery': {paint: {line-color: white}}}, paint: {line-color: grey}},"
    "{id: border-disputed, type: line, source: borders, metadata: {'cartouche:boundary': disputed,"
    "  'cartouche:legend': {label: Disputed, heading: ''}},"
    "  paint: {line-width: [interpolate, [linear], [zoom], 1, 2, 5, 4], line-dasharray: [4, 2]}},"
    "{id: border-old, type: line, source: borders, metadata: {'cartouche:boundary': ceasefire}},"
    "{id: sea-names, type: symbol, source: seas, layout: {text-field: [get, name]}},"
    "{id: country-names, type: symbol, source: countries, layout: {text-field: [get, name]}}]}";

static const char policy_text[] =
    "{class: [get, kind], lines: [{class: open, label: Open, dash: [1, 1], width: 1.5}, {class: truce}]}";

static const struct ct_value *yaml(struct ct_arena *a, const char *text) {
  const struct ct_value *v;
  struct ct_err err = {0};
  if (!ct_value_parse(a, text, strlen(text), "t", CT_SYNTAX_YAML, &v, &err)) fail_msg("%s", err.message);
  return v;
}

static const char *ids(struct ct_arena *a, const struct ct_value *style) {
  const struct ct_value *layers = ct_value_get(style, "layers");
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < layers->n; i++)
    ct_str_addf(&s, "%s%s", i ? " " : "", ct_value_string(ct_value_get(layers->items[i], "id")));
  return ct_str_text(&s);
}

// The layer's section (NULL: the layer itself) and key as JSON.
static const char *json_of(struct ct_arena *a, const struct ct_value *style, const char *id,
                           const char *section, const char *key) {
  const struct ct_value *layers = ct_value_get(style, "layers");
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < layers->n; i++) {
    const struct ct_value *l = layers->items[i];
    if (strcmp(ct_value_string(ct_value_get(l, "id")), id) != 0) continue;
    const struct ct_value *v = ct_value_get(section ? ct_value_get(l, section) : l, key);
    if (v) ct_value_write_json(v, &s);
  }
  return ct_str_text(&s);
}

static struct ct_document plain(void) {
  struct ct_document d = {0};
  d.base.labels = d.base.countries = true;
  return d;
}

// Without any wish the theme only loses its layers for rasters.
static void test_nothing_asked(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d = plain();
  struct ct_base_found found;
  const struct ct_value *s =
      ct_base_apply(yaml(&a, theme_text), &(struct ct_base_request){.doc = &d}, &a, &found);
  assert_string_equal(ids(&a, s), "lakes zone border border-disputed border-old sea-names country-names");
  assert_true(found.boundaries && found.imagery && found.hillshade);
  assert_string_equal(json_of(&a, s, "border", "paint", "line-color"), "\"grey\"");
  ct_arena_release(&a);
}

static void test_policy_sorts_lines(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d = plain();
  struct ct_base_found found;
  const struct ct_base_request q = {.doc = &d, .boundaries = yaml(&a, policy_text)};
  const struct ct_value *s = ct_base_apply(yaml(&a, theme_text), &q, &a, &found);
  assert_string_equal(ids(&a, s), "lakes zone border border-open border-truce sea-names country-names");
  assert_string_equal(json_of(&a, s, "border", NULL, "filter"),
                      "[\"==\",[\"get\",\"kind\"],\"international\"]");
  assert_string_equal(json_of(&a, s, "border-open", NULL, "filter"), "[\"==\",[\"get\",\"kind\"],\"open\"]");
  assert_string_equal(json_of(&a, s, "border-open", "paint", "line-dasharray"), "[1,1]");
  assert_string_equal(json_of(&a, s, "border-open", "paint", "line-width"),
                      "[\"interpolate\",[\"linear\"],[\"zoom\"],1,3,5,6]");
  assert_non_null(strstr(json_of(&a, s, "border-open", "metadata", "cartouche:legend"), "\"Open\""));
  assert_non_null(strstr(json_of(&a, s, "border-truce", "metadata", "cartouche:legend"), "\"Disputed\""));
  const struct ct_base_request none = {.doc = &d, .boundaries = yaml(&a, "{class: hidden}")};
  s = ct_base_apply(yaml(&a, theme_text), &none, &a, &found);
  assert_string_equal(ids(&a, s), "lakes sea-names country-names");
  ct_arena_release(&a);
}

static void test_names(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d = plain();
  struct ct_base_found found;
  const struct ct_base_names names[] = {{"seas", "name", yaml(&a, "{Sea: Sea (Lake), Gone: false}")},
                                        {NULL, "code", yaml(&a, "{X: Y}")}};
  const struct ct_base_request q = {.doc = &d, .nnames = 2, .names = names};
  const struct ct_value *s = ct_base_apply(yaml(&a, theme_text), &q, &a, &found);
  assert_string_equal(
      json_of(&a, s, "sea-names", "layout", "text-field"),
      "[\"match\",[\"get\",\"code\"],\"X\",\"Y\",[\"match\",[\"get\",\"name\"],\"Sea\",\"Sea (Lake)\","
      "\"Gone\",\"\",[\"get\",\"name\"]]]");
  assert_string_equal(json_of(&a, s, "country-names", "layout", "text-field"),
                      "[\"match\",[\"get\",\"code\"],\"X\",\"Y\",[\"get\",\"name\"]]");
  d.base.countries = false;
  s = ct_base_apply(yaml(&a, theme_text), &q, &a, &found);
  assert_null(strstr(ids(&a, s), "country-names"));
  ct_arena_release(&a);
}

static void test_rasters(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d = plain();
  struct ct_base_found found;
  struct ct_base_request q = {.doc = &d, .imagery_credit = "Somebody"};
  d.base.imagery.path = "x/y.tif";
  const struct ct_value *s = ct_base_apply(yaml(&a, theme_text), &q, &a, &found);
  assert_string_equal(ids(&a, s), "image zone border border-disputed border-old sea-names country-names");
  assert_string_equal(json_of(&a, s, "border", "paint", "line-color"), "\"white\"");
  const struct ct_value *image = ct_value_get(ct_value_get(s, "sources"), "image");
  assert_string_equal(ct_value_string(ct_value_get(image, "url")), "document:x/y.tif");
  assert_string_equal(ct_value_string(ct_value_get(image, "attribution")), "Somebody");
  d.base.imagery.path = NULL;
  d.base.hillshade.path = "z.tif";
  s = ct_base_apply(yaml(&a, theme_text), &q, &a, &found);
  assert_string_equal(ids(&a, s),
                      "hills lakes zone border border-disputed border-old sea-names country-names");
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing_asked),
                                     cmocka_unit_test(test_policy_sorts_lines), cmocka_unit_test(test_names),
                                     cmocka_unit_test(test_rasters)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

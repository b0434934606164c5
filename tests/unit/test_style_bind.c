// SPDX-License-Identifier: MIT
// Tests of binding a theme to data, of class limits and of legends.
#include <math.h>
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
#include "model/item.h"
#include "model/page.h"
#include "model/table.h"
#include "style/bind.h"
#include "style/legend.h"

static const char theme_text[] =
    "{\"version\": 8, \"metadata\": {\"cartouche:palette\": [\"#111\", \"#222\", \"#333\"],"
    " \"cartouche:shapes\": [\"circle\", \"square\"], \"cartouche:hollow\": {\"circle\": \"ring\"},"
    " \"cartouche:ramp\": [\"#eee\", \"#999\", \"#000\"]},"
    " \"sources\": {\"land\": {\"type\": \"geojson\", \"data\": \"base:land\"}},"
    " \"layers\": [{\"id\": \"land\", \"type\": \"fill\", \"source\": \"land\"},"
    "  {\"id\": \"subject\", \"type\": \"fill\", \"source\": \"land\", \"metadata\": {\"cartouche:part\": "
    "\"highlight\"}},"
    "  {\"id\": \"names\", \"type\": \"symbol\", \"source\": \"land\", \"metadata\": {\"cartouche:part\": "
    "\"labels\"}},"
    "  {\"id\": \"shade\", \"type\": \"fill\", \"source\": \"data\", \"metadata\": {\"cartouche:role\": "
    "\"shade\"}},"
    "  {\"id\": \"dot\", \"type\": \"circle\", \"source\": \"data\", \"metadata\": {\"cartouche:role\": "
    "\"dot\"}},"
    "  {\"id\": \"mark\", \"type\": \"symbol\", \"source\": \"data\", \"metadata\": {\"cartouche:role\": "
    "\"mark\"},"
    "   \"layout\": {\"icon-image\": \"circle\", \"icon-size\": 0.5}, \"paint\": {\"icon-color\": "
    "\"#abc\"}}]}";

static const struct ct_value *bound(struct ct_arena *a, const struct ct_document *doc,
                                    const struct ct_bind_data *d) {
  const struct ct_value *theme, *style;
  struct ct_err err = {0};
  assert_true(ct_value_parse(a, theme_text, strlen(theme_text), "t", CT_SYNTAX_JSON, &theme, &err));
  assert_true(ct_bind(theme, doc, d, 1, a, &style, &err));
  return style;
}

static const char *ids(struct ct_arena *a, const struct ct_value *style) {
  const struct ct_value *layers = ct_value_get(style, "layers");
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < layers->n; i++)
    ct_str_addf(&s, "%s%s", i ? " " : "", ct_value_string(ct_value_get(layers->items[i], "id")));
  return ct_str_text(&s);
}

static const char *json_of(struct ct_arena *a, const struct ct_value *style, const char *layer,
                           const char *section, const char *key) {
  const struct ct_value *layers = ct_value_get(style, "layers");
  struct ct_str s = {.arena = a};
  for (size_t i = 0; i < layers->n; i++)
    if (!strcmp(ct_value_string(ct_value_get(layers->items[i], "id")), layer))
      ct_value_write_json(ct_value_get(ct_value_get(layers->items[i], section), key), &s);
  return ct_str_text(&s);
}

static void test_marks_by_class(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_class classes[] = {{.value = "x", .label = "X", .size = 1},
                               {.value = "y", .color = "red", .icon = "star", .size = 2}};
  struct ct_data spec = {
      .name = "d", .class_column = "k", .nclasses = 2, .classes = classes, .label = "{n} (b)"};
  struct ct_bind_data data = {.spec = &spec, .points = true, .placed = 10, .approximate = true};
  struct ct_document doc = {.base = {.labels = false, .highlight = NULL}};
  const struct ct_value *s = bound(&a, &doc, &data);
  assert_string_equal(ids(&a, s), "land d-mark");
  assert_string_equal(json_of(&a, s, "d-mark", "paint", "icon-color"),
                      "[\"match\",[\"to-string\",[\"get\",\"k\"]],\"x\",\"#111\",\"y\",\"red\",\"#333\"]");
  assert_string_equal(
      json_of(&a, s, "d-mark", "layout", "icon-image"),
      "[\"case\",[\"==\",[\"get\",\"ct_approx\"],true],"
      "[\"match\",[\"to-string\",[\"get\",\"k\"]],\"x\",\"ring\",\"y\",\"star\",\"ring\"],"
      "[\"match\",[\"to-string\",[\"get\",\"k\"]],\"x\",\"circle\",\"y\",\"star\",\"circle\"]]");
  assert_string_equal(json_of(&a, s, "d-mark", "layout", "icon-size"),
                      "[\"match\",[\"to-string\",[\"get\",\"k\"]],\"x\",0.5,\"y\",1,0.5]");
  assert_string_equal(json_of(&a, s, "d-mark", "layout", "text-field"),
                      "[\"case\",[\"==\",[\"to-string\",[\"get\",\"n\"]],\"\"],\"\","
                      "[\"concat\",[\"to-string\",[\"get\",\"n\"]],\" (b)\"]]");
  ct_arena_release(&a);
}

static void test_roles_and_parts(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_data many = {.name = "many"}, shaded = {.name = "s", .shade = {.column = "v"}};
  struct ct_bind_data dots = {.spec = &many, .points = true, .placed = 100000};
  double breaks[] = {2, 3};
  struct ct_bind_data areas = {
      .spec = &shaded, .polygons = true, .placed = 5, .nbreaks = 2, .breaks = breaks};
  struct ct_document doc = {.base = {.labels = true, .highlight = "PRK"}};
  const struct ct_value *s = bound(&a, &doc, &dots);
  assert_string_equal(ids(&a, s), "land subject names many-dot");
  s = bound(&a, &doc, &areas);
  assert_string_equal(ids(&a, s), "land subject names s-shade");
  assert_string_equal(json_of(&a, s, "s-shade", "paint", "fill-color"),
                      "[\"step\",[\"to-number\",[\"get\",\"v\"],0],\"#eee\",2,\"#999\",3,\"#000\"]");
  ct_arena_release(&a);
}

static void expect_breaks(const double *values, size_t n, size_t most, const char *expected) {
  struct ct_arena a = {0};
  const double *b;
  size_t k = ct_bind_breaks(values, n, most, &a, &b);
  struct ct_str s = {.arena = &a};
  for (size_t i = 0; i < k; i++) ct_str_addf(&s, "%s%g", i ? " " : "", b[i]);
  assert_string_equal(ct_str_text(&s), expected);
  ct_arena_release(&a);
}

static void test_breaks(void **state) {
  (void)state;
  double few[] = {1, 1, 2, 10, 3, 2, NAN}, many[100], same[] = {4, 4};
  for (int i = 0; i < 100; i++) many[i] = 10 * i;
  expect_breaks(few, 7, 5, "2 3 10");
  expect_breaks(many, 100, 5, "200 400 600 800");
  expect_breaks(same, 2, 5, "");
  expect_breaks(few, 0, 5, "");
}

// Three marks of two classes, one of them approximate: what was not drawn has no entry.
static void test_legend_of_what_was_drawn(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  const char *kinds[] = {"y", "x", "y", "x"};
  int8_t approx[] = {0, 0, 1, 0};
  struct ct_column columns[] = {{.name = "k", .type = CT_COLUMN_STRING, .string = kinds},
                                {.name = "ct_approx", .type = CT_COLUMN_BOOL, .boolean = approx}};
  struct ct_table t = {.n = 4, .ncolumns = 2, .columns = columns};
  const char *meta =
      "{\"cartouche:legend\": {\"data\": \"d\", \"heading\": \"H\", \"column\": \"k\","
      " \"values\": {\"z\": \"Z\", \"y\": \"Y\", \"x\": \"X\"}}}";
  const struct ct_value *m;
  assert_true(ct_value_parse(&a, meta, strlen(meta), "m", CT_SYNTAX_JSON, &m, &err));
  uint32_t feature[] = {0, 1, 2}, style[] = {0, 1, 0};
  struct ct_symbol_style styles[2] = {{.has_icon = true, .icon = "a"}, {.has_icon = true, .icon = "b"}};
  struct ct_items items = {.layer_id = "l",
                           .type = CT_LAYER_SYMBOL,
                           .metadata = m,
                           .table = &t,
                           .n = 3,
                           .feature = feature,
                           .style = style,
                           .nstyles = 2,
                           .styles = {.symbol = styles}};
  const struct ct_legend_layer layer = {&items, NAN, NAN};
  struct ct_legend legend;
  ct_legend_build(&(struct ct_legend_request){.n = 1, .layers = &layer, .zoom = 5, .counts = true}, &a,
                  &legend);
  assert_int_equal(legend.n, 3);
  assert_string_equal(legend.v[0].label, "Y");
  assert_string_equal(legend.v[1].label, "Y, approximate");
  assert_string_equal(legend.v[2].label, "X");
  assert_ptr_equal(legend.v[2].style.symbol, &styles[1]);
  assert_int_equal(legend.v[0].count, 1);
  assert_true(legend.v[0].show_count);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_marks_by_class),
                                     cmocka_unit_test(test_roles_and_parts), cmocka_unit_test(test_breaks),
                                     cmocka_unit_test(test_legend_of_what_was_drawn)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

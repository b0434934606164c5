// SPDX-License-Identifier: MIT
// Styles resolved to items: units, defaults, sharing, filters, texts, order.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"
#include "model/diag.h"
#include "model/table.h"
#include "style/style.h"

static const char *const classes[] = {"port", "mine", NULL, "port"};
static const double sizes[] = {1, 2, NAN, 4};
static const double lonlat[8];
static const struct ct_column columns[] = {
    {.name = "class", .type = CT_COLUMN_STRING, .string = classes},
    {.name = "size", .type = CT_COLUMN_NUMBER, .number = sizes},
};
static const struct ct_table table = {
    .name = "t", .n = 4, .ncolumns = 2, .columns = columns, .geoms = {.lonlat = lonlat}};

struct fixture {
  struct ct_arena a;
  struct ct_diags diags;
  char codes[200];
  struct ct_style *style;
  struct ct_items items;
};

static void note(void *user, const struct ct_diagnostic *d) {
  struct fixture *f = user;
  size_t n = strlen(f->codes);
  snprintf(f->codes + n, sizeof f->codes - n, "%s ", d->code);
}

static bool compile(struct fixture *f, const char *layers, struct ct_err *err) {
  f->diags = (struct ct_diags){.fn = note, .user = f};
  const char *text = ct_arena_printf(
      &f->a,
      "{\"version\":8,\"glyphs\":\"{fontstack}{range}\",\"state\":{\"on\":{\"default\":7}},"
      "\"sources\":{\"s\":{\"type\":\"geojson\",\"data\":\"base:x\"},"
      "\"m\":{\"type\":\"geojson\",\"data\":\"base:x\",\"lineMetrics\":true}},\"layers\":[%s]}",
      layers);
  const struct ct_value *root = NULL;
  return ct_value_parse(&f->a, text, strlen(text), "t.json", CT_SYNTAX_JSON, &root, err) &&
         ct_style_compile(root, "t.json", &f->a, &f->diags, &f->style, err);
}

// Resolves a one-layer style {type, source, REST}.
static void resolve(struct fixture *f, const char *type, const char *rest, double zoom) {
  memset(f, 0, sizeof *f);
  struct ct_err err = {0};
  bool background = strcmp(type, "background") == 0;
  const char *layer = ct_arena_printf(&f->a, "{\"id\":\"l\",\"type\":\"%s\"%s%s%s}", type,
                                      background                      ? ""
                                      : strstr(rest, "line-gradient") ? ",\"source\":\"m\""
                                                                      : ",\"source\":\"s\"",
                                      rest[0] ? "," : "", rest);
  struct ct_rows rows = {.all = true, .n = 4};
  if (!compile(f, layer, &err) ||
      !ct_style_resolve(f->style, 0, background ? NULL : &table, background ? NULL : &rows, zoom, &f->a,
                        &f->diags, &f->items, &err))
    fail_msg("%s", err.message);
}

static void release(struct fixture *f) {
  ct_arena_release(&f->a);
}

static uint32_t style_at(const struct fixture *f, size_t i) {
  return f->items.style ? f->items.style[i] : 0;
}

static void assert_color(struct ct_color c, double r, double g, double b, double a) {
  assert_float_equal(c.r, r, 1e-5);
  assert_float_equal(c.g, g, 1e-5);
  assert_float_equal(c.b, b, 1e-5);
  assert_float_equal(c.a, a, 1e-5);
}

static void background(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "background", "\"paint\":{\"background-color\":\"#336699\",\"background-opacity\":0.5}", 3);
  assert_int_equal(f.items.nstyles, 1);
  assert_color(f.items.styles.background->color, 0.2, 0.4, 0.6, 0.5);
  release(&f);
}

static void circle(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "circle",
          "\"paint\":{\"circle-radius\":[\"interpolate\",[\"linear\"],[\"zoom\"],0,2,10,12],\"circle-"
          "opacity\":0.5,"
          "\"circle-color\":[\"match\",[\"get\",\"class\"],\"port\",\"red\",\"mine\",\"rgba(0,255,0,0.5)\","
          "\"blue\"]}",
          5);
  assert_int_equal(f.items.n, 4);
  assert_int_equal(f.items.nstyles, 3);
  const struct ct_circle_style *s = f.items.styles.circle;
  assert_int_equal(style_at(&f, 0), style_at(&f, 3));
  assert_float_equal(s[0].radius, 7 * 0.75, 1e-6);
  assert_color(s[style_at(&f, 0)].color, 1, 0, 0, 0.5);
  assert_color(s[style_at(&f, 1)].color, 0, 1, 0, 0.25);
  assert_color(s[style_at(&f, 2)].color, 0, 0, 1, 0.5);
  assert_float_equal(s[0].stroke_width, 0, 0);
  release(&f);
}

static void defaults_where_expressions_fail(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "circle", "\"paint\":{\"circle-radius\":[\"get\",\"class\"]}", 5);
  assert_int_equal(f.items.nstyles, 1);
  assert_float_equal(f.items.styles.circle[0].radius, 5 * 0.75, 1e-6);
  assert_string_equal(f.codes, "CT-S120 ");
  release(&f);
}

static void line(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "line",
          "\"layout\":{\"line-cap\":\"round\",\"line-join\":\"bevel\"},"
          "\"paint\":{\"line-width\":4,\"line-dasharray\":[2,1,3],\"line-offset\":-2}",
          5);
  const struct ct_line_style *s = f.items.styles.line;
  assert_null(f.items.style);
  assert_float_equal(s->width, 3, 1e-6);
  assert_float_equal(s->offset, -1.5, 1e-6);
  assert_int_equal(s->cap, CT_CAP_ROUND);
  assert_int_equal(s->join, CT_JOIN_BEVEL);
  // MapLibre's line_atlas: of an odd list the last and the first dash are one.
  assert_int_equal(s->dash_n, 2);
  assert_float_equal(s->dash[0], 15, 1e-5);
  assert_float_equal(s->dash[1], 3, 1e-5);
  assert_float_equal(s->dash_start, 9, 1e-5);
  assert_false(s->dash_butt);
  release(&f);
}

static void assert_dashes(const char *dasharray, const char *cap, size_t n, const double *dash,
                          double start) {
  struct fixture f;
  char rest[200];
  snprintf(rest, sizeof rest,
           "\"layout\":{\"line-cap\":%s},\"paint\":{\"line-width\":4,\"line-dasharray\":%s}", cap, dasharray);
  resolve(&f, "line", rest, 5);
  const struct ct_line_style *s = f.items.styles.line;
  assert_int_equal(s->dash_n, n);
  for (size_t i = 0; i < n; i++) assert_float_equal(s->dash[i], dash[i], 1e-5);
  assert_float_equal(s->dash_start, start, 1e-5);
  release(&f);
}

// What MapLibre's line_atlas makes of parts without length; a pixel is 0.75 pt, the width 3 pt.
static void dashes_without_length(void **state) {
  (void)state;
  static const char *const butt = "\"butt\"", *const round = "\"round\"";
  assert_dashes("[1,0,2,1]", butt, 2, (const double[]){9, 3}, 0);
  assert_dashes("[1,1,0]", butt, 2, (const double[]){3, 3}, 0);
  assert_dashes("[0,1,2,1]", butt, 2, (const double[]){6, 6}, 9);
  assert_dashes("[1,2,0,4]", butt, 2, (const double[]){3, 18}, 0);
  assert_dashes("[1,2,0,4]", round, 4, (const double[]){3, 6, 0, 12}, 0);
  assert_dashes("[1,0]", butt, 0, NULL, 0);
  assert_dashes("[1,0,1]", round, 0, NULL, 0);
  struct fixture f;
  resolve(&f, "line", "\"paint\":{\"line-dasharray\":[0,1]}", 5);
  assert_float_equal(f.items.styles.line->color.a, 0, 0);  // gaps only
  release(&f);
}

// Between whole zooms dashes grow with the map, from the width and list at the whole zoom below.
static void dashes_grow_with_the_map(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "line",
          "\"paint\":{\"line-width\":[\"interpolate\",[\"linear\"],[\"zoom\"],5,4,6,8],"
          "\"line-dasharray\":[\"step\",[\"zoom\"],[\"literal\",[1,1]],5.5,[\"literal\",[7,7]]]}",
          5.5);
  assert_float_equal(f.items.styles.line->width, 6 * 0.75, 1e-6);
  assert_float_equal(f.items.styles.line->dash[0], 4 * 0.75 * sqrt(2), 1e-5);
  release(&f);
}

// Dashes are round only where the cap is round for all features, or the dashes differ too.
static void caps_that_differ_are_not_those_of_dashes(void **state) {
  (void)state;
  static const char *const cap = "[\"case\",[\"==\",[\"get\",\"class\"],\"port\"],\"round\",\"butt\"]";
  struct fixture f;
  char rest[300];
  snprintf(rest, sizeof rest, "\"layout\":{\"line-cap\":%s},\"paint\":{\"line-dasharray\":[1,1]}", cap);
  resolve(&f, "line", rest, 5);
  assert_true(f.items.styles.line[style_at(&f, 0)].dash_butt);
  assert_int_equal(f.items.styles.line[style_at(&f, 0)].cap, CT_CAP_ROUND);
  release(&f);
}

// The ramp against the expression's own interpolation, done here by hand; steps are two stops at one place.
static void gradient(void **state) {
  (void)state;
  struct fixture f;
  resolve(
      &f, "line",
      "\"paint\":{\"line-opacity\":0.5,\"line-gradient\":[\"interpolate\",[\"linear\"],[\"line-progress\"],"
      "0,\"#ff0000\",0.5,\"#00ff00\",1,\"#0000ff\"]}",
      5);
  const struct ct_gradient *r = f.items.styles.line->gradient;
  assert_non_null(r);
  assert_float_equal(f.items.styles.line->opacity, 0.5, 1e-6);
  assert_true(r->n >= 3 && r->n < 10);
  for (size_t i = 0; i < r->n; i++) {
    double t = r->at[i];
    assert_color(r->color[i], fmax(0, 1 - 2 * t), t < 0.5 ? 2 * t : 2 - 2 * t, fmax(0, 2 * t - 1), 1);
  }
  release(&f);
  resolve(&f, "line",
          "\"paint\":{\"line-gradient\":[\"step\",[\"line-progress\"],\"#ff0000\",0.3333,\"#0000ff\"]}", 5);
  r = f.items.styles.line->gradient;
  assert_int_equal(r->n, 4);
  assert_float_equal(r->at[1], 0.3333, 1e-6);
  assert_float_equal(r->at[2], 0.3333, 1e-6);
  assert_color(r->color[1], 1, 0, 0, 1);
  assert_color(r->color[2], 0, 0, 1, 1);
  release(&f);
}

// On a map turned a quarter clockwise, what was a shift to the right goes down; not so on the viewport.
static void shifts_turn_with_the_map(void **state) {
  (void)state;
  struct fixture f;
  struct ct_rows rows = {.all = true, .n = 4};
  struct ct_err err = {0};
  resolve(&f, "circle", "\"paint\":{\"circle-translate\":[4,8]}", 5);
  ct_style_set_turn(f.style, 90);
  assert_true(ct_style_resolve(f.style, 0, &table, &rows, 5, &f.a, &f.diags, &f.items, &err));
  assert_float_equal(f.items.styles.circle->translate_x, -6, 1e-5);
  assert_float_equal(f.items.styles.circle->translate_y, 3, 1e-5);
  release(&f);
  resolve(&f, "circle", "\"paint\":{\"circle-translate\":[4,8],\"circle-translate-anchor\":\"viewport\"}", 5);
  ct_style_set_turn(f.style, 90);
  assert_true(ct_style_resolve(f.style, 0, &table, &rows, 5, &f.a, &f.diags, &f.items, &err));
  assert_float_equal(f.items.styles.circle->translate_x, 3, 1e-5);
  assert_float_equal(f.items.styles.circle->translate_y, 6, 1e-5);
  release(&f);
}

// A layer with patterns draws nothing where there is none; the pattern is that of the whole zoom below.
static void patterns(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "fill",
          "\"paint\":{\"fill-opacity\":0.5,\"fill-pattern\":[\"step\",[\"zoom\"],[\"get\",\"class\"],5.2,"
          "\"near\"]}",
          5.5);
  const struct ct_fill_style *port = &f.items.styles.fill[style_at(&f, 0)];
  const struct ct_fill_style *none = &f.items.styles.fill[style_at(&f, 2)];
  assert_string_equal(port->pattern, "port");
  assert_float_equal(port->opacity, 0.5, 1e-6);
  assert_float_equal(port->pattern_scale, 0.75 * sqrt(2), 1e-5);
  assert_null(none->pattern);
  assert_float_equal(none->color.a, 0, 0);
  release(&f);
}

static void fill(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "fill", "\"paint\":{\"fill-color\":\"#fff\",\"fill-translate\":[4,8]}", 5);
  assert_float_equal(f.items.styles.fill->outline.a, 0, 0);
  assert_true(f.items.styles.fill->antialias);
  assert_float_equal(f.items.styles.fill->translate_y, 6, 1e-6);
  release(&f);
  resolve(&f, "fill", "\"paint\":{\"fill-outline-color\":\"red\",\"fill-opacity\":0.5}", 5);
  assert_color(f.items.styles.fill->outline, 1, 0, 0, 0.5);
  release(&f);
}

static void symbol(void **state) {
  (void)state;
  struct fixture f;
  resolve(
      &f, "symbol",
      "\"layout\":{\"text-field\":\"{class} {size}\",\"text-transform\":\"uppercase\",\"text-size\":20,"
      "\"text-offset\":[0,1],\"text-font\":[\"A\",\"B\"],\"icon-image\":[\"get\",\"class\"],"
      "\"text-variable-anchor-offset\":[\"left\",[1,0],\"top\",[0,0.5]]},\"paint\":{\"text-opacity\":0.5}",
      5);
  assert_int_equal(f.items.n, 4);
  assert_string_equal(f.items.text[0].spans[0].text, "PORT 1");
  assert_string_equal(f.items.text[2].spans[0].text, " ");
  const struct ct_symbol_style *s = &f.items.styles.symbol[style_at(&f, 1)];
  assert_true(s->has_icon && s->has_text);
  assert_string_equal(s->icon, "mine");
  assert_false(f.items.styles.symbol[style_at(&f, 2)].has_icon);
  assert_float_equal(s->text.size, 15, 1e-6);
  assert_float_equal(s->text.max_width, 150, 1e-4);
  assert_float_equal(s->text.line_height, 1.2, 1e-6);
  assert_float_equal(s->text_dy, 15, 1e-5);
  assert_int_equal(s->text.nfonts, 2);
  assert_string_equal(s->text.fonts[1], "B");
  assert_color(s->text.color, 0, 0, 0, 0.5);
  assert_int_equal(s->nvariable, 2);
  assert_int_equal(s->variable[1].anchor, CT_ANCHOR_TOP);
  assert_float_equal(s->variable[1].dy, 7.5, 1e-5);
  assert_int_equal(s->text_overlap, CT_OVERLAP_NEVER);
  release(&f);
}

static void formatted(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "symbol",
          "\"layout\":{\"text-field\":[\"format\",[\"get\",\"class\"],{\"font-scale\":0.8,\"text-color\":"
          "\"red\"},"
          "[\"image\",\"x\"],{},\"!\",{}]}",
          5);
  const struct ct_rich_text *t = &f.items.text[0];
  assert_int_equal(t->n, 3);
  assert_float_equal(t->spans[0].scale, 0.8, 1e-6);
  assert_true(t->spans[0].has_color);
  assert_string_equal(t->spans[1].image, "x");
  assert_string_equal(t->spans[2].text, "!");
  release(&f);
}

static void empty_symbols_are_left_out(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "symbol", "\"layout\":{\"text-field\":\"{class}\"}", 5);
  assert_int_equal(f.items.n, 3);
  release(&f);
}

static void filters(void **state) {
  (void)state;
  static const struct {
    const char *filter;
    size_t n;
  } cases[] = {
      {"[\"==\",\"class\",\"port\"]", 2},
      {"[\"!=\",\"class\",\"port\"]", 2},
      {"[\"in\",\"class\",\"mine\",\"port\"]", 3},
      {"[\"!has\",\"size\"]", 1},
      {"[\"==\",\"$type\",\"Point\"]", 4},
      {"[\">\",[\"get\",\"size\"],1]", 2},
      {"[\"all\",[\">=\",[\"zoom\"],5],[\"==\",[\"get\",\"class\"],\"port\"]]", 2},
      {"[\">=\",[\"zoom\"],5.5]", 0},
      {"[\"==\",[\"global-state\",\"on\"],7]", 4},
      {"false", 0},
      {"[\"any\"]", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct fixture f;
    resolve(&f, "circle", "", 5);
    release(&f);
    char rest[200];
    snprintf(rest, sizeof rest, "\"filter\":%s", cases[i].filter);
    resolve(&f, "circle", rest, 5.7);
    if (f.items.n != cases[i].n) fail_msg("%s: %zu rows", cases[i].filter, f.items.n);
    release(&f);
  }
}

static void sort_keys(void **state) {
  (void)state;
  struct fixture f;
  resolve(&f, "circle", "\"layout\":{\"circle-sort-key\":[\"-\",[\"number\",[\"get\",\"size\"],3]]}", 5);
  static const uint32_t order[] = {3, 2, 1, 0};
  for (int i = 0; i < 4; i++) assert_int_equal(f.items.feature[i], order[i]);
  assert_float_equal(f.items.sort_key[0], -4, 0);
  release(&f);
  // One key for all sorts nothing.
  resolve(&f, "circle", "\"layout\":{\"circle-sort-key\":5}", 5);
  assert_null(f.items.sort_key);
  release(&f);
}

// Published styles put names at points at small scales and along lines at large ones.
static void placement_goes_by_zoom(void **state) {
  (void)state;
  struct fixture f;
  memset(&f, 0, sizeof f);
  struct ct_err err = {0};
  assert_true(compile(&f,
                      "{\"id\":\"a\",\"type\":\"symbol\",\"source\":\"s\",\"layout\":{\"symbol-placement\":"
                      "{\"stops\":[[10,\"point\"],[11,\"line\"]]}}},"
                      "{\"id\":\"b\",\"type\":\"symbol\",\"source\":\"s\",\"layout\":{\"symbol-placement\":"
                      "[\"step\",[\"zoom\"],\"line-center\",5,\"point\"]}}",
                      &err));
  const struct {
    size_t layer;
    double zoom;
    bool along;
  } cases[] = {{0, 10.9, false}, {0, 11, true}, {1, 4.9, true}, {1, 5, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_style_layer_info info;
    ct_style_layer(f.style, cases[i].layer, cases[i].zoom, &f.a, &info);
    assert_int_equal(info.along, cases[i].along);
  }
  release(&f);
}

static void facts(void **state) {
  (void)state;
  struct fixture f;
  memset(&f, 0, sizeof f);
  struct ct_err err = {0};
  assert_true(
      compile(&f,
              "{\"id\":\"a\",\"type\":\"fill\",\"source\":\"s\",\"minzoom\":2,\"maxzoom\":6,"
              "\"filter\":[\"==\",\"class\",\"x\"],\"paint\":{\"fill-opacity\":[\"get\",\"size\"]}},"
              "{\"id\":\"b\",\"ref\":\"a\",\"paint\":{\"fill-color\":\"red\"}},"
              "{\"id\":\"c\",\"type\":\"fill-extrusion\",\"source\":\"s\"},"
              "{\"id\":\"d\",\"type\":\"line\",\"source\":\"s\",\"layout\":{\"visibility\":\"none\"}}",
              &err));
  // Extrusions are drawn, as their footprints.
  assert_string_equal(f.codes, "CT-S203 ");
  assert_int_equal(ct_style_nlayers(f.style), 4);
  struct ct_style_layer_info info;
  ct_style_layer(f.style, 0, 2, &f.a, &info);
  assert_true(info.visible);
  assert_false(info.constant);
  assert_int_equal(info.ncolumns, 2);
  ct_style_layer(f.style, 0, 6, &f.a, &info);
  assert_false(info.visible);
  ct_style_layer(f.style, 1, 3, &f.a, &info);
  assert_true(info.visible && info.constant);
  assert_int_equal(info.type, CT_LAYER_FILL);
  assert_string_equal(info.source, "s");
  ct_style_layer(f.style, 2, 3, &f.a, &info);
  assert_true(info.visible);
  assert_int_equal(info.type, CT_LAYER_FILL);
  ct_style_layer(f.style, 3, 3, &f.a, &info);
  assert_false(info.visible);
  struct ct_style_source source;
  assert_int_equal(ct_style_nsources(f.style), 2);
  ct_style_source(f.style, 0, &source);
  assert_string_equal(ct_value_string(source.data), "base:x");
  release(&f);
}

static void bad_style(void **state) {
  (void)state;
  struct fixture f;
  memset(&f, 0, sizeof f);
  struct ct_err err = {0};
  assert_false(compile(
      &f, "{\"id\":\"a\",\"type\":\"fill\",\"source\":\"s\",\"paint\":{\"fill-colour\":\"red\"}}", &err));
  assert_non_null(strstr(err.message, "t.json:1:"));
  assert_non_null(strstr(err.message, "unknown property \"fill-colour\""));
  assert_string_equal(f.codes, "CT-S101 ");
  release(&f);
}

static void colors(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool ok;
    double r, g, b, a;
  } cases[] = {
      {"#f00", true, 1, 0, 0, 1},
      {"#ff000080", true, 1, 0, 0, 128 / 255.0},
      {"RebeccaPurple", true, 0.4, 0.2, 0.6, 1},
      {" rgb( 51, 102 ,153 ) ", true, 0.2, 0.4, 0.6, 1},
      {"rgb(20% 40% 60% / 50%)", true, 0.2, 0.4, 0.6, 0.5},
      {"hsla(120,100%,50%,.25)", true, 0, 1, 0, 0.25},
      {"hsl(-240deg 100% 50%)", true, 0, 1, 0, 1},
      {"transparent", true, 0, 0, 0, 0},
      {"rgb(1,2)", false, 0, 0, 0, 0},
      {"rgb(1 2,3)", false, 0, 0, 0, 0},
      {"rgb(1%,2,3)", false, 0, 0, 0, 0},
      {"#12345", false, 0, 0, 0, 0},
      {"", false, 0, 0, 0, 0},
      {"redd", false, 0, 0, 0, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_color c;
    if (ct_color_parse(cases[i].text, &c) != cases[i].ok) fail_msg("%s", cases[i].text);
    if (cases[i].ok) assert_color(c, cases[i].r, cases[i].g, cases[i].b, cases[i].a);
  }
  assert_false(ct_color_parse(NULL, &(struct ct_color){0}));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(background),
      cmocka_unit_test(circle),
      cmocka_unit_test(defaults_where_expressions_fail),
      cmocka_unit_test(line),
      cmocka_unit_test(dashes_without_length),
      cmocka_unit_test(dashes_grow_with_the_map),
      cmocka_unit_test(caps_that_differ_are_not_those_of_dashes),
      cmocka_unit_test(gradient),
      cmocka_unit_test(shifts_turn_with_the_map),
      cmocka_unit_test(patterns),
      cmocka_unit_test(fill),
      cmocka_unit_test(symbol),
      cmocka_unit_test(formatted),
      cmocka_unit_test(empty_symbols_are_left_out),
      cmocka_unit_test(filters),
      cmocka_unit_test(sort_keys),
      cmocka_unit_test(placement_goes_by_zoom),
      cmocka_unit_test(facts),
      cmocka_unit_test(bad_style),
      cmocka_unit_test(colors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

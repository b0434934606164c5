// SPDX-License-Identifier: MIT
// Tests of src/doc: documents checked, options laid over them.
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
#include "doc/doc.h"
#include "model/document.h"
#include "model/table.h"

static bool read_text(struct ct_arena *a, const char *yaml, struct ct_document *d, struct ct_err *err) {
  const struct ct_value *v;
  memset(err, 0, sizeof *err);
  return ct_value_parse(a, yaml, strlen(yaml), "d.yaml", CT_SYNTAX_AUTO, &v, err) &&
         ct_doc_from_value(v, "d.yaml", "maps", a, d, err);
}

static void expect_error(const char *yaml, const char *message) {
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_false(read_text(&a, yaml, &d, &err));
  assert_string_equal(err.message, message);
  ct_arena_release(&a);
}

static void test_defaults_and_paths(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_true(
      read_text(&a, "title: T\ndata: { x: ../a/b.csv, y: { path: /abs/c.csv, label: n } }", &d, &err));
  assert_string_equal(d.title, "T");
  assert_string_equal(d.style, "briefing");
  assert_int_equal(d.ndata, 2);
  assert_string_equal(d.data[0].path, "maps/../a/b.csv");
  assert_string_equal(d.data[1].path, "/abs/c.csv");
  assert_true(fabs(d.page.w_pt - 297 * 72 / 25.4) < 1e-9 && fabs(d.page.h_pt - 210 * 72 / 25.4) < 1e-9);
  assert_true(d.page.dpi == 300 && !d.page.in_pixels && isnan(d.view.zoom) && d.legend && d.scale_bar);
  ct_arena_release(&a);
}

static void test_page_sizes(void **state) {
  (void)state;
  static const struct {
    const char *page;
    double w, h, dpi;
    bool px;
  } cases[] = {{"size: A4, orientation: portrait", 595.2756, 841.8898, 300, false},
               {"size: letter", 792, 612, 300, false},
               {"size: 1600x1200", 1200, 900, 96, true},
               {"size: 1600x1200, ratio: 2", 1200, 900, 192, true},
               {"size: slide", 1440, 810, 96, true},
               {"size: 100x50mm, dpi: 150", 283.4646, 141.7323, 150, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_arena a = {0};
    struct ct_document d;
    struct ct_err err;
    const char *yaml = ct_arena_printf(&a, "page: { %s }", cases[i].page);
    assert_true(read_text(&a, yaml, &d, &err));
    assert_true(fabs(d.page.w_pt - cases[i].w) < 1e-3 && fabs(d.page.h_pt - cases[i].h) < 1e-3);
    assert_true(fabs(d.page.dpi - cases[i].dpi) < 1e-9 && d.page.in_pixels == cases[i].px);
    ct_arena_release(&a);
  }
}

static void test_errors_name_place_and_remedy(void **state) {
  (void)state;
  expect_error("titel: x", "d.yaml:1:1: unknown key 'titel' in the document (did you mean 'title'?)");
  expect_error("data:\n  a: { path: p.csv, lable: n }",
               "d.yaml:2:21: unknown key 'lable' in a data entry (did you mean 'label'?)");
  expect_error("data: { a: { label: n } }", "d.yaml:1:12: data 'a' needs a 'path'");
  expect_error("view: { fit: [b] }\ndata: { a: p.csv }",
               "d.yaml:1:14: 'fit' names 'b', which is not in 'data'");
  expect_error("view: { bbox: [1, 2, 3] }", "d.yaml:1:15: 'bbox' must be a list of 4 numbers");
  expect_error("view: { bbox: [1, 60, 3, 2] }",
               "d.yaml:1:15: 'bbox' has latitudes 60 and 2 (expected south < north within -90..90)");
  expect_error("view: { scale: 1:5 }", "d.yaml:1:16: 'scale' must be like 1:250000 (1:100 to 1:1000000000)");
  expect_error("locator: maybe", "d.yaml:1:10: 'locator' must be true or false");
  expect_error("- a", "d.yaml:1:1: a map document must be a mapping of keys to values");
  expect_error(
      "page: { size: A99 }",
      "d.yaml:1:15: unknown page size 'A99' (expected A4, A3, letter, slide, column, social, 1600x1200 in "
      "pixels or 200x150mm)");
}

static void test_override(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_document d;
  const struct ct_value *v;
  const char *yaml = "title: A\nview: { fit: [x], projection: auto }\ndata: { x: p.csv }";
  assert_true(ct_value_parse(&a, yaml, strlen(yaml), "d", CT_SYNTAX_AUTO, &v, &err));
  v = ct_doc_override(v, "bbox", "124,37,131,43", &a, &err);
  v = ct_doc_override(v, "where", "a > 1", &a, &err);
  v = ct_doc_override(v, "title", "B", &a, &err);
  assert_true(ct_doc_from_value(v, "d", ".", &a, &d, &err));
  assert_string_equal(d.title, "B");
  assert_true(d.view.has_bbox && d.view.nfit == 0 && d.view.bbox[3] == 43);
  assert_string_equal(d.data[0].where, "a > 1");
  assert_string_equal(d.view.projection, "auto");
  assert_null(ct_doc_override(v, "bbox", "124,37,131", &a, &err));
  assert_string_equal(err.message, "--bbox: '124,37,131' (expected minlon,minlat,maxlon,maxlat)");
  ct_arena_release(&a);
}

static void test_guess_reads_back(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_document d;
  const char *kinds[] = {"port", "plant", "port", "plant", "port", "mine"};
  const char *names[] = {"A", "B: c", "C", "D", "E", "F # g"};
  struct ct_column columns[] = {{.name = "Site name", .type = CT_COLUMN_STRING, .string = names},
                                {.name = "kind", .type = CT_COLUMN_STRING, .string = kinds}};
  double lonlat[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  struct ct_table t = {.n = 6,
                       .ncolumns = 2,
                       .columns = columns,
                       .placed = 6,
                       .bbox = {1, 2, 11, 12},
                       .geoms = {.nparts = 6, .ncoords = 6, .lonlat = lonlat}};
  struct ct_doc_guess_input in = {
      .path = "my sites.csv", .table = &t, .date_column = -1, .has_last_day = true, .last_day = 18144};
  const char *sentence;
  const struct ct_value *v = ct_doc_guess(&in, 1, &a, &sentence), *again;
  struct ct_str yaml = {.arena = &a};
  ct_value_write_yaml(v, &yaml);
  assert_true(ct_value_parse(&a, yaml.v, yaml.n, "g", CT_SYNTAX_YAML, &again, &err));
  assert_true(ct_value_equal(v, again));
  assert_true(ct_doc_from_value(again, NULL, ".", &a, &d, &err));
  assert_string_equal(d.data[0].class_column, "kind");
  assert_int_equal(d.data[0].nclasses, 3);
  assert_string_equal(d.data[0].classes[0].value, "port");
  assert_string_equal(d.data[0].label, "Site name");
  assert_string_equal(d.as_of, "2019-09-05");
  assert_non_null(strstr(sentence, "classes by 'kind'"));
  ct_arena_release(&a);
}

static void test_graticule(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_true(read_text(&a, "title: x\n", &d, &err));
  assert_true(!d.graticule.on && d.north == CT_NORTH_AUTO && !d.has_scale_lat && !d.two_units);
  assert_true(read_text(&a, "graticule: true\n", &d, &err));
  assert_true(d.graticule.on && d.graticule.labels && d.graticule.lines && d.graticule.every_lat == 0);
  assert_true(read_text(&a, "graticule: 7.5\n", &d, &err));
  assert_true(d.graticule.on && d.graticule.every_lon == 7.5 && d.graticule.every_lat == 7.5);
  assert_true(read_text(&a, "graticule: { every: [10, 5], labels: false, format: dm }\n", &d, &err));
  assert_true(d.graticule.every_lon == 10 && d.graticule.every_lat == 5 && !d.graticule.labels);
  assert_string_equal(d.graticule.format, "dm");
  assert_true(read_text(&a, "graticule: false\nnorth_arrow: false\nscale_bar: [mi, km]\n", &d, &err));
  assert_true(!d.graticule.on && d.north == CT_NORTH_NEVER && d.two_units && d.unit == CT_MI &&
              d.unit2 == CT_KM);
  assert_true(read_text(&a, "north_arrow: true\nscale_bar: { unit: nm, at: -40 }\n", &d, &err));
  assert_true(d.north == CT_NORTH_ALWAYS && d.unit == CT_NM && d.has_scale_lat && d.scale_lat == -40 &&
              d.scale_bar);
  assert_true(read_text(&a, "scale_bar: { unit: [km, km] }\n", &d, &err) && !d.two_units);
  ct_arena_release(&a);
  expect_error("graticule: 7\n",
               "d.yaml:1:12: 'every' is 7 degrees, which does not divide 360 (expected such as 1, 5 or 0.5)");
  expect_error("graticule: { every: 0 }\n", "d.yaml:1:21: 'every' is 0 degrees (expected 2.8e-05 to 90)");
  expect_error("graticule: { format: utm }\n",
               "d.yaml:1:22: 'format' is 'utm' (expected dms, dm or decimal)");
  expect_error("graticule: { label: true }\n",
               "d.yaml:1:14: unknown key 'label' in 'graticule' (did you mean 'labels'?)");
  expect_error(
      "graticule: often\n",
      "d.yaml:1:12: 'graticule' must be true, false, auto, a step in degrees, or a mapping with 'every', "
      "'labels', 'lines', 'format'");
  expect_error("scale_bar: { unit: [km, mi, nm] }\n",
               "d.yaml:1:20: a scale bar has one unit or two, not 3 (expected such as [km, mi])");
  expect_error("scale_bar: { at: 90 }\n", "d.yaml:1:18: 'at' is 90 (expected -89 to 89)");
  expect_error("scale_bar: miles\n",
               "d.yaml:1:12: 'scale_bar' must be km, mi, nm, true, false, or a mapping with 'unit' and 'at'");
  expect_error("north_arrow: up\n", "d.yaml:1:14: 'north_arrow' must be true, false or auto");
}

static void test_since_edition(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_true(read_text(&a, "since_edition: last.json\ntitle: T", &d, &err));
  assert_string_equal(d.edition.manifest, "maps/last.json");
  assert_false(d.edition.table);
  assert_true(read_text(&a, "title: T\nsince_edition: 2019-08", &d, &err));
  assert_null(d.edition.manifest);
  assert_string_equal(d.edition.since, "2019-08");
  assert_int_equal(d.edition.line, 2);
  assert_true(read_text(&a, "since_edition: { date: 2019-08-29, table: true, heading: New }", &d, &err));
  assert_true(d.edition.table);
  assert_string_equal(d.edition.heading, "New");
  assert_true(read_text(&a, "title: T", &d, &err));
  assert_null(d.edition.since);
  expect_error("since_edition: soon",
               "d.yaml:1:16: 'soon' is neither a date nor a manifest (expected 2019-08-29, a .json file, "
               "or a folder/ of them)");
  expect_error("since_edition: { table: true }",
               "d.yaml:1:16: 'since_edition' needs either a 'manifest' (a .json file) or a 'date'");
  expect_error("since_edition: { manifest: 2022-10-15 }",
               "d.yaml:1:28: '2022-10-15' is a date, not a manifest (expected date: 2022-10-15, or "
               "2022-10-15/ for a folder of that "
               "name)");
  // The option names another edition and leaves the rest.
  const struct ct_value *v;
  assert_true(ct_value_parse(&a, "{\"since_edition\": {\"manifest\": \"a.json\", \"table\": true}}", 56,
                             "d.yaml", CT_SYNTAX_AUTO, &v, &err));
  v = ct_doc_override(v, "since-edition", "2019-08-29", &a, &err);
  assert_non_null(v);
  assert_true(ct_doc_from_value(v, "d.yaml", "maps", &a, &d, &err));
  assert_null(d.edition.manifest);
  assert_true(d.edition.table);
  ct_arena_release(&a);
}

static void test_base_and_boundaries(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_document d;
  struct ct_err err;
  assert_true(read_text(
      &a,
      "boundaries: de-facto\nlegend: { all: true }\n"
      "base: { imagery: ../a.tif, hillshade: /abs/b.tif, credit: C, countries: false, names: [un] }",
      &d, &err));
  assert_int_equal(d.boundaries, CT_BOUNDARIES_DE_FACTO);
  assert_string_equal(d.base.imagery.path, "maps/../a.tif");
  assert_string_equal(d.base.hillshade.path, "/abs/b.tif");
  assert_true(d.base.imagery.line == 3 && d.base.asked_countries && !d.base.countries && d.base.labels);
  assert_true(d.legend && d.legend_all && !d.legend_counts && d.base.names->n == 1);
  assert_true(read_text(&a, "title: T", &d, &err));
  assert_true(d.boundaries == CT_BOUNDARIES_AS_IS && d.base.countries && !d.base.asked_countries);
  assert_true(!d.base.imagery.path && !d.base.hillshade.path && !d.legend_all && !d.base.names);
  assert_true(read_text(&a, "base: { imagery: 'https://x.example/a.tif' }", &d, &err));
  assert_string_equal(d.base.imagery.path, "https://x.example/a.tif");
  ct_arena_release(&a);
  expect_error("boundaries: UN", "d.yaml:1:13: unknown boundaries 'UN' (did you mean 'un'?)");
  expect_error("base: { imagery: '' }", "d.yaml:1:19: 'imagery' is empty (expected the path of a raster)");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_defaults_and_paths),
                                     cmocka_unit_test(test_page_sizes),
                                     cmocka_unit_test(test_errors_name_place_and_remedy),
                                     cmocka_unit_test(test_override),
                                     cmocka_unit_test(test_guess_reads_back),
                                     cmocka_unit_test(test_graticule),
                                     cmocka_unit_test(test_since_edition),
                                     cmocka_unit_test(test_base_and_boundaries)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of KML as many programs write it: every placemark a row, with folder, data, times and look.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "cartouche.h"
#include "load/kml.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/simplestyle.h"
#include "model/table.h"

#define DATA "tests/data/kml/"

struct fixture {
  struct ct_arena arena;
  struct ct_str log;
  struct ct_diags diags;
  struct ct_table table;
  struct ct_err err;
};

static void on_diagnostic(void *user, const struct ct_diagnostic *d) {
  struct fixture *f = user;
  ct_str_addf(&f->log, "%ld: %s %s\n", d->line, d->code, d->message);
}

static bool load(struct fixture *f, struct ct_load_request q) {
  *f = (struct fixture){0};
  f->log.arena = &f->arena;
  f->diags = (struct ct_diags){.fn = on_diagnostic, .user = f};
  q.name = "t";
  q.all_columns = true;
  return ct_load(&q, &f->arena, &f->diags, &f->table, &f->err);
}

static void loads(struct fixture *f, const char *path) {
  if (!load(f, (struct ct_load_request){.path = path})) fail_msg("%s", f->err.message);
}

static const char *cell(const struct fixture *f, const char *column, size_t i) {
  static char buf[32];
  int c = ct_table_column(&f->table, column);
  const char *s = c < 0 ? NULL : ct_table_text(&f->table, c, i, buf);
  return s ? s : "-";
}

// "value value ...": one column of all rows, or several columns of row i.
static void column_is(struct fixture *f, const char *column, const char *expected) {
  struct ct_str s = {.arena = &f->arena};
  for (size_t i = 0; i < f->table.n; i++) ct_str_addf(&s, "%s%s", i ? "; " : "", cell(f, column, i));
  assert_string_equal(ct_str_text(&s), expected);
}

static void look_is(struct fixture *f, size_t i, const char *expected) {
  struct ct_str s = {.arena = &f->arena};
  for (int k = 0; k < CT_SIMPLE_COLUMNS; k++)
    ct_str_addf(&s, "%s%s", k ? " " : "", cell(f, ct_simplestyle_names[k], i));
  assert_string_equal(ct_str_text(&s), expected);
}

static const double *at(const struct fixture *f, size_t i) {
  const struct ct_geoms *g = &f->table.geoms;
  size_t p = g->part0 ? g->part0[i] : i;
  return g->lonlat + 2 * (g->coord0 ? g->coord0[p] : p);
}

static void point_is(const struct fixture *f, size_t i, double lon, double lat) {
  assert_true(fabs(at(f, i)[0] - lon) < 1e-12 && fabs(at(f, i)[1] - lat) < 1e-12);
}

static char *slurp(const char *path) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *text = calloc(1, 1 << 16);
  assert_true(fread(text, 1, (1 << 16) - 1, file) > 0);
  fclose(file);
  return text;
}

static size_t count_placemarks(const char *text) {
  size_t n = 0;
  for (const char *p = text; (p = strstr(p, "<Placemark")); p++) {
    const char *comment = strstr(p, "in a comment");
    n += !(comment && comment - p < 20);
  }
  return n;
}

static size_t count_rows(const struct ct_table *t) {
  size_t n = 0;
  uint32_t last = 0;
  for (size_t i = 0; i < t->n; i++) {
    uint32_t row = t->row ? t->row[i] : (uint32_t)i + 1;
    n += row != last;
    last = row;
  }
  return n;
}

static void no_placemark_is_lost(void **state) {
  (void)state;
  static const char *const files[] = {"earth_pro", "earth_web", "my_maps", "arcgis", "qgis",
                                      "tracks",    "sloppy",    "links",   "bare",   "multi"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    char path[64];
    snprintf(path, sizeof path, DATA "%s.kml", files[i]);
    char *text = slurp(path);
    struct fixture f;
    loads(&f, path);
    if (count_rows(&f.table) != count_placemarks(text)) fail_msg("%s: rows are missing", path);
    // Every row without a place has its reason.
    char *log = ct_arena_printf(&f.arena, "\n%s", ct_str_text(&f.log));
    for (size_t k = 0; k < f.table.n; k++) {
      char head[32];
      snprintf(head, sizeof head, "\n%zu: CT-D1", f.table.row ? f.table.row[k] : k + 1);
      if (ct_table_placed(&f.table, k) == (strstr(log, head) != NULL)) fail_msg("%s: %s", path, head);
    }
    free(text);
    ct_arena_release(&f.arena);
  }
}

static void google_earth(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, DATA "earth_pro.kml");
  column_is(&f, "folder", "Korea; Korea / West coast; Korea / West coast; Korea; Korea; -");
  assert_string_equal(cell(&f, "Name", 0), "Sunan & the old strip");
  assert_string_equal(cell(&f, "description", 0), "<b>Pyongyang</b><br>international");
  point_is(&f, 0, 125.67, 39.22);  // not where the camera looks
  assert_string_equal(f.table.feature_key[0], "p1");
  // aabbggrr; the map's normal half; names hidden at scale 0
  look_is(&f, 0, "#ff0000 airport medium - - - - - 0");
  look_is(&f, 1, "#f5d90a - medium - - - - - -");
  look_is(&f, 2, "- - - #0055ff 0.69 3 - - -");
  look_is(&f, 3, "- - - #0055ff 0 3 #ff0000 0.25 -");
  look_is(&f, 4, "rgba(0, 0, 255, 0.50) - small - - - - - -");
  look_is(&f, 5, "- - - - - - - - -");
  ct_arena_release(&f.arena);
  loads(&f, DATA "earth_web.kml");
  look_is(&f, 0, "- - - #fbc02d 1 4 - - -");
  look_is(&f, 1, "#1976d2 - - - - - - - -");
  ct_arena_release(&f.arena);
}

static void other_programs(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, DATA "my_maps.kml");
  column_is(&f, "berths", "12; 3.5; -");
  assert_int_equal(f.table.columns[ct_table_column(&f.table, "berths")].type, CT_COLUMN_NUMBER);
  column_is(&f, "address", "-; 1 Harbour Road, Songnim; -");
  look_is(&f, 0, "#db4436 - medium - - - - - 0");
  look_is(&f, 2, "- - - #097138 1 1.2 #097138 0.3 -");
  assert_string_equal(ct_str_text(&f.log),
                      "2: CT-D110 no position: it has an address only, which is not looked up\n");
  ct_arena_release(&f.arena);
  loads(&f, DATA "arcgis.kml");  // its styles come last
  look_is(&f, 0, "- - small - - - - - 0");
  assert_string_equal(f.table.feature_key[1], "ID_00001");
  ct_arena_release(&f.arena);
  loads(&f, DATA "qgis.kml");
  column_is(&f, "code", "007; 12");
  column_is(&f, "depth", "312.5; 40");
  column_is(&f, "closed", "true; false");
  column_is(&f, "Name_2", "its own; -");
  look_is(&f, 0, "- - - #ff0000 1 - - 0 -");
  ct_arena_release(&f.arena);
}

static void times_as_written(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, DATA "tracks.kml");
  column_is(&f, "begin", "2010-05-28T02:02:09Z; 2011-01-01; 2010-03; -; 2012-01-01");
  column_is(&f, "end", "2010-05-28T02:03:00Z; 2011-02-03; 2011; -; 2012-01-01");
  column_is(&f, "timestamp", "-; -; -; 1984; -");
  assert_int_equal(ct_table_geom_type(&f.table, 0), CT_GEOM_LINE);
  assert_int_equal(f.table.geoms.part0[2] - f.table.geoms.part0[1], 2);
  assert_int_equal(ct_table_geom_type(&f.table, 4), CT_GEOM_POINT);
  ct_arena_release(&f.arena);
}

static void sloppy_files(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, DATA "sloppy.kml");
  assert_int_equal(f.table.n, 11);
  assert_int_equal(f.table.placed, 4);
  point_is(&f, 0, 125.4, 38.7);
  point_is(&f, 3, 125.5, 38.8);
  assert_int_equal(
      f.table.geoms.coord0[f.table.geoms.part0[7]] - f.table.geoms.coord0[f.table.geoms.part0[6]], 3);
  look_is(&f, 0, "#ff0000 - - - - - - - -");
  assert_string_equal(cell(&f, "Name", 8), "Lost style &unknown; \xE2\x80\x94 dash");
  assert_string_equal(
      ct_str_text(&f.log),
      "0: CT-D182 1 placemark names a style that is not in the file\n"
      "2: CT-D113 latitude '125.4' is outside -90..90 (KML writes longitude first: they seem to be swapped)\n"
      "3: CT-D183 coordinates cannot be read at '38\xC2\xB0"
      "42'N 125\xC2\xB0"
      "24'E' (expected longitude,latitude[,altitude] with points)\n"
      "5: CT-D183 more than three numbers in a coordinate '125,5,38,8' (expected "
      "longitude,latitude[,altitude] with points)\n"
      "6: CT-D183 a coordinate without latitude '125.5' (expected longitude,latitude[,altitude] with "
      "points)\n"
      "8: CT-D113 latitude '99' is outside -90..90\n"
      "10: CT-D110 no position: the placemark has no geometry\n"
      "11: CT-D110 no position: its coordinates are empty\n");
  ct_arena_release(&f.arena);
}

static void links_and_overlays(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, DATA "links.kml");
  assert_int_equal(f.table.n, 1);
  assert_string_equal(ct_str_text(&f.log),
                      "0: CT-D180 overlays are pictures and left out: 'Scanned sheet', 'Logo', '(unnamed)'\n"
                      "0: CT-D181 network links are not followed: 'http://example.test/more.kml', "
                      "'other.kml' (save them as files of their own)\n");
  ct_arena_release(&f.arena);
}

static void a_row_a_kind(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, DATA "multi.kml");
  assert_int_equal(f.table.n, 4);
  column_is(&f, "number", "14; 14; 14; -");
  look_is(&f, 0, "#00ff00 - - - - - - - -");
  look_is(&f, 1, "- - - #ff0000 1 2 - - -");
  look_is(&f, 2, "- - - #ff0000 1 2 #0000ff 0.5 -");
  const struct ct_geoms *g = &f.table.geoms;
  assert_int_equal(g->part0[1] - g->part0[0], 2);
  assert_int_equal(g->part0[2] - g->part0[1], 2);
  assert_int_equal(g->part0[3] - g->part0[2], 2);
  assert_false(g->hole[g->part0[2]]);  // the exterior first, though the file has it second
  assert_true(g->hole[g->part0[2] + 1]);
  point_is(&f, 3, 39.5, 40.5);
  ct_arena_release(&f.arena);
}

static void folders_as_layers(void **state) {
  (void)state;
  static const struct {
    const char *layer;
    size_t rows;
  } cases[] = {{"Korea", 5}, {"West coast", 2}, {"Korea / West coast", 2}, {"My Places.kml", 6}};
  struct fixture f;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(load(&f, (struct ct_load_request){.path = DATA "earth_pro.kml", .layer = cases[i].layer}));
    assert_int_equal(f.table.n, cases[i].rows);
    ct_arena_release(&f.arena);
  }
  assert_false(load(&f, (struct ct_load_request){.path = DATA "earth_pro.kml", .layer = "Koera"}));
  assert_string_equal(f.err.message, DATA "earth_pro.kml: no folder 'Koera' (did you mean 'Korea'?)");
  ct_arena_release(&f.arena);
  // Rows that the condition leaves out are not complained about.
  assert_true(load(&f, (struct ct_load_request){.path = DATA "sloppy.kml", .where = "Name LIKE 'Blanks%'"}));
  assert_int_equal(f.table.n, 2);
  assert_string_equal(ct_str_text(&f.log), "0: CT-D182 1 placemark names a style that is not in the file\n");
  ct_arena_release(&f.arena);
}

static void fails_with(const char *text, size_t size, const char *message) {
  char path[] = "/tmp/cartouche-test-XXXXXX.kml";
  int fd = mkstemps(path, 4);
  assert_true(fd >= 0 && write(fd, text, size) == (ssize_t)size);
  close(fd);
  struct fixture f;
  if (load(&f, (struct ct_load_request){.path = path})) fail_msg("read: %.60s", text);
  const char *told = strstr(f.err.message, ".kml");
  assert_non_null(told);
  assert_string_equal(told + 4, message);
  ct_arena_release(&f.arena);
  unlink(path);
}

static void broken_files(void **state) {
  (void)state;
  static const struct {
    const char *text, *message;
  } cases[] = {
      {"<html><body/></html>", ": not KML (its root is <html>)"},
      {"no xml at all", ": not KML (no element in it)"},
      {"<kml><Document></Document></kml>", ": no placemarks in it"},
      {"<kml>\n<Document>\n<Placemark><name>x</name>", ":3: the text ends before all elements are closed"},
      {"<kml>\n<Placemark></Document></kml>", ":2: a closing tag that does not match the element it is in"},
      {"<kml><Placemark name=\"x></Placemark></kml>", ":1: the text ends inside a tag"},
      {"<kml><![CDATA[", ":1: the text ends inside CDATA"},
      {"<kml><Placemark>1 < 2</Placemark></kml>",
       ":1: a '<' without a name (a plain '<' in a text must be &lt;)"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    fails_with(cases[i].text, strlen(cases[i].text), cases[i].message);
  enum { DEEP = 100000 };
  char *text = malloc(DEEP * 8 + 1);
  for (size_t i = 0; i < DEEP; i++) memcpy(text + 8 * i, "<Folder>", 8);
  fails_with(text, (size_t)DEEP * 8, ":1: elements lie deeper than 200 in each other");
  free(text);
}

// Entities that a document declares are not replaced: nothing can grow.
static void entities_do_not_grow(void **state) {
  (void)state;
  static const char text[] =
      "<!DOCTYPE kml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
      "<kml><Placemark><name>&b;&lt;&#65;</name><Point><coordinates>1,2</coordinates></Point></Placemark></"
      "kml>";
  char path[] = "/tmp/cartouche-test-XXXXXX.kml";
  int fd = mkstemps(path, 4);
  assert_true(fd >= 0 && write(fd, text, sizeof text - 1) == (ssize_t)sizeof text - 1);
  close(fd);
  struct fixture f;
  loads(&f, path);
  column_is(&f, "Name", "&b;<A");
  ct_arena_release(&f.arena);
  unlink(path);
}

// Names by which icons are asked for exist in the set.
static void icons_exist(void **state) {
  (void)state;
  static const char *const names[] = {
      "airports", "marina",     "ferry",  "rail",         "subway",   "heliport",  "volcano", "caution",
      "schools",  "hospitals",  "target", "open-diamond", "mechanic", "forbidden", "movies",  "webcam",
      "dollar",   "campground", "info-i", "lodging",      "cabs",     "parks",     "ski",     "realestate"};
  static const char *const folders[] = {"shapes", "cartouche", "maki"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char href[128], path[128];
    const char *symbol, *color;
    snprintf(href, sizeof href, "http://maps.google.com/mapfiles/kml/shapes/%s.png", names[i]);
    assert_true(ct_kml_symbol(href, &symbol, &color));
    if (!symbol) fail_msg("no symbol for %s", href);
    bool found = false;
    for (int k = 0; k < 3; k++) {
      snprintf(path, sizeof path, "styles/icons/%s/%s.svg", folders[k], symbol);
      found |= access(path, R_OK) == 0;
    }
    if (!found) fail_msg("no icon '%s'", symbol);
  }
  const char *symbol, *color;
  assert_true(ct_kml_symbol("http://maps.google.com/mapfiles/kml/paddle/grn-stars.png", &symbol, &color));
  assert_string_equal(symbol, "star");
  assert_string_equal(color, "#3aa63a");
  assert_true(ct_kml_symbol("http://maps.google.com/mapfiles/kml/pushpin/ylw-pushpin.png", &symbol, &color));
  assert_null(symbol);
  assert_false(ct_kml_symbol("files/red-dot.png", &symbol, &color));
}

static void words_that_are_no_looks(void **state) {
  (void)state;
  static const char *const fills[] = {"gravel", "clay"}, *const reds[] = {NULL, "f00"};
  struct ct_column column = {.name = "fill", .type = CT_COLUMN_STRING, .string = fills};
  struct ct_table t = {.n = 2, .ncolumns = 1, .columns = &column};
  assert_int_equal(ct_simplestyle_of(&t), 0);
  column.string = reds;
  assert_int_equal(ct_simplestyle_of(&t), 1U << CT_SIMPLE_FILL);
  column.name = "fill-opacity";  // alone it says nothing
  assert_int_equal(ct_simplestyle_of(&t), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_placemark_is_lost), cmocka_unit_test(google_earth),
      cmocka_unit_test(other_programs),       cmocka_unit_test(times_as_written),
      cmocka_unit_test(sloppy_files),         cmocka_unit_test(links_and_overlays),
      cmocka_unit_test(a_row_a_kind),         cmocka_unit_test(folders_as_layers),
      cmocka_unit_test(broken_files),         cmocka_unit_test(entities_do_not_grow),
      cmocka_unit_test(icons_exist),          cmocka_unit_test(words_that_are_no_looks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

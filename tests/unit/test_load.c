// SPDX-License-Identifier: MIT
// Tests of ct_load on files of every kind, good and bad.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "cartouche.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/table.h"

#define DATA "tests/data/"

struct fixture {
  struct ct_arena arena;
  struct ct_str log;  // findings, a line each
  struct ct_diags diags;
  struct ct_table table;
  struct ct_err err;
};

static void on_diagnostic(void *user, const struct ct_diagnostic *d) {
  struct fixture *f = user;
  const char *slash = d->file ? strrchr(d->file, '/') : NULL;
  ct_str_addf(&f->log, "%s:%ld: %s %s\n", slash ? slash + 1 : d->file, d->line, d->code, d->message);
}

static void start(struct fixture *f) {
  *f = (struct fixture){0};
  f->log.arena = &f->arena;
  f->diags = (struct ct_diags){.fn = on_diagnostic, .user = f};
}

static bool load(struct fixture *f, struct ct_load_request q) {
  q.name = "t";
  if (!q.ncolumns) q.all_columns = true;
  return ct_load(&q, &f->arena, &f->diags, &f->table, &f->err);
}

static void loads(struct fixture *f, struct ct_load_request q) {
  start(f);
  if (!load(f, q)) fail_msg("%s", f->err.message);
}

static void fails(const char *message, struct ct_load_request q) {
  struct fixture f;
  start(&f);
  if (load(&f, q)) fail_msg("'%s' was read", q.path);
  assert_string_equal(f.err.message, message);
  ct_arena_release(&f.arena);
}

static const double *point(const struct ct_table *t, size_t i) {
  size_t p = t->geoms.part0 ? t->geoms.part0[i] : i;
  size_t c = t->geoms.coord0 ? t->geoms.coord0[p] : p;
  return t->geoms.lonlat + 2 * c;
}

static const char *text(const struct ct_table *t, const char *column, size_t i) {
  static char buf[32];
  return ct_table_text(t, ct_table_column(t, column), i, buf);
}

static void near(double a, double b, double eps) {
  if (!(fabs(a - b) <= eps)) fail_msg("%.10f is not %.10f", a, b);
}

// The same three sites, as ogr2ogr wrote them in each format.
static void every_format(void **state) {
  (void)state;
  static const char *const files[] = {"sites.csv", "sites.gpkg", "sites.fgb", "sites.sqlite", "sites.kmz",
                                      "sites.kml", "sites.shp",  "sites.gpx", "sites.xlsx",   "sites.ods"};
  static const char *const names[] = {"Alpha", "Bravo", "Charlie"};
  static const double at[][2] = {{125.7558, 39.7961}, {125.6167, 38.7333}, {129.8167, 41.7667}};
  for (size_t k = 0; k < sizeof files / sizeof *files; k++) {
    char path[64];
    struct fixture f;
    snprintf(path, sizeof path, DATA "%s", files[k]);
    loads(&f, (struct ct_load_request){.path = path, .need_place = true});
    assert_int_equal(f.table.n, 3);
    assert_int_equal(f.table.placed, 3);
    int column = ct_table_column_like(&f.table, "NAME");
    bool seen[3] = {0};
    for (size_t i = 0; i < 3; i++) {  // FlatGeobuf orders rows along a curve
      char buf[32];
      const char *name = ct_table_text(&f.table, column, i, buf);
      for (size_t s = 0; s < 3; s++)
        if (name && strcmp(name, names[s]) == 0) {
          seen[s] = true;
          near(point(&f.table, i)[0], at[s][0], 1e-9);
          near(point(&f.table, i)[1], at[s][1], 1e-9);
        }
    }
    if (!seen[0] || !seen[1] || !seen[2]) fail_msg("%s: names", path);
    if (!ct_ends_with(path, "gpx")) {
      assert_string_equal(text(&f.table, "id", 0) + 0,
                          strstr(path, ".fgb") ? text(&f.table, "id", 0) : "001");
      near(f.table.bbox[0], 125.6167, 1e-9);
      near(f.table.bbox[3], 41.7667, 1e-9);
    }
    ct_arena_release(&f.arena);
  }
}

static void row_numbers(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = DATA "sites.csv"});
  assert_int_equal(f.table.row[0], 2);  // as in a spreadsheet
  assert_int_equal(f.table.columns[ct_table_column(&f.table, "id")].type, CT_COLUMN_STRING);
  assert_int_equal(f.table.columns[ct_table_column(&f.table, "opened")].type, CT_COLUMN_NUMBER);
  assert_true(isnan(ct_table_number(&f.table, ct_table_column(&f.table, "opened"), 1)));
  ct_arena_release(&f.arena);
  loads(&f, (struct ct_load_request){.path = DATA "sites.xlsx"});
  assert_int_equal(f.table.row[0], 2);
  ct_arena_release(&f.arena);
  loads(&f, (struct ct_load_request){.path = DATA "sites.gpkg"});
  assert_null(f.table.row);
  ct_arena_release(&f.arena);
}

static void only_wanted_columns(void **state) {
  (void)state;
  static const char *const wanted[] = {"kind", "absent"};
  static const char *const files[] = {DATA "sites.csv", DATA "sites.gpkg", DATA "sites.fgb",
                                      DATA "sites.xlsx"};
  for (size_t i = 0; i < 4; i++) {
    struct fixture f;
    loads(&f, (struct ct_load_request){.path = files[i], .columns = wanted, .ncolumns = 2});
    assert_int_equal(f.table.ncolumns, 1);
    assert_int_equal(f.table.placed, 3);
    const struct ct_column *c = &f.table.columns[0];
    assert_string_equal(c->name, "kind");
    size_t ports = 0;
    const char *port = NULL;
    for (size_t k = 0; k < 3; k++)
      if (strcmp(c->string[k], "port") == 0) {
        ports++;
        if (port) assert_ptr_equal(port, c->string[k]);  // equal texts are one
        port = c->string[k];
      }
    assert_int_equal(ports, 2);
    ct_arena_release(&f.arena);
  }
}

static void encodings_and_delimiters(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = DATA "semicolon_cp1252.csv"});
  assert_int_equal(f.table.placed, 2);
  assert_string_equal(text(&f.table, "Name", 1),
                      "S\xC3\xBC"
                      "d");
  near(point(&f.table, 1)[0], 125.6167, 1e-12);
  assert_string_equal(ct_str_text(&f.log),
                      "semicolon_cp1252.csv:0: CT-D102 the file is not UTF-8 and was read as Windows-1252\n");
  ct_arena_release(&f.arena);
}

static void notations(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = DATA "notations.csv"});
  assert_int_equal(f.table.placed, 6);
  static const double lat[] = {
      39.7961, 39.7961, 39 + 47 / 60.0 + 46 / 3600.0, 39 + 47 / 60.0 + 46 / 3600.0, 39 + 47.77 / 60, -12.5};
  for (size_t i = 0; i < 6; i++) near(point(&f.table, i)[1], lat[i], 1e-12);
  near(point(&f.table, 5)[0], -(77 + 15 / 60.0 + 30 / 3600.0), 1e-12);
  ct_arena_release(&f.arena);
}

static void doubtful_rows(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = DATA "doubtful.csv", .need_place = true});
  assert_int_equal(f.table.n, 10);
  assert_int_equal(f.table.placed, 2);
  assert_true(ct_table_placed(&f.table, 0));
  assert_true(ct_table_placed(&f.table, 5));
  assert_string_equal(
      ct_str_text(&f.log),
      "doubtful.csv:3: CT-D112 'east': longitude '191.5' is outside -180..180\n"
      "doubtful.csv:4: CT-D113 'north': latitude '95' is outside -90..90\n"
      "doubtful.csv:5: CT-D115 'null island': latitude and longitude are both 0: no position\n"
      "doubtful.csv:6: CT-D111 'both none': latitude '-99' stands for no value\n"
      "doubtful.csv:8: CT-D111 'sentinel': latitude 'Unknown' stands for no value\n"
      "doubtful.csv:9: CT-D110 'empty': no coordinates\n"
      "doubtful.csv:10: CT-D110 'half': no longitude\n"
      "doubtful.csv:11: CT-D114 'malformed': latitude '39 75 30 N' is not a coordinate: minutes or seconds "
      "of "
      "60 or more\n");
  ct_arena_release(&f.arena);
}

static void geojson_types(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = DATA "mixed.geojson"});
  const struct ct_table *t = &f.table;
  assert_int_equal(t->n, 5);  // the collection is two rows
  assert_int_equal(t->placed, 4);
  static const enum ct_column_type types[] = {CT_COLUMN_JSON, CT_COLUMN_JSON, CT_COLUMN_BOOL,
                                              CT_COLUMN_STRING, CT_COLUMN_JSON};
  for (size_t i = 0; i < 5; i++) assert_int_equal(t->columns[i].type, types[i]);
  assert_true(t->columns[0].json[0]->kind == CT_NUMBER && t->columns[0].json[0]->number == 1);
  assert_string_equal(t->columns[0].json[1]->string, "one");
  assert_int_equal(t->columns[1].json[0]->n, 2);
  assert_string_equal(t->columns[3].string[1], "\xED\x95\x9C\xEA\xB8\x80");
  assert_int_equal(t->columns[2].boolean[0], 1);
  assert_int_equal(t->columns[2].boolean[1], -1);
  assert_true(t->feature_id[0] == 7 && isnan(t->feature_id[1]));
  assert_string_equal(t->feature_key[1], "seven");
  assert_int_equal(ct_table_geom_type(t, 1), CT_GEOM_NONE);
  assert_int_equal(ct_table_geom_type(t, 2), CT_GEOM_POLYGON);
  assert_int_equal(ct_table_geom_type(t, 3), CT_GEOM_POINT);
  assert_int_equal(ct_table_geom_type(t, 4), CT_GEOM_LINE);
  assert_int_equal(t->row[4], 4);
  near(ct_table_number(t, 0, 4), 3, 0);
  assert_string_equal(ct_str_text(&f.log), "mixed.geojson:2: CT-D110 no position\n");
  ct_arena_release(&f.arena);
}

// A list of objects is a table.
static void json_records(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = DATA "records.json", .need_place = true});
  assert_int_equal(f.table.n, 3);
  assert_int_equal(f.table.placed, 2);
  near(point(&f.table, 1)[0], -134.420212, 0);
  assert_string_equal(text(&f.table, "city", 1), "Juneau");
  assert_string_equal(ct_str_text(&f.log), "records.json:3: CT-D110 'Nowhere': no coordinates\n");
  ct_arena_release(&f.arena);
  loads(&f, (struct ct_load_request){.path = DATA "records.json", .where = "lat > 40"});
  assert_int_equal(f.table.n, 1);
  ct_arena_release(&f.arena);
}

static void kml_folders(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = DATA "folders.kml", .need_place = true});
  assert_int_equal(f.table.n, 3);
  assert_int_equal(f.table.placed, 3);
  static const char *const folders[] = {"Ports", "Tracks", "Tracks"};
  for (size_t i = 0; i < 3; i++) {
    assert_string_equal(text(&f.table, "folder", i), folders[i]);
    assert_int_equal(ct_table_geom_type(&f.table, i), i + 1);
  }
  ct_arena_release(&f.arena);
  loads(&f, (struct ct_load_request){.path = DATA "folders.kml", .layer = "Ports"});
  assert_int_equal(f.table.n, 1);
  ct_arena_release(&f.arena);
}

// The Arrow stream and the feature reader (which a condition selects) give one table.
static void both_readers(void **state) {
  (void)state;
  struct fixture f, g;
  loads(&f, (struct ct_load_request){.path = DATA "sites.gpkg"});
  loads(&g, (struct ct_load_request){.path = DATA "sites.gpkg", .where = "1 = 1"});
  assert_int_equal(f.table.n, g.table.n);
  assert_int_equal(f.table.ncolumns, g.table.ncolumns);
  assert_memory_equal(f.table.geoms.lonlat, g.table.geoms.lonlat, f.table.n * 2 * sizeof(double));
  for (size_t c = 0; c < f.table.ncolumns; c++)
    for (size_t i = 0; i < f.table.n; i++) {
      char x[32], y[32];
      const char *a = ct_table_text(&f.table, (int)c, i, x), *b = ct_table_text(&g.table, (int)c, i, y);
      assert_true((!a && !b) || strcmp(a, b) == 0);
    }
  ct_arena_release(&f.arena);
  ct_arena_release(&g.arena);
}

static double area2(const struct ct_geoms *g, size_t part) {
  double sum = 0;
  size_t c0 = g->coord0[part], n = g->coord0[part + 1] - c0;
  for (size_t i = 0, j = n - 1; i < n; j = i++)
    sum += g->lonlat[2 * (c0 + j)] * g->lonlat[2 * (c0 + i) + 1] -
           g->lonlat[2 * (c0 + i)] * g->lonlat[2 * (c0 + j) + 1];
  return sum;
}

static void rings(void **state) {
  (void)state;
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = DATA "mixed.geojson"});
  const struct ct_geoms *g = &f.table.geoms;
  size_t p = g->part0[2];
  assert_int_equal(g->part0[3] - p, 2);
  assert_int_equal(g->coord0[p + 1] - g->coord0[p], 4);  // not closed
  assert_true(area2(g, p) > 0 && !g->hole[p]);
  assert_true(area2(g, p + 1) < 0 && g->hole[p + 1]);
  ct_arena_release(&f.arena);
}

// cs2cs EPSG:32652 EPSG:4326 of 320000 4150000.
static void projected(void **state) {
  (void)state;
  static const char *const files[] = {DATA "utm.geojson", DATA "utm.csv"};
  for (size_t i = 0; i < 2; i++) {
    struct fixture f;
    loads(&f, (struct ct_load_request){.path = files[i], .crs = i ? "EPSG:32652" : NULL, .need_place = true});
    near(point(&f.table, 0)[0], 126.96424417, 1e-8);
    near(point(&f.table, 0)[1], 37.47938060, 1e-8);
    ct_arena_release(&f.arena);
  }
}

static void conditions(void **state) {
  (void)state;
  static const char *const files[] = {DATA "sites.csv", DATA "sites.gpkg", DATA "sites.fgb",
                                      DATA "sites.shp", DATA "sites.xlsx", DATA "sites.sqlite",
                                      DATA "sites.kmz"};
  for (size_t i = 0; i < 7; i++) {
    static const char *const wanted[] = {"name", "Name"};
    struct fixture f;
    loads(&f, (struct ct_load_request){
                  .path = files[i], .columns = wanted, .ncolumns = 2, .where = "kind = 'port' AND lat < 39"});
    assert_int_equal(f.table.n, 1);
    assert_string_equal(text(&f.table, f.table.columns[0].name, 0), "Bravo");
    ct_arena_release(&f.arena);
    char message[128];
    snprintf(message, sizeof message,
             "%s: no column 'kinds' in the condition 'kinds = 'port'' (did you mean 'kind'?)", files[i]);
    fails(message, (struct ct_load_request){.path = files[i], .where = "kinds = 'port'"});
  }
}

static void boxes(void **state) {
  (void)state;
  static const char *const files[] = {DATA "sites.csv", DATA "sites.gpkg", DATA "sites.fgb", DATA "sites.shp",
                                      DATA "sites.kml"};
  for (size_t i = 0; i < 5; i++) {
    struct fixture f;
    struct ct_load_request q = {
        .path = files[i], .has_box = true, .west = 125, .south = 38, .east = 126, .north = 39};
    loads(&f, q);
    assert_int_equal(f.table.n, 1);
    ct_arena_release(&f.arena);
    q.north = 50;
    q.west = 129;  // around the world from 129 to 126: all three
    loads(&f, q);
    assert_int_equal(f.table.n, 3);
    ct_arena_release(&f.arena);
    q.east = -170;
    loads(&f, q);
    assert_int_equal(f.table.n, 1);
    ct_arena_release(&f.arena);
  }
}

static void inline_geojson(void **state) {
  (void)state;
  static const char point_text[] = "{\"type\":\"Point\",\"coordinates\":[1,2]}";
  struct fixture f;
  loads(&f, (struct ct_load_request){
                .geojson = point_text, .geojson_size = sizeof point_text - 1, .need_place = true});
  assert_int_equal(f.table.n, 1);
  assert_null(f.table.file);
  near(point(&f.table, 0)[1], 2, 0);
  ct_arena_release(&f.arena);
}

static void faults(void **state) {
  (void)state;
#define BAD DATA "bad/"
  fails("tests/data/none.csv: no such file", (struct ct_load_request){.path = DATA "none.csv"});
  fails("tests/data: is a folder (expected a file)", (struct ct_load_request){.path = "tests/data"});
  fails(BAD "empty.csv: the file is empty", (struct ct_load_request){.path = BAD "empty.csv"});
  fails(BAD "binary.csv: not a text file (expected delimited text)",
        (struct ct_load_request){.path = BAD "binary.csv"});
  fails(BAD
        "no_coordinates.csv: no coordinates: no column looks like latitude or longitude (it has 'name', "
        "'colour'; "
        "name them with lat and lon)",
        (struct ct_load_request){.path = BAD "no_coordinates.csv", .need_place = true});
  fails(BAD "cut_off.geojson:1:107: nothing follows the comma",
        (struct ct_load_request){.path = BAD "cut_off.geojson"});
  fails(BAD
        "other_json.json: cannot be read as a dataset (expected CSV, GeoJSON, GeoPackage, Shapefile, KML or "
        "such)",
        (struct ct_load_request){.path = BAD "other_json.json"});
  fails(
      BAD
      "metres.geojson: coordinates such as 320000, 4150000 are not longitude and latitude (give crs: EPSG:n)",
      (struct ct_load_request){.path = BAD "metres.geojson"});
  fails(DATA "sites.gpkg: no layer 'site' (did you mean 'sites'?)",
        (struct ct_load_request){.path = DATA "sites.gpkg", .layer = "site"});
  fails(DATA "sites.csv: unknown coordinate system 'EPSG:999999' (expected EPSG:n, a PROJ string or WKT)",
        (struct ct_load_request){.path = DATA "sites.csv", .crs = "EPSG:999999"});
  fails(DATA "sites.csv: no column 'lattitude' for lat (it has 'id', 'name', 'kind', 'lat', 'lon', 'opened')",
        (struct ct_load_request){.path = DATA "sites.csv", .lat = "lattitude", .lon = "lon"});
}

static void network(void **state) {
  (void)state;
  fails("http://x.test/a.csv: no such file, and network or database sources need --allow-network",
        (struct ct_load_request){.path = "http://x.test/a.csv"});
  fails(
      "PG:dbname=x password=***: which server is not said, and network sources need --allow-network (one on "
      "this "
      "machine is named by its socket's folder: host=/var/run/postgresql)",
      (struct ct_load_request){.path = "PG:dbname=x password=a"});
  fails("PG:host=/tmp,db.test dbname=x: no such file, and network or database sources need --allow-network",
        (struct ct_load_request){.path = "PG:host=/tmp,db.test dbname=x"});
  static const char *const paths[] = {"/vsicurl/http://x.test/a.csv", "/vsizip//vsicurl/http://x.test/a.zip",
                                      "/vsis3/bucket/a.gpkg", "/vsistdin/"};
  for (size_t i = 0; i < 4; i++) {
    char message[128];
    snprintf(message, sizeof message, "%s: reads from the network (needs --allow-network)", paths[i]);
    fails(message, (struct ct_load_request){.path = paths[i]});
  }
  struct fixture f;
  start(&f);
  assert_false(load(&f, (struct ct_load_request){.path = DATA "bad/network.vrt"}));
  ct_arena_release(&f.arena);
}

// Reading leaves no side files.
static void no_side_files(void **state) {
  (void)state;
  static const char *const files[] = {"sites.gpkg-wal", "sites.gpkg-shm", "sites.gpkg.aux.xml",
                                      "sites.shp.aux.xml"};
  struct stat st;
  for (size_t i = 0; i < 4; i++) {
    char path[64];
    snprintf(path, sizeof path, DATA "%s", files[i]);
    assert_int_not_equal(stat(path, &st), 0);
  }
}

static void runs_out(const char *path) {
  struct fixture f;
  jmp_buf oom;
  start(&f);
  f.arena.limit = 1000;
  f.arena.oom = &oom;
  if (setjmp(oom) == 0) {
    load(&f, (struct ct_load_request){.path = path});
    fail_msg("%s was read in 1000 bytes", path);
  }
  assert_ptr_equal(f.arena.oom, &oom);
  ct_arena_release(&f.arena);
}

// Handles are closed on the way (LeakSanitizer tells).
static void out_of_memory(void **state) {
  (void)state;
  runs_out(DATA "sites.gpkg");
  runs_out(DATA "sites.csv");
  runs_out(DATA "mixed.geojson");
  runs_out(DATA "sites.shp");
}

// The CNS database: Windows-1252, mixed line ends, Unknown in coordinate columns.
static void cns_database(void **state) {
  (void)state;
  const char *path = "../shared/data/launches/cns_missile_test_database_2023-04.csv";
  struct stat st;
  if (stat(path, &st) != 0) skip();
  struct fixture f;
  loads(&f, (struct ct_load_request){.path = path, .need_place = true});
  assert_int_equal(f.table.n, 245);
  assert_int_equal(f.table.placed, 231);
  for (size_t c = 0; c < f.table.ncolumns; c++)
    for (size_t i = 0; f.table.columns[c].string && i < f.table.n; i++) {
      const char *s = f.table.columns[c].string[i];
      if (s) assert_true(ct_utf8_valid(s, strlen(s)));
    }
  ct_arena_release(&f.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_format),
      cmocka_unit_test(row_numbers),
      cmocka_unit_test(only_wanted_columns),
      cmocka_unit_test(notations),
      cmocka_unit_test(doubtful_rows),
      cmocka_unit_test(encodings_and_delimiters),
      cmocka_unit_test(json_records),
      cmocka_unit_test(kml_folders),
      cmocka_unit_test(both_readers),
      cmocka_unit_test(geojson_types),
      cmocka_unit_test(rings),
      cmocka_unit_test(projected),
      cmocka_unit_test(conditions),
      cmocka_unit_test(boxes),
      cmocka_unit_test(inline_geojson),
      cmocka_unit_test(faults),
      cmocka_unit_test(network),
      cmocka_unit_test(no_side_files),
      cmocka_unit_test(out_of_memory),
      cmocka_unit_test(cns_database),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of ct_export: every row in every format, the same bytes twice, whole or not at all.
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "cartouche.h"
#include "export/export.h"
#include "export/number.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/table.h"

static char folder[] = "/tmp/ct_test_export_XXXXXX";

static const char *in_folder(struct ct_arena *a, const char *name) {
  return ct_path_join(a, folder, name);
}

static const char *read_text(struct ct_arena *a, const char *path, size_t *n) {
  FILE *f = fopen(path, "rb");
  if (!f) return NULL;
  fseek(f, 0, SEEK_END);
  size_t size = (size_t)ftell(f);
  rewind(f);
  char *text = ct_arena_alloc(a, size + 1, 1);
  assert_int_equal(fread(text, 1, size, f), size);
  fclose(f);
  if (n) *n = size;
  return text;
}

static const char *export_text(struct ct_arena *a, const char *name, const struct ct_table *const *tables,
                               size_t n, const char *const *const *flags) {
  struct ct_export_request q = {.path = in_folder(a, name), .tables = tables, .ntables = n, .flags = flags};
  struct ct_err err = {0};
  if (!ct_export(&q, a, &err)) fail_msg("%s", err.message);
  return read_text(a, q.path, NULL);
}

// ---- Numbers

static void test_numbers(void **state) {
  (void)state;
  static const struct {
    double x;
    const char *text;
  } cases[] = {{0, "0"},
               {-0.0, "0"},
               {1, "1"},
               {-17.25, "-17.25"},
               {0.1, "0.1"},
               {125.7543, "125.7543"},
               {1e15, "1000000000000000"},
               {0.000001, "0.000001"},
               {1e-20, "1e-20"},
               {1.0 / 3, "0.3333333333333333"},
               {1e22, "1e+22"}};
  char buf[CT_EXPORT_NUMBER];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t n = ct_export_number(cases[i].x, buf);
    assert_string_equal(buf, cases[i].text);
    assert_int_equal(n, strlen(buf));
  }
  srand(7);
  for (int i = 0; i < 200000; i++) {
    uint64_t bits = (uint64_t)rand() << 40 ^ (uint64_t)rand() << 20 ^ (uint64_t)rand();
    double x;
    if (i % 2)
      x = (double)(int64_t)(bits % 3600000000) / pow(10, i % 11);
    else
      memcpy(&x, &bits, sizeof x);
    if (!isfinite(x)) continue;
    char theirs[64];
    ct_export_number(x, buf);
    assert_true(strtod(buf, NULL) == x);
    // No shorter than need be: printf's own shortest has as many digits.
    for (int digits = 1; digits < 18; digits++) {
      snprintf(theirs, sizeof theirs, "%.*e", digits - 1, x);
      if (strtod(theirs, NULL) == x) break;
    }
    size_t ours = 0, need = 0;
    for (const char *s = buf; *s && *s != 'e'; s++) ours += *s >= '0' && *s <= '9' && (ours || *s != '0');
    for (const char *s = theirs; *s && *s != 'e'; s++) need += *s >= '0' && *s <= '9' && (need || *s != '0');
    if (fabs(x) < 1e15) assert_true(ours <= need || floor(x) == x);
  }
}

static void test_degrees(void **state) {
  (void)state;
  char buf[CT_EXPORT_NUMBER];
  ct_export_rounded(39.79611111111111, 9, buf);
  assert_string_equal(buf, "39.796111111");
  ct_export_rounded(-0.0000000001, 9, buf);
  assert_string_equal(buf, "0");
  ct_export_rounded(125.7, 4, buf);
  assert_string_equal(buf, "125.7");
  ct_export_rounded(-179.99999, 3, buf);
  assert_string_equal(buf, "-180");
  assert_int_equal(ct_export_decimals(NAN), 9);
  assert_int_equal(ct_export_decimals(0), 9);
  assert_int_equal(ct_export_decimals(111.32), 4);  // 0.001 degrees
  assert_int_equal(ct_export_decimals(30.9), 5);    // a second
  assert_int_equal(ct_export_decimals(111320), 1);  // a degree
  assert_int_equal(ct_export_decimals(0.00001), 9);
  assert_int_equal(ct_export_decimals(1e9), 0);
}

// ---- Tables of points

static const char *const names[] = {"평양", "Sohae, \"launch\"", "two\nlines", NULL};
static const char *const lats[] = {"39.0339", "39°39'36\"N", "x", NULL};
static const double numbers[] = {1, 2.5, NAN, -3}, whole[] = {7, NAN, 9007199254740991.0, 0};
static const int8_t flags8[] = {1, 0, -1, 1};
static const struct ct_column columns[] = {{.name = "name", .type = CT_COLUMN_STRING, .string = names},
                                           {.name = "lat", .type = CT_COLUMN_STRING, .string = lats},
                                           {.name = "n", .type = CT_COLUMN_NUMBER, .number = numbers},
                                           {.name = "Row", .type = CT_COLUMN_NUMBER, .number = whole},
                                           {.name = "ok", .type = CT_COLUMN_BOOL, .boolean = flags8}};
static const double points[] = {125.7543, 39.0339, 124.705, 39.66, NAN, NAN, NAN, NAN};
static const uint32_t rows[] = {2, 3, 4, 6};
static const float precision[] = {11.1f, 30.9f, NAN, NAN};
static const uint8_t notations[] = {CT_NOTATION_DECIMAL, CT_NOTATION_DMS, CT_NOTATION_NONE, CT_NOTATION_NONE};
static const struct ct_table sites = {.name = "sites",
                                      .file = "sites.csv",
                                      .n = 4,
                                      .ncolumns = 5,
                                      .columns = columns,
                                      .geoms = {.nparts = 4, .ncoords = 4, .lonlat = points},
                                      .row = rows,
                                      .precision_m = precision,
                                      .notation = notations,
                                      .placed = 2};
static const char *const site_flags[] = {NULL, "CT-D150", "CT-D114", "CT-D105 CT-D110"};

static void test_csv(void **state) {
  (void)state;
  struct ct_arena a = {0};
  const struct ct_table *t[] = {&sites};
  const char *const *flags[] = {site_flags};
  assert_string_equal(
      export_text(&a, "a.csv", t, 1, flags),
      "name,lat,n,Row,ok,lon,lat_ct,precision_m,notation,row_ct,flags\r\n"
      "평양,39.0339,1,7,true,125.7543,39.0339,11.1,decimal,2,\r\n"
      "\"Sohae, \"\"launch\"\"\",\"39°39'36\"\"N\",2.5,,false,124.705,39.66,30.9,dms,3,CT-D150\r\n"
      "\"two\nlines\",x,,9007199254740991,,,,,,4,CT-D114\r\n"
      ",,-3,0,true,,,,,6,CT-D105 CT-D110\r\n");
  ct_arena_release(&a);
}

static void test_geojson(void **state) {
  (void)state;
  struct ct_arena a = {0};
  const struct ct_table *t[] = {&sites};
  const char *text = export_text(&a, "a.geojson", t, 1, NULL);
  assert_non_null(
      strstr(text,
             "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[125.7543,39.0339]},"
             "\"properties\":{\"name\":\"평양\",\"lat\":\"39.0339\",\"n\":1,\"Row\":7,\"ok\":true,"
             "\"lon\":125.7543,\"lat_ct\":39.0339,\"precision_m\":11.1,\"notation\":\"decimal\","
             "\"row_ct\":2,\"flags\":\"\"}},\n"));
  assert_non_null(
      strstr(text, "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"name\":\"two\\nlines\","));
  assert_non_null(strstr(text, "\"name\":null,\"lat\":null,\"n\":-3,\"Row\":0,\"ok\":true,\"lon\":null,"));
  ct_arena_release(&a);
}

static void test_joined(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static const char *const n[] = {"12", "b"};
  static const struct ct_column c[] = {{.name = "n", .type = CT_COLUMN_STRING, .string = n},
                                       {.name = "kind", .type = CT_COLUMN_STRING, .string = n}};
  static const double at[] = {1, 2, -3, -4};
  struct ct_table other = {.file = "o.gpkg", .layer = "x", .n = 2, .ncolumns = 2, .columns = c};
  other.geoms = (struct ct_geoms){.nparts = 2, .ncoords = 2, .lonlat = at};
  struct ct_table twin = other;
  twin.layer = "y";
  const struct ct_table *t[] = {&sites, &other, &twin};
  const char *text = export_text(&a, "j.csv", t, 3, NULL);
  assert_non_null(
      strstr(text, "name,lat,n,Row,ok,kind,lon,lat_ct,precision_m,notation,row_ct,flags,source\r\n"));
  assert_non_null(
      strstr(text, "\r\n,,-3,0,true,,,,,,6,,sites.csv\r\n,,12,,,12,1,2,,geometry,1,,o.gpkg:x\r\n"));
  assert_non_null(strstr(text, "\r\n,,b,,,b,-3,-4,,geometry,2,,o.gpkg:y\r\n"));
  ct_arena_release(&a);
}

// ---- Shapes

struct shape_case {
  const char *geojson;
  const char *geometry, *wkt;  // as written
};

static void check_shape(const struct shape_case *c) {
  struct ct_arena a = {0};
  struct ct_diags diags = {0};
  struct ct_err err = {0};
  struct ct_load_request q = {
      .name = "g", .geojson = c->geojson, .geojson_size = strlen(c->geojson), .all_columns = true};
  struct ct_table t;
  if (!ct_load(&q, &a, &diags, &t, &err)) fail_msg("%s", err.message);
  const struct ct_table *tables[] = {&t};
  const char *text = export_text(&a, "s.geojson", tables, 1, NULL);
  if (!strstr(text, c->geometry)) fail_msg("%s is not in %s", c->geometry, text);
  text = export_text(&a, "s.csv", tables, 1, NULL);
  if (!strstr(text, c->wkt)) fail_msg("%s is not in %s", c->wkt, text);
  ct_arena_release(&a);
}

static void test_shapes(void **state) {
  (void)state;
  static const struct shape_case cases[] = {
      {"{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4.5]]}",
       "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4.5]]}", "\"LINESTRING (1 2,3 4.5)\""},
      // Clockwise in the file; holes go the other way.
      {"{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}",
       "\"coordinates\":[[[9,0],[9,9],[0,9],[0,0],[9,0]],[[2,2],[2,1],[1,1],[2,2]]]}",
       "\"POLYGON ((9 0,9 9,0 9,0 0,9 0),(2 2,2 1,1 1,2 2))\""},
      {"{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}",
       "{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}", "\"MULTIPOINT ((1 2),(3 4))\""},
      {"{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8]]]}",
       "{\"type\":\"MultiLineString\",\"coordinates\":[[[1,2],[3,4]],[[5,6],[7,8]]]}",
       "\"MULTILINESTRING ((1 2,3 4),(5 6,7 8))\""},
      // Over 180: in two, by RFC 7946, 3.1.9.
      {"{\"type\":\"LineString\",\"coordinates\":[[170,45],[190,55]]}",
       "{\"type\":\"MultiLineString\",\"coordinates\":[[[170,45],[180,50]],[[-180,50],[-170,55]]]}",
       "\"MULTILINESTRING ((170 45,180 50),(-180 50,-170 55))\""},
      {"{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]"
       "}",
       "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]"
       "}",
       "\"MULTIPOLYGON (((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))\""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_shape(&cases[i]);
}

static double ring_area(const double *p, size_t n) {
  double sum = 0;
  for (size_t i = 0, j = n - 1; i < n; j = i++) sum += p[2 * j] * p[2 * i + 1] - p[2 * i] * p[2 * j + 1];
  return sum / 2;
}

// A square with a hole over 180 comes in two halves that add up to it, each within -180..180 and turned rightly.
static void test_area_over_180(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_diags diags = {0};
  struct ct_err err = {0};
  static const char text[] =
      "{\"type\":\"Polygon\",\"coordinates\":[[[170,0],[190,0],[190,20],[170,20],[170,0]],"
      "[[175,5],[175,15],[185,15],[185,5],[175,5]]]}";
  struct ct_load_request q = {
      .name = "g", .geojson = text, .geojson_size = sizeof text - 1, .all_columns = true};
  struct ct_table t;
  assert_true(ct_load(&q, &a, &diags, &t, &err));
  const struct ct_table *tables[] = {&t};
  const char *const outputs[] = {"h.geojson", "h.gpkg"};
  for (int k = 0; k < 2; k++) {
    export_text(&a, outputs[k], tables, 1, NULL);
    struct ct_load_request back = {.name = "b", .path = in_folder(&a, outputs[k]), .all_columns = true};
    struct ct_table r;
    if (!ct_load(&back, &a, &diags, &r, &err)) fail_msg("%s", err.message);
    assert_int_equal(r.n, 1);
    double sum = 0;
    for (size_t p = 0; p < r.geoms.nparts; p++) {
      size_t from = r.geoms.coord0[p], n = r.geoms.coord0[p + 1] - from;
      double area = ring_area(r.geoms.lonlat + 2 * from, n);
      assert_true(r.geoms.hole[p] ? area < 0 : area > 0);
      sum += area;
      for (size_t c = from; c < from + n; c++) assert_true(fabs(r.geoms.lonlat[2 * c]) <= 180);
    }
    assert_true(fabs(sum - 300) < 1e-9);
    assert_true(r.bbox[0] == -180 && r.bbox[2] == 180);
  }
  ct_arena_release(&a);
}

// ---- GeoPackage

static void test_gpkg(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_diags diags = {0};
  struct ct_err err = {0};
  const struct ct_table *t[] = {&sites};
  const char *const *flags[] = {site_flags};
  size_t n, again;
  export_text(&a, "p.gpkg", t, 1, flags);
  const char *first = read_text(&a, in_folder(&a, "p.gpkg"), &n);
  export_text(&a, "p.gpkg", t, 1, flags);
  const char *second = read_text(&a, in_folder(&a, "p.gpkg"), &again);
  assert_int_equal(n, again);
  assert_memory_equal(first, second, n);
  struct ct_load_request q = {.name = "b", .path = in_folder(&a, "p.gpkg"), .all_columns = true};
  struct ct_table r;
  if (!ct_load(&q, &a, &diags, &r, &err)) fail_msg("%s", err.message);
  assert_int_equal(r.n, 4);
  assert_int_equal(r.placed, 2);
  assert_true(r.geoms.lonlat[0] == 125.7543 && r.geoms.lonlat[1] == 39.0339);
  static const char *const expected[][4] = {{"name", "평양", "Sohae, \"launch\"", "two\nlines"},
                                            {"lat", "39.0339", "39°39'36\"N", "x"},
                                            {"n", "1", "2.5", NULL},
                                            {"Row", "7", NULL, "9007199254740991"},
                                            {"ok", "true", "false", NULL},
                                            {"lon", "125.7543", "124.705", NULL},
                                            {"lat_ct", "39.0339", "39.66", NULL},
                                            {"precision_m", "11.1", "30.9", NULL},
                                            {"notation", "decimal", "dms", NULL},
                                            {"row_ct", "2", "3", "4"},
                                            {"flags", NULL, "CT-D150", "CT-D114"}};
  char buf[32];
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
    for (size_t row = 0; row < 3; row++) {
      const char *cell = ct_table_text(&r, ct_table_column(&r, expected[i][0]), row, buf),
                 *want = expected[i][row + 1];
      if (want ? !cell || strcmp(cell, want) != 0 : cell != NULL)
        fail_msg("%s of row %zu is '%s', not '%s'", expected[i][0], row, cell ? cell : "NULL",
                 want ? want : "NULL");
    }
  ct_arena_release(&a);
}

static long ask(sqlite3 *db, const char *sql) {
  sqlite3_stmt *s;
  if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  long n = (long)sqlite3_column_int64(s, 0);
  sqlite3_finalize(s);
  return n;
}

// SQLite's own check of an R-tree, and boxes asked of it against all rows.
static void test_gpkg_index(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static const size_t sizes[] = {0, 1, 45, 46, 47, 2000, 5000};
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
    size_t n = sizes[k], placed = 0;
    double *at = CT_NEW_N(&a, double, 2 * n);
    srand((unsigned)k);
    for (size_t i = 0; i < n; i++) {
      at[2 * i] = i % 7 == 3 ? NAN : rand() % 36000 / 100.0 - 180;
      at[2 * i + 1] = i % 7 == 3 ? NAN : rand() % 18000 / 100.0 - 90;
      placed += i % 7 != 3;
    }
    struct ct_table t = {.file = "r.csv", .n = n, .geoms = {.nparts = n, .ncoords = n, .lonlat = at}};
    const struct ct_table *tables[] = {&t};
    export_text(&a, "r.gpkg", tables, 1, NULL);
    sqlite3 *db;
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_open_v2(in_folder(&a, "r.gpkg"), &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT rtreecheck('rtree_r_geom')", -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(s, 0), "ok");
    sqlite3_finalize(s);
    assert_int_equal(ask(db, "SELECT count(*) FROM r"), n);
    assert_int_equal(ask(db, "SELECT count(*) FROM rtree_r_geom"), placed);
    assert_int_equal(
        ask(db, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = 'rtree_r_geom_insert'"),
        1);
    assert_int_equal(
        ask(db,
            "SELECT count(*) FROM rtree_r_geom WHERE minx <= 60 AND maxx >= -20 AND miny <= 50.5 AND "
            "maxy >= 10"),
        ask(db, "SELECT count(*) FROM r WHERE lon BETWEEN -20 AND 60 AND lat BETWEEN 10 AND 50.5"));
    sqlite3_close(db);
  }
  ct_arena_release(&a);
}

static void test_names(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_diags diags = {0};
  struct ct_err err = {0};
  static const double x[] = {1};
  static const struct ct_column c[] = {{.name = "fid", .type = CT_COLUMN_NUMBER, .number = x},
                                       {.name = "GEOM", .type = CT_COLUMN_NUMBER, .number = x},
                                       {.name = "a", .type = CT_COLUMN_NUMBER, .number = x},
                                       {.name = "A", .type = CT_COLUMN_NUMBER, .number = x},
                                       {.name = "lon", .type = CT_COLUMN_NUMBER, .number = x},
                                       {.name = "lon_ct", .type = CT_COLUMN_NUMBER, .number = x},
                                       {.name = "", .type = CT_COLUMN_NUMBER, .number = x}};
  static const double at[] = {5, 6};
  struct ct_table t = {.file = "n.csv",
                       .n = 1,
                       .ncolumns = 7,
                       .columns = c,
                       .geoms = {.nparts = 1, .ncoords = 1, .lonlat = at}};
  const struct ct_table *tables[] = {&t};
  export_text(&a, "gpkg it's \"q\".gpkg", tables, 1, NULL);
  struct ct_load_request q = {
      .name = "b", .path = in_folder(&a, "gpkg it's \"q\".gpkg"), .all_columns = true};
  struct ct_table r;
  if (!ct_load(&q, &a, &diags, &r, &err)) fail_msg("%s", err.message);
  static const char *const have[] = {"fid", "GEOM", "a", "A_", "lon", "lon_ct", "column", "lon_ct2", "lat"};
  for (size_t i = 0; i < sizeof have / sizeof *have; i++)
    if (ct_table_column(&r, have[i]) < 0) fail_msg("no column %s", have[i]);
  assert_true(ct_table_number(&r, ct_table_column(&r, "lon"), 0) == 1);
  assert_true(ct_table_number(&r, ct_table_column(&r, "lon_ct2"), 0) == 5);
  const char *text = export_text(&a, "n.csv", tables, 1, NULL);
  assert_non_null(strstr(text, "fid,GEOM,a,A,lon,lon_ct,column,lon_ct2,lat,"));
  ct_arena_release(&a);
}

static void test_too_many_columns(void **state) {
  (void)state;
  struct ct_arena a = {0};
  enum { N = 2500 };
  static const double x[] = {1};
  struct ct_column *c = CT_NEW_N(&a, struct ct_column, N);
  for (int i = 0; i < N; i++)
    c[i] = (struct ct_column){.name = "same", .type = CT_COLUMN_NUMBER, .number = x};
  struct ct_table t = {.file = "w.csv",
                       .n = 1,
                       .ncolumns = N,
                       .columns = c,
                       .geoms = {.nparts = 1, .ncoords = 1, .lonlat = x}};
  t.geoms.lonlat = points;
  const struct ct_table *tables[] = {&t};
  struct ct_export_request q = {.path = in_folder(&a, "w.gpkg"), .tables = tables, .ntables = 1};
  struct ct_err err = {0};
  assert_false(ct_export(&q, &a, &err));
  assert_non_null(strstr(err.message, "2500 columns are more than a GeoPackage holds"));
  assert_int_equal(access(q.path, F_OK), -1);
  assert_non_null(strstr(export_text(&a, "w.csv", tables, 1, NULL), "same,same_,same_2,same_3,"));
  ct_arena_release(&a);
}

// ---- Whole or not at all

static size_t files_here(void) {
  struct ct_arena a = {0};
  size_t n = 0;
  FILE *f = popen(ct_arena_printf(&a, "ls -A '%s' | wc -l", folder), "r");
  assert_int_equal(fscanf(f, "%zu", &n), 1);
  pclose(f);
  ct_arena_release(&a);
  return n;
}

static void test_no_partial_file(void **state) {
  (void)state;
  struct ct_arena a = {0};
  enum { N = 30000 };
  double *at = CT_NEW_N(&a, double, 2 * N);
  for (int i = 0; i < N; i++) at[2 * i] = i % 180, at[2 * i + 1] = i % 90;
  struct ct_table t = {.file = "f.csv", .n = N, .geoms = {.nparts = N, .ncoords = N, .lonlat = at}};
  const struct ct_table *tables[] = {&t};
  const char *const outputs[] = {"f.csv", "f.geojson", "f.gpkg"};
  struct rlimit had, small;
  signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &had), 0);
  small = (struct rlimit){.rlim_cur = 300 * 1024, .rlim_max = had.rlim_max};
  for (size_t i = 0; i < 3; i++) {
    const char *path = in_folder(&a, outputs[i]);
    FILE *f = fopen(path, "w");
    fputs("old", f);
    fclose(f);
    size_t before = files_here();
    struct ct_export_request q = {.path = path, .tables = tables, .ntables = 1};
    struct ct_err err = {0};
    setrlimit(RLIMIT_FSIZE, &small);
    bool ok = ct_export(&q, &a, &err);
    setrlimit(RLIMIT_FSIZE, &had);
    assert_false(ok);
    if (!ct_starts_with(err.message, path)) fail_msg("%s", err.message);
    assert_string_equal(read_text(&a, path, NULL), "old");
    assert_int_equal(files_here(), before);
  }
  ct_arena_release(&a);
}

static void test_bad_places(void **state) {
  (void)state;
  struct ct_arena a = {0};
  const struct ct_table *t[] = {&sites};
  static const char *const paths[] = {"/nowhere/a.csv", "/nowhere/a.gpkg", "/tmp/a.xyz", "/tmp"};
  for (size_t i = 0; i < 4; i++) {
    struct ct_export_request q = {.path = paths[i], .tables = t, .ntables = 1};
    struct ct_err err = {0};
    assert_false(ct_export(&q, &a, &err));
    assert_true(ct_starts_with(err.message, paths[i]));
  }
  const char *full = in_folder(&a, "full.csv"), *pipe = in_folder(&a, "full.gpkg");
  assert_int_equal(symlink("/dev/full", full) | symlink("/dev/full", pipe), 0);
  for (int i = 0; i < 2; i++) {
    struct ct_export_request q = {.path = i ? pipe : full, .tables = t, .ntables = 1};
    struct ct_err err = {0};
    assert_false(ct_export(&q, &a, &err));
    assert_non_null(strstr(err.message, i ? "is no regular file" : "No space left"));
  }
  assert_true(ct_export_knows("a.CSV", NULL) && ct_export_knows(NULL, "gpkg") &&
              !ct_export_knows("a.png", NULL) && !ct_export_knows(NULL, NULL));
  ct_arena_release(&a);
}

static int make_folder(void **state) {
  (void)state;
  return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
  (void)state;
  struct ct_arena a = {0};
  int rc = system(ct_arena_printf(&a, "rm -r '%s'", folder));
  ct_arena_release(&a);
  return rc;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_degrees),
      cmocka_unit_test(test_csv),
      cmocka_unit_test(test_geojson),
      cmocka_unit_test(test_joined),
      cmocka_unit_test(test_shapes),
      cmocka_unit_test(test_area_over_180),
      cmocka_unit_test(test_gpkg),
      cmocka_unit_test(test_gpkg_index),
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_too_many_columns),
      cmocka_unit_test(test_no_partial_file),
      cmocka_unit_test(test_bad_places),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}

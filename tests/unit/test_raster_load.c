// SPDX-License-Identifier: MIT
// Rasters loaded: tiles by template and from MBTiles with what stands in for missing ones, heights, datasets, bad input.
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
#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>

#include "base/arena.h"
#include "base/str.h"
#include "cartouche.h"
#include "load/raster.h"

static struct ct_arena arena;
static char folder[64];

static const char *in_folder(const char *name) {
  return ct_arena_printf(&arena, "%s/%s", folder, name);
}

// A picture of one colour, 4 by 4 (or so many) pixels, by GDAL.
static void write_picture(const char *path, const char *driver, int side, const uint8_t rgba[4]) {
  GDALDatasetH m = GDALCreate(GDALGetDriverByName("MEM"), "", side, side, 4, GDT_Byte, NULL);
  for (int b = 0; b < 4; b++) GDALFillRaster(GDALGetRasterBand(m, b + 1), rgba[b], 0);
  GDALSetRasterColorInterpretation(GDALGetRasterBand(m, 4), GCI_AlphaBand);
  GDALDatasetH d = GDALCreateCopy(GDALGetDriverByName(driver), path, m, 0, NULL, NULL, NULL);
  assert_non_null(d);
  GDALClose(d);
  GDALClose(m);
}

static void set_up_source(struct ct_raster_source *s, enum ct_raster_kind kind) {
  static const double mapbox[4] = {6553.6, 25.6, 0.1, 10000};
  *s = (struct ct_raster_source){.name = "s",
                                 .kind = kind,
                                 .tile_size = 256,
                                 .maxzoom = 22,
                                 .bounds = {-180, -85.051129, 180, 85.051129}};
  memcpy(s->unpack, mapbox, sizeof mapbox);
}

static void set_tiles(struct ct_raster_source *s, const char *template) {
  const char **list = CT_NEW_N(&arena, const char *, 1);
  list[0] = in_folder(template);
  s->tiles = list;
  s->ntiles = 1;
}

// All tiles of columns x0.. and rows y0...
static struct ct_tile_cover cover_of(int z, int64_t x0, int64_t y0, int nx, int ny) {
  uint8_t *wanted = CT_NEW_N(&arena, uint8_t, (size_t)(nx * ny));
  memset(wanted, 1, (size_t)(nx * ny));
  return (struct ct_tile_cover){z, x0, y0, nx, ny, wanted};
}

static bool load(const struct ct_raster_source *s, const struct ct_tile_cover *cover, struct ct_raster *out,
                 struct ct_raster_report *report, struct ct_err *err) {
  struct ct_raster_request q = {.source = s,
                                .cover = cover,
                                .west = 126,
                                .south = 35,
                                .east = 128,
                                .north = 37,
                                .m_per_px = 100,
                                .lon_mid = 127,
                                .zoom = 7};
  return ct_raster_load(&q, &arena, out, report, err);
}

static void test_zoom_of_tiles(void **state) {
  (void)state;
  struct ct_raster_source s;
  set_up_source(&s, CT_RASTER_TILES);
  // MapLibre's coveringZoomLevel with roundZoom: round(zoom + log2(512 / tileSize)).
  assert_int_equal(ct_raster_tile_zoom(&s, 14), 15);
  assert_int_equal(ct_raster_tile_zoom(&s, 14.49), 15);
  assert_int_equal(ct_raster_tile_zoom(&s, 14.5), 16);
  assert_int_equal(ct_raster_tile_zoom(&s, -3), 0);
  s.tile_size = 512;
  assert_int_equal(ct_raster_tile_zoom(&s, 3.4), 3);
  s.maxzoom = 2;
  assert_int_equal(ct_raster_tile_zoom(&s, 9), 2);
  s.minzoom = 5;
  assert_int_equal(ct_raster_tile_zoom(&s, 4.4), -1);
}

static void test_parents_stand_in(void **state) {
  (void)state;
  const uint8_t red[4] = {255, 0, 0, 255}, half_green[4] = {0, 200, 0, 128};
  write_picture(in_folder("p-0-0-0.png"), "PNG", 4, red);
  write_picture(in_folder("p-2-1-1.png"), "PNG", 4, half_green);
  struct ct_raster_source s;
  set_up_source(&s, CT_RASTER_TILES);
  set_tiles(&s, "p-{z}-{x}-{y}.png");
  struct ct_tile_cover cover = cover_of(2, 0, 0, 4, 2);
  struct ct_raster r;
  struct ct_raster_report report;
  struct ct_err err = {0};
  assert_true(load(&s, &cover, &r, &report, &err));
  assert_int_equal(report.read, 2);
  assert_int_equal(report.missing, 7);
  assert_non_null(strstr(report.first_missing, "p-2-0-0.png: no such file"));
  // The tile itself at column 1, row 1; the world's elsewhere.
  const struct ct_raster_piece *own = &r.pieces[r.piece_of[5] - 1], *world = &r.pieces[r.piece_of[0] - 1];
  assert_int_equal(own->pixels[0], 0x80006400);
  assert_int_equal(world->pixels[0], 0xffff0000);
  assert_true(r.piece_of[7] == r.piece_of[0]);
  // Its place: x 0.25 to 0.5 of the world is pixel 0 to 4.
  assert_float_equal(own->u[0] + own->u[1] * 0.25, 0, 1e-12);
  assert_float_equal(own->v[0] + own->v[2] * 0.5, 4, 1e-12);
  // Beyond ten zooms nothing is looked for; bounds keep tiles out.
  cover = cover_of(11, 5, 5, 1, 1);
  assert_true(load(&s, &cover, &r, &report, &err));
  assert_int_equal(report.read, 0);
  s.bounds[2] = -90;
  cover = cover_of(2, 0, 0, 4, 2);
  assert_true(load(&s, &cover, &r, &report, &err));
  assert_int_not_equal(r.piece_of[0], 0);
  assert_int_equal(r.piece_of[1], 0);
}

static void test_templates(void **state) {
  (void)state;
  const uint8_t blue[4] = {0, 0, 255, 255};
  // Bing's own example: level 3, tile (3, 5) is "213"; TMS counts rows from the south.
  write_picture(in_folder("q213.png"), "PNG", 1, blue);
  write_picture(in_folder("t-3-3-2.png"), "PNG", 1, blue);
  write_picture(in_folder("t-3-3-2@2x.png"), "PNG", 2, blue);
  static const char *const templates[] = {"q{quadkey}.png", "t-{z}-{x}-{y}{ratio}.png"};
  for (int i = 0; i < 2; i++) {
    struct ct_raster_source s;
    set_up_source(&s, CT_RASTER_TILES);
    set_tiles(&s, templates[i]);
    s.tms = i == 1;
    s.minzoom = 3;
    struct ct_tile_cover cover = cover_of(3, 3 - 8, 5, 1, 1);  // a turn further west
    struct ct_raster r;
    struct ct_raster_report report;
    struct ct_err err = {0};
    assert_true(load(&s, &cover, &r, &report, &err));
    assert_int_equal(report.read, 1);
    struct ct_raster_request q = {.source = &s, .cover = &cover, .fine = true};
    assert_true(ct_raster_load(&q, &arena, &r, &report, &err));
    assert_int_equal(r.pieces[0].w, i == 1 ? 2 : 1);
  }
}

static void make_mbtiles(const char *path, const char *picture) {
  sqlite3 *db;
  sqlite3_stmt *put;
  FILE *f = fopen(picture, "rb");
  unsigned char bytes[4096];
  size_t n = fread(bytes, 1, sizeof bytes, f);
  fclose(f);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  static const char sql[] =
      "CREATE TABLE metadata (name TEXT, value TEXT);"
      "INSERT INTO metadata VALUES ('minzoom','1'), ('maxzoom','2'), ('bounds','-90,-10,90,60'), "
      "('format','png');"
      "CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB);"
      "INSERT INTO tiles VALUES (2, 2, 2, x'00112233')";
  assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_prepare_v2(db, "INSERT INTO tiles VALUES (1, 1, 1, ?)", -1, &put, NULL);
  sqlite3_bind_blob(put, 1, bytes, (int)n, SQLITE_STATIC);
  assert_int_equal(sqlite3_step(put), SQLITE_DONE);
  sqlite3_finalize(put);
  sqlite3_close(db);
}

static void test_mbtiles(void **state) {
  (void)state;
  const uint8_t gray[4] = {90, 90, 90, 255};
  const char *drivers[] = {"PNG", "WEBP"};
  for (int i = 0; i < 2; i++) {
    const char *picture = in_folder(i ? "m.webp" : "m.png"),
               *path = in_folder(i ? "b.mbtiles" : "a ?#.mbtiles");
    write_picture(picture, drivers[i], 8, gray);
    make_mbtiles(path, picture);
    struct ct_raster_source s;
    struct ct_err err = {0};
    set_up_source(&s, CT_RASTER_MBTILES);
    s.path = path;
    assert_true(ct_raster_prepare(&s, false, &arena, &err));
    assert_int_equal(s.minzoom, 1);
    assert_int_equal(s.maxzoom, 2);
    assert_float_equal(s.bounds[3], 60, 0);
    // Rows count from the south in the file: row 1 of zoom 1 is the northern one.
    struct ct_tile_cover cover = cover_of(2, 2, 1, 2, 1);
    struct ct_raster r;
    struct ct_raster_report report;
    assert_true(load(&s, &cover, &r, &report, &err));
    assert_int_equal(report.read, 1);
    assert_int_equal(report.broken, 1);
    assert_non_null(strstr(report.first_broken, "tile 2/2/1"));
    assert_int_equal(r.piece_of[0], 1);
    assert_int_equal(r.pieces[0].pixels[5] >> 24, 255);
    char journal[200];
    snprintf(journal, sizeof journal, "%s-journal", path);
    assert_int_not_equal(access(journal, F_OK), 0);
  }
}

static void test_heights_of_tiles(void **state) {
  (void)state;
  // 1234.5 m by the three encodings' definitions.
  const uint8_t mapbox[4] = {1, 182, 217, 0}, terrarium[4] = {132, 210, 128, 255},
                custom[4] = {10, 20, 30, 255};
  const double factors[3][4] = {{6553.6, 25.6, 0.1, 10000}, {256, 1, 1 / 256.0, 32768}, {100, 10, 1, -4.5}};
  const uint8_t *bytes[3] = {mapbox, terrarium, custom};
  for (int i = 0; i < 3; i++) {
    struct ct_raster_source s;
    set_up_source(&s, CT_RASTER_TILES);
    s.elevation = true;
    memcpy(s.unpack, factors[i], sizeof factors[i]);
    set_tiles(&s, "h-{z}-{x}-{y}.png");
    write_picture(in_folder("h-1-1-0.png"), "PNG", 4, bytes[i]);
    struct ct_tile_cover cover = cover_of(1, 1, 0, 1, 2);
    struct ct_raster r;
    struct ct_raster_report report;
    struct ct_err err = {0};
    assert_true(load(&s, &cover, &r, &report, &err));
    assert_int_equal(r.n, 1);
    assert_int_equal(r.pieces[0].w, 4);
    assert_int_equal(r.pieces[0].h, 8);
    assert_float_equal(r.pieces[0].elevation[5], 1234.5, 0.06);
    assert_true(isnan(r.pieces[0].elevation[17]));  // the southern tile is not there
    assert_float_equal(r.pieces[0].u[0] + r.pieces[0].u[1] * 0.5, 0, 1e-9);
  }
}

// 200 by 100 pixels of 0.02 degrees from 125 E, 37 N, holding column + 1000 row.
static void write_grid(const char *path, const char *crs) {
  GDALDatasetH d = GDALCreate(GDALGetDriverByName("GTiff"), path, 200, 100, 1, GDT_Float32, NULL);
  float row[200];
  for (int j = 0; j < 100; j++) {
    for (int i = 0; i < 200; i++) row[i] = i == 60 && j == 50 ? -9999 : (float)(i + 1000 * j);
    assert_int_equal(
        GDALRasterIO(GDALGetRasterBand(d, 1), GF_Write, 0, j, 200, 1, row, 200, 1, GDT_Float32, 0, 0),
        CE_None);
  }
  GDALSetRasterNoDataValue(GDALGetRasterBand(d, 1), -9999);
  double geo[6] = {125, 0.02, 0, 37, 0, -0.02};
  if (crs) {
    OGRSpatialReferenceH s = OSRNewSpatialReference(NULL);
    OSRSetFromUserInput(s, crs);
    char *wkt;
    OSRExportToWkt(s, &wkt);
    GDALSetProjection(d, wkt);
    CPLFree(wkt);
    OSRDestroySpatialReference(s);
    GDALSetGeoTransform(d, geo);
  }
  GDALClose(d);
}

static void test_dataset(void **state) {
  (void)state;
  write_grid(in_folder("g.tif"), "EPSG:4326");
  struct ct_raster_source s;
  struct ct_raster r;
  struct ct_raster_report report;
  struct ct_err err = {0};
  set_up_source(&s, CT_RASTER_DATASET);
  s.elevation = true;
  s.path = in_folder("g.tif");
  assert_true(load(&s, NULL, &r, &report, &err));
  const struct ct_raster_piece *p = r.pieces;
  // Only what is shown: 126 to 128 E is columns 50 to 150, and a few around.
  assert_in_range(p->w, 100, 106);
  assert_true(r.crs && strstr(r.crs, "4326"));
  // The pixel whose middle is 126.01 E, 35.99 N holds column 50, row 50.
  double u = p->u[0] + p->u[1] * 126.01 + p->u[2] * 35.99, v = p->v[0] + p->v[1] * 126.01 + p->v[2] * 35.99;
  assert_float_equal(u - floor(u), 0.5, 1e-6);
  assert_float_equal(p->elevation[(size_t)v * (size_t)p->w + (size_t)u], 50050, 0);
  assert_true(isnan(p->elevation[(size_t)v * (size_t)p->w + (size_t)u + 10]));
  // A page ten times as coarse reads a tenth of the pixels.
  struct ct_raster_request q = {
      .source = &s, .west = 126, .south = 35, .east = 128, .north = 37, .m_per_px = 20000, .lon_mid = 127};
  assert_true(ct_raster_load(&q, &arena, &r, &report, &err));
  assert_in_range(r.pieces[0].w, 10, 18);
  // Elsewhere there is nothing.
  q.west = -10, q.east = -8, q.lon_mid = -9;
  assert_true(ct_raster_load(&q, &arena, &r, &report, &err));
  assert_int_equal(r.n, 0);
}

// A row of four pixels with a palette, of 16 bits, and of floats with no data.
static void test_colors_of_datasets(void **state) {
  (void)state;
  const double geo[6] = {126, 0.5, 0, 37, 0, -2};
  const float values[3][4] = {{0, 1, 2, 1}, {1000, 2000, 3000, 5000}, {-1, 0, 1, -99}};
  const GDALDataType types[3] = {GDT_Byte, GDT_UInt16, GDT_Float32};
  // The palette's own; 1000 to 5000 and -1 to 1 stretched over the greys.
  const uint32_t expected[3][4] = {{0xff102030, 0xffff8040, 0xff000000, 0xffff8040},
                                   {0xff000000, 0xff404040, 0xff808080, 0xffffffff},
                                   {0xff000000, 0xff808080, 0xffffffff, 0x00000000}};
  for (int i = 0; i < 3; i++) {
    const char *path = in_folder(ct_arena_printf(&arena, "c%d.tif", i));
    GDALDatasetH d = GDALCreate(GDALGetDriverByName("GTiff"), path, 4, 1, 1, types[i], NULL);
    GDALRasterBandH band = GDALGetRasterBand(d, 1);
    GDALSetGeoTransform(d, (double *)(uintptr_t)geo);
    if (i == 0) {
      GDALColorTableH t = GDALCreateColorTable(GPI_RGB);
      const GDALColorEntry entries[3] = {{16, 32, 48, 255}, {255, 128, 64, 255}, {0, 0, 0, 255}};
      for (int k = 0; k < 3; k++) GDALSetColorEntry(t, k, &entries[k]);
      GDALSetRasterColorTable(band, t);
      GDALDestroyColorTable(t);
    }
    if (i == 2) GDALSetRasterNoDataValue(band, -99);
    assert_int_equal(
        GDALRasterIO(band, GF_Write, 0, 0, 4, 1, (void *)(uintptr_t)values[i], 4, 1, GDT_Float32, 0, 0),
        CE_None);
    GDALClose(d);
    struct ct_raster_source s;
    struct ct_raster r;
    struct ct_raster_report report;
    struct ct_err err = {0};
    set_up_source(&s, CT_RASTER_DATASET);
    s.path = path;
    assert_true(load(&s, NULL, &r, &report, &err));
    assert_int_equal(r.pieces[0].w, 4);
    for (int k = 0; k < 4; k++) {
      uint32_t got = r.pieces[0].pixels[k];
      if (got != expected[i][k]) fail_msg("%d, %d: %08x, not %08x", i, k, got, expected[i][k]);
    }
  }
}

static void has_box(const struct ct_raster_source *s, const double expected[4]) {
  double box[4];
  struct ct_err err = {0};
  if (!ct_raster_box(s, false, &arena, box, &err)) fail_msg("no box: %s", err.message);
  for (int k = 0; k < 4; k++) assert_float_equal(box[k], expected[k], 1e-6);
}

static void test_boxes(void **state) {
  (void)state;
  struct ct_raster_source s;
  double box[4];
  struct ct_err err = {0};
  write_grid(in_folder("box.tif"), "EPSG:4326");
  set_up_source(&s, CT_RASTER_DATASET);
  s.path = in_folder("box.tif");
  has_box(&s, (double[]){125, 35, 129, 37});
  s.path = in_folder("none.tif");
  assert_false(ct_raster_box(&s, false, &arena, box, &err));
  set_up_source(&s, CT_RASTER_TILES);
  assert_false(ct_raster_box(&s, false, &arena, box, &err));
  s.bounds[0] = 5, s.bounds[2] = 15;
  has_box(&s, (double[]){5, -85.051129, 15, 85.051129});
  set_up_source(&s, CT_RASTER_IMAGE);
  const double corners[8] = {1, 9, 5, 8, 6, 2, 2, 3};
  memcpy(s.corners, corners, sizeof corners);
  has_box(&s, (double[]){1, 2, 6, 9});
}

static void fails(const struct ct_raster_source *given, const char *message) {
  struct ct_raster_source s = *given;
  struct ct_raster r;
  struct ct_raster_report report;
  struct ct_err err = {0};
  struct ct_tile_cover cover = cover_of(1, 0, 0, 2, 2);
  if (ct_raster_prepare(&s, false, &arena, &err) && load(&s, &cover, &r, &report, &err))
    fail_msg("no failure (expected '%s')", message);
  if (!strstr(err.message, message)) fail_msg("'%s' does not hold '%s'", err.message, message);
}

static void test_bad_sources(void **state) {
  (void)state;
  struct ct_raster_source s;
  set_up_source(&s, CT_RASTER_DATASET);
  const struct {
    enum ct_raster_kind kind;
    const char *path, *message;
  } cases[] = {
      {CT_RASTER_DATASET, "https://tiles.example/dem.tif", "needs --allow-network"},
      {CT_RASTER_DATASET, "world.pmtiles", "PMTiles are not read"},
      {CT_RASTER_DATASET, "mapbox://mapbox.satellite", "is no local path"},
      {CT_RASTER_DATASET, "/vsicurl/http://tiles.example/a.tif", "needs --allow-network"},
      {CT_RASTER_DATASET, "no/such.tif", "no such file"},
      {CT_RASTER_DATASET, "tests/data/sites.csv", "cannot be read as a raster"},
      {CT_RASTER_DATASET, "tests/data/bad/network.vrt", "cannot be read as a raster"},
      {CT_RASTER_MBTILES, "no/such.mbtiles", "no such file"},
      {CT_RASTER_MBTILES, "tests/data/sites.csv", "MBTiles"},
      {CT_RASTER_IMAGE, "tests/data/sites.csv", "is no picture"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    s.kind = cases[i].kind;
    s.path = cases[i].path;
    fails(&s, cases[i].message);
  }
  write_grid(in_folder("nowhere.tif"), NULL);
  s.kind = CT_RASTER_DATASET;
  s.path = in_folder("nowhere.tif");
  fails(&s, "no georeference");
  set_up_source(&s, CT_RASTER_TILES);
  set_tiles(&s, "a/{z}.png");
  const char *remote = "https://tiles.example/{z}/{x}/{y}.png";
  s.tiles = &remote;
  fails(&s, "needs --allow-network");
}

static int set_up(void **state) {
  (void)state;
  strcpy(folder, "/tmp/cartouche-raster-XXXXXX");
  GDALAllRegister();
  return mkdtemp(folder) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  ct_arena_release(&arena);
  return system(command);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_zoom_of_tiles),      cmocka_unit_test(test_parents_stand_in),
      cmocka_unit_test(test_templates),          cmocka_unit_test(test_mbtiles),
      cmocka_unit_test(test_heights_of_tiles),   cmocka_unit_test(test_dataset),
      cmocka_unit_test(test_colors_of_datasets), cmocka_unit_test(test_boxes),
      cmocka_unit_test(test_bad_sources),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}

// SPDX-License-Identifier: MIT
// Tests of vector tiles: pieces of features put together over tiles, values, missing and damaged tiles.
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
#include "base/value.h"
#include "cartouche.h"
#include "load/vector_tiles.h"
#include "model/diag.h"
#include "model/table.h"
#include "mvt_write.h"

enum { EXTENT = 4096 };

struct fixture {
  struct ct_arena arena;
  struct ct_str log;
  struct ct_diags diags;
  struct ct_table table;
  struct ct_err err;
  char folder[64];
};

static void on_diagnostic(void *user, const struct ct_diagnostic *d) {
  struct fixture *f = user;
  ct_str_addf(&f->log, "%s %s\n", d->code, d->message);
}

static void start(struct fixture *f) {
  *f = (struct fixture){.folder = "/tmp/cartouche-tiles-XXXXXX"};
  f->log.arena = &f->arena;
  f->diags = (struct ct_diags){.fn = on_diagnostic, .user = f};
  assert_non_null(mkdtemp(f->folder));
}

static const char *tile_path(struct fixture *f, int z, int x, int y) {
  return ct_arena_printf(&f->arena, "%s/%d-%d-%d.pbf", f->folder, z, x, y);
}

static void end(struct fixture *f) {
  for (int z = 0; z <= 2; z++)
    for (int x = 0; x < 4; x++)
      for (int y = 0; y < 4; y++) unlink(tile_path(f, z, x, y));
  assert_int_equal(rmdir(f->folder), 0);
  ct_arena_release(&f->arena);
}

// All tiles of the zoom, read with the source's own facts.
static void load(struct fixture *f, int z, const char *facts) {
  const char *text =
      ct_arena_printf(&f->arena, "{\"type\":\"vector\",\"tiles\":[\"{z}-{x}-{y}.pbf\"]%s}", facts);
  const struct ct_value *source;
  struct ct_tileset set;
  const char *path;
  assert_true(ct_value_parse(&f->arena, text, strlen(text), "source", CT_SYNTAX_JSON, &source, &f->err));
  assert_int_equal(ct_tileset_describe(source, "s", f->folder, &f->arena, &set, &path, &f->err),
                   CT_TILESET_TILES);
  struct ct_tile_id tiles[16];
  size_t n = 0;
  for (uint32_t y = 0; y < 1u << z; y++)
    for (uint32_t x = 0; x < 1u << z; x++) tiles[n++] = (struct ct_tile_id){z, x, y};
  struct ct_tile_layer layer = {.name = "a", .all_columns = true};
  struct ct_vector_request q = {&set, n, tiles, 1, &layer};
  if (!ct_vector_read(&q, &f->arena, &f->diags, &f->table, &f->err)) fail_msg("%s", f->err.message);
}

// The same points of the world as they stand in a tile of zoom 1 (world: 8192 units).
static struct mvt_shape local(enum mvt_kind kind, const int *xy, size_t n, int x, int y) {
  struct mvt_shape s = {0};
  int moved[64];
  for (size_t i = 0; i < n; i++) {
    moved[2 * i] = xy[2 * i] - x * EXTENT;
    moved[2 * i + 1] = xy[2 * i + 1] - y * EXTENT;
  }
  mvt_part(&s, kind, moved, n);
  return s;
}

static void add_part(struct mvt_shape *s, enum mvt_kind kind, const int *xy, size_t n, int x, int y) {
  struct mvt_shape part = *s;
  int moved[64];
  for (size_t i = 0; i < n; i++) {
    moved[2 * i] = xy[2 * i] - x * EXTENT;
    moved[2 * i + 1] = xy[2 * i + 1] - y * EXTENT;
  }
  mvt_part(&part, kind, moved, n);
  *s = part;
}

// Area in units of the world of zoom 1, computed from the table's longitudes and latitudes.
static double area_of(const struct ct_table *t, size_t part) {
  size_t c0 = t->geoms.coord0[part], c1 = t->geoms.coord0[part + 1];
  double sum = 0;
  for (size_t i = c0; i < c1; i++) {
    size_t j = i + 1 < c1 ? i + 1 : c0;
    const double *p = t->geoms.lonlat + 2 * i, *q = t->geoms.lonlat + 2 * j;
    double py = asinh(tan(p[1] * M_PI / 180)) * 180 / M_PI, qy = asinh(tan(q[1] * M_PI / 180)) * 180 / M_PI;
    sum += p[0] * qy - q[0] * py;
  }
  return sum / 2 * (8192.0 / 360) * (8192.0 / 360);
}

static size_t parts_of(const struct ct_table *t, size_t row) {
  return t->geoms.part0[row + 1] - t->geoms.part0[row];
}

// A square with a square hole, both over all four tiles.
static const int outer[] = {3000, 3000, 5000, 3000, 5000, 5500, 3000, 5500};
static const int hole[] = {4000, 4000, 4000, 4300, 4400, 4300, 4400, 4000};

static void write_square(struct fixture *f, bool (*in)(int x, int y)) {
  for (int x = 0; x < 2; x++)
    for (int y = 0; y < 2; y++) {
      if (in && !in(x, y)) continue;
      struct mvt_layer l = {0};
      struct mvt_shape s = local(MVT_POLYGON, outer, 4, x, y);
      add_part(&s, MVT_POLYGON, hole, 4, x, y);
      mvt_string(&l, "name", "square");
      mvt_feature(&l, 7, MVT_POLYGON, &s, 0);
      mvt_write(&l, "a", tile_path(f, 1, x, y));
    }
}

static void test_polygon_over_tiles(void **state) {
  struct fixture f;
  (void)state;
  start(&f);
  write_square(&f, NULL);
  load(&f, 1, "");
  const struct ct_table *t = &f.table;
  assert_int_equal(t->n, 1);
  assert_int_equal(parts_of(t, 0), 2);
  assert_false(t->geoms.hole[0]);
  assert_true(t->geoms.hole[1]);
  assert_null(t->geoms.cut);
  // Counter-clockwise exteriors and the areas of the squares as they were made.
  assert_true(fabs(area_of(t, 0) - 2000.0 * 2500) < 1e-3);
  assert_true(fabs(area_of(t, 1) + 400.0 * 300) < 1e-3);
  assert_true(t->feature_id[0] == 7);
  end(&f);
}

static bool western(int x, int y) {
  (void)y;
  return x == 0;
}

// Where the data ends at a tile's side, that side is marked.
static void test_cut_edges(void **state) {
  struct fixture f;
  (void)state;
  start(&f);
  write_square(&f, western);
  load(&f, 1, ",\"minzoom\":1");
  const struct ct_table *t = &f.table;
  assert_int_equal(t->n, 1);
  assert_non_null(t->geoms.cut);
  double cut = 0, whole = 0;
  for (size_t part = 0; part < t->geoms.nparts; part++) {
    size_t c0 = t->geoms.coord0[part], c1 = t->geoms.coord0[part + 1];
    whole += area_of(t, part);
    for (size_t i = c0; i < c1; i++) {
      const double *p = t->geoms.lonlat + 2 * i, *q = t->geoms.lonlat + 2 * (i + 1 < c1 ? i + 1 : c0);
      bool at_side = fabs(p[0]) < 1e-9 && fabs(q[0]) < 1e-9;
      assert_int_equal(t->geoms.cut[i], at_side);
      if (at_side)
        cut += fabs(asinh(tan(p[1] * M_PI / 180)) - asinh(tan(q[1] * M_PI / 180))) * 8192 / (2 * M_PI);
    }
  }
  assert_true(fabs(cut - (2500 - 300)) < 1e-3);
  assert_true(fabs(whole - (1096.0 * 2500 - 96.0 * 300)) < 1e-3);
  end(&f);
}

static void test_lines_go_on(void **state) {
  static const int line[] = {1000, 1000, 3500, 3900, 4500, 4400, 7000, 7500};
  static const int other[] = {1000, 3000, 7000, 3000};
  struct fixture f;
  (void)state;
  start(&f);
  for (int x = 0; x < 2; x++)
    for (int y = 0; y < 2; y++) {
      struct mvt_layer l = {0};
      struct mvt_shape s = local(MVT_LINE, line, 4, x, y);
      mvt_string(&l, "name", "one");
      mvt_feature(&l, 0, MVT_LINE, &s, 0);
      s = local(MVT_LINE, other, 2, x, y);
      // Named differently on each side: not one line.
      mvt_string(&l, "name", x ? "east" : "west");
      mvt_feature(&l, 0, MVT_LINE, &s, 1);
      mvt_write(&l, "a", tile_path(&f, 1, x, y));
    }
  load(&f, 1, "");
  const struct ct_table *t = &f.table;
  assert_int_equal(t->n, 3);
  assert_int_equal(parts_of(t, 0), 1);
  // Its four vertices and those on the sides of tiles that it crosses, in their order.
  size_t n = t->geoms.coord0[1] - t->geoms.coord0[0];
  assert_int_equal(n, 6);
  for (size_t i = 1; i < n; i++) assert_true(t->geoms.lonlat[2 * i] > t->geoms.lonlat[2 * i - 2]);
  assert_true(fabs(t->geoms.lonlat[0] - (1000 / 8192.0 * 360 - 180)) < 1e-9);
  assert_true(fabs(t->geoms.lonlat[2 * n - 2] - (7000 / 8192.0 * 360 - 180)) < 1e-9);
  end(&f);
}

static void test_points_once(void **state) {
  static const int points[] = {4096, 100, 4000, 200, 4200, 300};
  struct fixture f;
  (void)state;
  start(&f);
  for (int x = 0; x < 2; x++) {
    struct mvt_layer l = {0};
    for (int i = 0; i < 3; i++) {
      struct mvt_shape s = local(MVT_POINT, points + 2 * i, 1, x, 0);
      mvt_feature(&l, (uint64_t)i + 1, MVT_POINT, &s, 0);
    }
    mvt_write(&l, "a", tile_path(&f, 1, x, 0));
  }
  load(&f, 1, "");
  assert_int_equal(f.table.n, 3);
  end(&f);
}

static void test_values(void **state) {
  static const int place[] = {100, 100};
  struct fixture f;
  (void)state;
  start(&f);
  struct mvt_layer l = {0};
  struct mvt_shape s = local(MVT_POINT, place, 1, 0, 0);
  mvt_string(&l, "s", "text");
  mvt_number(&l, "n", 2.5);
  mvt_bool(&l, "b", true);
  mvt_number(&l, "mixed", 1);
  mvt_feature(&l, 3, MVT_POINT, &s, 0);
  mvt_string(&l, "mixed", "one");
  mvt_feature(&l, 0, MVT_POINT, &s, 4);
  mvt_write(&l, "a", tile_path(&f, 0, 0, 0));
  load(&f, 0, ",\"promoteId\":{\"a\":\"mixed\"}");
  const struct ct_table *t = &f.table;
  assert_int_equal(t->n, 2);
  const struct ct_column *c = t->columns;
  assert_string_equal(c[ct_table_column(t, "s")].string[0], "text");
  assert_null(c[ct_table_column(t, "s")].string[1]);
  assert_true(c[ct_table_column(t, "n")].number[0] == 2.5);
  assert_int_equal(c[ct_table_column(t, "b")].boolean[0], 1);
  assert_int_equal(c[ct_table_column(t, "b")].boolean[1], -1);
  assert_true(c[ct_table_column(t, "mixed")].json[0]->number == 1);
  assert_string_equal(c[ct_table_column(t, "mixed")].json[1]->string, "one");
  assert_true(t->feature_id[0] == 1);
  assert_string_equal(t->feature_key[1], "one");
  end(&f);
}

static void add_named(struct mvt_layer *l, const char *name, const int *xy, int x) {
  struct mvt_shape s = local(MVT_POLYGON, xy, 4, x, 0);
  unsigned first = l->pairs;
  mvt_string(l, "name", name);
  mvt_feature(l, 0, MVT_POLYGON, &s, first);
}

// `both` lies over `low` in the east and goes on in the west: it is one row, after `low`.
static void test_order_of_tiles(void **state) {
  static const int both[] = {3000, 1000, 5000, 1000, 5000, 2000, 3000, 2000};
  static const int low[] = {4500, 900, 5500, 900, 5500, 2100, 4500, 2100};
  struct fixture f;
  (void)state;
  start(&f);
  struct mvt_layer west = {0}, east = {0};
  add_named(&west, "both", both, 0);
  add_named(&east, "low", low, 1);
  add_named(&east, "both", both, 1);
  mvt_write(&west, "a", tile_path(&f, 1, 0, 0));
  mvt_write(&east, "a", tile_path(&f, 1, 1, 0));
  load(&f, 1, "");
  assert_int_equal(f.table.n, 2);
  assert_string_equal(f.table.columns[0].string[0], "low");
  assert_string_equal(f.table.columns[0].string[1], "both");
  end(&f);
}

// Three tiles of zoom 1 are missing: their places are filled from the one of zoom 0.
static void test_missing_tiles(void **state) {
  static const int half[] = {1500, 1500, 2500, 1500, 2500, 2750, 1500, 2750};
  struct fixture f;
  (void)state;
  start(&f);
  struct mvt_layer above = {0}, own = {0};
  struct mvt_shape s = {0};
  mvt_part(&s, MVT_POLYGON, half, 4);
  mvt_string(&above, "name", "square");
  mvt_feature(&above, 0, MVT_POLYGON, &s, 0);
  mvt_write(&above, "a", tile_path(&f, 0, 0, 0));
  s = local(MVT_POLYGON, outer, 4, 0, 0);
  mvt_string(&own, "name", "square");
  mvt_feature(&own, 0, MVT_POLYGON, &s, 0);
  mvt_write(&own, "a", tile_path(&f, 1, 0, 0));
  load(&f, 1, "");
  assert_int_equal(f.table.n, 1);
  assert_int_equal(parts_of(&f.table, 0), 1);
  assert_true(fabs(area_of(&f.table, 0) - 2000.0 * 2500) < 1e-3);
  end(&f);
}

static void test_damaged_tile(void **state) {
  struct fixture f;
  (void)state;
  start(&f);
  write_square(&f, western);
  FILE *damaged = fopen(tile_path(&f, 1, 1, 0), "wb");
  assert_true(fputs("\x1a\x7f this is shorter than it says", damaged) >= 0 && fclose(damaged) == 0);
  FILE *packed = fopen(tile_path(&f, 1, 1, 1), "wb");
  assert_true(fputs("\x1f\x8b\x08 this is no gzip", packed) >= 0 && fclose(packed) == 0);
  load(&f, 1, ",\"minzoom\":1");
  assert_int_equal(f.table.n, 1);
  assert_non_null(strstr(ct_str_text(&f.log), "CT-S322 tile 1/1/0 is no vector tile; it is left out\n"));
  assert_non_null(strstr(ct_str_text(&f.log), "CT-S322 tile 1/1/1 cannot be unpacked; it is left out\n"));
  end(&f);
}

static void refuses(const char *source_text, const char *message) {
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_tileset set;
  const struct ct_value *source;
  const char *path;
  assert_true(ct_value_parse(&a, source_text, strlen(source_text), "source", CT_SYNTAX_JSON, &source, &err));
  assert_int_equal(ct_tileset_describe(source, "s", "/nowhere", &a, &set, &path, &err), CT_TILESET_NONE);
  if (!strstr(err.message, message)) fail_msg("%s", err.message);
  ct_arena_release(&a);
}

static void test_sources_out_of_reach(void **state) {
  (void)state;
  refuses("{\"url\":\"https://tiles.example/v.json\"}",
          "'https://tiles.example/v.json' is not on this machine");
  refuses("{\"tiles\":[\"https://tiles.example/{z}/{x}/{y}.pbf\"]}", "is not on this machine");
  refuses("{\"tiles\":[\"/vsicurl/x/{z}/{x}/{y}.pbf\"]}", "is not on this machine");
  refuses("{\"url\":\"x.mbtiles\"}", "/nowhere/x.mbtiles: no such file");
  refuses("{}", "has neither url nor tiles");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_polygon_over_tiles),
      cmocka_unit_test(test_cut_edges),
      cmocka_unit_test(test_lines_go_on),
      cmocka_unit_test(test_points_once),
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_order_of_tiles),
      cmocka_unit_test(test_missing_tiles),
      cmocka_unit_test(test_damaged_tile),
      cmocka_unit_test(test_sources_out_of_reach),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

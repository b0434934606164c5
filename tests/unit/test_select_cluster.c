// SPDX-License-Identifier: MIT
// Tests of clusters against the package supercluster 9.1.0 (its load, getClusters, map and reduce), on points
// that both make by the same rule.
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
#include "model/table.h"
#include "select/cluster.h"

enum { POINTS = 400 };

// Rows; clusters; points in them; sum over clusters of count * sum of n; of the largest n; of ids; of
// count * longitude and latitude.
struct expected {
  int min_points, radius, zoom, rows, clusters, counted;
  double sum, largest, ids, lon, lat;
};

static const struct expected cases[] = {
    {2, 50, 0, 40, 37, 397, 1876298, 11747, 81756, -30034.0289, -11267.9973},
    {2, 50, 1, 110, 87, 377, 686676, 22548, 312421, -31399.0090, -11701.8945},
    {2, 50, 2, 254, 68, 214, 163258, 20021, 247446, -33425.5161, -6600.9312},
    {2, 50, 3, 316, 52, 136, 74108, 13466, 203696, -23298.8619, -4922.6417},
    {2, 50, 5, 396, 3, 7, 3557, 718, 12674, -1251.0908, -557.3799},
    {4, 50, 0, 58, 28, 370, 1571004, 8360, 53372, -30861.4430, -11705.5544},
    {4, 50, 1, 186, 35, 249, 573878, 9819, 106006, -33956.1914, -8707.2517},
    {4, 50, 2, 339, 15, 76, 87872, 5224, 29215, -13455.6696, -3413.8894},
    {4, 50, 3, 382, 5, 23, 18731, 1635, 8804, -4109.6930, -1178.1810},
    {2, 20, 0, 172, 81, 309, 483635, 19765, 297000, -37053.3700, -10266.4257},
    {2, 20, 1, 289, 52, 163, 123952, 14679, 185171, -27049.4535, -5472.8485},
    {2, 20, 2, 333, 37, 104, 64598, 10939, 165183, -18185.5172, -3724.0415},
    {2, 20, 3, 370, 27, 57, 23224, 6167, 121148, -10185.0753, -2787.0184},
};

static struct ct_table make_points(struct ct_arena *a) {
  double *lonlat = CT_NEW_N(a, double, 2 * POINTS), *n = CT_NEW_N(a, double, POINTS);
  for (int i = 0; i < POINTS; i++) {
    double u = i * 7919 % 3600, v = i * 104729 % 1600;
    lonlat[2 * i] = u * u * u / 129600000 - 180;
    lonlat[2 * i + 1] = v * v / 16000 - 80;
    n[i] = i;
  }
  struct ct_column *column = CT_NEW(a, struct ct_column);
  *column = (struct ct_column){.name = "n", .type = CT_COLUMN_NUMBER, .number = n};
  return (struct ct_table){.name = "points",
                           .n = POINTS,
                           .ncolumns = 1,
                           .columns = column,
                           .geoms = {.lonlat = lonlat, .nparts = POINTS, .ncoords = POINTS}};
}

static double cell(const struct ct_table *t, const char *name, size_t i) {
  int c = ct_table_column(t, name);
  assert_true(c >= 0);
  if (t->columns[c].number) return t->columns[c].number[i];
  return ct_value_number(t->columns[c].json[i], NAN);
}

static void check(const struct expected *e) {
  static const char properties[] = "{\"sum\":[\"+\",[\"get\",\"n\"]],\"max\":[\"max\",[\"get\",\"n\"]]}";
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_table t = make_points(&a), out;
  struct ct_cluster_options o = {.radius_px = e->radius, .max_zoom = 17, .min_points = (size_t)e->min_points};
  assert_true(
      ct_value_parse(&a, properties, sizeof properties - 1, "p", CT_SYNTAX_JSON, &o.properties, &err));
  if (!ct_select_cluster(&t, &o, e->zoom, &a, &out, &err)) fail_msg("%s", err.message);
  struct expected got = *e;
  got.rows = (int)out.n;
  got.clusters = got.counted = 0;
  got.sum = got.largest = got.ids = got.lon = got.lat = 0;
  for (size_t i = 0; i < out.n; i++) {
    double count = cell(&out, "point_count", i);
    if (isnan(count)) continue;
    got.clusters++;
    got.counted += (int)count;
    got.sum += count * cell(&out, "sum", i);
    got.largest += cell(&out, "max", i);
    got.ids += cell(&out, "cluster_id", i);
    got.lon += count * out.geoms.lonlat[2 * i];
    got.lat += count * out.geoms.lonlat[2 * i + 1];
    assert_true(out.feature_id[i] == cell(&out, "cluster_id", i));
  }
  if (got.rows != e->rows || got.clusters != e->clusters || got.counted != e->counted || got.sum != e->sum ||
      got.largest != e->largest || got.ids != e->ids || fabs(got.lon - e->lon) > 0.01 ||
      fabs(got.lat - e->lat) > 0.01)
    fail_msg("min %d radius %d zoom %d: %d rows, %d clusters of %d, sum %.0f max %.0f ids %.0f at %.4f %.4f",
             e->min_points, e->radius, e->zoom, got.rows, got.clusters, got.counted, got.sum, got.largest,
             got.ids, got.lon, got.lat);
  ct_arena_release(&a);
}

static void test_as_supercluster(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(&cases[i]);
}

static void test_abbreviated(void **state) {
  static const struct {
    size_t n;
    const char *text;
  } counts[] = {{999, NULL}, {1000, "1k"}, {1449, "1.4k"}, {1450, "1.5k"}, {9999, "10k"}, {12345, "12k"}};
  (void)state;
  for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
    struct ct_arena a = {0};
    struct ct_err err = {0};
    double *lonlat = CT_NEW_N(&a, double, 2 * counts[k].n);
    struct ct_table out, t = {.name = "t", .n = counts[k].n};
    t.geoms = (struct ct_geoms){.lonlat = lonlat, .nparts = t.n, .ncoords = t.n};
    struct ct_cluster_options o = {.radius_px = 50, .max_zoom = 17, .min_points = 2};
    assert_true(ct_select_cluster(&t, &o, 0, &a, &out, &err));
    assert_int_equal(out.n, 1);
    const struct ct_value *v = out.columns[ct_table_column(&out, "point_count_abbreviated")].json[0];
    if (counts[k].text)
      assert_string_equal(ct_value_string(v), counts[k].text);
    else
      assert_true(ct_value_number(v, 0) == 999);
    ct_arena_release(&a);
  }
}

static void test_malformed_property(void **state) {
  static const char properties[] = "{\"sum\":[\"+\",[\"nonsense\"]]}";
  struct ct_arena a = {0};
  struct ct_err err = {0};
  struct ct_table t = make_points(&a), out;
  struct ct_cluster_options o = {.radius_px = 50, .max_zoom = 17, .min_points = 2};
  (void)state;
  assert_true(
      ct_value_parse(&a, properties, sizeof properties - 1, "p", CT_SYNTAX_JSON, &o.properties, &err));
  assert_false(ct_select_cluster(&t, &o, 0, &a, &out, &err));
  assert_non_null(strstr(err.message, "clusterProperties.sum: "));
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_as_supercluster),
      cmocka_unit_test(test_abbreviated),
      cmocka_unit_test(test_malformed_property),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

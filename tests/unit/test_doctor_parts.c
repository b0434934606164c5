// SPDX-License-Identifier: MIT
// Tests of what the doctor's checks stand on: folding, nations, areas, distances, spots, groups.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/map.h"
#include "doctor/areas.h"
#include "doctor/exam.h"
#include "doctor/fold.h"
#include "doctor/measure.h"
#include "doctor/nations.h"
#include "doctor/spots.h"
#include "load/load.h"
#include "model/table.h"

static struct ct_arena arena;
static struct ct_table countries, land;

static void base(const char *path, struct ct_table *t) {
  struct ct_load_request r = {.name = "base", .path = path, .all_columns = true, .quiet_rows = true};
  struct ct_err err = {0};
  if (!ct_load(&r, &arena, NULL, t, &err)) fail_msg("%s", err.message);
}

static int load_base(void **state) {
  (void)state;
  base("layers/base/countries_50m.fgb", &countries);
  base("layers/base/land_10m.fgb", &land);
  return 0;
}

static int release_base(void **state) {
  (void)state;
  ct_arena_release(&arena);
  return 0;
}

static void folds(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"Côte d'Ivoire", "cote divoire"},
      {"  The  GAMBIA ", "gambia"},
      {"St. Kitts & Nevis", "saint kitts and nevis"},
      {"Korea (Democratic People's Republic of)", "korea democratic peoples republic of"},
      {"Türkiye", "turkiye"},
      {"Ch'ŏngjin-si", "chongjin si"},
      {"ÅLAND", "aland"},
      {"Straße", "strasse"},
      {"Đồng Nai", "dong nai"},
      {"РОССИЯ", "россия"},
      {"대한민국", "대한민국"},
      {"a\u00a0b", "a b"},
      {"\xff\xfe", ""},
      {"...", ""},
  };
  char out[CT_FOLD_SIZE];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t n = ct_fold(cases[i][0], out);
    assert_string_equal(out, cases[i][1]);
    assert_int_equal(n, strlen(out));
  }
  char lots[5000];
  memset(lots, 'x', sizeof lots - 1);
  lots[sizeof lots - 1] = '\0';
  assert_true(ct_fold(lots, out) < CT_FOLD_SIZE);
  assert_int_equal(ct_fold_hash("Foo Bar"), ct_fold_hash("foo-bar"));
  assert_int_equal(ct_fold_hash(" - "), 0);
  static const char *const words[] = {"port", "power plant", "공항", NULL};
  assert_true(ct_fold_has("sea ports", words));
  assert_true(ct_fold_has("nuclear power plant", words));
  assert_true(ct_fold_has("평양국제공항", words));
  assert_false(ct_fold_has("airport", words));
  assert_false(ct_fold_has("support", words));
}

static const char *a3_of(const struct ct_nations *s, const char *text, bool codes) {
  uint16_t k = ct_nations_find(s, text, codes);
  return k == CT_NATION_NONE ? "" : s->v[k].a3;
}

static void finds_nations(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"USA", "USA"},
      {"DPRK", "PRK"},
      {"North Korea", "PRK"},
      {"Korea, North", "PRK"},
      {"ROK", "KOR"},
      {"Burma", "MMR"},
      {"Ivory Coast", "CIV"},
      {"Czech Republic", "CZE"},
      {"Viet Nam", "VNM"},
      {"Türkiye", "TUR"},
      {"Swaziland", "SWZ"},
      {"Persia", "IRN"},
      {"DR Congo", "COD"},
      {"Congo, Rep.", "COG"},
      {"UK", "GBR"},
      {"Russian Federation", "RUS"},
      {"북한", "PRK"},
      {"대한민국", "KOR"},
      {"中国", "CHN"},
      {"Россия", "RUS"},
      {"日本", "JPN"},
      {"Deutschland", "DEU"},
      {"angola", "AGO"},
      {"ANGOLA", "AGO"},
      {"Dem. Rep. Congo", "COD"},
      {"Atlantis", ""},
      {"KP", ""},
      {"", ""},
      {"Korea (Democratic People's Republic of)", "PRK"},
  };
  struct ct_nations *s = ct_nations_new(&arena, &countries);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(a3_of(s, cases[i][0], false), cases[i][1]);
  assert_string_equal(a3_of(s, "KP", true), "PRK");
  assert_string_equal(a3_of(s, " NAM ", true), "NAM");
  assert_string_equal(a3_of(s, "NA", true), "NAM");
  assert_string_equal(a3_of(s, "kp", true), "");
  uint16_t ukr = ct_nations_find(s, "Ukraine", false), rus = ct_nations_find(s, "Russia", false);
  assert_true(ct_nations_accept(s, ukr, rus, 34.1, 45.0));
  assert_false(ct_nations_accept(s, ukr, rus, 37.6, 55.7));
  assert_true(ct_nations_accept(s, ct_nations_find(s, "USA", false), ct_nations_find(s, "Puerto Rico", false),
                                -66, 18));
  assert_false(ct_nations_accept(s, ct_nations_find(s, "Puerto Rico", false),
                                 ct_nations_find(s, "USA", false), -90, 40));
}

// Every alias means a country of the layer, and is written as folding leaves it.
static void aliases_are_folded(void **state) {
  (void)state;
  struct ct_table t;
  base("layers/base/countries_10m.fgb", &t);
  struct ct_nations *s = ct_nations_new(&arena, &t);
  char out[CT_FOLD_SIZE];
  for (const struct ct_nation_alias *k = ct_nation_aliases; k->name; k++) {
    ct_fold(k->name, out);
    if (strcmp(out, k->name) != 0) fail_msg("alias '%s' is folded to '%s'", k->name, out);
    const char *found = a3_of(s, k->name, false);
    bool absent = strcmp(k->a3, "VAT") == 0;  // below the layer's grid
    if (strcmp(found, k->a3) != 0 && !absent) fail_msg("'%s' is %s, not %s", k->name, found, k->a3);
  }
}

// The textbook's loop over all rings: the oracle of the grid.
static int winding(const struct ct_table *t, size_t i, double x, double y) {
  int n = 0;
  for (uint32_t p = t->geoms.part0[i]; p < t->geoms.part0[i + 1]; p++) {
    uint32_t first = t->geoms.coord0[p], end = t->geoms.coord0[p + 1];
    for (uint32_t a = first; a < end; a++) {
      uint32_t b = a + 1 < end ? a + 1 : first;
      const double *u = t->geoms.lonlat + 2 * a, *v = t->geoms.lonlat + 2 * b;
      double side = (v[0] - u[0]) * (y - u[1]) - (x - u[0]) * (v[1] - u[1]);
      if (u[1] <= y && v[1] > y && side > 0) n++;
      if (u[1] > y && v[1] <= y && side < 0) n--;
    }
  }
  return n;
}

static void grid_agrees_with_rings(void **state) {
  (void)state;
  struct ct_nations *s = ct_nations_new(&arena, &countries);
  struct ct_areas *areas = ct_areas_new(&arena, &countries, s->of_feature, s->n);
  size_t held = 0;
  srand(7);
  for (int k = 0; k < 1500; k++) {
    double lon = rand() / (double)RAND_MAX * 360 - 180, lat = rand() / (double)RAND_MAX * 178 - 89;
    if (k % 2) {  // close to a vertex
      size_t c = (size_t)rand() % countries.geoms.ncoords;
      lon = countries.geoms.lonlat[2 * c] + (rand() % 2001 - 1000) * 1.37e-5;
      lat = countries.geoms.lonlat[2 * c + 1] + (rand() % 2001 - 1000) * 1.37e-5;
      if (fabs(lon) > 180 || fabs(lat) > 90) continue;
    }
    uint16_t at = ct_areas_at(areas, lon, lat);
    bool any = false, same = false;
    for (size_t i = 0; i < countries.n; i++) {
      bool inside = winding(&countries, i, lon, lat) != 0;
      any |= inside;
      same |= inside && s->of_feature[i] == at;
      if (inside && !ct_areas_inside(areas, s->of_feature[i], lon, lat))
        fail_msg("%.9f, %.9f: not inside %zu", lat, lon, i);
    }
    if (any != (at != CT_AREAS_NONE) || (any && !same)) fail_msg("%.9f, %.9f: %u", lat, lon, at);
    held += any;
  }
  assert_true(held > 400);
}

static void knows_countries(void **state) {
  (void)state;
  struct ct_nations *s = ct_nations_new(&arena, &countries);
  struct ct_areas *areas = ct_areas_new(&arena, &countries, s->of_feature, s->n);
  static const struct {
    double lat, lon;
    const char *a3;
  } cases[] = {{11.2, 17.8, "TCD"},  {-11.2, 17.8, "AGO"}, {39.03, 125.75, "PRK"},
               {-29.6, 28.2, "LSO"}, {64.1, -21.9, "ISL"}, {66.5, -179.0, "RUS"},
               {0, -30, ""},         {-80, 0, "ATA"},      {11.2, 377.8, "TCD"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint16_t at = ct_areas_at(areas, cases[i].lon, cases[i].lat);
    assert_string_equal(at == CT_AREAS_NONE ? "" : s->v[at].a3, cases[i].a3);
  }
  assert_int_equal(ct_areas_at(areas, NAN, 1), CT_AREAS_NONE);
  assert_int_equal(ct_areas_at(areas, 1e30, 1), CT_AREAS_NONE);
}

// Nearest of all vertices and points along the edges, geodesic: at most that much too far.
static double slow_distance(const struct ct_table *t, const uint16_t *group, uint16_t g, double lon,
                            double lat) {
  double best = INFINITY;
  for (size_t i = 0; i < t->n; i++) {
    if (group[i] != g) continue;
    for (uint32_t p = t->geoms.part0[i]; p < t->geoms.part0[i + 1]; p++)
      for (uint32_t c = t->geoms.coord0[p]; c < t->geoms.coord0[p + 1]; c++)
        best = fmin(best, ct_measure_m(lon, lat, t->geoms.lonlat[2 * c], t->geoms.lonlat[2 * c + 1]));
  }
  return best;
}

static void distances_agree_with_vertices(void **state) {
  (void)state;
  struct ct_nations *s = ct_nations_new(&arena, &countries);
  struct ct_areas *areas = ct_areas_new(&arena, &countries, s->of_feature, s->n);
  static const struct {
    double lat, lon;
    const char *a3;
  } cases[] = {{11.2, 17.8, "AGO"},  {39, -125, "PRK"}, {0, -30, "BRA"},    {52, 179.5, "USA"},
               {-18, -179.9, "FJI"}, {70, -10, "GRL"},  {35, 140.9, "JPN"}, {46, 2, "ITA"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    uint16_t g = ct_nations_find(s, cases[i].a3, true);
    double fast = ct_areas_distance_m(areas, g, cases[i].lon, cases[i].lat, INFINITY);
    double slow = slow_distance(&countries, s->of_feature, g, cases[i].lon, cases[i].lat);
    // Vertices are up to some 10 km apart at 50m; far away the plane picks within a percent.
    if (!(fast <= slow * 1.01 + 1) || !(fast >= slow * 0.9 - 10e3))
      fail_msg("%s: %.0f, by vertices %.0f", cases[i].a3, fast, slow);
  }
  uint16_t ago = ct_nations_find(s, "Angola", false);
  assert_true(isinf(ct_areas_distance_m(areas, ago, 17.8, 11.2, 100e3)));
  assert_true(ct_areas_distance_m(areas, ago, 17.8, -11.2, 0) == 0);
}

// Tiles of the land layer meet at 120 degrees east: no coast is there.
static void cuts_are_no_coast(void **state) {
  (void)state;
  struct ct_areas *areas = ct_areas_new(&arena, &land, NULL, 1);
  assert_int_equal(ct_areas_at(areas, 120.001, 60.001), 0);
  assert_true(ct_areas_edge_m(areas, 0, 120.001, 60.001, 1e6) > 100e3);
  assert_int_equal(ct_areas_at(areas, 100.0, 30.0), 0);
  assert_true(ct_areas_edge_m(areas, 0, 100.0, 30.0, 5e6) > 800e3);
}

// By GeodSolve -i (GeographicLib): lat1 lon1 lat2 lon2 -> s12.
static void measures_as_geodsolve(void **state) {
  (void)state;
  static const double cases[][5] = {
      {40.636137, 126.439019, 38.682288, 126.7226, 218292.533},
      {38.33277, 126.399937, 38.2, 126.4365, 15081.030},
      {39.029, 125.668, 39.029, -125.668, 8723260.317},
      {0, 0, 0.5, 179.7, 19944127.421},
  };
  char buf[32];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_true(fabs(ct_measure_m(cases[i][1], cases[i][0], cases[i][3], cases[i][2]) - cases[i][4]) < 0.001);
  assert_string_equal(ct_measure_say(851.4, buf), "851 m");
  assert_string_equal(ct_measure_say(13020, buf), "13.0 km");
  assert_string_equal(ct_measure_say(218300, buf), "218 km");
}

static void groups_rows(void **state) {
  (void)state;
  const uint64_t hash[] = {5, 0, 9, 5, 5, 0, 9, 7};
  struct ct_exam_groups g;
  ct_exam_group(&arena, hash, 8, &g);
  assert_int_equal(g.n, 3);
  assert_int_equal(g.count[0], 3);
  assert_int_equal(g.first[0], 0);
  assert_int_equal(g.next[0], 3);
  assert_int_equal(g.next[3], 4);
  assert_int_equal(g.next[4], CT_EXAM_END);
  assert_int_equal(g.count[1], 2);
  assert_int_equal(g.count[2], 1);
}

static void spots_are_near(void **state) {
  (void)state;
  const struct ct_spot v[] = {{0.499, 10.0, 1}, {0.6, 10.0, 2}, {179.9, 80, 3}};
  struct ct_spots s;
  size_t n;
  ct_spots_make(&s, &arena, v, 3, 0.01);
  const uint32_t *at = ct_spots_near(&s, 0.501, 10.001, &n);
  assert_int_equal(n, 2);  // one is over the cell's edge, but within reach
  assert_int_equal(at[0], 0);
  ct_spots_near(&s, 0.2, 10.001, &n);
  assert_int_equal(n, 1);
  ct_spots_near(&s, 90, 45, &n);
  assert_int_equal(n, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(folds),
      cmocka_unit_test(finds_nations),
      cmocka_unit_test(aliases_are_folded),
      cmocka_unit_test(grid_agrees_with_rings),
      cmocka_unit_test(knows_countries),
      cmocka_unit_test(distances_agree_with_vertices),
      cmocka_unit_test(cuts_are_no_coast),
      cmocka_unit_test(measures_as_geodsolve),
      cmocka_unit_test(groups_rows),
      cmocka_unit_test(spots_are_near),
  };
  return cmocka_run_group_tests(tests, load_base, release_base);
}

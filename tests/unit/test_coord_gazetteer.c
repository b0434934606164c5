// SPDX-License-Identifier: MIT
// Tests of the gazetteer, and of positions laid off from its places with GeodSolve as the judge.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cartouche.h"
#include "coord/gazetteer.h"
#include "coord/relative.h"
#include "load/load.h"
#include "model/table.h"

static const struct ct_table *small_table(void) {
  static const char *const names[] = {"Shanghai", "Springfield", "Springfield",    "Springfield",
                                      "Yeosu",    "Zürich",      "Port of Spain",  "N'ampo",
                                      "Jeju",     "Dispur",      "St. Petersburg", "Moscow"};
  static const char *const others[] = {
      NULL, NULL, NULL, NULL, "Yosu; Yŏsu", NULL, NULL, "Chinnampo|남포", NULL, "Gauhati|Dispur", NULL, NULL};
  static const char *const codes[] = {"CN", "US", "US", "CA", "KR", "CH", "TT", "KP", "KR", "IN", "RU", "RU"};
  static const char *const states[] = {NULL, "Illinois", "Missouri", "Manitoba", NULL, NULL,
                                       NULL, NULL,       NULL,       NULL,       NULL, NULL};
  static const double pop[] = {14987000, 200000,  150000, 5000,  300000,  1100000,
                               90000,    1127000, 400000, 16000, 4553000, 10452000};
  static const double lonlat[] = {121.458, 31.222, -89.65, 39.80, -93.29, 37.21, -96.4,  49.9,
                                  127.66,  34.76,  8.55,   47.38, -61.5,  10.65, 125.41, 38.74,
                                  126.52,  33.51,  91.8,   26.14, 30.3,   59.94, 37.62,  55.75};
  static const struct ct_column columns[] = {{.name = "name", .type = CT_COLUMN_STRING, .string = names},
                                             {.name = "name_alt", .type = CT_COLUMN_STRING, .string = others},
                                             {.name = "iso_a2", .type = CT_COLUMN_STRING, .string = codes},
                                             {.name = "state", .type = CT_COLUMN_STRING, .string = states},
                                             {.name = "pop", .type = CT_COLUMN_NUMBER, .number = pop}};
  static const struct ct_table t = {.name = "t",
                                    .n = 12,
                                    .ncolumns = 5,
                                    .columns = columns,
                                    .geoms = {.nparts = 12, .ncoords = 12, .lonlat = lonlat},
                                    .placed = 12};
  return &t;
}

static struct ct_gazetteer *small_gazetteer(struct ct_arena *a) {
  static const char *const columns[] = {"name", "name_alt", "not there", NULL};
  struct ct_gazetteer *g = ct_gazetteer_new(a);
  ct_gazetteer_add(g, small_table(), columns, "pop", 0);
  return g;
}

static void spellings(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_gazetteer *g = small_gazetteer(&a);
  static const struct {
    const char *text, *name;
    double lat;  // 0: any
    bool other;
  } cases[] = {
      {"Shanghai", "Shanghai", 31.222, false},
      {"SHANGHAI", "Shanghai", 0, false},
      {" shang-hai ", "Shanghai", 0, false},
      {"the city of Shanghai", "Shanghai", 0, false},
      {"Shanghai City", "Shanghai", 0, false},
      {"the Shanghai coast", "Shanghai", 0, false},
      {"Port of Shanghai", "Shanghai", 0, false},
      {"Port of Spain", "Port of Spain", 0, false},
      {"上海", "Shanghai", 0, false},
      {"上海港", "Shanghai", 0, false},
      {"상하이", "Shanghai", 0, false},
      {"Schanghai", "Shanghai", 0, false},
      {"Шанхая", "Shanghai", 0, false},
      {"Москвы", "Moscow", 0, false},
      {"Moskau", "Moscow", 0, false},
      {"Zurich", "Zürich", 0, false},
      {"ZÜRICH", "Zürich", 0, false},
      {"Zu\xCC\x88rich", "Zürich", 0, false},  // decomposed
      {"Nampo", "N'ampo", 0, false},
      {"Nampo, North Korea", "N'ampo", 0, false},
      {"Nampo, West Sea", "N'ampo", 0, false},
      {"Chinnampo", "N'ampo", 0, false},
      {"남포", "N'ampo", 0, false},
      {"남포시", "N'ampo", 0, false},
      {"yŏsu", "Yeosu", 0, false},
      {"Jeju-si", "Jeju", 0, false},
      {"Jeju Island", "Jeju", 0, false},
      {"Saint Petersburg", "St. Petersburg", 0, false},
      {"St Petersburg", "St. Petersburg", 0, false},
      {"Springfield", "Springfield", 39.80, true},
      {"Springfield, Illinois", "Springfield", 39.80, false},
      {"Springfield, Missouri", "Springfield", 37.21, false},
      {"Springfield, Canada", "Springfield", 49.9, false},
      {"Springfield, CA", "Springfield", 49.9, false},
      {"Springfield, USA", "Springfield", 39.80, true},
      {"Springfield, Narnia", "Springfield", 39.80, true},
      {"the DMZ", NULL, 0, false},
      {"", NULL, 0, false},
      {",", NULL, 0, false},
      {"city", NULL, 0, false},
      {"\xFF\xFF", NULL, 0, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const struct ct_gazetteer_place *other,
        *p = ct_gazetteer_find_all(g, cases[i].text, strlen(cases[i].text), &other);
    const char *name = p ? p->name : NULL;
    if (!name != !cases[i].name || (name && strcmp(name, cases[i].name) != 0) ||
        (cases[i].lat != 0 && p->lat != cases[i].lat) || (other != NULL) != cases[i].other)
      fail_msg("'%s' is '%s' at %g, %s", cases[i].text, name ? name : "nothing", p ? p->lat : 0,
               other ? "and another" : "alone");
  }
  const struct ct_gazetteer_place *near = ct_gazetteer_near(g, "Shangai", 7);
  assert_non_null(near);
  assert_string_equal(near->name, "Shanghai");
  assert_null(ct_gazetteer_near(g, "Ouagadougou", 11));
  assert_null(ct_gazetteer_near(g, "", 0));
  assert_true(ct_gazetteer_find(g, "Shanghai", 8)->size_m == 30e3);
  assert_true(ct_gazetteer_find(g, "N'ampo", 6)->size_m == 10e3);
  assert_true(ct_gazetteer_find(g, "Jeju", 4)->size_m == 5e3);
  assert_true(ct_gazetteer_find(g, "Dispur", 6)->size_m == 2e3);
  ct_arena_release(&a);
}

// The document's own rows win over the base's, unless their position is approximate itself.
static void own_places(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_gazetteer *g = small_gazetteer(&a);
  static const char *const names[] = {"Shanghai", "Sohae", "Yeosu", "Nowhere", "Sohae"};
  static const double lonlat[] = {1, 2, 124.705, 39.66, 3, 4, NAN, NAN, 124.7051, 39.6601};
  static const uint8_t approx[] = {0, 0, 1, 0, 0};
  static const float precision[] = {NAN, 100, 5, 5, 100};
  static const struct ct_column column = {.name = "Name", .type = CT_COLUMN_STRING, .string = names};
  static const struct ct_table t = {.name = "own",
                                    .n = 5,
                                    .ncolumns = 1,
                                    .columns = &column,
                                    .geoms = {.nparts = 5, .ncoords = 5, .lonlat = lonlat},
                                    .approx = approx,
                                    .precision_m = precision};
  static const char *const columns[] = {"name", NULL};
  ct_gazetteer_add(g, &t, columns, NULL, INFINITY);
  const struct ct_gazetteer_place *other, *p = ct_gazetteer_find_all(g, "Shanghai", 8, &other);
  assert_true(p->lat == 2 && p->size_m == 1e3 && other == NULL);
  p = ct_gazetteer_find_all(g, "sohae", 5, &other);
  assert_true(p->lat == 39.66 && p->size_m == 100 && other == NULL);
  assert_true(ct_gazetteer_find(g, "Yeosu", 5)->lat == 34.76);
  assert_null(ct_gazetteer_find(g, "Nowhere", 7));
  ct_arena_release(&a);
}

// A file in which every row has the same name must not take the square of its rows.
static void one_name(void **state) {
  (void)state;
  enum { N = 200000 };
  struct ct_arena a = {0};
  const char **names = CT_NEW_N(&a, const char *, N);
  double *lonlat = CT_NEW_N(&a, double, 2 * N);
  for (int i = 0; i < N; i++) {
    names[i] = "unknown";
    lonlat[2 * i] = i % 360 - 180;
    lonlat[2 * i + 1] = (double)(i / 360) / 10;
  }
  struct ct_column column = {.name = "name", .type = CT_COLUMN_STRING, .string = names};
  struct ct_table t = {.name = "own",
                       .n = N,
                       .ncolumns = 1,
                       .columns = &column,
                       .geoms = {.nparts = N, .ncoords = N, .lonlat = lonlat}};
  static const char *const columns[] = {"name", NULL};
  struct ct_gazetteer *g = ct_gazetteer_new(&a);
  clock_t start = clock();
  ct_gazetteer_add(g, &t, columns, NULL, INFINITY);
  assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 5);
  const struct ct_gazetteer_place *other;
  assert_non_null(ct_gazetteer_find_all(g, "unknown", 7, &other));
  assert_non_null(other);
  ct_arena_release(&a);
}

static struct ct_gazetteer *base_gazetteer(struct ct_arena *a) {
  static const char *const columns[] = {"name", "name_alt", "name_local", NULL};
  static const char *const wanted[] = {"name", "name_alt", "name_local", "iso_a2", "pop"};
  struct ct_load_request r = {
      .name = "places", .path = "layers/base/places_10m.fgb", .columns = wanted, .ncolumns = 5};
  struct ct_table *t = CT_NEW(a, struct ct_table);
  struct ct_err err = {0};
  if (!ct_load(&r, a, NULL, t, &err)) fail_msg("%s", err.message);
  struct ct_gazetteer *g = ct_gazetteer_new(a);
  ct_gazetteer_add(g, t, columns, "pop", 0);
  return g;
}

static void base_places(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_gazetteer *g = base_gazetteer(&a);
  // Places by their name in the base layer and by one in another language.
  static const char *const pairs[][2] = {{"Shanghai", "上海"},
                                         {"Seoul", "서울"},
                                         {"Seoul", "首尔"},
                                         {"Pyongyang", "평양"},
                                         {"Pyongyang", "Пхеньян"},
                                         {"Tokyo", "東京"},
                                         {"Tokyo", "도쿄"},
                                         {"Beijing", "Peking"},
                                         {"Moscow", "Москва"},
                                         {"Vladivostok", "블라디보스토크"},
                                         {"Kyiv", "Kiev"},
                                         {"Venice", "Venedig"},
                                         {"København", "Copenhagen"},
                                         {"Busan", "釜山"},
                                         {"Dalian", "다롄"},
                                         {"Qingdao", "青島"},
                                         {"Hong Kong", "香港"},
                                         {"Taipei", "台北"},
                                         {"Cairo", "القاهرة"}};
  for (size_t i = 0; i + 1 < sizeof pairs / sizeof *pairs; i++) {
    const struct ct_gazetteer_place *x = ct_gazetteer_find(g, pairs[i][0], strlen(pairs[i][0])),
                                    *y = ct_gazetteer_find(g, pairs[i][1], strlen(pairs[i][1]));
    if (!x || !y || x->lat != y->lat) fail_msg("'%s' is not '%s'", pairs[i][1], pairs[i][0]);
  }
  const struct ct_gazetteer_place *x = ct_gazetteer_find(g, "Lyon", 4);
  assert_true(x && fabs(x->lat - 45.77) < 0.1 && fabs(x->lon - 4.83) < 0.1);
  ct_arena_release(&a);
}

// ---- Positions

static void reasons(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_gazetteer *g = small_gazetteer(&a);
  static const struct {
    const char *text, *why;
    bool known;
  } cases[] = {{"250 km off Shanghai", "no direction", true},
               {"east of Shanghai", "no distance", true},
               {"52 km north of the DMZ", "place unknown", false},
               {"30000 km north of Shanghai", "the distance is longer than half way round the Earth", true},
               {"250 km north of Shanghai", NULL, true},
               {"중국 상하이 남쪽 250km", NULL, true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_relative r;
    struct ct_relative_result out;
    assert_true(ct_relative_read(cases[i].text, strlen(cases[i].text), &r));
    bool ok = ct_relative_place(&r, g, &out);
    if (ok != (cases[i].why == NULL) || (!ok && strcmp(out.why, cases[i].why) != 0) ||
        (out.place != NULL) != cases[i].known)
      fail_msg("'%s': %s", cases[i].text, out.why ? out.why : "placed");
    assert_true(ok || isnan(out.lon));
  }
  ct_arena_release(&a);
}

// The rule of relative.h, by hand: 50 km, 400 km times 11.25 degrees, 30 km.
static void precision(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_gazetteer *g = small_gazetteer(&a);
  static const struct {
    const char *text;
    double m;
  } cases[] = {{"400 km south-southeast of Shanghai", 97819},
               {"410 km south of Shanghai", 163854},
               {"12 nm 045° from Nampo", 10045}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct ct_relative r;
    struct ct_relative_result out;
    assert_true(ct_relative_read(cases[i].text, strlen(cases[i].text), &r));
    assert_true(ct_relative_place(&r, g, &out));
    if (fabs(out.precision_m - cases[i].m) > 1) fail_msg("'%s': +-%.0f m", cases[i].text, out.precision_m);
  }
  ct_arena_release(&a);
}

static unsigned next_random(unsigned *seed) {
  return *seed = *seed * 1664525u + 1013904223u;
}

// GeographicLib's own program is the judge.
static void geodesics(void **state) {
  (void)state;
  enum { N = 3000 };
  char to[] = "/tmp/relative_XXXXXX";
  int fd = mkstemp(to);
  assert_true(fd >= 0);
  FILE *f = fdopen(fd, "w");
  static double lon[N], lat[N], bearing[N], distance[N];
  unsigned seed = 4;
  for (int i = 0; i < N; i++) {
    lat[i] = (double)(next_random(&seed) >> 8) / (1 << 24) * 178 - 89;
    lon[i] = (double)(next_random(&seed) >> 8) / (1 << 24) * 360 - 180;
    bearing[i] = (double)(next_random(&seed) >> 8) / (1 << 24) * 360;
    distance[i] = pow(10, 1 + (double)(next_random(&seed) >> 8) / (1 << 24) * 6.3);
    if (distance[i] > 19e6) distance[i] = 19e6;
    fprintf(f, "%.17g %.17g %.17g %.17g\n", lat[i], lon[i], bearing[i], distance[i]);
  }
  fclose(f);
  char command[200];
  snprintf(command, sizeof command, "GeodSolve -p 6 < %s", to);
  FILE *judge = popen(command, "r");
  assert_non_null(judge);
  struct ct_arena a = {0};
  static const char *const names[] = {"X"};
  int judged = 0;
  for (double y, x, z; judged < N && fscanf(judge, "%lf %lf %lf", &y, &x, &z) == 3; judged++) {
    double at[2] = {lon[judged], lat[judged]};
    struct ct_column column = {.name = "name", .type = CT_COLUMN_STRING, .string = names};
    struct ct_table t = {.name = "x",
                         .n = 1,
                         .ncolumns = 1,
                         .columns = &column,
                         .geoms = {.nparts = 1, .ncoords = 1, .lonlat = at}};
    static const char *const columns[] = {"name", NULL};
    struct ct_gazetteer *g = ct_gazetteer_new(&a);
    ct_gazetteer_add(g, &t, columns, NULL, 1);
    struct ct_relative r = {.distance_m = distance[judged],
                            .bearing_deg = bearing[judged],
                            .spread_deg = 1,
                            .distance_unit_m = 1,
                            .place = "x",
                            .place_n = 1};
    struct ct_relative_result out;
    assert_true(ct_relative_place(&r, g, &out));
    // In metres on the ground, good enough at this size.
    double off = hypot(out.lat - y, remainder(out.lon - x, 360) * cos(y * 3.14159265358979 / 180)) * 111320;
    if (!(off < 1)) fail_msg("case %d is %g m off", judged, off);
    ct_arena_release(&a);
  }
  pclose(judge);
  unlink(to);
  if (judged == 0) skip();  // GeodSolve is not installed
  assert_int_equal(judged, N);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(spellings),   cmocka_unit_test(own_places), cmocka_unit_test(one_name),
      cmocka_unit_test(base_places), cmocka_unit_test(reasons),    cmocka_unit_test(precision),
      cmocka_unit_test(geodesics),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

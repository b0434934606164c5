// SPDX-License-Identifier: MIT
// Tests of rows placed by distance and direction from a named place: columns, precedence, reasons, and who is asked.
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
#include "cartouche.h"
#include "coord/gazetteer.h"
#include "hall/sources/places.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/table.h"

struct found {
  struct ct_arena arena;
  struct ct_diags diags;
  struct ct_table table;
  struct ct_err err;
  char said[4096];  // "CT-D125:3 ..." line by line
  int asked;        // how often the gazetteer was
  bool no_places;
  struct ct_places *job;       // NULL: places of this test's own
  const char *const *columns;  // NULL: all
  size_t ncolumns;
};

static void on_diagnostic(void *user, const struct ct_diagnostic *d) {
  struct found *f = user;
  size_t n = strlen(f->said);
  snprintf(f->said + n, sizeof f->said - n, "%s:%ld %s %s|%s\n", d->code, d->line, d->field ? d->field : "-",
           d->message, d->suggestion ? d->suggestion : "");
}

static const struct ct_gazetteer *places(void *user) {
  struct found *f = user;
  static const char *const names[] = {"Shanghai", "Nampo", "Springfield", "Springfield"};
  static const char *const states[] = {NULL, NULL, "Illinois", "Missouri"};
  static const double pop[] = {14987000, 1127000, 200000, 150000};
  static const double lonlat[] = {121.47, 31.23, 125.41, 38.74, -89.65, 39.80, -93.29, 37.21};
  static const struct ct_column columns[] = {{.name = "name", .type = CT_COLUMN_STRING, .string = names},
                                             {.name = "state", .type = CT_COLUMN_STRING, .string = states},
                                             {.name = "pop", .type = CT_COLUMN_NUMBER, .number = pop}};
  static const struct ct_table t = {.name = "t",
                                    .n = 4,
                                    .ncolumns = 3,
                                    .columns = columns,
                                    .geoms = {.nparts = 4, .ncoords = 4, .lonlat = lonlat}};
  static const char *const name[] = {"name", NULL};
  f->asked++;
  struct ct_gazetteer *g = ct_gazetteer_new(&f->arena);
  ct_gazetteer_add(g, &t, name, "pop", 0);
  return g;
}

static bool load(struct found *f, const char *csv) {
  char path[] = "/tmp/relative_XXXXXX.csv";
  int fd = mkstemps(path, 4);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, csv, strlen(csv)), (long)strlen(csv));
  close(fd);
  f->diags = (struct ct_diags){.fn = on_diagnostic, .user = f};
  struct ct_load_request r = {.name = "t",
                              .path = path,
                              .all_columns = !f->columns,
                              .columns = f->columns,
                              .ncolumns = f->ncolumns,
                              .need_place = true,
                              .places = f->no_places ? NULL : places,
                              .places_user = f};
  if (f->job) {
    r.places = ct_places_get;
    r.places_user = f->job;
  }
  bool ok = ct_load(&r, &f->arena, &f->diags, &f->table, &f->err);
  unlink(path);
  return ok;
}

// Row i is about there, approximate, in this notation.
static void is_at(const struct found *f, size_t i, double lon, double lat, double precision_m) {
  const double *p = f->table.geoms.lonlat + 2 * i;
  if (!(fabs(p[0] - lon) < 0.006 && fabs(p[1] - lat) < 0.006))
    fail_msg("row %zu is at %.4f, %.4f", i, p[0], p[1]);
  assert_int_equal(f->table.approx[i], 1);
  assert_int_equal(f->table.notation[i], CT_NOTATION_RELATIVE);
  if (fabs(f->table.precision_m[i] - precision_m) > precision_m / 100)
    fail_msg("row %zu: +-%g m", i, (double)f->table.precision_m[i]);
}

static void says(const struct found *f, const char *text) {
  if (!strstr(f->said, text)) fail_msg("'%s' is not said, but:\n%s", text, f->said);
}

// Positions by GeodSolve from 31.23 121.47 (as in layers/dprk/transfers.csv, to two decimals).
static void phrases(void **state) {
  (void)state;
  struct found f = {0};
  assert_true(load(&f,
                   "name,place_as_published\n"
                   "a,around 250 km eastern offshore of Shanghai\n"
                   "b,around 400km south-southeast offshore of Shanghai\n"
                   "c,上海の南約410㎞の沖合\n"
                   "d,350 km (218 miles) off Shanghai\n"
                   "e,east of Shanghai\n"
                   "f,52 km north of the DMZ\n"
                   "g,52 km north of Shangai\n"
                   "h,East China Sea\n"
                   "i,\n"
                   "j,10 km south of Springfield\n"
                   "k,\"10 km south of Springfield, Missouri\"\n"
                   "l,\"52 km north of the DMZ, 410 km south of Shanghai\"\n"));
  is_at(&f, 0, 124.09, 31.20, 105656);
  is_at(&f, 1, 123.02, 27.89, 97819);
  is_at(&f, 2, 121.47, 27.53, 163854);
  is_at(&f, 9, -89.65, 39.71, 8080);
  is_at(&f, 10, -93.29, 37.12, 8080);
  is_at(&f, 11, 121.47, 27.53, 163854);
  assert_string_equal(f.table.published[2], "上海の南約410㎞の沖合");
  assert_int_equal(f.table.placed, 6);
  for (size_t i = 3; i < 9; i++) assert_false(ct_table_placed(&f.table, i));
  says(
      &f,
      "CT-D125:5 place_as_published 'd': position '350 km (218 miles) off Shanghai' tells a distance and no");
  says(&f, "CT-D126:6 place_as_published 'e': position 'east of Shanghai' tells a direction and no distance");
  says(&f, "CT-D127:7 place_as_published 'f': position '52 km north of the DMZ' counts from 'the DMZ'");
  says(&f,
       "CT-D127:8 place_as_published 'g': position '52 km north of Shangai' counts from 'Shangai', a place "
       "that "
       "is not known|did you mean 'Shanghai'?");
  says(&f,
       "CT-D110:9 place_as_published 'h': no coordinates, and 'East China Sea' is no distance and direction");
  says(&f, "CT-D110:10 ");
  says(
      &f,
      "CT-D128:11 place_as_published position '10 km south of Springfield' counts from Springfield at 39.80, "
      "-89.65; there is another one at 37.21, -93.29");
  assert_null(strstr(f.said, ":12 "));
  assert_int_equal(f.asked, 1);
  ct_arena_release(&f.arena);
}

static void parts(void **state) {
  (void)state;
  struct found f = {0};
  assert_true(load(&f,
                   "id,reference_place,direction,distance_km\n"
                   "1,Shanghai,S,410\n"
                   "2,Shanghai,180,410\n"
                   "3,Shanghai,,250\n"
                   "4,Shanghai,E,\n"
                   "5,Atlantis,E,10\n"
                   "6,Unknown,E,10\n"
                   "7,,,\n"));
  is_at(&f, 0, 121.47, 27.53, 163854);
  is_at(&f, 1, 121.47, 27.53, 30622);  // 5 km, half a degree, 30 km
  assert_int_equal(f.table.placed, 2);
  assert_string_equal(f.table.published[0], "Shanghai S 410");
  says(&f, "CT-D125:4 reference_place position 'Shanghai 250' tells a distance and no direction");
  says(&f, "CT-D126:5 reference_place position 'Shanghai E' tells a direction and no distance");
  says(&f, "CT-D127:6 reference_place position 'Atlantis E 10' counts from 'Atlantis'");
  says(&f, "CT-D110:7 ");
  says(&f, "CT-D110:8 ");
  ct_arena_release(&f.arena);
}

static void units_in_names(void **state) {
  (void)state;
  static const char *const heads[] = {"from,bearing,dist_nm", "ref,azimuth,distance (nm)",
                                      "Reference Place,dir,dist nmi", "기준점,방위,거리 해리"};
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
    struct found f = {0};
    char csv[200];
    snprintf(csv, sizeof csv, "%s\nNampo,270,15\nNampo,W,15\n", heads[i]);
    if (!load(&f, csv)) fail_msg("%s: %s", heads[i], f.err.message);
    is_at(&f, 0, 125.0903, 38.7395, 11017);  // 2.5 nm, half a degree, 10 km
    is_at(&f, 1, 125.0903, 38.7395, 15467);
    ct_arena_release(&f.arena);
  }
}

// The columns of parts go first; the phrase tells how the distance is rounded.
static void both(void **state) {
  (void)state;
  struct found f = {0};
  assert_true(load(&f,
                   "place,reference_place,direction,distance_km\n"
                   "150 nautical miles off Shanghai,Shanghai,S,277.8\n"
                   "somewhere,Shanghai,S,277.8\n"
                   "250 km off the coast,Shanghai,S,250\n"
                   "410 km south of Atlantis,Shanghai,,\n"));
  is_at(&f, 0, 121.47, 28.7244, 121994);  // 25 nm, 109 km, 30 km
  is_at(&f, 1, 121.47, 28.7244, 113138);
  is_at(&f, 2, 121.47, 28.98, 105656);
  assert_string_equal(f.table.published[0], "150 nautical miles off Shanghai");
  says(&f, "CT-D127:5 place position '410 km south of Atlantis'");
  ct_arena_release(&f.arena);
}

// Coordinates win; wrong ones stay wrong; empty ones and words for nothing give way.
static void beside_coordinates(void **state) {
  (void)state;
  struct found f = {0};
  assert_true(load(&f,
                   "lat,lon,location\n"
                   "10.5,20.5,410 km south of Shanghai\n"
                   "95,20.5,410 km south of Shanghai\n"
                   ",,410 km south of Shanghai\n"
                   "Unknown,Unknown,410 km south of Shanghai\n"
                   ",,Pier 4\n"));
  assert_true(f.table.geoms.lonlat[0] == 20.5 && f.table.geoms.lonlat[1] == 10.5);
  assert_int_equal(f.table.approx[0], 0);
  assert_false(ct_table_placed(&f.table, 1));
  is_at(&f, 2, 121.47, 27.53, 163854);
  is_at(&f, 3, 121.47, 27.53, 163854);
  says(&f, "CT-D113:3 lat");
  says(&f, "CT-D110:6 ");
  assert_null(strstr(f.said, ":4 "));
  assert_null(strstr(f.said, ":5 "));
  ct_arena_release(&f.arena);
}

// One column with coordinates in some cells and phrases in others.
static void mixed_cells(void **state) {
  (void)state;
  struct found f = {0};
  assert_true(load(&f,
                   "position\n"
                   "\"38.74, 125.41\"\n"
                   "\"N38°44'24\"\" E125°24'36\"\"\"\n"
                   "15 nautical miles W of Nampo\n"
                   "nowhere in particular\n"));
  assert_int_equal(f.table.placed, 3);
  is_at(&f, 2, 125.0903, 38.7395, 15467);
  ct_arena_release(&f.arena);
}

// A column is recognised by its cells, too, and read although nobody asked for it.
static void by_content(void **state) {
  (void)state;
  struct found f = {0};
  static const char *const columns[] = {"b"};
  f.columns = columns;
  f.ncolumns = 1;
  assert_true(load(&f,
                   "a,b\n"
                   "410 km south of Shanghai,1\n"
                   "15 nautical miles W of Nampo,2\n"));
  assert_int_equal(f.table.ncolumns, 1);
  is_at(&f, 1, 125.0903, 38.7395, 15467);
  ct_arena_release(&f.arena);
}

// The gazetteer costs something: nobody asks for it in vain.
static void not_asked(void **state) {
  (void)state;
  static const char *const files[] = {
      "lat,lon,location\n10.5,20.5,410 km south of Shanghai\n",
      "lat,lon,place\n10.5,20.5,Shanghai\n,,Nampo\n",
      "lat,lon,from,to,distance\n10.5,20.5,Shanghai,Nampo,410\n,,Shanghai,Nampo,12\n",
      "lat,lon,note\n10.5,20.5,the ship left about 410 km south of Shanghai\n1,2,no\n3,4,nothing\n,,12 "
      "men\n"};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    struct found f = {0};
    if (!load(&f, files[i])) fail_msg("%zu: %s", i, f.err.message);
    if (f.asked) fail_msg("file %zu asks for the gazetteer", i);
    ct_arena_release(&f.arena);
  }
  struct found f = {.no_places = true};
  assert_false(load(&f, "place\n410 km south of Shanghai\n"));
  assert_non_null(strstr(f.err.message, "no coordinates"));
  ct_arena_release(&f.arena);
}

// What a job loaded before is known by name, and what the base layer has.
static void places_of_a_job(void **state) {
  (void)state;
  struct found f = {0}, g = {0};
  assert_true(load(&f, "name,lat,lon,note\nSohae,39.66,124.705,a\nShanghai,1.000,2.000,b\n"));
  struct ct_places job = {.arena = &g.arena, .share_dir = "."};
  ct_places_add(&job, &f.table);
  assert_null(job.gazetteer);
  g.job = &job;
  assert_true(load(&g,
                   "location\n"
                   "10 km S of Sohae\n"
                   "20 km al norte de Madrid\n"
                   "10 km S of Shanghai\n"));
  is_at(&g, 0, 124.705, 39.57, 6437);  // 5 km, 22.5 degrees, 1 km
  is_at(&g, 1, -3.7026, 40.5966, 13625);
  is_at(&g, 2, 2, 0.91, 6361);
  ct_arena_release(&g.arena);
  ct_arena_release(&f.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(phrases),
      cmocka_unit_test(parts),
      cmocka_unit_test(units_in_names),
      cmocka_unit_test(both),
      cmocka_unit_test(beside_coordinates),
      cmocka_unit_test(mixed_cells),
      cmocka_unit_test(by_content),
      cmocka_unit_test(places_of_a_job),
      cmocka_unit_test(not_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

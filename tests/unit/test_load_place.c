// SPDX-License-Identifier: MIT
// Tests of placing the rows of plain tables: which columns, which notation, how precise, and the reason when not.
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
#include "load/load.h"
#include "load/place_precision.h"
#include "model/diag.h"
#include "model/table.h"

struct fixture {
  struct ct_arena arena;
  struct ct_str log;  // findings, a line each
  struct ct_diags diags;
  struct ct_table table;
  struct ct_err err;
  char path[64];
};

static void on_diagnostic(void *user, const struct ct_diagnostic *d) {
  struct fixture *f = user;
  ct_str_addf(&f->log, "%ld %s %s%s%s\n", d->line, d->code, d->message, d->suggestion ? " | " : "",
              d->suggestion ? d->suggestion : "");
}

static bool load(struct fixture *f, const char *csv, struct ct_load_request q) {
  *f = (struct fixture){.path = "/tmp/ct_place_XXXXXX.csv"};
  f->log.arena = &f->arena;
  f->diags = (struct ct_diags){.fn = on_diagnostic, .user = f};
  int fd = mkstemps(f->path, 4);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, csv, strlen(csv)), strlen(csv));
  close(fd);
  q.name = "t";
  q.path = f->path;
  q.all_columns = true;
  bool ok = ct_load(&q, &f->arena, &f->diags, &f->table, &f->err);
  unlink(f->path);
  return ok;
}

static void finish(struct fixture *f) {
  ct_arena_release(&f->arena);
}

static void is_at(const struct fixture *f, size_t i, double lon, double lat, const char *notation, double m) {
  const struct ct_table *t = &f->table;
  const double *p = t->geoms.lonlat + 2 * i;
  if (!(fabs(p[0] - lon) < 2e-5 && fabs(p[1] - lat) < 2e-5))
    fail_msg("row %zu is at %.7f, %.7f, not %.7f, %.7f\n%s", i, p[0], p[1], lon, lat,
             ct_str_text((struct ct_str *)(uintptr_t)&f->log));
  assert_non_null(t->notation);
  assert_string_equal(ct_notation_name((enum ct_notation)t->notation[i]), notation);
  if (!(fabs(t->precision_m[i] - m) < 0.01 * m))
    fail_msg("row %zu: precision %g, not %g", i, t->precision_m[i], m);
}

static void nowhere(const struct fixture *f, size_t i) {
  assert_true(isnan(f->table.geoms.lonlat[2 * i]));
}

static void says(struct fixture *f, const char *expected) {
  assert_string_equal(ct_str_text(&f->log), expected);
}

// The digits as written make the precision, trailing zeros too.
static void precision_of_digits(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f, "name,lat,lon\nA,39.7961,125.7558\nB,39.80,125.75\nC,40,126\nD,39.50000,125.70000\n",
                   (struct ct_load_request){.keep_published = true}));
  is_at(&f, 0, 125.7558, 39.7961, "decimal", 11.132);
  is_at(&f, 1, 125.75, 39.8, "decimal", 1113.2);
  is_at(&f, 2, 126, 40, "decimal", 111320);
  is_at(&f, 3, 125.7, 39.5, "decimal", 1.1132);
  assert_string_equal(f.table.published[1], "39.80, 125.75");
  says(&f, "");
  finish(&f);
}

static void precision_as_stated(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f,
                   "lat,lon,accuracy,approx\n39.7961,125.7558,50 km,\n39.80,125.75,,yes\n40,126,200 m,no\n",
                   (struct ct_load_request){0}));
  is_at(&f, 0, 125.7558, 39.7961, "decimal", 50000);
  is_at(&f, 1, 125.75, 39.8, "decimal", 1113.2);
  is_at(&f, 2, 126, 40, "decimal", 200);
  assert_int_equal(f.table.approx[0] * 4 + f.table.approx[1] * 2 + f.table.approx[2], 2);
  finish(&f);
  // A code of one to three is no length.
  assert_true(
      load(&f, "lat,lon,geo_precision\n39.7961,125.7558,1\n39.80,125.75,3\n", (struct ct_load_request){0}));
  is_at(&f, 0, 125.7558, 39.7961, "decimal", 11.132);
  finish(&f);
}

static void lengths(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double m;  // NaN: none
  } cases[] = {{"50 km", 50000},
               {"500", 500},
               {"\xC2\xB1 500 m", 500},
               {"~1.5km", 1500},
               {"1,000 m", 1000},
               {"1,5 km", 1500},
               {"2 nm", 3704},
               {"1 mi", 1609.344},
               {"unknown", NAN},
               {"", NAN},
               {"-5", NAN},
               {"0", NAN},
               {"12 apples", NAN},
               {"<100 m.", 100},
               {"within 3 km", 3000},
               {"12,345,678", 12345678}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double m = NAN;
    bool ok = ct_precision_read(cases[i].text, strlen(cases[i].text), 1, &m);
    if (ok == isnan(cases[i].m) || (ok && fabs(m - cases[i].m) > 1e-6))
      fail_msg("'%s': %g", cases[i].text, m);
  }
}

// UTM columns; the positions are what cs2cs makes of EPSG:32652, 32719 and 32633.
static void utm_columns(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(
      &f,
      "name,zone,easting,northing\nA,52S,312345,4405678\nB,52N,312345,4405678\nC,52,312345,4405678\nD,,1,2\n",
      (struct ct_load_request){0}));
  is_at(&f, 0, 126.80870, 39.78037, "utm", 1);
  is_at(&f, 1, 126.80870, 39.78037, "utm", 1);
  nowhere(&f, 2);
  nowhere(&f, 3);
  says(
      &f,
      "4 CT-D123 'C': UTM zone '52' does not say whether north or south of the equator | give the coordinate "
      "system, such as crs EPSG:32652 (UTM zone 52 north)\n"
      "5 CT-D123 'D': '' is no UTM zone (expected 1 to 60 with N or S) | give the coordinate system, such as "
      "crs "
      "EPSG:32652 (UTM zone 52 north)\n");
  finish(&f);
  // One row shows that S means south, so it does in all.
  assert_true(load(&f, "name,huso,este,norte\nA,19S,345000,6290000\nB,19S,345000,4290000\n",
                   (struct ct_load_request){0}));
  is_at(&f, 0, -70.66898, -33.51835, "utm", 1);
  assert_true(f.table.geoms.lonlat[3] < -50);
  finish(&f);
}

static void metres_without_a_system(void **state) {
  (void)state;
  struct fixture f;
  const char *csv = "planta,UTM Este,UTM Norte\nA,345000,6290000\nB,,\n";
  assert_true(load(&f, csv, (struct ct_load_request){0}));
  nowhere(&f, 0);
  says(&f,
       "2 CT-D121 easting '345000' and northing '6290000' are metres, and nothing tells in which system | "
       "give the coordinate system, such as crs EPSG:32652 (UTM zone 52 north)\n"
       "3 CT-D110 no coordinates\n");
  finish(&f);
  assert_true(load(&f, csv, (struct ct_load_request){.crs = "EPSG:32719"}));
  is_at(&f, 0, -70.66898, -33.51835, "projected", 1);
  finish(&f);
}

static void system_in_the_name(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f, "nom;X_L93;Y_L93\nParis;652381,5;6862047,2\n", (struct ct_load_request){0}));
  is_at(&f, 0, 2.35101, 48.85670, "projected", 0.1);
  says(&f,
       "0 CT-D122 'X_L93' and 'Y_L93' are read in the coordinate system EPSG:2154, which their names tell "
       "(give another with crs)\n");
  finish(&f);
}

static void found_by_content(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f, "id,where it is,remark\n1,\"39.7961, 125.7558\",5\n2,\"40.10 N 126.20 E\",6\n",
                   (struct ct_load_request){0}));
  is_at(&f, 0, 125.7558, 39.7961, "decimal", 11.132);
  is_at(&f, 1, 126.2, 40.1, "decimal", 1113.2);
  assert_string_equal(f.table.published[1], "40.10 N 126.20 E");
  finish(&f);
  assert_true(load(&f,
                   "a,b,c\nx,39\xC2\xB0"
                   "47'N,125\xC2\xB0"
                   "45'E\ny,38\xC2\xB0"
                   "00'N,124\xC2\xB0"
                   "30'E\n",
                   (struct ct_load_request){0}));
  is_at(&f, 1, 124.5, 38, "dm", 111320 / 60.0);
  finish(&f);
}

// A second way to say where it is stands in where the first is empty.
static void second_way(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f, "lat,lon,coordinates,n\n39.5,125.5,,1\n,,\"40.10 N, 126.20 E\",2\n,,no idea,3\n,,,4\n",
                   (struct ct_load_request){0}));
  is_at(&f, 1, 126.2, 40.1, "decimal", 1113.2);
  nowhere(&f, 2);
  nowhere(&f, 3);
  assert_int_equal(f.table.placed, 2);
  finish(&f);
}

static void geometry_in_a_cell(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f,
                   "name;wkt\nA;POINT (125.5 39.5)\nB;LINESTRING (125 39, 126 40)\nC;\nD;POLYGON ((125 39, "
                   "126 39, 126 40, 125 39))\n"
                   "E;{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}\nF;POLYGON ((broken\n",
                   (struct ct_load_request){0}));
  static const enum ct_geom_type kinds[] = {CT_GEOM_POINT,   CT_GEOM_LINE, CT_GEOM_NONE,
                                            CT_GEOM_POLYGON, CT_GEOM_LINE, CT_GEOM_NONE};
  for (size_t i = 0; i < 6; i++)
    if (ct_table_geom_type(&f.table, i) != kinds[i])
      fail_msg("row %zu: kind %d", i, ct_table_geom_type(&f.table, i));
  assert_int_equal(f.table.placed, 4);
  assert_string_equal(ct_notation_name((enum ct_notation)f.table.notation[4]), "geojson");
  says(&f, "4 CT-D110 'C': no coordinates\n7 CT-D117 the geometry 'POLYGON ((broken' cannot be read\n");
  finish(&f);
}

// Headers in degrees over numbers that are metres are not read as degrees.
static void metres_under_degrees(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f, "LATITUD,LONGITUD\n6290000,345000\n6291000,346000\n", (struct ct_load_request){0}));
  assert_int_equal(f.table.placed, 0);
  assert_non_null(strstr(ct_str_text(&f.log), "CT-D121"));
  finish(&f);
}

static void packed_numbers(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f, "n,DMS_LAT,DMS_LONG\na,330512,660000\nb,-225936,-1450030\nc,337000,660000\n",
                   (struct ct_load_request){0}));
  is_at(&f, 0, 66, 33 + 5 / 60.0 + 12 / 3600.0, "dms", 30.92);
  is_at(&f, 1, -145 - 30 / 3600.0, -22 - 59 / 60.0 - 36 / 3600.0, "dms", 30.92);
  nowhere(&f, 2);
  assert_non_null(strstr(ct_str_text(&f.log), "minutes or seconds of 60 or more"));
  finish(&f);
}

// Many beyond 180 are another way to count; one is a slip.
static void longitudes_all_round(void **state) {
  (void)state;
  struct fixture f;
  assert_true(
      load(&f, "lat,lon\n-20.42,181.62\n-20.62,181.03\n-26.00,178.10\n", (struct ct_load_request){0}));
  is_at(&f, 0, -178.38, -20.42, "decimal", 1113.2);
  is_at(&f, 2, 178.10, -26, "decimal", 1113.2);
  says(&f, "0 CT-D120 longitudes in 'lon' run from 0 to 360: those beyond 180 are read as west\n");
  finish(&f);
  assert_true(load(&f, "lat,lon\n20.42,191.62\n20.62,121.03\n26.00,128.10\n", (struct ct_load_request){0}));
  nowhere(&f, 0);
  assert_non_null(strstr(ct_str_text(&f.log), "CT-D112"));
  finish(&f);
}

static void letters_against_columns(void **state) {
  (void)state;
  struct fixture f;
  assert_true(load(&f, "lat,lon\n39.5N,125.25E\n125.25E,39.5N\n", (struct ct_load_request){0}));
  is_at(&f, 1, 125.25, 39.5, "decimal", 11132);
  assert_non_null(strstr(ct_str_text(&f.log), "stand in each other's column"));
  finish(&f);
}

static void which_is_latitude(void **state) {
  (void)state;
  struct fixture f;
  assert_false(load(&f, "3039154\tEl Tarter\t42.57952\t1.65362\n3039163\tSant Julia\t42.46372\t1.49129\n",
                    (struct ct_load_request){.need_place = true}));
  assert_non_null(
      strstr(f.err.message, "'column 3' and 'column 4' look like degrees, but nothing tells which"));
  assert_int_equal(f.table.n, 2);  // counted all the same
  finish(&f);
  assert_true(load(&f, "3039154\tEl Tarter\t42.57952\t1.65362\n3039163\tSant Julia\t42.46372\t1.49129\n",
                   (struct ct_load_request){.lat = "3", .lon = "4"}));
  is_at(&f, 1, 1.49129, 42.46372, "decimal", 1.1132);
  finish(&f);
  assert_true(
      load(&f, "where;remark\n39.5N 125.5E;x\n", (struct ct_load_request){.lat = "where", .lon = "where"}));
  is_at(&f, 0, 125.5, 39.5, "decimal", 11132);
  finish(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(precision_of_digits),
      cmocka_unit_test(precision_as_stated),
      cmocka_unit_test(lengths),
      cmocka_unit_test(utm_columns),
      cmocka_unit_test(metres_without_a_system),
      cmocka_unit_test(system_in_the_name),
      cmocka_unit_test(found_by_content),
      cmocka_unit_test(second_way),
      cmocka_unit_test(geometry_in_a_cell),
      cmocka_unit_test(metres_under_degrees),
      cmocka_unit_test(packed_numbers),
      cmocka_unit_test(longitudes_all_round),
      cmocka_unit_test(letters_against_columns),
      cmocka_unit_test(which_is_latitude),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

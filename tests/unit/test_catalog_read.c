// SPDX-License-Identifier: MIT
// Catalogues read as of a day, and damaged ones: the right table or an error, never a wrong one.
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
#include "hall/sources/data.h"
#include "load/load.h"
#include "model/diag.h"
#include "model/table.h"

static char folder[] = "/tmp/cartouche-catalog-XXXXXX";
static char catalog[64], broken[64];

// Three bulletins: positions in two notations, one row without any, an area, a column that comes later.
static const struct {
  const char *day, *name, *text;
} bulletins[] = {
    {"2018-03-01", "a.csv",
     "id,name,wkt,n,note\n"
     "k1,Alpha,POINT (125.75 39.8),1,first\n"
     "k2,Beta,\"POLYGON ((126 40, 127 40, 127 41, 126 40))\",2.5,\n"
     "k3,Gamma,,3,nowhere yet\n"
     "k4,\"Delta, the fourth\",POINT (124.7 39.66),,\n"},
    {"2018-06-15", "b.csv",
     "id,name,wkt,n,note,seen\n"
     "k1,Alpha,POINT (125.76 39.81),1,first,true\n"
     "k2,Beta,\"POLYGON ((126 40, 127 40, 127 41, 126 40))\",2.5,,false\n"
     "k3,Gamma,POINT (129 41),4,found,true\n"
     "k5,Epsilon,\"LINESTRING (120 30, 121 31, 122 30)\",5,,\n"},
    {"2019-01-31", "c.csv",
     "id,name,wkt,n,note,seen\n"
     "k1,Alpha,POINT (125.76 39.81),1,first,true\n"
     "k4,\"Delta, the fourth\",POINT (124.7 39.66),,again,true\n"},
};
static const char *const days[] = {"2018-03-01", "2018-06-14", "2018-06-15", "2019-01", NULL};
enum { NDAYS = sizeof days / sizeof *days };

static void put_file(const char *path, const void *bytes, size_t n) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, n, f), n);
  fclose(f);
}

static int make(void **state) {
  (void)state;
  assert_non_null(mkdtemp(folder));
  snprintf(catalog, sizeof catalog, "%s/c.gpkg", folder);
  snprintf(broken, sizeof broken, "%s/x.gpkg", folder);
  for (size_t i = 0; i < sizeof bulletins / sizeof *bulletins; i++) {
    char path[64];
    struct ct_err err = {0};
    struct ct_catalog_summary sum;
    const char *files[] = {path};
    snprintf(path, sizeof path, "%s/%s", folder, bulletins[i].name);
    put_file(path, bulletins[i].text, strlen(bulletins[i].text));
    struct ct_job *job = ct_job_new(".");
    struct ct_catalog_import q = {.files = files,
                                  .nfiles = 1,
                                  .into = catalog,
                                  .id = "id",
                                  .source = "bulletin",
                                  .recorded = bulletins[i].day,
                                  .complete = true};
    if (!ct_catalog_import(job, &q, &sum, &err)) fail_msg("%s", err.message);
    ct_job_free(job);
  }
  return 0;
}

static int tidy(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

static bool load(const char *path, const char *day, const char *where, struct ct_arena *a,
                 struct ct_table *out, struct ct_err *err) {
  struct ct_diags quiet = {0};
  struct ct_load_request q = {
      .name = "c", .path = path, .where = where, .all_columns = true, .quiet_rows = true};
  struct ct_data_day d = {.as_of = day};
  *out = (struct ct_table){0};
  return ct_data_load(&q, &d, a, &quiet, out, err);
}

// ids of the rows, joined.
static const char *ids(const struct ct_table *t, char buf[256]) {
  buf[0] = '\0';
  for (size_t i = 0; i < t->n; i++) {
    if (i) strcat(buf, " ");
    strcat(buf, t->feature_key ? t->feature_key[i] : "?");
  }
  return buf;
}

static void expect_ids(const char *day, const char *where, const char *want) {
  struct ct_arena a = {0};
  struct ct_table t;
  struct ct_err err = {0};
  char buf[256];
  if (!load(catalog, day, where, &a, &t, &err)) fail_msg("%s", err.message);
  assert_string_equal(ids(&t, buf), want);
  ct_arena_release(&a);
}

static void as_of_a_day(void **state) {
  (void)state;
  expect_ids("2018-02-28", NULL, "");
  expect_ids("2018-03-01", NULL, "k1 k2 k3 k4");
  expect_ids("2018-05", NULL, "k1 k2 k3 k4");
  expect_ids("2018-06", NULL, "k1 k2 k3 k5");
  expect_ids("2018-06-15", NULL, "k1 k2 k3 k5");
  expect_ids("2019-01-30", NULL, "k1 k2 k3 k5");
  expect_ids(NULL, NULL, "k1 k4");
}

static void cells_and_shapes(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_table t;
  struct ct_err err = {0};
  if (!load(catalog, "2018-06-15", NULL, &a, &t, &err)) fail_msg("%s", err.message);
  int note = ct_table_column(&t, "note"), n = ct_table_column(&t, "n"), seen = ct_table_column(&t, "seen");
  char buf[32];
  assert_true(note >= 0 && n >= 0 && seen >= 0);
  for (size_t i = 0; i < t.ncolumns; i++) assert_true(strncmp(t.columns[i].name, "ct_", 3) != 0);
  assert_string_equal(ct_table_text(&t, note, 2, buf), "found");
  assert_null(ct_table_text(&t, note, 1, buf));
  assert_true(ct_table_number(&t, n, 1) == 2.5);
  assert_string_equal(ct_table_text(&t, seen, 1, buf), "false");
  assert_int_equal(ct_table_geom_type(&t, 0), CT_GEOM_POINT);
  assert_int_equal(ct_table_geom_type(&t, 1), CT_GEOM_POLYGON);
  assert_int_equal(ct_table_geom_type(&t, 3), CT_GEOM_LINE);
  const struct ct_geoms *g = &t.geoms;
  size_t ring = g->part0[1];
  assert_int_equal(g->coord0[ring + 1] - g->coord0[ring], 3);  // without its first point again
  assert_true(g->lonlat[2 * g->coord0[g->part0[2]]] == 129);
  assert_int_equal(t.row[3], 5);
  assert_int_equal(t.placed, 4);
  assert_true(t.bbox[0] == 120 && t.bbox[3] == 41);
  ct_arena_release(&a);
}

static void conditions(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "colour = 1",   "n >",    "1; DROP TABLE ct_feature", "n = (SELECT max(n) FROM features_history)",
      "random() > 0", "1), (2", "\"nmae\" = 'Alpha'"};
  expect_ids("2018-03-01", "n > 2", "k2 k3");
  expect_ids("2018-03-01", "name LIKE 'delta%' -- the fourth", "k4");
  expect_ids("2018-03-01", "n IS NULL OR note = 'first'", "k1 k4");
  expect_ids("2018-03-01", "1=1) OR (1=1", "k1 k2 k3 k4");
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct ct_arena a = {0};
    struct ct_table t;
    struct ct_err err = {0};
    assert_false(load(catalog, NULL, wrong[i], &a, &t, &err));
    assert_non_null(strstr(err.message, "where"));
    ct_arena_release(&a);
  }
}

// ---- Damage

static bool same_text(const char *x, const char *y) {
  return x == y || (x && y && strcmp(x, y) == 0);
}

static bool same_cells(const struct ct_table *x, const struct ct_table *y) {
  char p[32], q[32];
  for (size_t c = 0; c < x->ncolumns; c++) {
    if (strcmp(x->columns[c].name, y->columns[c].name) != 0 || x->columns[c].type != y->columns[c].type)
      return false;
    for (size_t i = 0; i < x->n; i++)
      if (!same_text(ct_table_text(x, (int)c, i, p), ct_table_text(y, (int)c, i, q))) return false;
  }
  return true;
}

static bool same_rows(const struct ct_table *x, const struct ct_table *y) {
  for (size_t i = 0; i < x->n; i++)
    if (!same_text(x->feature_key[i], y->feature_key[i]) || x->notation[i] != y->notation[i] ||
        memcmp(&x->precision_m[i], &y->precision_m[i], sizeof(float)) != 0 || x->approx[i] != y->approx[i] ||
        !same_text(x->published[i], y->published[i]) || ct_table_geom_type(x, i) != ct_table_geom_type(y, i))
      return false;
  return true;
}

static bool same_table(const struct ct_table *x, const struct ct_table *y) {
  if (x->n != y->n || x->ncolumns != y->ncolumns || !y->feature_key) return false;
  if (x->geoms.ncoords != y->geoms.ncoords || x->geoms.nparts != y->geoms.nparts) return false;
  return same_cells(x, y) && same_rows(x, y) &&
         memcmp(x->geoms.lonlat, y->geoms.lonlat, 2 * x->geoms.ncoords * sizeof(double)) == 0;
}

static uint64_t next(uint64_t *seed) {  // splitmix64
  uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

// Every tenth file is cut off, the others have one to eight bits turned.
static size_t spoil(unsigned char *bytes, size_t n, size_t run, uint64_t *seed) {
  if (run % 10 == 9) return next(seed) % n;
  for (size_t k = 1 + next(seed) % 8; k > 0; k--) {
    size_t bit = next(seed) % (8 * n);
    bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
  }
  return n;
}

static size_t try_all(const struct ct_table *right, size_t run) {
  size_t refused = 0;
  for (int d = 0; d < NDAYS; d++) {
    struct ct_arena a = {0};
    struct ct_table t;
    struct ct_err err = {0};
    if (!load(broken, days[d], NULL, &a, &t, &err)) {
      assert_true(err.message[0]);
      assert_null(strchr(err.message, '\n'));
      refused++;
    } else if (!same_table(&right[d], &t)) {
      fail_msg("run %zu, as of %s: a wrong table", run, days[d] ? days[d] : "now");
    }
    ct_arena_release(&a);
  }
  return refused;
}

static void damage(void **state) {
  (void)state;
  enum { RUNS = 500 };
  struct ct_arena a = {0};
  struct ct_table right[NDAYS];
  struct ct_err err = {0};
  for (int d = 0; d < NDAYS; d++)
    if (!load(catalog, days[d], NULL, &a, &right[d], &err)) fail_msg("%s", err.message);
  FILE *f = fopen(catalog, "rb");
  fseek(f, 0, SEEK_END);
  size_t n = (size_t)ftell(f), refused = 0;
  unsigned char *whole = malloc(n), *bytes = malloc(n);
  rewind(f);
  assert_int_equal(fread(whole, 1, n, f), n);
  fclose(f);
  uint64_t seed = 20180301;
  for (size_t run = 0; run < RUNS; run++) {
    memcpy(bytes, whole, n);
    put_file(broken, bytes, spoil(bytes, n, run, &seed));
    refused += try_all(right, run) > 0;
  }
  // Most of a small file is unused; yet much is noticed.
  print_message("%zu of %d damaged catalogues were refused\n", refused, RUNS);
  assert_true(refused > RUNS / 5);
  free(whole);
  free(bytes);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(as_of_a_day), cmocka_unit_test(cells_and_shapes),
                                     cmocka_unit_test(conditions), cmocka_unit_test(damage)};
  return cmocka_run_group_tests(tests, make, tidy);
}

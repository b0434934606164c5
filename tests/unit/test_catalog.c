// SPDX-License-Identifier: MIT
// Tests of catalogues: hashes, geometries, and which row is which feature.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/digest.h"
#include "cartouche.h"
#include "catalog/blob.h"
#include "catalog/hash.h"
#include "catalog/ids.h"
#include "catalog/known.h"
#include "catalog/match.h"
#include "model/diag.h"
#include "model/table.h"

// ---- Hashes

static void hash_of(struct ct_arena *a, int form, unsigned char out[CT_CATALOG_HASH]) {
  struct ct_catalog_hash h = {.arena = a, .digest = ct_digest_new()};
  ct_catalog_hash_text(&h, "name", form == 1 ? "Wonsan " : "Wonsan");
  if (form == 2) ct_catalog_hash_text(&h, "size", "5");
  if (form != 2) ct_catalog_hash_number(&h, "size", form == 3 ? 5.5 : 5);
  ct_catalog_hash_text(&h, "later", form == 4 ? "x" : NULL);
  ct_catalog_hash_number(&h, form == 5 ? "a" : "b", form == 5 || form == 6 ? 0 : NAN);
  if (form == 6) h.bytes.n = 0;
  ct_catalog_hash_end(&h, out);
  assert_int_equal(h.bytes.n, 0);
  ct_digest_free(h.digest);
}

static void test_hash(void **state) {
  (void)state;
  struct ct_arena a = {0};
  unsigned char h[7][CT_CATALOG_HASH];
  for (int i = 0; i < 7; i++) hash_of(&a, i, h[i]);
  // A number is its text, and what has no value is not there.
  assert_memory_equal(h[0], h[2], CT_CATALOG_HASH);
  for (int i = 1; i < 7; i++)
    for (int k = 0; k < i; k++)
      if (!(i == 2 && k == 0)) assert_memory_not_equal(h[i], h[k], CT_CATALOG_HASH);
  // Of nothing: the digest of no bytes.
  char hex[CT_DIGEST_SIZE], got[CT_DIGEST_SIZE];
  ct_digest_of("", 0, hex);
  for (int i = 0; i < CT_CATALOG_HASH; i++) snprintf(got + 2 * i, 3, "%02x", h[6][i]);
  assert_string_equal(got, hex);
  // The form is for all time: sizes of 8 bytes, little-endian.
  unsigned char bytes[] = "\4\0\0\0\0\0\0\0name\6\0\0\0\0\0\0\0Wonsan\4\0\0\0\0\0\0\0size\1\0\0\0\0\0\0\0005";
  ct_digest_of(bytes, sizeof bytes - 1, hex);
  for (int i = 0; i < CT_CATALOG_HASH; i++) snprintf(got + 2 * i, 3, "%02x", h[0][i]);
  assert_string_equal(got, hex);
  ct_arena_release(&a);
}

// ---- Geometries

static void test_blob(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_blob b = {.arena = &a};
  static const uint8_t type[] = {CT_GEOM_POINT, CT_GEOM_POLYGON, CT_GEOM_NONE, CT_GEOM_POINT, CT_GEOM_LINE};
  static const uint8_t hole[] = {0, 0, 1, 0, 0, 0};
  static const uint32_t part0[] = {0, 1, 4, 4, 5, 6}, coord0[] = {0, 1, 4, 7, 10, 12, 14};
  static const double lonlat[] = {1,  2,  0,  0,  9,  0,  9, 9, 1,  1, 2,   2, 2,   1,
                                  20, 20, 21, 20, 21, 21, 5, 6, -7, 8, 179, 3, 182, 4};
  struct ct_table t = {.n = 5,
                       .geoms = {.type = type,
                                 .part0 = part0,
                                 .coord0 = coord0,
                                 .hole = hole,
                                 .nparts = 6,
                                 .ncoords = 14,
                                 .lonlat = lonlat}};
  static const struct {
    const char *type;
    size_t size;
    double box[4];
  } want[] = {{"POINT", 8 + 21, {1, 2, 1, 2}},
              {"MULTIPOLYGON", 40 + 9 + (9 + 4 + 64 + 4 + 64) + (9 + 4 + 64), {0, 0, 21, 21}},
              {NULL, 0, {0}},
              {"MULTIPOINT", 40 + 9 + 42, {-7, 6, 5, 8}},
              {"LINESTRING", 40 + 9 + 32, {179, 3, 182, 4}}};
  for (size_t i = 0; i < t.n; i++) {
    double box[4];
    assert_int_equal(ct_blob_of_row(&t, i, &b), want[i].type != NULL);
    assert_int_equal(b.bytes.n, want[i].size);
    if (!want[i].type) continue;
    assert_string_equal(b.type, want[i].type);
    assert_true(ct_blob_box(b.bytes.v, b.bytes.n, box));
    assert_memory_equal(box, want[i].box, sizeof box);
    assert_memory_equal(b.box, want[i].box, sizeof box);
    for (size_t n = 0; n < 29; n++) assert_false(ct_blob_box(b.bytes.v, n < b.bytes.n ? n : 0, box));
  }
  ct_arena_release(&a);
}

// ---- Matching

struct said {
  int matched, ambiguous;
};

static void on_finding(void *user, const struct ct_diagnostic *d) {
  struct said *s = user;
  s->matched += strcmp(d->code, "CT-C101") == 0;
  s->ambiguous += strcmp(d->code, "CT-C102") == 0;
}

static struct ct_catalog_known_one feature(const char *id, const char *name, double lon, double lat) {
  return (struct ct_catalog_known_one){
      .id = id, .fid = 1, .there = true, .name = name, .lon = lon, .lat = lat, .precision_m = 100};
}

static void test_match(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct said said = {0};
  struct ct_diags diags = {.fn = on_finding, .user = &said};
  struct ct_catalog_known_one features[] = {
      feature("x1", "Wonsan", 127, 39),   feature("x2", "Nampo", 125, 38),    feature("x3", "Twin", 10, 10),
      feature("x4", "Twin", 10, 10.002),  feature("x5", "Launch", 5, 5),      feature("gone", "Gone", 1, 1),
      feature("x7", "Nowhere", NAN, NAN), feature("edge", "Edge", 179.999, 0)};
  features[4].has_happened = true;
  features[4].happened = (struct ct_interval){100, 110};
  features[5].there = false;
  memset(features[3].hash, 7, CT_CATALOG_HASH);
  struct ct_catalog_known known = {.n = 8, .v = features};
  static const double lonlat[] = {127, 39.003, 125, 38.5, 10, 10.001, 10,       10.002, 5, 5,
                                  5,   5,      1,   1,    3,  3,      -179.999, 0,      0, 0};
  struct ct_table t = {.file = "t.csv", .n = 10, .geoms = {.nparts = 10, .ncoords = 10, .lonlat = lonlat}};
  static const char *const names[] = {"WONSAN", "Nampo", "twin",    "Twin", "Launch",
                                      "Launch", "Gone",  "Nowhere", "edge", NULL};
  static const char *const ids[] = {"x1", "nampo", "x3", "x4", "launch", "x5", "gone-2", "x7", "edge", "x9"};
  struct ct_catalog_item items[10] = {{0}};
  for (size_t i = 0; i < 10; i++) {
    items[i] = (struct ct_catalog_item){.t = &t, .row = i, .name = names[i], .id = i == 9 ? "x9" : NULL};
    items[i].hash[0] = (unsigned char)(i + 1);
  }
  // The fourth says what the second twin says; then the third has one left. Of launches the date decides.
  memset(items[3].hash, 7, CT_CATALOG_HASH);
  items[4].has_happened = items[5].has_happened = true;
  items[4].happened = (struct ct_interval){111, 120};
  items[5].happened = (struct ct_interval){110, 120};
  struct ct_catalog_match m = {.a = &a, .diags = &diags, .known = &known, .n = 10, .items = items};
  struct ct_err err = {0};
  assert_true(ct_catalog_match(&m, &err));
  for (size_t i = 0; i < 10; i++) assert_string_equal(items[i].id, ids[i]);
  assert_int_equal(items[6].was, CT_CATALOG_NEW);
  assert_int_equal(items[8].was, 7);
  assert_int_equal(said.matched, 5);
  assert_int_equal(said.ambiguous, 0);
  ct_arena_release(&a);
}

static void test_match_twice(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_catalog_known known = {0};
  struct ct_diags diags = {0};
  struct ct_table t = {.file = "t.csv", .n = 2};
  struct ct_catalog_item items[] = {{.t = &t, .row = 0, .id = "a"}, {.t = &t, .row = 1, .id = "a"}};
  struct ct_catalog_match m = {.a = &a, .diags = &diags, .known = &known, .n = 2, .items = items};
  struct ct_err err = {0};
  assert_false(ct_catalog_match(&m, &err));
  assert_non_null(strstr(err.message, "t.csv:2: id 'a' is that of t.csv:1"));
  ct_arena_release(&a);
}

static void test_ids(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static const char *const names[] = {"width", "objectid", "Site ID", "grid", "facilityId", "id"};
  static const char *const apart[] = {"a", "b ", NULL}, *const same[] = {"a", "a", NULL};
  for (size_t i = 0; i < 6; i++) {
    struct ct_column c = {.name = names[i], .type = CT_COLUMN_STRING, .string = apart};
    struct ct_table t = {.file = "t.csv", .n = 2, .ncolumns = 1, .columns = &c};
    struct ct_catalog_ids ids = {0};
    struct ct_err err = {0};
    assert_true(ct_catalog_ids_find(&ids, &t, &a, &err));
    bool is = i == 2 || i >= 4;
    assert_int_equal(ids.id != NULL, is);
    if (is) assert_string_equal(ids.id[1], "b");
    c.string = same;
    assert_true(ct_catalog_ids_find(&ids, &t, &a, &err));
    assert_null(ids.id);
    // Three rows, one without.
    t.n = 3;
    c.string = apart;
    assert_true(ct_catalog_ids_find(&ids, &t, &a, &err));
    assert_null(ids.id);
    ids.wanted = names[i];
    assert_true(ct_catalog_ids_find(&ids, &t, &a, &err));
    assert_true(ids.id && !ids.id[2]);
  }
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_hash), cmocka_unit_test(test_blob),
                                     cmocka_unit_test(test_match), cmocka_unit_test(test_match_twice),
                                     cmocka_unit_test(test_ids)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Headers that tell ids and names.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/fold.h"
#include "model/column_role.h"
#include "model/table.h"

// Headers are folded before they are compared, so what they are compared with has to be.
static void the_list_is_folded(void **state) {
  (void)state;
  size_t n;
  const struct ct_role_name *known = ct_role_names(&n);
  assert_true(n > 20);
  for (size_t i = 0; i < n; i++) {
    char folded[128];
    ct_fold_words(known[i].words, strlen(known[i].words), folded, sizeof folded);
    assert_string_equal(folded, known[i].words);
    assert_int_equal(ct_role_name(known[i].words), i);
  }
}

static void ids_by_their_headers(void **state) {
  (void)state;
  static const struct {
    const char *header;
    int rank;
  } cases[] = {{"id", 3},     {"ID", 3},   {"uuid", 2},     {"Global ID", 2}, {"facility_id", 1},
               {"siteId", 1}, {"fid", 0},  {"OBJECTID", 0}, {"ogc_fid", 0},   {"grid", 0},
               {"paid", 0},   {"name", 0}, {"plant-id", 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(ct_role_id(cases[i].header), cases[i].rank);
}

static int column_of(const char *const *headers, size_t n) {
  struct ct_column columns[8] = {0};
  for (size_t i = 0; i < n; i++) columns[i].name = headers[i];
  struct ct_table t = {.ncolumns = n, .columns = columns};
  return ct_role_name_column(&t);
}

static void names_by_their_headers(void **state) {
  (void)state;
  static const struct {
    const char *headers[4];
    int column;
  } cases[] = {{{"id", "name", "site", "lat"}, 1},          {{"site", "name_en", "kind", "lat"}, 1},
               {{"facility", "Facility Name", "", "x"}, 1}, {{"kind", "시설명", "lat", "lon"}, 1},
               {{"kind", "launchName", "lat", "lon"}, 1},   {{"kind", "lat", "lon", "date"}, -1},
               {{"city", "launchName", "lat", "lon"}, 0},   {{"rename", "siteName", "lat", "lon"}, 1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(column_of(cases[i].headers, 4), cases[i].column);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_list_is_folded),
                                     cmocka_unit_test(ids_by_their_headers),
                                     cmocka_unit_test(names_by_their_headers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

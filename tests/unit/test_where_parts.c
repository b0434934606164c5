// SPDX-License-Identifier: MIT
// Tests of conditions taken apart, and of rows chosen by them: the same ones as by asking each row by hand.
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
#include "base/err.h"
#include "base/str.h"
#include "load/load.h"
#include "load/where_parts.h"
#include "model/table.h"

static void parts_are(const char *where, const char *expected) {
  struct ct_arena a = {0};
  struct ct_str s = {.arena = &a};
  const char *const *parts;
  size_t n = ct_where_parts(where, &a, &parts);
  for (size_t i = 0; i < n; i++) ct_str_addf(&s, "%s%s", i ? "|" : "", parts[i]);
  assert_string_equal(ct_str_text(&s), expected);
  ct_arena_release(&a);
}

static void test_parts(void **state) {
  (void)state;
  parts_are("kind = 'port'", "kind = 'port'");
  parts_are("a > 1 AND b<2 and c IS NOT NULL", "a > 1 | b<2 | c IS NOT NULL");
  parts_are("(a = 1 OR b = 2) AND NOT c = 3", "(a = 1 OR b = 2) | NOT c = 3");
  parts_are("name = 'sand and gravel' AND \"x and y\" = 'it''s' AND band = 1",
            "name = 'sand and gravel' | \"x and y\" = 'it''s' | band = 1");
  parts_are("(a = 1)AND(b = 2)", "(a = 1)|(b = 2)");
  const char *const whole[] = {
      "a = 1 OR b = 2 AND c = 3", "a BETWEEN 1 AND 2 AND b = 1", "a = 1 AND b = 'x\\'y'",
      "a = 1 -- AND b = 2",       "a = 1) AND (b = 2",           "a = 1 AND b = 'x",
      "a = 1 /* AND */",          "`a and b` = 1 AND c = 1",     "(a = 1 AND b = 2"};
  for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) parts_are(whole[i], whole[i]);
}

enum { ROWS = 3000 };

struct row {
  int n, group;
  const char *name;  // NULL: none
};

static struct row row_at(int i) {
  static const char *const names[] = {"Port", "port", "mine", NULL, "sand and gravel"};
  return (struct row){i, i / 7 % 5, names[i % 5]};
}

static bool by_name(struct row r) {
  return r.name && (strcmp(r.name, "Port") == 0 || strcmp(r.name, "port") == 0);
}

static bool by_window(struct row r) {
  return r.n >= 100 && r.n < 2000 && r.group == 3 && r.name;
}

static bool by_nothing(struct row r) {
  return !r.name && r.group != 1;
}

static bool by_either(struct row r) {
  return r.n < 5 || (r.group == 2 && r.name && strcmp(r.name, "mine") == 0);
}

static bool by_text(struct row r) {
  return r.name && strcmp(r.name, "sand and gravel") == 0 && r.n >= 10 && r.n <= 20;
}

static void test_rows(void **state) {
  (void)state;
  static const struct {
    const char *where;
    bool (*is_met)(struct row r);
  } cases[] = {{"name = 'port'", by_name},
               {"CAST(n AS float) >= 100 AND CAST(n AS float) < 2000 AND \"group\" = 3 AND name IS NOT NULL",
                by_window},
               {"name IS NULL AND \"group\" <> 1", by_nothing},
               {"n < 5 OR \"group\" = 2 AND name = 'mine'", by_either},
               {"name = 'sand and gravel' AND n BETWEEN 10 AND 20", by_text}};
  char path[] = "/tmp/ct_where_XXXXXX.csv";
  FILE *f = fdopen(mkstemps(path, 4), "w");
  assert_non_null(f);
  fprintf(f, "n,group,name,lat,lon\n");
  for (int i = 0; i < ROWS; i++) {
    struct row r = row_at(i);
    fprintf(f, "%d,%d,%s,%d,%d\n", r.n, r.group, r.name ? r.name : "", i % 80, i % 170);
  }
  fclose(f);
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    struct ct_arena a = {0};
    struct ct_err err = {0};
    struct ct_table t;
    struct ct_load_request q = {.name = "t", .path = path, .where = cases[k].where, .all_columns = true};
    if (!ct_load(&q, &a, NULL, &t, &err)) fail_msg("%s", err.message);
    size_t at = 0;
    int column = ct_table_column(&t, "n");
    for (int i = 0; i < ROWS; i++) {
      if (!cases[k].is_met(row_at(i))) continue;
      assert_true(at < t.n);
      assert_int_equal((int)ct_table_number(&t, column, at), i);
      at++;
    }
    assert_true(at > 0);
    assert_int_equal(at, t.n);
    ct_arena_release(&a);
  }
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts), cmocka_unit_test(test_rows)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

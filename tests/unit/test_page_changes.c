// SPDX-License-Identifier: MIT
// Tests of a table of changes: which lines are kept where there is room for some, and how they stand in columns.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "page/changes_block.h"

enum { KINDS = 4 };
static const char *const words[KINDS] = {"new", "changed", "moved", "removed"};

static struct ct_changes_row more(void *user, const char *kind, size_t n, bool some) {
  (void)some;
  for (size_t k = 0; k < KINDS; k++)
    if (!strcmp(kind, words[k])) ((size_t *)user)[k] = n;
  return (struct ct_changes_row){.of = kind, .h = 10};
}

// So many lines of each kind, 10 points high and apart by a point.
static struct ct_changes_block block(struct ct_arena *a, const size_t n[KINDS]) {
  struct ct_changes_block b = {.space = 1, .rows = CT_NEW_N(a, struct ct_changes_row, 400)};
  for (size_t k = 0; k < KINDS; k++)
    for (size_t i = 0; i < n[k]; i++)
      b.rows[b.nrows++] = (struct ct_changes_row){.of = words[k], .n = 1, .h = 10, .first = i == 0};
  return b;
}

static size_t told(const struct ct_changes_block *b, const char *kind) {
  size_t n = 0;
  for (size_t i = 0; i < b->nrows; i++) n += strcmp(b->rows[i].of, kind) == 0 ? b->rows[i].n : 0;
  return n;
}

static void each_kind_has_its_share(void **state) {
  (void)state;
  static const size_t n[KINDS] = {40, 3, 30, 1};
  struct ct_arena a = {0};
  for (double height = 100; height < 900; height += 7) {
    size_t left[KINDS] = {0}, most = 0;
    struct ct_changes_block b = block(&a, n);
    assert_true(ct_changes_share(&b, 1, height, 0, more, left, &a));
    assert_true(b.h <= height + 1e-6);
    for (size_t k = 0; k < KINDS; k++) {
      size_t said = told(&b, words[k]);
      assert_int_equal(said + left[k], n[k]);
      assert_true(said > 0);
      most = said > most ? said : most;
    }
    // A kind that is cut has as many lines as any, but for one.
    for (size_t k = 0; k < KINDS; k++)
      if (left[k]) assert_true(told(&b, words[k]) + 1 >= most);
  }
  ct_arena_release(&a);
}

static void all_are_told_where_there_is_room(void **state) {
  (void)state;
  static const size_t n[KINDS] = {4, 3, 0, 1};
  struct ct_arena a = {0};
  size_t left[KINDS] = {0};
  struct ct_changes_block b = block(&a, n);
  assert_true(ct_changes_share(&b, 1, 100, 0, more, left, &a));
  assert_int_equal(b.listed, 8);
  assert_int_equal(b.nrows, 8);
  assert_true(fabs(b.h - (8 * 10 + 5 + 2 * 2.2)) < 1e-6);
  b = block(&a, n);
  assert_false(ct_changes_share(&b, 1, 9, 0, more, left, &a));
  ct_arena_release(&a);
}

static void kinds_stay_together_for_little(void **state) {
  (void)state;
  static const size_t n[KINDS] = {3, 4, 0, 0};
  struct ct_arena a = {0};
  struct ct_changes_block b = block(&a, n);
  assert_true(ct_changes_balance(&b, 2, 500, 25));
  assert_int_equal(b.ncolumns, 2);
  assert_int_equal(b.first[1], 3);
  // Three columns are lower; without leave to be higher a kind is parted.
  assert_true(ct_changes_balance(&b, 3, 500, 0));
  assert_int_equal(b.ncolumns, 3);
  assert_true(b.h < 33);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_kind_has_its_share),
                                     cmocka_unit_test(all_are_told_where_there_is_room),
                                     cmocka_unit_test(kinds_stay_together_for_little)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Tests of base: arenas and vectors.
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka wants the above first
#include <cmocka.h>

#include "base/arena.h"
#include "base/vec.h"

static void zeroed_and_aligned(void **state) {
  (void)state;
  struct ct_arena a = {0};
  for (size_t n = 0; n < 3000; n++) {
    unsigned char *p = ct_arena_alloc(&a, n, 1);
    assert_int_equal((uintptr_t)p % 16, 0);
    for (size_t i = 0; i < n; i++) assert_int_equal(p[i], 0);
    memset(p, 0xff, n);
  }
  ct_arena_release(&a);
}

static void blocks_do_not_overlap(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static const size_t sizes[] = {1, 15, 16, 17, 4000, 16383, 16384, 16385, 65536, 70000, 200000};
  enum { N = sizeof sizes / sizeof *sizes };
  unsigned char *p[N];
  for (size_t i = 0; i < N; i++) memset(p[i] = ct_arena_alloc(&a, sizes[i], 1), (int)i + 1, sizes[i]);
  for (size_t i = 0; i < N; i++)
    for (size_t j = 0; j < sizes[i]; j++) assert_int_equal(p[i][j], i + 1);
  ct_arena_release(&a);
}

static void grows_keep_and_zero(void **state) {
  (void)state;
  struct ct_arena a = {0};
  int *v = NULL;
  size_t n = 0;
  for (size_t want = 1; want < 300000; want = want * 3 / 2 + 1) {
    v = ct_arena_grow(&a, v, n, want, sizeof *v);
    for (size_t i = 0; i < n; i++) assert_int_equal(v[i], i + 1);
    for (size_t i = n; i < want; i++) {
      assert_int_equal(v[i], 0);
      v[i] = (int)i + 1;
    }
    n = want;
    ct_arena_alloc(&a, 5000, 4);  // neighbours in both lists
    ct_arena_alloc(&a, 7, 1);
  }
  ct_arena_release(&a);
}

static void usable_after_release(void **state) {
  (void)state;
  struct ct_arena a = {0};
  ct_arena_strdup(&a, "one");
  ct_arena_release(&a);
  assert_int_equal(a.used, 0);
  assert_string_equal(ct_arena_strdup(&a, "two"), "two");
  ct_arena_release(&a);
  ct_arena_release(&a);
}

static bool jumps(struct ct_arena *a, size_t n, size_t size) {
  jmp_buf oom;
  a->oom = &oom;
  if (setjmp(oom)) return true;
  ct_arena_alloc(a, n, size);
  return false;
}

static void limits_and_overflow_jump(void **state) {
  (void)state;
  struct ct_arena a = {0};
  assert_true(jumps(&a, SIZE_MAX, 2));
  assert_true(jumps(&a, SIZE_MAX, 1));
  assert_true(jumps(&a, SIZE_MAX / 2, 3));
  assert_true(jumps(&a, (size_t)1 << 33, (size_t)1 << 33));
  a.limit = 1 << 20;
  assert_false(jumps(&a, 1000, 1));
  assert_true(jumps(&a, 2 << 20, 1));
  assert_false(jumps(&a, 1000, 1));
  ct_arena_release(&a);
}

static void printf_any_length(void **state) {
  (void)state;
  struct ct_arena a = {0};
  char *s = ct_arena_printf(&a, "%s-%05d", "x", 42);
  assert_string_equal(s, "x-00042");
  s = ct_arena_printf(&a, "%100000s|", "y");
  assert_int_equal(strlen(s), 100001);
  assert_string_equal(ct_arena_strndup(&a, "abcdef", 3), "abc");
  assert_string_equal(ct_arena_strndup(&a, "abc", 0), "");
  ct_arena_release(&a);
}

static void vectors_push_and_reserve(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct pair {
    int x, y;
  };
  ct_vec(struct pair) v = {0};
  for (int i = 0; i < 50000; i++) ct_vec_push(&a, &v, (struct pair){i, -i});
  assert_int_equal(v.n, 50000);
  for (int i = 0; i < 50000; i++) assert_true(v.v[i].x == i && v.v[i].y == -i);
  ct_vec(char) bytes = {0};
  ct_vec_reserve(&a, &bytes, 1000);
  assert_true(bytes.n == 0 && bytes.cap >= 1000);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(zeroed_and_aligned),       cmocka_unit_test(blocks_do_not_overlap),
      cmocka_unit_test(grows_keep_and_zero),      cmocka_unit_test(usable_after_release),
      cmocka_unit_test(limits_and_overflow_jump), cmocka_unit_test(printf_any_length),
      cmocka_unit_test(vectors_push_and_reserve),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

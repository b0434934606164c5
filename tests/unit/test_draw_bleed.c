// SPDX-License-Identifier: MIT
// Bleeding: empty pixels near drawn ones take on their colour, all but invisibly.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "draw/bleed.h"

enum { N = 40 };

static void test_edge(void **state) {
  (void)state;
  struct ct_arena a = {0};
  uint32_t px[N * N] = {0};
  // The left half is drawn, half transparent: r 190, g 66, b 255.
  for (int y = 0; y < N; y++)
    for (int x = 0; x < N / 2; x++) px[y * N + x] = 0x805f2180;
  const uint32_t *out = ct_bleed(px, N, N, &a);
  double sum[3] = {0};
  int n = 0;
  for (int k = 0; k < N * N; k++) {
    int beyond = k % N - N / 2 + 1;
    if (beyond <= 0) assert_int_equal(out[k], px[k]);
    if (beyond > 8) assert_int_equal(out[k], 0);
    if (beyond < 1 || beyond > 4) continue;
    assert_int_equal(out[k] >> 24, 1);
    for (int c = 0; c < 3; c++) sum[c] += (double)(out[k] >> (16 - 8 * c) & 255) * 255;
    n++;
  }
  // What a viewer makes of them: colour divided by alpha, averaged.
  const double expected[3] = {190, 66, 255};
  for (int c = 0; c < 3; c++) assert_true(fabs(sum[c] / n - expected[c]) <= 32);
  ct_arena_release(&a);
}

static void test_nothing_to_do(void **state) {
  (void)state;
  struct ct_arena a = {0};
  const uint32_t full[4] = {0xff000000, 0x80000000, 0x01000000, 0xffffffff}, none[4] = {0};
  assert_ptr_equal(ct_bleed(full, 2, 2, &a), full);
  assert_ptr_equal(ct_bleed(none, 2, 2, &a), none);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_edge), cmocka_unit_test(test_nothing_to_do)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

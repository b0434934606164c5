// SPDX-License-Identifier: MIT
// Tests of lines by place: the same crossings and lengths as by asking every segment.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "label/lines.h"
#include "model/shapes.h"
#include "model/table.h"
#include "model/view.h"

enum { N = 400, ASKED = 3000 };

static unsigned dice = 7;

static float throw_within(float from, float to) {
  dice = dice * 1103515245U + 12345U;
  return from + (to - from) * (float)(dice >> 8 & 0xFFFF) / 65535;
}

static void test_all(void **state) {
  (void)state;
  const struct ct_rect frame = {10, 20, 300, 200};
  struct ct_arena a = {0};
  float xy[2 * N];
  uint8_t type = CT_GEOM_LINE;
  uint32_t part0[] = {0, 1}, coord0[] = {0, N};
  // A walk that leaves the frame now and then; some steps are level, some upright.
  xy[0] = xy[1] = 100;
  for (int i = 1; i < N; i++) {
    xy[2 * i] = fminf(fmaxf(xy[2 * i - 2] + (i % 5 ? throw_within(-30, 30) : 0), -20), 330);
    xy[2 * i + 1] = fminf(fmaxf(xy[2 * i - 1] + (i % 7 ? throw_within(-30, 30) : 0), -10), 240);
  }
  struct ct_shapes s = {.n = 1, .type = &type, .part0 = part0, .nparts = 1, .coord0 = coord0, .xy = xy};
  const struct ct_shapes *layers[] = {&s};
  struct ct_lines l;
  ct_lines_init(&l, &a, &frame, layers, 1);
  int met = 0;
  for (int k = 0; k < ASKED; k++) {
    float p[2] = {throw_within(0, 320), throw_within(10, 230)};
    float q[2] = {k % 11 ? throw_within(0, 320) : p[0], k % 13 ? throw_within(10, 230) : p[1]};
    struct ct_box box = {fminf(p[0], q[0]), fminf(p[1], q[1]), fmaxf(p[0], q[0]), fmaxf(p[1], q[1])};
    int crossed = 0;
    double inside = 0;
    for (size_t i = 0; i < l.n; i++) {
      crossed += ct_lines_cross(l.segments + 4 * i, p, q);
      inside += ct_lines_clipped(l.segments + 4 * i, &box);
    }
    assert_int_equal(ct_lines_crossed(&l, p, q), crossed);
    assert_true(fabs(ct_lines_inside(&l, &box) - inside) < 1e-6);
    met += crossed;
  }
  assert_true(met > ASKED);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_all)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

// SPDX-License-Identifier: MIT
// Lines between insets and the boxes of what they show cross neither, nor any furniture.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "page/inset_link.h"

static const struct ct_link_field empty;

static void corners(const struct ct_rect *r, float out[8]) {
  const double xy[8] = {r->x, r->y, r->x + r->w, r->y, r->x + r->w, r->y + r->h, r->x, r->y + r->h};
  for (int i = 0; i < 8; i++) out[i] = (float)xy[i];
}

// How far the middle part of the line lies inside the rectangle, by a thousand points of it.
static double depth(const float *l, const struct ct_rect *r) {
  double most = -1;
  for (int k = 1; k < 1000; k++) {
    double x = l[0] + (l[2] - l[0]) * k / 1000.0, y = l[1] + (l[3] - l[1]) * k / 1000.0;
    most = fmax(most, fmin(fmin(x - r->x, r->x + r->w - x), fmin(y - r->y, r->y + r->h - y)));
  }
  return most;
}

static double side(const float *l, double x, double y) {
  double dx = l[2] - l[0], dy = l[3] - l[1];
  return (dx * (y - l[1]) - dy * (x - l[0])) / hypot(dx, dy);
}

static void tangents(void **state) {
  (void)state;
  struct ct_rect inset = {100, 100, 150, 110};
  int seen = 0;
  for (double x = 0; x < 400; x += 13)
    for (double y = 0; y < 400; y += 17) {
      struct ct_rect box = {x, y, 24, 18};
      float c[8], l[8];
      bool apart = x + 24 < 98 || x > 252 || y + 18 < 98 || y > 212;
      if (!apart) continue;
      corners(&box, c);
      size_t n = ct_inset_link(c, &inset, &empty, l);
      assert_int_equal(n, 2);
      for (size_t i = 0; i < n; i++) {
        assert_true(depth(l + 4 * i, &box) < 0.03 && depth(l + 4 * i, &inset) < 0.03);
        // Both lie on the same side of it, the other line too.
        double a = side(l + 4 * i, box.x + 12, box.y + 9), b = side(l + 4 * i, inset.x + 75, inset.y + 55);
        assert_true(a * b > 0);
      }
      seen++;
    }
  assert_true(seen > 300);
}

static void turned(void **state) {
  (void)state;
  const float box[8] = {400, 300, 440, 310, 430, 350, 390, 340};
  const struct ct_rect inset = {20, 20, 120, 90};
  float l[8];
  assert_int_equal(ct_inset_link(box, &inset, &empty, l), 2);
  for (int i = 0; i < 2; i++) {
    bool corner = false;
    for (int k = 0; k < 4; k++) corner |= l[4 * i] == box[2 * k] && l[4 * i + 1] == box[2 * k + 1];
    assert_true(corner);
  }
}

// What stands in the way takes the line away; a shorter one that is free comes instead when both are gone.
static void obstacles(void **state) {
  (void)state;
  const struct ct_rect inset = {0, 0, 100, 80}, box = {300, 200, 30, 30};
  float c[8], l[8];
  corners(&box, c);
  assert_int_equal(ct_inset_link(c, &inset, &empty, l), 2);
  struct ct_rect one = {210, 70, 20, 60}, both[2] = {{200, 60, 20, 80}, {150, 110, 30, 70}};
  assert_int_equal(ct_inset_link(c, &inset, &(struct ct_link_field){&one, 1, NULL, 0}, l), 1);
  assert_true(depth(l, &one) < 0.03);
  size_t n = ct_inset_link(c, &inset, &(struct ct_link_field){both, 2, NULL, 0}, l);
  for (size_t i = 0; i < n; i++)
    for (int k = 0; k < 2; k++) assert_true(depth(l + 4 * i, &both[k]) < 0.03);
  struct ct_rect wall = {200, -500, 20, 2000};
  assert_int_equal(ct_inset_link(c, &inset, &(struct ct_link_field){&wall, 1, NULL, 0}, l), 0);
}

// A mark on one line takes it away; marks on both, or in the box itself, change nothing.
static void marks(void **state) {
  (void)state;
  const struct ct_rect inset = {0, 0, 100, 80}, box = {300, 200, 30, 30};
  float c[8], all[8], l[8], on[6];
  corners(&box, c);
  assert_int_equal(ct_inset_link(c, &inset, &empty, all), 2);
  for (int i = 0; i < 2; i++) {
    on[2 * i] = (all[4 * i] + all[4 * i + 2]) / 2 + 1;
    on[2 * i + 1] = (all[4 * i + 1] + all[4 * i + 3]) / 2 + 1;
  }
  on[4] = 310;
  on[5] = 210;
  for (int i = 0; i < 2; i++) {
    assert_int_equal(ct_inset_link(c, &inset, &(struct ct_link_field){NULL, 0, on + 2 * i, 1}, l), 1);
    for (int k = 0; k < 4; k++) assert_true(l[k] == all[4 * (1 - i) + k]);
  }
  assert_int_equal(ct_inset_link(c, &inset, &(struct ct_link_field){NULL, 0, on, 2}, l), 2);
  assert_int_equal(ct_inset_link(c, &inset, &(struct ct_link_field){NULL, 0, on + 4, 1}, l), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(tangents), cmocka_unit_test(turned),
                                     cmocka_unit_test(obstacles), cmocka_unit_test(marks)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

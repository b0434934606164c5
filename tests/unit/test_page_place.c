// SPDX-License-Identifier: MIT
// Furniture goes to the emptiest places, never over one another, and scale bars are round.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "page/place.h"
#include "page/scale_bar.h"

static const struct ct_place_request usual = {.frame = {30, 60, 780, 460},
                                              .nlegend = 1,
                                              .legend = {{120, 150, 0}},
                                              .locator_w = 80,
                                              .locator_h = 64,
                                              .bar_w = 170,
                                              .bar_h = 30,
                                              .apart = 3};

static bool overlap(const struct ct_rect *r, const struct ct_rect *s) {
  return r->w > 0 && s->w > 0 && r->x < s->x + s->w && s->x < r->x + r->w && r->y < s->y + s->h &&
         s->y < r->y + r->h;
}

static void inside(const struct ct_rect *f, const struct ct_rect *r) {
  if (r->w <= 0) return;
  assert_true(r->x >= f->x - 0.1 && r->y >= f->y - 0.1);
  assert_true(r->x + r->w <= f->x + f->w + 0.1 && r->y + r->h <= f->y + f->h + 0.1);
}

static void check(const struct ct_place_request *q, const struct ct_place_result *r) {
  assert_false(overlap(&r->legend, &r->locator));
  assert_false(overlap(&r->legend, &r->bar));
  assert_false(overlap(&r->bar, &r->locator));
  inside(&q->frame, &r->legend);
  inside(&q->frame, &r->locator);
  inside(&q->frame, &r->bar);
}

static void custom(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_place_result r;
  ct_place_solve(&usual, &a, &r);
  check(&usual, &r);
  assert_true(fabs(r.legend.x - 690) < 0.01 && fabs(r.legend.y - 370) < 0.01);
  assert_true(fabs(r.locator.x - 730) < 0.01 && fabs(r.locator.y - 60) < 0.01);
  assert_true(fabs(r.bar.x - 30) < 0.01 && fabs(r.bar.y - 490) < 0.01);
  ct_arena_release(&a);
}

// Points everywhere but in one corner: the legend goes there, the others beside it.
static void corners(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static float points[2 * 4096];
  for (int corner = 0; corner < 4; corner++) {
    size_t n = 0;
    for (int i = 0; i < 64; i++)
      for (int k = 0; k < 64; k++) {
        double u = (i + 0.5) / 64, v = (k + 0.5) / 64;
        bool free_x = corner % 2 ? u > 0.7 : u < 0.3, free_y = corner / 2 ? v > 0.5 : v < 0.5;
        if (free_x && free_y) continue;
        points[2 * n] = (float)(30 + 780 * u);
        points[2 * n++ + 1] = (float)(60 + 460 * v);
      }
    struct ct_place_request q = usual;
    q.points = points;
    q.npoints = n;
    struct ct_place_result r;
    ct_place_solve(&q, &a, &r);
    check(&q, &r);
    assert_true(fabs(r.legend.x - (corner % 2 ? 690 : 30)) < 0.01);
    assert_true(r.legend.y + r.legend.h / 2 > 60 + 230 ? corner / 2 == 1 : corner / 2 == 0);
    assert_true(r.locator.w > 0 && r.bar.w > 0);
  }
  ct_arena_release(&a);
}

static void hostile(void **state) {
  (void)state;
  struct ct_arena a = {0};
  float points[] = {NAN, 1, INFINITY, -INFINITY, 1e30f, 1e30f, -1e30f, 0, 30, 60, 810, 520};
  struct ct_place_request q = usual;
  q.points = points;
  q.npoints = 6;
  struct ct_place_result r;
  ct_place_solve(&q, &a, &r);
  check(&q, &r);
  // Too little room: the locator goes first, then the bar.
  q.frame = (struct ct_rect){0, 0, 150, 190};
  ct_place_solve(&q, &a, &r);
  check(&q, &r);
  assert_true(r.legend.w > 0 && r.locator.w <= 0);
  q.frame = (struct ct_rect){0, 0, 100, 100};
  ct_place_solve(&q, &a, &r);
  assert_true(r.legend.w <= 0 && r.locator.w <= 0 && r.bar.w <= 0);
  q.frame = (struct ct_rect){0, 0, 0, 0};
  ct_place_solve(&q, &a, &r);
  assert_true(r.legend.w <= 0);
  ct_arena_release(&a);
}

// Steps are 1, 2 or 5 times a power of ten, the bar is within its limit and near the wish.
static void bar_steps(void **state) {
  (void)state;
  for (double wish = 0.013; wish < 1e7; wish *= 1.037) {
    int k = 0;
    double most = wish * 1.24, step = ct_scale_bar_step(wish, most, &k);
    assert_true(k >= 2 && k <= 4);
    double m = step / pow(10, floor(log10(step) + 1e-9));
    assert_true(fabs(m - 1) < 1e-6 || fabs(m - 2) < 1e-6 || fabs(m - 5) < 1e-6);
    assert_true(step * k <= most * 1.0001 && step * k > 0.62 * wish);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(custom), cmocka_unit_test(corners),
                                     cmocka_unit_test(hostile), cmocka_unit_test(bar_steps)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

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

enum { LEGEND, LOCATOR, BAR, USUAL };

static const struct ct_place_piece pieces[USUAL] = {
    {.kind = CT_PLACE_LEGEND, .nshapes = 1, .shape = {{120, 150, 0}}},
    {.kind = CT_PLACE_LOCATOR, .nshapes = 1, .shape = {{80, 64, 0}}},
    {.kind = CT_PLACE_BAR, .nshapes = 1, .shape = {{170, 30, 0}}}};

static const struct ct_place_request usual = {
    .frame = {30, 60, 780, 460}, .n = USUAL, .v = pieces, .apart = 3};

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
  for (size_t i = 0; i < q->n; i++) {
    inside(&q->frame, &r[i].at);
    for (size_t k = 0; k < i; k++) assert_false(overlap(&r[i].at, &r[k].at));
  }
}

static void custom(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_place_result r[USUAL];
  ct_place_solve(&usual, &a, r);
  check(&usual, r);
  assert_true(fabs(r[LEGEND].at.x - 690) < 0.01 && fabs(r[LEGEND].at.y - 370) < 0.01);
  assert_true(fabs(r[LOCATOR].at.x - 730) < 0.01 && fabs(r[LOCATOR].at.y - 60) < 0.01);
  assert_true(fabs(r[BAR].at.x - 30) < 0.01 && fabs(r[BAR].at.y - 490) < 0.01);
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
    struct ct_place_result r[USUAL];
    ct_place_solve(&q, &a, r);
    check(&q, r);
    assert_true(fabs(r[LEGEND].at.x - (corner % 2 ? 690 : 30)) < 0.01);
    assert_true(r[LEGEND].at.y + r[LEGEND].at.h / 2 > 60 + 230 ? corner / 2 == 1 : corner / 2 == 0);
    assert_true(r[LOCATOR].at.w > 0 && r[BAR].at.w > 0);
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
  struct ct_place_result r[USUAL];
  ct_place_solve(&q, &a, r);
  check(&q, r);
  // Too little room: the locator goes first, then the bar.
  q.frame = (struct ct_rect){0, 0, 150, 190};
  ct_place_solve(&q, &a, r);
  check(&q, r);
  assert_true(r[LEGEND].at.w > 0 && r[LOCATOR].at.w <= 0);
  q.frame = (struct ct_rect){0, 0, 100, 100};
  ct_place_solve(&q, &a, r);
  assert_true(r[LEGEND].at.w <= 0 && r[LOCATOR].at.w <= 0 && r[BAR].at.w <= 0);
  q.frame = (struct ct_rect){0, 0, 0, 0};
  ct_place_solve(&q, &a, r);
  assert_true(r[LEGEND].at.w <= 0);
  ct_arena_release(&a);
}

enum { FIRST, SECOND, NPIECES = 4 };

static struct ct_place_piece inset(double w, double h, double x, double y) {
  struct ct_place_piece p = {
      .kind = CT_PLACE_INSET, .nshapes = 2, .shape = {{w, h, 0}, {0.7 * w, 0.7 * h, 0.3}}};
  p.has_target = true;
  p.target = (struct ct_rect){x, y, 20, 16};
  return p;
}

// Insets stand near what they show and never on it, and lines to it lead through nothing.
static void insets(void **state) {
  (void)state;
  struct ct_arena a = {0};
  const double places[][4] = {{100, 120, 600, 120},
                              {600, 420, 100, 420},
                              {400, 300, 420, 330},
                              {40, 70, 60, 90},
                              {780, 70, 760, 480}};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    struct ct_place_piece v[NPIECES] = {inset(200, 150, places[i][0], places[i][1]),
                                        inset(180, 170, places[i][2], places[i][3]), pieces[LEGEND],
                                        pieces[BAR]};
    struct ct_place_request q = usual;
    struct ct_place_result r[NPIECES];
    q.n = NPIECES;
    q.v = v;
    ct_place_solve(&q, &a, r);
    check(&q, r);
    for (int k = 0; k < NPIECES; k++) {
      assert_true(r[k].at.w > 0);
      for (int t = FIRST; t <= SECOND; t++) assert_false(overlap(&r[k].at, &v[t].target));
    }
    // Far apart each is on its own half.
    if (i != 0) continue;
    assert_true(r[FIRST].at.x + r[FIRST].at.w / 2 < 420);
    assert_true(r[SECOND].at.x + r[SECOND].at.w / 2 > 420);
  }
  ct_arena_release(&a);
}

// A corner that is asked for is taken; a second inset asked for in it stands beside the first.
static void corner(void **state) {
  (void)state;
  struct ct_arena a = {0};
  for (unsigned c = 0; c < 4; c++) {
    struct ct_place_piece v[3] = {inset(200, 150, 400, 300), inset(150, 120, 430, 320), pieces[LEGEND]};
    struct ct_place_result r[3];
    struct ct_place_request q = usual;
    v[0].corner = v[1].corner = CT_PLACE_FIXED | c;
    q.n = 3;
    q.v = v;
    ct_place_solve(&q, &a, r);
    check(&q, r);
    int taken = 0;
    for (int i = 0; i < 2; i++) {
      double x = c & CT_PLACE_RIGHT ? 810 - r[i].at.w : 30, y = c & CT_PLACE_BOTTOM ? 520 - r[i].at.h : 60;
      assert_true(r[i].at.w > 0);
      taken += fabs(r[i].at.x - x) < 0.01 && fabs(r[i].at.y - y) < 0.01;
    }
    assert_int_equal(taken, 1);
    assert_true(r[2].at.w > 0);
  }
  ct_arena_release(&a);
}

// A full frame gives up the last inset before the first, and the legend last.
static void too_many(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_place_piece v[8] = {pieces[LEGEND]};
  struct ct_place_result r[8];
  for (int i = 1; i < 8; i++) v[i] = inset(300, 220, 400 + 3.0 * i, 300);
  struct ct_place_request q = {.frame = {30, 60, 780, 460}, .n = 8, .v = v, .apart = 3};
  ct_place_solve(&q, &a, r);
  check(&q, r);
  assert_true(r[0].at.w > 0 && r[1].at.w > 0 && r[7].at.w <= 0);
  for (int i = 2; i < 8; i++) assert_true(r[i].at.w <= 0 || r[i - 1].at.w > 0);
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
  const struct CMUnitTest tests[] = {cmocka_unit_test(custom),  cmocka_unit_test(corners),
                                     cmocka_unit_test(hostile), cmocka_unit_test(bar_steps),
                                     cmocka_unit_test(insets),  cmocka_unit_test(corner),
                                     cmocka_unit_test(too_many)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

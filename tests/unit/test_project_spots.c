// SPDX-License-Identifier: MIT
// Places for the names of areas: as deep inside the visible part as it gets, whatever the shape.
#include "test_project_help.h"

static struct ct_view_request web(double w, double s, double e, double n) {
  struct ct_view_request r = request_of("EPSG:3857", 400, 400);
  r.has_bbox = true, r.west = w, r.south = s, r.east = e, r.north = n;
  return r;
}

// Distance of a page point to the outlines of all parts, negative outside (even-odd).
static double depth(const struct ct_shapes *s, double x, double y) {
  double least = INFINITY;
  bool in = false;
  for (size_t p = 0; p < s->nparts; p++)
    for (uint32_t i = s->coord0[p], j = s->coord0[p + 1] - 1; i < s->coord0[p + 1]; j = i++) {
      const float *a = s->xy + 2 * j, *b = s->xy + 2 * i;
      if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) in = !in;
      double dx = b[0] - a[0], dy = b[1] - a[1], d = dx * dx + dy * dy;
      double t = d > 0 ? fmin(fmax(((x - a[0]) * dx + (y - a[1]) * dy) / d, 0), 1) : 0;
      least = fmin(least, hypot(x - a[0] - t * dx, y - a[1] - t * dy));
    }
  return in ? least : -least;
}

// The deepest of many points within the frame.
static double deepest(const struct ct_shapes *s, const struct ct_rect *f) {
  enum { STEPS = 300 };
  double most = -INFINITY;
  for (int i = 0; i <= STEPS; i++)
    for (int j = 0; j <= STEPS; j++)
      most = fmax(most, depth(s, f->x + f->w * i / STEPS, f->y + f->h * j / STEPS));
  return most;
}

struct spot {
  double x, y, depth, best;
};

// Where the name hangs, and how deep inside what the frame shows of the area; with the margin of a render.
static struct spot spot_of(const struct ct_view_request *r, const struct ct_table *t, struct ct_arena *a) {
  struct ct_view view;
  settle_or_die(r, a, &view);
  struct ct_shapes label = project_or_die(&view, t, CT_AS_LABELS, 24, a);
  struct ct_shapes seen = project_or_die(&view, t, CT_AS_AREAS, 0, a);
  assert_int_equal(label.n, 1);
  // The further places are inside too, and apart.
  for (size_t i = 0; i < label.ncoords; i++) {
    assert_true(depth(&seen, label.xy[2 * i], label.xy[2 * i + 1]) > 0);
    for (size_t k = 0; k < i; k++)
      assert_true(hypot(label.xy[2 * i] - label.xy[2 * k], label.xy[2 * i + 1] - label.xy[2 * k + 1]) > 5);
  }
  struct spot s = {label.xy[0], label.xy[1], depth(&seen, label.xy[0], label.xy[1]),
                   deepest(&seen, &view.frame)};
  ct_view_release(&view);
  return s;
}

static void assert_deep(struct spot s) {
  assert_true(s.depth > 0);
  // Within a sixty-fourth of the shape's size, and what the grid of the test misses.
  assert_true(s.depth > s.best - 6.5);
}

static struct spot of_rings(size_t n, const size_t *counts, const double *lonlat, struct ct_arena *a) {
  struct ct_view_request r = web(0, 0, 10, 10);
  struct ct_table t = table_of(a, CT_GEOM_POLYGON, n, counts, lonlat);
  return spot_of(&r, &t, a);
}

// The centroid of a C lies in its mouth.
static void a_c_is_named_on_its_back(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static const double c[] = {1, 1, 9, 1, 9, 2.5, 4, 2.5, 4, 7.5, 9, 7.5, 9, 9, 1, 9};
  struct spot s = of_rings(1, (size_t[]){8}, c, &a);
  assert_deep(s);
  assert_true(s.x < 4.0 / 10 * 400);
  ct_arena_release(&a);
}

static void a_hole_is_kept_clear_of(void **state) {
  (void)state;
  struct ct_arena a = {0};
  // The hole takes the middle and leaves the most room in the east.
  static const double ring[] = {1, 1, 9, 1, 9, 9, 1, 9, 2, 2, 2, 8, 6, 8, 6, 2};
  struct spot s = of_rings(2, (size_t[]){4, 4}, ring, &a);
  assert_deep(s);
  assert_true(s.x > 6.0 / 10 * 400);
  ct_arena_release(&a);
}

// Three islands: the largest has the name, not the sea between them.
static void islands_are_named_on_the_largest(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static const double islands[] = {1,   1,   2, 1,   2, 2, 1, 2, 6, 5, 9.5, 5,
                                   9.5, 9.5, 6, 9.5, 1, 7, 3, 7, 3, 9, 1,   9};
  struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 3, (size_t[]){4, 4, 4}, islands);
  memset((void *)t.geoms.hole, 0, 3);
  struct ct_view_request r = web(0, 0, 10, 10);
  struct spot s = spot_of(&r, &t, &a);
  assert_deep(s);
  assert_true(s.x > 6.0 / 10 * 400 && s.y < 5.0 / 10 * 400);
  ct_arena_release(&a);
}

// A country of which the frame shows a corner: the name is in the corner, and on the page.
static void cut_areas_are_named_where_they_are_seen(void **state) {
  (void)state;
  struct ct_arena a = {0};
  static const double far[] = {9.2, 4, 60, 4, 60, 40, 9.2, 40};
  struct spot s = of_rings(1, (size_t[]){4}, far, &a);
  assert_deep(s);
  assert_true(s.x > 9.2 / 10 * 400 && s.x < 400 && s.y > 0);
  // Half of the strip that is seen on either side.
  assert_true(fabs(s.x - (9.2 / 10 * 400 + 400) / 2) < 1);
  // A C that opens beyond the frame shows two arms: the broader one has the name.
  static const double arms[] = {5, 1, 30, 1, 30, 9, 5, 9, 5, 5, 20, 5, 20, 3, 5, 3};
  s = of_rings(1, (size_t[]){8}, arms, &a);
  assert_deep(s);
  assert_true(s.y < 5.0 / 10 * 400);
  ct_arena_release(&a);
}

// Published in two halves or across 180 degrees: the same place, on the page's own side of the world.
static void areas_across_the_antimeridian_have_one_name(void **state) {
  (void)state;
  struct ct_arena a = {0};
  struct ct_view_request r = request_of("+proj=laea +lat_0=60 +lon_0=180", 400, 400);
  r.has_bbox = true, r.west = 160, r.south = 50, r.east = 200, r.north = 70;
  static const double across[] = {170, 55, -170, 55, -170, 65, 170, 65};
  struct ct_table t = table_of(&a, CT_GEOM_POLYGON, 1, (size_t[]){4}, across);
  struct spot s = spot_of(&r, &t, &a);
  assert_deep(s);
  assert_true(fabs(s.x - 200) < 5 && fabs(s.y - 200) < 15);
  static const double east[] = {-179,  52, -165, 52, -165, 68, -179,  68,
                                179.5, 59, 180,  59, 180,  60, 179.5, 60};
  t = table_of(&a, CT_GEOM_POLYGON, 2, (size_t[]){4, 4}, east);
  memset((void *)t.geoms.hole, 0, 2);
  s = spot_of(&r, &t, &a);
  assert_deep(s);
  assert_true(s.x > 200);
  ct_arena_release(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_c_is_named_on_its_back),
      cmocka_unit_test(a_hole_is_kept_clear_of),
      cmocka_unit_test(islands_are_named_on_the_largest),
      cmocka_unit_test(cut_areas_are_named_where_they_are_seen),
      cmocka_unit_test(areas_across_the_antimeridian_have_one_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

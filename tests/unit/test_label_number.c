// SPDX-License-Identifier: MIT
// Numbers that stand for names in the key: by their marks, apart, and found a place when names would not.
#include "test_label_help.h"

static struct ct_label_wish wishes[MAX_SYMBOLS];

static void number_all(struct scene *s) {
  memset(wishes, 0, sizeof wishes);
  for (size_t i = 0; i < s->layers[MARK].n; i++) wishes[i].key = (uint32_t)i + 1;
  s->wishes = wishes;
}

static bool drawn(const struct ct_placement *p) {
  return p->run && p->state != CT_LABEL_DROPPED;
}

static bool overlap(const struct ct_rect *r, const struct ct_rect *s) {
  const double e = 0.01;
  return r->x + e < s->x + s->w && s->x + e < r->x + r->w && r->y + e < s->y + s->h && s->y + e < r->y + r->h;
}

static void check_apart(const struct scene *s) {
  for (size_t i = 0; i < s->out.n; i++)
    for (size_t k = i + 1; k < s->out.n; k++)
      if (drawn(&s->out.v[i]) && drawn(&s->out.v[k]) && overlap(&s->out.v[i].box, &s->out.v[k].box))
        fail_msg("%s and %s overlap", ct_run_text(s->out.v[i].run), ct_run_text(s->out.v[k].run));
}

static double distance(const struct ct_placement *p) {
  double dx = fmax(fmax(p->box.x - p->x, p->x - p->box.x - p->box.w), 0);
  double dy = fmax(fmax(p->box.y - p->y, p->y - p->box.y - p->box.h), 0);
  return hypot(dx, dy);
}

// A number stands for the name, close to the mark.
static void stands_by_its_mark(void **state) {
  (void)state;
  struct scene *s = scene_new(300, 200);
  scene_add(s, MARK, 100, 100, "Yongbyon", 0);
  scene_add(s, MARK, 200, 100, "Sohae", 0);
  number_all(s);
  wishes[0].key = 17;
  wishes[1].key = 0;
  scene_solve(s);
  const struct ct_placement *p = &s->out.v[0];
  assert_int_equal(p->state, CT_LABEL_KEYED);
  assert_int_equal(p->key, 17);
  assert_string_equal(ct_run_text(p->run), "17");
  assert_non_null(strstr(p->reason, "key"));
  assert_true(distance(p) < 4 + 2.5);  // half of the icon and a small gap
  assert_string_equal(ct_run_text(s->out.v[1].run), "Sohae");
  assert_int_equal(s->out.v[1].state, CT_LABEL_PLACED);
  assert_int_equal(s->out.keyed, 1);
  assert_int_equal(s->out.placed, 1);
  assert_int_equal(s->out.wanted, 2);
  assert_int_equal(s->out.dropped, 0);
  scene_free(s);
}

// One name at one place has one number; another name there has its own.
static void same_name_once(void **state) {
  (void)state;
  struct scene *s = scene_new(300, 200);
  scene_add(s, MARK, 100, 100, "Wonsan", 0);
  scene_add(s, MARK, 100, 100, "Wonsan", 0);
  scene_add(s, MARK, 100, 100, "Kalma", 0);
  number_all(s);
  for (int i = 0; i < 3; i++) wishes[i].key = 5;  // as before the true numbers are known
  scene_solve(s);
  assert_int_equal(s->out.v[0].state, CT_LABEL_KEYED);
  assert_int_equal(s->out.v[1].state, CT_LABEL_DROPPED);
  assert_memory_equal(s->out.v[1].reason, "duplicate", 9);
  assert_int_equal(s->out.v[2].state, CT_LABEL_KEYED);
  check_apart(s);
  // Also when only the first has its number, as in the end.
  wishes[1].key = 0;
  scene_solve(s);
  assert_int_equal(s->out.v[0].state, CT_LABEL_KEYED);
  assert_int_equal(s->out.v[1].state, CT_LABEL_DROPPED);
  assert_memory_equal(s->out.v[1].reason, "duplicate", 9);
  scene_free(s);
}

// Between two marks side by side a number goes to its own mark's far side.
static void no_doubt_whose(void **state) {
  (void)state;
  struct scene *s = scene_new(300, 200);
  for (int i = 0; i < 4; i++) scene_add(s, MARK, 100 + 16.0F * (float)i, 100, "Name", 0);
  number_all(s);
  scene_solve(s);
  for (size_t i = 0; i < 4; i++) {
    const struct ct_placement *p = &s->out.v[i];
    double cx = p->box.x + p->box.w / 2, cy = p->box.y + p->box.h / 2, own = hypot(cx - p->x, cy - p->y);
    assert_int_equal(p->state, CT_LABEL_KEYED);
    for (size_t k = 0; k < 4; k++)
      if (k != i && !p->nleader) assert_true(hypot(cx - s->out.v[k].x, cy - s->out.v[k].y) > own);
  }
  scene_free(s);
}

// Furniture all around: the number stands on its mark, when that is large enough.
static void on_its_mark(void **state) {
  (void)state;
  for (int large = 0; large < 2; large++) {
    struct scene *s = scene_new(200, 200);
    s->icon_pt = large ? 12 : 4;
    double half = large ? 8 : 5;
    scene_add(s, MARK, 100, 100, "Yongbyon", 0);
    number_all(s);
    const struct ct_rect around[] = {{0, 0, 200, 100 - half},
                                     {0, 100 + half, 200, 100 - half},
                                     {0, 0, 100 - half, 200},
                                     {100 + half, 0, 100 - half, 200}};
    memcpy(s->furniture, around, sizeof around);
    s->nfurniture = 4;
    scene_solve(s);
    const struct ct_placement *p = &s->out.v[0];
    assert_int_equal(p->state, large ? CT_LABEL_KEYED : CT_LABEL_DROPPED);
    if (large) {
      assert_true(fabs(p->box.x + p->box.w / 2 - 100) < 1.5);
      assert_true(fabs(p->box.y + p->box.h / 2 - 100) < 2.5);
    }
    scene_free(s);
  }
}

// Heaps of marks with long names: few names find a place, nearly all numbers do; never two on each other.
static void found_a_place_where_names_do_not(void **state) {
  (void)state;
  size_t names = 0, numbers = 0, all = 0;
  for (unsigned seed = 1; seed <= 6; seed++)
    for (int numbered = 0; numbered < 2; numbered++) {
      struct scene *s = scene_new(420, 300);
      uint32_t x = seed * 7919U;
      for (int i = 0; i < 70; i++) {
        float at[2];
        for (int k = 0; k < 2; k++) {
          float sum = 0;
          for (int j = 0; j < 4; j++) {
            x = x * 1664525U + 1013904223U;
            sum += (float)(x >> 8) / (float)(1U << 24);
          }
          at[k] = sum / 4;
        }
        scene_add(s, MARK, 420 * at[0], 300 * at[1], "Experimental reactor", 0);
      }
      s->leaders = true;
      if (numbered) number_all(s);
      scene_solve(s);
      check_apart(s);
      if (numbered) {
        numbers += s->out.keyed;
        all += s->out.wanted;
      } else {
        names += s->out.wanted - s->out.dropped;
      }
      scene_free(s);
    }
  assert_true((double)numbers > 0.97 * (double)all);
  assert_true(names < numbers);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(stands_by_its_mark), cmocka_unit_test(same_name_once),
                                     cmocka_unit_test(no_doubt_whose), cmocka_unit_test(on_its_mark),
                                     cmocka_unit_test(found_a_place_where_names_do_not)};
  return cmocka_run_group_tests(tests, label_setup, label_teardown);
}
